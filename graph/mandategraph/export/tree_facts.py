"""What the plan trees of JSON are made of: properties, evidence, wordings by node."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from mandategraph.language import STANDINS
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.query import all_forms
from mandategraph.rdf.properties import (
    Properties,
    by_subject,
    every,
    first,
    is_a,
    span_of,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.language import Form
    from mandategraph.store import MandateGraph

Tree = dict[str, Any]

DCT: Final = PREFIXES["dct"]
SKOS: Final = PREFIXES["skos"]
_VALUES: Final = ("Baseline", "Target", "Measurement")
_MOST: Final = 2**53  # the integers that every reader of JSON keeps exact
_PROPERTIES: Final = """
SELECT ?node ?property ?value (LANG(?value) AS ?lang) WHERE {
  ?node a ?class .
  FILTER(?class IN (mg:Plan, mg:SourceDocument, mg:Baseline, mg:Target, mg:Measurement,
                    mg:OpenLink, dct:PeriodOfTime)
         || EXISTS { ?node mg:elementOf ?plan })
  ?node ?property ?value .
}"""
_EVIDENCE: Final = """
SELECT ?span ?property ?value ?text WHERE {
  ?node mg:evidence ?span .
  ?span oa:hasSource ?text ; oa:hasSelector ?selector .
  ?selector ?property ?value .
  FILTER(?property IN (oa:exact, oa:start, oa:end, rdf:value))
}"""
_TEXTS: Final = """
SELECT ?text ?document ?sha256 WHERE {
  ?text mg:textOf ?document OPTIONAL { ?text mg:sha256 ?sha256 }
}"""
_PLACES: Final = {
    f"{PREFIXES['oa']}exact": "quote",
    f"{PREFIXES['oa']}start": "start",
    f"{PREFIXES['oa']}end": "end",
    f"{PREFIXES['rdf']}value": "place",
}


class Facts:
    """The properties of each node, in batches; `forms` after `word` was called."""

    def __init__(self, graph: MandateGraph) -> None:
        self.graph = graph
        self.nodes = by_subject(sorted(graph.select_text(_PROPERTIES)))
        self.forms: dict[str, list[Form]] = {}
        self.spans: dict[str, Tree] = {}
        for span, name, value, text in sorted(graph.select_text(_EVIDENCE)):
            own = self.spans.setdefault(span, {"text": text})
            key = _PLACES[name]
            own[key] = int(value) if key in ("start", "end") else value
        self.hashes: dict[str, str] = {}
        for _, document, sha256 in sorted(graph.select_text(_TEXTS)):
            self.hashes[document] = sha256
        self.values: dict[str, list[str]] = {}
        self.open: dict[str, list[str]] = {}
        for node, own in self.nodes.items():
            for upper in every(own, "valueOf"):
                self.values.setdefault(upper, []).append(node)
            if is_a(own, "OpenLink"):
                for subject in every(own, "claimSubject"):
                    self.open.setdefault(subject, []).append(node)

    def word(self, iris: Iterable[str]) -> None:
        """Look up every wording of these nodes."""
        self.forms = all_forms(self.graph, sorted(set(iris)))

    def of(self, node: str) -> Properties:
        """The properties of the node, none of one that is only linked to."""
        return self.nodes.get(node, {})

    def wordings(self, node: str) -> list[Tree]:
        """Text, language and status of each wording, by language."""
        found = [f for f in self.forms.get(node, ()) if f.status not in STANDINS]
        return [{"lang": f.lang, "text": f.text, "status": f.status} for f in found]

    def labels(self, node: str) -> list[Tree]:
        """The printed label and its translations, as in `wordings`."""
        found = [f for f in self.forms.get(node, ()) if f.status == "label"]
        return [{"lang": f.lang, "text": f.text, "status": f.of} for f in found]

    def printed(self, node: str, name: str) -> list[Tree]:
        """The values of a property of further words, each with its language."""
        return [{"lang": g, "text": t} for t, g in texts(self.of(node), name)]

    def evidence(self, node: str) -> list[Tree]:
        """The words that the node rests on, and where they stand, in reading order."""
        found = []
        for iri in every(self.of(node), "evidence"):
            span = {"iri": iri, **self.spans.get(iri, {})}
            found.append(span)
        return sorted(found, key=lambda s: (s.get("start", 0), s["iri"]))

    def begins(self, node: str) -> int:
        """Where the words of the node begin, for the order of siblings."""
        starts = [s["start"] for s in self.evidence(node) if "start" in s]
        headings = every(self.of(node), "headingSpan")
        starts += [span_of(iri).start for iri in headings if "#char=" in iri]
        return min(starts, default=_MOST)

    def period(self, node: str) -> Tree | None:
        """The stated ends of the period that the node covers."""
        iri = first(self.of(node), f"{DCT}temporal")
        own = self.of(iri or "")
        ends = {
            "start": first(own, f"{PREFIXES['dcat']}startDate"),
            "end": first(own, f"{PREFIXES['dcat']}endDate"),
        }
        return given(ends) or None

    def value(self, node: str) -> Tree:
        """A baseline, target or measurement."""
        own = self.of(node)
        kind = next((k for k in _VALUES if is_a(own, k)), _VALUES[-1])
        unit = first(own, "unit")
        if unit == f"{MG_NS}unitNotStated":
            unit = None
        return given(
            {
                "iri": node,
                "kind": kind.lower(),
                "printed": first(own, "printedValue"),
                "number": _number(first(own, "value")),
                "unit": unit and {"iri": unit, "names": self.wordings(unit)},
                "period": self.period(node),
                "dimensions": [
                    {"iri": iri, "names": self.wordings(iri)}
                    for iri in sorted(every(own, "dimension"))
                ],
                "notes": self.printed(node, f"{SKOS}note"),
                "evidence": self.evidence(node),
            }
        )


def given(tree: Tree) -> Tree:
    """The entries that hold something: what the source does not say is not there."""
    return {k: v for k, v in tree.items() if v is not None and v not in ([], "")}


def _number(text: str | None) -> int | float | str | None:
    """The decimal as a JSON number, or as text where that would change it."""
    if text is None:
        return None
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite():
        return text
    if exact == exact.to_integral_value() and abs(exact) < _MOST:
        return int(exact)
    return float(exact) if Decimal(repr(float(exact))) == exact else text
