"""A table of a page as rows of cells: columns counted, merged cells carried down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.read.html.list import whole
from mandategraph.read.story.blocks import Cell, Table

if TYPE_CHECKING:
    from mandategraph.read.story.blocks import Block

_WIDEST: Final = 1000  # columns that one cell may span, as in browsers
_LONGEST: Final = 65_534
_MOST: Final = 1_000_000  # cells of a table, those carried down included


class TableTooLargeError(Exception):
    """The table has more cells than can be read."""


class TableBuilder:
    """Takes the rows and cells of one table as they open."""

    def __init__(self) -> None:
        self.table = Table([])
        self._column = 0
        self._cells = 0
        self._below: dict[int, tuple[int, int]] = {}  # column -> rows left, columns
        self._due: dict[int, int] = {}  # column -> columns, not yet in this row
        self._new: dict[int, tuple[int, int]] = {}

    def row(self) -> None:
        """Begin a row."""
        self._end_row()
        self.table.rows.append([])
        self._column = 0
        self._due = {column: span for column, (_, span) in self._below.items()}

    def cell(self, columns: str, rows: str) -> list[Block]:
        """Begin a cell; its blocks go into the list that is given back."""
        if not self.table.rows:
            self.row()
        while self._column in self._due:
            self._carry(self._column)
        span = _count(columns, _WIDEST)
        deep = _LONGEST if rows.strip() == "0" else _count(rows, _LONGEST)
        if deep > 1:
            self._new[self._column] = deep - 1, span
        return self._add(Cell(self._column, span, []))

    def finished(self) -> Table:
        """The table without empty rows."""
        self._end_row()
        self.table.rows = [row for row in self.table.rows if row]
        return self.table

    def _carry(self, column: int) -> None:
        """Put in the cell that comes down from the row above."""
        span = self._due.pop(column)
        self._add(Cell(column, span, [], below=True))

    def _add(self, cell: Cell) -> list[Block]:
        self._cells += 1
        if self._cells > _MOST:
            raise TableTooLargeError
        self.table.rows[-1].append(cell)
        self._column = cell.column + cell.span
        return cell.blocks

    def _end_row(self) -> None:
        if not self.table.rows:
            return
        for column in sorted(c for c in self._due if c >= self._column):
            self._carry(column)
        left = {c: (n - 1, span) for c, (n, span) in self._below.items() if n > 1}
        self._below, self._new, self._due = left | self._new, {}, {}


def _count(text: str, most: int) -> int:
    """The number of rows or columns that the attribute gives, 1 when it gives none."""
    return min(max(whole(text) or 1, 1), most)
