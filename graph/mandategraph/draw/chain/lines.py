"""The lines between the cards of a chain, in gutters and lanes only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.shapes import OBJECTIVE, PROPOSED_LINE, Mark, Stroke

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mandategraph.draw.chain.lanes import Plan, Spot, Trunk

TRACK: Final = 9.0
EDGES: Final = 34.0  # of a gutter beside its tracks: the way out and the arrow head
_OUT: Final = 14.0
LOOKS: Final = {
    "stated": (OBJECTIVE, False),
    "accepted": (PROPOSED_LINE, False),
    "proposed": (PROPOSED_LINE, True),
}


def lines(
    plan: Plan, starts: Sequence[float], extents: Sequence[float]
) -> Iterator[Stroke | Mark]:
    """The lines with x along the flow and y across it.

    `starts` are where the levels begin along the flow, `extents` how deep they are.
    """
    for level, trunks in enumerate(plan.gutters):
        gutter = starts[level] + extents[level]
        for trunk in trunks:
            yield from _trunk(trunk, gutter, starts[level + 1])
    # lanes go on through the levels between
    for level, spots in enumerate(plan.levels):
        for spot in spots:
            if spot.lane:
                y = spot.middle
                begin, end = starts[level], starts[level] + extents[level]
                yield _stroke([(begin, y), (end, y)], spot.name.rpartition(" ")[2])


def _trunk(trunk: Trunk, gutter: float, end: float) -> Iterator[Stroke | Mark]:
    """The ways of its sources to the trunk, the trunk, and its way to the whole."""
    head, status = not trunk.target.lane, trunk.status
    x = gutter + _OUT + TRACK * (trunk.track or 0)
    ways = list(zip(trunk.sources, trunk.ways, strict=True))
    if trunk.track is None:
        # all ways lie at one height: the first one reaches the whole
        yield _stroke([(gutter, trunk.ways[0]), (end, trunk.ways[0])], status, head)
    elif len(ways) == 1:
        way = trunk.ways[0]
        points = [(gutter, way), (x, way), (x, trunk.end), (end, trunk.end)]
        yield _stroke(points, status, head)
    else:
        for _, way in ways:
            yield _stroke([(gutter, way), (x, way)], status)
        low, high = trunk.span
        yield _stroke([(x, low), (x, high)], status)
        yield _stroke([(x, trunk.end), (end, trunk.end)], status, head)
    if status == "accepted":
        for source, way in ways:
            if not source.lane:
                yield Mark(gutter + 6, way, "diamond", 8, PROPOSED_LINE)


def _stroke(
    points: list[tuple[float, float]],
    status: str,
    head: bool = False,  # noqa: FBT001, FBT002 - of an arrow, at the last point
) -> Stroke:
    line, dashed = LOOKS[status]
    return Stroke(points, line, 1.6, dashed, head, role=f"link {status}")


def turned(
    item: Stroke | Mark, place: Callable[[float, float], tuple[float, float]]
) -> Stroke | Mark:
    """The line with each point where `place` puts it."""
    if isinstance(item, Stroke):
        item.points = [place(x, y) for x, y in item.points]
    else:
        item.x, item.y = place(item.x, item.y)
    return item


def is_stub(spot: Spot) -> bool:
    """Whether the spot stands for a card of another part."""
    return not spot.lane and spot.name.startswith("stub ")
