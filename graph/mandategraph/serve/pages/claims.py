"""Links as they are claimed: stated, accepted, proposed, or left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mandategraph.namespaces import MG_NS

if TYPE_CHECKING:
    from mandategraph.serve.pages.things import Things
    from mandategraph.store import MandateGraph

_MOST: Final = 100
_CLAIMS: Final = """
SELECT DISTINCT ?claim ?subject ?predicate ?object ?status ?confidence ?agent
       ?candidate ?complete
WHERE {{
  {{ ?claim mg:claimSubject {node} }} UNION
  {{ ?claim mg:claimObject {node} ; mg:status mg:proposed }} UNION
  {{ ?claim mg:candidate {node} }}
  ?claim mg:claimSubject ?subject ; mg:claimPredicate ?predicate .
  OPTIONAL {{ ?claim mg:claimObject ?object }}
  OPTIONAL {{ ?claim mg:status ?status }}
  OPTIONAL {{ ?claim mg:confidence ?confidence }}
  OPTIONAL {{ ?claim prov:wasAttributedTo ?agent }}
  OPTIONAL {{ ?claim mg:candidate ?candidate }}
  OPTIONAL {{ ?claim mg:candidatesComplete ?complete }}
}} LIMIT 2000"""
_ORDER: Final = ("stated", "accepted", "open", "proposed")


@dataclass(slots=True)
class Claims:
    """The claims about a thing, `found` by IRI; `left` counts those beyond a hundred.

    That is all that are made of it, and of those made of others that name it the ones
    that are not settled: a settled link is among the statements.
    """

    found: list[dict[str, Any]]
    left: int = 0
    iris: set[str] = field(default_factory=set)

    def listed(self, things: Things) -> list[dict[str, Any]]:
        """The claims as pages hold them."""
        return [
            {
                **one,
                "subject": things.thing(one["subject"]),
                "predicate": things.thing(one["predicate"]),
                "objects": [things.thing(iri) for iri in one["objects"]],
                "agents": [things.thing(iri) for iri in one["agents"]],
            }
            for one in self.found
        ]


def claims_about(graph: MandateGraph, node: str) -> Claims:
    """The claims that have this node, spelled as in SPARQL, at one of their ends."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(graph.select_text(_CLAIMS.format(node=node))):
        claim, subject, predicate, target, status, confidence, agent, other, full = row
        one = found.setdefault(
            claim,
            {
                "iri": claim,
                "subject": subject,
                "predicate": predicate,
                "objects": [],
                "status": status.removeprefix(MG_NS) or "open",
                "confidence": confidence,
                "complete": full,
                "agents": [],
            },
        )
        for value, key in ((target, "objects"), (other, "objects"), (agent, "agents")):
            if value and value not in one[key]:
                one[key].append(value)
    listed = sorted(
        found.values(),
        key=lambda c: (
            _ORDER.index(c["status"]) if c["status"] in _ORDER else len(_ORDER),
            c["iri"],
        ),
    )
    kept = listed[:_MOST]
    iris = {c["subject"] for c in kept} | {c["predicate"] for c in kept}
    iris |= {iri for c in kept for iri in (*c["objects"], *c["agents"])}
    return Claims(kept, len(listed) - len(kept), iris)
