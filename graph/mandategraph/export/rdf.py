"""RDF out: the same graph gives the same bytes in each syntax.

Quads are sorted by graph, subject, predicate (rdf:type first) and object. Blank nodes,
which published data does not have, get the labels of RDFC-1.0, the W3C algorithm for
canonical names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import pyoxigraph as ox

from mandategraph.errors import QueryError
from mandategraph.export.framed import to_framed
from mandategraph.export.jsonld import to_jsonld
from mandategraph.export.rdfxml import to_rdfxml
from mandategraph.export.selection import order, selected, selected_by_plan, union
from mandategraph.export.whole import MANIFEST
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.export.exporter import Write, WriteFiles
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    Syntax: TypeAlias = Callable[[list[ox.Quad]], bytes]

# what knows no named graphs
_FLAT: Final = ("turtle", "rdfxml", "jsonld-framed")


def turtle(quads: list[ox.Quad]) -> bytes:
    """The union of all graphs as Turtle; which graph said what is lost."""
    return written(union(quads), ox.RdfFormat.TURTLE)


def trig(quads: list[ox.Quad]) -> bytes:
    """The graphs as canonical TriG."""
    return written(sorted(quads, key=order), ox.RdfFormat.TRIG)


def nquads(quads: list[ox.Quad]) -> bytes:
    """The graphs as N-Quads, lines sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()


def rdfxml(quads: list[ox.Quad]) -> bytes:
    """The union of all graphs as RDF/XML; QueryError for what XML cannot hold."""
    return to_rdfxml(union(quads))


def jsonld(quads: list[ox.Quad]) -> bytes:
    """The graphs as JSON-LD, by the context of the ontology."""
    return to_jsonld(sorted(quads, key=order))


def jsonld_framed(quads: list[ox.Quad]) -> bytes:
    """The union of all graphs as JSON-LD, each plan a tree."""
    return to_framed(union(quads))


SYNTAXES: Final[Mapping[str, Syntax]] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": nquads,
    "rdfxml": rdfxml,
    "jsonld": jsonld,
    "jsonld-framed": jsonld_framed,
}


def one_file(name: str) -> Write:
    """What writes the selected part of a graph in this syntax."""

    def write(graph: MandateGraph, _: LanguagePolicy, options: ExportOptions) -> bytes:
        if options.per_plan:
            raise QueryError(
                name, "one file per plan is more than one stream", "name a file"
            )
        part = selected(graph, options)
        part.tell(options)
        _tell_graphs(name, part.quads, options)
        return SYNTAXES[name](part.quads)

    return write


def each_file(name: str) -> WriteFiles:
    """What writes one file, or one for each plan when the options ask for it."""
    whole = one_file(name)

    def write(
        graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
    ) -> Mapping[str, bytes]:
        if not options.per_plan:
            return {"": whole(graph, policy, options)}
        parts = selected_by_plan(graph, options)
        for part in parts.values():
            part.tell(options)
            _tell_graphs(name, part.quads, options)
        return {suffix: SYNTAXES[name](p.quads) for suffix, p in parts.items()}

    return write


def _tell_graphs(name: str, quads: list[ox.Quad], options: ExportOptions) -> None:
    if name in _FLAT:
        names = {q.graph_name for q in quads} - {MANIFEST}
        options.lost("names of graphs", len(names), "the format has one graph only")


def written(
    quads: Iterable[ox.Quad],
    syntax: ox.RdfFormat,
    prefixes: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The quads in the syntax, with these prefixes and the known ones that they use."""
    listed = list(quads)
    text = "\n".join(map(str, listed))
    known = {**PREFIXES, **prefixes}
    prefixes = {name: iri for name, iri in known.items() if f"<{iri}" in text}
    items = [q.triple for q in listed] if syntax is ox.RdfFormat.TURTLE else listed
    made = cast("bytes", ox.serialize(items, format=syntax, prefixes=prefixes))
    # the serialiser writes the prefixes in an order that changes from run to run
    lines = made.splitlines(keepends=True)
    head = sorted(lines[: len(prefixes)])
    return b"".join([*head, *lines[len(prefixes) :]])
