"""What a plan map shows, as plain values: pages of cards, no geometry yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mandategraph.draw.sources import drawn_line
from mandategraph.draw.words import say
from mandategraph.language import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(slots=True)
class Text:
    """Words with their own direction; `badge` says language or status, if it must.

    `lang` is set when it is not the page's. `more` counts the characters that are left
    out at the end.
    """

    words: str
    rtl: bool
    badge: str = ""
    lang: str = ""
    more: int = 0


@dataclass(slots=True)
class Chip:
    """A short remark on a card.

    `said`: the source says it. `open`: the source leaves it open. `proposed`,
    `accepted`: someone else says it. `value` marks values of an indicator, `cut` counts
    the texts in it that are cut short.
    """

    words: str
    status: Literal["said", "open", "proposed", "accepted"] = "said"
    value: bool = False
    cut: int = 0


@dataclass(slots=True)
class Evidence:
    """Where the words of an element stand: the IRI of the span, and its place.

    `place` is what a card has room for; `more` counts the spans beside this one.
    """

    iri: str
    place: str
    more: int = 0


@dataclass(slots=True)
class Card:
    """One element: what it says, the remarks on it, and the elements below it.

    `label` is the heading in the page's language; `text.words` is empty when the
    wording is lost. `links` has the status of its link to each mandate, by code;
    `open_to` the codes of the candidates of its open links; `elsewhere` the codes of
    elements that belong to it too but are drawn below another card; `crossing` those
    of elements that serve it and others, and are drawn in the cross-cutting band.
    `folded` is whether results below it are counted on it and not drawn.
    `wording` has the language and the status of its words, as a network's node does.
    """

    iri: str
    kind: str
    code: str
    text: Text
    label: str = ""
    lost: bool = False
    chips: list[Chip] = field(default_factory=list)
    children: list[Card] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    open_to: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    crossing: list[str] = field(default_factory=list)
    folded: bool = False
    evidence: Evidence | None = None
    wording: Mapping[str, str] = field(default_factory=dict)

    def all(self) -> Iterable[Card]:
        """The card and all below it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(slots=True)
class Page:
    """One plan: the band on top, the columns, and the bands below them.

    `cross` belongs to several columns, or to the mandate directly; `loose` to none.
    `counted`: what is below the columns is counted on them, and drawn elsewhere.
    `documents` are those of the plan, a line each; `date` is the day of drawing.
    `heading` is the title with its language, None for a title that somebody else gave.
    """

    iri: str
    lang: str
    title: str
    subtitles: list[str]
    top: list[Card]
    columns: list[Card]
    cross: list[Card]
    loose: list[Card]
    loose_note: str
    has_mandate: bool
    has_results: bool
    documents: list[str]
    date: str = ""
    notes: list[str] = field(default_factory=list)
    counted: bool = False
    heading: Text | None = None

    @property
    def rtl(self) -> bool:
        """Whether the page runs from right to left."""
        return direction_of(self.lang) == "rtl"

    @property
    def sources(self) -> list[str]:
        """Where the page comes from, and the languages of the words on it."""
        worded = (card.wording for card in self.cards if card.wording)
        line = drawn_line(self.lang, worded, date=self.date)
        return [*self.documents, line] if line else self.documents

    @property
    def remarks(self) -> list[str]:
        """The notes, and how many texts and values are cut short on the cards."""
        texts = sum(card.text.more > 0 for card in self.cards)
        values = sum(chip.cut for card in self.cards for chip in card.chips)
        cut = (("texts_cut", texts), ("values_cut", values))
        return [*self.notes, *(say(self.lang, key, n=n) for key, n in cut if n)]

    @property
    def cards(self) -> list[Card]:
        """All cards of the page."""
        roots = (*self.top, *self.columns, *self.cross, *self.loose)
        return [card for root in roots for card in root.all()]
