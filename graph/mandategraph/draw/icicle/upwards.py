"""One whole for each element, and no circles: what is drawn has to be a tree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def upwards(
    wholes: Mapping[str, Sequence[tuple[int, str]]],
) -> tuple[dict[str, str], list[list[str]]]:
    """The whole of each element, empty for none, and the circles that were opened.

    `wholes` has the wholes of each element with the rank of the link, the strongest
    first; they need not be elements themselves, but those that are go before others.
    A circle is opened at the element that has the strongest link out of it, which it
    follows instead; at its first element in the order of `wholes` when none leads out.
    Each circle begins and ends where it was opened.
    """
    above = {}
    for name, links in wholes.items():
        found = [whole for _, whole in links]
        inside = (whole for whole in found if whole in wholes)
        above[name] = next(inside, found[0] if found else "")
    circles: list[list[str]] = []
    place = {name: number for number, name in enumerate(wholes)}
    done: set[str] = set()  # from these the way up is known to end
    for start in wholes:
        way, name = dict[str, None](), start
        while name in wholes and name not in done and name not in way:
            way[name] = None
            name = above[name]
        while name in way:
            steps = list(way)
            circle = steps[steps.index(name) :]
            closed = _below(above, circle)
            exits = [
                (rank, place[one], number, one, whole)
                for one in circle
                for number, (rank, whole) in enumerate(wholes[one])
                if whole not in closed
            ]
            first, whole = min(circle, key=place.__getitem__), ""
            if exits:
                *_, first, whole = min(exits)
            at = circle.index(first)
            circles.append([*circle[at:], *circle[:at], first])
            above[first] = whole
            # the way goes on behind the exit: it may lead into another circle
            way = dict.fromkeys([*circle[at + 1 :], *circle[: at + 1]])
            name = whole
            while name in wholes and name not in done and name not in way:
                way[name] = None
                name = above[name]
        done.update(way)
    return above, circles


def _below(above: Mapping[str, str], circle: Sequence[str]) -> set[str]:
    """The elements of the circle, and all whose way leads into it."""
    parts: dict[str, list[str]] = defaultdict(list)
    for part, whole in above.items():
        parts[whole].append(part)
    found, ahead = set(circle), list(circle)
    while ahead:
        for part in parts[ahead.pop()]:
            if part not in found:
                found.add(part)
                ahead.append(part)
    return found
