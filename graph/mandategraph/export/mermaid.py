"""Networks for Mermaid, split where Mermaid would refuse to draw them.

It draws at most 500 edges and 50,000 characters unless the page around it allows more.
A larger network is split by plan, then by objective, then by size; a node that links of
several parts lead to stands in each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mandategraph.export.flowchart import Flowcharts, Part, length
from mandategraph.export.options import part
from mandategraph.export.positions import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.export.flowchart import Edge
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

MOST_EDGES: Final = 500
MOST_CHARACTERS: Final = 50_000
_ROOM: Final = MOST_CHARACTERS - 100  # the rest is for a first line
_NAME: Final = 40
_NOT_IN_FILE_NAMES: Final = re.compile(r"[^A-Za-z0-9.-]+")


def mermaid(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The network as one flowchart; its first lines say when it is too large."""
    charts = Flowcharts(part(graph, policy, options), policy)
    text = charts.text(whole := charts.whole())
    charts.tell(options)
    if fits(charts, whole):
        return text.encode()
    size = f"{len(whole.edges)} edges and {length(text)} characters"
    limits = "Mermaid draws 500 and 50,000 unless maxEdges and maxTextSize allow more"
    options.lost("flowchart too large", 1, f"{size}; {limits}; name a file to split it")
    return f"%% {size}: {limits}\n{text}".encode()


def mermaid_files(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """The network as one flowchart, or as several that Mermaid draws, by suffix."""
    charts = Flowcharts(part(graph, policy, options), policy)
    parts = parts_of(charts)
    charts.tell(options)
    if len(parts) > 1:
        why = (
            f"Mermaid draws at most 500 edges and 50,000 characters: {len(parts)} files"
        )
        options.lost("flowchart too large", 1, why)
    large = sum(not fits(charts, one) for one in parts)
    options.lost("parts too large", large, "no smaller part; Mermaid will refuse them")
    files: dict[str, bytes] = {}
    for number, one in enumerate(parts, 1):
        suffix = f"-{number}{one.name}" if len(parts) > 1 else ""
        head = f"%% part {number} of {len(parts)}\n" if suffix else ""
        files[suffix] = f"{head}{charts.text(one)}".encode()
    return files


def parts_of(charts: Flowcharts) -> list[Part]:
    """The whole, or small enough parts by plan, by objective and by size."""
    if fits(charts, whole := charts.whole()):
        return [whole]
    plans, heads = _homes(charts)
    found: list[Part] = []
    for of_plan in _grouped(whole, plans):
        if fits(charts, of_plan):
            found.append(of_plan)
            continue
        for of_head in _grouped(of_plan, heads):
            small = fits(charts, of_head)
            found.extend([of_head] if small else _chopped(charts, of_head))
    return found


def fits(charts: Flowcharts, one: Part) -> bool:
    """Whether Mermaid draws this part as it is."""
    return len(one.edges) <= MOST_EDGES and length(charts.text(one)) <= _ROOM


def _homes(charts: Flowcharts) -> tuple[dict[str, str], dict[str, str]]:
    """The plan of each node, and the code of the objective that it stands behind.

    What has no plan of its own goes where the node before it goes; "" for none.
    """
    before = tree(charts.network)
    plans, heads = {"": ""}, {"": ""}
    for node in charts.network:
        way = [node]
        while before[way[-1]] not in plans:
            way.append(before[way[-1]])
        for step in reversed(way):
            data = charts.network.nodes[step]
            own = data["code"] if data["kind"] == "objective" else ""
            plans[step] = charts.plan_of(step) or plans[before[step]]
            heads[step] = heads[before[step]] or own
    return plans, heads


def _grouped(one: Part, names: Mapping[str, str]) -> Iterator[Part]:
    """The nodes of each name with the edges that start there, in order."""
    groups: dict[str, Part] = {}

    def group(node: str) -> Part:
        tail = _NOT_IN_FILE_NAMES.sub("-", names[node].rpartition("/")[2])[:_NAME]
        name = f"{one.name}-{tail.strip('-.') or 'rest'}"
        return groups.setdefault(names[node], Part(name, [], []))

    for node in one.nodes:
        group(node).nodes.append(node)
    for edge in one.edges:
        group(edge[0]).edges.append(edge)
    yield from groups.values()


def _chopped(charts: Flowcharts, one: Part) -> Iterator[Part]:
    """The part in pieces: its edges in order, then the nodes without any."""
    linked = {end for edge in one.edges for end in edge[:2]}
    items: list[tuple[Edge | None, tuple[str, ...]]] = [
        *((edge, edge[:2]) for edge in one.edges),
        *((None, (node,)) for node in one.nodes if node not in linked),
    ]
    nodes: set[str] = set()
    plans: set[str] = set()
    edges: list[Edge] = []
    size = frame = charts.frame_cost()
    for edge, ends in items:
        own = length(charts.arrow(*edge)) + 1 if edge else 0
        around = {charts.plan_of(node) for node in ends} & charts.plans.keys()
        more = own + charts.cost({*ends} - nodes, around - plans)
        full = size + more > _ROOM or (edge and len(edges) == MOST_EDGES)
        if full and nodes:
            yield Part(one.name, sorted(nodes), edges)
            size, nodes, plans, edges = frame, set(), set(), []
            more = own + charts.cost({*ends}, around)
        size += more
        nodes.update(ends)
        plans |= around
        edges += [edge] if edge else []
    yield Part(one.name, sorted(nodes), edges)
