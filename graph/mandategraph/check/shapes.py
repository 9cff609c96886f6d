"""The rules that are SHACL shapes, decided on the union of all graphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from rdflib import RDFS, Graph, URIRef
from rdflib import Literal as Text
from rdflib.namespace import DCTERMS, SH
from rdflib.term import Node

from mandategraph.check.engines import results
from mandategraph.check.findings import SHAPES, Finding, Rule, Severity, spelled
from mandategraph.resources import data

if TYPE_CHECKING:
    from mandategraph.check.engines import Engine
    from mandategraph.store import MandateGraph

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


def check_shapes(
    graph: MandateGraph, rules: Collection[str], engine: Engine
) -> Iterator[Finding]:
    """What these rules find in the graph by this engine, unsorted."""
    known = shape_rules()
    for result in results(graph, _only(rules), engine):
        rule = known[rule_of(result.source)]
        yield Finding(
            rule=rule.id,
            severity=rule.severity,
            node=spelled(result.focus),
            message=rule.message,
            path=result.path,
            value=result.value,
            source=result.source,
            component=result.component,
        )


def rule_of(iri: str) -> str:
    """The id of the rule to which a shape or constraint belongs: `S06-length` → `S06`.

    Every part of a rule that can have a result has an IRI.
    """
    return re.split("-", iri.removeprefix(SHAPES), maxsplit=1)[0]


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
