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
from mandategraph.rdf.nquads import DCT, MG, SKOS
from mandategraph.rdf.properties import (
    Properties,
    by_subject,
    every,
    first,
    is_a,
    offset_pairs,
    one,
    span_of,
    texts,
)
from mandategraph.rdf.read_details import Details, layout_places
from mandategraph.rdf.write import BASIS

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_TYPE: Final = {MG + name: kind for kind, name in CLASSES.items()}
_BASIS: Final = {MG + code: basis for basis, code in BASIS.items()}
_BETTER: Final = {"true": True, "false": False, "1": True, "0": False}
_WARNING: Final = re.compile(r"(?s)(\S+?)(?: \[(\d+),(\d+)\])?: (.*)")
_ELEMENTS = """
SELECT ?node ?property ?value (LANG(?value) AS ?lang) WHERE {
  GRAPH ?g { ?node ?property ?value }
  ?g mg:graphRole ?role .
  FILTER(?role IN (mg:sourceGraph, mg:agentGraph))
}"""
_CLAIMS = """
SELECT ?claim ?property ?value (LANG(?value) AS ?lang) WHERE {
  GRAPH ?g { ?claim a ?kind . ?claim ?property ?value . }
  ?g mg:graphRole mg:claimGraph .
  FILTER(?kind IN (mg:Claim, mg:OpenLink))
}"""
_TEXTS = """
SELECT ?text ?content (COALESCE(?layout, "") AS ?places) WHERE {
  ?text mg:textContent ?content .
  OPTIONAL { ?text mg:textLayout ?layout }
}"""


def read_readings(graph: MandateGraph) -> list[Reading]:
    """What was read from each source of the graph, ordered by file name and hash.

    Raises StoreError when the graph lacks the text of a source.
    """
    nodes = by_subject(graph.select_text(_ELEMENTS))
    links = by_subject(graph.select_text(_CLAIMS))
    texts = {row[0]: (row[1], row[2]) for row in graph.select_text(_TEXTS)}
    reader = _Reader(nodes, links)
    found = [
        reader.reading(node, texts.get(node))
        for node, properties in nodes.items()
        if is_a(properties, "ExtractedText")
    ]
    return sorted(found, key=lambda r: (r.source.file, r.source.sha256, r.source.part))


class _Reader:
    def __init__(
        self, nodes: dict[str, Properties], links: dict[str, Properties]
    ) -> None:
        self.nodes = nodes
        self.details = Details(nodes)
        self.links: dict[str, list[Properties]] = defaultdict(list)
        for properties in links.values():
            for subject in every(properties, "claimSubject"):
                self.links[subject].append(properties)
        self.plans: dict[str, str] = {}  # by document
        self.members: dict[str, list[str]] = defaultdict(list)  # by plan
        for node, properties in nodes.items():
            for plan in every(properties, "elementOf"):
                self.members[plan].append(node)
            if is_a(properties, "Plan"):
                self.plans[one(properties, f"{DCT}source")] = node

    def reading(self, node: str, text: tuple[str, str] | None) -> Reading:
        own = self.nodes[node]
        if text is None:
            raise StoreError(node, "the graph does not hold the text of this source")
        documents = every(own, "textOf")
        some = self.nodes[documents[0]]
        agent = self.nodes[one(own, "extractor")]
        source = Source(
            file=one(some, "fileName"),
            sha256=one(own, "sha256"),
            text=text[0],
            media_type=one(some, f"{DCT}format"),
            extractor=one(agent, f"{SKOS}prefLabel"),
            places=layout_places(text[1]),
            part=first(own, "textPart") or "",
        )
        plans = sorted((self._plan(d) for d in documents), key=lambda p: p.span)
        return Reading(
            source=source,
            plans=tuple(plans),
            leftover=tuple(sorted(span_of(iri) for iri in every(own, "leftover"))),
            marks=tuple(sorted(offset_pairs(" ".join(every(own, "markOffsets"))))),
            warnings=tuple(
                sorted(
                    (_warning(text) for text in every(own, "readingWarning")),
                    key=_warning_order,
                )
            ),
        )

    def _plan(self, document: str) -> Plan:
        own = self.nodes[document]
        plan = self.plans[document]
        members = {node: self.nodes[node] for node in self.members[plan]}
        self._ids = {n: one(p, f"{DCT}identifier") for n, p in members.items()}
        order = sorted(members, key=lambda n: _place(members[n]))
        self._order = {node: number for number, node in enumerate(order)}
        start, end = one(own, "textRange").split(",")
        whole, details = self.nodes[plan], self.details
        described = (f"{DCT}description", "descriptionSpan")
        claims = [c for n in (plan, *order) for c in self.links[n]]
        return Plan(
            key=plan.rpartition("/plan-")[2],
            lang=first(whole, f"{DCT}language") or one(own, f"{DCT}language"),
            span=Span(int(start), int(end)),
            boundary=one(own, "boundaryReason"),
            statements=tuple(self._statement(n, members[n]) for n in order),
            title=details.wordings(whole, f"{DCT}title", "titleSpan"),
            description=details.wordings(whole, *described),
            identifier=first(whole, "sourceIdentifier"),
            period=details.period(whole),
            published=first(whole, f"{DCT}issued"),
            parties=details.parties(claims, self._ids),
            references=details.references(self.links[plan]),
            fields=details.fields(whole),
        )

    def _statement(self, node: str, own: Properties) -> Statement:
        span_iri = one(own, "evidence")
        span = span_of(span_iri)
        details = self.details
        also = details.wordings(own, "statementText", "wordingSpan")
        lang = _lang(own, {w.lang for w in also})
        given = {lang: text for text, lang in texts(own, "statementText")}
        label, text = first(own, "sourceLabel"), given.get(lang)
        heading = first(own, "headingSpan")
        ordinal = first(own, "ordinal")
        kind = next(_TYPE[c] for c in every(own, "a") if c in _TYPE)
        lines = first(self.nodes[span_iri], "lineOffsets")
        whole = (span,) if text is not None else ()
        introduced = sorted(every(own, "introduces"), key=self._order.__getitem__)
        return Statement(
            id=self._ids[node],
            type=cast("StatementType", kind),
            lang=lang,
            span=span,
            ordinal=int(ordinal) if ordinal is not None else None,
            label=label,
            heading=span_of(heading) if heading else None,
            text=text,
            text_status="absent_in_source" if every(own, "textStatus") else "extracted",
            fragments=offset_pairs(lines) if lines else whole,
            parent=self._parent(node),
            applies_to=tuple(self._ids[i] for i in introduced),
            also=also,
            description=details.wordings(own, f"{DCT}description", "descriptionSpan"),
            notes=details.wordings(own, f"{SKOS}note", "noteSpan"),
            code=first(own, f"{SKOS}notation"),
            identifier=first(own, "sourceIdentifier"),
            level=_level(own),
            unit=details.unit(own) if kind == "indicator" else None,
            higher_is_better=_BETTER.get(first(own, "higherIsBetter") or ""),
            values=details.values_of(node) if kind == "indicator" else (),
            references=details.references(self.links[node]),
            fields=details.fields(own),
        )

    def _parent(self, node: str) -> Parent:
        claims = [p for p in self.links[node] if is_a(p, "Claim")]
        for claim in claims:
            target = one(claim, "claimObject")
            if MG + "stated" in every(claim, "status") and target in self._ids:
                basis = _BASIS.get(one(claim, "basis"))
                return Parent(
                    "asserted", basis=cast("Basis", basis), target=self._ids[target]
                )
        proposed = {
            one(c, "claimObject"): c
            for c in claims
            if MG + "proposed" in every(c, "status") and one(c, "basis") in _BASIS
        }
        for link in self.links[node]:
            if not is_a(link, "OpenLink"):
                continue
            candidates = [
                Candidate(
                    self._ids[c],
                    float(one(proposed[c], "confidence")) if c in proposed else None,
                )
                for c in sorted(every(link, "candidate"), key=self._order.__getitem__)
            ]
            basis = next((_BASIS[one(c, "basis")] for c in proposed.values()), None)
            return Parent(
                "proposed" if proposed else "unknown",
                cast("Basis | None", basis),
                None,
                tuple(candidates),
            )
        return Parent("none_in_source")


def _lang(own: Properties, others: set[str]) -> str:
    """The language of the statement's text or label; `und` when it has neither."""
    for _, lang in texts(own, "statementText"):
        if lang not in others:
            return lang
    return next((lang for _, lang in texts(own, "sourceLabel")), "und")


def _level(own: Properties) -> str | None:
    code = first(own, "objectiveLevel") or first(own, "resultType")
    name = code.removeprefix(MG) if code else ""
    return name if name and not name.endswith("Unspecified") else None


def _place(own: Properties) -> tuple[int, int]:
    heading = first(own, "headingSpan")
    span = span_of(one(own, "evidence"))
    return (
        min(span.start, span_of(heading).start) if heading else span.start,
        span.end,
    )


def _warning(text: str) -> Warning:
    match = _WARNING.fullmatch(text)
    if match is None:
        return Warning("note", text)
    span = Span(int(match[2]), int(match[3])) if match[2] else None
    return Warning(match[1], match[4], span)


def _warning_order(warning: Warning) -> tuple[int, str, str]:
    return (warning.span.start if warning.span else -1, warning.code, warning.message)
