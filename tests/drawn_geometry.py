"""What holds for every picture: texts in place and apart, lines around the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drawn_boxes import apart, boxes, inside, shrunk
from mandategraph.draw import to_svg
from mandategraph.draw.shapes import Box, Stroke, flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from mandategraph.draw.picture import Picture

Frame = list[float]


def measured(page: Page, picture: Picture, *, stretch: int = 100) -> Any:
    """What the browser draws of the picture; all its texts stand in their place.

    Every text lies inside its card and inside the page, and on no other text.
    """
    drawn = boxes(page, to_svg(picture), stretch=stretch)
    for card in drawn["cards"]:
        for words, box in card["texts"]:
            assert inside(shrunk(box), card["frame"]), (card["iri"], words)
        assert all(inside(box, card["frame"]) for box in card["inner"])
    wide = max(sheet.width for sheet in picture.sheets)
    edges = [4, 0, wide - 4, sum(sheet.height for sheet in picture.sheets)]
    for words, box in drawn["loose"]:
        assert inside(shrunk(box), edges), words
    lines = [(shrunk(box), words) for words, box in drawn["loose"]]
    assert list(clashes(lines)) == []
    return drawn


def clashes(
    found: Sequence[tuple[Frame, str]],
) -> Iterator[tuple[str, str]]:
    """The pairs of frames that overlap, by a sweep from the top down."""
    open_: list[tuple[Frame, str]] = []
    for frame, name in sorted(found, key=lambda f: f[0][1]):
        open_ = [one for one in open_ if one[0][3] > frame[1]]
        for other, its in open_:
            if not apart(other, frame):
                yield its, name
        open_.append((frame, name))


def crossed(picture: Picture) -> list[tuple[Any, Box]]:
    """The pieces of connecting lines that run through a card or a stub."""
    found = []
    for sheet in picture.sheets:
        items = list(flat(sheet.group))
        cards = [
            item
            for item in items
            if isinstance(item, Box)
            and (item.role.startswith("card ") or item.role == "stub")
        ]
        for line in items:
            if isinstance(line, Stroke) and line.role.startswith("link"):
                for one, other in zip(line.points, line.points[1:], strict=False):
                    found += [
                        ((one, other), card)
                        for card in cards
                        if _through(one, other, card)
                    ]
    return found


def _through(one: tuple[float, float], other: tuple[float, float], box: Box) -> bool:
    """Whether a level or upright piece has a point inside the box."""
    (x1, y1), (x2, y2) = one, other
    assert x1 == x2 or y1 == y2
    edge = 0.5
    return (
        max(x1, x2) > box.x + edge
        and min(x1, x2) < box.x + box.w - edge
        and max(y1, y2) > box.y + edge
        and min(y1, y2) < box.y + box.h - edge
    )
