"""DOT for Graphviz: a cluster per plan, what is not stated dashed or dotted.

Every attribute of the network is there as well, those of a plan on its cluster;
Graphviz hands on those that it does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import WORDS
from mandategraph.export.flowchart import drawn_links
from mandategraph.export.looks import (
    FONT,
    FONT_SIZE,
    LOOKS,
    heading,
    label_lines,
    link_words,
    stroke_of,
)
from mandategraph.export.options import part, several_lines
from mandategraph.language import direction_of
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

_SHAPES: Final = {
    "mandate": "shape=box style=filled",
    "objective": "shape=box style=filled",
    "expected_result": "shape=box style=rounded",
    "indicator": "shape=note style=filled",
    "organisation": "shape=house",
    "plan": "shape=folder",
}


def dot(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as DOT; edges point to what they contribute to.

    The mandate stands where reading begins: left, or right for Arabic. That an element
    belongs to a plan is shown by the plan's cluster. A plan is a node as well where
    a link leads to it, and a node alone where no element stands in it.
    """
    network = part(graph, policy, options)
    options.lost(*several_lines(network))
    lang = language_of(policy)
    words = WORDS[lang]
    rtl = direction_of(lang) == "rtl"
    lines = [
        "digraph plan {",
        f'  graph [rankdir={"LR" if rtl else "RL"} fontname="{FONT}"]',
        '  graph [charset="UTF-8"]',
        f'  node [fontname="{FONT}" fontsize={FONT_SIZE} shape=box]',
        f'  edge [fontname="{FONT}" fontsize=9]',
    ]
    names = {node: f"n{number}" for number, node in enumerate(network, 1)}
    edges = drawn_links(network)
    ends = {end for edge in edges for end in edge[:2]}
    members: dict[str, list[str]] = {}
    plans: list[str] = []
    for node, data in network.nodes(data=True):
        if data["kind"] == "plan":
            plans.append(node)
        else:
            members.setdefault(data["plan"], []).append(node)
    for plan in plans:
        if plan in ends or plan not in members:
            members.setdefault(plan if plan in members else "", []).append(plan)
    for number, (plan, nodes) in enumerate(sorted(members.items()), 1):
        lines += _opening(number, plan, network, drawn=plan in nodes) if plan else []
        lines += [f"  {names[n]} {_node(network.nodes[n], words)}" for n in nodes]
        lines += ["  }"] if plan else []
    lines += [f"  {names[s]} -> {names[t]} {_edge(data, lang)}" for s, t, data in edges]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _opening(number: int, plan: str, network: Network, *, drawn: bool) -> Iterator[str]:
    """The first lines of a cluster, with all of its plan unless that is a node too."""
    data = network.nodes[plan] if plan in network else {}
    label = data.get("label") or plan.rpartition("/")[2]
    yield f"  subgraph cluster_{number} {{"
    yield f"  label={_quoted(label, str(data.get('label_lang', '')))}"
    if data and not drawn:
        yield from (f"  {name}={text}" for name, text in _attributes(data).items())


def _node(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    notes = (
        words.get(data["kind"], words["other"]),
        data["label_lang"],
        words.get(data["label_status"], ""),
    )
    # an IRI of another scheme could be a script
    linked = data["iri"].startswith(("https://", "http://"))
    drawn = {
        "label": _quoted(heading(data["code"], data["label"]), data["label_lang"]),
        "tooltip": _plain(" · ".join(note for note in notes if note)),
        **({"URL": _plain(data["iri"])} if linked else {}),
    }
    return f"[{_spelled(drawn)} {_look(data['kind'])} {_spelled(_attributes(data))}]"


def _look(kind: str) -> str:
    if kind not in LOOKS:
        return "shape=box"
    look = LOOKS[kind]
    colours = {"color": look.colour, "fillcolor": look.fill, "fontcolor": look.ink}
    quoted = {name: _plain(colour) for name, colour in colours.items()}
    return f"{_SHAPES[kind]} {_spelled(quoted)}"


def _edge(data: Mapping[str, Any], lang: str) -> str:
    """Recorded links have their words in the tooltip alone: there are thousands."""
    words = WORDS[lang]
    status = words[f"edge_{data['status']}"]
    stroke = stroke_of(data["status"])
    shown = "" if data["status"] == "recorded" else link_words(data, words)
    drawn = {
        "label": _quoted(shown, lang),
        "tooltip": _plain(f"{data['label']} ({status})"),
        "style": stroke.style,
        "penwidth": f"{stroke.width:g}",
        "color": _plain(stroke.colour),
    }
    return f"[{_spelled(drawn | _attributes(data))}]"


def _attributes(data: Mapping[str, Any]) -> dict[str, str]:
    """All that the network says, but for the label, which is drawn in lines."""
    return {
        _plain(name): _plain(text)
        for name, text in data.items()
        if name != "label" and text
    }


def _spelled(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in attributes.items())


def _quoted(text: str, lang: str) -> str:
    return '"' + "\\n".join(map(_escaped, label_lines(text, lang))) + '"'


def _plain(text: str) -> str:
    return f'"{_escaped(drawable(text))}"'


def _escaped(text: str) -> str:
    """Backslashes, quotes and entities as themselves."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("&", "&amp;")
