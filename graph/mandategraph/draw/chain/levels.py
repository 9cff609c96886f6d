"""The columns of a results chain: which level each card is on, and what runs round.

A link from a part to a whole on a later level can be drawn as a line. A link that would
close a circle, or that leads back to an earlier level, cannot: it is given back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.chain.reading import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mandategraph.draw.chain.reading import Chain, Link

MOST_STEPS: Final = 6  # columns of one kind; links between deeper ones are remarks


@dataclass(slots=True)
class Levels:
    """`place` is the number of a card's level, 0 where the chain begins.

    `names` are a word per level, and how many steps it lies below the last level of
    this word. `out` and `into` are the links to be drawn as lines, by part and by
    whole; `back` those that lead to no later level; `circles` the elements of each
    circle, the first one again at its end.
    """

    place: dict[str, int]
    names: list[tuple[str, int]]
    out: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    back: list[Link] = field(default_factory=list)
    circles: list[list[str]] = field(default_factory=list)

    def wholes(self, part: str) -> list[str]:
        """The wholes to which lines lead from a part, that of the strongest first."""
        found = [link.whole for link in self.out.get(part, ())]
        return list(dict.fromkeys(found))

    def below(self, whole: str) -> list[str]:
        """The parts that are linked to a whole, by lines or by links drawn as none."""
        links = [*self.into.get(whole, ()), *self.back]
        found = [link.part for link in links if link.whole == whole]
        return list(dict.fromkeys(found))


def levels(chain: Chain) -> Levels:
    """The levels of all cards of the chain that are not drawn in another card."""
    nested = chain.nested()
    cards = [node for node in chain.cards if node not in nested]
    links = [link for link in chain.links if link.part in chain.level]
    circles, closing = _circles(cards, links)
    straight = [link for link in links if link not in closing]
    depth = _depths(cards, chain.level, straight)
    depth = {node: min(steps, MOST_STEPS) for node, steps in depth.items()}
    steps = sorted({(chain.level[n], -depth[n]) for n in cards})
    numbers = {step: number for number, step in enumerate(steps)}
    place = {n: numbers[chain.level[n], -depth[n]] for n in cards}
    found = Levels(place, [(LEVELS[lv], -d) for lv, d in steps], circles=circles)
    for link in links:
        ahead = link not in closing and place[link.part] < place[link.whole]
        if ahead:
            found.out[link.part].append(link)
            found.into[link.whole].append(link)
        else:
            found.back.append(link)
    return found


def _circles(
    cards: Sequence[str], links: Iterable[Link]
) -> tuple[list[list[str]], set[Link]]:
    """Each circle that a walk along the links meets, and the links that close one."""
    out: dict[str, list[Link]] = defaultdict(list)
    for one in links:
        out[one.part].append(one)
    circles: list[list[str]] = []
    closing: set[Link] = set()
    state: dict[str, int] = {}  # 1 while it is on the way, 2 when done with
    for start in cards:
        if start in state:
            continue
        way, ahead = [start], [iter(out[start])]
        state[start] = 1
        while way:
            link = next(ahead[-1], None)
            if link is None:
                state[way.pop()] = 2
                ahead.pop()
            elif state.get(link.whole) == 1:
                closing.add(link)
                circles.append([*way[way.index(link.whole) :], link.whole])
            elif link.whole not in state:
                state[link.whole] = 1
                way.append(link.whole)
                ahead.append(iter(out[link.whole]))
    return circles, closing


def _depths(
    cards: Sequence[str], level: dict[str, int], links: Iterable[Link]
) -> dict[str, int]:
    """How many steps each card lies below the last of its own level; no circles."""
    wholes: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if level[link.part] == level[link.whole]:
            wholes[link.part].append(link.whole)
            parts[link.whole].append(link.part)
    depth = dict.fromkeys(cards, 0)
    waiting = {node: len(wholes[node]) for node in cards}
    ready = [node for node in cards if not waiting[node]]
    for node in ready:
        for part in parts[node]:
            depth[part] = max(depth[part], depth[node] + 1)
            waiting[part] -= 1
            if not waiting[part]:
                ready.append(part)
    return depth
