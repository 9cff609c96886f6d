"""The parts that a chain is drawn in: all at once, or by objective, or by room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.chain.lanes import LANE
from mandategraph.draw.chain.reading import TOP
from mandategraph.draw.content import Chip
from mandategraph.draw.picture import GAP
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mandategraph.draw.chain.levels import Levels
    from mandategraph.draw.chain.reading import Chain

MOST_CARDS: Final = 60
MOST_ALONE: Final = 12  # cards without a line that stand in the column of their level


@dataclass(slots=True)
class Part:
    """Cards that are drawn together, in reading order, under a title of their own.

    `remarks` are those of this part alone, by card. In an overview, and when the part
    is `folded`, indicators are counted in remarks instead of drawn. `levels` are shown
    even if the part has no card on them: pieces of one part have the same columns.
    Cards `alone` are of one level and have no line: they stand in rows. The objectives
    of a `bare` part have nothing below them.
    """

    cards: list[str]
    title: str = ""
    remarks: dict[str, list[Chip]] = field(default_factory=dict)
    overview: bool = False
    folded: int = 0
    levels: frozenset[int] = frozenset()
    alone: bool = False
    bare: bool = False


def ordered(chain: Chain, levels: Levels) -> list[str]:
    """The cards: each whole before its parts, else in reading order.

    What has neither parts nor a whole comes behind what has.
    """
    parts, home = defaultdict(list), _homes(levels)
    reading = {node: place for place, node in enumerate(chain.cards)}
    cards = [node for node in chain.cards if node in levels.place]
    for node in cards:
        parts[home.get(node, "")].append(node)
    roots = sorted(
        parts[""], key=lambda n: (n not in parts, -levels.place[n], reading[n])
    )
    found: list[str] = []
    ahead = roots[::-1]
    while ahead:
        node = ahead.pop()
        found.append(node)
        ahead += reversed(parts.get(node, []))
    return found


def _homes(levels: Levels) -> dict[str, str]:
    """The whole that each card is listed below: that of its strongest link."""
    return {part: links[0].whole for part, links in levels.out.items()}


def divided(chain: Chain, levels: Levels, *, split: bool) -> list[Part]:
    """One part, or an overview and a part per objective; large ones are folded.

    It is split when asked for or when there are more than 60 cards. Objectives with
    nothing below them are one part, and so are many cards of a level that no line
    holds.
    """
    found = []
    for part in _by_objective(chain, levels, split=split):
        held, alone = _alone(part, levels)
        found += [held] if held.cards else []
        found += alone
    return [part if part.overview else _folded(chain, part) for part in found]


def _alone(part: Part, levels: Levels) -> tuple[Part, list[Part]]:
    """The part without the cards of each level that are many and have no line."""
    by_level: dict[int, list[str]] = defaultdict(list)
    for node in part.cards:
        if node not in levels.out and node not in levels.into:
            by_level[levels.place[node]].append(node)
    many = [nodes for nodes in by_level.values() if len(nodes) > MOST_ALONE]
    gone = {node for nodes in many for node in nodes}
    if part.overview or not gone:
        return part, []
    held = replace(part, cards=[node for node in part.cards if node not in gone])
    return held, [Part(nodes, part.title, alone=True, bare=part.bare) for nodes in many]


def _by_objective(chain: Chain, levels: Levels, *, split: bool) -> list[Part]:
    cards = ordered(chain, levels)
    aims = _aims(chain, levels, cards)
    if len(aims) < 2 or not (split or len(chain.cards) > MOST_CARDS):
        return [Part(cards)]
    home = _homes(levels)
    group: dict[str, str] = {}
    for node in cards:
        group[node] = node if node in aims else group.get(home.get(node, ""), "")
    by_aim: dict[str, list[str]] = defaultdict(list)
    for node in cards:
        by_aim[group[node]].append(node)
    tops = [n for n in by_aim[""] if chain.cards[n].kind in TOP]
    rest = [n for n in by_aim[""] if chain.cards[n].kind not in TOP]
    parts = [Part([*tops, *aims], say(chain.lang, "chain_overview"), overview=True)]
    bare = [
        aim
        for aim in aims
        if by_aim[aim] == [aim]
        and not chain.indicators.get(aim)
        and not levels.below(aim)
    ]
    several = set(bare) if len(bare) > 1 else set()
    for aim in aims:
        if aim in several:
            continue
        card = chain.cards[aim]
        parts.append(Part(by_aim[aim], f"{card.code} · {card.label}"))
    if several:
        parts.append(Part(bare, say(chain.lang, "chain_bare"), bare=True))
    if rest:
        parts.append(Part(rest, say(chain.lang, "unassigned")))
    return parts


def _aims(chain: Chain, levels: Levels, cards: Sequence[str]) -> list[str]:
    """The objectives that are no part of another one."""
    kinds = {node: card.kind for node, card in chain.cards.items()}
    aims = [node for node in cards if kinds[node] == "objective"]
    return [
        aim
        for aim in aims
        if all(kinds[whole] != "objective" for whole in levels.wholes(aim))
    ]


def _folded(chain: Chain, part: Part) -> Part:
    """The part, its indicators counted instead of drawn when it has too many cards."""
    held = {n: len(chain.indicators.get(n, ())) for n in part.cards}
    count = sum(held.values())
    if count and len(part.cards) + count > MOST_CARDS:
        part.folded = count
        for node, n in held.items():
            if n:
                part.remarks[node] = [Chip(say(chain.lang, "indicators", n=n))]
    return part


def in_rows(
    part: Part, size: Callable[[str], float], count: int, limits: tuple[float, float]
) -> list[Part]:
    """A part of cards alone in pieces of rows, `count` cards in each.

    `limits` are the room of the first piece and of the others, 0 for no end.
    """
    pieces: list[list[str]] = [[]]
    used = 0.0
    for start in range(0, len(part.cards), count):
        row = part.cards[start : start + count]
        high = max(map(size, row))
        if 0 < limits[len(pieces) > 1] < used + high and pieces[-1]:
            pieces.append([])
            used = 0.0
        pieces[-1] += row
        used += high + GAP
    return [replace(part, cards=cards) for cards in pieces]


def flowed(
    part: Part,
    levels: Levels,
    size: Callable[[str], float],
    *,
    limits: tuple[float, float],
    stub: float,
) -> list[Part]:
    """The part in as many pieces as the room across the flow makes needed.

    A piece has room for its cards, for the lanes of its lines and for a stub, `stub`
    large, in place of each whole that stands in another piece. `limits` are the room
    of the first piece and of the others.
    """
    pieces = [_Piece()]
    for node in part.cards:
        # what no line holds stands where there is room
        held = node in levels.out or node in levels.into
        tried = pieces[-1:] if held else pieces
        for piece in tried:
            needs = _needs(node, piece, levels, size(node), stub)
            limit = limits[piece is not pieces[0]]
            ends = [piece.used[level] + need - GAP for level, need in needs.items()]
            if not piece.cards or max(ends) <= limit:
                break
        else:
            piece = _Piece()
            pieces.append(piece)
            needs = _needs(node, piece, levels, size(node), stub)
        piece.add(node, needs, levels)
    shown = frozenset(levels.place[node] for node in part.cards)
    if len(pieces) == 1:
        return [part]
    return [replace(part, cards=[*p.cards], levels=shown) for p in pieces]


@dataclass(slots=True)
class _Piece:
    """Cards, the room used on each level, and the stubs and lanes that are counted."""

    cards: dict[str, None] = field(default_factory=dict)
    used: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    seen: set[tuple[str, str, int]] = field(default_factory=set)

    def add(
        self,
        node: str,
        needs: dict[int, float],
        levels: Levels,
    ) -> None:
        """Put a card into the piece with all that its lines take."""
        self.cards[node] = None
        for level, need in needs.items():
            self.used[level] += need
        self.seen |= {key for key, _ in _ways(node, self, levels)}


def _needs(
    node: str,
    piece: _Piece,
    levels: Levels,
    size: float,
    stub: float,
) -> dict[int, float]:
    """The room that a card, its lanes and stubs take on each level of the piece."""
    found: dict[int, float] = defaultdict(float)
    found[levels.place[node]] = size + GAP
    for key, lane in _ways(node, piece, levels):
        if key not in piece.seen:
            found[key[2]] += (LANE if lane else stub) + GAP
    return found


def _ways(
    node: str, piece: _Piece, levels: Levels
) -> Iterator[tuple[tuple[str, str, int], bool]]:
    """The stubs and lanes that the lines of a card need: whole, status, level."""
    for link in levels.out.get(node, ()):
        end = levels.place[link.whole]
        if link.whole not in piece.cards:
            yield (link.whole, "", end), False
        for level in range(levels.place[node] + 1, end):
            yield (link.whole, link.status, level), True
