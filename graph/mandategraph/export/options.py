"""What part of a graph is exported, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.network import to_network

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`focus` and `plan` are IRIs or their last segments.

    Networks and tables: only what lies within `hops` (two unless given) of the focus;
    only the plan, its elements and what the plan is linked to. Pictures: only the page
    of the plan, only the focus and what lies below it. `bom` starts tables with a byte
    order mark, which Excel needs to read UTF-8. `scale` is for PNG: pixels per unit.
    An exporter hands `tell` a line for each thing that its format has no room for.
    """

    focus: str | None = None
    hops: int | None = None
    plan: str | None = None
    bom: bool = False
    scale: float = 2.0
    tell: Callable[[str], object] = field(default=str, compare=False)

    def refuse_parts(self, name: str) -> None:
        """Raise QueryError when a part is asked for of a format that writes all."""
        if self.focus is not None or self.plan is not None:
            raise QueryError(
                name,
                "this format always holds the whole graph",
                "leave out the focus and the plan, or ask a CONSTRUCT query",
            )


def part(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Network:
    """The network of the part that the options name."""
    network = to_network(graph, policy, focus=options.focus, hops=options.hops)
    if options.plan is None:
        return network
    plans = [n for n, data in network.nodes(data=True) if data["kind"] == "plan"]
    names = {plan.rpartition("/")[2]: plan for plan in plans}
    plan = names.get(options.plan, options.plan)
    if plan not in plans:
        raise UnknownNameError("plan", options.plan, tuple(sorted(names)))
    near = {plan, *network.predecessors(plan), *network.successors(plan)}
    return network.subgraph(near).copy()
