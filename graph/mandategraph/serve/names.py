"""Names of the interface for what the graph has codes for: states, roles, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.serve.wording import message

if TYPE_CHECKING:
    from mandategraph.serve.wording import Words

WORTH: Final = {
    "issuer": message("issuer’s own words"),
    "reviewed": message("reviewed translation"),
    "candidate": message("translation, not reviewed"),
    "machine": message("machine translation, not reviewed"),
    "label": message("heading in place of a wording"),
    "code": message("code"),
}
STATES: Final = {
    "stated": message("stated in the source"),
    "accepted": message("accepted, not stated in the source"),
    "proposed": message("proposed, not accepted"),
    "rejected": message("rejected"),
    "open": message("left open by the source"),
}
ROLES: Final = {
    "evidence": message("statement"),
    "headingSpan": message("heading"),
    "titleSpan": message("title"),
    "descriptionSpan": message("description"),
    "noteSpan": message("note"),
    "unitSpan": message("unit"),
    "leftover": message("read as no part of a statement, in"),
}
OWN_NAMES: Final = {"en": "English", "fr": "français", "es": "español", "ar": "العربية"}


def worth(words: Words, status: str) -> str:
    """What a wording is worth, said in words: `label · machine` has two parts."""
    return " · ".join(words.say(WORTH.get(one, one)) for one in status.split(" · "))


def state(words: Words, status: str) -> str:
    """What is known of a link, said in words."""
    return words.say(STATES.get(status, status))


def role(words: Words, name: str) -> str:
    """What the words of a source are for."""
    return words.say(ROLES.get(name, name))


def language(words: Words, tag: str) -> str:
    """The language's name in the language of the interface; the tag if it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(tag, sep="-").get_display_name(words.lang)
    except (ValueError, UnknownLocaleError):
        named = None
    return named or tag


def number(words: Words, value: float) -> str:
    """The number as the language of the interface writes it."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=words.lang)


def day(words: Words, text: str) -> str:
    """The day, `2026-11-01`, as the language of the interface writes it."""
    from datetime import date

    from babel.dates import format_date

    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return format_date(found, "long", locale=words.lang)
