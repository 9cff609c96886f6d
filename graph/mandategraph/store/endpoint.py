"""A SPARQL 1.1 endpoint, spoken to by SPARQLWrapper."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.term import BNode, Identifier

from mandategraph.errors import QueryError, StoreError
from mandategraph.rdf.nquads import iri, literal
from mandategraph.store.embedded import Embedded
from mandategraph.store.engine import Table, head

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

USER_AGENT: Final = "mandategraph"
# Virtuoso 7 answers an ASK in JSON as a table with this one column
_VIRTUOSO_ASK: Final = ("__ASK_RETVAL",)
_UNNAMED: Final = """
SELECT ?s ?p ?o WHERE {
  ?s ?p ?o
  FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }
}"""


class Endpoint:
    """A SPARQL 1.1 endpoint, spoken to by SPARQLWrapper."""

    def __init__(self, url: str, *, timeout: int = 60) -> None:
        self.url, self.timeout = url, timeout

    def _wrapper(self, query: str) -> SPARQLWrapper:
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, agent=USER_AGENT)
        wrapper.setTimeout(self.timeout)
        # SPARQLWrapper takes the first verb that it meets, even one in a comment
        wrapper.setQuery(re.sub(r"\A(?:\s*#.*\n)+", "", query))
        wrapper.setMethod(POST)
        return wrapper

    def _ask_server(self, query: str, wanted: str) -> object:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = self._wrapper(query)
        wrapper.setReturnFormat(wanted)
        try:
            with warnings.catch_warnings():
                # SPARQLWrapper warns of a content type that it did not ask for
                warnings.simplefilter("ignore")
                return wrapper.queryAndConvert()
        except SPARQLWrapperException as error:
            reason = " ".join(str(error).split())[:300]
            raise QueryError(self.url, f"the server refused: {reason}") from error
        except Exception as error:
            # whatever a server sends, the line that names it is ours
            raise StoreError(
                self.url,
                f"no usable answer: {error or type(error).__name__}",
                "check the address and that the server runs",
            ) from error

    def _json(self, query: str) -> dict[str, Any]:
        answer = self._ask_server(query, "json")
        if not isinstance(answer, dict):
            raise StoreError(self.url, "the answer is not SPARQL JSON")
        return answer

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        answer = self._json(query)
        try:
            names = tuple(answer["head"]["vars"])
            bindings = answer["results"]["bindings"]
        except (KeyError, TypeError) as error:
            if isinstance(answer.get("boolean"), bool):
                raise QueryError(head(query), "not a SELECT query") from error
            raise StoreError(self.url, "the answer is no SPARQL result") from error
        if names == _VIRTUOSO_ASK:
            raise QueryError(head(query), "not a SELECT query")
        try:
            rows = [tuple(_from_json(b.get(n)) for n in names) for b in bindings]
        except (KeyError, TypeError, AttributeError) as error:
            raise StoreError(self.url, "the answer is no SPARQL result") from error
        return Table(names, rows)

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        return [
            tuple("" if t is None else str(t) for t in row)
            for row in self.select(query).rows
        ]

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        answer = self._json(query)
        if "boolean" in answer:
            return bool(answer["boolean"])
        if answer.get("head", {}).get("vars") == list(_VIRTUOSO_ASK):
            bindings = answer["results"]["bindings"]
            return bool(bindings) and bindings[0][_VIRTUOSO_ASK[0]]["value"] == "1"
        raise QueryError(head(query), "not an ASK query")

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        answer = self._ask_server(query, "turtle")
        if isinstance(answer, Graph):
            return answer
        graph = Graph()
        try:
            graph.parse(data=cast("bytes", answer), format="turtle")
        except Exception as error:
            # rdflib's parsers raise errors of many kinds
            raise StoreError(self.url, "the answer is no graph in Turtle") from error
        return graph

    def nquads(self) -> bytes:
        """Everything in named graphs, as sorted N-Quads."""
        return Embedded(self._copy()).nquads()

    def dataset(self) -> Dataset:
        """A local copy of everything in named graphs, as an rdflib dataset."""
        return Embedded(self._copy()).dataset()

    def _copy(self) -> ox.Store:
        store = ox.Store()
        store.bulk_load("\n".join(self._lines()).encode(), ox.RdfFormat.N_QUADS)
        return store

    def _lines(self) -> Iterator[str]:
        rows = self.select("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        rows += self.select(_UNNAMED).rows
        for row in rows:
            yield " ".join(_nquads_term(term) for term in row) + " ."


def _nquads_term(term: Identifier | None) -> str:
    if isinstance(term, Literal):
        datatype = term.datatype or ""
        return literal(str(term), lang=term.language or "", datatype=datatype)
    return iri(str(term)) if isinstance(term, URIRef) else f"_:{term}"


def _from_json(cell: dict[str, str] | None) -> Identifier | None:
    if cell is None:
        return None
    value = cell["value"]
    if cell["type"] == "uri":
        return URIRef(value)
    if cell["type"] == "bnode":
        return BNode(value)
    if "xml:lang" in cell:
        return Literal(value, lang=cell["xml:lang"].lower())
    datatype = cell.get("datatype")
    if not datatype or datatype == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(value)
    return Literal(value, datatype=URIRef(datatype), normalize=False)
