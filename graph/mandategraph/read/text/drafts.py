"""Statements in the making: their place in the matching copy and in the flow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mandategraph.read.text.dewrap import Block, Reach, blocks
from mandategraph.read.text.quotes import closing_after, outer_quotation
from mandategraph.read.text.regions import OUTSIDE

if TYPE_CHECKING:
    from mandategraph.model import StatementType
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout
    from mandategraph.read.text.titles import Titles


@dataclass(slots=True, eq=False)
class Draft:
    """One statement; offsets count in the matching copy.

    `lines` are those of its wording, none when the source lacks it; `heading` is the
    printed heading. `objective` is the nearest objective above in the same programme,
    `broken` says that the flow from there is not one column; `refers` is the number of
    the objective that words name; `caption` typed it; `above` is the result above.
    `region` is the column that holds it; `outer` the objective above all columns.
    """

    type: StatementType
    start: int
    lines: Block = field(default_factory=list)
    heading: tuple[int, int] | None = None
    whole: tuple[int, int] | None = None  # a section heading with its colon
    topic: str = ""  # of a section heading: outcomes, objectives, indicators
    ordinal: int | None = None
    path: tuple[int, ...] = ()
    marks: list[tuple[int, int]] = field(default_factory=list)
    objective: Draft | None = None
    broken: bool = False
    refers: tuple[int, ...] = ()
    caption: Draft | None = None
    above: Draft | None = None
    region: int = OUTSIDE
    outer: Draft | None = None
    indent: int = 0
    gap: bool = False  # a blank line stands above the item
    row: bool = False
    each: bool = False
    shared: bool = False
    followed: bool = False  # a section heading with a paragraph below it
    introduces: list[Draft] = field(default_factory=list)

    @property
    def printed(self) -> bool:
        """Whether a heading of its own names the statement's type."""
        return self.heading is not None


@dataclass(slots=True)
class Untyped:
    """A list item that no heading types; a caption below may still do so.

    `backward`: such a caption may reach it. `above_row`: it stands between the mandate
    and the objectives, where only lost columns put results.
    """

    draft: Draft
    backward: bool
    above_row: bool = False
    typed: bool = False


def words_of(
    copy: Matching, layout: Layout, titles: Titles, reach: Reach
) -> tuple[Block, list[Block]]:
    """The wording that begins in a stretch: its first paragraph, and the others.

    A quotation that is opened there is taken whole, over its blank lines.
    """
    found = [
        block
        for block in blocks(copy, layout, titles, reach)
        if any(c.isalnum() for low, high in block for c in copy.text[low:high])
    ]
    if not found:
        return [], []
    first, rest = found[0], found[1:]
    close = closing_after(copy.text, first[0][0], reach.end)
    if close >= first[-1][1]:
        while rest and rest[0][0][0] <= close:
            first = first + rest.pop(0)
    return first, rest


def cut_quotes(copy: Matching, draft: Draft) -> bool:
    """Take the outer quotation marks off the wording; False when one is missing."""
    if not draft.lines:
        return True
    found = outer_quotation(copy.text, draft.lines[0][0], draft.lines[-1][1])
    if found.marks:
        clipped = []
        for start, end in draft.lines:
            low, high = max(start, found.start), min(end, found.end)
            while low < high and copy.text[low] == " ":
                low += 1
            while low < high and copy.text[high - 1] == " ":
                high -= 1
            if low < high:
                clipped.append((low, high))
        draft.lines = clipped
        draft.marks += found.marks
    return found.balanced


def ends_open(copy: Matching, lines: Block) -> bool:
    """Whether the wording announces a list: it ends in a colon, or there is none."""
    return not lines or copy.text[lines[-1][1] - 1] == ":"


def sentences_by_line(copy: Matching, block: Block) -> list[Block]:
    """The block's lines as one block each, when every line is a whole sentence.

    A list without bullets is printed so; wrapped text is not.
    """
    whole = all(
        copy.text[end - 1] in ".;。；" and not copy.text[start].islower()
        for start, end in block
    )
    return [[line] for line in block] if whole else [block]
