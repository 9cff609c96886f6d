"""Opening tables: encodings, delimiters, number formats, merged and hidden cells.

Workbooks are made by openpyxl and odfdo, which our own code does not use.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read import Input
from mandategraph.read.table import readings
from mandategraph.read.table_cells import Shown
from mandategraph.read.table_formats import shown
from mandategraph.read.table_numbers import number_of, period_of, period_text
from mandategraph.read.table_open import open_tables

openpyxl = pytest.importorskip("openpyxl")
DATA = Path(__file__).parent / "data" / "table"
ROWS = "kind;text@fr\nobjective;Un puits sûr, partout\n"


def typed(data: bytes, file: str = "plan.csv") -> Reading:
    (reading,) = readings(Input.of(data, file))
    return reading


def cells(data: bytes, file: str) -> dict[str, dict[tuple[int, int], str]]:
    """The filled cells of each sheet, by row from 1 and column from 0."""
    tables = open_tables(Input.of(data, file))
    return {
        sheet.title: {
            (r.number, c): t for r in sheet.rows() for c, t in r.cells.items()
        }
        for sheet in tables.sheets
    }


def workbook(*columns: tuple[Any, str]) -> bytes:
    """A workbook with one row: values with their number formats."""
    book = openpyxl.Workbook()
    for at, (value, code) in enumerate(columns, 1):
        cell = book.active.cell(1, at, value)
        cell.number_format = code
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    reading = typed(ROWS.encode(encoding))
    assert reading.statements[0].text == "Un puits sûr, partout"
    assert not reading.warnings


def test_windows_1252_is_read_with_a_warning() -> None:
    reading = typed(ROWS.encode("cp1252"))
    assert reading.statements[0].text == "Un puits sûr, partout"
    assert [w.code for w in reading.warnings] == ["encoding_guessed"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["kind", "text@en"], ["objective", '"Wells; pumps, pipes | taps"']]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert typed(text.encode()).statements[0].text == "Wells; pumps, pipes | taps"


def test_the_separator_line_of_excel_names_the_delimiter() -> None:
    reading = typed(b"sep=;\r\nkind;text@en\r\nobjective;Wells, pumps\r\n")
    assert reading.statements[0].text == "Wells, pumps"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    with pytest.raises(SourceError, match="line 2: unexpected end of data"):
        typed(b'kind,text@en\nobjective,"Wells\nobjective,Pumps\n')


@pytest.mark.parametrize(
    ("value", "code", "expected", "number"),
    [
        (0.45, "0%", "45%", "45"),
        (0.4567, "0.0%", "45.7%", "45.7"),
        (1234567.891, "#,##0", "1,234,568", "1234568"),
        (1234567.891, "#,##0.00", "1,234,567.89", "1234567.89"),
        (12, "000", "012", "12"),
        (2.5, "0.0##", "2.5", "2.5"),
        (1250, '#,##0 "people"', "1,250 people", "1250"),
        (-5, "0;(0)", "(5)", "-5"),
        (-5, "0", "-5", "-5"),
        (0, '0;-0;"none"', "none", None),
        (1500000, "0.0,,", "1.5", "1.5"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (1e20, "General", "100000000000000000000", "100000000000000000000"),
        (1200, "[$€-407] #,##0", "€ 1,200", "1200"),
        (0.5, "# ?/?", "0.5", "0.5"),
        (7, "@", "7", "7"),
        (True, "General", "TRUE", None),
        (date(2026, 3, 31), "dd/mm/yyyy", "2026-03-31", None),
        (date(2026, 3, 31), "mmm yyyy", "2026-03", None),
        (date(2026, 3, 31), "yyyy", "2026", "2026"),
        (datetime(2026, 3, 31, 14, 5), "yyyy-mm-dd hh:mm", "2026-03-31T14:05", None),  # noqa: DTZ001
        (time(14, 5, 9), "hh:mm:ss", "14:05:09", None),
        ("=cell text", "General", None, None),  # a formula that was never computed
    ],
)
def test_a_number_is_read_as_it_is_shown(
    value: Any, code: str, expected: str | None, number: str | None
) -> None:
    ((found),) = cells(workbook((value, code)), "a.xlsx").values()
    if expected is None:
        assert not found
        return
    assert found[1, 0] == expected
    if isinstance(found[1, 0], Shown):
        assert found[1, 0].number == number


def test_the_calendar_of_1900_has_a_day_too_many() -> None:
    # the spreadsheets count 29 February 1900; ECMA-376 part 1, 18.17.4.1
    assert shown("1", "yyyy-mm-dd") == "1900-01-01"
    assert shown("59", "yyyy-mm-dd") == "1900-02-28"
    assert shown("61", "yyyy-mm-dd") == "1900-03-01"
    assert shown("0", "yyyy-mm-dd", mac=True) == "1904-01-01"
    assert shown("-1", "yyyy-mm-dd") == "-1"
    assert shown("1e300", "0") == "1e300"


@pytest.mark.parametrize(
    ("printed", "lang", "number"),
    [
        ("1250", "en", "1250"),
        ("1,250", "en", "1250"),
        ("1,250", "fr", None),  # a fraction, or thousands
        ("1.250", "de", None),
        ("1.250", "en", "1.25"),
        ("0.250", "de", "0.25"),
        ("1,250,000.5", "fr", "1250000.5"),
        ("1.250.000,5", "en", "1250000.5"),
        ("1 250 000", "fr", "1250000"),
        ("12\u202f400", "fr", "12400"),
        ("12,5", "fr", "12.5"),
        ("\u22120.50", "en", "-0.5"),
        ("45 %", "en", "45"),
        ("٤٥", "ar", "45"),
        ("1.5E-3", "en", "0.0015"),
        ("5-7", "en", None),
        ("2025-03", "en", None),
        ("about 5", "en", None),
        ("1.2 million", "en", None),
        ("1,25,000", "en", None),
        ("9" * 100, "en", None),
        ("", "en", None),
    ],
)
def test_a_number_is_one_only_where_there_is_no_doubt(
    printed: str, lang: str, number: str | None
) -> None:
    assert number_of(printed, lang) == number


@pytest.mark.parametrize(
    ("typed_as", "start", "end"),
    [
        ("2026", "2026", "2026"),
        ("2026-03", "2026-03", "2026-03"),
        ("2026-03-31T00:00:00Z", "2026-03-31", "2026-03-31"),
        ("2026-01/2026-06", "2026-01", "2026-06"),
        ("2022 - 2025", "2022", "2025"),
        ("../2030", None, "2030"),
        ("2026/", "2026", None),
    ],
)
def test_periods(typed_as: str, start: str | None, end: str | None) -> None:
    period = period_of(typed_as)
    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert period_of(period_text(period)) == period


@pytest.mark.parametrize(
    "wrong", ["spring", "2026-13", "2026-02-30", "26", "1/2/3", ""]
)
def test_what_is_no_period(wrong: str) -> None:
    assert period_of(wrong) is None


def test_rich_text_breaks_and_escapes_are_read() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    bold = TextBlock(InlineFont(b=True), "wells")
    book.active["A1"] = CellRichText("Safe ", bold, " for all")
    book.active["B1"] = "two\nlines"
    book.active["C1"] = "bell _x0041_"
    ((found),) = cells(saved(book), "a.xlsx").values()
    assert found[1, 0] == "Safe wells for all"
    assert found[1, 1] == "two\nlines"
    assert found[1, 2] == "bell A"  # ECMA-376 part 1, 22.9.2.19


def test_a_hidden_sheet_comments_and_lost_formulas_are_counted() -> None:
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in (["kind", "text@en"], ["objective", "Wells"], ["objective", "=A1"]):
        book.active.append(row)
    book.active["B2"].comment = Comment("why?", "someone")
    hidden = book.create_sheet("Old")
    hidden["A1"] = "no more"
    hidden.sheet_state = "hidden"
    notes = book.create_sheet("Notes")
    notes["A1"], notes["B7"] = "a", "b"
    reading = typed(saved(book), "plan.xlsx")
    found = {w.message for w in reading.warnings if w.code == "not_carried"}
    assert found == {
        "hidden sheet Old, filled cell x 1",
        "sheet Notes, filled cell x 2",
        "sheet with comments x 1",
        "Plan, formula without a stored value x 1",
    }


def test_an_error_names_sheet_and_cell() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    book.active.append(["kind", "id", "parent", "text@en"])
    book.active.append(["objective", "o1", "O9", "Wells"])
    with pytest.raises(SourceError) as caught:
        typed(saved(book), "plan.xlsx")
    line = str(caught.value)
    assert line.startswith("plan.xlsx: Plan!C2: parent O9 is the id of no row;")


def test_dates_typed_as_dates_are_periods() -> None:
    book = openpyxl.Workbook()
    book.active.append(["kind", "text@en", "value", "period"])
    book.active.append(["indicator", "Wells", None, None])
    book.active.append(["target", None, 0.5, date(2030, 12, 31)])
    book.active["C3"].number_format = "0%"
    (value,) = typed(saved(book), "plan.xlsx").statements[0].values
    assert (value.printed, value.number) == ("50%", "50")
    assert value.period is not None
    assert (value.period.start, value.period.end) == ("2030-12-31", "2030-12-31")


def test_ods_shows_what_it_shows() -> None:
    odfdo = pytest.importorskip("odfdo")
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Plan")
    for row, values in enumerate(
        [
            ["kind", "text@fr", "value", "period"],
            ["indicator", "Puits sûrs", None, None],
        ]
    ):
        table.set_row_values(row, values)
    table.set_row(2, odfdo.Row())
    table.set_value("A3", "target")
    table.set_cell("C3", odfdo.Cell(1250.5, text="1.250,50", cell_type="float"))
    table.set_cell("D3", odfdo.Cell(date(2030, 12, 31), text="31.12.2030"))
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    (s,) = typed(stream.getvalue(), "plan.ods").statements
    assert s.text == "Puits sûrs"
    assert (s.values[0].printed, s.values[0].number) == ("1.250,50", "1250.5")
    assert s.values[0].period is not None
    assert s.values[0].period.end == "2030-12-31"


def test_merged_cells_are_known_in_xlsx_and_ods() -> None:
    odfdo = pytest.importorskip("odfdo")
    book = openpyxl.Workbook()
    book.active["B2"] = "wide"
    book.active.merge_cells("B2:C4")
    (sheet,) = open_tables(Input.of(saved(book), "a.xlsx")).sheets
    assert sheet.areas() == ((2, 1, 4, 2),)
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Plan", width=4, height=5)
    table.set_value("B2", "wide")
    table.set_span("B2:C4")
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    (sheet,) = open_tables(Input.of(stream.getvalue(), "a.ods")).sheets
    assert sheet.areas() == ((2, 1, 4, 2),)


def test_an_old_workbook_is_read_without_its_formats() -> None:
    pytest.importorskip("python_calamine")
    (reading,) = readings(Input.of(DATA / "old.xls"))
    assert [s.id for s in reading.statements] == ["o1", "i1"]
    assert [v.printed for v in reading.statements[1].values] == ["0.45", "1250.5"]
    assert {w.code for w in reading.warnings} == {"number_formats", "not_carried"}


def test_a_broken_old_workbook_is_one_clear_line() -> None:
    pytest.importorskip("python_calamine")
    data = (DATA / "old.xls").read_bytes()
    for broken in (data[:600], data[:512] + bytes(len(data) - 512)):
        with pytest.raises(SourceError, match="old workbook is broken"):
            typed(broken, "old.xls")


def test_a_binary_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(SourceError, match="binary format"):
        typed(stream.getvalue(), "plan.xlsx")
