"""Exported nodes stand by the logic of the plan, mirrored, never on each other."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ID
from mandategraph.export import export
from mandategraph.export.looks import LOOKS, look_of
from mandategraph.export.positions import places, tree
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

RELATIONS = ("serves", "subObjectiveOf", "expectedResultOf", "elementOf", "mentions")


@st.composite
def networks(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    """Networks of any kinds and links, cycles and loops among them."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    size = draw(st.integers(0, 25))
    for number in range(size):
        plan = draw(st.sampled_from(["", "n0", "n1"]))
        kind = draw(st.sampled_from([*LOOKS, "concept", "programme"]))
        label = draw(st.text(max_size=80))
        network.add_node(
            f"n{number}", kind=kind, plan=plan, code="", label=label, label_lang="en"
        )
    if size:
        node = st.integers(0, size - 1)
        for _ in range(draw(st.integers(0, 60))):
            status = draw(st.sampled_from(["stated", "proposed", "open", "recorded"]))
            relation = draw(st.sampled_from(RELATIONS))
            ends = f"n{draw(node)}", f"n{draw(node)}"
            network.add_edge(*ends, relation=relation, status=status)
    return network


@settings(deadline=None)
@given(networks())
def test_no_two_nodes_meet_and_none_is_left_out(
    network: nx.MultiDiGraph[str],
) -> None:
    found = places(network, rtl=False)
    assert list(found) == list(network)
    for one, two in combinations(found.values(), 2):
        across = abs(one.x - two.x) >= (one.width + two.width) / 2 - 0.2
        assert across or abs(one.y - two.y) >= (one.height + two.height) / 2 - 0.2


@settings(deadline=None)
@given(networks())
def test_the_tree_has_no_cycle_and_what_stands_before_is_nearer(
    network: nx.MultiDiGraph[str],
) -> None:
    before = tree(network)
    found = places(network, rtl=False)
    assert before.keys() == set(network)
    for node, parent in before.items():
        if parent:
            assert found[parent].x < found[node].x
    links = [(node, parent) for node, parent in before.items() if parent]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(links))


@settings(deadline=None)
@given(networks())
def test_from_right_to_left_is_the_mirror_image(
    network: nx.MultiDiGraph[str],
) -> None:
    one, other = places(network, rtl=False), places(network, rtl=True)
    assert {n: (-p.x, p.y) for n, p in one.items()} == {
        n: (p.x, p.y) for n, p in other.items()
    }


def nodes(graph: MandateGraph, lang: str) -> dict[str, Any]:
    """The nodes of the JSON for D3, by the last part of their IRI."""
    document = json.loads(export("d3", graph, LanguagePolicy([lang])))
    return {node["id"].rpartition("/")[2]: node for node in document["nodes"]}


def test_a_chain_stands_in_the_order_of_reading(example_graph: MandateGraph) -> None:
    chain = ("org-rba", "plan-rba", "rba-m", "rba-o1", "rba-r-228fa6e9f8")
    across = [nodes(example_graph, "en")[name]["x"] for name in chain]
    assert across == sorted(across)
    across = [nodes(example_graph, "ar")[name]["x"] for name in chain]
    assert across == sorted(across, reverse=True)


def test_an_open_link_puts_a_result_behind_no_objective() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("plan", kind="plan", plan="")
    network.add_node("o", kind="objective", plan="plan")
    network.add_node("r", kind="expected_result", plan="plan")
    network.add_edge("o", "plan", relation="elementOf", status="stated")
    network.add_edge("r", "plan", relation="elementOf", status="stated")
    network.add_edge("r", "o", relation="expectedResultOf", status="open")
    assert tree(network) == {"plan": "", "o": "plan", "r": "plan"}
    network.add_edge("r", "o", relation="expectedResultOf", status="proposed")
    assert tree(network) == {"plan": "", "o": "plan", "r": "o"}


def test_kinds_differ_by_more_than_their_colour() -> None:
    signs = {(look.size, look.gexf) for look in LOOKS.values()}
    assert len(signs) == len(LOOKS)
    assert look_of("unheard-of").size < min(look.size for look in LOOKS.values())


def test_the_place_of_a_node_is_that_of_its_mark(example_graph: MandateGraph) -> None:
    document = json.loads(export("cyjs", example_graph, LanguagePolicy(["en"])))
    placed = {n["data"]["id"]: n["position"] for n in document["elements"]["nodes"]}
    one = nodes(example_graph, "en")["rba-o1"]
    assert placed[f"{ID}rba-o1"] == {"x": one["x"], "y": one["y"]}
