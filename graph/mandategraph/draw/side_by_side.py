"""The sheets of a comparison: a half for each plan, and the matches between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw import frame
from mandategraph.draw.cards import INDENT, CardPen, stretched
from mandategraph.draw.comparison import remark
from mandategraph.draw.frame import Caption, Sign, known_signs
from mandategraph.draw.matching import GROUNDS
from mandategraph.draw.pen import PAD
from mandategraph.draw.picture import Block, Stack, copied
from mandategraph.draw.shapes import (
    DEEP,
    LINE,
    OBJECTIVE,
    PROPOSED_LINE,
    REVERSED,
    Box,
    Group,
    Stroke,
    moved,
)
from mandategraph.draw.sources import drawn_line
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.draw.comparison import Comparison, Row
    from mandategraph.draw.matching import Match
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.picture import Sheet

_MIDDLE: Final = 0.13  # of the width, between the plans
_ROW_GAP: Final = 10.0
_DEEPEST: Final = 4  # what lies deeper is indented no further
_LINES: Final = {  # colour, width, dashed
    "stated": (OBJECTIVE, 3.0, False),
    "accepted": (PROPOSED_LINE, 2.0, False),
    "recorded": (LINE, 2.0, False),
    "words": (LINE, 1.2, False),
    "proposed": (PROPOSED_LINE, 1.5, True),
}


def sheets(comparison: Comparison, title: str, paper: Paper) -> list[Sheet]:
    """The rows on as many sheets as needed, the names of the plans on each."""
    one, other = comparison.left, comparison.right
    lang, w = one.lang, paper.inner
    counts = [sum(map(test, comparison.rows)) for test in (_both, _ours, _theirs)]
    words = say(lang, "compare_matched", n=counts[0], left=counts[1], right=counts[2])
    worded = (c.wording for page in (one, other) for c in page.cards if c.wording)
    line = drawn_line(lang, worded, date=one.date)
    found = [*one.documents, *other.documents, *([line] if line else [])]
    sources = list(dict.fromkeys(found))
    caption = Caption(lang, title, [words], [*one.remarks, *other.remarks], [], sources)
    draw = _Drawing(comparison, w)
    heads = draw.heads()
    stack = Stack(frame.room(paper), copied(heads))
    stack.add(frame.head(caption, w))
    stack.add(heads)
    alone: list[Row] = []
    for row in comparison.rows:
        if row.match is None:
            alone.append(row)
            continue
        draw.alone(alone, stack)
        alone = []
        stack.add(draw.row(row))
    draw.alone(alone, stack)
    drawn = [item for items in stack.pages for item in items]
    caption.signs = [*draw.signs(), *known_signs(lang, drawn)]
    caption.signs.append(Sign(say(lang, "legend_codes")))
    stack.repeated = None
    stack.add(frame.foot(caption, w))
    return frame.bound(caption, paper, stack)


def _both(row: Row) -> bool:
    return row.match is not None


def _ours(row: Row) -> bool:
    return row.right is None


def _theirs(row: Row) -> bool:
    return row.left is None


class _Drawing:
    def __init__(self, comparison: Comparison, w: float) -> None:
        self.of, self.lang = comparison, comparison.left.lang
        self.pen = CardPen(self.lang)
        self.pen.remarks, self.pen.modest = comparison.remarks, True
        self.between = max(130.0, w * _MIDDLE)
        self.half = (w - self.between) / 2

    def heads(self) -> Block:
        """The titles of the two plans."""
        items, high = [], 0.0
        for x, page in ((0.0, self.of.left), (self.half + self.between, self.of.right)):
            box = Box(x, 0, self.half, 0, DEEP, DEEP)
            text = self.pen.own(" · ".join([page.title, *page.subtitles[:1]]))
            lines, below = self.pen.block(
                x + PAD, 7, self.half - 2 * PAD, text, 13.5, bold=True, fill=REVERSED
            )
            items.append((box, lines))
            high = max(high, below + 6)
        for box, _ in items:
            box.h = high
        return Block([Group(items=[box, *lines]) for box, lines in items], high)

    def row(self, row: Row) -> Block:
        """Two cards at equal height, and the match between them."""
        drawn = [self._card(row, 0.0), self._card(row, 0.0, second=True)]
        link, height = self._link(row.match)
        high = max(height, *(cited_height for _, cited_height in drawn))
        for cited, _ in drawn:
            stretched(cited, high)
        listed = Group("list")
        listed.items = [Group("listitem", items=cited.items) for cited, _ in drawn]
        listed.items.insert(1, self._joined(row, link, height, high))
        return Block([listed], high, _ROW_GAP)

    def alone(self, rows: list[Row], stack: Stack) -> None:
        """What has no match, each plan in its half; nothing stands beside its like."""
        queues = [[r for r in rows if r.left], [r for r in rows if r.right]]
        while any(queues):
            room = stack.room - stack.heights[-1] if stack.room else float("inf")
            lists, high = [], 0.0
            for second, queue in enumerate(queues):
                listed, y = Group("list"), 0.0
                while queue:
                    cited, height = self._card(queue[0], y, second=bool(second))
                    if y + height > room and y > 0:
                        break
                    listed.items.append(Group("listitem", items=cited.items))
                    queue.pop(0)
                    y += height + _ROW_GAP
                if listed.items:
                    lists.append(listed)
                high = max(high, y - _ROW_GAP)
            stack.add(Block(list(lists), high, _ROW_GAP))

    def _card(self, row: Row, y: float, *, second: bool = False) -> tuple[Group, float]:
        card = row.right if second else row.left
        if card is None:
            return Group(), 0.0
        x = self.half + self.between if second else 0.0
        indent = self._indent(card.iri)
        return self.pen.cited(card, x + indent, y, self.half - indent)

    def _indent(self, iri: str) -> float:
        return min(_DEEPEST, self.of.depths[iri]) * INDENT

    def _link(self, match: Match | None) -> tuple[Group, float]:
        """The remark between the cards."""
        group = Group("listitem")
        if match is None:
            return group, 0.0
        room = self.between - 36
        bottom = self.pen.chip(group, remark(self.lang, match), 0, 0, room)
        return group, bottom

    def _joined(self, row: Row, link: Group, height: float, high: float) -> Group:
        """The remark in the middle of a line from card to card."""
        boxes = [item for item in link.items if isinstance(item, Box)]
        wide = boxes[0].w if boxes else 0.0
        y = high / 2
        moved(link, self.half + (self.between - wide) / 2, y - height / 2)
        # the frame of the remark covers the line, so it comes after it
        link.items.sort(key=lambda item: not isinstance(item, Box))
        if row.match is not None:
            start, end = self.half + 1, self.half + self.between - 1
            end += self._indent(row.match.right)
            link.items[:0] = _strokes(row.match, start, end, y)
        return link

    def signs(self) -> list[Sign]:
        """The kinds of lines that are drawn, and what stands alone."""
        grounds = {row.match.ground: row.match for row in self.of.rows if row.match}
        found = []
        for ground in GROUNDS:
            if ground in grounds:
                words = say(self.lang, f"compare_legend_match_{ground}")
                match = grounds[ground]
                found.append(Sign(words, list(_strokes(match, 0, 26, 7, head=False))))
        if any(row.match is None for row in self.of.rows):
            found.append(Sign(say(self.lang, "compare_legend_match_only")))
        return found


def _strokes(
    match: Match, start: float, end: float, y: float, *, head: bool = True
) -> list[Stroke]:
    """The line of a match: an arrow to what is continued, a double line for words."""
    ink, width, dashed = _LINES[match.ground]
    if match.ground == "words":
        return [
            Stroke([(start, y + dy), (end, y + dy)], ink, width, role="match")
            for dy in (-2.5, 2.5)
        ]
    ends = [(start, y), (end, y)] if match.forward else [(end, y), (start, y)]
    pointed = head and match.relation == "continues"
    return [Stroke(ends, ink, width, dashed, pointed, role="match")]
