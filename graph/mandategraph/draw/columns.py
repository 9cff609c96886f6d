"""Cards in columns: those below a card follow it, from sheet to sheet if need be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.areas import GUTTER
from mandategraph.draw.cards import INDENT, stretched
from mandategraph.draw.content import Chip
from mandategraph.draw.pen import GAP, PAD
from mandategraph.draw.shapes import (
    HEAD_FILL,
    OBJECTIVE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    Arrow,
    Box,
    Group,
)
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.areas import Area
    from mandategraph.draw.cards import CardPen
    from mandategraph.draw.content import Card

CELL: Final = 270.0
_WORTH: Final = 0.45  # less of a sheet is not begun with a row that does not fit


@dataclass(slots=True)
class Run:
    """A column: a card and all below it, with their indents and levels; `at` is next.

    `gap` is a remark after the last of them.
    """

    card: Card
    x: float
    w: float
    gap: str = ""
    steps: list[tuple[Card | None, float, int]] = field(default_factory=list)
    at: int = -1

    def __post_init__(self) -> None:
        self.steps = list(_below(self.card, 0.0, 0))
        if self.gap:
            self.steps.append((None, 0.0, 0))

    @property
    def ended(self) -> bool:
        """Whether all is drawn."""
        return self.at >= len(self.steps)


@dataclass(slots=True)
class _Try:
    """What was drawn of a column on a sheet."""

    run: Run
    entry: Group
    bottom: float
    at: int
    fits: bool


class Rows:
    """Draws rows of columns into an area.

    `lined` has the cards with a line to the mandate right above them, and the remark
    that takes the place of the line where it cannot be drawn.
    """

    def __init__(self, area: Area, pen: CardPen) -> None:
        self.area, self.pen = area, pen
        self.lined: dict[str, str] = {}

    def grid(self, cards: list[Card]) -> None:
        """The cards in rows of equal height, in the order of reading."""
        room = self.area.w
        count = max(1, min(int((room + GUTTER) // (CELL + GUTTER)), 6))
        w = (room - (count - 1) * GUTTER) / count
        for start in range(0, len(cards), count):
            self.row(
                [
                    Run(card, self.area.x + place * (w + GUTTER), w)
                    for place, card in enumerate(cards[start : start + count])
                ]
            )

    def row(self, runs: list[Run]) -> None:
        """The columns side by side, on this sheet and as many more as they take."""
        area = self.area
        while runs:
            left = area.left
            tries = self._draw(runs, left)
            partial = not all(one.fits for one in tries)
            poor = left < _WORTH * area.stack.room or any(
                not one.fits and one.at <= 0 for one in tries
            )
            if partial and poor and not area.fresh:
                area.turn()
                self._unline()
                continue
            for one in tries:
                if one.run.at < 0 and one.run.card.iri in self.lined:
                    middle, y = one.run.x + one.run.w / 2, area.y
                    area.items.append(Arrow(middle, y, y - GUTTER - 10))
                one.run.at = one.at
                area.entries.items.append(one.entry)
            area.y = max(one.bottom for one in tries) + GUTTER
            runs = [run for run in runs if not run.ended]
            if runs:
                area.turn()
                self._unline()

    def _unline(self) -> None:
        """Say in remarks what lines show only on the sheet of the mandate."""
        for iri, words in self.lined.items():
            self.pen.remarks.setdefault(iri, []).append(Chip(words))
        self.lined = {}

    def _draw(self, runs: list[Run], left: float) -> list[_Try]:
        y, heads = self.area.y, []
        for run in runs:
            if run.at < 0:
                heads.append(self.pen.cited(run.card, run.x, y, run.w))
            else:
                heads.append(self._continued(run, y))
        high = max(height for _, height in heads)
        found = []
        for run, (drawn, _) in zip(runs, heads, strict=True):
            if run.at < 0:
                stretched(drawn, high)
            entry = Group("listitem", items=drawn.items)
            fits = high <= left
            found.append(
                self._body(_Try(run, entry, y + high, max(run.at, 0), fits), left)
            )
        return found

    def _body(self, one: _Try, left: float) -> _Try:
        """Draw what stands below the head as far as it fits."""
        run, limit = one.run, self.area.y + left
        levels: list[Group] = []
        least = run.at + 1 if self.area.fresh and run.at >= 0 else 0
        while one.at < len(run.steps):
            card, indent, level = run.steps[one.at]
            drawn, height = self._step(run, card, run.x + indent, one.bottom + GAP)
            bottom = one.bottom + GAP + height
            if bottom > limit and one.at >= least:
                one.fits = False
                return one
            _nest(one.entry, levels, level, drawn)
            one.bottom, one.at = bottom, one.at + 1
        return one

    def _step(
        self, run: Run, card: Card | None, x: float, y: float
    ) -> tuple[Group, float]:
        if card is not None:
            return self.pen.cited(card, x, y, run.w + run.x - x)
        return gap(self.pen, run.gap, x, y, run.w)

    def _continued(self, run: Run, y: float) -> tuple[Group, float]:
        """The head of a column that began on another sheet."""
        box = Box(run.x, y, run.w, 0, HEAD_FILL, OBJECTIVE, role="continued")
        words = say(self.pen.lang, "continued", name=run.card.code)
        lines, below = self.pen.block(
            run.x + PAD, y + 5, run.w - 2 * PAD, self.pen.own(words), 12.5, bold=True
        )
        box.h = below + 4 - y
        return Group(items=[box, *lines]), box.h


def gap(pen: CardPen, words: str, x: float, y: float, w: float) -> tuple[Group, float]:
    """A remark in a dashed frame where a card is missing, and its height."""
    box = Box(x, y, w, 0, OPEN_FILL, OPEN_LINE, dashed=True, role="gap")
    text = pen.own(words)
    lines, below = pen.block(x + PAD, y + 7, w - 2 * PAD, text, 12, fill=OPEN_INK)
    box.h = below + 6 - y
    return Group(items=[box, *lines]), box.h


def _below(card: Card, indent: float, level: int) -> Iterator[tuple[Card, float, int]]:
    """What stands below a card: a result of the column flush, what is below it not."""
    for child in card.children:
        flush = card.kind == "objective" != child.kind
        inner = indent if flush else indent + INDENT
        yield child, inner, level
        yield from _below(child, inner, level + 1)


def _nest(entry: Group, levels: list[Group], level: int, drawn: Group) -> None:
    """Put a card into the list of its level, below the last card of the level above."""
    level = min(level, len(levels))
    if level == len(levels):
        above = levels[-1].items[-1] if levels else entry
        listed = Group("list")
        if isinstance(above, Group):
            above.items.append(listed)
        levels.append(listed)
    del levels[level + 1 :]
    levels[level].items.append(Group("listitem", items=drawn.items))
