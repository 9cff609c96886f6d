"""Queries of an open graph: prefixes, forms, errors, and which graphs they see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from mandategraph.errors import QueryError, StoreError
from mandategraph.store import MandateGraph, Table, open_graph
from mandategraph.store.query_text import kind_of, with_prefixes


def test_queries_see_the_union_of_all_named_graphs(example_graph: MandateGraph) -> None:
    rows = example_graph.select_text(
        "SELECT ?n WHERE { ?o a mg:Objective ; mg:ordinal ?n ; mg:serves ?m }"
        " ORDER BY ?n"
    )
    assert rows == [("1",), ("2",)]


def test_known_prefixes_need_no_declaration_and_keep_line_numbers() -> None:
    query = "SELECT ?x WHERE {\n ?x a mg:Plan }"
    assert with_prefixes(query).count("\n") == 1
    path = "ASK { ?e mg:textForm/xl:literalForm ?t FILTER(?t = 'id: <owl:x>') }"
    assert with_prefixes(path).startswith("PREFIX mg: <")
    assert "PREFIX xl: <" in with_prefixes(path)
    assert with_prefixes(path).count("PREFIX") == 2
    comment = "# PREFIX mg: <x:>\nASK { ?x a mg:Plan } # skos:Concept"
    assert with_prefixes(comment).startswith("PREFIX mg: <https://w3id")
    assert "skos" not in with_prefixes(comment).partition("#")[0]


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX mg: <https://example.org/>\nSELECT ?x WHERE { ?x a mg:Plan }",
        "prefix mg:<https://example.org/> ASK { ?x a mg:Plan }",
        "PREFIX # of ours\n mg: # no:\n <x:> ASK { ?x a mg:Plan }",
        "BASE <https://example.org/> PREFIX mg: <a#> ASK { ?x a mg:Plan }",
        "PREFIX mg: <a:> PREFIX mg: <b:> ASK { ?x a mg:Plan }",
        "PREFIX : <mg:> ASK { ?x a :Plan , <mg:Plan> , :mg:Plan }",
        "PREFIX ex: <x:> ASK { ?x ex:mg:Plan ex:a.mg:b }",
        """ASK { ?x ?mg "mg:a \\" mg:b" , 'mg:c' , '''mg:d ' "mg:e\n mg:f''' }""",
        '''ASK { ?x ?p """mg:a "" mg:b \\""" mg:c""" , "" , "mg"@mg }''',
        "ASK { ?x ?p 'http://x#y' # mg:a\r\n , <http://x#mg:a> }",
        "ASK { _:mg ?p $mg FILTER(?p<?mg) }",
    ],
)
def test_a_query_that_uses_no_known_prefix_is_left_as_it_is(query: str) -> None:
    assert with_prefixes(query) == query


def test_own_prefixes_mean_what_the_query_says_on_every_local_engine() -> None:
    data = b"<x:s> <x:p> <x:o> .\n"
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    own = "PREFIX mg: <x:> SELECT ?s { ?s mg:p mg:o }"
    based = (
        "BASE <x:p> PREFIX mg: <x:> SELECT ?s { ?s <x:p> mg:o MINUS { ?s id:p ?o } }"
    )
    for graph in (MandateGraph.from_nquads(data), MandateGraph.from_rdflib(dataset)):
        assert graph.select_text(own) == [("x:s",)]
        assert graph.select_text(based) == [("x:s",)]
        assert graph.select_text("SELECT (STR(mg:Plan) AS ?x) {}") == [
            ("https://w3id.org/mandategraph/ns#Plan",)
        ]


@given(
    st.lists(
        st.sampled_from(
            ["mg:Plan", "# mg:x\n", '"mg:a"', "<mg:a>", "?mg", "'#'", '"""mg:"\n"""']
        ),
        max_size=8,
    )
)
def test_a_prefix_is_added_when_and_only_when_it_is_used(parts: list[str]) -> None:
    query = f"SELECT * {{ {' '.join(parts)} }}"
    assert with_prefixes(query).startswith("PREFIX mg:") is ("mg:Plan" in parts)
    assert with_prefixes(query).endswith(query)


def test_an_error_in_the_first_line_is_told_where_it_stands_there(
    example_graph: MandateGraph,
) -> None:
    query = "SELECT ?x WHER { ?x a mg:Plan , skos:Concept }"
    with pytest.raises(QueryError, match="error at 1:") as raised:
        example_graph.select(query)
    place = re.search(r"1:(\d+)", str(raised.value))
    assert place is not None
    assert int(place[1]) <= query.index("{") + 1


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("# ASK\nPREFIX ask: <x:> BASE <http://x/#a> SELECT * {}", "select"),
        ("PREFIX select: <x:>\n# SELECT\n ASK { select:a ?p ?o }", "ask"),
        ("base <x:> prefix : # SELECT\n <y:#> construct {} where {}", "construct"),
        ("\r\n DESCRIBE <x:SELECT>", "describe"),
        ("SELECT(1 AS ?x){}", "select"),
    ],
)
def test_the_form_of_a_query_is_what_its_grammar_says(query: str, kind: str) -> None:
    assert kind_of(query) == kind


@pytest.mark.parametrize(
    "query",
    [
        "",
        "# SELECT",
        "INSERT DATA {}",
        "PREFIX select: <x:>",
        "DROP ALL # ASK {}",
        "{}",
    ],
)
def test_what_is_no_query_is_refused(query: str, example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query"):
        example_graph.sparql(query)


def test_sparql_answers_each_form_with_its_type() -> None:
    graph = MandateGraph.from_nquads(b'<x:s> <x:p> "o" <x:g> .\n')
    table = graph.sparql("SELECT ?s ?no { ?s ?p ?o }")
    assert table == Table(("s", "no"), [(URIRef("x:s"), None)])
    assert graph.sparql("ASK { ?s ?p 'o' }") is True
    made = graph.sparql("CONSTRUCT WHERE { ?s ?p ?o }")
    described = graph.sparql("DESCRIBE <x:s>")
    expected = Graph().add((URIRef("x:s"), URIRef("x:p"), Literal("o")))
    assert isinstance(made, Graph)
    assert isinstance(described, Graph)
    assert isomorphic(made, expected)
    assert isomorphic(described, expected)


QUADS = b"""<x:s> <x:p> "none" .
<x:s> <x:p> "a" <x:a> .
<x:s> <x:p> "b" <x:b> .
"""


@pytest.mark.parametrize("kind", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("clause", "pattern", "union", "standard"),
    [
        ("", "?s ?p ?o", "a b none", "none"),
        ("", "GRAPH ?g { ?s ?p ?o }", "a b", "a b"),
        ("FROM <x:a>", "?s ?p ?o", "a", "a"),
        ("FROM <x:a> FROM <x:b>", "?s ?p ?o", "a b", "a b"),
        ("FROM NAMED <x:a>", "?s ?p ?o", "", ""),
        ("FROM NAMED <x:a>", "GRAPH ?g { ?s ?p ?o }", "a", "a"),
        ("from # <x:b>\n<x:a>", "?s ?p ?o", "a", "a"),
    ],
)
def test_queries_see_the_union_or_the_default_graph_unless_they_name_graphs(
    kind: str, clause: str, pattern: str, union: str, standard: str
) -> None:
    dataset = Dataset()
    dataset.parse(data=QUADS, format="nquads")
    query = f"SELECT ?o {clause} WHERE {{ {pattern} }} ORDER BY ?o"
    for whole, expected in ((True, union), (False, standard)):
        graph = (
            MandateGraph.from_nquads(QUADS, union=whole)
            if kind == "oxigraph"
            else MandateGraph.from_rdflib(dataset, union=whole)
        )
        assert [o for (o,) in graph.select_text(query)] == expected.split(), whole


def test_from_reads_no_file_and_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<x:s> <x:p> 'secret' .")
    dataset = Dataset()
    for graph in (MandateGraph.from_nquads(QUADS), MandateGraph.from_rdflib(dataset)):
        for clause in ("FROM", "FROM NAMED"):
            query = f"SELECT * {clause} <{secret.as_uri()}> {{ ?s ?p ?o }}"
            assert graph.select(query).rows == []


def test_an_endpoint_keeps_the_default_graph_of_its_server() -> None:
    with pytest.raises(StoreError, match="default graph"):
        open_graph("http://127.0.0.1:9/sparql", union=False)


def test_a_query_with_an_error_says_where(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="2:"):
        example_graph.select("SELECT *\nWHER { ?s ?p ?o }")
    with pytest.raises(QueryError, match="not a SELECT"):
        example_graph.select("ASK { ?s ?p ?o }")


def test_literals_keep_their_spelling_and_tags_are_lower_case() -> None:
    data = b'<a:s> <a:p> "Zwei"@de-CH .\n'
    table = MandateGraph.from_nquads(data).select("SELECT ?o WHERE { ?s ?p ?o }")
    assert table.rows == [(Literal("Zwei", lang="de-ch"),)]
