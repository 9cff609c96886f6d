"""`Reading` -> quads: what the source says, its evidence and its open links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from mandategraph.model import Agent, Plan, Reading, Span, Statement, Warning
from mandategraph.rdf.graphs import describe_graph, graph_iri, write_agent
from mandategraph.rdf.iris import CLASSES, Ledger, digest, mint, span_iri
from mandategraph.rdf.nquads import (
    DCT,
    MG,
    OA,
    PROV,
    Quads,
    boolean,
    day,
    decimal,
    integer,
    iri,
    literal,
)
from mandategraph.vocab import BASE

BASIS: Final = {
    "stated": "basisStated",
    "reading-order": "basisReadingOrder",
    "layout-column": "basisLayoutColumn",
    "layout-heuristic": "basisLayoutHeuristic",
    "text-similarity": "basisTextSimilarity",
}
_LINKS: Final = {
    ("objective", "mandate"): "serves",
    ("objective", "objective"): "subObjectiveOf",
    ("expected_result", "objective"): "expectedResultOf",
}


def write_reading(
    quads: Quads,
    reading: Reading,
    *,
    base: str = BASE,
    ledger: Ledger | None = None,
    date: str,
) -> dict[str, str]:
    """IRI by statement id; the quads of the reading's plans are added to `quads`.

    `date` is an ISO day: the time of the claims, and of the ledger's new entries.
    """
    if not reading.plans:
        return {}
    ledger = ledger if ledger is not None else Ledger()
    iris: dict[str, str] = {}
    for plan in reading.plans:
        iris |= mint(plan, ledger, base=base, day=date)
    source = _SourceWriter(quads, reading, base)
    for plan in reading.plans:
        _PlanWriter(source, plan, iris, date).write()
    return iris


def describe_claims(quads: Quads, graph: str, document: str) -> None:
    """Enter the claim graph of a document in the manifest."""
    describe_graph(quads, graph, "claimGraph", source=document)


def link_predicate(child: Statement, parent: Statement) -> str:
    """The local name of the property that links a statement to the one above."""
    if child.type == "indicator":
        return "indicatorOf"
    return _LINKS.get((child.type, parent.type), "contributesTo")


def warning_text(warning: Warning) -> str:
    """`code [start,end]: message`, the form that the graph keeps."""
    place = f" [{warning.span.start},{warning.span.end}]" if warning.span else ""
    return f"{warning.code}{place}: {warning.message}"


class _SourceWriter:
    """Writes what all plans of one source share: its text, its agent, its spans."""

    def __init__(self, quads: Quads, reading: Reading, base: str) -> None:
        self.quads, self.reading, self.base = quads, reading, base
        source = reading.source
        self.text = source.text
        self.text_iri = f"{base}text/{source.sha256[:16]}"
        slug, names = _slug(source.extractor), (("en", source.extractor),)
        agent = Agent(f"agent-{slug}", "software", names)
        self.agent = write_agent(quads, agent, base=base)
        self.text_graph = graph_iri(base, f"text-{source.sha256[:16]}")
        quads.add(
            self.text_graph, self.text_iri, f"{MG}textContent", literal(source.text)
        )
        self.leftover: dict[str, list[Span]] = defaultdict(list)
        self.marks: dict[str, list[Span]] = defaultdict(list)
        self.warnings: dict[str, list[Warning]] = defaultdict(list)
        self._starts = [plan.span.start for plan in reading.plans]
        for span in reading.leftover:
            self.leftover[self._home(span)].append(span)
        for span in reading.marks:
            self.marks[self._home(span)].append(span)
        for warning in reading.warnings:
            self.warnings[self._home(warning.span)].append(warning)

    def _home(self, span: Span | None) -> str:
        """Key of the plan in whose part the span begins; the first has the rest."""
        at = span.start if span else -1
        plans = self.reading.plans
        near = bisect_right(self._starts, at) - 1
        return (
            plans[near] if near >= 0 and at < plans[near].span.end else plans[0]
        ).key

    def describe(self, graph: str, document: str, *, first: bool) -> None:
        """State the file in the graph of one of its documents, its text in the first.

        Once, so that the union of all graphs has no statement twice.
        """
        add, source = self.quads.add, self.reading.source
        add(graph, document, f"{MG}fileName", literal(source.file))
        add(graph, document, f"{DCT}format", literal(source.media_type))
        add(graph, self.text_iri, f"{MG}textOf", iri(document))
        if first:
            self.quads.a(graph, self.text_iri, f"{MG}ExtractedText")
            add(graph, self.text_iri, f"{MG}sha256", literal(source.sha256))
            add(graph, self.text_iri, f"{MG}extractor", iri(self.agent))

    def span(self, graph: str, span: Span, fragments: tuple[Span, ...] = ()) -> str:
        """IRI of the span, whose position and exact words are added to the graph."""
        add, node = self.quads.add, span_iri(self.text_iri, span)
        position = span_iri(self.text_iri, span, "position")
        quote = span_iri(self.text_iri, span, "quote")
        self.quads.a(graph, node, f"{MG}TextSpan")
        add(graph, node, f"{OA}hasSource", iri(self.text_iri))
        add(graph, node, f"{OA}hasSelector", iri(position), iri(quote))
        self.quads.a(graph, position, f"{OA}TextPositionSelector")
        add(graph, position, f"{OA}start", integer(span.start))
        add(graph, position, f"{OA}end", integer(span.end))
        self.quads.a(graph, quote, f"{OA}TextQuoteSelector")
        add(graph, quote, f"{OA}exact", literal(span.of(self.text)))
        if fragments and fragments != (span,):
            add(graph, node, f"{MG}lineOffsets", literal(_offsets(fragments)))
        return node


class _PlanWriter:
    """Writes one plan: its document graph and its claim graph."""

    def __init__(
        self, source: _SourceWriter, plan: Plan, iris: Mapping[str, str], date: str
    ) -> None:
        self.source, self.plan, self.iris, self.date = source, plan, iris, date
        self.quads, base = source.quads, source.base
        self.document = f"{base}doc-{plan.key}"
        self.node = f"{base}plan-{plan.key}"
        self.doc_graph = graph_iri(base, f"doc-{plan.key}")
        self.claim_graph = graph_iri(base, f"claims-{plan.key}")
        self.by_id = {s.id: s for s in plan.statements}
        self.headings = {target: s for s in plan.statements for target in s.applies_to}

    def write(self) -> None:
        self._document()
        for statement in self.plan.statements:
            self._statement(statement)
            self._link(statement)
        if self.claim_graph in self.quads:
            describe_claims(self.quads, self.claim_graph, self.document)

    def _document(self) -> None:
        add, graph, plan = self.quads.add, self.doc_graph, self.plan
        reading = self.source.reading
        describe_graph(
            self.quads, graph, "sourceGraph", source=self.document, lang=plan.lang
        )
        describe_graph(
            self.quads, self.source.text_graph, "textGraph", source=self.document
        )
        self.quads.a(graph, self.document, f"{MG}SourceDocument")
        add(graph, self.document, f"{DCT}language", literal(plan.lang))
        add(graph, self.document, f"{MG}periodStatus", iri(f"{MG}notStated"))
        add(graph, self.document, f"{MG}boundaryReason", literal(plan.boundary))
        span = f"{plan.span.start},{plan.span.end}"
        add(graph, self.document, f"{MG}textRange", literal(span))
        first = plan is reading.plans[0]
        self.source.describe(graph, self.document, first=first)
        self.quads.a(graph, self.node, f"{MG}Plan")
        add(graph, self.node, f"{DCT}source", iri(self.document))
        text = self.source.text_iri
        key = plan.key
        for left in self.source.leftover[key]:
            add(graph, text, f"{MG}leftover", iri(self.source.span(graph, left)))
        if marks := self.source.marks[key]:
            add(graph, text, f"{MG}markOffsets", literal(_offsets(marks)))
        for warning in self.source.warnings[key]:
            note = literal(warning_text(warning))
            add(graph, text, f"{MG}readingWarning", note)

    def _statement(self, s: Statement) -> None:
        add, graph, node = self.quads.add, self.doc_graph, self.iris[s.id]
        self.quads.a(graph, node, MG + CLASSES[s.type])
        add(graph, node, f"{MG}elementOf", iri(self.node))
        add(graph, node, f"{DCT}identifier", literal(s.id))
        add(
            graph,
            node,
            f"{MG}evidence",
            iri(self.source.span(graph, s.span, s.fragments)),
        )
        if s.label is not None:
            add(graph, node, f"{MG}sourceLabel", literal(s.label, lang=s.lang))
        if s.heading is not None:
            heading = self.source.span(graph, s.heading)
            add(graph, node, f"{MG}headingSpan", iri(heading))
        if s.text is not None:
            add(graph, node, f"{MG}statementText", literal(s.text, lang=s.lang))
        elif s.type != "section_heading":
            add(graph, node, f"{MG}textStatus", iri(f"{MG}textNotExtracted"))
        if s.ordinal is not None:
            add(graph, node, f"{MG}ordinal", integer(s.ordinal))
        if s.type == "objective":
            add(graph, node, f"{MG}objectiveLevel", iri(f"{MG}levelUnspecified"))
        if s.type == "expected_result":
            add(graph, node, f"{MG}resultType", iri(f"{MG}typeUnspecified"))
        for target in s.applies_to:
            add(graph, node, f"{MG}introduces", iri(self.iris[target]))

    def _link(self, s: Statement) -> None:
        parent = s.parent
        if parent.target and parent.basis:
            basis = BASIS[parent.basis]
            target = self.by_id[parent.target]
            predicate = self._claim(s, target, "stated", basis, None)
            link = iri(self.iris[target.id])
            self.quads.add(self.claim_graph, self.iris[s.id], predicate, link)
        elif parent.status in ("unknown", "proposed"):
            self._open_link(s)
            basis = BASIS[parent.basis or "layout-heuristic"]
            for c in parent.candidates if parent.status == "proposed" else ():
                target = self.by_id[c.target]
                self._claim(s, target, "proposed", basis, c.confidence)

    def _claim(
        self,
        s: Statement,
        target: Statement,
        status: str,
        basis: str,
        confidence: float | None,
    ) -> str:
        """IRI of the property by which the statement is claimed to belong."""
        add, graph, subject = self.quads.add, self.claim_graph, self.iris[s.id]
        predicate, obj = MG + link_predicate(s, target), self.iris[target.id]
        parts = (subject, predicate, obj, basis, self.source.agent)
        node = f"{self.source.base}claim-{digest(*parts, length=12)}"
        self.quads.a(graph, node, f"{MG}Claim")
        add(graph, node, f"{MG}claimSubject", iri(subject))
        add(graph, node, f"{MG}claimPredicate", iri(predicate))
        add(graph, node, f"{MG}claimObject", iri(obj))
        add(graph, node, f"{MG}status", iri(MG + status))
        add(graph, node, f"{MG}basis", iri(MG + basis))
        if confidence is not None:
            add(graph, node, f"{MG}confidence", decimal(confidence))
        # the link rests on both places: the statement's and that of what it follows
        self._made_by(node, s.span, target.heading or target.span)
        return predicate

    def _open_link(self, s: Statement) -> None:
        add, graph, subject = self.quads.add, self.claim_graph, self.iris[s.id]
        candidates = [self.by_id[c.target] for c in s.parent.candidates]
        names = {link_predicate(s, c) for c in candidates}
        name = names.pop() if len(names) == 1 else "contributesTo"
        node = f"{self.source.base}open-{digest(subject, MG + name, length=12)}"
        self.quads.a(graph, node, f"{MG}OpenLink")
        add(graph, node, f"{MG}claimSubject", iri(subject))
        add(graph, node, f"{MG}claimPredicate", iri(MG + name))
        add(graph, node, f"{MG}candidatesComplete", boolean(len(candidates) > 1))
        for c in candidates:
            add(graph, node, f"{MG}candidate", iri(self.iris[c.id]))
        self._made_by(node, (self.headings.get(s.id) or s).span)

    def _made_by(self, node: str, *words: Span) -> None:
        """State the agent, the day and the words that the claim or link rests on."""
        add, graph, text = self.quads.add, self.claim_graph, self.source.text_iri
        for span in words:
            add(graph, node, f"{MG}evidence", iri(span_iri(text, span)))
        add(graph, node, f"{PROV}wasAttributedTo", iri(self.source.agent))
        add(graph, node, f"{PROV}generatedAtTime", day(self.date))


def _offsets(spans: Iterable[Span]) -> str:
    return " ".join(f"{span.start},{span.end}" for span in spans)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-") or "unnamed"
