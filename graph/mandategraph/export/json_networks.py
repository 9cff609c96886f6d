"""Networks as JSON: for Cytoscape and Cytoscape.js, and for D3.

`<` and the line separators of JavaScript are escaped, so that the text can stand inside
a page as it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from mandategraph.export.looks import (
    FONT,
    FONT_SIZE,
    LOOKS,
    OTHER,
    STROKES,
    look_of,
    stroke_of,
)
from mandategraph.export.options import part
from mandategraph.export.positions import places
from mandategraph.language import direction_of
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.export.looks import Look
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_IN_SCRIPTS: Final = ("<", "\u2028", "\u2029")


def cyjs(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as Cytoscape JSON, with positions and a style.

    `shown` is what is drawn on a node: code and label in lines that are right in a
    program that knows one direction only. `name` and `interaction` are the names under
    which Cytoscape looks for a label.
    """
    network = part(graph, policy, options)
    found = places(network, rtl=_leftwards(policy))
    nodes = [
        {
            "data": {
                "id": node,
                "name": data["label"],
                **data,
                "shown": "\n".join(found[node].lines),
                "width": found[node].width,
                "height": found[node].height,
            },
            "position": {"x": found[node].x, "y": found[node].y},
        }
        for node, data in network.nodes(data=True)
    ]
    edges = [
        {
            "data": {
                "id": f"e{number}",
                "source": source,
                "target": target,
                "interaction": data["relation"],
                **data,
            }
        }
        for number, (source, target, data) in enumerate(network.edges(data=True), 1)
    ]
    document = {
        "format_version": "1.0",
        "generated_by": "mandategraph",
        "target_cytoscapejs_version": "~2.1",
        "data": {"name": "plan"},
        "elements": {"nodes": nodes, "edges": edges},
        "layout": {"name": "preset"},
        "style": list(_style()),
    }
    return _written(document)


def d3(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as `nodes` and `links`, as `d3.forceLink` and networkx take them.

    Each node has its place (`x`, `y`, downwards), `r` and `color`.
    """
    network = part(graph, policy, options)
    found = places(network, rtl=_leftwards(policy))
    nodes = [
        {
            "id": node,
            **data,
            "x": found[node].x,
            "y": found[node].y,
            "r": look_of(data["kind"]).size / 2,
            "color": look_of(data["kind"]).colour,
        }
        for node, data in network.nodes(data=True)
    ]
    document = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": nodes,
        "links": list(_links(network)),
    }
    return _written(document)


def _links(network: Network) -> Iterator[dict[str, str]]:
    for number, (source, target, data) in enumerate(network.edges(data=True), 1):
        color = stroke_of(data["status"]).colour
        yield {
            "source": source,
            "target": target,
            "key": f"e{number}",
            **data,
            "color": color,
        }


def _leftwards(policy: LanguagePolicy) -> bool:
    return direction_of(language_of(policy)) == "rtl"


def _style() -> Iterator[dict[str, Any]]:
    """Boxes with their words inside; a shape per kind and a line style per status."""
    yield {
        "selector": "node",
        "style": {
            "label": "data(shown)",
            "width": "data(width)",
            "height": "data(height)",
            "font-family": f"{FONT}, sans-serif",
            "font-size": FONT_SIZE,
            "line-height": 1.35,
            "text-wrap": "wrap",
            "text-max-width": "1000px",
            "text-valign": "center",
            "text-halign": "center",
            "border-width": 1.5,
            **_box(OTHER),
        },
    }
    for kind, look in LOOKS.items():
        yield {"selector": f'node[kind = "{kind}"]', "style": _box(look)}
    yield {
        "selector": "edge",
        "style": {
            "curve-style": "bezier",
            "target-arrow-shape": "triangle",
        },
    }
    for status, stroke in STROKES.items():
        yield {
            "selector": f'edge[status = "{status}"]',
            "style": {
                "width": stroke.width,
                "line-style": stroke.style,
                "line-color": stroke.colour,
                "target-arrow-color": stroke.colour,
            },
        }
    # that an element is of its plan is seen by its place
    yield {"selector": 'edge[relation = "elementOf"]', "style": {"opacity": 0.25}}


def _box(look: Look) -> dict[str, str]:
    return {
        "shape": look.cytoscape,
        "background-color": look.fill,
        "border-color": look.colour,
        "color": look.ink,
    }


def _written(document: Mapping[str, Any]) -> bytes:
    """The document with a line for each node and each edge."""
    text = _object(document)
    for sign in _IN_SCRIPTS:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{text}\n".encode()


def _object(members: Mapping[str, Any]) -> str:
    lines = (f"{json.dumps(name)}: {_value(value)}" for name, value in members.items())
    return "{" + ",\n".join(lines) + "}"


def _value(value: object) -> str:
    if isinstance(value, dict) and any(isinstance(v, list) for v in value.values()):
        return _object(value)
    if isinstance(value, list):
        items = (json.dumps(item, ensure_ascii=False) for item in value)
        return "[\n" + ",\n".join(items) + "\n]"
    return json.dumps(value, ensure_ascii=False)
