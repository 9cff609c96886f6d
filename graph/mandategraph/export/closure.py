"""What must be added to a part of a graph so that it speaks of nothing unexplained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.export.whole import MANIFEST, TYPE, mg
from mandategraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.export.whole import Whole

# what a thing is and how it is called
_NAMES: Final = frozenset(
    {
        TYPE,
        *map(
            mg,
            (
                "statementText",
                "sourceLabel",
                "ordinal",
                "textStatus",
                "fileName",
                "printedValue",
                "graphRole",
            ),
        ),
        *(
            ox.NamedNode(PREFIXES[prefix] + name)
            for prefix, name in (
                ("skos", "prefLabel"),
                ("skos", "notation"),
                ("dct", "title"),
                ("dct", "identifier"),
                ("xl", "literalForm"),
            )
        ),
    }
)


def closed(
    whole: Whole, kept: set[ox.Quad], full: Callable[[object], bool]
) -> set[ox.Quad]:
    """The quads, with a description of all that they speak of and do not describe.

    Of a node for which `full` is false, only its class and names. The manifest's entry
    of each graph that is used comes along.
    """
    found = set(kept)
    described: set[object] = {q.subject for q in found}
    pending: list[object] = [t for q in found for t in (q.object, q.graph_name)]
    entered: set[object] = {MANIFEST}
    while pending:
        node = pending.pop()
        new: list[ox.Quad] = []
        if node in whole.by_graph and node not in entered:
            entered.add(node)
            new = whole.entry(node)
        elif whole.is_ours(node) and node not in described:
            own = whole.by_subject.get(node, [])
            if isinstance(node, ox.BlankNode) or full(node) or node in whole.by_graph:
                new = own
            else:
                new = _names(own) or own
        described.add(node)
        found.update(new)
        pending += (t for q in new for t in (q.object, q.graph_name))
    return found


def _names(own: list[ox.Quad]) -> list[ox.Quad]:
    """Class and names as one graph gives them: the one that says what the node is."""
    named = [q for q in own if q.predicate in _NAMES]
    homes = sorted(str(q.graph_name) for q in named if q.predicate == TYPE)
    return [q for q in named if not homes or str(q.graph_name) == homes[0]]
