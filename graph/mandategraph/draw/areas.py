"""Parts of a sheet that are filled from the top and go on on the next sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.pen import PAD
from mandategraph.draw.picture import GAP, Block, Stack
from mandategraph.draw.shapes import (
    HEAD_FILL,
    INK,
    OBJECTIVE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    Box,
    Group,
)

if TYPE_CHECKING:
    from mandategraph.draw.pen import Pen
    from mandategraph.draw.shapes import Item

GUTTER: Final = 16.0
_INFINITE: Final = float("inf")


class Area:
    """A list of cards on as many sheets as it takes.

    Shapes are drawn into `items` from `y` downwards and become a block when the area
    ends on a sheet. `again` is written above what goes on on another sheet.
    `entries` takes the cards; `within` makes it a list inside the last of them.
    """

    def __init__(
        self, stack: Stack, pen: Pen, w: float, *, again: str = "", inset: float = 0
    ) -> None:
        self.stack, self.pen, self.again = stack, pen, again
        self.x, self.w = inset, w - 2 * inset
        self.sheets = 0
        self.items: list[Item] = []
        self.y = 0.0
        self._all = self.entries = Group("list")
        self._open()

    @property
    def left(self) -> float:
        """The height that is left for cards on this sheet."""
        if not self.stack.room:
            return _INFINITE
        return self.stack.room - self.stack.heights[-1] - self.y - self._edge()

    @property
    def fresh(self) -> bool:
        """Whether a new sheet would give no more room."""
        return not self._all.items and self.stack.heights[-1] == 0

    def turn(self) -> None:
        """Go on on the next sheet."""
        self.close()
        self.stack.turn()
        self._open()

    def within(self) -> None:
        """Let all that follows on this sheet belong to the last entry."""
        entry = self.entries.items[-1]
        if isinstance(entry, Group):
            self.entries = Group("list")
            entry.items.append(self.entries)

    def close(self) -> None:
        """Put what was drawn on the sheet; nothing if there is no card yet."""
        if self._all.items:
            self.sheets += 1
            height = self.y - GUTTER + self._edge()
            self._frame(height)
            self.stack.add(Block(self.items, height, GAP))

    def _open(self) -> None:
        self.items, self.y = [], 0.0
        self._head()
        self._all = self.entries = Group("list")
        self.items.append(self.entries)

    def _head(self) -> None:
        if self.again and self.sheets:
            text = self.pen.own(self.again)
            lines, below = self.pen.block(0, 0, self.w, text, 13.5, bold=True)
            self.items += lines
            self.y = below + 6

    def _edge(self) -> float:
        """The height below the last card."""
        return 0.0

    def _frame(self, height: float) -> None:
        """Draw what lies behind the cards."""


class Band(Area):
    """An area with a ground and a title; `open_` is for what the source leaves open."""

    def __init__(
        self,
        stack: Stack,
        pen: Pen,
        w: float,
        titles: tuple[str, str, str],
        *,
        open_: bool,
    ) -> None:
        self.title, self.note, again = titles
        self.open_ = open_
        super().__init__(stack, pen, w, again=again, inset=GUTTER)

    def _head(self) -> None:
        ink = OPEN_INK if self.open_ else INK
        title = self.again if self.sheets else self.title
        note = "" if self.sheets else self.note
        self.y = PAD
        for words, size, bold in ((title, 16, True), (note, 13, False)):
            if words:
                text = self.pen.own(words)
                lines, self.y = self.pen.block(
                    self.x, self.y, self.w, text, size, bold=bold, fill=ink
                )
                self.items += lines
        self.y += 10

    def _edge(self) -> float:
        return GUTTER

    def _frame(self, height: float) -> None:
        fill, line = (OPEN_FILL, OPEN_LINE) if self.open_ else (HEAD_FILL, OBJECTIVE)
        w = self.w + 2 * self.x
        ground = Box(0, 0, w, height, fill, line, self.open_, role="band")
        self.items.insert(0, ground)
