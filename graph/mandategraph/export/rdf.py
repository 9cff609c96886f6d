"""RDF out: the same graph gives the same bytes in each syntax.

Quads are sorted by graph, subject, predicate (rdf:type first) and object. Blank nodes,
which published data does not have, get the labels of RDFC-1.0, the W3C algorithm for
canonical names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from mandategraph.export.jsonld import to_jsonld
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def turtle(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
    """The union of all graphs as Turtle; which graph said what is lost."""
    options.refuse_parts("turtle")
    union = {ox.Quad(q.subject, q.predicate, q.object) for q in _quads(graph)}
    return _written(sorted(union, key=_order), ox.RdfFormat.TURTLE)


def trig(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
    """The graph as canonical TriG."""
    options.refuse_parts("trig")
    return _written(sorted(_quads(graph), key=_order), ox.RdfFormat.TRIG)


def nquads(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
    """The graph as N-Quads, lines sorted."""
    options.refuse_parts("nquads")
    return "".join(sorted(f"{quad} .\n" for quad in _quads(graph))).encode()


def jsonld(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
    """The graph as JSON-LD, by the context of the ontology."""
    options.refuse_parts("jsonld")
    return to_jsonld(sorted(_quads(graph), key=_order))


def _quads(graph: MandateGraph) -> list[ox.Quad]:
    """All quads, blank nodes with canonical names."""
    found = list(ox.parse(graph.nquads(), format=ox.RdfFormat.N_QUADS))
    if not any(
        isinstance(t, ox.BlankNode) for q in found for t in (q.subject, q.object)
    ):
        return found
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    predicate = str(quad.predicate)
    return (
        "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name),
        str(quad.subject),
        predicate != _TYPE,
        predicate,
        str(quad.object),
    )


def _written(quads: Iterable[ox.Quad], syntax: ox.RdfFormat) -> bytes:
    """The quads in the syntax, with the prefixes that they use."""
    listed = list(quads)
    text = "\n".join(map(str, listed))
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    items = [q.triple for q in listed] if syntax is ox.RdfFormat.TURTLE else listed
    made = cast("bytes", ox.serialize(items, format=syntax, prefixes=prefixes))
    # the serialiser writes the prefixes in an order that changes from run to run
    lines = made.splitlines(keepends=True)
    head = sorted(lines[: len(prefixes)])
    return b"".join([*head, *lines[len(prefixes) :]])
