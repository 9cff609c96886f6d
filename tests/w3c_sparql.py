"""The W3C's tests of SPARQL 1.1 queries: read, run through a graph, compared."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Identifier, Node

from mandategraph.errors import QueryError
from mandategraph.store import MandateGraph, Table
from mandategraph.store.query_text import names_graphs
from mandategraph.store.terms import to_rdflib

BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
DAWGT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
SYNTAX = ("PositiveSyntaxTest11", "NegativeSyntaxTest11")
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
Row = dict[str, Identifier]


@dataclass(frozen=True)
class Case:
    """One test: what is asked of which data, and the file with the answer.

    `approved` by the working group; the others were added to the suite later.
    """

    name: str
    kind: str
    approved: bool
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def text(self) -> str:
        """The query; IRIs are relative to its file unless it says otherwise."""
        text = self.query.read_text("utf-8")
        has_base = re.search(r"^\s*BASE\b", text, re.IGNORECASE | re.MULTILINE)
        return text if has_base else f"BASE <{address(self.query)}> {text}"


def address(path: Path) -> str:
    """The IRI of a file of the suite."""
    return f"{BASE}{path.parent.name}/{path.name}"


def cases(root: Path, folder: str) -> Iterator[Case]:
    """The tests of a folder in the order of its manifest."""
    place = root / folder
    graph = Graph().parse(place / "manifest.ttl", publicID=f"{BASE}{folder}/")

    def files(nodes: Iterable[Node]) -> tuple[Path, ...]:
        return tuple(place / str(n).rpartition("/")[2] for n in sorted(map(str, nodes)))

    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
            name = f"{folder}/{str(test).rpartition('#')[2]}"
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            approved = (test, DAWGT.approval, DAWGT.Approved) in graph
            if kind in SYNTAX and action is not None:
                yield Case(name, kind, approved, files([action])[0])
            elif kind in EVALUATION and action is not None and result is not None:
                yield Case(
                    name,
                    kind,
                    approved,
                    files(graph.objects(action, QT.query))[0],
                    files(graph.objects(action, QT.data)),
                    files(graph.objects(action, QT.graphData)),
                    files([result])[0],
                )


@cache
def nquads(data: tuple[Path, ...], named: tuple[Path, ...]) -> bytes:
    """The dataset of a test: the data in the default graph, the rest by its IRI."""
    store = ox.Store()
    for path in data:
        store.load(path=path, base_iri=address(path), to_graph=ox.DefaultGraph())
    for path in named:
        graph = ox.NamedNode(address(path))
        store.load(path=path, base_iri=address(path), to_graph=graph)
    return bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")


def dataset(case: Case) -> bytes:
    """What the test asks; a query with FROM finds its data there by their IRI."""
    own = case.data if names_graphs(case.text) else ()
    return nquads(case.data, (*case.named, *own))


def outcome(case: Case, opened: Callable[[Case], MandateGraph]) -> str:
    """`""` when the test passes, else what was wrong."""
    if case.kind in SYNTAX:
        try:
            opened(case).sparql(case.text)
        except QueryError as error:
            # a query that was understood may well fail: for want of a function
            refused = error.advice == "correct the query" or "not a SPARQL" in str(
                error
            )
            wanted = case.kind.startswith("Negative")
            return "" if refused == wanted else str(error)
        return "" if case.kind.startswith("Positive") else "the query was answered"
    assert case.result is not None
    try:
        found = opened(case).sparql(case.text)
    except QueryError as error:
        return str(error)
    if isinstance(found, Graph):
        expected = Graph().parse(case.result, publicID=address(case.result))
        return (
            "" if isomorphic(_by_value(found), _by_value(expected)) else "other graph"
        )
    if isinstance(found, bool):
        parsed = ox.parse_query_results(
            case.result.read_bytes(), RESULTS[case.result.suffix]
        )
        return "" if found == bool(parsed) else f"the answer was {found}"
    return _compared(found, case)


def _compared(found: Table, case: Case) -> str:
    assert case.result is not None
    if case.result.suffix == ".csv":
        return _compared_text(found, case.result.read_text("utf-8"))
    names, expected = _expected(case.result)
    if set(names) != set(found.variables):
        return f"columns {found.variables}, not {names}"
    rows = [
        {n: v for n, v in zip(found.variables, row, strict=True) if v is not None}
        for row in found.rows
    ]
    if len(rows) != len(expected):
        return f"{len(rows)} rows, not {len(expected)}"
    if not isomorphic(_as_graph(rows), _as_graph(expected)):
        return f"other rows: {rows} instead of {expected}"[:1000]
    ordered = re.search(r"\bORDER\s+BY\b", case.text, re.IGNORECASE)
    blank = any(isinstance(v, BNode) for row in expected for v in row.values())
    if ordered and not blank and list(map(_keys, rows)) != list(map(_keys, expected)):
        return "another order"
    return ""


def _compared_text(found: Table, text: str) -> str:
    """CSV has only lexical forms; the labels of blank nodes mean nothing."""
    table = list(csv.reader(io.StringIO(text)))

    def blanked(rows: Iterable[Iterable[object]]) -> list[tuple[str, ...]]:
        return sorted(
            tuple("_:" if str(v).startswith("_:") else str(v) for v in row)
            for row in rows
        )

    rows = [
        ["" if v is None else f"_:{v}" if isinstance(v, BNode) else v for v in row]
        for row in found.rows
    ]
    # SELECT * has its columns in no order
    order = [found.variables.index(name) for name in table[0]]
    rows = [[row[i] for i in order] for row in rows]
    return "" if blanked(rows) == blanked(table[1:]) else f"other rows: {rows}"


def _expected(path: Path) -> tuple[list[str], list[Row]]:
    if path.suffix == ".ttl":
        return _expected_in_rdf(path)
    results = ox.parse_query_results(path.read_bytes(), RESULTS[path.suffix])
    assert isinstance(results, ox.QuerySolutions)
    names = [v.value for v in results.variables]
    rows = []
    for solution in results:
        cells = {n: to_rdflib(solution[n]) for n in names}
        rows.append({n: v for n, v in cells.items() if v is not None})
    return names, rows


def _expected_in_rdf(path: Path) -> tuple[list[str], list[Row]]:
    """A result set in the vocabulary that the first tests were written with."""
    graph = Graph().parse(path, publicID=address(path))
    rows: list[Row] = []
    for solution in graph.objects(None, RS.solution):
        row: Row = {}
        for binding in graph.objects(solution, RS.binding):
            value = graph.value(binding, RS.value)
            assert isinstance(value, Identifier)
            row[str(graph.value(binding, RS.variable))] = value
        rows.append(row)
    return list(map(str, graph.objects(None, RS.resultVariable))), rows


def _as_graph(rows: Iterable[Row]) -> Graph:
    """A blank node per row, so that isomorphism compares them with their number."""
    graph = Graph()
    for row in rows:
        node = BNode()
        graph.add((node, RDF.type, RDF.Bag))
        for name, value in row.items():
            graph.add((node, URIRef(f"x:{name}"), _value(value)))
    return graph


def _by_value(graph: Graph) -> Graph:
    out = Graph()
    for s, p, o in graph:
        out.add((s, p, _value(o)))
    return out


def _keys(row: Row) -> dict[str, str]:
    return {name: _value(value).n3() for name, value in row.items()}


def _value(term: Node) -> Identifier:
    """The term; a number in one spelling of its value, with its type kept."""
    assert isinstance(term, Identifier)
    if not isinstance(term, Literal):
        return term
    if term.datatype is None:
        lang = term.language.lower() if term.language else None
        return Literal(str(term), lang=lang)
    kind, text = str(term.datatype).rpartition("#")[2], str(term)
    try:
        if kind in ("double", "float"):
            text = repr(float(text.replace("INF", "inf")))
        elif kind == "decimal" or kind.endswith(("nteger", "int", "long", "short")):
            text = f"{Decimal(text).normalize():f}"
        elif kind == "boolean":
            text = {"0": "false", "1": "true"}.get(text, text)
    except (ValueError, InvalidOperation):
        return term
    return Literal(text, datatype=term.datatype, normalize=False)
