"""The first page: which plans the graph holds, and how much of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mandategraph.query import labels
from mandategraph.serve.page import Page

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit

_PLANS = """
SELECT ?plan ?class (COUNT(DISTINCT ?element) AS ?n) WHERE {
  ?plan a mg:Plan .
  OPTIONAL {
    VALUES ?class { mg:Mandate mg:Objective mg:ExpectedResult mg:Indicator }
    ?element mg:elementOf ?plan ; a ?class .
  }
} GROUP BY ?plan ?class"""


def home(visit: Visit) -> Page:
    """The plans with counts of their elements."""
    graph = visit.site.graph
    plans: dict[str, dict[str, Any]] = {}
    for plan, cls, n in sorted(graph.select_text(_PLANS)):
        entry = plans.setdefault(plan, {"iri": plan, "counts": {}})
        if cls:
            entry["counts"][cls.rpartition("#")[2]] = int(n)
    forms = labels(graph, list(plans), visit.policy)
    for plan, entry in plans.items():
        form = forms[plan]
        entry["label"] = {"text": form.text, "lang": form.lang, "note": form.note}
    data = {"plans": list(plans.values())}
    return Page("home", visit.words.say("What is in here"), data)
