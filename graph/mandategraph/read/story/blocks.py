"""The blocks of a document in reading order: paragraphs, tables, boxes, charts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Link:
    """A link of the characters `[start, end)` of a paragraph to an address."""

    start: int
    end: int
    address: str


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text, without blanks at its ends, and what its layout says of it.

    `level` is its outline level as a heading (0 the highest), None for body text.
    `mark` is the printed number or bullet of a list item, `depth` the level of its
    list. `strong`: all of it is bold or in larger type than body text. `raised` are
    the superscripts, `breaks` the places where a new column begins. `section` counts
    the stretches of the document that have columns of their own.
    """

    text: str
    path: str
    style: str = ""
    level: int | None = None
    mark: str = ""
    depth: int = 0
    strong: bool = False
    section: int = 0
    links: list[Link] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    floats: list[Box | Chart] = field(default_factory=list)
    pictures: int = 0


@dataclass(slots=True)
class Cell:
    """A table cell: its column (from 0), how many it spans, and its blocks.

    `below`: the cell goes on with the one above it and has no words of its own.
    """

    column: int
    span: int
    blocks: list[Block]
    below: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in it that have words, those of nested tables too."""
        return [p for p in paragraphs(self.blocks) if p.text]

    @property
    def text(self) -> str:
        """Its words, one line for each paragraph."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(slots=True)
class Table:
    """A table row by row; cells that are merged across stand once."""

    rows: list[list[Cell]]
    section: int = 0


@dataclass(slots=True)
class Box:
    """A text box, or the words of a diagram; they stand beside the running text."""

    blocks: list[Block]


@dataclass(slots=True)
class Point:
    """One value of a chart as the chart shows it, and what it is a value of."""

    series: str
    category: str
    shown: str
    path: str


@dataclass(slots=True)
class Chart:
    """The values that a chart keeps beside its drawing."""

    path: str
    title: str
    points: list[Point]


Block: TypeAlias = Paragraph | Table | Box | Chart


@dataclass(slots=True)
class Story:
    """A whole document. `columns` has the number of columns of each section.

    `notes` are the footnotes and endnotes, `headers` the lines at the heads and feet of
    its pages; `skipped` counts what is in the file and not here, `changes` the tracked
    changes.
    """

    blocks: list[Block]
    columns: list[int] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    headers: list[Paragraph] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    unknown_numbers: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The text of each paragraph that has words."""
        return (p.text for p in paragraphs(self.blocks) if p.text)


def paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """All paragraphs of the blocks in order, those of tables and boxes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for floating in block.floats:
                if isinstance(floating, Box):
                    yield from paragraphs(floating.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
        elif isinstance(block, Box):
            yield from paragraphs(block.blocks)
