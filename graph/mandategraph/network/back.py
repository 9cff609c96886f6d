"""A network turned back into a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.errors import QueryError, StoreError
from mandategraph.network.edits import Edits
from mandategraph.network.plan_back import write_plan_network
from mandategraph.network.written import iri_text, literal_term, node_term
from mandategraph.rdf.nquads import Quads
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
        return _graph_of("\n".join([*lines, quads.nquads().decode()]))
    if holds == "plan" and network.graph.get("nodes") != "everything":
        write_plan_network(network, quads, edits)
        return _graph_of(quads.nquads().decode())
    reason = "it is no network of whole_network, nor a plan network of to_network"
    advice = "make it by whole_network, which keeps everything"
    raise QueryError("the network", reason, advice)


def _graph_of(text: str) -> MandateGraph:
    """The graph of N-Quads; QueryError for an IRI that only a full parser refuses."""
    if not text.strip():
        raise QueryError("the network", "it is empty", "add nodes and edges to it")
    try:
        return MandateGraph.from_nquads(text.encode(), target="network")
    except StoreError as error:
        advice = "correct it in the network"
        raise QueryError("the network", error.reason, advice) from error


def _lines(network: Network, edits: Edits) -> list[str]:
    """The lines of N-Quads; what was added by hand goes to the edits."""
    lines: list[str] = []
    for node, data in network.nodes(data=True):
        own: dict[str, str] = {}
        subject = node_term(node) if data else ""
        for key, value in data.items():
            if isinstance(key, tuple):
                predicate, tail = _said(key, node)
                head = f"{subject} {predicate} "
                lines += [f"{head}{literal_term(one, node)}{tail}" for one in value]
            else:
                own[key] = value
        if own:
            edits.node(node, own)
    for source, target, key, data in network.edges(keys=True, data=True):
        if isinstance(key, tuple):
            predicate, tail = _said(key, f"{source} -> {target}")
            lines.append(f"{node_term(source)} {predicate} {node_term(target)}{tail}")
        else:
            edits.link(source, target, data)
    return lines


def _said(key: tuple[str, ...], where: str) -> tuple[str, str]:
    """The predicate, and the end of the line with the graph, of a key."""
    if len(key) != 2:
        reason = f"{len(key)} parts where a predicate and a graph should be"
        raise QueryError(where, reason, 'write (predicate, graph), "" for no graph')
    predicate = f"<{iri_text(key[0], where)}>"
    return predicate, f" {node_term(key[1], where)} ." if key[1] else " ."
