"""The values of indicators as a panel shows them: in series that share a scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from mandategraph.draw.remarks import Remarks
from mandategraph.draw.values import KINDS, Values
from mandategraph.draw.words import listed

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_YEAR: Final = 1.01  # a longer period is drawn as a line
_LARGEST: Final = 1e300
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[TZ+-].*)?")

_BETTER: Final = """
SELECT ?indicator ?better WHERE {
  ?indicator a mg:Indicator . OPTIONAL { ?indicator mg:higherIsBetter ?better }
}"""


@dataclass(frozen=True, slots=True)
class Value:
    """A baseline, target or measurement; `number` is None for mere words.

    `start` and `end` are as the graph has them, `""` for an end that is not stated.
    A value of several periods has them in words in `several`, and no place in a plot.
    """

    kind: str
    printed: str
    number: float | None
    start: str = ""
    end: str = ""
    several: str = ""
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[float, float] | None:
        """The years from the first to the last day; None without a known day."""
        first, last = _edges(self.start), _edges(self.end)
        if first and last:
            return min(first[0], last[0]), max(first[1], last[1])
        if last:
            return last[1], last[1]
        return (first[0], first[0]) if first else None

    @property
    def at(self) -> float | None:
        """The year where its mark stands: in the middle, or at the end of long ones."""
        if self.span is None:
            return None
        first, last = self.span
        return last if last - first > _YEAR else (first + last) / 2

    @property
    def long(self) -> bool:
        """Whether the period is drawn as a line."""
        return self.span is not None and self.span[1] - self.span[0] > _YEAR

    @property
    def open(self) -> bool:
        """Whether one end of the period is not stated."""
        return bool(self.start) != bool(self.end)


@dataclass(slots=True)
class Series:
    """Values of one unit and one part of the whole (`""`); only these share a scale.

    The part names all dimensions and places that the values are broken down by.
    """

    unit: str
    part: str
    values: list[Value] = field(default_factory=list)

    @property
    def numbers(self) -> list[Value]:
        """The values that are numbers."""
        return [value for value in self.values if value.number is not None]

    @property
    def plotted(self) -> list[Value]:
        """The numbers that have one place in time, or none."""
        return [value for value in self.numbers if not value.several]


@dataclass(slots=True)
class Measures:
    """All that the graph says of an indicator's values.

    `better` is 1 when higher is better, -1 when lower is, 0 when it is not stated.
    """

    unit: str = ""
    better: int = 0
    series: list[Series] = field(default_factory=list)

    @property
    def values(self) -> list[Value]:
        """All values."""
        return [value for series in self.series for value in series.values]


def measures(
    graph: MandateGraph, policy: LanguagePolicy, lang: str
) -> dict[str, Measures]:
    """The measures of each indicator, by IRI; `lang` is the language of the page."""
    read = Values(graph, policy)
    remarks = Remarks(read, lang)
    found: dict[str, Measures] = {}
    for indicator, better in sorted(graph.select_text(_BETTER)):
        sign = {"true": 1, "false": -1}.get(better, 0)
        found[indicator] = Measures(read.unit(read.unit_of(indicator)), sign)
    for indicator, values in read.of.items():
        split: dict[tuple[str, str], Series] = {}
        for value in values:
            key = read.unit(value.units), listed(lang, remarks.parts(value))
            series = split.setdefault(key, Series(*key))
            one = value.periods[0] if len(value.periods) == 1 else ("", "")
            several = value.period if len(value.periods) > 1 else ""
            notes = tuple(form.text for form in remarks.notes(value))
            number = _number(value.number)
            shown = Value(value.kind, value.printed, number, *one, several, notes)
            series.values.append(shown)
        # the whole first; words have no unit and go with the whole
        series_of = sorted(split.values(), key=lambda s: (s.part, s.unit))
        for series in series_of:
            series.values.sort(key=_order)
        found.setdefault(indicator, Measures()).series = series_of
    return found


def _order(value: Value) -> tuple[int, float, str]:
    at = value.at
    return KINDS.index(value.kind), -1e9 if at is None else at, value.printed


def _number(text: str) -> float | None:
    """The number, None for none and for one that no scale holds."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < _LARGEST else None


def _edges(text: str) -> tuple[float, float] | None:
    """Where the day, month or year begins and ends, in years; None for other text."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if day:
            place = _placed(date(year, int(month), int(day)))
            return place, place
        if month:
            months = int(month) - 1
            date(year, int(month), 1)
            return year + months / 12, year + (months + 1) / 12
    except ValueError:
        return None
    return float(year), float(year + 1)


def _placed(day: date) -> float:
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / 366
