"""The leaflets typed in other ways: what is read must stay the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from conftest import LEAFLETS
from mandategraph.read import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.model import Reading

TEXT = LEAFLETS.read_bytes().decode("utf-8")
CAPTION = " RÉSULTATS ESCOMPTÉS POUR CHACUN DES OBJECTIFS:  \n"
ROW = "OBJECTIF 4OBJECTIF 1 OBJECTIF 2 OBJECTIF 3\n"
FRENCH = TEXT.index("MANDAT")


def reading_of(text: str) -> Reading:
    return read(text.encode("utf-8"), file="leaflet.txt")


def content(reading: Reading) -> list[tuple[str, str, str]]:
    """Type, wording or label, and language of each statement, sorted."""
    rows = [
        (s.type, (s.text or s.label or ""), s.lang.lower()) for s in reading.statements
    ]
    return sorted(
        (
            kind,
            unicodedata.normalize("NFC", words).casefold().replace("\xa0", " "),
            lang,
        )
        for kind, words, lang in rows
    )


def parents(reading: Reading) -> list[tuple[str, str]]:
    return sorted((s.type, s.parent.status) for s in reading.statements)


def caption_first(text: str) -> str:
    return text.replace(CAPTION, "").replace(
        "MANDAT\n", CAPTION.lstrip() + "\nMANDAT\n"
    )


def caption_before_row(text: str) -> str:
    return text.replace(CAPTION, "").replace(ROW, CAPTION.lstrip() + "\n" + ROW)


def caption_after_row(text: str) -> str:
    return text.replace(CAPTION, "").replace(ROW, ROW + "\n" + CAPTION.lstrip())


def lower_headings(text: str) -> str:
    text = re.sub(r"(OBJECTIVE|OBJECTIF|MANDAT)\b", lambda m: m[0].lower(), text)
    return (
        text.replace(ROW, ROW.lower())
        .replace("4OBJECTIF", "4objectif")
        .replace(CAPTION, CAPTION.lower())
    )


SAME: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda t: t.replace("\n", "\r\n"),
    "a byte order mark": lambda t: "\ufeff" + t,
    "a no-break space after bullets": lambda t: t.replace("• ", "•\xa0"),
    "no-break spaces inside guillemets": lambda t: t.replace("« ", "«\xa0").replace(
        " »", "\xa0»"
    ),
    "no blank line between bullets": lambda t: t.replace("\n\n•", "\n•"),
    "a blank line inside a bullet": lambda t: t.replace(
        "multilatérales et \n", "multilatérales et \n\n"
    ),
    "headings in small letters": lower_headings,
    "the caption first": caption_first,
    "the caption above the objectives": caption_before_row,
    "the caption below the objectives": caption_after_row,
    "French before English": lambda t: t[FRENCH:] + "\n" + t[:FRENCH],
    "decomposed accents": lambda t: unicodedata.normalize("NFD", t),
    "dashes as bullets": lambda t: t.replace("• ", "– "),
    "hyphens as bullets": lambda t: t.replace("• ", "- "),
    "bullets without a blank": lambda t: t.replace("• ", "•"),
    "bullets from the private use area": lambda t: t.replace("•", "\uf0b7"),
    "a form feed before the mandate": lambda t: t.replace("MANDAT\n", "\fMANDAT\n"),
    "a line separator before the mandate": lambda t: t.replace(
        "\n\nMANDAT\n", "\u2028MANDAT\u2028"
    ),
    "next line characters": lambda t: t.replace("\n", "\x85"),
    "old line ends": lambda t: t.replace("\n", "\r"),
    "the caption on two lines": lambda t: t.replace("POUR CHACUN", "POUR\nCHACUN"),
    "a blank before the caption's colon": lambda t: t.replace(
        "DES OBJECTIFS:", "DES OBJECTIFS :"
    ),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_the_same_statements_are_read(change: Callable[[str], str]) -> None:
    changed = reading_of(change(TEXT))
    expected = content(reading_of(TEXT))
    assert content(changed) == expected


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_no_parent_is_asserted_that_was_not_before(
    change: Callable[[str], str],
) -> None:
    assert parents(reading_of(change(TEXT))) == parents(reading_of(TEXT))


def test_without_the_caption_the_items_have_no_type() -> None:
    reading = reading_of(TEXT.replace(CAPTION, ""))
    assert [s.type for s in reading.statements].count("expected_result") == 0
    items = [w for w in reading.warnings if w.code == "unclassified_item"]
    assert len(items) == 13
    assert items[0].span is not None
    assert items[0].span.of(reading.source.text).startswith("• Présence renforcée")
    assert items[0].span.of(reading.source.text).endswith("Membres.")


def test_without_the_caption_the_type_is_proposed_on_request_only() -> None:
    text = TEXT.replace(CAPTION, "").encode()
    assert not [w for w in read(text).warnings if w.code == "proposed_type"]
    proposed = read(text, propose=True)
    assert len([w for w in proposed.warnings if w.code == "proposed_type"]) == 13
    assert len(proposed.statements) == 9


WRAPPED = (
    "des services chargés \nde l’application de \nla loi inspirés par ses \nMembres."
)


def test_an_objective_named_in_running_text_is_no_heading() -> None:
    assert WRAPPED in TEXT
    changed = TEXT.replace(
        WRAPPED, WRAPPED[:-9] + "Membres selon l’\nobjectif 3 du plan."
    )
    reading = reading_of(changed)
    assert [s.label for s in reading.statements if s.type == "objective"] == [
        s.label for s in reading_of(TEXT).statements if s.type == "objective"
    ]
    results = [s for s in reading.statements if s.type == "expected_result"]
    assert len(results) == 13
    assert {s.parent.status for s in results} == {"unknown"}
    assert "objectif 3 du plan." in (results[0].text or "")


@pytest.mark.parametrize(
    "words",
    ["voir l’\nOBJECTIF 3 du plan.", "suivant\nobjectif 3.", "comme en\nObjectif 3"],
)
def test_a_wrapped_mention_does_not_cut_an_item(words: str) -> None:
    reading = reading_of(TEXT.replace("\nMembres.", "\nMembres, " + words))
    assert len(reading.statements) == 23
    results = [s for s in reading.statements if s.type == "expected_result"]
    assert "bjectif 3" in (results[0].text or "").replace("OBJECTIF", "bjectif")
