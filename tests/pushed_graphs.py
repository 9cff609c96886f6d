"""Small graphs that tests put on a server, how they do it, and what it then holds."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from graph_server import GraphServer
from mandategraph.store import MandateGraph
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.transfer.plan import Verify
from mandategraph.store.transfer.push import Pushed, PushOptions, push

NS = "https://w3id.org/mandategraph/ns#"
BASE = "https://example.org/id/"
GRAPH = f"{BASE}graph/"
MANIFEST, RECORD = f"{GRAPH}manifest", f"{GRAPH}push"
N_QUADS = ox.RdfFormat.N_QUADS
FAST = EndpointSettings(retries=0, timeout=10)


def small(**texts: str) -> MandateGraph:
    """A graph of one named graph per text: `doc_a="x y"` holds two statements."""
    lines = []
    for name, words in texts.items():
        graph = f"<{named(name)}>"
        lines.append(f"{graph} <{NS}graphRole> <{NS}sourceGraph> .")
        lines += [
            f'<{BASE}{word}> <{NS}statementText> "{word}"@en {graph} .'
            for word in words.split()
        ]
    return MandateGraph.from_nquads("\n".join(lines).encode())


def named(name: str) -> str:
    return GRAPH + name.replace("_", "-")


def pushed(
    server: GraphServer,
    graph: MandateGraph,
    *,
    replace: bool = False,
    verify: Verify = "sent",
    part_bytes: int = 2**20,
    keep: bool = False,
    settings: EndpointSettings = FAST,
) -> Pushed:
    options = PushOptions(replace, verify, part_bytes, keep)
    return push(graph, server.url, options=options, settings=settings)


def contents(graph: MandateGraph) -> dict[str, set[str]]:
    """The triples that a server should have, by named graph."""
    found: dict[str, set[str]] = {}
    for quad in ox.parse(graph.nquads(), N_QUADS):
        default = isinstance(quad.graph_name, ox.DefaultGraph)
        name = MANIFEST if default else str(quad.graph_name)[1:-1]
        found.setdefault(name, set()).add(f"{quad.triple} .")
    return found


def assert_holds(
    server: GraphServer, graph: MandateGraph, beside: Collection[str] = ()
) -> None:
    """The server has exactly these graphs, and nothing is on its way."""
    expected = contents(graph)
    assert server.names() - {RECORD, *beside} == expected.keys()
    for name, triples in expected.items():
        assert server.graph(name) == triples
    on_its_way = ("/terms/requires>", "/terms/replaces>")
    assert not [t for t in server.graph(RECORD) if t.split()[1].endswith(on_its_way)]
