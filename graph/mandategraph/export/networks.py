"""GraphML, and GEXF by the writer of networkx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from mandategraph.export.looks import look_of, rgb, stroke_of
from mandategraph.export.options import part
from mandategraph.export.positions import places
from mandategraph.language import direction_of
from mandategraph.query.words import language_of
from mandategraph.workbooks import NOT_IN_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_GRAPHML: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)
_END: Final = "</graph>\n</graphml>\n"
_RETURN: Final = {"\r": "&#13;"}
_WHY: Final = "XML cannot hold them"
_DATE: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The network as GraphML; every attribute is a string."""
    text = graphml_text(part(graph, policy, options))
    clean = NOT_IN_XML.sub("", text)
    options.lost("control characters", len(text) - len(clean), _WHY)
    return clean.encode()


def graphml_text(network: Network) -> str:
    """GraphML with all that the network says, whether XML can hold it or not.

    Written line by line, which takes a fraction of the time of networkx's writer.
    """
    nodes, node_keys = _elements(
        "node", "n", ((f"id={quoteattr(n)}", d) for n, d in network.nodes(data=True))
    )
    edges, edge_keys = _elements(
        "edge",
        "e",
        (
            (f'id="e{at}" source={quoteattr(s)} target={quoteattr(t)}', data)
            for at, (s, t, data) in enumerate(network.edges(data=True), 1)
        ),
    )
    start = '<graph edgedefault="directed">'
    lines = [_GRAPHML, *node_keys, *edge_keys, start, *nodes, *edges, _END]
    return "\n".join(lines)


def _elements(
    name: str, prefix: str, items: Iterable[tuple[str, Mapping[str, str]]]
) -> tuple[list[str], list[str]]:
    """An XML element for each item, and the keys of what they say."""
    keys: dict[str, str] = {}
    lines = []
    for opening, data in items:
        said = [
            f'<data key="{keys.setdefault(key, f"{prefix}{len(keys)}")}">'
            f"{escape(text, _RETURN)}</data>"
            for key, text in data.items()
        ]
        lines.append(f"<{name} {opening}>{''.join(said)}</{name}>")
    heads = [
        f'<key id="{key}" for="{name}" attr.name={quoteattr(attribute)} '
        'attr.type="string"/>'
        for attribute, key in keys.items()
    ]
    return lines, heads


def gexf(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as GEXF 1.2 with colour, size, shape and position of each node.

    Without the date of writing. Gephi has y run upwards.
    """
    network = _writable(part(graph, policy, options), options)
    rtl = direction_of(language_of(policy)) == "rtl"
    found = places(network, rtl=rtl)
    for node, attributes in network.nodes(data=True):
        look, place = look_of(attributes["kind"]), found[node]
        red, green, blue = rgb(look.colour)
        attributes["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": float(look.size),
            "shape": look.gexf,
            "position": {"x": place.x, "y": -place.y, "z": 0.0},
        }
    for _, _, attributes in network.edges(data=True):
        stroke = stroke_of(attributes["status"])
        red, green, blue = rgb(stroke.colour)
        attributes["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "shape": stroke.style,
            "thickness": stroke.width,
        }
    stream = io.BytesIO()
    nx.write_gexf(network, stream)
    return _DATE.sub(b"", stream.getvalue()) + b"\n"


def _writable(network: Network, options: ExportOptions) -> Network:
    """A copy with unique edge ids and no character that XML cannot hold."""
    lost = 0

    def held(data: dict[str, str]) -> dict[str, str]:
        nonlocal lost
        if not NOT_IN_XML.search("".join(data.values())):
            return data
        clean = {key: NOT_IN_XML.sub("", text) for key, text in data.items()}
        lost += sum(len(data[key]) - len(clean[key]) for key in data)
        return clean

    copy: Network = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        copy.add_node(node, **held(data))
    for number, (source, target, data) in enumerate(network.edges(data=True), 1):
        copy.add_edge(source, target, key=f"e{number}", **held(data))
    options.lost("control characters", lost, _WHY)
    return copy
