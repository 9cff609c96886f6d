"""DOT for Graphviz: a cluster per plan, what is not stated dashed or dotted.

Graphviz sets each line from left to right, whatever its script: lines in the other
direction are wrapped here and isolated one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mandategraph.draw.metrics import drawable, wrap
from mandategraph.draw.words import WORDS
from mandategraph.export.options import part
from mandategraph.language import direction_of
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

SHAPES: Final = {
    "mandate": 'shape=box style="filled" fillcolor="#0b3c5d" fontcolor="#ffffff"',
    "objective": 'shape=box style="filled" fillcolor="#eaf2f7" color="#17557a"',
    "expected_result": 'shape=box style="rounded" color="#2f7d5b"',
    "indicator": 'shape=note color="#8a6d1f"',
    "organisation": 'shape=house color="#6b4fa0"',
    "plan": "shape=folder",
}
EDGES: Final = {
    "stated": "style=solid",
    "accepted": 'style=solid color="#6b4fa0"',
    "proposed": 'style=dashed color="#6b4fa0"',
    "open": 'style=dotted color="#a06a10"',
}
FONT: Final = '"Noto Sans"'
WIDTH: Final = 230.0
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"


def dot(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The network as DOT; edges point to what they contribute to.

    The mandate stands where reading begins: left, or right for Arabic. That an element
    belongs to a plan is shown by the plan's cluster.
    """
    network = part(graph, policy, options)
    words = WORDS[language_of(policy)]
    rtl = direction_of(language_of(policy)) == "rtl"
    lines = [
        "digraph plan {",
        f"  graph [rankdir={'LR' if rtl else 'RL'} fontname={FONT}]",
        '  graph [charset="UTF-8"]',
        f"  node [fontname={FONT} fontsize=11 shape=box]",
        f"  edge [fontname={FONT} fontsize=9]",
    ]
    names = {node: f"n{number}" for number, node in enumerate(network, 1)}
    members: dict[str, list[str]] = {}
    for node, data in network.nodes(data=True):
        if data["kind"] != "plan":
            members.setdefault(data["plan"], []).append(node)
    edges = [
        (source, target, data)
        for source, target, data in network.edges(data=True)
        if data["relation"] != "elementOf"
    ]
    for plan in {end for edge in edges for end in edge[:2]}:
        if network.nodes[plan]["kind"] == "plan":
            members.setdefault(plan, []).append(plan)
    for number, (plan, nodes) in enumerate(sorted(members.items()), 1):
        label = network.nodes[plan] if plan in network else {}
        lines += _opening(number, plan, label) if plan else []
        lines += [f"  {names[n]} {_node(network.nodes[n], words)}" for n in nodes]
        lines += ["  }"] if plan else []
    lines += [
        f"  {names[s]} -> {names[t]} {_edge(data, words)}" for s, t, data in edges
    ]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _opening(number: int, plan: str, data: Mapping[str, Any]) -> Iterator[str]:
    label = data.get("label") or plan.rpartition("/")[2]
    yield f"  subgraph cluster_{number} {{"
    yield f"  label={_quoted(label, str(data.get('label_lang', '')))}"


def _node(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    code = f"{data['code']} · " if data["code"] else ""
    label = _quoted(code + data["label"], data["label_lang"])
    notes = (
        words.get(data["kind"], words["other"]),
        data["label_lang"],
        words.get(data["label_status"], ""),
    )
    tip = _plain(" · ".join(note for note in notes if note))
    look = SHAPES.get(data["kind"], "shape=box")
    # an IRI of another scheme could be a script
    linked = data["iri"].startswith(("https://", "http://"))
    url = f" URL={_plain(data['iri'])}" if linked else ""
    return f"[label={label} {look}{url} tooltip={tip}]"


def _edge(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Open links are dotted and not labelled: there are as many as candidates."""
    status = words[f"edge_{data['status']}"]
    rate = f" {data['confidence']}" if "confidence" in data else ""
    named = data["status"] in ("accepted", "proposed")
    label = _plain(status + rate if named else "")
    tip = _plain(f"{data['label']} ({status})")
    return f"[label={label} {EDGES[data['status']]} tooltip={tip}]"


def _quoted(text: str, lang: str) -> str:
    """A quoted label, wrapped; each line isolated when any script runs leftwards."""
    lines = wrap(text, WIDTH, 11)
    if _RTL.search(text) or direction_of(lang) == "rtl":
        mark = _RLI if direction_of(lang) == "rtl" else _LRI
        lines = [f"{mark}{line}{_PDI}" for line in lines]
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _plain(text: str) -> str:
    return f'"{_escaped(drawable(text))}"'


def _escaped(text: str) -> str:
    """Backslashes, quotes and entities as themselves."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("&", "&amp;")
