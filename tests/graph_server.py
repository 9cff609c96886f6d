"""A graph store on loopback that fails as a test scripts it.

It keeps its graphs in memory, answers queries over them, and notes every request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
from rdflib import Dataset

# what becomes of one write: done; refused with a status; the connection is cut before,
# in the middle of or after the change, and the server is gone; a triple is lost
Fate = int | Literal["done", "before", "half", "after", "loses a triple"]
_N_TRIPLES = "application/n-triples"


class Asked(NamedTuple):
    """A request: to which address, for which graph."""

    method: str
    path: str
    graph: str = ""
    bytes: int = 0


@dataclass
class GraphServer:
    """The server while it runs."""

    port: int
    store: ox.Store = field(default_factory=ox.Store)
    asked: list[Asked] = field(default_factory=list)
    fate: Callable[[Asked], Fate] = lambda _: "done"
    after_write: Callable[[], None] = lambda: None
    most_rows: int = 10**9  # of a graph that is given whole
    graph_store: bool = True
    elsewhere: tuple[int, bytes, str] = (404, b"nothing is here", "text/plain")
    by_rdflib: bool = False  # queries are answered by rdflib's engine
    retry_after: str = "0"
    gone: bool = False
    reads_until_gone: int = 10**9

    @property
    def url(self) -> str:
        """The address for queries."""
        return f"http://127.0.0.1:{self.port}/query"

    @property
    def writes(self) -> list[Asked]:
        """The requests that change graphs."""
        return [a for a in self.asked if a.path == "/store" and a.method != "GET"]

    def graph(self, name: str) -> set[str]:
        """The triples of a graph."""
        node = ox.NamedNode(name)
        return {
            f"{quad.triple} ."
            for quad in self.store.quads_for_pattern(None, None, None, node)
        }

    def names(self) -> set[str]:
        """The graphs that hold something."""
        return {str(g.value) for g in self.store.named_graphs() if self.graph(g.value)}


@contextmanager
def graph_server() -> Iterator[GraphServer]:
    """A server that is empty and has no faults yet."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    state = GraphServer(http.server_address[1])
    http.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one packet: two would wait for each other

    @property
    def state(self) -> GraphServer:
        found: GraphServer = self.server.state  # type: ignore[attr-defined]
        return found

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._handle("GET")

    def do_HEAD(self) -> None:
        self._handle("HEAD")

    def do_PUT(self) -> None:
        self._handle("PUT")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def _handle(self, method: str) -> None:
        state = self.state
        if state.gone:
            self.close_connection = True
            return
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        graph = parse_qs(parts.query).get("graph", [""])[0]
        asked = Asked(method, parts.path, graph, len(body))
        state.asked.append(asked)
        if parts.path == "/query":
            self._query(parts.query, body)
        elif parts.path != "/store" or not state.graph_store:
            self._reply(*state.elsewhere)
        elif method in ("GET", "HEAD"):
            self._give(graph)
        else:
            self._write(asked, body)

    def _query(self, form: str, body: bytes) -> None:
        fields = parse_qs(form) | parse_qs(body.decode())
        text = fields["query"][0] if "query" in fields else body.decode()
        if self.state.by_rdflib:
            dataset = Dataset(default_union=True)
            data = self.state.store.dump(format=ox.RdfFormat.N_QUADS)
            dataset.parse(data=data, format="nquads")
            rows = dataset.query(text).serialize(format="json")
            self._reply(200, rows or b"", "application/sparql-results+json")
            return
        found = self.state.store.query(text, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            data = found.serialize(format=ox.RdfFormat.N_TRIPLES)
            self._reply(200, data or b"", "text/turtle")
            return
        data = found.serialize(format=ox.QueryResultsFormat.JSON)
        self._reply(200, data or b"", "application/sparql-results+json")

    def _give(self, graph: str) -> None:
        if not self.state.reads_until_gone:
            self.state.gone = self.close_connection = True
            return
        self.state.reads_until_gone -= 1
        lines = sorted(self.state.graph(graph))[: self.state.most_rows]
        if not lines:
            self._reply(404, b"no such graph")
            return
        self._reply(200, "\n".join(lines).encode() + b"\n", _N_TRIPLES)

    def _write(self, asked: Asked, body: bytes) -> None:
        state, node = self.state, ox.NamedNode(asked.graph)
        fate = state.fate(asked)
        if isinstance(fate, int):
            self._reply(fate, b"not now", **{"Retry-After": state.retry_after})
            return
        if fate != "before":
            if asked.method in ("PUT", "DELETE"):
                state.store.remove_graph(node)
            triples = list(ox.parse(body, ox.RdfFormat.TURTLE)) if body else []
            kept = {"half": len(triples) // 2, "loses a triple": len(triples) - 1}
            for triple in triples[: kept.get(fate, len(triples))]:
                state.store.add(
                    ox.Quad(triple.subject, triple.predicate, triple.object, node)
                )
            state.after_write()
        if fate in ("before", "half", "after"):
            state.gone = True
            self.close_connection = True
            return
        self._reply(204)

    def _reply(
        self, status: int, body: bytes = b"", kind: str = "text/plain", **more: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
