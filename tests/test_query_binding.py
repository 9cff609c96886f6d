"""Parameters: checked by type, and spelled so that nothing but the value changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Identifier

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query import BASE, Param, bind
from mandategraph.query.binding import spell

QUERY = """\
SELECT ?x ?other WHERE {
  VALUES ?x { UNDEF }
  VALUES ?other { "kept" }
}
"""
EMPTY = ox.Store()
HOSTILE = [
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "} # { <urn:a>",
    '"""',
    "'''",
    "\\",
    '\\"',
    "\\u0022 } #",
    "\\U00000022 } #",
    "\\\\u0022",
    "\\\u00a0u0022",
    "\\u0075\\u0022",
    "\u2028VALUES ?other { 1 }",
    "\nVALUES ?other { 1 }\r\n\t",
    "?x $x {?x} \\1 \\g<0>",
    "\x01\x1f\x7f\ufeff\u202e",
    "e\u0301 🙂 عربي",
]


def param(kind: str, **more: str) -> Param:
    choices = tuple(filter(None, more.get("choices", "").split("|")))
    return Param("x", kind, "UNDEF", choices=choices)  # type: ignore[arg-type]


def on_oxigraph(query: str) -> list[tuple[str, ...]]:
    found = EMPTY.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(str(term.value) for term in row) for row in found]


def on_rdflib(query: str) -> list[tuple[str, ...]]:
    return [tuple(str(term) for term in row) for row in Graph().query(query)]  # type: ignore[union-attr]


def refused(kind: str, text: str) -> str:
    """The message when the value is refused, else the empty string."""
    try:
        param(kind, choices="a|b").term(text)
    except QueryError as error:
        return str(error)
    return ""


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
anything = st.one_of(st.sampled_from(HOSTILE), TEXT)


@given(anything)
def test_any_text_arrives_as_it_is_on_both_engines(text: str) -> None:
    query = bind(QUERY, [param("text")], {"x": text})
    assert query.count("\n") == QUERY.count("\n")
    assert on_oxigraph(query) == [(text, "kept")]
    assert on_rdflib(query) == [(text, "kept")]


@given(st.text(alphabet='\\u0U2"{}#\n<> '))
def test_backslashes_and_quotes_arrive_in_any_order(text: str) -> None:
    query = bind(QUERY, [param("text")], {"x": text})
    assert on_oxigraph(query) == on_rdflib(query) == [(text, "kept")]


@given(anything)
def test_any_iri_is_refused_in_one_line_or_arrives_as_it_is(text: str) -> None:
    iri = f"https://example.org/{text}"
    if message := refused("iri", iri):
        assert "\n" not in message
    else:
        query = bind(QUERY, [param("iri")], {"x": iri})
        assert on_oxigraph(query) == on_rdflib(query) == [(iri.strip(), "kept")]


@given(anything, st.sampled_from(["lang", "integer", "decimal", "date", "choice"]))
def test_whatever_is_given_the_query_stays_one_query(text: str, kind: str) -> None:
    if message := refused(kind, text):
        assert "\n" not in message
    else:
        query = bind(QUERY, [param(kind, choices="a|b")], {"x": text})
        assert len(on_oxigraph(query)) == len(on_rdflib(query)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_it_is(text: str) -> None:
    query = bind(QUERY, [param("text")], {"x": text})
    assert on_oxigraph(query) == on_rdflib(query) == [(text, "kept")]


@pytest.mark.parametrize(
    ("given", "iri"),
    [
        ("https://example.org/é", "https://example.org/é"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("ct-o1", f"{BASE}ct-o1"),
        ("text/a1#char=8,56", f"{BASE}text/a1#char=8,56"),
        ("id:ct-o1", f"{BASE}ct-o1"),
        ("mg:stated", "https://w3id.org/mandategraph/ns#stated"),
        (" urn:isbn:0 ", "urn:isbn:0"),
        (URIRef("https://example.org/b"), "https://example.org/b"),
    ],
)
def test_iri_may_be_full_short_or_a_code(given: str, iri: str) -> None:
    assert param("iri").term(given) == URIRef(iri)


def test_codes_are_completed_with_the_base_of_the_data() -> None:
    base = "https://example.org/id/"
    assert param("iri").term("ct-o1", base=base) == URIRef(f"{base}ct-o1")
    assert param("iri").term("id:ct-o1", base=base) == URIRef(f"{base}ct-o1")


@pytest.mark.parametrize(
    ("kind", "given", "term"),
    [
        ("integer", "3", Literal("3", datatype=XSD.integer)),
        ("integer", 3, Literal("3", datatype=XSD.integer)),
        ("decimal", "0.7", Literal("0.7", datatype=XSD.decimal)),
        ("decimal", Decimal("0.25"), Literal("0.25", datatype=XSD.decimal)),
        ("date", "2026-11-01", Literal("2026-11-01", datatype=XSD.date)),
        ("date", date(2026, 11, 1), Literal("2026-11-01", datatype=XSD.date)),
        ("lang", "es-MX", Literal("es-mx")),
        ("lang", "*", Literal("*")),
        ("text", " as is ", Literal(" as is ")),
    ],
)
def test_value_becomes_the_term_of_its_type(
    kind: str, given: object, term: Identifier
) -> None:
    assert param(kind).term(given) == term


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("iri", "not an iri", "'not an iri' is not an iri; give an IRI, a code"),
        ("iri", "ex:a", "no prefix ex"),
        ("iri", "http://[", "is not an iri"),
        ("iri", "", "is not an iri"),
        ("integer", "3.5", "'3.5' is not an integer; give a whole number"),
        ("integer", "٣", "is not an integer"),
        ("decimal", "1e3", "is not a decimal; give a number such as 0.7"),
        ("decimal", "0,7", "is not a decimal"),
        ("date", "2026-02-30", "is not a date; give a day"),
        ("lang", "french", "'french' is not a language tag; give a language tag"),
        ("text", "\ud800", "half a character"),
        ("text", "a\x00b", "the character 0 is not text"),
        ("choice", "c", "choose from a, mg:b"),
    ],
)
def test_value_of_another_type_is_refused_in_one_line(
    kind: str, given: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        param(kind, choices="a|mg:b").term(given)
    assert message in str(caught.value)
    assert str(caught.value).startswith("parameter x: ")


def test_choice_is_a_word_or_the_code_that_it_names() -> None:
    chosen = param("choice", choices="word|mg:stated")
    assert chosen.term("word") == Literal("word")
    assert chosen.term("stated") == chosen.term("mg:stated")
    assert chosen.term("stated") == URIRef("https://w3id.org/mandategraph/ns#stated")


def test_unknown_parameter_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="choose from x"):
        bind(QUERY, [param("text")], {"y": "a"})


def test_without_values_the_query_stays_as_it_is() -> None:
    assert bind(QUERY, [param("text")]) == QUERY


def test_long_value_is_shortened_in_the_message() -> None:
    with pytest.raises(QueryError) as caught:
        param("integer").term("1" * 500)
    assert len(str(caught.value)) < 150


def test_language_and_datatype_are_spelled() -> None:
    assert spell(Literal("a", lang="fr")) == '"a"@fr'
    number = Literal("3", datatype=XSD.integer)
    assert spell(number) == '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
