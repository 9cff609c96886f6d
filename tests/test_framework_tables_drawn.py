"""Results tables as pictures: no text outside its cell, a header on each sheet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from conftest import ID, LANGUAGES
from drawn_boxes import boxes, inside, shrunk
from drawn_plans import ENGLISH, ISOLATES, large_plan, made_plan
from framework_plans import wells
from mandategraph.draw import VIEWS, DrawOptions, to_files
from mandategraph.draw import draw as drawn
from mandategraph.draw.framework import tables
from mandategraph.draw.framework.table import placed
from mandategraph.draw.shapes import Box, Group, Line, flat
from mandategraph.draw.svg import to_svg
from mandategraph.draw.words import say
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.draw.picture import Picture, Sheet
    from mandategraph.store import MandateGraph

KINDS = ("framework", "logframe")
A4 = DrawOptions(page="a4")
LONG = "A wording of many words that needs several lines in a narrow column. " * 12


@pytest.fixture(scope="module")
def well_graph() -> MandateGraph:
    return wells()


def cells(sheet: Sheet) -> list[tuple[Box, list[Line]]]:
    """The frame and the lines of each cell of a sheet."""
    found = []
    for group in flat(sheet.group):
        if not isinstance(group, Group) or not group.items:
            continue
        box = group.items[0]
        if isinstance(box, Box) and box.role.startswith("cell"):
            lines = [item for item in group.items if isinstance(item, Line)]
            found.append((box, lines))
    return found


def words_of(picture: Picture) -> str:
    lines = [
        item.words
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Line)
    ]
    return ISOLATES.sub("", " ".join(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_leaves_its_cell_in_a_browser(
    browser_page: Page,
    well_graph: MandateGraph,
    demo_graph: MandateGraph,
    kind: str,
    lang: str,
) -> None:
    for graph in (well_graph, demo_graph):
        picture = drawn(kind, graph, LanguagePolicy([lang]))
        found = boxes(browser_page, to_svg(picture))
        assert found["cards"]
        for card in found["cards"]:
            for words, box in card["texts"]:
                assert inside(shrunk(box), card["frame"]), (card["iri"], words)
            for frame in card["inner"]:
                assert inside(frame, card["frame"]), card["iri"]
        page = [30, 0, found["width"] - 30, found["height"]]
        assert [words for words, box in found["loose"] if not inside(box, page)] == []


@pytest.mark.parametrize("page", ["screen", "a3", "a4", "a4-portrait", "16:9"])
@pytest.mark.parametrize("kind", KINDS)
def test_cells_lie_side_by_side_on_the_sheet(
    demo_graph: MandateGraph, kind: str, page: str
) -> None:
    for sheet in drawn(kind, demo_graph, ENGLISH, DrawOptions(page=page)).sheets:
        frames = [box for box, _ in cells(sheet)]
        assert frames
        for at, one in enumerate(frames):
            assert one.y + one.h <= sheet.height
            for other in frames[at + 1 :]:
                assert (
                    one.x + one.w <= other.x + 0.01
                    or other.x + other.w <= one.x + 0.01
                    or one.y + one.h <= other.y + 0.01
                    or other.y + other.h <= one.y + 0.01
                )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_word_of_the_table_is_drawn(
    well_graph: MandateGraph, kind: str, lang: str
) -> None:
    policy = LanguagePolicy([lang])
    shown = words_of(drawn(kind, well_graph, policy, A4)).split()
    (table,) = tables(kind, well_graph, policy, A4)
    for one in placed(table.rows):
        for word in ISOLATES.sub("", one.cell.words).split():
            assert word in shown


def test_each_sheet_begins_with_the_header() -> None:
    graph = large_plan(3, 6, 3)
    picture = drawn("framework", graph, ENGLISH, A4)
    assert len(picture.sheets) > 2
    for number, sheet in enumerate(picture.sheets):
        heads = [lines for box, lines in cells(sheet) if box.role == "cell head"]
        assert heads[0][0].words == "Objective"
        said = [item.words for item in flat(sheet.group) if isinstance(item, Line)]
        assert any("(continued)" in words for words in said) == (number > 0)


def test_an_objective_that_goes_on_overleaf_is_named_there_again() -> None:
    picture = drawn("framework", large_plan(1, 9, 5), ENGLISH, A4)
    assert len(picture.sheets) > 1
    for sheet in picture.sheets[:-1]:
        words = [line.words for _, lines in cells(sheet) for line in lines]
        assert "Aim 0." in words


def test_a_row_too_long_for_a_sheet_goes_on_overleaf_with_nothing_cut() -> None:
    long = "A wording of many words that needs several lines in a narrow column. " * 8
    elements = [("o", "Objective", "Aim.", ""), ("r", "ExpectedResult", long, "o")]
    elements += [(f"r{n}", "ExpectedResult", long, "o") for n in range(5)]
    picture = drawn("framework", made_plan(*elements), ENGLISH, A4)
    assert words_of(picture).count("narrow") == 6 * 8
    assert {(sheet.width, sheet.height) for sheet in picture.sheets} == {(1123, 794)}


@pytest.mark.parametrize("count", range(1, 9))
def test_a_heading_is_never_the_last_row_of_a_sheet(count: int) -> None:
    elements = [("o", "Objective", "Aim.", "")]
    elements += [(f"r{n}", "ExpectedResult", LONG[:300], "o") for n in range(count)]
    elements += [(f"s{n}", "ExpectedResult", LONG[:300], "") for n in range(3)]
    picture = drawn("framework", made_plan(*elements), ENGLISH, A4)
    for sheet in picture.sheets:
        rows = [[line.words for line in lines] for _, lines in cells(sheet)]
        headings = [words[:1] for words in rows].count(["Not assigned in the source"])
        if headings:
            assert rows[-1][:1] != ["Not assigned in the source"]


def test_rows_follow_each_other_without_a_gap(demo_graph: MandateGraph) -> None:
    for sheet in drawn("framework", demo_graph, ENGLISH, A4).sheets:
        edges = sorted({(box.y, box.y + box.h) for box, _ in cells(sheet)})
        bottom = edges[0][1]
        for _, (top, end) in pairwise(edges):
            assert top <= bottom + 0.01
            bottom = max(bottom, end)


def test_a_page_from_right_to_left_begins_at_the_right(
    browser_page: Page, well_graph: MandateGraph
) -> None:
    left = boxes(browser_page, to_svg(drawn("framework", well_graph, ENGLISH)))
    arabic = LanguagePolicy(["ar"])
    right = boxes(browser_page, to_svg(drawn("framework", well_graph, arabic)))
    for found, sign in ((left, 1), (right, -1)):
        edges = {c["iri"].removeprefix(ID): c["frame"][0] for c in found["cards"]}
        (objective,) = (x for name, x in edges.items() if name.endswith("-o1"))
        results = [x for name, x in edges.items() if "-r" in name]
        assert results
        assert all((x - objective) * sign > 0 for x in results)


def test_cells_link_to_their_elements(example_graph: MandateGraph) -> None:
    svg = to_svg(drawn("framework", example_graph, ENGLISH))
    for name in ("rba-m", "rba-o1", "rba-o2", "rba-i-f481e080cd"):
        assert f'href="{ID}{name}"' in svg


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html"])
def test_both_views_are_written_in_each_format(
    example_graph: MandateGraph, form: str
) -> None:
    for kind in KINDS:
        assert VIEWS[kind].summary
        (data,) = to_files(drawn(kind, example_graph, ENGLISH, A4), form).values()
        assert data == next(
            iter(to_files(drawn(kind, example_graph, ENGLISH, A4), form).values())
        )


def test_the_key_says_what_a_dash_means(well_graph: MandateGraph) -> None:
    for lang in LANGUAGES:
        shown = words_of(drawn("framework", well_graph, LanguagePolicy([lang])))
        assert say(lang, "fw_dash") in shown
