"""What the sources give the things that were decided on: classes, words, plans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.namespaces import MG_NS as MG
from mandategraph.review.names import OURS, batches, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.review.gather import Gathered

_TYPES: Final = """
SELECT DISTINCT ?node ?class ?graph
WHERE {{ VALUES ?node {{ {nodes} }} GRAPH ?graph {{ ?node a ?class }} }}
"""
_PLANS: Final = """
SELECT DISTINCT ?node ?plan
WHERE {{ VALUES ?node {{ {nodes} }} ?node mg:elementOf ?plan }}
"""
_DOCUMENTS: Final = """
SELECT ?plan ?document WHERE { ?plan a mg:Plan ; dct:source ?document }
"""
_WORDED: Final = """
SELECT DISTINCT ?node ?form (LANG(?words) AS ?lang) ?state
WHERE {{
  VALUES ?node {{ {nodes} }}
  {{ ?node mg:statementText ?words }}
  UNION
  {{
    ?node mg:textForm ?form . ?form xl:literalForm ?words .
    OPTIONAL {{ ?form mg:reviewState ?state }}
  }}
}}
"""
_EVIDENCE: Final = """
SELECT ?node (MIN(STR(?found)) AS ?span)
WHERE {{ VALUES ?node {{ {nodes} }} ?node mg:evidence ?found }}
GROUP BY ?node
"""


@dataclass(slots=True)
class Wording:
    """A wording that an element has: its language; form and state, `""` if issued."""

    lang: str
    form: str = ""
    state: str = ""

    @property
    def live(self) -> bool:
        """Whether it is shown to readers."""
        return self.state != f"{MG}stateRejected"


@dataclass(slots=True)
class Base:
    """What is known of some nodes apart from what decisions have added."""

    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, list[Wording]] = field(
        default_factory=lambda: defaultdict(list)
    )
    evidence: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, gathered: Gathered, nodes: Collection[str]) -> Base:
        """What the graph says of the nodes, but for what decisions have made."""
        graph = gathered.graph
        found = cls(words=words_of(graph, nodes))
        prefix = f"{graph.base}graph/{OURS}"
        for some in batches(nodes):
            for node, class_, where in graph.select_text(_TYPES.format(nodes=some)):
                if not where.startswith(prefix):
                    found.classes[node].add(class_)
            for node, plan in sorted(graph.select_text(_PLANS.format(nodes=some))):
                found.plans.setdefault(node, plan)
            rows = graph.select_text(_WORDED.format(nodes=some))
            for node, form, lang, state in sorted(rows):
                before = gathered.originals.get(form, state)
                if form not in gathered.ours:
                    found.wordings[node].append(Wording(lang.lower(), form, before))
            rows = graph.select_text(_EVIDENCE.format(nodes=some))
            found.evidence |= {node: span for node, span in rows if node}
        for plan, document in sorted(graph.select_text(_DOCUMENTS), reverse=True):
            found.documents[plan] = document
        return found

    def plan_of(self, node: str) -> str:
        """The plan that the node belongs to, or is; `""` when there is none."""
        if f"{MG}Plan" in self.classes.get(node, ()):
            return node
        return self.plans.get(node, "")

    def kind(self, node: str) -> str:
        """Local name of the node's class in our ontology, `""` without one."""
        names = {c.removeprefix(MG) for c in self.classes.get(node, ()) if MG in c}
        return min(names - {"PlanElement"}, default="")
