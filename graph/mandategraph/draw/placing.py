"""Which card stands below which, and what is said of the links that this leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from mandategraph.draw.content import Card
    from mandategraph.network import Network

TOP: Final = ("vision", "mandate", "value_statement")
PLACING: Final = (
    "expectedResultOf",
    "indicatorOf",
    "subObjectiveOf",
    "contributesTo",
    "serves",
)
_HOLDS: Final = ("stated", "accepted")
_RANK: Final = {"stated": 0, "accepted": 1, "open": 2, "proposed": 3}

_Link = tuple[str, "Mapping[str, Any]"]


class Placing:
    """Puts the cards of one plan below each other, by the links of the network.

    A card goes below its first stated or accepted parent. All other links become
    remarks on the card, so that none is lost. With `cross`, what several objectives
    share, or what the mandate alone has, is put below none of them: `crossing` holds
    it, with the nodes that it serves.
    """

    def __init__(
        self, network: Network, cards: dict[str, Card], lang: str, *, cross: bool
    ) -> None:
        self.network, self.cards, self.lang = network, cards, lang
        self.placed: set[str] = set()
        self.crossing: dict[str, list[str]] = {}
        links = {node: self._links(node) for node in cards}
        self._wholes = {
            node: target
            for node, found in links.items()
            for target, edge in found
            if edge["relation"] == "subObjectiveOf" and edge["status"] in _HOLDS
        }
        for node, card in cards.items():
            served = self._served(links[node]) if cross else []
            if served and card.kind not in (*TOP, "objective"):
                self.crossing[node] = served
            self._place(node, card, links[node])
        for card in cards.values():
            card.children.sort(key=lambda c: c.kind == "objective")
            for key, codes in (("also", card.elsewhere), ("cross_here", card.crossing)):
                if codes:
                    words = say(lang, key, code=listed(lang, codes))
                    card.chips.append(Chip(words))

    def _links(self, node: str) -> list[_Link]:
        """Targets and edges of the links that say where the element belongs."""
        found = [
            (target, edge)
            for _, target, edge in self.network.out_edges(node, data=True)
            if edge["relation"] in PLACING and target != node
        ]
        codes = self.network.nodes
        return sorted(
            found,
            key=lambda f: (_RANK[f[1]["status"]], codes[f[0]]["code"], f[0]),
        )

    def _served(self, links: Iterable[_Link]) -> list[str]:
        """What the element serves if that is no single place; else nothing.

        An objective and one that it is part of are one place. That it serves the
        mandate too goes without saying when it has another place.
        """
        targets = [
            target
            for target, edge in links
            if edge["status"] in _HOLDS and target in self.cards
        ]
        objectives = {t for t in targets if self.cards[t].kind == "objective"}
        apart = objectives - {w for o in objectives for w in self._above(o)}
        if len(apart) > 1:
            return list(dict.fromkeys(targets))
        only_top = all(self.cards[t].kind in TOP for t in targets)
        return list(dict.fromkeys(targets)) if only_top else []

    def _above(self, node: str) -> list[str]:
        """The objectives that this one is a part of, from near to far."""
        found: list[str] = []
        while (whole := self._wholes.get(node)) and whole not in found:
            found.append(whole)
            node = whole
        return found

    def _depth(self, node: str) -> int:
        return len(self._above(node))

    def _top(self, node: str) -> bool:
        card = self.cards.get(node)
        return card is not None and card.kind in TOP

    def _place(self, node: str, card: Card, links: list[_Link]) -> None:
        if node in self.crossing:
            links = self._cross(card, links)
        else:  # the innermost of objectives within each other comes first
            links = sorted(links, key=lambda f: (self._top(f[0]), -self._depth(f[0])))
        for target, edge in links:
            if edge["status"] == "open":
                card.open_to.append(self.code(target))
            elif edge["status"] == "proposed":
                card.chips.append(proposed(self.lang, self.code(target), edge))
            elif self._holds(card, target, edge, placed=node in self.placed):
                self.placed.add(node)
        if card.open_to:
            codes = listed(self.lang, card.open_to)
            card.chips.insert(0, Chip(say(self.lang, "one_of", codes=codes), "open"))
        elif (
            node not in self.placed
            and node not in self.crossing
            and card.kind not in (*TOP, "objective")
        ):
            card.chips.insert(0, Chip(say(self.lang, "no_link"), "open"))

    def _cross(self, card: Card, links: list[_Link]) -> list[_Link]:
        """Name what the card serves, on both sides; the links that are left."""
        stated, rest = [], []
        for target, edge in links:
            if edge["status"] not in _HOLDS or target not in self.cards:
                rest.append((target, edge))
                continue
            if not self._top(target):
                self.cards[target].crossing.append(card.code)
            if edge["status"] == "stated":
                stated.append(self.code(target))
            else:
                self._accepted(card, self.code(target))
        if stated:
            codes = listed(self.lang, list(dict.fromkeys(stated)))
            card.chips.append(Chip(say(self.lang, "serves", code=codes)))
        return rest

    def code(self, target: str) -> str:
        """The code of an element of this plan, the label of one of another."""
        card = self.cards.get(target)
        return card.code if card else drawable(self.network.nodes[target]["label"])

    def _holds(
        self, card: Card, target: str, edge: Mapping[str, Any], *, placed: bool
    ) -> bool:
        """Show a stated or accepted link; True when the card goes below the target."""
        other, code = self.cards.get(target), self.code(target)
        if card.kind == "objective" and other and other.kind in TOP:
            card.links[code] = edge["status"]
            return False
        if other is None or placed or any(c is other for c in card.all()):
            if edge["status"] == "accepted":
                self._accepted(card, code)
            else:
                key = "serves" if self._top(target) else "also"
                card.chips.append(Chip(say(self.lang, key, code=code)))
            if other is not None and other.kind not in TOP:
                other.elsewhere.append(card.code)
            return False
        other.children.append(card)
        if edge["status"] == "accepted":
            self._accepted(card, code)
        return True

    def _accepted(self, card: Card, code: str) -> None:
        words = say(self.lang, "accepted_link", code=code)
        card.chips.append(Chip(words, "accepted"))


def proposed(lang: str, code: str, edge: Mapping[str, Any]) -> Chip:
    """The remark for a link that somebody proposed."""
    if rate := edge.get("confidence"):
        words = say(lang, "proposed_rated", code=code, confidence=rate)
    else:
        words = say(lang, "proposed", code=code)
    return Chip(words, "proposed")
