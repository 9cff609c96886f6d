"""RDF out: the same graph gives the same bytes in each syntax.

Quads are sorted by graph, subject, predicate (rdf:type first) and object. Blank nodes,
which published data does not have, get the labels of RDFC-1.0, the W3C algorithm for
canonical names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox

from mandategraph.resources import data
from mandategraph.store.graph import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_JSON_LISTS: Final = ("@list",)


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
    """The graph as JSON-LD; the context of the ontology is inside, so it reads offline.

    Nodes and the values of a property are sorted.
    """
    options.refuse_parts("jsonld")
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=nquads(graph, _, options), format="nquads")
    context = _context()
    text = dataset.serialize(
        format="json-ld", context=context, auto_compact=not context, indent=None
    )
    document = _sorted(json.loads(text))
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


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


def _context() -> Any:
    """The context of the ontology, or the prefixes when it has none."""
    file = data("ontology").joinpath("context.jsonld")
    if file.is_file():
        return json.loads(file.read_text(encoding="utf-8"))["@context"]
    return dict(PREFIXES)


def _sorted(value: Any) -> Any:
    """The document with the keys of objects and all unordered arrays sorted."""
    if isinstance(value, dict):
        return {
            key: part if key == "@context" else _sorted_under(key, part)
            for key, part in sorted(value.items(), key=lambda item: _rank(item[0]))
        }
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=_text)
    return value


def _sorted_under(key: str, value: Any) -> Any:
    if key in _JSON_LISTS and isinstance(value, list):
        return [_sorted(part) for part in value]
    return _sorted(value)


def _rank(key: str) -> tuple[int, str]:
    first = ("@context", "@id", "@type")
    return (first.index(key) if key in first else len(first)), key


def _text(value: Any) -> str:
    name = value.get("@id", value.get("id", "")) if isinstance(value, dict) else ""
    return f"{name}\0{json.dumps(value, sort_keys=True, ensure_ascii=False)}"
