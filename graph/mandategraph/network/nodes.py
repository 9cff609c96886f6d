"""Nodes and links of a plan network: their attributes, which are all flat strings."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

from mandategraph.namespaces import MG_NS, local

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

Network: TypeAlias = "nx.MultiDiGraph[str]"

MG: Final = MG_NS
KINDS: Final = {
    "Mandate": "mandate",
    "Objective": "objective",
    "ExpectedResult": "expected_result",
    "Indicator": "indicator",
    "PlannedActivity": "planned_activity",
    "Vision": "vision",
    "ValueStatement": "value_statement",
}
LETTERS: Final = {
    "mandate": "M",
    "objective": "O",
    "expected_result": "R",
    "indicator": "I",
    "planned_activity": "A",
    "vision": "V",
    "value_statement": "W",
}
# statuses of links, the strongest first; `recorded` is for what no plan says
STRENGTH: Final = ("stated", "accepted", "proposed")
LINKS: Final = (*STRENGTH, "open")
RECORDED: Final = "recorded"


def attributes(iri: str, kind: str, **more: str) -> dict[str, str]:
    """The attributes that every node has."""
    blank = dict.fromkeys(("code", "status", "plan", "label_lang", "label_status"), "")
    return {"iri": iri, "kind": kind, "label": local(iri), **blank, **more}


def link(
    network: Network,
    source: str,
    relation: str,
    target: str,
    attributes_of_edge: Mapping[str, str],
) -> None:
    """Add the edge, and its ends where they are not there; `status` must be given."""
    for node in (source, target):
        if node not in network:
            network.add_node(node, **attributes(node, "other"))
    status = attributes_of_edge["status"]
    key = f"{relation} open" if status == "open" else relation
    more = {"relation": relation, "status": status, "label": relation}
    network.add_edge(source, target, key=key, **{**more, **attributes_of_edge})


def part_of(network: Network, chosen: Container[str]) -> Network:
    """A copy of the chosen nodes and the edges between them, in the network's order.

    `network.subgraph(chosen).copy()` would follow the order of a set, which is another
    one in each process.
    """
    found: Network = nx.MultiDiGraph(**network.graph)
    order = [node for node in network if node in chosen]
    found.add_nodes_from((node, network.nodes[node]) for node in order)
    for source, target, key, data in network.edges(order, keys=True, data=True):
        if target in chosen:
            found.add_edge(source, target, key, **data)
    return found


@contextmanager
def without_collection() -> Iterator[None]:
    """A while without garbage collection, which would take as long again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
