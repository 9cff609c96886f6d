"""What a reviewer of a translation wants to see: numbers, places and links that differ.

Nothing of this is an error: a translation may write "four" for 4.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

# groups of three digits may stand apart: 1 250, 1,250, 1’250
_NUMBER: Final = re.compile(r"\d{1,3}(?:[  ’'٬]\d{3})+(?!\d)|\d+(?:[.,٫٬]\d+)*")
_KEPT: Final = re.compile(
    r"""https?://[^\s<>"»”)]+[^\s<>"»”).,;:]   # addresses
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+           # mail
      | \{[\w.]*\} | %\(\w+\)[sdf] | </?[A-Za-z][\w-]*/?>   # places for values, tags
    """,
    re.VERBOSE,
)


# languages that are written in one script only, by their tags without a region
_SCRIPTS: Final = {
    **dict.fromkeys(("de", "en", "es", "fr", "it", "nl", "pt"), "LATIN"),
    **dict.fromkeys(("bg", "ru", "uk"), "CYRILLIC"),
    "ar": "ARABIC",
    "el": "GREEK",
    "he": "HEBREW",
}
_LETTERS: Final = 12  # fewer may be a name, which any language takes as it is


def script_doubts(text: str, lang: str) -> list[str]:
    """A remark when the text has not one letter of the script of its language."""
    language, *rest = lang.split("-")
    wanted = _SCRIPTS.get(language)
    letters = [unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha()]
    subtagged = any(len(part) == 4 for part in rest)
    if wanted is None or subtagged or len(letters) < _LETTERS or wanted in letters:
        return []
    found = Counter(letters).most_common(1)[0][0].capitalize()
    return [f"{found} letters only, which {lang} is not written in"]


def doubts(source: str, text: str) -> list[str]:
    """What differs between the words and their translation, one remark each."""
    return [*_same(source, text), *_numbers(source, text), *_kept(source, text)]


def numbers(text: str) -> Counter[str]:
    """The numbers of the text, without what parts their digits; `١٢` is `12`."""
    western = "".join(
        str(unicodedata.digit(c)) if c.isdecimal() else c for c in _KEPT.sub(" ", text)
    )
    found = (re.sub(r"\D", "", match) for match in _NUMBER.findall(western))
    return Counter(found)


def _same(source: str, text: str) -> Iterator[str]:
    if source == text and any(c.isalpha() for c in text):
        yield "the translation is the source itself"


def _numbers(source: str, text: str) -> Iterator[str]:
    wanted, found = numbers(source), numbers(text)
    if gone := sorted((wanted - found).elements()):
        yield f"without the source's {_listed(gone)}"
    if more := sorted((found - wanted).elements()):
        yield f"with {_listed(more)}, not in the source"


def _kept(source: str, text: str) -> Iterator[str]:
    wanted, found = Counter(_KEPT.findall(source)), Counter(_KEPT.findall(text))
    for gone in sorted((wanted - found).elements()):
        yield f"without {gone}"


def _listed(items: list[str]) -> str:
    return ("number " if len(items) == 1 else "numbers ") + ", ".join(items)
