"""StratML in all its versions: what each element of a file becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mandategraph.model import Parent, Period
from stratml_plans import VALID, assert_covered, read_bytes, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Plan, Reading, Statement

FILES = sorted(VALID.glob("*.xml"))


def one(name: str) -> tuple[Reading, Plan]:
    reading = read_file(VALID / name)
    assert len(reading.plans) == 1
    return reading, reading.plans[0]


def by_text(plan: Plan, text: str) -> Statement:
    return next(s for s in plan.statements if s.text == text)


def codes(reading: Reading) -> list[str]:
    return [w.code for w in reading.warnings]


def message(reading: Reading, code: str) -> str:
    return next(w.message for w in reading.warnings if w.code == code)


def test_mission_vision_values_goals_and_objectives_are_statements() -> None:
    _, plan = one("part1.xml")
    assert [(s.type, s.level, s.text) for s in plan.statements] == [
        ("vision", None, "A lake that anyone may swim in."),
        ("mandate", None, "To protect the water and the shores of the lake."),
        ("value_statement", None, "Patience"),
        ("value_statement", None, "We measure before we speak."),
        ("objective", "levelGoal", "Water"),
        ("objective", "levelObjective", "Fields"),
        ("objective", "levelObjective", "Drains are mapped."),
        ("objective", "levelGoal", "Shores"),
    ]


def test_an_objective_belongs_to_its_goal_and_a_goal_to_nothing() -> None:
    _, plan = one("part1.xml")
    water = by_text(plan, "Water")
    assert by_text(plan, "Fields").parent == Parent("asserted", "stated", water.id)
    assert water.parent == Parent("none_in_source")


def test_an_entirely_empty_element_is_no_statement() -> None:
    reading, plan = one("part1.xml")
    assert "_objective-3" not in {s.identifier for s in plan.statements}
    assert message(reading, "empty_placeholder").endswith("Objective x 1, Value x 1")


def test_sequence_is_an_ordinal_when_whole_and_a_code_otherwise() -> None:
    _, plan = one("part1.xml")
    numbers = [(s.ordinal, s.code) for s in plan.statements if s.type == "objective"]
    assert numbers == [(1, None), (None, "1.1"), (None, "1.2"), (2, None)]


@pytest.mark.parametrize("printed", ["0", "01", "-1", "1.", "²", "9" * 5000])
def test_a_number_that_would_not_print_the_same_is_a_code(printed: str) -> None:
    data = f"<StrategicPlan><Goal><Name>a</Name><SequenceIndicator>{printed}"
    data += "</SequenceIndicator></Goal></StrategicPlan>"
    (goal,) = read_bytes(data.encode()).statements
    assert (goal.ordinal, goal.code) == (None, printed)


def test_name_description_and_other_information_are_text_description_and_note() -> None:
    _, plan = one("part1.xml")
    water = by_text(plan, "Water")
    assert [w.text for w in water.description] == ["Less phosphate reaches the lake."]
    assert [w.text for w in water.notes] == ["Phosphate comes with the rain."]
    assert water.identifier == "_goal-1"


def test_a_description_without_a_name_is_the_text_and_says_so() -> None:
    _, plan = one("part1.xml")
    drains = by_text(plan, "Drains are mapped.")
    assert drains.description == ()
    assert [(f.name, f.value) for f in drains.fields] == [
        ("stratml:element", "Description")
    ]


def test_what_is_said_of_the_plan() -> None:
    _, plan = one("part1.xml")
    assert plan.title[0].text == "Lantern Lake Trust: plan for clear water"
    assert plan.description[0].text.endswith("for the people who live around it.")
    assert len(plan.description[0].fragments) == 2
    assert plan.period == Period("2031-01-01", "2034-12-31")
    assert plan.published == "2030-11-05"
    assert [(r.relation, r.iri) for r in plan.references] == [
        ("references", "https://lantern-lake.example/plan?year=2031")
    ]
    assert [(f.name, f.value) for f in plan.fields] == [
        ("stratml:OtherInformation", "The plan was agreed at the spring meeting.")
    ]
    assert (plan.lang, plan.boundary) == ("en", "root element")


def test_an_element_with_only_an_identifier_but_words_below_it_lacks_its_text() -> None:
    _, plan = one("part2.xml")
    objective = next(s for s in plan.statements if s.identifier == "_o2")
    assert (objective.text, objective.text_status) == (None, "absent_in_source")
    assert by_text(plan, "Boats in service").parent.target == objective.id


def test_an_element_that_says_nothing_itself_is_no_statement_between_others() -> None:
    _, plan = one("part2.xml")
    goal = by_text(plan, "Reliable crossings")
    assert by_text(plan, "Cancelled crossings").parent.target == goal.id


def test_words_of_the_form_are_no_words_of_the_plan() -> None:
    reading, plan = one("part2.xml")
    assert "_o4" not in {s.identifier for s in plan.statements}
    counted = "[To be determined] x 1, [To be named] x 1"
    assert message(reading, "placeholder_text").endswith(counted)
    left = {span.of(reading.source.text) for span in reading.leftover}
    assert left == {"[To be named]", "[To be determined]"}


def test_a_template_has_no_statements_and_a_warning() -> None:
    reading = read_file(VALID / "template.xml")
    assert reading.statements == ()
    assert "no_statements" in codes(reading)


def test_part_3_describes_things_in_name_description_and_dates_in_attributes() -> None:
    _, plan = one("part3.xml")
    assert [s.text for s in plan.statements] == [
        "Abrir los libros a todo el puerto.",
        "Más lectura",
        "Préstamos",
        "Libros prestados",
    ]
    assert plan.title[0].text == "Plan de la biblioteca del puerto"
    assert (plan.lang, plan.identifier, plan.published) == (
        "es",
        "plan-3",
        "2030-12-01",
    )
    assert plan.period == Period("2031-01-01", None)
    (target,) = by_text(plan, "Libros prestados").values
    assert target.period == Period("2031-01-01", "2031-12-31")
    assert by_text(plan, "Más lectura").notes[0].text == "Depende de la nueva sala."


def test_an_address_that_is_none_stays_a_field() -> None:
    _, plan = one("part3.xml")
    goal = by_text(plan, "Más lectura")
    assert goal.references == ()
    assert ("stratml:WebAddress", "https://biblioteca.example/meta 1") in [
        (f.name, f.value) for f in goal.fields
    ]


def test_elements_without_a_term_become_fields_with_their_path() -> None:
    _, plan = one("part3.xml")
    assert ("stratml:StrategyFramework/SWOT/Strength/Name", "El equipo") in [
        (f.name, f.value) for f in plan.fields
    ]
    assert ("stratml:@Priority", "High") in [
        (f.name, f.value) for f in by_text(plan, "Más lectura").fields
    ]


def test_objectives_of_35_nest_and_each_strategy_is_a_plan() -> None:
    main, school = read_file(VALID / "v35.xml").plans
    chain = ["One concert for each school", "School concerts", "Young listeners"]
    levels = ["levelSubObjective", "levelSubObjective", "levelObjective"]
    statement = by_text(main, chain[0])
    for text, level in zip(chain, levels, strict=True):
        assert (statement.text, statement.level) == (text, level)
        target = statement.parent.target
        statement = next(s for s in main.statements if s.id == target)
    assert statement.text == "Full houses"
    assert [s.text for s in school.statements] == [
        "Two hundred pupils learn an instrument together"
    ]
    assert [p.names[0].text for p in school.parties] == ["Orchestra School"]


def test_texts_directly_inside_a_mission_or_value_are_read() -> None:
    _, plan = one("free_form.xml")
    assert [s.text for s in plan.statements][:3] == [
        "Give every tenant a plot of healthy soil.",
        "Compost",
        "Quiet",
    ]


def test_missing_and_duplicate_identifiers_are_named() -> None:
    reading, plan = one("free_form.xml")
    assert "O1" in message(reading, "duplicate_identifier")
    missing = message(reading, "missing_identifier")
    assert missing.endswith(": PerformanceIndicator x 1")
    assert [s.identifier for s in plan.statements if s.level] == ["G 1", "O1", "O1"]


def test_each_instance_of_a_form_that_has_words_is_a_plan() -> None:
    reading = read_file(VALID / "form.xml")
    assert [(p.title[0].text, p.lang) for p in reading.plans] == [
        ("Plan of the evening school", "en"),
        ("Plan du soir", "fr"),
    ]
    assert len({p.key for p in reading.plans}) == 2
    # html, head, title, model, three instances, body, p, b
    assert "element around the plan x 10" in message(reading, "not_carried")


def test_xml_lang_decides_and_wordings_in_other_languages_are_kept() -> None:
    reading, plan = one("languages.xml")
    assert plan.lang == "fr"
    assert [(w.lang, w.text) for w in plan.title] == [
        ("fr", "Plan du marché couvert"),
        ("en", "Plan of the covered market"),
    ]
    mission, goal = plan.statements
    assert (mission.lang, mission.also[0].lang) == ("fr", "de")
    assert (goal.lang, [w.lang for w in goal.also]) == ("en", ["fr"])
    assert goal.description[0].lang == "en"
    assert message(reading, "second_wording").startswith("a second wording in en")
    assert [s.of(reading.source.text) for s in reading.leftover] == [
        "Food that is fresh"
    ]


def test_what_is_not_in_the_tree_is_counted() -> None:
    reading, _ = one("part1.xml")
    counted = "comment x 1, xsi:schemaLocation x 1: no part of a plan"
    assert message(reading, "not_carried") == counted


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_character_is_spoken_of(path: Path) -> None:
    assert_covered(read_file(path))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_fragments_make_the_text(path: Path) -> None:
    reading = read_file(path)
    for s in reading.statements:
        words = " ".join(f.of(reading.source.text) for f in s.fragments)
        assert " ".join(words.split()) == (s.text or "")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_places_are_paths_that_find_the_words_in_the_file(path: Path) -> None:
    reading = read_file(path)
    root = etree.fromstring(path.read_bytes())
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
        for name, value in list(element.attrib.items()):
            element.set(etree.QName(name).localname, value)
    assert reading.source.places
    for place in reading.source.places:
        found: Any = root.xpath(place.path)
        first = found[0]
        text = first if isinstance(first, str) else "".join(first.itertext())
        assert place.span.of(reading.source.text) in text


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_byte_order_mark_and_other_encodings_change_nothing(path: Path) -> None:
    data = path.read_bytes()
    text = data.decode().replace('encoding="UTF-8"', "").replace('encoding="utf-8"', "")
    plain = read_file(path).plans
    assert read_bytes(b"\xef\xbb\xbf" + data, path.name).plans == plain
    assert read_bytes(text.encode("utf-16"), path.name).plans == plain


def test_the_same_bytes_give_the_same_reading() -> None:
    assert read_file(VALID / "part2.xml") == read_file(VALID / "part2.xml")
