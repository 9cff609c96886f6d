"""Items as plain data: both sides with their words, labels and evidence.

All labels are looked up at once, by the language policy.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.language import Form
from mandategraph.query.labels import labels
from mandategraph.review.base import Base
from mandategraph.review.names import batches

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.language import LanguagePolicy
    from mandategraph.review.decision import Decision
    from mandategraph.review.gather import Gathered

_QUOTES: Final = """
SELECT DISTINCT ?node ?place ?span ?words ?text ?file
WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node ?place ?span .
  FILTER(?place IN (mg:evidence, mg:headingSpan))
  ?span oa:hasSource ?text ; oa:hasSelector ?selector .
  ?selector oa:exact ?words .
  OPTIONAL {{ ?text mg:textOf ?document . ?document mg:fileName ?file }}
}}
"""
_WORDINGS: Final = """
SELECT DISTINCT ?node ?place (STR(?words) AS ?text) (LANG(?words) AS ?lang)
WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node ?place ?words .
  FILTER(?place IN (mg:statementText, mg:sourceLabel))
}}
"""


class Shown:
    """What some nodes look like in the languages that were asked for."""

    def __init__(
        self, gathered: Gathered, nodes: Collection[str], policy: LanguagePolicy
    ) -> None:
        self.gathered = gathered
        self.base = Base.of(gathered, nodes)
        plans = {self.base.plan_of(node) for node in nodes} - {""}
        wanted = sorted({n for n in nodes if n} | plans)
        self.labels = labels(gathered.graph, wanted, policy)
        self.quotes: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        self.wordings: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for some in batches(nodes):
            rows = gathered.graph.select_text(_QUOTES.format(nodes=some))
            for node, place, *found in sorted(rows, key=_place):
                names = ("span", "words", "text", "file")
                quote = dict(zip(names, found, strict=True))
                self.quotes[node, _field(place)].append(quote)
            rows = gathered.graph.select_text(_WORDINGS.format(nodes=some))
            for node, place, text, lang in sorted(rows):
                form = written(Form(text, lang))
                self.wordings[node, _field(place)].append(form)

    def side(self, node: str, field: str = "text") -> dict[str, Any]:
        """One side of an item: a thing, its label, the issuer's words, the evidence."""
        plan = self.base.plan_of(node)
        return {
            "iri": node,
            "code": self.gathered.short(node),
            "kind": self.base.kind(node),
            "label": self.label(node),
            "plan": self.named(plan) if plan else None,
            "wordings": self.wordings.get((node, field), []),
            "evidence": self.quotes.get((node, field))
            or self.quotes.get((node, "text"), []),
        }

    def named(self, node: str) -> dict[str, Any]:
        """A node with its label alone."""
        code = self.gathered.short(node)
        return {"iri": node, "code": code, "label": self.label(node)}

    def label(self, node: str) -> dict[str, Any]:
        """The label of a node: its text, language, direction and what it is worth."""
        found = self.labels.get(node)
        return written(found or Form(self.gathered.short(node), "", "code"))


def written(form: Form) -> dict[str, Any]:
    """A form as plain data."""
    return {
        "text": form.text,
        "lang": form.lang,
        "dir": form.direction,
        "status": form.worth,
    }


def told(decision: Decision | None) -> dict[str, Any] | None:
    """A decision as plain data, None for none."""
    if decision is None:
        return None
    return {
        "id": decision.id,
        "time": decision.time,
        "agent": decision.agent,
        "action": decision.action,
        "item": decision.item,
        "about": dict(decision.about),
        "value": decision.value,
        "lang": decision.lang,
        "note": decision.note,
        "undoes": decision.undoes,
    }


def _field(place: str) -> str:
    """Whether a property has to do with the wording or with the printed label."""
    return "label" if place.endswith(("sourceLabel", "headingSpan")) else "text"


def _place(row: tuple[str, ...]) -> tuple[str, str, str, int]:
    node, place, span, *_ = row
    text, _, offsets = span.partition("#char=")
    start = offsets.partition(",")[0]
    return node, place, text, int(start) if start.isdigit() else 0
