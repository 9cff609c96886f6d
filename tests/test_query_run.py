"""Answers: rows of labelled cells, and every format read back by a reader of it."""

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
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query import FORMATS, Answer, Catalogue, formats_of, render, run
from mandategraph.store import MandateGraph

CATALOGUE = Catalogue.load()


def table_of(*values: str) -> MandateGraph:
    """A graph in which `?n <urn:v> ?value` gives the values, as N-Triples terms."""
    lines = [f"<urn:n{i}> <urn:v> {v} <urn:g> .\n" for i, v in enumerate(values)]
    return MandateGraph.from_nquads("".join(lines).encode())


def answer_of(*values: str) -> Answer:
    text = "SELECT ?value WHERE { ?n <urn:v> ?value } ORDER BY STR(?n)"
    return run(table_of(*values), text)


def test_rows_are_named_tuples_of_labelled_cells(example_graph: MandateGraph) -> None:
    answer = run(
        example_graph,
        CATALOGUE["objectives_of_plan"],
        {"plan": "plan-rba"},
        LanguagePolicy.parse("fr"),
    )
    first, second = answer.rows
    assert answer.columns == ("plan", "ordinal", "objective", "printed", "textStatus")
    assert type(first).__name__ == "ObjectivesOfPlan"
    assert first.objective.term == URIRef(f"{ID}rba-o1")
    assert first.objective.form == Form(
        "Réduire les dommages dus aux inondations.", "fr"
    )
    assert first.objective.asked
    assert first.ordinal.text == "1"
    assert first.textStatus.text == ""
    assert (second.objective.text, second.objective.note) == (
        "OBJECTIF 2",
        "fr · label",
    )
    assert second[1] == second.ordinal


def test_a_fallback_language_is_told(example_graph: MandateGraph) -> None:
    policy = LanguagePolicy.parse("ar")
    answer = run(example_graph, CATALOGUE["results_of_objective"], None, policy)
    flood, water = answer.rows
    assert (flood.result.asked, flood.result.note) == (False, "en")
    assert (water.result.asked, water.result.note) == (True, "ar · candidate")
    assert water.result.direction == "rtl"


def test_a_list_of_iris_is_sorted_and_each_is_labelled() -> None:
    graph = MandateGraph.from_bytes(
        f"""
@base <{ID}> . @prefix mg: <https://w3id.org/mandategraph/ns#> .
<r> a mg:ExpectedResult ; mg:elementOf <plan-a> .
<open> a mg:OpenLink ; mg:claimSubject <r> ; mg:claimPredicate mg:expectedResultOf ;
  mg:candidate <a-o10>, <a-o2> ; mg:candidatesComplete true .
<a-o2> mg:sourceLabel "GOAL 2"@en . <a-o10> mg:sourceLabel "GOAL 10"@en .
""".encode()
    )
    (row,) = run(graph, CATALOGUE["open_results"]).rows
    assert row.candidates.text == "GOAL 2; GOAL 10"
    assert [m.note for m in row.candidates.members] == ["en · label", "en · label"]
    assert row.candidates.term == Literal(f"{ID}a-o2 {ID}a-o10")


def test_literals_keep_their_language(example_graph: MandateGraph) -> None:
    answer = run(example_graph, CATALOGUE["lost_wordings"])
    (row,) = answer.rows
    assert (row.printed.text, row.printed.lang) == ("OBJECTIVE 2", "en")
    assert row.printed.form is None


def test_ask_has_a_truth_and_construct_a_graph(example_graph: MandateGraph) -> None:
    assert run(example_graph, CATALOGUE["unsupported_links"]).truth is False
    answer = run(example_graph, CATALOGUE["describe_node"], {"node": "unit-towns"})
    assert answer.graph is not None
    assert (
        URIRef(f"{ID}rba-i-f481e080cd-target"),
        URIRef("https://w3id.org/mandategraph/ns#unit"),
        URIRef(f"{ID}unit-towns"),
    ) in answer.graph


def test_sparql_of_ones_own_is_labelled_too(example_graph: MandateGraph) -> None:
    query = "SELECT ?from WHERE { ?from a mg:Mandate }"
    (row,) = run(example_graph, query, policy=LanguagePolicy.parse("fr")).rows
    # `from` cannot name a field, so the cell is read by its place
    assert row[0].text.startswith("Préserver le bassin")


def test_faulty_parameter_names_question_and_parameter(
    example_graph: MandateGraph,
) -> None:
    question = CATALOGUE["results_with_proposals"]
    with pytest.raises(QueryError) as caught:
        run(example_graph, question, {"minimum": "much"})
    assert str(caught.value).startswith("results_with_proposals, parameter minimum: ")


def test_faulty_sparql_is_a_query_error(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError):
        run(example_graph, "SELECT ?s WHERE { ?s ?p }")
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run(example_graph, "DELETE WHERE { ?s ?p ?o }")


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


def test_markdown_shows_label_language_and_status(example_graph: MandateGraph) -> None:
    policy = LanguagePolicy.parse("ar")
    answer = run(example_graph, CATALOGUE["results_of_objective"], None, policy)
    lines = render(answer, "markdown").splitlines()
    assert lines[:2] == ["| objective | result |", "| --- | --- |"]
    assert lines[2] == (
        f"| [Reduce flood damage.](<{ID}rba-o1>) (en) "
        f"| [Flood warnings reach every town.](<{ID}rba-r-228fa6e9f8>) (en) |"
    )
    assert lines[3] == (
        f"| [OBJECTIVE 2](<{ID}rba-o2>) (en · label) "
        '| [<span dir="rtl" lang="ar">يستهلك المزارعون كمية أقل من المياه.</span>]'
        f"(<{ID}rba-r-da4a253b8c>) (ar · candidate) |"
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
    assert formats_of("select") == ("csv", "tsv", "json", "xml", "markdown")
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
