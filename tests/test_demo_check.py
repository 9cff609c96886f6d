"""The demo graph is sound, its findings are right, and each damage to it is found."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from changed_graphs import changed, replaced, violations, without
from conftest import ID, MG
from mandategraph.check import check
from mandategraph.draw import plan_map
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph


def faults(graph: MandateGraph) -> list[tuple[str, str]]:
    return [(rule, node) for rule, node, *_ in violations(graph)]


def test_the_demo_graph_has_only_the_findings_that_the_leaflets_deserve(
    demo_graph: MandateGraph,
) -> None:
    report = check(demo_graph)
    assert report.conforms
    assert Counter(f.rule for f in report.findings) == {
        "S25": 2,  # the issuer of both plans, on the word of one person
        "S30": 2,  # neither leaflet states a period
        "S31": 4,  # the four English objectives have no result
        "S34": 21,  # level of 8 objectives, type of 13 results
        "S35": 2,
        "S36": 2,
        "S37": 13,  # no indicator anywhere
    }


def test_removing_one_claim_leaves_its_link_unsupported(
    demo_graph: MandateGraph,
) -> None:
    ((claim,),) = demo_graph.select_text(
        "SELECT ?c WHERE { ?c a mg:Claim ; mg:claimSubject id:ct-o2 }"
    )
    graph = changed(demo_graph, without(f"^<{claim}> "))
    assert faults(graph) == [("S10", "ct-o2")]


def test_a_link_that_no_claim_supports_is_found(demo_graph: MandateGraph) -> None:
    result = demo_graph.select_text(
        "SELECT ?r WHERE { ?r a mg:ExpectedResult } ORDER BY ?r LIMIT 1"
    )[0][0]
    link = f"<{result}> <{MG}expectedResultOf> <{ID}ct-o1> <{ID}graph/claims-ct> .\n"
    graph = MandateGraph.from_nquads(demo_graph.nquads() + link.encode())
    assert faults(graph) == [("S10", result.removeprefix(ID))]


@pytest.mark.parametrize(
    ("pattern", "replacement", "rules"),
    [
        # one end alone: the IRI and the length of the quote disagree
        (r"(#position=276,359> <\S+end> )\"359\"", r'\g<1>"360"', {"S06"}),
        # the span moved with its IRI: only the words themselves tell
        ("276,359", "277,360", {"S41"}),
    ],
)
def test_a_moved_offset_is_found(
    pattern: str, replacement: str, rules: set[str], demo_graph: MandateGraph
) -> None:
    graph = changed(demo_graph, replaced(pattern, replacement))
    if replacement == "277,360":
        start = replaced(r"(=277,360> <\S+start> )\"276\"", r'\g<1>"277"')
        end = replaced(r"(=277,360> <\S+end> )\"359\"", r'\g<1>"360"')
        graph = changed(changed(graph, start), end)
    found = faults(graph)
    assert {rule for rule, _ in found} == rules
    assert all(re.search(r"27[67],3(59|60)", node) for _, node in found)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Wording not in the source text"),
        ("fr", "Libellé absent du texte source"),
        ("es", "Redacción ausente del texto fuente"),
        ("ar", "الصياغة غير واردة في نص المصدر"),
    ],
)
def test_the_map_says_in_each_language_that_four_wordings_are_lost(
    lang: str, words: str, demo_graph: MandateGraph
) -> None:
    picture = plan_map(demo_graph, LanguagePolicy.parse(lang))
    plain = re.sub(r"[\u2066-\u2069]", "", re.sub(r"<title>.*?</title>", "", picture))
    assert plain.count(words) == 4
