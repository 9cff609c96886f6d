"""A panel: the card of an indicator with its values below the wording."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.cards import BAR, CardPen
from mandategraph.draw.content import Chip
from mandategraph.draw.indicators.plot import Plot, mark
from mandategraph.draw.pen import PAD
from mandategraph.draw.shapes import MUTED, Box, Group, Stroke
from mandategraph.draw.values import KINDS
from mandategraph.draw.words import listed, say
from mandategraph.language import LRI, isolated

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
        kept = [chip for chip in card.chips if not chip.value]
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
        units = {s.unit for s in measures.series if s.numbers}
        units = units or {s.unit for s in measures.series if s.unit}
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
        numeric = [series for series in measures.series if series.numbers]
        for place, series in enumerate(numeric):
            if heads := self._heads(measures, series):
                head = listed(self.lang, heads)
                y = self._small(group, head, PAD, y + 4, w, bold=True)
            values, rows = series.plotted, series.numbers
            if values and place < MOST_PLOTS:
                plot = Plot(values, (PAD, y + 4, w, self.high), self.lang)
                name = "; ".join(self.told(value, whole=True) for value in values)
                group.items.append(Group("img", name, items=plot.items))
                y += self.high + 8
                for key, said in (("break", plot.broken), ("unjoined", plot.unjoined)):
                    if said:
                        words = say(self.lang, f"indicators_{key}")
                        y = self._small(group, words, PAD, y, w)
                # what the plot has no room for: periods, notes, long figures
                full = {id(value) for value in plot.listed}
                rows = [v for v in rows if v.several or v.notes or id(v) in full]
            y = self._rows(group, rows, y, w)
        return y

    def _heads(self, measures: Measures, series: Series) -> list[str]:
        """What tells a series from the others: its part of the whole, its unit."""
        heads = []
        if any(one.part for one in measures.series):
            heads.append(series.part or say(self.lang, "indicators_whole"))
        if len({one.unit for one in measures.series if one.numbers}) > 1:
            unit = say(self.lang, "indicators_unit", unit=series.unit)
            heads.append(unit if series.unit else say(self.lang, "indicators_no_unit"))
        return heads

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

    def told(self, value: Value, *, quoted: bool = False, whole: bool = False) -> str:
        """The value in words: its kind, its period, what is printed, its notes."""
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
        row = say(self.lang, key, kind=kind, period=period, value=words)
        notes = value.notes
        if not whole:
            notes = tuple(self.short(note, self.letters) for note in notes)
        said = (say(self.lang, "value_note", note=note) for note in notes)
        return " · ".join((row, *said))

    def short(self, words: str, most: int) -> str:
        """The words; their beginning and how many letters follow when they are long."""
        if len(words) <= most:
            return words
        kept = words[:most].rpartition(" ")[0] or words[:most]
        self.cut += 1
        return f"{kept} … (+{len(words) - len(kept)})"


def period_of(value: Value, lang: str) -> str:
    """The period as it is stated, `""` for none."""
    if value.several:
        return value.several
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
