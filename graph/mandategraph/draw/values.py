"""The values of indicators as remarks: what kind, how much, when, of whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.draw.wordings import local
from mandategraph.draw.words import listed, say
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

VALUES: Final = {
    "Baseline": "baseline",
    "Target": "target",
    "Measurement": "measurement",
}
_VALUES: Final = """
SELECT ?indicator ?class ?end ?start ?printed ?number ?node WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?node mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?node mg:printedValue ?printed } OPTIONAL { ?node mg:value ?number }
  OPTIONAL { ?node dct:temporal ?period .
    OPTIONAL { ?period dcat:startDate ?start }
    OPTIONAL { ?period dcat:endDate ?end } }
}"""
_PARTS: Final = "SELECT ?node ?part WHERE { ?node mg:valueOf ?of ; mg:dimension ?part }"


class Values:
    """The values of all indicators of a graph, asked for once."""

    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self._of: dict[str, list[tuple[str, str, str, list[str]]]] = defaultdict(list)
        parts: dict[str, list[str]] = defaultdict(list)
        for node, part in sorted(graph.select_text(_PARTS)):
            parts[node].append(part)
        iris = sorted({part for found in parts.values() for part in found})
        names = {}
        for iri, forms in (all_forms(graph, iris) if iris else {}).items():
            chosen = policy.choose(forms)
            names[iri] = drawable(chosen.text) if chosen else local(iri)
        for indicator, cls, end, start, printed, number, node in sorted(
            graph.select_text(_VALUES)
        ):
            of = [names[part] for part in parts[node] if part in names]
            value = VALUES[local(cls)], printed or number, _when(start, end), of
            self._of[indicator].append(value)

    def remarks(self, indicator: str, words: str, lang: str) -> list[str]:
        """A remark per value, by kind and time; none for what the words have already.

        A value of a part of the people, or of the places, says of which.
        """
        found = []
        for name, value, when, of in self._of.get(indicator, ()):
            if value not in words or of:
                more = [when, *of] if when else of
                # each keeps its own direction, which runs on in an Arabic line
                rest = f" ({listed(lang, more)})" if more else ""
                found.append(say(lang, name, value=listed(lang, [value]) + rest))
        return found


def _when(start: str, end: str) -> str:
    """The year of a period of a year, its first and last day else; "" for none."""
    if start[4:] == "-01-01" and end[4:] == "-12-31" and start[:4] == end[:4]:
        return end[:4]
    return "–".join(dict.fromkeys(day[:10] for day in (start, end) if day))
