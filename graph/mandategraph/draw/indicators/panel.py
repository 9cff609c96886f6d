"""A panel: the card of an indicator with its values below the wording."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.cards import BAR, CardPen
from mandategraph.draw.content import Chip
from mandategraph.draw.indicators.plot import Plot, mark
from mandategraph.draw.indicators.values import KINDS
from mandategraph.draw.pen import PAD
from mandategraph.draw.shapes import MUTED, Box, Group, Stroke
from mandategraph.draw.words import LRI, isolated, listed, say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card
    from mandategraph.draw.indicators.values import Measures, Series, Value

MOST_PLOTS: Final = 3
MOST_ROWS: Final = 12
_LINE: Final = 11.5


class PanelPen(CardPen):
    """Draws panels; counts what it had to leave out."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.letters = 240  # of a value in words that are shown at most
        self.high = 168.0  # of a plot
        self.cut = 0  # values that are longer

    def panel(self, card: Card, measures: Measures, w: float) -> Group:
        """The panel from (0, 0); its first item is its box, which may grow."""
        values = [self._prefix(kind) for kind in KINDS]
        kept = [c for c in card.chips if not c.words.startswith(tuple(values))]
        group = self.card(replace(card, chips=kept), 0, 0, w)
        box = group.items[0]
        y = box.h - PAD + 6 if isinstance(box, Box) else 0.0
        if measures.values:
            y = self._unit(group, measures, y, w - 2 * PAD)
            y = self._plots(group, measures, y, w - 2 * PAD)
            y = self._words(group, measures, y, w - 2 * PAD)
        there = {value.kind for value in measures.values}
        missing = [kind for kind in KINDS if kind not in there]
        if len(missing) == len(KINDS):
            note = say(self.lang, "indicators_no_values")
        else:
            kinds = [say(self.lang, f"indicators_{kind}") for kind in missing]
            names = listed(self.lang, kinds)
            note = say(self.lang, "indicators_absent", kinds=names)
        if missing:
            y = self.chip(group, Chip(note), PAD, y + 4, w - 2 * PAD)
        grown(group, y + PAD - 2)
        return group

    def _prefix(self, kind: str) -> str:
        """How the remark of a plan map begins that the panel has no need of."""
        return say(self.lang, kind, value="0").partition(LRI)[0].removesuffix("0")

    def _small(
        self,
        group: Group,
        words: str,
        x: float,
        y: float,
        room: float,
        *,
        bold: bool = False,
    ) -> float:
        lines, below = self.block(
            x, y, room, self.own(words), _LINE, bold=bold, fill=MUTED
        )
        group.items += lines
        return below

    def _unit(self, group: Group, measures: Measures, y: float, room: float) -> float:
        """The unit, and in which direction the values should go."""
        units = {s.unit for s in measures.series if _numbers(s)}
        if len(units) < 2:  # else each plot says its own
            unit = next(iter(units), "") or measures.unit
            key = "indicators_unit" if unit else "indicators_no_unit"
            if unit or units:
                words = say(self.lang, key, unit=unit)
                y = self._small(group, words, PAD, y, room)
        if measures.better:
            up = measures.better > 0
            ends = [(PAD + 5, y + 16), (PAD + 5, y + 1)]
            points = ends if up else ends[::-1]
            role = "higher" if up else "lower"
            group.items.append(Stroke(points, MUTED, 1.5, head=True, role=role))
            words = say(self.lang, f"indicators_{role}")
            y = self._small(group, words, PAD + 16, y, room - 16)
        return y

    def _plots(self, group: Group, measures: Measures, y: float, w: float) -> float:
        """A plot for each series with numbers; those beyond the third as rows."""
        numeric = [s for s in measures.series if _numbers(s)]
        parted = any(s.part for s in measures.series)
        units = len({s.unit for s in numeric}) > 1
        for place, series in enumerate(numeric):
            heads = (
                [series.part or say(self.lang, "indicators_whole")] if parted else []
            )
            if units:
                unit = say(self.lang, "indicators_unit", unit=series.unit)
                none = say(self.lang, "indicators_no_unit")
                heads.append(unit if series.unit else none)
            if heads:
                head = listed(self.lang, heads)
                y = self._small(group, head, PAD, y + 4, w, bold=True)
            values = _numbers(series)
            if place >= MOST_PLOTS:
                y = self._rows(group, values, y, w)
                continue
            plot = Plot(values, (PAD, y + 4, w, self.high), self.lang)
            name = "; ".join(self.told(value) for value in values)
            group.items.append(Group("img", name, items=plot.items))
            y += self.high + 8
            for key, said in (("break", plot.broken), ("unjoined", plot.unjoined)):
                if said:
                    words = say(self.lang, f"indicators_{key}")
                    y = self._small(group, words, PAD, y, w)
            y = self._rows(group, plot.listed, y, w)
        return y

    def _words(self, group: Group, measures: Measures, y: float, w: float) -> float:
        """The values that are words, as the source has them."""
        for series in measures.series:
            values = [value for value in series.values if value.number is None]
            if values:
                words = say(self.lang, "indicators_no_numbers")
                if series.part:
                    part = isolated(series.part) if self.rtl else series.part
                    words = f"{part} · {words}"
                y = self._small(group, words, PAD, y + 2, w)
                y = self._rows(group, values, y, w, quoted=True)
        return y

    def _rows(
        self,
        group: Group,
        values: list[Value],
        y: float,
        w: float,
        *,
        quoted: bool = False,
    ) -> float:
        for value in values[:MOST_ROWS]:
            group.items.append(mark(value.kind, PAD + 5, y + _LINE * 0.72))
            lines, y = self.block(
                PAD + 16, y, w - 16, self.own(self.told(value, quoted=quoted)), _LINE
            )
            group.items += lines
            y += 2
        if (more := len(values) - MOST_ROWS) > 0:
            y = self._small(
                group, say(self.lang, "indicators_rest", n=more), PAD + 16, y, w - 16
            )
        return y

    def told(self, value: Value, *, quoted: bool = False) -> str:
        """The value in words: its kind, its period, and what is printed."""
        words = value.printed
        if quoted:
            words = self.short(words, self.letters)
        if not self.rtl and not isolated(words).startswith(LRI):
            words = isolated(words)
        if quoted:
            words = say(self.lang, "indicators_quote", value=words)
        key, period = "indicators_row", period_of(value, self.lang)
        kind = say(self.lang, f"indicators_{value.kind}")
        if not period:
            key = "indicators_row_undated"
        return say(self.lang, key, kind=kind, period=period, value=words)

    def short(self, words: str, most: int) -> str:
        """The words; their beginning and how many letters follow when they are long."""
        if len(words) <= most:
            return words
        kept = words[:most].rpartition(" ")[0] or words[:most]
        self.cut += 1
        return f"{kept} … (+{len(words) - len(kept)})"


def period_of(value: Value, lang: str) -> str:
    """The period as it is stated, `""` for none."""
    if value.start and value.end:
        same = value.start == value.end
        return value.start if same else f"{value.start} – {value.end}"
    if value.end:
        return say(lang, "indicators_until", date=value.end)
    return say(lang, "indicators_from", date=value.start) if value.start else ""


def grown(group: Group, height: float) -> None:
    """Make the box of a card and the bar at its edge as high as this."""
    box, bar = group.items[:2]
    if isinstance(box, Box):
        box.h = height
    if isinstance(bar, Box) and bar.w == BAR:
        bar.h = height


def _numbers(series: Series) -> list[Value]:
    return [value for value in series.values if value.number is not None]
