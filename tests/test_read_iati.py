"""IATI activities: results, indicators and values as the files state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iati_files import activities, messages, named, of, plan, read_iati, texts
from mandategraph.model import Candidate, Parent, Period

if TYPE_CHECKING:
    from mandategraph.model import Statement

SDG = "http://metadata.un.org/sdg/"


def values(s: Statement) -> list[tuple[str, str, str | None]]:
    return [(v.kind, v.printed, v.number) for v in s.values]


WATER = "everything"


def test_an_activity_is_a_plan_with_its_titles_in_all_languages() -> None:
    water = plan(WATER)
    assert water.lang == "en"
    assert water.identifier == "XX-LUM-77-WATER"
    assert texts(water.title) == [
        ("en", "Clean water for Lumen"),
        ("fr", "De l'eau propre pour Lumen"),
        ("es", "Agua limpia para Lumen"),
    ]


def test_a_general_description_has_its_line_breaks_undone() -> None:
    reading = activities(WATER)[0]
    english, french = plan(WATER).description
    assert english.text == "Wells and pipes for the upper valley."
    assert [s.of(reading.source.text) for s in english.fragments] == [
        "Wells and pipes",
        "for   the upper valley.",
    ]
    assert french.lang == "fr"


def test_the_planned_days_are_the_period_and_all_days_are_fields() -> None:
    water = plan(WATER)
    assert water.period == Period("2024-01-01", "2028-12-31")
    days = [(f.name, f.value) for f in water.fields if "activity-date" in f.name]
    assert days == [
        ("iati:activity-date-1", "2024-01-01"),
        ("iati:activity-date-1-narrative", "as in the agreement"),
        ("iati:activity-date-2", "2024-03-15"),
        ("iati:activity-date-3", "2028-12-31"),
    ]


def test_organisations_have_the_role_that_their_code_says() -> None:
    roles = [(p.role, p.names[0].text, p.identifier) for p in plan(WATER).parties]
    assert roles == [
        ("plan_of", "Lumen River Trust", "XX-LUM-77"),
        ("context", "Bank of Lumen", "XX-BANK-1"),
        ("performer", "Valley Works", ""),
        ("context", "XX-ONLY-REF", "XX-ONLY-REF"),
    ]


def test_a_secondary_reporter_is_not_whose_plan_it_is() -> None:
    xml = b"""<iati-activity xml:lang="en"><reporting-org ref="XX-9" type="10"
      secondary-reporter="1"><narrative>A register</narrative></reporting-org>
      </iati-activity>"""
    (reading,) = read_iati(xml)
    (party,) = reading.plans[0].parties
    assert party.role == "context"


def test_each_description_of_type_2_is_one_objective_without_a_level() -> None:
    first, second = (s for s in plan(WATER).statements if s.type == "objective")
    assert first.text == "Every household of the valley drinks safe water."
    assert texts(first.also) == [
        ("fr", "Chaque ménage de la vallée boit de l'eau saine.")
    ]
    assert second.text == "The valley keeps its wells in repair."
    assert first.level is second.level is None
    assert first.parent == Parent("none_in_source")


def test_a_description_of_target_groups_is_a_field() -> None:
    fields = {f.name: f.value for f in plan(WATER).fields}
    assert fields["iati:description-3"] == "Households without a tap."


@pytest.mark.parametrize(
    ("name", "level"),
    [("r1", "outcome"), ("r2", "output"), ("r3", "impact"), ("r4", None)],
)
def test_the_type_of_a_result_is_its_level(name: str, level: str | None) -> None:
    assert of(plan(WATER), name).level == level


def test_no_result_is_said_to_serve_an_objective() -> None:
    water = plan(WATER)
    both = (Candidate("o1"), Candidate("o2"))
    results = [s for s in water.statements if s.type == "expected_result"]
    assert len(results) == 5
    assert {s.parent for s in results} == {Parent("unknown", candidates=both)}


def test_an_indicator_belongs_to_the_result_that_holds_it() -> None:
    for name in ("i1", "i2"):
        parent = of(plan(WATER), name).parent
        assert (parent.status, parent.basis) == ("asserted", "stated")
        assert parent.target == "r1"


def test_ascending_tells_which_direction_is_good() -> None:
    water = plan(WATER)
    assert of(water, "i1").higher_is_better is True
    assert of(water, "i2").higher_is_better is False
    assert of(plan("languages"), "i1").higher_is_better is None


def test_values_are_kept_as_printed_and_typed_when_they_are_one_number() -> None:
    assert values(of(plan(WATER), "i1")) == [
        ("baseline", "41.50", "41.5"),
        ("baseline", "n/a", None),
        ("target", "60", "60"),
        ("target", "70%", "70"),
        ("measurement", "55", "55"),
        ("measurement", "about half", None),
    ]


def test_an_indicator_that_is_measured_in_percent_says_so_of_its_numbers() -> None:
    units = [v.unit for v in of(plan(WATER), "i1").values]
    assert units == ["%", None, "%", "%", "%", None]


def test_values_have_the_period_that_holds_them_and_baselines_their_day() -> None:
    year = Period("2024-01-01", "2024-12-31")
    assert [v.period for v in of(plan(WATER), "i1").values] == [
        Period("2023-12-31", "2023-12-31"),
        Period("2022", "2022"),
        year,
        year,
        year,
        Period(None, "2026-12-31"),
    ]


def test_a_date_that_is_none_stays_as_printed_and_is_reported() -> None:
    last = of(plan(WATER), "i1").values[-1]
    assert ("iati:period-start", "1 January 2026") in named(last)
    assert messages(activities(WATER)[0], "date_not_iso") == [
        "a date that is no ISO date"
    ]


def test_values_keep_dimensions_locations_and_comments() -> None:
    baseline, _, target, *_ = of(plan(WATER), "i1").values
    assert baseline.dimensions == (("sex", "female"),)
    assert named(baseline) == [("iati:year", "2023"), ("iati:location", "UPPER")]
    assert texts(baseline.notes) == [
        ("en", "Heads of household only."),
        ("fr", "Chefs de ménage seulement."),
    ]
    assert target.dimensions == (("sex", "female"), ("age", "adult"))
    assert texts(target.notes) == [("en", "First half.")]


def test_a_comment_on_a_value_that_is_not_printed_is_a_note_of_the_indicator() -> None:
    indicator = of(plan(WATER), "i1")
    assert texts(indicator.notes) == [("en", "To be fixed in 2025.")]
    assert messages(activities(WATER)[0], "no_value") == ["a target without a value"]


def test_a_second_wording_in_one_language_is_left_over() -> None:
    reading = activities(WATER)[0]
    left = [span.of(reading.source.text) for span in reading.leftover]
    assert left == ["3", "A second remark in English."]  # 3: an organisation's role
    assert len(messages(reading, "second_wording")) == 1


def test_codes_of_the_sdgs_are_links_to_the_un_concepts() -> None:
    water = plan(WATER)
    aligned = [r.iri for r in water.references if r.relation == "aligned_with"]
    assert aligned == [f"{SDG}6.1", f"{SDG}6", f"{SDG}3.9"]
    of_indicator = of(water, "i1").references
    assert [r.iri for r in of_indicator][:2] == [f"{SDG}C060101", f"{SDG}C200303"]
    assert messages(activities(WATER)[0], "sdg_code") == [
        '"18" is no number of the SDGs'
    ]


def test_codes_of_other_vocabularies_are_fields_with_the_vocabulary() -> None:
    fields = [(f.name, f.value) for f in of(plan(WATER), "r1").fields]
    assert ("iati:reference-99", "LR-1") in fields
    uri = "https://lumen.example/results"
    assert ("iati:reference-99-vocabulary-uri", uri) in fields


def test_documents_are_references_when_they_have_a_web_address() -> None:
    water = plan(WATER)
    (document,) = (r for r in water.references if r.relation == "references")
    assert document.iri == "https://lumen.example/plan%202024.pdf"
    assert document.printed == "The plan"
    survey = of(water, "i1").references[-1]
    assert (survey.iri, survey.printed) == ("https://lumen.example/survey", "Survey")


def test_an_address_without_a_scheme_is_only_a_field() -> None:
    result = of(plan(WATER), "r1")
    assert not result.references
    assert ("iati:document-link", "Without a scheme") in [
        (f.name, f.value) for f in result.fields
    ]
    assert messages(activities(WATER)[0], "address")


def test_a_result_without_a_title_is_kept_with_its_wording_absent() -> None:
    reading = activities(WATER)[0]
    result = of(plan(WATER), "r5")
    assert (result.text, result.text_status) == (None, "absent_in_source")
    assert result.span.of(reading.source.text) == "A result without a title."


def test_a_result_of_which_nothing_is_printed_is_only_reported() -> None:
    assert messages(activities(WATER)[0], "no_wording") == [
        "a result of which nothing is printed"
    ]


def test_what_is_not_carried_is_counted() -> None:
    (counted,) = messages(activities(WATER)[0], "not_carried")
    assert counted == (
        "@default-currency x 1, budget x 1, other-identifier/owner-org x 1, "
        "participating-org without name and identifier x 1, period without target and "
        "actual x 1, recipient-country x 1, sector x 1, tag x 2, transaction x 2: "
        "no part of a plan"
    )


def test_activities_without_an_identifier_of_their_own_are_numbered() -> None:
    found = activities(WATER)
    parts = [r.source.part for r in found]
    assert parts == ["XX-LUM-77-WATER", "activity 2", "activity 3"]
    assert len({r.plans[0].key for r in found}) == 3
    assert found[1].plans[0].identifier == "XX-LUM-77-WATER"
    assert len(messages(found[1], "duplicate_identifier")) == 1


def test_an_activity_without_results_is_still_a_reading() -> None:
    reading = activities(WATER)[2]
    assert not reading.statements
    assert texts(reading.plans[0].title) == [("en", "No identifier at all")]


def test_text_between_elements_is_left_over_and_reported() -> None:
    (reading,) = activities("stray")
    left = [span.of(reading.source.text) for span in reading.leftover]
    expected = {"before", "XX-OTHER", "after", "Two.", "text in a value", "sex"}
    assert set(left) == expected | {"between"}
    assert len(left) == 7
    assert reading.plans[0].title[0].text == "A title with bold words"
