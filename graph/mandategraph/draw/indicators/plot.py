"""The plot of one series: scale, periods, paths and marks with their printed values.

Time runs from left to right in Arabic as well, in pages that run the other way: that is
how line charts in Arabic are drawn more often, though both are found.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mandategraph.draw.indicators.scale import scale_of, years
from mandategraph.draw.metrics import width
from mandategraph.draw.numbers import number
from mandategraph.draw.shapes import (
    ASCENT,
    INDICATOR_BAR,
    INK,
    LINE,
    MUTED,
    OBJECTIVE,
    PAPER,
    RESULT_BAR,
    Box,
    Line,
    Mark,
    Stroke,
    moved,
)
from mandategraph.draw.values import KINDS
from mandategraph.draw.words import say
from mandategraph.language import RLI, direction_of, isolated

if TYPE_CHECKING:
    from typing import Literal

    from mandategraph.draw.indicators.scale import Scale
    from mandategraph.draw.indicators.values import Value
    from mandategraph.draw.shapes import Item

    _Shape = Literal["circle", "square", "diamond"]
    _Rect = tuple[float, float, float, float]

INKS: Final = {
    "baseline": RESULT_BAR,
    "target": INDICATOR_BAR,
    "measurement": OBJECTIVE,
}
SHAPES: Final[dict[str, _Shape]] = {
    "baseline": "diamond",
    "target": "square",
    "measurement": "circle",
}
_TOP: Final = 26.0  # room for the figures of the highest marks
_FOOT: Final = 26.0
_SMALL: Final = 10.5
_HIGH: Final = _SMALL * 1.3
_MARK: Final = 9.0
_AROUND: Final = 12.0  # the others, which are seen around a measurement
_SLOT: Final = 46.0  # for the values of a kind that have no date
_UNDATED: Final = ("baseline", "measurement", "target")
_LONGEST: Final = 110.0  # a longer printed value is listed below the plot


def mark(kind: str, x: float, y: float) -> Mark:
    """The sign of a kind of value: a shape and a colour of its own."""
    role = f"value {kind}"
    if kind == "target":
        return Mark(x, y, SHAPES[kind], _AROUND, "", INKS[kind], role)
    size = _MARK if kind == "measurement" else _AROUND
    return Mark(x, y, SHAPES[kind], size, INKS[kind], role=role)


class Plot:
    """Draws the numbers of a series into a `place`: x, y, width and height.

    `listed` has the values whose figures found no room at their marks, `broken` says
    that the scale does not start at 0, `unjoined` that a path would not be one.
    """

    def __init__(
        self, values: list[Value], place: tuple[float, ...], lang: str
    ) -> None:
        x, y, wide, high = place
        self.wide, self.high, self.lang = wide, high, lang
        self.items: list[Item] = []
        self.listed: list[Value] = []
        self.unjoined = False
        dated = [v for v in values if v.at is not None]
        undated = [v for v in values if v.at is None]
        self.slots = [k for k in _UNDATED if any(v.kind == k for v in undated)]
        drawn = [*dated, *undated]
        self.scale: Scale = scale_of([v.number or 0.0 for v in drawn])
        figures = [number(t, lang, self.scale.places) for t in self.scale.ticks]
        self.left = max(width(words, _SMALL) for words in figures) + 16
        self.zone = (self.left + 8, wide - 14.0)  # where dates stand
        self.free = self.left  # where values without a date stand
        if undated:
            end = self.left + _SLOT * len(self.slots) if dated else wide - 14.0
            self.zone, self.free = (end + 10, wide - 14.0), end
        self.taken: list[_Rect] = []
        self.points: list[tuple[float, float]] = []
        self._ground(figures)
        self._undated_axis()
        self._years(dated)
        places = self._places(dated, undated)
        self._paths([(v, *places[n]) for n, v in enumerate(drawn)])
        self._marks([(v, *places[n]) for n, v in enumerate(drawn)])
        if direction_of(lang) == "rtl":
            for item in self.items:
                _turned(item, wide)
        for item in self.items:
            moved(item, x, y)

    @property
    def broken(self) -> bool:
        """Whether the scale starts above 0."""
        return self.scale.broken

    def _level(self, value: float) -> float:
        return self.high - _FOOT - self.scale.share(value) * (self.high - _FOOT - _TOP)

    def _write(
        self,
        words: str,
        x: float,
        y: float,
        fill: str,
        anchor: Literal["start", "middle", "end"],
        *,
        rtl: bool = False,
    ) -> None:
        base = y - _HIGH / 2 + _SMALL * ASCENT
        line = Line(x, base, words, rtl, _SMALL, fill, anchor=anchor)
        self.items.append(line)

    def _ground(self, figures: list[str]) -> None:
        self.items.append(Box(0, 0, self.wide, self.high, PAPER, LINE, role="plot"))
        for tick, words in zip(self.scale.ticks, figures, strict=True):
            y = self._level(tick)
            zero = tick == 0
            line = Stroke(
                [(self.left, y), (self.wide - 8, y)], LINE, 1 if zero else 0.4
            )
            self.items.append(line)
            self._write(words, self.left - 5, y, MUTED, "end")
        foot, at = self.high - _FOOT, self.left
        axis = [(at, foot), (at, self._level(self.scale.ticks[-1]))]
        if self.broken:
            axis[:1] = [(at, foot), (at, foot - 4), (at - 4, foot - 6)]
            axis[3:3] = [(at + 4, foot - 10), (at, foot - 12)]
        role = "broken axis" if self.broken else "axis"
        self.items.append(Stroke(axis, LINE, 1, role=role))

    def _undated_axis(self) -> None:
        if self.slots:
            words = say(self.lang, "indicators_undated")
            rtl = direction_of(self.lang) == "rtl"
            middle = (self.left + self.free) / 2
            self._write(words, middle, self.high - _FOOT / 2, MUTED, "middle", rtl=rtl)

    def _years(self, dated: list[Value]) -> None:
        """Where the years stand: a stroke at each beginning, the name between two."""
        self.span = (0, 1)
        if not dated:
            return
        spans = [v.span for v in dated if v.span]
        first, last = min(s[0] for s in spans), max(s[1] for s in spans)
        room = self.zone[1] - self.zone[0]
        low, high, step = years(first, last, max(1, int(room / 38)))
        self.span = (low, high)
        foot, per = self.high - _FOOT, room / (high - low)
        if self.free > self.left:
            gap = self.zone[0] - 7
            parting = [(gap, foot), (gap, self._level(self.scale.ticks[-1]))]
            self.items.append(Stroke(parting, LINE, 1, dashed=True))
        end = -1.0
        for year in range(low, high + 1):
            x = self._date(year)
            if step == 1 or per >= 3:
                self.items.append(Stroke([(x, foot), (x, foot + 4)], LINE, 1))
            if year < high and (year - low) % step == 0:
                words = str(year)
                half = width(words, _SMALL) / 2
                middle = min(
                    max(x + per / 2, self.zone[0] + half), self.wide - half - 4
                )
                if middle - half > end:
                    self._write(words, middle, self.high - _FOOT / 2, MUTED, "middle")
                    end = middle + half + 2

    def _date(self, at: float) -> float:
        low, high = self.span
        return self.zone[0] + (at - low) / (high - low) * (self.zone[1] - self.zone[0])

    def _places(
        self, dated: list[Value], undated: list[Value]
    ) -> list[tuple[float, float]]:
        found = [(self._date(v.at or 0.0), self._level(v.number or 0.0)) for v in dated]
        # one above the other: side by side they would look like a course of events
        slot = (self.free - self.left) / max(1, len(self.slots))
        for value in undated:
            x = self.left + slot * (self.slots.index(value.kind) + 0.5)
            found.append((x, self._level(value.number or 0.0)))
        return found

    def _paths(self, drawn: list[tuple[Value, float, float]]) -> None:
        """Lines for long periods, then through the targets and the measurements."""
        for value, x, y in drawn:
            span = value.span
            if span and (value.long or value.open):
                ends = [self._date(span[0]), self._date(span[1])]
                if value.open:
                    ends = [x, self.zone[0] if value.end else self.zone[1]]
                ink = INKS[value.kind]
                role = f"period {value.kind}"
                points = [(ends[0], y), (ends[1], y)]
                if abs(ends[1] - ends[0]) > 1:
                    stroke = Stroke(points, ink, 1, head=value.open, role=role)
                    self.items.append(stroke)
                    self._trace(points)
        for kind in KINDS[1:]:
            path = [(x, y) for v, x, y in drawn if v.kind == kind and v.at is not None]
            if len({x for x, _ in path}) < len(path):
                self.unjoined = True
            elif len(path) > 1:
                role = f"path {kind}"
                dashed = kind == "target"
                self.items.append(Stroke(path, INKS[kind], 1.8, dashed, role=role))
                self._trace(path)

    def _trace(self, points: list[tuple[float, float]]) -> None:
        """Remember where lines run, so that no figure stands on one if it need not."""
        for (x1, y1), (x2, y2) in pairwise(points):
            count = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 6))
            for n in range(count + 1):
                share = n / count
                self.points.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))

    def _marks(self, drawn: list[tuple[Value, float, float]]) -> None:
        r = _AROUND / 2
        self.taken = [(x - r, y - r, x + r, y + r) for _, x, y in drawn]
        for value, x, y in drawn:
            self.items.append(mark(value.kind, x, y))
        same = Counter((v.kind, v.printed, x, y) for v, x, y in drawn)
        said: dict[tuple[str, float, float], bool] = {}
        for value, x, y in drawn:
            count = same.pop((value.kind, value.printed, x, y), 0)
            if not count:
                continue
            key = value.printed, x, y
            if count > 1 or key not in said:
                # values of two kinds that are the same are printed once
                said[key] = self._label(value.printed, value.kind, count, x, y)
            if not said[key]:
                self.listed += [value] * count

    def _label(self, words: str, kind: str, count: int, x: float, y: float) -> bool:
        """Print the value at its mark where it covers least; False without room.

        `count` values that are all the same are printed as `82 ×3`.
        """
        rtl = isolated(words).startswith(RLI)
        words += f" ×{count}" if count > 1 else ""
        wide = width(words, _SMALL)
        if not words or wide > _LONGEST:
            return False
        up, right = _HIGH / 2 + 7, wide / 2 + 9
        below = kind == "target"
        places = [(0, -up), (0, up), (right, 0), (-right, 0)]
        places += [(dx * right * 0.8, dy * up) for dx in (1, -1) for dy in (-1, 1)]
        if below:
            places[:2] = [(0, up), (0, -up)]
        best: tuple[int, int, float, float] | None = None
        for n, (dx, dy) in enumerate(places):
            cx, cy = x + dx, y + dy
            rect = (cx - wide / 2, cy - _HIGH / 2, cx + wide / 2, cy + _HIGH / 2)
            inside = rect[0] >= self.left + 1 and rect[2] <= self.wide - 3
            inside = inside and rect[1] >= 2 and rect[3] <= self.high - _FOOT + 2
            if inside and not any(_meet(rect, other) for other in self.taken):
                hits = sum(_holds(rect, point) for point in self.points)
                best = min(best or (hits, n, cx, cy), (hits, n, cx, cy))
        if best is None:
            return False
        _, _, cx, cy = best
        self.taken.append(
            (cx - wide / 2, cy - _HIGH / 2, cx + wide / 2, cy + _HIGH / 2)
        )
        self._write(words, cx, cy, INK, "middle", rtl=rtl)
        return True


def _meet(one: _Rect, other: _Rect) -> bool:
    return not (
        one[2] <= other[0]
        or other[2] <= one[0]
        or one[3] <= other[1]
        or other[3] <= one[1]
    )


def _holds(rect: _Rect, point: tuple[float, float]) -> bool:
    return rect[0] <= point[0] <= rect[2] and rect[1] <= point[1] <= rect[3]


def _turned(item: Item, wide: float) -> None:
    """Turn the item round, so that a page that is mirrored shows it as it was."""
    if isinstance(item, Box):
        item.x = wide - item.x - item.w
    elif isinstance(item, Stroke):
        item.points = [(wide - x, y) for x, y in item.points]
    elif isinstance(item, Line):
        item.x = wide - item.x
        if item.anchor != "middle":
            item.anchor = "end" if item.anchor == "start" else "start"
    elif isinstance(item, Mark):
        item.x = wide - item.x
