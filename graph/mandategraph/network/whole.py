"""Every quad of a graph as a network, and nothing else: what can be turned back whole.

Nodes are IRIs, and blank nodes as `_:name`. A quad between two nodes is an edge whose
key is `(predicate, graph)`; the default graph is `""`. A quad that ends in a literal is
an attribute of its subject: the key is again `(predicate, graph)`, the value a list of
literals as N-Quads writes them, `"Reduce flood damage."@en`; `literal_parts` takes one
apart. So whatever networkx counts, ranks or walks works on it directly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pyoxigraph as ox

from mandategraph.errors import QueryError, excerpt
from mandategraph.network.nodes import without_collection
from mandategraph.network.written import literal_term
from mandategraph.store.terms import Parts, parts

if TYPE_CHECKING:
    from mandategraph.network.nodes import Network
    from mandategraph.store import MandateGraph

# of what a store has written: it need not be checked again
_LITERAL: Final = r'"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"(?:@[\w-]+|\^\^<[^<>" ]*>)?'
_QUAD: Final = re.compile(
    rf"(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|(_:\S+)|({_LITERAL}))"
    r"(?: <([^>]*)>| (_:\S+))? \."
)


def whole_network(graph: MandateGraph) -> Network:
    """The network of all quads, in an order that never varies.

    `from_network` makes the same graph of it. QueryError for a triple term of RDF 1.2.
    """
    network = _Whole()
    with without_collection():
        network.fill(graph.nquads().decode())
    network.graph["holds"] = "quads"
    return network


def literal_parts(literal: str) -> Parts:
    """Text, language and datatype of a literal as the network has it."""
    line = f"<x:s> <x:p> {literal_term(literal)} ."
    (quad,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    return parts(quad.object)


class _Whole(nx.MultiDiGraph):  # type: ignore[type-arg]  # generic in the stubs only
    """A network that fills itself: edges added one by one take twice as long."""

    _succ: dict[str, Any]
    _pred: dict[str, Any]
    _node: dict[str, Any]

    def fill(self, text: str) -> None:
        """Add the quads of N-Quads text."""
        succ, pred, nodes = self._succ, self._pred, self._node
        for line in text.split("\n"):
            # most lines are four IRIs; no function is called for them
            words = line.split(" ", 5)
            if len(words) == 5 and line[0] == words[2][0] == words[3][0] == "<":
                source, target = words[0][1:-1], words[2][1:-1]
                key = (words[1][1:-1], words[3][1:-1])
            elif line:
                source, target, literal, key = _read(line)
                if literal:
                    self._known(source).setdefault(key, []).append(literal)
                    continue
            else:
                continue
            if source not in nodes:
                succ[source], pred[source], nodes[source] = {}, {}, {}
            after = succ[source]
            if target in after:
                after[target][key] = {}
                continue
            if target not in nodes:
                succ[target], pred[target], nodes[target] = {}, {}, {}
            after[target] = pred[target][source] = {key: {}}

    def _known(self, node: str) -> dict[object, list[str]]:
        """The attributes of the node, which is there from now on."""
        if node not in self._node:
            self._succ[node], self._pred[node], self._node[node] = {}, {}, {}
        found: dict[object, list[str]] = self._node[node]
        return found


def _read(line: str) -> tuple[str, str, str, tuple[str, str]]:
    """Source, target or literal, and key, of any line of N-Quads."""
    subject, predicate, rest = line.split(" ", 2)
    literal, _, name = rest.rpartition(" <")
    if subject[0] == "<" and rest[0] == '"' and literal and '"' not in name:
        # a graph's name has no quotation mark: this is no datatype of words with blanks
        return subject[1:-1], "", literal, (predicate[1:-1], name[:-3])
    match = _QUAD.fullmatch(line)
    if match is None:
        reason = "no quad of RDF 1.1: perhaps a triple term"
        raise QueryError(excerpt(line), reason, "leave it out of the graph")
    source, blank, predicate, target, other, literal, name, unnamed = match.groups("")
    return source or blank, target or other, literal, (predicate, name or unnamed)
