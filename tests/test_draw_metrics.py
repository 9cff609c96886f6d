"""Line breaks: nothing lost, nothing too wide, directions closed on each line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.draw.metrics import drawable, uncovered, width, wrap

WORDS = st.lists(
    st.text("abcXYZéß-/بجدةمن漢字0123%().,", min_size=1, max_size=25), max_size=12
)
OPENERS = "\u2066\u2067\u2068"


@pytest.mark.parametrize("bold", [False, True])
@given(words=WORDS, room=st.integers(60, 300))
def test_no_line_is_wider_than_the_room(
    words: list[str], room: int, *, bold: bool
) -> None:
    for line in wrap(" ".join(words), room, 13, bold=bold):
        assert width(line, 13, bold=bold) <= room


@given(WORDS, st.integers(60, 300))
def test_wrapping_loses_no_letter_and_changes_no_order(
    words: list[str], room: int
) -> None:
    lines = wrap(" ".join(words), room, 13)
    assert "".join(lines).replace(" ", "") == "".join(words)


def test_short_text_stays_on_one_line() -> None:
    assert wrap("Reduce flood damage.", 400, 13) == ["Reduce flood damage."]


def test_a_word_that_is_too_long_is_cut_and_kept_whole() -> None:
    lines = wrap("a" * 200, 100, 13)
    assert len(lines) > 1
    assert "".join(lines) == "a" * 200


@pytest.mark.parametrize(
    "word", ["2025-04-17", "(A/RES/70/1)", "2013–2020", "[WASH-1.1]"]
)
def test_a_date_or_a_number_is_not_broken_between_its_figures(word: str) -> None:
    lines = wrap(f"issued on {word} {word} {word}", 100, 13)
    assert len(lines) > 2
    assert all("2025" not in line or word in line for line in lines)
    assert not any(line.endswith(("-", "70/", "–")) for line in lines)


def test_a_no_break_space_does_not_break() -> None:
    text = "réduire de 25\u00a0% et plus"
    assert all("25" not in line or "25\u00a0%" in line for line in wrap(text, 60, 13))


def test_an_isolate_over_two_lines_is_closed_and_opened_again() -> None:
    lines = wrap("\u2068one two three four five six\u2069", 80, 13)
    assert len(lines) > 1
    for line in lines:
        assert sum(c in OPENERS for c in line) == line.count("\u2069") == 1


def test_direction_overrides_and_control_characters_are_not_drawn() -> None:
    assert drawable("a\u202eb\u2067c\x00\x1bd\n e") == "abcd e"


def test_joined_arabic_is_measured_narrower_than_its_letters_apart() -> None:
    assert width("بيت", 13) < sum(width(letter, 13) for letter in "بيت")


def test_marks_above_a_letter_take_no_room() -> None:
    assert width("مَكتَب", 13) == pytest.approx(width("مكتب", 13))
    decomposed = unicodedata.normalize("NFD", "é")
    assert width(decomposed, 13) == pytest.approx(width("e", 13))


def test_the_bundled_fonts_cover_the_four_languages() -> None:
    text = "L’œuvre « ÀÇÉÎÔÙ » ¿Qué? ¡Año! — 25 % …"
    text += "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة،؛؟"
    text += "≤≥≠≈±×÷→←↑↓∞√∑−✓✗☐☑■□●○▲▼★"
    assert uncovered(text) == ""


def test_letters_that_the_fonts_lack_are_named() -> None:
    assert uncovered("plan 計画 plan") == "画計"
