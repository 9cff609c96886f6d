"""The list beside an icicle, which names each block and says what it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Text
from mandategraph.draw.icicle.blocks import label
from mandategraph.draw.metrics import width
from mandategraph.draw.pen import Pen
from mandategraph.draw.shapes import INK, MUTED, Box, Group, moved
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.icicle.blocks import Placed
    from mandategraph.draw.icicle.tree import Node
    from mandategraph.draw.shapes import Item

SIZE: Final = 12.0
_SMALL: Final = 10.5
_STEP: Final = 11.0
_KINDS: Final = (
    "plan",
    "mandate",
    "vision",
    "value_statement",
    "objective",
    "expected_result",
    "planned_activity",
    "indicator",
)


class ListPen(Pen):
    """Draws entries of the list."""

    def entry(self, one: Placed, w: float) -> tuple[Group, float]:
        """The entry at (0, 0) in a width, and how high it is."""
        node = one.node
        number = f"{one.number}"
        indent = min(one.depth, 6) * _STEP
        x = indent + width("0000", SIZE, bold=True)
        lines, _ = self.block(indent, 3, w, Text(number, self.rtl), SIZE, bold=True)
        words = Text(label(node), node.text.rtl, "", node.text.lang)
        bold = one.depth == 0
        named, y = self.block(x, 3, w - x, words, SIZE, bold=bold, fill=INK)
        for line in named:
            line.x, line.anchor = x, "start"  # indented, whatever its direction
        items: list[Item] = [*lines, *named]
        n = node.text.more
        left = say(self.lang, "text_more", n=n) if n else ""
        parts = (left, self._held(node), node.remark, node.text.badge)
        said = " · ".join(part for part in parts if part)
        if said:
            lines, y = self.block(x, y, w - x, self.own(said), _SMALL, fill=MUTED)
            items += lines
        high = y + 5
        # the frame makes the whole entry the link
        frame = Box(0, 0, w, high, role="entry")
        title = " · ".join(part for part in (number, label(node), said) if part)
        link = Group("", title, node.iri, "", [frame, *items])
        return Group("listitem", items=[link]), high

    def _held(self, node: Node) -> str:
        """What the block holds; an element does not count itself here."""
        if not node.code:
            return self.counts(node.counts)
        below = Counter(node.counts)
        below[node.kind] -= 1
        return self.counts(below) if below.total() else ""

    def counts(self, counts: Counter[str]) -> str:
        """How many elements there are of each kind, and in all."""
        said = [
            say(self.lang, f"icicle_n_{kind}", n=counts[kind])
            for kind in _KINDS
            if counts[kind] and (kind != "plan" or counts[kind] > 1)
        ]
        total = counts.total() - counts["plan"]
        if len(said) != 1 or counts["plan"] > 1:
            said.append(say(self.lang, "icicle_n_all", n=total))
        return " · ".join(said)


def in_columns(
    entries: list[tuple[Group, float]],
    count: int,
    step: float,
    room: float,
    below: float = 0,
) -> Iterator[tuple[list[Item], float]]:
    """The entries as pages of columns, `room` high, and how high each page is.

    The last page has columns of about the same height and leaves `below` free. Without
    `room` there is one page.
    """
    start = 0
    while start < len(entries):
        page, end = _filled(entries, start, count, room)
        if room and end == len(entries):
            page, end = _filled(entries, start, count, room - below)
        left = [high for _, high in entries[start:]]
        high = max(sum(left) / count, *left) if len(left) > 1 else left[0]
        while end == len(entries):
            page, end = _filled(entries, start, count, high)
            if end == len(entries):
                break
            high, end = high + 12, len(entries)
        items: list[Item] = []
        heights = []
        for column, (first, last) in enumerate(page):
            listed, y = Group("list"), 0.0
            for group, high in entries[first:last]:
                listed.items.append(moved(group, column * step, y))
                y += high
            items.append(listed)
            heights.append(y)
        yield items, max(heights)
        start = end


def _filled(
    entries: list[tuple[Group, float]], start: int, count: int, room: float
) -> tuple[list[tuple[int, int]], int]:
    """First and last entry of each column of a page, and where the next page begins."""
    page = []
    for _ in range(count):
        end, y = start, 0.0
        while end < len(entries) and (
            end == start or not room or y + entries[end][1] <= room
        ):
            y += entries[end][1]
            end += 1
        if end > start:
            page.append((start, end))
        start = end
    return page, start
