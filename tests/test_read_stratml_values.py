"""Indicators, values, dates and parties of StratML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.model import Period
from mandategraph.read.stratml.drafts import web_iri
from stratml_plans import VALID, read_bytes, read_file

if TYPE_CHECKING:
    from mandategraph.model import Party, Plan, Statement, Value


def plan_of(name: str) -> Plan:
    return read_file(VALID / name).plans[0]


def indicator(text: str, name: str = "part2.xml") -> Statement:
    return next(s for s in plan_of(name).statements if s.text == text)


def value_of(xml: str) -> Value:
    data = "<StrategicPlan><Objective><Name>o</Name><PerformanceIndicator>"
    data += f"<Name>i</Name>{xml}</PerformanceIndicator></Objective></StrategicPlan>"
    (value,) = read_bytes(data.encode()).statements[1].values
    return value


def named(plan: Plan, name: str) -> list[Party]:
    return [p for p in plan.parties if p.names[0].text == name]


def test_an_indicator_is_its_dimension_with_unit_note_and_attributes() -> None:
    found = indicator("Crossings that leave within five minutes of the timetable")
    assert found.unit is not None
    assert (found.unit.text, found.identifier, found.ordinal) == ("Percent", "_i1", 1)
    assert [w.text for w in found.notes] == ["Counted by the crews."]
    fields = {f.name: f.value for f in found.fields}
    assert fields["stratml:@ValueChainStage"] == "Outcome"
    assert fields["stratml:@PerformanceIndicatorType"] == "Quantitative"


def test_relationships_are_kept_field_by_field() -> None:
    found = indicator("Crossings that leave within five minutes of the timetable")
    related = [(f.name, f.value) for f in found.fields if "Relationship" in f.name]
    assert sorted(related) == [
        ("stratml:Relationship/@RelationshipType", "Narrower_Than"),
        ("stratml:Relationship/Identifier", "_r1"),
        ("stratml:Relationship/Name", "Part of"),
        ("stratml:Relationship/ReferentIdentifier", "_g1"),
        ("stratml:Relationship/ReferentIdentifier[2]", "_elsewhere"),
    ]


def test_target_and_actual_result_are_target_and_measurement() -> None:
    found = indicator("Crossings that leave within five minutes of the timetable")
    year = Period("2031-01-01", "2031-12-31")
    assert [(v.kind, v.printed, v.number, v.period) for v in found.values] == [
        ("target", "95.50", "95.5", year),
        ("measurement", "-3", "-3", year),
    ]
    target, actual = found.values
    assert [n.text for n in target.notes] == ["Agreed with the council."]
    assert {f.name: f.value for f in actual.fields} == {
        "stratml:Descriptor/DescriptorName": "Rating",
        "stratml:Descriptor/DescriptorValue": "poor",
    }


def test_without_a_number_the_descriptor_or_the_description_is_the_value() -> None:
    graded, described = indicator("How safe passengers feel").values
    assert (graded.printed, graded.number) == ("good or better", None)
    assert (described.printed, described.number) == ("The survey is put off.", None)
    assert [(f.name, f.value) for f in described.fields] == [
        ("stratml:element", "Description")
    ]


def test_results_without_words_are_no_values() -> None:
    assert indicator("Cancelled crossings").values == ()


def test_the_evidence_of_a_value_is_its_printed_words() -> None:
    reading = read_file(VALID / "part2.xml")
    values = [v for s in reading.statements for v in s.values]
    assert values
    for value in values:
        words = value.span.of(reading.source.text)
        assert " ".join(words.split()) == value.printed


def test_results_of_35_are_read_with_their_maps() -> None:
    found = indicator("Schools with a concert", "v35.xml")
    assert [(v.kind, v.printed, v.number) for v in found.values] == [
        ("measurement", "4", "4"),
        ("target", "9", "9"),
        ("target", "1.2e1", "12"),
    ]
    assert [(f.name, f.value) for f in found.values[1].fields] == [
        ("stratml:Map/Type", "Output"),
        ("stratml:Map/MappedIdentifier", "uid-goal"),
    ]
    assert found.unit is not None
    assert found.unit.text == "schools"


def test_baselines_and_current_values_of_free_forms_are_read() -> None:
    found = indicator("Compost made in a year", "free_form.xml")
    whole_year = Period("2030", "2030")
    assert [(v.kind, v.printed, v.number, v.period) for v in found.values] == [
        ("baseline", "12", "12", whole_year),
        ("target", "18", "18", None),
        ("measurement", "about 13", None, None),
        ("measurement", "3", "3", None),
        ("target", "4", "4", None),
    ]
    assert [f.value for v in found.values[3:] for f in v.fields] == ["2031-Q1"] * 2


@pytest.mark.parametrize("date", ["2031-02-30", "31.12.2031", "soon", "2031-13"])
def test_a_date_that_is_none_stays_a_field_and_is_named(date: str) -> None:
    data = "<StrategicPlan><Name>n</Name><AdministrativeInformation>"
    data += f"<StartDate>{date}</StartDate></AdministrativeInformation></StrategicPlan>"
    reading = read_bytes(data.encode())
    assert reading.plans[0].period is None
    (field,) = reading.plans[0].fields
    assert (field.name, field.value) == (
        "stratml:AdministrativeInformation/StartDate",
        date,
    )
    assert any(w.code == "invalid_date" and date in w.message for w in reading.warnings)


def test_dates_of_a_result_without_a_value_are_not_lost() -> None:
    data = b"""<StrategicPlan><Objective><Name>o</Name><PerformanceIndicator>
    <Name>i</Name><MeasurementInstance><TargetResult><Note>see below</Note>
    </TargetResult></MeasurementInstance></PerformanceIndicator></Objective>
    </StrategicPlan>"""
    _, found = read_bytes(data).statements
    assert [(f.name, f.value) for f in found.fields] == [
        ("stratml:TargetResult/Note", "see below")
    ]


def test_what_stands_around_results_belongs_to_each_of_them() -> None:
    value = value_of(
        "<MeasurementInstance><Place>North</Place>"
        "<TargetResult>7</TargetResult></MeasurementInstance>"
    )
    assert [(f.name, f.value) for f in value.fields] == [("stratml:Place", "North")]


def test_organisations_have_acronym_identifier_and_description() -> None:
    plan = plan_of("part1.xml")
    (trust,) = named(plan, "Lantern Lake Trust")
    assert (trust.kind, trust.role, trust.of) == ("organisation", "plan_of", ())
    assert (trust.code, trust.identifier) == ("LLT", "_org-1")
    assert [w.text for w in trust.description] == ["A charity with forty members."]


def test_stakeholders_have_the_kind_that_is_stated() -> None:
    plan = plan_of("part1.xml")
    goal = next(s.id for s in plan.statements if s.text == "Water")
    kinds = {p.names[0].text: (p.kind, p.role, p.of) for p in plan.parties}
    assert kinds["Ada Reed"] == ("person", "stakeholder", ())
    assert kinds["Anglers"] == ("group", "stakeholder", ())
    assert kinds["Mill Creek Farms"] == ("organisation", "stakeholder", (goal,))
    (households,) = named(plan, "Households")
    assert [(f.name, f.value) for f in households.fields] == [
        ("stratml:StakeholderTypeType", "unspecified")
    ]


def test_a_stakeholder_is_there_once_for_each_role() -> None:
    office = named(plan_of("part2.xml"), "Harbour Office")
    assert [p.role for p in office] == ["performer", "beneficiary", "stakeholder"]
    assert len({p.id for p in office}) == 3
    fields = [sorted(f.value for f in p.fields) for p in office]
    keeper = ["Keeper of the piers", "Looks after the piers."]
    assert fields == [keeper, keeper, ["Adviser"]]


def test_roles_in_words_of_the_author_are_no_roles_of_ours() -> None:
    plan = plan_of("free_form.xml")
    (tenants,), (town,) = named(plan, "Tenants"), named(plan, "Town")
    assert (tenants.role, tenants.identifier) == ("beneficiary", "S1")
    assert town.role == "stakeholder"
    assert ("stratml:Role/Name", "Funder") in [(f.name, f.value) for f in town.fields]


def test_members_and_sub_organisations_of_35_are_parts_of_the_organisation() -> None:
    plan = plan_of("v35.xml")
    (orchestra,) = named(plan, "Hill Orchestra")
    member, submitter = named(plan, "Jun Lee")
    (shop,) = named(plan, "Orchestra Shop")
    assert (orchestra.role, orchestra.part_of) == ("plan_of", None)
    assert (member.kind, member.role, member.part_of) == (
        "person",
        "context",
        orchestra.id,
    )
    assert (shop.kind, shop.role, shop.part_of) == (
        "organisation",
        "context",
        orchestra.id,
    )
    assert (submitter.id, submitter.role) == ("submitter", "context")


def test_a_role_of_part_3_is_read_from_its_type() -> None:
    (readers,) = named(plan_of("part3.xml"), "Lectoras y lectores")
    assert (readers.kind, readers.role) == ("group", "beneficiary")
    assert ("stratml:Role/Name", "Público") in [
        (f.name, f.value) for f in readers.fields
    ]


def test_words_on_a_party_without_a_name_stay_with_the_plan() -> None:
    data = b"""<StrategicPlan><Goal><Name>g</Name><Stakeholder>
    <Description>whoever comes</Description></Stakeholder></Goal></StrategicPlan>"""
    (plan,) = read_bytes(data).plans
    assert plan.parties == ()
    fields = [(f.name, f.value) for f in plan.fields]
    assert ("stratml:Stakeholder/Description", "whoever comes") in fields


ADDRESSES = {
    "https://a.example/b?c=d#e": "https://a.example/b?c=d#e",
    "https://a.example/50%": "https://a.example/50%25",
    "https://a.example/é": "https://a.example/%C3%A9",
    "https://a.example/a#b#c": "https://a.example/a#b%23c",
    "https://a.example/[x]": "https://a.example/%5Bx%5D",
    "urn:uuid:1": "urn:uuid:1",
}


@pytest.mark.parametrize(("printed", "iri"), ADDRESSES.items())
def test_addresses_become_iris_in_ascii(printed: str, iri: str) -> None:
    assert web_iri(printed) == iri


@pytest.mark.parametrize(
    "text", ["", "a.example", "https://", "https://a b", "ftp://a"]
)
def test_other_texts_are_no_addresses(text: str) -> None:
    assert web_iri(text) is None


@given(st.text(max_size=40))
def test_whatever_follows_an_address_the_iri_can_be_stored(rest: str) -> None:
    import pyoxigraph as ox

    for text in (f"https://a.example/{rest}", f"https://{rest}", f"urn:ab:{rest}"):
        iri = web_iri(text)
        if iri is not None:
            assert iri.isascii()
            assert ox.NamedNode(iri).value == iri
