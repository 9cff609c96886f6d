"""Claims: who says that one thing is linked to another, and on what ground."""

from __future__ import annotations

from typing import Final, NamedTuple

from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import MG, PROV, Quads, day, iri

_BACKED: Final = {"stated", "accepted"}  # what also stands as a plain link


class Link(NamedTuple):
    """The IRIs of the two things that are linked, and of the property between them."""

    subject: str
    predicate: str
    object: str


def write_claim(
    quads: Quads,
    graph: str,
    link: Link,
    *,
    base: str,
    status: str,
    basis: str,
    agent: str,
    date: str,
) -> str:
    """IRI of the claim; its link is added, too, where the status backs it."""
    node = f"{base}claim-{digest(*link, basis, agent, length=12)}"
    quads.a(graph, node, f"{MG}Claim")
    quads.add(graph, node, f"{MG}claimSubject", iri(link.subject))
    quads.add(graph, node, f"{MG}claimPredicate", iri(link.predicate))
    quads.add(graph, node, f"{MG}claimObject", iri(link.object))
    quads.add(graph, node, f"{MG}status", iri(MG + status))
    quads.add(graph, node, f"{MG}basis", iri(MG + basis))
    write_attribution(quads, graph, node, agent=agent, date=date)
    if status in _BACKED:
        quads.add(graph, link.subject, link.predicate, iri(link.object))
    return node


def write_attribution(
    quads: Quads, graph: str, node: str, *, agent: str, date: str
) -> None:
    """State who made the claim or open link, and on which day."""
    quads.add(graph, node, f"{PROV}wasAttributedTo", iri(agent))
    quads.add(graph, node, f"{PROV}generatedAtTime", day(date))
