"""Where the lines of a chain leave and arrive: never on a line to another card."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.chain.lanes import Plan, Spot, Trunk

STATUSES: Final = ("stated", "accepted", "proposed")
_APART: Final = 5.0  # lines that can be told apart
_STEP: Final = 2.5
_EDGE: Final = 4.0  # of a card, free of lines
_FIRST: Final = 20.0  # beside the first line of a card
_NEXT_END: Final = 10.0
_NEXT_WAY: Final = 7.0


class _Heights:
    """The places across one gutter at which lines run, each with its trunk."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, int]] = []

    def take(self, wanted: Iterator[float], trunk: Trunk) -> float:
        """The first place that is apart from other lines, else the one most apart."""
        own, best, most = id(trunk), 0.0, -1.0
        for place in wanted:
            room = self._room(place, own)
            if room > most:
                best, most = place, room
            if room >= _APART:
                break
        insort(self._taken, (best, own))
        return best

    def _room(self, place: float, own: int) -> float:
        """How far the next line of another trunk is away, as far as it matters."""
        low = bisect_left(self._taken, (place - _APART, 0))
        high = bisect_left(self._taken, (place + _APART, 0))
        near = self._taken[low:high]
        away = (abs(at - place) for at, trunk in near if trunk != own)
        return min(away, default=_APART)


def ports(plan: Plan, *, centred: bool) -> None:
    """Fill in where trunks begin and end, and how far lanes move for it.

    What can move least is placed first: lanes from the gutter before, then ends at
    lanes, ends at cards, and at last the ways out of cards.
    """
    for trunks in plan.gutters:
        heights = _Heights()
        ways: dict[tuple[int, int], float] = {}
        for trunk in trunks:
            for source in trunk.sources:
                if source.lane:
                    key = (id(trunk), id(source))
                    ways[key] = heights.take(iter((source.middle,)), trunk)
        _ends(trunks, heights, plan.gap, centred=centred)
        left: dict[int, int] = defaultdict(int)
        for trunk in trunks:
            for source in trunk.sources:
                if not source.lane:
                    shift = _NEXT_WAY * left[id(source)]
                    left[id(source)] += 1
                    wanted = _on_card(source, shift, trunk.end, centred=centred)
                    ways[id(trunk), id(source)] = heights.take(wanted, trunk)
            trunk.ways = [ways[id(trunk), id(source)] for source in trunk.sources]


def _ends(trunks: list[Trunk], heights: _Heights, gap: float, *, centred: bool) -> None:
    arrived: dict[int, int] = defaultdict(int)
    order = sorted(trunks, key=lambda t: STATUSES.index(t.status))
    for trunk in sorted(order, key=lambda t: not t.target.lane):
        target = trunk.target
        if target.lane:
            trunk.end = heights.take(_on_lane(target, gap), trunk)
            target.shift = trunk.end - target.middle
            continue
        shift = _NEXT_END * arrived[id(target)]
        arrived[id(target)] += 1
        trunk.end = heights.take(_on_card(target, shift, centred=centred), trunk)


def _on_lane(lane: Spot, gap: float) -> Iterator[float]:
    """The middle of a lane, then places beside it, into half of the gaps."""
    yield from _around(lane.middle, (lane.size + gap) / 2 - 2)


def _on_card(
    spot: Spot, shift: float, straight: float | None = None, *, centred: bool
) -> Iterator[float]:
    """A place near the first line of a card or in its middle, then all others.

    A line that would turn by a little only runs `straight` to its end.
    """
    start = spot.size / 2 if centred else min(_FIRST, spot.size / 2)
    low, high = spot.at + _EDGE, spot.at + spot.size - _EDGE
    first = max(low, min(spot.at + start + shift, high))
    if straight is not None:
        little = abs(straight - first) < _APART
        if little and low <= straight <= high:
            yield straight
    for place in _around(first, max(first - low, high - first)):
        if low <= place <= high:
            yield place


def _around(middle: float, reach: float) -> Iterator[float]:
    yield middle
    for step in range(1, int(reach / _STEP) + 1):
        yield middle + step * _STEP
        yield middle - step * _STEP
