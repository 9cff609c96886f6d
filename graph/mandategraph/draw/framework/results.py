"""The results framework: objective, result, indicator and its values, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.framework.pieces import Writer
from mandategraph.draw.framework.table import Cell, Column, Piece, Row, Table
from mandategraph.draw.values import shown_period
from mandategraph.draw.words import listed, say
from mandategraph.language import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.framework.values import Details
    from mandategraph.draw.values import Value

_MOST_PERIODS: Final = 8  # columns of periods that a sheet has room for
_LONGEST: Final = 24  # characters of a value that a narrow column can hold
_MEASURED: Final = (
    ("target", "fw_target", "fw_targets"),
    ("measurement", "fw_actual", "fw_actuals"),
)
_Periods = tuple[tuple[str, str], ...]


def framework(pages: Sequence[Page], details: Details) -> Table:
    """The plans of the pages as one table, each a section of its own if several."""
    maker = _Maker(pages, details)
    table = maker.table
    for page in pages:
        if len(pages) > 1:
            maker.heading(page)
        maker.plan(page)
    if maker.writer.dashes:
        table.notes.append(say(table.lang, "fw_dash"))
    return table


class _Maker:
    """Makes the rows; which columns there are depends on the periods of the values."""

    def __init__(self, pages: Sequence[Page], details: Details) -> None:
        first = pages[0]
        self.details, self.writer = details, Writer(first.lang, details)
        lang = first.lang
        self.periods = _periods(pages, details)
        columns = [
            Column(say(lang, "objective"), 15),
            Column(say(lang, "expected_result"), 17),
            Column(say(lang, "indicator"), 19),
            Column(say(lang, "fw_unit"), 8),
            Column(say(lang, "fw_baseline"), self._weight("baseline", pages)),
        ]
        for kind, one, several in _MEASURED:
            periods = self.periods[kind]
            if periods is None:
                columns.append(Column(say(lang, one), self._weight(kind, pages)))
                continue
            group = say(lang, several)
            for period in periods:
                shown = "; ".join(shown_period(*one) for one in period)
                head = shown or say(lang, "fw_no_period")
                columns.append(Column(self.writer.quoted(head).words, 7, group))
        columns.append(Column(say(lang, "fw_source"), 11))
        self.table = Table(
            first.iri,
            lang,
            first.title,
            say(lang, "fw_framework"),
            columns,
            [],
            list(first.subtitles),
            list(first.notes),
            list(first.sources),
            first.heading,
        )
        if len(pages) > 1:
            self.table.title = say(lang, "fw_plans", n=len(pages))
            self.table.subtitles, self.table.sources = [], []

    def _weight(self, kind: str, pages: Sequence[Page]) -> float:
        """How wide a column of values must be: some sources print whole sentences."""
        cards = (card for page in pages for card in page.cards)
        longest = max(
            (len(v.printed) for card in cards for v in self.details.of(card.iri, kind)),
            default=0,
        )
        return 9 if longest <= _LONGEST else 14 if longest <= 3 * _LONGEST else 22

    def _wide(self, *pieces: Piece, iri: str = "") -> None:
        cell = Cell(list(pieces), "section", iri, name=True)
        self.table.rows.append([cell] * len(self.table.columns))

    def heading(self, page: Page) -> None:
        """The row that begins a plan."""
        self._wide(*self.writer.heading(page), iri=page.iri)

    def plan(self, page: Page) -> None:
        """All rows of a plan."""
        write, rows = self.writer, self.table.rows
        missing = (
            ("no_mandate", not page.has_mandate),
            (
                "no_objectives",
                not page.columns
                and (page.has_mandate or page.has_results or page.loose),
            ),
        )
        for card in page.top:
            self._wide(*write.element(card).pieces, iri=card.iri)
            if card.children:
                whole = Cell([write.say("fw_of", "said", code=card.code)])
                rows += [r for child in card.children for r in self.below(whole, child)]
        for key, lacks in missing:
            if lacks:
                self._wide(write.say(key, "open"))
        if not page.has_results:
            self._wide(write.say("no_results", "open"))
        for card in page.columns:
            rows += self.objective(card, page)
        if page.cross:
            self._wide(write.say("cross"), write.say("cross_note", "said"))
            whole = Cell([write.say("cross", "said")])
            rows += [r for card in page.cross for r in self.below(whole, card)]
        if not page.loose:
            return
        opened = any(c.status == "open" for card in page.loose for c in card.chips)
        if page.loose_note or opened:
            note = [write.own(page.loose_note, "open")] if page.loose_note else []
            self._wide(write.say("unassigned"), *note)
        whole = write.dash()
        rows += [r for card in page.loose for r in self.below(whole, card)]

    def objective(self, card: Card, page: Page, above: str = "") -> list[Row]:
        """The rows of an objective, then those of the objectives below it."""
        write = self.writer
        before = [write.say("fw_below", "said", code=above)] if above else []
        whole = write.element(card, "objective", *before)
        rows: list[Row] = []
        smaller = [c for c in card.children if c.kind == "objective"]
        own = write.say("fw_of_objective", "said")
        for child in card.children:
            if child.kind == "indicator":
                rows += self.indicator(whole, Cell([own]), child)
            elif child.kind != "objective":
                rows += self.below(whole, child)
        served = any(
            c.kind == "expected_result" or c.elsewhere or c.crossing for c in card.all()
        )
        if page.has_results and not served:
            rows.append(self._empty(whole, write.gap("no_result_here")))
        elif not rows:
            rows.append(self._empty(whole, self._elsewhere(card, page)))
        for child in smaller:
            rows += self.objective(child, page, card.code)
        return rows

    def _elsewhere(self, card: Card, page: Page) -> Cell:
        """Where the results of an objective stand that has none in rows of its own."""
        write, pieces = self.writer, []
        smaller = [c.code for c in card.children if c.kind == "objective"]
        other = []
        for code in dict.fromkeys(card.elsewhere):
            way = next((w for c in page.columns if (w := _way(c, code, card))), [])
            if way:
                codes = [isolated(c) if write.rtl else c for c in (*way, way[0])]
                pieces.append(write.say("fw_circle", "said", codes=" -> ".join(codes)))
            else:
                other.append(code)
        for key, codes in (
            ("fw_see_cross", card.crossing),
            ("fw_see_other", other),
            ("fw_see_below", smaller),
        ):
            if codes:
                named = listed(write.lang, list(dict.fromkeys(codes)))
                part = say(write.lang, "cross")
                pieces.append(write.say(key, "said", codes=named, part=part))
        return Cell(pieces) if pieces else write.dash()

    def below(self, whole: Cell, card: Card, above: str = "") -> list[Row]:
        """The rows of a result, an activity or an indicator below the whole."""
        write = self.writer
        if card.kind == "indicator":
            return self.indicator(whole, write.dash(), card)
        before = [write.say("fw_below", "said", code=above)] if above else []
        part = write.element(card, "expected_result", *before)
        rows: list[Row] = []
        for child in card.children:
            if child.kind == "indicator":
                rows += self.indicator(whole, part, child)
        if not rows:
            stated = card.kind == "expected_result"
            gap = write.gap("fw_no_indicator") if stated else write.dash()
            rows.append([whole, part, *[gap] * (len(self.table.columns) - 2)])
        for child in card.children:
            if child.kind != "indicator":
                rows += self.below(whole, child, card.code)
        return rows

    def indicator(
        self, whole: Cell, part: Cell, card: Card, above: str = ""
    ) -> list[Row]:
        """The row of an indicator with its values."""
        write, of = self.writer, self.details.of
        before = [write.say("fw_below", "said", code=above)] if above else []
        row = [whole, part, write.element(card, "indicator", *before)]
        row.append(write.unit(card.iri))
        row.append(write.values(of(card.iri, "baseline")))
        for kind, _, _ in _MEASURED:
            values = of(card.iri, kind)
            periods = self.periods[kind]
            if periods is None:
                row.append(write.values(values))
                continue
            for period in periods:
                here = [v for v in values if v.periods == period]
                row.append(write.values(here, periods=False))
        row.append(write.said(self.details.verified_by[card.iri]) or write.dash())
        rows = [row]
        for child in card.children:
            rows += self.indicator(whole, part, child, card.code)
        return rows

    def _empty(self, whole: Cell, gap: Cell) -> Row:
        """An objective without a result."""
        return [whole, *[gap] * (len(self.table.columns) - 1)]


def _way(root: Card, code: str, card: Card) -> list[str]:
    """The codes from the card up to that of this code above it; none if it is not."""
    if root is card:
        return [card.code]
    for child in root.children:
        if way := _way(child, code, card):
            return way if code in way else [*way, root.code]
    return []


def _periods(
    pages: Sequence[Page], details: Details
) -> dict[str, list[_Periods] | None]:
    """The periods that get a column each, by kind; None where one column holds all.

    Only of one plan, with values of several periods that fit into narrow columns.
    """
    found: dict[str, list[_Periods] | None] = {kind: None for kind, _, _ in _MEASURED}
    if len(pages) > 1:
        return found
    values: list[Value] = [
        value for card in pages[0].cards for value in details.values.get(card.iri, ())
    ]
    several = {
        kind: sorted({v.periods for v in values if v.kind == kind}) for kind in found
    }
    longest = max((len(v.printed) for v in values), default=0)
    count = sum(map(len, several.values()))
    if longest <= _LONGEST and count <= _MOST_PERIODS:
        found |= {kind: some for kind, some in several.items() if len(some) > 1}
    return found
