"""The language of an IATI activity: as stated, else as its words look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.read.iati.codes import UNKNOWN
from mandategraph.read.iati.text import LANG
from mandategraph.read.text.identify import identify

if TYPE_CHECKING:
    from mandategraph.read.iati.text import ActivityText, Element

_SAMPLE: Final = 2000  # characters
_FEW: Final = 3  # words


def stated_language(activity: Element, text: ActivityText) -> str:
    """The language that the activity's texts inherit, and the plan's main language.

    Its own `xml:lang`, else that of the nearest element around it; else, for texts
    without a tag of their own, the language that their words look like; else the first
    that a title or description has. The last two are said in a warning. `und` when
    nothing tells.
    """
    around: Element | None = activity
    while around is not None:
        tag = around.get(LANG)
        if tag is not None:
            if tag.strip():
                return text.language(around, UNKNOWN)
            break
        around = around.getparent()
    sample, tagged = _untagged(activity)
    if not sample:
        if tagged is None:
            return UNKNOWN
        lang = text.language(tagged, UNKNOWN)
        message = (
            f"no language is stated for the whole; {lang} is that of its first text"
        )
        text.note("language_of_first_text", message)
        return lang
    found = identify(sample)
    if found.by == "block" or (found.by != "script" and len(sample.split()) < _FEW):
        message = "no language is stated, and the words are too few to tell one"
        text.note("language_unknown", message)
        return UNKNOWN
    message = f"no language is stated; the words look like {found.lang}"
    text.note("language_identified", message)
    return found.lang


def _untagged(activity: Element) -> tuple[str, Element | None]:
    """The beginning of the texts without a language, and the first tagged element."""
    pieces: list[str] = []
    length = 0
    first: Element | None = None
    for element in activity.iter("title", "description"):
        for holder in (element, *element.iter("narrative")):
            words = holder.text
            if not words or words.isspace():
                continue
            tagged = _tagged(holder, activity)
            if tagged is not None:
                first = tagged if first is None else first
            else:
                pieces.append(words.strip())
                length += len(words)
        if length > _SAMPLE:
            break
    return " ".join(pieces), first


def _tagged(element: Element, activity: Element) -> Element | None:
    """The element at or above this one, within the activity, that has a language."""
    around: Element | None = element
    while around is not None and around is not activity:
        if (around.get(LANG) or "").strip():
            return around
        around = around.getparent()
    return None
