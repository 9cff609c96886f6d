"""Every question of the catalogue, on several engines, against rows read off the TriG.

The expected rows were derived by reading `data/example.trig` and `data/follow_up.trig`;
the engines are Oxigraph, rdflib's own SPARQL implementation and two SPARQL servers.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import URIRef
from rdflib.compare import isomorphic

from conftest import ID, MG
from mandategraph.query import Catalogue, run
from mandategraph.store import MandateGraph, open_graph
from question_engines import (
    canonical,
    graph_of,
    local,
    oxigraph,
    rdflib_dataset,
    rows_of,
    spelled_rows,
    stored,
    turtle,
)
from question_rows import CASES, LEFT_OPEN, O1, STATED, Case, P
from servers import SERVERS

catalogue = Catalogue.load()
UNCHANGED = [case for case in CASES if not (case.without or case.with_)]

TRUTHS = [
    ("unsupported_links", False, ""),
    ("unsupported_links", True, f"<{O1}> mg:alignedWith <term-0001> ."),
]

CHAIN = """
<rba-m> a mg:Mandate ; mg:elementOf <plan-rba> ; mg:sourceLabel "MANDATE"@en ;
  mg:statementText "Keep the river basin safe for people and nature."@en .
<rba-o1> a mg:Objective ; mg:elementOf <plan-rba> ; mg:ordinal 1 ; mg:serves <rba-m> ;
  mg:sourceLabel "OBJECTIVE 1"@en ; mg:statementText "Reduce flood damage."@en .
<rba-o2> a mg:Objective ; mg:elementOf <plan-rba> ; mg:ordinal 2 ; mg:serves <rba-m> ;
  mg:sourceLabel "OBJECTIVE 2"@en ; mg:textStatus mg:textNotExtracted .
<rba-r-228fa6e9f8> a mg:ExpectedResult ; mg:elementOf <plan-rba> ;
  mg:expectedResultOf <rba-o1> ;
  mg:statementText "Flood warnings reach every town."@en .
<rba-r-da4a253b8c> a mg:ExpectedResult ; mg:elementOf <plan-rba> ;
  mg:expectedResultOf <rba-o2> ; mg:statementText "Farmers use less water."@en .
<rba-r-76b2f8f7a3> a mg:ExpectedResult ; mg:elementOf <plan-rba> ;
  mg:statementText "Neighbouring states share river data."@en .
<rba-i-f481e080cd> a mg:Indicator ; mg:elementOf <plan-rba> ; mg:sourceLabel
  "Indicator"@en ; mg:indicatorOf <rba-r-228fa6e9f8> ;
  mg:statementText "Towns with a warning siren (baseline 12, target 40)."@en .
<rba-i-f481e080cd-baseline> a mg:Baseline ; mg:valueOf <rba-i-f481e080cd> ;
  mg:value 12.0 ; mg:printedValue "12" ; mg:unit <unit-towns> .
<rba-i-f481e080cd-target> a mg:Target ; mg:valueOf <rba-i-f481e080cd> ;
  mg:value 40.0 ; mg:printedValue "40" ; mg:unit <unit-towns> .
"""
UNIT = """
<unit-towns> a skos:Concept ; skos:prefLabel "towns"@en .
<rba-i-f481e080cd-baseline> mg:unit <unit-towns> .
<rba-i-f481e080cd-target> mg:unit <unit-towns> .
<rbb-i1> mg:unit <unit-towns> .
<rbb-i1-b> mg:unit <unit-towns> .
<rbb-i1-t24> mg:unit <unit-towns> .
<rbb-i1-t26> mg:unit <unit-towns> .
<rbb-i1-m24> mg:unit <unit-towns> .
<rbb-i1-m25> mg:unit <unit-towns> .
"""
GRAPHS = [
    ("chain_of_plan", {"plan": P}, CHAIN),
    ("chain_of_plan", {"plan": "plan-other"}, ""),
    ("describe_node", {"node": "unit-towns"}, UNIT),
    ("everything_in_document", {"document": "doc-other"}, ""),
]


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_rows_are_those_read_off_the_example(case: Case, engine: str) -> None:
    question = catalogue[case.question]
    found = rows_of(engine, question, case.params, case.without, case.with_)
    assert found == list(case.rows)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(("name", "truth", "with_"), TRUTHS)
def test_yes_or_no_is_that_read_off_the_example(
    engine: str, name: str, with_: str, *, truth: bool
) -> None:
    text = catalogue[name].bound()
    if engine == "oxigraph":
        assert oxigraph("", with_).ask(text) is truth
    else:
        assert rdflib_dataset("", with_).query(text).askAnswer is truth


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(("name", "params", "expected"), GRAPHS)
def test_graph_is_that_read_off_the_example(
    name: str, params: dict[str, str], expected: str, engine: str
) -> None:
    found = graph_of(engine, catalogue[name], params)
    assert isomorphic(canonical(found), canonical(turtle(expected)))


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_document_says_what_is_in_its_graph_and_nothing_else(engine: str) -> None:
    question = catalogue["everything_in_document"]
    found = graph_of(engine, question, {"document": "doc-rba"})
    graph = rdflib_dataset().graph(URIRef(f"{ID}graph/doc-rba"))
    assert isomorphic(canonical(found), canonical(graph))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MandateGraph]:
    """Both fixtures behind a SPARQL server of either kind."""
    folder = tmp_path_factory.mktemp(f"questions-{request.param}")
    with SERVERS[request.param](stored(), folder) as url:
        yield open_graph(url)


@pytest.mark.parametrize("case", UNCHANGED, ids=lambda case: case.question)
def test_rows_of_an_endpoint_are_the_same(case: Case, served: MandateGraph) -> None:
    question = catalogue[case.question]
    table = served.select(question.bound(case.params))
    assert spelled_rows(question, table.variables, table.rows) == list(case.rows)


@pytest.mark.parametrize(("name", "params", "expected"), GRAPHS)
def test_graph_of_an_endpoint_is_the_same(
    name: str, params: dict[str, str], expected: str, served: MandateGraph
) -> None:
    found = served.construct(catalogue[name].bound(params))
    assert isomorphic(canonical(found), canonical(turtle(expected)))


def test_a_claim_holds_until_the_day_on_which_it_ended() -> None:
    before, after = (
        set(rows_of("oxigraph", catalogue["claims_on_date"], {"on": f"2026-11-{day}"}))
        for day in (14, 15)
    )
    assert after < before
    assert {row[:4] for row in before - after} == {
        ("rbb-r2", "mg:expectedResultOf", "rbb-o1", "mg:superseded")
    }


def test_the_leaflet_leaves_each_result_to_one_of_four_objectives(
    demo_graph: MandateGraph,
) -> None:
    # 13 bullets stand under one heading, "for each of the objectives", which are four
    answer = run(demo_graph, catalogue["open_results"], {"plan": "plan-ct"})
    objectives = [f"{ID}ct-o{n}" for n in (1, 2, 3, 4)]
    assert len(answer.rows) == 13
    for row in answer.rows:
        assert [str(m.term) for m in row.candidates.members] == objectives


def test_no_result_is_not_the_same_as_an_open_one(demo_graph: MandateGraph) -> None:
    answer = run(demo_graph, catalogue["objectives_without_results"])
    assert [
        (local(str(r.objective.term)), r.found.text, int(r.open.text))
        for r in answer.rows
    ] == [
        *((f"ct-o{n}", LEFT_OPEN, 13) for n in (1, 2, 3, 4)),
        *((f"fcc-o{n}", STATED, 0) for n in (1, 2, 3, 4)),
    ]


def test_words_of_a_shared_text_belong_to_one_document(
    demo_graph: MandateGraph,
) -> None:
    answer = run(demo_graph, catalogue["evidence_of"], {"statement": "fcc-o3"})
    (row,) = answer.rows
    assert local(str(row.document.term)) == "doc-fcc"
    assert row.words.text == (
        "Help member countries to bring \nmore criminals to justice and to \n"
        "repatriate funds."
    )
    assert (row.start.text, row.end.text) == ("276", "359")


def test_reading_warnings_are_found_in_the_graph_of_their_document() -> None:
    line = (
        f"<{ID}text/e96ba1287aac20ab> <{MG}readingWarning> "
        f'"columns-lost: 2 labels on one line" <{ID}graph/doc-rba> .\n'
    )
    graph = MandateGraph.from_nquads(stored() + line.encode())
    answer = run(graph, catalogue["reading_warnings"], {"document": "doc-rba"})
    assert [str(row.warning) for row in answer.rows] == [
        "columns-lost: 2 labels on one line"
    ]


def test_every_question_is_exercised() -> None:
    asked = {case.question for case in CASES}
    asked |= {truth[0] for truth in TRUTHS} | {graph[0] for graph in GRAPHS}
    assert asked == set(catalogue)
