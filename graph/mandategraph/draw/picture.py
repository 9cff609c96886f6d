"""A picture: sheets of shapes, before any file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.draw.shapes import FONT, Group, Item, Line, flat, moved
from mandategraph.language import direction_of

if TYPE_CHECKING:
    from mandategraph.draw.palette import Theme

GAP: Final = 14.0


@dataclass(slots=True)
class Sheet:
    """One page in logical coordinates; y starts at its top.

    `mm` is the size on paper, (0, 0) for a screen.
    """

    group: Group
    width: float
    height: float
    lang: str
    mm: tuple[float, float] = (0, 0)

    @property
    def smallest(self) -> float:
        """The size of the smallest text in points; 96 units of a screen are an inch."""
        unit = self.mm[0] / 25.4 / self.width if self.mm[0] else 1 / 96
        sizes = (one.size for one in flat(self.group) if isinstance(one, Line))
        return 72 * unit * min(sizes, default=FONT)

    @property
    def rtl(self) -> bool:
        """Whether the page runs from right to left."""
        return direction_of(self.lang) == "rtl"


@dataclass(slots=True)
class Picture:
    """Sheets in the order of reading, with a title; colours by theme."""

    title: str
    sheets: list[Sheet]
    theme: Theme = "light"

    @property
    def lang(self) -> str:
        """The language of the first sheet, which is that of the document."""
        return self.sheets[0].lang

    def save(
        self, path: str | Path, *, fonts: bool = False, scale: float = 2.0
    ) -> list[Path]:
        """The files that the picture was written to: `.svg`, `.png`, `.pdf`, `.html`.

        SVG and PNG of several sheets of paper are a file each, `-1`, `-2` before the
        ending. `fonts` puts the fonts into SVG and HTML; `scale` is for PNG, pixels per
        unit. Raises UnknownNameError for another ending.
        """
        from mandategraph.draw.files import to_files

        target = Path(path)
        form = target.suffix.lower().removeprefix(".")
        made = to_files(self, form, fonts=fonts, scale=scale)
        files = [target.with_stem(target.stem + suffix) for suffix in made]
        for file, data in zip(files, made.values(), strict=True):
            file.write_bytes(data)
        return files

    def _repr_svg_(self) -> str:
        """The picture as notebooks show it."""
        from mandategraph.draw.svg import to_svg

        return to_svg(self)


@dataclass(slots=True)
class Block:
    """Shapes that stay together on a sheet; their y starts at 0."""

    items: list[Item]
    height: float
    gap: float = GAP


@dataclass(slots=True)
class Stack:
    """Blocks one below the other, over as many sheets as `room` makes needed.

    `room` is the height that a sheet has for blocks, 0 for no end. `repeated` begins
    each sheet but the first: the head of a table, "continued". A block that is higher
    than a sheet has one to itself, and `over` says how much larger that must be:
    nothing is cut. Shapes that are put at once at their place within the `margin` need
    not be moved again.
    """

    room: float
    repeated: Block | None = None
    pages: list[list[Item]] = field(default_factory=lambda: [[]])
    heights: list[float] = field(default_factory=lambda: [0.0])
    margin: float = 0.0

    def add(self, block: Block) -> None:
        """Put the block below the last one, or on a new sheet."""
        full = self.heights[-1] + block.height > self.room > 0
        head = self.repeated.height + self.repeated.gap if self.repeated else 0.0
        if full and self.heights[-1] > (head if len(self.pages) > 1 else 0):
            self.turn()
        self._put(block)

    def turn(self) -> None:
        """Begin a new sheet."""
        self.pages.append([])
        self.heights.append(0.0)
        if self.repeated is not None:
            self._put(copied(self.repeated))

    def _put(self, block: Block) -> None:
        for item in block.items:
            down = self.heights[-1] + self.margin
            self.pages[-1].append(moved(item, self.margin, down))
        self.heights[-1] += block.height + block.gap

    def over(self, height: float) -> float:
        """How much higher than its room a sheet of this height is; 1 when it fits."""
        return max(1.0, (height - GAP) / self.room) if self.room else 1.0


def copied(block: Block) -> Block:
    """The same block once more, its shapes not shared."""
    from copy import deepcopy

    return Block(deepcopy(block.items), block.height, block.gap)
