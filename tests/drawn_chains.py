"""Plans for pictures of links: more claims, types of results, a small plan."""

from __future__ import annotations

from conftest import ID, MG
from drawn_plans import made_plan
from mandategraph.rdf.nquads import Quads, iri
from mandategraph.store import MandateGraph

CLAIMS = f"{ID}graph/claims-x"


def linked(graph: MandateGraph, *links: tuple[str, str, str, str]) -> MandateGraph:
    """The graph with claims of (part, predicate, whole, status) added."""
    quads = Quads()
    for place, (part, predicate, whole, status) in enumerate(links):
        claim = f"{ID}claim-more-{place}"
        quads.a(CLAIMS, claim, f"{MG}Claim")
        quads.add(CLAIMS, claim, f"{MG}claimSubject", iri(ID + part))
        quads.add(CLAIMS, claim, f"{MG}claimPredicate", iri(MG + predicate))
        quads.add(CLAIMS, claim, f"{MG}claimObject", iri(ID + whole))
        quads.add(CLAIMS, claim, f"{MG}status", iri(MG + status))
    return MandateGraph.from_nquads(graph.nquads() + quads.nquads())


def typed(graph: MandateGraph, **types: str) -> MandateGraph:
    """The graph with a result type for each result named."""
    quads = Quads()
    for name, code in types.items():
        quads.add(f"{ID}graph/doc-x", ID + name, f"{MG}resultType", iri(MG + code))
    return MandateGraph.from_nquads(graph.nquads() + quads.nquads())


def small_plan() -> MandateGraph:
    """M; O1 and O2 serve it; R1 and R2 belong to O1, R3 to O2; I1 measures R1."""
    return made_plan(
        ("m", "Mandate", "Serve all.", ""),
        ("o1", "Objective", "First aim.", "m"),
        ("o2", "Objective", "Second aim.", "m"),
        ("r1", "ExpectedResult", "First result.", "o1"),
        ("r2", "ExpectedResult", "Second result.", "o1"),
        ("r3", "ExpectedResult", "Third result.", "o2"),
        ("i1", "Indicator", "A sign.", "r1"),
    )
