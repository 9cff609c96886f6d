"""Results tables as sheets of a workbook: merged cells, real numbers, print set-up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from mandategraph.draw import shapes as s
from mandategraph.draw.framework.marks import marked, turned
from mandategraph.draw.framework.table import placed
from mandategraph.draw.palette import PALETTES
from mandategraph.workbooks import Area, Look, Run, Sheet, Styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.draw.framework.table import Cell, Piece, Row, Table

_WIDTH: Final = 170  # characters of a sheet of A4 on its side, at two thirds
_LINE: Final = 15.0  # points
_TALLEST: Final = 400.0
_BADLY_NAMED: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_INKS: Final = {
    "open": s.OPEN_INK,
    "proposed": s.PROPOSED_INK,
    "accepted": s.PROPOSED_INK,
    "badge": s.MUTED,
    "said": s.MUTED,
    "when": s.MUTED,
    "none": s.MUTED,
}
READING: Final[dict[bool, Literal["ltr", "rtl"]]] = {False: "ltr", True: "rtl"}
_NUMERAL: Final = re.compile(r"\d[\d.,\u00a0\u2009\u202f '’]*\d|\d")


def sheets(tables: Sequence[Table], *others: Sheet) -> list[Sheet]:
    """A sheet for each table, named by its title, unlike any other sheet."""
    names = [sheet.title.lower() for sheet in others]
    return [_sheet(table, _name(table, names)) for table in tables]


def _name(table: Table, taken: list[str]) -> str:
    """A name that Excel accepts: 31 characters, none of them a sign of formulas."""
    own = _BADLY_NAMED.sub(" ", table.title).strip(" '")[:31].strip() or table.name
    name, number = own, 1
    while name.lower() in taken:
        number += 1
        name = f"{own[: 30 - len(str(number))]} {number}"
    taken.append(name.lower())
    return name


def _sheet(table: Table, name: str) -> Sheet:
    total = sum(column.weight for column in table.columns)
    widths = [max(8, round(_WIDTH * column.weight / total)) for column in table.columns]
    writer = _Writer(table, widths)
    writer.wide(f"{table.name} · {table.title}", bold=True, size=14)
    if table.subtitles:
        writer.wide("\n".join(table.subtitles), ink=s.MUTED)
    writer.body(table.head)
    head = len(writer.rows)
    writer.body(table.rows)
    for line in (*table.notes, *table.sources):
        writer.wide(line, ink=s.MUTED)
    return Sheet(
        name,
        writer.rows,
        widths,
        rtl=table.rtl,
        merged=writer.merged,
        head=head,
        heights=writer.heights,
        printed=True,
    )


class _Writer:
    """Rows of cells with their looks, the areas that are merged, how high rows are."""

    def __init__(self, table: Table, widths: list[int]) -> None:
        self.table, self.widths = table, widths
        self.colours = {
            name: colour.removeprefix("#").upper()
            for name, colour in PALETTES["light"].items()
        }
        self.rows: list[list[Styled | None]] = []
        self.heights: list[float] = []
        self.merged: list[Area] = []

    def wide(
        self, words: str, *, bold: bool = False, size: int = 11, ink: str = s.INK
    ) -> None:
        """A row of one cell as wide as the table."""
        look = Look(bold, size, self.colours[ink], reading=READING[self.table.rtl])
        count = len(self.widths)
        self.rows.append([Styled(marked(words), look), *[None] * (count - 1)])
        self.merged.append(Area(len(self.rows) - 1, 0, 1, count))
        lines = _lines(words, sum(self.widths) * 11 // size)
        self.heights.append(max(lines, 1) * _LINE * size / 11 + 3)

    def body(self, rows: Sequence[Row]) -> None:
        """Rows of the table, each cell over as many rows and columns as it covers."""
        first, count = len(self.rows), len(self.widths)
        grid: list[list[Styled | None]] = [[None] * count for _ in rows]
        heights = [_LINE] * len(rows)
        tall: list[tuple[int, int, float]] = []
        for one in placed(rows):
            styled = self._cell(one.cell)
            for row in range(one.row, one.row + one.rows):
                for column in range(one.column, one.column + one.columns):
                    grid[row][column] = Styled(None, styled.look)
            grid[one.row][one.column] = styled
            room = sum(self.widths[one.column : one.column + one.columns])
            needed = _lines(one.cell.words, room) * _LINE + 3
            if one.rows > 1 or one.columns > 1:
                area = Area(first + one.row, one.column, one.rows, one.columns)
                self.merged.append(area)
            if one.rows > 1:
                tall.append((one.row, one.rows, needed))
            else:
                heights[one.row] = max(heights[one.row], needed)
        for row, span, needed in tall:
            lacking = needed - sum(heights[row : row + span])
            if lacking > 0:  # shared among the rows, so that none is cut
                for at in range(row, row + span):
                    heights[at] += lacking / span
        self.rows += grid
        self.heights += [min(height, _TALLEST) for height in heights]

    def _cell(self, cell: Cell) -> Styled:
        head, colours = cell.kind == "head", self.colours
        rtl = self.table.rtl
        fill = {"head": s.OBJECTIVE, "section": s.HEAD_FILL}.get(cell.kind, "")
        look = Look(
            bold=head,
            ink=colours[s.REVERSED if head else s.INK],
            fill=colours[fill] if fill else "",
            border=colours[s.LINE],
            reading=READING[rtl],
            side="right" if rtl else "left",
        )
        if cell.number:
            form = number_format(cell.number, cell.printed)
            plain = Look(border=look.border, format=form, side=look.side)
            return Styled(Decimal(cell.number), plain)
        runs = () if head else tuple(self._runs(cell.pieces))
        # no links here: some programs make one line of a cell that leads somewhere
        words = "".join(run.text for run in runs) or marked(cell.words)
        return Styled(words, look, runs)

    def _runs(self, pieces: list[Piece]) -> list[Run]:
        return [
            Run(
                self._shown(piece) + "\n" * (at + 1 < len(pieces)),
                piece.kind == "code",
                self.colours[_INKS.get(piece.kind, s.INK)],
            )
            for at, piece in enumerate(pieces)
        ]

    def _shown(self, piece: Piece) -> str:
        """The words; a cell has one direction, that of the table."""
        words = marked(piece.words)
        other = piece.rtl != self.table.rtl
        return turned(words, rtl=piece.rtl) if other else words


def number_format(number: str, printed: str) -> str:
    """The format of Excel that shows the number as it is printed, if there is one.

    `12 %` is the number 12 with the sign behind it: the value stays what was printed.
    Signs of thousands and of decimals are those of the reader's own country.
    """
    match = _NUMERAL.search(printed)
    if match is None:
        return "General"
    digits = number.lstrip("-").partition(".")[0]
    body = match[0]
    groups = len(digits) > 3 and len(re.split(r"\D", body)[0]) <= 3
    decimals = _decimals(body, digits)
    form = ("#,##0" if groups else "0") + ("." + "0" * decimals if decimals else "")
    before, after = printed[: match.start()], printed[match.end() :]
    before = before.replace("\u2212", "-").removesuffix("-")
    return _literal(before) + form + _literal(after)


def _decimals(body: str, digits: str) -> int:
    """How many digits of the numeral stand behind its decimal sign."""
    plain = re.sub(r"\D", "", body)
    return max(0, len(plain) - len(digits)) if plain.startswith(digits) else 0


def _literal(words: str) -> str:
    return '"{}"'.format(words.replace('"', "")) if words else ""


def _lines(words: str, room: int) -> int:
    """How many lines the words take in so many characters, which are not all alike."""
    fits = max(4, int(room * 0.95))
    return sum(max(1, -(-len(line) // fits)) for line in words.split("\n"))
