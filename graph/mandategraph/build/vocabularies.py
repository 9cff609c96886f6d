"""The graphs that no source gives: the ontology, and the glossaries of manifests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mandategraph import __version__
from mandategraph.build.change import Vocabulary
from mandategraph.build.record import code_stamp, hash_of
from mandategraph.rdf.graphs import graph_iri
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.vocabulary import write_ontology, write_vocabulary
from mandategraph.resources import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mandategraph.build.manifest import Manifest


def vocabularies(manifests: Iterable[Manifest], base: str) -> Iterator[Vocabulary]:
    """The ontology, and the glossaries of these manifests."""
    graph = graph_iri(base, f"ontology-{__version__}")
    yield Vocabulary(graph, _ontology_hash(), partial(_ontology_lines, base))
    for manifest in manifests:
        for name, turtle in manifest.glossaries:
            graph = graph_iri(base, f"terms-{name}")
            lines = partial(_glossary_lines, name, turtle, base)
            yield Vocabulary(graph, hash_of([turtle, code_stamp().encode()]), lines)


def _ontology_hash() -> str:
    folder = data("ontology")
    files = [folder.joinpath("mandategraph.ttl")]
    files += sorted(folder.joinpath("codelists").iterdir(), key=lambda f: f.name)
    contents = [f.read_bytes() for f in files if f.name.endswith(".ttl")]
    return hash_of([*contents, code_stamp().encode()])


def _ontology_lines(base: str) -> list[str]:
    quads = Quads()
    write_ontology(quads, base=base)
    return quads.nquads().decode().splitlines()


def _glossary_lines(name: str, turtle: bytes, base: str) -> list[str]:
    quads = Quads()
    write_vocabulary(quads, name, turtle, base=base)
    return quads.nquads().decode().splitlines()
