"""The values of indicators, whole: what the graph says of each, for every view."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.language import Form
from mandategraph.namespaces import MG_NS
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

KINDS: Final = ("baseline", "target", "measurement")
_NOT_STATED: Final = f"{MG_NS}unitNotStated"
_VALUES: Final = """
SELECT ?indicator ?class ?node WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?node mg:valueOf ?indicator ; a ?class .
}"""
_PRINTED: Final = "SELECT ?node ?text WHERE { ?node mg:printedValue ?text }"
_NUMBERS: Final = "SELECT ?node ?number WHERE { ?node mg:value ?number }"
_UNITS: Final = "SELECT ?node ?unit WHERE { ?node mg:unit ?unit }"
_PERIODS: Final = """
SELECT ?node ?start ?end WHERE {
  ?node mg:valueOf ?indicator ; dct:temporal ?period .
  OPTIONAL { ?period dcat:startDate ?start } OPTIONAL { ?period dcat:endDate ?end }
}"""
_PARTS: Final = """
SELECT ?node ?whole ?part WHERE {
  ?node mg:valueOf ?indicator ; mg:dimension ?part .
  OPTIONAL { ?part skos:broader ?whole }
}"""
_NOTES: Final = """
SELECT ?node ?note (LANG(?note) AS ?lang) WHERE {
  ?node mg:valueOf ?indicator ; skos:note ?note .
}"""
_FIELDS: Final = """
SELECT ?node ?field WHERE { ?node mg:valueOf ?indicator ; mg:sourceField ?field }"""
# the field of a source that holds the code of a place: `iati:location [4,10]=AF-KAN`
_PLACE: Final = re.compile(r"(?s)(?:[^:=]*:)?location(?: \[\d+,\d+\])?=(.*)")


@dataclass(frozen=True, slots=True)
class Value:
    """A baseline, a target or a measurement, with all that the graph says of it.

    `printed` is as the source prints it, else the number; `number` the canonical
    decimal form, `""` unless it is one number. `units` are IRIs: its own, else those of
    the indicator; none where the unit is not stated. `periods` are pairs of first and
    last day, `""` for an end that is not stated. `parts` are pairs of the IRIs of a
    dimension (`""` when unknown) and of the part of it; `places` codes or names.
    """

    iri: str
    indicator: str
    kind: str
    printed: str
    number: str = ""
    units: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    notes: tuple[Form, ...] = ()

    @property
    def period(self) -> str:
        """The periods as they are shown, `""` for none."""
        return "; ".join(shown_period(*period) for period in self.periods)


class Values:
    """The values of all indicators of a graph, asked for once.

    `of` has those of each indicator by kind, period and part; `units` the units of the
    indicators themselves; `forms` the wordings of units, dimensions and their parts.
    """

    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.policy = policy
        self.units = _grouped(graph.select_text(_UNITS))
        rows = sorted(set(graph.select_text(_VALUES)))
        printed, numbers = (
            _grouped(graph.select_text(q)) for q in (_PRINTED, _NUMBERS)
        )
        periods, parts, notes = (
            _paired(graph.select_text(q)) for q in (_PERIODS, _PARTS, _NOTES)
        )
        places: dict[str, list[str]] = defaultdict(list)
        for node, field in sorted(set(graph.select_text(_FIELDS))):
            if match := _PLACE.fullmatch(field):
                places[node].append(drawable(match[1]))
        named = {iri for units in self.units.values() for iri in units}
        named |= {iri for ones in parts.values() for pair in ones for iri in pair}
        self.forms = all_forms(graph, sorted(named - {"", _NOT_STATED}))
        self.of: dict[str, list[Value]] = defaultdict(list)
        for indicator, cls, node in rows:
            several = numbers.get(node, [])
            units = self.units.get(node) or self.units.get(indicator, [])
            value = Value(
                iri=node,
                indicator=indicator,
                kind=cls.removeprefix(MG_NS).lower(),
                printed=" / ".join(map(drawable, printed.get(node) or several)),
                number=several[0] if len(several) == 1 else "",
                units=_stated(units),
                periods=tuple(p for p in periods.get(node, ()) if any(p)),
                parts=tuple(parts.get(node, ())),
                places=tuple(places.get(node, ())),
                notes=tuple(Form(drawable(t), tag) for t, tag in notes.get(node, ())),
            )
            self.of[indicator].append(value)
        for found in self.of.values():
            found.sort(key=self._order)

    def _order(self, value: Value) -> tuple[object, ...]:
        last = [(end or start, start) for start, end in value.periods]
        parts = self.parts(value), value.places
        return KINDS.index(value.kind), last, parts, value.printed, value.iri

    def form(self, iri: str) -> Form:
        """The wording that the policy chooses for a unit, a dimension or a part."""
        forms = self.forms[iri]
        return self.policy.choose(forms) or forms[-1]

    def name(self, iri: str) -> str:
        """The text of that wording."""
        return drawable(self.form(iri).text)

    def unit(self, units: Iterable[str]) -> str:
        """The unit in words; several with a stroke between if the graph has several."""
        return " / ".join(map(self.name, units))

    def unit_of(self, indicator: str) -> tuple[str, ...]:
        """The units that the indicator itself states."""
        return _stated(self.units.get(indicator, []))

    def parts(self, value: Value) -> list[tuple[str, str]]:
        """What the value is broken down by: names of dimension (or `""`) and part."""
        return sorted(
            (self.name(whole) if whole else "", self.name(part))
            for whole, part in value.parts
        )


def shown_period(start: str, end: str) -> str:
    """`2024`, `2024-03-31`, `2024 – 2026`, `2024 –` or `""`."""
    if start == end:
        return start
    year = start[:4]
    whole = {(f"{year}-01-01", f"{year}-12-31"), (f"{year}-01", f"{year}-12")}
    if (start, end) in whole:
        return year
    return f"{start} – {end}".strip()


def _stated(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(unit for unit in units if unit != _NOT_STATED)


def _grouped(rows: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for node, text in sorted(set(rows)):
        if text:
            found[node].append(text)
    return dict(found)


def _paired(rows: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node, one, other in sorted(set(rows)):
        found[node].append((one, other))
    return dict(found)
