"""What a SHACL engine says, in terms that every engine can give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from rdflib import RDF, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Identifier, Node

_SIGNS: Final[Mapping[URIRef, str]] = {
    SH.zeroOrMorePath: "*",
    SH.oneOrMorePath: "+",
    SH.zeroOrOnePath: "?",
}


class Result(NamedTuple):
    """One result of a validation.

    `path` is an IRI, a SPARQL property path, or `""`; `value` is None when there is
    none or when it is the focus node itself. `source` is the IRI of the SPARQL
    constraint or of the shape that found it, `""` when that has none. `component` and
    `severity` are IRIs.
    """

    focus: Identifier
    path: str
    value: Identifier | None
    source: str
    component: str
    severity: str


def path_text(graph: Graph, path: Node) -> str:
    """The SHACL path as an IRI or, if it is longer, as a SPARQL property path."""
    return str(path) if isinstance(path, URIRef) else _path(graph, path)


def _path(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, p) for p in Collection(graph, path))
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_operand(graph, inverse)}"
    for predicate, sign in _SIGNS.items():
        if repeated := graph.value(path, predicate):
            return f"{_operand(graph, repeated)}{sign}"
    if choice := graph.value(path, SH.alternativePath):
        return f"({'|'.join(_path(graph, p) for p in Collection(graph, choice))})"
    return path.n3()


def _operand(graph: Graph, path: Node) -> str:
    text = _path(graph, path)
    return text if isinstance(path, URIRef) or text.startswith("(") else f"({text})"
