"""The demo graph is sound, its findings are right, and each damage to it is found."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mandategraph.check import check
from mandategraph.store import MandateGraph

ID = "https://w3id.org/mandategraph/id/"
MG = "https://w3id.org/mandategraph/ns#"


def damaged(graph: MandateGraph, pattern: str, replacement: str) -> MandateGraph:
    """The graph with every match in its N-Quads lines replaced; there must be one."""
    lines = graph.nquads().decode().splitlines()
    changed = [re.sub(pattern, replacement, line) for line in lines]
    assert changed != lines
    return MandateGraph.from_nquads("\n".join(filter(None, changed)).encode())


def violations(graph: MandateGraph) -> list[tuple[str, str]]:
    found = [f for f in check(graph).findings if f.severity == "violation"]
    return [(f.rule, f.node.removeprefix(ID)) for f in found]


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
    graph = damaged(demo_graph, f"^<{claim}> .*", "")
    assert violations(graph) == [("S10", "ct-o2")]


def test_a_link_that_no_claim_supports_is_found(demo_graph: MandateGraph) -> None:
    result = demo_graph.select_text(
        "SELECT ?r WHERE { ?r a mg:ExpectedResult } ORDER BY ?r LIMIT 1"
    )[0][0]
    link = f"<{result}> <{MG}expectedResultOf> <{ID}ct-o1> <{ID}graph/claims-ct> .\n"
    graph = MandateGraph.from_nquads(demo_graph.nquads() + link.encode())
    assert violations(graph) == [("S10", result.removeprefix(ID))]


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
    graph = damaged(demo_graph, pattern, replacement)
    if replacement == "277,360":
        graph = damaged(graph, r"(=277,360> <\S+start> )\"276\"", r'\g<1>"277"')
        graph = damaged(graph, r"(=277,360> <\S+end> )\"359\"", r'\g<1>"360"')
    found = violations(graph)
    assert {rule for rule, _ in found} == rules
    assert all(re.search(r"27[67],3(59|60)", node) for _, node in found)
