"""Where a server takes queries and where it takes whole graphs."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from mandategraph.errors import StoreError
from mandategraph.store.endpoint.authorization import shown

_SELF: Final = r"\g<0>"
# path, path of the graph store, path for queries, whose they are
_PAIRS: Final = (
    (r"(.*)/sparql-graph-crud(-auth)?", _SELF, r"\1/sparql", "Virtuoso"),
    (r"/sparql(-auth)?", r"/sparql-graph-crud\1", _SELF, "Virtuoso"),
    (r"/store", _SELF, "/query", "Oxigraph"),
    (r"/query", "/store", _SELF, "Oxigraph"),
    (r"(/.+)/data", _SELF, r"\1/sparql", "Fuseki"),
    (r"(/.+)/(?:sparql|query)", r"\1/data", _SELF, "Fuseki"),
    (r"(.*/repositories/[^/]+)/rdf-graphs/service", _SELF, r"\1", "RDF4J"),
    (r".*/repositories/[^/]+", r"\g<0>/rdf-graphs/service", _SELF, "RDF4J"),
)


class Addresses(NamedTuple):
    """Where whole graphs go, `""` when that is not known, and where queries go."""

    store: str
    query: str
    server: str = ""

    def __str__(self) -> str:
        store = shown(self.store) if self.store else "none known"
        known = f" ({self.server})" if self.server else ""
        return f"graphs: {store}, queries: {shown(self.query)}{known}"


def addresses(url: str, query_url: str = "", *, secret: bool = False) -> Addresses:
    """The two addresses of the server, when one is given; known pairs complete it.

    With `query_url` the URL is the graph store's. `secret` tells that there are
    credentials: Virtuoso asks for them at an address of its own. An address of no
    known form is taken for queries.
    """
    for address in (url, query_url or url):
        if not re.match(r"https?://[^/]", address):
            raise StoreError(
                address, "is no address of a server", "begin with https://"
            )
    if query_url:
        return Addresses(url, query_url)
    parts = urlsplit(url)
    path = re.sub(r"/+$", "", parts.path)
    for pattern, *ways, server in _PAIRS:
        if match := re.fullmatch(pattern, path):
            store, query = (match.expand(way) for way in ways)
            if secret and path == "/sparql":
                store += "-auth"
            places = (urlunsplit(parts._replace(path=p)) for p in (store, query))
            return Addresses(next(places), next(places), server)
    return Addresses("", url)
