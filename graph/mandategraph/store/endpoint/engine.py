"""A SPARQL 1.1 endpoint, spoken to by SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset, Graph

from mandategraph.errors import QueryError, StoreError
from mandategraph.rdf.nquads import iri
from mandategraph.store.embedded import Embedded
from mandategraph.store.endpoint import results
from mandategraph.store.endpoint.outline import parts_of
from mandategraph.store.endpoint.paging import all_rows
from mandategraph.store.endpoint.protocol import Form, Protocol
from mandategraph.store.endpoint.results import Rows
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.endpoint.templates import Template, description_of, template_of
from mandategraph.store.engine import NativeTable, Table, Triple
from mandategraph.store.query_text import head, kind_of
from mandategraph.store.terms import sorted_triples, to_graph

# Virtuoso 7 answers an ASK in JSON as a table with this one column
_VIRTUOSO_ASK: Final = ["__ASK_RETVAL"]
_BATCH: Final = 20_000  # quads of whole graphs that are copied by one request
_SIZES: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_UNNAMED: Final = """
SELECT ?s ?p ?o WHERE {
  ?s ?p ?o
  FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }
}"""


class Endpoint:
    """A SPARQL 1.1 endpoint; without settings, asked by those of the environment."""

    def __init__(self, url: str, settings: EndpointSettings | None = None) -> None:
        self._protocol = Protocol(url, settings or EndpointSettings.from_environment())
        self.url = self._protocol.where

    def select(self, query: str) -> Table:
        """The rows of a SELECT."""
        rows = self._rows(query)
        return Table(rows.names, results.terms(rows, self.url))

    def native(self, query: str) -> NativeTable:
        """The rows of a SELECT as terms of pyoxigraph."""
        rows = self._rows(query)
        return NativeTable(rows.names, results.native_terms(rows, self.url))

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms."""
        return results.texts(self._rows(query), self.url)

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        self._check(query, "ASK")
        answer = self._protocol.json(query, "ASK").document
        if isinstance(answer.get("boolean"), bool):
            return bool(answer["boolean"])
        rows = results.rows_of(answer, self.url)
        if list(rows.names) != _VIRTUOSO_ASK:
            raise QueryError(head(query), "not an ASK query")
        return results.texts(rows, self.url) == [("1",)]

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; the terms are of rdflib."""
        return sorted_triples(self.construct(query))

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        form = self._check(query, "CONSTRUCT", "DESCRIBE")
        parts = parts_of(query) if form == "CONSTRUCT" else None
        template = template_of(parts) if parts else None
        if template:
            return self._made(template)
        triples = self._protocol.triples(query, form)
        if self._protocol.virtuoso:
            # it describes nothing unless FROM names a graph, and cuts without a word
            template = description_of(query) if form == "DESCRIBE" else None
            if template:
                return self._made(template)
            self._check_uncut(len(triples))
        return to_graph((t.subject, t.predicate, t.object) for t in triples)

    def _check_uncut(self, count: int) -> None:
        """Raise StoreError when this many triples may be what a limit left over.

        Virtuoso makes one triple more than its limit of rows.
        """
        if count >= 100 and count % 100 in (0, 1):
            reason = f"the server made {count:,} triples, which may be its limit"
            advice = "ask by SELECT, or with a plain template and without GROUP BY"
            raise StoreError(self.url, reason, advice)

    def _made(self, template: Template) -> Graph:
        rows = self._rows(template.query)
        return template.graph(rows.names, results.terms(rows, self.url))

    def nquads(self) -> bytes:
        """Everything that the endpoint has, as sorted N-Quads."""
        lines = sorted(set(self._everything()))
        self._loaded(lines)
        return "".join(lines).encode()

    def dataset(self) -> Dataset:
        """A local copy of everything that the endpoint has, as an rdflib dataset."""
        return Embedded(self._loaded(self._everything())).dataset()

    def copied(self, pattern: str) -> ox.Store:
        """A local copy of what matches the pattern as `?s ?p ?o`."""
        return self._loaded(self._lines(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}"))

    def _lines(self, query: str, graph: str = "") -> list[str]:
        return results.lines(self._rows(query), graph, self.url)

    def _everything(self) -> Iterator[str]:
        """Lines of N-Quads; StoreError when a graph does not come whole."""
        sizes = {name: int(count) for name, count in self.select_text(_SIZES)}
        for batch in _batches(sizes, self._protocol.settings.page_size or _BATCH):
            yield from self._whole(batch, sum(sizes[name] for name in batch))
        # Virtuoso has no unnamed graph: what it shows without a name is the union
        if not self._protocol.virtuoso:
            yield from self._lines(_UNNAMED)

    def _whole(self, batch: list[str], expected: int) -> list[str]:
        names = " ".join(iri(name) for name in batch)
        if len(batch) == 1:
            query = f"SELECT ?s ?p ?o WHERE {{ GRAPH {names} {{ ?s ?p ?o }} }}"
        else:
            query = (
                "SELECT ?s ?p ?o ?g WHERE {\n"
                f"  VALUES ?g {{ {names} }}\n  GRAPH ?g {{ ?s ?p ?o }}\n}}"
            )
        lines = self._lines(query, batch[0])
        if len(lines) != expected:
            raise StoreError(
                self.url,
                f"of the graphs' {expected:,} quads {len(lines):,} came",
                "the data may have changed meanwhile: copy again",
            )
        return lines

    def _rows(self, query: str) -> Rows:
        self._check(query, "SELECT")
        return all_rows(self._protocol, query)

    def _check(self, query: str, *forms: Form) -> Form:
        """The form of the query; QueryError when it is none of these."""
        kind = kind_of(query, head(query)).upper()
        for form in forms:
            if kind == form:
                return form
        article = "an" if forms[0] == "ASK" else "a"
        raise QueryError(head(query), f"not {article} {' or '.join(forms)} query")

    def _loaded(self, lines: Iterable[str]) -> ox.Store:
        store, data = ox.Store(), "".join(lines).encode()
        try:
            store.bulk_load(data, ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError, OSError) as error:
            reason = f"its data is not all RDF: {error}"
            raise StoreError(self.url, reason, "correct the data there") from error
        return store


def _batches(sizes: dict[str, int], most: int) -> Iterator[list[str]]:
    """Graphs that are copied together; a large one alone."""
    batch: list[str] = []
    total = 0
    for name, size in sorted(sizes.items()):
        if batch and (total + size > most or len(batch) >= 200):
            yield batch
            batch, total = [], 0
        batch.append(name)
        total += size
    if batch:
        yield batch
