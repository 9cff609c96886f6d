"""Networks for Pajek: numbered vertices with words, place and shape, and arcs.

Pajek knows no other attribute, no escape inside a name, and takes vertices of one name
for one: names are made unique here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import drawable
from mandategraph.export.looks import heading, look_of, stroke_of
from mandategraph.export.options import other_languages, part, several_lines
from mandategraph.export.positions import places
from mandategraph.language import direction_of
from mandategraph.namespaces import local
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_UNQUOTABLE: Final = {ord('"'): "'", ord("\\"): "/"}
_HELD: Final = ("code", "label")
_OF_LABEL: Final = ("label_lang", "label_status")
_HELD_OF_ARCS: Final = ("label", "relation")  # the label is the relation in words


def pajek(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as a Pajek file (.net); y runs downwards, as Pajek has it.

    An arc has the name of its relation, and a pattern: solid, or dots for a link that
    is proposed or open.
    """
    network = part(graph, policy, options)
    names = _names(network, options)
    _tell(network, options)
    rtl = direction_of(language_of(policy)) == "rtl"
    found = places(network, rtl=rtl)
    across = _shares([place.x for place in found.values()])
    down = _shares([place.y for place in found.values()])
    lines = [f"*Vertices {len(network)}"]
    numbers = {node: at for at, node in enumerate(network, 1)}
    for (node, at), x, y in zip(numbers.items(), across, down, strict=True):
        shape = look_of(network.nodes[node]["kind"]).pajek
        lines.append(f'{at} "{names[node]}" {x:.5f} {y:.5f} {shape}')
    lines.append("*Arcs")
    for source, target, data in network.edges(data=True):
        ends = f"{numbers[source]} {numbers[target]}"
        solid = stroke_of(data["status"]).style == "solid"
        pattern = "Solid" if solid else "Dots"
        lines.append(f'{ends} 1 l "{_name(data["label"])}" p {pattern}')
    text = "\n".join([*lines, ""])
    return text.encode("utf-8-sig" if options.bom else "utf-8")


def _names(network: Network, options: ExportOptions) -> dict[str, str]:
    """A name for each node that no other has: code and label, then the IRI's end."""
    words = {
        node: heading(data["code"], data["label"])
        for node, data in network.nodes(data=True)
    }
    names = {node: _name(text) for node, text in words.items()}
    changed = sum(names[node] != drawable(text) for node, text in words.items())
    options.lost(
        "names with quotation marks or backslashes",
        changed,
        "Pajek has no sign for them; written ' and /",
    )
    taken = Counter(names.values())
    for node, name in names.items():
        if taken[name] > 1 or not name:
            names[node] = f"{name} ({_name(local(node))})".strip()
    taken = Counter(names.values())
    return {
        node: f"{name} ({_name(node)})" if taken[name] > 1 else name
        for node, name in names.items()
    }


def _name(text: str) -> str:
    return drawable(text).translate(_UNQUOTABLE)


def _tell(network: Network, options: ExportOptions) -> None:
    why = "Pajek has a name, a place and a shape for each vertex"
    options.lost(*several_lines(network))
    options.lost("labels in other languages", other_languages(network), why)
    attributes = (
        bool(text)
        and name not in _HELD
        and (name in _OF_LABEL or not name.startswith("label_"))
        for _, data in network.nodes(data=True)
        for name, text in data.items()
    )
    options.lost("attributes of nodes", sum(attributes), why)
    said = Counter(
        name
        for _, _, data in network.edges(data=True)
        for name, text in data.items()
        if text and name not in _HELD_OF_ARCS
    )
    statuses = said.pop("status", 0)
    why = "an arc is solid, or dotted where it is proposed or open; no more is told"
    options.lost("statuses of links", statuses, why)
    why = "Pajek has a name and a pattern for each arc"
    options.lost("confidences of links", said.pop("confidence", 0), why)
    options.lost("other attributes of links", said.total(), why)


def _shares(values: list[float]) -> list[float]:
    """The values between 0.05 and 0.95, as Pajek's page has them."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [0.05 + 0.9 * (value - low) / ((high - low) or 1) for value in values]
