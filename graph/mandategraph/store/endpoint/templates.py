"""A CONSTRUCT as a SELECT of the variables of its template, and a DESCRIBE as another.

Servers limit what a CONSTRUCT makes and do not say so (Virtuoso: one triple more than
the limit of rows). The rows of a SELECT can be counted and fetched in pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from rdflib import Graph, URIRef
from rdflib.term import BNode, Identifier, Literal, Variable

from mandategraph.store.endpoint.outline import Parts, joined, parts_of

_Triple = tuple[Identifier, Identifier, Identifier]
_Row = tuple[Identifier | None, ...]


@dataclass(frozen=True)
class Template:
    """The triples that each solution makes, and the SELECT that finds the solutions."""

    query: str
    triples: tuple[_Triple, ...]

    def graph(self, names: tuple[str, ...], rows: Iterable[_Row]) -> Graph:
        """What the rows make; triples that are no RDF are left out, as in SPARQL."""
        graph = Graph()
        for row in rows:
            bound = dict(zip(names, row, strict=True))
            blank: dict[Identifier, BNode] = {}
            for triple in self.triples:
                made = [_term(term, bound, blank) for term in triple]
                if (
                    None not in made
                    and not isinstance(made[0], Literal)
                    and isinstance(made[1], URIRef)
                ):
                    graph.add(cast("_Triple", tuple(made)))
        return graph


def _term(
    term: Identifier,
    bound: dict[str, Identifier | None],
    blank: dict[Identifier, BNode],
) -> Identifier | None:
    if isinstance(term, Variable):
        return bound.get(str(term))
    if isinstance(term, BNode):
        return blank.setdefault(term, BNode())  # a new one for each solution
    return term


def template_of(parts: Parts) -> Template | None:
    """The template of a CONSTRUCT; None when there is no SELECT that does the same."""
    if parts.grouped:
        return None
    triples = _triples(f"{parts.prologue}\nCONSTRUCT {parts.template} WHERE {{ }}")
    names = sorted({str(t) for s in triples for t in s if isinstance(t, Variable)})
    if not names:
        return None
    # each solution counts where blank nodes are made of it or a number of them taken
    each = parts.limit is not None or bool(parts.offset)
    each = each or any(isinstance(term, BNode) for t in triples for term in t)
    select = "SELECT" if each else "SELECT DISTINCT"
    head = f"{select} {' '.join(f'?{name}' for name in names)}"
    rest = parts.ending if each else (parts.values,)
    query = joined(parts.prologue, head, parts.dataset, parts.where, *rest)
    return Template(query, triples)


def description_of(query: str) -> Template | None:
    """A DESCRIBE as all triples of what it names; None for a form not understood."""
    parts = parts_of(query) or parts_of(f"{query}\n{{ }}")
    if parts is None:
        return None
    names, variables = parts.named
    sources = [f"{{ VALUES ?mg_s {{ {' '.join(names)} }} }}"] if names else []
    for name in variables:
        found = joined(f"SELECT ?{name}", parts.where, *parts.ending)
        # without a value, the variable would stand for everything
        sources.append(
            f"{{ SELECT (?{name} AS ?mg_s) WHERE {{ {{\n{found}\n}} "
            f"FILTER(BOUND(?{name})) }} }}"
        )
    if not sources:
        return None
    wanted = f"WHERE {{\n{' UNION '.join(sources)}\n?mg_s ?mg_p ?mg_o }}"
    select = "SELECT DISTINCT ?mg_s ?mg_p ?mg_o"
    triple = (Variable("mg_s"), Variable("mg_p"), Variable("mg_o"))
    return Template(joined(parts.prologue, select, parts.dataset, wanted), (triple,))


def _triples(query: str) -> tuple[_Triple, ...]:
    """The triples of the template; none when it is not SPARQL 1.1."""
    from rdflib.plugins.sparql import prepareQuery

    try:
        found = prepareQuery(query).algebra.template or ()
        return tuple(cast("_Triple", tuple(triple)) for triple in found)
    except Exception:  # rdflib raises it as such, for a prefix that is not declared
        return ()  # it may be one that the server knows; else the server refuses it
