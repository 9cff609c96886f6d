"""The fixed words of the pictures, in each language that has them."""

from __future__ import annotations

from typing import Final

from mandategraph.draw.texts import (
    chain,
    comparison,
    coverage,
    dataset,
    framework,
    icicle,
    indicators,
    networks,
    planmap,
    values,
)
from mandategraph.language import PDI, direction_of, isolated
from mandategraph.query.words import STATUS_WORDS

_TEXTS: Final = (
    STATUS_WORDS,
    planmap.TEXTS,
    framework.TEXTS,
    networks.TEXTS,
    dataset.TEXTS,
    coverage.TEXTS,
    chain.TEXTS,
    icicle.TEXTS,
    comparison.TEXTS,
    indicators.TEXTS,
    values.TEXTS,
)

WORDS: Final = {
    lang: {key: words for texts in _TEXTS for key, words in texts[lang].items()}
    for lang in planmap.TEXTS
}
WORDS_DIRECTION: Final = {lang: direction_of(lang) for lang in WORDS}


def say(lang: str, key: str, **values: object) -> str:
    """The words for `key` with the values filled in.

    Between Arabic words each value keeps its own direction, unless it is a list of
    names that do already.
    """
    if WORDS_DIRECTION[lang] == "rtl":
        values = {
            name: value if PDI in str(value) else isolated(str(value))
            for name, value in values.items()
        }
    return WORDS[lang][key].format(**values)


def listed(lang: str, names: list[str]) -> str:
    """The names in a row, in the order of reading."""
    if WORDS_DIRECTION[lang] == "rtl":
        names = [isolated(name) for name in names]
    return WORDS[lang]["comma"].join(names)
