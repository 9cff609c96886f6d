"""An index of the folded wordings of a graph, for graphs that lie in this process.

All wordings stand in one string, a line each, so a search is one scan of text instead
of a pattern that the store tries on each. It only says which nodes are worth asking
about: the query still decides, so its rows are the same with and without it.

It is made when a graph is first searched and lives as long as the graph does. Making it
takes no longer than one or two searches without it, so no copy is kept on disk.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from mandategraph.folding import fold
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.query.binding import Param, slot_of

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

MOST: Final = 500  # nodes beyond which the query is as quick without their list

# what queries may search when they say so by `search(variable)`
_WORDINGS: Final = """
SELECT ?node ?text
WHERE {
  {
    ?node mg:statementText|mg:sourceLabel|skos:prefLabel|skos:altLabel ?text .
  } UNION {
    ?node mg:textForm|mg:labelForm ?form .
    ?form xl:literalForm ?text .
  }
}"""


class Wordings:
    """The folded wordings of a graph, and the node of each."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        """`rows` are nodes and wordings."""
        folded = [fold(text) for _, text in rows]
        self._nodes = [node for node, _ in rows]
        self._text = "\n".join(folded)  # a folded text has no line breaks
        self._starts = list(accumulate((len(t) + 1 for t in folded), initial=0))

    def nodes(self, words: Sequence[str], most: int = MOST) -> list[str] | None:
        """The nodes of which some wording has all the words; None when too many."""
        first, *others = words  # the longest is the first
        found: dict[str, None] = {}
        at = self._text.find(first)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            end = self._starts[row + 1]
            if all(self._text.find(w, self._starts[row], end) >= 0 for w in others):
                found[self._nodes[row]] = None
                if len(found) > most:
                    return None
            at = self._text.find(first, end)
        return list(found)


_MADE: Final[WeakKeyDictionary[MandateGraph, Wordings]] = WeakKeyDictionary()


def narrowed(
    graph: MandateGraph,
    text: str,
    params: Sequence[Param],
    values: Mapping[str, object],
) -> str:
    """The bound query, asked about the few nodes only that a search can be about.

    It is returned as it is when the graph may change or lies elsewhere, when there are
    many such nodes, and when the query does not say which variable stands for them.
    """
    for param in params:
        if param.type != "search" or not param.choices or not graph.settled:
            continue
        words = param.words(values.get(param.name, ""))
        slot = slot_of(param.choices[0]).search(text)
        if not words or slot is None or slot[2] != "UNDEF":
            continue
        nodes = _wordings(graph).nodes(words)
        if nodes is not None and all(map(_spellable, nodes)):
            terms = " ".join(f"<{node}>" for node in nodes)
            text = text[: slot.start(2)] + terms + text[slot.end(2) :]
    return text


def _spellable(node: str) -> bool:
    """Whether it is an IRI, and no blank node; files may hold IRIs that are not fit."""
    return not node.startswith("_:") and not NOT_IN_IRI.search(node)


def _wordings(graph: MandateGraph) -> Wordings:
    if graph not in _MADE:
        _MADE[graph] = Wordings(graph.select_text(_WORDINGS))
    return _MADE[graph]
