"""Data sets to publish: card and README say of the files what the files say."""

from __future__ import annotations

import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef

from changed_graphs import with_wording
from conftest import EXAMPLE, ID, LANGUAGES, MG
from mandategraph.cli import main
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

DCAT, DCT, VOID, LIME, SPDX, SH = (
    Namespace(iri)
    for iri in (
        "http://www.w3.org/ns/dcat#",
        "http://purl.org/dc/terms/",
        "http://rdfs.org/ns/void#",
        "http://www.w3.org/ns/lemon/lime#",
        "http://spdx.org/rdf/terms#",
        "http://www.w3.org/ns/shacl#",
    )
)
PLACE = "https://data.example/plans/"
DATASET = URIRef(f"{ID}dataset")


def folder(graph: MandateGraph, lang: str = "en", **chosen: Any) -> Mapping[str, bytes]:
    write = exporter("dataset").folder
    assert write is not None
    return write(graph, LanguagePolicy([lang]), ExportOptions(**chosen))


def card(files: Mapping[str, bytes]) -> Graph:
    """The card as a harvester reads it at its address."""
    return Graph().parse(
        data=files["card.ttl"], format="turtle", publicID=f"{PLACE}card.ttl"
    )


def number(graph: Graph, node: Any, name: Any) -> int:
    value = graph.value(node, name)
    assert isinstance(value, Literal)
    return int(value)


def test_the_card_counts_what_the_files_hold(demo_graph: MandateGraph) -> None:
    files = folder(demo_graph)
    about = card(files)
    read = Graph().parse(data=files["graph.ttl"], format="turtle")
    assert number(about, DATASET, VOID.triples) == len(read)
    assert number(about, DATASET, VOID.distinctSubjects) == len(set(read.subjects()))
    assert number(about, DATASET, VOID.distinctObjects) == len(set(read.objects()))
    parts = {
        about.value(p, VOID["class"]): number(about, p, VOID.entities)
        for p in about.objects(DATASET, VOID.classPartition)
    }
    classes = set(read.objects(None, RDF.type))
    assert parts == {c: len(set(read.subjects(RDF.type, c))) for c in classes}
    assert number(about, DATASET, VOID.classes) == len(classes)
    used = {
        about.value(p, VOID.property): number(about, p, VOID.triples)
        for p in about.objects(DATASET, VOID.propertyPartition)
    }
    assert used == {
        p: len(list(read.triples((None, p, None)))) for p in set(read.predicates())
    }
    assert sum(used.values()) == len(read)


def test_sizes_and_hashes_are_those_of_the_files(example_graph: MandateGraph) -> None:
    files = folder(example_graph, per_plan=True)
    about = card(files)
    described = set(about.objects(DATASET, DCAT.distribution))
    names = files.keys() - {"card.ttl", "README.md"}
    assert described == {URIRef(PLACE + name) for name in names}
    assert "plans/plan-rba.trig" in names
    readme = files["README.md"].decode()
    for name in names:
        node = URIRef(PLACE + name)
        assert about.value(node, DCAT.downloadURL) == node
        assert about.value(node, DCAT.accessURL) == node
        assert number(about, node, DCAT.byteSize) == len(files[name])
        media = str(about.value(node, DCAT.mediaType))
        assert media.startswith("https://www.iana.org/assignments/media-types/")
        value = about.value(about.value(node, SPDX.checksum), SPDX.checksumValue)
        digest = sha256(files[name]).hexdigest()
        assert isinstance(value, Literal)
        assert value.toPython() == bytes.fromhex(digest)
        assert digest in readme


def test_a_harvester_finds_what_it_must_have(example_graph: MandateGraph) -> None:
    """The mandatory properties of DCAT-AP 3 for a dataset and its distributions."""
    about = card(folder(example_graph))
    assert (DATASET, RDF.type, DCAT.Dataset) in about
    for name in (DCT.title, DCT.description):
        texts = list(about.objects(DATASET, name))
        assert {t.language for t in texts if isinstance(t, Literal)} == set(LANGUAGES)
    assert all(
        list(about.objects(d, DCAT.accessURL))
        for d in about.subjects(RDF.type, DCAT.Distribution)
    )
    page = URIRef(f"{PLACE}card.ttl")
    assert (page, RDF.type, VOID.DatasetDescription) in about
    assert {
        str(o).rpartition("/")[2] for o in about.objects(DATASET, DCT.language)
    } == {*LANGUAGES}
    assert str(about.value(DATASET, VOID.uriSpace)) == ID


def test_languages_are_counted_as_coverage_counts_them(
    example_graph: MandateGraph,
) -> None:
    about = card(folder(example_graph))
    counted = {
        str(about.value(node, LIME.language)): number(about, node, LIME.references)
        for node in set(about.subjects(LIME["partition"]))
    }
    # by the file: six statements in English; the mandate in all languages, one
    # objective in French, one result each in Spanish and in Arabic
    assert counted == {"en": 6, "fr": 2, "es": 2, "ar": 2}


def test_rights_are_those_that_the_manifest_states(
    example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    files = folder(demo_graph)
    about = card(files)
    stated = {
        str(o)
        for d in ("ct", "fcc")
        for o in about.objects(URIRef(f"{ID}doc-{d}"), DCT.rights)
    }
    assert [text.partition(".")[0] for text in stated] == ["No licence is stated"]
    assert "No licence is stated" in files["README.md"].decode()
    unknown = folder(example_graph)
    about = card(unknown)
    assert (DATASET, DCT.source, URIRef(f"{ID}doc-rba")) in about
    # unknown is absence: nothing is said of rights or of a licence, of anything
    assert not list(about.triples((None, DCT.rights, None)))
    assert not list(about.triples((None, DCT.license, None)))
    assert not list(about.triples((None, DCT.publisher, None)))
    assert "- river-basin.txt (doc-rba): not stated" in unknown["README.md"].decode()


def test_rights_are_stated_in_every_choice_of_languages(
    demo_graph: MandateGraph,
) -> None:
    files = folder(demo_graph, "fr", langs=("fr",))
    assert "No licence is stated" in files["README.md"].decode()
    about = card(files)
    assert list(about.objects(URIRef(f"{ID}doc-ct"), DCT.rights))
    spoken = set(about.objects(URIRef(f"{DATASET}/fr"), DCT.language))
    assert [str(o).rpartition("/")[2] for o in spoken] == ["fr"]


def test_the_example_questions_can_be_asked_of_the_files(
    example_graph: MandateGraph,
) -> None:
    files = folder(example_graph)
    about = card(files)
    store = ox.Store()
    store.load(files["graph.trig"], ox.RdfFormat.TRIG)
    questions = set(about.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(questions) == 10
    for question in questions:
        labels = list(about.objects(question, URIRef(f"{RDFS}label")))
        assert {x.language for x in labels if isinstance(x, Literal)} == set(LANGUAGES)
        text = str(about.value(question, SH.select))
        rows = store.query(text, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        if not str(question).endswith("without_indicators"):
            assert next(iter(rows), None) is not None, question


RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def test_every_file_reads_as_the_same_graph(demo_graph: MandateGraph) -> None:
    files = folder(demo_graph)
    forms = {
        "graph.trig": ox.RdfFormat.TRIG,
        "graph.nq": ox.RdfFormat.N_QUADS,
        "graph.ttl": ox.RdfFormat.TURTLE,
        "graph.rdf": ox.RdfFormat.RDF_XML,
        "graph.jsonld": ox.RdfFormat.JSON_LD,
    }
    read = {n: {q.triple for q in ox.parse(files[n], f)} for n, f in forms.items()}
    assert len({frozenset(map(str, triples)) for triples in read.values()}) == 1
    assert len(json.loads(files["plans.json"])["plans"]) == 2
    # the card holds to RDF too, and has no blank nodes
    own = list(ox.parse(files["card.ttl"], ox.RdfFormat.TURTLE, base_iri=PLACE))
    assert not any(
        isinstance(t, ox.BlankNode) for q in own for t in (q.subject, q.object)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_readme_has_the_numbers_of_the_card(
    example_graph: MandateGraph, lang: str
) -> None:
    files = folder(example_graph, lang)
    text = files["README.md"].decode()
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+) \|$", text, re.MULTILINE))
    about = card(files)
    assert str(number(about, DATASET, VOID.triples)) in rows.values()
    # one plan; two objectives, three results, one indicator; five stated links
    # (the accepted one, the proposed one and the open one beside them), seven graphs
    assert sorted(map(int, rows.values())) == sorted(
        [1, 1, 2, 3, 1, 1, 1, 5, 1, 1, 1, 7, number(about, DATASET, VOID.triples)]
    )
    assert text.startswith('<div dir="rtl">') is (lang == "ar")
    title = next(
        str(t)
        for t in about.objects(DATASET, DCT.title)
        if isinstance(t, Literal) and t.language == lang
    )
    assert f"# {title}" in text


def test_words_of_a_plan_are_no_markup_in_the_readme() -> None:
    lines = (
        f"<{ID}plan-x> <{RDF.type}> <{MG}Plan> .\n"
        f"<{ID}o> <{RDF.type}> <{MG}Objective> .\n"
        f"<{ID}o> <{MG}elementOf> <{ID}plan-x> .\n"
        f'<{ID}plan-x> <{DCT.title}> "# <img src=x> | [a](b)\\n# h `c`"@en .\n'
    )
    text = folder(MandateGraph.from_nquads(lines.encode()))["README.md"].decode()
    assert r"\# \<img src=x\> \| \[a\](b) \# h \`c\`" in text
    assert "<img" not in text.replace(r"\<img", "")


def test_a_plan_of_any_name_takes_no_other_file_s_place() -> None:
    lines = (
        f"<{ID}graph> <{RDF.type}> <{MG}Plan> .\n"
        f"<{ID}o> <{RDF.type}> <{MG}Objective> .\n"
        f"<{ID}o> <{MG}elementOf> <{ID}graph> .\n"
        f"<{ID}other> <{RDF.type}> <{MG}Plan> .\n"
    )
    graph = MandateGraph.from_nquads(lines.encode())
    files = folder(graph, per_plan=True)
    assert {"graph.trig", "plans/graph.trig", "plans/other.trig"} <= files.keys()
    assert files["graph.trig"] == folder(graph)["graph.trig"]
    assert files["plans/graph.trig"] != files["graph.trig"]


def test_what_the_file_of_a_plan_leaves_out_is_told(demo_graph: MandateGraph) -> None:
    told: list[str] = []
    folder(demo_graph, per_plan=True, tell=told.append)
    assert told
    assert all(line.startswith("plans/plan-") for line in told)
    assert any(line.endswith("they are of no plan") for line in told)


def test_a_file_that_cannot_hold_the_graph_is_left_out_and_told(
    example_graph: MandateGraph,
) -> None:
    told: list[str] = []
    files = folder(with_wording(example_graph, "bell \x07"), tell=told.append)
    assert "graph.rdf" not in files
    assert any(line.startswith("graph.rdf x 1: ") for line in told)
    assert "graph.rdf" in files["README.md"].decode()
    about = card(files)
    assert URIRef(f"{PLACE}graph.rdf") not in set(about.objects(DATASET))


def test_a_part_has_a_name_of_its_own_and_says_what_it_lacks(
    demo_graph: MandateGraph,
) -> None:
    files = folder(demo_graph, plan="plan-ct", langs=("fr",))
    about = card(files)
    node = URIRef(f"{ID}dataset/plan-ct/fr")
    assert (node, RDF.type, VOID.Dataset) in about
    notes = [str(o) for o in about.objects(node) if str(o).startswith("left out: ")]
    assert any("role ontology x 2166" in note for note in notes)
    assert any("texts in en" in note for note in notes)
    read = Dataset()
    read.parse(data=files["graph.trig"], format="trig")
    texts = {(p, o) for _, p, o, _ in read.quads() if isinstance(o, Literal)}
    assert {o.language for p, o in texts if p != DCT.rights} == {None, "fr"}


def test_the_folder_as_one_file_is_the_same_each_time(
    example_graph: MandateGraph,
) -> None:
    policy = LanguagePolicy(["en"])
    data = export("dataset", example_graph, policy)
    assert data == export("dataset", example_graph, policy)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert files == folder(example_graph)


def run(*words: str) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as done:
        main(["export", "dataset", str(EXAMPLE), *words])
    return int(done.value.code or 0)


def test_the_command_writes_the_folder_whole_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "plans"
    assert run("-o", str(place)) == 0
    names = {"README.md", "card.ttl", "plans.json"} | {
        f"graph.{kind}" for kind in ("trig", "nq", "ttl", "rdf", "jsonld")
    }
    assert {p.name for p in place.iterdir()} == names
    assert run("-o", str(place), "--lang", "fr") == 0  # its own folder, anew
    assert "Graphe de plan" in (place / "README.md").read_text("utf-8")
    assert run("-o", str(tmp_path / "parts"), "--per-plan") == 0
    assert (tmp_path / "parts" / "plans" / "plan-rba.trig").is_file()
    assert run("-o", f"{place}.zip") == 0
    assert zipfile.is_zipfile(f"{place}.zip")
    capsys.readouterr()
    for other in (tmp_path, EXAMPLE, tmp_path / "no" / "such"):
        assert run("-o", str(other)) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "card.ttl").exists()
