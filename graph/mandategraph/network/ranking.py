"""Centrality: on what the most depends, where the network is more than a tree.

Degree; betweenness (Freeman 1977, computed as in Brandes 2001; from a sample of nodes
where there are many); harmonic closeness (Marchiori and Latora 2000); PageRank (Page
and others 1999) along the links upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.network.findings import Cell, Coded, Findings, Named, Table
from mandategraph.network.logic import Logic
from mandategraph.network.measuring import (
    SEED,
    check_backend,
    computed,
    measured_network,
    why_not,
)
from mandategraph.network.sentences import say
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.network.logic import Links
    from mandategraph.store import MandateGraph

MEASURES: Final = ("betweenness", "degree", "closeness", "pagerank")
_SAMPLED: Final = 1_500  # nodes above which betweenness is estimated
_SAMPLE: Final = 300


@dataclass(frozen=True, slots=True)
class Rank:
    """One node, its value by the measure and the number of its neighbours."""

    node: Named
    value: float
    neighbours: int


@dataclass(frozen=True, slots=True)
class Centrality(Findings):
    """The first nodes by the measure; none when it would say nothing (`why_not`).

    `estimated`: from a sample of nodes with a fixed seed. `pieces`: into how many more
    parts the network falls without the first node.
    """

    measure: str
    nodes: int
    edges: int
    ranks: tuple[Rank, ...]
    why_not: str
    estimated: bool
    pieces: int

    @property
    def tables(self) -> tuple[Table, ...]:
        """A row for each node."""
        rows: list[tuple[Cell, ...]] = [
            (place, r.node, Coded(r.node.kind), round(r.value, 6), r.neighbours)
            for place, r in enumerate(self.ranks, 1)
        ]
        columns = ("place", "node", "kind", self.measure, "neighbours")
        return (Table("centrality", columns, tuple(rows)),)


def centrality(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    measure: str = "betweenness",
    plans: Collection[str] = (),
    top: int = 10,
    backend: str | None = None,
) -> Centrality:
    """The most central nodes, computed by networkx or by the backend named.

    UnknownNameError for a measure or a backend that there is not.
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    check_backend(backend)
    logic = Logic(graph, policy, plans)
    found = measured_network(graph, logic)
    lang = language_of(policy)
    values: dict[str, float] = {}
    estimated, pieces = False, 0
    reason = why_not(found, lang)
    if not reason:
        values, estimated = _values(found, measure, backend)
    order = sorted(values, key=lambda n: (-round(values[n], 9), n))[:top]
    both = found.to_undirected()
    if order:
        pieces = _pieces(found, order[0])
    ranks = tuple(Rank(logic.named(n), values[n], both.degree(n)) for n in order)
    result = Centrality(
        lang=lang,
        sentences=(),
        measure=measure,
        nodes=len(found),
        edges=found.number_of_edges(),
        ranks=ranks,
        why_not=reason,
        estimated=estimated,
        pieces=pieces,
    )
    return replace(result, sentences=tuple(_told(result, logic)))


def _values(
    found: Links, measure: str, backend: str | None
) -> tuple[dict[str, float], bool]:
    both = found.to_undirected()
    if measure == "pagerank":
        return computed(nx.pagerank, found, backend=backend), False
    if measure == "degree":
        return computed(nx.degree_centrality, both, backend=backend), False
    if measure == "closeness":
        return computed(nx.harmonic_centrality, both, backend=backend), False
    if len(found) > _SAMPLED:
        options = {"k": _SAMPLE, "seed": SEED}
        values = computed(nx.betweenness_centrality, both, backend=backend, **options)
        return values, True
    return computed(nx.betweenness_centrality, both, backend=backend), False


def _pieces(found: Links, node: str) -> int:
    both = found.to_undirected()
    before = nx.number_connected_components(both)
    both.remove_node(node)
    return nx.number_connected_components(both) - before


def _told(found: Centrality, logic: Logic) -> Iterator[str]:
    lang = found.lang
    if found.why_not:
        yield found.why_not
        return
    first = found.ranks[0]
    name = first.node.placed(len(logic.plans) > 1)
    values = {
        "node": name,
        "kind": say(lang, first.node.kind),
        "value": f"{first.value:.3f}",
        "n": found.nodes,
    }
    yield say(lang, f"central_{found.measure}", **values)
    if found.estimated:
        yield say(lang, "estimated", n=_SAMPLE)
    if found.pieces > 0:
        yield say(lang, "pieces", n=found.pieces, node=name)
    elif found.pieces == 0:
        yield say(lang, "no_pieces", node=name)
    yield say(lang, "central_careful")
