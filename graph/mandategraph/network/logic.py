"""The logic of plans: which element contributes to which, and by which kind of link."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.network.findings import Named, named
from mandategraph.network.naming import meant
from mandategraph.network.nodes import LETTERS, LINKS
from mandategraph.network.plan_network import to_network

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import TypeAlias

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    Links: TypeAlias = nx.DiGraph[str]

UPWARD: Final = (
    "serves",
    "expectedResultOf",
    "indicatorOf",
    "subObjectiveOf",
    "contributesTo",
)
SETTLED: Final = ("stated", "accepted")
ORDER: Final = tuple(LETTERS)


class Logic:
    """The plan network of a graph, or of some of its plans, ready to be analysed.

    `plans` are IRIs or their last segments; UnknownNameError for one that is not there,
    QueryError for one that may be several.
    """

    def __init__(
        self, graph: MandateGraph, policy: LanguagePolicy, plans: Collection[str] = ()
    ) -> None:
        self.network = to_network(graph, policy)
        known = [n for n, d in self.network.nodes(data=True) if d["kind"] == "plan"]
        self.plans = sorted(known)
        if plans:
            self.plans = sorted({meant("plan", plan, known) for plan in plans})
        chosen = set(self.plans)
        self.members: dict[str, list[str]] = {plan: [] for plan in self.plans}
        for node, data in self.network.nodes(data=True):
            if data["plan"] in chosen:
                self.members[data["plan"]].append(node)

    @property
    def elements(self) -> list[str]:
        """The elements of all plans that were asked for."""
        return [node for plan in self.plans for node in self.members[plan]]

    def kind(self, node: str) -> str:
        """The kind of the node."""
        return str(self.network.nodes[node]["kind"])

    def named(self, node: str) -> Named:
        """The node as it is shown."""
        return named(self.network, node)

    def of_kind(self, nodes: Iterable[str], kind: str) -> list[str]:
        """Those of the nodes that are of the kind, in their order."""
        return [node for node in nodes if self.kind(node) == kind]

    def upward(self, statuses: Collection[str]) -> Links:
        """The links between elements, from the part upwards, of these statuses."""
        found: Links = nx.DiGraph()
        elements = self.elements
        found.add_nodes_from(elements)
        for source, target, data in self.network.out_edges(elements, data=True):
            if (
                data["relation"] in UPWARD
                and data["status"] in statuses
                and self.kind(target) in LETTERS
            ):
                found.add_edge(source, target)
        return found

    def links(
        self, relations: Collection[str], statuses: Collection[str]
    ) -> dict[str, list[str]]:
        """By source, what links with one of the relations and statuses lead to."""
        found: dict[str, list[str]] = defaultdict(list)
        for source, target, data in self.network.edges(data=True):
            if data["relation"] in relations and data["status"] in statuses:
                found[source].append(target)
        return found


def checked_links(links: Collection[str]) -> tuple[str, ...]:
    """The statuses of links in their usual order; UnknownNameError for another."""
    for status in links:
        if status not in LINKS:
            raise UnknownNameError("status of links", status, LINKS)
    return tuple(status for status in LINKS if status in links)
