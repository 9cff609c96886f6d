"""Cells and sheets to be written, and what both kinds of workbook ask of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from mandategraph.workbooks.looks import Styled

NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}(?:_|{NOT_IN_XML.pattern}))")
_WEB: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_EXACT: Final = 15  # significant digits that a spreadsheet's numbers keep
_HUGE: Final = 300  # digits before or behind the point: what a float reaches

Kind = Literal["blank", "truth", "number", "day", "text"]


class Link(NamedTuple):
    """A text that leads to a web address; any other address stays plain text."""

    text: str
    target: str

    @property
    def leads(self) -> bool:
        """Whether the address is one that a workbook may open."""
        return _WEB.match(self.target) is not None


# a datetime is a date to isinstance, so none is among them: it stays text
Value: TypeAlias = str | int | Decimal | bool | date | Link | None


class Area(NamedTuple):
    """Cells that are one: the first row and column, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def name(self) -> str:
        """`A1:C2`."""
        last = letters(self.column + self.columns - 1)
        first = f"{letters(self.column)}{self.row + 1}"
        return f"{first}:{last}{self.row + self.rows}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written; the first row is its header, which stays in view.

    `widths` are in characters, column by column. `choices` are what the first column
    offers to choose from, below the header. `merged` are areas of one cell each: row,
    column, rows and columns, from 0. `head` rows stay in view and begin each printed
    page. `heights` are in points, row by row, 0 for what the texts need. `filtered`
    offers to choose among the values of each column. `printed` is for a sheet of A4 on
    its side, as wide as the page. ODS has none of these last five.
    """

    title: str
    rows: Iterable[Sequence[Value | Styled]]
    widths: Sequence[int] = ()
    choices: Sequence[str] = ()
    rtl: bool = False
    merged: Sequence[Area] = ()
    head: int = 1
    heights: Sequence[float] = ()
    filtered: bool = False
    printed: bool = False


def letters(column: int) -> str:
    """`A` for column 0, `AB` for column 27."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def visible(text: str) -> str:
    """What XML cannot hold as `_x0007_`, and such an escape as `_x005F_x0007_`."""
    return without_controls(_LIKE_ESCAPE.sub("_x005F_", text))


def without_controls(text: str) -> str:
    """What XML cannot hold as `_x0007_`, for readers that do not turn it back."""
    return NOT_IN_XML.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def spelled(value: Value | Styled) -> tuple[Kind, str]:
    """What kind of cell the value makes, and how it is spelled there.

    A spreadsheet keeps fifteen digits of a number: a longer one is better off as text.
    """
    if isinstance(value, Styled):
        value = value.value
    if value is None or value == "":
        return "blank", ""
    if isinstance(value, bool):
        return "truth", str(value).lower()
    if isinstance(value, int | Decimal):
        exact = _number(Decimal(value))
        return ("number", exact) if exact else ("text", str(value))
    if isinstance(value, date):
        return "day", value.isoformat()
    return "text", value.text if isinstance(value, Link) else value


def _number(value: Decimal) -> str:
    if not value.is_finite() or abs(value.adjusted()) > _HUGE:
        return ""
    if len(value.normalize().as_tuple().digits) > _EXACT:
        return ""
    plain = abs(value.adjusted()) <= 2 * _EXACT
    return f"{value:f}" if plain else f"{value:E}"
