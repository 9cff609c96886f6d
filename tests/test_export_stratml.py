"""StratML out: valid by the schemas, the same plan when read again, losses named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export import export
from mandategraph.export.options import ExportOptions
from mandategraph.export.stratml import stratml, stratml_files, write_stratml
from mandategraph.language import LanguagePolicy
from mandategraph.model import (
    Candidate,
    Parent,
    Plan,
    Reference,
    Span,
    Statement,
    Value,
    Wording,
)
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read.stratml.names import ROOTS
from mandategraph.store import MandateGraph
from stratml_plans import (
    CORPUS,
    VALID,
    content,
    faults,
    in_language,
    minted,
    read_bytes,
    read_file,
)
from stratml_strategies import odd_plans, plans

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.export.stratml import Loss
    from mandategraph.model import Reading

needs_schemas = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the schemas are not beside this checkout"
)
SLOW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
FILES = sorted(VALID.glob("*.xml"))
REAL = [p for p in sorted(CORPUS.glob("*/*.xml")) if "MALFORMED" not in p.name]
REAL = [p for p in REAL if p.parent.name != "labels"]
HERE = Span(0, 1)
PARTS: tuple[Literal[1, 2] | None, ...] = (None, 1, 2)
ADDED = {"identifiers minted", "kind of document"}  # what the schema wants, not losses


def plan_of(name: str) -> Plan:
    return read_file(VALID / name).plans[0]


def again(data: bytes) -> Plan:
    return read_bytes(data).plans[0]


def counts(losses: list[Loss]) -> dict[str, int]:
    found: dict[str, int] = {}
    for loss in losses:
        found[loss.what] = found.get(loss.what, 0) + loss.count
    return found


def document(data: bytes) -> etree._Element:
    return etree.fromstring(data)


@needs_schemas
@pytest.mark.parametrize("name", ["part1.xml", "part2.xml"])
def test_our_own_files_are_valid(name: str) -> None:
    assert faults((VALID / name).read_bytes()) == []


@needs_schemas
@pytest.mark.parametrize("name", ["part1.xml", "part2.xml"])
def test_a_plan_of_part_1_or_2_is_written_without_loss(name: str) -> None:
    plan = plan_of(name)
    data, losses = write_stratml(plan)
    assert faults(data) == []
    assert counts(losses).keys() <= ADDED
    assert content(again(data)) == content(plan)


@needs_schemas
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.name)
def test_real_plans_are_written_valid_and_the_same_but_for_named_losses(
    path: Path,
) -> None:
    for plan in read_file(path).plans:
        for part in PARTS:
            data, losses = write_stratml(plan, part)
            assert faults(data) == []
            if counts(losses).keys() <= ADDED:
                assert content(again(data)) == content(plan)


@needs_schemas
@pytest.mark.parametrize(
    "name", ["PMOAI.part1.xml", "OECD.AI.part2.xml", "NCSES_plan_inside_xform.xml"]
)
def test_real_plans_of_parts_1_and_2_lose_nothing(name: str) -> None:
    (path,) = CORPUS.glob(f"*/{name}")
    (plan,) = read_file(path).plans
    data, losses = write_stratml(plan)
    assert losses == []
    assert content(again(data)) == content(plan)


@needs_schemas
@pytest.mark.parametrize("path", [*FILES, *REAL], ids=lambda p: p.name)
def test_what_was_written_once_is_written_again_without_loss(path: Path) -> None:
    for plan in read_file(path).plans:
        first = read_bytes(write_stratml(plan)[0]).plans
        for once in first:
            data, losses = write_stratml(once)
            assert counts(losses).keys() <= ADDED
            assert content(again(data)) == content(once)


@needs_schemas
@SLOW
@given(plans())
def test_any_plan_that_fits_is_valid_and_the_same_when_read_again(plan: Plan) -> None:
    data, losses = write_stratml(plan)
    assert faults(data) == []
    assert counts(losses).keys() <= ADDED | {"language"}
    # words made at random are in no language
    found = content(in_language(again(data), "en"))
    assert found == content(in_language(plan, "en"))


@needs_schemas
@SLOW
@given(odd_plans())
def test_any_plan_at_all_is_written_valid_and_never_below_a_wrong_parent(
    plan: Plan,
) -> None:
    numbered = {(s.text or "").partition(":")[0]: s for s in plan.statements}
    for part in PARTS:
        data, losses = write_stratml(plan, part)
        assert faults(data) == []
        assert losses
        for found in read_bytes(data).plans:
            by_id = {s.id: s for s in found.statements}
            for s in found.statements:
                parent = by_id.get(s.parent.target or "")
                if parent is None or not s.text or not parent.text:
                    continue
                child = numbered.get(s.text.partition(":")[0])
                upper = numbered.get(parent.text.partition(":")[0])
                if child and upper:
                    assert upper.id in above(plan, child)


def above(plan: Plan, s: Statement) -> set[str]:
    """The statements that the source states the statement to be below."""
    by_id = {x.id: x for x in plan.statements}
    found: set[str] = set()
    while s.parent.target in by_id and s.parent.target not in found:
        found.add(s.parent.target)
        s = by_id[s.parent.target]
    return found


def test_part_1_is_taken_unless_part_2_is_needed() -> None:
    names = {"part1.xml": ROOTS[0], "part2.xml": ROOTS[1], "free_form.xml": ROOTS[1]}
    for name, root in names.items():
        tag = document(write_stratml(plan_of(name))[0]).tag
        assert etree.QName(tag).localname == root


def test_what_part_1_has_no_room_for_is_counted() -> None:
    losses = write_stratml(plan_of("free_form.xml"), 1)[1]
    lines = [str(loss) for loss in losses]
    assert "indicators x 1: Part 1 has no indicators" in lines
    assert "baselines x 1: Part 1 has no indicators" in lines
    assert "targets x 2: Part 1 has no indicators" in lines
    assert "measurements x 2: Part 1 has no indicators" in lines
    assert counts(losses)["roles of stakeholders"] == 2


def test_baselines_dates_and_odd_identifiers_are_named_in_part_2() -> None:
    losses = counts(write_stratml(plan_of("free_form.xml"), 2)[1])
    assert losses["baselines"] == 1
    assert losses["Date (field)"] == 2
    assert losses["identifiers that are no XML names"] == 2  # "G 1", the plan's URN
    assert losses["identifiers"] == 1  # O1 stands twice
    assert losses["identifiers of stakeholders"] == 1


def test_missing_identifiers_are_minted_and_the_same_each_time() -> None:
    plan = plan_of("form.xml")
    data, losses = write_stratml(plan)
    (goal,) = again(data).statements
    assert minted(goal.identifier)
    assert counts(losses)["identifiers minted"] == 1
    assert write_stratml(plan)[0] == data


def test_objectives_below_objectives_stand_beside_them() -> None:
    plan, _ = read_file(VALID / "v35.xml").plans
    data, losses = write_stratml(plan)
    found = again(data)
    goal = next(s for s in found.statements if s.level == "levelGoal")
    objectives = [s for s in found.statements if s.level == "levelObjective"]
    assert len(objectives) == 3
    assert {s.parent.target for s in objectives} == {goal.id}
    assert counts(losses)["objectives below an objective"] == 2


def test_losses_stand_in_the_document_too() -> None:
    data, losses = write_stratml(plan_of("free_form.xml"))
    comment = document(data).getprevious()
    assert comment is not None
    assert all(str(loss) in str(comment.text) for loss in losses)


def test_characters_that_xml_cannot_hold_are_blanks_and_counted() -> None:
    plan = plan_of("form.xml")
    (goal,) = plan.statements
    odd = replace(plan, statements=(replace(goal, text="a\x00b\x0bc\ufffed"),))
    data, losses = write_stratml(odd)
    assert again(data).statements[0].text == "a b c d"
    assert counts(losses)["characters"] == 3


def test_a_language_that_a_reader_would_not_guess_is_a_loss() -> None:
    plan = replace(in_language(plan_of("form.xml"), "sw"), lang="sw")
    lines = [str(loss) for loss in write_stratml(plan)[1]]
    assert "language x 1: StratML does not say it: sw would be read as en" in lines


def test_the_wordings_of_one_language_are_written() -> None:
    plan = plan_of("languages.xml")
    data, losses = write_stratml(plan, lang="en")
    root = document(data)
    assert root.findtext("{*}Name") == "Plan of the covered market"
    assert root.findtext(".//{*}Goal/{*}Name") == "Fresh food"
    assert counts(losses)["titles in other languages"] == 1
    assert counts(losses)["statements in fr"] == 1  # the mission has no English


def test_a_reading_of_several_plans_is_refused() -> None:
    with pytest.raises(ValueError, match="has 2"):
        write_stratml(read_file(VALID / "form.xml"))


def graph_of(*readings: Reading) -> MandateGraph:
    quads = Quads()
    for reading in readings:
        write_reading(quads, reading, date="2031-01-01")
    return MandateGraph.from_nquads(quads.nquads())


@needs_schemas
@pytest.mark.parametrize("name", ["part1.xml", "part2.xml"])
def test_a_graph_is_exported_as_the_plan_that_went_in(name: str) -> None:
    reading = read_file(VALID / name)
    data = stratml(graph_of(reading), LanguagePolicy(), ExportOptions())
    assert faults(data) == []
    assert content(again(data)) == content(reading.plans[0])


def test_each_plan_of_a_graph_gets_its_file() -> None:
    reading = read_file(VALID / "form.xml")
    graph, policy = graph_of(reading), LanguagePolicy()
    files = stratml_files(graph, policy, ExportOptions())
    assert set(files) == {f"-{plan.key}" for plan in reading.plans}
    with pytest.raises(QueryError, match="the graph has 2 plans"):
        stratml(graph, policy, ExportOptions())
    name = f"plan-{reading.plans[1].key}"
    chosen = stratml(graph, policy, ExportOptions(plan=name))
    assert again(chosen).title[0].text == "Plan du soir"
    assert stratml_files(graph, policy, ExportOptions(plan=name)) == {"": chosen}


def test_an_unknown_plan_and_a_focus_are_refused() -> None:
    graph, policy = graph_of(read_file(VALID / "part1.xml")), LanguagePolicy()
    with pytest.raises(UnknownNameError):
        stratml(graph, policy, ExportOptions(plan="plan-none"))
    with pytest.raises(QueryError, match="no use for --focus"):
        export("stratml", graph, policy, ExportOptions(focus="x"))


def test_the_language_that_is_asked_for_is_exported() -> None:
    graph = graph_of(read_file(VALID / "languages.xml"))
    english = stratml(graph, LanguagePolicy.parse("en"), ExportOptions())
    assert document(english).findtext("{*}Name") == "Plan of the covered market"
    other = stratml(graph, LanguagePolicy.parse("ru"), ExportOptions())
    assert document(other).findtext("{*}Name") == "Plan du marché couvert"


def test_everything_that_a_foreign_plan_loses_is_named() -> None:
    mandate = Statement("m", "mandate", "en", HERE, label="MANDATE", text="Serve all.")
    first = Statement(
        "o",
        "objective",
        "en",
        HERE,
        text="Serve the ports.",
        parent=Parent("asserted", "stated", "m"),
        also=(Wording("fr", "Servir les ports.", HERE),),
        references=(Reference("aligned_with", "http://metadata.un.org/sdg/14", HERE),),
    )
    result = Statement(
        "r",
        "expected_result",
        "en",
        HERE,
        text="Ports are served.",
        parent=Parent("asserted", "stated", "o"),
        level="output",
    )
    open_one = replace(
        result, id="q", parent=Parent("unknown", candidates=(Candidate("o"),))
    )
    value = Value("baseline", HERE, "3", "3")
    indicator = Statement(
        "i",
        "indicator",
        "en",
        HERE,
        text="Ports with a pilot",
        parent=Parent("asserted", "stated", "r"),
        higher_is_better=True,
        values=(value, replace(value, kind="target", dimensions=(("size", "small"),))),
    )
    plan = Plan("k", "en", HERE, "", (mandate, first, result, open_one, indicator))
    data, losses = write_stratml(plan)
    assert counts(losses) == {
        "baselines": 1,
        "dimensions of values": 1,
        "directions (higher is better)": 1,
        "expected results": 2,
        "expected results with candidates for a parent": 1,
        "identifiers minted": 4,
        "kind of document": 1,
        "links of objectives to the mandate": 1,
        "links of statements to frameworks": 1,
        "objectives of no stated level": 1,
        "printed labels": 1,
        "statements in other languages": 1,
        "types of expected results": 2,
    }
    found = {s.text: s for s in again(data).statements if s.identifier or s.type}
    assert found["Ports are served."].level == "levelObjective"
    links = [
        (s.text, s.parent.status) for s in again(data).statements if s.type != "mandate"
    ]
    assert sorted(links) == [
        ("Ports are served.", "asserted"),
        ("Ports are served.", "none_in_source"),
        ("Ports with a pilot", "asserted"),
        ("Serve the ports.", "none_in_source"),
    ]
