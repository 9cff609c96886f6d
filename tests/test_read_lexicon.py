"""Every word of every lexicon is read as what it stands for."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from mandategraph.read import read
from mandategraph.read.lexicon import LANGUAGES, grammar, lexicon, squeeze
from mandategraph.read.text.normalise import fold
from mandategraph.read.text.ordinals import parse_number, roman

TYPES = {
    "mandate": "mandate",
    "objective": "objective",
    "result": "expected_result",
    "indicator": "indicator",
}
PLURALS = {
    "objectives": "objective",
    "results": "expected_result",
    "indicators": "indicator",
}
WORDS = {"zh": "保护湖泊。", "ar": "حماية البحيرات.", "ru": "Беречь озера."}


def phrases(kind: str) -> list[tuple[str, str]]:
    return [
        (lang, phrase)
        for lang in LANGUAGES
        for phrase in lexicon(lang).headings.get(kind, ())
    ]


def types_of(text: str) -> list[str]:
    return [s.type for s in read(text.encode()).statements]


@pytest.mark.parametrize("kind", TYPES)
def test_a_heading_word_types_the_words_after_it(kind: str) -> None:
    wrong = [
        phrase
        for lang, phrase in phrases(kind)
        if types_of(f"{phrase.capitalize()}: {WORDS.get(lang, 'Xxxx yyyy.')}\n")
        != [TYPES[kind]]
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", TYPES)
def test_a_heading_in_capitals_types_the_line_below_it(kind: str) -> None:
    wrong = [
        phrase
        for lang, phrase in phrases(kind)
        if types_of(f"{phrase.upper()}\n{WORDS.get(lang, 'Xxxx yyyy.')}\n")
        != [TYPES[kind]]
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", PLURALS)
def test_a_section_heading_types_the_list_below_it(kind: str) -> None:
    expected = ["section_heading", PLURALS[kind], PLURALS[kind]]
    wrong = [
        phrase
        for _, phrase in phrases(kind)
        if types_of(f"{phrase.capitalize()}:\n• Xxxx yyyy\n• Zzzz yyyy\n") != expected
    ]
    assert wrong == []


def test_other_headings_type_nothing() -> None:
    wrong = [
        phrase
        for _, phrase in phrases("other")
        if types_of(f"{phrase.upper()}\n\n• Xxxx yyyy\n") != []
    ]
    assert wrong == []


def test_scope_words_let_a_caption_reach_the_items_above_it() -> None:
    wrong = []
    for lang in LANGUAGES:
        entry = lexicon(lang)
        objective = entry.headings["objective"][0].upper()
        result = (entry.headings["results"] or entry.headings["result"])[0].upper()
        for scope in entry.each:
            caption = f"{scope}{entry.headings['result'][0]}" if lang == "zh" else ""
            caption = caption or f"{result} {scope.upper()}"
            row = f"{objective} 1 {objective} 2"
            types = types_of(f"{row}\n\n• Xxxx yyyy\n• Zzzz yyyy\n\n{caption}\n")
            if types.count("expected_result") != 2:
                wrong.append(scope)
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_printed_number_is_read_in_all_notations(lang: str) -> None:
    word = lexicon(lang).headings["objective"][0]
    words = WORDS.get(lang, "Xxxx yyyy.")
    for number in ("4", "٤", "IV", "四"):
        if number == "四" and lang != "zh":
            continue
        heading = f"{word.capitalize()} {number}"
        (found,) = read(f"{heading}: {words}\n".encode()).statements
        assert (found.ordinal, found.label) == (4, heading)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ordinal_words_stand_before_or_after_the_heading_word(lang: str) -> None:
    entry = lexicon(lang)
    word, words = entry.headings["objective"][0], WORDS.get(lang, "Xxxx yyyy.")
    wrong = []
    for number, forms in enumerate(entry.before, 1):
        for form in forms:
            heading = f"{form} {word}".capitalize()
            found = read(f"{heading}: {words}\n".encode()).statements
            if [(s.ordinal, s.label) for s in found] != [(number, heading)]:
                wrong.append(form)
    for number, forms in enumerate(entry.after, 1):
        for form in forms:
            heading = f"{word} {form}".capitalize()
            found = read(f"{heading}: {words}\n".encode()).statements
            if [(s.ordinal, s.label) for s in found] != [(number, heading)]:
                wrong.append(form)
    assert wrong == []


@pytest.mark.parametrize(
    ("heading", "ordinal"),
    [
        ("1er objectif", 1),
        ("2e objectif", 2),
        ("3ème objectif", 3),
        ("Objectif n° 3", 3),
        ("1st objective", 1),
        ("2nd strategic objective", 2),
        ("1.º objetivo", 1),
        ("3º objetivo", 3),
        ("2-я цель", 2),
        ("Цель № 2", 2),
        ("Ziel Nr. 3", 3),
        ("3. Ziel", 3),
        ("第一项目标", 1),
        ("第十二个目标", 12),
        ("目标三", 3),
        ("الهدف رقم ٧", 7),
        ("Obiettivo n. 5", 5),
        ("Objectif Ⅲ", 3),
    ],
)
def test_the_number_may_stand_first(heading: str, ordinal: int) -> None:
    (found,) = read(f"{heading}: Xxxx.\n".encode()).statements
    assert (found.ordinal, found.label) == (ordinal, heading)


def test_no_phrase_has_two_meanings() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for lang in LANGUAGES:
        for kind, words in lexicon(lang).headings.items():
            for word in words:
                kinds[squeeze(fold(word))].add(kind)
    assert {p: k for p, k in kinds.items() if len(k) > 1} == {}


def test_each_lexicon_has_the_words_that_rules_ask_for() -> None:
    for lang in LANGUAGES:
        entry = lexicon(lang)
        assert {"mandate", "objective", "objectives", "result", "indicator"} <= set(
            entry.headings
        )
        assert entry.each
        assert entry.all
        assert entry.words["running"]


def test_the_patterns_are_those_of_one_grammar() -> None:
    assert isinstance(grammar().heading, re.Pattern)
    assert grammar() is grammar()


def test_an_unknown_language_has_no_lexicon() -> None:
    with pytest.raises(KeyError):
        lexicon("tlh")


@pytest.mark.parametrize(
    ("value", "number"),
    [("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("iiii", 0), ("vx", 0), ("", 0)],
)
def test_a_roman_number_has_its_proper_form(value: str, number: int) -> None:
    assert roman(value) == number


@pytest.mark.parametrize(
    ("value", "path"),
    [("1.2", (1, 2)), ("十二", (12,)), ("二十", (20,)), ("first", (1,)), ("xyz", ())],
)
def test_a_printed_number_is_a_path(value: str, path: tuple[int, ...]) -> None:
    assert parse_number(value) == path


SHARED = [(lang, word) for lang in LANGUAGES for word in lexicon(lang).shared]


def shared_captions(lang: str, word: str) -> list[str]:
    """Captions with the word before and behind "results", as its language allows."""
    results = (lexicon(lang).headings["results"] if lang != "zh" else ("成果",))[0]
    between = "" if lang == "zh" else " "
    captions = [f"{word}{between}{results}", f"{results}{between}{word}"]
    return [c[0].upper() + c[1:] for c in captions[: 1 if lang == "zh" else 2]]


def test_results_in_common_belong_to_no_one_objective() -> None:
    wrong = []
    for lang, word in SHARED:
        objective = lexicon(lang).headings["objective"][0].capitalize()
        results = "成果" if lang == "zh" else lexicon(lang).headings["results"][0]
        plan = "".join(
            f"{objective} {n}: Xxxx {n} yyyy.\n{results.capitalize()}:\n• Zzzz {n}\n"
            for n in (1, 2)
        )
        for caption in shared_captions(lang, word):
            found = read(f"{plan}{caption}:\n• Wwww\n".encode()).statements
            last = found[-1]
            told = (last.type, last.text, last.parent.status)
            if told != ("expected_result", "Wwww", "unknown"):
                wrong.append(caption)
    assert wrong == []


def words(key: str) -> list[tuple[str, str]]:
    return [(lang, word) for lang in LANGUAGES for word in lexicon(lang).words[key]]


def test_a_page_number_is_no_wording() -> None:
    wrong = []
    for lang, word in words("pages"):
        line = {"第": "第 3 页", "页": "3页"}.get(word, f"{word.capitalize()} 3")
        if types_of(f"OBJECTIVE 1: Xxxx yyyy.\n{line}\n") != ["objective"]:
            wrong.append((lang, word))
        (found,) = read(f"MANDATE\n\n{line}\n\nXxxx yyyy.\n".encode()).statements
        if found.text != "Xxxx yyyy.":
            wrong.append((lang, word))
    assert wrong == []


def test_an_aside_is_no_wording() -> None:
    wrong = []
    for _, word in words("asides"):
        lines = [f"{word.capitalize()}: Yyyy zzzz 2024", f"{word} 3: Yyyy"]
        for line in lines:
            (found,) = read(f"OBJECTIVE 1\nXxxx yyyy.\n{line}\n".encode()).statements
            if found.text != "Xxxx yyyy.":
                wrong.append(line)
    assert wrong == []


def test_below_the_title_of_contents_stands_no_plan() -> None:
    wrong = [
        word
        for _, word in words("contents")
        if types_of(f"{word.capitalize()}\nMandate 2\nObjective 1: Xxxx 3\n") != []
    ]
    assert wrong == []


def test_a_weak_word_alone_on_its_line_heads_nothing() -> None:
    wrong = [
        word
        for _, word in words("weak")
        if types_of(f"Aaaa bbbb.\n\n{word.capitalize()}\nXxxx yyyy.\n") != []
    ]
    assert wrong == []


def test_a_weak_word_is_one_of_its_language_s_headings() -> None:
    for lang in LANGUAGES:
        known = {w for ws in lexicon(lang).headings.values() for w in ws}
        assert set(lexicon(lang).words["weak"]) <= known
