"""Result formats: each answer read back by a reader of its format, term by term."""

from __future__ import annotations

import csv
import io
import json
from itertools import zip_longest
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

from conftest import ID, SHARED
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.query import (
    FORMATS,
    Answer,
    Catalogue,
    Question,
    formats_of,
    render,
    run,
)
from mandategraph.query.formats import format_of
from mandategraph.store import MandateGraph

CATALOGUE = Catalogue.load()
W3C = SHARED / "corpora/w3c-rdf-tests/sparql/sparql11"
XML_LACKS = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}


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


@pytest.mark.parametrize("text", [" ", "\n", "\t \n a b\n\n", " a "])
def test_white_space_at_either_end_survives_readers_of_xml_that_trim(text: str) -> None:
    rows: Rows = [(ox.Literal(text), None)]
    written = render(made(rows), "xml")
    check_same(by_oxigraph(written, "xml"), rows)
    (row,) = Result.parse(io.BytesIO(written.encode()), format="xml").bindings
    assert list(map(str, row.values())) == [text]


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


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
iris = st.from_regex(r"https?://[a-z]{1,5}/[a-zéحض?&=]{0,8}(#(%20)?)?", fullmatch=True)
terms = st.one_of(
    iris.map(ox.NamedNode),
    st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True).map(ox.BlankNode),
    texts.map(ox.Literal),
    st.builds(
        lambda text, lang: ox.Literal(text, language=lang),
        texts,
        st.sampled_from(["en", "fr-ca", "ar"]),
    ),
    st.builds(
        lambda text, iri: ox.Literal(text, datatype=ox.NamedNode(iri)), texts, iris
    ),
    st.from_regex(r"[+-]?[0-9]{1,9}", fullmatch=True).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(str(XSD.integer)))
    ),
)
tables = st.lists(st.tuples(st.none() | terms, st.none() | terms), max_size=4)
Rows = list[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]]


def made(rows: Rows) -> Answer:
    return Answer(
        Question.adhoc("SELECT ?a ?b {}"),
        LanguagePolicy(),
        columns=("a", "b"),
        values=rows,
    )


def by_oxigraph(text: str, name: str) -> list[tuple[object, ...]]:
    kind = getattr(ox.QueryResultsFormat, name.upper())
    found = ox.parse_query_results(text.encode(), format=kind)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


def same(found: object, expected: object) -> bool:
    """Blank nodes are renamed when they are read."""
    if isinstance(expected, ox.BlankNode):
        return isinstance(found, ox.BlankNode)
    return found == expected


def check_same(found: list[tuple[object, ...]], rows: Rows) -> None:
    for ours, theirs in zip_longest(found, rows, fillvalue=("no row", "no row")):
        assert all(map(same, ours, theirs)), (ours, theirs)


@given(tables)
def test_any_term_comes_back_from_json(rows: Rows) -> None:
    check_same(by_oxigraph(render(made(rows), "json"), "json"), rows)
    found = json.loads(render(made(rows), "json"))["results"]["bindings"]
    assert [{k: v["value"] for k, v in row.items()} for row in found] == [
        {n: v.value for n, v in zip("ab", row, strict=True) if v is not None}
        for row in rows
    ]


@given(tables)
def test_any_term_comes_back_from_tsv(rows: Rows) -> None:
    check_same(by_oxigraph(render(made(rows), "tsv"), "tsv"), rows)


@given(tables)
def test_any_term_comes_back_from_xml_or_is_refused(rows: Rows) -> None:
    held = "".join(value.value for row in rows for value in row if value is not None)
    if XML_LACKS & set(held):
        with pytest.raises(QueryError, match="which XML cannot write"):
            render(made(rows), "xml")
    else:
        check_same(by_oxigraph(render(made(rows), "xml"), "xml"), rows)


@given(tables)
def test_any_lexical_form_comes_back_from_csv(rows: Rows) -> None:
    text = render(made(rows), "csv")
    head, *found = csv.reader(io.StringIO(text, newline=""))
    assert head == ["a", "b"]
    assert found == [
        [
            ""
            if v is None
            else f"_:{v.value}"
            if isinstance(v, ox.BlankNode)
            else v.value
            for v in row
        ]
        for row in rows
    ]


def test_what_no_iri_may_hold_is_escaped_in_tsv() -> None:
    rows = [(URIRef("urn:a b>"), Literal("x", datatype=URIRef("urn:<y>")))]
    answer = Answer(Question.adhoc("SELECT * {}"), LanguagePolicy(), ("a", "b"), rows)
    assert render(answer, "tsv").splitlines()[1] == (
        r"<urn:a\u0020b\u003E>" "\t" r'"x"^^<urn:\u003Cy\u003E>'
    )


def plain(term: object) -> object:
    """The term with its blank node renamed and its number as a value."""
    if isinstance(term, ox.BlankNode):
        return "a blank node"
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(str(XSD)):
        try:
            return float(term.value), term.datatype.value
        except ValueError:
            return term
    return term


def cell(text: str) -> object:
    if text.startswith("_:"):
        return "a blank node"
    try:
        return float(text)
    except ValueError:
        return text


needs_w3c = pytest.mark.skipif(
    not W3C.is_dir(), reason="the W3C's tests are not beside the checkout"
)


def w3c_answer(folder: str, query: str, data: str) -> Answer:
    """The answer of rdflib's engine: Oxigraph does not keep xsd:negativeInteger.

    What stands for * is named, as its order is the engine's.
    """
    text = (W3C / folder / query).read_text("utf-8")
    text = text.replace("*", "?s ?p ?o ?p2 ?o2" if "?o2" in text else "?s ?p ?o", 1)
    graph = MandateGraph.from_rdflib(Graph().parse(W3C / folder / data))
    return run(graph, text, labelled=False)


@needs_w3c
@pytest.mark.parametrize(
    ("query", "data", "expected"),
    [
        ("csvtsv01.rq", "data.ttl", "csvtsv01"),
        ("csvtsv02.rq", "data.ttl", "csvtsv02"),
        ("csvtsv01.rq", "data2.ttl", "csvtsv03"),
    ],
)
def test_csv_and_tsv_are_as_the_w3c_expects(
    query: str, data: str, expected: str
) -> None:
    answer = w3c_answer("csv-tsv-res", query, data)
    theirs = (W3C / "csv-tsv-res" / f"{expected}.csv").read_text("utf-8")
    ours = csv.reader(io.StringIO(render(answer, "csv"), newline=""))
    wanted = csv.reader(io.StringIO(theirs, newline=""))
    assert [list(map(cell, row)) for row in ours] == [
        list(map(cell, row)) for row in wanted
    ]
    found, told = (
        sorted(str([*map(plain, row)]) for row in by_oxigraph(text, "tsv"))
        for text in (
            render(answer, "tsv"),
            (W3C / "csv-tsv-res" / f"{expected}.tsv").read_text("utf-8"),
        )
    )
    assert found == told


@needs_w3c
@pytest.mark.parametrize("name", ["jsonres01", "jsonres02", "jsonres03", "jsonres04"])
def test_json_is_as_the_w3c_expects(name: str) -> None:
    answer = w3c_answer("json-res", f"{name}.rq", "data.ttl")
    theirs = (W3C / "json-res" / f"{name}.srj").read_text("utf-8")
    wanted = json.loads(theirs)
    ours = json.loads(render(answer, "json"))
    if "boolean" in wanted:
        assert ours["boolean"] is wanted["boolean"]
        return
    assert ours["head"]["vars"] == wanted["head"]["vars"]
    found, told = (
        sorted(str([*map(plain, row)]) for row in by_oxigraph(text, "json"))
        for text in (render(answer, "json"), theirs)
    )
    assert found == told


@pytest.mark.parametrize("folder", [Path("csv-tsv-res"), Path("json-res")])
@needs_w3c
def test_the_w3cs_answers_come_back_from_xml(folder: Path) -> None:
    for query in sorted((W3C / folder).glob("*.rq")):
        answer = w3c_answer(folder.name, query.name, "data.ttl")
        if answer.kind == "select":
            by_json = by_oxigraph(render(answer, "json"), "json")
            by_xml = by_oxigraph(render(answer, "xml"), "xml")
            assert [[*map(plain, row)] for row in by_xml] == [
                [*map(plain, row)] for row in by_json
            ]
