"""The icicle of a graph as sheets: the blocks, the list beside them and behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Text
from mandategraph.draw.frame import Caption, Sign, foot, head, known_signs, sheets
from mandategraph.draw.icicle.blocks import BlockPen, columns
from mandategraph.draw.icicle.fold import folded
from mandategraph.draw.icicle.listing import ListPen, in_columns
from mandategraph.draw.icicle.tree import Forest, forest
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.picture import GAP, Block, Picture
from mandategraph.draw.shapes import Group, flat, moved
from mandategraph.draw.sources import drawn_line
from mandategraph.draw.words import say
from mandategraph.errors import QueryError
from mandategraph.language import direction_of, isolated

if TYPE_CHECKING:
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet
    from mandategraph.draw.shapes import Item
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_COLUMN: Final = 330.0  # a column of the list, or more
_GUTTER: Final = 26.0
_NARROWEST: Final = 92.0  # a column of blocks
_LOWEST: Final = 420.0
_HIGHEST: Final = 2400.0
_ROW: Final = 15.0  # a block of one line of text
_NUMBER: Final = 26.0
_SOURCES: Final = 4
_CIRCLES: Final = 3  # named in notes


def picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The plans of the graph as blocks by size, with a list that names each block.

    `focus` draws one organisation, programme, plan or element with all that it holds.
    Above 400 blocks the deepest levels, then the smallest blocks are folded; a note
    counts them. QueryError when the graph has no plan, and for a comparison, which
    this view has not.
    """
    if options.compare is not None:
        raise QueryError(
            options.compare,
            "an icicle shows one collection",
            "compare plans with the view plan-map",
        )
    found = forest(graph, policy, plan=options.plan, focus=options.focus)
    if not found.root.children:
        raise QueryError(
            graph.target, "no plan to draw", "build a graph of a plan first"
        )
    chart = _Chart(found, options)
    return Picture(chart.title, fitted(paper(options.page), chart.on), options.theme)


class _Chart:
    def __init__(self, found: Forest, options: DrawOptions) -> None:
        self.forest, self.options = found, options
        self.lang = found.lang
        self.blocks, self.list = BlockPen(found.lang), ListPen(found.lang)
        only = found.root.children[0]
        named = only.text.words if options.focus or options.plan else ""
        self.title = options.title or named or say(self.lang, "icicle_title")

    def on(self, sheet: Paper) -> list[Sheet]:
        """The sheets on a paper: as much of the list as fits beside the blocks."""
        count = max(2, int((sheet.inner + _GUTTER) // (_COLUMN + _GUTTER)))
        wide = (sheet.inner - (count - 1) * _GUTTER) / count
        step = wide + _GUTTER
        room = sheet.height - 2 * sheet.margin - _NUMBER if sheet.height else 0
        found, gone, left = self._fitting(sheet, room, wide, step * (count - 1))
        blocks = [found]
        below = foot(self._caption(1), sheet.inner).height + 40
        for items, size in in_columns(left, count, step, room, below):
            blocks.append(Block(items, size))
        caption = self._caption(gone)
        caption.signs = self._signs(found.items)
        return sheets(caption, sheet, blocks)

    def _fitting(
        self, sheet: Paper, room: float, wide: float, at: float
    ) -> tuple[Block, int, list[tuple[Group, float]]]:
        """The blocks and the list beside them, how many are left out, what is left.

        On paper they leave room for the foot only if the whole list stands beside them.
        """
        if not room:
            ends = sum(not node.children for node in self.forest.root.all())
            return self._beside(min(_HIGHEST, max(_LOWEST, ends * _ROW)), wide, at)
        caption = self._caption(1)
        room -= head(caption, sheet.inner).height + 2 * GAP + 40
        below = foot(caption, sheet.inner).height + 30
        found = self._beside(room - below, wide, at)
        return self._beside(room, wide, at) if found[2] else found

    def _beside(
        self, high: float, wide: float, at: float
    ) -> tuple[Block, int, list[tuple[Group, float]]]:
        tree, gone = folded(self.forest.root, self._more, high)
        found = columns(tree, high)
        entries = [self.list.entry(one, wide) for one in found.placed]
        if (at - _GUTTER) / len(found.names) < _NARROWEST:
            # too many columns to be read beside the list: it comes behind them
            drawn, top = self.blocks.picture(found, at + wide)
            return Block([drawn], top + high), gone, entries
        drawn, top = self.blocks.picture(found, at - _GUTTER)
        title = self.list.own(self._list_title(gone))
        lines, y = self.list.block(at, 0, wide, title, 11.5, bold=True)
        listed, used, y = Group("list"), 0, max(y + 5, top)
        for entry, size in entries:
            if used and y + size > top + high:
                break
            listed.items.append(moved(entry, at, y))
            y, used = y + size, used + 1
        return Block([drawn, *lines, listed], max(top + high, y)), gone, entries[used:]

    def _list_title(self, gone: int) -> str:
        """What the list names: all blocks, or those that are drawn."""
        if not gone:
            return say(self.lang, "icicle_list")
        all_ = self._all()
        return say(self.lang, "icicle_list_some", n=all_ - gone, all=all_)

    def _all(self) -> int:
        return sum(1 for _ in self.forest.root.all()) - 1

    def _more(self, n: int) -> Text:
        return self.blocks.own(say(self.lang, "icicle_more", n=n))

    def _caption(self, gone: int) -> Caption:
        found, lang = self.forest, self.lang
        counts = found.root.counts
        subtitles = [self.list.counts(counts), say(lang, "icicle_size")]
        notes = []
        if gone:
            notes.append(say(lang, "icicle_folded", n=gone, all=self._all()))
        if found.shared_plans:
            notes.append(say(lang, "icicle_shared_plans", n=found.shared_plans))
        if found.shared:
            notes.append(say(lang, "icicle_shared", n=found.shared))
        notes += self._circles()
        if n := sum(node.text.more > 0 for node in found.root.all()):
            notes.append(say(lang, "texts_cut", n=n))
        line = drawn_line(lang, found.wordings, date=self.options.date)
        sources = found.sources[:_SOURCES]
        if (more := len(found.sources) - len(sources)) > 0:
            sources.append(say(lang, "icicle_sources", n=more))
        sources += [line] if line else []
        return Caption(lang, self.title, subtitles, notes, [], sources)

    def _circles(self) -> list[str]:
        """The first circles by their codes, and how many more there are."""
        circles, notes = self.forest.circles, []
        for circle in circles[:_CIRCLES]:
            codes = circle
            if direction_of(self.lang) == "rtl":
                codes = [isolated(code) for code in circle]
            notes.append(say(self.lang, "icicle_circle", way=" -> ".join(codes)))
        if (more := len(circles) - _CIRCLES) > 0:
            notes.append(say(self.lang, "icicle_circles", n=more))
        return notes

    def _signs(self, items: list[Item]) -> list[Sign]:
        boxes = [item for one in items for item in flat(one)]
        return [*known_signs(self.lang, boxes), Sign(say(self.lang, "legend_codes"))]
