"""Result formats brought back: any term, what XML trims, and the W3C's own tests."""

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
from rdflib.query import Result

from conftest import SHARED
from mandategraph.errors import QueryError
from mandategraph.language import LanguagePolicy
from mandategraph.query import Answer, Question, render, run
from mandategraph.store import MandateGraph

W3C = SHARED / "corpora/w3c-rdf-tests/sparql/sparql11"
XML_LACKS = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}

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


@pytest.mark.parametrize("text", [" ", "\n", "\t \n a b\n\n", " a "])
def test_white_space_at_either_end_survives_readers_of_xml_that_trim(text: str) -> None:
    rows: Rows = [(ox.Literal(text), None)]
    written = render(made(rows), "xml")
    check_same(by_oxigraph(written, "xml"), rows)
    (row,) = Result.parse(io.BytesIO(written.encode()), format="xml").bindings
    assert list(map(str, row.values())) == [text]


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
