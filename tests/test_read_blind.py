"""Leaflets written to find faults, each before the reader could read it.

The expectations are by hand. `parents` are all that may be said of a statement: a
status, or `= ` and the words of its parent. An `optional` one may also be left unread.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DATA, LEAFLETS
from mandategraph.read import read

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Reading, Statement

LAYOUTS = sorted((DATA / "layouts").glob("*.txt"))


def expected(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        path.with_suffix(".expected.json").read_text("utf-8")
    )["statements"]
    return rows


def told(reading: Reading, s: Statement) -> str:
    """What the reading says of a statement's parent, in the words of the files."""
    if s.parent.status != "asserted":
        return s.parent.status
    target = next(t for t in reading.statements if t.id == s.parent.target)
    return f"= {target.text or f'{target.type} {target.ordinal}'}"


def rows_of(reading: Reading) -> list[tuple[str, int | None, str | None, str]]:
    return [
        (s.type, s.ordinal, s.text, told(reading, s))
        for s in reading.statements
        if s.type != "section_heading"
    ]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.stem)
def test_each_statement_is_read_with_its_words_and_number(path: Path) -> None:
    found = Counter(rows_of(read(path)))
    missing = []
    for row in expected(path):
        for each in list(found):
            kind, ordinal, text, parent = each
            number = row.get("ordinal", ordinal)
            same = (kind, ordinal) == (row["type"], number) and text in row["texts"]
            if same and parent in row["parents"]:
                found[each] -= 1
                found += Counter()
                break
        else:
            if not row.get("optional"):
                missing.append(row)
    assert missing == []


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.stem)
def test_nothing_is_asserted_that_the_leaflet_does_not_say(path: Path) -> None:
    allowed = {
        (text, parent)
        for row in expected(path)
        for text in row["texts"]
        for parent in row["parents"]
    }
    asserted = {
        (text, parent) for _, _, text, parent in rows_of(read(path)) if parent[0] == "="
    }
    assert asserted <= allowed


def uncovered(reading: Reading) -> str:
    """The characters that are in no wording, heading, mark or leftover."""
    text = reading.source.text
    covered = bytearray(len(text))
    spans = [*reading.leftover, *reading.marks]
    for s in reading.statements:
        spans += s.fragments or (s.span,)
        spans += [s.heading] if s.heading else []
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    missed = "".join(
        c for c, seen in zip(text, covered, strict=True) if not (seen or c.isspace())
    )
    return "".join(c for c in missed if c.isprintable())


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.stem)
def test_each_character_is_a_wording_or_reported(path: Path) -> None:
    assert uncovered(read(path)) == ""


@pytest.mark.parametrize("seed", range(60))
def test_leaflets_in_pieces_are_read_without_loss(seed: int) -> None:
    """Lines of leaflets in any order: all is accounted for, each parent is there."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    files = chance.sample([*LAYOUTS, LEAFLETS], 3)
    lines = [line for f in files for line in f.read_text("utf-8").split("\n")]
    chance.shuffle(lines)
    cut = [line[: chance.randrange(len(line) + 1)] for line in lines[::7]]
    reading = read("\n".join(["MANDATE", *lines, *cut]).encode())
    assert uncovered(reading) == ""
    ids = {s.id for s in reading.statements}
    assert len(ids) == len(reading.statements)
    assert {s.parent.target for s in reading.statements} <= {*ids, None}


PLAN = """OBJECTIVE 1
Repair the mains
Expected results
• Leaks are halved

OBJECTIVE 2
Protect the springs
Expected results
• Springs are fenced
"""


def statements(text: str) -> dict[str | None, Statement]:
    return {s.text: s for s in read(text.encode()).statements}


@pytest.mark.parametrize("style", ["Objective {} ", "Objective {}. ", "OBJECTIVE {} "])
def test_a_heading_without_a_blank_line_is_not_swallowed(style: str) -> None:
    text = PLAN + "OBJECTIVE 3\nTrain\nExpected results\n• Schools open\n"
    for number in (1, 2, 3):
        text = text.replace(f"OBJECTIVE {number}\n", style.format(number))
    found = statements(text)
    assert found["Train"].ordinal == 3
    assert found["Schools open"].parent.target == "en-objective-3"


def test_what_may_be_a_heading_ends_the_objective_above_it() -> None:
    found = statements(f"{PLAN.rstrip()} OBJECTIVE 7 More\n• Wells are mapped\n")
    assert found["Wells are mapped"].parent.status == "unknown"


def test_a_mention_in_a_sentence_ends_nothing() -> None:
    found = statements(f"{PLAN.rstrip()}, as asked in\nObjective 1\n• Wells are dug\n")
    assert found["Wells are dug"].parent.target == "en-objective-2"


def test_a_list_inside_an_item_is_no_new_scope() -> None:
    text = f"{PLAN.rstrip()}.\nThis includes:\n  – walls\n  – roofs\n• Wells are dug\n"
    found = statements(text)
    assert found["Wells are dug"].parent.target == "en-objective-2"


def test_a_second_caption_in_other_words_may_be_that_of_the_whole_plan() -> None:
    found = statements(f"{PLAN}Expected results of the programme\n• Rivers run clear\n")
    assert found["Springs are fenced"].parent.target == "en-objective-2"
    assert found["Rivers run clear"].parent.status == "unknown"


def test_a_caption_with_nothing_below_it_puts_its_neighbours_in_doubt() -> None:
    text = PLAN.replace("• Leaks are halved\n", "")
    assert statements(text)["Springs are fenced"].parent.status == "unknown"


def test_numbered_paragraphs_are_no_list_of_results() -> None:
    text = "Objective\n\n7.7 The aim is peace.\n\nStrategy\n\n7.8 We will talk.\n"
    assert [s.text for s in read(text.encode()).statements] == ["7.7 The aim is peace."]


def test_a_number_with_points_is_the_code_of_its_statement() -> None:
    text = (
        "OBJECTIVE 1\nRepair.\nExpected results\n1.1 Leaks are halved.\n"
        "OBJECTIVE 2\nProtect.\nResult 2.1: Springs are fenced.\n"
        "Indicator 2.1.1: Fences\n"
    )
    found = statements(text)
    assert found["Leaks are halved."].code == "1.1"
    assert found["Springs are fenced."].code == "2.1"
    assert found["Fences"].code == "2.1.1"
    assert found["Repair."].code is None
    assert (found["Repair."].ordinal, found["Leaks are halved."].ordinal) == (1, None)


def test_an_overview_row_gives_no_objectives_of_its_own() -> None:
    reading = read(f"OBJECTIVE 1 OBJECTIVE 2\n\n{PLAN}".encode())
    assert [s.text for s in reading.statements if s.type == "objective"] == [
        "Repair the mains",
        "Protect the springs",
    ]
    assert len(reading.plans) == 1
    assert reading.leftover[0].of(reading.source.text) == "OBJECTIVE 1 OBJECTIVE 2"
