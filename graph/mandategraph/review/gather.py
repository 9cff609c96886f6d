"""What a graph has to be decided on: links, translations, lost wordings, open links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mandategraph.namespaces import MG_NS as MG
from mandategraph.review.names import (
    OURS,
    batches,
    form_item,
    link_item,
    lost_item,
    open_item,
    short,
)

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

# what a review of ours has decided counts too: the decision may have been undone since;
# asked first, since a graph has many claims and few of them are proposed
_PROPOSED: Final = "SELECT ?claim WHERE { ?claim mg:status mg:proposed }"
_CLAIMS: Final = """
SELECT ?claim ?subject ?predicate ?object ?status ?basis ?confidence ?agent ?rationale
       ?made ?plan
WHERE {{
  VALUES ?claim {{ {nodes} }}
  ?claim mg:status ?status ; mg:claimSubject ?subject ;
         mg:claimPredicate ?predicate ; mg:claimObject ?object .
  OPTIONAL {{ ?claim mg:basis ?basis }}
  OPTIONAL {{ ?claim mg:confidence ?confidence }}
  OPTIONAL {{ ?claim prov:wasAttributedTo ?agent }}
  OPTIONAL {{ ?claim mg:rationale ?rationale }}
  OPTIONAL {{ ?claim prov:generatedAtTime ?made }}
  OPTIONAL {{ ?subject mg:elementOf ?plan }}
}}
"""
_FORMS: Final = """
SELECT ?form ?element ?field (STR(?words) AS ?text) (LANG(?words) AS ?lang) ?state
       ?method ?agent ?note ?made ?plan
WHERE {
  { ?form mg:reviewState mg:stateCandidate }
  UNION
  { ?form mg:reviewState mg:stateUnderReview }
  UNION
  { ?review dct:replaces mg:stateCandidate ; mg:reviews ?form }
  UNION
  { ?review dct:replaces mg:stateUnderReview ; mg:reviews ?form }
  ?form a mg:TextForm ; xl:literalForm ?words ; mg:reviewState ?state .
  FILTER NOT EXISTS { ?form mg:textAuthority mg:issuer }
  { ?element mg:textForm ?form . BIND("text" AS ?field) }
  UNION
  { ?element mg:labelForm ?form . BIND("label" AS ?field) }
  OPTIONAL { ?form mg:method ?method }
  OPTIONAL { ?form prov:wasAttributedTo ?agent }
  OPTIONAL { ?form skos:editorialNote ?note }
  OPTIONAL { ?form prov:generatedAtTime ?made }
  OPTIONAL { ?element mg:elementOf ?plan }
}
"""
_LOST: Final = """
SELECT DISTINCT ?element ?plan
WHERE {
  ?element mg:textStatus mg:textNotExtracted .
  OPTIONAL { ?element mg:elementOf ?plan }
  FILTER NOT EXISTS {
    ?element mg:textForm ?form . ?form mg:reviewState ?state .
    FILTER(?state != mg:stateRejected)
  }
}
"""
_OPEN: Final = """
SELECT ?open ?subject ?predicate ?candidate ?complete ?plan
WHERE {
  ?open a mg:OpenLink ; mg:claimSubject ?subject ; mg:claimPredicate ?predicate .
  OPTIONAL { ?open mg:candidate ?candidate }
  OPTIONAL { ?open mg:candidatesComplete ?complete }
  OPTIONAL { ?subject mg:elementOf ?plan }
}
"""
_SETTLED: Final = """
SELECT DISTINCT ?subject ?predicate
WHERE {
  ?open a mg:OpenLink ; mg:claimSubject ?subject ; mg:claimPredicate ?predicate .
  ?claim mg:claimSubject ?subject ; mg:claimPredicate ?predicate ; mg:status ?status .
  FILTER(?status IN (mg:stated, mg:accepted))
}
"""
_OURS: Final = """
SELECT DISTINCT ?node ?graph
WHERE {{
  VALUES ?graph {{ {nodes} }}
  GRAPH ?graph {{ {{ ?node a mg:TextForm }} UNION {{ ?node a mg:Claim }} }}
}}
"""
_GRAPHS: Final = "SELECT DISTINCT ?graph WHERE { ?graph mg:graphRole ?role }"
_REPLACED: Final = """
SELECT ?node ?old WHERE { ?review a mg:Review ; mg:reviews ?node ; dct:replaces ?old }
"""


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A claim that is proposed, or was until it was decided on; texts as in the graph.

    `agents` and `rationales` are joined by line breaks, `status` is a local name.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    status: str
    basis: str
    confidence: str
    agents: str
    rationales: str
    made: str
    plan: str


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A translation that nobody has reviewed, or that was decided on."""

    iri: str
    element: str
    field: str
    text: str
    lang: str
    state: str
    method: str
    agents: str
    notes: str
    made: str
    plan: str


@dataclass(frozen=True, slots=True, order=True)
class OpenLink:
    """A link of which the source shows candidates and does not say which."""

    iri: str
    subject: str
    predicate: str
    candidates: tuple[str, ...]
    complete: bool
    plan: str


class Gathered:
    """What there is to decide on in a graph, by the ids of the items; asked once.

    Codes are those that stood there before any decision. With `edited=False` what
    decisions have added is left out.
    """

    def __init__(self, graph: MandateGraph, *, edited: bool = True) -> None:
        self.graph, self.base, self.edited = graph, graph.base, edited

    def short(self, iri: str) -> str:
        """The IRI as the file of decisions names it."""
        return short(iri, self.base)

    @cached_property
    def links(self) -> dict[str, list[Proposal]]:
        """The claims of each link."""
        nodes = {claim for (claim,) in self.graph.select_text(_PROPOSED)}
        nodes |= {n for n, old in self.originals.items() if old == f"{MG}proposed"}
        rows = self._asked(_CLAIMS, nodes)
        found: dict[str, list[Proposal]] = defaultdict(list)
        for head, (status, basis, confidence, agents, why, made, plan) in _grouped(
            rows, 4
        ):
            local = status.removeprefix(MG), basis.removeprefix(MG)
            one = Proposal(*head, *local, confidence, agents, why, made, plan)  # type: ignore[call-arg]
            found[self.link(one.subject, one.predicate, one.object)].append(one)
        return found

    def link(self, subject: str, predicate: str, target: str) -> str:
        """The id of the item that the link between these IRIs is."""
        return link_item(*map(self.short, (subject, predicate, target)))

    @cached_property
    def forms(self) -> dict[str, list[Candidate]]:
        """The translations of each item: the same words, mostly once."""
        rows = self.graph.select_text(_FORMS)
        found: dict[str, list[Candidate]] = defaultdict(list)
        for head, (state, method, agents, notes, made, plan) in _grouped(rows, 5):
            iri, element, field, text, lang = head
            if iri in self.ours and not self.edited:
                continue
            before = self.originals.get(iri, state)
            local = before.removeprefix(MG), method.removeprefix(MG)
            one = Candidate(
                iri,
                element,
                field,
                text,
                lang.lower(),
                *local,
                agents,
                notes,
                made,
                plan,
            )
            item = form_item(self.short(element), field, lang, text)
            found[item].append(one)
        return found

    @cached_property
    def lost(self) -> dict[str, tuple[str, str]]:
        """The elements whose wording was lost and not supplied, with their plans."""
        rows = self.graph.select_text(_LOST)
        return {lost_item(self.short(e)): (e, plan) for e, plan in sorted(rows)}

    @cached_property
    def open(self) -> dict[str, OpenLink]:
        """The open links."""
        found: dict[str, OpenLink] = {}
        rows = self.graph.select_text(_OPEN)
        for (iri, subject, predicate), (candidates, complete, plan) in _grouped(
            rows, 3
        ):
            several = tuple(filter(None, candidates.split("\n")))
            one = OpenLink(iri, subject, predicate, several, complete == "true", plan)
            names = self.short(subject), self.short(predicate)
            found.setdefault(open_item(*names), one)
        return found

    @cached_property
    def settled(self) -> set[str]:
        """The open links of which a claim has settled where they lead."""
        rows = self.graph.select_text(_SETTLED)
        return {open_item(self.short(s), self.short(p)) for s, p in rows}

    @cached_property
    def originals(self) -> dict[str, str]:
        """The code that each node had, IRIs both, which a decision has turned."""
        rows = sorted(self.graph.select_text(_REPLACED))
        return {row[0]: row[1] for row in rows}

    @cached_property
    def ours(self) -> set[str]:
        """The claims and forms that decisions have made."""
        prefix = f"{self.base}graph/{OURS}"
        names = {name for (name,) in self.graph.select_text(_GRAPHS)}
        graphs = {name for name in names if name.startswith(prefix)}
        return {node for node, _ in self._asked(_OURS, graphs)}

    def _asked(self, query: str, nodes: set[str]) -> list[tuple[str, ...]]:
        return [
            row
            for some in batches(nodes)
            for row in self.graph.select_text(query.format(nodes=some))
        ]


def _grouped(
    rows: list[tuple[str, ...]], head: int
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Rows of equal beginnings as one; their other values joined by line breaks."""
    found: dict[tuple[str, ...], list[set[str]]] = {}
    for row in rows:
        rest = row[head:]
        sets = found.setdefault(row[:head], [set() for _ in rest])
        for values, value in zip(sets, rest, strict=True):
            values.add(value)
    return [
        (key, tuple("\n".join(sorted(values - {""})) for values in sets))
        for key, sets in sorted(found.items())
    ]
