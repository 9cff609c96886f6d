"""The language of a piece of text: script first, then small words, then a model.

The model is py3langid, limited to the languages that the project reads. Below three
words, and where Spanish and Portuguese tie, the language of the surrounding block is
taken: a short heading is no evidence for another language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from mandategraph.read.lexicon import HAN, LANGUAGES, lexicon
from mandategraph.read.text.normalise import fold

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LATIN = ("en", "fr", "es", "de", "pt", "it")
_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile(f"[{HAN}]"),
    "": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_SAMPLE = 2000  # characters: more text changes no answer
_TIE = 0.25  # least distance of the two best, in probability


@dataclass(frozen=True, slots=True)
class Language:
    """A language, what decided it, and the runner-up of the model."""

    lang: str
    by: Literal["script", "words", "model", "block"]
    runner_up: str | None = None
    margin: float = 1.0

    @property
    def tie(self) -> bool:
        """Whether Spanish and Portuguese could not be told apart."""
        pair = {self.lang, self.runner_up} == {"es", "pt"}
        return pair and self.margin < _TIE


def identify(
    text: str, *, block: str | None = None, among: tuple[str, ...] = LANGUAGES
) -> Language:
    """The language of the text, one of `among`; `block` is that of its surroundings."""
    return _identify(text[:_SAMPLE], block, among)


@lru_cache(maxsize=8192)
def _identify(text: str, block: str | None, among: tuple[str, ...]) -> Language:
    around = Language(block or among[0], "block")
    script = _script(text)
    latin = tuple(lang for lang in LATIN if lang in among)
    if script and script in among:
        return Language(script, "script")
    if script is None or not latin:
        return around
    words = tuple(re.findall(r"[^\W\d_]+", fold(text)))
    if block and (len(words) < 3 or _small_words_agree(words, block)):
        return Language(block, "block" if len(words) < 3 else "words")
    found, second = _best(text, latin)
    if block is None or found.lang == block:
        return found
    clear = found.margin >= 0.9 and second <= 0.02 and len(words) >= 5
    return found if clear else Language(block, "block", found.lang, 0.0)


def _best(text: str, among: tuple[str, ...]) -> tuple[Language, float]:
    """What the model says, and the probability of its second choice."""
    ranking = [*_model(among).rank(text), ("", 0.0)]
    (lang, first), (runner_up, second) = ranking[:2]
    return Language(lang, "model", runner_up or None, first - second), second


def model_version() -> str:
    """Name and version of the model, for provenance."""
    return f"py3langid.{version('py3langid')}"


def _script(text: str) -> str | None:
    """The language that the script settles, empty for Latin, None without letters."""
    counts = {lang: len(pattern.findall(text)) for lang, pattern in _SCRIPTS.items()}
    counts["zh"] *= 3  # a character is about half a word
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] else None


def _small_words_agree(words: tuple[str, ...], block: str) -> bool:
    """Whether the text has the small words of the block's language, and of no other."""
    if block not in LATIN:
        return False
    counts = {lang: sum(w in _small(lang) for w in words) for lang in LATIN}
    return counts[block] >= 2 and counts[block] >= max(counts.values())


@lru_cache
def _small(lang: str) -> frozenset[str]:
    return frozenset(fold(w).rstrip("'") for w in lexicon(lang).words["running"])


@lru_cache
def _model(among: tuple[str, ...]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(among))
    return model
