"""Pages of a plan map, read from the graph: what goes where, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mandategraph.draw.content import Card, Page
from mandategraph.draw.evidence import Places
from mandategraph.draw.metrics import drawable
from mandategraph.draw.placing import PLACING, TOP, Placing
from mandategraph.draw.remarks import Remarks
from mandategraph.draw.sources import Sources
from mandategraph.draw.values import Values
from mandategraph.draw.wordings import holders, named, text_of
from mandategraph.draw.words import listed, say
from mandategraph.network import meant, stands_in, to_network
from mandategraph.query import all_forms
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

__all__ = ["PLACING", "TOP", "pages"]


def pages(  # noqa: PLR0913 - one question, all but two are keywords
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    plan: str | None = None,
    focus: str | None = None,
    date: str = "",
    cross: bool = False,
    network: Network | None = None,
    lang: str = "",
    whole: bool = False,
) -> list[Page]:
    """One page per plan, by IRI; only the plan asked for, only the element in focus.

    `plan` and `focus` are IRIs or their last segments; UnknownNameError otherwise.
    `cross` puts what several objectives share into `Page.cross`; otherwise it stands
    below the first of them. `network` is that of the graph, if it is there already.
    `lang` is the language of the pages, in place of that which the policy gives.
    `whole` keeps wordings that are too long for a picture as they are.
    """
    network = network or to_network(graph, policy)
    plans = [n for n, d in network.nodes(data=True) if d["kind"] == "plan"]
    if focus is not None:
        elements = [n for n, d in network.nodes(data=True) if d["plan"]]
        element = meant("element", focus, elements)
        plan, focus = network.nodes[element]["plan"], element
    if plan is not None:
        plans = [meant("plan", plan, plans)]
    reader = _Reader(graph, policy, network, date, cross=cross, lang=lang, whole=whole)
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
        whole: bool,
    ) -> None:
        self.policy, self.network, self.date = policy, network, date
        self.cross, self.fixed, self.whole = cross, lang, whole
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
        heading = named(self.network.nodes[plan], self.lang)
        # when no language is asked for, names follow the page
        follow = not self.policy.asked
        return Page(
            iri=plan,
            lang=self.lang,
            title=heading.words,
            heading=heading,
            subtitles=holders(self.network, plan, self.lang, follow=follow),
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
        text = text_of(data, self.lang, whole=self.whole)
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
        card.chips += Remarks(self.values, self.lang).chips(node, text.words)
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
        firsts = [next((c for c in card.chips if not c.value), None) for card in loose]
        notes = {chip.words if chip else "" for chip in firsts}
        if len(loose) < 2 or len(notes) != 1 or "" in notes:
            return ""
        opened = all(card.open_to for card in loose)
        codes = loose[0].open_to
        for card, first in zip(loose, firsts, strict=True):
            card.chips = [chip for chip in card.chips if chip is not first]
        if opened:
            return say(self.lang, "each_one_of", codes=listed(self.lang, codes))
        return notes.pop()
