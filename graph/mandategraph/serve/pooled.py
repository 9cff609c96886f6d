"""The graph as workers answer for it: a page's query that takes long is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mandategraph.errors import QueryError
from mandategraph.serve.messages import Job
from mandategraph.serve.refusals import checked
from mandategraph.store import MandateGraph
from mandategraph.store.engine import NativeTable

if TYPE_CHECKING:
    from mandategraph.serve.pool import Pool
    from mandategraph.serve.site import Site
    from mandategraph.store.engine import Triple


class PooledGraph(MandateGraph):
    """A graph whose `native`, `ask` and `triples` are answered by workers.

    They are called from the threads in which pages are made. `cut` says whether the
    last answer had more rows than an answer may have. Raises what `Pool.answer` does.
    """

    def __init__(self, site: Site, pool: Pool) -> None:
        graph = site.graph
        super().__init__(graph.target, graph.kind, graph._engine)  # noqa: SLF001 - the same graph
        self._pool, self.cut = pool, False

    def native(self, query: str) -> NativeTable:
        """The rows of a SELECT."""
        found = self._answered(query, "json")
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - by the query's form
        names = tuple(variable.value for variable in found.variables)
        return NativeTable(names, [tuple(row) for row in found])

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return bool(self._answered(query, "json"))

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        body = self._body(query, "ntriples")
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        return [(q.subject, q.predicate, q.object) for q in quads]

    def _answered(self, query: str, form: str) -> Any:
        body = self._body(query, form)
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def _body(self, query: str, form: str) -> bytes:
        from anyio.from_thread import run

        checked(query)
        answered = run(self._pool.answer, Job(query, form))
        if answered.failure:
            raise QueryError("the question", answered.reason, "ask for less")
        self.cut = answered.cut
        return answered.body
