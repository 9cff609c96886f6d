"""Sheets of paper and slides: how large they are, and how much room they give.

Logical units are those of a screen, 96 to the inch: text of 13 units is 9.75 points
high on paper. A slide is 1120 units wide so that it can be read from a distance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.draw.picture import Sheet

MARGIN: Final = 36.0
_PER_MM: Final = 96 / 25.4
_DENSER: Final = (1.0, 1.15, 1.3)
SMALLEST: Final = 7.0  # points: smaller text is not printed to save a sheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of sheet; `height` is 0 when it is as long as what is drawn on it.

    `mm` is the size in millimetres as it is printed, (0, 0) for a screen.
    """

    name: str
    width: float
    height: float = 0
    mm: tuple[float, float] = (0, 0)
    margin: float = MARGIN

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def larger(self, by: float) -> Paper:
        """The same sheet with `by` times as many units on it: all is drawn smaller."""
        return replace(self, width=self.width * by, height=self.height * by)


def _printed(name: str, wide: float, high: float) -> Paper:
    return Paper(name, round(wide * _PER_MM), round(high * _PER_MM), (wide, high))


_ALL: Final = (
    Paper("screen", 1240),
    _printed("a3", 420, 297),
    _printed("a4", 297, 210),
    _printed("a3-portrait", 297, 420),
    _printed("a4-portrait", 210, 297),
    Paper("16:9", 1120, 630, (338.7, 190.5)),
)
PAPERS: Final = {paper.name: paper for paper in _ALL}


def paper(name: str) -> Paper:
    """The sheet of this name; UnknownNameError lists those there are."""
    if name not in PAPERS:
        raise UnknownNameError("page size", name, tuple(PAPERS))
    return PAPERS[name]


def fitted(sheet: Paper, draw: Callable[[Paper], list[Sheet]]) -> list[Sheet]:
    """What `draw` makes of the paper, on one sheet if it can be read there.

    Text may become smaller by a quarter for that, but none smaller than 7 points; what
    does not fit even so is drawn at full size on several sheets.
    """
    if not sheet.height:
        return draw(sheet)
    first: list[Sheet] = []
    for by in _DENSER:
        sheets = draw(sheet.larger(by))
        if len(sheets) == 1 and (not first or sheets[0].smallest >= SMALLEST):
            return sheets
        first = first or sheets
    return first
