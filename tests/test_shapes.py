"""Every rule on small cases: what must be found, and what must not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SH, SKOS

from conftest import EXAMPLE, ID, LANGUAGES, MG
from mandategraph.check import all_rules, check
from mandategraph.check.results import path_text
from mandategraph.check.shapes import rule_of, shapes_graph
from mandategraph.resources import data
from mandategraph.store import MandateGraph, open_graph
from rule_cases import INVALID, VALID, agreed, case

if TYPE_CHECKING:
    from mandategraph.check import Report, Rule


def found(report: Report, rules: set[str]) -> set[tuple[str, str]]:
    """Rule and node of each violation and of each finding of these rules."""
    return {
        (f.rule, f.node.removeprefix(ID))
        for f in report.findings
        if f.severity == "violation" or f.rule in rules
    }


def test_the_base_of_all_cases_has_no_finding() -> None:
    assert agreed(case()).findings == ()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_fault_is_found_at_its_node_and_nothing_else(file: Path) -> None:
    lines = file.with_suffix(".expected").read_text("utf-8").splitlines()
    expected = {(line.split()[0], line.split()[1]) for line in lines}
    rule = file.stem.partition("-")[0]
    assert rule in {name for name, _ in expected}
    assert found(agreed(case(file)), {rule}) == expected


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_sound_case_is_not_found(file: Path) -> None:
    assert found(agreed(case(file)), {file.stem.partition("-")[0]}) == set()


def test_every_rule_has_a_case_on_either_side() -> None:
    rules = set(all_rules())
    assert {file.stem.partition("-")[0] for file in INVALID} == rules
    assert {file.stem.partition("-")[0] for file in VALID} == rules


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.id)
class TestRule:
    def test_speaks_four_languages(self, rule: Rule) -> None:
        assert set(rule.title) == set(LANGUAGES)
        assert set(rule.message) == set(LANGUAGES)

    def test_says_what_is_wrong_and_then_what_to_do(self, rule: Rule) -> None:
        for text in rule.message.values():
            wrong, _, fix = text.partition(". ")
            assert wrong
            assert fix.endswith(".")

    def test_texts_keep_to_the_rule_on_characters(self, rule: Rule) -> None:
        pattern = stray_characters()
        texts = [*rule.title.values(), *rule.message.values()]
        assert not [text for text in texts if re.search(pattern, text)]


def stray_characters() -> str:
    """The pattern of S27, from the shape itself."""
    graph = shapes_graph()
    shape = URIRef("https://w3id.org/mandategraph/shapes#S27-text")
    unwanted = graph.value(shape, SH["not"])
    return str(graph.value(unwanted, SH.pattern))


def test_shapes_are_in_canonical_form() -> None:
    text = data("ontology").joinpath("shapes.ttl").read_text("utf-8")
    assert Graph().parse(data=text).serialize(format="longturtle") == text


def test_shapes_are_well_formed_shacl() -> None:
    conforms, _, _ = pyshacl.validate(
        Graph(), shacl_graph=shapes_graph(), meta_shacl=True
    )
    assert conforms


def test_checking_leaves_the_shapes_as_they_are() -> None:
    before = set(shapes_graph())
    check(case(), rules=["S01", "S06"])
    check(case())
    assert set(shapes_graph()) == before


def test_every_part_of_a_rule_has_an_iri() -> None:
    graph = shapes_graph()
    for rule in graph.subjects(DCTERMS.identifier):
        for predicate in (SH.property, SH.sparql, SH.node):
            parts = set(graph.objects(rule, predicate))
            assert not [part for part in parts if isinstance(part, BNode)]
            assert {rule_of(str(p)) for p in parts} <= {rule_of(str(rule))}


def test_parts_have_the_severity_of_their_rule() -> None:
    graph = shapes_graph()
    for shape, severity in graph.subject_objects(SH.severity):
        rule = URIRef(f"{str(shape).split('#')[0]}#{rule_of(str(shape))}")
        assert graph.value(rule, SH.severity) == severity


def codelists() -> Graph:
    """The code lists of the ontology as one graph."""
    graph = Graph()
    for file in sorted(data("ontology").joinpath("codelists").iterdir(), key=str):
        if file.name.endswith(".ttl"):
            graph.parse(data=file.read_text("utf-8"), format="turtle")
    return graph


@pytest.mark.parametrize(
    ("part", "scheme"),
    [
        ("status", "ClaimStatusScheme"),
        ("basis", "BasisScheme"),
        ("objectiveLevel", "ObjectiveLevelScheme"),
        ("resultType", "ResultTypeScheme"),
        ("textStatus", "TextStatusScheme"),
        ("periodStatus", "PeriodStatusScheme"),
        ("textAuthority", "TextAuthorityScheme"),
        ("reviewState", "ReviewStateScheme"),
        ("method", "MethodScheme"),
        ("graphRole", "GraphRoleScheme"),
    ],
)
def test_codes_of_s17_are_those_of_the_code_list(part: str, scheme: str) -> None:
    graph = shapes_graph()
    shape = URIRef(f"https://w3id.org/mandategraph/shapes#S17-{part}")
    listed = graph.value(shape, SH["in"])
    assert listed is not None
    members = codelists().subjects(SKOS.inScheme, URIRef(MG + scheme))
    assert set(Collection(graph, listed)) == set(members)


def test_ontology_and_code_lists_in_the_union_change_no_finding() -> None:
    store = ox.Store()
    store.load(path=EXAMPLE, format=ox.RdfFormat.TRIG)
    name = ox.NamedNode(f"{ID}graph/ontology-0.4.0")
    role = ox.NamedNode(f"{MG}graphRole")
    store.add(ox.Quad(name, role, ox.NamedNode(f"{MG}ontologyGraph")))
    folder = data("ontology")
    for file in (folder.joinpath("mandategraph.ttl"), *codelist_files()):
        store.load(file.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=name)
    quads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    with_ontology = check(MandateGraph.from_nquads(quads))
    assert with_ontology.findings == check(open_graph(EXAMPLE)).findings


def codelist_files() -> list[Path]:
    folder = data("ontology").joinpath("codelists")
    return [Path(str(f)) for f in folder.iterdir() if f.name.endswith(".ttl")]


def test_plain_pyshacl_finds_the_same_faults() -> None:
    files = [file for file in INVALID if file.stem[:3] in {"S06", "S10", "S18", "S25"}]
    graph = case(*files)
    _, report, _ = pyshacl.validate(graph.graph(), shacl_graph=shapes_graph())
    assert isinstance(report, Graph)
    plain = {
        (rule_of(str(report.value(r, SH.sourceShape))), str(node))
        for r in report.objects(None, SH.result)
        for node in report.objects(r, SH.focusNode)
    }
    shapes = [name for name, rule in all_rules().items() if rule.kind == "shape"]
    ours = {(f.rule, f.node) for f in check(graph, rules=shapes).findings}
    assert plain == ours


def test_blank_node_is_found() -> None:
    quads = (
        f"_:plan <{RDF.type}> <{MG}Plan> <{ID}graph/doc-w> .\n"
        f"<{ID}graph/doc-w> <{MG}graphRole> <{MG}sourceGraph> .\n"
    )
    findings = check(MandateGraph.from_nquads(quads.encode()), rules=["S19"]).findings
    assert [f.node[:2] for f in findings] == ["_:"]


@pytest.mark.parametrize(
    ("turtle", "text"),
    [
        ("<urn:p>", "urn:p"),
        ("[ sh:inversePath <urn:p> ]", "^<urn:p>"),
        ("( <urn:p> <urn:q> )", "<urn:p>/<urn:q>"),
        (
            "[ sh:alternativePath ( <urn:p> ( [ sh:inversePath <urn:q> ] <urn:r> ) ) ]",
            "(<urn:p>|^<urn:q>/<urn:r>)",
        ),
    ],
)
def test_path_is_written_as_in_sparql(turtle: str, text: str) -> None:
    graph = Graph().parse(data=f"@prefix sh: <{SH}> . <urn:s> sh:path {turtle} .")
    path = graph.value(URIRef("urn:s"), SH.path)
    assert path is not None
    assert path_text(graph, path) == text


def test_nothing_is_marked_as_literal_by_mistake() -> None:
    graph = shapes_graph()
    for predicate in (SH.path, SH.targetClass, SH.severity, SH.datatype):
        objects = graph.objects(None, predicate)
        assert not [o for o in objects if isinstance(o, Literal)]
