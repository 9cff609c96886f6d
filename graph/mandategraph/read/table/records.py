"""The rows of a mapped table by the names of their columns: headers, merged cells."""

from __future__ import annotations

import re
from collections import Counter as Count
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from mandategraph.read.extracted import collapse
from mandategraph.read.table.cells import Cell, Counter, address
from mandategraph.workbooks import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mandategraph.read.table.cells import Area, Row, Sheet
    from mandategraph.read.table.json import JsonTable
    from mandategraph.read.table.rules import TableRule

_HEADER_ROWS: Final = 50  # among which the header is looked for
ROW: Final = "#row"  # a column that every row has: its number below the header
Names = dict[int, str]


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The name of a column as it is compared."""
    return collapse(name).casefold()


class Record:
    """One row: cells by column. What is asked for is `used`."""

    __slots__ = ("cells", "names", "number", "used")

    def __init__(self, cells: dict[str, Cell], number: int) -> None:
        self.names = {key_of(name): name for name in cells}  # as they are printed
        self.cells = {key_of(name): cell for name, cell in cells.items()}
        self.number = number
        self.used: set[str] = set()

    def get(self, column: str) -> Cell | None:
        """The cell of the column, None when it is empty or there is no such column."""
        key = key_of(column)
        if key == ROW:
            return Cell(str(self.number), "")
        self.used.add(key)
        return self.cells.get(key)

    def matching(
        self, pattern: re.Pattern[str]
    ) -> Iterator[tuple[re.Match[str], Cell]]:
        """The cells of the columns whose whole name fits the pattern."""
        for key, cell in self.cells.items():
            if found := pattern.fullmatch(self.names[key]):
                self.used.add(key)
                yield found, cell

    def unused(self) -> Iterator[str]:
        """The filled columns that nobody asked for."""
        return (self.names[key] for key in self.cells if key not in self.used)


class SheetTable:
    """A sheet read by a rule; `above` is the number of cells above the header."""

    def __init__(self, sheet: Sheet, rule: TableRule, file: str) -> None:
        self.sheet, self.rule, self.file = sheet, rule, file
        self.areas = _by_row(sheet.areas())
        self.above = 0
        self.names: Names = {}  # of the first header
        self.first = self._find()

    @property
    def fits(self) -> bool:
        """Whether the sheet has the columns that the rule asks for."""
        return bool(self.names)

    @property
    def title(self) -> str:
        """What the sheet is called in warnings."""
        return self.sheet.title

    def records(self) -> Iterator[Record]:
        """The rows below the header, with merged and repeated cells filled in."""
        names, start = self.names, self.first
        carried = _Carried(self.sheet, self.areas, self.file)
        filled: dict[str, Cell] = {}
        for row in self.sheet.rows():
            if row.number < self.first:
                carried.cells(row, max(names))  # a merged cell may reach below
                continue
            if self.rule.repeats and (again := self._header([row])):
                names, start = again, row.number + 1
                continue
            cells = carried.cells(row, max(names))
            found = {names.get(at, letters(at)): cell for at, cell in cells.items()}
            self._fill(found, filled)
            yield Record(found, row.number - start + 1)

    def _fill(self, found: dict[str, Cell], filled: dict[str, Cell]) -> None:
        """Repeat the cells above in the columns of the rule's `fill`."""
        by_key = {key_of(name): name for name in found} if self.rule.fill else {}
        for place, column in enumerate(self.rule.fill):
            key = key_of(column)
            if key in by_key:
                cell = found[by_key[key]]
                if filled.get(key) != cell:
                    for lower in self.rule.fill[place + 1 :]:
                        filled.pop(key_of(lower), None)
                filled[key] = cell
            elif key in filled:
                found[column] = filled[key]

    def _find(self) -> int:
        """The number of the first row below the header, 0 when there is none."""
        rows = list(islice(self.sheet.rows(), _HEADER_ROWS))
        height = self.rule.header
        for at in range(len(rows)):
            block = rows[at : at + height]
            if names := self._header(block):
                self.names = names
                self.above = sum(len(row.cells) for row in rows[:at])
                return block[-1].number + 1
        return 0

    def _header(self, block: list[Row]) -> Names:
        """The names of the columns, if the rows name all that the rule asks for."""
        levels = [_level(row, self.areas) for row in block]
        lowest = levels[-1]
        for upper in levels[:-1]:
            _to_the_right(upper, lowest)
        names: Names = {}
        seen: Count[str] = Count()
        for at in sorted({at for level in levels for at in level}):
            parts = dict.fromkeys(collapse(lv[at]) for lv in levels if at in lv)
            name = " / ".join(parts)
            seen[key_of(name)] += 1
            again = seen[key_of(name)]
            names[at] = name if again == 1 else f"{name} ({again})"
        keys = {key_of(name) for name in names.values()}
        fits = all(key_of(column) in keys for column in self.rule.columns)
        return names if fits else {}


class JsonRecords:
    """The rows of a JSON value, as a table."""

    def __init__(self, table: JsonTable, rule: TableRule, title: str) -> None:
        self.table, self.rule, self.title = table, rule, title
        self.above = 0
        sample = islice(table.records(), _HEADER_ROWS)
        keys = {key_of(name) for record in sample for name in record}
        self.fits = all(key_of(column) in keys for column in rule.columns)
        table.lists.clear()

    def records(self) -> Iterator[Record]:
        """The rows in the order of the file."""
        for number, cells in enumerate(self.table.records(), 1):
            yield Record(cells, number)


class _Carried:
    """Fills merged cells, row by row: each holds what its first cell holds."""

    def __init__(self, sheet: Sheet, areas: dict[int, list[Area]], file: str) -> None:
        self.sheet, self.areas = sheet, areas
        self.active: list[tuple[Area, Cell]] = []
        self.counter = Counter(file)
        self.number = 0

    def cells(self, row: Row, last: int) -> dict[int, Cell]:
        """The row's cells by column, up to `last` for those that are carried."""
        sheet, number = self.sheet, row.number
        found = {
            at: Cell(text, address(sheet, number, at)) for at, text in row.cells.items()
        }
        self.active = [one for one in self.active if one[0].bottom >= number]
        for area in self.areas.get(number, ()):
            if area.left in found:
                self.active.append((area, found[area.left]))
        for area, cell in self.active:
            across = range(area.left, min(area.right, last) + 1)
            self.counter.add(len(across))
            for at in across:
                found.setdefault(at, cell)
        return found


def _by_row(areas: Iterable[Area]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for area in areas:
        found.setdefault(area.top, []).append(area)
    return found


def _level(row: Row, areas: dict[int, list[Area]]) -> dict[int, str]:
    """One row of a header; a merged cell names all its columns."""
    level = dict(row.cells)
    for area in areas.get(row.number, ()):
        if area.left in row.cells:
            for at in range(area.left, area.right + 1):
                level.setdefault(at, row.cells[area.left])
    return level


def _to_the_right(upper: dict[int, str], lowest: dict[int, str]) -> None:
    """Give a heading to the columns right of it that have none of their own.

    CSV files have lost which cells were merged.
    """
    last = ""
    for at in sorted(set(upper) | set(lowest)):
        if at in upper:
            last = upper[at]
        elif last:
            upper[at] = last
