"""ODS spreadsheets: the text of each cell as it is shown, merged areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mandategraph.read.numbers import canonical, number_of, shown_number
from mandategraph.read.table.cells import Area, Counter, Opened, Row, Sheet, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input
    from mandategraph.read.table.parts import Parts

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE: Final = f"{_NAMES}table:1.0}}"
_OFFICE: Final = f"{_NAMES}office:1.0}}"
_TEXT: Final = f"{_NAMES}text:1.0}}"
_STYLE: Final = f"{_NAMES}style:1.0}}"
_CONTENT: Final = "content.xml"
_MOST_BLANKS: Final = 1_000  # that one element may stand for
_NUMBERS: Final = ("float", "percentage", "currency")


def open_ods(parts: Parts) -> Opened:
    """The sheets of a spreadsheet, in its order; SourceError when it is broken."""
    reader = _Reader(parts.source)
    for element in parts.elements(_CONTENT, f"{_STYLE}style", f"{_TABLE}table-row"):
        if element.tag == f"{_STYLE}style":
            reader.style(element)
        else:
            reader.row(element)
    opened = Opened(reader.sheets(), MEDIA_TYPE, parts.library())
    if reader.comments:
        opened.uncarried["comment on a cell"] = reader.comments
    return opened


class _Tab:
    """What was read of one sheet."""

    def __init__(self, *, hidden: bool) -> None:
        self.hidden = hidden
        self.rows: list[Row] = []
        self.areas: list[Area] = []
        self.number = 0  # of the last row

    def each(self) -> Iterator[Row]:
        return iter(self.rows)

    def merged(self) -> tuple[Area, ...]:
        return tuple(self.areas)


class _Reader:
    def __init__(self, source: Input) -> None:
        self.counter = Counter(source.file)
        self.tabs: dict[str, _Tab] = {}
        self.hidden: set[str] = set()  # names of styles
        self.comments = 0

    def sheets(self) -> list[Sheet]:
        return [
            Sheet(name, tab.each, tab.merged, tab.hidden)
            for name, tab in self.tabs.items()
        ]

    def style(self, element: Any) -> None:
        """Remember a style that hides its sheet."""
        properties = element.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            self.hidden.add(element.get(f"{_STYLE}name", ""))

    def row(self, element: Any) -> None:
        """Enter a row as often as it stands in the sheet."""
        table = next(element.iterancestors(f"{_TABLE}table"), None)
        name = "" if table is None else table.get(f"{_TABLE}name", "")
        tab = self.tabs.get(name)
        if tab is None:
            style = "" if table is None else table.get(f"{_TABLE}style-name", "")
            tab = self.tabs[name] = _Tab(hidden=style in self.hidden)
        times = _count(element.get(f"{_TABLE}number-rows-repeated"))
        cells = self._cells(element, name, tab)
        for number in range(tab.number + 1, tab.number + 1 + times) if cells else ():
            self.counter.add(len(cells))
            tab.rows.append(Row(number, cells))
        tab.number += times

    def _cells(self, row: Any, name: str, tab: _Tab) -> dict[int, str]:
        cells: dict[int, str] = {}
        column, number = 0, tab.number + 1
        for cell in row.iterchildren(
            f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
        ):
            times = _count(cell.get(f"{_TABLE}number-columns-repeated"))
            text = "" if cell.tag.endswith("covered-table-cell") else self._text(cell)
            if text and not text.isspace():
                place = f"{name}, row {number}"
                self.counter.column(column + times - 1, place)
                cells.update(dict.fromkeys(range(column, column + times), text))
                down = _count(cell.get(f"{_TABLE}number-rows-spanned"))
                across = _count(cell.get(f"{_TABLE}number-columns-spanned"))
                if down * across > 1:
                    last = number + down - 1, column + across - 1
                    tab.areas.append(Area(number, column, *last))
            column += times
        return cells

    def _text(self, cell: Any) -> str:
        self.comments += cell.find(f"{_OFFICE}annotation") is not None
        paragraphs = [_paragraph(p) for p in cell.iterchildren(f"{_TEXT}p")]
        text = "\n".join(paragraphs)
        kind = cell.get(f"{_OFFICE}value-type", "string")
        if kind in _NUMBERS:
            stored = cell.get(f"{_OFFICE}value", "")
            if not text.strip():
                return Shown(canonical(stored) or stored, canonical(stored))
            return Shown(text, shown_number(text, stored) or number_of(text))
        if kind == "date":
            day = cell.get(f"{_OFFICE}date-value", "")
            return (day or text).removesuffix("T00:00:00")
        return text or cell.get(f"{_OFFICE}string-value", "")


def _paragraph(element: Any) -> str:
    """The text of a paragraph, with the blanks and breaks that elements stand for."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_count(child.get(f"{_TEXT}c")), _MOST_BLANKS))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(stated: str | None) -> int:
    """How often something stands there: 1 unless stated."""
    return int(stated) if stated and stated.isdigit() and len(stated) < 9 else 1
