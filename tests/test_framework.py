"""A framework in the graph: one graph per source, no triple in two of them."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import DATA, ID, MG
from mandategraph.check import check
from mandategraph.language import LanguagePolicy
from mandategraph.model import Concept, Framework
from mandategraph.query.labels import labels
from mandategraph.rdf.framework import write_framework
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.vocabulary import write_ontology
from mandategraph.read.sdg.reader import readings
from mandategraph.read.source import Input
from mandategraph.store import MandateGraph, open_graph

SDG = "http://metadata.un.org/sdg/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOLDER = DATA / "sdg" / "valid"


@pytest.fixture(scope="module")
def quads() -> Quads:
    """The graphs of the invented framework and of its three translations."""
    found = Quads()
    for framework in readings(Input.of(FOLDER)):
        write_framework(found, framework, base=ID)
    return found


@pytest.fixture(scope="module")
def graph(quads: Quads, tmp_path_factory: pytest.TempPathFactory) -> MandateGraph:
    """The same in a store, with the code lists."""
    write_ontology(quads, base=ID)
    file: Path = tmp_path_factory.mktemp("framework") / "graph.nq"
    file.write_bytes(quads.nquads())
    return open_graph(file)


def triples(quads: Quads, name: str) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of a graph, parsed by Oxigraph."""
    lines = "\n".join(quads.graphs[f"{ID}graph/{name}"]).encode()
    parsed = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parsed}


def test_a_concept_has_type_scheme_notation_broader_and_labels(quads: Quads) -> None:
    found = triples(quads, "align-sdg")
    target = f"<{SDG}2.b>"
    ours = {(p, o) for s, p, o in found if s == target}
    assert ours == {
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{SKOS}Concept>"),
        (
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
            f"<{SDG}ontology#Target>",
        ),
        (f"<{SKOS}inScheme>", "<http://metadata.un.org/sdg>"),
        (f"<{SKOS}notation>", '"2.b"'),
        (f"<{SKOS}broader>", f"<{SDG}2>"),
        (f"<{SKOS}prefLabel>", '"Bakers sell at a fair price"@en'),
    }


def test_a_translation_is_a_text_form_of_third_parties(quads: Quads) -> None:
    found = triples(quads, "align-sdg-fr-aims")
    ((node,),) = [
        [o for s, p, o in found if (s, p) == (f"<{SDG}2>", f"<{MG}textForm>")]
    ]
    ours = {(p, o) for s, p, o in found if s == node}
    assert ours == {
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{MG}TextForm>"),
        (
            "<http://www.w3.org/2008/05/skos-xl#literalForm>",
            '"Que chacun ait du pain"@fr',
        ),
        (f"<{MG}textAuthority>", f"<{MG}thirdParty>"),
        (f"<{MG}reviewState>", f"<{MG}stateCandidate>"),
        (f"<{MG}method>", f"<{MG}humanTranslation>"),
        (
            "<http://www.w3.org/ns/prov#wasAttributedTo>",
            f"<{ID}agent-align-sdg-fr-aims>",
        ),
    }


def test_a_graph_of_translations_says_nothing_else_of_a_concept(quads: Quads) -> None:
    found = triples(quads, "align-sdg-fr-aims")
    said = {p for s, p, _ in found if s.startswith(f"<{SDG}")}
    assert said == {f"<{MG}textForm>"}


def test_no_triple_stands_in_two_graphs(quads: Quads) -> None:
    lines = Counter(line for lines in quads.graphs.values() for line in lines)
    assert lines.most_common(1)[0][1] == 1


def test_each_graph_is_in_the_manifest_with_its_file_and_language(
    graph: MandateGraph,
) -> None:
    rows = graph.select_text(
        "SELECT ?graph ?file ?lang WHERE { ?graph mg:graphRole mg:alignmentGraph ; "
        "dct:source ?document . ?document mg:fileName ?file "
        "OPTIONAL { ?graph dct:language ?lang } }"
    )
    assert {
        (g.rpartition("/")[2], f.rpartition("/")[2], lang) for g, f, lang in rows
    } == {
        ("align-sdg", "framework.ttl", ""),
        ("align-sdg-en-aims", "aims.yml", "en"),
        ("align-sdg-fr-aims", "aims.yml", "fr"),
        ("align-sdg-zh-hans-aims", "aims.yaml", "zh-hans"),
    }


def test_the_graph_breaks_no_rule(graph: MandateGraph) -> None:
    assert [f for f in check(graph).findings if f.severity == "violation"] == []


def test_a_translation_is_shown_where_the_framework_has_no_label(
    graph: MandateGraph,
) -> None:
    form = labels(graph, [f"{SDG}2"], LanguagePolicy(("zh-hans",)))[f"{SDG}2"]
    assert (form.text, form.status) == ("人人有面包", "candidate")


def test_writing_twice_adds_nothing_and_the_bytes_are_the_same() -> None:
    once, twice = Quads(), Quads()
    frameworks = list(readings(Input.of(FOLDER)))
    for framework in frameworks:
        write_framework(once, framework, base=ID)
    for framework in [*frameworks, *reversed(frameworks)]:
        write_framework(twice, framework, base=ID)
    assert once.nquads() == twice.nquads()


def test_the_name_of_the_graph_is_given_back() -> None:
    framework = Framework("sdg", "f.ttl", "0" * 64, "text/turtle", "x 1", ())
    assert write_framework(Quads(), framework, base=ID) == f"{ID}graph/align-sdg"


@pytest.mark.parametrize("key", ["", "SDG", "a b", "a/b", "-a", "ä"])
def test_a_key_that_is_no_part_of_an_iri_is_refused(key: str) -> None:
    framework = Framework(key, "f.ttl", "0" * 64, "text/turtle", "x 1", ())
    with pytest.raises(ValueError, match="not a key"):
        write_framework(Quads(), framework, base=ID)


def test_two_hundred_thousand_forms_are_written_in_seconds() -> None:
    concepts = tuple(
        Concept(
            f"{SDG}x{n}",
            "target",
            (),
            forms=(("fr", f"Texte « {n} »"), ("es", f"T {n}")),
        )
        for n in range(100_000)
    )
    framework = Framework("big", "b.yml", "0" * 64, "application/yaml", "x 1", concepts)
    start = time.perf_counter()
    quads = Quads()
    graph = write_framework(quads, framework, base=ID)
    assert len(quads.graphs[graph]) > 1_400_000 - 1
    assert time.perf_counter() - start < 30
