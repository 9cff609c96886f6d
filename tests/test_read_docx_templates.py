"""Templates: data files that say how an organisation's documents are built."""

from __future__ import annotations

import random
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import docx_building as made
from conftest import CHECKOUT
from mandategraph.read import read
from mandategraph.read.cover import spans_of
from mandategraph.read.template.form import (
    AddressRule,
    ChartRule,
    Column,
    HeaderRule,
    LineRule,
    PartyRule,
    TableRule,
    Template,
    TemplateError,
    template,
    templates,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.model import Reading, Statement

YEARS = ["2022 (actual)", "2023 (actual)", "2024 (actual)", "2025 (planned)",
         "2026 (planned)"]  # fmt: skip
LINES: list[tuple[str, int] | list[list[str]]] = [
    ("Proposed programme budget for 2026", 1),
    ("Section 99", 1),
    ("Tidal harbours", 1),
    ("Programme 41", 2),
    ("Tidal harbours", 2),
    ("A.\tProposed programme plan for 2026 and programme performance in 2024", 1),
    ("Overall orientation", 1),
    ("Mandates and background", 1),
    ("99.1\tThe Office for Tidal Harbours (OTH) is responsible for piers.", 0),
    ("Legislative mandates", 1),
    ("99.2\tThe list below provides all mandates entrusted to the Office.", 0),
    ("General Assembly resolutions", 4),
    [["11/101; 12/102", "Harbours of the world"]],
    ("Subprogramme 1", 2),
    ("Piers", 2),
    ("Conventions", 4),
    [["Convention on Piers, 1901"]],
    ("Programme of work", 1),
    ("Subprogramme 1", 1),
    ("Piers", 1),
    ("Objective", 1),
    ("99.3\tThe objective, to which this subprogramme contributes, is safe piers.", 0),
    ("Strategy", 1),
    ("99.4\tTo contribute to the objective, the subprogramme will paint.", 0),
    ("Programme performance in 2024", 1),
    ("Fewer rusty piers", 2),
    ("99.5\tRust was taken off.", 0),
    ("99.6\tProgress towards the objective is presented below (see table 99.1).", 0),
    ("Table 99.1", 2),
    ("Performance measure", 2),
    [YEARS[:3], ["–", "3 piers painted", "1 200"]],
    ("Planned results for 2026", 1),
    ("Result 1: lamps on all piers", 2),
    ("Programme performance in 2024 and target for 2026", 2),
    ("99.7\tLamps were bought.", 0),
    ("99.8\tProgress towards the objective is presented below (see table 99.2).", 0),
    ("Table 99.2", 2),
    ("Performance measure: number of lamps (cumulative)", 2),
    ("(Percentage)", 0),
    [YEARS, ["", "", "", "", ""], ["10", "–", "20.5", "40", "60"]],
    ("Result 2: quiet piers", 2),
    ("99.9\tNoise is low.", 0),
    ("Deliverables", 1),
    ("Subprogramme 2", 1),
    ("Quays", 1),
    ("Objective", 1),
    ("Strategy", 1),
    ("B.\tProposed post and non-post resource requirements for 2026", 1),
    ("Overview", 1),
    ("Result 7: no plan in this part", 2),
]
VALMARE: list[tuple[str, int] | list[list[str]]] = [
    ("Garde-côte de Valmare", 0),
    ("Plan annuel 2027", 1),
    ("Mission", 1),
    ("Veiller sur la côte.", 0),
    ("Axe stratégique 1 : Des plages propres", 1),
    ("Effet 1.1 : Moins de déchets", 2),
    ("Les communes trient.", 0),
    [
        ["Indicateur", "Unité", "Référence 2025", "Cible 2027"],
        ["Tonnes ramassées", "t", "1 250,5", "2 000"],
        ["Plages propres", "", "–", "12"],
    ],
    ("Annexe", 1),
    ("Effet 9.9 : rien de tel", 2),
]


def built(lines: list[tuple[str, int] | list[list[str]]], lead: str = "") -> bytes:
    """A document of headings (level above 0), paragraphs and tables."""
    made_up: Any = made.document()
    for line in lines:
        if isinstance(line, list):
            table = made_up.add_table(rows=len(line), cols=len(line[0]))
            for at, row in enumerate(line):
                for column, text in enumerate(row):
                    table.cell(at, column).text = text
        elif line[1]:
            made_up.add_heading(lead + line[0], line[1])
        else:
            made_up.add_paragraph(lead + line[0])
    made_up.sections[0].header.paragraphs[0].text = "A/80/6 (Sect. 99)"
    made_up.sections[0].header.add_paragraph("4 May 2025")
    return made.saved(made_up)


@pytest.fixture(scope="module")
def budget() -> Reading:
    return read(built(LINES), file="budget.docx")


def of(reading: Reading, kind: str) -> list[Statement]:
    return [s for s in reading.statements if s.type == kind]


def test_a_document_that_fits_is_read_by_its_template(budget: Reading) -> None:
    assert budget.source.extractor.endswith("+un-programme-budget")
    kinds = ("mandate", "objective", "expected_result", "indicator")
    assert [len(of(budget, kind)) for kind in kinds] == [3, 2, 2, 2]


def test_blanks_before_headings_change_nothing() -> None:
    plain, indented = read(built(LINES)), read(built(LINES, lead="\t\t"))
    assert plain.statements == indented.statements
    assert plain.source.text == indented.source.text


def test_each_subprogramme_is_a_plan_and_so_is_the_programme(budget: Reading) -> None:
    titles = [[t.text for t in plan.title] for plan in budget.plans]
    assert titles == [["Tidal harbours"], ["Piers"], ["Quays"]]
    assert all(p.period and p.period.start == "2026" for p in budget.plans)
    assert {p.published for p in budget.plans} == {"2025-05-04"}
    symbols = {f.value for p in budget.plans for f in p.fields if f.name == "un:symbol"}
    assert symbols == {"A/80/6 (Sect. 99)"}
    ends = [p.span for p in budget.plans]
    assert all(a.end <= b.start for a, b in pairwise(ends))
    assert len({p.key for p in budget.plans}) == 3


def test_the_parties_say_whose_plan_it_is(budget: Reading) -> None:
    found = [
        [(y.kind, y.role, y.code, y.names[0].text) for y in plan.parties]
        for plan in budget.plans
    ]
    office = ("organisation", "plan_of", "OTH", "Office for Tidal Harbours")
    programme = ("programme", "41", "Tidal harbours")
    kind, code, name = programme
    assert found[0] == [(kind, "plan_of", code, name), office]
    assert found[1][0] == (kind, "context", code, name)
    assert found[1][-1] == ("programme", "plan_of", "1", "Piers")
    assert budget.plans[1].parties[-1].part_of == budget.plans[1].parties[0].id


def test_each_symbol_of_a_row_is_a_mandate_with_its_document(budget: Reading) -> None:
    programme, piers = budget.plans[0], budget.plans[1]
    rows = [s for s in programme.statements if s.type == "mandate"]
    assert [(s.code, s.label, s.text) for s in rows] == [
        ("11/101", "11/101", "Harbours of the world"),
        ("12/102", "12/102", "Harbours of the world"),
    ]
    assert [r.iri for s in rows for r in s.references] == [
        "https://undocs.org/A/RES/11/101",
        "https://undocs.org/A/RES/12/102",
    ]
    [own] = [s for s in piers.statements if s.type == "mandate"]
    assert (own.text, own.code) == ("Convention on Piers, 1901", None)


def test_the_mandate_that_an_objective_serves_is_not_guessed(budget: Reading) -> None:
    first, second = of(budget, "objective")
    [mandate] = [s for s in budget.plans[1].statements if s.type == "mandate"]
    assert first.parent.status == "unknown"
    assert [c.target for c in first.parent.candidates] == [mandate.id]
    assert second.parent.status == "none_in_source"


def test_numbers_of_paragraphs_are_no_words_of_the_objective(budget: Reading) -> None:
    first = of(budget, "objective")[0]
    assert first.text == (
        "The objective, to which this subprogramme contributes, is safe piers."
    )
    assert [(f.name, f.value) for f in first.fields] == [("un:paragraph", "99.3")]


def test_an_objective_without_words_is_said_to_have_none(budget: Reading) -> None:
    second = of(budget, "objective")[1]
    assert (second.text, second.text_status) == (None, "absent_in_source")
    assert second.span.of(budget.source.text) == "Objective"


def test_results_and_measures_belong_where_they_stand(budget: Reading) -> None:
    objective = of(budget, "objective")[0]
    lamps, quiet = of(budget, "expected_result")
    past, number = of(budget, "indicator")
    basis = [(s.parent.basis, s.parent.target) for s in (lamps, quiet, past, number)]
    assert basis == [
        ("stated", objective.id),
        ("reading-order", objective.id),  # nothing says that it is for the objective
        ("stated", objective.id),
        ("reading-order", lamps.id),
    ]
    assert (lamps.label, lamps.ordinal, lamps.text) == (
        "Result 1", 1, "lamps on all piers",
    )  # fmt: skip
    assert past.text is None
    assert [d.text for d in past.description] == ["Fewer rusty piers"]
    assert number.text == "number of lamps (cumulative)"
    assert number.unit is not None
    assert number.unit.text == "Percentage"


def test_values_have_year_kind_and_the_words_as_printed(budget: Reading) -> None:
    past, number = of(budget, "indicator")
    text = budget.source.text

    def told(s: Statement) -> list[tuple[str | None, ...]]:
        assert all(v.span.of(text) == v.printed for v in s.values)
        return [
            (v.kind, v.period.start if v.period else None, v.printed, v.number)
            for v in s.values
        ]

    assert told(past) == [
        ("measurement", "2023", "3 piers painted", None),
        ("measurement", "2024", "1 200", "1200"),
    ]
    assert told(number) == [
        ("measurement", "2022", "10", "10"),
        ("measurement", "2024", "20.5", "20.5"),
        ("target", "2025", "40", "40"),
        ("target", "2026", "60", "60"),
    ]


def test_what_no_rule_is_for_is_left_over_and_said(budget: Reading) -> None:
    text = budget.source.text
    left = [s.of(text) for s in budget.leftover]
    assert "99.4\tTo contribute to the objective, the subprogramme will paint." in left
    assert "Result 7: no plan in this part" in left
    messages = [w.message for w in budget.warnings if w.code == "unread_text"]
    assert any("Proposed post and non-post" in m and "2 lines" in m for m in messages)


def test_every_character_is_covered_or_left_over(budget: Reading) -> None:
    taken = [False] * len(budget.source.text)
    spans = [s for plan in budget.plans for s in spans_of(plan)]
    for span in (*spans, *budget.leftover, *budget.marks):
        taken[span.start : span.end] = [True] * (span.end - span.start)
    assert all(taken[at] or not c.strip() for at, c in enumerate(budget.source.text))


def test_the_example_template_reads_its_documents() -> None:
    reading = read(built(VALMARE), file="valmare.docx")
    assert reading.source.extractor.endswith("+example-annual-plan")
    [plan] = reading.plans
    assert plan.lang == "fr"
    found = [
        (s.type, s.ordinal or s.code, s.text, s.parent.target) for s in plan.statements
    ]
    assert found == [
        ("mandate", None, "Veiller sur la côte.", None),
        ("objective", 1, "Des plages propres", "m1"),
        ("expected_result", "1.1", "Moins de déchets", "o1"),
        ("indicator", None, "Tonnes ramassées", "r1"),
        ("indicator", None, "Plages propres", "r1"),
    ]
    tonnes, beaches = plan.statements[3:]
    assert tonnes.unit is not None
    assert tonnes.unit.text == "t"
    assert [(v.kind, v.printed, v.number) for v in tonnes.values] == [
        ("baseline", "1 250,5", "1250.5"),
        ("target", "2 000", "2000"),
    ]
    assert [v.kind for v in beaches.values] == ["target"]


def test_any_order_of_lines_is_read_without_error_or_loose_links() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(25):
        lines = [line for line in LINES if chance.random() > 0.15]
        for _ in range(chance.randint(0, 12)):
            at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[at], lines[to] = lines[to], lines[at]
        reading = read(built([*LINES[:1], LINES[5], *lines]))
        for plan in reading.plans:
            ids = {s.id for s in plan.statements}
            for s in plan.statements:
                linked = {c.target for c in s.parent.candidates} | set(s.applies_to)
                assert linked | ({s.parent.target} - {None}) <= ids


def test_a_plan_of_somebody_else_is_not_read_by_the_template() -> None:
    other = [("Garde-côte de Port-Belle", 0), *VALMARE[1:]]
    name = read(built(other), file="belle.docx").source.extractor
    assert "example-annual-plan" not in name


def test_the_page_explains_each_key() -> None:
    page = (CHECKOUT / "docs" / "read" / "docx.md").read_text("utf-8")
    rules = (HeaderRule, LineRule, TableRule, ChartRule, AddressRule, PartyRule)
    keys = {f.name for rule in (*rules, Column, Template) for f in fields(rule)}
    keys = (keys - {"role", "line", "header", "table", "chart", "address"}) | {"as"}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


# --- template files -------------------------------------------------------------------

SMALL = """
name = "small"
description = "A small one"
lang = "en"
prefix = "x"
[match]
lines = ["Plan"]
[sections]
plan = 1
[[line]]
line = "Plan"
opens = "plan"
plan = true
[[line]]
line = "Aim (?P<ordinal>[0-9]+): (?P<text>.+)"
within = ["plan"]
makes = "objective"
"""


def test_the_templates_of_the_package_can_be_used() -> None:
    names = [t.name for t in templates()]
    assert names == ["example-annual-plan", "un-programme-budget"]
    assert all(isinstance(t, Template) for t in templates())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda t: t.replace("makes", "makse"), "line 2: 'makse' is none of"),
        (lambda t: t.replace('"objective"', '"objektive"'), "'objektive' is none of"),
        (
            lambda t: t.replace('["plan"]', '["plans"]'),
            "line 2: 'plans' is none of plan",
        ),
        (lambda t: t.replace("P<text>", "P<txt>"), "its pattern needs a group 'text'"),
        (lambda t: t.replace("[0-9]+", "[0-9"), "unterminated character set"),
        (lambda t: t.replace('lines = ["Plan"]', ""), "match.lines must not be empty"),
        (lambda t: t.replace('lang = "en"', ""), "lang must be a text"),
        (lambda t: t.replace("[match]", "[match"), "Expected"),
    ],
)
def test_a_wrong_template_is_refused_by_file_and_key(
    change: Callable[[str], str], complaint: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        template(change(SMALL), "small.toml")
    assert str(caught.value).startswith("template small.toml: ")
    assert complaint in str(caught.value)


def test_a_blank_in_a_pattern_is_any_run_of_blanks() -> None:
    found = template(SMALL).line[1].line.fullmatch("Aim\u00a0\t1:\nClean  water")
    assert found is not None
    assert found["text"] == "Clean  water"
