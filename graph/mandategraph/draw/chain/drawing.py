"""One part of a chain as a block: heads of the levels, cards, lines between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.chain.entries import Entries, height
from mandategraph.draw.chain.lanes import LANE, Spot, planned
from mandategraph.draw.chain.lines import EDGES, TRACK, is_stub, lines, turned
from mandategraph.draw.content import Chip
from mandategraph.draw.pen import PAD
from mandategraph.draw.picture import GAP, Block
from mandategraph.draw.shapes import HEAD_FILL, INK, Box, Group, moved
from mandategraph.draw.wordings import ranged
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mandategraph.draw.chain.lanes import Plan
    from mandategraph.draw.chain.levels import Levels
    from mandategraph.draw.chain.parts import Part
    from mandategraph.draw.chain.reading import Chain
    from mandategraph.draw.options import Direction
    from mandategraph.draw.shapes import Item

STRIP: Final = 112.0  # the heads of levels that are rows
NARROWEST: Final = 160.0
_WIDEST: Final = {"lr": 400.0, "tb": 280.0, "bt": 280.0}
_ALONE: Final = 240.0  # the least width of cards in rows
_GUTTER: Final = {"lr": 56.0, "tb": 46.0, "bt": 46.0}


class PartDrawer:
    """Draws parts of one chain, in one direction, within a width."""

    def __init__(
        self, chain: Chain, levels: Levels, direction: Direction, inner: float
    ) -> None:
        self.chain, self.levels = chain, levels
        self.direction, self.inner = direction, inner
        self.entries = Entries(chain, levels)
        self.pen = self.entries.pen
        self.rows = direction != "lr"

    def width(self, count: int, tracks: Sequence[int] = ()) -> float:
        """How wide cards are, so many beside each other.

        `tracks` are those in each gutter between columns, or all lanes in a row.
        """
        room = self.inner
        if self.rows:
            room -= STRIP + count * GAP + sum(tracks) * (LANE + GAP)
        else:
            room -= sum(map(self._gutter, tracks or [0] * (count - 1)))
        return min(_WIDEST[self.direction], room / count)

    def _gutter(self, tracks: int) -> float:
        return max(_GUTTER[self.direction], EDGES + TRACK * tracks)

    def block(
        self, part: Part, number: int, home: Mapping[str, int], all_: int
    ) -> Block:
        """The part as a block, the `number`th of `all_`.

        `home` has the number of the part in which each card stands: lines to other
        parts end at stubs.
        """
        items: list[Item] = []
        y = 0.0
        if all_ > 1:
            words = say(self.chain.lang, "chain_part", n=number, all=all_)
            title = " · ".join(word for word in (part.title, words) if word)
            own = self.pen.own(title)
            lines, y = self.pen.block(0, 0, self.inner, own, 15, bold=True)
            items += lines
            y += 8
        part = self._marked(part, number, home)
        inside = set(part.cards)
        stubs = {
            whole: f"stub {whole}"
            for node in part.cards
            for whole in self.levels.wholes(node)
            if whole not in inside
        }
        place = self.levels.place
        kept = () if self.rows else part.levels
        shown = sorted({*kept, *(place[n] for n in (*part.cards, *stubs))})
        order = {level: number for number, level in enumerate(shown)}
        links = [
            (link.part, stubs.get(link.whole, link.whole), link.status)
            for node in part.cards
            for link in self.levels.out.get(node, ())
        ]

        def entry(name: str, w: float, least: float = 0) -> Group:
            if name.startswith("stub "):
                whole = name.removeprefix("stub ")
                return self.entries.stub(whole, home[whole], w)
            return self.entries.card(name, part, w, least)

        if part.alone:
            drawn, high = self._in_rows(part, shown[0])
            return Block([*items, *(moved(item, 0, y) for item in drawn)], y + high, 30)
        names = {name: order[place[whole]] for whole, name in stubs.items()}
        names.update({node: order[place[node]] for node in part.cards})
        draw = self._as_rows if self.rows else self._as_columns
        drawn, high = draw(names, shown, links, entry)
        items += [moved(item, 0, y) for item in drawn]
        return Block(items, y + high, gap=30)

    def _marked(self, part: Part, number: int, home: Mapping[str, int]) -> Part:
        """The part with remarks on wholes to which lines come from other parts."""
        if part.overview:
            return part
        codes: dict[tuple[str, int], list[str]] = defaultdict(list)
        lines = (ln for node in part.cards for ln in self.levels.into.get(node, ()))
        for link in lines:
            away = home.get(link.part, number)
            if away != number:
                code = self.chain.cards[link.part].code
                if code not in codes[link.whole, away]:
                    codes[link.whole, away].append(code)
        remarks = {node: list(chips) for node, chips in part.remarks.items()}
        for (whole, away), found in codes.items():
            named = ranged(self.chain.lang, found)
            words = say(self.chain.lang, "chain_from", codes=named, n=away)
            remarks.setdefault(whole, []).append(Chip(words))
        return replace(part, remarks=remarks)

    def per_row(self) -> tuple[int, float]:
        """How many cards without a line stand in a row, and how wide they are."""
        count = max(1, int((self.inner + GAP) // (_ALONE + GAP)))
        return count, (self.inner + GAP) / count - GAP

    def _in_rows(self, part: Part, level: int) -> tuple[list[Item], float]:
        """Cards without a line in rows of equal height, below the name of the level."""
        count, w = self.per_row()
        head = self._head(level, self.inner)
        listed, y = Group("list"), height(head) + 12
        for start in range(0, len(part.cards), count):
            row = part.cards[start : start + count]
            high = max(height(self.entries.card(node, part, w)) for node in row)
            for place, node in enumerate(row):
                entry = self.entries.card(node, part, w, high)
                listed.items.append(moved(entry, place * (w + GAP), y))
            y += high + GAP
        return [head, listed], y - GAP

    def _as_columns(
        self,
        names: dict[str, int],
        shown: list[int],
        links: list[tuple[str, str, str]],
        entry: Callable[..., Group],
    ) -> tuple[list[Item], float]:
        """Levels as columns, the chain from left to right."""
        count = len(shown)
        tracks = [0] * (count - 1)
        for _ in range(2):
            w = self.width(count, tracks)
            drawn = {name: entry(name, w) for name in names}
            spots = [Spot(n, level, height(drawn[n])) for n, level in names.items()]
            plan = planned(count, spots, links, gap=GAP)
            tracks = [max(n, plan.tracks(g)) for g, n in enumerate(tracks)]
        starts = [0.0]
        for number in tracks:
            starts.append(starts[-1] + w + self._gutter(number))
        heads = [self._head(level, w) for level in shown]
        top = max(height(head) for head in heads)
        items: list[Item] = []
        ways = Group()
        for line in lines(plan, starts, [w] * count):
            ways.items.append(turned(line, lambda x, y: (x, y + top + 12)))
        items.append(ways)
        for level, head in enumerate(heads):
            first = head.items[0]
            if isinstance(first, Box):
                first.h = top
            items.append(moved(head, starts[level], 0))
            items.append(self._list(plan, level, drawn, starts[level], top + 12))
        return items, top + 12 + plan.size

    def _list(
        self,
        plan: Plan,
        level: int,
        drawn: Mapping[str, Group],
        x: float,
        y: float,
        *,
        rows: bool = False,
    ) -> Group:
        """The cards of a level, in the order in which they stand."""
        listed = Group("list")
        for spot in plan.levels[level]:
            if not spot.lane:
                along, down = (spot.at, 0.0) if rows else (0.0, spot.at)
                listed.items.append(moved(drawn[spot.name], x + along, y + down))
        return listed

    def _as_rows(
        self,
        names: dict[str, int],
        shown: list[int],
        links: list[tuple[str, str, str]],
        entry: Callable[..., Group],
    ) -> tuple[list[Item], float]:
        """Levels as rows; from bottom to top the first level is the lowest row."""
        count = len(shown)
        plan, w = self._row_plan(names, links, count)
        indent = STRIP + GAP
        heads = [self._head(level, STRIP) for level in shown]
        high = [height(head) for head in heads]
        for name, level in names.items():
            high[level] = max(high[level], height(entry(name, w[level])))
        starts = [0.0]
        for level in range(count - 1):
            gutter = self._gutter(plan.tracks(level))
            starts.append(starts[-1] + high[level] + gutter)
        end = starts[-1] + high[-1]
        up = self.direction == "bt"
        tops = [
            end - start - deep if up else start
            for start, deep in zip(starts, high, strict=True)
        ]
        ways = Group()
        for line in lines(plan, starts, high):
            ways.items.append(
                turned(line, lambda x, y: (y + indent, end - x if up else x))
            )
        items: list[Item] = [ways]
        for level in reversed(range(count)) if up else range(count):
            head = heads[level].items[0]
            if isinstance(head, Box):
                head.h = high[level]
            items.append(moved(heads[level], 0, tops[level]))
            drawn = {}
            for name, on in names.items():
                if on == level:
                    drawn[name] = entry(name, w[level], high[level])
            for spot in plan.levels[level]:
                if is_stub(spot):
                    _stretch(drawn[spot.name], high[level])
            items.append(self._list(plan, level, drawn, indent, tops[level], rows=True))
        return items, end

    def _row_plan(
        self, names: dict[str, int], links: list[tuple[str, str, str]], count: int
    ) -> tuple[Plan, list[float]]:
        """Where the cards of each row stand, and how wide they are in it."""
        held = Counter(names.values())
        lanes = [0] * count
        for _ in range(2):
            # lanes take their room from the cards of the row
            w = [self.width(held[row], [n]) for row, n in enumerate(lanes)]
            spots = [Spot(name, level, w[level]) for name, level in names.items()]
            room = self.inner - STRIP - GAP
            plan = planned(count, spots, links, gap=GAP, limit=room, centred=True)
            lanes = [sum(spot.lane for spot in row) for row in plan.levels]
        return plan, w

    def _head(self, level: int, w: float) -> Group:
        """The name of a level in a box."""
        box = Box(0, 0, w, 0, HEAD_FILL, "", radius=3, role="level")
        lines, below = self.pen.block(
            PAD,
            6,
            w - 2 * PAD,
            self.pen.own(self._name(level)),
            12.5,
            bold=True,
            fill=INK,
        )
        box.h = below + 5
        return Group(items=[box, *lines])

    def _name(self, level: int) -> str:
        lang = self.chain.lang
        kind, steps = self.levels.names[level]
        cards = [n for n, place in self.levels.place.items() if place == level]
        grades = {self.chain.grade.get(n, "") for n in cards}
        grade = grades.pop() if len(grades) == 1 else ""
        if kind == "objective" and grade not in ("", "levelUnspecified"):
            return say(lang, f"chain_level_{grade}")
        name = say(lang, f"chain_level_{kind}")
        if not steps:
            return name
        if kind == "objective" and steps == 1:
            return say(lang, "chain_level_levelSubObjective")
        return say(lang, "chain_steps", name=name, n=steps)


def _stretch(entry: Group, high: float) -> None:
    """Make the stub as high as the row."""
    card = entry.items[0]
    if isinstance(card, Group) and isinstance(card.items[0], Box):
        card.items[0].h = high
