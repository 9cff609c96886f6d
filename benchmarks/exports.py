"""Writing networks, against networkx's own writer on the same network."""

from __future__ import annotations

import io
from functools import partial

import networkx as nx

from benchmarks.timing import Row, seconds
from mandategraph.export import EXPORTERS, ExportOptions, export
from mandategraph.export.networks import graphml_text
from mandategraph.export.positions import places
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import BASE, MG_NS, PREFIXES
from mandategraph.network import to_network
from mandategraph.rdf.nquads import Quads, iri, literal
from mandategraph.store import MandateGraph

OBJECTIVES, RESULTS, INDICATORS = 10, 33, 29  # 9,911 elements with the mandate
TIMES = 5
_LANGUAGES = ("en", "fr", "es", "ar")
_RELATIONS = {
    "Objective": "serves",
    "ExpectedResult": "expectedResultOf",
    "Indicator": "indicatorOf",
}


def run() -> list[Row]:
    """Rows of name, ratio and limit."""
    graph, policy = made_plan(), LanguagePolicy(["fr"])
    network = to_network(graph, policy)
    print(f"{len(network):,} nodes, {network.number_of_edges():,} edges")
    plainly = seconds(lambda: nx.write_graphml(network, io.BytesIO()), TIMES)
    reading = seconds(partial(to_network, graph, policy), TIMES)
    ours = seconds(lambda: graphml_text(network).encode(), TIMES)
    whole = seconds(partial(export, "graphml", graph, policy), TIMES)
    print(f"graph to network {reading:.2f} s, networkx's GraphML {plainly:.2f} s")
    for name in ("gexf", "dot", "mermaid", "cyjs", "pajek", "d3", "neo4j", "xlsx"):
        files = partial(EXPORTERS[name].files, graph, policy, ExportOptions())
        print(f"{name}: {seconds(files, 1):.2f} s with the reading of the graph")
    where = seconds(partial(places, network, rtl=False), TIMES)
    drawn = seconds(partial(export, "gexf", graph, policy), 1)
    return [
        (
            "GraphML of 10 k elements / networkx's writer",
            ours / plainly,
            1.5,
        ),
        (
            "from the graph to GraphML / both by networkx",
            whole / (reading + plainly),
            1.5,
        ),
        ("positions of 10 k elements / the GEXF that they go into", where / drawn, 0.5),
    ]


def made_plan() -> MandateGraph:
    """A plan of about 10,000 elements, each worded in four languages."""
    quads = Quads()
    graph, plan = f"{BASE}graph/doc-large", f"{BASE}plan-large"
    quads.a(graph, plan, f"{MG_NS}Plan")

    def add(name: str, cls: str, parent: str) -> None:
        node = BASE + name
        quads.a(graph, node, MG_NS + cls)
        quads.add(graph, node, f"{MG_NS}elementOf", iri(plan))
        label = f"{PREFIXES['skos']}prefLabel"
        for lang in _LANGUAGES:
            words = f"{name}: the wells of the upper valley hold water all year"
            quads.add(graph, node, label, literal(words, lang=lang))
        if parent:
            claim, to = f"{BASE}claim-{name}", BASE + parent
            quads.a(graph, claim, f"{MG_NS}Claim")
            quads.add(graph, claim, f"{MG_NS}claimSubject", iri(node))
            relation = iri(MG_NS + _RELATIONS[cls])
            quads.add(graph, claim, f"{MG_NS}claimPredicate", relation)
            quads.add(graph, claim, f"{MG_NS}claimObject", iri(to))
            quads.add(graph, claim, f"{MG_NS}status", iri(f"{MG_NS}stated"))

    add("m", "Mandate", "")
    for o in range(OBJECTIVES):
        add(f"o{o}", "Objective", "m")
        for r in range(RESULTS):
            add(f"o{o}r{r}", "ExpectedResult", f"o{o}")
            for i in range(INDICATORS):
                add(f"o{o}r{r}i{i}", "Indicator", f"o{o}r{r}")
    return MandateGraph.from_nquads(quads.nquads())
