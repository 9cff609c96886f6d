"""Laid-out text: blocks of lines, some of them side by side, as one extracted text.

A reader gives blocks in reading order and gets the text, the places of its lines, the
regions that are one column each and the lines in heading type.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mandategraph.model import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Box = tuple[float, float, float, float]

_LARGER = 1.12  # of the body's size: a heading by its size
_AS_LARGE = 0.95  # a bold line must not be smaller than the body


class Line(NamedTuple):
    """One printed line; `text` is not blank, `size` is in points, 0 when unknown.

    `box` as in `Place`. `item`: a list item begins here, so that its type makes it no
    heading.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a gap between them: a paragraph, a list, a cell."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns that stand side by side, in reading order; each is one flow of text."""

    columns: tuple[tuple[Part, ...], ...]


Part: TypeAlias = Block | Beside


@dataclass(frozen=True, slots=True)
class Style:
    """The type of most of a text: size in points (0 when unknown) and weight."""

    size: float = 0.0
    bold: bool = False

    def shows_heading(self, line: Line) -> bool:
        """Whether the line is larger or bolder than the body."""
        if line.item or not self.size:
            return False
        larger = line.size >= self.size * _LARGER
        bolder = line.bold and not self.bold and line.size >= self.size * _AS_LARGE
        return larger or bolder


@dataclass(slots=True)
class Composed:
    """The extracted text, and what the layout says of it."""

    text: str = ""
    places: list[Place] = field(default_factory=list)
    regions: list[Span] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


def compose(parts: Iterable[Part]) -> Composed:
    """The parts as one text: each line on a line of its own, blocks a blank line apart.

    Columns become regions. A column that has columns inside it is as many regions as
    it has stretches.
    """
    composer = _Composer(list(parts))
    return composer.run()


def lines_of(parts: Iterable[Part]) -> Iterator[Line]:
    """All lines, in reading order."""
    for part in parts:
        if isinstance(part, Block):
            yield from part.lines
        else:
            for column in part.columns:
                yield from lines_of(column)


def body_style(lines: Iterable[Line]) -> Style:
    """The size and weight that most characters have."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        if line.size:
            sizes[round(line.size * 2) / 2, line.bold] += len(line.text)
    if not sizes:
        return Style()
    most = max(sizes.values())
    size, bold = min(style for style, count in sizes.items() if count == most)
    return Style(size, bold)


class _Composer:
    """Writes parts one after the other and notes where they begin and end."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._body = body_style(lines_of(parts))
        self._pieces: list[str] = []
        self._length = 0
        self._found = Composed()

    def run(self) -> Composed:
        """The whole text."""
        self._column(self._parts, region=False)
        self._found.text = "".join(self._pieces)
        return self._found

    def _column(self, parts: Iterable[Part], *, region: bool) -> None:
        """One flow; it is no `region` where the text stands in no column."""
        start = None
        for part in parts:
            if isinstance(part, Block):
                self._gap()
                start = self._length if start is None else start
                self._block(part)
                continue
            self._close(start, region=region)
            start = None
            for column in part.columns:
                self._column(column, region=True)
        self._close(start, region=region)

    def _close(self, start: int | None, *, region: bool) -> None:
        """Note the region that ends here, its last line break excluded."""
        if start is not None and region:
            self._found.regions.append(Span(start, self._length - 1))

    def _gap(self) -> None:
        if self._pieces:
            self._pieces.append("\n")
            self._length += 1

    def _block(self, block: Block) -> None:
        for line in block.lines:
            kept = line.text.strip()
            span = Span(self._length, self._length + len(kept))
            self._pieces += (kept, "\n")
            self._length = span.end + 1
            place = Place(span, line.page, line.box)
            self._found.places.append(place)
            if self._body.shows_heading(line):
                self._found.headings.append(span.start)
