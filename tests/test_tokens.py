"""SPARQL's tokens: what stands in a string, a comment or an IRI is nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.store.endpoint.outline import parts_of
from mandategraph.store.query_text import head, kind_of, names_graphs, with_prefixes
from mandategraph.store.tokens import tokens


def kinds(query: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("<http://x#a> # b\n c", [("iri", "<http://x#a>"), ("word", "c")]),
        ("# a 'b\r'c'", [("text", "'c'")]),
        ("'a # b' # c", [("text", "'a # b'")]),
        (r"'it\'s' x", [("text", r"'it\'s'"), ("word", "x")]),
        (r'"\\" x', [("text", r'"\\"'), ("word", "x")]),
        ("''' a ' '' b''' c", [("text", "''' a ' '' b'''"), ("word", "c")]),
        (r'"""a\""" "b"""c', [("text", r'"""a\""" "b"""'), ("word", "c")]),
        ('"""{\n#"""', [("text", '"""{\n#"""')]),
        ("''x", [("text", "''"), ("word", "x")]),
        ('"a"@pt-BR', [("text", '"a"'), ("lang", "@pt-BR")]),
        ("mg:a.b. :c", [("name", "mg:a.b"), ("other", "."), ("name", ":c")]),
        (r"mg:a\#b%23 x", [("name", r"mg:a\#b%23"), ("word", "x")]),
        ("mg:#x", [("name", "mg:")]),
        ("_:b.1.", [("blank", "_:b.1"), ("other", ".")]),
        ("?a<?b", [("variable", "?a"), ("other", "<"), ("variable", "?b")]),
        ("?from $from", [("variable", "?from"), ("variable", "$from")]),
        ("'open x", [("other", "'"), ("word", "open"), ("word", "x")]),
    ],
)
def test_a_query_falls_into_its_tokens(
    query: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(query) == expected


def test_depth_counts_braces_and_brackets_outside_of_texts() -> None:
    query = "SELECT (COUNT(?a) AS ?n) { ?s ?p '}' , <x:(y)> # }\n }"
    depths = {t.text: t.depth for t in tokens(query) if t.kind != "other"}
    assert depths["SELECT"] == depths["{"] == depths["}"] == 0
    assert depths["COUNT"] == depths["?n"] == depths["?s"] == depths["'}'"] == 1
    assert depths["?a"] == 2


@given(st.text("ab:<>\"'\\#?$@_.{}()% \n\r-é1", max_size=40))
def test_tokens_stand_in_order_and_nothing_but_space_and_comments_is_left_out(
    query: str,
) -> None:
    end = 0
    for token in tokens(query):
        assert query[token.start : token.end] == token.text
        between = query[end : token.start].strip()
        assert not between or between.startswith("#")
        end = token.end
    assert not query[end:].strip() or query[end:].lstrip().startswith("#")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "FROM <x:g>" }',
        "SELECT * { ?s ?p '''it's FROM <x:g>''' }",
        r'SELECT * { ?s ?p "\" FROM <x:g>" }',
        "SELECT * { ?s <x:y#FROM> ?o } # FROM <x:g>",
        "SELECT ?from { ?from mg:from 'a'@from-from }",
    ],
)
def test_from_is_a_clause_only_where_it_is_a_word(query: str) -> None:
    assert not names_graphs(query)
    assert names_graphs(query.replace("{", "FROM <x:g> {", 1))


@pytest.mark.parametrize(
    ("query", "added"),
    [
        (r"ASK { ?s ?p '\' mg:a' , skos:b }", ["skos"]),
        ("ASK { ?s ?p <x:y#mg:a> , skos:b }", ["skos"]),
        ('ASK { ?s ?p """mg:a " # """ , skos:b }', ["skos"]),
        (r"ASK { ?s mg:a\#b skos:c }", ["mg", "skos"]),
        ("ASK { ?s mg:a# skos:b\n ?o }", ["mg"]),
        ("PREFIX mg:<x:#>ASK { ?s mg:a ?o }", []),
    ],
)
def test_prefixes_in_strings_comments_and_iris_are_none(
    query: str, added: list[str]
) -> None:
    spelled = with_prefixes(query).removesuffix(query)
    assert [line.split(":")[0] for line in spelled.split("PREFIX ")[1:]] == added


def test_the_form_is_found_behind_an_iri_with_a_hash_and_an_escaped_string() -> None:
    assert kind_of("BASE <http://x/#ASK> # DESCRIBE\nSELECT ('\\'ASK' AS ?a) {}") == (
        "select"
    )


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT # {\n { ?s <x:#y> '}' } # {\nWHERE { ?s ?p '''{''' }",
        "CONSTRUCT WHERE # {\n { ?s <x:#y> '}' }",
    ],
)
def test_a_template_begins_at_its_own_brace(query: str) -> None:
    parts = parts_of(query)
    assert parts is not None
    assert parts.template.startswith("{ ?s <x:#y> '}' }")


def test_clauses_in_strings_comments_and_iris_are_no_clauses() -> None:
    tail = " ORDER BY ?a # LIMIT 3\n OFFSET 2 # VALUES ?a { 1 }"
    query = r"SELECT ?a { ?a ?p '\'} LIMIT 1' , <x:#LIMIT> }" + tail
    parts = parts_of(query)
    assert parts is not None
    assert (parts.limit, parts.offset, parts.values) == (None, 2, "")
    assert parts.order == "?a # LIMIT 3"


def test_a_query_is_known_by_its_beginning_without_its_prefixes() -> None:
    query = f"PREFIX a: <x:#y>\nSELECT\n * {{ ?s a:b '{'c' * 80}' }}"
    assert head(query).startswith("SELECT * { ?s a:b 'ccc")
    assert len(head(query)) == 60
