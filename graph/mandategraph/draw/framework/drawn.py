"""Results tables as pictures: sheets with the header on each, no cell cut."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip, Text
from mandategraph.draw.frame import Caption, Sign, bound, foot, head, known_signs, room
from mandategraph.draw.framework.table import placed
from mandategraph.draw.framework.tables import tables
from mandategraph.draw.metrics import width
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.pen import SMALL, Pen
from mandategraph.draw.picture import Block, Picture, Stack
from mandategraph.draw.shapes import (
    HEAD_FILL,
    INK,
    LINE,
    MUTED,
    OBJECTIVE,
    PAPER,
    REVERSED,
    Box,
    Group,
)
from mandategraph.draw.words import isolated, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.draw.framework.table import Cell, Piece, Row, Table
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.draw.shapes import Item
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_PAD: Final = 7.0
_SIZE: Final = 12.0
_WORTH: Final = 0.25  # less of a sheet is left empty rather than filled with half a row
_FILLS: Final = {"head": OBJECTIVE, "section": HEAD_FILL}


def framework_picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The results framework of each plan; QueryError when the graph has no plan."""
    return _picture(tables("framework", graph, policy, options), options)


def logframe_picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The logframe of each plan; QueryError when the graph has no plan."""
    return _picture(tables("logframe", graph, policy, options), options)


def _picture(made: Sequence[Table], options: DrawOptions) -> Picture:
    size = paper(options.page)
    sheets = [
        sheet for table in made for sheet in fitted(size, partial(_sheets, table))
    ]
    title = " · ".join(dict.fromkeys(table.title for table in made))
    return Picture(f"{made[0].name} · {title}", sheets, options.theme)


def _sheets(table: Table, size: Paper) -> list[Sheet]:
    """The table on as many sheets of the paper as it needs."""
    title = f"{table.name} · {table.title}"
    caption = Caption(table.lang, title, table.subtitles, sources=table.sources)
    pen = _TablePen(table, size.inner)
    heads = pen.rows(table.head)
    stack = Stack(room(size), _repeated(table, pen, heads))
    stack.add(head(caption, size.inner))
    stack.add(heads)
    rows, at = list(table.rows), 0
    while at < len(rows):
        end = pen.end(rows, at, stack)
        left = stack.room - stack.heights[-1]
        fresh = len(stack.pages) > 1 and stack.heights[-1] <= pen.begun
        if end == at and left > _WORTH * stack.room:
            after = rows[at + 1] if at + 1 < len(rows) else []
            parts = pen.split(rows[at], after, left)
            if parts is not None:
                rows[at : at + 1] = parts
                end = at + 1
        elif at < end < len(rows) and _heads(rows[end - 1]):
            below = left - pen.height(rows[at:end])
            if below <= _WORTH * stack.room and not (fresh and end == at + 1):
                end -= 1  # a heading goes where its rows are
        if end == at and not fresh:
            stack.turn()
            pen.begun = stack.heights[-1]
            continue
        end = max(end, at + 1)
        stack.add(pen.rows(rows[at:end]))
        at = end
    stack.heights[-1] += _PAD
    caption.signs = known_signs(
        table.lang, [item for page in stack.pages for item in page]
    )
    caption.signs.append(Sign(say(table.lang, "legend_codes")))
    caption.signs += [Sign(note) for note in table.notes]  # what the dash means
    stack.add(foot(caption, size.inner))
    return bound(caption, size, stack)


def _repeated(table: Table, pen: _TablePen, heads: Block) -> Block:
    """The header as it begins each further sheet, below the title."""
    goes_on = say(table.lang, "fw_continued")
    title = isolated(table.title) if table.rtl else table.title
    words = f"{table.name} · {title} ({goes_on})"
    lines, y = pen.block(0, 0, pen.inner, pen.own(words), SMALL, fill=MUTED)
    again = pen.rows(table.head, y + 4)
    return Block([*lines, *again.items], heads.height + y + 4, 0)


def _heads(row: Row) -> bool:
    """Whether the row is the heading of those below it."""
    return row[0] is row[-1] and not row[0].iri


def _leads(piece: Piece) -> bool:
    """Whether the paragraph is worth nothing without the next one."""
    return piece.kind in ("code", "when", "badge")


class _TablePen(Pen):
    """Draws rows of a table as wide as the sheet."""

    def __init__(self, table: Table, inner: float) -> None:
        super().__init__(table.lang)
        self.inner = inner
        total = sum(column.weight for column in table.columns)
        self.edges = [0.0]
        for column in table.columns:
            self.edges.append(self.edges[-1] + inner * column.weight / total)
        self.begun = 0.0  # how far a new sheet is filled by the header
        self._needs: dict[tuple[Cell, int], float] = {}

    def end(self, rows: Sequence[Row], at: int, stack: Stack) -> int:
        """The row before which the sheet is full."""
        if not stack.room:
            return len(rows)
        left = stack.room - stack.heights[-1]
        end = at
        while end < len(rows) and self.height(rows[at : end + 1]) <= left:
            end += 1
        return end

    def height(self, rows: Sequence[Row]) -> float:
        """How high the rows are together."""
        return sum(self._heights(rows))

    def split(self, row: Row, after: Row, left: float) -> tuple[Row, Row] | None:
        """The row as two, the first no higher than `left`; None if that cannot be.

        A cell is parted between its paragraphs, and never behind a period. One that
        goes on in the row `after`, and the code of any other, stand in both parts.
        """
        first: Row = []
        second: Row = []
        parted = False
        for column, cell in enumerate(row):
            if column and row[column - 1] is cell:
                first.append(first[-1])
                second.append(second[-1])
                continue
            columns = sum(other is cell for other in row)
            count = self._fitting(cell, column, columns, left)
            goes_on = bool(after) and after[column] is cell
            if not count or (goes_on and count < len(cell.pieces)):
                return None
            if goes_on:
                first.append(cell)
                second.append(cell)
                continue
            rest = cell.pieces[count:]
            parted = parted or bool(rest)
            head = [piece for piece in cell.pieces[:1] if piece.kind == "code"]
            again = replace(cell, pieces=[*head, *rest], number="")
            first.append(replace(cell, pieces=cell.pieces[:count]) if rest else cell)
            second.append(again)
        return (first, second) if parted else None

    def _fitting(self, cell: Cell, column: int, columns: int, left: float) -> int:
        """How many paragraphs of the cell the height has room for."""
        count = len(cell.pieces)
        while count and self._part(cell, count, column, columns) > left:
            count -= 1
        if count < len(cell.pieces):
            while count and _leads(cell.pieces[count - 1]):
                count -= 1
        return count

    def _part(self, cell: Cell, count: int, column: int, columns: int) -> float:
        """How high the first paragraphs of the cell are."""
        w = self.edges[column + columns] - self.edges[column]
        part = replace(cell, pieces=cell.pieces[:count])
        return self._fill(Group(), part, 0, 0, w)

    def rows(self, rows: Sequence[Row], y: float = 0) -> Block:
        """The rows one below the other; a cell ends where they end."""
        heights = self._heights(rows)
        tops = [y]
        for height in heights:
            tops.append(tops[-1] + height)
        items: list[Item] = []
        for one in placed(rows):
            x, top = self.edges[one.column], tops[one.row]
            w = self.edges[one.column + one.columns] - x
            items.append(
                self._cell(one.cell, x, top, w, tops[one.row + one.rows] - top)
            )
        return Block(items, tops[-1] - y, 0)

    def _heights(self, rows: Sequence[Row]) -> list[float]:
        heights = [0.0] * len(rows)
        several = []
        for one in placed(rows):
            needed = self._needed(one.cell, one.column, one.columns)
            if one.rows == 1:
                heights[one.row] = max(heights[one.row], needed)
            else:
                several.append((one.row, one.row + one.rows, needed))
        for start, end, needed in several:
            lacking = needed - sum(heights[start:end])
            heights[end - 1] += max(0.0, lacking)
        return heights

    def _needed(self, cell: Cell, column: int, columns: int) -> float:
        """How high the cell must be for all that is in it."""
        key = (cell, column)
        if key not in self._needs:
            w = self.edges[column + columns] - self.edges[column]
            self._needs[key] = self._fill(Group(), cell, 0, 0, w)
        return self._needs[key]

    def _cell(self, cell: Cell, x: float, y: float, w: float, h: float) -> Group:
        said = " · ".join(piece.words for piece in cell.pieces)
        fill = _FILLS.get(cell.kind, PAPER)
        box = Box(x, y, w, h, fill, LINE, radius=0, role=f"cell {cell.kind}")
        group = Group("", said if cell.iri else "", cell.iri, "", [box])
        self._fill(group, cell, x, y, w)
        return group

    def _fill(self, group: Group, cell: Cell, x: float, y: float, w: float) -> float:
        """Write the cell into the group; the y below it."""
        y += _PAD - 2
        for piece in cell.pieces:
            y = self._piece(group, cell, piece, x + _PAD, y, w - 2 * _PAD) + 2
        return y + _PAD - 3

    def _piece(
        self, group: Group, cell: Cell, piece: Piece, x: float, y: float, w: float
    ) -> float:
        if piece.kind in ("open", "proposed", "accepted"):
            return self.chip(group, Chip(piece.words, piece.kind), x, y + 2, w)
        if piece.kind == "badge":
            return self._badge(group, piece.words, x, y + 1, w)
        headed = cell.kind == "head"
        small = piece.kind in ("said", "when")
        lines, below = self.block(
            x,
            y,
            w,
            Text(piece.words, piece.rtl, lang=piece.lang),
            SMALL if small else _SIZE,
            bold=headed or piece.kind == "code",
            fill=REVERSED if headed else MUTED if small else INK,
        )
        group.items += lines
        return below

    def _badge(
        self, group: Group, words: str, x: float, y: float, room: float
    ) -> float:
        """Language or kind of translation in a frame, on as many lines as needed."""
        size = SMALL - 0.5
        lines, below = self.block(
            x + 6, y + 1, room - 12, self.own(words), size, fill=MUTED
        )
        w = min(room, max(width(line.words, size) for line in lines) + 12)
        group.items.append(
            Box(x, y, w, below + 1 - y, "", MUTED, radius=8, role="badge")
        )
        group.items += lines
        return below + 2
