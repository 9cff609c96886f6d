"""What a collection of plans holds, as a tree in which each element is counted once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Text
from mandategraph.draw.icicle.upwards import upwards
from mandategraph.draw.metrics import drawable
from mandategraph.draw.sources import Sources
from mandategraph.draw.wordings import text_of, title_of
from mandategraph.draw.words import listed, say
from mandategraph.language import direction_of
from mandategraph.namespaces import local
from mandategraph.network import meant, stands_in, to_network
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

TOP: Final = ("mandate", "vision", "value_statement")
GROUPS: Final = ("organisation", "programme", "planseries")
KINDS: Final = (*GROUPS, "plan", "objective")
RESULT: Final = len(KINDS)
RANKS: Final = {
    **{kind: rank for rank, kind in enumerate(KINDS)},
    "unstated": 0,
    "top": RESULT - 1,
    "unassigned": RESULT - 1,
}
_UP: Final = (
    "expectedResultOf",
    "indicatorOf",
    "subObjectiveOf",
    "contributesTo",
    "serves",
)
_ABOVE: Final = """
SELECT ?part ?link ?whole WHERE {
  VALUES ?link { org:subOrganizationOf dct:isPartOf dct:isVersionOf }
  ?part ?link ?whole . FILTER(isIRI(?whole))
}"""


@dataclass(slots=True)
class Node:
    """A block: what it is called, and how many elements of each kind it holds.

    `kind` is that of the network, or `unassigned`, `unstated` for the organisation
    that no source names, `top` for the mandates of a plan, `more` for what is folded.
    `own` counts an element itself and the indicators that are no block; `instead` is
    the kind of what is folded.
    """

    iri: str
    kind: str
    text: Text
    code: str = ""
    remark: str = ""
    instead: str = ""
    own: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    children: list[Node] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many elements of plans it holds."""
        return self.counts.total() - self.counts["plan"]

    def all(self) -> Iterator[Node]:
        """The node and all below it, each before what it holds."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead += reversed(node.children)


@dataclass(slots=True)
class Forest:
    """All that a graph holds, or what is in focus.

    `shared_plans` and `shared` count plans of several organisations and elements of
    several wholes; each stands in one place only. `circles` are the codes of each
    circle of links, the first one again at its end; its first link is not followed.
    """

    root: Node
    lang: str
    sources: list[str]
    wordings: Sequence[Mapping[str, str]]
    shared_plans: int = 0
    shared: int = 0
    circles: list[list[str]] = field(default_factory=list)


def forest(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    plan: str | None = None,
    focus: str | None = None,
) -> Forest:
    """The tree of the graph's plans, or of one plan, or of one node.

    `plan` and `focus` are IRIs or their last segments; UnknownNameError otherwise.
    """
    return _Grower(graph, policy).grown(plan, focus)


class _Grower:
    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.network: Network = to_network(graph, policy)
        self.sources = Sources(graph)
        self.above: dict[str, str] = {}
        for part, _, whole in sorted(graph.select_text(_ABOVE)):
            self.above.setdefault(part, whole)
        self.members: dict[str, list[str]] = defaultdict(list)
        self.plans: list[str] = []
        for node, data in self.network.nodes(data=True):
            if data["plan"]:
                self.members[data["plan"]].append(node)
            elif data["kind"] == "plan":
                self.plans.append(node)
        self.plans.sort(key=self.sources.place)
        origin = self.sources.lang(self.plans[0]) if self.plans else ""
        self.lang = language_of(policy, origin)
        self.shared_plans = self.shared = 0
        self.circles: list[list[str]] = []

    def grown(self, plan: str | None, focus: str | None) -> Forest:
        plans = self.plans
        if plan is not None:
            plans = [meant("plan", plan, self.plans)]
        root = Node("", "", self._own(""))
        groups: dict[tuple[str, ...], Node] = {}
        for one in plans:
            at, path = root, tuple[str, ...]()
            for name in self._path(one):
                path = (*path, name)
                if path not in groups:
                    groups[path] = self._group(name)
                    at.children.append(groups[path])
                at = groups[path]
            at.children.append(self._plan(one))
        _count(root)
        _sort(root)
        if focus is not None:
            named = {node.iri: node for node in root.all() if node.iri}
            root = Node("", "", self._own(""))
            root.children.append(named[meant("block", focus, named)])
            _count(root)
        shown = [node.iri for node in root.all()]
        known = set(shown)
        drawn = [self.network.nodes[iri] for iri in shown if iri in self.network]
        held = {node.iri for node in root.all() if node.kind == "plan"}
        held |= {data["plan"] for data in drawn if data["plan"]}
        lines = self.sources.lines(sorted(held, key=self.sources.place), self.lang)
        shared = self.shared_plans, self.shared
        circles = [
            [self.network.nodes[name]["code"] for name in circle]
            for circle in self.circles
            if known.intersection(circle)
        ]
        return Forest(root, self.lang, lines, drawn, *shared, circles)

    def _own(self, words: str) -> Text:
        return Text(words, direction_of(self.lang) == "rtl")

    def _path(self, plan: str) -> list[str]:
        """The organisations, programmes and the series that the plan is counted in."""
        found: dict[str, list[str]] = {"organisation": [], "programme": []}
        for _, target, edge in sorted(
            self.network.out_edges(plan, data=True), key=lambda e: (_rank(e[2]), e[1])
        ):
            kind = self.network.nodes[target]["kind"]
            certain = edge["status"] in ("stated", "accepted")
            if edge["relation"] == "planOf" and certain and kind in found:
                found[kind].append(target)
        self.shared_plans += any(len(targets) > 1 for targets in found.values())
        path = self._upwards(found["organisation"][:1]) or ["unstated"]
        path += self._upwards(found["programme"][:1])
        series = self.above.get(plan, "")
        if series in self.network and self.network.nodes[series]["kind"] in GROUPS:
            path.append(series)
        return list(dict.fromkeys(path))

    def _upwards(self, start: list[str]) -> list[str]:
        """The node below all that it is part of; a circle ends where it begins."""
        way = list(start)
        while way and (whole := self.above.get(way[0], "")) in self.network:
            if whole in way:
                break
            way.insert(0, whole)
        return way

    def _group(self, name: str) -> Node:
        if name == "unstated":
            words = say(self.lang, "icicle_unstated")
            return Node("", "unstated", self._own(words))
        data = self.network.nodes[name]
        return Node(name, data["kind"], text_of(data, self.lang))

    def _plan(self, plan: str) -> Node:
        """The plan with its objectives and results, each below its strongest whole."""
        data = self.network.nodes[plan]
        text = text_of(data, self.lang)
        if stands_in(data["label_status"]):
            text = self._own(title_of(data, self.lang))
        found = Node(plan, "plan", text)
        found.own["plan"] = 1
        found.remark = self._others(plan)
        nodes = {name: self._element(name) for name in self.members[plan]}
        top = Node("", "top", self._own(say(self.lang, "icicle_top")))
        loose = Node("", "unassigned", self._own(say(self.lang, "unassigned")))
        left = {n: node for n, node in nodes.items() if node.kind not in TOP}
        top.own.update(node.kind for name, node in nodes.items() if name not in left)
        wholes = {name: self._wholes(name) for name in left}
        self.shared += sum(
            sum(whole in left for _, whole in links) > 1 for links in wholes.values()
        )
        above, circles = upwards(wholes)
        self.circles += circles
        below: dict[str, list[str]] = defaultdict(list)
        ahead: list[tuple[Node, str]] = []
        for name, node in left.items():
            if above[name] in left:
                below[above[name]].append(name)
            else:
                known = above[name] or node.kind == "objective"
                ahead.append((found if known else loose, name))
        ahead.reverse()
        while ahead:
            home, name = ahead.pop()
            node = nodes[name]
            if node.kind == "indicator":
                # what an indicator holds, if anything, is counted where it is
                home.own["indicator"] += 1
                node = home
            else:
                home.children.append(node)
            ahead += [(node, part) for part in reversed(below.pop(name, []))]
        if top.own:
            found.children.insert(0, top)
        if loose.own or loose.children:
            found.children.append(loose)
        return found

    def _others(self, plan: str) -> str:
        """The other organisations of a plan that is counted below the first one."""
        names = [
            drawable(self.network.nodes[target]["label"])
            for _, target, edge in sorted(
                self.network.out_edges(plan, data=True),
                key=lambda e: (_rank(e[2]), e[1]),
            )
            if edge["relation"] == "planOf"
            and edge["status"] in ("stated", "accepted")
            and self.network.nodes[target]["kind"] == "organisation"
        ]
        if len(names) < 2:
            return ""
        return say(self.lang, "also", code=listed(self.lang, names[1:]))

    def _element(self, name: str) -> Node:
        data = self.network.nodes[name]
        text = text_of(data, self.lang)
        if not text.words:
            text = self._own(say(self.lang, "lost"))
        node = Node(name, data["kind"], text, data["code"])
        node.own[data["kind"]] = 1
        return node

    def _wholes(self, name: str) -> list[tuple[int, str]]:
        """What the element is part of, strongest first, each with its rank.

        Only stated and accepted links count.
        """
        found = [
            (_rank(edge), self.network.nodes[target]["code"], target)
            for _, target, edge in self.network.out_edges(name, data=True)
            if edge["relation"] in _UP
            and edge["status"] in ("stated", "accepted")
            and target != name
        ]
        best: dict[str, int] = {}
        for rank, _, target in sorted(found):
            best.setdefault(target, rank)
        return [(rank, target) for target, rank in best.items()]


def key_of(node: Node, above: tuple[int, int]) -> tuple[int, int]:
    """The column of a node: the rank of its kind, how often that rank lies above it.

    `above` is the key of what holds it.
    """
    rank = RANKS.get(node.instead or node.kind, RESULT)
    return (rank, above[1] + 1) if rank <= above[0] else (rank, 0)


def _rank(edge: Mapping[str, Any]) -> int:
    return ("stated", "accepted", "proposed", "open").index(edge["status"])


def _count(root: Node) -> None:
    """Sum up what each node holds, from the last one back."""
    nodes = list(root.all())
    for node in nodes:
        node.counts = Counter(node.own)
    parents = {id(child): node for node in nodes for child in node.children}
    for node in reversed(nodes):
        if id(node) in parents:
            parents[id(node)].counts.update(node.counts)


def _sort(root: Node) -> None:
    """Groups and plans by size, the largest first; what is in a plan as it is read."""
    for node in root.all():
        if node.kind in ("", "unstated", *GROUPS):
            node.children.sort(
                key=lambda n: (
                    n.kind == "unstated",
                    -n.size,
                    n.text.words,
                    local(n.iri),
                )
            )
