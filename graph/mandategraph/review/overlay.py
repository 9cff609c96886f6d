"""The decisions in a graph: they are taken out of it and put in anew, as one.

What they add lies in graphs of their own, `decisions-...`. Of what the sources gave,
they turn one code: the status of a claim or the state of a translation. The review
keeps which code stood there, so that the graph can be had as it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.nquads import DCT
from mandategraph.review.effects import effects
from mandategraph.review.journal import standing_of
from mandategraph.review.names import OURS
from mandategraph.store import MandateGraph
from mandategraph.store.embedded import Embedded
from mandategraph.store.folder import drop_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from mandategraph.review.effects import Effects, Outcome
    from mandategraph.review.standing import Standing

    class Change(Protocol):
        """Lines of N-Quads that go, and that come."""

        remove: set[str]
        add: set[str]


_GRAPH: Final = f"graph/{OURS}"
_REPLACES: Final = ox.NamedNode(f"{DCT}replaces")
_REVIEWS: Final = ox.NamedNode(f"{MG}reviews")
_AGREEMENT: Final = ox.NamedNode(f"{MG}agreement")
_STATUS: Final = ox.NamedNode(f"{MG}status")
_STATE: Final = ox.NamedNode(f"{MG}reviewState")
_NEW: Final = {
    (_STATUS, True): ox.NamedNode(f"{MG}accepted"),
    (_STATUS, False): ox.NamedNode(f"{MG}rejected"),
    (_STATE, True): ox.NamedNode(f"{MG}stateReviewed"),
    (_STATE, False): ox.NamedNode(f"{MG}stateRejected"),
}


def withdraw(store: ox.Store) -> dict[str, str]:
    """Take the decisions out of the store: it is then as the sources gave it.

    The result has, for each quad that decisions had turned, the quad that is there
    again, both as N-Quads.
    """
    turned: dict[str, str] = {}
    ours = _ours(store)
    for quad in [q for name in sorted(ours) for q in _replacing(store, name)]:
        review, old, graph = quad.subject, quad.object, quad.graph_name
        node = next(store.quads_for_pattern(review, _REVIEWS, None, graph)).object
        given = next(store.quads_for_pattern(review, _AGREEMENT, None, graph)).object
        agreed = not str(given.value).startswith("-")  # type: ignore[union-attr]
        state = str(old.value).startswith(f"{MG}state")  # type: ignore[union-attr]
        predicate = _STATE if state else _STATUS
        new = _NEW[predicate, agreed]
        for now in list(store.quads_for_pattern(node, predicate, new, None)):  # type: ignore[arg-type]
            if _name(now) in ours:
                continue
            before = ox.Quad(now.subject, predicate, old, now.graph_name)
            store.remove(now)
            store.add(before)
            turned[f"{now} ."] = f"{before} ."
    drop_graphs(store, ours)
    return turned


def replay(store: ox.Store, standing: Standing, target: str = "memory") -> Effects:
    """What the decisions have made of the store, from which none must stand in it."""
    found = effects(MandateGraph(target, "memory", Embedded(store)), standing)
    for node, predicate, old, new in found.turned:
        code, before, after = map(ox.NamedNode, (predicate, old, new))
        for quad in list(store.quads_for_pattern(ox.NamedNode(node), code, before)):
            store.remove(quad)
            store.add(ox.Quad(quad.subject, code, after, quad.graph_name))
    store.load(found.quads.nquads(), ox.RdfFormat.N_QUADS)
    return found


@contextmanager
def set_aside(store: ox.Store, target: Path, change: Change) -> Iterator[None]:
    """The store without its decisions; those on the target are in it afterwards.

    The change was found while they were in it: where it takes away a code that they had
    turned, or gives it itself, the code that stood there goes. Raises SourceError,
    before anything is changed, when the file of decisions is damaged.
    """
    standing = standing_of(target)
    for now, before in withdraw(store).items():
        if now in change.remove or now in change.add:
            change.remove.add(before)
    yield
    if standing.all:
        replay(store, standing, str(target))


def overlay(target: str | Path, graph: MandateGraph) -> Effects:
    """What the decisions on the target make of the graph, which is not changed.

    Whether the graph holds decisions already makes no difference.
    """
    return effects(graph, standing_of(target))


def overlay_nquads(target: str | Path, graph: MandateGraph) -> bytes:
    """What the decisions on the target add to the graph, as sorted N-Quads."""
    return overlay(target, graph).quads.nquads()


def waiting(target: str | Path, graph: MandateGraph) -> list[Outcome]:
    """The decisions that change nothing in the graph now, each with the reason."""
    return overlay(target, graph).waiting


def applied(target: str | Path, graph: MandateGraph) -> bool:
    """Whether the graph holds what the decisions make of it now, and nothing else."""
    wanted = set(ox.parse(overlay_nquads(target, graph), ox.RdfFormat.N_QUADS))
    store = graph.oxigraph()
    there: set[ox.Quad] = set()
    for name in map(ox.NamedNode, _ours(store)):
        there.update(store.quads_for_pattern(None, None, None, name))
        entry = store.quads_for_pattern(name, None, None, ox.DefaultGraph())
        there.update(entry)
    return there == wanted


def _ours(store: ox.Store) -> set[str]:
    """The names of the graphs that decisions have made."""
    names = (g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode))
    return {name for name in names if _GRAPH in name}


def _name(quad: ox.Quad) -> str:
    graph = quad.graph_name
    return graph.value if isinstance(graph, ox.NamedNode) else ""


def _replacing(store: ox.Store, name: str) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(name)
    return iter(list(store.quads_for_pattern(None, _REPLACES, None, graph)))
