"""Result formats: which there are, what each holds, and answers read back from them."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

from conftest import ID
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.query import (
    FORMATS,
    Answer,
    Catalogue,
    formats_of,
    render,
    run,
)
from mandategraph.query.formats import format_of
from mandategraph.store import MandateGraph

CATALOGUE = Catalogue.load()


def table_of(*values: str) -> MandateGraph:
    """A graph in which `?n <urn:v> ?value` gives the values, as N-Triples terms."""
    lines = [f"<urn:n{i}> <urn:v> {v} <urn:g> .\n" for i, v in enumerate(values)]
    return MandateGraph.from_nquads("".join(lines).encode())


def answer_of(*values: str) -> Answer:
    text = "SELECT ?value WHERE { ?n <urn:v> ?value } ORDER BY STR(?n)"
    return run(table_of(*values), text)


VALUES = (
    "<https://example.org/a?b=1&c=2>",
    '"plain, \\"quoted\\"\\nnext\\tline"',
    '"حوض النهر"@ar',
    '"| * < & ]  blank"@en-gb',
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"line\\r\\nend"',
    '""',
)


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_standard_formats_bring_back_every_term(name: str) -> None:
    answer = answer_of(*VALUES)
    expected = [row.value.term for row in answer.rows]
    text = render(answer, name).encode()
    read = Result.parse(io.BytesIO(text), format=name)
    if name != "tsv":  # rdflib's TSV reader cannot read \r, Oxigraph's can
        assert [row[0] for row in read] == expected  # type: ignore[index]
    kind = getattr(ox.QueryResultsFormat, name.upper())
    theirs = ox.parse_query_results(text, format=kind)
    assert isinstance(theirs, ox.QuerySolutions)
    assert [str(row[0]) for row in theirs] == [
        str(ox.NamedNode(t) if isinstance(t, URIRef) else oxigraph_literal(t))
        for t in expected
    ]


def oxigraph_literal(term: object) -> ox.Literal:
    assert isinstance(term, Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype:
        return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype))
    return ox.Literal(str(term))


def test_csv_holds_lexical_forms_and_lines_end_as_the_standard_says() -> None:
    text = render(answer_of(*VALUES), "csv")
    assert text.startswith("value\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == [
        "https://example.org/a?b=1&c=2",
        'plain, "quoted"\nnext\tline',
        "حوض النهر",
        "| * < & ]  blank",
        "1.5",
        "line\r\nend",
        "",
    ]


def test_unbound_cells_are_left_out_of_json_and_empty_in_tables() -> None:
    graph = table_of('"a"')
    query = "SELECT ?a ?b WHERE { ?n <urn:v> ?a OPTIONAL { ?n <urn:w> ?b } }"
    answer = run(graph, query)
    found = json.loads(render(answer, "json"))
    assert found["head"]["vars"] == ["a", "b"]
    assert list(found["results"]["bindings"][0]) == ["a"]
    assert render(answer, "csv") == "a,b\r\na,\r\n"
    assert render(answer, "tsv") == '?a\t?b\n"a"\t\n'
    assert "<binding" in render(answer, "xml")
    assert '<binding name="b">' not in render(answer, "xml")


@pytest.mark.parametrize(("name", "text"), [("json", "true"), ("xml", ">true<")])
def test_yes_and_no_have_a_standard_form(name: str, text: str) -> None:
    answer = run(table_of('"a"'), "ASK { ?s ?p ?o }")
    assert text in render(answer, name)
    theirs = ox.parse_query_results(
        render(answer, name).encode(),
        format=getattr(ox.QueryResultsFormat, name.upper()),
    )
    assert bool(theirs) is True


def test_xml_refuses_a_character_that_it_cannot_hold() -> None:
    answer = answer_of('"page one\\fpage two"')
    with pytest.raises(QueryError, match=r"control character.*choose json or tsv"):
        render(answer, "xml")
    assert json.loads(render(answer, "json"))["results"]["bindings"]


def test_markdown_shows_label_language_and_status_in_the_language_asked_for(
    example_graph: MandateGraph,
) -> None:
    policy = LanguagePolicy.parse("ar")
    answer = run(example_graph, CATALOGUE["results_of_objective"], None, policy)
    lines = render(answer, "markdown").splitlines()
    assert lines[:2] == ["| objective | result |", "| --- | --- |"]
    assert lines[2] == (
        f"| [Reduce flood damage.](<{ID}rba-o1>) (en) "
        f"| [Flood warnings reach every town.](<{ID}rba-r-228fa6e9f8>) (en) |"
    )
    assert lines[3] == (
        f"| [OBJECTIVE 2](<{ID}rba-o2>) (en · عنوان مطبوع) "
        '| [<span dir="rtl" lang="ar">يستهلك المزارعون كمية أقل من المياه.</span>]'
        f"(<{ID}rba-r-da4a253b8c>) (ar · ترجمة لم تراجع بعد) |"
    )


def test_markdown_escapes_what_would_break_the_table() -> None:
    lines = render(answer_of('"a | b\\nc <b> *d*"'), "markdown").splitlines()
    assert lines[2] == r"| a \| b c \<b\> \*d\* |"


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("turtle", "turtle"), ("jsonld", "json-ld"), ("ntriples", "nt")],
)
def test_graphs_are_read_back_the_same(
    example_graph: MandateGraph, name: str, syntax: str
) -> None:
    answer = run(example_graph, CATALOGUE["chain_of_plan"])
    assert answer.graph is not None
    read = Graph().parse(data=render(answer, name), format=syntax)
    assert isomorphic(by_text(read), by_text(answer.graph))


def by_text(graph: Graph) -> Graph:
    """JSON-LD and Turtle may write 12.0 as a number; compare it by value."""
    result = Graph()
    for s, p, o in graph:
        number = isinstance(o, Literal) and o.datatype == XSD.decimal
        result.add((s, p, Literal(float(str(o))) if number else o))
    return result


def test_formats_fit_the_kind_of_question() -> None:
    assert formats_of("select") == (
        *("csv", "tsv", "json", "xml", "markdown", "xlsx", "ods"),
    )
    assert formats_of("ask") == ("json", "xml", "markdown")
    assert formats_of("construct") == formats_of("describe")
    assert formats_of("construct") == ("turtle", "jsonld", "ntriples")
    assert set(FORMATS) == set(formats_of("select")) | set(formats_of("describe"))


def test_unknown_and_unfit_formats_are_refused_with_those_that_fit() -> None:
    answer = run(table_of('"a"'), "ASK { ?s ?p ?o }")
    with pytest.raises(UnknownNameError, match=r"choose from json, xml, markdown"):
        render(answer, "pdf")
    with pytest.raises(QueryError, match=r"csv cannot hold .* ASK; choose from json"):
        render(answer, "csv")


def test_the_ending_of_a_name_tells_the_format_as_far_as_the_answer_fits() -> None:
    assert format_of("a.JSON", "select") == "json"
    assert format_of("a.json", "construct") == "jsonld"
    assert format_of("a.srx", "ask") == "xml"
    with pytest.raises(QueryError, match=r"end the name in one of .*\.xlsx"):
        format_of("a.txt", "select")
