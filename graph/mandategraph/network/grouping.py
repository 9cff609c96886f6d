"""Communities: what is linked more closely within than without.

Louvain (Blondel and others 2008, with a fixed seed) or greedy modularity (Clauset,
Newman and Moore 2004). Modularity (Newman and Girvan 2004) says how clear the groups
are; below 0.3 they are hardly more than chance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.network.findings import Cell, Coded, Findings, Named, Table
from mandategraph.network.holders import Holders
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

METHODS: Final = ("louvain", "greedy")
CLEAR: Final = 0.3


@dataclass(frozen=True, slots=True)
class Community:
    """One group: its nodes, the best linked within it first, its plans and holders."""

    nodes: tuple[Named, ...]
    plans: tuple[Named, ...]
    holders: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Communities(Findings):
    """The groups, the largest first; none when they would say nothing (`why_not`)."""

    method: str
    modularity: float
    communities: tuple[Community, ...]
    why_not: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """A row for each group; one for each node."""
        groups: list[tuple[Cell, ...]] = [
            (place, len(c.nodes), c.nodes[:3], len(c.plans), c.holders)
            for place, c in enumerate(self.communities, 1)
        ]
        members: list[tuple[Cell, ...]] = [
            (place, node, Coded(node.kind))
            for place, c in enumerate(self.communities, 1)
            for node in c.nodes
        ]
        columns = ("group", "size", "heart", "plans", "holders")
        return (
            Table("communities", columns, tuple(groups)),
            Table("members", ("group", "node", "kind"), tuple(members)),
        )


def communities(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    method: str = "louvain",
    plans: Collection[str] = (),
    backend: str | None = None,
) -> Communities:
    """The groups, computed by networkx or by the backend named.

    UnknownNameError for a method or a backend that there is not.
    """
    if method not in METHODS:
        raise UnknownNameError("method", method, METHODS)
    check_backend(backend)
    logic = Logic(graph, policy, plans)
    found, lang = measured_network(graph, logic), language_of(policy)
    reason = why_not(found, lang)
    groups: list[set[str]] = []
    modularity = 0.0
    if not reason:
        groups, modularity = _groups(found, method, backend)
    holders = Holders(graph, logic)
    listed = tuple(_community(logic, holders, found, group) for group in groups)
    result = Communities(
        lang=lang,
        sentences=(),
        method=method,
        modularity=modularity,
        communities=listed,
        why_not=reason,
    )
    return replace(result, sentences=tuple(_told(result)))


def _groups(
    found: Links, method: str, backend: str | None
) -> tuple[list[set[str]], float]:
    # in the order of IRIs: the result must not hang on the order of reading
    both: nx.Graph[str] = nx.Graph()
    both.add_nodes_from(sorted(found))
    both.add_edges_from(sorted((min(edge), max(edge)) for edge in found.edges))
    groups: list[Any] = (
        computed(nx.community.louvain_communities, both, backend=backend, seed=SEED)
        if method == "louvain"
        else computed(nx.community.greedy_modularity_communities, both, backend=backend)
    )
    ordered = sorted((set(g) for g in groups), key=lambda g: (-len(g), min(g)))
    return ordered, float(nx.community.modularity(both, ordered))


def _community(
    logic: Logic, holders: Holders, found: Links, group: set[str]
) -> Community:
    nodes = logic.network.nodes
    inside = found.subgraph(group)
    order = sorted(group, key=lambda n: (-inside.degree(n), n))
    plans = {n if nodes[n]["kind"] == "plan" else nodes[n]["plan"] for n in group} - {
        ""
    }
    held = {holder for plan in plans for holder in holders.of(plan)}
    named = logic.named
    return Community(
        tuple(map(named, order)),
        tuple(map(named, sorted(plans))),
        tuple(map(named, holders.apart(held))),
    )


def _told(found: Communities) -> Iterator[str]:
    lang = found.lang
    if found.why_not:
        yield found.why_not
        return
    value = f"{found.modularity:.2f}"
    key = "groups_clear" if found.modularity >= CLEAR else "groups_unclear"
    yield say(lang, key, n=len(found.communities), value=value)
    across = [c for c in found.communities if len(c.holders) > 1]
    several = [c for c in found.communities if len(c.plans) > 1]
    if across:
        yield say(lang, "groups_across", n=len(across))
    elif several:
        yield say(lang, "groups_plans", n=len(several))
    else:
        yield say(lang, "groups_repeat")
    yield say(lang, "central_careful")
