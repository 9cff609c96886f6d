"""Results frameworks in Word: read by the words over the columns, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import docx_building as made
from mandategraph.read import read
from mandategraph.read.docx.charts import formatted
from mandategraph.read.story.columns import Role, role_of

if TYPE_CHECKING:
    from mandategraph.model import Reading, Statement

Merge = tuple[int, int, int, int]
HEAD = ["Objective", "Expected result", "Indicator", "Baseline (2024)", "Target 2030"]


def framework(
    rows: list[list[str]], *merged: Merge, before: tuple[str, ...] = ()
) -> Reading:
    """The reading of a document with the table below some lines."""
    made_up: Any = made.document()
    for line in before:
        made_up.add_paragraph(line)
    table = made_up.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            lines = text.split("\n")
            cell = table.cell(at, column)
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    return read(made.saved(made_up), file="plan.docx")


def parts(reading: Reading) -> dict[str | None, Statement]:
    return {s.text: s for s in reading.statements if s.type != "section_heading"}


def above(reading: Reading, text: str) -> tuple[str | None, str | None]:
    """Basis and wording of what the statement with the text belongs to."""
    found = parts(reading)[text]
    by_id = {s.id: s.text for s in reading.statements}
    return found.parent.basis, by_id.get(found.parent.target or "")


def test_a_merged_cell_counts_for_all_its_rows() -> None:
    rows = [HEAD, ["Clean water", "Less oil", "Oil spills", "12", "3"],
            ["", "", "Ships inspected", "40%", "90%"],
            ["", "More fish", "Species", "8", "15"]]  # fmt: skip
    reading = framework(rows, (1, 0, 3, 0), (1, 1, 2, 1))
    assert above(reading, "Less oil") == ("stated", "Clean water")
    assert above(reading, "More fish") == ("stated", "Clean water")
    assert above(reading, "Ships inspected") == ("stated", "Less oil")
    assert above(reading, "Species") == ("stated", "More fish")


def test_an_empty_cell_goes_on_in_reading_order() -> None:
    rows = [HEAD, ["Clean water", "Less oil", "Oil spills", "12", "3"],
            ["", "", "Ships inspected", "40%", "90%"]]  # fmt: skip
    assert above(framework(rows), "Ships inspected") == ("reading-order", "Less oil")


def test_values_have_kind_year_number_and_column() -> None:
    rows = [HEAD, ["Clean water", "Less oil", "Ships inspected", "1,200", "90%"]]
    ships = parts(framework(rows))["Ships inspected"]
    told = [
        (v.kind, v.printed, v.number, v.unit, v.period and v.period.start)
        for v in ships.values
    ]
    assert told == [
        ("baseline", "1,200", "1200", None, "2024"),
        ("target", "90%", "90", "%", "2030"),
    ]
    assert [f.value for v in ships.values for f in v.fields] == HEAD[3:]


def test_numbers_and_labels_in_cells_are_no_words() -> None:
    rows = [HEAD, ["Objective 2: Clean water", "2.1 Less oil", "Oil spills", "-", "3"]]
    found = parts(framework(rows))
    water, oil = found["Clean water"], found["Less oil"]
    assert (water.label, water.ordinal) == ("Objective 2", 2)
    assert (oil.code, oil.ordinal) == ("2.1", None)
    assert len(found["Oil spills"].values) == 1  # a dash is no value


def test_the_columns_type_the_statements_and_are_evidence() -> None:
    rows = [HEAD, ["Clean water", "Less oil", "Oil spills", "12", "3"]]
    reading = framework(rows)
    heads = {s.label: s.applies_to for s in reading.statements if s.label}
    assert heads["Indicator"] == (parts(reading)["Oil spills"].id,)
    assert not reading.leftover


def test_several_items_in_a_cell_are_statements_and_share_no_value() -> None:
    made_up: Any = made.document()
    table = made_up.add_table(rows=2, cols=4)
    for at, text in enumerate(["Outcome", "Output", "Indicators", "Target"]):
        table.cell(0, at).text = text
    table.cell(1, 0).text = "Clean quays"
    table.cell(1, 1).text = "Bins are placed"
    cell = table.cell(1, 2)
    cell.paragraphs[0].style, cell.paragraphs[0].text = "List Bullet", "Bins"
    cell.add_paragraph("Lids", style="List Bullet")
    table.cell(1, 3).text = "30"
    reading = read(made.saved(made_up), file="plan.docx")
    assert above(reading, "Bins are placed") == ("stated", "Clean quays")
    assert above(reading, "Lids") == ("stated", "Bins are placed")
    assert [parts(reading)[t].level for t in ("Clean quays", "Bins are placed")] == [
        "outcome", "output",
    ]  # fmt: skip
    assert not any(s.values for s in reading.statements)
    assert "value_of_none" in {w.code for w in reading.warnings}
    assert "30" in [s.of(reading.source.text) for s in reading.leftover]


def test_several_results_in_a_cell_leave_the_parent_open() -> None:
    made_up: Any = made.document()
    table = made_up.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Expected results", "Indicators"
    cell = table.cell(1, 0)
    cell.paragraphs[0].style, cell.paragraphs[0].text = "List Bullet", "Less oil"
    cell.add_paragraph("More fish", style="List Bullet")
    table.cell(1, 1).text = "Oil spills"
    parent = parts(read(made.saved(made_up), file="p.docx"))["Oil spills"].parent
    assert (parent.status, len(parent.candidates)) == ("unknown", 2)


def test_the_objective_above_the_table_is_what_its_results_are_for() -> None:
    rows = [["Expected result", "Indicator", "Target"], ["Less oil", "Oil spills", "3"]]
    reading = framework(rows, before=("Objective 1: Clean water",))
    assert above(reading, "Less oil") == ("reading-order", "Clean water")
    assert len(reading.plans) == 1


def test_the_mandate_that_the_tables_objectives_serve_is_not_guessed() -> None:
    rows = [HEAD, ["Clean water", "Less oil", "Oil spills", "12", "3"]]
    reading = framework(rows, before=("Mandate", "Keep the harbour open."))
    parent = parts(reading)["Clean water"].parent
    assert parent.status == "unknown"
    assert len(parent.candidates) == 1


def test_a_first_column_may_say_the_type_in_each_row() -> None:
    rows = [
        ["", "Indicators", "Baseline", "Target"],
        ["Objective: Clean water", "Share of clean basins", "40%", "80%"],
        ["Output 1: Bins are placed", "Bins", "3", "30"],
    ]
    reading = framework(rows)
    assert parts(reading)["Clean water"].type == "objective"
    assert parts(reading)["Bins are placed"].type == "expected_result"
    assert above(reading, "Share of clean basins") == ("stated", "Clean water")
    assert above(reading, "Bins") == ("stated", "Bins are placed")


def test_a_table_of_other_things_is_no_framework_and_is_left_over() -> None:
    reading = framework([["Item", "Cost"], ["Paint", "1. 200"], ["Rope", "3. 20"]])
    assert not reading.statements
    left = " ".join(s.of(reading.source.text) for s in reading.leftover)
    assert left == "Item Cost Paint 1. 200 Rope 3. 20"
    assert "unread_text" in {w.code for w in reading.warnings}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Résultats attendus", Role("expected_result")),
        ("Valeur de référence (2024)", Role("baseline", None, "2024")),
        ("Cible 2027", Role("target", None, "2027")),
        ("Línea de base 2023", Role("baseline", None, "2023")),
        ("Target by 2030", Role("target", None, "2030")),
        ("2026 target", Role("target", None, "2026")),
        ("Output(s)", Role("expected_result", "output")),
        ("Indicateurs :", Role("indicator")),
        ("خط الأساس", Role("baseline")),
        ("目标值", Role("target")),
        ("Zielwert 2030", Role("target", None, "2030")),
        ("Means of verification", None),
        ("The target group and its indicators in the whole of the coast region", None),
    ],
)
def test_words_over_columns_say_what_they_hold(heading: str, role: Role | None) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("19146", r'_(* #\ ##0_);_(* \(#\ ##0\);_(* "–"??_);_(@_)', "19 146"),
        ("0", r'_(* #\ ##0_);_(* \(#\ ##0\);_(* "–"??_);_(@_)', "–"),
        ("0.354", "0.0%", "35.4%"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("35.200000000000003", "General", "35.2"),
        ("-12", "0;(0)", "(12)"),
        ("0", "0", "0"),
        ("n/a", "0", "n/a"),
    ],
)
def test_a_value_of_a_chart_is_shown_in_its_format(
    value: str, style: str, shown: str
) -> None:
    assert formatted(value, style) == shown
