"""Where everything on a plan map stands: a page of content -> sheets."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from mandategraph.draw import frame
from mandategraph.draw.areas import GUTTER, Area, Band
from mandategraph.draw.cards import CardPen
from mandategraph.draw.columns import Rows, Run, gap
from mandategraph.draw.content import Chip
from mandategraph.draw.frame import Caption, Sign, card_sign, known_signs
from mandategraph.draw.paper import SMALLEST, fitted
from mandategraph.draw.pen import SMALL
from mandategraph.draw.picture import Block, Stack
from mandategraph.draw.shapes import (
    INDICATOR_BAR,
    INDICATOR_FILL,
    MUTED,
    RESULT_BAR,
    Arrow,
    Box,
    Group,
    Line,
    flat,
)
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet

NARROWEST: Final = 210.0  # of a column
MOST_FITTED: Final = 150  # more cards are not tried on one sheet
DENSER: Final = (1.15, 1.3)
_WIDE: Final = 2  # so many mandates have the width of the sheet each


def sheets(page: Page, paper: Paper) -> list[Sheet]:
    """The page on one sheet of the paper if it can be read there, else on several.

    When nothing but the key is left for the last sheet, all is drawn a little smaller.
    """
    layout = _Layout(page, paper)
    if len(page.cards) > MOST_FITTED:
        return layout.draw()
    found = fitted(paper, lambda larger: _Layout(page, larger).draw())
    if len(found) > 1 and len(layout.draw()) == len(found) and layout.key_alone:
        for by in DENSER:
            layout = _Layout(page, paper.larger(by))
            denser = layout.draw()
            read = min(sheet.smallest for sheet in denser) >= SMALLEST
            if len(denser) <= len(found) and not layout.key_alone and read:
                return denser
    return found


class _Layout:
    def __init__(self, page: Page, paper: Paper) -> None:
        self.page, self.paper = page, paper
        self.pen = CardPen(page.lang)
        self.stack = Stack(frame.room(paper), margin=paper.margin)
        self.w = paper.inner
        most = max(1, int((self.w + GUTTER) // (NARROWEST + GUTTER)))
        rows = max(1, ceil(len(page.columns) / most))
        self.per_row = ceil(len(page.columns) / rows)
        self.lined: dict[str, str] = {}
        self.key_alone = False

    def draw(self) -> list[Sheet]:
        page = self.page
        caption = Caption(
            page.lang, page.title, page.subtitles, page.remarks, [], page.sources
        )
        caption.heading = page.heading
        self.stack.add(frame.head(caption, self.w))
        self._mark_links()
        self._top()
        if page.columns:
            self._columns()
        elif page.has_mandate or page.has_results or page.cross or page.loose:
            self._missing("no_objectives")
        if not page.has_results:
            self._missing("no_results")
        self._bands()
        caption.signs = self._signs()
        pages = len(self.stack.pages)
        self.stack.add(frame.foot(caption, self.w))
        self.key_alone = len(self.stack.pages) > pages
        return frame.bound(caption, self.paper, self.stack)

    def _missing(self, key: str) -> None:
        framed, height = self.pen.framed(say(self.page.lang, key), 0, 0, self.w)
        self.stack.add(Block([framed], height))

    def _top(self) -> None:
        """The mandate; several of them in a grid."""
        if not self.page.has_mandate:
            self._missing("no_mandate")
        if len(self.page.top) <= _WIDE:
            for card in self.page.top:
                self._wide(card)
            return
        area = self._area(say(self.page.lang, "mandate"))
        self.pen.modest = True
        Rows(area, self.pen).grid(self.page.top)
        area.close()
        self.pen.modest = False

    def _wide(self, card: Card, *, no_result: str = "") -> None:
        """A card as wide as the sheet, with all below it in a grid."""
        area = self._area(card.code)
        rows = Rows(area, self.pen)
        rows.lined = self.lined if card.kind == "objective" else {}
        area.y = 12.0 if card.iri in rows.lined else 0.0
        alone = Run(card, 0, self.w)
        alone.steps = []
        rows.row([alone])
        if card.children:
            area.within()
            rows.grid(card.children)
        if no_result:
            drawn, height = gap(self.pen, no_result, 0, area.y, self.w)
            area.entries.items.append(Group("listitem", items=[drawn]))
            area.y += height + GUTTER
        area.close()

    def _area(self, name: str = "") -> Area:
        again = say(self.page.lang, "continued", name=name) if name else ""
        return Area(self.stack, self.pen, self.w, again=again)

    def _columns(self) -> None:
        """Rows of columns; one objective alone has its results in a grid below it."""
        columns = self.page.columns
        if len(columns) == 1:
            self._wide(columns[0], no_result=self._no_result(columns[0]))
            return
        area = self._area()
        rows = Rows(area, self.pen)
        rows.lined = self.lined
        area.y = 12.0 if self.lined else 0.0
        w = (self.w - (self.per_row - 1) * GUTTER) / self.per_row
        for start in range(0, len(columns), self.per_row):
            runs = [
                Run(card, place * (w + GUTTER), w, self._no_result(card))
                for place, card in enumerate(columns[start : start + self.per_row])
            ]
            rows.row(runs)
            rows.lined = {}
        area.close()

    def _no_result(self, card: Card) -> str:
        """What is said below an objective without a result; nothing if it has one."""
        if (
            self.page.counted
            or not self.page.has_results
            or any(
                c.kind == "expected_result" or c.folded or c.elsewhere or c.crossing
                for c in card.all()
            )
        ):
            return ""
        return say(self.page.lang, "no_result_here")

    def _mark_links(self) -> None:
        """Say in a remark what no line to the mandate will show.

        Lines are for stated links of the first row to the one mandate right above it.
        """
        lang, top = self.page.lang, self.page.top
        mandates = [c.code for c in top if c.kind == "mandate"]
        near = (
            0 < len(top) <= _WIDE and top[-1].kind == "mandate" and not top[-1].children
        )
        row = {card.iri for card in self.page.columns[: self.per_row]}
        for card in self.page.cards:
            for code, status in sorted(card.links.items()):
                words = say(lang, "serves", code=code)
                if status != "stated":
                    words = say(lang, "accepted_link", code=code)
                    chip = Chip(words, "accepted")
                    self.pen.remarks.setdefault(card.iri, []).append(chip)
                elif near and card.iri in row and mandates == [code]:
                    self.lined[card.iri] = words
                else:
                    self.pen.remarks.setdefault(card.iri, []).append(Chip(words))

    def _bands(self) -> None:
        """What belongs to several objectives, then what the source assigns to none."""
        page = self.page
        for cards, key, note, open_ in (
            (page.cross, "cross", say(page.lang, "cross_note"), False),
            (page.loose, "unassigned", page.loose_note, True),
        ):
            if cards:
                title = say(page.lang, key)
                again = say(page.lang, "continued", name=title)
                titles = (title, note, again)
                band = Band(self.stack, self.pen, self.w, titles, open_=open_)
                Rows(band, self.pen).grid(cards)
                band.close()

    def _signs(self) -> list[Sign]:
        """The key to the signs that the page uses."""
        lang = self.page.lang
        boxes: dict[tuple[str, str], Box] = {}
        lined = False
        for part in (p for items in self.stack.pages for i in items for p in flat(i)):
            if isinstance(part, Box):
                boxes[part.role, part.fill] = part
            elif isinstance(part, Arrow):
                lined = True
        roles = {role for role, _ in boxes}
        signs = []
        if any(role.startswith("card") for role in roles):
            signs.append(card_sign(lang, "legend_stated", RESULT_BAR))
        if "card indicator" in roles:
            sign = card_sign(lang, "legend_indicator", INDICATOR_BAR, INDICATOR_FILL)
            signs.append(sign)
        if lined:
            signs.append(Sign(say(lang, "legend_line"), [Arrow(13, 16, -1)]))
        signs += known_signs(lang, boxes.values())
        if "evidence" in roles:
            line = Line(2, 10, "…", self.pen.rtl, SMALL, MUTED)
            under = Box(2, 13, 22, 0.7, MUTED, radius=0)
            signs.append(Sign(say(lang, "legend_evidence"), [line, under]))
        return [*signs, Sign(say(lang, "legend_codes"))]
