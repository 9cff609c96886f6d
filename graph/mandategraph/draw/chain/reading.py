"""What a results chain shows of a plan, as plain values: cards, levels, links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Card, Chip
from mandategraph.draw.metrics import drawable
from mandategraph.draw.remarks import Remarks
from mandategraph.draw.sources import Sources
from mandategraph.draw.values import KINDS, Values
from mandategraph.draw.wordings import holders, named, ranged, text_of
from mandategraph.draw.words import say
from mandategraph.namespaces import local
from mandategraph.network import meant, stands_in, to_network
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TypeAlias

    from mandategraph.draw.content import Text
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

    _Ranked: TypeAlias = tuple[int, str, str, str]

TOP: Final = ("mandate", "vision", "value_statement")
LEVELS: Final = (
    "indicator",
    "activity",
    "output",
    "outcome",
    "impact",
    "unspecified",
    "objective",
    "mandate",
)
RELATIONS: Final = (
    "contributesTo",
    "expectedResultOf",
    "serves",
    "subObjectiveOf",
)
_SEVERAL: Final = 2  # values of one sort that a small card has room for
_LONG: Final = 80  # letters; beyond it each sort of values is a remark of its own
_KINDS: Final = {
    "indicator": "indicator",
    "planned_activity": "activity",
    "objective": "objective",
    **dict.fromkeys(TOP, "mandate"),
}
_TYPES: Final = "SELECT ?result ?type WHERE { ?result mg:resultType ?type }"
_GRADES: Final = "SELECT ?aim ?level WHERE { ?aim mg:objectiveLevel ?level }"


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a part to the whole that it contributes to."""

    part: str
    whole: str
    status: str


@dataclass(slots=True)
class Chain:
    """A plan as a chain: `level` is a place in LEVELS, `grade` an objective's level.

    `cards` are in reading order; those that stand in `indicators` of another are drawn
    in it. `links` are stated, accepted or proposed, and lead to cards of the plan.
    `heading` is the title with its language.
    """

    plan: str
    lang: str
    title: str
    subtitles: list[str]
    sources: list[str]
    cards: dict[str, Card] = field(default_factory=dict)
    level: dict[str, int] = field(default_factory=dict)
    grade: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    indicators: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    focused: bool = False
    heading: Text | None = None

    def nested(self) -> set[str]:
        """The indicators that are drawn in the card of what they measure."""
        return {one for ones in self.indicators.values() for one in ones}


class ChainReader:
    """Makes chains of the plans of a graph; what it needs is asked for once."""

    def __init__(self, graph: MandateGraph, policy: LanguagePolicy) -> None:
        self.policy = policy
        self.network: Network = to_network(graph, policy)
        self.sources = Sources(graph)
        self.types = {e: local(t) for e, t in sorted(graph.select_text(_TYPES))}
        self.grades = {e: local(t) for e, t in sorted(graph.select_text(_GRADES))}
        self.values = Values(graph, policy)
        self.members: dict[str, list[str]] = defaultdict(list)
        for node, data in self.network.nodes(data=True):
            if data["plan"]:
                self.members[data["plan"]].append(node)

    def plans(self, plan: str | None, focus: str | None) -> list[str]:
        """The plans to be drawn, by place in their documents.

        UnknownNameError when there is no such plan or element.
        """
        nodes = self.network.nodes
        known = [n for n in self.network if nodes[n]["kind"] == "plan"]
        if focus is not None:
            return [str(nodes[self.element(focus)]["plan"])]
        if plan is not None:
            return [meant("plan", plan, known)]
        return sorted(known, key=self.sources.place)

    def element(self, name: str) -> str:
        """The IRI of the element; UnknownNameError when there is none."""
        nodes = self.network.nodes
        return meant("element", name, [n for n in nodes if nodes[n]["plan"]])

    def chain(self, plan: str) -> Chain:
        """The chain of the plan."""
        lang = language_of(self.policy, self.sources.lang(plan))
        heading = named(self.network.nodes[plan], lang)
        chain = Chain(
            plan,
            lang,
            heading.words,
            holders(self.network, plan, lang, follow=not self.policy.asked),
            self.sources.lines([plan], lang),
            heading=heading,
        )
        for node in self.members[plan]:
            data = self.network.nodes[node]
            chain.cards[node] = self._card(node, data, lang)
            name = _KINDS.get(data["kind"]) or self._type(node)
            chain.level[node] = LEVELS.index(name)
            if (grade := self.grades.get(node, "")).startswith("level"):
                chain.grade[node] = grade
        for node in self.members[plan]:
            self._link(chain, node)
        return chain

    def _type(self, node: str) -> str:
        found = self.types.get(node, "")
        return found if found in LEVELS else "unspecified"

    def _card(self, node: str, data: Mapping[str, Any], lang: str) -> Card:
        card = Card(
            iri=node,
            kind=data["kind"],
            code=data["code"],
            text=text_of(data, lang),
            lost=stands_in(data["label_status"]),
            label=say(lang, data["kind"]),
        )
        card.chips += self._path(node, card.text.words, lang)
        return card

    def _path(self, node: str, wording: str, lang: str) -> list[Chip]:
        """The values of an indicator, from the baseline to the target, if any.

        What the wording itself says is not said twice.
        """
        remarks, found = Remarks(self.values, lang), []
        values = remarks.of(node, wording)
        for kind in KINDS:
            own = ((words, cut) for value, words, cut in values if value.kind == kind)
            said = list(dict.fromkeys(own))
            if said:
                kept = said[:_SEVERAL]
                cut = sum(n for _, n in kept)
                shown = say(lang, "comma").join(words for words, _ in kept)
                if (more := len(said) - _SEVERAL) > 0:
                    shown = say(lang, "chain_more_values", values=shown, n=more)
                words = say(lang, kind, value=shown)
                found.append(Chip(words, value=True, cut=cut))
        whole = " · ".join(chip.words for chip in found)
        if len(found) > 1 and len(whole) <= _LONG:
            return [Chip(whole, value=True, cut=sum(chip.cut for chip in found))]
        return found

    def _link(self, chain: Chain, node: str) -> None:
        """The lines of an element to its wholes; what is no line becomes a remark."""
        lang, card = chain.lang, chain.cards[node]
        extra = ("indicatorOf",) if card.kind == "indicator" else ()
        edges = self._edges(node, (*RELATIONS, *extra))
        opened = [target for target, edge in edges if edge["status"] == "open"]
        settled = [found for found in edges if found[1]["status"] != "open"]
        if opened:
            codes = _by_code(self._code(chain, target) for target in opened)
            key = "chain_one_of" if len(opened) > 1 else "chain_perhaps"
            words = say(lang, key, codes=ranged(lang, codes))
            card.chips.append(Chip(words, "open"))
        elif not settled and card.kind not in (*TOP, "objective"):
            card.chips.append(Chip(say(lang, "no_link"), "open"))
        held = False
        for target, edge in settled:
            status, inside = edge["status"], target in chain.cards
            nests = inside and card.kind == "indicator" and not held
            if nests and status != "proposed":
                held = True
                chain.indicators.setdefault(target, []).append(node)
            elif inside and card.kind != "indicator":
                chain.links.append(Link(node, target, status))
            elif status == "stated":
                words = say(lang, "also", code=self._code(chain, target))
                card.chips.append(Chip(words))
            if status != "stated":
                card.chips.append(self._claimed(chain, target, edge))

    def _code(self, chain: Chain, target: str) -> str:
        """The code of an element of this plan, the label of one of another."""
        if target in chain.cards:
            return chain.cards[target].code
        return drawable(self.network.nodes[target]["label"])

    def _claimed(self, chain: Chain, target: str, edge: Mapping[str, Any]) -> Chip:
        """The remark on a link that the source does not state."""
        code = self._code(chain, target)
        if edge["status"] == "accepted":
            return Chip(say(chain.lang, "accepted_link", code=code), "accepted")
        if rate := edge.get("confidence"):
            words = say(chain.lang, "proposed_rated", code=code, confidence=rate)
        else:
            words = say(chain.lang, "proposed", code=code)
        return Chip(words, "proposed")

    def _edges(
        self, node: str, relations: Iterable[str]
    ) -> list[tuple[str, Mapping[str, Any]]]:
        """Targets and the strongest link to each, the stated ones first."""
        order = ("stated", "accepted", "open", "proposed")
        wanted = set(relations)
        best: dict[tuple[str, bool], tuple[_Ranked, Mapping[str, Any]]] = {}
        for _, target, edge in self.network.out_edges(node, data=True):
            if edge["relation"] in wanted:
                rank = order.index(edge["status"])
                code = self.network.nodes[target]["code"]
                found = (rank, code, target, edge["relation"])
                key = (target, edge["status"] == "open")
                if key not in best or found < best[key][0]:
                    best[key] = (found, edge)
        return [(f[2], edge) for f, edge in sorted(best.values(), key=lambda b: b[0])]


def _by_code(codes: Iterable[str]) -> list[str]:
    """The codes in the order of their numbers."""
    import re

    def key(code: str) -> list[tuple[int, str]]:
        return [
            (int(part) if part.isdigit() else -1, part)
            for part in re.split(r"(\d+)", code)
        ]

    return sorted(codes, key=key)
