"""Folding: a page with too many cards to read shows fewer, and says how many fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Page

MOST_CARDS: Final = 150
MOST_COLUMNS: Final = 30


def fold(page: Page) -> None:
    """Take cards off the page until 150 are left at most; a note counts the rest.

    Indicators go first, into a count on the card above; then the tail of each column
    and of the bands below; columns beyond the thirtieth last.
    """
    total = len(page.cards)
    if total <= MOST_CARDS:
        return
    for card in page.cards:
        gone = [c for c in card.children if c.kind == "indicator"]
        _drop(page, card, gone, "indicators")
    if len(page.cards) > MOST_CARDS:
        page.columns = page.columns[:MOST_COLUMNS]
        page.top = page.top[:MOST_COLUMNS]
        roots = [*page.columns, *page.top]
        lists = [*(root.children for root in roots), page.cross, page.loose]
        room = _room([len(one) for one in lists], MOST_CARDS - len(roots))
        for root in roots:
            for card in root.children:
                _drop(page, card, card.children, "more")
            _drop(page, root, root.children[room:], "more")
        for card in (*page.cross, *page.loose):
            _drop(page, card, card.children, "more")
        page.cross, page.loose = page.cross[:room], page.loose[:room]
    n = total - len(page.cards)
    page.notes.append(say(page.lang, "folded", n=n, all=total, option="--split"))


def _room(lengths: list[int], most: int) -> int:
    """The length that lists are cut to so that all have `most` entries; at least 1."""
    room = 1
    while sum(min(n, room + 1) for n in lengths) <= most and room < max(lengths):
        room += 1
    return room


def _drop(page: Page, card: Card, gone: list[Card], key: str) -> None:
    """Replace some children by a remark that counts all that goes with them."""
    if gone:
        n = sum(1 for child in gone for _ in child.all())
        card.chips.append(Chip(say(page.lang, key, n=n)))
        ids = {id(child) for child in gone}
        card.children = [c for c in card.children if id(c) not in ids]
