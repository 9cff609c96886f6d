"""Named graphs and their entries in the manifest; one small graph per agent."""

from __future__ import annotations

from typing import Final

from mandategraph.model import Agent, AgentKind
from mandategraph.rdf.nquads import (
    DCAT,
    DCT,
    DEFAULT_GRAPH,
    MG,
    ORG,
    PROV,
    SKOS,
    Quads,
    iri,
    literal,
)

AGENT_CLASSES: Final[dict[AgentKind, tuple[str, ...]]] = {
    "person": (f"{PROV}Person",),
    "software": (f"{PROV}SoftwareAgent",),
    "organisation": (f"{ORG}Organization", f"{PROV}Organization"),
}


def graph_iri(base: str, name: str) -> str:
    """IRI of the named graph, such as `doc-ct`."""
    return f"{base}graph/{name}"


def describe_graph(
    quads: Quads, graph: str, role: str, *, source: str = "", lang: str = ""
) -> None:
    """Enter the graph in the manifest, which is the default graph."""
    quads.a(DEFAULT_GRAPH, graph, f"{DCAT}Dataset")
    quads.add(DEFAULT_GRAPH, graph, f"{MG}graphRole", iri(MG + role))
    if source:
        quads.add(DEFAULT_GRAPH, graph, f"{DCT}source", iri(source))
    if lang:
        quads.add(DEFAULT_GRAPH, graph, f"{DCT}language", literal(lang))


def write_agent(quads: Quads, agent: Agent, *, base: str) -> str:
    """IRI of the agent; what it is and how it is called are added in its own graph.

    A graph of its own, so that an agent of many plans is described once: the union of
    all graphs then gives each of its names once, on every engine.
    """
    name = agent.id if agent.id.startswith("agent-") else f"agent-{agent.id}"
    graph, node = graph_iri(base, name), f"{base}{agent.id}"
    describe_graph(quads, graph, "agentGraph")
    quads.a(graph, node, *AGENT_CLASSES[agent.kind])
    for lang, label in agent.names:
        quads.add(graph, node, f"{SKOS}prefLabel", literal(label, lang=lang))
    return node
