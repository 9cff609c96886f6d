"""The plan map on sheets of paper and slides: all of it, in order, in its frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from accessibility import barriers, rules_broken
from conftest import LANGUAGES
from drawn_boxes import apart, boxes, inside, shrunk
from drawn_plans import ENGLISH, SVG, cards, large_plan, made_plan, said
from mandategraph.draw import DrawOptions, draw, to_files
from mandategraph.draw.paper import PAPERS
from mandategraph.draw.svg import to_svgs
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from mandategraph.store import MandateGraph

ON_PAPER = [name for name in PAPERS if name != "screen"]


def sheets(
    graph: MandateGraph, lang: str = "en", **options: object
) -> list[ET.Element]:
    drawn = draw("plan-map", graph, LanguagePolicy([lang]), DrawOptions(**options))  # type: ignore[arg-type]
    return [ET.fromstring(svg) for svg in to_svgs(drawn)]  # noqa: S314


def names(found: list[ET.Element]) -> list[str]:
    """The last segments of the IRIs of all cards, in the order of the sheets."""
    return [name for svg in found for name in cards(svg)]


@pytest.mark.parametrize("paper", ON_PAPER)
def test_a_sheet_has_the_size_of_its_paper(
    example_graph: MandateGraph, paper: str
) -> None:
    (svg,) = sheets(example_graph, page=paper)[:1]
    wide, high = PAPERS[paper].mm
    assert float(svg.attrib["width"].removesuffix("mm")) == pytest.approx(wide, abs=0.1)
    assert float(svg.attrib["height"].removesuffix("mm")) == pytest.approx(
        high, abs=0.1
    )


def test_a_plan_that_can_be_read_on_one_sheet_stands_on_one(
    demo_graph: MandateGraph,
) -> None:
    found = sheets(demo_graph, page="a3")
    assert [len(cards(svg)) for svg in found] == [4, 18]


@pytest.mark.parametrize("paper", ON_PAPER)
def test_on_several_sheets_each_card_is_drawn_once(paper: str) -> None:
    graph = large_plan(objectives=7, results=4, indicators=4)
    found = sheets(graph, page=paper)
    drawn = names(found)
    assert len(found) > 1
    assert len(drawn) == len(set(drawn)) == 148


def test_the_mandate_comes_first_and_the_key_last() -> None:
    found = sheets(large_plan(7, 4, 4), page="a4")
    assert next(iter(cards(found[0]))) == "m"
    assert ["Key" in said(svg) for svg in found] == [False] * (len(found) - 1) + [True]


def test_a_column_that_goes_on_says_so_on_the_next_sheet() -> None:
    graph = large_plan(objectives=2, results=3, indicators=12)
    found = sheets(graph, page="a4")
    assert "continued" not in said(found[0])
    assert {"O1, continued", "O2, continued"} <= set(
        re.findall(r"O\d, continued", said(found[1]))
    )
    for svg in found:
        # what is below O2 stays in the column of O2
        left = {c[0] for name, c in cards(svg).items() if name.startswith("o0")}
        right = {c[0] for name, c in cards(svg).items() if name.startswith("o1")}
        assert not left or not right or max(left) < min(right)


def test_a_band_that_goes_on_says_so_on_the_next_sheet() -> None:
    loose = [(f"r{n}", "ExpectedResult", f"Result {n}.", "") for n in range(60)]
    found = sheets(made_plan(("o", "Objective", "Aim.", ""), *loose), page="a4")
    assert len(found) > 1
    assert "Not assigned in the source, continued" in said(found[1])
    assert len(names(found)) == 61


def test_a_line_to_the_mandate_is_a_remark_when_it_stands_on_another_sheet() -> None:
    long = "A mandate of many words. " * 23
    graph = made_plan(
        ("m", "Mandate", long, ""),
        *((f"o{n}", "Objective", "Great aim. " * 54, "m") for n in range(4)),
    )
    found = sheets(graph, page="16:9")
    assert len(found) > 1
    assert all(len(svg.findall(f".//{SVG}path")) == 0 for svg in found)
    assert " ".join(said(svg) for svg in found).count("Serves M") == 4


@pytest.mark.parametrize("paper", ["screen", "a3", "a4", "16:9"])
def test_each_objective_has_pages_of_its_own_when_asked_for(paper: str) -> None:
    graph = large_plan(objectives=8, results=4, indicators=4)  # 169 cards: folded else
    found = sheets(graph, page=paper, split=True)
    drawn = names(found)
    below = [name for name in drawn if re.search(r"r\d", name)]
    assert len(below) == len(set(below)) == 160
    assert drawn.count("m") == 9  # the overview, and each objective
    assert said(found[0]).count("Expected results: 4") == 8
    assert said(found[0]).count("Indicators: 16") == 8
    assert "not drawn" not in " ".join(map(said, found))
    assert "Objective 8 of 8" in " ".join(map(said, found))


def test_the_words_of_a_page_are_counted_for_that_page() -> None:
    found = sheets(large_plan(objectives=2, results=2, indicators=0), split=True)
    assert ["en 3" in said(found[0]), "en 4" in said(found[1])] == [True, True]


def test_the_same_plan_gives_the_same_sheets(demo_graph: MandateGraph) -> None:
    options = DrawOptions(page="a4", split=True)
    one, other = (
        to_svgs(draw("plan-map", demo_graph, ENGLISH, options)) for _ in range(2)
    )
    assert one == other


def drawn_sheets(
    demo: MandateGraph, large: MandateGraph, lang: str
) -> Iterator[tuple[str, float, float]]:
    policy = LanguagePolicy([lang])
    for graph, page in ((demo, "a4"), (demo, "16:9"), (large, "a3-portrait")):
        picture = draw("plan-map", graph, policy, DrawOptions(page=page))
        for svg, sheet in zip(to_svgs(picture), picture.sheets, strict=True):
            yield svg, sheet.width, sheet.height


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_each_sheet_texts_and_cards_keep_to_their_places(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    large = large_plan(objectives=7, results=4, indicators=3)
    for svg, width, height in drawn_sheets(demo_graph, large, lang):
        drawn = boxes(browser_page, svg)
        frames = [card["frame"] for card in drawn["cards"]]
        sheet = [30, 10, width - 30, height - 10]
        assert all(inside(frame, sheet) for frame in frames)
        assert [w for w, box in drawn["loose"] if not inside(shrunk(box), sheet)] == []
        assert all(apart(a, b) for i, a in enumerate(frames) for b in frames[i + 1 :])
        for card in drawn["cards"]:
            for words, box in card["texts"]:
                assert inside(shrunk(box), card["frame"]), words
        for link in drawn["evidence"]:
            wider = ([x - 0.2, y - 0.2, z + 0.2, w + 0.2] for x, y, z, w in frames)
            assert sum(inside(link["frame"], frame) for frame in wider) == 1
            x1, y1, x2, y2 = link["frame"]
            assert x2 - x1 >= 23.9
            assert y2 - y1 >= 23.9
            grown = [x1 - 1.5, y1 - 1.5, x2 + 1.5, y2 + 1.5]
            for words, box in link["texts"]:
                assert inside(shrunk(box), grown), (words, box, grown)
        lines = [shrunk(box) for _, box in drawn["loose"]]
        assert all(apart(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_links_follow_each_other_as_the_cards_are_read(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    """Down each column; columns and rows in the direction of reading."""
    large = large_plan(objectives=7, results=4, indicators=3)
    for svg, _, _ in drawn_sheets(demo_graph, large, lang):
        assert "tabindex" not in svg
        frames = [card["frame"] for card in boxes(browser_page, svg)["cards"]]
        start = 0 if lang == "en" else 2
        sign = 1 if lang == "en" else -1
        for place, one in enumerate(frames):
            for other in frames[place + 1 :]:
                beside = one[1] < other[3] and other[1] < one[3]
                same_lane = one[0] < other[2] and other[0] < one[2]
                if same_lane:
                    assert one[1] < other[1]
                elif beside and abs(one[1] - other[1]) < 1:
                    assert sign * one[start] < sign * other[start]


def test_the_page_with_the_picture_has_no_barrier_that_axe_finds(
    browser_page: Page, demo_graph: MandateGraph
) -> None:
    """Of WCAG 2.2 A and AA; a planted one is found."""
    picture = draw("plan-map", demo_graph, ENGLISH, DrawOptions(page="a4"))
    whole = to_files(picture, "html")[""].decode()
    page = re.sub("<meta http-equiv[^>]*>", "", whole)
    browser_page.set_content(page)
    assert barriers(browser_page) == []
    browser_page.set_content(page.replace("<html lang", "<html data-lang"))
    assert "html-has-lang" in rules_broken(browser_page)
