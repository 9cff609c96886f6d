"""Nodes and links that somebody added to a network by hand, as claims of that agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.namespaces import BASE, PREFIXES
from mandategraph.network.nodes import KINDS, MG
from mandategraph.network.written import iri_text, number_term, words_term
from mandategraph.rdf.graphs import describe_graph, graph_iri
from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import DCT, ORG, PROV, SKOS, Quads, iri

if TYPE_CHECKING:
    from collections.abc import Mapping

EDITS: Final = graph_iri(BASE, "network-edits")
CLASSES: Final = {
    **{kind: MG + name for name, kind in KINDS.items()},
    "plan": f"{MG}Plan",
    "programme": f"{MG}Programme",
    "planseries": f"{MG}PlanSeries",
    "agentgroup": f"{MG}AgentGroup",
    "organisation": f"{ORG}Organization",
    "concept": f"{SKOS}Concept",
}
_BY_HAND: Final = ("proposed", "accepted")


class Edits:
    """Writes what was added by hand into a claim graph of its own."""

    def __init__(self, quads: Quads, agent: str) -> None:
        self.quads, self.agent = quads, agent

    def node(self, name: str, data: Mapping[str, Any]) -> None:
        """What the node is and is called, and its plan as a claim.

        It has no statement and no evidence: the source does not say it.
        """
        kind = str(data.get("kind", ""))
        if kind not in CLASSES:
            raise UnknownNameError("kind of node", kind or "(none)", tuple(CLASSES))
        self._open(iri_text(name))
        self.quads.a(EDITS, name, CLASSES[kind])
        self.quads.add(EDITS, name, f"{PROV}wasAttributedTo", iri(self.agent))
        if label := str(data.get("label", "")):
            words = words_term(label, data.get("label_lang", ""), name)
            self.quads.add(EDITS, name, f"{PREFIXES['rdfs']}label", words)
        if code := str(data.get("code", "")):
            self.quads.add(EDITS, name, f"{SKOS}notation", words_term(code, "", name))
        if plan := str(data.get("plan", "")):
            self.link(name, plan, {"relation": "elementOf"})

    def link(self, source: str, target: str, data: Mapping[str, Any]) -> None:
        """A claim of the agent: proposed, or accepted when the edge says so."""
        named = f"{source} -> {target}"
        status = str(data.get("status", "proposed"))
        if status not in _BY_HAND:
            reason = f"a link added by hand cannot be {status}"
            advice = "leave the status out, or write proposed or accepted"
            raise QueryError(named, reason, advice)
        for end in (source, target):
            iri_text(end, named)
        self._open(named)
        predicate = predicate_of(str(data.get("relation", "")), named)
        claim = f"{BASE}claim-{digest(source, predicate, target, self.agent)}"
        more = str(data.get("confidence", ""))
        write_claim(self.quads, EDITS, claim, (source, predicate, target), status, more)
        self.quads.add(EDITS, claim, f"{MG}basis", iri(f"{MG}basisExpert"))
        self.quads.add(EDITS, claim, f"{PROV}wasAttributedTo", iri(self.agent))

    def _open(self, named: str) -> None:
        if not self.agent:
            reason = "it was added by hand, and nobody claims it"
            raise QueryError(named, reason, "name the agent: from_network(..., agent=)")
        iri_text(self.agent, "agent")
        describe_graph(self.quads, EDITS, "claimGraph")


def write_claim(
    quads: Quads,
    graph: str,
    claim: str,
    ends: tuple[str, str, str],
    status: str,
    confidence: str = "",
) -> None:
    """Add the claim; and its link, where it is stated or accepted."""
    source, predicate, target = ends
    quads.a(graph, claim, f"{MG}Claim")
    quads.add(graph, claim, f"{MG}claimSubject", iri(source))
    quads.add(graph, claim, f"{MG}claimPredicate", iri(predicate))
    quads.add(graph, claim, f"{MG}claimObject", iri(target))
    quads.add(graph, claim, f"{MG}status", iri(MG + status))
    if confidence:
        number = number_term(confidence, f"{source} -> {target}")
        quads.add(graph, claim, f"{MG}confidence", number)
    if status in ("stated", "accepted"):
        quads.add(graph, source, predicate, iri(target))


def predicate_of(relation: str, named: str) -> str:
    """The property of a relation: `serves`, `dct:references`, or an IRI.

    QueryError, which begins with what is linked, for anything else.
    """
    prefix, colon, name = relation.partition(":")
    if colon:
        whole = PREFIXES[prefix] + name if prefix in PREFIXES else relation
        return iri_text(whole, named)
    if not relation.isidentifier():
        advice = "give the edge the attribute relation, such as serves"
        raise QueryError(named, "it does not say how the two are linked", advice)
    return f"{DCT}references" if relation == "references" else MG + relation
