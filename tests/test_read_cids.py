"""Common Impact Data Standard: outcomes, indicators, reports, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import urlopen

import pytest

from conftest import DATA
from mandategraph.model import Parent, Period, Reading, Statement, Value
from mandategraph.read import format_of
from mandategraph.read.cids.reader import readings
from mandategraph.read.source import Input
from reading_checks import checked, no_network

pytestmark = pytest.mark.usefixtures("no_network")
__all__ = ["no_network"]

VALID = DATA / "cids" / "valid"
PREFIXES = """
@prefix cids: <https://ontology.commonapproach.org/cids#> .
@prefix org: <http://ontology.eil.utoronto.ca/tove/organization#> .
@prefix : <https://example.org/> .
"""
CIDS = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"


def reading(data: str | bytes, file: str = "data.ttl") -> Reading:
    raw = data.encode() if isinstance(data, str) else data
    return checked(readings, Input(file, data=raw))


def of_file(path: Path) -> Reading:
    return checked(readings, Input.of(path))


def by_text(found: Reading) -> dict[str | None, Statement]:
    return {s.text: s for s in found.statements}


# --- the chain of an organisation ----------------------------------------------


def test_a_published_context_is_known_without_a_network() -> None:
    with pytest.raises(AssertionError, match="a socket was opened"):
        urlopen("http://localhost:1")  # the guard itself works
    found = of_file(VALID / "whole-chain.jsonld")
    assert [p.boundary for p in found.plans] == [
        "impact model https://example.org/reed-trust/model"
    ]
    plan = found.plans[0]
    assert [t.text for t in plan.title] == ["How the reed beds clean the river"]
    assert plan.description[0].text.startswith("Volunteers plant reed")
    assert plan.lang == "en"


def test_outcomes_outputs_and_stakeholder_outcomes_are_expected_results() -> None:
    found = by_text(of_file(VALID / "whole-chain.jsonld"))
    water = found["The water of the lower basin is clean"]
    assert (water.type, water.level) == ("expected_result", "outcome")
    assert water.parent == Parent("none_in_source")
    assert water.identifier == "https://example.org/reed-trust/clean-water"
    assert [r.iri for r in water.references] == ["http://metadata.un.org/sdg/6.3"]
    bathers = found["Bathers fall ill less often"]
    assert bathers.parent == Parent("asserted", "stated", water.id)
    beds = found["Twelve hectares of new reed beds"]
    assert (beds.level, beds.parent.target) == ("output", water.id)


def test_baseline_target_and_report_are_values_of_the_indicator() -> None:
    found = of_file(VALID / "whole-chain.jsonld")
    nitrate = by_text(found)["Nitrate in the water at the weir"]
    assert nitrate.code == "RT-01"
    assert nitrate.unit is not None
    assert nitrate.unit.text == "milligrams per litre"
    shown = [(v.kind, v.printed, v.number, v.period) for v in nitrate.values]
    assert shown == [
        ("baseline", "41.50", "41.5", None),
        ("target", "20.50", "20.5", Period(None, "2027-12-31")),  # a JSON number
        ("measurement", "3.35E1", "33.5", Period("2025-01-01", "2025-12-31")),
    ]
    assert [n.text for n in nitrate.values[2].notes] == ["Measured on 40 days."]
    places = {p.span: p.path for p in found.source.places}
    assert places[nitrate.values[2].span] == (
        "https://example.org/reed-trust/nitrate/2025 i72:value i72:hasNumericalValue"
    )


def test_organisation_programme_and_stakeholder_are_parties() -> None:
    found = of_file(VALID / "whole-chain.jsonld")
    trust, programme, people = found.plans[0].parties
    assert (trust.kind, trust.role) == ("organisation", "plan_of")
    assert [n.text for n in trust.names] == ["Reed Trust"]
    fields = {f.name: f.value for f in trust.fields}
    assert fields["org:hasLegalName"] == "Reed Trust of the Lower Basin"
    assert (programme.kind, programme.part_of) == ("programme", trust.id)
    assert (people.role, people.of) == ("beneficiary", ("r2",))


def test_a_name_that_no_context_knows_is_counted() -> None:
    found = of_file(VALID / "whole-chain.jsonld")
    message = "plantedBy x 1: no context says what the name means"
    assert message in [w.message for w in found.warnings]
    assert "volunteers" not in found.source.text


# --- plans, languages, links -----------------------------------------------------


def test_each_organisation_has_a_plan_of_its_own() -> None:
    mill, fishers = of_file(VALID / "two-organisations.ttl").plans
    assert [n.text for n in mill.parties[0].names] == [
        "Mill Society",
        "Société du moulin",
    ]
    assert [s.type for s in mill.statements] == ["expected_result", "indicator"]
    assert [p.role for p in fishers.parties] == ["plan_of", "context"]  # the bank
    assert mill.key != fishers.key


def test_the_same_words_in_another_language_are_the_same_statement() -> None:
    found = by_text(of_file(VALID / "two-organisations.ttl"))
    wheel = found["The mill wheel turns all year"]
    assert [(w.lang, w.text) for w in wheel.also] == [
        ("fr", "La roue du moulin tourne toute l’année")
    ]


def test_a_theme_with_a_goal_as_its_code_is_an_alignment_and_no_other() -> None:
    found = by_text(of_file(VALID / "two-organisations.ttl"))
    wheel = found["The mill wheel turns all year"]
    assert [(r.iri, r.printed) for r in wheel.references] == [
        ("http://metadata.un.org/sdg/7", "Energy from water")
    ]
    assert [(f.name, f.value) for f in wheel.fields] == [
        ("cids:forTheme", "Living heritage")
    ]


def test_a_code_without_an_iri_is_found_by_its_list_and_number() -> None:
    count = by_text(of_file(VALID / "two-organisations.ttl"))[
        "Eels counted in one night"
    ]
    assert [r.iri for r in count.references] == ["http://metadata.un.org/sdg/14"]


def test_a_printed_value_that_is_no_number_stays_as_printed() -> None:
    found = by_text(of_file(VALID / "two-organisations.ttl"))
    (days,) = found["Days on which the wheel turns"].values
    assert (days.printed, days.number) == ("about 310", None)
    (count,) = found["Eels counted in one night"].values
    assert (count.kind, count.printed, count.number) == ("baseline", "0012", "12")


def test_an_indicator_of_two_outcomes_keeps_both() -> None:
    found = of_file(VALID / "two-organisations.ttl")
    count = by_text(found)["Eels counted in one night"]
    eels = by_text(found)["Eels come back to the estuary"]
    assert count.parent == Parent("asserted", "stated", eels.id)
    assert ("cids:forOutcome", "Otters follow the eels") in [
        (f.name, f.value) for f in count.fields
    ]
    assert [w.code for w in found.warnings] == ["several_parents"]


def test_an_outcome_without_a_name_is_there_without_its_words() -> None:
    found = of_file(VALID / "nameless.ttl")
    lamps, indicator = found.statements
    assert (lamps.text, lamps.text_status) == (None, "absent_in_source")
    assert lamps.span.of(found.source.text) == "#first"
    assert lamps.description[0].text.startswith("The lamps")
    assert indicator.parent.target == lamps.id
    assert ("cids:forOutcome", "#elsewhere") in [
        (f.name, f.value) for f in indicator.fields
    ]


def test_a_circle_of_results_asserts_no_circle() -> None:
    found = reading(
        PREFIXES
        + ':a a cids:Outcome; org:hasName "First"; cids:canProduce :b . '
        + ':b a cids:Outcome; org:hasName "Second"; cids:canProduce :a . '
    )
    first, second = found.statements
    assert first.parent.target == second.id
    assert second.parent == Parent("none_in_source")
    assert [f.value for f in second.fields] == ["First"]


def test_whom_an_outcome_is_of_is_an_organisation_whatever_its_class() -> None:
    found = reading(
        PREFIXES
        + ':o a <http://schema.org/NGO>; org:hasName "Reed trust" . '
        + ':a a cids:Outcome; org:hasName "Clean"; cids:forOrganization :o . '
    )
    (party,) = found.plans[0].parties
    assert (party.kind, party.role) == ("organisation", "plan_of")
    assert party.names[0].text == "Reed trust"


def test_statements_without_an_organisation_join_the_only_one_with_a_warning() -> None:
    found = reading(
        PREFIXES
        + ':o a cids:Organization; org:hasName "Only"; cids:hasOutcome :a . '
        + ':a a cids:Outcome; org:hasName "Named" . '
        + ':b a cids:Outcome; org:hasName "Loose" . '
    )
    assert len(found.plans) == 1
    assert "organisation_not_stated" in [w.code for w in found.warnings]


def test_old_addresses_of_the_vocabulary_mean_the_same() -> None:
    old = "http://ontology.eil.utoronto.ca/cids/cids#"
    found = reading(f'<http://x.org/a> a <{old}Outcome>; <{old}hasName> "Old words" .')
    assert [(s.type, s.text) for s in found.statements] == [
        ("expected_result", "Old words")
    ]


def test_a_list_of_objects_with_one_context_each_is_one_file() -> None:
    rows = [
        {"@context": CIDS, "@id": f"http://x.org/{i}", "@type": "cids:Outcome"}
        | {"hasName": f"Result number {i}"}
        for i in range(3)
    ]
    found = reading(json.dumps(rows), "rows.jsonld")
    assert [s.text for s in found.statements] == [
        f"Result number {i}" for i in range(3)
    ]


def test_an_iri_with_blanks_is_repaired_and_not_dropped() -> None:
    row = {"@context": CIDS, "@id": "http://x.org/my id", "@type": "cids:Outcome"}
    more = {"hasName": "Kept", "hasIndicator": "http://x.org/the indicator"}
    other = {"@id": "http://x.org/the indicator", "@type": "cids:Indicator"}
    data = [row | more, {"@context": CIDS, "hasName": "Counted"} | other]
    found = reading(json.dumps(data), "ids.jsonld")
    result, indicator = found.statements
    assert result.identifier == "http://x.org/my%20id"
    assert indicator.parent.target == result.id


def test_values_of_every_kind_are_found_whatever_the_way_to_them() -> None:
    found = reading(
        PREFIXES
        + "@prefix i72: <http://ontology.eil.utoronto.ca/ISO21972/iso21972#> . "
        + ':i a cids:Indicator; org:hasName "Boats" ; cids:hasTarget :t . '
        + ':t a cids:Target; cids:hasValue "12" . '
        + ":r a cids:IndicatorReport; cids:forIndicator :i; cids:forTarget :u; "
        + ' cids:hasBaseline [ i72:numerical_value "3" ]; i72:value "9" . '
        + ':u a cids:Target; i72:value [ i72:hasNumericalValue "14" ] . '
    )
    (boats,) = found.statements

    def shown(value: Value) -> tuple[str, str]:
        return value.kind, value.printed

    assert sorted(map(shown, boats.values)) == [
        ("baseline", "3"),
        ("measurement", "9"),
        ("target", "12"),
        ("target", "14"),
    ]


def test_content_decides_that_a_file_is_for_this_reader() -> None:
    assert format_of(Input.of(VALID / "whole-chain.jsonld")) == "cids"
