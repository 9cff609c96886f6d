"""What becomes a node of the network, and which links become edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import ID
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.network import to_network

if TYPE_CHECKING:
    from mandategraph.network import Nodes
    from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])
TEXT = f"{ID}text/e96ba1287aac20ab"
# a type is a node's kind; of the ontology only what the data leads to is there
TRIPLES = """
SELECT DISTINCT ?s ?p ?o {
  ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o) && ?p != rdf:type)
  FILTER NOT EXISTS { ?g mg:graphRole mg:ontologyGraph . GRAPH ?g { ?s ?q ?x } }
}"""


def test_elements_alone_have_only_links_between_them(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH, nodes="elements")
    assert len(network) == 7
    assert {data["plan"] for _, data in network.nodes(data=True)} == {f"{ID}plan-rba"}
    relations = {data["relation"] for _, _, data in network.edges(data=True)}
    assert relations == {"serves", "expectedResultOf", "indicatorOf"}


@pytest.mark.parametrize("fixture", ["example_graph", "demo_graph"])
def test_everything_has_each_triple_between_iris(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    graph: MandateGraph = request.getfixturevalue(fixture)
    network = to_network(graph, ENGLISH, nodes="everything")
    rows = graph.select_text(TRIPLES)
    ends = {node for s, _, o in rows for node in (s, o)}
    assert ends <= set(network)
    pairs = {(s, o) for s, _, o in rows}
    assert pairs <= {(s, o) for s, o, _ in network.edges(keys=True)}
    statuses = [data["status"] for _, _, data in network.edges(data=True)]
    links = to_network(graph, ENGLISH)
    assert len(statuses) - statuses.count("recorded") == links.number_of_edges()
    # a triple that a link repeats is one edge
    named = {(s, o, data["relation"]) for s, o, data in links.edges(data=True)}
    repeated = {
        (s, o, p.replace("#", "/").rpartition("/")[2]) for s, p, o in rows
    } & named
    assert statuses.count("recorded") >= len(rows) - len(repeated) - len(named)
    assert statuses.count("recorded") <= len(rows)


def test_everything_names_spans_values_forms_and_claims(
    example_graph: MandateGraph,
) -> None:
    nodes: Any = to_network(example_graph, ENGLISH, nodes="everything").nodes
    assert nodes[f"{TEXT}#char=8,56"]["kind"] == "text_span"
    assert nodes[f"{ID}rba-i-f481e080cd-target"]["kind"] == "target"
    assert nodes[f"{ID}rba-m-fr"]["kind"] == "text_form"
    assert nodes[f"{ID}claim-d4937d6dd2fe"]["kind"] == "claim"
    assert {type(v) for n in nodes for v in nodes[n].values()} == {str}


@pytest.mark.parametrize(
    ("links", "statuses"),
    [
        (("open",), {"open"}),
        (("stated", "proposed"), {"stated", "proposed"}),
        ((), set()),
    ],
)
def test_only_links_of_the_statuses_asked_for_are_edges(
    example_graph: MandateGraph, links: tuple[str, ...], statuses: set[str]
) -> None:
    network = to_network(example_graph, ENGLISH, links=links)
    assert {data["status"] for _, _, data in network.edges(data=True)} == statuses
    assert len([n for n, d in network.nodes(data=True) if d["plan"]]) == 7


def test_a_stated_link_is_not_given_out_as_proposed(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH, links=["proposed"])
    assert [(s, o) for s, o, _ in network.edges(keys=True)] == [
        (f"{ID}rba-r-76b2f8f7a3", f"{ID}rba-o2")
    ]


def test_faulty_choices_are_named_with_those_there_are(
    example_graph: MandateGraph,
) -> None:
    wrong: Nodes = "all"  # type: ignore[assignment]
    with pytest.raises(UnknownNameError, match="elements, context, everything"):
        to_network(example_graph, ENGLISH, nodes=wrong)
    with pytest.raises(UnknownNameError, match="stated, accepted, proposed, open"):
        to_network(example_graph, ENGLISH, links=["said"])
