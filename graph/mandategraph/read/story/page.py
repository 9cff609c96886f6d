"""The text of a document's blocks for the reader of plain text, and their layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from mandategraph.model import Place, Span
from mandategraph.read.lexicon import grammar, squeeze
from mandategraph.read.story.blocks import Box, Chart, Paragraph, Table
from mandategraph.read.story.frameworks import Framework, framework
from mandategraph.read.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.story.blocks import Block, Cell, Story

_INDENT: Final = "  "
_HEADS: Final = (
    "mandate", "objective", "objectives", "result", "results", "indicator",
    "indicators",
)  # fmt: skip
_UPPER: Final = ("mandate", "objective", "objectives")
_NOUN: Final = re.compile(r"[^\n]{0,120}")


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph in the text: its words stand at `span`, after its mark."""

    paragraph: Paragraph
    span: Span


class Page:
    """Collects the text.

    `regions` are columns and boxes, `headings` lines in heading type, `masked` what the
    reader of plain text is not to read as a plan.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.places: list[Place] = []
        self.regions: list[Span] = []
        self.headings: list[int] = []
        self.masked: list[Span] = []
        self.frameworks: list[Framework] = []
        self._last_item = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def write(self, document: Story) -> None:
        """Take the document in, its notes after it."""
        by_section = groupby(document.blocks, key=_section)
        for number, blocks in by_section:
            wide = number < len(document.columns) and document.columns[number] > 1
            if wide:
                self._columns(list(blocks))
            else:
                self._blocks(list(blocks))
        if document.notes:
            start = self.length
            self._blocks(list(document.notes))
            self.masked.append(Span(start, self.length))

    def _blocks(self, blocks: list[Block]) -> None:
        boxes: list[Box] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                if block.text:
                    self._boxes(boxes)
                    self.line(block)
                for floating in block.floats:
                    if isinstance(floating, Box):
                        boxes.append(floating)
                    else:
                        self._chart(floating)
                continue
            self._boxes(boxes)
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Box):
                self._region(block.blocks)
            else:
                self._chart(block)
        self._boxes(boxes)

    def line(self, paragraph: Paragraph) -> Written:
        """Write the paragraph, after an empty line unless it goes on with a list."""
        item = bool(paragraph.mark) and paragraph.level is None
        if self.length and not (item and self._last_item):
            self._raw("\n")
        mark = f"{paragraph.mark} " if paragraph.mark else ""
        indent = _INDENT * paragraph.depth if item else ""
        self._raw(indent + mark)
        start = self.length
        self._raw(paragraph.text)
        span = Span(start, self.length)
        self._raw("\n")
        self.places.append(
            Place(Span(start - len(mark), span.end), path=paragraph.path)
        )
        if paragraph.level is not None or (paragraph.strong and not item):
            self.headings.append(span.start)
        self._last_item = item
        return Written(paragraph, span)

    def _raw(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _region(self, blocks: list[Block]) -> None:
        """Write the blocks as one column of the page."""
        if self.length:
            self._raw("\n")
        start = self.length
        regions = len(self.regions)
        self._last_item = False
        self._blocks(blocks)
        self._last_item = False
        # a region inside a region: the stretches around it are regions of their own
        inner, at = self.regions[regions:], start
        for region in (*inner, Span(self.length, self.length)):
            if region.start - 1 > at:
                self.regions.append(Span(at, region.start - 1))
            at = region.end + 1

    def _boxes(self, boxes: list[Box]) -> None:
        """Write the boxes that stand at one place of the text, side by side."""
        for box in boxes:
            self._region(box.blocks)
        boxes.clear()

    def _columns(self, blocks: list[Block]) -> None:
        """Write a part in newspaper columns: each is a region if the breaks are set."""
        columns: list[list[Block]] = [[]]
        for block in blocks:
            if isinstance(block, Paragraph) and block.breaks:
                pieces = _pieces(block)
                columns[-1] += pieces[:1]
                columns += [[piece] for piece in pieces[1:]]
            else:
                columns[-1].append(block)
        if len(columns) == 1:
            self._blocks(blocks)
            return
        for column in columns:
            self._region(column)

    # --- tables and charts ------------------------------------------------------

    def _chart(self, chart: Chart) -> None:
        """Write the words of a chart; they are no part of a plan."""
        start = self.length
        lines = [(chart.title, chart.path)] if chart.title else []
        lines += [
            (" ".join(filter(None, (p.series, p.category, p.shown))), p.path)
            for p in chart.points
        ]
        for text, path in lines:
            self.line(Paragraph(text, path))
        if self.length > start:
            self.masked.append(Span(start, self.length))

    def _table(self, table: Table) -> None:
        found = framework(table)
        if found is not None:
            start = self.length
            for row in table.rows:
                for cell in row:
                    found.written[id(cell)] = [self.line(p) for p in cell.paragraphs]
            self.masked.append(Span(start, self.length))
            self.frameworks.append(found)
            return
        for band in _bands(table.rows):
            self._band(band)

    def _band(self, rows: list[list[Cell]]) -> None:
        """Write rows with the same columns, by column if the columns have headings."""
        starts = [cell.column for cell in rows[0]]
        columns = [[row[at] for row in rows] for at in range(len(starts))]
        headed = [_headed(column) for column in columns]
        if len(columns) == 1:
            self._region([b for cell in columns[0] for b in cell.blocks])
        elif _side_by_side(headed):
            for column in columns:
                self._region([b for cell in column for b in cell.blocks])
        elif any(headed) or any(_headed([cell]) for row in rows for cell in row):
            for row in rows:
                self._region([b for cell in row for b in cell.blocks])
        else:
            start = self.length
            for row in rows:
                for cell in row:
                    self._blocks(cell.blocks)
            cells = [c for row in rows for c in row]
            if not any(p.mark for c in cells for p in c.paragraphs):
                self.masked.append(Span(start, self.length))


def _section(block: Block) -> int:
    return block.section if isinstance(block, Paragraph | Table) else 0


def _bands(rows: list[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """The rows in stretches with the same columns."""
    for _, band in groupby(
        (row for row in rows if row), key=lambda row: [(c.column, c.span) for c in row]
    ):
        yield list(band)


def _side_by_side(heads: list[str]) -> bool:
    """Whether the columns are read one by one: two have headings of the same rank."""
    upper = [kind for kind in heads if kind in _UPPER]
    return len(upper) > 1 if upper else sum(map(bool, heads)) > 1


def _headed(column: list[Cell]) -> str:
    """The kind of heading that the first words of the cells are; empty for none."""
    first = next((p.text for cell in column for p in cell.paragraphs), "")
    kind, numbered, alone = heading_of(first)
    return kind if numbered or alone else ""


def heading_of(text: str) -> tuple[str, bool, bool]:
    """The kind of heading that the text begins with, empty for none.

    Also whether a number is printed with it, and whether other words do not go on.
    """
    found = _NOUN.match(text)
    folded = fold(found[0] if found else "").lstrip(" \t•-–—")
    match = grammar().heading.match(folded)
    meaning = grammar().meanings.get(squeeze(match["noun"])) if match else None
    if match is None or meaning is None or meaning[0] not in _HEADS:
        return "", False, False
    rest = folded[match.end() :].lstrip()
    numbered = any(match[g] for g in ("nth", "digits", "roman", "hanfirst", "hanlast"))
    alone = not rest or rest[0] in ":.–—-"
    return meaning[0], numbered, alone


def _pieces(paragraph: Paragraph) -> list[Block]:
    """The paragraph cut where new columns begin."""
    cuts = [0, *sorted(paragraph.breaks), len(paragraph.text)]
    found: list[Block] = []
    for start, end in pairwise(cuts):
        piece = Paragraph(
            paragraph.text[start:end].strip(),
            paragraph.path,
            paragraph.style,
            paragraph.level,
            paragraph.mark if start == 0 else "",
            paragraph.depth,
            paragraph.strong,
            paragraph.section,
        )
        found.append(piece)
    if isinstance(found[-1], Paragraph):
        found[-1].floats = paragraph.floats
    return found
