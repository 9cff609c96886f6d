"""Plans as plain JSON trees for programs that know nothing of RDF.

Plan > mandates and objectives > results > indicators > values, each with its code, its
wordings by language and status, and the words of the source that it rests on. What no
link holds to another element stands in `not_assigned`, what is linked but has no place
in the tree in `apart`, with the reason; open and proposed links are said to be such.
`ontology/plan-tree.schema.json` describes the form.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.export.rdf import nquads
from mandategraph.export.selection import selected
from mandategraph.export.tree_facts import DCT, SKOS, Facts, Tree, given
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.network import to_network
from mandategraph.rdf.properties import every, first
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy

SCHEMA: Final = "https://w3id.org/mandategraph/plan-tree.schema.json"
_DEEPEST: Final = 60
_HOLDS: Final = ("stated", "accepted")
# the links by which an element stands below another
_BELOW: Final = ("subObjectiveOf", "expectedResultOf", "indicatorOf", "contributesTo")
_PLACES: Final = {
    "objective": "objectives",
    "expected_result": "results",
    "indicator": "indicators",
    "planned_activity": "activities",
    "mandate": "mandates",
    "vision": "visions",
    "value_statement": "value_statements",
}
_TOPS: Final = ("mandate", "vision", "value_statement", "objective")
_NOT_CARRIED: Final = {
    "section headings": "?x a mg:SectionHeading",
    "spans without a statement": "?text mg:leftover ?x",
    "reading warnings": "?text mg:readingWarning ?x",
    "fields of the source format": "?node mg:sourceField ?x",
    "reviews": "?x a mg:Review",
    "rejected text forms": "?x mg:reviewState mg:stateRejected",
    "disputed, rejected and superseded claims": "?x mg:status ?status . "
    "FILTER(?status IN (mg:disputed, mg:rejected, mg:superseded))",
    "concepts of vocabularies": "?x a skos:Concept ; skos:inScheme ?scheme . "
    "?g mg:graphRole mg:vocabularyGraph . GRAPH ?g { ?x skos:inScheme ?scheme }",
}


def tree_json(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as one JSON document; what it has no room for is told, with counts."""
    part = graph
    if options.plan is not None or options.langs or options.roles:
        selection = selected(graph, options)
        selection.tell(options)
        part = MandateGraph.from_nquads(nquads(selection.quads), target=graph.target)
    for what, pattern in _NOT_CARRIED.items():
        query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
        ((count,),) = part.select_text(query)
        options.lost(what, int(float(count or 0)), "the tree has no place for them")
    document = {"$schema": SCHEMA, **_Trees(part, policy).document()}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Trees:
    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.network = to_network(graph, policy)
        self.base = graph.base
        nodes = self.network.nodes(data=True)
        self.plans = {n for n, data in nodes if data["kind"] == "plan"}
        self.facts = Facts(graph)
        concepts = [
            iri
            for own in self.facts.nodes.values()
            for name in ("unit", "dimension")
            for iri in every(own, name)
        ]
        self.facts.word([*self.network.nodes, *concepts])
        self.below: dict[str, dict[str, None]] = defaultdict(dict)
        self.above: dict[str, dict[str, None]] = defaultdict(dict)
        self.links: dict[str, list[tuple[str, str, Mapping[str, Any]]]]
        self.links = defaultdict(list)
        for source, target, edge in self.network.edges(data=True):
            relation, holds = edge["relation"], edge["status"] in _HOLDS
            if relation in _BELOW and holds and self._plan(target):
                self.below[target][source] = None
                self.above[source][target] = None
            if relation != "elementOf" and edge["status"] != "open":
                self.links[source].append((relation, target, edge))
        self.placed: set[str] = set()
        self.deeper: list[str] = []  # below what stands as deep as a tree may go

    def document(self) -> Tree:
        """All plans; `base` is what the IRIs of the data begin with."""
        nodes = self.network.nodes(data=True)
        members: dict[str, list[str]] = defaultdict(list)
        for node, data in nodes:
            if data["plan"]:
                members[data["plan"]].append(node)
        trees = [self._tree(plan, members[plan]) for plan in sorted(self.plans)]
        langs = {
            form.lang
            for forms in self.facts.forms.values()
            for form in forms
            if form.lang
        }
        return {"base": self.base, "languages": sorted(langs), "plans": trees}

    def _plan(self, node: str) -> str:
        return str(self.network.nodes[node]["plan"])

    def _kind(self, node: str) -> str:
        return str(self.network.nodes[node]["kind"])

    def _tree(self, plan: str, members: list[str]) -> Tree:
        facts = self.facts
        own = facts.of(plan)
        order = sorted(members, key=lambda n: (facts.begins(n), n))
        inside = set(members)
        tops = [
            n
            for n in order
            if self._kind(n) in _TOPS and not inside & self.above[n].keys()
        ]
        found = given(
            {
                "iri": plan,
                "name": plan.rpartition("/")[2],
                "titles": facts.wordings(plan),
                "description": facts.printed(plan, f"{DCT}description"),
                "identifier": first(own, "sourceIdentifier"),
                "period": facts.period(plan),
                "published": first(own, f"{DCT}issued"),
                "sources": [self._source(d) for d in every(own, f"{DCT}source")],
                "links": self._links(plan),
            }
        )
        for top in tops:
            found.setdefault(_PLACES[self._kind(top)], []).append(self._element(top))
        roots = [
            n
            for n in order
            if not inside & self.above[n].keys() and n not in self.placed
        ]
        loose = [self._element(n) for n in roots if not self.above[n]]
        apart = [
            self._element(n) | {"reason": "other_plan"} for n in roots if self.above[n]
        ]
        apart += self._deeper()
        for node in order:
            if node not in self.placed:
                apart.append(self._element(node) | {"reason": "circle"})
                apart += self._deeper()
        return found | given({"not_assigned": loose, "apart": apart})

    def _deeper(self) -> list[Tree]:
        """What stands below the deepest level, each with what is below it in turn."""
        found = []
        while self.deeper:
            node = self.deeper.pop(0)
            if node not in self.placed:
                found.append(self._element(node) | {"reason": "depth"})
        return found

    def _source(self, document: str) -> Tree:
        own = self.facts.of(document)
        return given(
            {
                "iri": document,
                "file": first(own, "fileName"),
                "media_type": first(own, f"{DCT}format"),
                "sha256": self.facts.hashes.get(document),
                "languages": sorted(every(own, f"{DCT}language")),
                "rights": self.facts.printed(document, f"{DCT}rights"),
                "retrieved": first(own, f"{PREFIXES['prov']}generatedAtTime"),
            }
        )

    def _element(self, node: str, depth: int = 1) -> Tree:
        """The element with those below it; only its IRI where it stands elsewhere."""
        if node in self.placed:
            return {"ref": node}
        self.placed.add(node)
        facts, own = self.facts, self.facts.of(node)
        level = first(own, "objectiveLevel") or first(own, "resultType") or ""
        unit = first(own, "unit")
        found = given(
            {
                "iri": node,
                "name": node.rpartition("/")[2],
                "kind": self._kind(node),
                "code": self.network.nodes[node]["code"],
                "labels": facts.labels(node),
                "texts": facts.wordings(node),
                "wording_lost": bool(every(own, "textStatus")) or None,
                "level": level.removeprefix(MG_NS)
                if not level.endswith("Unspecified")
                else None,
                "number": first(own, f"{SKOS}notation"),
                "identifier": first(own, "sourceIdentifier"),
                "description": facts.printed(node, f"{DCT}description"),
                "notes": facts.printed(node, f"{SKOS}note"),
                "unit": unit and {"iri": unit, "names": facts.wordings(unit)},
                "higher_is_better": {"true": True, "false": False}.get(
                    first(own, "higherIsBetter") or ""
                ),
                "evidence": facts.evidence(node),
                "values": [facts.value(v) for v in sorted(facts.values.get(node, ()))],
                "links": self._links(node),
                "open_links": [self._open(n) for n in facts.open.get(node, ())],
            }
        )
        plan = self._plan(node)
        for child in sorted(self.below[node], key=lambda n: (facts.begins(n), n)):
            # what another plan holds stands there
            elsewhere = self._plan(child) != plan and self._plan(child) in self.plans
            if depth == _DEEPEST and not elsewhere:
                self.deeper.append(child)
            refer = elsewhere or depth == _DEEPEST
            below = {"ref": child} if refer else self._element(child, depth + 1)
            found.setdefault(_PLACES[self._kind(child)], []).append(below)
        return found

    def _links(self, node: str) -> list[Tree]:
        """The links that are stated, accepted or proposed, by relation and target."""
        found = [
            given(
                {
                    "relation": relation,
                    "target": target,
                    "names": [] if self._plan(target) else self.facts.wordings(target),
                    "status": edge["status"],
                    "confidence": edge.get("confidence"),
                }
            )
            for relation, target, edge in self.links[node]
        ]
        return sorted(found, key=lambda link: (link["relation"], link["target"]))

    def _open(self, node: str) -> Tree:
        """A link of which the source does not say which of several it is."""
        own = self.facts.of(node)
        relation = first(own, "claimPredicate") or ""
        return {
            "relation": relation.removeprefix(MG_NS),
            "candidates": sorted(every(own, "candidate")),
            "complete": first(own, "candidatesComplete") in ("true", "1"),
            "evidence": self.facts.evidence(node),
        }
