"""What real renderers make of the picture: Chromium, librsvg, resvg, LibreOffice."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import struct
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from conftest import LANGUAGES, program
from drawn_boxes import FONTS, apart, boxes, inside, shrunk
from mandategraph.draw import DrawOptions, draw, plan_map, to_files, to_png
from mandategraph.draw.shapes import Group, flat
from mandategraph.draw.svg import to_svgs
from mandategraph.language import LanguagePolicy
from office import converted

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


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_libreoffice_draws_the_sheet_as_librsvg_does(
    demo_graph: MandateGraph, tmp_path: Path, lang: str
) -> None:
    from PIL import Image, ImageChops, ImageStat

    options = DrawOptions(plan="plan-ct", page="a4")
    (svg, *_) = to_svgs(draw("plan-map", demo_graph, LanguagePolicy([lang]), options))
    source = tmp_path / "sheet.svg"
    source.write_text(svg, encoding="utf-8")
    office = Image.open(converted(source, "png", tmp_path)).convert("L")
    command = [program("rsvg-convert"), "--format", "png", str(source)]
    (tmp_path / "other.png").write_bytes(
        subprocess.run(command, capture_output=True, check=True).stdout
    )
    other = Image.open(tmp_path / "other.png").convert("RGBA")
    ground = Image.new("RGBA", other.size, "white")
    other = Image.alpha_composite(ground, other).convert("L")
    assert office.size == pytest.approx(other.size, abs=2)
    small = [image.resize((140, 99)) for image in (office, other)]
    assert ImageStat.Stat(small[0]).stddev[0] > 15  # not an empty sheet
    assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pdf_has_a_page_for_each_sheet_and_a_link_for_each_card(
    demo_graph: MandateGraph, lang: str
) -> None:
    import ctypes

    import pypdfium2 as pdfium
    from pypdfium2 import raw

    options = DrawOptions(page="a4")
    picture = draw("plan-map", demo_graph, LanguagePolicy([lang]), options)
    pdf = pdfium.PdfDocument(to_files(picture, "pdf")[""])
    assert len(pdf) == len(picture.sheets)
    linked = words = 0
    for page in pdf:
        assert page.get_size() == pytest.approx((841.9, 595.3), abs=0.2)
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, place, link):
            linked += 1
        words += len(page.get_textpage().get_text_range())
    groups = [g for s in picture.sheets for g in flat(s.group) if isinstance(g, Group)]
    assert linked == len([g for g in groups if g.href]) == 2 * 22
    assert words > 1500


@pytest.mark.parametrize("lang", LANGUAGES)
def test_embedded_fonts_need_none_of_the_machine(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    """Under a name that no installed font has, the letters are those of Noto Sans."""
    picture = draw("plan-map", demo_graph, LanguagePolicy([lang]), DrawOptions())
    svg = to_svgs(picture, fonts=True)[0]
    renamed = re.sub('font-family="[^"]*"', "font-family=\"'Board Face'\"", svg)
    renamed = renamed.replace("font-family:'Noto Sans'", "font-family:'Board Face'")
    widths = []
    for document in (renamed, re.sub("<style>.*?</style>", "", renamed, flags=re.S)):
        browser_page.set_content(f"<!doctype html>{document}")
        browser_page.evaluate("document.fonts.ready")
        widths.append(
            browser_page.evaluate(
                "[...document.querySelectorAll('text')].map(t => t.getBBox().width)"
            )
        )
        loaded = browser_page.evaluate(
            "[...document.fonts].filter(f => f.family.includes('Board Face')"
            " && f.status == 'loaded').length"
        )
        assert loaded == (2 if len(widths) == 1 else 0)  # regular and bold
        check = "document.fonts.check(\"13px 'Board Face'\")"
        assert len(widths) == 2 or browser_page.evaluate(check)
    drawn = boxes(browser_page, to_svgs(picture)[0])
    bundled = [box[2] - box[0] for _, box in drawn["loose"]]
    assert widths[0] == pytest.approx(bundled, abs=0.5)
    assert widths[1] != pytest.approx(bundled, abs=0.5)


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


def test_a_letter_without_a_font_leaves_the_others_in_the_bundled_one() -> None:
    """Fonts of the machine are for what is missing, not for the rest of the line."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    form = head + "<text x='4' y='30' font-family='Noto Sans'>{}</text></svg>"
    alone, beside = (
        Image.open(io.BytesIO(to_png(form.format(words), scale=1))).crop(
            (0, 0, 150, 40)
        )
        for words in ("خطة المياه", "خطة المياه<tspan x='190'>\U0001f30d</tspan>")
    )
    assert alone.tobytes() == beside.tobytes()


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
