"""The blocks of an icicle: columns by kind, heights by count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.icicle.tree import KINDS, RANKS, RESULT, key_of
from mandategraph.draw.metrics import width, wrap
from mandategraph.draw.pen import Pen
from mandategraph.draw.shapes import (
    ASCENT,
    HEAD_FILL,
    INK,
    LEADING,
    LINE,
    OPEN_FILL,
    OPEN_INK,
    OPEN_LINE,
    PAPER,
    Box,
    Group,
    Line,
)
from mandategraph.draw.words import say
from mandategraph.language import isolated

if TYPE_CHECKING:
    from mandategraph.draw.icicle.tree import Node
    from mandategraph.draw.shapes import Item

_LOOKS: Final = (
    ("step-4", "step-ink-4"),
    ("step-3", "step-ink-3"),
    ("step-3", "step-ink-3"),
    ("step-2", "step-ink-2"),
    ("step-1", "step-ink-1"),
    (PAPER, INK),
)
_OPEN: Final = ("unassigned", "unstated")
_SIZE: Final = 11.5
_SMALL: Final = 9.5
_INSET: Final = 6.0
_FRAMED: Final = 5.0  # a lower block has no room for a frame


@dataclass(slots=True)
class Placed:
    """A node with its column and, in units of height, where it begins."""

    node: Node
    number: int
    depth: int
    column: int
    first: int
    at: float = 0
    high: float = 0


@dataclass(slots=True)
class Columns:
    """All blocks in the order of the list, and the name of each column."""

    placed: list[Placed] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)


def columns(root: Node, room: float) -> Columns:
    """Where each block stands when all of them together are `room` high."""
    unit = room / max(1, root.size)
    found = Columns()
    keys: list[tuple[int, int]] = []
    ahead: list[tuple[Node, int, tuple[int, int], int, float]] = []

    def push(node: Node, depth: int, key: tuple[int, int], parent: int) -> None:
        at = found.placed[parent].at if parent >= 0 else 0.0
        entries = []
        for child in node.children:
            entries.append((child, depth, key, parent, at))
            at += child.size * unit
        ahead.extend(reversed(entries))

    push(root, 0, (-1, 0), -1)
    while ahead:
        node, depth, above, parent, at = ahead.pop()
        key = key_of(node, above)
        keys.append(key)
        one = Placed(node, len(found.placed) + 1, depth, 0, parent, at)
        one.high = node.size * unit
        found.placed.append(one)
        push(node, depth + 1, key, len(found.placed) - 1)
    found.names = sorted(set(keys))
    places = {key: place for place, key in enumerate(found.names)}
    for one, key in zip(found.placed, keys, strict=True):
        one.column = places[key]
        one.first = found.placed[one.first].column + 1 if one.first >= 0 else 0
    return found


class BlockPen(Pen):
    """Draws the blocks."""

    def picture(self, found: Columns, wide: float) -> tuple[Group, float]:
        """Heads and blocks in a width, and how high the heads are.

        Software that reads aloud is told to read the list instead.
        """
        words = say(self.lang, "icicle_alt", n=len(found.placed))
        group = Group("img", words)
        each = wide / max(1, len(found.names))
        top = 0.0
        heads: list[Item] = []
        for column, (rank, inner) in enumerate(found.names):
            key = KINDS[rank] if rank < RESULT else "result"
            name = say(self.lang, f"icicle_{key}")
            if inner:
                name = say(self.lang, "icicle_inner", name=name, n=inner + 1)
            lines, below = self.block(
                column * each + 2, 0, each - 8, self.own(name), _SIZE, bold=True
            )
            heads += lines
            top = max(top, below + 5)
        group.items += heads
        for one in found.placed:
            group.items.append(self._block(one, each, top))
        return group, top

    def _block(self, one: Placed, each: float, top: float) -> Group:
        x, w = one.first * each, (one.column - one.first + 1) * each - 2
        gap = 1.0 if one.high > _FRAMED else one.high * 0.15
        fill, ink, line = _look(one.node)
        framed = line if one.high > _FRAMED else ""
        dashed = bool(framed) and one.node.kind in (*_OPEN, "more")
        if not framed and fill == PAPER:
            fill = "step-1"
        box = Box(
            x, top + one.at, w, one.high - gap, fill, framed, dashed, 1.5, "block"
        )
        return Group(items=[box, *self._words(one, box, ink)])

    def _words(self, one: Placed, box: Box, ink: str) -> list[Line]:
        """Code and words if they fit, else the number in the list, else nothing."""
        node, room = one.node, box.w - 2 * _INSET
        longest = max(label(node).split(), key=lambda word: width(word, _SIZE))
        for size in (_SIZE, _SMALL):
            lines = wrap(label(node), room, size)
            whole = width(longest, size) <= room
            if whole and len(lines) * size * LEADING + 4 <= box.h:
                break
        else:
            size, words = _SMALL, f"{one.number}"
            if node.code and width(f"{words} · {node.code}", size) <= room:
                words += f" · {isolated(node.code) if self.rtl else node.code}"
            if box.h < size * 1.15 or width(words, size) > room:
                return []
            y = box.y + (box.h - size * 1.2) / 2
            return [self._line(box, y, words, size, ink, rtl=self.rtl)]
        y, found = box.y + 2, []
        if box.h < 3 * size * LEADING:  # a tall block is read from its top
            y = box.y + (box.h - len(lines) * size * LEADING) / 2
        for words in lines:
            found.append(self._line(box, y, words, size, ink, rtl=node.text.rtl))
            y += size * LEADING
        for line in found:
            line.lang = node.text.lang
        return found

    def _line(
        self, box: Box, y: float, words: str, size: float, ink: str, *, rtl: bool
    ) -> Line:
        return Line(box.x + _INSET, y + size * ASCENT, words, rtl, size, ink)


def label(node: Node) -> str:
    """The code and the words of a block, in the direction of the words."""
    if not node.code:
        return node.text.words
    code = isolated(node.code) if node.text.rtl else node.code
    return f"{code} · {node.text.words}"


def _look(node: Node) -> tuple[str, str, str]:
    """Fill, ink and frame of a block."""
    if node.kind in _OPEN:
        return OPEN_FILL, OPEN_INK, OPEN_LINE
    if node.kind == "more":
        return HEAD_FILL, INK, LINE
    fill, ink = _LOOKS[RANKS.get(node.kind, RESULT)]
    return fill, ink, LINE
