"""Mapped tables: what a mapping makes of the columns, and what it leaves is counted."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from conftest import CHECKOUT
from mandategraph.errors import SourceError
from mandategraph.model import Period, Reading
from mandategraph.read import Input
from mandategraph.read.table.mapping import parsed, shipped
from mandategraph.read.table.reader import readings
from table_plans import by_text, mapped, uncarried

PAGE = (CHECKOUT / "docs" / "read" / "table.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
REGIONS = """Region,Goal,Indicator,Indicateur,Unit,Baseline,Baseline year,Target,,Remark
,,,,,,,2028,2030,
North,Safe wells,Villages with a well,Villages avec un puits,%,#N/A,2025,1.5,90,late
,,Broken wells,,wells,12,2024,-,n/a,
,Clean rivers,Fish counted,,,,,,7,
South,Safe wells,Villages with a well,,%,40,2025,,80,
"""
BY_LEVEL = """
name = "levels"
[[table]]
name = "levels"
columns = ["Level", "No", "Text"]
[[table.element]]
name = "goal"
kind = "objective"
level = "levelGoal"
when = { Level = "Goal" }
text = "Text"
code = "No"
[[table.element]]
name = "objective"
kind = "objective"
level = "levelObjective"
when = { Level = ["Objective", "Sub-goal"] }
text = "Text"
code = "No"
parent = { element = "goal", by = "%s" }
[[table.element]]
name = "indicator"
kind = "indicator"
when = { Level = "Indicator" }
text = "Text"
code = "No"
parent = [{ element = "objective", by = "%s" }, { element = "goal", by = "%s" }]
"""
LEVELS = """Level,No,Text
Goal,1,Safe wells
Sub-goal,1.1,Deep wells
Indicator,1.1.1,Depth of the wells
Goal,2,Clean rivers
Indicator,2.1,Fish counted
"""


@pytest.fixture
def regions(tmp_path: Path) -> Reading:
    return mapped(REGIONS, EXAMPLE, tmp_path, "regions.csv")


def test_the_example_of_the_page_has_a_plan_for_each_region(regions: Reading) -> None:
    assert [[w.text for w in p.title] for p in regions.plans] == [["North"], ["South"]]
    assert [[s.text for s in p.statements] for p in regions.plans] == [
        [
            "Safe wells",
            "Villages with a well",
            "Broken wells",
            "Clean rivers",
            "Fish counted",
        ],
        ["Safe wells", "Villages with a well"],
    ]


def test_an_element_repeated_over_rows_is_one(regions: Reading) -> None:
    north = regions.plans[0].statements
    goal = north[0]
    assert [s.parent.target for s in north[1:3]] == [goal.id, goal.id]
    assert {s.parent.basis for s in north[1:3]} == {"stated"}


def test_a_column_of_another_language_is_the_same_statement(regions: Reading) -> None:
    indicator = regions.plans[0].statements[1]
    assert [(w.lang, w.text) for w in indicator.also] == [
        ("fr", "Villages avec un puits")
    ]


def test_values_take_their_period_from_the_column_or_a_cell(regions: Reading) -> None:
    first, broken = regions.plans[0].statements[1:3]
    assert [(v.kind, v.printed, v.number, v.period) for v in first.values] == [
        ("target", "1.5", "1.5", Period("2028", "2028")),
        ("target", "90", "90", Period("2030", "2030")),
    ]
    (baseline,) = broken.values
    assert (baseline.printed, baseline.period) == ("12", Period("2024", "2024"))


def test_tokens_that_stand_for_nothing_are_counted(regions: Reading) -> None:
    lines = {w.message for w in regions.warnings if w.code == "missing_value"}
    assert {line.partition(":")[0] for line in lines} == {
        "#N/A x 1",
        "- x 1",
        "n/a x 1",
    }


def test_columns_that_the_mapping_does_not_name_are_counted(regions: Reading) -> None:
    found = uncarried(regions)
    assert found["regions.csv, column Remark"] == 1
    # a row without a baseline has no use for its year
    assert found["regions.csv, column Baseline year"] == 1


def test_a_level_column_decides_the_kind_and_codes_the_parents(tmp_path: Path) -> None:
    reading = mapped(LEVELS, BY_LEVEL.replace("%s", "code"), tmp_path, "a.csv")
    found = by_text(reading)
    parents = {k: (s.parent.target, s.parent.basis) for k, s in found.items()}
    assert parents == {
        "Safe wells": (None, None),
        "Deep wells": (found["Safe wells"].id, "stated"),
        "Depth of the wells": (found["Deep wells"].id, "stated"),
        "Clean rivers": (None, None),
        "Fish counted": (found["Clean rivers"].id, "stated"),
    }
    assert [s.code for s in reading.statements] == ["1", "1.1", "1.1.1", "2", "2.1"]


def test_the_parent_above_has_the_basis_of_reading_order(tmp_path: Path) -> None:
    reading = mapped(LEVELS, BY_LEVEL.replace("%s", "above"), tmp_path, "a.csv")
    found = by_text(reading)
    deep = found["Deep wells"].parent
    assert (deep.target, deep.basis) == (found["Safe wells"].id, "reading-order")


def test_a_key_of_several_elements_asserts_nothing(tmp_path: Path) -> None:
    mapping = """
name = "twice"
[[table]]
name = "rows"
columns = ["Ref", "Result", "Indicator"]
[[table.element]]
name = "result"
kind = "expected_result"
each = true
key = "Ref"
text = "Result"
[[table.element]]
name = "indicator"
kind = "indicator"
text = "Indicator"
parent = { element = "result", key = ["Ref"] }
"""
    rows = "Ref,Result,Indicator\n1,Water,\n1,Pumps,\n2,Pipes,\n1,,Litres\n2,,Metres\n"
    found = by_text(mapped(rows, mapping, tmp_path, "a.csv"))
    litres, metres = found["Litres"].parent, found["Metres"].parent
    assert litres.status == "unknown"
    candidates = [c.target for c in litres.candidates]
    assert candidates == [found["Water"].id, found["Pumps"].id]
    assert (metres.status, metres.target) == ("asserted", found["Pipes"].id)


def test_a_parent_that_is_not_there_is_not_asserted(tmp_path: Path) -> None:
    rows = "Level,No,Text\nIndicator,3.1,Fish counted\n"
    reading = mapped(rows, BY_LEVEL.replace("%s", "code"), tmp_path, "a.csv")
    assert reading.statements[0].parent.status == "none_in_source"


def test_parents_in_a_circle_are_cut(tmp_path: Path) -> None:
    mapping = """
name = "circle"
[[table]]
name = "rows"
columns = ["Id", "Up", "Text"]
[[table.element]]
name = "one"
kind = "objective"
key = "Id"
text = "Text"
parent = { element = "one", key = ["Up"] }
"""
    reading = mapped("Id,Up,Text\na,b,A\nb,a,B\nc,c,C\n", mapping, tmp_path, "a.csv")
    asserted = [s for s in reading.statements if s.parent.status == "asserted"]
    assert len(asserted) == 1
    assert "parents_in_a_circle" in {w.code for w in reading.warnings}


def test_a_later_row_with_another_parent_is_counted(tmp_path: Path) -> None:
    mapping = """
name = "rows"
[[table]]
name = "rows"
columns = ["Goal", "Result"]
[[table.element]]
name = "goal"
kind = "objective"
key = "Goal"
text = "Goal"
[[table.element]]
name = "result"
kind = "expected_result"
key = "Result"
text = "Result"
parent = "goal"
"""
    rows = "Goal,Result\nWells,Water\nWells,Water\nRivers,Water\n"
    reading = mapped(rows, mapping, tmp_path, "a.csv")
    found = by_text(reading)
    assert found["Water"].parent.target == found["Wells"].id
    (line,) = [w.message for w in reading.warnings if w.code == "second_parent"]
    assert line.startswith("result x 1: ")


def test_a_second_wording_is_leftover(tmp_path: Path) -> None:
    rows = REGIONS.replace("South,Safe wells", "North,Safe wells,Villages with a well")
    text = EXAMPLE.replace('key = "Goal"            #', 'key = "Region" #')
    reading = mapped(rows, text, tmp_path, "regions.csv")
    left = [x.of(reading.source.text) for x in reading.leftover]
    assert left == ["Clean rivers"]
    assert "second_wording" in {w.code for w in reading.warnings}


def test_merged_cells_carry_down_and_right(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Water plan of the river"])  # a title above the header
    for line in REGIONS.splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    for area in ("A4:A6", "B4:B5", "H2:I2"):
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    without_fill = EXAMPLE.replace('fill = ["Region", "Goal"]', "fill = []")
    found = mapped(stream.getvalue(), without_fill, tmp_path, "regions.xlsx")
    plain = mapped(REGIONS, EXAMPLE, tmp_path, "regions.csv")
    told = [
        [(s.text, s.parent.target, [v.printed for v in s.values]) for s in r.statements]
        for r in (found, plain)
    ]
    assert told[0] == told[1]
    assert uncarried(found)["Sheet, cells above the header"] == 1
    places = {p.span.of(found.source.text): p.path for p in found.source.places}
    assert places["Broken wells"] == "Sheet!C5"


def test_no_mapping_fits_says_which_columns_there_are(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(readings(Input.of(b"Ziel,Kennzahl\nBrunnen,12\n", "plan.csv")))
    assert "no mapping fits its columns: Ziel, Kennzahl" in str(caught.value)
    assert "docs/read/table.md" in str(caught.value)
    with pytest.raises(SourceError, match="its table plan lacks Region, Goal"):
        mapped("Ziel,Kennzahl\nBrunnen,12\n", EXAMPLE, tmp_path, "plan.csv")


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ('kind = "objective"', 'kind = "objektive"', "kind: objektive is none of"),
        (
            'parent = "goal"',
            'parnt = "goal"',
            "parnt: no such key; did you mean parent",
        ),
        ("pattern = 'Target", "pattern = '(Target", "it is no regular expression"),
        ("header = 2", "header = 9", "header: it must be a number from 1 to 5"),
        ('lang = "en" ', 'lang = "in English" ', "lang: in English is no language tag"),
        ('key = "Region"', "key = 7", "key: it must name a column"),
        ("prefix =", "prefx =", "prefx: no such key; did you mean prefix"),
        ('name = "goal"', "name = 3", "name: it must be a text"),
        ("name =", "name", "correct the TOML"),
    ],
)
def test_a_wrong_mapping_is_one_clear_line(wrong: str, right: str, reason: str) -> None:
    assert wrong in EXAMPLE
    with pytest.raises(SourceError) as caught:
        parsed(EXAMPLE.replace(wrong, right, 1), "my.toml")
    assert reason in str(caught.value)
    assert str(caught.value).startswith("my.toml")


def test_a_mapping_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        list(readings(Input.of(b"a,b\n1,2\n", "a.csv"), mapping=tmp_path / "no.toml"))


def test_the_shipped_mappings_are_on_the_page() -> None:
    for mapping in shipped():
        assert f"| `{mapping.name}` |" in PAGE
        assert mapping.about
