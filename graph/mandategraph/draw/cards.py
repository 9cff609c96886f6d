"""Cards: how high one is for a width, and the shapes that draw it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.metrics import SLACK, width, wrap
from mandategraph.draw.pen import GAP, PAD, SMALL, Pen
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
    RESULT_BAR,
    REVERSED,
    Box,
    Group,
    Line,
    moved,
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
MODEST: Final = Style(DEEP, DEEP, "", REVERSED, REVERSED)
TOP_KINDS: Final = ("mandate", "vision", "value_statement")
PLACE_SIZE: Final = 10.8
TARGET: Final = 24.0  # what a finger or a mouse meets well
LOST: Final = Style(OPEN_FILL, OPEN_LINE, "", OPEN_INK, OPEN_INK)


class CardPen(Pen):
    """Draws cards.

    `remarks` are chips besides those of the card, by its IRI. `modest` draws the words
    of the mandate no larger than those of other cards: there are several.
    """

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.remarks: dict[str, list[Chip]] = {}
        self.modest = False

    def cited(self, card: Card, x: float, y: float, w: float) -> tuple[Group, float]:
        """The card and, at its lower edge, the link to its words; its height.

        One link does not stand inside another: both are in a group. `stretched` makes
        it higher.
        """
        drawn = self.card(card, x, y, w)
        group, box = Group(items=[drawn]), _box(drawn)
        if card.evidence is not None:
            group.items.append(self._evidence(card, drawn, box))
        return group, box.h

    def _evidence(self, card: Card, drawn: Group, box: Box) -> Group:
        """The link, beside the last line of the card if that leaves room."""
        evidence, ink = card.evidence, self._style(card).head_ink
        if evidence is None:
            return Group()
        place = evidence.place
        if evidence.more:
            others = f"+{evidence.more}"
            place = say(self.lang, "at_more", place=place, more=others)
        ink = MUTED if card.kind == "objective" else ink
        lines = wrap(place, box.w - 2 * PAD, PLACE_SIZE)
        wide = max(width(words, PLACE_SIZE) for words in lines)
        last = drawn.items[-1]
        remarks = bool(self._chips(card))
        beside = (
            len(lines) == 1
            and not remarks
            and not card.lost
            and isinstance(last, Line)
            and last.anchor == "start"
            and last.x + width(last.words, last.size, bold=last.bold) + 2 * GAP + wide
            <= box.x + box.w - PAD
        )
        if not beside:
            more = TARGET - PAD + 4 + (len(lines) - 1) * PLACE_SIZE * LEADING
            _heighten(drawn, box.h + more)
        high = TARGET + (len(lines) - 1) * PLACE_SIZE * LEADING
        right, top = box.x + box.w - PAD, box.y + box.h - high
        wide = max(wide, TARGET)
        said = say(self.lang, "evidence", place=place)
        frame = Box(right - wide, top, wide, high, role="evidence")
        link = Group("", f"{card.code} · {said}", evidence.iri, "", [frame])
        y = top + 5
        for words in lines:
            base = y + PLACE_SIZE * ASCENT
            length = width(words, PLACE_SIZE) / SLACK
            link.items += [
                Line(right, base, words, self.rtl, PLACE_SIZE, ink, anchor="end"),
                Box(right - length, base + 2.5, length, 0.7, ink, radius=0),
            ]
            y += PLACE_SIZE * LEADING
        return link

    def _style(self, card: Card) -> Style:
        if self.modest and card.kind in TOP_KINDS:
            return MODEST
        return STYLES.get(card.kind, RESULT)

    def card(self, card: Card, x: float, y: float, w: float, least: float = 0) -> Group:
        """The card without its children; its first item is the box, `least` high."""
        style = self._style(card)
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
        for chip in self._chips(card):
            bottom = self.chip(group, chip, x + PAD, bottom + 6, w - 2 * PAD)
        box.h = max(bottom + PAD - 4 - y, least)
        if style.bar:
            group.items.insert(1, Box(x, y, BAR, box.h, style.bar, radius=2))
        return group

    def _chips(self, card: Card) -> list[Chip]:
        """All remarks on the card, first how much of its text is left out."""
        n = card.text.more
        left = [Chip(say(self.lang, "text_more", n=n))] if n else []
        return [*left, *card.chips, *self.remarks.get(card.iri, ())]

    def title(self, card: Card) -> str:
        """What the card is called by software that reads aloud, and in a tooltip."""
        words = say(self.lang, "lost") if card.lost else card.text.words
        parts = [card.code, say(self.lang, card.kind), words, card.text.badge]
        return " · ".join(part for part in parts if part)

    def _head(self, group: Group, card: Card, x: float, y: float, room: float) -> float:
        """Code and badge; the badge goes below the code when both do not fit."""
        style = self._style(card)
        size = style.head_size
        words = card.code
        if card.kind in TOP_KINDS:
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


def stretched(cited: Group, high: float) -> None:
    """Make a card with its link as high as others; the link stays at its lower edge."""
    drawn = cited.items[0]
    if isinstance(drawn, Group):
        more = high - _box(drawn).h
        _heighten(drawn, high)
        for link in cited.items[1:]:
            moved(link, 0, more)


def _heighten(drawn: Group, high: float) -> None:
    """The box, and the bar at its edge, which comes next."""
    box, bar = _box(drawn), drawn.items[1]
    if isinstance(bar, Box) and bar.w == BAR:
        bar.h = high
    box.h = high


def _box(drawn: Group) -> Box:
    """The box of a card, which is its first shape."""
    box = drawn.items[0]
    if not isinstance(box, Box):
        raise TypeError(box)
    return box
