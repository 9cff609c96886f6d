"""Every syntax of RDF: read back by readers that are not ours, as the same graph."""

from __future__ import annotations

import json
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld  # type: ignore[import-untyped]  # ships no types
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from conftest import CHECKOUT, ID, MG, program
from mandategraph.check import all_rules, check
from mandategraph.errors import QueryError
from mandategraph.export import EXPORTERS, ExportOptions, export
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Iterable

O1 = f"{ID}rba-o1"
ENGLISH = LanguagePolicy(["en"])
SHAPES = CHECKOUT / "ontology" / "shapes.ttl"
GRAPHS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
UNIONS = {
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld-framed": ox.RdfFormat.JSON_LD,
}
RDFLIB_NAME = {
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "turtle": "turtle",
    "rdfxml": "xml",
    "jsonld-framed": "json-ld",
}
RAPTOR_NAME = {
    "trig": "trig",
    "nquads": "nquads",
    "turtle": "turtle",
    "rdfxml": "rdfxml",
}


@pytest.fixture(scope="module", params=["example", "demo"])
def graph(
    request: pytest.FixtureRequest,
    example_graph: MandateGraph,
    demo_graph: MandateGraph,
) -> MandateGraph:
    """The River Basin plan, and the two leaflets with their translations."""
    return example_graph if request.param == "example" else demo_graph


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """The quads as N-Quads, blank nodes with canonical names."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {f"{quad} ." for quad in dataset}


def union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [ox.Quad(q.subject, q.predicate, q.object) for q in quads]


def stored(graph: MandateGraph) -> list[ox.Quad]:
    return list(ox.parse(graph.nquads(), ox.RdfFormat.N_QUADS))


def graphs_of(dataset: Dataset) -> dict[str, Graph]:
    """Plain copies of the named graphs that hold anything."""
    found = {}
    for part in dataset.graphs():
        plain = Graph()
        for triple in part:
            plain.add(triple)
        if len(plain):
            found[str(part.identifier)] = plain
    return found


@pytest.mark.parametrize("name", GRAPHS)
def test_oxigraph_reads_the_same_graphs(graph: MandateGraph, name: str) -> None:
    read = ox.parse(export(name, graph, ENGLISH), GRAPHS[name])
    assert canonical(read) == canonical(stored(graph))


@pytest.mark.parametrize("name", UNIONS)
def test_oxigraph_reads_the_union_of_the_graphs(graph: MandateGraph, name: str) -> None:
    read = ox.parse(export(name, graph, ENGLISH), UNIONS[name])
    assert canonical(union(read)) == canonical(union(stored(graph)))


@pytest.mark.parametrize("name", GRAPHS)
def test_rdflib_reads_the_same_graphs(example_graph: MandateGraph, name: str) -> None:
    read, expected = Dataset(), Dataset()
    read.parse(data=export(name, example_graph, ENGLISH), format=RDFLIB_NAME[name])
    expected.parse(data=example_graph.nquads(), format="nquads")
    mine, given_ = graphs_of(read), graphs_of(expected)
    assert mine.keys() == given_.keys()
    assert all(isomorphic(mine[iri], given_[iri]) for iri in given_)


@pytest.mark.parametrize("name", UNIONS)
def test_rdflib_reads_the_union_of_the_graphs(graph: MandateGraph, name: str) -> None:
    read = Graph().parse(data=export(name, graph, ENGLISH), format=RDFLIB_NAME[name])
    lines = b"".join(f"{q} .\n".encode() for q in union(stored(graph)))
    assert isomorphic(read, Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize("name", RAPTOR_NAME)
def test_raptor_reads_the_same_triples(
    graph: MandateGraph, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "graph.rdf"
    path.write_bytes(export(name, graph, ENGLISH))
    command = [program("rapper"), "-q", "-i", RAPTOR_NAME[name], "-o", "ntriples"]
    done = subprocess.run([*command, str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    # its N-Triples have no graph names: the triples of all graphs
    read = ox.parse(done.stdout, ox.RdfFormat.N_TRIPLES)
    assert canonical(union(read)) == canonical(union(stored(graph)))


def test_another_processor_of_json_ld_reads_the_same_graphs(
    graph: MandateGraph,
) -> None:
    quads = jsonld.to_rdf(
        json.loads(export("jsonld", graph, ENGLISH)), {"format": "application/n-quads"}
    )
    read = ox.parse(quads, ox.RdfFormat.N_QUADS)
    assert canonical(read) == canonical(stored(graph))
    framed = jsonld.to_rdf(
        json.loads(export("jsonld-framed", graph, ENGLISH)),
        {"format": "application/n-quads"},
    )
    read = ox.parse(framed, ox.RdfFormat.N_QUADS)
    assert canonical(read) == canonical(union(stored(graph)))


def reopened(name: str, graph: MandateGraph) -> MandateGraph:
    read = ox.parse(export(name, graph, ENGLISH), {**GRAPHS, **UNIONS}[name])
    return MandateGraph.from_nquads("".join(f"{quad} .\n" for quad in read).encode())


def test_our_shapes_find_in_the_export_what_they_find_in_the_graph(
    demo_graph: MandateGraph,
) -> None:
    # an objective that has lost its class leaves its results without an objective
    gone = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{MG}Objective>".encode()
    lines = demo_graph.nquads().splitlines(keepends=True)
    broken = b"".join(line for line in lines if gone not in line)
    counts = []
    for graph in (demo_graph, MandateGraph.from_nquads(broken)):
        here = findings(graph)
        for name in ("rdfxml", "jsonld-framed"):
            assert findings(reopened(name, graph)) == here, name
        counts.append(len(here))
    assert counts[1] > counts[0]


def findings(graph: MandateGraph) -> set[tuple[str, str, str]]:
    """Rule, node and path of what pySHACL finds by our shapes."""
    shapes = [name for name, rule in all_rules().items() if rule.kind == "shape"]
    found = check(graph, rules=shapes, engine="pyshacl").findings
    return {(f.rule, f.node, f.path) for f in found}


@pytest.mark.parametrize("planted", [False, True])
def test_pyshacl_itself_validates_the_export(
    example_graph: MandateGraph, *, planted: bool
) -> None:
    text = example_graph.nquads()
    if planted:
        text = text.replace(b"ns#stated>", b"ns#unheard-of>")
    data = export("rdfxml", MandateGraph.from_nquads(text), ENGLISH)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        holds, _, _ = pyshacl.validate(
            Graph().parse(data=data, format="xml"),
            shacl_graph=Graph().parse(SHAPES),
            allow_warnings=True,
        )
    assert holds is not planted


def test_trig_is_sorted_with_the_type_first(example_graph: MandateGraph) -> None:
    text = export("trig", example_graph, ENGLISH).decode()
    heads = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert heads == sorted(heads)
    quads = [str(q) for q in ox.parse(text, ox.RdfFormat.TRIG)]
    mandate = [q for q in quads if q.startswith(f"<{ID}rba-m> ") and "doc-rba" in q]
    assert "#type>" in mandate[0]
    assert mandate[1:] == sorted(mandate[1:])


def test_blank_nodes_get_the_same_names_whatever_they_were_called() -> None:
    form = '_:{0} <{2}p> _:{1} <{2}g> .\n_:{1} <{2}p> "x" <{2}g> .\n'
    one, other = (
        export("trig", MandateGraph.from_nquads(form.format(*n, ID).encode()), ENGLISH)
        for n in (("a", "b"), ("zz", "a"))
    )
    assert one == other


def test_json_is_written_in_the_words_of_the_ontology(
    example_graph: MandateGraph,
) -> None:
    document = json.loads(export("jsonld", example_graph, ENGLISH))
    graphs = {node["id"]: node for node in document["@graph"]}
    assert graphs[f"{ID}graph/doc-rba"]["graphRole"] == "sourceGraph"
    nodes = {n["id"]: n for n in graphs[f"{ID}graph/doc-rba"]["@graph"]}
    assert nodes[O1]["type"] == "Objective"
    assert nodes[O1]["ordinal"] == 1
    assert nodes[O1]["elementOf"] == f"{ID}plan-rba"
    assert nodes[O1]["statementText"] == {"en": "Reduce flood damage."}


@pytest.mark.parametrize("name", ["jsonld", "jsonld-framed"])
def test_json_keeps_values_that_the_words_of_the_ontology_do_not_fit(name: str) -> None:
    quads = [
        f'<{ID}a> <{MG}ordinal> "first" .',
        f'<{ID}a> <{MG}statementText> "untagged" .',
        f'<{ID}a> <{MG}elementOf> "no IRI" .',
        f"<{ID}a> <{MG}fileName> <{ID}b> .",
        f'<{ID}a> <https://example.org/own> "x"@fr .',
        f"_:c14n0 <{MG}elementOf> <{ID}b> .",
    ]
    graph = MandateGraph.from_nquads("\n".join(quads).encode())
    read = ox.parse(export(name, graph, ENGLISH), ox.RdfFormat.JSON_LD)
    assert canonical(read) == set(quads)


def test_names_of_graphs_are_told_where_they_are_lost(
    example_graph: MandateGraph,
) -> None:
    told: list[str] = []
    export("turtle", example_graph, ENGLISH, ExportOptions(tell=told.append))
    # the seven graphs of the file
    assert told == ["names of graphs x 7: the format has one graph only"]
    export("trig", example_graph, ENGLISH, ExportOptions(tell=told.append))
    assert len(told) == 1


def one_text(text: str, predicate: str = f"{MG}statementText") -> MandateGraph:
    value = ox.Literal(text, language="en")
    quad = ox.Quad(ox.NamedNode(f"{ID}a"), ox.NamedNode(predicate), value)
    return MandateGraph.from_nquads(f"{quad} .\n".encode())


@pytest.mark.parametrize("text", ["bell \x07", "\x00", "half \ufffe", "\x1b[0m"])
def test_a_character_that_xml_cannot_hold_is_refused_in_rdf_xml_alone(
    text: str,
) -> None:
    graph = one_text(text)
    point = next(c for c in text if not c.isprintable() and c != "\n")
    with pytest.raises(
        QueryError, match=rf"U\+{ord(point):04X}, which XML cannot hold"
    ):
        export("rdfxml", graph, ENGLISH)
    for name, form in {**GRAPHS, "turtle": ox.RdfFormat.TURTLE}.items():
        (quad,) = ox.parse(export(name, graph, ENGLISH), form)
        assert getattr(quad.object, "value", "") == text


def test_line_ends_are_not_changed_by_readers_of_xml(tmp_path: Path) -> None:
    text = "one\r\ntwo\rthree\nfour\t<&> ]]> five "
    data = export("rdfxml", one_text(text), ENGLISH)
    read = Graph().parse(data=data, format="xml")
    assert [str(o) for o in read.objects()] == [text]
    path = tmp_path / "graph.rdf"
    path.write_bytes(data)
    command = [program("rapper"), "-q", "-i", "rdfxml", "-o", "ntriples", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    (quad,) = ox.parse(done.stdout, ox.RdfFormat.N_TRIPLES)
    assert getattr(quad.object, "value", "") == text


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/123",
        "https://example.org/",
        "https://example.org/a?x=(1)",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#Description",
    ],
)
def test_a_property_that_rdf_xml_cannot_name_is_refused(iri: str) -> None:
    with pytest.raises(QueryError, match="no name for this property"):
        export("rdfxml", one_text("x", iri), ENGLISH)


def test_properties_of_any_vocabulary_get_a_namespace_in_rdf_xml() -> None:
    iris = [
        "https://example.org/a#b",
        "https://example.org/12c",
        "urn:x:y",
        "tag:q,1:ü",
    ]
    lines = "".join(f'<{ID}s> <{iri}> "{n}" .\n' for n, iri in enumerate(iris))
    graph = MandateGraph.from_nquads(lines.encode())
    read = Graph().parse(data=export("rdfxml", graph, ENGLISH), format="xml")
    assert {str(p) for _, p, _ in read} == set(iris)


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
HELD = TEXT.filter(
    lambda t: all(c in "\t\n\r" or "\x20" <= c not in "\ufffe\uffff" for c in t)
)
NODE = st.sampled_from(["a", "b#c", "d?e=1&f=2", "g'h", "é"]).map(
    lambda name: ox.NamedNode(f"{ID}{name}")
)
NAMELESS = st.sampled_from("pq").map(ox.BlankNode)
PROPERTY = st.sampled_from(["ownX", "ordinal", "elementOf", "statementText"]).map(
    lambda name: ox.NamedNode(f"{MG}{name}")
)


def literals(text: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    types = st.sampled_from(["integer", "decimal", "boolean", "string", "anyURI"])
    typed = st.builds(
        lambda t, d: ox.Literal(
            t, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{d}")
        ),
        text,
        types,
    )
    langs = st.sampled_from(["en", "ar", "zh-hant"])
    return typed | st.builds(lambda t, g: ox.Literal(t, language=g), text, langs)


def quads_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[ox.Quad]]:
    names = st.sampled_from([f"{ID}graph/x", f"{ID}graph/y"]).map(ox.NamedNode)
    graphs = names | st.just(ox.DefaultGraph())
    quad = st.builds(
        ox.Quad, NODE | NAMELESS, PROPERTY, literals(text) | NODE | NAMELESS, graphs
    )
    return st.lists(quad, min_size=1, max_size=8)


def held(quads: list[ox.Quad]) -> MandateGraph:
    return MandateGraph.from_nquads("".join(f"{q} .\n" for q in quads).encode())


@given(quads_of(TEXT))
@settings(max_examples=60, deadline=None)
def test_whatever_a_graph_holds_is_read_back_with_its_graphs(
    quads: list[ox.Quad],
) -> None:
    graph = held(quads)
    for name, form in GRAPHS.items():
        read = ox.parse(export(name, graph, ENGLISH), form)
        assert canonical(read) == canonical(stored(graph)), name


@given(quads_of(HELD))
@settings(max_examples=60, deadline=None)
def test_whatever_a_graph_holds_is_read_back_as_one_graph(
    quads: list[ox.Quad],
) -> None:
    graph = held(quads)
    for name, form in UNIONS.items():
        read = ox.parse(export(name, graph, ENGLISH), form)
        assert canonical(union(read)) == canonical(union(stored(graph))), name


def test_every_syntax_of_rdf_is_tested_here() -> None:
    media = {"text/turtle", "application/trig", "application/n-quads"}
    media |= {"application/ld+json", "application/rdf+xml"}
    named = {e.name for e in EXPORTERS.values() if e.media_type in media}
    assert named - {"nanopubs"} == {*GRAPHS, *UNIONS}
