"""A SPARQL endpoint answers like the same graph on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.compare import isomorphic

from mandategraph.errors import QueryError, StoreError
from mandategraph.store import MandateGraph, open_graph
from servers import free_port, oxigraph_server

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
