"""The engines differ as `docs/engines.md` says: one case for each row of its table.

A case that fails says that an engine has changed: then the row, and the advice in it,
are to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from rdflib import Dataset

from conftest import CHECKOUT
from mandategraph.errors import MandateGraphError
from mandategraph.store import MandateGraph, open_graph
from servers import oxigraph_server, virtuoso_server

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
DATA: Final = f"""
<urn:a> <urn:decimal> "1.00"^^<{XSD}decimal> <urn:g> .
<urn:a> <urn:big> "123456789012345678901234567890"^^<{XSD}integer> <urn:g> .
<urn:a> <urn:count> "7"^^<{XSD}integer> <urn:g> .
<urn:a> <urn:count> "8"^^<{XSD}integer> <urn:g> .
<urn:a> <urn:said> "colour"@en-GB <urn:g> .
<urn:a> <urn:true> "true"^^<{XSD}boolean> <urn:g> .
<urn:a> <urn:next> <urn:b> <urn:g> .
<urn:b> <urn:next> <urn:c> <urn:h> .
<urn:twice> <urn:same> <urn:c> <urn:g> .
<urn:twice> <urn:same> <urn:c> <urn:h> .
"""
REFUSED: Final = "refused"

Found = str | Sequence[tuple[str, ...]]


class Case(NamedTuple):
    """A query and what each engine makes of it: rows of terms, or a refusal."""

    query: str
    oxigraph: Found
    rdflib: Found
    virtuoso: Found


def number(value: str, kind: str) -> str:
    return f'"{value}"^^<{XSD}{kind}>'


SEVEN_EIGHT: Final = [(number("7", "integer"),), (number("8", "integer"),)]
CHAIN: Final = [("<urn:b>",), ("<urn:c>",)]

CASES: Final = {
    "spelling of numbers": Case(
        "SELECT ?v { <urn:a> <urn:decimal> ?v }",
        [(number("1", "decimal"),)],
        [(number("1.00", "decimal"),)],
        [(number("1", "decimal"),)],
    ),
    "very large integers": Case(
        "SELECT ?v { <urn:a> <urn:big> ?v }",
        [(number("123456789012345678901234567890", "integer"),)],
        [(number("123456789012345678901234567890", "integer"),)],
        [(number("123456789012345678901234567890", "decimal"),)],
    ),
    "computed truth values": Case(
        "SELECT (7 > 3 AS ?v) { <urn:a> <urn:true> ?x }",
        [(number("true", "boolean"),)],
        [(number("true", "boolean"),)],
        [(number("1", "integer"),)],
    ),
    "case of language tags": Case(
        'SELECT ?v { <urn:a> <urn:said> ?v FILTER(LANG(?v) = "en-GB") }',
        [],
        [('"colour"@en-GB',)],
        [],
    ),
    "joining numbers to a text": Case(
        "SELECT (GROUP_CONCAT(?n) AS ?v) { <urn:a> <urn:count> ?n FILTER(?n = 7) }",
        [("",)],
        [('"7"',)],
        REFUSED,
    ),
    "dividing integers": Case(
        "SELECT (?n / 2 AS ?v) { <urn:a> <urn:count> ?n FILTER(?n = 7) }",
        [(number("3.5", "decimal"),)],
        [(number("3.5", "decimal"),)],
        [(number("3", "integer"),)],
    ),
    "dividing by zero": Case(
        "SELECT (?n / 0 AS ?v) { <urn:a> <urn:count> ?n FILTER(?n = 7) }",
        [("",)],
        [],
        REFUSED,
    ),
    "comparing different kinds": Case(
        "SELECT ?v { <urn:a> <urn:said>|<urn:count> ?v FILTER(?v > 5) }",
        SEVEN_EIGHT,
        [*SEVEN_EIGHT, ('"colour"@en-GB',)],
        [*SEVEN_EIGHT, ('"colour"@en-gb',)],
    ),
    "paths from an absent node": Case(
        "SELECT ?v { <urn:absent> <urn:next>* ?v }",
        [],
        [("<urn:absent>",)],
        [("<urn:absent>",)],
    ),
    "paths whose start is in no pattern": Case(
        "SELECT ?v { VALUES ?s { <urn:a> } ?s <urn:next>+ ?v }", CHAIN, CHAIN, REFUSED
    ),
    "a triple in two graphs": Case(
        "SELECT ?v { <urn:twice> <urn:same> ?v }",
        [("<urn:c>",), ("<urn:c>",)],
        [("<urn:c>",)],
        [("<urn:c>",), ("<urn:c>",)],
    ),
    "a filter inside MINUS": Case(
        "SELECT ?n { <urn:a> <urn:count> ?n"
        " MINUS { <urn:a> <urn:count> ?n FILTER(?n = 7) } }",
        [SEVEN_EIGHT[1]],
        [SEVEN_EIGHT[1]],
        [],
    ),
    "triples of the server itself": Case(
        "SELECT (IF(COUNT(*) > 100, 1, 0) AS ?v) { ?s ?p ?o }",
        [(number("0", "integer"),)],
        [(number("0", "integer"),)],
        [(number("1", "integer"),)],
    ),
    "encoding for an address": Case(
        'SELECT (ENCODE_FOR_URI("é") AS ?v) { <urn:a> <urn:true> ?x }',
        [('"%C3%A9"',)],
        [('"%C3%A9"',)],
        [('"é%00"',)],
    ),
}


@pytest.fixture(scope="module")
def engines(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, MandateGraph]]:
    folders = [tmp_path_factory.mktemp(name) for name in ("virtuoso", "oxigraph")]
    data = DATA.encode()
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    with (
        virtuoso_server(data, folders[0]) as virtuoso,
        oxigraph_server(data, folders[1]) as oxigraph,
    ):
        yield {
            "memory": MandateGraph.from_nquads(data),
            "server": open_graph(oxigraph),
            "rdflib": MandateGraph.from_rdflib(dataset),
            "virtuoso": open_graph(virtuoso),
        }


def rows(graph: MandateGraph, query: str) -> Found:
    try:
        table = graph.select(query)
    except MandateGraphError:
        return REFUSED
    return sorted(
        tuple("" if term is None else term.n3() for term in row) for row in table.rows
    )


@pytest.mark.parametrize("name", CASES)
def test_engines_differ_as_the_table_says(
    name: str, engines: dict[str, MandateGraph]
) -> None:
    case = CASES[name]
    found = {place: rows(graph, case.query) for place, graph in engines.items()}
    assert found == {
        "memory": case.oxigraph,
        "server": case.oxigraph,
        "rdflib": case.rdflib,
        "virtuoso": case.virtuoso,
    }


def test_the_table_has_a_row_for_each_case_and_no_other() -> None:
    page = Path(CHECKOUT / "docs" / "engines.md").read_text("utf-8")
    named = re.findall(r"^\| ([a-z][^|]*?) \|", page, re.MULTILINE)
    assert named[1:] == list(CASES)
