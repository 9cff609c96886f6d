"""A SPARQL endpoint answers like the same graph on this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import BNode, Literal
from rdflib.compare import isomorphic

from mandategraph.errors import QueryError, StoreError
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.endpoint.results import (
    native_terms,
    parsed,
    rows_of,
    terms,
    texts,
)
from mandategraph.store.terms import Parts, parts
from servers import SERVERS, free_port, oxigraph_server

OBJECTIVES = """
SELECT ?o ?n ?label WHERE { ?o a mg:Objective ; mg:ordinal ?n ; mg:sourceLabel ?label }
ORDER BY ?n"""


def test_rows_are_those_of_the_embedded_graph(
    endpoint: MandateGraph, example_graph: MandateGraph
) -> None:
    assert endpoint.kind == "endpoint"
    assert endpoint.select(OBJECTIVES) == example_graph.select(OBJECTIVES)
    assert endpoint.select_text(OBJECTIVES)[0][1:] == ("1", "OBJECTIVE 1")


def test_ask_and_construct_work(
    endpoint: MandateGraph, example_graph: MandateGraph
) -> None:
    assert endpoint.ask("ASK { ?c a mg:OpenLink }")
    assert not endpoint.ask("ASK { ?c a mg:Vision }")
    query = (
        "CONSTRUCT { ?r mg:expectedResultOf ?o } WHERE { ?r mg:expectedResultOf ?o }"
    )
    assert isomorphic(endpoint.construct(query), example_graph.construct(query))


def test_the_servers_refusal_is_quoted(endpoint: MandateGraph) -> None:
    with pytest.raises(QueryError, match="the server refused"):
        endpoint.select("SELECT * WHER { ?s ?p ?o }")
    with pytest.raises(QueryError, match="not a SELECT"):
        endpoint.select("ASK { ?s ?p ?o }")


def test_an_address_where_nobody_listens_is_one_clear_line() -> None:
    graph = open_graph(f"http://127.0.0.1:{free_port()}/sparql")
    with pytest.raises(StoreError, match="check the address") as raised:
        graph.ask("ASK { ?s ?p ?o }")
    assert "\n" not in str(raised.value)


def test_a_copy_of_the_endpoint_holds_its_named_graphs(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    with oxigraph_server(example_graph.nquads(), tmp_path) as url:
        copy = MandateGraph.from_nquads(open_graph(url).nquads())
    assert isomorphic(copy.graph(), example_graph.graph())


MIXED = """\
<http://e.org/s> <http://e.org/p> _:b <http://e.org/g> .
<http://e.org/s> <http://e.org/p> "colour"@en-gb <http://e.org/g> .
<http://e.org/s> <http://e.org/p> "\u0642\\"\\n\u0627" <http://e.org/g> .
<http://e.org/s> <http://e.org/p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> \
<http://e.org/g> .
<http://e.org/s> <http://e.org/p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> \
<http://e.org/g> .
<http://e.org/s> <http://e.org/p> "false"^^<http://www.w3.org/2001/XMLSchema#boolean> \
<http://e.org/g> .
<http://e.org/s> <http://e.org/p> <http://e.org/o> <http://e.org/g> .
"""
QUERY = "SELECT ?o ?none { ?s <http://e.org/p> ?o }"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def mixed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MandateGraph]:
    """One term of each kind behind a server of either kind."""
    folder = tmp_path_factory.mktemp(f"mixed-{request.param}")
    with SERVERS[request.param](MIXED.encode(), folder) as url:
        yield open_graph(url)


def test_terms_of_every_kind_are_those_of_the_embedded_graph(
    mixed: MandateGraph,
) -> None:
    local = MandateGraph.from_nquads(MIXED.encode())

    def known(graph: MandateGraph) -> set[Parts]:
        cells = [cell for cell, none in graph.native(QUERY).rows if none is None]
        return {parts(c) for c in cells if c and parts(c).kind != "bnode"}

    assert len(known(local)) == 6
    assert known(mixed) == known(local)
    terms = {row[0] for row in mixed.select(QUERY).rows}
    assert {t for t in terms if not isinstance(t, BNode)} == {
        t for t, _ in local.select(QUERY).rows if not isinstance(t, BNode)
    }
    assert Literal("colour", lang="en-gb") in terms
    texts = [text for text, none in mixed.select_text(QUERY) if none == ""]
    assert len(texts) == len(terms) == 7
    assert {"true", "false"} < set(texts)
    assert sum(text.startswith("_:") for text in texts) == 1


def test_a_copy_has_its_blank_nodes_and_spellings(mixed: MandateGraph) -> None:
    copy = b"".join(
        x for x in mixed.nquads().splitlines(keepends=True) if b"e.org" in x
    )
    ours = MandateGraph.from_nquads(MIXED.encode())
    assert isomorphic(MandateGraph.from_nquads(copy).graph(), ours.graph())


@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE <http://e.org/s>",
        "PREFIX e: <http://e.org/> DESCRIBE e:s e:nothing",
        "DESCRIBE ?s ?none WHERE { ?s <http://e.org/p> 7 } ORDER BY ?s LIMIT 1",
    ],
)
def test_a_description_holds_the_triples_of_what_it_names(
    mixed: MandateGraph, query: str
) -> None:
    assert len(mixed.construct(query)) == 7


def answer(rows: int) -> bytes:
    cells = [
        {
            "s": {"type": "uri", "value": f"http://example.org/id/objective-{i // 3}"},
            "p": {"type": "uri", "value": f"http://example.org/p{i % 9}"},
            "o": {"type": "literal", "value": f"some text {i}", "xml:lang": "EN"},
        }
        for i in range(rows)
    ]
    head = {"vars": ["s", "p", "o"]}
    return json.dumps({"head": head, "results": {"bindings": cells}}).encode()


def test_reading_an_answer_costs_a_small_multiple_of_reading_its_json() -> None:
    body = answer(8_000)

    def best(work: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            before = time.process_time()
            work()
            times.append(time.process_time() - before)
        return min(times)

    base = best(lambda: json.loads(body))
    rows = rows_of(parsed(body, "", "here"), "here")
    assert texts(rows, "here")[4] == (
        "http://example.org/id/objective-1",
        "http://example.org/p4",
        "some text 4",
    )
    assert terms(rows, "here")[4][2] == Literal("some text 4", lang="en")
    assert best(lambda: texts(rows, "here")) < 3 * base
    assert best(lambda: native_terms(rows, "here")) < 5 * base
    assert best(lambda: terms(rows, "here")) < 10 * base
