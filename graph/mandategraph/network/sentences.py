"""Sentences and words of the analyses, in each language that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.language import direction_of, isolated
from mandategraph.network.texts import measures, paths, sharing, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Text = str | tuple[str, str]  # the singular and the plural, where the two differ
_TEXTS: Final = (words.TEXTS, paths.TEXTS, sharing.TEXTS, measures.TEXTS)
WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    lang: {key: text for texts in _TEXTS for key, text in texts[lang].items()}
    for lang in words.TEXTS
}


def say(lang: str, key: str, **values: object) -> str:
    """The words for `key` with the values filled in, `n` deciding on the plural.

    Between Arabic words each value keeps its own direction. In French nought and one
    are singular, in English and Spanish one is; Arabic puts the number behind a colon.
    """
    text = WORDS[lang][key]
    if isinstance(text, tuple):
        n = values.get("n", 2)
        single = n == 1 or (n == 0 and lang == "fr")
        text = text[0] if single else text[1]
    if direction_of(lang) == "rtl":
        values = {name: isolated(str(value)) for name, value in values.items()}
    return text.format(**values)


def joined(lang: str, parts: Iterable[str]) -> str:
    """The parts in a row; each keeps its own direction between Arabic words.

    Names of organisations hold commas, so it is semicolons that stand between them.
    """
    rtl = direction_of(lang) == "rtl"
    mark = {"ar": "؛ ", "fr": " ; "}.get(lang, "; ")
    return mark.join(isolated(p) if rtl else p for p in parts)


def arrows(codes: Iterable[str]) -> str:
    """The codes of a path as it is walked."""
    return " -> ".join(codes)
