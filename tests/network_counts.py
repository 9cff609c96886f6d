"""How many nodes, edges and labels a network of a graph must have, asked by SPARQL.

Nothing here uses the network code: each set is one plain question to the graph.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.store import MandateGraph

ALL: Final = ("stated", "accepted", "proposed", "open")
_ELEMENTS: Final = """SELECT DISTINCT ?e ?plan { ?e mg:elementOf ?plan ; a ?class .
  FILTER(?class IN (mg:Mandate, mg:Objective, mg:ExpectedResult, mg:Indicator,
                    mg:PlannedActivity, mg:Vision, mg:ValueStatement)) }"""
_CONTEXT: Final = """SELECT DISTINCT ?x { ?x a ?class .
  FILTER(?class IN (mg:Plan, org:Organization, mg:Programme, mg:PlanSeries,
                    mg:AgentGroup)) }"""
_CLAIMS: Final = """SELECT DISTINCT ?s ?p ?o ?status { ?c a mg:Claim ;
  mg:claimSubject ?s ; mg:claimPredicate ?p ; mg:claimObject ?o ; mg:status ?status .
  FILTER(?status IN (mg:stated, mg:accepted, mg:proposed)) }"""
_OPEN: Final = """SELECT DISTINCT ?s ?p ?o { ?l a mg:OpenLink ;
  mg:claimSubject ?s ; mg:claimPredicate ?p ; mg:candidate ?o .
  FILTER NOT EXISTS { ?c a mg:Claim ; mg:claimSubject ?s ; mg:claimPredicate ?p ;
    mg:status ?status . FILTER(?status IN (mg:stated, mg:accepted)) } }"""
_WORDINGS: Final = """SELECT DISTINCT ?x (LCASE(LANG(?w)) AS ?lang) {
  { ?x mg:statementText|skos:prefLabel|dct:title|rdfs:label ?w }
  UNION { ?x mg:textForm ?f . ?f xl:literalForm ?w
          FILTER NOT EXISTS { ?f mg:reviewState mg:stateRejected } }
  FILTER(LANG(?w) != "") }"""
_PRINTED: Final = """SELECT DISTINCT ?x (LCASE(LANG(?w)) AS ?lang) {
  { ?x mg:sourceLabel ?w } UNION { ?x mg:labelForm ?f . ?f xl:literalForm ?w
          FILTER NOT EXISTS { ?f mg:reviewState mg:stateRejected } }
  FILTER(LANG(?w) != "") }"""
_STRENGTH: Final = ("stated", "accepted", "proposed")


class Expected(NamedTuple):
    """Nodes, edges (each with relation and status), labels by their attribute."""

    nodes: set[str]
    edges: Counter[tuple[str, str, str, str]]
    labels: Counter[str]


def expected(
    graph: MandateGraph, *, nodes: str = "context", links: Collection[str] = ALL
) -> Expected:
    """What a network of these nodes and links must hold."""
    plans = {row[0]: row[1] for row in sorted(graph.select_text(_ELEMENTS))}
    found = {(s, _end(p), o): "open" for s, p, o in graph.select_text(_OPEN)}
    edges = Counter((*link, status) for link, status in found.items())
    claims: dict[tuple[str, str, str], set[str]] = {}
    for s, p, o, status in graph.select_text(_CLAIMS):
        claims.setdefault((s, _end(p), o), set()).add(_end(status))
    for link, names in claims.items():
        edges[*link, min(names, key=_STRENGTH.index)] += 1
    edges.update((e, "elementOf", plan, "stated") for e, plan in plans.items())
    kept = Counter({edge: n for edge, n in edges.items() if edge[3] in links})
    inside = set(plans)
    if nodes == "elements":
        kept = Counter({e: n for e, n in kept.items() if {e[0], e[2]} <= inside})
    else:
        inside |= {x for (x,) in graph.select_text(_CONTEXT)} | set(plans.values())
        inside |= {end for edge in kept for end in (edge[0], edge[2])}
    return Expected(inside, kept, _labels(graph, inside))


def _labels(graph: MandateGraph, nodes: set[str]) -> Counter[str]:
    wordings = {(x, lang) for x, lang in graph.select_text(_WORDINGS) if x in nodes}
    worded = {x for x, _ in wordings}
    printed = {(x, lang) for x, lang in graph.select_text(_PRINTED) if x in nodes}
    printed = {(x, lang) for x, lang in printed if x not in worded}
    return Counter(f"label_{lang.replace('-', '_')}" for _, lang in wordings | printed)


def _end(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
