"""IATI: whose language a text has, version 1, and pairs of a good and a bad file."""

from __future__ import annotations

import pytest

from iati_files import IATI, activities, messages, named, of, plan, read_iati, texts
from mandategraph.errors import SourceError
from mandategraph.model import Period, Reading
from mandategraph.read import readings
from mandategraph.read.source import Input


def test_the_nearest_element_with_a_language_gives_it() -> None:
    inherited = plan("languages")
    assert texts(inherited.title) == [("pt", "Herdado da raiz")]
    result, indicator = inherited.statements
    assert (result.lang, result.text) == ("fr", "Hérité du résultat")
    assert texts(result.also) == [("de", "Eigene Angabe")]
    assert (indicator.lang, indicator.text) == ("es", "Heredado del indicador")
    assert texts(indicator.values[0].notes) == [("it", "Ereditato dal commento")]


def test_an_explicit_language_wins_and_an_empty_one_means_unknown() -> None:
    other = plan("languages", 1)
    assert other.lang == "en"
    assert other.title[0].lang == "ar"
    assert other.description[0].lang == "en-gb"
    assert other.parties[0].names[0].lang == "und"
    assert messages(activities("languages")[1], "language_tag") == [
        '"en_GB" is no language tag; en-gb was taken',
        '"English" is no language tag; und was taken',
    ]


def test_without_any_tag_the_words_tell_the_language() -> None:
    french, short, tagged = activities("untagged")
    assert french.plans[0].lang == "fr"
    assert messages(french, "language_identified")
    assert short.plans[0].lang == "und"
    assert messages(short, "language_unknown")
    assert tagged.plans[0].lang == "es"
    assert messages(tagged, "language_of_first_text")


def test_version_1_has_its_texts_in_the_elements_themselves() -> None:
    old = plan("version-1")
    assert texts(old.title) == [("en", "Old wells"), ("fr", "Anciens puits")]
    assert old.description[0].text == "Repairs of old wells."
    assert old.period == Period("2009-05-01", "2011-04-30")
    roles = [(p.role, p.names[0].text) for p in old.parties]
    assert roles == [
        ("plan_of", "Lumen River Trust"),
        ("performer", "Valley Works"),
        ("beneficiary", "The upper villages"),
    ]


def test_version_1_says_an_objective_once_for_each_language() -> None:
    first, second = (s for s in plan("version-1").statements if s.type == "objective")
    assert first.text == "Wells that last."
    assert texts(first.also) == [("fr", "Des puits durables.")]
    assert second.text == "Villagers who can repair them."


def test_version_1_has_results_too() -> None:
    old = plan("version-1")
    result, indicator = of(old, "r1"), of(old, "i1")
    assert (result.level, result.text) == ("output", "Ten wells")
    assert texts(result.also) == [("fr", "Dix puits")]
    period = Period("2009-05-01", "2011-04-30")
    assert [(v.printed, v.period) for v in indicator.values] == [
        ("0", Period("2008", "2008")),
        ("10", period),
        ("8", period),
    ]
    assert texts(indicator.values[0].notes) == [("en", "None yet.")]
    assert named(indicator.values[1]) == [("iati:period-end", "2011")]
    assert not activities("version-1")[0].leftover


PAIRS = {
    "ampersand": "a & begins no entity",
    "closed": "line 4: Opening and ending tag mismatch",
    "doctype": "a DOCTYPE with declarations",
    "empty": "it holds no iati-activity",
    "encoding": "line 3: ",
    "root": "it describes organisations and holds no activities",
}


@pytest.mark.parametrize("name", PAIRS)
def test_of_each_pair_of_files_one_is_read_and_one_refused_in_one_line(
    name: str,
) -> None:
    assert activities(name)[-1].plans
    bad = (IATI / "invalid" / f"{name}.xml").read_bytes()
    with pytest.raises(SourceError) as caught:
        read_iati(bad)
    message = str(caught.value)
    assert message.startswith("file.xml: ")
    assert PAIRS[name] in message
    assert "\n" not in message
    assert caught.value.advice


def test_what_stood_before_a_break_was_already_given() -> None:
    bad = (IATI / "invalid" / "closed.xml").read_bytes()
    # a chunk of the file is parsed as a whole: the break must be in a later one
    padded = bad.replace(b"\n  <iati", b"\n" + b" " * 200_000 + b"<iati")
    given = readings(Input.of(padded), format="iati")
    first = next(given)
    assert isinstance(first, Reading)
    assert first.source.part == "XX-1"
    with pytest.raises(SourceError, match="line 4"):
        next(given)
