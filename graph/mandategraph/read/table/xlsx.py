"""XLSX workbooks as a stream of rows: values as the cells show them, merged areas.

Own code over lxml, on purpose: a cell at XFD1048576 makes readers that build the whole
rectangle ask for hundreds of gigabytes, and none of them gives number formats, merged
areas and a stream at once.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.numbers import number_of, shown_number
from mandategraph.read.table.cells import (
    MOST_CELLS,
    Area,
    Counter,
    Opened,
    Row,
    Sheet,
    Shown,
)
from mandategraph.read.table.formats import BUILT_IN, GENERAL, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.table.parts import Parts

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATED: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
)
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,5})\$?([1-9]\d{0,8})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_TEXT: Final = 256 << 20  # characters of shared strings
_BOOK: Final = "/officeDocument"  # the kind of the workbook
_NO_WORKSHEET: Final = "sheet that is no worksheet"
_EXTRAS: Final = {
    "sheet with comments": re.compile(r".*/comments?\d*\.xml"),
    "picture": re.compile(r"xl/media/.+"),
}


def open_xlsx(parts: Parts) -> Opened:
    """The worksheets of a workbook, in its order; SourceError when it is broken."""
    return _Workbook(parts).opened()


def unescaped(text: str) -> str:
    """The text with `_x0007_` as the character that it stands for.

    Half a surrogate pair is no character: it becomes U+FFFD.
    """
    if "_x" not in text:
        return text
    whole = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _Workbook:
    parts: Parts
    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # number format by cell style
    mac: bool = False
    uncarried: dict[str, int] = field(default_factory=dict)

    def opened(self) -> Opened:
        parts, file = self.parts, self.parts.source.file
        found = (t for k, t in self._relations("").values() if k.endswith(_BOOK))
        book = next(found, "xl/workbook.xml")
        if not parts.has(book) or book.endswith(".bin"):
            reason = "it is a workbook in a binary format, or a broken one"
            raise SourceError(file, reason, "save it as .xlsx")
        root = parts.tree(book)
        relations = self._relations(book)
        properties = root.find("{*}workbookPr")
        self.mac = properties is not None and _true(properties.get("date1904"))
        self._read_styles(relations)
        opened = Opened([], MEDIA_TYPE, parts.library(), uncarried=self.uncarried)
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            identifier = sheet.get(f"{_STRICT}id", sheet.get(f"{_RELATED}id", ""))
            kind, target = relations.get(identifier, ("", ""))
            if not kind.endswith("/worksheet") or not parts.has(target):
                opened.uncarried[_NO_WORKSHEET] = (
                    opened.uncarried.get(_NO_WORKSHEET, 0) + 1
                )
                continue
            hidden = sheet.get("state", "visible") != "visible"
            name = sheet.get("name", "")
            opened.sheets.append(self._sheet(name, target, hidden=hidden))
        for name, pattern in _EXTRAS.items():
            count = sum(pattern.fullmatch(part) is not None for part in parts.names)
            if count:
                opened.uncarried[name] = count
        return opened

    def _sheet(self, title: str, part: str, *, hidden: bool) -> Sheet:
        # once a sheet: they stand behind its rows
        areas = cache(lambda: self._areas(part))
        return Sheet(title, lambda: self._rows(title, part), areas, hidden)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target by identifier, of what the part, or the file, refers to."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.parts.has(path):
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", ""),
                _joined(folder, one.get("Target", "")),
            )
            for one in self.parts.tree(path).iterfind("{*}Relationship")
        }

    def _read_styles(self, relations: dict[str, tuple[str, str]]) -> None:
        for kind, target in relations.values():
            if kind.endswith("/sharedStrings") and self.parts.has(target):
                self._read_strings(target)
            elif kind.endswith("/styles") and self.parts.has(target):
                self._read_formats(target)

    def _read_strings(self, part: str) -> None:
        size = 0
        for item in self.parts.elements(part, "{*}si"):
            text = _rich(item)
            size += len(text)
            if size > _MOST_TEXT or len(self.strings) > MOST_CELLS:
                reason = "it has more than 256 million characters of text"
                raise SourceError(self.parts.source.file, reason, "split it")
            self.strings.append(text)

    def _read_formats(self, part: str) -> None:
        root = self.parts.tree(part)
        own = {
            one.get("numFmtId", ""): one.get("formatCode", GENERAL)
            for one in root.iterfind("{*}numFmts/{*}numFmt")
        }
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            number = style.get("numFmtId", "0")
            built_in = (
                BUILT_IN.get(int(number), GENERAL) if number.isdigit() else GENERAL
            )
            self.codes.append(own.get(number, built_in))

    def _areas(self, part: str) -> tuple[Area, ...]:
        if not self.parts.mentions(part, b"mergeCell"):
            return ()
        areas = []
        for element in self.parts.elements(part, "{*}row", "{*}mergeCell"):
            first, _, last = element.get("ref", "").partition(":")
            start, end = _position(first), _position(last)
            if element.tag.endswith("}mergeCell") and start and end:
                areas.append(Area(start[0], start[1], end[0], end[1]))
        return tuple(areas)

    def _rows(self, title: str, part: str) -> Iterator[Row]:
        counter = Counter(self.parts.source.file)
        number = 0
        empty = f"{title}, formula without a stored value"
        self.uncarried.pop(empty, None)  # what an earlier pass counted
        for row in self.parts.elements(part, "{*}row"):
            stated = row.get("r", "")
            number = int(stated) if stated.isdigit() and len(stated) < 9 else number + 1
            cells: dict[int, str] = {}
            column = -1
            for cell in row:
                position = _position(cell.get("r", ""))
                column = position[1] if position else column + 1
                text = self._text(cell)
                if not text and cell.find("{*}f") is not None:
                    self.uncarried[empty] = self.uncarried.get(empty, 0) + 1
                if text and not text.isspace():
                    cells[counter.column(column, f"{title}, row {number}")] = text
            if cells:
                counter.add(len(cells))
                yield Row(number, cells)

    def _text(self, cell: Any) -> str:  # noqa: PLR0911 - one case a kind of cell
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inside = cell.find("{*}is")
            return "" if inside is None else _rich(inside)
        found = cell.find("{*}v")
        value = found.text or "" if found is not None else ""
        if not value:
            return ""
        if kind == "s":
            at = int(value) if value.isdigit() and len(value) < 10 else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "n":
            style = cell.get("s", "")
            at = int(style) if style.isdigit() and len(style) < 9 else -1
            code = self.codes[at] if 0 <= at < len(self.codes) else GENERAL
            text = shown(value, code, mac=self.mac)
            return Shown(text, number_of(text, "en") or shown_number(text, value))
        if kind == "d":
            return value.removesuffix("T00:00:00")
        return unescaped(value)  # the text that a formula gave, or an error


def _rich(element: Any) -> str:
    """The text of a string with its runs, without the reading aids of East Asia."""
    pieces = [
        text.text or ""
        for text in element.iter("{*}t")
        if not text.getparent().tag.endswith("}rPh")
    ]
    return unescaped("".join(pieces))


def _position(reference: str) -> tuple[int, int] | None:
    """Row, from 1, and column, from 0, of a reference such as `B4`."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _joined(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")
