"""Where elements stand: plan, mandate, objective, result, by links that hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

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
_UP: Final = "|".join(f"mg:{name}" for name in _PATHS)
_EDGES: Final = """
SELECT DISTINCT ?below ?link ?above WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node ({up})* ?below .
  VALUES ?link {{ {links} mg:elementOf }}
  ?below ?link ?above .
}}"""
_MOST: Final = 12


def lineages(graph: MandateGraph, iris: Collection[str]) -> dict[str, list[str]]:
    """What is above each element, from its plan down; empty for what is no element.

    An element with several above it stands below the first, by the order of links and
    names; the others are among its links.
    """
    from mandategraph.namespaces import NOT_IN_IRI

    nodes = " ".join(f"<{iri}>" for iri in iris if not NOT_IN_IRI.search(iri))
    links = " ".join(f"mg:{name}" for name in _PATHS)
    above: dict[str, list[tuple[int, str]]] = defaultdict(list)
    plans: dict[str, str] = {}
    asking = _EDGES.format(nodes=nodes, up=_UP, links=links)
    for below, link, target in sorted(graph.select_text(asking)):
        name = link.rpartition("#")[2]
        if name == "elementOf":
            plans.setdefault(below, target)
        else:
            above[below].append((_PATHS.index(name), target))
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
