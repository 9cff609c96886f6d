"""Cells of a record as a mapping takes them: parts, words, dates, fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mandategraph.language import is_language_tag
from mandategraph.model import Period
from mandategraph.read.extracted import collapse
from mandategraph.read.numbers import iso_date
from mandategraph.read.table.cells import Cell
from mandategraph.read.table.drafts import DraftField, Words
from mandategraph.read.table.records import ROW, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mandategraph.read.table.drafts import Details
    from mandategraph.read.table.records import Record
    from mandategraph.read.table.rules import Choice, Take

_FIELD: Final = re.compile(r"[\s:=;]+")


class Taker:
    """Takes cells from records; field names begin with the mapping's `prefix`."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def fits(self, record: Record, when: dict[str, tuple[str, ...]]) -> bool:
        """Whether the row fulfils all conditions."""
        for column, words in when.items():
            cell = record.cells.get(key_of(column))
            text = collapse(cell.text) if cell else ""
            if key_of(column) == ROW:
                text = str(record.number)
            if text not in words and not (text and "*" in words):
                return False
            record.used.add(key_of(column))
        return True

    def cells(self, record: Record, take: Take | None) -> Iterator[Cell]:
        """The cell that is taken, or the parts of it; none that is blank."""
        if take is None or not self.fits(record, take.when):
            return
        cell = record.get(take.column)
        if cell is None:
            return
        if not take.split and take.pattern is None:
            yield cell
            return
        parts = cell.text.split(take.split) if take.split else [cell.text]
        for part in parts:
            text = part
            if take.pattern is not None:
                found = take.pattern.search(part)
                text = found[found.re.groups and 1] or "" if found else ""
            if text.strip():
                yield Cell(text.strip(), cell.path)

    def first(self, record: Record, take: Take | None) -> Cell | None:
        """The one cell that is taken."""
        return next(self.cells(record, take), None)

    def text(self, record: Record, take: Take | None) -> str:
        """The text that is taken, empty when there is none."""
        cell = self.first(record, take)
        return collapse(cell.text) if cell else ""

    def words(self, record: Record, takes: Iterable[Take]) -> list[Words]:
        """The wordings that are taken, each with its language if that is stated."""
        found = []
        for take in takes:
            lang = take.lang
            if take.lang_column and (cell := record.get(take.lang_column)):
                lang = collapse(cell.text)
            tag = tag_of(lang)
            found += [Words(tag, cell) for cell in self.cells(record, take)]
        return found

    def choice(self, record: Record, choice: Choice) -> str:
        """The constant, or what the word in the column stands for; empty for others.

        A column without a list of words gives its word.
        """
        if not choice.column:
            return choice.constant
        cell = record.get(choice.column)
        text = collapse(cell.text) if cell else ""
        return choice.values.get(text, "") if choice.values else text

    def end(self, record: Record, take: Take | None, details: Details) -> str | None:
        """The ISO day, month or year that is taken; other words become a field."""
        cell = self.first(record, take)
        if cell is None or take is None:
            return None
        end = iso_date(cell.text)
        if end is None:
            details.fields.append(self._field(take, cell))
        else:
            details.marks.append(cell)
        return end

    def period(
        self, record: Record, start: Take | None, end: Take | None, details: Details
    ) -> Period | None:
        """The period between two taken days, None when neither is there."""
        ends = [self.end(record, take, details) for take in (start, end)]
        return Period(*ends) if any(ends) else None

    def whole(self, record: Record, take: Take | None, details: Details) -> int | None:
        """The whole number that is taken; other words become a field."""
        cell = self.first(record, take)
        if cell is None or take is None:
            return None
        text = collapse(cell.text)
        if text.isdecimal() and len(text) < 10:
            details.marks.append(cell)
            return int(text)
        details.fields.append(self._field(take, cell))
        return None

    def fields(self, record: Record, takes: Iterable[Take], details: Details) -> None:
        """Enter fields; one that is there already is not entered again."""
        known = {(one.name, one.value) for one in details.fields}
        for take in takes:
            for cell in self.cells(record, take):
                one = self._field(take, cell)
                if (one.name, one.value) not in known:
                    details.fields.append(one)

    def _field(self, take: Take, cell: Cell) -> DraftField:
        name = take.name or _FIELD.sub("_", take.column.replace("../", "").strip())
        if ":" not in name:
            name = f"{self.prefix}:{name}"
        return DraftField(name, collapse(cell.text), cell)


def tag_of(lang: str) -> str | None:
    """The language tag in lower case, None when it is none."""
    tag = lang.strip().lower().replace("_", "-")
    return tag if tag and is_language_tag(tag) else None


def merged(known: list[Words], new: list[Words], details: Details) -> int:
    """How many of the new wordings have a different one of their language in front.

    Those are leftover; the others join the known ones, unless they are the same.
    """
    second = 0
    for one in new:
        same = next((w for w in known if w.lang == one.lang), None)
        if same is None:
            known.append(one)
        elif collapse(same.cell.text) != collapse(one.cell.text):
            second += left_over(one.cell, details)
    return second


def left_over(cell: Cell, details: Details) -> bool:
    """Whether the words are new among the leftover ones, which they join."""
    text = collapse(cell.text)
    if any(collapse(known.text) == text for known in details.rest):
        return False
    details.rest.append(cell)
    return True
