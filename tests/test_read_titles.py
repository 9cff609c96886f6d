"""Words that no heading explains: what stands below them is asserted of nothing."""

from __future__ import annotations

import pytest

from mandategraph.model import Statement
from mandategraph.read import read

PLAN = """OBJECTIVE 1
Repair the mains.
Expected results
• Leaks are halved.

OBJECTIVE 2
Protect the springs.
Expected results
• Springs are fenced.
"""


def statements(text: str) -> dict[str | None, Statement]:
    return {s.text: s for s in read(text.encode()).statements}


def test_the_plan_itself_asserts_each_result() -> None:
    found = statements(PLAN)
    assert found["Leaks are halved."].parent.target == "en-objective-1"
    assert found["Springs are fenced."].parent.target == "en-objective-2"


@pytest.mark.parametrize("title", ["Across the whole plan", "ENERGY", "And you?"])
def test_an_item_below_an_unread_title_is_asserted_of_nothing(title: str) -> None:
    found = statements(f"{PLAN}\n{title}\n• Parents sit on the board.\n")
    assert found["Springs are fenced."].parent.target == "en-objective-2"
    item = found.get("Parents sit on the board.")
    assert item is None or item.parent.status == "unknown"


@pytest.mark.parametrize(
    "line", ["Page 4", "www.example.org", "the last of them", "All of this takes time."]
)
def test_page_feet_and_sentences_are_no_titles(line: str) -> None:
    found = statements(f"{PLAN}\n{line}\n\n• Wells are mapped.\n")
    assert found["Wells are mapped."].parent.target == "en-objective-2"


def test_objectives_below_a_title_in_capitals_are_not_said_to_serve_the_mandate() -> (
    None
):
    text = (
        "MANDATE\nClean water for all.\n\nOBJECTIVE 1\nRepair the mains.\n\n"
        "ENERGY PROGRAMME\n\nOBJECTIVE 2\nInsulate homes.\n"
    )
    found = statements(text)
    assert found["Repair the mains."].parent.status == "asserted"
    assert found["Insulate homes."].parent.status == "unknown"


def test_items_printed_above_their_headings_are_asserted_of_nothing() -> None:
    text = (
        "MANDATE\nFair trials.\n\n• Legal aid desks open.\nOBJECTIVE 1\n"
        "• Case files are digital.\nOBJECTIVE 2\n• Court staff are trained.\n"
        "OBJECTIVE 3\nEXPECTED RESULTS\n"
    )
    results = [s for s in read(text.encode()).statements if s.type == "expected_result"]
    assert {s.parent.status for s in results} <= {"unknown"}


def test_objectives_in_capitals_on_one_line_are_a_row_of_headings() -> None:
    text = (
        "MANDATO Reduzir o desperdício.\n"
        "OBJETIVO 1 Detetar OBJETIVO 2 Reutilizar OBJETIVO 3 Educar\n"
        "• Sensores em toda a rede. • Rega com água tratada.\nRESULTADOS ESPERADOS\n"
    )
    found = read(text.encode()).statements
    assert [s.ordinal for s in found if s.type == "objective"] == [1, 2, 3]
    results = [s for s in found if s.type == "expected_result"]
    assert {s.parent.status for s in results} == {"unknown"}


def test_chinese_headings_may_be_glued_to_one_another() -> None:
    text = "任务\n保护湿地。\n目标一目标二目标三\n• 建立湿地名录。\n各目标的预期成果:\n"
    found = read(text.encode()).statements
    assert [s.ordinal for s in found if s.type == "objective"] == [1, 2, 3]
    (result,) = [s for s in found if s.type == "expected_result"]
    assert len(result.parent.candidates) == 3
