"""All that a graph says of anything: spans, documents, values, claims, text forms."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.namespaces import PREFIXES, local
from mandategraph.network.nodes import MG, RECORDED, Network, attributes, link

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_TYPE: Final = f"{PREFIXES['rdf']}type"
_TRIPLES: Final = """
SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) }"""
_SUBJECTS: Final = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"
# what the ontology defines: its terms are nodes only where the data leads to them
_TERMS: Final = """
SELECT DISTINCT ?s WHERE {
  ?graph mg:graphRole mg:ontologyGraph . GRAPH ?graph { ?s ?p ?o }
}"""


def add_everything(
    graph: MandateGraph, network: Network, relations: dict[str, str]
) -> None:
    """Add each IRI that the graph says something of, and each triple between IRIs.

    The edges have the status `recorded`, but where a link of a plan says the same;
    classes are no nodes, they are the `kind`. Of the ontology only what the data leads
    to is there. `relations` gets the IRI of each relation's property.
    """
    terms = {iri for (iri,) in graph.select_text(_TERMS)}
    triples = sorted(t for t in graph.select_text(_TRIPLES) if t[0] not in terms)
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate == _TYPE:
            classes[subject].add(obj)
    nodes = {iri for (iri,) in graph.select_text(_SUBJECTS)} - terms
    for node in sorted(nodes):
        if node not in network:
            network.add_node(node, **attributes(node, _kind(classes.get(node, set()))))
    for subject, predicate, obj in triples:
        if predicate == _TYPE:
            continue
        relation = local(predicate)
        if relations.setdefault(relation, predicate) != predicate:
            relation = f"{_prefix(predicate)}{relation}"
            relations[relation] = predicate
        if not network.has_edge(subject, obj, relation):
            link(network, subject, relation, obj, {"status": RECORDED})


def _kind(classes: set[str]) -> str:
    """The kind by the class: one of the ontology before any other, then by name."""
    if not classes:
        return "other"
    name = local(min(classes, key=lambda iri: (not iri.startswith(MG), iri)))
    if name == "Organization":
        return "organisation"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _prefix(predicate: str) -> str:
    """The prefix of the property's namespace; the namespace when it has none."""
    namespace = predicate.removesuffix(local(predicate))
    known = (p for p, space in PREFIXES.items() if space == namespace)
    return next((f"{prefix}:" for prefix in known), namespace)
