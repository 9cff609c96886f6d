"""Small graphs that tests put on a server, and how they do it."""

from __future__ import annotations

from graph_server import GraphServer
from mandategraph.store import MandateGraph
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.transfer.plan import Verify
from mandategraph.store.transfer.push import Pushed, PushOptions, push

NS = "https://w3id.org/mandategraph/ns#"
BASE = "https://example.org/id/"
GRAPH = f"{BASE}graph/"
MANIFEST, RECORD = f"{GRAPH}manifest", f"{GRAPH}push"
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
