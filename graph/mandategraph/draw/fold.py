"""Folding: a page with too many cards to read shows fewer, and says how many fewer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.split import COUNTED
from mandategraph.draw.words import listed, say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Page

MOST_CARDS: Final = 150


def fold(page: Page) -> None:
    """Take cards off the page until 150 are left at most; a note counts the rest.

    Indicators go first, into a count on the card above; then the tail of each column
    and of the bands below; of more than 150 objectives the last ones. Bands keep a card
    at least.
    """
    before = Counter(card.kind for card in page.cards)
    total = before.total()
    if total <= MOST_CARDS:
        return
    for card in page.cards:
        gone = [c for c in card.children if c.kind == "indicator"]
        _drop(page, card, gone, "indicators")
    if len(page.cards) > MOST_CARDS:
        bands = bool(page.cross) + bool(page.loose)
        page.top = page.top[: MOST_CARDS // 5]
        page.columns = page.columns[: MOST_CARDS - bands - len(page.top)]
        roots = [*page.top, *page.columns]
        lists = [page.cross, page.loose, *(root.children for root in roots)]
        rooms = _rooms([len(one) for one in lists], MOST_CARDS - len(roots))
        for root, room in zip(roots, rooms[2:], strict=True):
            for card in root.children:
                _drop(page, card, card.children, "more")
            _drop(page, root, root.children[room:], "more")
        for card in (*page.cross, *page.loose):
            _drop(page, card, card.children, "more")
        page.cross, page.loose = page.cross[: rooms[0]], page.loose[: rooms[1]]
    left = Counter(card.kind for card in page.cards)
    page.notes.append(_note(page.lang, before - left, total))


def _note(lang: str, gone: Counter[str], total: int) -> str:
    """How much is not drawn, by kind, and what draws it."""
    n = gone.total()
    kinds: Counter[str] = Counter()
    for kind, count in gone.items():
        kinds[kind if kind in COUNTED else "other"] += count
    counts = [
        say(lang, f"count_{kind}", n=kinds[kind])
        for kind in (*COUNTED, "other")
        if kinds[kind]
    ]
    said = say(lang, "folded", n=n, all=total, option="--split")
    return f"{said} {say(lang, 'folded_kinds', counts=listed(lang, counts))}"


def _rooms(lengths: list[int], most: int) -> list[int]:
    """The lengths that lists are cut to so that they have `most` entries together.

    All grow alike; what is left over goes to the first ones.
    """
    rooms = [0] * len(lengths)
    while most > 0 and rooms != lengths:
        for place, length in enumerate(lengths):
            if most > 0 and rooms[place] < length:
                rooms[place] += 1
                most -= 1
    return rooms


def _drop(page: Page, card: Card, gone: list[Card], key: str) -> None:
    """Replace some children by a remark that counts all that goes with them."""
    if gone:
        n = sum(1 for child in gone for _ in child.all())
        card.chips.append(Chip(say(page.lang, key, n=n)))
        below = (one for child in gone for one in child.all())
        if any(c.kind == "expected_result" or c.elsewhere or c.crossing for c in below):
            card.folded = True
        ids = {id(child) for child in gone}
        card.children = [c for c in card.children if id(c) not in ids]
