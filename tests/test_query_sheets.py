"""Answers as workbooks, read back by readers that are not ours."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ID
from mandategraph.errors import QueryError
from mandategraph.language import LanguagePolicy
from mandategraph.query import Answer, Question, encoded, render, run
from mandategraph.store import MandateGraph
from mandategraph.workbooks import Link, Sheet, ods, xlsx

calamine = pytest.importorskip("python_calamine")
openpyxl = pytest.importorskip("openpyxl")
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def answer_of(*values: Any) -> Answer:
    question, policy = Question.adhoc("SELECT ?x {}"), LanguagePolicy()
    return Answer(question, policy, ("x",), [(v,) for v in values], target="memory")


def cells(answer: Answer, form: str) -> list[list[Any]]:
    """The rows of the first sheet below its header, by calamine."""
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(encoded(answer, form)))
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    return rows[1:]


def by_odfdo(data: bytes) -> list[list[Any]]:
    odfdo = pytest.importorskip("odfdo")
    rows: list[list[Any]] = (
        odfdo.Document(io.BytesIO(data)).body.get_table(0).get_values()
    )
    return rows


def excel(answer: Answer) -> Any:
    return openpyxl.load_workbook(io.BytesIO(encoded(answer, "xlsx")))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_values_have_their_types(form: str) -> None:
    answer = answer_of(
        typed("42", "integer"),
        typed("-12.50", "decimal"),
        typed("1.5E3", "double"),
        typed("true", "boolean"),
        typed("2026-11-23", "date"),
        typed("2026", "gYear"),
        typed("2026-11-23T10:00:00Z", "dateTime"),
        ox.Literal("42"),
        typed("NaN", "double"),
        typed("many", "integer"),
        ox.BlankNode("b"),
    )
    assert [row[0] for row in cells(answer, form)] == [
        *(42, -12.5, 1500, True, date(2026, 11, 23)),
        *("2026", "2026-11-23T10:00:00Z", "42", "NaN", "many", "_:b"),
    ]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("digits", ["12345678901234567890", "0.1234567890123456789"])
def test_a_number_of_too_many_digits_is_kept_whole_as_text(
    digits: str, form: str
) -> None:
    assert cells(answer_of(typed(digits, "decimal")), form) == [[digits]]


def test_a_day_that_excel_does_not_count_is_text() -> None:
    first, second = answer_of(typed("1900-02-28", "date")), date(1900, 3, 1)
    assert cells(first, "xlsx") == [["1900-02-28"]]
    assert cells(answer_of(typed(second.isoformat(), "date")), "xlsx") == [[second]]
    assert cells(first, "ods") == [[date(1900, 2, 28)]]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://example.org")',
        *("+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "1.10"),
        *(" two  words ", "line\nline", "tab\tend", "_x0041_", "a & <b>"),
    ],
)
def test_no_text_is_taken_for_a_formula_or_changed(text: str, form: str) -> None:
    answer = answer_of(ox.Literal(text))
    if form == "ods":  # calamine drops tabs
        assert by_odfdo(encoded(answer, form))[1:] == [[text]]
    else:
        assert cells(answer, form) == [[text]]
    if form == "xlsx":
        (cell,) = [row[0] for row in excel(answer).worksheets[0].iter_rows(min_row=2)]
        assert cell.data_type == "s"


def test_iris_are_links_and_have_their_labels_beside_them(
    example_graph: MandateGraph,
) -> None:
    answer = run(example_graph, "objectives_of_plan", policy="fr", plan="plan-rba")
    sheet, about = excel(answer).worksheets
    head, first, _ = sheet.iter_rows()
    by_name = {h.value: c for h, c in zip(head, first, strict=True)}
    assert by_name["objective"].value == f"{ID}rba-o1"
    assert by_name["objective"].hyperlink.target == f"{ID}rba-o1"
    assert by_name["objective_label"].value == (
        "Réduire les dommages dus aux inondations."
    )
    assert by_name["objective_status"].value == "émetteur"
    assert by_name["ordinal"].value == 1
    assert sheet.freeze_panes == "A2"
    assert not sheet.sheet_view.rightToLeft
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert told["Question"] == answer.question.question["fr"]
    assert told["Nom"] == "objectives_of_plan"
    assert told["Paramètre plan"] == "plan-rba"
    assert told["Langues demandées"] == "fr"
    assert told["Graphe"] == example_graph.target


def test_a_link_keeps_what_stands_behind_its_hash_and_only_the_web_is_linked() -> None:
    within = "https://example.org/doc?a=1&b=2#char=8,56"
    answer = answer_of(
        *map(ox.NamedNode, (within, "urn:x:y", "javascript:alert(1)", "file:///etc/x"))
    )
    rows = [row[0] for row in excel(answer).worksheets[0].iter_rows(min_row=2)]
    link = rows[0].hyperlink
    assert f"{link.target}#{link.location}" == within
    assert [cell.hyperlink for cell in rows[1:]] == [None, None, None]
    with zipfile.ZipFile(io.BytesIO(encoded(answer, "ods"))) as archive:
        hrefs = re.findall(
            r'xlink:href="([^"]*)"', archive.read("content.xml").decode()
        )
    assert hrefs == [within.replace("&", "&amp;")]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_right_to_left_language_turns_the_sheets(
    form: str, example_graph: MandateGraph
) -> None:
    answer = run(example_graph, "objectives_of_plan", policy="ar,en")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(encoded(answer, form)))
    assert book.sheet_names == ["الجواب", "السؤال"]
    part = "xl/worksheets/sheet1.xml" if form == "xlsx" else "content.xml"
    mark = b'rightToLeft="1"' if form == "xlsx" else b'table:style-name="right"'
    with zipfile.ZipFile(io.BytesIO(encoded(answer, form))) as archive:
        assert mark in archive.read(part)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_answer_gives_the_same_bytes(
    form: str, example_graph: MandateGraph
) -> None:
    first, second = (
        encoded(run(example_graph, "results_of_objective"), form) for _ in range(2)
    )
    assert first == second


def test_what_excel_cannot_hold_is_refused_in_one_line() -> None:
    with pytest.raises(QueryError, match=r"A2: Excel holds 32767 .* as CSV or ODS"):
        encoded(answer_of(ox.Literal("x" * 40_000)), "xlsx")
    wide = Sheet("wide", [["x"] * 16_385])
    with pytest.raises(QueryError, match="more columns than a sheet holds, 16384"):
        xlsx(wide)
    many = Sheet("many", ([] for _ in range(1_048_577)))
    with pytest.raises(QueryError, match="more rows than a sheet holds, 1048576"):
        xlsx(many)


def test_the_command_writes_the_same_workbook_and_takes_the_ending_for_the_format(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    from mandategraph.cli import command

    file = tmp_path / "answer.xlsx"
    words = ["query", "results_of_objective", example_graph.target, "-o", str(file)]
    command.main([*words, "--lang", "fr"], standalone_mode=False)
    answer = run(example_graph, "results_of_objective", policy="fr")
    assert file.read_bytes() == encoded(answer, "xlsx")
    command.main([*words, "--lang", "fr", "--format", "csv"], standalone_mode=False)
    bare = run(example_graph, "results_of_objective", labelled=False)
    assert file.read_bytes() == encoded(bare, "csv")


def test_a_terminal_gets_no_workbook(
    example_graph: MandateGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mandategraph.cli import command

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    words = ["query", "plans", example_graph.target, "--format", "ods"]
    with pytest.raises(QueryError, match=r"add -o answer\.ods"):
        command.main(words, standalone_mode=False)


def test_a_workbook_is_no_text() -> None:
    with pytest.raises(QueryError, match="xlsx: it is no text"):
        render(answer_of(), "xlsx")


def test_more_links_than_excel_holds_stay_addresses() -> None:
    links = [[Link("x", f"https://example.org/{n % 7}")] for n in range(65_540)]
    with zipfile.ZipFile(io.BytesIO(xlsx(Sheet("links", links)))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        relations = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert sheet.count("<hyperlink ") == 65_530
    assert sheet.count("<c ") == 65_540
    assert relations.count("<Relationship ") == 7


kept = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@settings(max_examples=50)
@given(st.lists(st.text(kept | st.sampled_from("\n\t"), min_size=1), max_size=3))
def test_any_text_comes_back_from_both(texts: list[str]) -> None:
    rows = [["head"], *([text] for text in texts)]
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsx(Sheet("s", rows))))
    found = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert found == rows
    assert by_odfdo(ods(Sheet("s", rows))) == rows


def heights(*rows: tuple[Any, ...], widths: tuple[int, ...] = (10, 20)) -> list[Any]:
    """The heights of the rows below the header, None for those that have none."""
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx(Sheet("T", [("a", "b"), *rows], widths)))
    )
    sheet = book.worksheets[0]
    return [sheet.row_dimensions[at].height for at in range(2, len(rows) + 2)]


def test_a_row_is_as_high_as_its_longest_text_needs_in_its_column() -> None:
    assert heights(("short", "x" * 20), ("short", "x" * 21), ("x" * 35, "x")) == [
        *(None, 30, 60),
    ]


def test_line_breaks_and_wide_letters_count_links_and_numbers_do_not() -> None:
    link = Link("https://example.org/" + "x" * 50, "https://example.org/" + "x" * 50)
    assert heights(("a\nb\nc", ""), ("漢" * 6, ""), (link, 12345678901234)) == [
        *(45, 30, None),
    ]


def test_no_row_is_higher_than_excel_allows() -> None:
    assert heights(("x" * 5000, "")) == [409]


def test_a_header_stays_on_one_line_and_a_column_without_a_width_is_narrow() -> None:
    data = xlsx(Sheet("T", [("x" * 99,), ("x" * 16,), ("x" * 17,)]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = [sheet.row_dimensions[at].height for at in (1, 2, 3)]
    assert found == [None, 30, 45]
