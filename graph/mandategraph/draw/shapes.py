"""The few shapes that pictures are made of, in logical coordinates.

Logical x runs in the direction of reading: 0 is the left edge of a page that reads from
left to right and the right edge of one that reads from right to left. `svg` mirrors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

FONT: Final = 13.0
LEADING: Final = 1.42
ASCENT: Final = 1.02

INK: Final = "#1b2733"
MUTED: Final = "#4d5b68"
PAPER: Final = "#ffffff"
LINE: Final = "#74848f"
DEEP: Final = "#0b3c5d"
OBJECTIVE: Final = "#17557a"
HEAD_FILL: Final = "#eaf2f7"
RESULT_BAR: Final = "#2f7d5b"
INDICATOR_FILL: Final = "#f5f2e8"
INDICATOR_BAR: Final = "#8a6d1f"
OPEN_FILL: Final = "#fdf6e7"
OPEN_INK: Final = "#6b4200"
OPEN_LINE: Final = "#a06a10"
PROPOSED_FILL: Final = "#f3effa"
PROPOSED_INK: Final = "#43307a"
PROPOSED_LINE: Final = "#6b4fa0"
# text colour on each fill that it is drawn on; a test measures their contrast
INK_ON_FILL: Final = (
    (INK, PAPER),
    (MUTED, PAPER),
    (PAPER, DEEP),
    (PAPER, OBJECTIVE),
    (INK, HEAD_FILL),
    (OPEN_INK, HEAD_FILL),
    (INK, INDICATOR_FILL),
    (MUTED, INDICATOR_FILL),
    (OPEN_INK, INDICATOR_FILL),
    (INK, OPEN_FILL),
    (OPEN_INK, OPEN_FILL),
    (OPEN_INK, PAPER),
    (PROPOSED_INK, PROPOSED_FILL),
)
LINES_ON_FILL: Final = (
    (LINE, PAPER),
    (OPEN_LINE, PAPER),
    (OPEN_LINE, OPEN_FILL),
    (PROPOSED_LINE, PAPER),
    (PROPOSED_LINE, PROPOSED_FILL),
    (OBJECTIVE, PAPER),
    (RESULT_BAR, PAPER),
    (INDICATOR_BAR, INDICATOR_FILL),
)


@dataclass(slots=True)
class Box:
    """A rectangle; `fill` or `line` may be "" for none. `role` names it for tests."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    line: str = ""
    dashed: bool = False
    radius: float = 4
    role: str = ""


@dataclass(slots=True)
class Line:
    """A line of text on the baseline `y`; `anchor` says which part of it is at `x`.

    `rtl` is the direction of the words; `x` and `anchor` are logical all the same.
    `lang` is set when it is not the page's.
    """

    x: float
    y: float
    words: str
    rtl: bool
    size: float = FONT
    fill: str = INK
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    lang: str = ""


@dataclass(slots=True)
class Arrow:
    """A vertical line from (x, y) up to `top`, with a head that points up."""

    x: float
    y: float
    top: float
    line: str = OBJECTIVE
    dashed: bool = False


@dataclass(slots=True)
class Group:
    """Shapes that belong together: an ARIA role, a name, a link."""

    role: str = ""
    title: str = ""
    href: str = ""
    lang: str = ""
    items: list[Item] = field(default_factory=list)


Item: TypeAlias = Box | Line | Arrow | Group
