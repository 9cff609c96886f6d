"""rdflib's own SPARQL engine, over a graph that the user already has in Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Final, cast

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.plugins import sparql
from rdflib.query import Result
from rdflib.term import Identifier

from mandategraph.errors import QueryError, excerpt, reason_of
from mandategraph.store.embedded import Embedded
from mandategraph.store.engine import Table, Triple
from mandategraph.store.query_text import head, names_graphs
from mandategraph.store.terms import sorted_triples, to_text

_LOADING: Final = Lock()  # rdflib's switch is one for the whole process


class RdflibEngine:
    """An rdflib graph or dataset; its triples are not copied.

    Queries see the union of a dataset's graphs, or with `union=False` its default
    graph only, whatever `default_union` says.
    """

    def __init__(self, graph: Graph, *, union: bool = True) -> None:
        self._graph = graph
        if isinstance(graph, Dataset) and graph.default_union != union:
            self._graph = Dataset(store=graph.store, default_union=union)

    def _query(self, query: str, kind: str) -> Result:
        local = _offline() if names_graphs(query) else nullcontext()
        with _failing(query), local:
            result = self._graph.query(query)
        if result.type not in kind.split(" or "):
            raise QueryError(head(query), f"not a {kind} query")
        return result

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        result = self._query(query, "SELECT")
        names = tuple(str(v) for v in result.vars or ())
        with _failing(query):
            rows = [tuple(cast("tuple[Identifier | None, ...]", r)) for r in result]
        return Table(names, rows)

    def native(self, query: str) -> Table:
        """The rows of a SELECT; the terms are of rdflib."""
        return self.select(query)

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        return [tuple(map(to_text, row)) for row in self.select(query).rows]

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return bool(self._query(query, "ASK").askAnswer)

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; the terms are of rdflib."""
        return sorted_triples(self.construct(query))

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        return self._query(query, "CONSTRUCT or DESCRIBE").graph or Graph()

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        store = ox.Store()
        if isinstance(self._graph, Dataset):
            data = self._graph.serialize(format="nquads", encoding="utf-8")
            store.bulk_load(data, ox.RdfFormat.N_QUADS)
        else:
            data = self._graph.serialize(format="nt", encoding="utf-8")
            store.bulk_load(data, ox.RdfFormat.N_TRIPLES)
        return Embedded(store).nquads()

    def dataset(self) -> Dataset:
        """Everything, as an rdflib dataset over the same store where it is one."""
        if isinstance(self._graph, Dataset):
            return self._graph
        dataset = Dataset(default_union=True)
        for triple in self._graph:
            dataset.add(triple)
        return dataset


@contextmanager
def _offline() -> Iterator[None]:
    """FROM takes graphs that are here; rdflib would fetch others, or read files."""
    with _LOADING:
        before = sparql.SPARQL_LOAD_GRAPHS
        sparql.SPARQL_LOAD_GRAPHS = False
        try:
            yield
        finally:
            sparql.SPARQL_LOAD_GRAPHS = before


@contextmanager
def _failing(query: str) -> Iterator[None]:
    """Name the query: rdflib raises errors of many kinds, also while it gives rows."""
    try:
        yield
    except QueryError:
        raise
    except Exception as error:
        reason = excerpt(reason_of(error), 200)
        raise QueryError(head(query), reason, "correct the query") from error
