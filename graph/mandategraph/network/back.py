"""A network turned back into a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.errors import QueryError, excerpt
from mandategraph.network.edits import Edits
from mandategraph.network.plan_back import write_plan_network
from mandategraph.network.whole import LITERAL
from mandategraph.rdf.nquads import Quads, iri
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from mandategraph.network.nodes import Network


def from_network(network: Network, *, agent: str = "") -> MandateGraph:
    """The graph that a network of `whole_network` or `to_network` stands for.

    Of `whole_network` it is the very graph: the same quads. Of `to_network` it is what
    that network holds: elements, links and labels, but no evidence and no values.
    Nodes and edges added by hand with the attributes of a plan network (`kind`,
    `label`, `label_lang`, `plan`, `code`; `relation`, `status`, `confidence`) come as
    claims of `agent`, in a graph of their own: proposed, or accepted where the edge
    says so, never stated. QueryError names what cannot be written.
    """
    holds = network.graph.get("holds")
    quads = Quads()
    edits = Edits(quads, agent)
    if holds == "quads":
        lines = _lines(network, edits)
        return MandateGraph.from_nquads(
            "\n".join([*lines, quads.nquads().decode()]).encode(), target="network"
        )
    if holds == "plan" and network.graph.get("nodes") != "everything":
        write_plan_network(network, quads, edits)
        return MandateGraph.from_nquads(quads.nquads(), target="network")
    reason = "it is no network of whole_network, nor a plan network of to_network"
    advice = "make it by whole_network, which keeps everything"
    raise QueryError("the network", reason, advice)


def _lines(network: Network, edits: Edits) -> list[str]:
    """The lines of N-Quads; what was added by hand goes to the edits."""
    lines: list[str] = []
    for node, data in network.nodes(data=True):
        own: dict[str, str] = {}
        for key, value in data.items():
            if isinstance(key, tuple):
                head = f"{_term(node)} {_term(key[0])} "
                tail = _graph(key[1])
                lines += [f"{head}{_literal(node, one)}{tail}" for one in value]
            else:
                own[key] = value
        if own:
            edits.node(node, own)
    for source, target, key, data in network.edges(keys=True, data=True):
        if isinstance(key, tuple):
            predicate, graph = key
            ends = f"{_term(source)} {_term(predicate)} {_term(target)}"
            lines.append(ends + _graph(graph))
        else:
            edits.link(source, target, data)
    return lines


def _term(node: str) -> str:
    """The IRI or the blank node as N-Quads write it."""
    if node.startswith("_:"):
        return node
    try:
        return iri(node)
    except ValueError as error:
        raise QueryError(
            excerpt(repr(node)), "not an IRI", "give it in full"
        ) from error


def _graph(name: str) -> str:
    return f" {_term(name)} ." if name else " ."


def _literal(node: str, text: str) -> str:
    if not LITERAL.fullmatch(text):
        advice = 'write it as N-Quads do: "words"@en, "3"^^<datatype>'
        raise QueryError(f"{node} {excerpt(text)}", "not a literal", advice)
    return text
