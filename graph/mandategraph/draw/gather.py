"""Pages of a plan map, read from the graph: what goes where, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Card, Chip, Page, Text
from mandategraph.draw.metrics import drawable
from mandategraph.draw.sources import Sources, drawn_line
from mandategraph.draw.words import listed, say
from mandategraph.errors import UnknownNameError
from mandategraph.language import direction_of
from mandategraph.network import stands_in, to_network
from mandategraph.query import all_forms
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

TOP: Final = ("vision", "mandate", "value_statement")
PLACING: Final = (
    "expectedResultOf",
    "indicatorOf",
    "subObjectiveOf",
    "contributesTo",
    "serves",
)
VALUES: Final = {
    "Baseline": "baseline",
    "Target": "target",
    "Measurement": "measurement",
}

_VALUES: Final = """
SELECT ?indicator ?class ?printed ?number ?node WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?node mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?node mg:printedValue ?printed } OPTIONAL { ?node mg:value ?number }
}"""


def pages(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    plan: str | None = None,
    focus: str | None = None,
    date: str = "",
) -> list[Page]:
    """One page per plan, by IRI; only the plan asked for, only the element in focus.

    `plan` and `focus` are IRIs or their last segments; UnknownNameError otherwise.
    """
    network = to_network(graph, policy)
    plans = [n for n, d in network.nodes(data=True) if d["kind"] == "plan"]
    if focus is not None:
        element = _named(
            "element", focus, [n for n, d in network.nodes(data=True) if d["plan"]]
        )
        plan, focus = network.nodes[element]["plan"], element
    if plan is not None:
        plans = [_named("plan", plan, plans)]
    reader = _Reader(graph, policy, network, date)
    return [reader.page(iri, focus) for iri in sorted(plans, key=reader.sources.place)]


def _named(kind: str, name: str, known: list[str]) -> str:
    for iri in known:
        if name in (iri, _local(iri)):
            return iri
    raise UnknownNameError(kind, name, tuple(sorted(map(_local, known))[:12]))


class _Reader:
    """Makes pages of one network; what it needs besides is asked for once."""

    def __init__(
        self,
        graph: MandateGraph,
        policy: LanguagePolicy,
        network: Network,
        date: str,
    ) -> None:
        self.policy, self.network, self.date = policy, network, date
        self.sources = Sources(graph)
        self.values: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for indicator, cls, printed, number, _ in sorted(graph.select_text(_VALUES)):
            self.values[indicator].append((VALUES[_local(cls)], printed or number))
        self.members: dict[str, list[str]] = defaultdict(list)
        for node, data in network.nodes(data=True):
            if data["plan"]:
                self.members[data["plan"]].append(node)
        self.labels = all_forms(graph, [n for ns in self.members.values() for n in ns])
        self.lang = "en"

    def page(self, plan: str, focus: str | None) -> Page:
        """The page of the plan."""
        self.lang = language_of(self.policy, self.sources.lang(plan))
        members = self.members[plan]
        cards = {node: self._card(node) for node in members}
        placed = self._place(cards)
        for card in cards.values():
            card.children.sort(key=lambda c: c.kind == "objective")
            if card.elsewhere:
                codes = listed(self.lang, card.elsewhere)
                card.chips.append(Chip(say(self.lang, "also", code=codes)))
        kinds = {card.kind for card in cards.values()}
        roots = [cards[n] for n in members if n not in placed]
        if focus is not None:
            roots = [cards[focus]]
        top = [c for c in roots if c.kind in TOP]
        columns = [c for c in roots if c.kind == "objective"]
        loose = [c for c in roots if c.kind != "objective" and c.kind not in TOP]
        return Page(
            iri=plan,
            lang=self.lang,
            title=self._title(plan),
            subtitles=self._organisations(plan),
            top=sorted(top, key=lambda c: TOP.index(c.kind)),
            columns=columns,
            loose=loose,
            loose_note=self._common_note(loose),
            has_mandate="mandate" in kinds or focus is not None,
            has_results="expected_result" in kinds or focus is not None,
            sources=self._origin(plan, [card.iri for r in roots for card in r.all()]),
        )

    def _card(self, node: str) -> Card:
        data = self.network.nodes[node]
        lost = stands_in(data["label_status"])
        text = Text("", direction_of(self.lang) == "rtl") if lost else self._text(data)
        card = Card(
            iri=node,
            kind=data["kind"],
            code=data["code"],
            text=text,
            lost=lost,
            label=self._heading(node, data["kind"]),
        )
        for name, value in self.values.get(node, ()):
            if value not in text.words:
                card.chips.append(Chip(say(self.lang, name, value=value)))
        return card

    def _heading(self, node: str, kind: str) -> str:
        """The printed heading if it is in the page's language, else the kind.

        A translated heading is not shown: nobody printed it.
        """
        for form in self.labels.get(node, ()):
            printed = form.status == "label" and form.of == "issuer"
            if printed and form.lang.split("-")[0] == self.lang:
                return drawable(form.text)
        return say(self.lang, kind)

    def _text(self, data: Mapping[str, Any]) -> Text:
        """The chosen wording, with a badge unless it is what the page promises."""
        lang, status = data["label_lang"], data["label_status"]
        other = bool(lang) and lang.split("-")[0] != self.lang
        badge = [lang] if other else []
        if status != "issuer":
            badge.append(say(self.lang, status))
        words, rtl = drawable(data["label"]), direction_of(lang) == "rtl"
        return Text(words, rtl, " · ".join(badge), lang if other else "")

    def _place(self, cards: dict[str, Card]) -> set[str]:
        """Put each card below its stated or accepted parent; the nodes so placed.

        All other links become remarks on the card, so that none is lost.
        """
        placed: set[str] = set()
        for node, card in cards.items():
            for target, edge in self._links(node):
                if edge["status"] == "open":
                    card.open_to.append(self._code(target, cards))
                elif edge["status"] == "proposed":
                    card.chips.append(self._proposed(self._code(target, cards), edge))
                elif self._holds(card, target, edge, cards, placed=node in placed):
                    placed.add(node)
            if card.open_to:
                codes = listed(self.lang, card.open_to)
                words = say(self.lang, "one_of", codes=codes)
                card.chips.insert(0, Chip(words, "open"))
            elif node not in placed and card.kind not in (*TOP, "objective"):
                card.chips.insert(0, Chip(say(self.lang, "no_link"), "open"))
        return placed

    def _links(self, node: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Targets and edges of the links that say where the element belongs."""
        found = [
            (target, edge)
            for _, target, edge in self.network.out_edges(node, data=True)
            if edge["relation"] in PLACING and target != node
        ]
        codes = self.network.nodes
        return sorted(found, key=lambda f: (f[1]["status"], codes[f[0]]["code"], f[0]))

    def _code(self, target: str, cards: Mapping[str, Card]) -> str:
        """The code of an element of this plan, the label of one of another."""
        card = cards.get(target)
        return card.code if card else drawable(self.network.nodes[target]["label"])

    def _holds(
        self,
        card: Card,
        target: str,
        edge: Mapping[str, Any],
        cards: dict[str, Card],
        *,
        placed: bool,
    ) -> bool:
        """Show a stated or accepted link; True when the card goes below the target."""
        other, code = cards.get(target), self._code(target, cards)
        if card.kind == "objective" and other and other.kind in TOP:
            card.links[code] = edge["status"]
            return False
        if other is None or placed or any(c is other for c in card.all()):
            card.chips.append(Chip(say(self.lang, "also", code=code)))
            if other is not None:
                other.elsewhere.append(card.code)
            return False
        other.children.append(card)
        if edge["status"] == "accepted":
            words = say(self.lang, "accepted_link", code=code)
            card.chips.append(Chip(words, "accepted"))
        return True

    def _proposed(self, code: str, edge: Mapping[str, Any]) -> Chip:
        if rate := edge.get("confidence"):
            words = say(self.lang, "proposed_rated", code=code, confidence=rate)
        else:
            words = say(self.lang, "proposed", code=code)
        return Chip(words, "proposed")

    def _common_note(self, loose: list[Card]) -> str:
        """The remark that all loose cards share, said once instead of on each."""
        notes = {card.chips[0].words if card.chips else "" for card in loose}
        if len(loose) < 2 or len(notes) != 1 or "" in notes:
            return ""
        opened = all(card.open_to for card in loose)
        codes = loose[0].open_to
        for card in loose:
            del card.chips[0]
        if opened:
            return say(self.lang, "each_one_of", codes=listed(self.lang, codes))
        return notes.pop()

    def _title(self, plan: str) -> str:
        data = self.network.nodes[plan]
        if not stands_in(data["label_status"]):
            return drawable(data["label"])
        key = _local(plan).removeprefix("plan-")
        return f"{say(self.lang, 'plan')} {key}"

    def _organisations(self, plan: str) -> list[str]:
        lines = []
        for _, target, edge in sorted(
            self.network.out_edges(plan, data=True), key=lambda e: e[1]
        ):
            if edge["relation"] == "planOf" and edge["status"] != "open":
                data = self.network.nodes[target]
                # when no language is asked for, names follow the page
                own = None if self.policy.asked else data.get(f"label_{self.lang}")
                name = drawable(own or data["label"])
                line = say(self.lang, "by", name=name)
                if edge["status"] == "accepted":
                    line += f" · {say(self.lang, 'accepted')}"
                elif edge["status"] == "proposed":
                    line = self._proposed(name, edge).words
                lines.append(line)
        return lines

    def _origin(self, plan: str, shown: list[str]) -> list[str]:
        """Where the page comes from, and which languages its words are in."""
        nodes = self.network.nodes
        line = drawn_line(self.lang, (nodes[iri] for iri in shown), date=self.date)
        return [*self.sources.lines([plan], self.lang), *([line] if line else [])]


def _local(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
