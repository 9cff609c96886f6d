"""How texts are compared: what is alike for a search, and what sorts first."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.folding import fold, folded_with_offsets, natural, spellings

# Scripts in which a composed letter and its parts must fold alike
LETTERS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x52F),
    st.characters(min_codepoint=0x590, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x1E00, max_codepoint=0x1FFE),
    st.sampled_from("\u0301\u0308\u0345\u0653\u0654\u0655\ufb01\ufef5\ufefb"),
)
MARKED = st.text(LETTERS)
ANY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), LETTERS))


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("Égalité", "EGALITE"),
        ("e\u0301galite\u0301", "égalité"),
        ("Straße", "STRASSE"),
        ("Cœur, Ærø", "coeur, aero"),
        ("Łódź", "lodz"),
        ("đường phố", "duong pho"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),  # the last sigma has a shape of its own
        ("τῷ", "τω"),  # iota subscript is a mark
        ("ТЁПЛЫЙ", "теплый"),  # Russians mostly write е for ё
        ("Їжак", "іжак"),
        ("Diyarbakır", "DİYARBAKIR"),
        ("Diyarbakir", "diyarbakır"),
        ("İstanbul", "istanbul"),
        ("año", "ano"),
        ("ﬁnance o\ufb03ce", "finance office"),
        ("ｗｉｄｅ m²", "wide m2"),
        ("co‑operation – l’eau", "co-operation - l'eau"),
        ("« mot »", '" mot "'),
        ("soft\u00adhyphen", "softhyphen"),
        ("two\u00a0\n words", "two words"),
        ("الإرهاب", "الارهاب"),
        ("أهداف", "اهداف"),
        ("ا\u0654هداف", "أهداف"),  # hamza as a mark of its own
        ("آسيا", "اسيا"),
        ("ٱلله", "الله"),
        ("مُحَمَّدٌ", "محمد"),
        ("ســـلام", "سلام"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("بيئة", "بييه"),
        ("\ufefb \ufef7", "لا لا"),  # ligatures of lam with alef
        ("\ufe8d\ufedf\ufee4\ufe8e\ufe80", "الماء"),  # letters as shapes
        ("کشوری", "كشوري"),  # Persian kaf and yeh
        ("٣ أهداف", "3 أهداف"),
        ("۱۴۰۵", "1405"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_these_are_alike(text: str, alike: str) -> None:
    assert fold(text) == fold(alike)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("peace", "piece"),
        ("ب", "ت"),
        ("ک", "گ"),
        ("ماء", "ما"),  # a hamza that stands alone is a letter
        ("が", "か"),
        ("की", "का"),
        ("Ⅳ", "iv"),  # one sign for several letters stays itself
        ("½", "1/2"),
        ("a b", "ab"),
        ("3", "٢"),
    ],
)
def test_these_are_not_alike(text: str, other: str) -> None:
    assert fold(text) != fold(other)


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MARKED)
def test_composed_and_decomposed_texts_are_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(text) == fold(composed) == fold(decomposed)


@given(ANY, ANY)
def test_parts_fold_as_they_do_in_the_whole(left: str, right: str) -> None:
    # but for blanks that meet
    assert fold(left + right) == fold(fold(left) + fold(right))


@given(ANY)
def test_each_folded_character_points_at_the_one_it_is_from(text: str) -> None:
    folded, at = folded_with_offsets(text)
    assert folded == fold(text)
    assert len(at) == len(folded) + 1
    assert at == sorted(at)
    assert at[-1] == len(text)
    for i, letter in enumerate(folded):
        assert letter in fold(text[at[i] : at[i] + 1])


def test_a_found_word_can_be_marked_in_the_text_as_it_stands() -> None:
    text = "مكافحة الإِرْهَاب: o\ufb03ce, Straße"
    folded, at = folded_with_offsets(text)

    def marked(word: str) -> str:
        start = folded.index(fold(word))
        return text[at[start] : at[start + len(fold(word))]]

    assert marked("ارهاب") == "إِرْهَاب"
    assert marked("office") == "o\ufb03ce"
    assert marked("strasse") == "Straße"


def test_spellings_are_the_fold_turned_round_for_every_character() -> None:
    single = {c: to for to, chars in spellings().of.items() for c in chars}
    silent = set(spellings().silent)
    for code in range(0x20000):
        char = chr(code)
        folded = fold(char)
        if not folded:
            assert char in silent
        elif len(folded) > 1:
            assert spellings().joined[char] == folded
        else:
            assert single.get(char, char) == folded
    for start in range(0x20000, sys.maxunicode, 0x1000):
        block = "".join(map(chr, range(start, start + 0x1000)))
        assert fold(block) == "".join(single.get(char, char) for char in block)
    assert "\u0640" in silent
    assert spellings().joined["ß"] == "ss"


def test_numbers_in_a_text_are_sorted_by_their_value() -> None:
    codes = [
        "o10",
        "o2",
        "a",
        "1.10",
        "1.9",
        "o2b",
        "o02",
        "12",
        "011",
        f"o{'9' * 5000}",
    ]
    assert sorted(codes, key=natural) == [
        *("1.9", "1.10", "011", "12", "a", "o02", "o2", "o2b", "o10"),
        f"o{'9' * 5000}",
    ]


@given(st.lists(st.text("ao01289.٣²", max_size=6), unique=True))
def test_the_natural_order_never_leaves_two_texts_equal(texts: list[str]) -> None:
    assert len({tuple(natural(text)) for text in texts}) == len(texts)
    backwards = texts[::-1]
    assert sorted(texts, key=natural) == sorted(backwards, key=natural)
