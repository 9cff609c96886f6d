"""Cells of the coverage map: a share in figures, a strip and signs for its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mandategraph.draw.frame import Sign
from mandategraph.draw.metrics import width
from mandategraph.draw.numbers import number, percentage
from mandategraph.draw.palette import STEP_INKS, STEPS
from mandategraph.draw.pen import Pen
from mandategraph.draw.shapes import (
    INK,
    LINE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    PAPER,
    Box,
    Group,
    Mark,
    Stroke,
)
from mandategraph.draw.words import listed, say

if TYPE_CHECKING:
    from mandategraph.coverage import Count
    from mandategraph.draw.shapes import Item

PARTS: Final = ("issuer", "reviewed", "candidate", "machine", "missing", "lost")
_Shape: TypeAlias = Literal["circle", "square", "diamond", "triangle", "cross"]
_SHAPES: Final[dict[str, _Shape]] = {
    "issuer": "circle",
    "reviewed": "square",
    "candidate": "diamond",
    "machine": "triangle",
    "missing": "cross",
    "lost": "circle",  # hollow
}
_FROM: Final = (50, 90)  # per cent, where the third and the fourth ground begin
_PAD: Final = 8.0
_STRIP: Final = 9.0
_LEAST: Final = 4.0  # so wide is the smallest part of a strip
_SMALL: Final = 11.0
_MARK: Final = 8.0


def step(count: Count) -> int:
    """Which of the five grounds the share has: 0 for nothing, 4 for all."""
    worded, whole = count.worded(), count.translatable
    if not worded:
        return 0
    if worded == whole:
        return 4
    share = 100 * worded / whole
    return 1 + sum(share >= least for least in _FROM)


def told(count: Count, lang: str) -> str:
    """The cell in words: how many of how many, and each part that there is."""
    if not count.total:
        return say(lang, "coverage_none")
    parts = []
    if whole := count.translatable:
        worded = count.worded()
        of = say(lang, "coverage_of", n=number(worded, lang), all=number(whole, lang))
        parts += [of, percentage(worded, whole, lang)]
    for name in PARTS:
        if n := getattr(count, name):
            parts.append(f"{say(lang, f'coverage_{name}')} {number(n, lang)}")
    return listed(lang, parts)


class CellPen(Pen):
    """Draws the cells."""

    def cell(self, count: Count, x: float, y: float, w: float, title: str) -> Group:
        """The cell from (x, y) down; its first item is its box, which may grow."""
        ground, ink = STEPS[step(count)], STEP_INKS[step(count)]
        line, dashed = LINE, False
        if not count.translatable:
            ground, ink, dashed = PAPER, INK, True
            if count.lost:
                ground, ink, line = OPEN_FILL, OPEN_INK, OPEN_LINE
        box = Box(x, y, w, 0, ground, line, dashed=dashed, role="cell")
        group = Group("listitem", title, items=[box])
        at, room = x + _PAD, w - 2 * _PAD
        below = y + _PAD - 3
        if whole := count.translatable:
            worded = count.worded()
            share = percentage(worded, whole, self.lang)
            n, every = number(worded, self.lang), number(whole, self.lang)
            of = say(self.lang, "coverage_of", n=n, all=every)
            size = min(17.0, 17 * room / width(share, 17, bold=True))
            for words, high, bold in ((share, size, True), (of, 12.0, False)):
                lines, below = self.block(
                    at, below, room, self.own(words), high, bold=bold, fill=ink
                )
                group.items += lines
        else:
            lines, below = self.block(at, below, room, self.own("–"), 17, fill=ink)
            group.items += lines
        if count.total:
            group.items += self._strip(count, at, below + 5, room)
            below = self._signs(group, count, at, below + 9 + _STRIP, room, ink, ground)
        box.h = below + _PAD - 3 - y
        return group

    def _strip(self, count: Count, x: float, y: float, room: float) -> list[Item]:
        """All elements side by side, by how they are worded."""
        numbers = {name: getattr(count, name) for name in PARTS}
        there = {name: n for name, n in numbers.items() if n}
        small = (
            {name for name, n in there.items() if n / count.total * room < _LEAST}
            if len(there) > 1
            else set()
        )
        rest = sum(n for name, n in there.items() if name not in small)
        free = room - _LEAST * len(small)
        items: list[Item] = [Box(x - 2, y - 2, room + 4, _STRIP + 4, PAPER, radius=2)]
        for name, n in there.items():
            wide = _LEAST if name in small else free * n / rest
            items += part(name, x, y, wide)
            x += wide
        return items

    def _signs(
        self,
        group: Group,
        count: Count,
        x: float,
        y: float,
        room: float,
        ink: str,
        ground: str,
    ) -> float:
        """A sign and a number for each part, in as many rows as needed."""
        start, high = x, _SMALL * 1.42
        for name in PARTS:
            if not (n := getattr(count, name)):
                continue
            words = number(n, self.lang)
            wide = _MARK + 4 + width(words, _SMALL)
            if x > start and x + wide > start + room:
                x, y = start, y + high
            group.items.append(sign(name, x + _MARK / 2, y + high / 2, ink, ground))
            lines, _ = self.block(
                x + _MARK + 4, y, wide, self.own(words), _SMALL, fill=ink
            )
            group.items += lines
            x += wide + 8
        return y + high


def sign(name: str, x: float, y: float, ink: str, ground: str) -> Mark:
    """The sign of a part of the count: each has a shape of its own."""
    fill, line = (ground, ink) if name == "lost" else (ink, "")
    return Mark(x, y, _SHAPES[name], _MARK, fill, line, role=name)


def part(name: str, x: float, y: float, wide: float) -> list[Item]:
    """A part of a strip: each has a pattern of its own, the better the darker."""
    fills = dict(zip(PARTS, (*reversed(STEPS[1:]), PAPER, OPEN_FILL), strict=True))
    inks = {"reviewed": STEP_INKS[3], "candidate": STEP_INKS[2], "lost": OPEN_LINE}
    fill = fills[name]
    line = OPEN_LINE if name == "lost" else LINE
    items: list[Item] = [Box(x, y, wide, _STRIP, fill, line, radius=0, role=name)]
    ink = inks.get(name, STEP_INKS[1])
    top, foot, end = y + 1, y + _STRIP - 1, x + wide - 1
    if name == "reviewed" and wide > _LEAST:
        items.append(Stroke([(x + 1, y + _STRIP / 2), (end, y + _STRIP / 2)], ink, 1.5))
    elif name in ("candidate", "machine", "lost"):
        lean = {"candidate": 0.0, "machine": 3.0, "lost": -3.0}[name]
        at = x + 3 + max(0.0, -lean)
        while at + max(0.0, lean) < end:
            items.append(Stroke([(at, foot), (at + lean, top)], ink, 1))
            at += 5
    return items


def signs(lang: str, counts: list[Count]) -> list[Sign]:
    """The key: what is used of signs, patterns and grounds."""
    found = []
    for name in PARTS:
        if any(getattr(count, name) for count in counts):
            items = [sign(name, 4, 7, INK, PAPER), *part(name, 11, 2.5, 15)]
            found.append(Sign(say(lang, f"coverage_{name}"), items))
    low, high = (percentage(least, 100, lang) for least in _FROM)
    shares = (
        percentage(0, 1, lang),
        say(lang, "coverage_below", share=low),
        say(lang, "coverage_from", share=low),
        say(lang, "coverage_from", share=high),
        percentage(1, 1, lang),
    )
    for n in sorted({step(count) for count in counts if count.translatable}):
        words = say(lang, "coverage_step", share=shares[n])
        found.append(Sign(words, [Box(0, 0, 26, 14, STEPS[n], LINE)]))
    return found
