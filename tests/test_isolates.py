"""Words of one direction between those of the other keep their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.language import LRI, PDI, RLI, isolated


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("Reduce floods", LRI),
        ("الحد من الفيضانات", RLI),
        ("40 %", LRI),
        ("(40 %) الحد", RLI),
        ("3.2 km الحد", LRI),
        (f"{LRI}R1{PDI} الحد", RLI),  # the code does not decide
        (f"{LRI}4{PDI} من {LRI}4{PDI}", RLI),
    ],
)
def test_words_run_as_their_first_letter_does(words: str, mark: str) -> None:
    assert isolated(words) == f"{mark}{words}{PDI}"


@pytest.mark.parametrize(
    "words", [f"{LRI}100%{PDI}", f"{RLI}الحد{PDI}", f"{LRI}R1{PDI}، {RLI}الحد{PDI}"]
)
def test_what_is_isolated_already_stays_as_it_is(words: str) -> None:
    assert isolated(words) == words


@given(st.text("aب 4%.", max_size=9))
def test_to_isolate_twice_changes_nothing(words: str) -> None:
    assert isolated(isolated(words)) == isolated(words)
