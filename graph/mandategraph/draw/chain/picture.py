"""The results chain of each plan as sheets: one part, or an overview and more parts."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from mandategraph.draw.chain.drawing import NARROWEST, STRIP, PartDrawer
from mandategraph.draw.chain.entries import height
from mandategraph.draw.chain.levels import Levels, levels
from mandategraph.draw.chain.lines import LOOKS
from mandategraph.draw.chain.parts import Part, divided, flowed, in_rows
from mandategraph.draw.chain.reading import TOP, Chain, ChainReader
from mandategraph.draw.content import Chip
from mandategraph.draw.frame import (
    Caption,
    Sign,
    bound,
    card_sign,
    foot,
    head,
    known_signs,
)
from mandategraph.draw.paper import SMALLEST, fitted, paper
from mandategraph.draw.picture import GAP, Block, Picture, Stack
from mandategraph.draw.shapes import (
    DEEP,
    INDICATOR_BAR,
    INDICATOR_FILL,
    MUTED,
    OBJECTIVE,
    PAPER,
    PROPOSED_LINE,
    RESULT_BAR,
    Box,
    Mark,
    Stroke,
    flat,
    moved,
)
from mandategraph.draw.sources import drawn_line
from mandategraph.draw.wordings import MOST, cut
from mandategraph.draw.words import say
from mandategraph.errors import QueryError
from mandategraph.language import direction_of, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.draw.shapes import Item
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

MOST_PLANS: Final = 12
MOST_LETTERS: Final = (MOST, 300, 120)  # of a text, the most that can be read
_FOOT: Final = 26.0  # the number of the sheet
_HEADS: Final = 90.0  # the title of a part and the names of its levels
_STUB: Final = 44.0


def picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The results chains as sheets, at least one per plan.

    Above 60 cards, or when it is to be split, a plan has an overview and a part per
    objective. Of more than 12 plans the rest is counted, not drawn. QueryError when
    the graph has no plan, and for a comparison, which this view has not.
    """
    if options.compare is not None:
        raise QueryError(
            options.compare,
            "a results chain shows one plan at a time",
            "compare plans with the view plan-map",
        )
    reader = ChainReader(graph, policy)
    plans = reader.plans(options.plan, options.focus)
    if not plans:
        raise QueryError(
            graph.target, "no plan to draw", "build a graph of a plan first"
        )
    sheets: list[Sheet] = []
    titles = []
    for number, plan in enumerate(plans[:MOST_PLANS]):
        chain = reader.chain(plan)
        if number == 0:
            chain.title = options.title or chain.title
            if len(plans) > MOST_PLANS:
                left = len(plans) - MOST_PLANS
                chain.notes.append(say(chain.lang, "plans_left", n=left))
        element = reader.element(options.focus) if options.focus else None
        sheets += _Chart(reader, chain, options, element).sheets()
        titles.append(chain.title)
    return Picture(" · ".join(titles), sheets, options.theme)


class _Chart:
    """The sheets of one plan."""

    def __init__(
        self,
        reader: ChainReader,
        chain: Chain,
        options: DrawOptions,
        focus: str | None,
    ) -> None:
        self.chain, self.options = chain, options
        if focus is not None:
            _keep(chain, focus)
        self.levels: Levels = levels(chain)
        self._remarks()
        self.parts = divided(chain, self.levels, split=options.split)
        # the words of indicators that are only counted are on no sheet
        hidden = {
            one
            for part in self.parts
            for card in (part.cards if part.folded else ())
            for one in chain.indicators.get(card, ())
        }
        nodes = reader.network.nodes
        self.drawn = [nodes[node] for node in chain.cards if node not in hidden]
        self.shown = [node for node in chain.cards if node not in hidden]
        shown = (chain.cards[node] for node in self.shown)
        if n := sum(chip.cut for card in shown for chip in card.chips):
            chain.notes.append(say(chain.lang, "values_cut", n=n))

    def _remarks(self) -> None:
        """Say in words what no line can show: circles and links that lead back."""
        lang, cards = self.chain.lang, self.chain.cards
        for link in self.levels.back:
            code = cards[link.whole].code
            words = say(lang, "chain_back", code=code)
            status = {"stated": "said"}.get(link.status, link.status)
            cards[link.part].chips.append(Chip(words, status))  # type: ignore[arg-type]
        for circle in self.levels.circles:
            codes = [cards[node].code for node in circle]
            if direction_of(lang) == "rtl":
                codes = [isolated(code) for code in codes]
            way = say(lang, "chain_circle", way=" -> ".join(codes))
            self.chain.notes.append(way)

    def sheets(self) -> list[Sheet]:
        """The chain on one sheet if it can be read there, else on several.

        Long texts are cut as far as it takes that no card is higher than a sheet.
        """
        size = paper(self.options.page)
        best: list[Sheet] = []
        for most in MOST_LETTERS:
            texts = [card.text for card in self.chain.cards.values()]
            if best and all(len(text.words) <= most for text in texts):
                break
            for card in self.chain.cards.values():
                card.text = cut(card.text, most)
            found = fitted(size, self._on)
            if not best or _smallest(found) > _smallest(best):
                best = found
            if not size.height or _smallest(best) >= SMALLEST:
                break
        return best

    def _on(self, sheet: Paper) -> list[Sheet]:
        sheet = self._wide_enough(sheet)
        drawer = PartDrawer(
            self.chain, self.levels, self.options.direction, sheet.inner
        )
        room = sheet.height - 2 * sheet.margin - _FOOT if sheet.height else 0
        caption = self._caption()
        top, below = head(caption, sheet.inner), foot(caption, sheet.inner)
        # the key is not known before the cards are drawn: it may take two rows more
        ends = (top.height + GAP, below.height + 48 + 2 * GAP)
        parts = self._pieces(drawer, room, ends)
        home: dict[str, int] = {}
        for number, part in enumerate(parts, 1):
            for node in part.cards:
                if not part.overview or self.chain.cards[node].kind in TOP:
                    home[node] = number
        self._count(parts, home)
        blocks = [
            drawer.block(part, number, home, len(parts))
            for number, part in enumerate(parts, 1)
        ]
        caption.signs = self._signs([item for b in blocks for item in b.items])
        stack = Stack(room)
        blocks[0] = _joined(head(caption, sheet.inner), blocks[0])
        blocks[-1] = _joined(blocks[-1], foot(caption, sheet.inner))
        for block in blocks:
            stack.add(block)
        return bound(caption, sheet, stack)

    def _wide_enough(self, sheet: Paper) -> Paper:
        """The paper with so many units that the narrowest columns fit."""
        if self.options.direction != "lr":
            return sheet
        count = len(self.levels.names)
        need = count * NARROWEST + (count - 1) * 60
        return sheet.larger(max(1.0, need / sheet.inner))

    def _pieces(
        self, drawer: PartDrawer, room: float, ends: tuple[float, float]
    ) -> list[Part]:
        """The parts, in as many pieces as the room makes needed.

        `ends` are how high that is which stands above the first and below the last.
        """
        found: list[Part] = []
        room -= _HEADS if room else 0
        for number, part in enumerate(self.parts):
            above = 0 if number else ends[0]
            found += self._piece(drawer, part, room and room - above, room)
        # the last piece leaves room for the foot of the sheet
        *before, last = found
        above, below = 0 if before else ends[0], room and room - ends[1]
        return [*before, *self._piece(drawer, last, below and below - above, below)]

    def _piece(
        self, drawer: PartDrawer, part: Part, first: float, room: float
    ) -> list[Part]:
        """One part in pieces: the first has `first` to stand in, the others `room`."""
        if part.alone:
            count, w = drawer.per_row()
            return in_rows(part, self._high(drawer, part, w), count, (first, room))
        if drawer.rows:
            limit = drawer.inner - STRIP
            return flowed(
                part,
                self.levels,
                lambda _: NARROWEST,
                limits=(limit, limit),
                stub=NARROWEST,
            )
        if not room:
            return [part]
        w = drawer.width(len(self.levels.names))
        high = self._high(drawer, part, w)
        limits = (first, room)
        return flowed(part, self.levels, high, limits=limits, stub=_STUB)

    def _high(self, drawer: PartDrawer, part: Part, w: float) -> Callable[[str], float]:
        """How high a card is; a whole may have to say where some of its parts are."""

        @cache
        def high(node: str) -> float:
            more = 26 if node in self.levels.into else 0
            return height(drawer.entries.card(node, part, w)) + more

        return high

    def _count(self, parts: list[Part], home: dict[str, int]) -> None:
        """Say on each objective of an overview what is below it, and where."""
        for part in parts:
            for node in part.cards if part.overview else ():
                if self.chain.cards[node].kind not in TOP:
                    part.remarks[node] = [Chip(self._below(node, home[node]))]

    def _below(self, aim: str, number: int) -> str:
        """How many elements stand in the part of an objective, by kind."""
        lang, cards = self.chain.lang, self.chain.cards
        whole = [p for p in self.parts if not p.overview and not p.bare]
        own = next((p.cards for p in whole if p.cards[0] == aim), [aim])
        held = [one for n in own for one in self.chain.indicators.get(n, ())]
        more = [node for node in self.levels.below(aim) if node not in own]
        kinds = [cards[node].kind for node in (*own[1:], *held, *more)]
        counts = {
            "chain_results": kinds.count("expected_result"),
            "chain_indicators": kinds.count("indicator"),
        }
        counts["chain_others"] = len(kinds) - sum(counts.values())
        said = " · ".join(say(lang, key, n=n) for key, n in counts.items() if n)
        if not said:
            return say(lang, "chain_counts_none", n=number)
        return say(lang, "chain_counts", counts=said, n=number)

    def _caption(self) -> Caption:
        chain = self.chain
        notes = list(chain.notes)
        if n := sum(chain.cards[node].text.more > 0 for node in self.shown):
            notes.append(say(chain.lang, "texts_cut", n=n))
        folded = sum(part.folded for part in self.parts)
        if folded:
            all_ = sum(card.kind == "indicator" for card in chain.cards.values())
            notes.append(say(chain.lang, "chain_folded", n=folded, all=all_))
        kinds = {card.kind for card in chain.cards.values()}
        if not chain.focused:
            for kind, key in (
                ("mandate", "no_mandate"),
                ("objective", "no_objectives"),
                ("expected_result", "no_results"),
            ):
                if kind not in kinds:
                    notes.append(say(chain.lang, key))
        line = drawn_line(chain.lang, self.drawn, date=self.options.date)
        sources = [*chain.sources, *([line] if line else [])]
        caption = Caption(chain.lang, chain.title, chain.subtitles, notes, [], sources)
        if chain.heading and chain.heading.words == chain.title:
            caption.heading = chain.heading
        return caption

    def _signs(self, items: list[Item]) -> list[Sign]:
        """The key to the cards and lines that are drawn."""
        lang = self.chain.lang
        drawn = [item for one in items for item in flat(one)]
        roles = {item.role for item in drawn if isinstance(item, Box | Stroke)}
        signs = []
        wide, high = 26.0, 14.0
        for kind, fill in (("mandate", DEEP), ("objective", OBJECTIVE)):
            if f"card {kind}" in roles:
                box = Box(0, 0, wide, high, fill, fill)
                signs.append(Sign(say(lang, f"chain_sign_{kind}"), [box]))
        if roles & {"card expected_result", "card planned_activity"}:
            signs.append(card_sign(lang, "chain_sign_result", RESULT_BAR))
        if "card indicator" in roles:
            key = "chain_sign_indicator"
            signs.append(card_sign(lang, key, INDICATOR_BAR, INDICATOR_FILL))
        for status, (line, dashed) in LOOKS.items():
            if f"link {status}" in roles:
                middle = high / 2
                sign: list[Item] = [
                    Stroke([(0, middle), (wide, middle)], line, 1.6, dashed, head=True)
                ]
                if status == "accepted":
                    sign.append(Mark(8, middle, "diamond", 8, PROPOSED_LINE))
                signs.append(Sign(say(lang, f"chain_line_{status}"), sign))
        if "stub" in roles:
            box = Box(0, 0, wide, high, PAPER, MUTED, radius=7)
            signs.append(Sign(say(lang, "chain_stub"), [box]))
        signs += known_signs(lang, items)
        return [*signs, Sign(say(lang, "legend_codes"))]


def _smallest(sheets: Sequence[Sheet]) -> float:
    """The size of the smallest text on the sheets, in points."""
    return min(sheet.smallest for sheet in sheets)


def _joined(one: Block, other: Block) -> Block:
    """Two blocks as one, so that neither a title nor a key has a sheet to itself."""
    y = one.height + one.gap
    items = [*one.items, *(moved(item, 0, y) for item in other.items)]
    return Block(items, y + other.height, other.gap)


def _keep(chain: Chain, focus: str) -> None:
    """Only the element, all that leads to it, and all that it leads to."""
    ahead: dict[str, list[str]] = defaultdict(list)
    behind: dict[str, list[str]] = defaultdict(list)
    for link in chain.links:
        ahead[link.part].append(link.whole)
        behind[link.whole].append(link.part)
    for whole, parts in chain.indicators.items():
        behind[whole] += parts
        for part in parts:
            ahead[part].append(whole)
    kept = _reached(focus, ahead) | _reached(focus, behind)
    for whole in list(chain.indicators):
        if whole not in kept:
            del chain.indicators[whole]
        else:
            # what it leads to has other indicators: they are not its own
            own = [one for one in chain.indicators[whole] if one in kept]
            chain.indicators[whole] = own
    all_ = len(chain.cards)
    chain.cards = {node: card for node, card in chain.cards.items() if node in kept}
    chain.links = [ln for ln in chain.links if {ln.part, ln.whole} <= kept]
    chain.level = {node: lv for node, lv in chain.level.items() if node in kept}
    chain.focused = True
    code, n = chain.cards[focus].code, all_ - len(chain.cards)
    if n:
        chain.notes.append(say(chain.lang, "chain_focus", code=code, n=n, all=all_))


def _reached(start: str, links: dict[str, list[str]]) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        for node in links.get(ahead.pop(), ()):
            if node not in found:
                found.add(node)
                ahead.append(node)
    return found
