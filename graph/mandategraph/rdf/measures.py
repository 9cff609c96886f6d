"""Units, baselines, targets and measurements of indicators -> quads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import (
    DCAT,
    DCT,
    MG,
    SKOS,
    XSD,
    Quads,
    boolean,
    iri,
    literal,
)

if TYPE_CHECKING:
    from mandategraph.model import Period, Statement, Value
    from mandategraph.rdf.evidence import SourceWriter

KINDS: Final = {
    "baseline": "Baseline",
    "target": "Target",
    "measurement": "Measurement",
}
_DATES: Final = (
    (re.compile(r"-?\d{4,}-\d\d-\d\d"), "date"),
    (re.compile(r"-?\d{4,}-\d\d"), "gYearMonth"),
    (re.compile(r"-?\d{4,}"), "gYear"),
)


def date_literal(value: str) -> str:
    """The day, month or year with its XSD type; any other text as a plain string."""
    for pattern, name in _DATES:
        if pattern.fullmatch(value):
            return literal(value, datatype=XSD + name)
    return literal(value)


def write_period(quads: Quads, graph: str, node: str, period: Period) -> None:
    """Add the period that the node covers, with the ends that are stated."""
    place = f"{node}-period"
    quads.add(graph, node, f"{DCT}temporal", iri(place))
    quads.a(graph, place, f"{DCT}PeriodOfTime")
    if period.start is not None:
        quads.add(graph, place, f"{DCAT}startDate", date_literal(period.start))
    if period.end is not None:
        quads.add(graph, place, f"{DCAT}endDate", date_literal(period.end))


class MeasureWriter:
    """Writes what belongs to the indicators of one plan."""

    def __init__(self, source: SourceWriter, graph: str, plan: str, lang: str) -> None:
        self.source, self.quads, self.graph = source, source.quads, graph
        self.plan, self.lang = plan, lang

    def write(self, node: str, s: Statement) -> None:
        """Add the indicator's unit, direction and values."""
        add, graph, unit = self.quads.add, self.graph, f"{MG}unitNotStated"
        if s.unit is not None:
            unit = self._concept("unit", s.unit.text, s.unit.lang)
            add(graph, node, f"{MG}unit", iri(unit))
            span = self.source.span(graph, s.unit.span, s.unit.fragments)
            add(graph, node, f"{MG}unitSpan", iri(span))
        if s.higher_is_better is not None:
            better = boolean(s.higher_is_better)
            add(graph, node, f"{MG}higherIsBetter", better)
        seen: dict[str, int] = {}
        for value in s.values:
            name = f"{node}-{KINDS[value.kind].lower()}-{_identity(value)}"
            count = seen[name] = seen.get(name, 0) + 1
            name = name if count == 1 else f"{name}-{count}"
            add(graph, name, f"{MG}valueOf", iri(node))
            if value.unit is not None:
                lang = s.unit.lang if s.unit else s.lang
                own = self._concept("unit", value.unit, lang)
                add(graph, name, f"{MG}unit", iri(own))
            elif s.unit is not None or value.number is not None:
                add(graph, name, f"{MG}unit", iri(unit))
            self._value(name, value)

    def _value(self, name: str, value: Value) -> None:
        add, graph = self.quads.add, self.graph
        self.quads.a(graph, name, MG + KINDS[value.kind])
        evidence = self.source.span(graph, value.span)
        add(graph, name, f"{MG}evidence", iri(evidence))
        add(graph, name, f"{MG}printedValue", literal(value.printed))
        if value.number is not None:
            number = literal(value.number, datatype=f"{XSD}decimal")
            add(graph, name, f"{MG}value", number)
        if value.period is not None:
            write_period(self.quads, graph, name, value.period)
        for dimension, part in value.dimensions:
            upper = self._concept("dimension", dimension, self.lang)
            node = self._concept("dimension", part, self.lang, below=upper)
            add(graph, name, f"{MG}dimension", iri(node))
        texts, spans = f"{SKOS}note", f"{MG}noteSpan"
        self.source.wordings(graph, name, texts, spans, value.notes)
        self.source.fields(graph, name, value.fields)

    def _concept(self, kind: str, text: str, lang: str, *, below: str = "") -> str:
        """IRI of the unit or dimension as this plan words it."""
        node = f"{self.plan}-{kind}-{digest(text, lang, below)}"
        label = literal(text, lang=lang)
        self.quads.a(self.graph, node, f"{SKOS}Concept")
        self.quads.add(self.graph, node, f"{SKOS}prefLabel", label)
        if below:
            self.quads.add(self.graph, node, f"{SKOS}broader", iri(below))
        return node


def _identity(value: Value) -> str:
    """What tells the value apart from others of its kind of the indicator."""
    period = value.period
    ends = (period.start or "", period.end or "") if period else ("", "")
    parts = [f"{name}={part}" for name, part in value.dimensions]
    return digest(value.printed, *ends, *parts, length=8)
