"""Paths and circles: all of them, the shortest first, whatever the order of reading."""

from __future__ import annotations

from itertools import islice

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.network.walks import shortest_first

EDGES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=16
)


def network(edges: list[tuple[int, int]]) -> nx.DiGraph[int]:
    found: nx.DiGraph[int] = nx.DiGraph()
    found.add_nodes_from(range(6))
    found.add_edges_from(edges)
    return found


@settings(max_examples=200, deadline=None)
@given(EDGES)
def test_all_paths_are_found_the_shortest_first(edges: list[tuple[int, int]]) -> None:
    links = network(edges)
    expected = sorted(
        (tuple(path) for path in nx.all_simple_paths(links, 0, 5)),
        key=lambda path: (len(path), path),
    )
    assert list(shortest_first(links, [(0, 5)])) == expected


@settings(max_examples=200, deadline=None)
@given(EDGES)
def test_each_circle_is_found_once_from_its_least_node(
    edges: list[tuple[int, int]],
) -> None:
    links = network(edges)
    turned = []
    for circle in nx.simple_cycles(links):
        first = circle.index(min(circle))
        turned.append((*circle[first:], *circle[:first], min(circle)))
    expected = sorted(turned, key=lambda path: (len(path), path))
    ends = [(node, node) for node in links]
    assert list(shortest_first(links, ends, rising=True)) == expected


@settings(max_examples=50, deadline=None)
@given(st.permutations([(a, b) for a in range(5) for b in range(5)]))
def test_the_order_of_the_links_is_immaterial(edges: list[tuple[int, int]]) -> None:
    ends = [(node, node) for node in range(5)]
    some = list(islice(shortest_first(network(edges), ends, rising=True), 12))
    # five circles of one node, ten of two; here the first seven of those
    assert some[:5] == [(node, node) for node in range(5)]
    assert some[5:] == [
        *((0, 1, 0), (0, 2, 0), (0, 3, 0), (0, 4, 0)),
        *((1, 2, 1), (1, 3, 1), (1, 4, 1)),
    ]


def test_a_few_of_very_many_paths_are_found_at_once() -> None:
    links: nx.DiGraph[int] = nx.DiGraph()
    for step in range(60):  # diamonds in a row: 2 to the power of 60 paths
        for side in (1, 2):
            links.add_edge(3 * step, 3 * step + side)
            links.add_edge(3 * step + side, 3 * step + 3)
    some = list(islice(shortest_first(links, [(0, 180)]), 3))
    assert [len(path) for path in some] == [121, 121, 121]
    assert len(set(some)) == 3
