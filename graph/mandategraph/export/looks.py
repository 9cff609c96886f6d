"""How nodes and links look in the programs that draw networks, by kind and by status.

Each kind has a shape and a size of its own beside its colour, each status a style of
line beside its colour: nothing is told by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mandategraph.draw import shapes
from mandategraph.draw.metrics import drawable, wrap
from mandategraph.draw.palette import PALETTES
from mandategraph.language import LRI, PDI, RLI, RTL_LETTER, direction_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT: Final = "Noto Sans"
FONT_SIZE: Final = 11
LINE_WIDTH: Final = 230.0  # of a label, in pixels
_BY_KIND: Final = ("serves", "subObjectiveOf", "expectedResultOf", "indicatorOf")
_TOLD: Final = ("accepted", "proposed")


class Look(NamedTuple):
    """How one kind of node looks.

    `colour` is that of a mark or a border, `fill` and `ink` those of a box with words,
    `size` the width of a mark. The shapes are those of GEXF, Pajek and Cytoscape.
    """

    colour: str
    fill: str
    ink: str
    size: int
    gexf: str
    pajek: str
    cytoscape: str


class Stroke(NamedTuple):
    """How a link of one status looks: colour, style of line and width."""

    colour: str
    style: str
    width: float = 1.5


_LIGHT: Final = PALETTES["light"]
_INK: Final = _LIGHT[shapes.INK]
_PAPER: Final = _LIGHT[shapes.PAPER]
_REVERSED: Final = _LIGHT[shapes.REVERSED]
_DEEP: Final = _LIGHT[shapes.DEEP]
_MUTED: Final = _LIGHT[shapes.MUTED]
_LINE: Final = _LIGHT[shapes.LINE]
_PROPOSED: Final = _LIGHT[shapes.PROPOSED_LINE]
LOOKS: Final = {
    "mandate": Look(_DEEP, _DEEP, _REVERSED, 34, "square", "box", "cut-rectangle"),
    "objective": Look(
        _LIGHT[shapes.OBJECTIVE],
        _LIGHT[shapes.HEAD_FILL],
        _INK,
        28,
        "square",
        "box",
        "rectangle",
    ),
    "expected_result": Look(
        _LIGHT[shapes.RESULT_BAR],
        _PAPER,
        _INK,
        22,
        "disc",
        "ellipse",
        "round-rectangle",
    ),
    "indicator": Look(
        _LIGHT[shapes.INDICATOR_BAR],
        _LIGHT[shapes.INDICATOR_FILL],
        _INK,
        16,
        "triangle",
        "triangle",
        "bottom-round-rectangle",
    ),
    "organisation": Look(
        _PROPOSED,
        _LIGHT[shapes.PROPOSED_FILL],
        _INK,
        40,
        "diamond",
        "diamond",
        "octagon",
    ),
    "plan": Look(_MUTED, _PAPER, _INK, 36, "diamond", "diamond", "barrel"),
}
OTHER: Final = Look(_LINE, _PAPER, _INK, 12, "disc", "ellipse", "rectangle")
STROKES: Final = {
    "stated": Stroke(_MUTED, "solid"),
    "accepted": Stroke(_PROPOSED, "solid", 3),
    "proposed": Stroke(_PROPOSED, "dashed"),
    "open": Stroke(_LIGHT[shapes.OPEN_LINE], "dotted"),
    "recorded": Stroke(_LINE, "solid", 0.75),
}


def look_of(kind: str) -> Look:
    """The look of the kind, or that of all kinds without one of their own."""
    return LOOKS.get(kind, OTHER)


def stroke_of(status: str) -> Stroke:
    """The look of a link of this status; a plain line when it has none."""
    return STROKES.get(status, STROKES["stated"])


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#17557a`, 0 to 255."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def heading(code: str, label: str) -> str:
    """The words on a node: its code, then its label."""
    return f"{code} · {label}" if code and label else code or label


def link_words(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """The words on a link: its relation, unless the kinds of its ends say that; status.

    Open links have no status in words: there are as many as candidates.
    """
    relation = "" if data["relation"] in _BY_KIND else str(data["label"])
    status = words[f"edge_{data['status']}"] if data["status"] in _TOLD else ""
    rate = f" {data['confidence']}" if data.get("confidence") else ""
    return " · ".join(part for part in (relation, status + rate) if part)


def label_lines(
    text: str, lang: str, room: float = LINE_WIDTH, size: float = FONT_SIZE
) -> list[str]:
    """The text in lines that programs without bidirectional text set in order.

    Such programs break lines themselves or set each from left to right, whatever its
    script: so lines are wrapped here, and once any letter runs leftwards each is
    isolated in the direction of its language. Control characters are left out.
    """
    lines = wrap(drawable(text), room, size)
    rtl = direction_of(lang) == "rtl"
    if rtl or RTL_LETTER.search(text):
        mark = RLI if rtl else LRI
        # Graphviz cannot draw a label of isolates alone
        lines = [f"{mark}{line}{PDI}" if line else "" for line in lines]
    return lines
