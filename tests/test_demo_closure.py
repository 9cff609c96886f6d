"""A reasoner finds no contradiction between the ontology and the demo graph."""

from __future__ import annotations

import owlrl  # type: ignore[import-untyped]  # ships no types
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from conftest import ID
from mandategraph.store import MandateGraph
from mandategraph.term_pages import read_ontology
from mandategraph.vocab import MG

_ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error


def contradictions(graph: MandateGraph, *planted: tuple[URIRef, URIRef, URIRef]) -> int:
    closure = Graph()
    closure += read_ontology()
    closure += graph.graph()
    for triple in planted:
        closure.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    found = closure.subject_objects(_ERROR)
    return sum(1 for s, o in found if isinstance(s, BNode) and isinstance(o, Literal))


def test_the_demo_graph_agrees_with_the_ontology(demo_graph: MandateGraph) -> None:
    assert contradictions(demo_graph) == 0


def test_a_planted_contradiction_is_found(example_graph: MandateGraph) -> None:
    both = (URIRef(f"{ID}rba-m"), RDF.type, MG.Objective)
    assert contradictions(example_graph, both) > 0
