"""The values of indicators as a panel shows them, read from the graph at once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

KINDS: Final = ("baseline", "target", "measurement")
_YEAR: Final = 1.01  # a longer period is drawn as a line
_LARGEST: Final = 1e300
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[TZ+-].*)?")

_VALUES: Final = """
SELECT ?indicator ?class ?node ?printed ?number ?unit ?start ?end WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?node mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?node mg:printedValue ?printed }
  OPTIONAL { ?node mg:value ?number }
  OPTIONAL { ?node mg:unit ?unit }
  OPTIONAL { ?node dct:temporal/dcat:startDate ?start }
  OPTIONAL { ?node dct:temporal/dcat:endDate ?end }
}"""
_PARTS: Final = """
SELECT ?node ?part ?whole WHERE {
  ?node mg:valueOf ?indicator ; mg:dimension ?part .
  OPTIONAL { ?part skos:broader ?whole }
}"""
_INDICATORS: Final = """
SELECT ?indicator ?unit ?better WHERE {
  ?indicator a mg:Indicator .
  OPTIONAL { ?indicator mg:unit ?unit }
  OPTIONAL { ?indicator mg:higherIsBetter ?better }
}"""


@dataclass(frozen=True, slots=True)
class Value:
    """A baseline, target or measurement; `number` is None for mere words.

    `start` and `end` are as the graph has them, `""` for an end that is not stated.
    """

    kind: str
    printed: str
    number: float | None
    start: str = ""
    end: str = ""

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
    """Values of one unit and one part of the whole (`""`); only these share a scale."""

    unit: str
    part: str
    values: list[Value] = field(default_factory=list)


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


def measures(graph: MandateGraph, policy: LanguagePolicy) -> dict[str, Measures]:
    """The measures of each indicator, by IRI."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node, part, whole in sorted(graph.select_text(_PARTS)):
        parts[node].append((whole, part))
    rows = sorted(graph.select_text(_VALUES))
    about = sorted(graph.select_text(_INDICATORS))
    named = {iri for pairs in parts.values() for pair in pairs for iri in pair}
    named |= {row[5] for row in rows} | {unit for _, unit, _ in about}
    forms = all_forms(graph, sorted(named - {""}))

    def label(iri: str) -> str:
        if not iri or iri.endswith("#unitNotStated"):
            return ""
        form = policy.choose(forms[iri])
        return drawable(form.text) if form else iri.rpartition("/")[2]

    found: dict[str, Measures] = {}
    for indicator, unit, better in about:
        sign = {"true": 1, "false": -1}.get(better, 0)
        found[indicator] = Measures(label(unit), sign)
    split: dict[str, dict[tuple[str, str], Series]] = defaultdict(dict)
    seen: set[str] = set()
    for indicator, cls, node, printed, number, unit, start, end in rows:
        if node in seen:
            continue  # a second unit or period of one value would draw it twice
        seen.add(node)
        words = ", ".join(
            f"{label(whole)}: {label(part)}" if whole else label(part)
            for whole, part in parts.get(node, ())
        )
        key = (label(unit), words)
        series = split[indicator].setdefault(key, Series(*key))
        value = Value(
            cls.rpartition("#")[2].lower(),
            drawable(printed or number),
            _number(number),
            start,
            end,
        )
        series.values.append(value)
    for indicator, series_of in split.items():
        # the whole first; words have no unit and go with the whole
        listed = sorted(series_of.values(), key=lambda s: (s.part, s.unit))
        for series in listed:
            series.values.sort(key=_order)
        found.setdefault(indicator, Measures()).series = listed
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
