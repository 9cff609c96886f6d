"""The matching copy and what is built on it, on arbitrary text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph.errors import SourceError
from mandategraph.model import Reading, Span
from mandategraph.read import read
from mandategraph.read.text.dewrap import wording
from mandategraph.read.text.identify import identify
from mandategraph.read.text.normalise import Matching, fold, fold_character

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PIECES = st.sampled_from(
    [
        "MANDATE",
        "Mandat",
        "OBJECTIVE",
        "Objectif 2",
        "OBJECTIVE 1:",
        "1.",
        "2)",
        "(a)",
        "Expected results:",
        "RÉSULTATS ATTENDUS POUR CHAQUE OBJECTIF",
        "all",
        "Indicator:",
        "• ",
        "•",
        "- ",
        "– ",
        "\uf0b7",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "« ",
        " »",
        "“",
        "”",
        '"',
        "words here",
        "Zwei Wörter",
        "co-\noperation",
        "vigi\xad\nlancia",
        "目标一",
        "预期成果：",
        "الهدف ٤",
        "النتائج",
        "Цель 3",
        " ",
        "\t",
        "\u2028",
        "e\u0301",
        ".",
        ":",
        "for each objective",
        "Objectives 1-3",
        "OBJETIVO\nESTRATÉGICO 2",
        "\u200f",
        "ﬁn",
        "I",
        "IV",
        "3.2",
        "Activities",
    ]
)
LEAFLETS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(
    PIECES, max_size=40
).map("".join)


def reading_of(text: str) -> Reading | None:
    try:
        return read(text.encode("utf-8"))
    except SourceError:
        return None


@given(TEXTS | LEAFLETS)
def test_each_place_of_the_copy_leads_back_to_its_character(text: str) -> None:
    copy = Matching(text)
    assert len(copy.lower) == len(copy.text)
    for i, c in enumerate(copy.text):
        span = copy.span(i, i + 1)
        assert span.start < span.end
        if text[span.start : span.start + 2] != "\r\n":
            assert c in fold_character(text[span.start])


@given(TEXTS | LEAFLETS)
def test_the_way_back_keeps_the_order(text: str) -> None:
    copy = Matching(text)
    places = [copy.to_raw(i) for i in range(len(copy.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(TEXTS)
def test_accents_composed_or_not_give_the_same_copy(text: str) -> None:
    latin = "".join(c for c in text if ord(c) < 0x250)
    assert fold(unicodedata.normalize("NFD", latin)) == fold(
        unicodedata.normalize("NFC", latin)
    )


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("É\r\nx\ry\x0bz", "e\nx\ny\nz"),
        ("a\u2028b\x85c\u2029d", "a\nb\nc\nd"),
        ("a\xa0b\u202fc\u3000d", "a b c d"),
        ("ﬁn OBJECTIF Ⅳ", "fin objectif iv"),
        ("الأهـــداف المُتوقَّعة ٤", "الاهداف المتوقعه 4"),
        ("l’été l'ete", "l'ete l'ete"),
        ("１：目标", "1:目标"),
        ("vigi\xadlancia", "vigilancia"),
        ("x²", "x²"),
    ],
)
def test_one_spelling_matches_the_ways_to_type_it(text: str, copy: str) -> None:
    assert fold(text) == copy


def test_an_accent_on_its_own_belongs_to_the_letter_before_it() -> None:
    assert Matching("ve\u0301 x").span(0, 2) == Span(0, 3)


@given(TEXTS | LEAFLETS)
@settings(max_examples=300, deadline=None)
def test_every_character_that_is_no_blank_is_accounted_for(text: str) -> None:
    reading = reading_of(text)
    if reading is None:
        return
    covered = [False] * len(text)
    spans = [*reading.leftover, *reading.marks]
    spans += [s.span for s in reading.statements]
    spans += [s.heading for s in reading.statements if s.heading]
    body = reading.source.text
    for span in spans:
        assert 0 <= span.start < span.end <= len(body)
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert [
        c
        for c, seen in zip(body, covered, strict=False)
        if not seen and not c.isspace()
    ] == []


@given(LEAFLETS)
@settings(max_examples=300, deadline=None)
def test_the_fragments_give_the_wording(text: str) -> None:
    reading = reading_of(text)
    for s in reading.statements if reading else ():
        body = reading.source.text if reading else ""
        assert (wording(body, s.fragments) or None) == s.text
        if s.fragments:
            assert s.span == Span(s.fragments[0].start, s.fragments[-1].end)
        for fragment in s.fragments:
            piece = fragment.of(body)
            assert piece == piece.strip()
            assert not set(piece) & set("\n\r\f\v\u2028\x85\t")
        if s.heading:
            assert " ".join(s.heading.of(body).split()) == s.label


@given(LEAFLETS)
@settings(max_examples=300, deadline=None)
def test_names_are_unique_and_links_lead_to_statements(text: str) -> None:
    reading = reading_of(text)
    for plan in reading.plans if reading else ():
        ids = [s.id for s in plan.statements]
        assert len(set(ids)) == len(ids)
        for s in plan.statements:
            ends = [c.target for c in s.parent.candidates]
            ends += [s.parent.target] if s.parent.target else []
            assert set(ends) <= set(ids) - {s.id}
            assert set(s.applies_to) <= set(ids)
            assert (s.parent.status == "asserted") == (s.parent.target is not None)
    if reading:
        everything = [s.id for s in reading.statements]
        assert len(set(everything)) == len(everything)


@given(TEXTS)
def test_any_bytes_give_a_reading_or_one_clear_line(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "latin-1", "utf-32-be"):
        try:
            read(text.encode(encoding, "replace"))
        except SourceError as error:
            assert "\n" not in str(error)  # noqa: PT017 - not always raised


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vigi\xad\nlancia", "vigilancia"),
        ("long-\nterm", "long-term"),
        ("co-\noperation, as in cooperation", "cooperation, as in cooperation"),
        ("short-\nand long-term", "short- and long-term"),
        ("加强\n合作", "加强合作"),
        ("two  blanks\tand a tab", "two blanks and a tab"),
        ("within 9-\n10 years", "within 9- 10 years"),
    ],
)
def test_lines_are_joined_as_a_reader_would(text: str, words: str) -> None:
    reading = read(f"MANDATE\n{text}\n".encode())
    assert [s.text for s in reading.statements] == [words]


@pytest.mark.parametrize(
    ("text", "words", "balanced"),
    [
        ("« Servir les ports. »", "Servir les ports.", True),
        ("«\u202fServir les ports.\u202f»", "Servir les ports.", True),
        ("„Den Häfen dienen“", "Den Häfen dienen", True),
        ("„Den Häfen dienen”", "Den Häfen dienen", True),
        ("»Den Häfen dienen«", "Den Häfen dienen", True),
        ("“Serve “all” ports”.", "Serve “all” ports", True),
        ('"Serve the ports"', "Serve the ports", True),
        ("”نخدم الموانئ“", "نخدم الموانئ", True),
        ("「服务港口」", "服务港口", True),
        ("《服务港口》", "服务港口", True),
        ("“Serve” the “ports”", "“Serve” the “ports”", True),
        ("« Servir les ports.", "« Servir les ports.", False),
        ("Servir les ports. »", "Servir les ports. »", False),
        ("« Servir.\n\nAider. »", "Servir. Aider.", True),
    ],
)
def test_outer_quotation_marks_are_no_wording(
    text: str,
    words: str,
    balanced: bool,  # noqa: FBT001 - a column of the table
) -> None:
    reading = read(f"MANDATE\n{text}\n\nMore.\n".encode())
    assert [s.text for s in reading.statements] == [words]
    codes = {w.code for w in reading.warnings}
    assert ("unbalanced_quote" in codes) is not balanced


@pytest.mark.parametrize(
    ("text", "block", "lang", "by"),
    [
        ("تعزيز التعاون", "en", "ar", "script"),
        ("Укрепить сотрудничество", "en", "ru", "script"),
        ("加强合作", "en", "zh", "script"),
        ("Resultados previstos", "pt", "pt", "block"),
        ("Resultados previstos", "es", "es", "block"),
        ("2026", "fr", "fr", "block"),
        ("Support the towns of the region", "en", "en", "words"),
    ],
)
def test_script_and_surroundings_decide_before_the_model(
    text: str, block: str, lang: str, by: str
) -> None:
    found = identify(text, block=block)
    assert (found.lang, found.by) == (lang, by)


def test_a_tie_of_spanish_and_portuguese_is_reported() -> None:
    assert identify("Resultados previstos anuales", among=("es", "pt")).by == "model"
    assert identify("Resultados previstos").tie


def test_another_language_inside_a_block_is_seen_when_it_is_clear() -> None:
    text = "Les services de la police partagent des renseignements avec les pays"
    assert identify(text, block="en").lang == "fr"
