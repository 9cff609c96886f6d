"""Decisions outlast builds: every build of a graph puts them in again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ID, MG
from mandategraph.build import build
from mandategraph.check import check
from mandategraph.errors import SourceError, StoreError
from mandategraph.review import (
    By,
    accepted,
    assigned,
    decide,
    decisions_of,
    rejected,
    titled,
    translated,
    undo,
)
from mandategraph.store import open_graph
from mandategraph.translate.apply import ImportOptions, import_delivery
from mandategraph.translate.rows import Delivery, Row
from reviewed_plans import (
    LAKE,
    applied,
    items,
    lake,
    lakes,
    lines,
    link,
    rows,
    same,
    translation,
)
from running import TARGETS

__all__ = ["lake", "lakes"]

ANA, BOB = By("Ana", "seen in the report"), By("Bob", "seen in the report")
WASTE = "Waste in the lake is reduced."
LINKS = "SELECT ?s ?o { ?s mg:expectedResultOf ?o }"
PROPOSED = (
    "SELECT ?s ?o { ?c mg:status mg:proposed ; mg:claimSubject ?s ; mg:claimObject ?o }"
)


def codes(kg: Path) -> tuple[str, str]:
    """The codes of the two results: on waste, on data."""
    found = "SELECT ?r ?w { ?r a mg:ExpectedResult ; mg:statementText ?w }"
    by_words = {words: iri.removeprefix(ID) for iri, words in rows(kg, found)}
    return by_words[WASTE], by_words["Neighbours share water data."]


def decided(kg: Path) -> tuple[str, str]:
    """The graph with a link accepted, one rejected, one assigned, a translation."""
    waste, data = codes(kg)
    with open_graph(kg) as graph:
        decide(kg, accepted(graph, link(kg, waste, "lk-o1"), ANA))
        decide(kg, rejected(graph, link(kg, waste, "lk-o2"), ANA))
        decide(kg, assigned(graph, data, "lk-o2", BOB))
        decide(kg, translated(graph, "lk-m", "fr", "Garder le lac propre.", ANA))
    assert applied(kg) == {}
    return waste, data


@pytest.mark.parametrize("target", TARGETS)
def test_a_rebuilt_graph_with_its_decisions_is_the_same_graph(
    lake: Path, target: str
) -> None:
    kg = lake / target
    waste, data = decided(kg)
    after = open_graph(kg).nquads()
    assert rows(kg, LINKS) == sorted(
        [(f"{ID}{waste}", f"{ID}lk-o1"), (f"{ID}{data}", f"{ID}lk-o2")]
    )
    statuses = [s.status for s in build(["sources"], kg, propose=True).sources]
    assert statuses == ["unchanged"]
    assert open_graph(kg).nquads() == after
    build(["sources"], kg, propose=True, force=True)
    assert same(open_graph(kg).nquads(), after)
    assert check(open_graph(kg)).conforms
    # a graph built anew from what people keep of one: the ledger and the decisions
    fresh = lake / f"fresh-{target}"
    if kg.is_dir():
        fresh.mkdir()
        for name in ("ledger.tsv", "decisions"):
            (kg / name).rename(fresh / name)
    else:
        for name in ("ledger.tsv", "decisions"):
            kg.with_name(f"{kg.name}.{name}").rename(lake / f"{fresh.name}.{name}")
    build(["sources"], fresh, propose=True)
    assert same(open_graph(fresh).nquads(), after)


def test_what_was_rejected_is_not_proposed_by_any_later_build(lake: Path) -> None:
    kg = lake / "kg"
    waste, _ = codes(kg)
    pair = f"{ID}{waste}", f"{ID}lk-o2"
    assert pair in rows(kg, PROPOSED)
    with open_graph(kg) as graph:
        decide(kg, rejected(graph, link(kg, waste, "lk-o2"), ANA))
    for force, propose in ((True, True), (False, False), (False, True)):
        build(["sources"], kg, force=force, propose=propose)
        assert pair not in rows(kg, PROPOSED)
        waits = items(kg, "link", states=("undecided",))
        assert (waste, "lk-o2") not in {
            (i["left"]["code"], i["right"]["code"]) for i in waits
        }
    # its words change a little, the element is the same: it stays rejected
    text = lake / "sources/lake.txt"
    changed = "Waste in the lakes is reduced."
    text.write_text(LAKE.replace(WASTE, changed), "utf-8")
    build(["sources"], kg, propose=True)
    words = f"SELECT ?w {{ id:{waste} mg:statementText ?w }}"
    assert rows(kg, words) == [(changed,)]
    assert pair not in rows(kg, PROPOSED)
    undo(kg, "Ana")
    build(["sources"], kg, propose=True)
    assert pair in rows(kg, PROPOSED)


def test_an_accepted_link_that_is_no_longer_proposed_is_the_experts_own_claim(
    lake: Path,
) -> None:
    kg = lake / "kg"
    waste, _ = decided(kg)
    build(["sources"], kg)  # proposes nothing
    assert (f"{ID}{waste}", f"{ID}lk-o1") in rows(kg, LINKS)
    claim = (
        f"SELECT ?b ?s {{ ?c mg:claimSubject id:{waste} ; mg:basis ?b ; mg:status ?s }}"
    )
    assert rows(kg, claim) == [(f"{MG}basisExpert", f"{MG}accepted")]
    assert check(open_graph(kg)).conforms
    (why,) = applied(kg).values()  # the rejection has nothing to reject
    assert why == "nobody proposes it now"


def test_a_decision_on_other_words_or_on_what_is_gone_waits_and_is_told(
    lake: Path,
) -> None:
    kg = lake / "kg"
    waste, data = decided(kg)
    file = decisions_of(kg).read_bytes()
    text = lake / "sources/lake.txt"
    changed = LAKE.replace(WASTE, "Waste in the lakes is reduced.")
    text.write_text(changed.replace("• Neighbours share water data.\n", ""), "utf-8")
    build(["sources"], kg, propose=True)
    assert rows(kg, LINKS) == []
    waits = sorted(applied(kg).values())
    assert waits == [
        f"{data} is no longer in the graph",
        f"{waste} has other words now",
    ]
    (again,) = items(kg, "link", states=("waiting",))
    assert (again["left"]["code"], again["right"]["code"]) == (waste, "lk-o1")
    # the rejection of the other link with the changed words holds
    assert rows(kg, PROPOSED) == [(f"{ID}{waste}", f"{ID}lk-o1")]
    assert check(open_graph(kg)).conforms
    assert decisions_of(kg).read_bytes() == file  # kept
    text.write_text(LAKE, "utf-8")
    build(["sources"], kg, propose=True)
    assert applied(kg) == {}
    assert len(rows(kg, LINKS)) == 2


def test_a_build_of_unchanged_sources_brings_decisions_that_came_by_other_ways(
    lake: Path,
) -> None:
    kg, other = lake / "kg", lake / "kg.nq"
    waste, _ = decided(other)
    shutil.copytree(decisions_of(other).parent, decisions_of(kg).parent)
    summary = build(["sources"], kg, propose=True)
    assert [s.status for s in summary.sources] == ["unchanged"]
    assert (f"{ID}{waste}", f"{ID}lk-o1") in rows(kg, LINKS)
    assert lines(kg) == lines(other)


def test_a_damaged_file_of_decisions_stops_a_build_and_nothing_is_lost(
    lake: Path,
) -> None:
    kg = lake / "kg"
    decided(kg)
    before = lines(kg)
    path = decisions_of(kg)
    path.write_bytes(b"<<<<<<< ours\n" + path.read_bytes())
    with pytest.raises((SourceError, StoreError), match=r"decisions\.jsonl:1"):
        build(["sources"], kg, propose=True, force=True)
    assert lines(kg) == before


def test_an_imported_translation_and_a_decision_on_it_do_not_meet_twice(
    lake: Path,
) -> None:
    kg = lake / "kg"
    mandate = "Keep the lake clean for 12 towns."

    def take(text: str, **options: str) -> list[str]:
        row = Row("row 2", "lk-m", "text", mandate, "es", text)
        report = import_delivery(Delivery((row,)), kg, ImportOptions(**options))  # type: ignore[arg-type]
        return [one.kind for one in report.outcomes]

    form = "?f xl:literalForm ?w ; mg:reviewState ?s"
    forms = f"SELECT ?w ?s {{ id:lk-m mg:textForm ?f . {form} }}"
    assert take("Mantener limpio el lago.", agent="Ana") == ["new"]
    with open_graph(kg) as graph:
        decide(kg, rejected(graph, translation(kg, "lk-m", "es"), BOB))
    applied(kg)
    assert rows(kg, forms) == [("Mantener limpio el lago.", f"{MG}stateRejected")]
    # a better one takes its place; the decision then has nothing to speak of
    take("Mantener limpio el lago para 12 ciudades.", agent="Ana")
    shown = [
        words for words, state in rows(kg, forms) if not state.endswith("Rejected")
    ]
    assert shown == ["Mantener limpio el lago para 12 ciudades."]
    assert check(open_graph(kg)).conforms
    with open_graph(kg) as graph:
        decide(kg, accepted(graph, translation(kg, "lk-m", "es"), BOB))
    applied(kg)
    before = lines(kg)
    build(["sources"], kg, propose=True, force=True)
    assert lines(kg) == before
    better = "Mantener limpio el lago para 12 ciudades.", f"{MG}stateReviewed"
    assert better in rows(kg, forms)


def test_a_lost_wording_that_the_source_gives_later_is_the_sources(lake: Path) -> None:
    kg = lake / "kg"
    lost = LAKE.replace("OBJECTIVE 2: Share water data.", "OBJECTIVE 2")
    text = lake / "sources/lake.txt"
    text.write_text(lost, "utf-8")
    build(["sources"], kg)
    element = items(kg, "wording")[0]["left"]["code"]
    with open_graph(kg) as graph:
        decide(kg, titled(graph, element, "en", "Share data.", ANA))
    assert applied(kg) == {}
    forms = f"SELECT ?w {{ id:{element} mg:textForm/xl:literalForm ?w }}"
    assert rows(kg, forms) == [("Share data.",)]
    text.write_text(LAKE, "utf-8")
    build(["sources"], kg)
    assert rows(kg, forms) == []
    assert len(applied(kg)) == 1
    assert check(open_graph(kg)).conforms
