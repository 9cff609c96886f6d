"""Translators' tables: written, and read back as spreadsheet programs save them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from conftest import DATA
from mandategraph.errors import SourceError
from mandategraph.translate.context import Entry
from mandategraph.translate.files import format_of, read_file
from mandategraph.translate.rows import Delivery
from office import converted
from translators_files import (
    ARABIC,
    AWKWARD,
    arabic,
    awkward,
    blanks_aside,
    entry,
    meant,
    said,
)

__all__ = ["arabic"]


def test_no_cell_of_a_table_is_a_formula() -> None:
    all_ = [entry(t, t, t, f"x-o{n}") for n, t in enumerate(AWKWARD)]
    text = format_of("x", "csv").write(all_, "ar").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(format_of("x", "xlsx").write(all_, "ar")))
    kinds = {cell.data_type for row in book.worksheets[0] for cell in row if cell.value}
    assert kinds == {"s"}


def test_an_arabic_sheet_runs_from_right_to_left(arabic: list[Entry]) -> None:
    for lang, right in (("ar", True), ("es", None)):
        data = format_of("x", "xlsx").write(arabic, lang)
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert bool(book.worksheets[0].sheet_view.rightToLeft) is bool(right)
        assert book.worksheets[0].freeze_panes == "A2"


def test_a_workbook_edited_by_openpyxl_is_read(arabic: list[Entry]) -> None:
    data = format_of("x", "xlsx").write(arabic, "ar")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["translation"]).value = ARABIC
    sheet.cell(2, column["status"]).value = "Reviewed"
    sheet.cell(3, column["method"]).value = "post edited"
    out = io.BytesIO()
    book.save(out)
    rows = read_file(out.getvalue(), "x.xlsx").rows
    assert (rows[0].text, rows[0].state) == (ARABIC, "stateReviewed")
    assert rows[1].method == "postEdited"
    assert said(Delivery(rows))[1:] == meant(arabic)[1:]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_with_the_delimiter_that_excel_chose(
    delimiter: str, arabic: list[Entry]
) -> None:
    text = format_of("x", "csv").write(arabic, "ar").decode("utf-8-sig")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text)))
    assert said(read_file(out.getvalue().encode(), "x.csv")) == meant(arabic)


def test_libreoffice_gives_back_what_it_was_given(
    tmp_path: Path, arabic: list[Entry]
) -> None:
    all_ = [*arabic, *awkward()]
    start = tmp_path / "x.xlsx"
    start.write_bytes(format_of("x", "xlsx").write(all_, "ar"))
    delivery = read_file(converted(start, "ods", tmp_path).read_bytes(), "x.ods")
    assert blanks_aside(said(delivery)) == blanks_aside(meant(all_))


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_files_that_libreoffice_has_saved_are_read(form: str) -> None:
    # of the workbook of `awkward()`; the CSV is "Text - txt - csv (StarCalc):59,34,76"
    data = (DATA / "translate" / f"libreoffice.{form}").read_bytes()
    delivery = read_file(data, f"libreoffice.{form}")
    assert blanks_aside(said(delivery)) == blanks_aside(meant(awkward()))


def test_a_table_of_a_translations_folder_is_read() -> None:
    data = (
        Path(__file__).parent.parent / "sources/translations/ct.es.tsv"
    ).read_bytes()
    rows = read_file(data, "some/where/ct.es.tsv").rows
    assert rows[0].code == "ct-m"
    assert rows[0].lang == "es"
    assert rows[0].state == "stateCandidate"
    assert rows[0].method == "machineTranslation"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<!DOCTYPE html>\n<p>Sign in</p>", "looks like an HTML page"),
        ("a,b\n1,2\n", "no sheet with the columns"),
        ("code,field,source,lang,translation\n", "no row"),
        ("code,field,source,lang,translation\nx-o1,title,a,es,b\n", "row 2: field is"),
        ("code,field,source,lang,translation\nx-o1,text,a,,b\n", "no language"),
        ("code,field,source,lang,translation\nx-o1,text,a,e s,b\n", "language is"),
        ("code,field,source,lang,translation\n,text,a,es,b\n", "code is ''"),
        ("code,field,source,lang,translation\nx/o1,text,a,es,b\n", "code is"),
        (
            "code,field,source,lang,translation,status\nx-o1,text,a,es,b,good\n",
            "status is 'good'; choose from candidate",
        ),
        (
            "code,field,source,lang,translation,method\nx-o1,text,a,es,b,deepl\n",
            "method is 'deepl'",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(
    text: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_file(text.encode(), "x.csv")
    assert "\n" not in str(caught.value)
