"""Flowcharts in the language of Mermaid, of a network or a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import WORDS
from mandategraph.export.looks import LOOKS, OTHER, heading, label_lines, link_words
from mandategraph.export.options import other_languages, several_lines
from mandategraph.language import direction_of
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network

_LONGEST: Final = 1000  # characters of a label
# Words are in lines already. In the look that Mermaid 12 has by default an edge that
# hops over another is solid, even one that is not stated.
_SETTINGS: Final = (
    '%%{init: {"look": "classic", "flowchart": {"wrappingWidth": 450}}}%%'
)
_FRAME: Final = f"fill:{OTHER.fill},stroke:{OTHER.colour},color:{OTHER.ink}"
_BRACKETS: Final = {
    "mandate": ("[[", "]]"),
    "objective": ("[", "]"),
    "expected_result": ("(", ")"),
    "indicator": (">", "]"),
    "organisation": ("{{", "}}"),
    "plan": ("[(", ")]"),
}
_OTHER: Final = ("([", "])")
_ARROWS: Final = {"accepted": "==>", "proposed": "-.->", "open": "-.-o"}
# what Mermaid or its Markdown would take for a sign: quotes, emphasis, links, lists
_SIGNS: Final = re.compile(
    r'["#;`<>&*_~$\\\[\]{}|^@]|%(?=%)|(?<=%)%|:(?=//)'
    r"|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|^[-+]"
)
_ICON: Final = re.compile(r"(?<=\w):(?=[\w-])")
_LINKED: Final = re.compile(r"https?://[^\s\"<>`;\\]+")

Edge: TypeAlias = "tuple[str, str, dict[str, Any]]"


class Part(NamedTuple):
    """One flowchart: the name of the part, its nodes and its edges."""

    name: str
    nodes: list[str]
    edges: list[Edge]


class Flowcharts:
    """Writes flowcharts of one network, each of a part of it."""

    def __init__(self, network: Network, policy: LanguagePolicy) -> None:
        self.network = network
        self.lang = language_of(policy)
        self.rtl = direction_of(self.lang) == "rtl"
        self.words = WORDS[self.lang]
        self.ids = {node: f"n{number}" for number, node in enumerate(network, 1)}
        plans = {data["plan"] for _, data in network.nodes(data=True)} - {""}
        self.plans = {plan: f"p{n}" for n, plan in enumerate(sorted(plans), 1)}
        self.cut: set[str] = set()  # whose labels are shortened
        self.boxes = {node: self._box(node) for node in network}
        self.openings = {plan: self._opening(plan) for plan in self.plans}

    def tell(self, options: ExportOptions) -> None:
        """Tell what no flowchart of this network holds."""
        languages = other_languages(self.network)
        options.lost("labels in other languages", languages, "Mermaid shows one")
        held = (
            bool(data["status"]) + bool(data["label_status"])
            for _, data in self.network.nodes(data=True)
        )
        options.lost("statuses of nodes", sum(held), "Mermaid has no attributes")
        options.lost(*several_lines(self.network))
        options.lost("labels shortened", len(self.cut), f"over {_LONGEST} characters")

    def whole(self) -> Part:
        """All nodes, but for plans that a box stands for, and all edges."""
        edges = drawn_links(self.network)
        ends = {end for edge in edges for end in edge[:2]}
        nodes = [n for n in self.network if n in ends or n not in self.plans]
        return Part("", nodes, edges)

    def text(self, one: Part) -> str:
        """The flowchart; the mandate stands where reading begins."""
        ends = {end for edge in one.edges for end in edge[:2]}
        shown = sorted({*one.nodes, *ends}, key=lambda node: int(self.ids[node][1:]))
        members: dict[str, list[str]] = {}
        for node in shown:
            plan = self.plan_of(node)
            members.setdefault(plan if plan in self.plans else "", []).append(node)
        lines = self._head()
        for plan, nodes in sorted(members.items()):
            around = self._around(plan) if plan else []
            lines += [*around[:1], *(self.boxes[node] for node in nodes), *around[1:]]
        lines += [self.arrow(*edge) for edge in one.edges]
        lines += [line for node in shown for line in self._link(node)]
        kinds = {self.network.nodes[node]["kind"] for node in shown}
        lines += [_colours(kind) for kind in LOOKS if kind in kinds]
        return "\n".join([*lines, ""])

    def plan_of(self, node: str) -> str:
        """The plan in whose box it stands, its own for a plan."""
        return node if node in self.plans else str(self.network.nodes[node]["plan"])

    def frame_cost(self) -> int:
        """Characters that a flowchart takes whatever is in it, with all colours."""
        return _characters([*self._head(), *map(_colours, LOOKS)])

    def cost(self, nodes: Iterable[str], plans: Iterable[str]) -> int:
        """Characters that these nodes and the boxes of these plans take."""
        lines = [line for plan in plans for line in self._around(plan)]
        for node in nodes:
            lines += [self.boxes[node], *self._link(node)]
        return _characters(lines)

    def _head(self) -> list[str]:
        return [_SETTINGS, f"flowchart {'LR' if self.rtl else 'RL'}"]

    def _around(self, plan: str) -> list[str]:
        """The lines before and after what stands in the box of the plan."""
        end = ["  end", f"  style {self.plans[plan]} {_FRAME}"]
        return [self.openings[plan], *end]

    def _opening(self, plan: str) -> str:
        data = self.network.nodes.get(plan, {})
        label = data.get("label") or plan.rpartition("/")[2]
        return f"  subgraph {self.plans[plan]} [{self._quoted(label, data, plan)}]"

    def _box(self, node: str) -> str:
        data = self.network.nodes[node]
        start, end = _BRACKETS.get(data["kind"], _OTHER)
        label = self._quoted(heading(data["code"], data["label"]), data, node)
        style = f":::{data['kind']}" if data["kind"] in LOOKS else ""
        return f"  {self.ids[node]}{start}{label}{end}{style}"

    def arrow(self, source: str, target: str, data: Mapping[str, Any]) -> str:
        """The line of one edge."""
        words = link_words(data, self.words)
        label = f"|{self._lines(words, self.lang)}|" if words else ""
        arrow = _ARROWS.get(data["status"], "-->")
        return f"  {self.ids[source]} {arrow}{label} {self.ids[target]}"

    def _link(self, node: str) -> Iterator[str]:
        # an IRI of another scheme could be a script
        if _LINKED.fullmatch(iri := self.network.nodes[node]["iri"]):
            yield f'  click {self.ids[node]} href "{iri}" _blank'

    def _quoted(self, text: str, data: Mapping[str, Any], iri: str) -> str:
        words = drawable(text)
        if len(words) > _LONGEST:
            self.cut.add(iri)
            words = f"{words[:_LONGEST]}…"
        return self._lines(words, str(data.get("label_lang", "")))

    def _lines(self, text: str, lang: str) -> str:
        return f'"{"<br/>".join(map(_escaped, label_lines(text, lang)))}"'


def drawn_links(network: Network) -> list[Edge]:
    """The links that are drawn as such.

    That an element belongs to a plan is shown by the box of its plan, unless that is
    the box of another.
    """
    return [
        (source, target, data)
        for source, target, data in network.edges(data=True)
        if data["relation"] != "elementOf" or network.nodes[source]["plan"] != target
    ]


def _escaped(text: str) -> str:
    """The text without a sign; what names an icon is parted by a joiner of no width."""
    whole = _ICON.sub(":\u2060", text)
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", whole)


def _colours(kind: str) -> str:
    look = LOOKS[kind]
    return f"  classDef {kind} fill:{look.fill},stroke:{look.colour},color:{look.ink}"


def _characters(lines: Iterable[str]) -> int:
    return sum(length(line) + 1 for line in lines)


def length(text: str) -> int:
    """The length as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2
