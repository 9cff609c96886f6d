"""The quads of one plan, with everything that its statements need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.export.closure import closed
from mandategraph.export.whole import MANIFEST, SOURCE, TYPE, mg

if TYPE_CHECKING:
    import pyoxigraph as ox

    from mandategraph.export.whole import Whole

# who has one of these is part of what is said of the plan
_BACK: Final = tuple(map(mg, ("elementOf", "claimSubject", "valueOf", "reviews")))
_TEXT_OF: Final = mg("textOf")
# what each plan of a file says for itself of the text that they share
_OF_PLACES: Final = frozenset(map(mg, ("leftover", "markOffsets", "readingWarning")))
_ELEMENT_OF: Final = mg("elementOf")
_PLAN: Final = mg("Plan")


def of_plan(whole: Whole, plan: ox.NamedNode) -> set[ox.Quad]:
    """The plan, its document, elements, evidence, claims, translations and parties.

    What belongs to another plan is there by its class and names, where this one speaks
    of it. Where graphs have no entry in the manifest, links alone decide.
    """
    documents = whole.objects(plan, SOURCE)
    own = {
        graph
        for graph, docs in whole.sources.items()
        # the text of a file in which another plan stands as well
        if docs <= documents or (docs & documents and whole.roles.get(graph) == "text")
    }
    kept = {q for graph in own for q in whole.by_graph[graph]}
    # the text of the file is described with the first of its plans
    for document in documents:
        for text in whole.pointing.get((_TEXT_OF, document), ()):
            said = whole.by_subject[text]
            kept.update(q for q in said if q.predicate not in _OF_PLACES)
    inside: set[object] = {plan, *documents}
    pending = list(inside)
    while pending:
        node = pending.pop()
        kept.update(q for q in whole.by_subject.get(node, ()))
        new = {n for p in _BACK for n in whole.pointing.get((p, node), ())} - inside
        inside |= new
        pending += new

    def full(node: object) -> bool:
        """Whether nothing else but this plan has the node for its own."""
        described = whole.by_subject.get(node, ())
        return not any(
            (q.predicate == _ELEMENT_OF and q.object != plan)
            or (q.predicate == TYPE and q.object == _PLAN)
            for q in described
        )

    found = closed(whole, kept, full)
    # a graph of which nothing is left needs no entry
    used = {q.graph_name for q in found}
    named = whole.by_graph.keys() - used
    return {q for q in found if q.graph_name != MANIFEST or q.subject not in named}
