"""Page numbers, links and running heads: they stay in the leftover, never in a text."""

from __future__ import annotations

import pytest

from mandategraph.model import Reading
from mandategraph.read import read

PLAN = """MANDATE
Keep the canals open.

OBJECTIVE 1
Dredge the basin
Expected results
• Ships of nine metres enter
• Mud is sold to farms

OBJECTIVE 2
Mend the locks
Expected results
• Gates are new
"""
LINES = [
    "7",
    "– 4 –",
    "3 / 12",
    "Page 3",
    "page 3 of 9",
    "Seite 2 von 8",
    "صفحة ٣",
    "第3页",
    "www.canals.example",
    "https://canals.example/plan?page=2",
    "office@canals.example",
    "Contact: office@canals.example | www.canals.example",
    "@canals #water",
    "12 March 2024",
    "01.02.2024",
    "© Canal Office 2024",
    "Canal Office | Plan 2030     Page 4",
    "Source: Canal Office, 2023",
    "Figure 2. The basin in 1950",
    "Tel. +44 20 7946 0000",
]


def rows(reading: Reading) -> list[tuple[str, str | None, str, str | None]]:
    return [(s.type, s.text, s.parent.status, s.label) for s in reading.statements]


def reading_of(text: str) -> Reading:
    return read(text.encode())


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("below", [line for line in PLAN.split("\n") if line])
def test_a_line_of_furniture_anywhere_changes_nothing(line: str, below: str) -> None:
    changed = reading_of(PLAN.replace(f"{below}\n", f"{below}\n{line}\n"))
    assert rows(changed) == rows(reading_of(PLAN))
    assert line in [s.of(changed.source.text) for s in changed.leftover]


@pytest.mark.parametrize(
    "wrapped",
    [
        "The canal is open by the end of May\n2028",
        "The rules are on\nwww.canals.example",
        "All the rules of\npage 3\nare kept",
        "Boats pay at\noffice@canals.example\nbefore they leave",
        "Locks are repaired:\n12",
        "Ships of\n12\nmetres enter",
    ],
)
def test_in_the_middle_of_a_sentence_it_is_wording(wrapped: str) -> None:
    reading = reading_of(f"{PLAN}• {wrapped}\n")
    assert reading.statements[-1].text == wrapped.replace("\n", " ")


@pytest.mark.parametrize("title", ["Sources:", "Contact:", "Photos:"])
def test_a_title_without_words_behind_it_is_no_aside(title: str) -> None:
    found = {s.text: s for s in reading_of(f"{PLAN}{title}\n• Annals\n").statements}
    assert found["Gates are new"].parent.target == "en-objective-2"
    assert "Annals" not in found or found["Annals"].parent.status == "unknown"


def test_furniture_inside_a_sentence_is_left_out_and_reported() -> None:
    reading = reading_of(PLAN.replace("of nine metres", "\n\n12\n\nof nine\nmetres"))
    assert "Ships of nine metres enter" in [s.text for s in reading.statements]
    assert [s.of(reading.source.text) for s in reading.leftover] == ["12"]


def test_a_running_head_beside_page_numbers_is_no_title() -> None:
    head = "The canal plan\n"
    text = f"{head}1\n{PLAN}{head}2\n• Paddles are oiled\n{head}3\n"
    reading = reading_of(text)
    last = reading.statements[-1]
    assert (last.text, last.parent.target) == ("Paddles are oiled", "en-objective-2")


def test_a_repeated_line_that_is_no_page_head_is_a_title() -> None:
    title = "For the whole canal"
    text = PLAN.replace("\nOBJECTIVE 2", f"\n{title}\n• A fair\n\nOBJECTIVE 2")
    reading = reading_of(f"{text}{title}\n• A guide\n")
    found = {s.text: s.parent.status for s in reading.statements}
    assert found["A fair"] == found["A guide"] == "unknown"


def test_contents_are_no_plan() -> None:
    contents = "".join(
        f"{line} {dots} {n}\n"
        for n, (line, dots) in enumerate(
            [("Our mandate", "....."), ("Objective 1: Dredge", ". . . ."),
             ("Objective 2: Mend", "……"), ("Expected results", "_____")]
        )
    )  # fmt: skip
    assert rows(reading_of(contents + "\n" + PLAN)) == rows(reading_of(PLAN))


def test_text_in_two_spaces_is_read_as_in_one() -> None:
    text = PLAN.replace("of nine metres", "of\nnine metres").replace("to farms", "\nto")
    double = reading_of(text.replace("\n", "\n\n"))
    assert rows(double) == rows(reading_of(text))


def test_a_number_below_its_heading_word_belongs_to_it() -> None:
    found = reading_of("OBJECTIVE\n1\nDredge the basin.\n").statements
    assert [(s.ordinal, s.text) for s in found] == [(1, "Dredge the basin.")]
