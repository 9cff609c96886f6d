"""Columns of a page: where white runs down between words, and what is above and below.

A page is a list of parts in reading order: runs that follow one another, or columns
side by side. A gutter is white that keeps two sides apart over several rows; the rows
that it crosses are a zone, the rest is above or below it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mandategraph.read.pdf_runs import Run

Row: TypeAlias = "list[Run]"

_SAME = 0.35  # ems between base lines of one row
_GAP = 0.9  # ems of white at least, where a gutter is first seen
_WHITE = 0.5  # ems of white at least, all along it
_SURE = 1.8  # ems: so wide a gap is no gap between words
_MOST_ROWS = 400  # rows of a page that are looked through for gutters


@dataclass(slots=True)
class Flow:
    """Rows that follow one another."""

    rows: list[Row]


@dataclass(slots=True)
class Side:
    """Columns side by side, each with its parts, from left to right."""

    columns: list[list[Node]] = field(default_factory=list)


Node: TypeAlias = Flow | Side


@dataclass(slots=True)
class Gutter:
    """White between `left` and `right`, over rows `[first, last]`; `both`: its score."""

    left: float
    right: float
    first: int
    last: int
    both: int


def rows_of(runs: list[Run]) -> list[Row]:
    """The runs by base line, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    base = size = 0.0
    for run in sorted(runs, key=lambda r: (r.base, r.left)):
        if rows and run.base - base < _SAME * (run.size if run.size < size else size):
            rows[-1].append(run)
        else:
            rows.append([run])
            base, size = run.base, run.size
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return rows


def _left(run: Run) -> float:
    return run.left


def arrange(rows: list[Row]) -> list[Node]:
    """The parts of a page, or of a stretch of it, in reading order from left to right."""
    gutter = _best(rows)
    if gutter is None:
        return [Flow(rows)] if rows else []
    zone = rows[gutter.first : gutter.last + 1]
    middle = (gutter.left + gutter.right) / 2
    left = _side(zone, middle, before=True)
    right = _side(zone, middle, before=False)
    above, below = rows[: gutter.first], rows[gutter.last + 1 :]
    head, left, right = _headed(left, right)
    tail, left, right = _tailed(left, right)
    nodes = arrange([*above, *head])
    columns = [arrange(left), arrange(right)]
    lead, columns, trail = _hoisted(columns)
    nodes += lead
    nodes += _bands([c for column in columns for c in _flat(column)])
    nodes += trail
    return nodes + arrange([*tail, *below])


def _side(rows: list[Row], middle: float, *, before: bool) -> list[Row]:
    """The rows of one side of a gutter."""
    found = []
    for row in rows:
        kept = [r for r in row if ((r.left + r.right) / 2 < middle) == before]
        if kept:
            found.append(kept)
    return found


def _best(rows: list[Row]) -> Gutter | None:
    """The gutter that keeps most rows apart, if there is one."""
    rows = rows[:_MOST_ROWS]
    best: Gutter | None = None
    seen: list[Gutter] = []
    for at, row in enumerate(rows):
        if len(row) == 1 and _by_itself(rows, at):
            continue
        for gap in _gaps(rows, at):
            if any(
                g.first <= at <= g.last and gap[0] < g.right and gap[1] > g.left
                for g in seen
            ):
                continue
            gutter = _extended(rows, at, *gap)
            seen.append(gutter)
            if not _parts(rows, gutter):
                continue
            if best is None or (gutter.both, gutter.right - gutter.left) > (
                best.both,
                best.right - best.left,
            ):
                best = gutter
    return best


def _by_itself(rows: list[Row], at: int) -> bool:
    """Whether the next row begins well below the first run of this one."""
    run = rows[at][0]
    return at + 1 == len(rows) or rows[at + 1][0].base - run.base > 0.9 * run.size


def _gaps(rows: list[Row], at: int) -> list[tuple[float, float]]:
    """The wide gaps of a row; the next row counts where it stands at its height."""
    runs = rows[at]
    if not _by_itself(rows, at):
        runs = sorted([*runs, *rows[at + 1]], key=_left)
    found = []
    edge = runs[0].right
    for run in runs[1:]:
        if run.left - edge > _GAP * run.size:
            found.append((edge, run.left))
        edge = max(edge, run.right)
    return found


def _extended(rows: list[Row], at: int, left: float, right: float) -> Gutter:
    """The gap as far up and down as it stays white; it may get narrower on the way."""
    sides = [left, right]
    first = last = at
    for step in (1, -1):
        i = at + (step if step < 0 else 0)
        while 0 <= i < len(rows):
            narrowed = _narrowed(rows[i], *sides)
            if narrowed is None:
                break
            sides = list(narrowed)
            first, last = min(first, i), max(last, i)
            i += step
    middle = (sides[0] + sides[1]) / 2
    both = _both(rows[first : last + 1], middle) if last > first else 0
    return Gutter(sides[0], sides[1], first, last, both)


def _narrowed(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """What stays white of a gap in this row; None when it is too little."""
    middle = (left + right) / 2
    for run in row:
        if run.right <= left or run.left >= right:
            continue
        if run.left < left and run.right > right:
            return None
        if (run.left + run.right) / 2 < middle:
            left = max(left, run.right)
        else:
            right = min(right, run.left)
        if right - left < _WHITE * run.size:
            return None
    return left, right


def _both(rows: list[Row], middle: float) -> int:
    """How many lines stand on the side that has fewer, within the height of both."""
    left = [r for row in rows for r in row[:1] if r.left < middle]
    right = [r for row in rows for r in row[-1:] if r.left >= middle]
    if not left or not right:
        return 0
    top = max(left[0].top, right[0].top)
    bottom = min(left[-1].bottom, right[-1].bottom)
    counts = [
        sum(r.bottom > top and r.top < bottom for r in side) for side in (left, right)
    ]
    return min(counts)


def _parts(rows: list[Row], gutter: Gutter) -> bool:
    """Whether the white is that of columns, not of justified lines that happen to agree.

    Columns begin in line, or the white between them is wide.
    """
    if gutter.both < 2:
        return False
    middle = (gutter.left + gutter.right) / 2
    zone = rows[gutter.first : gutter.last + 1]
    size = min(r.size for row in zone for r in row)
    if gutter.right - gutter.left >= _SURE * size or gutter.both > 5:
        return True
    after = [next((r for r in row if r.left >= middle), None) for row in zone]
    before = [next((r for r in row[::-1] if r.left < middle), None) for row in zone]
    lefts = Counter(round(r.left / 2) for r in after if r)
    rights = Counter(round(r.right / 2) for r in before if r)
    aligned = max(lefts.most_common(1)[0][1], rights.most_common(1)[0][1])
    return aligned >= 2 and aligned * 2 >= min(lefts.total(), rights.total())


def _headed(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """What stands above both columns though only at one side, and the columns.

    The longer side is cut where the other one begins, if a paragraph begins there too.
    """
    if left[0][0].top < right[0][0].top:
        head, rest = _cut_above(left, right[0][0])
        return head, rest, right
    head, rest = _cut_above(right, left[0][0])
    return head, left, rest


def _cut_above(longer: list[Row], first: Run) -> tuple[list[Row], list[Row]]:
    for i, row in enumerate(longer[1:], 1):
        run = row[0]
        if abs(run.base - first.base) <= 0.15 * run.size and _alike(run, first):
            return (longer[:i], longer[i:]) if _begins(longer, i) else ([], longer)
        if run.base > first.base:
            break
    return [], longer


def _begins(rows: list[Row], i: int) -> bool:
    """Whether row `i` begins a paragraph: by a wider gap, or by other type."""
    run, before = rows[i][0], rows[i - 1][0]
    if run.font != before.font or abs(run.size - before.size) > 0.05 * run.size:
        return True
    steps = [b[0].base - a[0].base for a, b in pairwise(rows)]
    return steps[i - 1] > 1.25 * min(steps)


def _tailed(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """What stands below both columns though only at one side, and the columns."""
    low = (left[-1][0].bottom, right[-1][0].bottom)
    if low[0] > low[1]:
        rest, tail = _cut_below(left, low[1])
        return tail, rest, right
    rest, tail = _cut_below(right, low[0])
    return tail, left, rest


def _cut_below(longer: list[Row], end: float) -> tuple[list[Row], list[Row]]:
    """Part the rows below `end` that are set far apart, in other type."""
    body = Counter(r.font for row in longer for r in row).most_common(1)[0][0]
    widest = 0.0
    for i in range(1, len(longer)):
        row, before = longer[i], longer[i - 1]
        step = row[0].base - before[0].base
        if before[0].bottom >= end or row[0].top > end:
            if widest and step > 1.5 * widest and row[0].font != body:
                return longer[:i], longer[i:]
        widest = max(widest, step)
    return longer, []


def _extent(nodes: list[Node]) -> tuple[float, float]:
    """Top and bottom of what the nodes hold."""
    runs = list(_runs(nodes))
    return min(r.top for r in runs), max(r.bottom for r in runs)


def _runs(nodes: list[Node]) -> list[Run]:
    found: list[Run] = []
    for node in nodes:
        if isinstance(node, Flow):
            found += [r for row in node.rows for r in row]
        else:
            for column in node.columns:
                found += _runs(column)
    return found


def _hoisted(
    columns: list[list[Node]],
) -> tuple[list[Node], list[list[Node]], list[Node]]:
    """Parts that stand above or below all columns, taken out of their column."""
    lead: list[Node] = []
    trail: list[Node] = []
    extents = [_extent(c) for c in columns]
    for i, column in enumerate(columns):
        if not any(isinstance(node, Side) for node in column):
            continue
        top = min(e[0] for k, e in enumerate(extents) if k != i)
        bottom = max(e[1] for k, e in enumerate(extents) if k != i)
        while len(column) > 1 and _extent(column[:1])[1] <= top:
            lead.append(column.pop(0))
        while len(column) > 1 and _extent(column[-1:])[0] >= bottom:
            trail.insert(0, column.pop())
    return lead, columns, trail


def _flat(column: list[Node]) -> list[list[Node]]:
    """The columns of a column that is nothing but columns; else the column itself."""
    if len(column) == 1 and isinstance(column[0], Side):
        return column[0].columns
    return [column]


def _bands(columns: list[list[Node]]) -> list[Node]:
    """The columns as one zone, or as several below one another.

    A row of boxes begins where all columns that go on begin anew, at one height, with
    a line in the type of the zone's first line and with its first word.
    """
    flows = [c[0].rows for c in columns if len(c) == 1 and isinstance(c[0], Flow)]
    if len(flows) != len(columns):
        return [Side(columns)]
    cuts = _cuts(flows)
    if not cuts:
        return [Side(columns)]
    found: list[Node] = []
    low = float("-inf")
    for high in [*cuts, float("inf")]:
        parts: list[list[Node]] = []
        for rows in flows:
            part = [row for row in rows if low <= row[0].top < high]
            if part:
                parts.append([Flow(part)])
        found.append(Side(parts))
        low = high
    return found


def _cuts(flows: list[list[Row]]) -> list[float]:
    """The heights at which a new row of boxes begins."""
    first = flows[0][0][0]
    word = first.text.split()[0].casefold()
    found = []
    for before, row in pairwise(flows[0]):
        run = row[0]
        if not _alike(run, first) or run.text.split()[0].casefold() != word:
            continue
        if _alike(before[0], run):
            continue
        half = 0.5 * run.size
        below = [[r[0] for r in rows if r[0].base > run.base - half][:1] for rows in flows]
        beside = [b[0] for b in below[1:] if b]
        if beside and all(b.base < run.base + half and _alike(b, run) for b in beside):
            found.append(run.top - 0.1 * run.size)
    return found


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs begin in the same type."""
    return one.font == other.font and abs(one.size - other.size) < 0.05 * one.size
