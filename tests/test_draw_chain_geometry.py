"""Where a browser draws the parts of a results chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import LANGUAGES
from drawn_boxes import apart, inside
from drawn_chains import linked, small_plan, typed
from drawn_geometry import clashes, crossed, measured
from drawn_plans import large_plan, made_plan
from mandategraph.draw import DrawOptions, draw
from mandategraph.draw.paper import PAPERS
from mandategraph.draw.shapes import Box, Stroke, flat
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.draw.picture import Picture
    from mandategraph.store import MandateGraph

DIRECTIONS = ("lr", "tb", "bt")


def tangled() -> MandateGraph:
    """Links of every status, over several levels, crossed, shared and backwards."""
    plan = typed(large_plan(4, 5, 1), o0r0="output", o1r1="output", o2r2="outcome")
    plan = typed(plan, o3r3="impact", o0r4="impact", o1r4="outcome")
    return linked(
        plan,
        ("o0r0", "expectedResultOf", "o3", "stated"),
        ("o0r0", "contributesTo", "m", "proposed"),
        ("o1r1", "contributesTo", "o2r2", "accepted"),
        ("o1r1", "contributesTo", "o1r4", "stated"),
        ("o3r0", "expectedResultOf", "o0", "proposed"),
        ("o3r1", "expectedResultOf", "o0", "accepted"),
        ("o2r2", "contributesTo", "o3r3", "stated"),
        ("o0r4", "contributesTo", "o2r2", "stated"),
        ("o2", "subObjectiveOf", "o1", "stated"),
    )


def diamond_and_circle() -> MandateGraph:
    """R1 leads to O1 and O2; C1 to C2 to C3 to C1, and past them all to the mandate."""
    return linked(
        made_plan(
            ("m", "Mandate", "Serve all.", ""),
            *((f"o{n}", "Objective", f"Aim {n}.", "m") for n in (1, 2, 3)),
            ("c1", "Objective", "Circle one.", "m"),
            ("c2", "Objective", "Circle two.", ""),
            ("c3", "Objective", "Circle three.", ""),
            ("r1", "ExpectedResult", "Shared.", "o1"),
            ("r2", "ExpectedResult", "Of the first.", "o1"),
            ("r3", "ExpectedResult", "Of none.", ""),
        ),
        ("r1", "expectedResultOf", "o2", "stated"),
        ("c1", "subObjectiveOf", "c2", "stated"),
        ("c2", "subObjectiveOf", "c3", "stated"),
        ("c3", "subObjectiveOf", "c1", "stated"),
    )


def chain(graph: MandateGraph, lang: str, **options: str | bool) -> Picture:
    made = DrawOptions(**options)  # type: ignore[arg-type]
    return draw("chain", graph, LanguagePolicy([lang]), made)


def checked(page: Page, picture: Picture) -> None:
    """Texts in their cards; cards apart, or a small one inside the one it measures."""
    drawn = measured(page, picture)
    frames = [(card["frame"], card["iri"]) for card in drawn["cards"]]
    assert frames
    by_iri = {iri: frame for frame, iri in frames}
    for one, other in clashes(frames):
        small, large = sorted((by_iri[one], by_iri[other]), key=_area)
        assert inside(small, large), (one, other)
    stubs = [
        item
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Box) and item.role == "stub"
    ]
    assert len({(s.x, s.y) for s in stubs}) <= len(stubs)
    assert crossed(picture) == []


def _area(frame: list[float]) -> float:
    return (frame[2] - frame[0]) * (frame[3] - frame[1])


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_stay_in_their_cards_and_lines_out_of_them(
    browser_page: Page,
    example_graph: MandateGraph,
    demo_graph: MandateGraph,
    lang: str,
    direction: str,
) -> None:
    real = demo_graph if direction == "lr" else example_graph
    for graph in (real, tangled()):
        checked(browser_page, chain(graph, lang, direction=direction))


@pytest.mark.parametrize("page", PAPERS)
def test_on_each_paper_too(
    browser_page: Page, demo_graph: MandateGraph, page: str
) -> None:
    for lang, direction in (("fr", "lr"), ("ar", "lr"), ("es", "bt")):
        picture = chain(demo_graph, lang, page=page, direction=direction)
        checked(browser_page, picture)


@pytest.mark.parametrize(("page", "direction"), [("a4", "lr"), ("16:9", "bt")])
def test_large_plans_too(browser_page: Page, page: str, direction: str) -> None:
    graph = large_plan(3, 22, 1)
    checked(browser_page, chain(graph, "ar", page=page, direction=direction))


def test_the_text_fits_in_a_font_that_is_a_tenth_wider(
    browser_page: Page, demo_graph: MandateGraph
) -> None:
    for lang in LANGUAGES:
        drawn = measured_wide(browser_page, chain(demo_graph, lang))
        assert drawn


def measured_wide(page: Page, picture: Picture) -> int:
    from drawn_boxes import boxes
    from mandategraph.draw import to_svg

    drawn = boxes(page, to_svg(picture), stretch=110)
    for card in drawn["cards"]:
        left, _, right, _ = card["frame"]
        for words, (start, _, end, _) in card["texts"]:
            assert left <= start, words
            assert end <= right, words
    return len(drawn["cards"])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_order_of_the_document_is_that_of_reading(
    browser_page: Page, lang: str
) -> None:
    """Column by column as the page is read, from the top down in each."""
    picture = chain(small_plan(), lang)
    drawn = measured(browser_page, picture)
    turn = -1 if lang == "ar" else 1
    places = [
        (turn * card["frame"][0 if turn > 0 else 2], card["frame"][1])
        for card in drawn["cards"]
        if "i1" not in card["iri"]
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_no_line_lies_on_a_line_to_another_card(direction: str) -> None:
    """Lines may cross; pieces that run along each other would be one to the eye."""
    for graph in (tangled(), diamond_and_circle()):
        picture = chain(graph, "en", direction=direction)
        assert _together(picture) == []


def _together(picture: Picture) -> list[tuple[object, object]]:
    """The pieces of different lines that run along each other.

    Each piece of a line that several parts share is drawn once.
    """
    pieces = []
    for sheet in picture.sheets:
        for item in flat(sheet.group):
            if isinstance(item, Stroke) and item.role.startswith("link"):
                pieces += [
                    (one, other, item)
                    for one, other in zip(item.points, item.points[1:], strict=False)
                ]
    assert len(pieces) > 10
    return [
        (a[:2], b[:2])
        for n, a in enumerate(pieces)
        for b in pieces[n + 1 :]
        if a[2] is not b[2] and _along(a, b)
    ]


def _along(a: tuple, b: tuple) -> bool:  # type: ignore[type-arg]
    """Whether two pieces share more than a point."""
    for axis in (0, 1):
        (p, q, _), (r, s, _) = a, b
        if p[axis] == q[axis] == r[axis] == s[axis]:
            low = max(min(p[1 - axis], q[1 - axis]), min(r[1 - axis], s[1 - axis]))
            high = min(max(p[1 - axis], q[1 - axis]), max(r[1 - axis], s[1 - axis]))
            if high - low > 1:
                return True
    return False


def test_no_card_lies_on_a_stub() -> None:
    picture = chain(large_plan(1, 40, 0), "en", page="a4")
    assert len(picture.sheets) > 1
    for sheet in picture.sheets:
        boxes = [
            [item.x, item.y, item.x + item.w, item.y + item.h]
            for item in flat(sheet.group)
            if isinstance(item, Box)
            and (item.role.startswith("card ") or item.role == "stub")
        ]
        assert all(apart(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
        assert all(box[3] <= sheet.height for box in boxes)
