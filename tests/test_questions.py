"""Every question of the catalogue, on two engines, against rows read off the TriG.

The expected rows were derived by reading `data/example.trig`; the two engines are
Oxigraph and rdflib's own SPARQL implementation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier

from mandategraph.query import Catalogue, Question, catalogue_page, run
from mandategraph.store import MandateGraph, open_graph
from servers import oxigraph_server, virtuoso_server

HERE = Path(__file__).parent
EXAMPLE = HERE / "data" / "example.trig"
DOCS = HERE.parent / "docs"
BASE = "https://w3id.org/mandategraph/id/"
MG = "https://w3id.org/mandategraph/ns#"
LANGUAGES = ("en", "fr", "es", "ar")
NAMES = {
    BASE: "",
    MG: "mg:",
    "http://purl.org/dc/terms/": "dct:",
    "http://www.w3.org/ns/prov#": "prov:",
}
PREFIXES = f"""
@base <{BASE}> .
@prefix mg: <{MG}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

Value = str | int | float | bool | None
catalogue = Catalogue.load()


class Case(NamedTuple):
    """Rows that a question must give, and what is changed in the example before."""

    question: str
    params: Mapping[str, str]
    rows: Sequence[tuple[Value, ...]]
    without: str = ""
    with_: str = ""


P, M, O1, O2 = "plan-rba", "rba-m", "rba-o1", "rba-o2"
FLOOD, WATER = "rba-r-228fa6e9f8", "rba-r-da4a253b8c"
SHARE, TOWNS = "rba-r-76b2f8f7a3", "rba-i-f481e080cd"
STATED, LEFT_OPEN = "not stated in the source", "left open by the source"
RESULT, OBJECTIVE = "mg:ExpectedResult", "mg:Objective"
NO_LINK_TO_2 = f"<{WATER}> mg:expectedResultOf <{O2}> ."
NO_OPEN_LINK = f"<open-e721522c8f6c> mg:candidate <{O2}> ."

CASES = [
    Case("plans", {}, [(P, "org-rba", "doc-rba", "en", 1, 2, 3, 1)]),
    Case(
        "plans",
        {},
        [
            (P, "org-rba", "doc-rba", "en", 1, 2, 3, 1),
            ("plan-void", None, None, None, 0, 0, 0, 0),
        ],
        with_="<plan-void> a mg:Plan .",
    ),
    Case(
        "plan_outline",
        {"plan": P},
        [
            (P, "mg:Mandate", None, M, None, 8),
            (P, OBJECTIVE, 1, O1, M, 71),
            (P, OBJECTIVE, 2, O2, M, 192),
            (P, RESULT, None, FLOOD, O1, 94),
            (P, RESULT, None, WATER, O2, 223),
            (P, RESULT, None, SHARE, None, 265),
            (P, "mg:Indicator", None, TOWNS, FLOOD, 138),
        ],
    ),
    Case("mandate_of_plan", {}, [(P, M, "org-rba")]),
    Case("mandate_of_plan", {"of": "org-rba"}, [(P, M, "org-rba")]),
    Case("mandate_of_plan", {"of": "org-other"}, []),
    Case(
        "objectives_of_plan",
        {"plan": P},
        [
            (P, 1, O1, "OBJECTIVE 1@en", None),
            (P, 2, O2, "OBJECTIVE 2@en", "mg:textNotExtracted"),
        ],
    ),
    Case("objectives_of_plan", {"plan": "plan-other"}, []),
    Case(
        "indicator_values",
        {"indicator": TOWNS},
        [
            (TOWNS, "mg:Baseline", 12, "12", "unit-towns", None),
            (TOWNS, "mg:Target", 40, "40", "unit-towns", None),
        ],
    ),
    Case("results_of_objective", {}, [(O1, FLOOD), (O2, WATER)]),
    Case("results_of_objective", {"objective": O2}, [(O2, WATER)]),
    Case("open_results", {}, [(P, SHARE, f"{O1} {O2}", True)]),
    Case(
        "open_results",
        {"plan": P},
        [(P, SHARE, f"{O1} {O2}", True), (P, "rba-r-new", "", None)],
        with_=f"<rba-r-new> a mg:ExpectedResult ; mg:elementOf <{P}> ; mg:evidence "
        "<text/e96ba1287aac20ab#char=265,302> .",
    ),
    Case(
        "proposed_links",
        {},
        [
            (
                SHARE,
                "mg:expectedResultOf",
                O2,
                "mg:basisTextSimilarity",
                0.3,
                "agent-matcher",
                "shared terms: none",
                None,
            )
        ],
    ),
    Case(
        "proposed_links",
        {"status": "accepted"},
        [
            (
                P,
                "mg:planOf",
                "org-rba",
                "mg:basisExternalMetadata",
                0.9,
                "person-a",
                "named on the cover, which is not in the text",
                None,
            )
        ],
    ),
    Case("proposed_links", {"status": "mg:disputed"}, []),
    Case(
        "results_with_proposals",
        {},
        [(O1, FLOOD, "mg:stated", None), (O2, WATER, "mg:stated", None)],
    ),
    Case(
        "results_with_proposals",
        {"objective": O2, "minimum": "0.3"},
        [(O2, WATER, "mg:stated", None), (O2, SHARE, "mg:proposed", 0.3)],
    ),
    Case(
        "results_with_proposals",
        {"objective": O2, "minimum": "0.31"},
        [(O2, WATER, "mg:stated", None)],
    ),
    Case(
        "everything_below",
        {"element": M},
        [
            (M, O1, OBJECTIVE, M),
            (M, O2, OBJECTIVE, M),
            (M, FLOOD, RESULT, O1),
            (M, WATER, RESULT, O2),
            (M, TOWNS, "mg:Indicator", FLOOD),
        ],
    ),
    Case("everything_below", {"element": O2}, [(O2, WATER, RESULT, O2)]),
    Case("everything_below", {"element": TOWNS}, []),
    Case(
        "shares_of_links",
        {},
        [
            ("mg:expectedResultOf", 2, 0, 1, 1, 0, 67),
            ("mg:indicatorOf", 1, 0, 0, 0, 0, 100),
            ("mg:planOf", 0, 1, 0, 0, 0, 0),
            ("mg:serves", 2, 0, 0, 0, 0, 100),
        ],
    ),
    Case(
        "shares_of_links",
        {},
        [
            ("mg:alignedWith", 0, 0, 0, 1, 0, None),
            ("mg:expectedResultOf", 2, 0, 1, 1, 0, 67),
            ("mg:indicatorOf", 1, 0, 0, 0, 0, 100),
            ("mg:planOf", 0, 1, 0, 0, 0, 0),
            ("mg:serves", 2, 0, 0, 0, 0, 100),
        ],
        with_=f"<claim-x> a mg:Claim ; mg:claimSubject <{O1}> ; mg:status mg:proposed ;"
        " mg:claimPredicate mg:alignedWith ; mg:claimObject <term-0001> .",
    ),
    Case(
        "evidence_of",
        {"statement": O1},
        [(O1, "Reduce flood damage.", 71, 91, "doc-rba", "river-basin.txt")],
    ),
    Case(
        "evidence_of",
        {"statement": "claim-d4937d6dd2fe"},
        [("claim-d4937d6dd2fe", "OBJECTIVE 1", 58, 69, "doc-rba", "river-basin.txt")],
    ),
    Case(
        "statements_about",
        {"words": "FLOOD"},
        [
            (P, O1, "Reduce flood damage.@en"),
            (P, FLOOD, "Flood warnings reach every town.@en"),
        ],
    ),
    Case(
        "statements_about",
        {"words": "RÉDUIRE", "lang": "fr"},
        [(P, O1, "Réduire les dommages dus aux inondations.@fr")],
    ),
    Case(
        "statements_about",
        {"words": "المياه"},
        [(P, WATER, "يستهلك المزارعون كمية أقل من المياه.@ar")],
    ),
    Case("statements_about", {"words": "flood", "lang": "es"}, []),
    Case(
        "statements_about",
        {"words": "inundación"},
        [],
        with_=f"<{FLOOD}-es> mg:reviewState mg:stateRejected .",
    ),
    Case(
        "unread_words",
        {},
        [("doc-rba", 69, 70, ":"), ("doc-rba", 136, 137, ":")],
    ),
    Case("reading_warnings", {}, []),
    Case(
        "translation_status",
        {},
        [
            (P, "ar", "mg:thirdParty", "mg:humanTranslation", "mg:stateCandidate", 1),
            (P, "ar", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "en", "mg:issuer", "mg:original", None, 6),
            (P, "es", "mg:thirdParty", "mg:humanTranslation", "mg:stateReviewed", 1),
            (P, "es", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "fr", "mg:issuer", "mg:humanTranslation", "mg:stateReviewed", 2),
        ],
    ),
    Case(
        "translation_status",
        {"plan": P, "lang": "fr"},
        [(P, "fr", "mg:issuer", "mg:humanTranslation", "mg:stateReviewed", 2)],
    ),
    Case(
        "language_coverage",
        {"plan": P},
        [
            (P, "ar", 2, 7, 29),
            (P, "en", 6, 7, 86),
            (P, "es", 2, 7, 29),
            (P, "fr", 2, 7, 29),
        ],
    ),
    Case(
        "forms_of_element",
        {"element": O2},
        [
            (
                O2,
                "fr",
                "OBJECTIF 2@fr",
                "mg:labelForm",
                "mg:issuer",
                "mg:humanTranslation",
                "mg:stateReviewed",
            ),
            (
                O2,
                "en",
                "OBJECTIVE 2@en",
                "mg:sourceLabel",
                "mg:issuer",
                "mg:original",
                None,
            ),
        ],
    ),
    Case(
        "forms_of_element",
        {"element": M, "lang": "es"},
        [
            (
                M,
                "es",
                "Mantener la cuenca segura para las personas y la naturaleza.@es",
                "mg:textForm",
                "mg:thirdParty",
                "mg:humanTranslation",
                "mg:stateReviewed",
            )
        ],
    ),
    Case("elements_without_evidence", {}, []),
    Case(
        "elements_without_evidence",
        {"plan": P},
        [(P, O1, OBJECTIVE)],
        without=f"<{O1}> mg:evidence <text/e96ba1287aac20ab#char=71,91> .",
    ),
    Case("lost_wordings", {"plan": P}, [(P, O2, 2, "OBJECTIVE 2@en")]),
    Case("objectives_without_results", {}, []),
    Case(
        "objectives_without_results",
        {"plan": P},
        [(P, O2, LEFT_OPEN, 1)],
        without=NO_LINK_TO_2,
    ),
    Case(
        "objectives_without_results",
        {"plan": P},
        [(P, O2, STATED, 0)],
        without=NO_LINK_TO_2 + NO_OPEN_LINK,
    ),
    Case(
        "objectives_without_results",
        {},
        [],
        without=NO_LINK_TO_2 + NO_OPEN_LINK,
        with_=f"<rba-o3> mg:subObjectiveOf <{O2}> ; a mg:Objective ; mg:elementOf "
        f"<{P}> . <rba-r-n> a mg:ExpectedResult ; mg:expectedResultOf <rba-o3> .",
    ),
    Case(
        "results_without_indicators",
        {"plan": P},
        [(P, WATER, STATED), (P, SHARE, STATED)],
    ),
    Case(
        "documents_lacking_facts",
        {},
        [("doc-rba", "dct:license"), ("doc-rba", "prov:generatedAtTime")],
    ),
    Case(
        "documents_lacking_facts",
        {"document": "doc-rba"},
        [
            ("doc-rba", "dct:license"),
            ("doc-rba", "dct:publisher"),
            ("doc-rba", "prov:generatedAtTime"),
        ],
        without="<plan-rba> mg:planOf <org-rba> .",
    ),
    Case(
        "terms",
        {"words": "Alerte"},
        [
            ("terms-rba", "term-0001", "ar", "إنذار بالفيضان@ar"),
            ("terms-rba", "term-0001", "en", "flood warning@en"),
            ("terms-rba", "term-0001", "es", "alerta de inundación@es"),
            ("terms-rba", "term-0001", "fr", "alerte aux inondations@fr"),
        ],
    ),
    Case(
        "terms",
        {"words": "flood", "lang": "fr"},
        [("terms-rba", "term-0001", "fr", "alerte aux inondations@fr")],
    ),
    Case("terms", {"words": "drought"}, []),
]

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
"""
GRAPHS = [
    ("chain_of_plan", {"plan": P}, CHAIN),
    ("chain_of_plan", {"plan": "plan-other"}, ""),
    ("describe_node", {"node": "unit-towns"}, UNIT),
    ("everything_in_document", {"document": "doc-other"}, ""),
]

SERVERS = {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}
UNCHANGED = [case for case in CASES if not (case.without or case.with_)]
NOTHING = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


@cache
def stored(without: str = "", with_: str = "") -> bytes:
    """N-Quads of the example after the change; additions go to a graph of their own."""
    store = ox.Store()
    store.load(path=str(EXAMPLE), format=ox.RdfFormat.TRIG)
    for triple in ox.parse(PREFIXES + without, format=ox.RdfFormat.TURTLE):
        found = list(store.quads_for_pattern(*triple.triple))
        assert found, f"{triple} is not in the example"
        for quad in found:
            store.remove(quad)
    for triple in ox.parse(PREFIXES + with_, format=ox.RdfFormat.TURTLE):
        t = triple.triple
        added = ox.NamedNode(f"{BASE}graph/added")
        store.add(ox.Quad(t.subject, t.predicate, t.object, added))
    return bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")


@cache
def oxigraph(without: str = "", with_: str = "") -> MandateGraph:
    return MandateGraph.from_nquads(stored(without, with_))


@cache
def rdflib_dataset(without: str = "", with_: str = "") -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=stored(without, with_), format="nquads")
    return dataset


def rows_of(
    engine: str, question: Question, params: Mapping[str, str], *change: str
) -> list[tuple[Value, ...]]:
    """The rows that the engine gives, spelled as in the cases."""
    text = question.bound(params)
    found: Iterable[Iterable[Identifier | None]]
    if engine == "oxigraph":
        table = oxigraph(*change).select(text)
        columns, found = table.variables, table.rows
    else:
        result = rdflib_dataset(*change).query(text)
        columns = tuple(str(v) for v in result.vars or ())
        found = [tuple(row) for row in result]  # type: ignore[arg-type]
    return spelled_rows(question, columns, found)


def spelled_rows(
    question: Question,
    columns: Sequence[str],
    found: Iterable[Iterable[Identifier | None]],
) -> list[tuple[Value, ...]]:
    return [
        tuple(
            spelled(term, is_list=name in question.lists)
            for name, term in zip(columns, row, strict=True)
        )
        for row in found
    ]


def graph_of(
    engine: str, question: Question, params: Mapping[str, str], *change: str
) -> Graph:
    text = question.bound(params)
    if engine == "oxigraph":
        return oxigraph(*change).construct(text)
    graph = rdflib_dataset(*change).query(text).graph
    assert graph is not None
    return graph


def spelled(term: Identifier | None, *, is_list: bool) -> Value:
    """IRIs without their namespace, `text@lang`, numbers as numbers."""
    if term is None:
        return None
    if isinstance(term, Literal):
        if term.language:
            return f"{term}@{term.language}"
        kind = str(term.datatype or "").rpartition("#")[2]
        if kind in ("integer", "decimal"):
            return float(term)
        if kind == "boolean":
            return str(term) in ("true", "1")
        words = sorted(str(term).split()) if is_list else [str(term)]
        return " ".join(map(local, words)) if is_list else str(term)
    return local(str(term))


def local(iri: str) -> str:
    for namespace, prefix in NAMES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def canonical(graph: Graph) -> Graph:
    """The graph with literals by value: engines spell 12.0 and times differently."""
    result = Graph()
    for subject, predicate, obj in graph:
        if isinstance(obj, Literal) and obj.datatype is not None:
            value = Literal(obj, datatype=obj.datatype).toPython()
            number = isinstance(value, Decimal | int) and not isinstance(value, bool)
            by_value = float(value) if number else value
            obj = Literal(repr(by_value))  # noqa: PLW2901
        result.add((subject, predicate, obj))
    return result


def turtle(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


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
    graph = rdflib_dataset().graph(URIRef(f"{BASE}graph/doc-rba"))
    assert isomorphic(canonical(found), canonical(graph))


@pytest.fixture(scope="module", params=SERVERS)
def endpoint(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MandateGraph]:
    folder = tmp_path_factory.mktemp(request.param)
    with SERVERS[request.param](stored(), folder) as url:
        yield open_graph(url)


@pytest.mark.parametrize("case", UNCHANGED, ids=lambda case: case.question)
def test_rows_of_an_endpoint_are_the_same(case: Case, endpoint: MandateGraph) -> None:
    question = catalogue[case.question]
    table = endpoint.select(question.bound(case.params))
    assert spelled_rows(question, table.variables, table.rows) == list(case.rows)


@pytest.mark.parametrize(("name", "params", "expected"), GRAPHS)
def test_graph_of_an_endpoint_is_the_same(
    name: str, params: dict[str, str], expected: str, endpoint: MandateGraph
) -> None:
    found = endpoint.construct(catalogue[name].bound(params))
    assert isomorphic(canonical(found), canonical(turtle(expected)))


def test_the_leaflet_leaves_each_result_to_one_of_four_objectives(
    demo_graph: MandateGraph,
) -> None:
    # 13 bullets stand under one heading, "for each of the objectives", which are four
    answer = run(demo_graph, catalogue["open_results"], {"plan": "plan-ct"})
    objectives = [f"{BASE}ct-o{n}" for n in (1, 2, 3, 4)]
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
        f"<{BASE}text/e96ba1287aac20ab> <{MG}readingWarning> "
        f'"columns-lost: 2 labels on one line" <{BASE}graph/doc-rba> .\n'
    )
    graph = MandateGraph.from_nquads(stored() + line.encode())
    answer = run(graph, catalogue["reading_warnings"], {"document": "doc-rba"})
    assert [str(row.warning) for row in answer.rows] == [
        "columns-lost: 2 labels on one line"
    ]


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_engines_agree_on_the_file_as_it_is(name: str) -> None:
    question = catalogue[name]
    if question.kind == "ask":
        answer = rdflib_dataset().query(question.text).askAnswer
        assert oxigraph().ask(question.text) == answer
    elif question.kind == "select":
        assert rows_of("oxigraph", question, {}) == rows_of("rdflib", question, {})
    else:
        ours, theirs = (graph_of(e, question, {}) for e in ("oxigraph", "rdflib"))
        assert isomorphic(canonical(ours), canonical(theirs))


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_a_triple_in_two_graphs_counts_once(name: str) -> None:
    question = catalogue[name]
    lines = stored().decode().splitlines()
    copies = [
        re.sub(r"<[^<>]*> \.$", f"<{BASE}graph/copy> .", line)
        for line in lines
        if "/graph/" in line.rsplit(" ", 2)[1]
    ]
    twice = MandateGraph.from_nquads("\n".join([*lines, *copies, ""]).encode())
    if question.kind == "ask":
        assert twice.ask(question.text) == oxigraph().ask(question.text)
    elif question.kind == "select":
        assert twice.select(question.text) == oxigraph().select(question.text)
    else:
        once = oxigraph().construct(question.text)
        assert set(twice.construct(question.text)) == set(once)


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_an_empty_graph_has_no_rows_on_either_engine(name: str) -> None:
    question = catalogue[name]
    if question.kind == "select":
        assert MandateGraph.from_nquads(NOTHING).select(question.text).rows == []
        dataset = Dataset(default_union=True)
        dataset.parse(data=NOTHING, format="nquads")
        empty = [r for r in dataset.query(question.text) if any(r)]  # type: ignore[arg-type]
        assert empty == []


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_file_is_valid_to_both_parsers(question: Question) -> None:
    prepareQuery(question.text)
    ox.Store().query(question.text)


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_header_is_complete_in_four_languages(question: Question) -> None:
    assert question.summary.endswith(".")
    assert tuple(question.question) == LANGUAGES
    assert all(len(text) > 10 for text in question.question.values())
    assert all(param.help for param in question.params)


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_default_in_the_header_is_the_one_in_the_slot(question: Question) -> None:
    for param in question.params:
        slot = re.search(rf"VALUES \?{param.name} \{{ (.*) \}}", question.text)
        assert slot is not None
        assert slot[1].strip('"') == param.default


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_select_gives_every_row_once_in_an_order_of_its_own(question: Question) -> None:
    if question.kind == "select":
        assert re.search(r"^ORDER BY ", question.text, re.MULTILINE)


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_example_of_the_header_can_be_asked(question: Question) -> None:
    assert run(oxigraph(), question, question.example).kind == question.kind


def test_every_question_is_exercised() -> None:
    asked = {case.question for case in CASES}
    asked |= {truth[0] for truth in TRUTHS} | {graph[0] for graph in GRAPHS}
    assert asked == set(catalogue)


def test_page_of_questions_is_up_to_date() -> None:
    page = (DOCS / "questions.md").read_text("utf-8")
    assert page == catalogue_page(catalogue), "write it anew with catalogue_page()"
