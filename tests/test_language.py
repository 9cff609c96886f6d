"""The language policy: which form is shown, in which direction, and how it is told."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.errors import QueryError
from mandategraph.language import (
    STATUSES,
    Choice,
    Form,
    LanguagePolicy,
    TextFormStatus,
    direction_of,
    is_language_tag,
)

tags = st.sampled_from(
    ["", "ar", "de", "en", "en-gb", "es", "es-419", "es-mx", "fr", "fr-ca", "mul", "pt"]
)
ranges = st.lists(st.sampled_from(["ar", "en", "en-gb", "es", "es-mx", "fr", "pt-br"]))
forms = st.builds(Form, st.sampled_from("abc"), tags, st.sampled_from(STATUSES))
policies = st.builds(LanguagePolicy, ranges, ranges)
WORDINGS: tuple[TextFormStatus, ...] = ("issuer", "reviewed", "candidate", "machine")


def chosen(asked: str, *forms: Form) -> str:
    """Language and status of what is shown, as `note` spells them."""
    form = LanguagePolicy.parse(asked).choose(forms)
    assert form is not None
    return form.note


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("ar", "rtl"),
        ("he-il", "rtl"),
        ("FA", "rtl"),
        ("ckb", "rtl"),
        ("fr", "ltr"),
        ("zh-hant-tw", "ltr"),
        ("az-arab", "rtl"),  # the script subtag wins over the language
        ("ks-latn", "ltr"),
        ("yi-hebr", "rtl"),
        ("", "auto"),
        ("und", "auto"),
        ("mul", "auto"),
        ("ar-zyyy", "auto"),  # a script subtag that names no script
        ("und-arab", "rtl"),
        ("x-klingon", "auto"),
        ("not a tag", "auto"),
    ],
)
def test_direction_follows_script_then_language(lang: str, direction: str) -> None:
    assert direction_of(lang) == direction
    assert Form("text", lang).direction == direction


def test_tags_are_kept_in_lower_case() -> None:
    assert Form("texto", "es-MX").lang == "es-mx"
    assert LanguagePolicy(["FR", "es-MX"]).asked == ("fr", "es-mx")


def test_note_names_language_and_status_but_not_the_issuers_own() -> None:
    assert Form("a", "fr").note == "fr"
    assert Form("a", "fr", "machine").note == "fr · machine"
    assert Form("ct-o1", "", "code").note == "code"
    assert Form("a", "").note == ""


def test_first_asked_language_wins_over_a_more_trusted_form_of_the_next() -> None:
    assert chosen("es,fr", Form("a", "fr"), Form("b", "es", "machine")) == (
        "es · machine"
    )


def test_lookup_cuts_the_range_until_a_tag_fits() -> None:
    assert chosen("es-mx,fr", Form("a", "es"), Form("b", "fr")) == "es"


def test_lookup_prefers_the_longer_tag() -> None:
    assert chosen("zh-hant-tw", Form("a", "zh"), Form("b", "zh-hant")) == "zh-hant"


def test_lookup_cuts_a_single_letter_subtag_with_what_follows_it() -> None:
    # RFC 4647, 3.4: en-x-a is cut to en, never to en-x
    assert chosen("en-x-a,fr", Form("a", "fr"), Form("b", "en")) == "en"


def test_filtering_finds_a_regional_tag_when_lookup_fails() -> None:
    assert chosen("es", Form("a", "es-419"), Form("b", "en")) == "es-419"


def test_filtering_does_not_take_a_tag_that_merely_begins_alike() -> None:
    assert chosen("es", Form("a", "est"), Form("b", "en")) == "en"


def test_a_range_is_not_widened_to_a_sister_region() -> None:
    assert chosen("es-mx", Form("a", "es-ar"), Form("b", "en")) == "en"


def test_lookup_comes_before_filtering_whatever_the_status() -> None:
    assert chosen("es", Form("a", "es-419"), Form("b", "es", "machine")) == (
        "es · machine"
    )


def test_more_trusted_status_wins_within_one_language() -> None:
    given = [Form("a", "fr", status) for status in reversed(WORDINGS)]
    shown = []
    while given:
        form = LanguagePolicy(["fr"]).choose(given)
        assert form is not None
        shown.append(form.status)
        given.remove(form)
    assert tuple(shown) == WORDINGS


def test_mul_then_untagged_come_before_the_declared_languages() -> None:
    untagged, english = Form("a", "", "machine"), Form("b", "en")
    assert chosen("fr", english, untagged, Form("c", "mul", "machine")) == (
        "mul · machine"
    )
    assert chosen("fr", english, untagged) == "machine"
    assert chosen("fr", english) == "en"


def test_beyond_what_was_asked_the_issuers_wording_is_preferred() -> None:
    # declared order is en, fr, es, ar; only the Spanish one is the issuer's own
    translated = [Form("a", "en", "reviewed"), Form("b", "fr", "machine")]
    assert chosen("pt", *translated, Form("c", "es")) == "es"
    assert chosen("pt", *translated) == "en · reviewed"


def test_declared_languages_come_before_others() -> None:
    assert chosen("ar", Form("a", "de"), Form("b", "en", "machine")) == "en · machine"


def test_other_languages_come_by_tag_the_issuers_own_first() -> None:
    assert chosen("ar", Form("a", "pt"), Form("b", "it")) == "it"
    assert chosen("ar", Form("a", "pt"), Form("b", "it", "reviewed")) == "pt"


def test_a_label_stands_in_only_when_no_wording_exists() -> None:
    label, wording = Form("OBJECTIF 2", "fr", "label"), Form("Reduce damage.", "en")
    code = Form("rba-o2", "", "code")
    assert LanguagePolicy(["fr"]).choose([label, wording, code]) == wording
    assert LanguagePolicy(["fr"]).choose([label, code]) == label
    assert LanguagePolicy(["fr"]).choose([code]) == code


def test_no_forms_give_none() -> None:
    assert LanguagePolicy(["fr"]).choose([]) is None
    assert LanguagePolicy(["fr"]).explain([]) is None


def test_explain_tells_a_fallback_from_what_was_asked() -> None:
    policy = LanguagePolicy.parse("es-mx,fr")
    spanish, english = Form("a", "es"), Form("b", "en")
    assert policy.explain([spanish, english]) == Choice(spanish, asked=True)
    assert policy.explain([english]) == Choice(english, asked=False)


def test_nothing_is_a_fallback_when_nothing_was_asked() -> None:
    form = Form("a", "de")
    assert LanguagePolicy().explain([form]) == Choice(form, asked=True)


def test_parse_takes_blanks_and_empty_parts() -> None:
    assert LanguagePolicy.parse(" fr , EN,, ") == LanguagePolicy(("fr", "en"))
    assert LanguagePolicy.parse("") == LanguagePolicy()


@pytest.mark.parametrize("tag", ["french", "e", "fr_FR", "*", "en--gb", "fr fr", "fr-"])
def test_malformed_tag_is_refused(tag: str) -> None:
    with pytest.raises(QueryError, match="not a language tag"):
        LanguagePolicy.parse(tag)


def test_underscore_is_corrected_in_the_advice() -> None:
    with pytest.raises(QueryError, match="write fr-ca"):
        LanguagePolicy.parse("fr_CA")


@pytest.mark.parametrize(
    "tag",
    ["fr", "zh-Hant-TW", "es-419", "sl-rozaj-1994", "de-a-value", "ar-x-own", "ckb"],
)
def test_wellformed_tags_are_accepted(tag: str) -> None:
    assert is_language_tag(tag)


@given(policies, st.lists(forms, min_size=1), st.randoms(use_true_random=False))
def test_choice_does_not_depend_on_the_order_of_forms(
    policy: LanguagePolicy, given: list[Form], random: Random
) -> None:
    shuffled = sorted(given, key=lambda _: random.random())
    assert policy.choose(shuffled) == policy.choose(given)


@given(policies, st.lists(forms, min_size=1))
def test_some_form_is_always_chosen_from_those_given(
    policy: LanguagePolicy, given: list[Form]
) -> None:
    assert policy.choose(given) in given


@given(policies, st.lists(forms, min_size=1), forms)
def test_a_form_in_an_asked_language_never_makes_the_choice_less_asked(
    policy: LanguagePolicy, given: list[Form], new: Form
) -> None:
    before, after = policy.explain(given), policy.explain([*given, new])
    assert before is not None
    assert after is not None
    if policy.covers(new.lang):
        assert after.asked or not before.asked


@given(policies, st.lists(forms, min_size=1), forms)
def test_a_further_form_is_either_chosen_or_changes_nothing(
    policy: LanguagePolicy, given: list[Form], new: Form
) -> None:
    assert policy.choose([*given, new]) in (policy.choose(given), new)


@given(policies, st.lists(forms, min_size=1))
def test_a_wording_is_asked_for_whenever_one_in_an_asked_language_exists(
    policy: LanguagePolicy, given: list[Form]
) -> None:
    wordings = [form for form in given if form.status in WORDINGS]
    choice = policy.explain(wordings)
    if choice:
        assert choice.asked == any(policy.covers(form.lang) for form in wordings)


@given(st.text())
def test_direction_is_known_for_any_string(lang: str) -> None:
    assert direction_of(lang) in ("ltr", "rtl", "auto")
