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

from mandategraph.read.headings import BULLETS
from mandategraph.read.pdf_heads import side_heads

if TYPE_CHECKING:
    from mandategraph.read.pdf_words import Run

Row: TypeAlias = "list[Run]"
Rows: TypeAlias = "list[Row]"

_SAME = 0.35  # ems between base lines of one row
_GAP = 0.9  # ems of white at least, where a gutter is first seen
_WHITE = 0.5  # ems of white at least, all along it
_SURE = 1.8  # ems: so wide a gap is no gap between words
_WIDER = 1.5  # times the gaps between the words beside it
_MOST_ROWS = 400  # rows of a page that are looked through for gutters
_MOST_GUTTERS = 80  # places where a gutter may be that are looked at
_DEEPEST = 30  # columns within columns


@dataclass(slots=True)
class Flow:
    """Rows that follow one another."""

    rows: Rows


@dataclass(slots=True)
class Side:
    """Columns side by side, each with its parts, from left to right."""

    columns: list[list[Node]] = field(default_factory=list)


Node: TypeAlias = Flow | Side


@dataclass(slots=True)
class Gutter:
    """White from `left` to `right`, in rows `first` to `last`; `both` is its score."""

    left: float
    right: float
    first: int
    last: int
    both: int


def rows_of(runs: list[Run]) -> Rows:
    """The runs by base line, from top to bottom, each row from left to right."""
    rows: Rows = []
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


def arrange(rows: Rows, deep: int = 0) -> list[Node]:
    """The parts of a page, or of a stretch of it, in order, columns from the left.

    `deep` counts the columns within columns; a stretch that is too deep is left whole.
    """
    nodes: list[Node] = []
    while rows:
        gutter = _best(rows) if deep < _DEEPEST else None
        if gutter is None:
            return [*nodes, Flow(rows)]
        zone = rows[gutter.first : gutter.last + 1]
        middle = (gutter.left + gutter.right) / 2
        left = _side(zone, middle, before=True)
        right = _side(zone, middle, before=False)
        head, left, right = _headed(left, right)
        tail, left, right = _tailed(left, right)
        nodes += arrange([*rows[: gutter.first], *head], deep + 1)
        columns = [arrange(left, deep + 1), arrange(right, deep + 1)]
        lead, columns, trail = _hoisted(columns)
        nodes += lead
        nodes += _bands([c for column in columns for c in _flat(column)])
        nodes += trail
        rows = [*tail, *rows[gutter.last + 1 :]]
    return nodes


def _side(rows: Rows, middle: float, *, before: bool) -> Rows:
    """The rows of one side of a gutter."""
    found = []
    for row in rows:
        kept = [r for r in row if (r.left < middle) == before]
        if kept:
            found.append(kept)
    return found


def _best(rows: Rows) -> Gutter | None:
    """The gutter that keeps most rows apart, if there is one."""
    rows = rows[:_MOST_ROWS]
    best: Gutter | None = None
    seen: list[Gutter] = []
    after = [row[0].base for row in rows[1:]] + [float("inf")]
    for at, (row, below) in enumerate(zip(rows, after, strict=True)):
        if len(row) == 1 and below - row[0].base > 0.9 * row[0].size:
            continue
        for gap in _gaps(rows, at):
            if any(
                g.first <= at <= g.last and gap[0] < g.right and gap[1] > g.left
                for g in seen
            ):
                continue
            gutter = _extended(rows, at, *gap)
            seen.append(gutter)
            if len(seen) > _MOST_GUTTERS:
                return best
            if not _parts(rows, gutter):
                continue
            if best is None or _rank(rows, gutter) > _rank(rows, best):
                best = gutter
    return best


def _rank(rows: Rows, gutter: Gutter) -> tuple[int, int, float]:
    """How much speaks for a gutter: lines on both sides, those that begin at it, width."""
    zone = rows[gutter.first : gutter.last + 1]
    begin = sum(
        0 <= run.left - gutter.right < 1.2 * run.size
        if not run.rtl
        else 0 <= gutter.left - run.right < 1.2 * run.size
        for row in zone
        for run in row
    )
    return gutter.both, begin, gutter.right - gutter.left


def _by_itself(rows: Rows, at: int) -> bool:
    """Whether the next row begins well below the first run of this one."""
    run = rows[at][0]
    return at + 1 == len(rows) or rows[at + 1][0].base - run.base > 0.9 * run.size


def _gaps(rows: Rows, at: int) -> list[tuple[float, float]]:
    """The wide gaps of a row; the next row counts where it stands at its height."""
    runs = rows[at]
    if not _by_itself(rows, at):
        runs = sorted([*runs, *rows[at + 1]], key=_left)
    found = []
    edge, inner = runs[0].right, runs[0].gap
    for run in runs[1:]:
        apart = run.left - edge
        if apart > _GAP * run.size and apart > _WIDER * max(inner, run.gap):
            found.append((edge, run.left))
        if run.right > edge:
            edge, inner = run.right, run.gap
    return found


def _extended(rows: Rows, at: int, left: float, right: float) -> Gutter:
    """The gap as far up and down as it stays white; it may get narrower on the way."""
    first = last = at
    for begin, step in ((at, 1), (at - 1, -1)):
        i = begin
        while 0 <= i < len(rows):
            row = rows[i]
            if row[0].left < right and row[-1].right > left:
                narrowed = _narrowed(row, left, right)
                if narrowed is None:
                    break
                left, right = narrowed
            i += step
        if step > 0:
            last = i - 1
        else:
            first = i + 1
    both = _both(rows[first : last + 1], (left + right) / 2) if last > first else 0
    return Gutter(left, right, first, last, both)


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


def _both(rows: Rows, middle: float) -> int:
    """How many lines stand on the side that has fewer, within the height of both."""
    left = [row[0] for row in rows if row[0].left < middle]
    right = [row[-1] for row in rows if row[-1].left >= middle]
    if len(left) < 2 or len(right) < 2:
        return 0
    top = max(left[0].base, right[0].base) - left[0].size
    bottom = min(left[-1].base, right[-1].base) + left[0].size
    counts = [sum(top < r.base < bottom for r in side) for side in (left, right)]
    return min(counts)


def _parts(rows: Rows, gutter: Gutter) -> bool:
    """Whether the white is that of columns, not of justified lines that agree.

    Columns have headings at one height, or items, or begin in line; or the white
    between them is wide.
    """
    if gutter.both < 2:
        return False
    if gutter.both > 5:
        return True
    middle = (gutter.left + gutter.right) / 2
    zone = rows[gutter.first : gutter.last + 1]
    after = [r for row in zone if (r := _first(row, middle)) is not None]
    before = [r for row in zone if (r := _last(row, middle)) is not None]
    rtl = any(r.rtl for r in before)
    second = before if rtl else after
    kinds = Counter(r.font for row in zone for r in row)
    headed = _alike(before[0], after[0]) and (
        after[0].font != kinds.most_common(1)[0][0]
    )
    if headed or any(r.text[0] in BULLETS for r in second):
        return True
    edges = Counter(round((r.right if rtl else r.left) / 2) for r in second)
    aligned = edges.most_common(1)[0][1]
    if aligned >= 2 and aligned * 2 >= len(second):
        return True
    size = min(r.size for row in zone for r in row)
    if gutter.right - gutter.left < _SURE * size:
        return False
    return not (
        _ends_of_lines(after, [r.right for r in after])
        or _ends_of_lines(before, [r.left for r in before])
    )


def _first(row: Row, middle: float) -> Run | None:
    """The first run after the middle of a gutter."""
    return next((r for r in row if r.left >= middle), None)


def _last(row: Row, middle: float) -> Run | None:
    """The last run before the middle of a gutter."""
    return next((r for r in row[::-1] if r.left < middle), None)


def _ends_of_lines(side: list[Run], edges: list[float]) -> bool:
    """Whether a side is nothing but the last words of justified lines."""
    return max(edges) - min(edges) < 1.5 and all(" " not in r.text for r in side)


def _first(row: Row, middle: float) -> Run | None:
    """The first run after the middle of a gutter."""
    return next((r for r in row if r.left >= middle), None)


def _last(row: Row, middle: float) -> Run | None:
    """The last run before the middle of a gutter."""
    return next((r for r in row[::-1] if r.left < middle), None)


def _headed(left: Rows, right: Rows) -> tuple[Rows, Rows, Rows]:
    """What stands above both columns though only at one side, and the columns.

    The longer side is cut where the other one begins, if a paragraph begins there too.
    """
    if left[0][0].top < right[0][0].top:
        head, rest = _cut_above(left, right[0][0])
        return head, rest, right
    head, rest = _cut_above(right, left[0][0])
    return head, left, rest


def _cut_above(longer: Rows, first: Run) -> tuple[Rows, Rows]:
    for i, row in enumerate(longer[1:], 1):
        run = row[0]
        if abs(run.base - first.base) <= 0.15 * run.size and _alike(run, first):
            return (longer[:i], longer[i:]) if _begins(longer, i) else ([], longer)
        if run.base > first.base:
            break
    return [], longer


def _begins(rows: Rows, i: int) -> bool:
    """Whether row `i` begins a paragraph: by a wider gap, or by other type."""
    run, before = rows[i][0], rows[i - 1][0]
    if run.font != before.font or abs(run.size - before.size) > 0.05 * run.size:
        return True
    steps = [b[0].base - a[0].base for a, b in pairwise(rows)]
    return steps[i - 1] > 1.25 * min(steps)


def _tailed(left: Rows, right: Rows) -> tuple[Rows, Rows, Rows]:
    """What stands below both columns though only at one side, and the columns."""
    low = (left[-1][0].bottom, right[-1][0].bottom)
    if low[0] > low[1]:
        rest, tail = _cut_below(left, low[1])
        return tail, rest, right
    rest, tail = _cut_below(right, low[0])
    return tail, left, rest


def _cut_below(longer: Rows, end: float) -> tuple[Rows, Rows]:
    """Part the rows below `end` that are set far apart, in other type."""
    body = Counter(r.font for row in longer for r in row).most_common(1)[0][0]
    widest = 0.0
    for i in range(1, len(longer)):
        row, before = longer[i], longer[i - 1]
        step = row[0].base - before[0].base
        other = row[0].font != body or row[0].size < 0.9 * before[0].size
        below = before[0].bottom >= end or row[0].top > end
        if below and other and 0 < 1.5 * widest < step:
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
    nested = [any(isinstance(node, Side) for node in c) for c in columns]
    if not any(nested):
        return lead, columns, trail
    extents = [_extent(c) for c in columns]
    for i, column in enumerate(columns):
        if not nested[i]:
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
    if len(flows) == 2:
        headed = side_heads(*flows) or side_heads(*flows[::-1])
        if headed:
            return [Side([[Flow(part)]]) for part in headed]
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


def _cuts(flows: list[Rows]) -> list[float]:
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
        below = [
            [r[0] for r in rows if r[0].base > run.base - half][:1] for rows in flows
        ]
        beside = [b[0] for b in below[1:] if b]
        if beside and all(b.base < run.base + half and _alike(b, run) for b in beside):
            found.append(run.top - 0.1 * run.size)
    return found


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs begin in the same type."""
    return one.font == other.font and abs(one.size - other.size) < 0.05 * one.size
