"""Right-to-left words: from where each letter stands to reading order."""

from __future__ import annotations

import pytest

from conftest import DATA
from mandategraph.read import read
from mandategraph.read.pdf.glyphs import Glyph, order_ligatures
from mandategraph.read.pdf.rtl import backwards, logical, spaced, unmirrored
from mandategraph.read.pdf.words import Run

FOLDER = DATA / "pdf"


def shown(letters: str) -> list[Glyph]:
    """The glyphs as they stand on a line from left to right, 10 points each."""
    kinds = {
        c: "R" if "\u0590" <= c <= "\u06ff" and c.isalpha()
        else "N" if c.isdigit() else "L" if c.isalpha()
        else " " if c == " " else "-"
        for c in letters
    }  # fmt: skip
    return [
        Glyph(c, 10.0 * i, 10.0 * i + 10, 100, 10, i, kinds[c])
        for i, c in enumerate(letters)
    ]


def ordered(letters: str) -> str:
    return "".join(g.text for g in logical(shown(letters)))


# The first as the line looks from left to right, letter by letter.
@pytest.mark.parametrize(
    ("on_the_page", "read_as"),
    [
        ("גבא", "אבג"),
        ("דג בא", "אב גד"),
        ("12 בא", "אב 12"),
        (".2030 בא", "אב 2030."),
        ("12.5% גב", "בג 12.5%"),
        ("%12.5 بأ", "أب 12.5%"),
        ("דג abc def בא", "אב abc def גד"),
        ("ג COVID-19 בא", "אב COVID-19 ג"),
        ("2031-2027 בא", "אב 2027-2031"),
        ("٢٠٣٠/١٢ בא", "אב ٢٠٣٠/١٢"),
        ("4 3 בא", "אב 3 4"),
    ],
)
def test_a_line_is_read_from_its_right_and_numbers_from_their_left(
    on_the_page: str, read_as: str
) -> None:
    assert ordered(on_the_page) == read_as


@pytest.mark.parametrize(
    ("read_as", "turned"),
    [
        ("אב )גד( הו", "אב (גד) הו"),
        ("אב (גד) הו", "אב (גד) הו"),
        ("»אב«", "«אב»"),
        ("אב )גד(.", "אב (גד)."),
        ("אב", "אב"),
    ],
)
def test_brackets_open_before_a_word_and_close_after_one(
    read_as: str, turned: str
) -> None:
    assert unmirrored(read_as) == turned


def test_a_gap_between_letters_parts_words_and_a_small_one_does_not() -> None:
    glyphs = shown("גבא")
    glyphs[1].left, glyphs[1].right = 11, 20
    glyphs[2].left, glyphs[2].right = 23, 33
    assert [g.text for g in spaced(glyphs)] == ["ג", "ב", " ", "א"]


@pytest.mark.parametrize("listed", ["لا", "ال", "لأ", "أل"])
def test_in_a_ligature_of_lam_and_alef_the_lam_comes_first(listed: str) -> None:
    glyph = Glyph(listed, 0, 10, 100, 10, 0, "R")
    order_ligatures([glyph])
    assert glyph.text[0] == "ل"


def test_other_ligatures_follow_the_order_in_which_lam_and_alef_were_found() -> None:
    def long_one(pair: str) -> str:
        glyphs = [Glyph(t, 0, 10, 100, 10, 0, "R") for t in (pair, "هللا")]
        order_ligatures(glyphs)
        return glyphs[1].text

    assert long_one("ال") == "هللا"[::-1]
    assert long_one("لا") == "هللا"


def test_words_that_end_in_lam_alef_were_drawn_the_wrong_way_round() -> None:
    words = ["الهدف", "الولاية", "النتائج", "المياه"]
    right = [Run(w, 0, 1, 2, 3, rtl=True) for w in words]
    wrong = [Run(w[::-1], 0, 1, 2, 3, rtl=True) for w in words]
    assert not backwards(right)
    assert backwards(wrong)
    assert not backwards([Run("إلا"[::-1], 0, 1, 2, 3, rtl=True)])


@pytest.mark.parametrize("made", ["cairo", "libreoffice", "weasyprint"])
def test_numbers_latin_words_brackets_and_vowel_signs_come_out_as_written(
    made: str,
) -> None:
    reading = read(FOLDER / f"ar-mixed-words.{made}.pdf")
    wordings = {s.text for s in reading.statements}
    assert "خفض التسرب من ١٢٫٥٪ إلى ٣٪ خلال خمس سنوات." in wordings
    assert "شراكة مع منظمة Save the Children في ٤ مدن." in wordings
    assert "مُعَلِّمٌ مؤهل في كل صف." in wordings
    assert "طباعة 1,500,000 كتاب بنسختي PDF و EPUB مجاناً." in wordings
    assert "تعليم جيد لكل طفل (من سن ٦ إلى ١٥ سنة) في القرى والمدن." in wordings


def test_columns_of_arabic_are_read_from_the_right() -> None:
    reading = read(FOLDER / "ar-columns-springs.chromium.pdf")
    labels = [s.label for s in reading.statements if s.type == "objective"]
    assert labels == [f"الهدف {n}" for n in "١٢٣٤"]
    boxes = [p.box for p in reading.source.places if p.span.of(
        reading.source.text).startswith("الهدف")]  # fmt: skip
    lefts = [box[0] for box in boxes if box]
    assert lefts == sorted(lefts, reverse=True)
