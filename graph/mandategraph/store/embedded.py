"""Oxigraph in this process, in memory or on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.term import Identifier

from mandategraph.errors import QueryError
from mandategraph.store.engine import Table, head
from mandategraph.store.terms import to_rdflib, to_text


@contextmanager
def _failing(query: str) -> Iterator[None]:
    """Name the query whose rows could not be had: a SERVICE that does not answer."""
    try:
        yield
    except QueryError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(head(query, 200), f"it failed: {error}") from error


class Embedded:
    """Oxigraph in this process, in memory or on disk."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def _query(
        self, query: str
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self.store.query(query, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            reason = str(error) if len(str(error)) <= 200 else f"{str(error)[:197]}..."
            raise QueryError(head(query), reason, "correct the query") from error
        except (OSError, RuntimeError) as error:
            raise QueryError(head(query), f"it failed: {error}") from error

    def _solutions(self, query: str) -> ox.QuerySolutions:
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError(head(query), "not a SELECT query")
        return result

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        result = self._solutions(query)
        names = tuple(v.value for v in result.variables)
        with _failing(query):
            return Table(names, [tuple(map(to_rdflib, row)) for row in result])

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        with _failing(query):
            return [tuple(map(to_text, row)) for row in self._solutions(query)]

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        result = self._query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise QueryError(head(query), "not an ASK query")
        return bool(result)

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        result = self._query(query)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError(head(query), "not a CONSTRUCT or DESCRIBE query")
        graph = Graph()
        with _failing(query):
            for triple in result:
                graph.add(_triple(triple))
        return graph

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        dumped = cast("bytes", self.store.dump(format=ox.RdfFormat.N_QUADS))
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def dataset(self) -> Dataset:
        """Everything, as an rdflib dataset over this very store."""
        from oxrdflib import OxigraphStore

        return Dataset(store=OxigraphStore(store=self.store), default_union=True)


def _triple(triple: ox.Triple) -> tuple[Identifier, Identifier, Identifier]:
    terms = (triple.subject, triple.predicate, triple.object)
    subject, predicate, obj = (to_rdflib(t) for t in terms)
    return (
        cast("Identifier", subject),
        cast("Identifier", predicate),
        cast("Identifier", obj),
    )
