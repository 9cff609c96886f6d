"""What decisions make of a graph: claims, reviews, texts; taken back, they are gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ID, MG
from mandategraph.check import check
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.query import labels
from mandategraph.query.run import run
from mandategraph.review import (
    By,
    accepted,
    assigned,
    decide,
    overlay_nquads,
    rejected,
    titled,
    translated,
    undo,
)
from mandategraph.store import open_graph
from reviewed_plans import (
    FIRST,
    RESULT,
    SECOND,
    applied,
    basin,
    items,
    lines,
    link,
    rows,
    translation,
)

__all__ = ["basin"]

ANA = By("Ana Ruiz", "read the annual report")
LINKED = f"SELECT ?o {{ id:{RESULT} mg:expectedResultOf ?o }}"
STATUS = (
    "SELECT ?basis ?status { ?c mg:claimSubject id:%s ; mg:claimObject id:%s ;"
    " mg:basis ?basis ; mg:status ?status }"
)
REVIEW = """
SELECT ?of ?agreement ?name ?why ?class
{ ?r a mg:Review ; mg:reviews ?of ; mg:agreement ?agreement ; mg:rationale ?why ;
     prov:endedAtTime ?when ; prov:wasAssociatedWith ?who .
  ?who skos:prefLabel ?name ; a ?class }
"""
PERSON = "http://www.w3.org/ns/prov#Person"


SHARED, LOST = "Neighbouring states share river data.", "OBJECTIVE 2"


def proposed(target: Path) -> set[tuple[str, str]]:
    """What the question about proposed links answers, in words."""
    with open_graph(target) as graph:
        return {(str(r[0]), str(r[2])) for r in run(graph, "proposed_links").rows}


def conforms(target: Path) -> bool:
    with open_graph(target) as graph:
        return check(graph).conforms


def test_an_accepted_link_stands_with_its_claim_and_review(basin: Path) -> None:
    with open_graph(basin) as graph:
        decide(basin, accepted(graph, link(basin, RESULT, SECOND), ANA))
    assert rows(basin, LINKED) == []  # decided, and not yet in the graph
    assert applied(basin) == {}
    assert rows(basin, LINKED) == [(f"{ID}{SECOND}",)]
    assert rows(basin, STATUS % (RESULT, SECOND)) == [
        (f"{MG}basisTextSimilarity", f"{MG}accepted")
    ]
    assert rows(basin, REVIEW) == [
        (f"{ID}claim-e7442f145c9d", "1", "Ana Ruiz", ANA.note, PERSON)
    ]
    assert (SHARED, LOST) not in proposed(basin)
    assert conforms(basin)
    roles = """
    SELECT ?role { GRAPH ?g { ?r mg:reviews id:%s } ?g mg:graphRole ?role }
    """
    assert rows(basin, roles % "claim-e7442f145c9d") == [(f"{MG}claimGraph",)]


def test_a_rejected_link_leaves_no_link_and_is_proposed_no_more(basin: Path) -> None:
    before = proposed(basin)
    assert (SHARED, LOST) in before
    with open_graph(basin) as graph:
        decide(basin, rejected(graph, link(basin, RESULT, SECOND), ANA))
    assert applied(basin) == {}
    assert rows(basin, LINKED) == []
    assert proposed(basin) == before - {(SHARED, LOST)}
    assert rows(basin, STATUS % (RESULT, SECOND))[0][1] == f"{MG}rejected"
    assert rows(basin, REVIEW)[0][1:4] == ("-1", "Ana Ruiz", ANA.note)
    assert conforms(basin)


def test_a_pair_that_may_be_the_same_is_one_item_of_its_own(basin: Path) -> None:
    pair = "rba-r-228fa6e9f8", "rba-r-da4a253b8c"
    (one,) = items(basin, "duplicate")
    assert (one["left"]["code"], one["right"]["code"]) == pair
    assert one["proposals"][0]["rationale"] == "two words in common"
    with open_graph(basin) as graph:
        decide(basin, accepted(graph, one["id"], ANA))
    applied(basin)
    alike = f"SELECT ?o {{ id:{pair[0]} mg:similarTo ?o }}"
    assert rows(basin, alike) == [(f"{ID}{pair[1]}",)]
    with open_graph(basin) as graph:
        assert run(graph, "possible_duplicates").rows == []
    assert conforms(basin)


def test_what_is_taken_back_leaves_the_graph_as_it_was(basin: Path) -> None:
    applied(basin)
    before = lines(basin)
    with open_graph(basin) as graph:
        done = [
            decide(basin, rejected(graph, link(basin, RESULT, SECOND), ANA)),
            decide(basin, accepted(graph, items(basin, "duplicate")[0]["id"], ANA)),
            decide(basin, accepted(graph, translation(basin, "rba-m", "ar"), ANA)),
            decide(basin, assigned(graph, RESULT, FIRST, ANA)),
            decide(basin, titled(graph, SECOND, "en", "Save water.", ANA)),
            decide(
                basin, translated(graph, RESULT, "fr", "Les voisins partagent.", ANA)
            ),
        ]
    applied(basin)
    assert len(lines(basin) - before) > 40
    assert conforms(basin)
    after = lines(basin)
    back = [undo(basin, "Ana Ruiz", one.id) for one in done]
    applied(basin)
    assert lines(basin) == before
    for one in back:
        undo(basin, "Ana Ruiz", one.id)
    applied(basin)
    assert lines(basin) == after


def test_an_accepted_translation_is_reviewed_and_a_rejected_one_is_not_shown(
    basin: Path,
) -> None:
    arabic, spanish = (
        translation(basin, *which)
        for which in (("rba-m", "ar"), ("rba-r-228fa6e9f8", "es"))
    )
    with open_graph(basin) as graph:
        decide(basin, accepted(graph, arabic, By("Ana")))
        decide(basin, rejected(graph, spanish, By("Ana", "wrong town")))
    assert applied(basin) == {}
    with open_graph(basin) as graph:
        nodes = [f"{ID}rba-m", f"{ID}rba-r-228fa6e9f8"]
        mandate, _ = (labels(graph, nodes, LanguagePolicy(("ar",)))[n] for n in nodes)
        _, result = (labels(graph, nodes, LanguagePolicy(("es",)))[n] for n in nodes)
    assert (mandate.lang, mandate.status) == ("ar", "reviewed")
    assert (result.lang, result.text) == ("en", "Flood warnings reach every town.")
    assert conforms(basin)


def test_nobody_reviews_a_translation_of_ones_own(basin: Path) -> None:
    item = translation(basin, "rba-r-da4a253b8c", "ar")  # of First reviewer, person-a
    with open_graph(basin) as graph:
        for name in ("First reviewer", "person-a"):
            with pytest.raises(QueryError, match="a second person reviews it"):
                accepted(graph, item, By(name))
        decide(basin, accepted(graph, item, By("Second reviewer")))
    assert applied(basin) == {}
    review = "?r mg:reviews id:rba-r-da4a253b8c-ar ; prov:wasAssociatedWith ?who"
    who = f"SELECT ?who {{ {review} }}"
    assert rows(basin, who) == [(f"{ID}person-b",)]


def test_a_supplied_title_is_an_experts_words_and_never_the_issuers(
    basin: Path,
) -> None:
    note = 'annual report, p. 3\n=SUM(A1)\t"x" \u202eabc'
    with open_graph(basin) as graph:
        decide(basin, titled(graph, SECOND, "en", "  Save\n water. ", By("Ana", note)))
    assert applied(basin) == {}
    found = f"""
    SELECT ?words ?authority ?state ?method ?note
    {{ id:{SECOND} mg:textForm ?f . ?f xl:literalForm ?words ;
       skos:editorialNote ?note ; mg:textAuthority ?authority ;
       mg:reviewState ?state ; mg:method ?method }}
    """
    codes = (f"{MG}{c}" for c in ("thirdParty", "stateCandidate", "original"))
    assert rows(basin, found) == [("Save water.", *codes, note)]
    with open_graph(basin) as graph:
        assert not graph.ask(f"ASK {{ id:{SECOND} mg:statementText ?any }}")
        assert graph.ask(f"ASK {{ id:{SECOND} mg:textStatus mg:textNotExtracted }}")
        shown = labels(graph, [f"{ID}{SECOND}"], LanguagePolicy(("en",)))
        assert shown[f"{ID}{SECOND}"].text == "Save water."
    assert items(basin, "wording") == []
    assert conforms(basin)
    # another person reviews it
    item = translation(basin, SECOND, "en")
    with open_graph(basin) as graph:
        with pytest.raises(QueryError, match="a second person"):
            accepted(graph, item, By("Ana"))
        decide(basin, accepted(graph, item, By("Bob")))
    assert applied(basin) == {}
    assert rows(basin, found)[0][2] == f"{MG}stateReviewed"
    assert conforms(basin)


def test_an_added_translation_gives_its_source_and_the_words_it_translates(
    basin: Path,
) -> None:
    with open_graph(basin) as graph:
        decide(basin, translated(graph, RESULT, "AR", "تتبادل الدول البيانات.", ANA))
    assert applied(basin) == {}
    found = f"""
    SELECT ?g ?lang ?words ?from ?role
    {{ GRAPH ?g {{ id:{RESULT} mg:textForm ?f . ?f xl:literalForm ?w ;
        mg:translatedFrom ?from }} ?g mg:graphRole ?role ; dct:language ?lang
        BIND(STR(?w) AS ?words) }}
    """
    assert rows(basin, found) == [
        (
            f"{ID}graph/decisions-tr-rba-ar",
            "ar",
            "تتبادل الدول البيانات.",
            f"{ID}text/e96ba1287aac20ab#char=265,302",
            f"{MG}translationGraph",
        )
    ]
    assert conforms(basin)


def test_an_assignment_is_an_accepted_claim_of_an_expert(basin: Path) -> None:
    with open_graph(basin) as graph:
        decide(basin, assigned(graph, RESULT, f"{ID}{FIRST}", ANA))
    assert applied(basin) == {}
    assert rows(basin, LINKED) == [(f"{ID}{FIRST}",)]
    assert rows(basin, STATUS % (RESULT, FIRST)) == [
        (f"{MG}basisExpert", f"{MG}accepted")
    ]
    assert conforms(basin)
    # what somebody else proposes for it still waits
    assert [i["state"] for i in items(basin, "link")] == ["undecided"]
    assert items(basin, "open") == []


def test_what_the_issuer_says_is_never_edited(basin: Path) -> None:
    with open_graph(basin) as graph:
        refused: tuple[tuple[Callable[[], object], str], ...] = (
            (lambda: titled(graph, FIRST, "en", "Other.", ANA), "never edited"),
            (lambda: translated(graph, FIRST, "en", "Other.", ANA), "never edited"),
            # the issuer's own translation, which is a form
            (lambda: translated(graph, FIRST, "fr", "Autre.", ANA), "has words in fr"),
            (lambda: translated(graph, SECOND, "fr", "Autre.", ANA), "wording is lost"),
            (lambda: assigned(graph, FIRST, RESULT, ANA), "no link from Objective"),
            (lambda: assigned(graph, RESULT, "rba-m", ANA), "no link from Expected"),
            (lambda: titled(graph, SECOND, "en", " \n", ANA), "is empty"),
            (lambda: titled(graph, SECOND, "en", "a\u202eb", ANA), "direction"),
            (lambda: titled(graph, SECOND, "e_n", "a", ANA), "not a language tag"),
            (lambda: titled(graph, SECOND, "en", "a", By("Ana")), "need their source"),
            (lambda: assigned(graph, RESULT, FIRST, By("Ana")), "needs its source"),
            (lambda: titled(graph, SECOND, "en", "a", By(" ", "x")), "who decides"),
        )
        for make, reason in refused:
            with pytest.raises(QueryError, match=reason):
                make()
        with pytest.raises(UnknownNameError):
            titled(graph, "rba-o9", "en", "a", ANA)
        issuers = {i["left"]["code"] for i in items(basin, "translation")}
        assert issuers == {"rba-m", "rba-r-228fa6e9f8", "rba-r-da4a253b8c"}


def test_a_rejection_needs_a_reason_and_something_that_is_proposed(
    basin: Path,
) -> None:
    with open_graph(basin) as graph:
        with pytest.raises(QueryError, match="a rejection needs its reason"):
            rejected(graph, link(basin, RESULT, SECOND), By("Ana"))
        lost = items(basin, "wording")[0]["id"]
        with pytest.raises(QueryError, match="supply it"):
            accepted(graph, lost, ANA)
        with pytest.raises(QueryError, match="nobody proposes anything"):
            rejected(graph, lost, ANA)
        with pytest.raises(QueryError, match="there is nothing to decide on"):
            accepted(graph, "link-000000000000", ANA)


def test_the_overlay_is_what_the_graph_gets_whether_it_has_it_or_not(
    basin: Path,
) -> None:
    applied(basin)
    before = lines(basin)
    with open_graph(basin) as graph:
        decide(basin, rejected(graph, translation(basin, "rba-m", "ar"), ANA))
        decide(basin, translated(graph, RESULT, "fr", "Les voisins.", ANA))
        decide(basin, accepted(graph, link(basin, RESULT, SECOND), ANA))
        early = overlay_nquads(basin, graph)
    applied(basin)
    with open_graph(basin) as graph:
        assert overlay_nquads(basin, graph) == early
    # all that is new but for the codes that were turned
    known = set(early.splitlines())
    new = lines(basin) - before
    assert sorted(line.split()[1:3] for line in new - known) == [
        [f"<{MG}reviewState>".encode(), f"<{MG}stateRejected>".encode()],
        [f"<{MG}status>".encode(), f"<{MG}accepted>".encode()],
    ]
    assert known <= new
