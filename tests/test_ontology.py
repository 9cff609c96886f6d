"""The ontology: canonical, consistent, in four languages, true to its names."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import owlrl  # type: ignore[import-untyped]
import pytest
from pyshacl import validate
from rdflib import (
    DCTERMS,
    OWL,
    RDF,
    RDFS,
    SH,
    SKOS,
    Dataset,
    Graph,
    Literal,
    Node,
    URIRef,
)
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import VANN, XSD

from conftest import CHECKOUT, DATA, EXAMPLE, ID, LANGUAGES
from mandategraph import __version__
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.term_pages import read_ontology
from mandategraph.vocab import MG, ONTOLOGY

FOLDER = CHECKOUT / "ontology"
STYLE = DATA / "style"
INCONSISTENCY = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

TURTLE = sorted(FOLDER.rglob("*.ttl"))
CODELISTS = sorted((FOLDER / "codelists").glob("*.ttl"))
CONTEXT: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))


@cache
def ontology() -> Graph:
    """The ontology with its code lists; not to be changed."""
    return read_ontology()


@cache
def style() -> Graph:
    return Graph().parse(FOLDER / "style.ttl")


def example() -> Dataset:
    return Dataset().parse(EXAMPLE, format="trig")


def local(term: object) -> str:
    return str(term).removeprefix(MG_NS)


def terms() -> set[str]:
    """Local names of all that the ontology and its code lists define."""
    return {local(s) for s in ontology().subjects() if str(s).startswith(MG_NS)}


def rules_broken(graph: Graph) -> set[str]:
    """Identifiers of the style rules that the graph breaks."""
    shapes = style()
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    sources = set(report.objects(None, SH.sourceShape))
    owners = {shapes.value(None, SH.property, source) or source for source in sources}
    return {str(shapes.value(owner, DCTERMS.identifier)) for owner in owners}


@cache
def closure(*planted: tuple[URIRef, URIRef, URIRef]) -> Graph:
    """OWL 2 RL closure of ontology, example plan and planted triples."""
    graph = Graph()
    graph += ontology()
    for s, p, o, _ in example().quads():
        graph.add((s, p, o))
    for triple in planted:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.mark.parametrize("path", TURTLE, ids=lambda p: str(p.relative_to(FOLDER)))
def test_turtle_is_in_canonical_form(path: Path) -> None:
    assert Graph().parse(path).serialize(format="longturtle") == path.read_text("utf-8")


def test_version_is_that_of_the_package() -> None:
    assert list(ontology().objects(ONTOLOGY, OWL.versionInfo)) == [Literal(__version__)]
    version = URIRef(f"https://w3id.org/mandategraph/ns/{__version__}")
    assert list(ontology().objects(ONTOLOGY, OWL.versionIRI)) == [version]


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description])
def test_header_speaks_every_language(predicate: URIRef) -> None:
    texts = list(ontology().objects(ONTOLOGY, predicate))
    tags = [t.language for t in texts if isinstance(t, Literal)]
    assert sorted(filter(None, tags)) == sorted(LANGUAGES)


def test_header_says_licence_prefix_and_dates() -> None:
    header = dict(ontology().predicate_objects(ONTOLOGY))
    assert header[DCTERMS.license] == URIRef(
        "https://www.apache.org/licenses/LICENSE-2.0"
    )
    assert header[VANN.preferredNamespacePrefix] == Literal("mg")
    assert header[VANN.preferredNamespaceUri] == Literal(MG_NS)
    day = Literal("2026-11-23", datatype=XSD.date)
    assert header[DCTERMS.created] == header[DCTERMS.modified] == day


def test_ontology_imports_nothing() -> None:
    assert (None, OWL.imports, None) not in ontology()


def test_foreign_terms_are_not_redefined() -> None:
    named = {s for s in ontology().subjects() if isinstance(s, URIRef)}
    assert {s for s in named if not str(s).startswith(MG_NS)} == {ONTOLOGY}


def test_every_term_of_ours_that_is_named_is_defined() -> None:
    named = {o for o in ontology().objects() if str(o).startswith(MG_NS)}
    named.discard(Literal(MG_NS))
    assert {local(o) for o in named} <= terms()


def test_notes_name_only_terms_that_exist() -> None:
    notes = " ".join(o for o in ontology().objects() if isinstance(o, Literal))
    assert set(re.findall(r"\bmg:(\w+)", notes)) <= terms()


def test_vocab_has_every_term_of_the_ontology() -> None:
    assert terms() - set(MG.__annotations__) == set()


def test_ontology_has_every_term_of_vocab() -> None:
    own = {name for name in MG.__annotations__ if not name.startswith("_")}
    assert own - terms() == set()


def test_vocab_refuses_a_name_that_the_ontology_lacks() -> None:
    with pytest.raises(AttributeError, match="Goal"):
        _ = MG.Goal


@pytest.mark.parametrize("path", CODELISTS, ids=lambda p: p.stem)
def test_a_file_of_codes_holds_the_list_of_its_name(path: Path) -> None:
    graph = Graph().parse(path)
    name = "".join(part.capitalize() for part in path.stem.split("-"))
    lists = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert lists == {URIRef(f"{MG_NS}{name}Scheme")}
    assert set(graph.objects(None, SKOS.inScheme)) == lists


@pytest.mark.parametrize(
    ("prop", "codes"),
    [
        ("status", "stated proposed accepted disputed rejected superseded"),
        ("objectiveLevel", "unspecified goal objective sub-objective"),
        ("resultType", "unspecified output outcome impact"),
        ("textStatus", "not-extracted"),
        ("periodStatus", "not-stated stated-in-source stated-in-metadata"),
        ("textAuthority", "issuer third-party"),
        ("reviewState", "candidate under-review reviewed rejected"),
        ("method", "original human-translation machine-translation post-edited"),
        (
            "basis",
            (
                "stated reading-order layout-column layout-heuristic "
                "text-similarity model expert external-metadata"
            ),
        ),
        (
            "graphRole",
            (
                "agents manifest source text claims translations alignments"
                " vocabulary ontology"
            ),
        ),
    ],
)
def test_a_coded_property_leads_to_its_codes(prop: str, codes: str) -> None:
    graph = ontology()
    code_list = graph.value(URIRef(MG_NS + prop), RDFS.seeAlso)
    concepts = graph.subjects(SKOS.inScheme, code_list)
    notations = {str(graph.value(concept, SKOS.notation)) for concept in concepts}
    assert notations == set(codes.split())


def test_any_two_kinds_of_plan_element_are_disjoint() -> None:
    graph = ontology()
    kinds = set(graph.subjects(RDFS.subClassOf, MG.PlanElement))
    assert {local(kind) for kind in kinds} == {
        "Mandate",
        "Objective",
        "ExpectedResult",
        "PlannedActivity",
        "Vision",
        "ValueStatement",
        "Indicator",
    }
    disjoint: set[frozenset[Node]] = set()
    for members in graph.objects(None, OWL.members):
        pairs = combinations(Collection(graph, members), 2)
        disjoint |= {frozenset(pair) for pair in pairs}
    assert {frozenset(pair) for pair in combinations(kinds, 2)} <= disjoint


def test_every_single_step_contributes() -> None:
    steps = set(ontology().subjects(RDFS.subPropertyOf, MG.contributesTo))
    assert steps == {MG.serves, MG.subObjectiveOf, MG.expectedResultOf}


def test_the_ontology_keeps_its_style() -> None:
    assert rules_broken(ontology()) == set()


@pytest.mark.parametrize(
    "path", sorted((STYLE / "valid").glob("*.ttl")), ids=lambda p: p.stem
)
def test_a_well_formed_term_breaks_no_rule(path: Path) -> None:
    assert rules_broken(Graph().parse(path)) == set()


@pytest.mark.parametrize(
    "path", sorted((STYLE / "invalid").glob("*.ttl")), ids=lambda p: p.stem
)
def test_an_ill_formed_term_breaks_just_the_rule_in_its_file_name(path: Path) -> None:
    assert rules_broken(Graph().parse(path)) == {path.stem.split("-")[0]}


def test_every_rule_has_a_term_that_breaks_it() -> None:
    rules = {str(rule) for rule in style().objects(None, DCTERMS.identifier)}
    files = {path.stem.split("-")[0] for path in (STYLE / "invalid").glob("*.ttl")}
    assert rules == files


def test_every_rule_speaks_every_language() -> None:
    shapes = style()
    checks = [*shapes.objects(None, SH.sparql), *shapes.objects(None, SH.property)]
    spoken = {
        check: {getattr(text, "language", None) for text in texts}
        for check in checks
        for texts in [list(shapes.objects(check, SH.message))]
    }
    assert {
        check for check, langs in spoken.items() if langs != set(LANGUAGES)
    } == set()


def names_of_the_context() -> dict[str, str]:
    """Each name of the context with the compact IRI that it stands for."""
    entries = CONTEXT["@context"].items()
    return {name: e["@id"] if isinstance(e, dict) else str(e) for name, e in entries}


def test_the_context_names_every_term() -> None:
    names = {k: v for k, v in names_of_the_context().items() if v.startswith("mg:")}
    assert names == {name: f"mg:{name}" for name in terms()}


@pytest.mark.parametrize(("prefix", "namespace"), PREFIXES.items())
def test_the_context_has_the_prefixes_of_the_package(
    prefix: str, namespace: str
) -> None:
    assert names_of_the_context()[prefix] == namespace


def test_the_context_coerces_as_the_ontology_ranges() -> None:
    entries = CONTEXT["@context"]
    for prop, datatype in ontology().subject_objects(RDFS.range):
        entry = entries[local(prop)]
        kind = entry.get("@type", "") if isinstance(entry, dict) else ""
        if datatype == RDF.langString:
            assert entry["@container"] == "@language"
        elif datatype in (XSD.string, RDFS.Literal):
            assert isinstance(entry, str)
        elif str(datatype).startswith(str(XSD)):
            assert kind == str(datatype).replace(str(XSD), "xsd:")
        else:
            assert kind in {"@id", "@vocab"}


def test_a_plan_in_json_reads_as_the_triples_it_says() -> None:
    plan = {
        "@context": CONTEXT["@context"],
        "id": f"{ID}rba-o1",
        "type": "Objective",
        "elementOf": f"{ID}plan-rba",
        "ordinal": 1,
        "objectiveLevel": "levelUnspecified",
        "statementText": {
            "en": "Reduce flood damage.",
            "ar": "الحد من أضرار الفيضانات.",
        },
        "textForm": {
            "type": "TextForm",
            "id": f"{ID}rba-o1-fr",
            "method": "original",
        },
    }
    graph = Graph().parse(data=json.dumps(plan), format="json-ld")
    said = Graph()
    objective, form = URIRef(f"{ID}rba-o1"), URIRef(f"{ID}rba-o1-fr")
    said.add((objective, RDF.type, MG.Objective))
    said.add((objective, MG.elementOf, URIRef(f"{ID}plan-rba")))
    said.add((objective, MG.ordinal, Literal(1)))
    said.add((objective, MG.objectiveLevel, MG.levelUnspecified))
    said.add((objective, MG.statementText, Literal("Reduce flood damage.", lang="en")))
    said.add(
        (objective, MG.statementText, Literal("الحد من أضرار الفيضانات.", lang="ar"))
    )
    said.add((objective, MG.textForm, form))
    said.add((form, RDF.type, MG.TextForm))
    said.add((form, MG.method, MG.original))
    assert isomorphic(graph, said)


def test_a_plan_graph_survives_json_with_the_context() -> None:
    before = example()
    text = before.serialize(
        format="json-ld", context=CONTEXT["@context"], auto_compact=False
    )
    assert '"statementText": {' in text
    after = Dataset()
    after.parse(data=text, format="json-ld")
    names = {graph.identifier for graph in before.graphs()}
    assert {graph.identifier for graph in after.graphs()} == names
    for name in names:
        assert isomorphic(before.graph(name), after.graph(name)), name


def test_codes_are_plain_words_in_json() -> None:
    text = example().serialize(
        format="json-ld", context=CONTEXT["@context"], auto_compact=False
    )
    assert '"status": "stated"' in text
    assert MG_NS not in text.partition('"@graph"')[2]


def test_the_example_plan_is_consistent() -> None:
    assert list(closure().objects(None, INCONSISTENCY)) == []


@pytest.mark.parametrize(
    ("subject", "predicate", "target"),
    [
        ("rba-m", RDF.type, MG.Objective),
        ("claim-45dd3f1e2561", RDF.type, MG.OpenLink),
        ("rba-h-e505c6a54b", RDF.type, MG.PlanElement),
        ("rba-o1", MG.subObjectiveOf, URIRef(f"{ID}rba-o1")),
        ("rba-o1", MG.hasExpectedResult, URIRef(f"{ID}rba-o2")),
    ],
    ids=[
        "mandate and objective",
        "claim and open link",
        "heading and element",
        "part of itself",
        "objective as a result",
    ],
)
def test_a_contradiction_is_found(
    subject: str, predicate: URIRef, target: URIRef
) -> None:
    planted = (URIRef(ID + subject), predicate, target)
    assert list(closure(planted).objects(None, INCONSISTENCY)) != []


def test_the_chain_up_to_the_mandate_follows() -> None:
    graph = closure()
    result, mandate = URIRef(f"{ID}rba-r-228fa6e9f8"), URIRef(f"{ID}rba-m")
    assert (result, MG.contributesToTransitive, mandate) in graph
    assert (result, MG.contributesTo, mandate) not in graph


def test_the_inverse_of_a_link_follows() -> None:
    objective, result = URIRef(f"{ID}rba-o1"), URIRef(f"{ID}rba-r-228fa6e9f8")
    assert (objective, MG.hasExpectedResult, result) in closure()


def test_no_two_things_become_one() -> None:
    same = closure().subject_objects(OWL.sameAs)
    assert {(a, b) for a, b in same if isinstance(a, URIRef) and a != b} == set()
