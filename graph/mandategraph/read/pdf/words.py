"""A run of words on a page: what the reading of a PDF works with."""

from __future__ import annotations

from dataclasses import dataclass

BULLET = "•"  # written for a bullet that is drawn, or is a sign of a font without names
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ASCENT, DESCENT = 0.78, 0.22  # ems of a line above and below its base


@dataclass(slots=True)
class Run:
    """Words of one line without a wide gap, in points of the upright page.

    `base` is the line they stand on. `font` and `last` are the fonts of the first and
    the last character. `rtl`: the words are in a right-to-left script. `gap` is the
    widest white between two of them. Runs of one `line` were drawn one after the other.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    font: int = 0
    last: int = 0
    rtl: bool = False
    gap: float = 0.0
    line: int = 0

    @property
    def top(self) -> float:
        """About where capitals with accents end."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """About where the letter p ends."""
        return self.base + DESCENT * self.size
