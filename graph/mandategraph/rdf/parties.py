"""Organisations, programmes and groups that a source names -> quads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from mandategraph.model import Agent
from mandategraph.rdf.graphs import graph_iri, write_agent
from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import DCT, MG, ORG, SKOS, iri, literal

if TYPE_CHECKING:
    from mandategraph.model import Party, Plan
    from mandategraph.rdf.evidence import SourceWriter

_AGENTS: Final[dict[str, Literal["organisation", "person"]]] = {
    "organisation": "organisation",
    "person": "person",
}
_CLASSES: Final = {"programme": "Programme", "group": "AgentGroup"}


def party_iris(source: SourceWriter, plan: Plan) -> dict[str, str]:
    """IRI of each party of the plan, by its id.

    An organisation with an identifier and the same names is one and the same in all
    sources; one that has only a name is known in its own file only, since two bodies
    may share a name. A programme is known in its file, a group in its plan.
    """
    found: dict[str, str] = {}
    for party in plan.parties:
        names = sorted(f"{n.lang} {n.text}" for n in party.names)
        scope = party.identifier or source.reading.source.file
        if party.kind == "group":
            scope = plan.key
        parts = (party.kind, scope, party.identifier, party.code, *names)
        word = "org" if party.kind == "organisation" else party.kind
        found[party.id] = f"{source.base}{word}-{digest(*parts)}"
    return found


def describe_party(
    source: SourceWriter, graph: str, party: Party, iris: Mapping[str, str]
) -> str:
    """IRI of the party; its names and what it is part of are added, once a source."""
    node, add = iris[party.id], source.quads.add
    above = iris.get(party.part_of or "")
    if node in source.parties:
        return node
    source.parties.add(node)
    kind = _AGENTS.get(party.kind)
    if kind is not None:
        names = tuple((n.lang, n.text) for n in party.names)
        agent = Agent(node.removeprefix(source.base), kind, names)
        write_agent(source.quads, agent, base=source.base)
        home = graph_iri(source.base, f"agent-{agent.id}")
    else:
        home = graph
        source.quads.a(home, node, MG + _CLASSES[party.kind])
        for name in party.names:
            label = literal(name.text, lang=name.lang)
            add(home, node, f"{SKOS}prefLabel", label)
    if party.identifier:
        add(home, node, f"{MG}sourceIdentifier", literal(party.identifier))
    if party.code:
        add(home, node, f"{SKOS}notation", literal(party.code))
    if above:
        part = f"{ORG}subOrganizationOf" if kind == "organisation" else f"{DCT}isPartOf"
        add(home, node, part, iri(above))
    return node


def write_part(
    source: SourceWriter, graph: str, spans_graph: str, claim: str, party: Party
) -> None:
    """Add to the claim what the source says of the party's part in this plan."""
    source.quads.add(graph, claim, f"{DCT}identifier", literal(party.id))
    for name in party.names:
        source.wording_span(spans_graph, name)
    texts, spans = f"{DCT}description", f"{MG}descriptionSpan"
    described = party.description
    source.wordings(graph, claim, texts, spans, described, places=spans_graph)
    source.fields(graph, claim, party.fields)
