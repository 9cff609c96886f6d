"""Pages of a plan map, read from the graph: what goes where, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mandategraph.draw.content import Card, Chip, Page
from mandategraph.draw.evidence import Places
from mandategraph.draw.metrics import drawable
from mandategraph.draw.placing import PLACING, TOP, Placing, proposed
from mandategraph.draw.sources import Sources
from mandategraph.draw.values import VALUES, Values
from mandategraph.draw.wordings import named, text_of, title_of
from mandategraph.draw.words import listed, say
from mandategraph.network import stands_in, to_network
from mandategraph.query import all_forms
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

__all__ = ["PLACING", "TOP", "VALUES", "pages"]


def pages(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    plan: str | None = None,
    focus: str | None = None,
    date: str = "",
    cross: bool = False,
    network: Network | None = None,
    lang: str = "",
) -> list[Page]:
    """One page per plan, by IRI; only the plan asked for, only the element in focus.

    `plan` and `focus` are IRIs or their last segments; UnknownNameError otherwise.
    `cross` puts what several objectives share into `Page.cross`; otherwise it stands
    below the first of them. `network` is that of the graph, if it is there already.
    `lang` is the language of the pages, in place of that which the policy gives.
    """
    network = network or to_network(graph, policy)
    plans = [n for n, d in network.nodes(data=True) if d["kind"] == "plan"]
    if focus is not None:
        elements = [n for n, d in network.nodes(data=True) if d["plan"]]
        element = named("element", focus, elements)
        plan, focus = network.nodes[element]["plan"], element
    if plan is not None:
        plans = [named("plan", plan, plans)]
    reader = _Reader(graph, policy, network, date, cross=cross, lang=lang)
    return [reader.page(iri, focus) for iri in sorted(plans, key=reader.sources.place)]


class _Reader:
    """Makes pages of one network; what it needs besides is asked for once."""

    def __init__(
        self,
        graph: MandateGraph,
        policy: LanguagePolicy,
        network: Network,
        date: str,
        *,
        cross: bool,
        lang: str,
    ) -> None:
        self.policy, self.network, self.date = policy, network, date
        self.cross, self.fixed = cross, lang
        self.sources, self.places = Sources(graph), Places(graph)
        self.values = Values(graph, policy)
        self.members: dict[str, list[str]] = defaultdict(list)
        for node, data in network.nodes(data=True):
            if data["plan"]:
                self.members[data["plan"]].append(node)
        self.labels = all_forms(graph, [n for ns in self.members.values() for n in ns])
        self.lang = "en"

    def page(self, plan: str, focus: str | None) -> Page:
        """The page of the plan."""
        own = language_of(self.policy, self.sources.lang(plan))
        self.lang = self.fixed or own
        members = self.members[plan]
        cards = {node: self._card(node) for node in members}
        placing = Placing(self.network, cards, self.lang, cross=self.cross)
        kinds = {card.kind for card in cards.values()}
        apart = placing.placed | placing.crossing.keys()
        roots = [cards[n] for n in members if n not in apart]
        cross = list(placing.crossing)
        if focus is not None:
            roots = [cards[focus]]
            near = {card.iri for card in cards[focus].all()}
            cross = [n for n in cross if n != focus and near & {*placing.crossing[n]}]
        top = [c for c in roots if c.kind in TOP]
        columns = [c for c in roots if c.kind == "objective"]
        loose = [c for c in roots if c.kind != "objective" and c.kind not in TOP]
        return Page(
            iri=plan,
            lang=self.lang,
            title=title_of(self.network.nodes[plan], self.lang),
            subtitles=self._organisations(plan),
            top=sorted(top, key=lambda c: TOP.index(c.kind)),
            columns=columns,
            cross=[cards[n] for n in cross],
            loose=loose,
            loose_note=self._common_note(loose),
            has_mandate="mandate" in kinds or focus is not None,
            has_results="expected_result" in kinds or focus is not None,
            documents=self.sources.lines([plan], self.lang),
            date=self.date,
        )

    def _card(self, node: str) -> Card:
        data = self.network.nodes[node]
        text = text_of(data, self.lang)
        card = Card(
            iri=node,
            kind=data["kind"],
            code=data["code"],
            text=text,
            lost=stands_in(data["label_status"]),
            label=self._heading(node, data["kind"]),
            evidence=self.places.of(node, self.lang),
            wording=data,
        )
        for words in self.values.remarks(node, text.words, self.lang):
            card.chips.append(Chip(words))
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
                    line = proposed(self.lang, name, edge).words
                lines.append(line)
        return lines
