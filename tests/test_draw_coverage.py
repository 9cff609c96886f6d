"""The coverage map says in figures and signs what the coverage counts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ID, LANGUAGES
from drawn_boxes import apart, boxes, inside, shrunk
from mandategraph.coverage import Count, coverage, render
from mandategraph.draw import DrawOptions, draw, to_svg
from mandategraph.draw.coverage_cells import PARTS, part, sign, step
from mandategraph.draw.numbers import number, percentage
from mandategraph.draw.shapes import Box, Group, Line, Mark, Stroke, flat
from mandategraph.draw.svg import to_svgs
from mandategraph.draw.texts.coverage import language_name
from mandategraph.draw.words import WORDS
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.draw.picture import Picture

PAGES = ("screen", "a4", "a4-portrait", "16:9")
# The River Basin plan, read by hand: a mandate, two objectives of which the wording of
# the second is lost, three results, an indicator; translations of a few.
ALL_STATEMENTS = {
    "en": "All statements: 6 of 6, 100%, issuer’s own words 6, lost in the source 1",
    "fr": "All statements: 2 of 6, 33.3%, issuer’s own words 2, missing 4,"
    " lost in the source 1",
    "es": "All statements: 2 of 6, 33.3%, reviewed translation 1,"
    " machine translation 1, missing 4, lost in the source 1",
    "ar": "All statements: 2 of 6, 33.3%, translation, not reviewed 1,"
    " machine translation 1, missing 4, lost in the source 1",
}


def drawn(graph: MandateGraph, lang: str = "en", **how: Any) -> Picture:
    options = DrawOptions(**how)
    return draw("coverage", graph, LanguagePolicy([lang] if lang else []), options)


def cells(picture: Picture) -> list[tuple[str, list[Group]]]:
    """The rows: the name of each language and its cells."""
    groups = (g for sheet in picture.sheets for g in flat(sheet.group))
    return [
        (group.title, [cell for cell in group.items if isinstance(cell, Group)])
        for group in groups
        if isinstance(group, Group) and group.role == "list"
    ]


def words(group: Group) -> list[str]:
    return [item.words for item in flat(group) if isinstance(item, Line)]


def test_the_cells_say_what_was_counted_by_hand(example_graph: MandateGraph) -> None:
    found = {
        name: next(c.title for c in row if c.title.startswith("All statements"))
        for name, row in cells(drawn(example_graph))
    }
    assert found == {
        language_name(tag, "en"): told for tag, told in ALL_STATEMENTS.items()
    }


def test_the_figures_are_those_of_the_coverage_in_json(
    demo_graph: MandateGraph,
) -> None:
    table = json.loads(render(coverage(demo_graph), "json", demo_graph))
    kinds = {key: WORDS["en"][f"coverage_{key}"] for key in ("mandate", "objective")}
    kinds |= {"statements": "All statements", "section_heading": "Section headings"}
    kinds["expected_result"] = "Expected results"
    expected = {}
    for row in table["rows"]:
        key = language_name(row["language"], "en"), kinds[row["kind"]]
        figures = [n for name in PARTS if (n := row[name])]
        whole = row["total"] - row["lost"]
        worded = whole - row["missing"]
        expected[key] = [worded, whole, row["percent"], *figures]
    found = {}
    for language, row in cells(drawn(demo_graph)):
        for cell in row:
            kind = cell.title.partition(":")[0]
            said = " ".join(words(cell))
            share, worded, whole, *rest = re.findall(r"[\d.]+", said)
            figures = [int(worded), int(whole), float(share), *map(int, rest)]
            found[language, kind] = figures
    assert found == expected


def test_languages_not_asked_for_are_shown_after_those_asked_for(
    example_graph: MandateGraph,
) -> None:
    assert [name for name, _ in cells(drawn(example_graph, "es"))] == [
        "español",
        "inglés",
        "francés",
        "árabe",
    ]


def test_a_language_without_any_wording_has_a_row_when_it_is_asked_for(
    example_graph: MandateGraph,
) -> None:
    name, row = cells(drawn(example_graph, "de"))[0]
    assert name == "German"
    assert "0 of 6" in words(row[-2])


def test_each_plan_has_a_table_when_the_plans_are_split(
    demo_graph: MandateGraph,
) -> None:
    whole, split = (
        sum("100%" in words(cell) for _, row in cells(picture) for cell in row)
        for picture in (drawn(demo_graph), drawn(demo_graph, split=True))
    )
    # five columns by four languages are all worded; of plan fcc objectives and all
    # statements, of plan ct all but the objectives, whose wording is lost
    assert (whole, split) == (20, 4 * (2 + 4))


def test_a_kind_whose_wording_is_all_lost_has_no_share(
    demo_graph: MandateGraph,
) -> None:
    plan = next(p for p in coverage(demo_graph).plans if p.endswith("-ct"))
    (row, *_) = (row for _, row in cells(drawn(demo_graph, plan=plan)))
    objectives = next(cell for cell in row if cell.title.startswith("Objectives"))
    assert objectives.title == "Objectives: lost in the source 4"
    assert words(objectives) == ["–", "4"]


def test_the_parts_of_a_strip_are_as_wide_as_their_share(
    example_graph: MandateGraph,
) -> None:
    row = dict(cells(drawn(example_graph)))["French"]
    (cell,) = (c for c in row if c.title.startswith("All statements"))
    wide = {
        item.role: item.w
        for item in flat(cell)
        if isinstance(item, Box) and item.role in PARTS
    }
    whole = sum(wide.values())
    assert wide["issuer"] / whole == pytest.approx(2 / 7)
    assert wide["missing"] / whole == pytest.approx(4 / 7)
    assert wide["lost"] / whole == pytest.approx(1 / 7)


def test_each_status_has_a_sign_and_a_pattern_of_its_own() -> None:
    signs = {
        (s.shape, s.fill, s.line) for s in (sign(n, 0, 0, "a", "b") for n in PARTS)
    }
    assert len(signs) == len(PARTS)
    patterns = set()
    for name in PARTS:
        strokes = [
            tuple(item.points)
            for item in part(name, 0, 0, 30)
            if isinstance(item, Stroke)
        ]
        (box,) = (item for item in part(name, 0, 0, 30) if isinstance(item, Box))
        patterns.add((box.fill if name in ("issuer", "missing") else "", *strokes))
    assert len(patterns) == len(PARTS)


def test_each_sign_is_in_the_key(example_graph: MandateGraph) -> None:
    picture = drawn(example_graph)
    everything = [i for sheet in picture.sheets for i in flat(sheet.group)]
    used = {i.role for i in everything if isinstance(i, Mark)}
    said = {i.words for i in everything if isinstance(i, Line)}
    assert used == set(PARTS)
    assert {WORDS["en"][f"coverage_{name}"] for name in used} <= said


@pytest.mark.parametrize("page", ["screen", "a4"])
def test_the_key_is_drawn_on_every_paper(
    example_graph: MandateGraph, page: str
) -> None:
    sheet = drawn(example_graph, page=page, split=True).sheets[-1]
    inner = [i for i in flat(sheet.group) if isinstance(i, Mark)]
    assert all(0 <= mark.x <= sheet.width and mark.y <= sheet.height for mark in inner)


def test_the_ground_of_a_cell_is_full_only_when_all_is_worded() -> None:
    steps = [step(Count(issuer=n, missing=1000 - n)) for n in (0, 1, 500, 900, 999)]
    assert [*steps, step(Count(issuer=1000))] == [0, 1, 2, 3, 3, 4]


def test_only_all_is_a_hundred_per_cent_and_only_nothing_none() -> None:
    assert percentage(9999, 10_000, "en") == "99.9%"
    assert percentage(1, 10_000, "en") == "0.1%"
    assert percentage(10_000, 10_000, "fr") == "100\u00a0%"
    assert percentage(0, 3, "es") == "0\u00a0%"
    assert percentage(1, 3, "fr") == "33,3\u00a0%"
    assert percentage(1, 3, "ar") == "33.3%"


def test_large_numbers_have_their_thousands_set_apart() -> None:
    assert [number(12345.5, lang, 1) for lang in LANGUAGES] == [
        "12,345.5",
        "12\u202f345,5",
        "12\u202f345,5",
        "12,345.5",
    ]
    assert number(1234, "en") == "1234"
    assert number(2.5e18, "fr") == "2,5e+18"


def test_what_the_view_does_not_have_is_refused(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="--focus: the coverage view has no such part"):
        drawn(example_graph, focus="rba-o1")
    with pytest.raises(UnknownNameError, match="no such plan"):
        drawn(example_graph, plan="plan-none")
    with pytest.raises(QueryError, match="no plan element"):
        drawn(MandateGraph.from_nquads(f"<{ID}a> <{ID}b> <{ID}c> .\n".encode()))


def test_the_same_graph_gives_the_same_picture(demo_graph: MandateGraph) -> None:
    one, other = (to_svg(drawn(demo_graph, "ar", split=True)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_stays_in_its_cell_and_on_the_page(
    browser_page: Page,
    example_graph: MandateGraph,
    demo_graph: MandateGraph,
    lang: str,
    page: str,
) -> None:
    for graph in (example_graph, demo_graph):
        picture = drawn(graph, lang, page=page, split=True)
        for sheet, svg in zip(picture.sheets, to_svgs(picture), strict=True):
            measured = boxes(browser_page, svg)
            room = [30, 0, sheet.width - 30, sheet.height]
            assert all(inside(box, room) for _, box in measured["loose"])
            lines = [(said, shrunk(box)) for said, box in measured["loose"]]
            assert [
                (a, b)
                for i, (a, one) in enumerate(lines)
                for b, other in lines[i + 1 :]
                if not apart(one, other)
            ] == []
            frames, texts = browser_page.evaluate(CELLS)
            assert all(
                apart(a, b) for i, a in enumerate(frames) for b in frames[i + 1 :]
            )
            for cell, of in texts:
                assert all(inside(shrunk(box), frames[cell]) for box in of)


CELLS = """() => {
  const edges = b => [b.x, b.y, b.x + b.width, b.y + b.height];
  const cells = [...document.querySelectorAll('[role=listitem]')];
  const frames = cells.map(c => edges(c.querySelector('rect.cell').getBBox()));
  const texts = cells.map((c, i) => [
    i, [...c.querySelectorAll('text')].map(t => edges(t.getBBox()))
  ]);
  return [frames, texts];
}"""
