"""Rows of words, and the gutters between them: white that keeps two columns apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mandategraph.read.text.headings import BULLETS

if TYPE_CHECKING:
    from mandategraph.read.pdf.words import Run

Row: TypeAlias = "list[Run]"
Rows: TypeAlias = "list[Row]"

_SAME = 0.35  # ems between base lines of one row
_GAP = 0.9  # ems of white at least, where a gutter is first seen
_WHITE = 0.3  # ems of white at least, all along it
_SURE = 1.8  # ems: so wide a gap is no gap between words
_WIDER = 1.5  # times the gaps between the words beside it
_MOST_ROWS = 400  # rows of a page that are looked through for gutters
_MOST_GUTTERS = 80  # places where a gutter may be that are looked at


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


def best_gutter(rows: Rows) -> Gutter | None:
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
    """How much speaks for a gutter: lines on both sides, lines at its edge, width."""
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
    headed = alike(before[0], after[0]) and (
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
    if rtl:
        ends = [row[0].left for row in zone if row[0].left < middle]
    else:
        ends = [row[-1].right for row in zone if row[-1].left >= middle]
    return max(ends) - min(ends) > 1.5  # else the last words of justified lines


def _first(row: Row, middle: float) -> Run | None:
    """The first run after the middle of a gutter."""
    return next((r for r in row if r.left >= middle), None)


def _last(row: Row, middle: float) -> Run | None:
    """The last run before the middle of a gutter."""
    return next((r for r in row[::-1] if r.left < middle), None)


def alike(one: Run, other: Run) -> bool:
    """Whether two runs begin in the same type."""
    return one.font == other.font and abs(one.size - other.size) < 0.05 * one.size
