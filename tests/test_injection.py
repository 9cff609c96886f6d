"""Hostile parameter values: they stay values, on every engine.

Each bound question stands whole in a sub-select, and many of them in one query, so that
a thousand values need few round trips. One value that broke out of its place would
change or break the rows of its batch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.term import Identifier

from conftest import EXAMPLE
from mandategraph.errors import QueryError
from mandategraph.query import Catalogue, Param, bind, run
from mandategraph.query.binding import ParamType, Term
from mandategraph.query.search import occurs, words_of
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.folder import FolderWriter
from servers import oxigraph_server, virtuoso_server

ENGINES = ["memory", "folder", "rdflib", "oxigraph", "virtuoso"]
BATCH = 50
# Most of these mean something to a parser of SPARQL, of escapes or of patterns.
PLAIN = r"""' \ \\ \" { } }} < > # // \u0022 \U00000022 \u005C \x22 \N %22 &quot; VALUES
UNDEF ?kept $kept REGEX(?v,?v) FILTER(false) \1 \g<0> {0} %s $1 (?= (?!x) .* a|b [^
( * ^$ mg:stated <urn:a> @en ^^<urn:t> true -1 2026-01-01 fr ct-o1 عربي
http://example.org/ javascript:alert(1)"""
FRAGMENTS = [
    *PLAIN.split(),
    *('"', '"""', "'''", "a b", " ", "", "a", "mg:accepted", "LIMIT 0", "; drop"),
    *(" } INSERT DATA { <urn:canary> <urn:p> 1 } #", " } UNION { ?s ?p ?o "),
    *("VALUES ?kept { 2 }", "\nVALUES ?kept { 2 }\n", "SERVICE <http://127.0.0.1:9/>"),
    *"\n\r\t\x0b\x0c\x01\x1f\x7f\x85\u2028\u200f\u202e\u2066\ufeff\u0300\ufffd🙂",
]
KINDS: tuple[ParamType, ...] = (
    *("iri", "lang", "date", "integer", "decimal", "choice"),
)
QUESTION = """\
SELECT ?n ?v ?kept WHERE {
  VALUES ?n { 0 }
  VALUES ?v { UNDEF }
  VALUES ?kept { "kept" }
}
"""
SEARCH = """\
SELECT ?n ?node WHERE {
  VALUES ?n { 0 }
  VALUES ?words { "" }
  ?node mg:statementText ?wording .
  FILTER(REGEX(?wording, ?words))
}
"""
NUMBER = Param("n", "integer", "0")


def hostile(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = [
        "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 6))) for _ in range(count)
    ]
    return [*FRAGMENTS, *made][:count]


VALUES = hostile(1000, seed=1)


@pytest.fixture(scope="module", params=ENGINES)
def graph(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MandateGraph]:
    """The River Basin plan on each engine."""
    folder = tmp_path_factory.mktemp(request.param)
    quads = open_graph(EXAMPLE).nquads()
    if request.param in ("oxigraph", "virtuoso"):
        server = oxigraph_server if request.param == "oxigraph" else virtuoso_server
        with server(quads, folder) as url:
            yield open_graph(url)
    elif request.param == "rdflib":
        dataset = Dataset(default_union=True)
        dataset.parse(data=quads, format="nquads")
        yield MandateGraph.from_rdflib(dataset)
    elif request.param == "folder":
        with FolderWriter(folder / "kg").writing() as draft:
            draft.store.bulk_load(quads, ox.RdfFormat.N_QUADS)
        yield open_graph(folder / "kg")
    else:
        yield MandateGraph.from_nquads(quads)


def asked(
    graph: MandateGraph, columns: str, texts: Sequence[str]
) -> list[tuple[Identifier | None, ...]]:
    """The rows of many SELECT texts, asked in batches."""
    rows: list[tuple[Identifier | None, ...]] = []
    for start in range(0, len(texts), BATCH):
        parts = " } UNION { ".join(texts[start : start + BATCH])
        rows += graph.select(f"SELECT {columns} WHERE {{ {{ {parts} }} }}").rows
    return rows


def accepted(kind: ParamType, values: Sequence[str]) -> Iterator[tuple[str, Term]]:
    """The values that a parameter of the kind takes, with their terms.

    The others are refused in one line that names the parameter.
    """
    param = Param("v", kind, "UNDEF", choices=("a", "mg:stated"))
    for value in values:
        try:
            yield value, param.term(value)
        except QueryError as error:
            line = str(error)
            assert line.startswith("parameter v: ")
            assert line.isprintable()
            assert len(line) < 300


def everything(graph: MandateGraph) -> list[tuple[str, ...]]:
    """All triples; the injected values mention `urn:canary`."""
    own = "https://w3id.org/mandategraph/id/"
    test = f'STRSTARTS(STR(?s), "{own}") || STRSTARTS(STR(?s), "urn:canary")'
    return sorted(graph.select_text(f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER({test}) }}"))


def test_a_thousand_hostile_texts_arrive_as_they_are(graph: MandateGraph) -> None:
    before = everything(graph)
    texts = [
        bind(QUESTION, [Param("v", "text", "UNDEF"), NUMBER], {"v": value, "n": number})
        for number, value in enumerate(VALUES)
    ]
    rows = asked(graph, "?n ?v ?kept", texts)
    found = {int(str(n)): (str(v), str(kept)) for n, v, kept in rows}
    assert len(rows) == len(VALUES)
    assert found == {n: (value, "kept") for n, value in enumerate(VALUES)}
    assert everything(graph) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_value_of_any_type_is_refused_or_arrives_as_its_term(
    kind: ParamType, graph: MandateGraph
) -> None:
    terms = [term for _, term in accepted(kind, VALUES)]
    param = Param("v", kind, "UNDEF", choices=("a", "mg:stated"))
    texts = [
        bind(QUESTION, [param, NUMBER], {"v": value, "n": number})
        for number, (value, _) in enumerate(accepted(kind, VALUES))
    ]
    assert terms
    rows = asked(graph, "?n ?v ?kept", texts)
    assert len(rows) == len(texts)
    for n, v, kept in rows:
        term = terms[int(str(n))]
        assert (type(v), str(kept)) == (type(term), "kept")
        if kind in ("integer", "decimal"):  # engines spell numbers in their own way
            assert Decimal(str(v)) == Decimal(str(term))
        else:
            assert str(v) == str(term)


def test_a_hostile_search_finds_what_its_words_are_in_and_nothing_else(
    graph: MandateGraph,
) -> None:
    wordings = graph.select_text("SELECT ?node ?t { ?node mg:statementText ?t }")
    chance = random.Random(2)  # noqa: S311 - no secret
    words = ["FLÖÖD", "rivér", "0)", "wáter", "e\u0301very", "g d", "s", "data."]
    values = [
        f"{chance.choice(words)} {chance.choice(['', *words, *FRAGMENTS])}"
        for _ in range(60)
    ]
    values += hostile(100, seed=4)[65:]
    texts, expected = [], set()
    for number, value in enumerate(values):
        try:
            wanted = words_of(value)
        except QueryError:
            continue
        params = [Param("words", "search", ""), NUMBER]
        texts.append(bind(SEARCH, params, {"words": value, "n": number}))
        expected |= {(number, node) for node, text in wordings if occurs(wanted, text)}
    rows = asked(graph, "?n ?node", texts)
    assert {(int(str(n)), str(node)) for n, node in rows} == expected
    assert 10 < len({n for n, _ in expected}) < len(texts)


def test_hostile_words_in_place_of_an_iri_name_a_node_or_nothing(
    graph: MandateGraph,
) -> None:
    question = Catalogue.load()["evidence_of"]
    before = everything(graph)
    for value in hostile(200, seed=3)[90:100]:
        try:
            answer = run(graph, question, {"statement": value})
        except QueryError as error:
            assert str(error).startswith("parameter statement: ")  # noqa: PT017
        else:
            assert len({row.statement.text for row in answer.rows}) <= 1
    assert everything(graph) == before


@pytest.mark.parametrize("char", ['"', "\\", "}", "é", "\U0001f642"])
def test_a_text_of_a_million_characters_arrives_or_is_refused_by_the_server(
    char: str, graph: MandateGraph, request: pytest.FixtureRequest
) -> None:
    size = 1_000_000 if graph.kind != "endpoint" else 20_000
    value = char * size
    text = bind(QUESTION, [Param("v", "text", "UNDEF"), NUMBER], {"v": value, "n": 1})
    if "virtuoso" in request.node.name:  # it has a limit for one value, and says so
        with pytest.raises(QueryError, match="too long"):
            graph.select(text)
        return
    rows = graph.select(text).rows
    assert [(str(v), str(kept)) for _, v, kept in rows] == [(value, "kept")]


@pytest.mark.parametrize("char", ["\ud800", "\x00"])
def test_what_is_no_text_is_refused_before_any_engine_sees_it(char: str) -> None:
    kinds: tuple[ParamType, ...] = (*KINDS, "text", "search")
    for kind in kinds:
        param = Param("words", kind, "", choices=("a",))
        with pytest.raises(QueryError, match=r"^parameter words: ") as caught:
            bind(SEARCH, [param], {"words": f"a{char}"})
        str(caught.value).encode()
