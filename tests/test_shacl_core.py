"""Both SHACL engines give what the W3C's own tests of SHACL Core expect."""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier, Node

from conftest import SHARED
from mandategraph.check.fast_engine import by_shacl
from mandategraph.check.pyshacl_engine import by_pyshacl
from mandategraph.check.results import path_text
from mandategraph.check.shapes import shapes_graph
from mandategraph.store import MandateGraph
from mandategraph.store.terms import to_rdflib

CORE = SHARED / "corpora" / "w3c-shacl-tests" / "core"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
ENGINES = {"pyshacl": by_pyshacl, "fast": by_shacl}
# the only differences; each must stay one, so that the list says what is so
DIFFERENT = {
    ("property/uniqueLang-002", "pyshacl"): (
        'pySHACL takes sh:uniqueLang "1"^^xsd:boolean for true; our shapes write true'
    ),
}
Row = tuple[str, ...]

pytestmark = pytest.mark.skipif(
    not CORE.is_dir(), reason="the shared corpora are absent"
)


def tests() -> list[Path]:
    """The files that hold a test; the others are manifests, data and shapes."""
    return [f for f in sorted(CORE.rglob("*.ttl")) if "sht:Validate" in f.read_text()]


def triples(file: Path) -> list[ox.Triple]:
    """What the file says, its blank nodes named alike each time it is read."""
    quads = ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())
    return [quad.triple for quad in quads]


def name_of(file: Path) -> str:
    return file.relative_to(CORE).with_suffix("").as_posix()


def as_rdflib(parsed: list[ox.Triple]) -> Graph:
    graph = Graph()
    for triple in parsed:
        terms = (triple.subject, triple.predicate, triple.object)
        graph.add(tuple(map(to_rdflib, terms)))  # type: ignore[arg-type]
    return graph


def as_data(parsed: list[ox.Triple]) -> MandateGraph:
    text = ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES)
    return MandateGraph.from_nquads(text or b"")


def path_of(iri: Identifier | Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def plain(term: Identifier | Node | None) -> str:
    """The term as the store spells it; blank nodes have no name to compare."""
    if term is None or isinstance(term, BNode):
        return "" if term is None else "_:"
    line = f"<urn:s> <urn:p> {term.n3()} ."
    ((spelled,),) = (
        MandateGraph.from_bytes(line.encode()).select("SELECT ?o { ?s ?p ?o }").rows
    )
    assert spelled is not None
    return str(spelled.n3())


def canonical(path: str) -> str:
    """The path as rdflib writes it, however many brackets it came with."""
    text = path if "<" in path else f"<{path}>"
    if not path:
        return ""
    part = prepareQuery(f"SELECT * {{ ?s {text} ?o }}").algebra
    while "triples" not in part:
        part = part.p
    return str(part.triples[0][1].n3())


def expected(graph: Graph, report: Node) -> Iterator[Row]:
    for result in graph.objects(report, SH.result):
        focus, value = graph.value(result, SH.focusNode), graph.value(result, SH.value)
        path = graph.value(result, SH.resultPath)
        shape = graph.value(result, SH.sourceShape)
        yield (
            plain(focus),
            canonical("" if path is None else path_text(graph, path)),
            plain(None if value == focus else value),
            str(shape) if isinstance(shape, URIRef) else "",
            str(graph.value(result, SH.sourceConstraintComponent)),
            str(graph.value(result, SH.resultSeverity)),
        )


def found(engine: str, data: MandateGraph, shapes: Graph) -> Iterator[Row]:
    for result in ENGINES[engine](data, shapes):
        yield (
            plain(result.focus),
            canonical(result.path),
            plain(result.value),
            result.source,
            result.component,
            result.severity,
        )


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The tests hold literals and shapes that rdflib and pySHACL warn of."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logger.setLevel(before)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file", tests(), ids=name_of)
def test_engine_gives_the_results_that_the_w3c_expects(file: Path, engine: str) -> None:
    manifest = as_rdflib(triples(file))
    (test,) = manifest.subjects(RDF.type, SHT.Validate)
    action, report = manifest.value(test, MF.action), manifest.value(test, MF.result)
    assert report is not None
    data = as_data(triples(path_of(manifest.value(action, SHT.dataGraph))))
    shapes = as_rdflib(triples(path_of(manifest.value(action, SHT.shapesGraph))))
    same = Counter(found(engine, data, shapes)) == Counter(expected(manifest, report))
    assert same == ((name_of(file), engine) not in DIFFERENT)


def test_there_are_tests_of_every_component_that_our_shapes_use() -> None:
    tested: set[Node] = set()
    for file in tests():
        tested |= set(as_rdflib(triples(file)).predicates())
    ours = {p for p in shapes_graph().predicates() if str(p).startswith(str(SH))}
    about = {
        SH.sparql,
        SH.declare,
        SH.prefix,
        SH.namespace,
        SH.prefixes,
        SH.select,
        SH.message,
    }
    assert ours - about <= tested
