"""What the graph says of elements beside their wording, asked for once for all plans.

Baselines, targets and measurements with period, unit, breakdown and notes; means of
verification, assumptions and levels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.draw.metrics import drawable
from mandategraph.query.labels import labels

if TYPE_CHECKING:
    from mandategraph.language import Form, LanguagePolicy
    from mandategraph.store import MandateGraph

MG: Final = "https://w3id.org/mandategraph/ns#"
KINDS: Final = {
    f"{MG}Baseline": "baseline",
    f"{MG}Target": "target",
    f"{MG}Measurement": "measurement",
}

_VALUES: Final = """
SELECT ?node ?indicator ?class ?printed ?number ?unit ?start ?end WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?node mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?node mg:printedValue ?printed }
  OPTIONAL { ?node mg:value ?number }
  OPTIONAL { ?node mg:unit ?unit FILTER(?unit != mg:unitNotStated) }
  OPTIONAL { ?node dct:temporal ?period .
    OPTIONAL { ?period dcat:startDate ?start } OPTIONAL { ?period dcat:endDate ?end } }
}"""
_DIMENSIONS: Final = """
SELECT ?node ?name ?value WHERE {
  ?node mg:valueOf ?indicator ; mg:dimension ?part .
  ?part skos:prefLabel ?value ; skos:broader/skos:prefLabel ?name .
}"""
_NOTES: Final = """
SELECT ?node ?note (LANG(?note) AS ?lang) WHERE {
  ?node mg:valueOf ?indicator ; skos:note ?note .
}"""
_UNITS: Final = """
SELECT ?indicator ?unit WHERE {
  ?indicator a mg:Indicator ; mg:unit ?unit FILTER(?unit != mg:unitNotStated)
}"""
_FIELDS: Final = "SELECT ?node ?field WHERE { ?node mg:sourceField ?field }"
_REFERENCES: Final = """
SELECT ?element ?document ?printed WHERE {
  ?claim a mg:Claim ; mg:claimSubject ?element ; mg:claimObject ?document ;
    mg:claimPredicate dct:references ; mg:status mg:stated .
  OPTIONAL { ?claim mg:sourceField ?printed FILTER(STRSTARTS(?printed, "printed")) }
}"""
_LEVELS: Final = """
SELECT ?element ?level WHERE { ?element mg:objectiveLevel|mg:resultType ?level }"""

# names of columns and fields of sources, as their words begin after the prefix
_VERIFICATION: Final = re.compile(
    r"(?:means|source)s? of verification|data source|document-link"
    r"|(?:moyens?|sources?) de v[ée]rification|source des? donn[ée]es"
    r"|(?:medios?|fuentes?) de verificaci[óo]n|fuente de (?:los )?datos"
    r"|وسائل التحقق|مصادر? التحقق|مصدر البيانات",
    re.IGNORECASE,
)
_ASSUMPTION: Final = re.compile(
    r"(?:assumption|risk|hypoth[èe]se|risque|supuesto|riesgo|الافتراض|المخاطر)",
    re.IGNORECASE,
)
_LOCATION: Final = re.compile(r"location")
_FIELD: Final = re.compile(r"(?s)(?:[^:=]*:)?([^=]*?)(?: \[\d+,\d+\])?=(.*)")


class Said(NamedTuple):
    """Words of the source, with an address if they lead to one.

    `document` is whether the source only names a document, without saying what for.
    """

    words: str
    href: str = ""
    document: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A baseline, a target or a measurement; `period` as it is shown, `""` for none.

    `number` is the canonical decimal form, `""` when it is not one number. `unit` is
    set when it is not the indicator's. `parts` are pairs of name and value.
    """

    kind: str
    start: str
    end: str
    parts: tuple[tuple[str, str], ...]
    printed: str
    number: str
    unit: str
    notes: tuple[tuple[str, str], ...]

    @property
    def period(self) -> str:
        """The period as it is shown: one date, or the first and the last one."""
        return shown_period(self.start, self.end)


class Details:
    """What is asked of the graph for all tables of it."""

    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.values: dict[str, list[Value]] = defaultdict(list)
        self.units: dict[str, Form] = {}
        self.verified_by: dict[str, list[Said]] = defaultdict(list)
        self.assumptions: dict[str, list[Said]] = defaultdict(list)
        self.levels = {
            row[0]: row[1].removeprefix(MG) for row in graph.select_text(_LEVELS)
        }
        parts = _listed(graph.select_text(_DIMENSIONS))
        notes = _listed(graph.select_text(_NOTES))
        self._read_fields(graph, parts)
        for element, document, field in sorted(graph.select_text(_REFERENCES)):
            words = _FIELD.sub(r"\2", field) if field else document
            found = Said(drawable(words), document, document=True)
            if found not in self.verified_by[element]:
                self.verified_by[element].append(found)
        self._read_values(graph, policy, parts, notes)

    def _read_fields(
        self, graph: MandateGraph, parts: dict[str, list[tuple[str, str]]]
    ) -> None:
        for node, text in sorted(graph.select_text(_FIELDS)):
            match = _FIELD.fullmatch(text)
            if match is None:
                continue
            name, words = match[1], drawable(match[2])
            if _VERIFICATION.match(name):
                href = words if words.startswith(("https://", "http://")) else ""
                linked = name == "document-link"
                self.verified_by[node].append(Said(words, href, linked))
            elif _ASSUMPTION.match(name):
                self.assumptions[node].append(Said(words))
            elif _LOCATION.fullmatch(name):
                parts.setdefault(node, []).append((name, words))

    def _read_values(
        self,
        graph: MandateGraph,
        policy: LanguagePolicy,
        parts: dict[str, list[tuple[str, str]]],
        notes: dict[str, list[tuple[str, str]]],
    ) -> None:
        rows = sorted(set(graph.select_text(_VALUES)))
        own = {row[0]: row[1] for row in sorted(graph.select_text(_UNITS))}
        concepts = sorted({row[5] for row in rows if row[5]} | set(own.values()))
        shown = labels(graph, concepts, policy)
        self.units = {indicator: shown[unit] for indicator, unit in own.items()}
        for indicator, units in _units_of(rows).items():
            if indicator not in own and len(units) == 1 and "" not in units:
                own[indicator] = units.pop()
                self.units[indicator] = shown[own[indicator]]
        for node, indicator, cls, printed, number, unit, start, end in rows:
            other = unit and unit != own.get(indicator)
            value = Value(
                kind=KINDS[cls],
                start=start,
                end=end,
                parts=tuple(sorted(parts.get(node, []))),
                printed=drawable(printed or number),
                number=number,
                unit=drawable(shown[unit].text) if other else "",
                notes=tuple((drawable(w), lang) for w, lang in notes.get(node, [])),
            )
            self.values[indicator].append(value)
        order = list(KINDS.values())
        for found in self.values.values():
            found.sort(key=lambda value: (order.index(value.kind), value))

    def of(self, indicator: str, kind: str) -> list[Value]:
        """The values of a kind, by period."""
        return [v for v in self.values.get(indicator, ()) if v.kind == kind]


def shown_period(start: str, end: str) -> str:
    """`2024`, `2024-03-31`, `2024 – 2026`, `2024 –` or `""`."""
    if start == end:
        return start
    year = start[:4]
    whole = {(f"{year}-01-01", f"{year}-12-31"), (f"{year}-01", f"{year}-12")}
    if (start, end) in whole:
        return year
    return f"{start} – {end}".strip()


def _listed(rows: list[tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node, one, other in sorted(set(rows)):
        found[node].append((one, other))
    return found


def _units_of(rows: list[tuple[str, ...]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row[1]].add(row[5])
    return found
