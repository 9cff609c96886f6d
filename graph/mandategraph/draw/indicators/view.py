"""All indicators of a graph as panels, below what they indicate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

from mandategraph.draw.frame import Caption, Sign, head, known_signs, sheets
from mandategraph.draw.gather import pages
from mandategraph.draw.indicators.panel import PanelPen, grown
from mandategraph.draw.indicators.plot import INKS, mark
from mandategraph.draw.indicators.values import Measures, measures
from mandategraph.draw.numbers import number
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.pen import GAP
from mandategraph.draw.picture import Block, Picture
from mandategraph.draw.shapes import MUTED, Box, Group, Stroke, flat, moved
from mandategraph.draw.sources import Sources, drawn_line
from mandategraph.draw.values import KINDS
from mandategraph.draw.words import say
from mandategraph.errors import QueryError
from mandategraph.network import to_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.draw.shapes import Item
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

MOST_PANELS: Final = 60
_MOST_SOURCES: Final = 6
# letters of a value in words, height of a plot: what is tried until a row has room
_DENSER: Final = ((240, 168.0), (140, 148.0), (90, 128.0), (60, 112.0))
_FOOT: Final = 26.0  # the line with the number of the sheet
_NOTE: Final = 56.0  # for a remark on what is cut
_PANEL: Final = 330.0  # the least width
_GUTTER: Final = 14.0
_MOST_COLUMNS: Final = 4


@dataclass(slots=True)
class _Set:
    """Indicators of one element; of none when `head` is None."""

    head: Card | None
    indicators: list[Card]


def picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """A panel for each indicator, of 60 at most: the others are counted in a note.

    Indicators stand below the result or the objective that they belong to, in reading
    order. UnknownNameError for a plan or an element that there is not; QueryError when
    there is no indicator to draw, and for a comparison, which this view does not have.
    """
    if options.compare is not None:
        reason, advice = "the indicators view compares no plans", "choose a plan"
        raise QueryError("--compare", reason, advice)
    network = to_network(graph, policy)
    found = pages(
        graph, policy, plan=options.plan, focus=options.focus, network=network
    )
    sets = {page.iri: list(_sets(page)) for page in found}
    shown = [page for page in found if sets[page.iri]]
    if not shown:
        raise QueryError(
            graph.target, "no indicator to draw", "choose a plan that has indicators"
        )
    found_values = measures(graph, policy, shown[0].lang)
    view = _View(shown, sets, found_values, options)
    view.sources = _sources(graph, network, view, options.date)
    drawn = fitted(paper(options.page), view.sheets)
    return Picture(view.title, drawn, options.theme)


def _sources(
    graph: MandateGraph, network: Network, view: _View, date: str
) -> list[str]:
    """Where the panels come from, and the languages of their words."""
    plans = [page.iri for page, _ in view.pages]
    lines = Sources(graph).lines(plans, view.lang)
    found = lines[:_MOST_SOURCES]
    if (more := len(lines) - _MOST_SOURCES) > 0:
        words = number(more, view.lang)
        found.append(say(view.lang, "indicators_sources_left", n=words))
    cards = [
        card
        for _, sets in view.pages
        for one in sets
        for card in (one.head, *one.indicators)
        if card is not None
    ]
    wordings = [network.nodes[card.iri] for card in cards]
    line = drawn_line(view.lang, wordings, date=date)
    return [*found, line] if line else found


def _sets(page: Page) -> Iterator[_Set]:
    """The indicators by what they belong to, in reading order."""
    alone = [card for card in page.loose if card.kind == "indicator"]
    for root in (*page.top, *page.columns, *page.cross, *page.loose):
        for card in root.all():
            below = [c for c in card.children if c.kind == "indicator"]
            if below and card.kind != "indicator":
                yield _Set(card, below)
            elif below:
                alone += below
    if alone:
        yield _Set(None, alone)


class _View:
    def __init__(
        self,
        shown: list[Page],
        sets: dict[str, list[_Set]],
        values: dict[str, Measures],
        options: DrawOptions,
    ) -> None:
        self.lang, self.values = shown[0].lang, values
        self.sources: list[str] = []
        self.all = sum(len(one.indicators) for page in shown for one in sets[page.iri])
        self.pages: list[tuple[Page, list[_Set]]] = []
        left = MOST_PANELS
        for page in shown:
            kept = []
            for one in sets[page.iri]:
                if left > 0:
                    kept.append(_Set(one.head, one.indicators[:left]))
                    left -= len(one.indicators)
            if kept:
                self.pages.append((page, kept))
        single = len(shown) == 1
        title = shown[0].title if single else say(self.lang, "indicators_title")
        self.title = options.title or title
        self.single = single

    def sheets(self, sheet: Paper) -> list[Sheet]:
        """The panels on paper."""
        pen = PanelPen(self.lang)
        room = sheet.height - 2 * sheet.margin - _FOOT if sheet.height else inf
        blocks = self._blocks(pen, sheet.inner, room)
        highest = max(block.height for block in blocks)
        if highest > room:
            # all smaller and wider, rather than a larger sheet with room beside it
            return self.sheets(sheet.larger(min(1.5, highest / room + 0.01)))
        return sheets(self._caption(pen, blocks), sheet, blocks)

    def _blocks(self, pen: PanelPen, inner: float, room: float) -> list[Block]:
        """The rows of panels, a title above those of each of several plans."""
        count = min(_MOST_COLUMNS, max(1, int((inner + _GUTTER) // (_PANEL + _GUTTER))))
        wide = (inner - (count - 1) * _GUTTER) / count
        blocks: list[Block] = []
        # the first row stands below the title of the sheet
        above = head(self._caption(pen, []), inner).height + _NOTE
        for page, sets in self.pages:
            title = None if self.single else self._plan(pen, page, inner)
            above += title.height + title.gap if title else 0
            for row in _packed(sets, count, self.lang):
                block = self._row(pen, row, wide, room - above, room)
                above = 0.0
                # a title stays with what follows it
                blocks.append(_joined(title, block) if title else block)
                title = None
        return blocks

    def _caption(self, pen: PanelPen, blocks: list[Block]) -> Caption:
        lang, pages = self.lang, [page for page, _ in self.pages]
        caption = Caption(lang, self.title)
        if self.single:
            caption.subtitles += pages[0].subtitles
        caption.subtitles.append(
            " · ".join(
                (
                    say(lang, "indicators_count", n=number(self.all, lang)),
                    say(lang, "indicators_scale"),
                )
            )
        )
        drawn = sum(len(one.indicators) for _, sets in self.pages for one in sets)
        if left := self.all - drawn:
            caption.notes.append(say(lang, "indicators_left", n=number(left, lang)))
        if pen.cut:
            words = say(lang, "indicators_some_cut", n=number(pen.cut, lang))
            caption.notes.append(words)
        items = [item for block in blocks for item in block.items]
        caption.signs = [*_signs(lang, items), *known_signs(lang, items)]
        caption.sources = self.sources
        return caption

    def _plan(self, pen: PanelPen, page: Page, room: float) -> Block:
        """The title of one of several plans, which leads to it."""
        box = Box(0, 0, room, 0, radius=0, role="plan")
        lines, below = pen.block(0, 4, room, pen.own(page.title), 16, bold=True)
        box.h = below
        title = Group("", page.title, page.iri, items=[box, *lines])
        return Block([title], below, GAP)

    def _row(self, pen: PanelPen, row: list[_Set], wide: float, *rooms: float) -> Block:
        """The row; long texts are cut to fit into the first room that it can fit."""
        before = pen.cut
        for room in rooms:
            for pen.letters, pen.high in _DENSER:
                pen.cut = before
                block = self._tried(pen, row, wide)
                if block.height <= room:
                    return block
        return block

    def _tried(self, pen: PanelPen, row: list[_Set], wide: float) -> Block:
        groups: list[Item] = []
        heads, panels = [], []
        x = 0.0
        for one in row:
            span = len(one.indicators) * (wide + _GUTTER) - _GUTTER
            above = self._head(pen, one.head, span)
            drawn = [
                pen.panel(card, self.values.get(card.iri, Measures()), wide)
                for card in one.indicators
            ]
            heads.append((x, above))
            for place, panel in enumerate(drawn):
                panels.append((x + place * (wide + _GUTTER), panel))
            entries = [Group("listitem", items=[g]) for g in (above, *drawn)]
            groups.append(Group("list", items=[*entries]))
            x += span + _GUTTER
        high = max(_height(above) for _, above in heads)
        tall = max(_height(panel) for _, panel in panels)
        for at, above in heads:
            grown(above, high)
            moved(above, at, 0)
        for at, panel in panels:
            grown(panel, tall)
            moved(panel, at, high + 8)
        return Block(groups, high + 8 + tall, 18)

    def _head(self, pen: PanelPen, card: Card | None, w: float) -> Group:
        """The card of what the indicators belong to; words when there is none."""
        if card is not None:
            words = pen.short(card.text.words, 2 * pen.letters)
            text = replace(card.text, words=words)
            bare = replace(card, text=text, chips=[], children=[])
            return pen.card(bare, 0, 0, w)
        box = Box(0, 0, w, 0, "", MUTED, dashed=True, role="head")
        words = say(self.lang, "indicators_head")
        lines, below = pen.block(12, 8, w - 24, pen.own(words), 12.5, bold=True)
        box.h = below + 7
        return Group("", words, items=[box, *lines])


def _packed(sets: list[_Set], count: int, lang: str) -> Iterator[list[_Set]]:
    """Rows of `count` panels: sets stand side by side as long as there is room."""
    row: list[_Set] = []
    for one in sets:
        for start in range(0, len(one.indicators), count):
            card = one.head
            if card is not None and start:
                code = say(lang, "indicators_continued", code=card.code)
                card = replace(card, code=code)
            piece = _Set(card, one.indicators[start : start + count])
            if sum(len(o.indicators) for o in (*row, piece)) > count:
                yield row
                row = []
            row.append(piece)
    if row:
        yield row


def _joined(one: Block, other: Block) -> Block:
    below = one.height + one.gap
    items = [*one.items, *(moved(item, 0, below) for item in other.items)]
    return Block(items, below + other.height, other.gap)


def _height(group: Group) -> float:
    box = group.items[0]
    return box.h if isinstance(box, Box) else 0.0


def _signs(lang: str, items: list[Item]) -> list[Sign]:
    """The key to the marks and lines that are drawn."""
    roles = {getattr(item, "role", "") for one in items for item in flat(one)}
    found = []
    for kind in KINDS:
        if f"value {kind}" in roles:
            shapes: list[Item] = []
            if kind != "baseline":
                dashed = kind == "target"
                line = Stroke([(0, 7), (26, 7)], INKS[kind], 1.8, dashed)
                shapes.append(line)
            shapes.append(mark(kind, 13, 7))
            found.append(Sign(say(lang, f"indicators_key_{kind}"), shapes))
    periods = [
        item
        for one in items
        for item in flat(one)
        if isinstance(item, Stroke) and item.role.startswith("period")
    ]
    for key, tip in (("period", False), ("open", True)):
        if any(stroke.head == tip for stroke in periods):
            line = Stroke([(0, 7), (26, 7)], MUTED, 1, head=tip)
            found.append(Sign(say(lang, f"indicators_key_{key}"), [line]))
    return found
