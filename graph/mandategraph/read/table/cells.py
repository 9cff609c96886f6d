"""Cells, rows and sheets: what every kind of table file is opened to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from mandategraph.errors import SourceError
from mandategraph.workbooks import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mandategraph.model import Warning

MOST_CELLS: Final = (
    10_000_000  # filled cells of one file: about 10 GB of plan in memory
)
MOST_COLUMNS: Final = 16_384  # what spreadsheet programs allow
_SPLIT: Final = "split the table into several files"


class Shown(str):
    """The text that a spreadsheet shows for a number, and that number, canonical."""

    __slots__ = ("number",)
    number: str | None

    def __new__(cls, text: str, number: str | None) -> Self:
        """The text with its number."""
        shown = super().__new__(cls, text)
        shown.number = number
        return shown


class Cell(NamedTuple):
    """A filled cell: its text as shown, and where it stands (`Plan!B4`)."""

    text: str
    path: str


class Area(NamedTuple):
    """Merged cells: rows count from 1, columns from 0, both ends are part of it."""

    top: int
    left: int
    bottom: int
    right: int


class Row(NamedTuple):
    """A row that is not blank: its number, from 1, and its filled cells by column."""

    number: int
    cells: dict[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or the one table of a CSV file.

    `title` is what stands before the `!` in the place of a cell. `rows` begins anew on
    each call; `areas` are the merged cells.
    """

    title: str
    rows: Callable[[], Iterator[Row]]
    areas: Callable[[], tuple[Area, ...]] = tuple
    hidden: bool = False


@dataclass(slots=True)
class Opened:
    """A table file, or a folder of them: what it holds, and what of it is no cell.

    `values` are JSON values by the name of their file. A sheet of a workbook in a
    folder has the title `file.xlsx#Sheet1`. `library` is what read it.
    """

    sheets: list[Sheet]
    media_type: str
    library: str = ""
    warnings: list[Warning] = field(default_factory=list)
    uncarried: dict[str, int] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    is_folder: bool = False


class Counter:
    """Counts filled cells; SourceError when a file has too many."""

    def __init__(self, file: str) -> None:
        self.file, self.cells = file, 0

    def add(self, cells: int) -> None:
        """Count the cells of one row."""
        self.cells += cells
        if self.cells > MOST_CELLS:
            reason = f"it has more than {MOST_CELLS} filled cells"
            raise SourceError(self.file, reason, _SPLIT)

    def column(self, column: int, place: str) -> int:
        """The column, if a spreadsheet can have it."""
        if not 0 <= column < MOST_COLUMNS:
            reason = f"{place}: more than {MOST_COLUMNS} columns"
            raise SourceError(self.file, reason, _SPLIT)
        return column


@lru_cache(maxsize=MOST_COLUMNS)
def address(sheet: Sheet, row: int, column: int) -> str:
    """Where a cell stands: `Plan!B4`."""
    return f"{sheet.title}!{letters(column)}{row}"
