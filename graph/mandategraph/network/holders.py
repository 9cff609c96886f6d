"""Who holds a plan: its programme, or its organisation when it names no programme."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.network.logic import SETTLED

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.network.logic import Links, Logic
    from mandategraph.store import MandateGraph

_PARTS: Final = "SELECT ?part ?whole WHERE { ?part dct:isPartOf ?whole }"


class Holders:
    """The holders of the plans of one network, and which of them is a part of which.

    A programme is a part of what the source says, and of the organisations whose plans
    are its plans.
    """

    def __init__(self, graph: MandateGraph, logic: Logic) -> None:
        self.of_plan: dict[str, list[str]] = {}
        self.parts: Links = nx.DiGraph()
        there = set(logic.network)
        for part, whole in sorted(graph.select_text(_PARTS)):
            if part in there and whole in there:
                self.parts.add_edge(part, whole)
        plans = set(logic.plans)
        for plan, ends in logic.links(("planOf",), SETTLED).items():
            if plan not in plans:
                continue
            programmes = logic.of_kind(ends, "programme")
            self.of_plan[plan] = sorted(programmes or ends)
            for programme in programmes:
                bodies = [end for end in ends if end not in programmes]
                self.parts.add_edges_from((programme, body) for body in bodies)

    def of(self, plan: str) -> list[str]:
        """The holders of the plan; none when nothing tells."""
        return self.of_plan.get(plan, [])

    def apart(self, holders: Collection[str]) -> list[str]:
        """The holders without those of which another one is a part."""
        wholes: set[str] = set()
        for holder in holders:
            if holder in self.parts:
                wholes |= nx.descendants(self.parts, holder)
        return sorted(set(holders) - wholes)

    def by_thing(
        self, found: Collection[tuple[str, str]]
    ) -> dict[str, dict[str, list[str]]]:
        """By thing and holder, the plans of pairs of thing and plan."""
        shared: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for thing, plan in sorted(set(found)):
            for holder in self.of(plan):
                shared[thing][holder].append(plan)
        return shared
