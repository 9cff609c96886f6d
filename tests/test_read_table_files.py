"""Opening tables: encodings, delimiters, number formats, merged and hidden cells.

Workbooks are made by openpyxl and odfdo, which our own code does not use.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read import Input
from mandategraph.read.table.cells import Shown
from mandategraph.read.table.formats import shown
from mandategraph.read.table.open import open_tables
from mandategraph.read.table.parts import Parts
from mandategraph.read.table.reader import readings

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


def test_a_hidden_sheet_is_counted_and_not_read() -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Drafts")
    hidden.sheet_state = "hidden"
    for sheet, words in ((book.active, "Wells"), (hidden, "Pumps")):
        sheet.append(["kind", "text@en"])
        sheet.append(["objective", words])
    reading = typed(saved(book), "plan.xlsx")
    assert [s.text for s in reading.statements] == ["Wells"]
    (warning,) = reading.warnings
    assert warning.message == "hidden sheet Drafts, filled cell x 4"


def test_the_merged_cells_of_a_sheet_are_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["no", "such", "columns"])
    asked: list[str] = []

    def mentions(_: Parts, name: str, word: bytes) -> bool:
        asked.append(f"{name} {word.decode()}")
        return False

    monkeypatch.setattr(Parts, "mentions", mentions)
    with pytest.raises(SourceError, match="no mapping fits"):
        typed(saved(book), "plan.xlsx")
    assert asked == ["xl/worksheets/sheet1.xml mergeCell"]
