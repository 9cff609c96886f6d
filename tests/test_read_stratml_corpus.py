"""Real StratML files of other people: what independent counts find is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mandategraph.errors import SourceError
from mandategraph.read import readings
from mandategraph.read.source import Input
from stratml_plans import CORPUS, assert_covered, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Plan

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpora are not beside this checkout"
)
PLANS = ("PMOAI.part1.xml", "OECD.AI.part2.xml", "demo_no_namespace.xml")
PAGE = "NCSES_plan_inside_xform.xml"
READABLE = sorted(
    path
    for folder in ("plans", "xforms", "templates")
    for path in (CORPUS / folder).glob("*.xml")
    if "MALFORMED" not in path.name
)


def plan_of(folder: str, name: str) -> Plan:
    (plan,) = read_file(CORPUS / folder / name).plans
    return plan


def named_elements(path: Path, name: str) -> list[str]:
    """The Name, else the Description, of each such element that has one."""
    root = etree.fromstring(path.read_bytes())
    found = []
    for element in root.iter("{*}" + name):
        texts = [element.findtext("{*}" + n) or "" for n in ("Name", "Description")]
        text = next((" ".join(t.split()) for t in texts if t.strip()), None)
        if text:
            found.append(text)
    return found


@pytest.mark.parametrize("name", [*PLANS, PAGE])
def test_goals_objectives_and_values_are_all_found(name: str) -> None:
    folder = "xforms" if name == PAGE else "plans"
    plan, path = plan_of(folder, name), CORPUS / folder / name
    texts = {
        level: [s.text for s in plan.statements if s.level == level]
        for level in ("levelGoal", "levelObjective")
    }
    assert texts["levelGoal"] == named_elements(path, "Goal")
    assert texts["levelObjective"] == named_elements(path, "Objective")
    values = [s.text for s in plan.statements if s.type == "value_statement"]
    assert values == named_elements(path, "Value")


@pytest.mark.parametrize("name", [*PLANS, PAGE])
def test_all_stakeholders_are_found(name: str) -> None:
    folder = "xforms" if name == PAGE else "plans"
    plan = plan_of(folder, name)
    parties = [p.names[0].text for p in plan.parties if p.role == "stakeholder"]
    assert parties == named_elements(CORPUS / folder / name, "Stakeholder")


def test_the_form_has_four_goals_and_three_of_six_objectives_say_nothing() -> None:
    reading = read_file(CORPUS / "xforms" / PAGE)
    levels = [s.level for s in reading.statements if s.level]
    assert (levels.count("levelGoal"), levels.count("levelObjective")) == (4, 3)
    empty = next(w for w in reading.warnings if w.code == "empty_placeholder")
    assert "Objective x 3" in empty.message
    assert reading.plans[0].lang == "en"


def test_empty_placeholders_of_the_report_are_counted() -> None:
    reading = read_file(CORPUS / "plans" / "OECD.AI.part2.xml")
    empty = next(w for w in reading.warnings if w.code == "empty_placeholder")
    assert "Objective x 3, PerformanceIndicator x 3" in empty.message
    assert [s.text for s in reading.statements] == [
        "Adherence to OECD AI Principles",
        "To facilitate dialogue and provide policy analysis on AI",
        "Multidisciplinarity",
        "Analysis",
        "Partnerships",
    ]


def test_series_of_values_are_read_in_order() -> None:
    path = CORPUS / "plans" / "demo_no_namespace.xml"
    plan = plan_of("plans", path.name)
    root = etree.fromstring(path.read_bytes())
    printed = [str(e.text) for e in root.iter("MeasureValue")]
    assert [v.printed for s in plan.statements for v in s.values] == printed
    assert [v.number for s in plan.statements for v in s.values] == printed


def test_nested_organisations_and_their_strategy_are_read() -> None:
    plan = plan_of("plans", "TransformationDotRun.v35.xml")
    assert {s.type for s in plan.statements} == {
        "mandate",
        "vision",
        "value_statement",
        "objective",
        "indicator",
    }
    path = CORPUS / "plans" / "TransformationDotRun.v35.xml"
    root = etree.fromstring(path.read_bytes())
    surnames = {str(e.text) for e in root.iter("{*}Surname")}
    found = {p.names[0].text.split()[-1] for p in plan.parties if p.kind == "person"}
    assert found == surnames


def test_the_malformed_file_is_refused_with_its_line() -> None:
    path = CORPUS / "plans" / "sports_centre.MALFORMED.xml"
    with pytest.raises(SourceError, match=r"line 5: a & begins no entity"):
        list(readings(Input.of(path), format="stratml"))


def test_a_file_of_labels_is_no_plan() -> None:
    path = CORPUS / "labels" / "labels-en.xml"
    with pytest.raises(SourceError, match="no StratML: the root is messages"):
        list(readings(Input.of(path), format="stratml"))


@pytest.mark.parametrize("path", READABLE, ids=lambda p: p.name)
def test_every_character_is_spoken_of(path: Path) -> None:
    assert_covered(read_file(path))


@pytest.mark.parametrize("path", READABLE, ids=lambda p: p.name)
def test_no_word_of_the_file_is_missing_from_the_text(path: Path) -> None:
    """Identifiers and the form's own words in elements that say nothing may be."""
    reading = read_file(path)
    root = etree.fromstring(path.read_bytes())
    if "html" in str(root.tag):
        root = next(root.iter("{*}StrategicPlan"))
    for element in root.iter("*"):
        name = etree.QName(element).localname
        text = (element.text or "").strip()
        silent = name in ("Identifier", "SequenceIndicator") or text.startswith("[")
        assert silent or text in reading.source.text


def test_empty_templates_have_no_statements() -> None:
    silent = [
        "ansi_part1_StrategicPlan.xml",
        "ansi_part2_PerformancePlan.xml",
        "ansi_part2_PerformanceReport.xml",
        "stratml-template2.b1664bb9.xml",
    ]
    for name in silent:
        reading = read_file(CORPUS / "templates" / name)
        assert reading.statements == ()
        assert "no_statements" in [w.code for w in reading.warnings]
