"""Headings that stand beside their text: each with the rows at its height, as one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandategraph.read.pdf.words import Run

_LONGEST = 3  # lines of such a heading
_LEVEL = 1.2  # ems between the height of a heading and that of its text


def side_heads(heads: list[list[Run]], body: list[list[Run]]) -> list[list[list[Run]]]:
    """The rows of two columns, heading by heading; empty when they are not such.

    All of one column is in a type of its own, no smaller than the other's, and each of
    its two or more headings stands where a paragraph of the other column begins.
    """
    kinds = Counter(r.font for row in body for r in row)
    usual = kinds.most_common(1)[0][0]
    size = max(r.size for row in body for r in row if r.font == usual)
    if any(r.font == usual or r.size < 0.95 * size for row in heads for r in row):
        return []
    groups = _groups(heads)
    if len(groups) < 2 or any(len(group) > _LONGEST for group in groups):
        return []
    steps = [b[0].base - a[0].base for a, b in pairwise(body)]
    if not steps:
        return []
    starts = [0] + [i for i, s in enumerate(steps, 1) if s > 1.3 * min(steps)]
    found: list[list[list[Run]]] = []
    cuts: list[int] = []
    for group in groups:
        run = group[0][0]
        level = [
            i for i in starts if abs(body[i][0].base - run.base) < _LEVEL * run.size
        ]
        if not level or (cuts and level[0] <= cuts[-1]):
            return []
        cuts.append(level[0])
    if cuts[0] != 0:
        return []
    for group, (low, high) in zip(groups, pairwise([*cuts, len(body)]), strict=True):
        found.append([*group, *body[low:high]])
    return found


def _groups(rows: list[list[Run]]) -> list[list[list[Run]]]:
    """The rows of the headings, each heading with its lines."""
    groups = [[rows[0]]]
    for above, below in pairwise(rows):
        if below[0].base - above[0].base > 1.5 * below[0].size:
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups
