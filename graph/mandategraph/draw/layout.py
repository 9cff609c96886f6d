"""Where everything on a plan map stands: pages of content -> shapes."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from mandategraph.draw.cards import INDENT, CardPen
from mandategraph.draw.content import Chip
from mandategraph.draw.metrics import width
from mandategraph.draw.pen import GAP, PAD
from mandategraph.draw.shapes import (
    INK,
    LINE,
    MUTED,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    PAPER,
    PROPOSED_FILL,
    PROPOSED_LINE,
    RESULT_BAR,
    Arrow,
    Box,
    Group,
    Line,
    flat,
)
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.shapes import Item

MARGIN: Final = 36.0
INNER: Final = 1168.0
WIDTH: Final = INNER + 2 * MARGIN
GUTTER: Final = 16.0
CELL: Final = 270.0
ROW_OF_COLUMNS: Final = 5


def lay_out(page: Page, y: float) -> tuple[Group, float]:
    """The shapes of the page from `y` downwards, and the y where it ends."""
    return _Layout(page, y).draw()


class _Layout:
    def __init__(self, page: Page, y: float) -> None:
        self.page, self.y = page, y + MARGIN
        self.pen = CardPen(page.lang)
        self.group = Group("group", page.title, "", page.lang)
        rows = max(1, ceil(len(page.columns) / ROW_OF_COLUMNS))
        self.per_row = ceil(len(page.columns) / rows)
        self.lined: list[Card] = []

    def draw(self) -> tuple[Group, float]:
        self._mark_links()
        self._title()
        self._top()
        if self.page.columns:
            self._columns()
        elif self.page.has_mandate or self.page.has_results or self.page.loose:
            self._missing("no_objectives")
        if not self.page.has_results:
            self._missing("no_results")
        if self.page.loose:
            self._loose()
        self._foot()
        return self.group, self.y + MARGIN

    def _write(
        self, words: str, size: float, *, bold: bool = False, fill: str = INK
    ) -> None:
        lines, self.y = self.pen.block(
            MARGIN, self.y, INNER, self.pen.own(words), size, bold=bold, fill=fill
        )
        self.group.items += lines

    def _title(self) -> None:
        self._write(self.page.title, 24, bold=True)
        for line in self.page.subtitles:
            self._write(line, 13.5, fill=MUTED)
        self.y += 10
        for note in self.page.notes:
            self._framed(note)

    def _framed(self, words: str) -> None:
        box = Box(
            MARGIN, self.y, INNER, 0, OPEN_FILL, OPEN_LINE, dashed=True, role="band"
        )
        self.group.items.append(box)
        lines, below = self.pen.block(
            MARGIN + PAD,
            self.y + 8,
            INNER - 2 * PAD,
            self.pen.own(words),
            13.5,
            fill=OPEN_INK,
        )
        self.group.items += lines
        box.h = below + 7 - self.y
        self.y += box.h + GUTTER

    def _missing(self, key: str) -> None:
        self._framed(say(self.page.lang, key))

    def _top(self) -> None:
        if not self.page.has_mandate:
            self._missing("no_mandate")
        for card in self.page.top:
            listed = Group("list")
            entry, self.y = self._cell(card, MARGIN, self.y, INNER, children=False)
            listed.items.append(entry)
            self.group.items.append(listed)
            if card.children:
                self.y += GAP
                listed.items.append(self._grid(card.children, MARGIN, INNER))
            self.y += GUTTER

    def _columns(self) -> None:
        """Rows of columns; one objective alone has its results in a grid below it."""
        columns = self.page.columns
        listed = Group("list")
        self.group.items.append(listed)
        if len(columns) == 1:
            card = columns[0]
            self.y += 12 if self.lined else 0
            self._arrow(card, MARGIN + INNER / 2)
            entry, self.y = self._cell(card, MARGIN, self.y, INNER, children=False)
            self.y += GAP
            listed.items.append(entry)
            if card.children:
                entry.items.append(self._grid(card.children, MARGIN, INNER))
            self._no_result(card, MARGIN, INNER, entry)
            self.y += GUTTER
            return
        per_row = self.per_row
        w = (INNER - (per_row - 1) * GUTTER) / per_row
        for start in range(0, len(columns), per_row):
            row = columns[start : start + per_row]
            top = self.y
            if self.lined and start == 0:
                top += 12
            bottoms = [top]
            heads = [self.pen.card(c, 0, 0, w).items[0] for c in row]
            high = max(h.h for h in heads if isinstance(h, Box))
            for place, card in enumerate(row):
                x = MARGIN + place * (w + GUTTER)
                self.y = top
                self._arrow(card, x + w / 2)
                entry, bottom = self._cell(card, x, top, w, least=high)
                self.y = bottom + GAP
                self._no_result(card, x, w, entry)
                listed.items.append(entry)
                bottoms.append(self.y)
            self.y = max(bottoms) + GUTTER

    def _mark_links(self) -> None:
        """Say in a remark what no line to the mandate will show.

        Lines are for stated links of the first row to the one mandate above it.
        """
        mandates = [c.code for c in self.page.top if c.kind == "mandate"]
        row = self.page.columns[: self.per_row]
        for card in self.page.cards:
            for code, status in sorted(card.links.items()):
                first = any(card is c for c in row)
                if first and status == "stated" and mandates == [code]:
                    self.lined.append(card)
                elif status == "stated":
                    words = say(self.page.lang, "serves", code=code)
                    card.chips.append(Chip(words))
                else:
                    words = say(self.page.lang, "accepted_link", code=code)
                    card.chips.append(Chip(words, "accepted"))

    def _arrow(self, card: Card, x: float) -> None:
        if any(card is c for c in self.lined):
            self.group.items.append(Arrow(x, self.y, self.y - GUTTER - 10))

    def _no_result(self, card: Card, x: float, w: float, entry: Group) -> None:
        """A visible gap below an objective without a result."""
        if not self.page.has_results or any(
            c.kind == "expected_result" or c.elsewhere for c in card.all()
        ):
            return
        words = self.pen.own(say(self.page.lang, "no_result_here"))
        box = Box(x, self.y, w, 0, OPEN_FILL, OPEN_LINE, dashed=True, role="gap")
        lines, below = self.pen.block(
            x + PAD, self.y + 7, w - 2 * PAD, words, 12, fill=OPEN_INK
        )
        box.h = below + 6 - self.y
        entry.items += [box, *lines]
        self.y += box.h + GAP

    def _cell(
        self,
        card: Card,
        x: float,
        y: float,
        w: float,
        *,
        least: float = 0,
        children: bool = True,
    ) -> tuple[Group, float]:
        """A list item: the card and, indented below it, its children."""
        drawn = self.pen.card(card, x, y, w, least)
        box = drawn.items[0]
        bottom = y + (box.h if isinstance(box, Box) else 0)
        entry = Group("listitem", items=[drawn])
        if children and card.children:
            nested = Group("list")
            for child in card.children:
                # a result of the column stands flush, what is below it is indented
                flush = card.kind == "objective" != child.kind
                indent = 0 if flush else INDENT
                bottom += GAP
                item, bottom = self._cell(child, x + indent, bottom, w - indent)
                nested.items.append(item)
            entry.items.append(nested)
        return entry, bottom

    def _grid(self, cards: list[Card], x: float, room: float) -> Group:
        """The cards in rows of equal height, in the order of reading."""
        count = max(1, min(int((room + GUTTER) // (CELL + GUTTER)), 4))
        w = (room - (count - 1) * GUTTER) / count
        listed = Group("list")
        for start in range(0, len(cards), count):
            row = cards[start : start + count]
            alone = [self._cell(c, 0, 0, w, children=False)[1] for c in row]
            bottom = self.y
            for place, card in enumerate(row):
                at = x + place * (w + GUTTER)
                entry, end = self._cell(card, at, self.y, w, least=max(alone))
                listed.items.append(entry)
                bottom = max(bottom, end)
            self.y = bottom + GUTTER
        return listed

    def _loose(self) -> None:
        """The band of what the source assigns to no objective."""
        band = Box(
            MARGIN, self.y, INNER, 0, OPEN_FILL, OPEN_LINE, dashed=True, role="band"
        )
        self.group.items.append(band)
        top = self.y
        self.y += PAD
        inner, at = INNER - 2 * GUTTER, MARGIN + GUTTER
        for words, size, bold in (
            (say(self.page.lang, "unassigned"), 16, True),
            (self.page.loose_note, 13, False),
        ):
            if words:
                lines, self.y = self.pen.block(
                    at,
                    self.y,
                    inner,
                    self.pen.own(words),
                    size,
                    bold=bold,
                    fill=OPEN_INK,
                )
                self.group.items += lines
        self.y += GAP
        self.group.items.append(self._grid(self.page.loose, at, inner))
        band.h = self.y - top
        self.y += GUTTER

    def _foot(self) -> None:
        """The key to the signs that the page uses, then where the page comes from."""
        self.y += 4
        self.group.items.append(Box(MARGIN, self.y, INNER, 1, LINE, radius=0))
        self.y += 10
        self._write(say(self.page.lang, "legend"), 12, bold=True)
        x, row = MARGIN, self.y + 2
        for key in self._signs():
            x, row = self._sign(key, x, row)
        self.y = row + 30
        for line in self.page.sources:
            self._write(line, 12, fill=MUTED)

    def _signs(self) -> list[str]:
        drawn = list(flat(self.group))
        fills = {item.fill for item in drawn if isinstance(item, Box)}
        roles = {item.role for item in drawn if isinstance(item, Box)}
        used = {
            "stated": any(role.startswith("card") for role in roles),
            "line": any(isinstance(item, Arrow) for item in drawn),
            "open": OPEN_FILL in fills,
            "proposed": PROPOSED_FILL in fills,
            "badge": "badge" in roles,
            "codes": True,
        }
        return [key for key, shown in used.items() if shown]

    def _sign(self, key: str, x: float, y: float) -> tuple[float, float]:
        """Draw one sign and its words; the place of the next one."""
        words = say(self.page.lang, f"legend_{key}")
        indent = 0 if key == "codes" else 34
        w = indent + width(words, 12) + 24
        if x > MARGIN and x + w - 24 > MARGIN + INNER:
            x, y = MARGIN, y + 24
        samples: dict[str, Item] = {
            "stated": Box(x, y + 2, 26, 14, PAPER, LINE),
            "line": Arrow(x + 13, y + 18, y + 1),
            "open": Box(x, y + 2, 26, 14, OPEN_FILL, OPEN_LINE, dashed=True),
            "proposed": Box(
                x, y + 2, 26, 14, PROPOSED_FILL, PROPOSED_LINE, dashed=True, radius=7
            ),
            "badge": Box(x, y + 2, 26, 14, "", MUTED, radius=7),
        }
        if key in samples:
            self.group.items.append(samples[key])
        if key == "stated":
            self.group.items.append(Box(x, y + 2, 5, 14, RESULT_BAR, radius=2))
        line = Line(x + indent, y + 13.5, words, self.page.rtl, 12, MUTED)
        self.group.items.append(line)
        return x + w, y
