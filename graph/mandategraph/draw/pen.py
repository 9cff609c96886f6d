"""Text, badges and remarks written as shapes, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mandategraph.draw.content import Text
from mandategraph.draw.metrics import width, wrap
from mandategraph.draw.shapes import (
    ASCENT,
    INK,
    LEADING,
    LINE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    PAPER,
    PROPOSED_FILL,
    PROPOSED_INK,
    PROPOSED_LINE,
    Box,
    Group,
    Line,
)
from mandategraph.language import direction_of

if TYPE_CHECKING:
    from mandategraph.draw.content import Chip

PAD: Final = 12.0
GAP: Final = 10.0
SMALL: Final = 11.5
LONGEST: Final = 60.0  # a line of more times the font size is hard to read
PROPOSED: Final = (PROPOSED_FILL, PROPOSED_LINE, PROPOSED_INK)
CHIPS: Final = {
    "said": (PAPER, LINE, INK),
    "open": (OPEN_FILL, OPEN_LINE, OPEN_INK),
    "proposed": PROPOSED,
    "accepted": PROPOSED,
}


class Pen:
    """Writes shapes one below the other into a list; knows the page's language."""

    def __init__(self, lang: str) -> None:
        self.lang, self.rtl = lang, direction_of(lang) == "rtl"

    def block(
        self,
        x: float,
        y: float,
        room: float,
        text: Text,
        size: float,
        **how: str | bool,
    ) -> tuple[list[Line], float]:
        """The lines of a text that starts at `y`, and the y below them.

        Words of the other direction are set against the other edge of the room.
        """
        bold, fill = bool(how.get("bold")), str(how.get("fill", INK))
        other = text.rtl != self.rtl
        at = x + room if other else x
        edge: Literal["start", "end"] = "end" if other else "start"
        lines = []
        for words in wrap(text.words, min(room, LONGEST * size), size, bold=bold):
            base = y + size * ASCENT
            lines.append(
                Line(at, base, words, text.rtl, size, fill, bold, edge, text.lang)
            )
            y += size * LEADING
        return lines, y

    def own(self, words: str) -> Text:
        """Words of the page itself."""
        return Text(words, self.rtl)

    def framed(
        self, words: str, x: float, y: float, room: float, *, size: float = 13.5
    ) -> tuple[Group, float]:
        """A remark in a dashed frame as wide as the room, and the y below it."""
        box = Box(x, y, room, 0, OPEN_FILL, OPEN_LINE, dashed=True, role="band")
        lines, below = self.block(
            x + PAD, y + 8, room - 2 * PAD, self.own(words), size, fill=OPEN_INK
        )
        box.h = below + 7 - y
        return Group(items=[box, *lines]), y + box.h

    def badge(
        self,
        group: Group,
        badge: str,
        x: float,
        y: float,
        room: float,
        left: float,
        ink: str,
    ) -> bool:
        """Draw the badge at the end of the row (True), or alone in the next."""
        size = SMALL - 0.5
        w = min(width(badge, size) + 12, room)
        fits = w <= left
        top = y if fits else y + SMALL * LEADING + 2
        start = x + room - w
        group.items.append(
            Box(start, top - 1, w, size * LEADING + 2, "", ink, radius=8, role="badge")
        )
        group.items.append(
            Line(
                start + w / 2,
                top + size * ASCENT,
                badge,
                self.rtl,
                size,
                ink,
                anchor="middle",
            )
        )
        return fits

    def chip(self, group: Group, chip: Chip, x: float, y: float, room: float) -> float:
        """Draw a remark in a frame as wide as its words; the y below it."""
        fill, line, ink = CHIPS[chip.status]
        lines, below = self.block(
            x + 8, y + 3, room - 16, self.own(chip.words), SMALL, fill=ink
        )
        w = min(room, max(width(li.words, SMALL) for li in lines) + 16)
        group.items.append(
            Box(x, y, w, below + 3 - y, fill, line, chip.status != "said", 9, "chip")
        )
        group.items += lines
        return below + 3
