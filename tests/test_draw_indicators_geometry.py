"""Where a browser draws the panels of indicators: nothing overlaps, nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import LANGUAGES
from drawn_boxes import apart, boxes, inside, shrunk
from drawn_indicators import PLAN, Made, drawn, marks, measured, panels, plots, yearly
from mandategraph.draw.shapes import Box, Line, Mark, flat
from mandategraph.draw.svg import to_svgs

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.store import MandateGraph

PAGES = ("screen", "a3", "a4", "a4-portrait", "16:9")
OTHERS = tuple(
    (f"i{n}", "Indicator", f"Share of ports (%) that report (SDG {n}.b.1).", "r")
    for n in range(2, 7)
)
ARABIC = "نسبة الموانئ (40%) التي تبلغ"


def full() -> MandateGraph:
    """Indicators with all that a panel can have."""
    words = "Member States considered the report of the Commission (A/80/6). " * 6
    values = [
        Made("baseline", "0.00", "0", "2014-01-30", "2014-01-30"),
        Made("target", "34 000 000", "34000000", "2014-01-30", "2025-12-31"),
        Made("measurement", "20 %", "20", "2022", "2022", of="i2"),
        Made("measurement", "21 %", "21", "2023", "2023", of="i2"),
        Made("target", "21 %", "21", "2023", "2023", of="i2"),
        Made("target", "22,5 %", "22.5", "2024", "2024", of="i2"),
        Made("baseline", words, of="i3"),
        Made("target", ARABIC, "", "2026", "2026", of="i3"),
        Made("measurement", "11", "11", "2024", "2024", part="women", of="i4"),
        Made("measurement", "12", "12", "2024", "2024", part="men", of="i4"),
        Made("target", "7", "7", "2020", "", unit="km (road)", of="i4"),
        Made("baseline", "84.2", "84.2", of="i5"),
        Made("target", "84.9", "84.9", of="i5"),
        *(
            value._replace(of="i5")
            for value in yearly("measurement", y2021="84.3", y2022="84.31")
        ),
    ]
    return measured(*values, plan=(*PLAN, *OTHERS), better=True)


def overlaps(lines: list[tuple[str, list[float]]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for i, (a, one) in enumerate(lines)
        for b, other in lines[i + 1 :]
        if not apart(one, other)
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_stay_in_their_panels_which_do_not_overlap(
    browser_page: Page, example_graph: MandateGraph, lang: str, page: str
) -> None:
    for graph in (example_graph, full()):
        picture = drawn(graph, lang, page=page)
        for sheet, svg in zip(picture.sheets, to_svgs(picture), strict=True):
            measured_ = boxes(browser_page, svg)
            lines = [(said, shrunk(box)) for said, box in measured_["loose"]]
            assert overlaps(lines) == []
            room = [30, 0, sheet.width - 30, sheet.height]
            assert all(inside(box, room) for _, box in measured_["loose"])
            cards = measured_["cards"]
            for card in cards:
                for said, box in card["texts"]:
                    assert inside(shrunk(box), card["frame"]), (card["iri"], said)
                assert all(inside(box, card["frame"]) for box in card["inner"])
            frames = [(card["iri"], card["frame"]) for card in cards]
            assert overlaps(frames) == []


def order(browser_page: Page, svg: str) -> list[tuple[str, float, float]]:
    measured_ = boxes(browser_page, svg)
    return [(c["iri"], c["frame"][0], c["frame"][1]) for c in measured_["cards"]]


def test_panels_are_read_in_the_order_of_tabs(browser_page: Page) -> None:
    picture = drawn(full())
    (svg,) = to_svgs(picture)
    placed = order(browser_page, svg)
    panels = [(y, x) for iri, x, y in placed if iri.rpartition("/")[2].startswith("i")]
    assert panels == sorted(panels)
    assert len(panels) == 6


def test_the_first_panel_of_an_arabic_page_stands_on_the_right(
    browser_page: Page,
) -> None:
    (svg,) = to_svgs(drawn(full(), "ar"))
    panels = [
        (y, -x)
        for iri, x, y in order(browser_page, svg)
        if iri.rpartition("/")[2].startswith("i")
    ]
    assert panels == sorted(panels)
    assert panels[0][1] < panels[1][1]


YEARS = """() => [...document.querySelectorAll('[role=img]')].slice(0, 1).flatMap(
  plot => [...plot.querySelectorAll('text')]
    .filter(t => /20\\d\\d/.test(t.textContent))
    .map(t => [t.textContent.replace(/[^0-9]/g, ''), t.getBBox().x]))"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_years_stand_from_left_to_right(browser_page: Page, lang: str) -> None:
    values = yearly("measurement", y2022="1", y2023="2", y2024="3")
    (svg,) = to_svgs(drawn(measured(*values), lang))
    boxes(browser_page, svg)
    found = browser_page.evaluate(YEARS)
    assert [year for year, _ in found] == ["2022", "2023", "2024"]
    assert [x for _, x in found] == sorted(x for _, x in found)


def test_many_indicators_flow_over_sheets() -> None:
    assert len(drawn(full(), page="16:9").sheets) > 1
    assert len(drawn(full(), page="screen").sheets) == 1


NUMBERS = ("", "0", "1", "-3.5", "99.99", "100", "0.000000001", "12345678901234567890")
DAYS = (
    "",
    "2020",
    "2021-05",
    "2022-03-04",
    "0001",
    "9999-12-31",
    "some day",
    "2020-13",
)
VALUES = st.builds(
    Made,
    st.sampled_from(["baseline", "target", "measurement"]),
    st.sampled_from(["", "7", ARABIC, "some words " * 30]),
    st.sampled_from(NUMBERS),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from(["", "km"]),
    st.sampled_from(["", "women"]),
    st.just("i"),
)


@given(st.lists(VALUES, max_size=9), st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_any_values_have_their_marks_and_stay_in_their_panel(
    values: list[Made], lang: str
) -> None:
    panel = panels(drawn(measured(*values), lang, page="a4"))["i"]
    box = panel.items[0]
    assert isinstance(box, Box)
    for item in flat(panel):
        if isinstance(item, Line | Mark):
            assert box.x <= item.x <= box.x + box.w
            assert box.y <= item.y <= box.y + box.h
    count = sum(len(marks(panel, k)) for k in ("baseline", "target", "measurement"))
    series = {(v.unit, v.part) for v in values if v.number}
    assert len(plots(panel)) == min(3, len(series))
    if len(series) <= 3:
        assert count == sum(bool(value.number) for value in values)
