"""Names of things lead to documents about them, in the format that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from conftest import ID, MG
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from mandategraph.store import MandateGraph

O1 = f"{ID}rba-o1"


@pytest.fixture(scope="module")
def client(example_graph: MandateGraph) -> Iterator[TestClient]:
    with served(example_graph) as client:
        yield client


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/turtle", "ttl"),
        ("*/*", "ttl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("application/ld+json;q=0.9, text/turtle;q=0.8", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/trig", "trig"),
        ("text/turtle;q=0, application/rdf+xml", "rdf"),
    ],
)
def test_a_name_leads_to_the_document_that_the_client_would_have(
    client: TestClient, accept: str, suffix: str
) -> None:
    answer = client.get("/id/rba-o1", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/doc/rba-o1.{suffix}",
    )
    assert "Accept" in answer.headers["vary"]


def test_the_address_may_say_the_format(client: TestClient) -> None:
    answer = client.get("/id/rba-o1?format=jsonld&lang=fr")
    assert answer.headers["location"] == "/doc/rba-o1.jsonld?lang=fr"
    assert client.get("/id/rba-o1?format=png").status_code == 404


def test_what_cannot_be_had_is_refused_with_what_can(client: TestClient) -> None:
    answer = client.get("/id/rba-o1", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("suffix", SYNTAXES)
def test_a_document_says_what_the_graph_says_of_the_thing(
    client: TestClient, example_graph: MandateGraph, suffix: str
) -> None:
    answer = client.get(f"/doc/rba-o1.{suffix}")
    found = {str(q.triple) for q in ox.parse(answer.content, SYNTAXES[suffix])}
    rows = example_graph.graph()
    node, form = URIRef(O1), URIRef(f"{ID}rba-o1-fr")
    assert len(found) == len(
        {
            *rows.triples((node, None, None)),
            *rows.triples((None, None, node)),
            *rows.triples((form, None, None)),
        }
    )
    assert answer.headers["link"] == f'<{O1}>; rel="describes"'


def test_a_document_has_all_languages_whatever_is_asked_for(client: TestClient) -> None:
    graph = Graph().parse(
        data=client.get("/doc/rba-m.ttl?lang=fr").text, format="turtle"
    )
    tags = {getattr(text, "language", None) for text in graph.objects()}
    assert {"en", "fr"} <= tags


def test_a_document_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/doc/rba-o1.ttl")
    again = client.get(
        "/doc/rba-o1.ttl", headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_head_has_the_headers_only(client: TestClient) -> None:
    head, get = client.head("/doc/rba-o1.ttl"), client.get("/doc/rba-o1.ttl")
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == get.headers["content-length"]


def test_a_name_with_a_number_sign_is_found(
    client: TestClient, example_graph: MandateGraph
) -> None:
    ((span,),) = example_graph.select_text(f"SELECT ?x {{ <{O1}> mg:evidence ?x }}")
    assert "#" in span
    page = client.get("/doc/rba-o1.html").text
    local = span.removeprefix(ID).replace("#", "%23")
    assert f'href="/id/{local}' in page
    answer = client.get(f"/id/{local}", headers={"accept": "text/turtle"})
    assert answer.headers["location"] == f"/doc/{local}.ttl"
    assert span in client.get(answer.headers["location"].replace("ttl", "nt")).text


def test_what_nobody_speaks_of_is_not_found(client: TestClient) -> None:
    for suffix in ("ttl", "html", "json"):
        assert client.get(f"/doc/nothing.{suffix}").status_code == 404


def test_a_thing_with_a_foreign_name_is_found_by_it(client: TestClient) -> None:
    answer = client.get("/resource", params={"iri": f"{MG}Objective"})
    objectives = set(Graph().parse(data=answer.text, format="turtle").subjects())
    assert objectives == {URIRef(O1), URIRef(f"{ID}rba-o2")}
    own = client.get("/resource", params={"iri": O1})
    assert (own.status_code, own.headers["location"]) == (303, "/id/rba-o1")


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "no iri at all", "<x>"])
def test_a_name_that_is_none_does_no_harm(client: TestClient, iri: str) -> None:
    answer = client.get(
        "/resource", params={"iri": iri}, headers={"accept": "text/html"}
    )
    assert answer.status_code in (400, 404)
    assert 'href="javascript' not in answer.text
