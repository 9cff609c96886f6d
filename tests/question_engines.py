"""The fixtures, changed at will, on two engines, and their answers in one spelling.

The engines are Oxigraph and rdflib's own SPARQL implementation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

import pyoxigraph as ox
from rdflib import Dataset, Graph, Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier

from conftest import DATA, EXAMPLE, ID, MG
from mandategraph.query import Question
from mandategraph.store import MandateGraph
from question_rows import Value

FIXTURES = (EXAMPLE, DATA / "follow_up.trig")
NAMES = {
    ID: "",
    MG: "mg:",
    "http://purl.org/dc/terms/": "dct:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
}
PREFIXES = f"""
@base <{ID}> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix mg: <{MG}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@cache
def stored(without: str = "", with_: str = "") -> bytes:
    """N-Quads of both fixtures, changed; additions go to a graph of their own."""
    store = ox.Store()
    for path in FIXTURES:
        store.load(path=str(path), format=ox.RdfFormat.TRIG)
    for triple in ox.parse(PREFIXES + without, format=ox.RdfFormat.TURTLE):
        found = list(store.quads_for_pattern(*triple.triple))
        assert found, f"{triple} is not in the example"
        for quad in found:
            store.remove(quad)
    for triple in ox.parse(PREFIXES + with_, format=ox.RdfFormat.TURTLE):
        t = triple.triple
        added = ox.NamedNode(f"{ID}graph/added")
        store.add(ox.Quad(t.subject, t.predicate, t.object, added))
    return bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")


@cache
def oxigraph(without: str = "", with_: str = "") -> MandateGraph:
    return MandateGraph.from_nquads(stored(without, with_))


@cache
def rdflib_dataset(without: str = "", with_: str = "") -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=stored(without, with_), format="nquads")
    return dataset


@cache
def prepared(text: str) -> Query:
    """The query as rdflib reads it, which takes it longer than to answer."""
    return prepareQuery(text)


def rows_of(
    engine: str, question: Question, params: Mapping[str, str], *change: str
) -> list[tuple[Value, ...]]:
    """The rows that the engine gives, spelled as in the cases."""
    text = question.bound(params)
    found: Iterable[Iterable[Identifier | None]]
    if engine == "oxigraph":
        table = oxigraph(*change).select(text)
        columns, found = table.variables, table.rows
    else:
        result = rdflib_dataset(*change).query(prepared(text))
        columns = tuple(str(v) for v in result.vars or ())
        found = [tuple(row) for row in result]  # type: ignore[arg-type]
    return spelled_rows(question, columns, found)


def spelled_rows(
    question: Question,
    columns: Sequence[str],
    found: Iterable[Iterable[Identifier | None]],
) -> list[tuple[Value, ...]]:
    return [
        tuple(
            spelled(term, is_list=name in question.lists)
            for name, term in zip(columns, row, strict=True)
        )
        for row in found
    ]


def graph_of(
    engine: str, question: Question, params: Mapping[str, str], *change: str
) -> Graph:
    text = question.bound(params)
    if engine == "oxigraph":
        return oxigraph(*change).construct(text)
    graph = rdflib_dataset(*change).query(prepared(text)).graph
    assert graph is not None
    return graph


def spelled(term: Identifier | None, *, is_list: bool) -> Value:
    """IRIs without their namespace, `text@lang`, numbers as numbers."""
    if term is None:
        return None
    if isinstance(term, Literal):
        if term.language:
            return f"{term}@{term.language}"
        kind = str(term.datatype or "").rpartition("#")[2]
        if kind in ("integer", "decimal"):
            return float(term)
        if kind == "boolean":
            return str(term) in ("true", "1")
        text = str(term)
        if kind == "dateTime":
            text = text.replace("+00:00", "Z")
        return " ".join(map(local, sorted(text.split()))) if is_list else text
    return local(str(term))


def local(iri: str) -> str:
    for namespace, prefix in NAMES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def canonical(graph: Graph) -> Graph:
    """The graph with literals by value: engines spell 12.0 and times differently."""
    result = Graph()
    for subject, predicate, obj in graph:
        if isinstance(obj, Literal) and obj.datatype is not None:
            value = Literal(obj, datatype=obj.datatype).toPython()
            number = isinstance(value, Decimal | int) and not isinstance(value, bool)
            by_value = float(value) if number else value
            obj = Literal(repr(by_value))  # noqa: PLW2901
        result.add((subject, predicate, obj))
    return result


def turtle(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")
