"""Where elements stand: plan, mandate, objective, result, by links that hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.namespaces import NOT_IN_IRI

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.store import MandateGraph

# the first that an element has says what it stands below
_PATHS: Final = (
    "expectedResultOf",
    "indicatorOf",
    "valueOf",
    "subObjectiveOf",
    "contributesTo",
    "serves",
)
_EDGES: Final = """
SELECT DISTINCT ?below ?link ?above WHERE {{
  VALUES ?below {{ {nodes} }}
  ?below ?link ?above .
  FILTER(?link IN ({links}))
}}"""
_MOST: Final = 12
_BATCH: Final = 500


def lineages(graph: MandateGraph, iris: Collection[str]) -> dict[str, list[str]]:
    """What is above each element, from its plan down; empty for what is no element.

    An element with several above it stands below the first, by the order of links and
    names; the others are among its links.
    """
    links = ", ".join(f"mg:{name}" for name in (*_PATHS, "elementOf"))
    above: dict[str, list[tuple[int, str]]] = defaultdict(list)
    plans: dict[str, str] = {}
    met: set[str] = set()
    edge = {iri for iri in iris if _askable(iri)}
    # a step at a time: a path of any length is looked for from every node there is
    for _ in range(_MOST):
        if not edge:
            break
        met |= edge
        rows: list[tuple[str, ...]] = []
        listed = sorted(edge)
        for start in range(0, len(listed), _BATCH):
            nodes = " ".join(f"<{iri}>" for iri in listed[start : start + _BATCH])
            rows += graph.select_text(_EDGES.format(nodes=nodes, links=links))
        edge = set()
        for below, link, target in sorted(rows):
            name = link.rpartition("#")[2]
            if name == "elementOf":
                plans.setdefault(below, target)
            else:
                above[below].append((_PATHS.index(name), target))
                edge.add(target)
        edge = {iri for iri in edge - met if _askable(iri)}
    found = {}
    for iri in iris:
        line: list[str] = []
        node = iri
        while node in above and len(line) < _MOST:
            node = min(above[node])[1]
            if node == iri or node in line:
                break
            line.append(node)
        plan = plans.get(iri) or next((plans[n] for n in line if n in plans), "")
        found[iri] = [*([plan] if plan else []), *reversed(line)]
    return found


def _askable(iri: str) -> bool:
    """Whether a query can name it: no blank node, no faulty IRI."""
    return not iri.startswith("_:") and ":" in iri and not NOT_IN_IRI.search(iri)
