"""Tables for translators: CSV, TSV, XLSX and ODS, read back as programs save them.

Every cell is text. In CSV a cell that a spreadsheet would take for a formula has an
apostrophe in front, which the reader takes off again.
"""

from __future__ import annotations

import csv
import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mandategraph.errors import SourceError
from mandategraph.language import direction_of
from mandategraph.read.table.columns import apostrophe_safe, formula_safe, plain
from mandategraph.translate.rows import (
    EXPORT,
    METHODS,
    MISSING,
    STALE,
    STATES,
    Delivery,
    Row,
    code_of,
    field_of,
    is_stale,
    lang_of,
    method_of,
    state_of,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mandategraph.read.table.cells import Sheet as Opened
    from mandategraph.translate.context import Entry

# name -> width in a workbook
COLUMNS: Final[Mapping[str, int]] = {
    "code": 18,
    "field": 7,
    "kind": 16,
    "source_lang": 12,
    "source": 60,
    "lang": 6,
    "translation": 60,
    "status": 12,
    "method": 12,
    "agent": 16,
    "note": 40,
    "part_of": 40,
    "other_lang": 14,
    "other": 60,
    "plan": 24,
    "place": 30,
    "previous_source": 40,
}
_NEEDED: Final = ("field", "source", "translation")
_HELP: Final = (
    ("column", "what it is for"),
    ("translation", "the translation: the one column that must be filled"),
    ("status", f"{', '.join(STATES)}; {MISSING}: still to do; {STALE}: of other words"),
    ("method", f"how it came about: {', '.join(METHODS)}"),
    ("note", "what a reviewer should look at, in English; kept with the translation"),
    ("agent", "who wrote the translation; what is new is the importer's"),
    ("code, field, source", "leave as they are: the row is found again by them"),
    ("previous_source", "the words that a stale translation was made from"),
)


def write_csv(entries: Sequence[Entry], lang: str) -> bytes:
    """The units as CSV: UTF-8 with a byte order mark, for Excel; commas, CRLF."""
    del lang
    return _separated(entries, ",")


def write_tsv(entries: Sequence[Entry], lang: str) -> bytes:
    """The units as CSV with tabs."""
    del lang
    return _separated(entries, "\t")


def write_xlsx(entries: Sequence[Entry], lang: str) -> bytes:
    """The units as a workbook, from right to left for a language that is written so."""
    from mandategraph.workbooks import Sheet, xlsx

    widths = list(COLUMNS.values())
    rtl = direction_of(lang) == "rtl"
    main = Sheet("Translations", _cells(entries), widths, rtl=rtl)
    return xlsx(main, Sheet("Read me", _HELP, (24, 80)))


def write_ods(entries: Sequence[Entry], lang: str) -> bytes:
    """The units as an OpenDocument spreadsheet."""
    from mandategraph.workbooks import Sheet, ods

    rtl = direction_of(lang) == "rtl"
    main = Sheet("Translations", _cells(entries), rtl=rtl)
    return ods(main, Sheet("Read me", _HELP))


def read_tables(data: bytes, name: str, lang: str = "") -> Delivery:
    """The rows of the first sheet that has the columns; SourceError when none has.

    Comma, semicolon or tab, as the program saved them. `lang` stands in for a table
    without the column. Tables of a translations folder are read, too: their plan is
    in the name of the file.
    """
    from mandategraph.read.source import Input
    from mandategraph.read.table.open import open_tables

    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        reason = "it is no table and no workbook: it looks like an HTML page"
        raise SourceError(name, reason, "get the file itself, not the page it is on")
    opened = open_tables(Input(name, data=data))
    for sheet in opened.sheets:
        rows = iter(sheet.rows())
        first = next(rows, None)
        head = {_word(text): at for at, text in (first.cells if first else {}).items()}
        if all(column in head for column in _NEEDED) and head.keys() & {
            "code",
            "element",
        }:
            found = tuple(
                _Reader(sheet, name, head, lang).row(row.number, row.cells)
                for row in rows
            )
            if not found:
                raise SourceError(name, "it has no row", EXPORT)
            return Delivery(found)
    reason = f"no sheet with the columns code, {', '.join(_NEEDED)}"
    raise SourceError(name, reason, EXPORT)


def _separated(entries: Sequence[Entry], delimiter: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(COLUMNS)
    writer.writerows([formula_safe(cell) for cell in _row(one)] for one in entries)
    return stream.getvalue().encode("utf-8-sig")


def _cells(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    rows = [tuple(apostrophe_safe(cell) for cell in _row(one)) for one in entries]
    return [tuple(COLUMNS), *rows]


def _row(one: Entry) -> tuple[str, ...]:
    unit, current, before = one.unit, one.unit.current, one.before
    status, method, agent, note = MISSING, "", "", ""
    text = ""
    if current:
        status, method = (
            word_of(STATES, current.state),
            word_of(METHODS, current.method),
        )
        text, agent, note = current.text, current.agent, current.note
    elif before:
        status, method = STALE, word_of(METHODS, before.method)
        text, agent, note = before.text, before.agent, before.note
    return (
        *(unit.code, unit.field, unit.kind, unit.source_lang, unit.source),
        *(unit.lang, text, status, method, agent, note, one.part_of),
        *((one.other.note, one.other.text) if one.other else ("", "")),
        *(one.title, one.place, before.source if before and not current else ""),
    )


class _Reader:
    """Reads the rows of one sheet; a complaint names the row."""

    def __init__(
        self, sheet: Opened, name: str, head: Mapping[str, int], lang: str
    ) -> None:
        self.sheet, self.name, self.head, self.lang = sheet, name, head, lang

    def row(self, number: int, cells: Mapping[int, str]) -> Row:
        file = PurePath(self.name).name
        title = "" if self.sheet.title == file else f" {self.sheet.title}"
        place = f"{self.name}:{title} row {number}"

        def cell(column: str) -> str:
            at = self.head.get(column)
            return "" if at is None else plain(cells.get(at, ""))

        code = cell("code")
        if "code" not in self.head:
            plan = cell("plan") or file.partition(".")[0]
            code = f"{plan}-{cell('element')}"
        lang = cell("lang") or self.lang
        if not lang:
            raise SourceError(place, "the row names no language", "give it by --to")
        return Row(
            place,
            code_of(code, place),
            field_of(cell("field"), place),
            cell("source"),
            lang_of(lang, place),
            cell("translation"),
            state_of(cell("status"), place),
            method_of(cell("method"), place),
            cell("agent"),
            cell("note") if "note" in self.head else None,
            stale=is_stale(cell("status")),
        )


def _word(header: str) -> str:
    return header.strip().lstrip("\ufeff").lower().replace(" ", "_")
