"""One row of the authoring format, cell by cell, and the complaints about a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from mandategraph.errors import SourceError
from mandategraph.language import is_language_tag
from mandategraph.read.extracted import collapse
from mandategraph.read.table.cells import Cell, Shown, address
from mandategraph.read.table.columns import (
    COLUMNS,
    WORDED,
    Column,
    column_of,
    plain,
    word,
)
from mandategraph.read.table.drafts import Words
from mandategraph.workbooks import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mandategraph.read.table.cells import Row, Sheet

_MOST: Final = 50  # complaints that are collected before reading stops


@dataclass(slots=True)
class Complaints:
    """What is wrong with a table, by cell."""

    file: str
    found: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, path: str, reason: str, advice: str) -> None:
        """Enter one; the fiftieth ends the reading."""
        self.found.append((path, reason, advice))
        if len(self.found) >= _MOST:
            self.stop()

    def check(self) -> None:
        """Raise SourceError when there are any."""
        if self.found:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise SourceError: the first one, and how many more there are."""
        path, reason, advice = self.found[0]
        more = len(self.found) - 1
        several = "; one more row is wrong" if more == 1 else f"; {more} more are wrong"
        raise SourceError(
            f"{self.file}: {path}", reason, advice + (several if more else "")
        )


@dataclass(slots=True)
class Header:
    """The header row of a sheet in the authoring format.

    `fields` are columns named `prefix:name`; `unknown` those that the format has not.
    """

    columns: dict[int, Column] = field(default_factory=dict)
    fields: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row) -> Header:
        """The columns that the row names."""
        header = cls()
        for at, text in row.cells.items():
            column = column_of(text)
            known = column.name in COLUMNS and (
                not column.lang
                or (column.name in WORDED and is_language_tag(column.lang))
            )
            if known:
                header.columns[at] = column
                header.by_name.setdefault(column.name, []).append(at)
            elif ":" in text.strip().strip(":"):
                header.fields[at] = collapse(text)
            else:
                header.unknown[at] = f"{collapse(text)} ({letters(at)})"
        return header

    @property
    def is_authoring(self) -> bool:
        """Whether the row is that of our own format: `kind`, and a text or a label."""
        names = self.by_name.keys()
        return "kind" in names and bool(names & {"text", "label", "code"})


class RowCells:
    """The cells of one row by the name of their column; `used` have been asked for."""

    def __init__(
        self,
        sheet: Sheet,
        row: Row,
        header: Header,
        complaints: Complaints,
        decode: Callable[[str], str],
    ) -> None:
        self.sheet, self.number, self.header = sheet, row.number, header
        self.complaints = complaints
        self.used: set[int] = set()
        self._repeated: list[str] = []
        self.cells = {}
        for at, text in row.cells.items():
            kept = text if isinstance(text, Shown) else plain(decode(text))
            if kept and not kept.isspace():
                self.cells[at] = Cell(kept, address(sheet, row.number, at))

    def cell(self, name: str) -> Cell | None:
        """The cell of a column without a language."""
        for at in self.header.by_name.get(name, ()):
            if at in self.cells:
                self.used.add(at)
                return self.cells[at]
        return None

    def text(self, name: str) -> str:
        """The text of a column, with single blanks; empty for an empty cell."""
        cell = self.cell(name)
        return collapse(cell.text) if cell else ""

    def word(self, name: str) -> str:
        """The text of a column as a word of the format."""
        return word(self.text(name))

    def words(self, name: str) -> list[Words]:
        """The wordings of a column in all its languages, in their order."""
        found = []
        for at in self.header.by_name.get(name, ()):
            if at in self.cells:
                self.used.add(at)
                lang = self.header.columns[at].lang
                found.append(Words(lang or None, self.cells[at]))
        return found

    def fields(self) -> Iterator[tuple[str, Cell]]:
        """The cells of the columns that are fields."""
        for at, name in self.header.fields.items():
            if at in self.cells:
                self.used.add(at)
                yield name, self.cells[at]

    def repeated(self, name: str) -> None:
        """Note that a column has a second text in one language."""
        self._repeated.append(f"a second {name} in one language")

    def unused(self) -> list[tuple[str, Cell]]:
        """The known cells that nothing was made of, with the name of their column."""
        return [
            (self.header.columns[at].name, cell)
            for at, cell in self.cells.items()
            if at not in self.used and at in self.header.columns
        ]

    def homeless(self) -> list[str]:
        """What of the row has no place, for a warning."""
        return [*(name for name, _ in self.unused()), *self._repeated]

    def wrong(self, name: str, reason: str, advice: str) -> None:
        """Complain about the cell of a column, or about the row when it is empty."""
        cell = self.cell(name)
        place = cell.path if cell else f"{self.sheet.title}, row {self.number}"
        self.complaints.add(place, reason, advice)
