"""GraphML and GEXF, by the writers of networkx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.export.options import part
from mandategraph.workbooks import NOT_IN_XML

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

# red, green, blue; a label beside each node says the kind too
COLOURS: Final = {
    "mandate": (11, 60, 93),
    "objective": (23, 85, 122),
    "expected_result": (47, 125, 91),
    "indicator": (138, 109, 31),
    "plan": (77, 91, 104),
    "organisation": (107, 79, 160),
}
OTHER: Final = (116, 132, 143)
_DATE: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The network as GraphML; every attribute is a string."""
    stream = io.BytesIO()
    nx.write_graphml(_writable(part(graph, policy, options)), stream)
    return stream.getvalue() + b"\n"


def gexf(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as GEXF 1.2 with a colour per kind; without the date of writing."""
    network = _writable(part(graph, policy, options))
    for _, attributes in network.nodes(data=True):
        red, green, blue = COLOURS.get(attributes["kind"], OTHER)
        attributes["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    stream = io.BytesIO()
    nx.write_gexf(network, stream)
    return _DATE.sub(b"", stream.getvalue()) + b"\n"


def _writable(network: Network) -> Network:
    """A copy with unique edge ids and no character that XML cannot hold."""
    copy: Network = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        copy.add_node(node, **{k: NOT_IN_XML.sub("", v) for k, v in data.items()})
    for number, (source, target, data) in enumerate(network.edges(data=True), 1):
        clean = {k: NOT_IN_XML.sub("", v) for k, v in data.items()}
        copy.add_edge(source, target, key=f"e{number}", **clean)
    return copy
