"""Where cards and lines of a chain stand: order, places and ways between the cards.

Two axes: `flow` runs from parts to wholes, `across` is the other one. A level is a
strip of cards along `across`; between two levels lies a gutter, and lines turn only
there. A line over several levels passes each level between in a lane of its own, as if
the lane were a thin card: no line runs through a card.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.chain.ports import ports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LANE: Final = 10.0
TRACK: Final = 9.0
_SWEEPS: Final = 6


@dataclass(slots=True)
class Spot:
    """A card or a lane: its level, its size across the flow, where it begins there.

    `shift` is how far the line of a lane lies beside its middle.
    """

    name: str
    level: int
    size: float
    lane: bool = False
    at: float = 0
    shift: float = 0

    @property
    def middle(self) -> float:
        """Where the line of a lane runs."""
        return self.at + self.size / 2 + self.shift


@dataclass(slots=True)
class Trunk:
    """The lines of one status that lead from spots of a level to one spot of the next.

    `ways` are where they leave their spots, `end` is where they arrive, `track` the
    place in the gutter where they meet; None when they run straight.
    """

    whole: str
    status: str
    sources: list[Spot]
    target: Spot
    ways: list[float] = field(default_factory=list)
    end: float = 0
    track: int | None = None

    @property
    def span(self) -> tuple[float, float]:
        """Where the trunk begins and ends across the flow."""
        ends = (*self.ways, self.end)
        return min(ends), max(ends)


@dataclass(slots=True)
class Plan:
    """Spots in order on each level, and the trunks of the gutter behind each level."""

    levels: list[list[Spot]]
    gutters: list[list[Trunk]]
    gap: float

    @property
    def size(self) -> float:
        """How far the spots reach across the flow."""
        return max(
            (spot.at + spot.size for spots in self.levels for spot in spots), default=0
        )

    def tracks(self, gutter: int) -> int:
        """How many tracks the gutter needs beside each other."""
        used = [t.track for t in self.gutters[gutter] if t.track is not None]
        return max(used, default=-1) + 1


def planned(
    count: int,
    cards: Sequence[Spot],
    links: Iterable[tuple[str, str, str]],
    *,
    gap: float,
    limit: float = 0,
    centred: bool = False,
) -> Plan:
    """The places of the cards, given in reading order, and the ways of their links.

    `links` are (part, whole, status) and lead to later levels. `limit` is the room
    across the flow, 0 for no end; `centred` puts wholes over the middle of their parts.
    """
    plan = Plan([[] for _ in range(count)], [[] for _ in range(max(0, count - 1))], gap)
    _fill(plan, cards, links)
    _sort(plan)
    _place(plan, limit, centred=centred)
    ports(plan, centred=centred)
    for trunks in plan.gutters:
        _tracks(trunks)
    return plan


def _fill(
    plan: Plan, cards: Sequence[Spot], links: Iterable[tuple[str, str, str]]
) -> None:
    """Cards on their levels, and lanes beside the card whose line needs them first."""
    spots = {card.name: card for card in cards}
    out: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part, whole, status in links:
        out[part].append((whole, status))
    lanes: dict[tuple[str, str, int], Spot] = {}
    trunks: dict[tuple[str, str, int], Trunk] = {}
    for card in cards:
        plan.levels[card.level].append(card)
        for whole, status in out[card.name]:
            target, source = spots[whole], card
            for level in range(card.level, target.level):
                key = (whole, status, level + 1)
                if level + 1 == target.level:
                    end = target
                elif key in lanes:
                    end = lanes[key]
                else:
                    end = Spot(f"{whole} {status}", level + 1, LANE, lane=True)
                    lanes[key] = end
                    plan.levels[level + 1].append(end)
                trunk = trunks.get((whole, status, level))
                if trunk is None:
                    trunk = trunks[whole, status, level] = Trunk(whole, status, [], end)
                    plan.gutters[level].append(trunk)
                if not any(spot is source for spot in trunk.sources):
                    trunk.sources.append(source)
                source = end


def _sort(plan: Plan) -> None:
    """Order each level by where its lines lead, as long as fewer lines cross."""
    best = _crossings(plan)
    for sweep in range(_SWEEPS):
        if not best:
            return
        before = [list(spots) for spots in plan.levels]
        ahead = sweep % 2 == 0
        order = range(len(plan.levels))
        for level in order if ahead else reversed(order):
            gutter = level - 1 if ahead else level
            if 0 <= gutter < len(plan.gutters):
                _by_middle(plan, level, plan.gutters[gutter])
        found = _crossings(plan)
        if found < best:
            best = found
        else:
            plan.levels = before


def _by_middle(plan: Plan, level: int, trunks: Iterable[Trunk]) -> None:
    """Order one level by the middle of the places that its spots are joined to."""
    ranks = _ranks(plan)
    middles: dict[int, list[int]] = defaultdict(list)
    for trunk in trunks:
        for source in trunk.sources:
            if trunk.target.level == level:
                middles[id(trunk.target)].append(ranks[id(source)])
            else:
                middles[id(source)].append(ranks[id(trunk.target)])
    spots = plan.levels[level]
    keys = {
        id(spot): sum(found) / len(found)
        for spot in spots
        if (found := middles.get(id(spot)))
    }
    # spots that nothing joins stay behind the one that they followed
    last = -1.0
    for spot in spots:
        last = keys.setdefault(id(spot), last)
    plan.levels[level] = sorted(spots, key=lambda spot: keys[id(spot)])


def _ranks(plan: Plan) -> dict[int, int]:
    return {id(s): place for spots in plan.levels for place, s in enumerate(spots)}


def _crossings(plan: Plan) -> int:
    """How many pairs of lines between neighbouring levels cross."""
    ranks, count = _ranks(plan), 0
    for trunks in plan.gutters:
        pairs = sorted(
            (ranks[id(source)], ranks[id(trunk.target)])
            for trunk in trunks
            for source in trunk.sources
        )
        seen: list[int] = []
        for _, end in pairs:
            count += len(seen) - bisect_left(seen, end + 1)
            insort(seen, end)
    return count


def _place(plan: Plan, limit: float, *, centred: bool) -> None:
    """Put the spots of each level one after the other, wholes beside their parts."""
    first, tops = _beside(plan)

    def beside_parts() -> None:
        for spots in plan.levels:
            wanted = [min((p.at for p in tops[id(s)]), default=0.0) for s in spots]
            _stack(spots, wanted, plan.gap)

    beside_parts()
    for spots in reversed(plan.levels):
        wanted = [first[id(s)].at if id(s) in first else s.at for s in spots]
        _stack(spots, wanted, plan.gap)
    beside_parts()
    for spots in plan.levels if limit else ():
        _press(spots, limit, plan.gap)
    if centred:
        for spots in plan.levels:
            _centre(spots, tops, plan.size, plan.gap)


def _beside(plan: Plan) -> tuple[dict[int, Spot], dict[int, list[Spot]]]:
    """The whole beside which each part stands, and the parts beside each whole."""
    first: dict[int, Spot] = {}
    parts: dict[int, list[Spot]] = defaultdict(list)
    for trunks in plan.gutters:
        for trunk in trunks:
            for source in trunk.sources:
                if first.setdefault(id(source), trunk.target) is trunk.target:
                    parts[id(trunk.target)].append(source)
    return first, parts


def _stack(spots: Sequence[Spot], wanted: Sequence[float], gap: float) -> None:
    """Each spot where it is wanted, but behind the one before."""
    free = 0.0
    for spot, place in zip(spots, wanted, strict=True):
        spot.at = max(free, place)
        free = spot.at + spot.size + gap


def _press(spots: Sequence[Spot], end: float, gap: float) -> None:
    """Move spots back so that the last one ends before `end`, if they can."""
    for spot in reversed(spots):
        spot.at = min(spot.at, end - spot.size)
        end = spot.at - gap
    if spots and spots[0].at < 0:
        _stack(spots, [0.0] * len(spots), gap)


def _centre(
    spots: Sequence[Spot], tops: dict[int, list[Spot]], end: float, gap: float
) -> None:
    """Move wholes on to the middle of their parts, as far as there is room."""
    for spot in reversed(spots):
        parts = tops[id(spot)]
        if parts:
            low, high = (
                min(p.at for p in parts),
                max(p.at + p.size for p in parts),
            )
            wanted = (low + high - spot.size) / 2
            spot.at = min(max(spot.at, wanted), end - spot.size)
        end = spot.at - gap


def _tracks(trunks: Sequence[Trunk]) -> None:
    """Give each trunk that turns a track on which no other one is at its place."""
    free: list[float] = []  # where each track is free again
    for trunk in sorted(trunks, key=lambda t: (t.span, t.whole, t.status)):
        low, high = trunk.span
        if high - low < 0.5:
            continue
        fitting = (n for n, end in enumerate(free) if end + 4 < low)
        number = next(fitting, len(free))
        if number == len(free):
            free.append(0.0)
        free[number] = high
        trunk.track = number
