"""What is known of plans from outside their text -> quads, each with its own status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mandategraph.model import Agent, Fact, Reading, Statement, Translation
from mandategraph.rdf.claims import Link, write_claim
from mandategraph.rdf.graphs import describe_graph, graph_iri, write_agent
from mandategraph.rdf.iris import collapsed, span_iri, text_iri
from mandategraph.rdf.nquads import MG, PROV, SKOS, SKOSXL, Quads, iri, literal


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
    languages: dict[tuple[str, str], str] = defaultdict(str)
    for t in translations:
        statement = statements.get((t.plan, t.element))
        if statement is None or collapsed(_wording(statement, t)) != collapsed(
            t.source
        ):
            stale.append(t)
            continue
        graph = graph_iri(base, f"tr-{t.plan}-{t.lang}")
        languages[t.plan, t.lang] = graph
        _write_form(quads, graph, t, statement, iris[statement.id], text, base)
        if t.agent in agents:
            write_agent(quads, agents[t.agent], base=base)
    for (plan, lang), graph in languages.items():
        describe_graph(
            quads, graph, "translationGraph", source=f"{base}doc-{plan}", lang=lang
        )
    return stale


def _wording(statement: Statement, t: Translation) -> str:
    wording = statement.label if t.field == "label" else statement.text
    return wording or ""


def _write_form(
    quads: Quads,
    graph: str,
    t: Translation,
    statement: Statement,
    element: str,
    source_text: str,
    base: str,
) -> None:
    label = t.field == "label"
    node = f"{element}-label-{t.lang}" if label else f"{element}-{t.lang}"
    span = (statement.heading or statement.span) if label else statement.span
    quads.add(graph, element, MG + ("labelForm" if label else "textForm"), iri(node))
    quads.a(graph, node, f"{MG}TextForm")
    quads.add(graph, node, f"{SKOSXL}literalForm", literal(t.text, lang=t.lang))
    quads.add(graph, node, f"{MG}textAuthority", iri(MG + t.authority))
    quads.add(graph, node, f"{MG}reviewState", iri(MG + t.state))
    quads.add(graph, node, f"{MG}method", iri(MG + t.method))
    quads.add(graph, node, f"{MG}translatedFrom", iri(span_iri(source_text, span)))
    quads.add(graph, node, f"{PROV}wasAttributedTo", iri(f"{base}{t.agent}"))
    if t.note:
        quads.add(graph, node, f"{SKOS}editorialNote", literal(t.note, lang="en"))
