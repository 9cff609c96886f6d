"""Pictures as files: what other programs find in the PDF, the HTML and the rest."""

from __future__ import annotations

import logging
import struct
from typing import TYPE_CHECKING, Any

import pytest

from accessibility import barriers, rules_broken
from conftest import LANGUAGES, program
from drawn_plans import large_plan, made_plan
from mandategraph.draw import DrawOptions, draw, to_files
from mandategraph.draw.paper import PAPERS
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from running import EXAMPLE, call

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Request

    from mandategraph.draw.picture import Picture
    from mandategraph.store import MandateGraph

VIEWS = ("plan-map", "chain", "icicle", "coverage", "indicators")


def drawn(
    graph: MandateGraph, lang: str = "en", view: str = "plan-map", **how: Any
) -> Picture:
    return draw(view, graph, LanguagePolicy([lang]), DrawOptions(**how))


def read(graph: MandateGraph, lang: str = "en", **how: Any) -> Any:
    """The PDF as pdfium opens it."""
    pdfium = pytest.importorskip("pypdfium2")
    return pdfium.PdfDocument(to_files(drawn(graph, lang, **how), "pdf")[""])


def poppler(name: str, *arguments: str) -> str:
    import subprocess

    done = subprocess.run(
        [program(name), *arguments], capture_output=True, check=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_of_the_pdf_has_the_size_of_its_paper(
    example_graph: MandateGraph, view: str, paper: Any
) -> None:
    picture = drawn(example_graph, view=view, page=paper.name)
    document = read(example_graph, view=view, page=paper.name)
    assert len(document) == len(picture.sheets)
    for number, sheet in enumerate(picture.sheets):
        size = document[number].get_size()
        points = [side * 72 / 25.4 for side in paper.mm]
        if not points[0]:
            points = [sheet.width * 0.75, sheet.height * 0.75]
        assert size == pytest.approx(points, abs=0.5)


def test_the_pdf_has_a_page_for_each_sheet() -> None:
    graph = large_plan(objectives=4, results=4, indicators=3)
    picture = drawn(graph, view="indicators", page="a4")
    assert len(picture.sheets) > 2
    assert len(read(graph, view="indicators", page="a4")) == len(picture.sheets)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_is_tagged_and_names_its_title_and_language(
    example_graph: MandateGraph, lang: str
) -> None:
    document = read(example_graph, lang, title="Le plan (1) \\ „un“")
    raw: Any = pytest.importorskip("pypdfium2.raw")
    assert raw.FPDFCatalog_IsTagged(document)
    import ctypes

    needed = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = ctypes.create_string_buffer(needed)
    as_words = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFCatalog_GetLanguage(document, as_words, needed)
    assert buffer.raw.decode("utf-16-le").rstrip("\0") == lang
    assert document.get_metadata_dict()["Title"].startswith("Le plan (1) \\ „un“")


def test_the_text_of_the_pdf_can_be_found(example_graph: MandateGraph) -> None:
    document = read(example_graph)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Flood warnings reach every town." in " ".join(text.split())


def test_the_arabic_text_of_the_pdf_can_be_found(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(to_files(drawn(example_graph, "ar"), "pdf")[""])
    assert "المزارعون" in poppler("pdftotext", str(file), "-")


def test_the_cards_of_the_pdf_lead_to_their_elements(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(to_files(drawn(example_graph, page="a4"), "pdf")[""])
    listed = poppler("pdfinfo", "-url", str(file))
    for name in ("rba-m", "rba-o1", "rba-r-228fa6e9f8", "rba-i-f481e080cd"):
        assert f"https://w3id.org/mandategraph/id/{name}\n" in listed


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_link_of_the_pdf_lies_over_its_card(
    example_graph: MandateGraph, lang: str
) -> None:
    """The mandate is as wide as the sheet, whichever way that reads."""
    raw: Any = pytest.importorskip("pypdfium2.raw")
    import ctypes

    document = read(example_graph, lang, page="a4")
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    rects = []
    page = document[0]
    while raw.FPDFLink_Enumerate(page, place, link):
        rect = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, rect)
        rects.append((rect.left, rect.right))
    width, _ = page.get_size()
    left, right = max(rects, key=lambda r: r[1] - r[0])
    assert left > 0
    assert left == pytest.approx(width - right, abs=2)


def test_poppler_draws_something_on_each_page_of_the_pdf(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    from PIL import Image

    file = tmp_path / "map.pdf"
    picture = drawn(example_graph, "ar", "coverage", page="16:9", theme="dark")
    file.write_bytes(to_files(picture, "pdf")[""])
    poppler("pdftoppm", "-r", "40", "-png", str(file), str(tmp_path / "page"))
    pages = sorted(tmp_path.glob("page*.png"))
    assert len(pages) == len(picture.sheets)
    for page in pages:
        with Image.open(page) as image:
            assert len(image.convert("RGB").getcolors(2**20) or []) > 20
            corner = image.convert("RGB").getpixel((2, 2))
            assert isinstance(corner, tuple)
            assert sum(corner) < 150  # the ground of the dark theme reaches the edge


def opened(browser_page: Page, file: Path, html: str) -> list[str]:
    """Open the page from disk; what it asks of others."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            asked.append(request.url)

    file.write_text(html, encoding="utf-8")
    browser_page.on("request", note)
    browser_page.goto(file.as_uri())
    browser_page.wait_for_load_state("networkidle")
    browser_page.remove_listener("request", note)
    return asked


def html_of(picture: Picture, *, fonts: bool = False) -> str:
    return to_files(picture, "html", fonts=fonts)[""].decode()


@pytest.mark.parametrize("fonts", [False, True])
def test_the_page_asks_for_nothing_and_forbids_all(
    browser_page: Page,
    example_graph: MandateGraph,
    tmp_path: Path,
    fonts: bool,  # noqa: FBT001 - the two cases
) -> None:
    errors: list[str] = []
    browser_page.on("console", lambda message: errors.append(message.text))
    html = html_of(drawn(example_graph, "ar"), fonts=fonts)
    assert opened(browser_page, tmp_path / "plan.html", html) == []
    assert errors == []
    assert "default-src 'none'" in html
    assert "<script" not in html
    if fonts:
        assert browser_page.evaluate(
            "document.fonts.ready.then(f => f.check('13px \"Noto Sans\"'))"
        )
        assert browser_page.evaluate("document.fonts.size") == 2
    # its own style applies, a planted script does not run
    assert browser_page.evaluate("getComputedStyle(document.body).margin") == "0px"
    planted = html.replace("</main>", "<script>document.title = 'run'</script></main>")
    opened(browser_page, tmp_path / "planted.html", planted)
    assert browser_page.title() != "run"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_page_is_accessible(
    browser_page: Page,
    example_graph: MandateGraph,
    tmp_path: Path,
    view: str,
    lang: str,
) -> None:
    theme = "dark" if lang in ("fr", "ar") else "light"
    picture = drawn(example_graph, lang, view, theme=theme)
    opened(browser_page, tmp_path / "page.html", html_of(picture))
    assert barriers(browser_page) == []
    assert browser_page.evaluate("document.documentElement.dir") == (
        "rtl" if lang == "ar" else "ltr"
    )


def test_axe_finds_planted_faults(
    browser_page: Page, example_graph: MandateGraph, tmp_path: Path
) -> None:
    html = html_of(drawn(example_graph)).replace('<html lang="en"', "<html")
    html = html.replace('role="listitem"', 'role="button"', 1)
    opened(browser_page, tmp_path / "page.html", html)
    assert "html-has-lang" in rules_broken(browser_page)


@pytest.mark.parametrize("view", VIEWS)
def test_the_links_of_the_page_are_reached_in_reading_order(
    browser_page: Page, example_graph: MandateGraph, tmp_path: Path, view: str
) -> None:
    picture = drawn(example_graph, view=view)
    opened(browser_page, tmp_path / "page.html", html_of(picture))
    links = browser_page.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
    )
    reached = []
    for _ in links:
        browser_page.keyboard.press("Tab")
        reached.append(
            browser_page.evaluate("document.activeElement.getAttribute('href')")
        )
    assert links
    assert reached == links


def test_the_page_prints_a_sheet_on_a_sheet(browser_page: Page, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    graph = large_plan(objectives=4, results=4, indicators=3)
    picture = drawn(graph, view="indicators", page="a4")
    opened(browser_page, tmp_path / "page.html", html_of(picture))
    printed = pdfium.PdfDocument(browser_page.pdf(prefer_css_page_size=True))
    assert len(printed) == len(picture.sheets)
    size = printed[0].get_size()
    assert size == pytest.approx([297 * 72 / 25.4, 210 * 72 / 25.4], abs=1)


def test_several_sheets_are_several_files_of_svg_and_png() -> None:
    graph = large_plan(objectives=4, results=4, indicators=3)
    picture = drawn(graph, view="indicators", page="a4")
    names = [f"-{n}" for n in range(1, len(picture.sheets) + 1)]
    assert list(to_files(picture, "svg")) == names
    made = to_files(picture, "png", scale=0.25)
    assert list(made) == names
    sizes = {struct.unpack(">II", png[16:24]) for png in made.values()}
    (wide, high) = next(iter(sizes))
    assert len(sizes) == 1
    assert wide / high == pytest.approx(297 / 210, abs=0.01)
    assert list(to_files(drawn(graph, view="indicators"), "svg")) == [""]


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html"])
def test_the_same_picture_gives_the_same_bytes(
    example_graph: MandateGraph, form: str
) -> None:
    one, other = (
        to_files(drawn(example_graph, "ar", page="a4"), form, scale=0.5)
        for _ in range(2)
    )
    assert one == other


def test_an_unknown_format_is_refused_by_name(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match="gif: no such picture format"):
        to_files(drawn(example_graph), "gif")


def test_the_command_draws_each_format_by_the_ending(tmp_path: Path) -> None:
    for ending, start in (
        ("svg", b"<svg "),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF-"),
        ("html", b"<!doctype html>"),
    ):
        file = tmp_path / f"plan.{ending}"
        command = ("draw", "indicators", EXAMPLE, "-o", str(file), "--page", "a4")
        assert call(*command) == 0
        assert file.read_bytes().startswith(start)


def test_title_date_and_scale_are_those_asked_for(tmp_path: Path) -> None:
    svg, png = tmp_path / "map.svg", tmp_path / "map.png"
    options = ("--title", "Languages <of> the plan", "--date", "2026-11-23")
    assert call("draw", "coverage", EXAMPLE, "-o", str(svg), *options) == 0
    text = svg.read_text("utf-8")
    assert "Languages &lt;of&gt; the plan" in text
    assert "drawn on 2026-11-23" in text
    sizes = []
    for scale in ("1", "0.5"):
        assert call("draw", "coverage", EXAMPLE, "-o", str(png), "--scale", scale) == 0
        sizes.append(struct.unpack(">I", png.read_bytes()[16:20])[0])
    assert sizes == [1240, 620]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("coverage", "--format", "gif"), "gif"),
        (("coverage", "--date", "23 November"), "write it as 2026-11-23"),
        (("coverage", "--date", "20261123"), "write it as 2026-11-23"),
        (("coverage", "--plan", "plan-none"), "plan-none"),
        (("coverage", "--focus", "rba-o1"), "has no such part"),
        (("indicators", "--focus", "rba-m"), "no indicator to draw"),
        (("indicators", "--page", "b5"), "b5"),
        (("indicators", "--scale", "nan"), "scale"),
        (("heatmap",), "heatmap"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_drawn_leaves_the_file_as_it_was(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    file = tmp_path / "old.svg"
    file.write_text("as it was")
    view, *options = arguments
    assert call("draw", view, EXAMPLE, "-o", str(file), *options) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert file.read_text() == "as it was"
    assert [one.name for one in tmp_path.iterdir()] == ["old.svg"]


@pytest.fixture
def long_plan(tmp_path: Path) -> str:
    """The file of a graph that needs several sheets."""
    file = tmp_path / "kg.nq"
    file.write_bytes(large_plan(objectives=4, results=4, indicators=3).nquads())
    return str(file)


def test_of_several_files_none_is_written_when_one_cannot_be(
    tmp_path: Path, long_plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out-2.svg").mkdir()
    out = str(tmp_path / "out.svg")
    assert call("draw", "indicators", long_plan, "-o", out, "--page", "a4") == 2
    assert "out-2.svg: is a folder" in capsys.readouterr().err
    assert not (tmp_path / "out-1.svg").exists()


def test_several_sheets_do_not_fit_into_standard_output(
    long_plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("draw", "indicators", long_plan, "-o", "-", "--page", "a4") == 2
    out, err = capsys.readouterr()
    assert "use --format pdf" in err
    assert out == ""


def test_the_export_has_the_plan_map_as_pdf(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    file = tmp_path / "plan.pdf"
    assert call("export", "pdf", EXAMPLE, "-o", str(file), "--lang", "fr") == 0
    document = pdfium.PdfDocument(file)
    text = document[0].get_textpage().get_text_range()
    assert "Réduire les dommages dus aux inondations." in " ".join(text.split())


def test_a_letter_that_no_font_has_is_said_and_costs_no_file(
    caplog: pytest.LogCaptureFixture,
) -> None:
    graph = made_plan(("o", "Objective", "Water \U000103a0 \U00012000 for all.", ""))
    with caplog.at_level(logging.WARNING):
        data = to_files(draw("plan-map", graph, "en"), "pdf")[""]
    assert "no letters for \U000103a0\U00012000" in caplog.text
    assert data.startswith(b"%PDF")
