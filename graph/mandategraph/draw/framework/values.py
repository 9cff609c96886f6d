"""What the graph says of elements beside their wording, asked for once for all plans.

Baselines, targets and measurements with period, unit, breakdown and notes; means of
verification, assumptions and levels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.draw.metrics import drawable
from mandategraph.draw.values import Values
from mandategraph.namespaces import MG_NS

if TYPE_CHECKING:
    from mandategraph.draw.values import Value
    from mandategraph.language import Form, LanguagePolicy
    from mandategraph.store import MandateGraph

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
_FIELD: Final = re.compile(r"(?s)(?:[^:=]*:)?([^=]*?)(?: \[\d+,\d+\])?=(.*)")


class Said(NamedTuple):
    """Words of the source, with an address if they lead to one.

    `document` is whether the source only names a document, without saying what for.
    """

    words: str
    href: str = ""
    document: bool = False


class Details:
    """What is asked of the graph for all tables of it."""

    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.read = Values(graph, policy)
        self.values = self.read.of
        self.verified_by: dict[str, list[Said]] = defaultdict(list)
        self.assumptions: dict[str, list[Said]] = defaultdict(list)
        self.levels = {
            row[0]: row[1].removeprefix(MG_NS) for row in graph.select_text(_LEVELS)
        }
        self._read_fields(graph)
        for element, document, field in sorted(graph.select_text(_REFERENCES)):
            words = _FIELD.sub(r"\2", field) if field else document
            found = Said(drawable(words), document, document=True)
            if found not in self.verified_by[element]:
                self.verified_by[element].append(found)

    def _read_fields(self, graph: MandateGraph) -> None:
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

    def units(self, indicator: str) -> list[Form]:
        """The wordings of the units of an indicator, none when they are not stated."""
        return [self.read.form(unit) for unit in self._own(indicator)]

    def _own(self, indicator: str) -> tuple[str, ...]:
        """The units that the indicator states, else those that all its values share."""
        shared = {value.units for value in self.values.get(indicator, ())}
        same = shared.pop() if len(shared) == 1 else ()
        return self.read.unit_of(indicator) or same

    def unit(self, value: Value) -> str:
        """The unit of a value when that is not the indicator's, else `""`."""
        other = value.units != self._own(value.indicator)
        return self.read.unit(value.units) if other else ""

    def of(self, indicator: str, kind: str) -> list[Value]:
        """The values of a kind, by period."""
        return [v for v in self.values.get(indicator, ()) if v.kind == kind]
