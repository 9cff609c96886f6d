"""The formats of RDF, and the tree for programs that know nothing of it."""

from __future__ import annotations

from typing import Final

from mandategraph.export.dataset import dataset_archive, dataset_folder
from mandategraph.export.exporter import Exporter
from mandategraph.export.nanopubs import nanopubs
from mandategraph.export.rdf import each_file, one_file
from mandategraph.export.tree_json import tree_json

_PART: Final = frozenset({"plan", "roles", "langs"})
_PARTS: Final = _PART | {"per_plan"}


def _rdf(name: str, description: str, extension: str, media_type: str) -> Exporter:
    """A syntax of RDF: of a part of the graph too, and in a file per plan."""
    write, several = one_file(name), each_file(name)
    return Exporter(
        name,
        description,
        extension,
        media_type,
        binary=False,
        write=write,
        takes=_PARTS,
        several=several,
    )


RDF: Final = (
    _rdf(
        "turtle",
        "RDF, all graphs in one, without their names",
        ".ttl",
        "text/turtle",
    ),
    _rdf(
        "trig",
        "RDF with named graphs, sorted: equal graphs give equal files",
        ".trig",
        "application/trig",
    ),
    _rdf(
        "nquads",
        "RDF with named graphs, one quad per line, sorted",
        ".nq",
        "application/n-quads",
    ),
    _rdf(
        "rdfxml",
        "RDF/XML, all graphs in one, without their names",
        ".rdf",
        "application/rdf+xml",
    ),
    _rdf(
        "jsonld",
        "RDF with named graphs as JSON-LD, its context inside",
        ".jsonld",
        "application/ld+json",
    ),
    _rdf(
        "jsonld-framed",
        "JSON-LD with each plan as a tree, all graphs in one",
        ".jsonld",
        "application/ld+json",
    ),
    Exporter(
        "json",
        "The plans as plain JSON trees, for programs that know nothing of RDF",
        ".json",
        "application/json",
        binary=False,
        write=tree_json,
        takes=_PART,
    ),
    Exporter(
        "nanopubs",
        "Accepted claims as nanopublications, named by their hash",
        ".trig",
        "application/trig",
        binary=False,
        write=nanopubs,
        takes=_PART | {"claims"},
    ),
    Exporter(
        "dataset",
        "A folder to publish: every syntax of RDF, JSON, a card and a README",
        ".zip",
        "application/zip",
        binary=True,
        write=dataset_archive,
        takes=_PARTS,
        folder=dataset_folder,
    ),
)
