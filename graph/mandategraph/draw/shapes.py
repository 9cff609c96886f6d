"""The few shapes that pictures are made of, in logical coordinates.

Logical x runs in the direction of reading: 0 is the left edge of a page that reads from
left to right and the right edge of one that reads from right to left. `svg` mirrors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

FONT: Final = 13.0
LEADING: Final = 1.42
ASCENT: Final = 1.02

# names of colours; what they look like is in `palette`, once per theme
INK: Final = "ink"
MUTED: Final = "muted"
PAPER: Final = "paper"
LINE: Final = "line"
DEEP: Final = "deep"
OBJECTIVE: Final = "objective"
REVERSED: Final = "reversed"  # words on `deep` and on `objective`
HEAD_FILL: Final = "head-fill"
RESULT_BAR: Final = "result-bar"
INDICATOR_FILL: Final = "indicator-fill"
INDICATOR_BAR: Final = "indicator-bar"
OPEN_FILL: Final = "open-fill"
OPEN_INK: Final = "open-ink"
OPEN_LINE: Final = "open-line"
PROPOSED_FILL: Final = "proposed-fill"
PROPOSED_INK: Final = "proposed-ink"
PROPOSED_LINE: Final = "proposed-line"


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
class Stroke:
    """A line through points; `head` puts an arrow head at the last one.

    `curved` bends a line of two points so that it leaves and arrives level (`"x"`) or
    upright (`"y"`).
    """

    points: list[tuple[float, float]]
    line: str = LINE
    width: float = 1.5
    dashed: bool = False
    head: bool = False
    curved: Literal["", "x", "y"] = ""
    role: str = ""


@dataclass(slots=True)
class Mark:
    """A sign around a point, `size` wide; its shape says what the colour says too."""

    x: float
    y: float
    shape: Literal["circle", "square", "diamond", "triangle", "cross"] = "circle"
    size: float = 9
    fill: str = INK
    line: str = ""
    role: str = ""


@dataclass(slots=True)
class Group:
    """Shapes that belong together: an ARIA role, a name, a link."""

    role: str = ""
    title: str = ""
    href: str = ""
    lang: str = ""
    items: list[Item] = field(default_factory=list)


Item: TypeAlias = Box | Line | Arrow | Stroke | Mark | Group


def moved(item: Item, dx: float, dy: float) -> Item:
    """The item itself, put elsewhere with all that it holds."""
    todo = [item]
    while todo:
        one = todo.pop()
        if isinstance(one, Group):
            todo += one.items
        elif isinstance(one, Stroke):
            one.points = [(x + dx, y + dy) for x, y in one.points]
        else:
            one.x += dx
            one.y += dy
            if isinstance(one, Arrow):
                one.top += dy
    return item


def flat(item: Item) -> Iterator[Item]:
    """The item and all that it holds, in the order of drawing."""
    todo = [item]
    while todo:
        one = todo.pop()
        yield one
        if isinstance(one, Group):
            todo += reversed(one.items)
