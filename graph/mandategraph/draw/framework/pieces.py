"""Cells of a table: what is said of an element, of a value, of a gap in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from mandategraph.draw.framework.table import Cell, Piece
from mandategraph.draw.metrics import drawable
from mandategraph.draw.remarks import Remarks
from mandategraph.draw.words import listed, say
from mandategraph.language import direction_of, isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.framework.table import PieceKind
    from mandategraph.draw.framework.values import Details, Said
    from mandategraph.draw.values import Value

DASH: Final = "—"
_DIGITS: Final = re.compile(r"\d*")


class Writer:
    """Writes cells in the language of the page; `dashes` says whether it used one."""

    def __init__(self, lang: str, details: Details) -> None:
        self.lang, self.details = lang, details
        self.rtl = direction_of(lang) == "rtl"
        self.dashes = False
        self.remarks = Remarks(details.read, lang)

    def own(self, words: str, kind: PieceKind = "text") -> Piece:
        """Words of the page itself."""
        return Piece(words, kind, self.rtl)

    def quoted(
        self, words: str, lang: str = "", kind: PieceKind = "text", href: str = ""
    ) -> Piece:
        """Words of the source, in their own direction; figures keep their order."""
        strong = next((k for k in map(bidirectional, words) if k in "L R AL"), "")
        if not strong:
            plain = not self.rtl or _DIGITS.fullmatch(words)
            return Piece(words if plain else isolated(words), kind, self.rtl, "", href)
        other = "" if lang.partition("-")[0] == self.lang else lang
        return Piece(words, kind, strong != "L", other, href)

    def say(self, key: str, kind: PieceKind = "text", **values: object) -> Piece:
        """One of the fixed texts."""
        return self.own(say(self.lang, key, **values), kind)

    def dash(self) -> Cell:
        """A cell for which the source says nothing."""
        self.dashes = True
        return Cell([self.own(DASH, "none")])

    def gap(self, key: str, kind: PieceKind = "open") -> Cell:
        """A cell that says in words what the source lacks."""
        return Cell([self.say(key, kind)])

    def heading(self, page: Page) -> list[Piece]:
        """The title of a plan among others, whose it is, and where it comes from."""
        return [
            self.quoted(page.title, kind="code"),
            *(self.quoted(line) for line in page.subtitles),
            *(self.own(line, "said") for line in page.sources),
        ]

    def code(self, card: Card, column: str = "") -> Piece:
        """The code, with the printed heading, or the kind if the column has another."""
        words = isolated(card.code) if self.rtl else card.code
        kind = say(self.lang, card.kind)
        told = card.label in card.code or (card.kind == column and card.label == kind)
        if not told:
            words = f"{words} · {card.label}"
        return self.own(words, "code")

    def element(self, card: Card, column: str = "", *before: Piece) -> Cell:
        """What the source says of an element, and what others add, less its values."""
        pieces = [self.code(card, column), *before]
        if card.text.badge:
            pieces.append(self.own(card.text.badge, "badge"))
        if card.lost:
            pieces.append(self.say("lost", "open"))
        else:
            text = card.text
            pieces.append(Piece(text.words, "text", text.rtl, text.lang))
        for code, status in sorted(card.links.items()):
            stated = status == "stated"
            key = "serves" if stated else "accepted_link"
            pieces.append(self.say(key, "said" if stated else "accepted", code=code))
        # values have columns of their own
        chips = (chip for chip in card.chips if not chip.value)
        pieces += [self.own(chip.words, chip.status) for chip in chips]
        return Cell(pieces, "element", card.iri, name=True)

    def unit(self, indicator: str) -> Cell:
        """The unit of an indicator; several, if the graph has several."""
        forms = self.details.units(indicator)
        if not forms:
            return self.dash()
        return Cell([self.quoted(drawable(form.text), form.lang) for form in forms])

    def values(self, values: list[Value], *, periods: bool = True) -> Cell:
        """Values one below the other, each with its period unless the column has it."""
        if not values:
            return self.dash()
        pieces: list[Piece] = []
        for value in values:
            if periods and value.period:
                pieces.append(self.quoted(value.period, kind="when"))
            pieces.append(self.quoted(self.with_unit(value), kind="value"))
            if parts := self.remarks.parts(value):
                pieces.append(self.own(listed(self.lang, parts), "said"))
            pieces += [self.quoted(n.text, n.lang, "said") for n in value.notes]
        cell = Cell(pieces, "value")
        if len(pieces) == 1 and values[0].number and not self.details.unit(values[0]):
            cell.number, cell.printed = values[0].number, values[0].printed
        return cell

    def with_unit(self, value: Value) -> str:
        """The printed value, with its unit if that is not the indicator's."""
        words = value.printed or DASH
        unit = self.details.unit(value)
        return f"{words} {unit}" if unit else words

    def lines(self, indicator: str) -> list[Piece]:
        """The unit of an indicator, then its values with all that is said of each."""
        pieces = []
        if units := self.details.units(indicator):
            unit = " / ".join(drawable(form.text) for form in units)
            pieces.append(self.say("indicators_unit", "said", unit=unit))
        for value in self.details.values.get(indicator, ()):
            pieces += self._line(value)
        return pieces

    def _line(self, value: Value) -> list[Piece]:
        """A value on one line, its notes below it."""
        words = [self.with_unit(value)]
        if parts := self.remarks.parts(value):
            words.append(f"({', '.join(parts)})")
        if value.period:
            words.append(f"[{value.period}]")
        line = self.say(value.kind, "value", value=" ".join(words))
        return [line, *(self.quoted(n.text, n.lang, "said") for n in value.notes)]

    def said(self, found: Iterable[Said]) -> Cell | None:
        """A cell of words of the source, None when there are none."""
        pieces = []
        for one in found:
            if one.document:
                pieces.append(self.say("fw_document", "said"))
            pieces.append(self.quoted(one.words, href=one.href))
        return Cell(pieces) if pieces else None
