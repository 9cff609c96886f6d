"""Results tables as HTML, XLSX and DOCX: what programs that are not ours find there."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

from accessibility import barriers, rules_broken
from conftest import EXAMPLE, LANGUAGES
from drawn_plans import ENGLISH, ISOLATES, large_plan
from framework_plans import WELLS, wells
from mandategraph.draw.framework import tables
from mandategraph.draw.framework.marks import MARKS
from mandategraph.draw.framework.table import placed
from mandategraph.draw.options import DrawOptions
from mandategraph.export import ExportOptions, export
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.read import read_readings
from mandategraph.read import Input
from mandategraph.read.table.reader import readings
from mandategraph.store import MandateGraph
from office import converted
from table_plans import said, uncarried

if TYPE_CHECKING:
    from playwright.sync_api import Page

KINDS = ("framework", "logframe")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.fixture(scope="module")
def well_graph() -> MandateGraph:
    return wells()


def made(graph: MandateGraph, form: str, lang: str = "en") -> bytes:
    return export(form, graph, LanguagePolicy([lang]))


def office(data: bytes, suffix: str, to: str, folder: Path) -> Path:
    """What LibreOffice makes of the file."""
    file = folder / f"table.{suffix}"
    file.write_bytes(data)
    return converted(file, to, folder)


def parsed(data: bytes) -> Any:
    return lxml_html.document_fromstring(data)


def grid_of(table: Any) -> list[list[Any]]:
    """Each place of an HTML table with the cell that covers it."""
    rows = table.xpath(".//tr")
    grid: list[list[Any]] = [[] for _ in rows]
    for at, row in enumerate(rows):
        for cell in row.xpath("./td|./th"):
            column = next(
                (n for n, one in enumerate(grid[at]) if one is None), len(grid[at])
            )
            for down in range(int(cell.get("rowspan", 1))):
                line = grid[at + down]
                line.extend([None] * (column - len(line)))
                for across in range(int(cell.get("colspan", 1))):
                    place = column + across
                    line.extend([None] * (place + 1 - len(line)))
                    assert line[place] is None, "two cells in one place"
                    line[place] = cell
    return grid


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_cells_of_the_html_fill_the_table(
    well_graph: MandateGraph, kind: str, lang: str
) -> None:
    page = parsed(made(well_graph, f"{kind}-html", lang))
    assert page.get("lang") == lang
    assert page.get("dir") == ("rtl" if lang == "ar" else "ltr")
    (table,) = page.xpath("//table")
    grid = grid_of(table)
    assert len({len(row) for row in grid}) == 1
    assert all(cell is not None for row in grid for cell in row)
    assert table.xpath("./caption")


def test_each_data_cell_names_its_header_cells(well_graph: MandateGraph) -> None:
    page = parsed(made(well_graph, "framework-html"))
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    cells = page.xpath("//td")
    assert cells
    for cell in cells:
        named = cell.get("headers").split()
        assert named
        assert all(page.xpath(f'//th[@id="{name}"]') for name in named)
    (survey,) = page.xpath('//td[contains(., "45,000")]')
    heads = [
        " ".join(page.xpath(f'//th[@id="{name}"]')[0].text_content().split())
        for name in survey.get("headers").split()
    ]
    assert heads[:2] == ["Targets", "2026"]
    assert [words[:4].strip() for words in heads[2:]] == ["O1Ev", "R1.1", "I1Pe"]


def test_no_element_of_the_page_has_a_style_or_a_script(
    well_graph: MandateGraph,
) -> None:
    page = parsed(made(well_graph, "framework-html"))
    assert not page.xpath("//@style|//script|//link|//img|//@src")
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_words_of_a_source_are_escaped() -> None:
    graph = large_plan(1, 1, 1)
    text = graph.nquads().replace(b"Aim 0.", b"<script>alert(1)</script>")
    page = made(MandateGraph.from_nquads(text), "framework-html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_accessible_and_fits_the_window(
    browser_page: Page, well_graph: MandateGraph, kind: str, lang: str
) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 900})
    browser_page.goto("about:blank")  # the policy of a page outlives its content
    browser_page.set_content(made(well_graph, f"{kind}-html", lang).decode())
    styled = browser_page.evaluate(
        "getComputedStyle(document.querySelector('th')).borderTopStyle"
    )
    assert styled == "solid"  # the policy lets its own style through
    assert barriers(browser_page) == []
    wide = browser_page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 1280


def test_axe_finds_a_planted_fault(
    browser_page: Page, well_graph: MandateGraph
) -> None:
    page = made(well_graph, "framework-html").decode()
    faulty = page.replace('headers="t1h0', 'headers="gone t1h0').replace(
        '<html lang="en"', "<html"
    )
    browser_page.goto("about:blank")
    browser_page.set_content(faulty)
    assert "html-has-lang" in rules_broken(browser_page)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_openpyxl_finds_the_merged_cells_and_their_words(
    well_graph: MandateGraph, kind: str, lang: str
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made(well_graph, f"{kind}-xlsx", lang)))
    (table,) = tables(kind, well_graph, LanguagePolicy([lang]), DrawOptions())
    sheet = book.worksheets[0]
    assert bool(sheet.sheet_view.rightToLeft) == (lang == "ar")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    title = 1 + bool(table.subtitles)
    head = title + len(table.head)
    assert sheet.print_title_rows == f"$1:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    areas = {str(area) for area in sheet.merged_cells.ranges}
    for rows, first in ((table.head, title), (table.rows, head)):
        for one in placed(rows):
            cell = sheet.cell(first + one.row + 1, one.column + 1)
            if one.rows > 1 or one.columns > 1:
                assert any(area.startswith(f"{cell.coordinate}:") for area in areas)
            if one.cell.number:
                assert cell.value == float(one.cell.number)
                continue
            plain = ISOLATES.sub("", one.cell.words)
            assert MARKS.sub("", cell.value) == plain


def test_a_number_is_a_number_that_looks_as_printed(well_graph: MandateGraph) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made(well_graph, "framework-xlsx")))
    cells = [c for row in book.worksheets[0].iter_rows() for c in row]
    share = next(c for c in cells if c.value == 45)
    assert (share.data_type, share.number_format) == ("n", '0" %"')
    many = next(c for c in cells if c.value == 45_000)
    assert many.number_format == "#,##0"


def test_the_second_sheet_lists_each_value_once(well_graph: MandateGraph) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(made(well_graph, "framework-xlsx")))
    sheet = book["Values"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    values = [row for row in rows if row[8]]
    # the rows of baseline, target and measurement of the source
    given = csv.DictReader(WELLS.read_text("utf-8").splitlines())
    printed = [row["value"] for row in given if row["value"]]
    assert Counter(row[10] for row in values) == Counter(printed)
    assert [row[11] for row in values if row[10] == "45 %"] == [45]
    assert ("Target", "2025", "20,000", 20000, "sex=female") in {
        row[8:13] for row in values
    }
    assert sheet.auto_filter.ref == f"A1:N{len(rows) + 1}"
    assert [r[4] for r in rows if r[3] == "R1.2"] == ["Wording not in the source text"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_sheet_is_read_again_as_the_same_plan(
    well_graph: MandateGraph, kind: str
) -> None:
    data = made(well_graph, f"{kind}-xlsx")
    (again,) = readings(Input.of(data, "table.xlsx"))
    (given,) = read_readings(well_graph)
    assert [said(plan) for plan in again.plans] == [said(plan) for plan in given.plans]
    # the other sheets are told, not read
    assert {what.split(",")[0] for what in uncarried(again)} == {
        "sheet Water plan",
        "sheet Values",
    }


def test_a_graph_without_its_texts_has_no_sheet_to_read_again(
    example_graph: MandateGraph,
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    lost: list[str] = []
    options = ExportOptions(tell=lost.append)
    data = export("framework-xlsx", example_graph, ENGLISH, options)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Plan rba", "Values"]
    assert lost == ["sheet Plan x 1: the graph does not hold the text of its source"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_calc_opens_the_workbook_with_all_its_words(
    well_graph: MandateGraph, lang: str, tmp_path: Path
) -> None:
    data = made(well_graph, "framework-xlsx", lang)
    found = office(data, "xlsx", UTF8_CSV, tmp_path).read_text("utf-8")
    rows = list(csv.reader(io.StringIO(found)))
    (table,) = tables("framework", well_graph, LanguagePolicy([lang]), DrawOptions())
    shown = {MARKS.sub("", cell).replace("\r\n", "\n") for row in rows for cell in row}
    for one in placed(table.rows):
        if not one.cell.number:
            assert ISOLATES.sub("", one.cell.words) in shown
    assert {"45 %", "45,000"} <= shown


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_python_docx_finds_the_table_as_it_is(
    well_graph: MandateGraph, kind: str, lang: str
) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(made(well_graph, f"{kind}-docx", lang)))
    (table,) = document.tables
    (ours,) = tables(kind, well_graph, LanguagePolicy([lang]), DrawOptions())
    rows = [*ours.head, *ours.rows]
    assert len(table.rows) == len(rows)
    assert len(table.columns) == len(ours.columns)
    for at, row in enumerate(table.rows):
        words = [MARKS.sub("", cell.text) for cell in row.cells]
        assert words == [ISOLATES.sub("", cell.words) for cell in rows[at]]
    headers = table._tbl.findall(f"{W}tr/{W}trPr/{W}tblHeader")
    assert len(headers) == len(ours.head)
    turned = table._tbl.tblPr.find(f"{W}bidiVisual") is not None
    assert turned == (lang == "ar")
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.core_properties.language == lang


def test_writer_opens_the_document_with_its_spans(
    well_graph: MandateGraph, tmp_path: Path
) -> None:
    data = made(well_graph, "framework-docx")
    path = office(data, "docx", "html:HTML:EmbedImages", tmp_path)
    page = parsed(path.read_bytes())
    (table,) = page.xpath("//table")
    (ours,) = tables("framework", well_graph, ENGLISH, DrawOptions())
    spans = Counter(
        (int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)))
        for cell in table.xpath(".//td|.//th")
    )
    expected = Counter(
        (one.rows, one.columns)
        for rows in (ours.head, ours.rows)
        for one in placed(rows)
    )
    assert spans == expected
    text = " ".join(table.text_content().split())
    assert "Household survey" in text
    assert "Wording not in the source text" in text


def test_a_large_plan_is_written_in_seconds() -> None:
    graph = large_plan(4, 10, 5)  # 245 elements
    for form in ("framework-html", "framework-xlsx", "framework-docx"):
        assert export(form, graph, ENGLISH)


def test_another_process_writes_the_same_bytes() -> None:
    code = (
        "import sys; from hashlib import sha256;"
        "from mandategraph.export import export;"
        "from mandategraph.language import LanguagePolicy;"
        "from mandategraph.store import open_graph;"
        "graph, policy = open_graph(sys.argv[1]), LanguagePolicy(['ar']);"
        "print(*(sha256(export(n, graph, policy)).hexdigest() for n in sys.argv[2:]))"
    )
    names = [f"{kind}-{form}" for kind in KINDS for form in ("html", "xlsx", "docx")]
    command = [sys.executable, "-c", code, str(EXAMPLE), *names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    graph = MandateGraph.from_bytes(EXAMPLE.read_bytes(), target=str(EXAMPLE))
    here = [sha256(made(graph, name, "ar")).hexdigest() for name in names]
    assert done.stdout.split() == here
