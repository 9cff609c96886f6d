"""Oxigraph in this process, in memory or on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pyoxigraph as ox
from rdflib import Dataset, Graph

from mandategraph.errors import QueryError, excerpt
from mandategraph.store.engine import NativeTable, Table, Triple
from mandategraph.store.query_text import PREFIXES, head, names_graphs
from mandategraph.store.terms import to_graph, to_rdflib, to_text


class Embedded:
    """Oxigraph in this process, in memory or on disk.

    Queries see the union of all graphs, or with `union=False` the default graph only,
    unless they name the graphs themselves. The prefixes of `PREFIXES` are known.
    """

    def __init__(self, store: ox.Store, *, union: bool = True) -> None:
        self.store, self._union = store, union

    @contextmanager
    def _asked(self, query: str) -> Iterator[None]:
        """Name the query that could not be answered: a SERVICE that is not there."""
        try:
            yield
        except QueryError:
            raise
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(head(query, 200), f"it failed: {error}") from error

    def _query(
        self, query: str
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        # the engine would let the union override the FROM clauses of the query
        union = self._union and not names_graphs(query)
        try:
            return self.store.query(
                query, prefixes=PREFIXES, use_default_graph_as_union=union
            )
        except (SyntaxError, ValueError) as error:
            reason = excerpt(str(error), 200)
            raise QueryError(head(query), reason, "correct the query") from error

    def _solutions(self, query: str) -> ox.QuerySolutions:
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError(head(query), "not a SELECT query")
        return result

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        with self._asked(query):
            result = self._solutions(query)
            names = tuple(v.value for v in result.variables)
            return Table(names, [tuple(map(to_rdflib, row)) for row in result])

    def native(self, query: str) -> NativeTable:
        """The rows of a SELECT as terms of pyoxigraph."""
        with self._asked(query):
            result = self._solutions(query)
            names = tuple(v.value for v in result.variables)
            return NativeTable(names, list(map(tuple, result)))

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        with self._asked(query):
            return [tuple(map(to_text, row)) for row in self._solutions(query)]

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        with self._asked(query):
            result = self._query(query)
            if not isinstance(result, ox.QueryBoolean):
                raise QueryError(head(query), "not an ASK query")
            return bool(result)

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE as terms of pyoxigraph, each once."""
        with self._asked(query):
            result = self._query(query)
            if not isinstance(result, ox.QueryTriples):
                raise QueryError(head(query), "not a CONSTRUCT or DESCRIBE query")
            return [(t.subject, t.predicate, t.object) for t in dict.fromkeys(result)]

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        return to_graph(self.triples(query))

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        with self._asked("a copy of everything"):
            dumped = cast("bytes", self.store.dump(format=ox.RdfFormat.N_QUADS))
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def dataset(self) -> Dataset:
        """Everything, as an rdflib dataset over this very store."""
        from oxrdflib import OxigraphStore

        store = OxigraphStore(store=self.store)
        return Dataset(store=store, default_union=self._union)

    def lend(self) -> ox.Store:
        """The store itself, not to be changed."""
        return self.store

    def close(self) -> None:
        """Nothing: what is in memory goes with its last user."""
