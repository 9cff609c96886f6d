"""The endpoint refuses what would reach beyond the graph, and says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from conftest import ID
from mandategraph.serve.limits import Limits
from mandategraph.serve.refusals import checked, graphs_named
from served import HOST, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from mandategraph.store import MandateGraph

OBJECTIVES = "SELECT ?o { ?o a mg:Objective } ORDER BY ?o"


@pytest.fixture(scope="module")
def client(example_graph: MandateGraph) -> Iterator[TestClient]:
    with served(example_graph, Limits(workers=1, rows=5, query_bytes=2000)) as client:
        yield client


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?where { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { OPTIONAL { service silent <http://x/> {} } } } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://169.254.169.254/> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX x: <file:///etc/> SELECT * FROM x:passwd { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    ],
)
def test_a_query_that_reaches_beyond_the_graph_is_refused(
    client: TestClient, query: str
) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert "no such graph" in answer.text or "sends no requests" in answer.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_of_the_protocol_that_is_not_here_is_refused(
    client: TestClient, name: str
) -> None:
    params = {"query": "ASK {}", name: "http://example.org/elsewhere"}
    assert client.get("/sparql", params=params).status_code == 400


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/x>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_an_update_is_refused_however_it_is_sent(
    client: TestClient, update: str
) -> None:
    kinds = {"content-type": "application/sparql-update"}
    sent = (
        client.get("/sparql", params={"query": update}),
        client.get("/sparql", params={"update": update}),
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers=kinds),
    )
    assert [answer.status_code for answer in sent] == [400, 403, 403, 403]


def test_words_of_a_string_or_a_comment_are_not_refused() -> None:
    assert checked('SELECT ("SERVICE LOAD" AS ?x) {} # SERVICE <http://x/>') == "select"


def test_the_graphs_that_a_query_names_are_told_by_their_full_names() -> None:
    query = "PREFIX g: <http://x/> ASK FROM g:a FROM NAMED <http://y/> FROM graph:b {}"
    assert graphs_named(query) == ["http://x/a", "http://y/", f"{ID}graph/b"]


def test_braces_without_end_are_refused(client: TestClient) -> None:
    query = "ASK " + "{" * 500 + "}" * 500
    answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, "nested" in answer.text) == (400, True)


def test_a_long_query_is_refused_before_it_is_read_whole(client: TestClient) -> None:
    query = "ASK {} #" + "x" * 2000
    assert client.get("/sparql", params={"query": query}).status_code == 413
    assert client.post("/sparql", data={"query": "x" * 100_000}).status_code == 413


def test_an_answer_that_was_cut_says_so_as_virtuoso_does(client: TestClient) -> None:
    whole = client.get("/sparql", params={"query": OBJECTIVES})
    assert "x-sparql-maxrows" not in whole.headers
    cut = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert cut.headers["x-sparql-maxrows"] == "5"
    assert len(cut.json()["results"]["bindings"]) == 5


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
    ],
)
def test_the_client_chooses_the_format(
    client: TestClient, accept: str, media: str
) -> None:
    answer = client.get(
        "/sparql", params={"query": OBJECTIVES}, headers={"accept": accept}
    )
    assert answer.headers["content-type"].partition(";")[0] == media
    assert f"{ID}rba-o1" in answer.text
    assert "Accept" in answer.headers["vary"]


def test_a_format_that_no_answer_has_is_refused_with_those_there_are(
    client: TestClient,
) -> None:
    params = {"query": OBJECTIVES}
    answer = client.get("/sparql", params=params, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.text
    assert client.get("/sparql", params={**params, "format": "png"}).status_code == 406


def test_a_construct_is_rdf(client: TestClient) -> None:
    query = "CONSTRUCT { ?o a mg:Objective } WHERE { ?o a mg:Objective }"
    for form, name in (("turtle", "turtle"), ("rdfxml", "xml"), ("jsonld", "json-ld")):
        answer = client.get("/sparql", params={"query": query, "format": form})
        assert len(Graph().parse(data=answer.text, format=name)) == 2


def test_without_a_query_the_endpoint_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    ask = """
      PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
      ASK { ?s sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query ;
            sd:feature sd:UnionDefaultGraph ; sd:resultFormat ?f }"""
    assert graph.query(ask).askAnswer


def test_a_name_of_another_host_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert (answer.status_code, "not a name of this site" in answer.text) == (403, True)
    assert client.get("/", headers={"host": HOST}).status_code == 200


def test_each_answer_forbids_scripts_of_others(client: TestClient) -> None:
    for path in ("/", "/sparql", "/nowhere", "/id/rba-o1", "/doc/rba-o1.ttl"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_scripts_of_others_may_read_only_when_that_is_wanted(
    example_graph: MandateGraph,
) -> None:
    with served(example_graph, cors=True) as client:
        answer = client.get("/doc/rba-o1.ttl")
        assert answer.headers["access-control-allow-origin"] == "*"


def test_the_twin_of_a_page_has_its_data(client: TestClient) -> None:
    data = json.loads(client.get("/index.json").text)
    assert [plan["counts"] for plan in data["plans"]] == [
        {"ExpectedResult": 3, "Indicator": 1, "Mandate": 1, "Objective": 2}
    ]
