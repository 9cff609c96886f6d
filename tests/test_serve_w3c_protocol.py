"""The query tests of the SPARQL 1.1 Protocol by the W3C, as its manifest has them.

The tests of updates are left out: the endpoint answers queries only. Those that send an
update, or what is none, expect a refusal all the same, and are run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.namespace import RDF

from conftest import SHARED
from mandategraph.store import MandateGraph
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node
    from starlette.testclient import TestClient

FOLDER = SHARED / "corpora/w3c-rdf-tests/sparql/sparql11/protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


class Case(NamedTuple):
    """One request and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: set[str]
    truth: bool | None
    form: str


def cases() -> list[tuple[str, Case]]:
    file = FOLDER / "manifest.ttl"
    if not file.is_file():
        return []
    graph = Graph().parse(file)
    found = []
    for test in graph.subjects(RDF.type, MF.ProtocolTest):
        name = str(test).rpartition("#")[2]
        action = graph.value(test, MF.action)
        listed = graph.value(action, HT.requests)
        assert listed is not None
        requests = list(Collection(graph, listed))
        if name.startswith("update_"):
            continue
        found += [(name, case(graph, request)) for request in requests]
    return sorted(found)


def case(graph: Graph, request: Node) -> Case:
    answer = graph.value(request, HT.resp)
    headers = {}
    listed = graph.value(request, HT.headers)
    for header in Collection(graph, listed) if listed else ():
        field, value = (
            graph.value(header, HT.fieldName),
            graph.value(header, HT.fieldValue),
        )
        headers[str(field)] = str(value)
    body = graph.value(request, HT.body)
    text = b""
    if body is not None:
        charset = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
        text = str(graph.value(body, CNT.chars)).encode(charset)
    truth = graph.value(answer, MF.expectedBoolean)
    return Case(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)),
        headers,
        text,
        {str(s)[-3] for s in graph.objects(answer, MF.expectedStatus)},
        None if truth is None else bool(truth.toPython()),  # type: ignore[attr-defined]
        str(graph.value(answer, MF.expectedFormat) or ""),
    )


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    store = ox.Store()
    for number in range(4):
        name = ox.NamedNode(DATA.format(number))
        store.add_graph(name)
        if number:
            text = (FOLDER / f"data{number}.nt").read_bytes()
            store.load(text, ox.RdfFormat.N_TRIPLES, to_graph=name)
    # an endpoint may hold an empty graph; N-Quads cannot tell of one
    store.add(
        ox.Quad(
            ox.NamedNode("http://example.org/s"),
            ox.NamedNode("http://example.org/p"),
            ox.Literal("o"),
            ox.NamedNode(DATA.format(0)),
        )
    )
    quads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    with served(MandateGraph.from_nquads(quads)) as client:
        yield client


@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/corpora is not here")
def test_all_query_tests_are_found() -> None:
    assert len({name for name, _ in cases()}) == 27


@pytest.mark.parametrize(("name", "case"), cases())
def test_the_endpoint_answers_as_the_protocol_says(
    client: TestClient, name: str, case: Case
) -> None:
    answer = client.request(
        case.method, case.path, headers=case.headers, content=case.body
    )
    assert str(answer.status_code)[0] in case.statuses, (name, answer.text)
    if case.truth is not None:
        assert re.search(r'"boolean": (\w+)', answer.text)[1] == str(case.truth).lower()  # type: ignore[index]
    if case.form == "tabular":
        assert "results" in answer.json()
    if case.form == "RDF":
        assert answer.headers["content-type"].startswith("text/turtle")
        assert Graph().parse(data=answer.text, format="turtle") is not None
