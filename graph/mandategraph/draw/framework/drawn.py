"""Results tables as pictures: sheets with the header on each, no cell cut."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip, Text
from mandategraph.draw.frame import Caption, Sign, bound, foot, head, known_signs, room
from mandategraph.draw.framework.table import Piece, placed
from mandategraph.draw.framework.tables import tables
from mandategraph.draw.metrics import width, wrap
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.pen import LONGEST, SMALL, Pen
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
from mandategraph.draw.wordings import cut
from mandategraph.draw.words import say
from mandategraph.language import PDI, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.draw.framework.table import Cell, Row, Table
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.draw.shapes import Item
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_PAD: Final = 7.0
_SIZE: Final = 12.0
_WORTH: Final = 0.25  # less of a sheet is left empty rather than filled with half a row
_RUNNING: Final = ("text", "value", "said")  # what may be parted between its lines
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
        sheet
        for table in made
        for sheet in fitted(size, partial(_sheets, _shortened(table)))
    ]
    title = " · ".join(dict.fromkeys(table.title for table in made))
    return Picture(f"{made[0].name} · {title}", sheets, options.theme)


def _shortened(table: Table) -> tuple[Table, int]:
    """The table with the beginnings of its long texts, and how many these are."""
    made: dict[Cell, Cell] = {}
    for cell in (cell for row in table.rows for cell in row):
        if cell in made:
            continue
        pieces: list[Piece] = []
        for piece in cell.pieces:
            text = cut(Text(piece.words, piece.rtl))
            pieces.append(replace(piece, words=text.words) if text.more else piece)
            if text.more:
                left = say(table.lang, "text_more", n=text.more)
                pieces.append(Piece(left, "said", table.rtl))
        more = len(pieces) > len(cell.pieces)
        made[cell] = replace(cell, pieces=pieces) if more else cell
    n = sum(len(new.pieces) - len(old.pieces) for old, new in made.items())
    return replace(table, rows=[[made[cell] for cell in row] for row in table.rows]), n


def _sheets(found: tuple[Table, int], size: Paper) -> list[Sheet]:
    """The table on as many sheets of the paper as it needs."""
    table, n = found
    title = f"{table.name} · {table.title}"
    caption = Caption(table.lang, title, table.subtitles, sources=table.sources)
    if n:
        caption.notes = [say(table.lang, "texts_cut", n=n)]
    if table.heading and table.heading.words == table.title and table.heading.badge:
        whole = f"{table.name} · {isolated(table.title)}" if table.rtl else title
        caption.heading = Text(whole, table.rtl, table.heading.badge)
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
            if pen.split(rows, at, left) or (
                fresh and pen.split(rows, at, left, by_lines=True)
            ):
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

    def split(
        self, rows: list[Row], at: int, left: float, *, by_lines: bool = False
    ) -> bool:
        """Make the row two, the first no higher than `left`; False if that cannot be.

        A cell is parted between its paragraphs, and never behind a period. One that
        goes on in the row after, and the code of any other, stand in both parts. With
        `by_lines` paragraphs are parted between their lines, too, and so is a cell that
        goes on.
        """
        first: Row = []
        second: Row = []
        parted = False
        row, after = rows[at], rows[at + 1] if at + 1 < len(rows) else []
        rests: dict[Cell, Cell] = {}  # of cells that go on in the rows after
        for column, cell in enumerate(row):
            if column and row[column - 1] is cell:
                first.append(first[-1])
                second.append(second[-1])
                continue
            columns = sum(other is cell for other in row)
            w = self.edges[column + columns] - self.edges[column]
            kept, rest = self._parts(cell, w, left, by_lines=by_lines)
            goes_on = bool(after) and after[column] is cell
            if not kept or (goes_on and rest and not by_lines):
                return False
            if goes_on and not rest:
                first.append(cell)
                second.append(cell)
                continue
            parted = parted or bool(rest)
            head = [piece for piece in cell.pieces[:1] if piece.kind == "code"]
            again = replace(cell, pieces=[*head, *rest], number="")
            if goes_on:
                rests[cell] = again
            first.append(replace(cell, pieces=kept) if rest else cell)
            second.append(again)
        if parted:
            rows[at : at + 1] = [first, second]
            below = at + 2
            while below < len(rows) and not rests.keys().isdisjoint(rows[below]):
                rows[below] = [rests.get(cell, cell) for cell in rows[below]]
                below += 1
        return parted

    def _parts(
        self, cell: Cell, w: float, left: float, *, by_lines: bool
    ) -> tuple[list[Piece], list[Piece]]:
        """The paragraphs that the height has room for, and the others."""
        pieces, count = cell.pieces, len(cell.pieces)
        while count and self._high(cell, pieces[:count], w) > left:
            count -= 1
        if count == len(pieces):
            return pieces, []
        if by_lines:
            piece = pieces[count]
            for end in reversed(self._ends(piece, w - 2 * _PAD)):
                begun = replace(piece, words=piece.words[:end].rstrip())
                kept = [*pieces[:count], begun]
                if self._high(cell, kept, w) <= left:
                    rest = replace(piece, words=piece.words[end:].lstrip())
                    return kept, [rest, *pieces[count + 1 :]]
        while count and _leads(pieces[count - 1]):
            count -= 1
        return pieces[:count], pieces[count:]

    def _high(self, cell: Cell, pieces: list[Piece], w: float) -> float:
        """How high the cell is with only these paragraphs."""
        return self._fill(Group(), replace(cell, pieces=pieces), 0, 0, w)

    def _ends(self, piece: Piece, room: float) -> list[int]:
        """Where the lines of a paragraph end, but for the last; none for a remark."""
        if piece.kind not in _RUNNING or PDI in piece.words:
            return []
        found, end = [], 0
        size = SMALL if piece.kind == "said" else _SIZE
        for words in wrap(piece.words, min(room, LONGEST * size), size):
            end = piece.words.find(words, end) + len(words)
            found.append(end)
        return found[:-1]

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
