"""What a document prints on page after page: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from mandategraph.read.lexicon import grammar
from mandategraph.read.text.normalise import fold
from mandategraph.read.text.ordinals import roman

if TYPE_CHECKING:
    from mandategraph.read.pdf.gutters import Row
    from mandategraph.read.pdf.words import Run

_NUMBER = re.compile(r"\d{1,4}|(?<![a-z])[ivxl]{1,7}(?![a-z])")
_HEIGHT = 3.0  # points: as far may the heights of a foot on two pages differ
NUMBER = "#"  # stands for the number of the page
_MARGIN = 0.15  # of the page's height
_DEEP = 3  # rows of a head or a foot at most

Key: TypeAlias = tuple[str, int | None, int]


def without_furniture(
    pages: list[list[Row]], heights: list[float], body: float
) -> Counter[str]:
    """Take heads, feet and page numbers out of the pages; tell which, and how often.

    They stand outermost, at one height on several pages and apart from what is next:
    the same words, or words with a number that goes up with the page. Nothing that is
    larger than the body (its size in points), and no heading that the lexicon knows, is
    taken for one. `heights` are those of the pages.
    """
    taken: Counter[str] = Counter()
    if len(pages) < 2:
        return taken
    for last in (False, True):
        for _ in range(_DEEP):
            found = _outermost(pages, heights, body, last=last)
            if not found:
                break
            taken += found
    return taken


def _outermost(
    pages: list[list[Row]], heights: list[float], body: float, *, last: bool
) -> Counter[str]:
    """Take what repeats in the first row of each page, or in the last one."""
    edge = -1 if last else 0
    seen: dict[Key, dict[int, Run]] = defaultdict(dict)
    for number, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        for run in rows[edge] if _apart(rows, height, last=last) else []:
            for key in _keys(run, number):
                if key[0] == NUMBER or run.size <= 1.2 * body:
                    seen[key][number] = run
    taken: Counter[str] = Counter()
    for (words, _, _), runs in seen.items():
        often = len(runs) > 2 or 2 <= len(runs) >= len(pages) / 2
        if not often or grammar().heading.fullmatch(fold(words.replace(NUMBER, "1"))):
            continue
        for number, run in runs.items():
            row = pages[number][edge]
            kept = [r for r in row if r is not run]
            taken[words] += len(row) - len(kept)
            pages[number][edge] = kept
    for rows in pages:
        if rows and not rows[edge]:
            rows.pop(edge)
    return taken


def _apart(rows: list[Row], height: float, *, last: bool) -> bool:
    """Whether the outermost row is in the margin, set off by white or by its type."""
    if len(rows) < 2:
        return False
    run, inner = (rows[-1][0], rows[-2][0]) if last else (rows[0][0], rows[1][0])
    depth = height - run.base if last else run.base
    white = abs(run.base - inner.base) > 1.4 * run.size
    other = run.font != inner.font or abs(run.size - inner.size) > 0.06 * run.size
    return depth < _MARGIN * height and (white or other)


def _keys(run: Run, page: int) -> list[Key]:
    """What the run has in common with those of other pages: words, number, height."""
    words = " ".join(run.text.split())
    height = round(run.base / _HEIGHT)
    found: list[Key] = []
    match = _NUMBER.search(words.lower())
    if match is not None:
        value = match.group()
        number = int(value) if value.isdecimal() else roman(value)
        masked = f"{words[: match.start()]}{NUMBER}{words[match.end() :]}"
        found.append((masked, page - number, height))
    if any(c.isalpha() for c in words):
        found.append((words, None, height))
    return found
