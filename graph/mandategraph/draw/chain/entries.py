"""Cards of a chain as list items: a card, the indicators in it, a stub for one away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.cards import CardPen
from mandategraph.draw.chain.reading import TOP
from mandategraph.draw.pen import PAD
from mandategraph.draw.shapes import MUTED, PAPER, Box, Group
from mandategraph.draw.wordings import ranged
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.chain.levels import Levels
    from mandategraph.draw.chain.parts import Part
    from mandategraph.draw.chain.reading import Chain
    from mandategraph.draw.content import Card

_INSET: Final = 10.0
_STUB: Final = 40.0


class Entries:
    """Draws the cards of one chain at (0, 0)."""

    def __init__(self, chain: Chain, levels: Levels) -> None:
        self.chain = chain
        self.pen = CardPen(chain.lang)
        tops = [card for card in chain.cards.values() if card.kind in TOP]
        self.pen.modest = len(tops) > 1
        self.levels = levels

    def card(self, node: str, part: Part, w: float, least: float = 0) -> Group:
        """The card of an element, `least` high, with the indicators that it has."""
        card = self.chain.cards[node]
        if more := part.remarks.get(node):
            card = replace(card, chips=[*card.chips, *more])
        group = self.pen.card(card, 0, 0, w, least)
        entry = Group("listitem", self._leads(card), items=[group])
        hidden = part.overview or part.folded
        held = [] if hidden else self.chain.indicators.get(node, [])
        if not held:
            return entry
        inside, y = Group("list"), height(self.pen.card(card, 0, 0, w))
        for one in held:
            own = self.chain.cards[one]
            small = self.pen.card(own, _INSET, y, w - 2 * _INSET)
            inside.items.append(Group("listitem", items=[small]))
            y += height(small) + 6
        entry.items = [self.pen.card(card, 0, 0, w, max(least, y + 4)), inside]
        return entry

    def stub(self, whole: str, part: int, w: float) -> Group:
        """A small box that says in which part the whole of a line stands."""
        code = self.chain.cards[whole].code
        words = say(self.chain.lang, "chain_to", code=code, n=part)
        lines, below = self.pen.block(
            PAD, 7, w - 2 * PAD, self.pen.own(words), 11.5, fill=MUTED
        )
        box = Box(0, 0, w, max(below + 7, _STUB), PAPER, MUTED, radius=12, role="stub")
        return Group("listitem", items=[Group(items=[box, *lines])])

    def _leads(self, card: Card) -> str:
        """What the lines of a card say, for those who do not see them."""
        wholes = self.levels.wholes(card.iri)
        if not wholes:
            return ""
        codes = ranged(self.chain.lang, (self.chain.cards[n].code for n in wholes))
        return say(self.chain.lang, "chain_leads", code=card.code, codes=codes)


def height(group: Group) -> float:
    """How high the box is that a card, or a list item with a card, begins with."""
    first = group.items[0]
    if isinstance(first, Group):
        return height(first)
    return first.h if isinstance(first, Box) else 0
