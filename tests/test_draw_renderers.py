"""What real renderers make of the picture: Chromium, librsvg and resvg."""

from __future__ import annotations

import hashlib
import json
import logging
import struct
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import LANGUAGES, program
from drawn_boxes import FONTS, apart, boxes, inside, shrunk
from mandategraph.draw import plan_map, to_png
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mandategraph.store import MandateGraph


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_leaves_its_card_in_a_browser(
    browser_page: Page, example_graph: MandateGraph, demo_graph: MandateGraph, lang: str
) -> None:
    for graph in (example_graph, demo_graph):
        drawn = boxes(browser_page, plan_map(graph, LanguagePolicy([lang])))
        assert drawn["cards"]
        for card in drawn["cards"]:
            for words, box in card["texts"]:
                assert inside(shrunk(box), card["frame"]), (card["iri"], words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_leaves_the_page_in_a_browser(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    drawn = boxes(browser_page, plan_map(demo_graph, LanguagePolicy([lang])))
    page = [30, 0, drawn["width"] - 30, drawn["height"]]
    assert [words for words, box in drawn["loose"] if not inside(box, page)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_do_not_overlap(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    drawn = boxes(browser_page, plan_map(demo_graph, LanguagePolicy([lang])))
    frames = [card["frame"] for card in drawn["cards"]]
    assert all(apart(a, b) for i, a in enumerate(frames) for b in frames[i + 1 :])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_of_text_do_not_overlap(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    drawn = boxes(browser_page, plan_map(demo_graph, LanguagePolicy([lang])))
    lines = [(words, shrunk(box)) for words, box in drawn["loose"]]
    assert [
        (a, b)
        for i, (a, one) in enumerate(lines)
        for b, other in lines[i + 1 :]
        if not apart(one, other)
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_remarks_and_badges_stay_in_their_card(
    browser_page: Page, example_graph: MandateGraph, lang: str
) -> None:
    drawn = boxes(browser_page, plan_map(example_graph, LanguagePolicy([lang])))
    assert any(card["inner"] for card in drawn["cards"])
    for card in drawn["cards"]:
        assert all(inside(box, card["frame"]) for box in card["inner"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_fits_in_a_font_that_is_an_eighth_wider(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    """Viewers without Noto Sans take what they have."""
    svg = plan_map(demo_graph, LanguagePolicy([lang]))
    for card in boxes(browser_page, svg, stretch=112)["cards"]:
        left, _, right, _ = card["frame"]
        for words, (start, _, end, _) in card["texts"]:
            assert left <= start, words
            assert end <= right, words


def test_arabic_words_are_set_from_the_right_edge_of_their_card(
    browser_page: Page, demo_graph: MandateGraph
) -> None:
    drawn = boxes(browser_page, plan_map(demo_graph, LanguagePolicy(["ar"])))
    objective = next(c for c in drawn["cards"] if c["iri"].endswith("fcc-o1"))
    right = objective["frame"][2]
    wording = [box for words, box in objective["texts"][2:]]
    assert len(wording) >= 2
    assert all(right - 14 <= box[2] <= right - 10 for box in wording)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_librsvg_draws_the_picture(
    example_graph: MandateGraph, tmp_path: Path, lang: str
) -> None:
    source = tmp_path / "plan.svg"
    source.write_text(plan_map(example_graph, LanguagePolicy([lang])), encoding="utf-8")
    command = [program("rsvg-convert"), "--format", "png", str(source)]
    png = subprocess.run(command, capture_output=True, check=True).stdout
    width, height = png_size(png)
    assert width == 1240
    assert height > 500


def png_size(png: bytes) -> tuple[int, int]:
    assert png[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> bytes:
    """The inflated image data."""
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)


def test_a_png_has_the_size_of_the_picture_times_the_scale(
    example_graph: MandateGraph,
) -> None:
    svg = plan_map(example_graph, LanguagePolicy(["en"]))
    height = float(svg.split('height="', 1)[1].split('"', 1)[0])
    width, high = png_size(to_png(svg, scale=0.5))
    assert width == 620
    assert abs(high - height / 2) <= 1


def test_a_png_is_the_same_each_time(example_graph: MandateGraph) -> None:
    svg = plan_map(example_graph, LanguagePolicy(["ar"]))
    assert to_png(svg, scale=0.5) == to_png(svg, scale=0.5)


def test_arabic_is_drawn_with_the_bundled_fonts() -> None:
    """Letters without a font would all be the same empty box."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    form = (
        head
        + "<text x='4' y='30' font-family='Noto Sans' font-size='24'>{}</text></svg>"
    )
    joined, apart_, boxes_ = (
        pixels(to_png(form.format(words), scale=1))
        for words in ("بيت", "ب\u200cي\u200cت", "\U0010fffd" * 3)
    )
    assert len({joined, apart_, boxes_}) == 3


def test_bold_text_is_drawn_bold_in_both_scripts() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    form = head + "<text x='4' y='30' font-family='Noto Sans' {}>{}</text></svg>"
    for words in ("plan", "خطة"):
        regular = to_png(form.format("", words), scale=1)
        assert regular != to_png(form.format("font-weight='700'", words), scale=1)


def test_letters_that_the_fonts_lack_are_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
    with caplog.at_level(logging.WARNING):
        to_png(f"{head}<text x='4' y='30'>計画</text></svg>", scale=1)
    assert "no letters for 画計" in caplog.text


def test_a_very_long_picture_is_drawn_smaller(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mandategraph.draw.png.MOST_PIXELS", 40_000)
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="10000">'
    with caplog.at_level(logging.WARNING):
        assert png_size(to_png(f"{head}</svg>", scale=2)) == (20, 2000)
    assert "0.20 pixels per unit" in caplog.text


def test_the_manifest_names_the_bundled_fonts_and_their_licence() -> None:
    manifest = json.loads(FONTS.joinpath("MANIFEST.json").read_text(encoding="utf-8"))
    assert {font["file"] for font in manifest["fonts"]} == {
        f.name for f in FONTS.iterdir() if f.name.startswith("Noto")
    }
    for font in manifest["fonts"]:
        data = FONTS.joinpath(font["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == font["sha256"]
    assert "OFL" in manifest["licence"]
    assert "SIL OPEN FONT LICENSE" in FONTS.joinpath("OFL.txt").read_text("utf-8")
