"""A page's coordinates: PDF space, the page as it is shown and as it is read."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mandategraph.read.layout import Box
    from mandategraph.read.pdf.library import Library

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in PDF space, and how many quarter turns show it.

    `turn` counts the clockwise quarter turns of /Rotate, `text` those that most of the
    page's words need on top to stand upright. Results are in points from the top left.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    text: int = 0

    @property
    def turns(self) -> int:
        """The quarter turns that make most words upright."""
        return (self.turn + self.text) % 4

    @property
    def size(self) -> Point:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def upright(self, x: float, y: float) -> Point:
        """Where a point of PDF space stands when the words are upright."""
        turns = self.turns
        if turns == 0:
            return x - self.left, self.top - y
        if turns == 1:
            return y - self.bottom, x - self.left
        if turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the upright page as it stands on the page that is shown."""
        if self.text:
            width, height = self.size
            if self.text == 1:
                x0, y0, x1, y1 = y0, width - x1, y1, width - x0
            elif self.text == 2:
                x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
            else:
                x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def frame_of(library: Library, page: Any) -> Frame:
    """The frame of an open page."""
    raw = library.raw
    box = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return Frame(0.0, 0.0, 612.0, 792.0)
    turn = max(raw.FPDFPage_GetRotation(page), 0) % 4
    return Frame(box.left, box.bottom, box.right, box.top, turn)
