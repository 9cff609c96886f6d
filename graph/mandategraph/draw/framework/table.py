"""What a results table holds, before any file format.

A cell is one object however many rows and columns it covers: the same object stands in
each of its places, and `placed` finds out how far it reaches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from mandategraph.language import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.draw.content import Text

PieceKind = Literal[
    "code",
    "badge",  # the language or the kind of translation of the words below
    "text",
    "when",  # the period of the value below
    "value",
    "said",  # a remark that the source backs
    "open",  # what the source leaves open, or lacks
    "proposed",
    "accepted",
    "none",  # a dash: the source says nothing
]
CellKind = Literal["head", "section", "element", "value", "plain"]


@dataclass(slots=True)
class Piece:
    """A paragraph of a cell; `lang` is set when it is not the page's."""

    words: str
    kind: PieceKind = "text"
    rtl: bool = False
    lang: str = ""
    href: str = ""


@dataclass(slots=True, eq=False)
class Cell:
    """Paragraphs; `iri` is the element that they speak of.

    `number` is the canonical decimal form when the cell holds one number and nothing
    but it, `printed` how the source prints it. `name` is whether the cell says what
    its rows are about.
    """

    pieces: list[Piece]
    kind: CellKind = "plain"
    iri: str = ""
    number: str = ""
    printed: str = ""
    name: bool = False

    @property
    def words(self) -> str:
        """All words of the cell, a line for each paragraph."""
        return "\n".join(piece.words for piece in self.pieces)


@dataclass(slots=True)
class Column:
    """`weight` is the share of the width; `group` stands above columns of one kind."""

    head: str
    weight: float
    group: str = ""


Row = list[Cell]


@dataclass(slots=True)
class Table:
    """Columns and rows with what is said around them; all words in `lang`.

    `rows` have a cell for each column; `name` says which kind of table it is. `heading`
    is the title of the plan with its language.
    """

    iri: str
    lang: str
    title: str
    name: str
    columns: list[Column]
    rows: list[Row]
    subtitles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    heading: Text | None = None

    @property
    def rtl(self) -> bool:
        """Whether the table runs from right to left."""
        return direction_of(self.lang) == "rtl"

    @property
    def head(self) -> list[Row]:
        """The rows of the header: two when there are groups of columns."""
        names = [_head(column.head, self) for column in self.columns]
        if not any(column.group for column in self.columns):
            return [names]
        above: Row = []
        for at, column in enumerate(self.columns):
            if not column.group:
                above.append(names[at])
            elif at and self.columns[at - 1].group == column.group:
                above.append(above[-1])
            else:
                above.append(_head(column.group, self))
        return [above, names]


class Placed(NamedTuple):
    """A cell where it begins, and how many rows and columns it covers."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """The cells of the rows, each once, row by row."""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            above = at > 0 and rows[at - 1][column] is cell
            if above or (column > 0 and row[column - 1] is cell):
                continue
            wide = high = 1
            while column + wide < len(row) and row[column + wide] is cell:
                wide += 1
            while at + high < len(rows) and rows[at + high][column] is cell:
                high += 1
            yield Placed(cell, at, column, high, wide)


def _head(words: str, table: Table) -> Cell:
    return Cell([Piece(words, "text", table.rtl)], "head")
