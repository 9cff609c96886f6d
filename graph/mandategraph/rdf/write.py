"""`Reading` -> quads: what the source says, its evidence and its open links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mandategraph.model import (
    Field,
    Party,
    Plan,
    Reading,
    Reference,
    Span,
    Statement,
    Warning,
)
from mandategraph.namespaces import BASE
from mandategraph.rdf.claims import Link, write_attribution, write_claim
from mandategraph.rdf.evidence import SourceWriter, offsets
from mandategraph.rdf.graphs import describe_graph, graph_iri
from mandategraph.rdf.iris import CLASSES, Ledger, digest, mint
from mandategraph.rdf.measures import MeasureWriter, date_literal, write_period
from mandategraph.rdf.nquads import (
    DCT,
    MG,
    SKOS,
    Quads,
    boolean,
    decimal,
    integer,
    iri,
    literal,
)
from mandategraph.rdf.parties import describe_party, party_iris, write_part

BASIS: Final = {
    "stated": "basisStated",
    "reading-order": "basisReadingOrder",
    "layout-column": "basisLayoutColumn",
    "layout-heuristic": "basisLayoutHeuristic",
    "text-similarity": "basisTextSimilarity",
}
REFERENCES: Final = {
    "aligned_with": f"{MG}alignedWith",
    "references": f"{DCT}references",
}
ROLES: Final = {
    "plan_of": f"{MG}planOf",
    "context": f"{MG}involves",
    "performer": f"{MG}hasPerformer",
    "beneficiary": f"{MG}hasBeneficiary",
    "stakeholder": f"{MG}hasStakeholder",
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
    source = SourceWriter(quads, reading, base)
    for plan in reading.plans:
        _PlanWriter(source, plan, iris, date).write()
    return iris


def link_predicate(child: Statement, parent: Statement) -> str:
    """The local name of the property that links a statement to the one above."""
    if child.type == "indicator":
        return "indicatorOf"
    return _LINKS.get((child.type, parent.type), "contributesTo")


def warning_text(warning: Warning) -> str:
    """`code [start,end]: message`, the form that the graph keeps."""
    place = f" [{warning.span.start},{warning.span.end}]" if warning.span else ""
    return f"{warning.code}{place}: {warning.message}"


class _PlanWriter:
    """Writes one plan: its document graph and its claim graph."""

    def __init__(
        self, source: SourceWriter, plan: Plan, iris: Mapping[str, str], date: str
    ) -> None:
        self.source, self.plan, self.iris, self.date = source, plan, iris, date
        self.quads, base = source.quads, source.base
        self.document = f"{base}doc-{plan.key}"
        self.node = f"{base}plan-{plan.key}"
        self.doc_graph = graph_iri(base, f"doc-{plan.key}")
        self.claim_graph = graph_iri(base, f"claims-{plan.key}")
        self.by_id = {s.id: s for s in plan.statements}
        self.measures = MeasureWriter(source, self.doc_graph, self.node, plan.lang)
        self.party_iris = party_iris(source, plan)
        self.headings = {target: s for s in plan.statements for target in s.applies_to}

    def write(self) -> None:
        self._document()
        self._plan()
        for statement in self.plan.statements:
            self._statement(statement)
            self._link(statement)
            self._references(self.iris[statement.id], statement.references)
        for party in self.plan.parties:
            self._party(party)
        if self.claim_graph in self.quads:
            describe_graph(
                self.quads, self.claim_graph, "claimGraph", source=self.document
            )

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
        for lang in sorted({plan.lang, *_languages(plan)}):
            add(graph, self.document, f"{DCT}language", literal(lang.lower()))
        status = "statedInSource" if plan.period else "notStated"
        add(graph, self.document, f"{MG}periodStatus", iri(MG + status))
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
            add(graph, text, f"{MG}markOffsets", literal(offsets(marks)))
        for warning in self.source.warnings[key]:
            note = literal(warning_text(warning))
            add(graph, text, f"{MG}readingWarning", note)

    def _plan(self) -> None:
        """State what the source says of the plan as a whole."""
        add, graph, plan, source = (
            self.quads.add,
            self.doc_graph,
            self.plan,
            self.source,
        )
        if _languages(plan) - {plan.lang}:
            add(graph, self.node, f"{DCT}language", literal(plan.lang))
        source.wordings(graph, self.node, f"{DCT}title", f"{MG}titleSpan", plan.title)
        texts, spans = f"{DCT}description", f"{MG}descriptionSpan"
        source.wordings(graph, self.node, texts, spans, plan.description)
        if plan.identifier:
            name = literal(plan.identifier)
            add(graph, self.node, f"{MG}sourceIdentifier", name)
        if plan.period:
            write_period(self.quads, graph, self.node, plan.period)
        if plan.published:
            add(graph, self.node, f"{DCT}issued", date_literal(plan.published))
        source.fields(graph, self.node, plan.fields)
        self._references(self.node, plan.references)

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
        self._codes(node, s)
        self._wordings(node, s)
        if s.type == "indicator":
            self.measures.write(node, s)
        for target in s.applies_to:
            add(graph, node, f"{MG}introduces", iri(self.iris[target]))

    def _codes(self, node: str, s: Statement) -> None:
        """Add the numbers, the identifier and the level of the statement."""
        add, graph = self.quads.add, self.doc_graph
        if s.ordinal is not None:
            add(graph, node, f"{MG}ordinal", integer(s.ordinal))
        if s.type == "objective":
            level = iri(MG + (s.level or "levelUnspecified"))
            add(graph, node, f"{MG}objectiveLevel", level)
        if s.type == "expected_result":
            level = iri(MG + (s.level or "typeUnspecified"))
            add(graph, node, f"{MG}resultType", level)
        if s.code is not None:
            add(graph, node, f"{SKOS}notation", literal(s.code))
        if s.identifier is not None:
            add(graph, node, f"{MG}sourceIdentifier", literal(s.identifier))

    def _wordings(self, node: str, s: Statement) -> None:
        """Add the statement in other languages of its issuer, and further words."""
        graph, write = self.doc_graph, self.source.wordings
        write(graph, node, f"{MG}statementText", f"{MG}wordingSpan", s.also)
        texts, spans = f"{DCT}description", f"{MG}descriptionSpan"
        write(graph, node, texts, spans, s.description)
        write(graph, node, f"{SKOS}note", f"{MG}noteSpan", s.notes)
        self.source.fields(graph, node, s.fields)

    def _references(self, node: str, references: tuple[Reference, ...]) -> None:
        """Claim, as stated, each link to something outside the plan."""
        for reference in references:
            predicate = REFERENCES[reference.relation]
            claim = self._claim(Link(node, predicate, reference.iri), reference.span)
            if reference.printed:
                printed = (Field("printed", reference.printed),)
                self.source.fields(self.claim_graph, claim, printed)

    def _party(self, party: Party) -> None:
        """Describe the party, and claim its part in the plan or in its statements."""
        target = describe_party(self.source, self.doc_graph, party, self.party_iris)
        predicate = ROLES[party.role]
        spans = tuple(name.span for name in party.names)
        subjects = [self.iris[sid] for sid in party.of] or [self.node]
        for subject in subjects:
            claim = self._claim(Link(subject, predicate, target), *spans)
            write_part(self.source, self.claim_graph, self.doc_graph, claim, party)

    def _claim(
        self, link: Link, *words: Span, status: str = "stated", basis: str = "stated"
    ) -> str:
        """IRI of the claim that the link exists, which rests on these words."""
        node = write_claim(
            self.quads,
            self.claim_graph,
            link,
            base=self.source.base,
            status=status,
            basis=BASIS[basis],
            agent=self.source.agent,
            date=self.date,
        )
        self._rest_on(node, *words)
        return node

    def _rest_on(self, node: str, *words: Span) -> None:
        """State the words that the claim or open link rests on."""
        for span in words:
            evidence = iri(self.source.span(self.doc_graph, span))
            self.quads.add(self.claim_graph, node, f"{MG}evidence", evidence)

    def _link(self, s: Statement) -> None:
        parent = s.parent
        if parent.target and parent.basis:
            self._belongs(s, parent.target, "stated", parent.basis)
        elif parent.status in ("unknown", "proposed"):
            self._open_link(s)
            basis = parent.basis or "layout-heuristic"
            for c in parent.candidates if parent.status == "proposed" else ():
                claim = self._belongs(s, c.target, "proposed", basis)
                if c.confidence is not None:
                    confidence = decimal(c.confidence)
                    self.quads.add(
                        self.claim_graph, claim, f"{MG}confidence", confidence
                    )

    def _belongs(self, s: Statement, to: str, status: str, basis: str) -> str:
        """IRI of the claim that the statement belongs to another.

        It rests on both places: the statement's and that of what it follows.
        """
        target = self.by_id[to]
        predicate = MG + link_predicate(s, target)
        link = Link(self.iris[s.id], predicate, self.iris[to])
        words = (s.span, target.heading or target.span)
        return self._claim(link, *words, status=status, basis=basis)

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
        self._rest_on(node, (self.headings.get(s.id) or s).span)
        agent = self.source.agent
        write_attribution(self.quads, graph, node, agent=agent, date=self.date)


def _languages(plan: Plan) -> set[str]:
    """The languages of the issuer's wordings in the plan."""
    wordings = [*plan.title, *plan.description]
    for s in plan.statements:
        wordings += (*s.also, *s.description, *s.notes)
    return {w.lang.lower() for w in wordings} | {s.lang for s in plan.statements}
