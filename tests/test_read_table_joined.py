"""JSON, folders and forms: tables that are not one flat sheet."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from mandategraph.model import Period
from mandategraph.read import Input
from mandategraph.read.table.reader import readings
from table_plans import by_text, mapped, uncarried


def test_nested_json_has_a_row_for_each_item(tmp_path: Path) -> None:
    value = {
        "agency": {"name": "River Agency", "tags": ["a", "b"]},
        "goals": [
            {
                "id": 1,
                "name": "Safe wells",
                "measures": [{"what": "Villages", "goal": 90.50}, {"what": "Wells"}],
                "staff": [{"name": "someone"}],
            },
            {"id": 2, "name": "Clean rivers", "measures": []},
        ],
    }
    mapping = """
name = "nested"
decimal = "."
[[table]]
name = "goals"
rows = "/goals/*"
columns = ["id", "name"]
[table.plan]
key = "../agency.name"
title = "../agency.name"
[[table.element]]
name = "goal"
kind = "objective"
key = "id"
text = "name"
[[table]]
name = "measures"
rows = "/goals/*/measures/*"
columns = ["what", "../id"]
[table.plan]
key = "../../agency.name"
[[table.element]]
name = "measure"
kind = "indicator"
text = "what"
parent = { element = "goal", key = ["../id"] }
[[table.value]]
of = "measure"
kind = "target"
column = "goal"
"""
    reading = mapped(json.dumps(value), mapping, tmp_path, "a.json")
    found = by_text(reading)
    goal = found["Safe wells"]
    assert found["Villages"].parent.target == goal.id == found["Wells"].parent.target
    assert found["Villages"].values[0].printed == "90.5"
    places = {p.span.of(reading.source.text): p.path for p in reading.source.places}
    assert places["Wells"] == "/goals/0/measures/1/what"
    assert uncarried(reading)["JSON, items of /goals/*/staff"] == 1


def test_a_folder_is_one_source_whose_files_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    tables = {
        "activities": "activity_identifier,title,activity_status,reporting_org_ref,"
        "reporting_org_name,xml_lang\nX-1,Wells,2,X,River Agency,en\n",
        "descriptions": "activity_identifier,description_type,narrative\n"
        "X-1,1,Wells for all\nX-1,2,Nobody is thirsty\n",
        "results": "activity_identifier,result_ref,result_type,title\n"
        "X-1,r1,2,People drink\n",
        "indicators": "activity_identifier,result_ref,indicator_ref,indicator_measure,"
        "ascending,title,baseline_year,baseline_value\nX-1,r1,i1,2,1,Share,2024,10\n",
        "indicator_periods": "activity_identifier,result_ref,indicator_ref,"
        "period_start,period_end,target_value,actual_value\nX-1,r1,i1,2025-01-01,2025-12-31,50,\n",
        "extra": "a,b\n1,2\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    (reading,) = readings(Input.of(folder))
    (plan,) = reading.plans
    objective, result, indicator = plan.statements
    assert (plan.identifier, plan.lang) == ("X-1", "en")
    assert [w.text for w in plan.description] == ["Wells for all"]
    assert [n.text for p in plan.parties for n in p.names] == ["River Agency"]
    assert (objective.text, result.level) == ("Nobody is thirsty", "outcome")
    # no file says which objective the result serves, though there is only one
    assert result.parent.status == "unknown"
    assert [c.target for c in result.parent.candidates] == [objective.id]
    assert (indicator.parent.target, indicator.higher_is_better) == (result.id, True)
    values = [(v.kind, v.printed, v.unit, v.period) for v in indicator.values]
    assert values == [
        ("baseline", "10", "%", Period("2024", "2024")),
        ("target", "50", None, Period("2025-01-01", "2025-12-31")),
    ]
    assert uncarried(reading)["sheet extra.csv, filled cell"] == 4
    places = {p.span.of(reading.source.text): p.path for p in reading.source.places}
    assert places["People drink"] == "results.csv!D2"


def test_a_row_out_of_its_columns_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "results.csv").write_text(
        "activity_identifier,result_ref,result_type,title\nX-1,r1,2,People drink\n"
    )
    (folder / "activities.csv").write_text(
        "activity_identifier,title,activity_status,reporting_org_ref\n"
        "X-1,Wells,for,all,2,X\n"
    )
    (reading,) = readings(Input.of(folder))
    assert not reading.plans[0].title
    assert "columns_shifted" in {w.code for w in reading.warnings}


def test_a_framework_of_blocks_has_a_header_for_each() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [
        ["PROGRAMME TITLE: Water"],
        ["OUTCOME", "Outcome Indicator", "Baseline", "Milestone 1", "Milestone 2"],
        ["People drink", "Villages with a well", 10, 20, "#N/A"],
        ["PRIMARY THEME", None, "Source"],
        [None, None, "Survey of wells"],
        [
            "PRIMARY THEME",
            "Outcome Indicator",
            "Baseline",
            "Milestone 1",
            "Milestone 2",
        ],
        [None, "Litres a day", 5, None, None],
        [None, None, "Source"],
        [None, None, "Pumps"],
    ]
    for row in rows:
        book.active.append(row)
    for place, value in {"F2": "Target", "F3": "90%", "F6": "Target", "F7": 50}.items():
        book.active[place] = value
    for area in ("B3:B5", "B7:B9", "C4:F4", "C5:F5", "C8:F8", "C9:F9"):
        book.active.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    (reading,) = readings(Input.of(stream.getvalue(), "frame.xlsx"))
    result, villages, litres = reading.statements
    assert (result.text, result.level) == ("People drink", "outcome")
    assert (villages.parent.target, villages.parent.basis) == (result.id, "stated")
    # its block does not name the result again: the last outcome above
    assert (litres.parent.target, litres.parent.basis) == (result.id, "reading-order")
    assert [(v.kind, v.printed) for v in villages.values] == [
        ("baseline", "10"),
        ("target", "20"),
        ("target", "90%"),
    ]
    assert [f.value for v in villages.values for f in v.fields] == [
        "Milestone 1",
        "Target",
    ]
    assert [f.value for f in villages.fields] == ["Survey of wells"]
