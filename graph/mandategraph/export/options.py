"""What part of a graph is exported, and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.network import LINKS, Nodes, meant, part_of, to_network

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_BLANKS: Final = re.compile(" +")
_OF_LABEL: Final = ("label_lang", "label_status")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`focus` and `plan` are IRIs or their last segments.

    Networks and tables: only what lies within `hops` (two unless given) of the focus;
    only the plan, its elements and what the plan is linked to. Pictures: only the page
    of the plan, only the focus and what lies below it. `bom` starts tables with a byte
    order mark, which Excel needs to read UTF-8. `scale` is for PNG: pixels per unit.
    `nodes` and `links`: what becomes a node of a network and which links an edge, as
    `to_network` has it.
    RDF: `roles` keeps the graphs of these roles (`source`, `claims` ...), `langs` the
    texts in these languages and those without one, `per_plan` makes one file for each
    plan. `claims` are the statuses of the claims that become nanopublications.
    An exporter hands `tell` a line for each thing that its format has no room for.
    """

    focus: str | None = None
    hops: int | None = None
    plan: str | None = None
    bom: bool = False
    scale: float = 2.0
    tell: Callable[[str], object] = field(default=str, compare=False)
    nodes: Nodes = "context"
    links: tuple[str, ...] = LINKS
    roles: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    per_plan: bool = False
    claims: tuple[str, ...] = ("accepted",)

    def lost(self, what: str, count: int, why: str) -> None:
        """Tell that so many of these are not in the file, and why; nothing for none."""
        if count:
            self.tell(f"{what} x {count}: {why}")


def part(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Network:
    """The network of the part that the options name.

    UnknownNameError for a plan that there is not, QueryError for one that may be
    several.
    """
    network = to_network(
        graph,
        policy,
        focus=options.focus,
        hops=options.hops,
        nodes=options.nodes,
        links=options.links,
    )
    if options.plan is None:
        return network
    plans = {data["plan"] for _, data in network.nodes(data=True)} - {""}
    plans |= {node for node, data in network.nodes(data=True) if data["kind"] == "plan"}
    plan = meant("plan", options.plan, plans)
    near = {node for node, data in network.nodes(data=True) if data["plan"] == plan}
    # with everything, what is said of the elements; else other plans would come along
    centre = {plan, *near} if options.nodes == "everything" else {plan}
    for node in centre & network.nodes:
        near |= {node, *network.predecessors(node), *network.successors(node)}
    return part_of(network, near)


def other_languages(network: Network) -> int:
    """How many wordings a format leaves out that has one label for each node."""
    return sum(
        key.startswith("label_") and key not in _OF_LABEL and text != data["label"]
        for _, data in network.nodes(data=True)
        for key, text in data.items()
    )


def several_lines(network: Network) -> tuple[str, int, str]:
    """What `lost` tells of a format that has one line for a label, and no controls."""
    count = sum(
        drawable(data["label"]) != _BLANKS.sub(" ", data["label"]).strip(" ")
        for _, data in network.nodes(data=True)
    )
    return "line breaks and control characters in labels", count, "set in one line"
