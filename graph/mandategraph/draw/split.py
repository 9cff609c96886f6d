"""A plan as several pages: what it has in all, then each objective on its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Chip
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Page

COUNTED: Final = ("objective", "expected_result", "indicator", "planned_activity")


def split(page: Page) -> list[Page]:
    """The overview of the plan, then a page per objective; nothing is left out.

    The overview has the mandate, the objectives with the number of elements below each,
    and the bands of what belongs to several objectives or to none. A plan with fewer
    than two objectives stays as it is.
    """
    if len(page.columns) < 2:
        return [page]
    heads = [
        replace(card, children=[], chips=[*card.chips, *_counts(page.lang, card)])
        for card in page.columns
    ]
    notes = [*page.notes, say(page.lang, "overview")]
    # an objective without a result says so on its own page
    overview = replace(page, columns=heads, notes=notes, counted=True)
    parts = [
        replace(
            page,
            columns=[card],
            cross=[],
            loose=[],
            loose_note="",
            subtitles=[
                *page.subtitles,
                say(page.lang, "part", n=n, all=len(page.columns)),
            ],
        )
        for n, card in enumerate(page.columns, 1)
    ]
    return [overview, *parts]


def _counts(lang: str, card: Card) -> list[Chip]:
    below = list(card.all())[1:]
    kinds = Counter(c.kind if c.kind in COUNTED else "other" for c in below)
    named = [kind for kind in (*COUNTED, "other") if kinds[kind]]
    return [Chip(say(lang, f"count_{kind}", n=kinds[kind])) for kind in named]
