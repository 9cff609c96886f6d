"""The logframe: four levels by statement, indicators, verification and assumptions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.draw.framework.pieces import Writer
from mandategraph.draw.framework.table import Cell, Column, Row, Table
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.framework.values import Details

# levels from top to bottom; those that every logframe has come even when empty
_LEVELS: Final = (
    ("vision", False),
    ("value_statement", False),
    ("fw_goal", True),
    ("fw_purpose", True),
    ("fw_outputs", True),
    ("fw_activities", True),
    ("unassigned", False),  # indicators of nothing
)
_OF_KIND: Final = {
    "vision": "vision",
    "value_statement": "value_statement",
    "mandate": "fw_goal",
    "objective": "fw_purpose",
    "expected_result": "fw_outputs",
    "planned_activity": "fw_activities",
    "indicator": "unassigned",
}
# what the source itself says of the level weighs more than the kind
_OF_LEVEL: Final = {
    "levelGoal": "fw_goal",
    "impact": "fw_goal",
    "outcome": "fw_purpose",
    "output": "fw_outputs",
}


def logframe(pages: Sequence[Page], details: Details) -> Table:
    """The plans of the pages as one table, each a section of its own if several."""
    first = pages[0]
    lang = first.lang
    table = Table(
        first.iri,
        lang,
        first.title,
        say(lang, "fw_logframe"),
        [
            Column(say(lang, "fw_level"), 9),
            Column(say(lang, "fw_statement"), 30),
            Column(say(lang, "fw_indicators"), 31),
            Column(say(lang, "fw_source"), 15),
            Column(say(lang, "fw_assumptions"), 15),
        ],
        [],
        list(first.subtitles),
        list(first.notes),
        list(first.sources),
        first.heading,
    )
    maker = _Maker(lang, details)
    for page in pages:
        if len(pages) > 1:
            cell = Cell(maker.writer.heading(page), "section", page.iri, name=True)
            table.rows.append([cell] * len(table.columns))
        table.rows += maker.plan(page)
    if len(pages) > 1:
        table.title = say(lang, "fw_plans", n=len(pages))
        table.subtitles, table.sources = [], []
    return table


class _Maker:
    def __init__(self, lang: str, details: Details) -> None:
        self.lang, self.details = lang, details
        self.writer = Writer(lang, details)

    def plan(self, page: Page) -> Iterator[Row]:
        """The rows of a plan, level by level."""
        levels: dict[str, list[tuple[Card, str]]] = defaultdict(list)
        for root in (*page.top, *page.columns, *page.cross, *page.loose):
            for card, above in _walk(root, ""):
                if card.kind != "indicator" or not above:
                    levels[self._level(card)].append((card, above))
        loose = {card.iri for card in page.loose}
        for key, always in _LEVELS:
            if not levels[key] and not always:
                continue
            level = Cell([self.writer.say(key, "code")], "section", name=True)
            for card, above in levels[key]:
                shared = page.loose_note if card.iri in loose else ""
                yield from self._element(level, card, above, shared)
            if not levels[key]:
                yield [level, *(self._gap() for _ in range(4))]

    def _gap(self) -> Cell:
        return self.writer.gap("fw_not_stated", "said")

    def _level(self, card: Card) -> str:
        said = self.details.levels.get(card.iri, "")
        return _OF_LEVEL.get(said) or _OF_KIND.get(card.kind, "unassigned")

    def _element(self, level: Cell, card: Card, above: str, note: str) -> Iterator[Row]:
        """A row for each indicator of the element, one when it has none."""
        write, details = self.writer, self.details
        before = [write.say("fw_of", "said", code=above)] if above else []
        if note:
            before.append(write.own(note, "open"))
        own = card.kind == "indicator"
        statement = self._gap() if own else write.element(card, "", *before)
        assumed = write.said(details.assumptions[card.iri]) or self._gap()
        signs = [card] if own else []
        signs += [c for c in card.children if c.kind == "indicator"]
        # a mandate or an objective refers to what it rests on, not to what proves it
        proven = card.kind in ("expected_result", "planned_activity")
        verified = details.verified_by[card.iri] if proven else []
        for sign in signs:
            cell = write.element(sign, "indicator", *(before if own else ()))
            cell.pieces += write.lines(sign.iri)
            found = [*details.verified_by[sign.iri]]
            found += [one for one in verified if one not in found]
            means = write.said(found) or self._gap()
            risks = write.said(details.assumptions[sign.iri])
            yield [level, statement, cell, means, risks or assumed]
        if not signs:
            means = write.said(verified) or self._gap()
            yield [level, statement, self._gap(), means, assumed]


def _walk(card: Card, above: str) -> Iterator[tuple[Card, str]]:
    """The card and all below it, each with the code of the one above."""
    yield card, above
    for child in card.children:
        yield from _walk(child, card.code)
