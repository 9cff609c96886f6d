"""What is known of plans from outside their text -> quads, each with its own status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from mandategraph.model import Agent, Fact, Reading, Statement, Translation
from mandategraph.rdf.claims import Link, write_claim
from mandategraph.rdf.graphs import describe_graph, graph_iri, write_agent
from mandategraph.rdf.iris import collapsed, digest, span_iri, text_iri
from mandategraph.rdf.nquads import (
    MG,
    PROV,
    SKOS,
    SKOSXL,
    Quads,
    day,
    decimal,
    iri,
    literal,
)

_AGREEMENT: Final = {"stateReviewed": 1.0, "stateRejected": -1.0}


def write_facts(
    quads: Quads,
    facts: Iterable[Fact],
    agents: Mapping[str, Agent],
    *,
    base: str,
    date: str,
) -> None:
    """Add one claim per fact, and the plain triple where its status backs it."""
    for fact in facts:
        graph = graph_iri(base, f"claims-{fact.plan}")
        subject, target = f"{base}plan-{fact.plan}", f"{base}{fact.object}"
        describe_graph(quads, graph, "claimGraph", source=f"{base}doc-{fact.plan}")
        node = write_claim(
            quads,
            graph,
            Link(subject, MG + fact.predicate, target),
            base=base,
            status=fact.status,
            basis=fact.basis,
            agent=f"{base}{fact.agent}",
            date=date,
        )
        quads.add(graph, node, f"{MG}rationale", literal(fact.rationale, lang="en"))
        for name in (fact.object, fact.agent):
            if name in agents:
                write_agent(quads, agents[name], base=base)


def write_translations(
    quads: Quads,
    translations: Iterable[Translation],
    reading: Reading,
    iris: Mapping[str, str],
    agents: Mapping[str, Agent],
    *,
    base: str,
) -> list[Translation]:
    """The translations that fit no statement as it is worded now; the others are added.

    A translation of a wording that has changed since is not shown as one of the new
    wording.
    """
    text = text_iri(base, reading.source)
    statements = {
        (plan.key, iris[s.id].removeprefix(f"{base}{plan.key}-")): s
        for plan in reading.plans
        for s in plan.statements
    }
    stale = []
    for t in translations:
        statement = statements.get((t.plan, t.element))
        if statement is None or collapsed(t.source) not in _wordings(statement, t):
            stale.append(t)
            continue
        span = statement.span
        if t.field == "label" and statement.heading:
            span = statement.heading
        write_form(quads, t, iris[statement.id], span_iri(text, span), base=base)
        for name in (t.agent, t.reviewer):
            if name in agents:
                write_agent(quads, agents[name], base=base)
    return stale


def write_form(
    quads: Quads, t: Translation, element: str, words: str, *, base: str
) -> str:
    """IRI of the text form, which is added with its graph and its review.

    `words` is the IRI of the span that was translated. A rejected form stays as data
    beside the one that takes its place, under a name made of its words.
    """
    label = t.field == "label"
    node = f"{element}-label-{t.lang}" if label else f"{element}-{t.lang}"
    if t.state == "stateRejected":
        node = f"{node}-{digest(t.text)}"
    graph = graph_iri(base, f"tr-{t.plan}-{t.lang}")
    document = f"{base}doc-{t.plan}"
    describe_graph(quads, graph, "translationGraph", source=document, lang=t.lang)
    quads.add(graph, element, MG + ("labelForm" if label else "textForm"), iri(node))
    quads.a(graph, node, f"{MG}TextForm")
    quads.add(graph, node, f"{SKOSXL}literalForm", literal(t.text, lang=t.lang))
    quads.add(graph, node, f"{MG}textAuthority", iri(MG + t.authority))
    quads.add(graph, node, f"{MG}reviewState", iri(MG + t.state))
    quads.add(graph, node, f"{MG}method", iri(MG + t.method))
    quads.add(graph, node, f"{MG}translatedFrom", iri(words))
    quads.add(graph, node, f"{PROV}wasAttributedTo", iri(f"{base}{t.agent}"))
    if t.date:
        quads.add(graph, node, f"{PROV}generatedAtTime", day(t.date))
    if t.note:
        quads.add(graph, node, f"{SKOS}editorialNote", literal(t.note, lang="en"))
    if t.reviewer and t.state in _AGREEMENT:
        _write_review(quads, t, node, base)
    return node


def _write_review(quads: Quads, t: Translation, form: str, base: str) -> None:
    """Add who agreed with the form, or rejected it, beside the claims on the plan."""
    graph = graph_iri(base, f"claims-{t.plan}")
    describe_graph(quads, graph, "claimGraph", source=f"{base}doc-{t.plan}")
    review = f"{base}review-{digest(form, t.reviewer, length=12)}"
    quads.a(graph, review, f"{MG}Review")
    quads.add(graph, review, f"{MG}reviews", iri(form))
    quads.add(graph, review, f"{MG}agreement", decimal(_AGREEMENT[t.state]))
    reviewer = iri(f"{base}{t.reviewer}")
    quads.add(graph, review, f"{PROV}wasAssociatedWith", reviewer)


def _wordings(statement: Statement, t: Translation) -> set[str]:
    """The issuer's words for what was translated, in each of its languages."""
    if t.field == "label":
        return {collapsed(statement.label or "")} - {""}
    texts = [statement.text or "", *(w.text for w in statement.also)]
    return {collapsed(text) for text in texts} - {""}
