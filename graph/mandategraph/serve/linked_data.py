"""Linked data: what the graph says of one thing, in each format of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

import pyoxigraph as ox

from mandategraph.serve.formats import DATASETS, TRIPLES
from mandategraph.serve.worker import RDF_FORMATS
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from mandategraph.serve.formats import Syntax
    from mandategraph.serve.site import Site

SYNTAXES: Final = (*TRIPLES, *DATASETS)
SUFFIXES: Final = {
    "ttl": "turtle",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
    "nt": "ntriples",
    "trig": "trig",
    "nq": "nquads",
}
MOST: Final = 10_000

_ABOUT: Final = """
SELECT ?graph ?subject ?predicate ?object WHERE {{
  {{ BIND({node} AS ?subject) GRAPH ?graph {{ {node} ?predicate ?object }} }}
  UNION
  {{ BIND({node} AS ?object) GRAPH ?graph {{ ?subject ?predicate {node} }} }}
  UNION
  {{ {node} mg:textForm|mg:labelForm ?subject .
     GRAPH ?graph {{ ?subject ?predicate ?object }} }}
}} LIMIT {most}"""
_MANIFEST: Final = """
SELECT ?subject ?predicate ?object WHERE {{
  {{ BIND({node} AS ?subject) {node} ?predicate ?object }}
  UNION
  {{ BIND({node} AS ?object) ?subject ?predicate {node} }}
}} LIMIT {most}"""


class Described(NamedTuple):
    """The statements about a thing, written; `cut` when there are more than 10,000."""

    body: bytes
    cut: bool


def described(site: Site, iri: str, syntax: Syntax) -> Described | None:
    """What the graph says of the IRI and of its text forms, and of others by it.

    That is in all languages that there are. None when it says nothing.
    """
    try:
        node = str(ox.NamedNode(iri))
    except ValueError:
        return None
    named = _quads(site, _ABOUT.format(node=node, most=MOST + 1))
    known = {quad.triple for quad in named}
    plain = _quads(site, _MANIFEST.format(node=node, most=MOST + 1))
    # the query sees the union: what no named graph says is said by the manifest
    found = [*named, *(quad for quad in plain if quad.triple not in known)]
    if not found:
        return None
    listed = sorted(found[:MOST], key=str)
    return Described(_written(listed, syntax), len(found) > MOST)


def _quads(site: Site, query: str) -> list[ox.Quad]:
    found = []
    for row in site.graph.native(query).rows:
        *graph, subject, predicate, obj = (cast("ox.NamedNode", term) for term in row)
        found.append(ox.Quad(subject, predicate, obj, *graph))
    return found


def _written(quads: list[ox.Quad], syntax: Syntax) -> bytes:
    text = "\n".join(map(str, quads))
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    named = syntax in DATASETS
    items = quads if named else list(dict.fromkeys(quad.triple for quad in quads))
    return (
        ox.serialize(items, format=RDF_FORMATS[syntax.name], prefixes=prefixes) or b""
    )
