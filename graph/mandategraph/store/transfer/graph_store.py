"""A server by the SPARQL 1.1 Graph Store HTTP Protocol, and by queries beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, NamedTuple, Self
from urllib.parse import quote

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.rdf.nquads import iri
from mandategraph.store.endpoint.authorization import shown, split_credentials
from mandategraph.store.endpoint.engine import Endpoint
from mandategraph.store.endpoint.http import Http, HttpError
from mandategraph.store.endpoint.reply import Reply
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.transfer.addresses import Addresses, addresses
from mandategraph.store.transfer.content import Content

# Virtuoso takes Turtle only when it begins like Turtle, whatever its type says
_HEAD: Final = b"@prefix mg: <https://w3id.org/mandategraph/ns#> .\n"
_ACCEPT: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_SYNTAXES: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_NAMES: Final = 50  # graphs whose triples one query counts


class Progress(NamedTuple):
    """How far a push or a pull is, in triples, and at which graph."""

    done: int
    total: int
    graph: str


Tell = Callable[[Progress], None]


class GraphStore:
    """The graphs of a server, each by its name."""

    def __init__(self, places: Addresses, settings: EndpointSettings) -> None:
        self.places = places
        # what an answer was before is of no use here
        settings = settings.but(cache=None, refresh=False)
        self._http = Http(settings)
        self._queries = Endpoint(places.query, settings)

    @classmethod
    def at(cls, url: str, query_url: str, settings: EndpointSettings | None) -> Self:
        """The server at the URL of a graph store or of queries."""
        settings = settings or EndpointSettings.from_environment()
        own = split_credentials(url)[1] if "@" in url else ""
        secret = bool(own or settings.user or settings.token)
        return cls(addresses(url, query_url, secret=secret), settings)

    def counts(self, names: Iterable[str]) -> dict[str, int]:
        """How many triples each of these graphs has; those without any are left out."""
        rest, found = sorted(set(names)), {}
        while rest:
            some, rest = rest[:_NAMES], rest[_NAMES:]
            values = " ".join(map(iri, some))
            rows = self._queries.select_text(
                "SELECT ?g (COUNT(*) AS ?n) WHERE { "
                f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
            )
            found.update({name: int(n) for name, n in rows if n != "0"})
        return found

    def select(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a query, as text."""
        return self._queries.select_text(query)

    def content(self, name: str, count: int) -> Content:
        """What the graph holds, which has this many triples.

        A server that gives fewer of them as a whole is asked for its rows in pages.
        """
        if not count:
            return Content(ox.Store())
        found = self._whole(name) if self.places.store else None
        if found and found.measure.triples >= count:
            return found
        return self.asked(f"GRAPH {iri(name)} {{ ?s ?p ?o }}")

    def _whole(self, name: str) -> Content | None:
        try:
            reply = self._http.send("GET", self._at(name), headers={"Accept": _ACCEPT})
        except HttpError as error:
            if 400 <= error.status < 500 or error.status == 501:
                return None  # the address was a guess, or it is not open to all
            raise
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _SYNTAXES:
            return None
        try:
            return Content.parsed(reply.body, _SYNTAXES[kind])
        except (SyntaxError, ValueError) as error:
            reason = f"what it gives as <{name}> is not {kind}: {error}"
            raise StoreError(shown(self.places.store), reason) from error

    def asked(self, pattern: str) -> Content:
        """What matches the pattern as `?s ?p ?o`, in pages."""
        return Content(self._queries.copied(pattern))

    def put(self, name: str, lines: Iterable[bytes], part: int) -> None:
        """Put these lines in the place of the graph; in parts above so many bytes."""
        method = "PUT"
        for body in _parts(lines, part):
            self._send(method, name, body)
            method = "POST"

    def add(self, name: str, lines: Collection[bytes]) -> None:
        """Add these lines to the graph."""
        if lines:
            self._send("POST", name, b"".join([_HEAD, *lines]))

    def delete(self, name: str) -> None:
        """Remove the graph; it may be gone already."""
        try:
            self._http.send("DELETE", self._at(name))
        except HttpError as error:
            if error.status != 404:
                raise

    def _send(self, method: str, name: str, body: bytes) -> Reply:
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        # the same triples twice are the same triples: a POST may be repeated too
        return self._http.send(
            method, self._at(name), body=body, headers=headers, repeatable=True
        )

    def _at(self, name: str) -> str:
        joint = "&" if "?" in self.places.store else "?"
        return f"{self.places.store}{joint}graph={quote(name, safe='')}"


def _parts(lines: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Bodies of about this size at most, one at least."""
    part, size = [_HEAD], 0
    for line in lines:
        if size and size + len(line) > most:
            yield b"".join(part)
            part, size = [_HEAD], 0
        part.append(line)
        size += len(line)
    yield b"".join(part)
