"""All quads of a graph, looked up by subject and by named graph."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.store.graph import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.store import MandateGraph

TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
SOURCE: Final = ox.NamedNode(f"{PREFIXES['dct']}source")
MANIFEST: Final = ox.DefaultGraph()
OF_CODE: Final = {code: role for role, code in ROLES.items()}

Name = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Node = ox.NamedNode | ox.BlankNode


def mg(name: str) -> ox.NamedNode:
    """The term of the ontology."""
    return ox.NamedNode(MG_NS + name)


def quads_of(graph: MandateGraph) -> list[ox.Quad]:
    """All quads, blank nodes with the canonical names of RDFC-1.0."""
    found = list(ox.parse(graph.nquads(), format=ox.RdfFormat.N_QUADS))
    if not any(
        isinstance(t, ox.BlankNode) for q in found for t in (q.subject, q.object)
    ):
        return found
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


class Whole:
    """Quads and what they can be looked up by; `base` is that of the data's IRIs."""

    def __init__(self, quads: Iterable[ox.Quad], base: str) -> None:
        self.base, self.quads = base, list(quads)

    @cached_property
    def by_subject(self) -> dict[object, list[ox.Quad]]:
        """The quads by their subjects."""
        found: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in self.quads:
            found[quad.subject].append(quad)
        return found

    @cached_property
    def by_graph(self) -> dict[object, list[ox.Quad]]:
        """The quads by the named graphs in which they stand."""
        found: dict[object, list[ox.Quad]] = defaultdict(list)
        for quad in self.quads:
            found[quad.graph_name].append(quad)
        return found

    @cached_property
    def pointing(self) -> dict[tuple[object, object], list[object]]:
        """The nodes that point at a node by a property: by these two."""
        found: dict[tuple[object, object], list[object]] = defaultdict(list)
        for quad in self.quads:
            if not isinstance(quad.object, ox.Literal):
                found[quad.predicate, quad.object].append(quad.subject)
        return found

    @cached_property
    def roles(self) -> dict[object, str]:
        """The role of each named graph that has one in the manifest."""
        code = mg("graphRole")
        return {
            q.subject: OF_CODE.get(name.removeprefix(MG_NS), name)
            for q in self.by_graph[MANIFEST]
            if q.predicate == code and (name := getattr(q.object, "value", ""))
        }

    @cached_property
    def sources(self) -> dict[object, set[object]]:
        """The documents that each named graph is about, by the manifest."""
        found: dict[object, set[object]] = defaultdict(set)
        for q in self.by_graph[MANIFEST]:
            if q.predicate == SOURCE and q.subject in self.by_graph:
                found[q.subject].add(q.object)
        return found

    @cached_property
    def plans(self) -> dict[str, ox.NamedNode]:
        """The plans by IRI, sorted."""
        plan = mg("Plan")
        nodes = {
            q.subject
            for own in self.by_subject.values()
            for q in own
            if q.predicate == TYPE and q.object == plan
        }
        named = [n for n in nodes if isinstance(n, ox.NamedNode)]
        return {n.value: n for n in sorted(named, key=lambda n: n.value)}

    def objects(self, node: object, predicate: ox.NamedNode) -> set[object]:
        """What the node is linked to by the property."""
        own = self.by_subject.get(node, ())
        return {q.object for q in own if q.predicate == predicate}

    def entry(self, graph: object) -> list[ox.Quad]:
        """What the manifest says of a named graph."""
        return [q for q in self.by_subject.get(graph, ()) if q.graph_name == MANIFEST]

    def is_ours(self, node: object) -> bool:
        """Whether the node is data of the graph, not a term of some vocabulary."""
        if isinstance(node, ox.NamedNode):
            return node.value.startswith(self.base)
        return isinstance(node, ox.BlankNode)
