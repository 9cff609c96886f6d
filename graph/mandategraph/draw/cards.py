"""Cards: how high one is for a width, and the shapes that draw it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import width
from mandategraph.draw.pen import GAP, PAD, SMALL, Pen
from mandategraph.draw.shapes import (
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
    RESULT_BAR,
    REVERSED,
    Box,
    Group,
)
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card

INDENT: Final = 18.0
BAR: Final = 5.0


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
    "mandate": Style(DEEP, DEEP, "", REVERSED, REVERSED, 17, 12.5),
    "vision": Style(DEEP, DEEP, "", REVERSED, REVERSED, 15, 12.5),
    "value_statement": Style(DEEP, DEEP, "", REVERSED, REVERSED, 15, 12.5),
    "objective": Style(HEAD_FILL, OBJECTIVE, "", INK, REVERSED, 13.5, 12.5, bold=True),
    "indicator": INDICATOR,
}
LOST: Final = Style(OPEN_FILL, OPEN_LINE, "", OPEN_INK, OPEN_INK)


class CardPen(Pen):
    """Draws cards."""

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
            bottom = self.chip(group, chip, x + PAD, bottom + 6, w - 2 * PAD)
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
        fits = self.badge(group, card.text.badge, x, y, room, left, style.head_ink)
        return below + 5 if fits else below + SMALL * LEADING + 8

    def _objective_head(
        self, group: Group, card: Card, x: float, y: float, w: float
    ) -> float:
        """The dark head of a column: code, printed heading, badge below it."""
        head = Box(x, y, w, 0, OBJECTIVE, OBJECTIVE)
        group.items.append(head)
        text = self.own(f"{card.code} · {card.label}" if card.label else card.code)
        room = w - 2 * PAD
        lines, below = self.block(
            x + PAD, y + 7, room, text, 12.5, bold=True, fill=REVERSED
        )
        group.items += lines
        head.h = below + 5 - y
        if not card.text.badge:
            return y + head.h + 9
        self.badge(group, card.text.badge, x + PAD, y + head.h + 7, room, room, INK)
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
