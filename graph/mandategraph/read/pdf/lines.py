"""Rows of runs as lines and blocks: words joined, gaps seen, hyphens told apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from mandategraph.read.layout import Beside, Block, Line, Part
from mandategraph.read.pdf.columns import Flow, Side
from mandategraph.read.pdf.words import ASCENT, DESCENT, SUPERSCRIPTS
from mandategraph.read.text.headings import BULLETS, CLOSERS, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mandategraph.read.layout import Box
    from mandategraph.read.pdf.columns import Node
    from mandategraph.read.pdf.gutters import Row
    from mandategraph.read.pdf.words import Run

_EVEN = 4.0  # ems: no wider are the gaps of a justified line
_WIDE = 2.5  # ems: a gap that more than one blank stands for
_ALONE = re.compile(
    rf"[{BULLETS}*–—\-o]|\d{{1,3}}|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}"
    r"|[(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)]"
)
_NUMBERED = re.compile(r"[(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{2,5})[.)] ")
_NOTE = re.compile(r"(?:[\d⁰¹²³⁴-⁹]{1,3}|[*†‡])[.)]?(?: |(?=[^\W\d_]))")
_SIGNS = frozenset(BULLETS + "*–—-·")
_ITEM = re.compile(rf"[{BULLETS}]|[*–—\-·] ")


def tidy(rows: list[Row], *, rtl: bool) -> None:
    """Join to their words the bullets, numbers and footnote marks that stand alone."""
    changed = False
    for i, row in enumerate(rows):
        for run in row:
            text = run.text
            if len(text) > 8 or not _ALONE.fullmatch(text):
                continue
            near = [r for other in rows[max(0, i - 1) : i + 2] for r in other]
            if text.isdecimal():
                joined = _joined_raised(run, near)
            else:
                joined = _joined_mark(run, near, rtl=rtl)
            if joined:
                run.text, changed = "", True
    if changed:
        rows[:] = [kept for row in rows if (kept := [r for r in row if r.text])]
    for row in rows:
        if len(row) > 2:
            _close_up(row)


def _close_up(row: Row) -> None:
    """Join the words of a justified line: three or more, evenly set far apart."""
    at = 0
    while at < len(row) - 2:
        usual = row[at + 1].left - row[at].right
        end = at
        while end < len(row) - 1 and _evenly(row[end], row[end + 1], usual):
            end += 1
        if end - at > 1:
            joined = row[at : end + 1]
            words = joined[::-1] if joined[0].rtl else joined
            run = joined[0]
            run.text = " ".join(r.text for r in words)
            run.right, run.gap, run.last = joined[-1].right, usual, words[-1].last
            del row[at + 1 : end + 1]
        at += 1


def _evenly(one: Run, two: Run, usual: float) -> bool:
    """Whether two runs are words of one justified line, `usual` points apart."""
    apart = two.left - one.right
    if one.line != two.line or not 0 < apart < _EVEN * one.size:
        return False
    if not usual / 1.6 < apart < 1.6 * usual:
        return False
    return all(" " not in r.text or r.gap * 1.5 >= apart for r in (one, two))


def _joined_raised(mark: Run, near: list[Run]) -> bool:
    """Whether small raised digits were joined to the word that they follow."""
    for run in near:
        raised = 0.15 * run.size < run.base - mark.base < 0.7 * run.size
        small = mark.size < 0.8 * run.size
        if (
            small
            and raised
            and -0.2 * run.size < mark.left - run.right < 0.5 * run.size
        ):
            run.text += mark.text.translate(SUPERSCRIPTS)
            run.right = mark.right
            return True
    return False


def _joined_mark(mark: Run, near: list[Run], *, rtl: bool) -> bool:
    """Whether a bullet or number was joined to the nearest words after it."""
    best: Run | None = None
    least = 0.0
    for run in near:
        if run is mark or abs(run.base - mark.base) > 0.5 * max(run.size, mark.size):
            continue
        apart = mark.left - run.right if rtl else run.left - mark.right
        if -0.2 * run.size < apart < 4 * run.size and (best is None or apart < least):
            best, least = run, apart
    if best is None or (mark.text == "o" and best.font == mark.font):
        return False
    sign = "◦" if mark.text == "o" else mark.text
    best.text = f"{sign} {best.text}"
    best.gap = max(best.gap, least)
    best.left, best.right = min(best.left, mark.left), max(best.right, mark.right)
    return True


class Pitch:
    """The usual distance of two base lines for each size of type, in points."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        steps: Counter[tuple[float, float]] = Counter()
        for flow in flows:
            for above, below in pairwise(flow.rows):
                one, two = above[0], below[0]
                size = two.size
                if one.size == size or _same_size(one, two):
                    steps[size, round(two.base - one.base, 1)] += 1
        sizes: dict[int, Counter[float]] = defaultdict(Counter)
        for (size, step), count in steps.items():
            if 0.8 * size < step < 3 * size:
                sizes[round(size * 2)][round(step * 2) / 2] += count
        self._most = {key: _most(counts) for key, counts in sizes.items()}

    def gap(self, above: Run, below: Run) -> bool:
        """Whether more than the usual distance lies between two lines."""
        step, size = below.base - above.base, below.size
        if above.size != size and not _same_size(above, below):
            return step > 1.45 * max(above.size, size)
        return step > self._most.get(round(size * 2), 1.56 * size)


def _most(counts: Counter[float]) -> float:
    """The largest step inside a paragraph, given how often each step occurs.

    Steps that differ by little are one kind; the next larger kind parts paragraphs.
    """
    often = max(2, counts.total() * 0.1)
    common = [step for step, n in counts.items() if n >= often]
    least = last = min(common or counts)
    for step in sorted(counts):
        if step > 1.08 * last or step > 1.3 * least:
            if step > least:
                return max((last + step) / 2, 1.1 * least)
        elif step > last:
            last = step
    return 1.2 * last


def _same_size(one: Run, two: Run) -> bool:
    return abs(one.size - two.size) <= 0.06 * two.size


class Typesetter:
    """Makes lines and blocks of the nodes of a page.

    `bold` tells for each font whether it is bold; `shown` turns a box of the upright
    page into one of the page as shown.
    """

    def __init__(
        self,
        pitch: Pitch,
        bold: list[bool],
        *,
        page: int,
        shown: Callable[[float, float, float, float], Box],
        rtl: bool,
    ) -> None:
        self._gap, self._bold, self._page = pitch.gap, bold, page
        self._shown, self._rtl = shown, rtl

    def parts(self, nodes: Iterable[Node]) -> list[Part]:
        """The nodes as blocks and columns, in reading order."""
        found: list[Part] = []
        for node in nodes:
            if isinstance(node, Side):
                columns = node.columns[::-1] if self._rtl else node.columns
                found.append(Beside(tuple(tuple(self.parts(c)) for c in columns)))
            else:
                found += self._blocks(node.rows)
        return found

    def _blocks(self, rows: list[Row]) -> list[Block]:
        found: list[list[Line]] = []
        for i, row in enumerate(rows):
            line = self._line(row)
            if i and not self._gap(rows[i - 1][0], row[0]):
                found[-1].append(line)
            else:
                found.append([line])
        return [Block(tuple(lines)) for lines in found]

    def _line(self, row: Row) -> Line:
        first = last = main = row[0]
        text, left, right = first.text, first.left, first.right
        if len(row) > 1:
            if self._rtl and any(r.rtl for r in row):
                row = row[::-1]
            first, last = row[0], row[-1]
            main = max(row, key=lambda r: len(r.text))
            text = _spaced(row)
            left, right = min(r.left for r in row), max(r.right for r in row)
        base, size = main.base, main.size
        return Line(
            text,
            self._page,
            self._shown(left, base - ASCENT * size, right, base + DESCENT * size),
            size=size,
            bold=self._bold[first.font] and self._bold[last.last],
            item=text[0] in _SIGNS and _ITEM.match(text) is not None,
        )


def _spaced(row: Row) -> str:
    """The words of a row; a wide gap is more than one blank."""
    pieces = [row[0].text]
    for one, two in pairwise(row):
        apart = max(two.left - one.right, one.left - two.right)
        pieces.append("   " if apart > _WIDE * two.size else " ")
        pieces.append(two.text)
    return "".join(pieces)


def flows_of(nodes: Iterable[Node]) -> list[Flow]:
    """All flows among the nodes, those inside columns too."""
    found: list[Flow] = []
    for node in nodes:
        if isinstance(node, Flow):
            found.append(node)
        else:
            for column in node.columns:
                found += flows_of(column)
    return found


def goes_on(block: Block, below: Line) -> bool:
    """Whether the list or the sentence of a block goes on over the end of a page."""
    above = block.lines[-1]
    if abs(above.size - below.size) > 0.06 * above.size or above.bold != below.bold:
        return False
    if below.item or _NUMBERED.match(below.text):
        return any(line.item or _NUMBERED.match(line.text) for line in block.lines)
    return above.text[-1] not in SENTENCE_END + CLOSERS + ":"


def footnotes(nodes: list[Node], body: float) -> list[Row]:
    """Take the footnotes off a page's last part: small type under a gap, numbered.

    `body` is the usual size of type. A sentence of the page goes on over them.
    """
    last = nodes[-1] if nodes else None
    if not isinstance(last, Flow):
        return []
    rows = last.rows
    at = len(rows)
    while at > 0 and rows[at - 1][0].size < 0.92 * body:
        at -= 1
    while at < len(rows) and not _NOTE.match(rows[at][0].text):
        at += 1
    if at in (0, len(rows)):
        return []
    last.rows = rows[:at]
    return rows[at:]
