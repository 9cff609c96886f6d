"""The alignments: SSSOM tables whose rows are few, justified and about real terms."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from rdflib import Graph
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, DefinedNamespace
from rdflib.term import Literal, URIRef

from conftest import CHECKOUT, MG, SHARED
from mandategraph.term_pages import read_ontology

ONTOLOGY: Final = CHECKOUT / "ontology"
ALIGNMENTS: Final = ONTOLOGY / "alignments"
CORPORA: Final = SHARED / "corpora"
XL: Final = "http://www.w3.org/2008/05/skos-xl#"
NAMES: Final = (
    *("org", "prov", "skos", "dcterms", "stratml"),
    *("cids", "fibo", "rico", "sdg", "iati"),
)
COLUMNS: Final = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "comment"),
)
MATCHES: Final = {
    f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")
}
AXIOMS: Final = {
    "rdfs:subClassOf": RDFS.subClassOf,
    "rdfs:subPropertyOf": RDFS.subPropertyOf,
}
XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
STRATML: Final = {
    "stratml1": "StrategicPlanISOVersion20140401.xsd",
    "stratml2": "PerformancePlanOrReport20160216.xsd",
}

Row = dict[str, str]


@cache
def parts(name: str) -> tuple[list[str], list[str]]:
    """Lines of the metadata block, without their #, and lines of the table."""
    text = (ALIGNMENTS / f"{name}.sssom.tsv").read_bytes().decode("utf-8")
    lines = text.removesuffix("\n").split("\n")
    head = [line[1:] for line in lines if line.startswith("#")]
    return head, lines[len(head) :]


def prefixes(name: str) -> dict[str, str]:
    head, _ = parts(name)
    assert head[0] == "curie_map:"
    entries = [line for line in head if line.startswith("  ")]
    return dict(entry.strip().split(": ", 1) for entry in entries)


def metadata(name: str) -> dict[str, str]:
    head, _ = parts(name)
    slots = [line for line in head[1:] if not line.startswith(" ")]
    pairs = [slot.split(": ", 1) for slot in slots]
    return {key: value.strip('"') for key, value in pairs}


def rows(name: str) -> list[Row]:
    _, (head, *lines) = parts(name)
    assert tuple(head.split("\t")) == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def iri(name: str, curie: str) -> str:
    prefix, local = curie.split(":", 1)
    return prefixes(name)[prefix] + local


def objects(name: str) -> set[str]:
    return {iri(name, row["object_id"]) for row in rows(name)}


def corpus(name: str) -> Path:
    """The folder of a corpus; the test is skipped without it."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"the corpus {name} is not beside the checkout")
    return folder


def terms_of(*files: Path) -> set[str]:
    """All IRIs that the Turtle files state something about or refer to."""
    graph = Graph()
    for file in files:
        graph.parse(file)
    return {str(t) for triple in graph for t in triple if isinstance(t, URIRef)}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology()


def test_there_is_one_table_per_vocabulary() -> None:
    found = {path.name for path in ALIGNMENTS.iterdir()}
    assert found == {f"{name}.sssom.tsv" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
class TestTable:
    def test_metadata_identify_set_version_and_licence(self, name: str) -> None:
        slots = metadata(name)
        own = f"https://w3id.org/mandategraph/id/mapping-{name}"
        assert slots["mapping_set_id"] == own
        assert slots["mapping_set_version"] == "0.4.0"
        assert slots["license"] == "https://www.apache.org/licenses/LICENSE-2.0"
        assert slots["mapping_set_title"]
        assert slots["mapping_set_description"]
        assert slots["object_source_version"]

    def test_prefixes_are_declared_once_each_and_all_used(self, name: str) -> None:
        ids = ("subject_id", "predicate_id", "object_id", "mapping_justification")
        used = {row[column].split(":", 1)[0] for row in rows(name) for column in ids}
        assert set(prefixes(name)) == used
        assert len(set(prefixes(name).values())) == len(used)

    def test_subjects_are_terms_of_the_ontology(
        self, name: str, ontology: Graph
    ) -> None:
        for row in rows(name):
            subject = URIRef(iri(name, row["subject_id"]))
            assert subject.startswith(MG)
            assert (subject, RDF.type, None) in ontology

    def test_subject_labels_are_those_of_the_ontology(
        self, name: str, ontology: Graph
    ) -> None:
        for row in rows(name):
            subject = URIRef(iri(name, row["subject_id"]))
            label = Literal(row["subject_label"], lang="en")
            assert (subject, SKOS.prefLabel, label) in ontology

    def test_predicates_are_matches_or_axioms(self, name: str) -> None:
        assert {row["predicate_id"] for row in rows(name)} <= MATCHES | set(AXIOMS)

    def test_axioms_are_stated_in_the_ontology_too(
        self, name: str, ontology: Graph
    ) -> None:
        for row in rows(name):
            if axiom := AXIOMS.get(row["predicate_id"]):
                subject = URIRef(iri(name, row["subject_id"]))
                object_ = URIRef(iri(name, row["object_id"]))
                assert (subject, axiom, object_) in ontology

    def test_every_row_has_a_justification_and_a_reason(self, name: str) -> None:
        for row in rows(name):
            assert row["mapping_justification"] == "semapv:UnspecifiedMatching"
            assert row["object_label"]
            assert re.fullmatch(r"[A-Z].{20,}\.", row["comment"])

    def test_no_pair_of_terms_is_mapped_twice(self, name: str) -> None:
        pairs = [(row["subject_id"], row["object_id"]) for row in rows(name)]
        assert len(pairs) == len(set(pairs))

    def test_no_plan_element_is_an_exact_match(
        self, name: str, ontology: Graph
    ) -> None:
        elements = set(ontology.subjects(RDFS.subClassOf, URIRef(f"{MG}PlanElement")))
        for row in rows(name):
            if URIRef(iri(name, row["subject_id"])) in elements:
                assert row["predicate_id"] != "skos:exactMatch"

    def test_file_is_plain_utf8_lines(self, name: str) -> None:
        text = (ALIGNMENTS / f"{name}.sssom.tsv").read_bytes().decode("utf-8")
        assert text.endswith("\n")
        assert not {"\r", "\ufeff", '"'} & set("\n".join(parts(name)[1]))


def test_axioms_of_the_ontology_on_aligned_vocabularies_have_a_row(
    ontology: Graph,
) -> None:
    aligned = {"prov": str(PROV), "skos": XL}
    for name, namespace in aligned.items():
        stated = {
            (str(s), str(o))
            for s, o in ontology.subject_objects(RDFS.subClassOf)
            if str(o).startswith(namespace)
        }
        listed = {
            (iri(name, row["subject_id"]), iri(name, row["object_id"]))
            for row in rows(name)
            if row["predicate_id"] in AXIOMS
        }
        assert stated == listed


@pytest.mark.parametrize(
    ("name", "known"),
    [("org", ORG), ("prov", PROV), ("dcterms", DCTERMS), ("skos", SKOS)],
)
def test_objects_are_terms_of_their_w3c_or_dcmi_vocabulary(
    name: str, known: type[DefinedNamespace]
) -> None:
    labels = {f"{XL}{term}" for term in ("Label", "prefLabel", "altLabel")}
    for term in objects(name):
        assert URIRef(term) in known or term in labels


def test_cids_objects_are_in_the_published_ontology() -> None:
    assert objects("cids") <= terms_of(corpus("cids") / "cids.ttl")


def test_sdg_objects_are_in_the_published_ontology() -> None:
    folder = corpus("sdg") / "lod4stats"
    assert objects("sdg") <= terms_of(folder / "sdgs-ontology.ttl")


@pytest.mark.parametrize("prefix", STRATML)
def test_stratml_objects_are_global_names_of_the_schema(prefix: str) -> None:
    file = corpus("stratml") / "schemas" / STRATML[prefix]
    schema = ET.parse(file).getroot()  # noqa: S314 - a schema that we chose
    namespace = schema.attrib["targetNamespace"] + "#"
    assert prefixes("stratml")[prefix] == namespace
    wanted = {o for o in objects("stratml") if o.startswith(namespace)}
    assert wanted
    assert wanted <= {namespace + e.get("name", "") for e in schema}


def test_iati_objects_are_paths_of_the_schema() -> None:
    folder = corpus("iati") / "schema"
    files = [folder / "iati-activities-schema.xsd", folder / "iati-common.xsd"]
    roots = [ET.parse(file).getroot() for file in files]  # noqa: S314 - as above
    globals_ = {e.attrib["name"]: e for r in roots for e in r if "name" in e.attrib}
    paths = [r["object_id"] for r in rows("iati") if r["object_id"].startswith("iati:")]
    assert paths
    for path in paths:
        first, *steps = path.removeprefix("iati:").split("/")
        place = globals_[first]
        for step in steps:
            place = child(globals_.get(place.get("ref", ""), place), step)


def child(element: ET.Element, step: str) -> ET.Element:
    """The declaration of an attribute (@name) or of an element just below."""
    (content,) = element.findall(f"{XSD}complexType")
    if step.startswith("@"):
        below = content.findall(f"{XSD}attribute")
    else:
        below = content.findall(f"*/{XSD}element")
    (found,) = [e for e in below if step.lstrip("@") in (e.get("name"), e.get("ref"))]
    return found


def test_target_is_not_mapped_to_the_sdg_class_of_the_same_name() -> None:
    pairs = {(row["subject_id"], row["object_id"]) for row in rows("sdg")}
    assert ("mg:Target", "sdgo:Target") not in pairs


def test_stratml_goal_and_objective_are_both_narrower_than_our_objective() -> None:
    narrower = {
        row["object_id"]
        for row in rows("stratml")
        if (row["subject_id"], row["predicate_id"])
        == ("mg:Objective", "skos:narrowMatch")
    }
    assert narrower == {"stratml1:Goal", "stratml1:Objective"}
