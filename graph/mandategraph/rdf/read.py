"""Quads -> `Reading`: the inverse of writing, so that nothing is lost on the way."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from mandategraph.errors import StoreError
from mandategraph.model import (
    Basis,
    Candidate,
    Parent,
    Plan,
    Reading,
    Source,
    Span,
    Statement,
    StatementType,
    Warning,
)
from mandategraph.rdf.iris import CLASSES
from mandategraph.rdf.nquads import MG, RDF
from mandategraph.rdf.write import BASIS

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_TYPE: Final = {MG + name: kind for kind, name in CLASSES.items()}
_BASIS: Final = {MG + code: basis for basis, code in BASIS.items()}
_WARNING: Final = re.compile(r"(?s)(\S+?)(?: \[(\d+),(\d+)\])?: (.*)")
_SPAN: Final = re.compile(r"#char=(\d+),(\d+)$")

Properties = dict[str, list[tuple[str, str]]]

_ELEMENTS = """
SELECT ?node ?property ?value (LANG(?value) AS ?lang) WHERE {
  GRAPH ?g { ?node ?property ?value }
  ?g mg:graphRole ?role .
  FILTER(?role IN (mg:sourceGraph, mg:agentGraph))
}"""
_CLAIMS = """
SELECT ?claim ?property ?value ("" AS ?none) WHERE {
  GRAPH ?g { ?claim a ?kind . ?claim ?property ?value . }
  ?g mg:graphRole mg:claimGraph .
  FILTER(?kind IN (mg:Claim, mg:OpenLink))
}"""
_TEXTS = "SELECT ?text ?content WHERE { ?text mg:textContent ?content }"


def read_readings(graph: MandateGraph) -> list[Reading]:
    """What was read from each source of the graph, ordered by file name and hash.

    Raises StoreError when the graph lacks the text of a source.
    """
    nodes = _by_subject(graph.select_text(_ELEMENTS))
    links = _by_subject(graph.select_text(_CLAIMS))
    texts = dict(cast("list[tuple[str, str]]", graph.select_text(_TEXTS)))
    reader = _Reader(nodes, links)
    found = [
        reader.reading(node, texts.get(node))
        for node, properties in nodes.items()
        if _is(properties, "ExtractedText")
    ]
    return sorted(found, key=lambda r: (r.source.file, r.source.sha256))


class _Reader:
    def __init__(
        self, nodes: dict[str, Properties], links: dict[str, Properties]
    ) -> None:
        self.nodes = nodes
        self.links: dict[str, list[Properties]] = defaultdict(list)
        for properties in links.values():
            for subject in _all(properties, "claimSubject"):
                self.links[subject].append(properties)
        self.plans: dict[str, str] = {}  # by document
        self.members: dict[str, list[str]] = defaultdict(list)  # by plan
        for node, properties in nodes.items():
            for plan in _all(properties, "elementOf"):
                self.members[plan].append(node)
            if _is(properties, "Plan"):
                self.plans[_one(properties, "http://purl.org/dc/terms/source")] = node

    def reading(self, node: str, text: str | None) -> Reading:
        own = self.nodes[node]
        if text is None:
            raise StoreError(node, "the graph does not hold the text of this source")
        documents = _all(own, "textOf")
        some = self.nodes[documents[0]]
        agent = self.nodes[_one(own, "extractor")]
        source = Source(
            file=_one(some, "fileName"),
            sha256=_one(own, "sha256"),
            text=text,
            media_type=_one(some, "http://purl.org/dc/terms/format"),
            extractor=_one(agent, "http://www.w3.org/2004/02/skos/core#prefLabel"),
        )
        plans = sorted((self._plan(d) for d in documents), key=lambda p: p.span)
        return Reading(
            source=source,
            plans=tuple(plans),
            leftover=tuple(sorted(_span(iri) for iri in _all(own, "leftover"))),
            marks=tuple(sorted(_spans(" ".join(_all(own, "markOffsets"))))),
            warnings=tuple(
                sorted(
                    (_warning(text) for text in _all(own, "readingWarning")),
                    key=_warning_order,
                )
            ),
        )

    def _plan(self, document: str) -> Plan:
        own = self.nodes[document]
        plan = self.plans[document]
        members = {node: self.nodes[node] for node in self.members[plan]}
        self._ids = {
            n: _one(p, "http://purl.org/dc/terms/identifier")
            for n, p in members.items()
        }
        order = sorted(members, key=lambda n: _place(members[n]))
        self._order = {node: number for number, node in enumerate(order)}
        start, end = _one(own, "textRange").split(",")
        return Plan(
            key=plan.rpartition("/plan-")[2],
            lang=_one(own, "http://purl.org/dc/terms/language"),
            span=Span(int(start), int(end)),
            boundary=_one(own, "boundaryReason"),
            statements=tuple(self._statement(n, members[n]) for n in order),
        )

    def _statement(self, node: str, own: Properties) -> Statement:
        span_iri = _one(own, "evidence")
        span = _span(span_iri)
        label, text = _first(own, "sourceLabel"), _first(own, "statementText")
        heading = _first(own, "headingSpan")
        ordinal = _first(own, "ordinal")
        kind = next(_TYPE[c] for c in _all(own, f"{RDF}type") if c in _TYPE)
        lines = _first(self.nodes[span_iri], "lineOffsets")
        whole = (span,) if text is not None else ()
        introduced = sorted(_all(own, "introduces"), key=self._order.__getitem__)
        return Statement(
            id=self._ids[node],
            type=cast("StatementType", kind),
            lang=_lang(own),
            span=span,
            ordinal=int(ordinal) if ordinal is not None else None,
            label=label,
            heading=_span(heading) if heading else None,
            text=text,
            text_status="absent_in_source" if _all(own, "textStatus") else "extracted",
            fragments=_spans(lines) if lines else whole,
            parent=self._parent(node),
            applies_to=tuple(self._ids[i] for i in introduced),
        )

    def _parent(self, node: str) -> Parent:
        claims = [p for p in self.links[node] if _is(p, "Claim")]
        for claim in claims:
            target = _one(claim, "claimObject")
            if MG + "stated" in _all(claim, "status") and target in self._ids:
                basis = _BASIS.get(_one(claim, "basis"))
                return Parent(
                    "asserted", basis=cast("Basis", basis), target=self._ids[target]
                )
        proposed = {
            _one(c, "claimObject"): c
            for c in claims
            if MG + "proposed" in _all(c, "status") and _one(c, "basis") in _BASIS
        }
        for link in self.links[node]:
            if not _is(link, "OpenLink"):
                continue
            candidates = [
                Candidate(
                    self._ids[c],
                    float(_one(proposed[c], "confidence")) if c in proposed else None,
                )
                for c in sorted(_all(link, "candidate"), key=self._order.__getitem__)
            ]
            basis = next((_BASIS[_one(c, "basis")] for c in proposed.values()), None)
            return Parent(
                "proposed" if proposed else "unknown",
                cast("Basis | None", basis),
                None,
                tuple(candidates),
            )
        return Parent("none_in_source")


def _by_subject(rows: list[tuple[str, ...]]) -> dict[str, Properties]:
    nodes: dict[str, Properties] = {}
    for subject, name, value, lang in rows:
        pairs = nodes.setdefault(subject, {}).setdefault(name, [])
        if (value, lang) not in pairs:
            pairs.append((value, lang))
    return nodes


def _all(properties: Properties, name: str) -> list[str]:
    key = name if ":" in name else MG + name
    return [value for value, _ in properties.get(key, [])]


def _first(properties: Properties, name: str) -> str | None:
    return next(iter(_all(properties, name)), None)


def _one(properties: Properties, name: str) -> str:
    value = _first(properties, name)
    if value is None:
        raise StoreError("graph", f"a node lacks {name}", "check the graph")
    return value


def _is(properties: Properties, name: str) -> bool:
    return MG + name in _all(properties, f"{RDF}type")


def _lang(properties: Properties) -> str:
    for name in ("statementText", "sourceLabel"):
        for _, lang in properties.get(MG + name, []):
            return lang
    return "und"


def _span(iri: str) -> Span:
    match = _SPAN.search(iri)
    if match is None:
        raise StoreError(iri, "not the IRI of a text span", "check the graph")
    return Span(int(match[1]), int(match[2]))


def _spans(offsets: str) -> tuple[Span, ...]:
    pairs = (pair.split(",") for pair in offsets.split())
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def _place(own: Properties) -> tuple[int, int]:
    heading = _first(own, "headingSpan")
    span = _span(_one(own, "evidence"))
    return (min(span.start, _span(heading).start) if heading else span.start, span.end)


def _warning(text: str) -> Warning:
    match = _WARNING.fullmatch(text)
    if match is None:
        return Warning("note", text)
    span = Span(int(match[2]), int(match[3])) if match[2] else None
    return Warning(match[1], match[4], span)


def _warning_order(warning: Warning) -> tuple[int, str, str]:
    return (warning.span.start if warning.span else -1, warning.code, warning.message)
