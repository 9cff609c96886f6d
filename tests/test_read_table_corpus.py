"""Real tables that others made; every number expected here is counted apart."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mandategraph.model import Reading
from mandategraph.read import Input
from mandategraph.read.table.reader import readings

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
US = CORPORA / "us-performance"
IATI = CORPORA / "iati" / "csv"
LOGFRAMES = CORPORA / "logframe-xlsx"
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the shared corpora are not there"
)
NOTHING = ("", "#N/A", "#REF!", None)


def of(path: Path) -> Reading:
    (reading,) = readings(Input.of(path))
    return reading


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def collapsed(text: str | None) -> str:
    return " ".join((text or "").split())


def texts(reading: Reading, kind: str, level: str | None = None) -> Counter[str]:
    return Counter(
        s.text or ""
        for s in reading.statements
        if s.type == kind and (level is None or s.level == level)
    )


def check(reading: Reading) -> None:
    """What holds of every reading: words where the spans say, no text lost."""
    text = reading.source.text
    marked = bytearray(len(text))
    for place in reading.source.places:
        assert place.path
        marked[place.span.start : place.span.end] = b"\1" * (
            place.span.end - place.span.start
        )
    assert all(marked[at] or c.isspace() for at, c in enumerate(text))
    ids = [s.id for s in reading.statements]
    assert len(ids) == len(set(ids))
    for s in reading.statements:
        words = " ".join(f.of(text) for f in s.fragments)
        assert s.text is None or collapsed(words) == s.text
        assert s.parent.target is None or s.parent.target in ids
    spans = [p.span for p in reading.plans]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.fixture(scope="module")
def goals() -> list[dict[str, Any]]:
    found = json.loads((US / "goals.json").read_text("utf-8"))
    assert len(found) == 221
    return [row for row in found if row.get("goal_id") not in NOTHING]


def test_every_goal_row_of_the_agencies_is_a_statement(
    goals: list[dict[str, Any]],
) -> None:
    reading = of(US / "goals.json")
    check(reading)
    assert len(goals) == 220
    identified = {s.identifier for s in reading.statements if s.identifier}
    assert identified == {row["goal_id"] for row in goals}
    assert not reading.leftover
    blank = [w.message for w in reading.warnings if w.code == "blank_row"]
    assert [line.partition(":")[0] for line in blank] == ["JSON x 1"]


def test_goal_and_objective_in_one_row_are_two_statements(
    goals: list[dict[str, Any]],
) -> None:
    reading = of(US / "goals.json")
    joint = [row for row in goals if row["goal_type"] == "SG"]
    agencies = {row["goal_id"][:3] for row in goals}
    assert len(reading.plans) == len(agencies)
    upper = {(r["goal_id"][:3], r["sg_id"]) for r in joint}
    strategies = {collapsed(r["goal_name"]) for r in goals if r["goal_type"] == "PMA"}
    assert texts(reading, "objective", "levelGoal").total() == len(upper) + len(
        strategies
    )
    lower = texts(reading, "objective", "levelObjective")
    below = [r for r in goals if r["goal_type"] in ("SG", "PMA")]
    assert lower == Counter(collapsed(r["goal_description"]) for r in below)
    by_id = {s.id: s for s in reading.statements}
    for row in joint:
        (s,) = [s for s in reading.statements if s.identifier == row["goal_id"]]
        assert s.code == row["so_id"]
        parent = by_id[s.parent.target or ""]
        assert parent.text == collapsed(row["goal_name"])
        assert parent.code == row["sg_id"]


def test_tokens_for_nothing_are_counted(goals: list[dict[str, Any]]) -> None:
    counts = Counter(v for row in goals for v in row.values() if v in NOTHING[1:3])
    reading = of(US / "goals.json")
    found = [w.message for w in reading.warnings if w.code == "missing_value"]
    assert {line.partition(":")[0] for line in found} == {
        f"{token} x {count}" for token, count in counts.items()
    }


@pytest.mark.parametrize("name", ["target.csv", "target.json"])
def test_the_quarters_of_a_target_are_one_indicator(name: str) -> None:
    path = US / name
    table = (
        rows(path)
        if path.suffix == ".csv"
        else json.loads(path.read_text("utf-8", errors="strict"))
    )
    assert len(table) == 345
    table = [r for r in table if r.get("related_goal_id") not in NOTHING]
    reading = of(path)
    check(reading)
    measured = [r for r in table if r["indicator"] not in NOTHING]
    keys = {
        tuple(collapsed(r[k]) for k in ("related_goal_id", "target", "indicator"))
        for r in measured
    }
    assert texts(reading, "indicator").total() == len(keys)
    targets = {
        (r["related_goal_id"], collapsed(r["target"]))
        for r in table
        if r["target"] not in NOTHING
    }
    assert texts(reading, "expected_result").total() == len(targets)
    actual = [r for r in measured if r["value_current"] not in NOTHING]
    values = [v for s in reading.statements for v in s.values]
    assert sum(v.kind == "measurement" for v in values) == len(actual)
    printed = Counter(v.printed for v in values if v.kind == "measurement")
    assert printed == Counter(r["value_current"] for r in actual)


def test_goals_and_targets_of_a_folder_are_joined(goals: list[dict[str, Any]]) -> None:
    reading = of(US)
    check(reading)
    names = {r["goal_id"]: collapsed(r["goal_name"]) for r in goals}
    by_id = {s.id: s for s in reading.statements}
    results = [s for s in reading.statements if s.type == "expected_result"]
    assert results
    for s in results:
        goal = by_id[s.parent.target or ""]
        assert goal.text == names[goal.identifier or ""]
    lines = [w.message for w in reading.warnings if w.code == "not_carried"]
    assert "target.json: no table of the mapping reads it" in lines


@pytest.mark.parametrize("name", ["CAF", "worldbank-679", "wb-679", "wri-521"])
def test_results_and_indicators_of_iati_folders_are_all_read(name: str) -> None:
    folder = IATI / name
    reading = of(folder)
    check(reading)
    results, indicators = rows(folder / "results.csv"), rows(folder / "indicators.csv")
    expected = {"CAF": 493, "worldbank-679": 75, "wb-679": 75, "wri-521": 16}
    assert len(results) == expected[name]
    assert texts(reading, "expected_result") == Counter(
        collapsed(r["title"]) for r in results
    )
    assert texts(reading, "indicator") == Counter(
        collapsed(r["title"]) for r in indicators
    )
    levels = {"1": "output", "2": "outcome", "3": "impact"}
    found = Counter(s.level for s in reading.statements if s.type == "expected_result")
    assert found == Counter(levels.get(r["result_type"]) for r in results)
    values = [v for s in reading.statements for v in s.values]
    baselines = [r for r in indicators if r["baseline_value"]]
    assert sum(v.kind == "baseline" for v in values) == len(baselines)
    if (folder / "indicator_periods.csv").exists():
        periods = rows(folder / "indicator_periods.csv")
        for kind, column in (
            ("target", "target_value"),
            ("measurement", "actual_value"),
        ):
            counted = Counter(collapsed(r[column]) for r in periods if r[column])
            assert Counter(v.printed for v in values if v.kind == kind) == counted
    assert not reading.leftover


def test_an_indicator_of_a_reused_reference_has_candidates_only() -> None:
    reading = of(IATI / "wb-679")  # all results are called result_2
    statuses = {s.parent.status for s in reading.statements if s.type == "indicator"}
    assert statuses == {"unknown"}


def test_an_indicator_has_the_result_of_its_reference() -> None:
    folder = IATI / "worldbank-679"
    title = {
        (r["activity_identifier"], r["result_ref"]): collapsed(r["title"])
        for r in rows(folder / "results.csv")
    }
    reading = of(folder)
    upper = {
        r["indicator_ref"]: title[r["activity_identifier"], r["result_ref"]]
        for r in rows(folder / "indicators.csv")
    }
    by_id = {s.id: s for s in reading.statements}
    found = {
        s.identifier: by_id[s.parent.target or ""].text
        for s in reading.statements
        if s.type == "indicator"
    }
    assert found == upper


def test_the_language_of_the_activities_is_stated_or_identified() -> None:
    stated, said = of(IATI / "worldbank-679"), of(IATI / "CAF")
    assert {p.lang for p in stated.plans} == {"en"}
    assert {p.lang for p in said.plans} == {"es"}
    assert "language_identified" not in {w.code for w in stated.warnings}
    assert "language_identified" in {w.code for w in said.warnings}


def test_a_list_of_indicators_is_read_with_its_goals() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(LOGFRAMES / "Indicators.xlsx")
    table = [[c.value for c in row] for row in book["Sheet1"].iter_rows(min_row=2)]
    reading = of(LOGFRAMES / "Indicators.xlsx")
    check(reading)
    named = [collapsed(row[3]) for row in table]
    assert [s.text for s in reading.statements] == named
    found = [
        [r.iri.rpartition("/")[2] for r in s.references] for s in reading.statements
    ]
    assert found == [[str(row[8])] for row in table]


def test_an_empty_form_holds_no_statement() -> None:
    reading = of(LOGFRAMES / "DFID_Template.xlsx")
    assert not reading.statements
    assert not reading.plans
