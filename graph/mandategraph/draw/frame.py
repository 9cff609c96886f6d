"""The sheets around a drawing: title on top, key and sources at the foot, numbers."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.draw.metrics import width
from mandategraph.draw.pen import PAD, SMALL, Pen
from mandategraph.draw.picture import GAP, Block, Sheet, Stack
from mandategraph.draw.shapes import (
    LEADING,
    LINE,
    MUTED,
    OPEN_FILL,
    OPEN_LINE,
    PAPER,
    PROPOSED_FILL,
    PROPOSED_LINE,
    Box,
    Group,
    Line,
    flat,
    moved,
)
from mandategraph.draw.wordings import cut
from mandategraph.draw.words import say
from mandategraph.language import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.draw.content import Text
    from mandategraph.draw.paper import Paper
    from mandategraph.draw.shapes import Item

_FOOT: Final = 26.0  # the line with the number of the sheet
_SIGN: Final = (26.0, 14.0)


@dataclass(slots=True)
class Sign:
    """An entry of the key: shapes within 26 by 14 units from (0, 0), and its words."""

    words: str
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Caption:
    """What is written around a drawing; all of it in the language of the page.

    `heading` is the title in another language than the page's, with its badge; `notes`
    say what is not drawn. `sources` say where it comes from, of which day, and
    in which languages its words are.
    """

    lang: str
    title: str
    subtitles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    heading: Text | None = None


def sheets(
    caption: Caption,
    paper: Paper,
    blocks: Iterable[Block],
    *,
    repeated: Block | None = None,
) -> list[Sheet]:
    """The blocks, whose x starts at 0, one below the other on as many sheets as needed.

    The title stands on the first sheet, the key and the sources on the last one; each
    of several has its number. A block higher than a sheet makes that sheet larger in
    proportion, so that nothing is cut.
    """
    stack = Stack(room(paper), repeated)
    stack.add(head(caption, paper.inner))
    for block in blocks:
        stack.add(block)
    stack.add(foot(caption, paper.inner))
    return bound(caption, paper, stack)


def bound(caption: Caption, paper: Paper, stack: Stack) -> list[Sheet]:
    """The stack as sheets with margins and, if there are several, numbers."""
    found = []
    for number, (items, height) in enumerate(
        zip(stack.pages, stack.heights, strict=True), 1
    ):
        group = Group("group", caption.title, "", caption.lang, items)
        if inner := paper.margin - stack.margin:
            moved(group, inner, inner)
        wide, high = paper.width, height - GAP + 2 * paper.margin
        if paper.height:
            over = stack.over(height)
            wide, high = paper.width * over, paper.height * over
            if len(stack.pages) > 1:
                group.items.append(
                    _number(caption, paper, high, number, len(stack.pages))
                )
        found.append(Sheet(group, wide, high, caption.lang, paper.mm))
    return found


def head(caption: Caption, inner: float) -> Block:
    """Title, subtitles and notes."""
    pen = Pen(caption.lang)
    text = caption.heading or pen.own(caption.title)
    lines, y = pen.block(0, 0, inner, cut(text), 24, bold=True)
    items: list[Item] = [*lines]
    if text.badge:
        group, wide = Group(), min(inner, width(text.badge, SMALL) + 12)
        at = inner - wide if text.rtl != pen.rtl else 0.0  # where the title begins
        pen.badge(group, text.badge, at, y + 2, wide, wide, MUTED)
        items.append(group)
        y += SMALL * LEADING + 6
    for words in caption.subtitles:
        lines, y = pen.block(0, y, inner, pen.own(words), 13.5, fill=MUTED)
        items += lines
    for note in caption.notes:
        framed, y = pen.framed(note, 0, y + 10, inner)
        items.append(framed)
    return Block(items, y)


def foot(caption: Caption, inner: float) -> Block:
    """The key to the signs that are used, then where the drawing comes from."""
    pen = Pen(caption.lang)
    items: list[Item] = [Box(0, 4, inner, 1, LINE, radius=0)]
    y = 14.0
    if caption.signs:
        lines, y = pen.block(
            0, y, inner, pen.own(say(caption.lang, "legend")), 12, bold=True
        )
        items += lines
        x, y = 0.0, y + 2
        for sign in caption.signs:
            indent = _SIGN[0] + 8 if sign.items else 0
            wide = indent + width(sign.words, 12)
            if x > 0 and x + wide > inner:
                x, y = 0.0, y + 24
            # the key is drawn anew for each paper that is tried
            items += [moved(deepcopy(item), x, y + 2) for item in sign.items]
            lines, below = pen.block(
                x + indent, y + 1, inner - indent, pen.own(sign.words), 12, fill=MUTED
            )
            items += lines
            x, y = x + wide + 24, max(y, below - 24)
        y += 30
    for words in caption.sources:
        lines, y = pen.block(0, y, inner, pen.own(words), 12, fill=MUTED)
        items += lines
    return Block(items, y)


def known_signs(lang: str, items: Iterable[Item]) -> list[Sign]:
    """The signs for what is open, what is proposed, and badges, where they are used."""
    drawn = [item for one in items for item in flat(one) if isinstance(item, Box)]
    fills, roles = {box.fill for box in drawn}, {box.role for box in drawn}
    wide, high = _SIGN
    found = []
    if OPEN_FILL in fills:
        box = Box(0, 0, wide, high, OPEN_FILL, OPEN_LINE, dashed=True)
        found.append(Sign(say(lang, "legend_open"), [box]))
    if PROPOSED_FILL in fills:
        box = Box(0, 0, wide, high, PROPOSED_FILL, PROPOSED_LINE, True, 7)  # noqa: FBT003 - dashed, radius
        found.append(Sign(say(lang, "legend_proposed"), [box]))
    if "badge" in roles:
        box = Box(0, 0, wide, high, "", MUTED, radius=7)
        found.append(Sign(say(lang, "legend_badge"), [box]))
    return found


def card_sign(lang: str, key: str, bar: str, fill: str = PAPER) -> Sign:
    """The sign for cards with a coloured bar at the edge where reading begins."""
    wide, high = _SIGN
    frame, edge = Box(0, 0, wide, high, fill, LINE), Box(0, 0, 5, high, bar, radius=2)
    return Sign(say(lang, key), [frame, edge])


def room(paper: Paper) -> float:
    """The height that a sheet of the paper has for blocks; 0 for no end."""
    return paper.height - 2 * paper.margin - _FOOT if paper.height else 0


def _number(
    caption: Caption, paper: Paper, high: float, number: int, count: int
) -> Line:
    pen = Pen(caption.lang)
    words = say(caption.lang, "sheet", n=number, all=count)
    text = f"{caption.title} · {words}"
    if width(text, 11) > paper.inner or pen.rtl:
        text = words
    return Line(
        paper.margin + paper.inner,
        high - paper.margin + 6 - PAD,
        isolated(text) if pen.rtl else text,
        pen.rtl,
        11,
        MUTED,
        anchor="end",
    )
