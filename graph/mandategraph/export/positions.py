"""Where each node of a network stands: a tree by the logic of the plan, no two at once.

Organisation, plan, mandate, objectives, results and indicators follow one another from
where reading begins; what else there is stands behind the first node that it is linked
to. Where much hangs on one node it is put into several columns, so that a large plan
does not become one long strip. The time is linear in the size of the network.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.export.looks import FONT_SIZE, LINE_WIDTH, heading, label_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mandategraph.network import Network

WIDTH: Final = LINE_WIDTH + 30
_ACROSS: Final = 110.0  # between a node and those behind it
_BETWEEN: Final = 18.0  # between two nodes of a column
_LEADING: Final = FONT_SIZE * 1.5
_MARGIN: Final = 20.0
_SHAPE: Final = 16 / 9
_ONE_COLUMN: Final = 700.0  # as high as this before there is a second
# what stands before what; the same kind only by being a part of it
_LEVELS: Final = {
    "organisation": 0,
    "programme": 1,
    "plan": 2,
    "vision": 3,
    "value_statement": 3,
    "mandate": 3,
    "objective": 4,
    "expected_result": 5,
    "planned_activity": 6,
    "indicator": 6,
}
_STRENGTH: Final = {"stated": 0, "recorded": 0, "accepted": 1, "proposed": 2}


class Place(NamedTuple):
    """The middle of a node, y downwards, its size, and its words in lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def places(network: Network, *, rtl: bool) -> dict[str, Place]:
    """The place of each node, in the order of the network; mirrored when `rtl`."""
    lines = {
        node: tuple(
            label_lines(heading(data["code"], data["label"]), data["label_lang"])
        )
        for node, data in network.nodes(data=True)
    }
    tall = {node: len(found) * _LEADING + _MARGIN for node, found in lines.items()}
    corners = _corners(network, tall)
    turn = -1 if rtl else 1
    return {
        node: Place(
            round(turn * (corners[node][0] + WIDTH / 2), 1),
            round(corners[node][1], 1),
            WIDTH,
            round(tall[node], 1),
            lines[node],
        )
        for node in network
    }


def tree(network: Network) -> dict[str, str]:
    """The node before each node, "" at the beginning of a tree; there is no cycle.

    An element stands behind the best assured element of its plan that it is linked to
    and that comes before it by its kind; else behind its plan.
    """
    parents: dict[str, str] = {}
    for node, data in network.nodes(data=True):
        if data["kind"] in _LEVELS:
            parents[node] = min(_before(network, node), default=("",))[-1]
    _without_cycles(parents)
    _reach(network, parents, list(parents))
    for node in network:
        if node not in parents:
            parents[node] = ""
            _reach(network, parents, [node])
    return parents


def _before(network: Network, node: str) -> Iterator[tuple[bool, int, int, str]]:
    """The nodes that it may stand behind, each with what `min` compares.

    Another element of its plan comes first, then its plan; among equals the best
    assured link. An open link places nothing: which of its ends holds is unknown.
    """
    data = network.nodes[node]
    level = _LEVELS[data["kind"]]
    for place, (_, target, link) in enumerate(network.out_edges(node, data=True)):
        if target == node or link["status"] not in _STRENGTH:
            continue
        other = network.nodes[target]
        far = _LEVELS.get(other["kind"], math.inf)
        part = link["relation"] == "subObjectiveOf" and far == level
        nearer = far < level
        fellow = data["plan"] == other["plan"]
        if (part or nearer) and (fellow or target == data["plan"]):
            yield target == data["plan"], _STRENGTH[link["status"]], place, target


def _without_cycles(parents: dict[str, str]) -> None:
    """Begin a tree wherever following the parents comes round again."""
    clear: set[str] = {""}
    for start in parents:
        way: dict[str, None] = {}
        node = start
        while node not in clear and node not in way:
            way[node] = None
            node = parents[node]
        if node in way:
            parents[node] = ""
        clear.update(way)


def _reach(network: Network, parents: dict[str, str], queue: list[str]) -> None:
    """Put each node that has no place yet behind the first that it is linked to."""
    for node in queue:  # grows while it is read
        for other in (*network.successors(node), *network.predecessors(node)):
            if other not in parents:
                parents[other] = node
                queue.append(other)


def _corners(
    network: Network, tall: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """The near edge and the middle height of each node.

    The tree under each node has an area of its own, so no two nodes meet.
    """
    parents = tree(network)
    behind: dict[str, list[str]] = {"": []}
    for node in network:
        behind.setdefault(parents[node], []).append(node)
    order = [""]
    for node in order:  # grows while it is read
        order.extend(behind.get(node, ()))
    areas: dict[str, tuple[float, float]] = {}
    offsets: dict[str, tuple[float, float]] = {}
    for node in reversed(order):
        under = behind.get(node, [])
        wide, high = _packed(under, areas, offsets)
        own = WIDTH if node else 0.0
        across = own + (_ACROSS if under and node else 0.0)
        height = max(high, tall[node] + _BETWEEN if node else 0.0)
        for child in under:
            x, y = offsets[child]
            offsets[child] = x + across, y + (height - high) / 2
        areas[node] = across + wide, height
    found: dict[str, tuple[float, float]] = {}
    starts = {"": (0.0, 0.0)}
    for node in order[1:]:
        x, y = starts[parents[node]]
        starts[node] = x + offsets[node][0], y + offsets[node][1]
        found[node] = starts[node][0], starts[node][1] + areas[node][1] / 2
    return found


def _packed(
    nodes: Iterable[str],
    areas: Mapping[str, tuple[float, float]],
    offsets: dict[str, tuple[float, float]],
) -> tuple[float, float]:
    """Width and height of the areas put below one another, many in several columns.

    The columns are as high as makes the whole about as wide as a screen.
    """
    sizes = [areas[node] for node in nodes]
    if not sizes:
        return 0.0, 0.0
    surface = sum(h for _, h in sizes) * (max(w for w, _ in sizes) + _ACROSS)
    limit = max(_ONE_COLUMN, math.sqrt(surface / _SHAPE))
    x = y = widest = highest = 0.0
    for node, (wide, high) in zip(nodes, sizes, strict=True):
        if y and y + high / 2 > limit:
            x, y, widest = x + widest + _ACROSS, 0.0, 0.0
        offsets[node] = x, y
        y += high
        widest, highest = max(widest, wide), max(highest, y)
    return x + widest, highest
