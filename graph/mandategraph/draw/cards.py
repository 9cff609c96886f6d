"""Cards: how high one is for a width, and the shapes that draw it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mandategraph.draw.content import Text
from mandategraph.draw.metrics import width, wrap
from mandategraph.draw.shapes import (
    ASCENT,
    DEEP,
    FONT,
    HEAD_FILL,
    INDICATOR_BAR,
    INDICATOR_FILL,
    INK,
    LEADING,
    LINE,
    MUTED,
    OBJECTIVE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    PAPER,
    PROPOSED_FILL,
    PROPOSED_INK,
    PROPOSED_LINE,
    RESULT_BAR,
    Box,
    Group,
    Line,
)
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Chip

PAD: Final = 12.0
GAP: Final = 10.0
INDENT: Final = 18.0
SMALL: Final = 11.5
BAR: Final = 5.0
LONGEST: Final = 60.0  # a line of more times the font size is hard to read


@dataclass(slots=True)
class Style:
    """How the cards of one kind look."""

    fill: str
    line: str
    bar: str = ""
    ink: str = INK
    head_ink: str = MUTED
    size: float = FONT
    head_size: float = SMALL
    bold: bool = False


RESULT: Final = Style(PAPER, LINE, RESULT_BAR)
INDICATOR: Final = Style(INDICATOR_FILL, LINE, INDICATOR_BAR, size=12)
STYLES: Final = {
    "mandate": Style(DEEP, DEEP, "", PAPER, PAPER, 17, 12.5),
    "vision": Style(DEEP, DEEP, "", PAPER, PAPER, 15, 12.5),
    "value_statement": Style(DEEP, DEEP, "", PAPER, PAPER, 15, 12.5),
    "objective": Style(HEAD_FILL, OBJECTIVE, "", INK, PAPER, 13.5, 12.5, bold=True),
    "indicator": INDICATOR,
}
PROPOSED: Final = (PROPOSED_FILL, PROPOSED_LINE, PROPOSED_INK)
CHIPS: Final = {
    "said": (PAPER, LINE, INK),
    "open": (OPEN_FILL, OPEN_LINE, OPEN_INK),
    "proposed": PROPOSED,
    "accepted": PROPOSED,
}
LOST: Final = Style(OPEN_FILL, OPEN_LINE, "", OPEN_INK, OPEN_INK)


class Pen:
    """Writes shapes one below the other into a list; knows the page's language."""

    def __init__(self, lang: str, *, rtl: bool) -> None:
        self.lang, self.rtl = lang, rtl

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

    def card(self, card: Card, x: float, y: float, w: float, least: float = 0) -> Group:
        """The card without its children; its first item is the box, `least` high."""
        style = STYLES.get(card.kind, RESULT)
        box = Box(x, y, w, 0, style.fill, style.line, role=f"card {card.kind}")
        group = Group("", self.title(card), card.iri, "", [box])
        if card.kind == "objective":
            bottom = self._objective_head(group, card, x, y, w)
        else:
            bottom = self._head(group, card, x + PAD, y + PAD - 2, w - 2 * PAD)
        if card.lost:
            bottom = self._lost(group, x + PAD, bottom, w - 2 * PAD)
        else:
            lines, bottom = self.block(
                x + PAD,
                bottom,
                w - 2 * PAD,
                card.text,
                style.size,
                bold=style.bold,
                fill=style.ink,
            )
            group.items += lines
        for chip in card.chips:
            bottom = self._chip(group, chip, x + PAD, bottom + 6, w - 2 * PAD)
        box.h = max(bottom + PAD - 4 - y, least)
        if style.bar:
            group.items.insert(1, Box(x, y, BAR, box.h, style.bar, radius=2))
        return group

    def title(self, card: Card) -> str:
        """What the card is called by software that reads aloud, and in a tooltip."""
        words = say(self.lang, "lost") if card.lost else card.text.words
        parts = [card.code, say(self.lang, card.kind), words, card.text.badge]
        return " · ".join(part for part in parts if part)

    def _head(self, group: Group, card: Card, x: float, y: float, room: float) -> float:
        """Code and badge; the badge goes below the code when both do not fit."""
        style = STYLES.get(card.kind, RESULT)
        size = style.head_size
        words = card.code
        if card.kind in ("mandate", "vision", "value_statement"):
            words = f"{card.code} · {card.label}"
        text = self.own(words)
        lines, below = self.block(
            x, y, room, text, size, bold=True, fill=style.head_ink
        )
        group.items += lines
        if not card.text.badge:
            return below + 2
        left = room - width(words, size, bold=True) - GAP
        fits = self._badge(group, card.text.badge, x, y, room, left, style.head_ink)
        return below + 5 if fits else below + SMALL * LEADING + 8

    def _badge(
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

    def _objective_head(
        self, group: Group, card: Card, x: float, y: float, w: float
    ) -> float:
        """The dark head of a column: code, printed heading, badge below it."""
        head = Box(x, y, w, 0, OBJECTIVE, OBJECTIVE)
        group.items.append(head)
        text = self.own(f"{card.code} · {card.label}" if card.label else card.code)
        room = w - 2 * PAD
        lines, below = self.block(
            x + PAD, y + 7, room, text, 12.5, bold=True, fill=PAPER
        )
        group.items += lines
        head.h = below + 5 - y
        if not card.text.badge:
            return y + head.h + 9
        self._badge(group, card.text.badge, x + PAD, y + head.h + 7, room, room, INK)
        return y + head.h + 9 + SMALL * LEADING + 4

    def _lost(self, group: Group, x: float, y: float, room: float) -> float:
        """The remark in place of a wording that the source does not have."""
        box = Box(x, y, room, 0, LOST.fill, LOST.line, dashed=True)
        group.items.append(box)
        lines, below = self.block(
            x + 8,
            y + 5,
            room - 16,
            self.own(say(self.lang, "lost")),
            12.5,
            fill=LOST.ink,
        )
        group.items += lines
        box.h = below + 4 - y
        return y + box.h

    def _chip(self, group: Group, chip: Chip, x: float, y: float, room: float) -> float:
        """A remark in a frame as wide as its words."""
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
