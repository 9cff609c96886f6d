"""What a plan map shows, as plain values: pages of cards, no geometry yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mandategraph.language import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True)
class Text:
    """Words with their own direction; `badge` says language or status, if it must.

    `lang` is set when it is not the page's.
    """

    words: str
    rtl: bool
    badge: str = ""
    lang: str = ""


@dataclass(slots=True)
class Chip:
    """A short remark on a card.

    `said`: the source says it. `open`: the source leaves it open. `proposed`,
    `accepted`: someone else says it.
    """

    words: str
    status: Literal["said", "open", "proposed", "accepted"] = "said"


@dataclass(slots=True)
class Card:
    """One element: what it says, the remarks on it, and the elements below it.

    `label` is the heading in the page's language; `text.words` is empty when the
    wording is lost. `links` has the status of its link to each mandate, by code;
    `open_to` the codes of the candidates of its open links; `elsewhere` the codes of
    elements that belong to it too but are drawn below another card.
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

    def all(self) -> Iterable[Card]:
        """The card and all below it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(slots=True)
class Page:
    """One plan: the band on top, the columns, the band of what belongs to no column."""

    iri: str
    lang: str
    title: str
    subtitles: list[str]
    top: list[Card]
    columns: list[Card]
    loose: list[Card]
    loose_note: str
    has_mandate: bool
    has_results: bool
    sources: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def rtl(self) -> bool:
        """Whether the page runs from right to left."""
        return direction_of(self.lang) == "rtl"

    @property
    def cards(self) -> list[Card]:
        """All cards of the page."""
        roots = (*self.top, *self.columns, *self.loose)
        return [card for root in roots for card in root.all()]
