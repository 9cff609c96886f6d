"""Graphs that come as Turtle: the ontology with its code lists, and glossaries."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from mandategraph import __version__
from mandategraph.errors import SourceError
from mandategraph.rdf.graphs import describe_graph, graph_iri
from mandategraph.rdf.nquads import Quads
from mandategraph.read.rdf_text import refuse_nested
from mandategraph.resources import data


def write_ontology(quads: Quads, *, base: str) -> None:
    """Add the ontology's terms and code lists, so that codes have labels.

    Axioms on blank nodes (unions of domains, disjointness) stay in the ontology's own
    files: published data has no blank nodes.
    """
    graph = graph_iri(base, f"ontology-{__version__}")
    folder = data("ontology")
    files = [folder.joinpath("mandategraph.ttl")]
    files += sorted(folder.joinpath("codelists").iterdir(), key=lambda f: f.name)
    for file in files:
        if file.name.endswith(".ttl"):
            quads.update(graph, triples_of(file.read_bytes(), file.name))
    describe_graph(quads, graph, "ontologyGraph")


def write_vocabulary(quads: Quads, name: str, turtle: bytes, *, base: str) -> None:
    """Add a glossary (SKOS in Turtle) as the graph `terms-{name}`."""
    graph = graph_iri(base, f"terms-{name}")
    quads.update(graph, triples_of(turtle, f"{name}.ttl"))
    describe_graph(quads, graph, "vocabularyGraph")


def triples_of(turtle: bytes, source: str) -> Iterable[str]:
    """N-Triples lines of the triples without blank nodes."""
    refuse_nested(turtle.decode("utf-8", "replace"), source)
    try:
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            triple = quad.triple
            if not isinstance(triple.subject, ox.BlankNode) and not isinstance(
                triple.object, ox.BlankNode
            ):
                yield f"{triple} ."
    except SyntaxError as error:
        raise SourceError(source, str(error), "correct the Turtle") from error
