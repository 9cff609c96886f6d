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

from mandategraph.read.pdf.gutters import Rows, alike, best_gutter
from mandategraph.read.pdf.heads import side_heads

if TYPE_CHECKING:
    from mandategraph.read.pdf.words import Run


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


def arrange(rows: Rows, deep: int = 0) -> list[Node]:
    """The parts of a page, or of a stretch of it, in order, columns from the left.

    `deep` counts the columns within columns; a stretch that is too deep is left whole.
    """
    nodes: list[Node] = []
    while rows:
        gutter = best_gutter(rows) if deep < _DEEPEST else None
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
        if abs(run.base - first.base) <= 0.15 * run.size and alike(run, first):
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
        if not alike(run, first) or run.text.split()[0].casefold() != word:
            continue
        if alike(before[0], run):
            continue
        half = 0.5 * run.size
        below = [
            [r[0] for r in rows if r[0].base > run.base - half][:1] for rows in flows
        ]
        beside = [b[0] for b in below[1:] if b]
        if beside and all(b.base < run.base + half and alike(b, run) for b in beside):
            found.append(run.top - 0.1 * run.size)
    return found
