"""The authoring format: what a typed table says, and one line where it is wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import CHECKOUT
from mandategraph.errors import SourceError
from mandategraph.model import Period, Reading, Span
from mandategraph.read import Input, read
from mandategraph.read.table.reader import readings

DATA = Path(__file__).parent / "data" / "table"
INVALID = sorted((DATA / "invalid").glob("*.csv"))


def typed(text: str, file: str = "plan.csv") -> Reading:
    (reading,) = readings(Input.of(text.encode(), file))
    return reading


@pytest.fixture(scope="module")
def wells() -> Reading:
    return read(DATA / "valid" / "wells.csv")


def test_kinds_and_levels_are_as_typed(wells: Reading) -> None:
    found = [(s.id, s.type, s.level) for s in wells.statements]
    assert found == [
        ("m", "mandate", None),
        ("g1", "objective", "levelGoal"),
        ("r1", "expected_result", "outcome"),
        ("i1", "indicator", None),
    ]


def test_a_parent_is_named_by_id_or_by_code_and_is_stated(wells: Reading) -> None:
    parents = {s.id: s.parent for s in wells.statements}
    assert parents["g1"].target == "m"  # an id
    assert parents["r1"].target == "g1"  # its code is 1
    assert parents["i1"].target == "r1"  # its code is 1.1
    assert {parents[i].status for i in ("g1", "r1", "i1")} == {"asserted"}
    assert {parents[i].basis for i in ("g1", "r1", "i1")} == {"stated"}
    assert parents["m"].status == "none_in_source"


def test_each_language_has_its_column(wells: Reading) -> None:
    (plan,) = wells.plans
    assert plan.lang == "en"
    assert [(w.lang, w.text) for w in plan.title] == [
        ("en", "River water plan"),
        ("fr", "Plan de l'eau"),
    ]
    goal = wells.statements[1]
    assert goal.lang == "en"
    assert [(w.lang, w.text) for w in goal.also] == [
        ("fr", "Chaque village a un puits sûr")
    ]


def test_values_are_of_the_indicator_above_or_of_the_named_one(wells: Reading) -> None:
    baseline, target = wells.statements[3].values
    assert (baseline.kind, baseline.printed, baseline.number) == (
        "baseline",
        "12,400",
        "12400",
    )
    assert baseline.period == Period("2025", "2025")
    assert baseline.dimensions == (("sex", "female"),)
    assert (target.kind, target.printed, target.number) == ("target", "45%", "45")
    assert target.period == Period(None, "2030")


def test_parties_have_roles_and_statements(wells: Reading) -> None:
    agency, villagers = wells.plans[0].parties
    assert (agency.id, agency.role, agency.code) == ("agency", "plan_of", "RA")
    assert [n.text for n in agency.names] == ["River Agency", "Agence du fleuve"]
    assert (villagers.role, villagers.of) == ("beneficiary", ("r1",))


def test_references_and_fields_are_kept(wells: Reading) -> None:
    goal, indicator = wells.statements[1], wells.statements[3]
    assert [(r.relation, r.iri, r.printed) for r in goal.references] == [
        ("aligned_with", "http://metadata.un.org/sdg/6.1", "SDG 6.1"),
        ("aligned_with", "https://water.example/strategy", "Water strategy"),
    ]
    assert [(f.name, f.value) for f in indicator.fields] == [
        ("iati:measure", "1"),
        ("iati:ascending", "1"),
    ]
    assert [(f.name, f.value) for f in wells.plans[0].fields] == [
        ("water:basin", "Upper")
    ]


def test_every_word_has_its_cell(wells: Reading) -> None:
    places = {p.span.of(wells.source.text): p.path for p in wells.source.places}
    assert places["River water plan"] == "wells.csv!F2"
    assert places["12,400"] == "wells.csv!J9"
    for s in wells.statements:
        assert s.span.of(wells.source.text) == s.text
    assert not wells.leftover


def test_spans_of_a_cell_with_two_lines_make_the_text() -> None:
    reading = typed('kind,text@en\nobjective,"Wells for\n  all villages"\n')
    (s,) = reading.statements
    text = reading.source.text
    assert s.text == "Wells for all villages"
    assert " ".join(f.of(text) for f in s.fragments) == s.text
    assert s.span == Span(0, len("Wells for\n  all villages"))


def test_two_columns_are_enough() -> None:
    reading = typed("kind,text@fr\nobjective,Des puits pour tous\n")
    (s,) = reading.statements
    assert (s.id, s.text, s.lang) == ("o1", "Des puits pour tous", "fr")
    assert reading.plans[0].lang == "fr"
    assert s.parent.status == "none_in_source"


def test_order_of_rows_asserts_no_parent() -> None:
    reading = typed("kind,text@en\nobjective,Wells\nresult,Water flows\n")
    assert {s.parent.status for s in reading.statements} == {"none_in_source"}


def test_untagged_words_are_identified_and_a_warning_says_so() -> None:
    text = "Chaque village du district a un puits dont l'eau est saine et propre"
    reading = typed(f"kind,text\nobjective,{text}\n")
    assert reading.plans[0].lang == "fr"
    assert "language_identified" in {w.code for w in reading.warnings}


def test_a_few_untagged_words_are_in_no_known_language() -> None:
    assert typed("kind,text\nobjective,Wells\n").plans[0].lang == "und"


def test_a_row_of_kind_plan_states_the_language() -> None:
    reading = typed("kind,lang,text\nplan,es,Agua\nobjective,,Pozos\n")
    assert reading.plans[0].lang == "es"
    assert reading.statements[0].lang == "es"


def test_an_element_without_words_is_absent_in_the_source() -> None:
    reading = typed("kind,label,text@en\nobjective,Goal 3,\nmandate,,\n")
    objective, mandate = reading.statements
    assert (objective.text, objective.text_status) == (None, "absent_in_source")
    assert objective.span.of(reading.source.text) == "Goal 3"
    assert mandate.span.of(reading.source.text) == "mandate"  # the cell that proves it


def test_candidates_are_open_or_ranked() -> None:
    head = "kind,id,candidates,text@en\nobjective,a,,Wells\nobjective,b,,Pumps\n"
    reading = typed(f"{head}result,,a; b,Water\nresult,,a=0.75; b=0.25,Pipes\n")
    unknown, proposed = (s.parent for s in reading.statements[2:])
    assert unknown.status == "unknown"
    assert [c.target for c in unknown.candidates] == ["a", "b"]
    assert proposed.status == "proposed"
    assert [c.confidence for c in proposed.candidates] == [0.75, 0.25]


def test_a_second_text_in_one_language_is_leftover() -> None:
    reading = typed("kind,text@en,text@en\nobjective,Wells,Pumps\n")
    (left,) = reading.leftover
    assert left.of(reading.source.text) == "Pumps"
    assert "cell_without_place" in {w.code for w in reading.warnings}


def test_a_cell_without_a_place_is_leftover() -> None:
    reading = typed("kind,text@en,value\nobjective,Wells,45\n")
    assert [x.of(reading.source.text) for x in reading.leftover] == ["45"]


def test_an_unknown_column_is_counted() -> None:
    reading = typed("kind,text@en,budget\nobjective,Wells,100\nobjective,Pumps,\n")
    (warning,) = [w for w in reading.warnings if w.code == "not_carried"]
    assert warning.message.startswith("plan.csv, column budget (C) x 1")


def test_plans_are_told_apart_and_keep_their_keys() -> None:
    rows = "plan,a,River\nobjective,,Wells\nplan,b,Sea\nobjective,,Ports\n"
    first = typed(f"kind,id,text@en\n{rows}")
    second = typed(f"kind,id,text@en\nplan,c,Lake\n{rows}")
    assert [len(p.statements) for p in first.plans] == [1, 1]
    assert [p.key for p in second.plans][1:] == [p.key for p in first.plans]
    spans = [p.span for p in second.plans]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_an_apostrophe_before_a_formula_is_not_part_of_the_text() -> None:
    reading = typed("kind,text@en\nobjective,'=1+1\nobjective,''=1+1\nobjective,'tis\n")
    assert [s.text for s in reading.statements] == ["=1+1", "'=1+1", "'tis"]


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_a_wrong_table_is_refused_in_one_clear_line(path: Path) -> None:
    expected = path.with_suffix(".error").read_text("utf-8").strip()
    with pytest.raises(SourceError) as caught:
        list(readings(Input.of(path)))
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.advice


def test_an_error_says_how_many_more_there_are() -> None:
    with pytest.raises(SourceError, match="; 2 more are wrong"):
        typed("kind,text@en\nx,Wells\ny,Pumps\nz,Pipes\n")


def test_the_examples_of_the_page_are_read_without_a_warning() -> None:
    page = (CHECKOUT / "docs" / "read" / "table.md").read_text("utf-8")
    examples = re.findall(r"^```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    small, large = (typed(example) for example in examples)
    assert [s.type for s in small.statements] == ["mandate", "objective"]
    assert [s.id for s in large.statements] == ["m", "g1", "r1", "i1"]
    assert [v.number for v in large.statements[-1].values] == ["12400", "60000"]
    assert not small.warnings
    assert not large.warnings
