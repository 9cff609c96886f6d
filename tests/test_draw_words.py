"""The fixed words of the pictures are complete in each language."""

from __future__ import annotations

from string import Formatter

import pytest

from mandategraph.draw.words import WORDS, listed, say
from mandategraph.language import LanguagePolicy
from mandategraph.query.words import language_of


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", WORDS)
def test_each_language_has_all_the_words(lang: str) -> None:
    assert WORDS[lang].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("lang", WORDS)
def test_each_translation_has_the_same_slots(lang: str) -> None:
    assert {k: slots(v) for k, v in WORDS[lang].items()} == {
        k: slots(v) for k, v in WORDS["en"].items()
    }


def test_arabic_words_have_no_latin_word_but_the_codes() -> None:
    text = " ".join(WORDS["ar"].values())
    for slot in {s for words in WORDS["ar"].values() for s in slots(words)}:
        text = text.replace(f"{{{slot}}}", "")
    latin = {word for word in text.split() if word.isascii() and word.isalpha()}
    assert latin == {"M", "O", "R", "I", "A"}


def test_the_first_language_asked_for_that_has_words_is_used() -> None:
    assert language_of(LanguagePolicy(["de", "es-mx", "fr"])) == "es"


def test_the_language_of_the_plan_is_used_when_none_is_asked_for() -> None:
    assert language_of(LanguagePolicy(), "fr") == "fr"
    assert language_of(LanguagePolicy(), "ja") == "en"


def test_values_among_arabic_words_keep_their_own_direction() -> None:
    said = say("ar", "proposed", code="O2")
    assert "\u2066O2\u2069" in said
    assert "\u2067هيئة\u2069" in say("ar", "by", name="هيئة")


def test_figures_among_arabic_words_are_not_turned_round() -> None:
    assert "\u206640 %\u2069" in say("ar", "target", value="40 %")


def test_a_list_among_arabic_words_is_not_isolated_as_a_whole() -> None:
    said = say("ar", "one_of", codes=listed("ar", ["O1", "O2"]))
    assert said.endswith("\u2066O1\u2069، \u2066O2\u2069")
