"""The rules that are SHACL shapes, decided by pySHACL on the union of all graphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

import pyshacl
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib import Literal as Text
from rdflib.collection import Collection as RdfList
from rdflib.namespace import DCTERMS, SH
from rdflib.query import Result
from rdflib.term import Identifier, Node

from mandategraph.check.findings import SHAPES, Finding, Rule, Severity, spelled
from mandategraph.resources import data

_SEVERITY: Final[Mapping[Node, Severity]] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


@cache
def shapes_graph() -> Graph:
    """The shapes as RDF; read once, not to be changed."""
    text = data("ontology").joinpath("shapes.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle")


@cache
def shape_rules() -> Mapping[str, Rule]:
    """The rules that are shapes, by id."""
    graph = shapes_graph()
    rules = {}
    for shape, name in sorted(graph.subject_objects(DCTERMS.identifier)):
        message = _texts(graph, shape, SH.message)
        problem, _, solution = message["en"].partition(". ")
        rules[str(name)] = Rule(
            id=str(name),
            severity=_severity(graph, shape),
            title=_texts(graph, shape, RDFS.label),
            message=message,
            problem=f"{problem}.",
            solution=solution,
            kind="shape",
        )
    return rules


def check_shapes(graph: Graph, rules: Collection[str]) -> Iterator[Finding]:
    """What these rules find in the graph, unsorted."""
    if not rules:
        return
    _, report, _ = pyshacl.validate(Fast(graph), shacl_graph=_only(rules))
    report = cast("Graph", report)
    known = shape_rules()
    for result in report.objects(None, SH.result):
        source = report.value(result, SH.sourceConstraint) or report.value(
            result, SH.sourceShape
        )
        rule = known[rule_of(str(source))]
        path = report.value(result, SH.resultPath)
        node = report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        yield Finding(
            rule=rule.id,
            severity=rule.severity,
            node=spelled(cast("Node", node)),
            message=rule.message,
            path="" if path is None else path_text(report, path),
            value=None if value == node else cast("Identifier | None", value),
            source=str(source),
            component=str(report.value(result, SH.sourceConstraintComponent)),
        )


def rule_of(iri: str) -> str:
    """The id of the rule to which a shape or constraint belongs: `S06-length` → `S06`.

    Every part of a rule that can have a result has an IRI.
    """
    return re.split("-", iri.removeprefix(SHAPES), maxsplit=1)[0]


def path_text(graph: Graph, path: Node) -> str:
    """The SHACL path as an IRI or, if it is longer, as a SPARQL property path."""
    return str(path) if isinstance(path, URIRef) else _path(graph, path)


class Fast(Graph):
    """A copy of a graph whose SPARQL constraints are answered by Oxigraph.

    pySHACL asks one query per focus node; rdflib would parse it anew each time.
    """

    def __init__(self, source: Graph) -> None:
        super().__init__()
        self.replica = Graph(store="Oxigraph")
        for triple in source:
            self.add(triple)
            self.replica.add(triple)

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """The answer of the replica."""
        return self.replica.query(query_object, *args, **options)


def _only(rules: Collection[str]) -> Graph:
    """The shapes with all other rules switched off."""
    skipped = [name for name in shape_rules() if name not in rules]
    if not skipped:
        return shapes_graph()
    graph = Graph()
    graph += shapes_graph()
    for name in skipped:
        graph.add((URIRef(SHAPES + name), SH.deactivated, Text(True)))  # noqa: FBT003
    return graph


def _severity(graph: Graph, shape: Node) -> Severity:
    return _SEVERITY[cast("Node", graph.value(shape, SH.severity))]


def _texts(graph: Graph, shape: Node, predicate: URIRef) -> dict[str, str]:
    texts = {
        str(text.language): str(text)
        for text in graph.objects(shape, predicate)
        if isinstance(text, Text)
    }
    return dict(sorted(texts.items()))


def _path(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return path.n3()
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_path(graph, inverse)}"
    if choice := graph.value(path, SH.alternativePath):
        return f"({'|'.join(_path(graph, p) for p in RdfList(graph, choice))})"
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, p) for p in RdfList(graph, path))
    return path.n3()
