"""The words that plans print as headings: one data file per language.

A file has `leading` (words that may stand before a heading), `numero` (marks between a
heading word and its number), `suffixes` (of an ordinal in digits: 1er, 2nd), `ranges`
(words between the ends of a range), `running` (words after which a sentence goes on),
`pages` (words before a page number), `contents` (titles of a table of contents),
`asides` (words that begin a line which is no part of the wording: `Source: ...`),
`weak` (heading words that say something else too: headings in capitals, with a colon or
above a list only) and three tables: `headings` (phrases per kind), `scope` (`each`: the
caption counts for every objective, above and below it; `all`: a heading that belongs to
no one objective; `shared`: words that make results those of no one objective, as in
`Common results`) and `ordinals` (words before and after the heading word, the n-th list
being number n).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

from mandategraph.read.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("en", "fr", "es", "ar", "de", "pt", "it", "ru", "zh")
Kind = Literal[
    "mandate",
    "objective",
    "objectives",
    "result",
    "results",
    "indicator",
    "indicators",
    "other",
    "all",
]
GAP = r"(?:[ ]{1,4}|[ ]{0,4}\n[ ]{0,40})"  # between the words of a heading on two lines
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LIST_KEYS = (
    "leading", "numero", "suffixes", "ranges", "running", "pages", "contents", "asides",
    "weak",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, as written in its file."""

    lang: str
    headings: dict[str, tuple[str, ...]]
    each: tuple[str, ...]
    all: tuple[str, ...]
    shared: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language; `KeyError` when there is none."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    source = files(__package__).joinpath("lexicon").joinpath(f"{lang}.toml")
    table = tomllib.loads(source.read_text("utf-8"))
    unknown = set(table["headings"]) - set(get_args(Kind))
    if unknown or table["lang"] != lang:
        raise ValueError(f"lexicon {lang}: unknown heading kinds {sorted(unknown)}")
    return Lexicon(
        lang,
        {kind: tuple(words) for kind, words in table["headings"].items()},
        tuple(table["scope"]["each"]),
        tuple(table["scope"]["all"]),
        tuple(table["scope"]["shared"]),
        tuple(tuple(words) for words in table["ordinals"]["before"]),
        tuple(tuple(words) for words in table["ordinals"]["after"]),
        {key: tuple(table[key]) for key in _LIST_KEYS},
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """All lexicons as one: folded phrases and the patterns made of them."""

    meanings: dict[str, tuple[Kind, frozenset[str]]]
    ordinals: dict[str, int]
    running: frozenset[str]
    weak: frozenset[str]
    heading: re.Pattern[str]
    each: re.Pattern[str]
    shared: re.Pattern[str]
    range: re.Pattern[str]


@lru_cache
def grammar() -> Grammar:
    """The grammar of headings over all languages; built once."""
    lexicons = [lexicon(lang) for lang in LANGUAGES]
    found: dict[str, tuple[Kind, set[str]]] = {}
    for entry in lexicons:
        for kind in get_args(Kind):
            phrases = entry.all if kind == "all" else entry.headings.get(kind, ())
            for phrase in phrases:
                key = squeeze(fold(phrase))
                known = found.setdefault(key, (kind, set()))
                if known[0] == kind:
                    known[1].add(entry.lang)
    ordinals = {
        squeeze(fold(word)): number
        for entry in lexicons
        for words_by_number in (entry.before, entry.after)
        for number, words in enumerate(words_by_number, 1)
        for word in words
    }
    return Grammar(
        {key: (kind, frozenset(langs)) for key, (kind, langs) in found.items()},
        ordinals,
        frozenset(fold(w) for e in lexicons for w in e.words["running"]),
        frozenset(fold(w) for e in lexicons for w in e.words["weak"]),
        _heading(lexicons, found),
        re.compile(f"{GAP}(?:{any_of(p for e in lexicons for p in e.each)})"),
        re.compile(
            rf"(?<![^\W\d_])(?:{any_of(p for e in lexicons for p in e.shared)})"
        ),
        _range(lexicons),
    )


def squeeze(text: str) -> str:
    """The text with each run of blanks and line breaks as one blank."""
    return " ".join(text.split())


def _heading(lexicons: list[Lexicon], phrases: Iterable[str]) -> re.Pattern[str]:
    """What a heading may be: number first or last, of any kind, in any language."""
    before = any_of(w for e in lexicons for words in e.before for w in words)
    # "RESULTADOS DOS OBJETIVOS" holds no number two: a numeral ends the heading
    numeral = any_of(
        w for e in lexicons if e.lang != "ar" for ws in e.after for w in ws
    )
    after = any_of(w for e in lexicons if e.lang == "ar" for ws in e.after for w in ws)
    suffixes = any_of(w for e in lexicons for w in e.words["suffixes"])
    numero = any_of((w for e in lexicons for w in e.words["numero"]), bounded=False)
    leading = any_of(w for e in lexicons for w in e.words["leading"])
    each = any_of(w for e in lexicons if e.lang == "zh" for w in e.each)
    shared = any_of(w for e in lexicons for w in e.shared)
    numerals = "[一二三四五六七八九十]{1,3}"
    ends = r"(?=[ ]*(?:[-:.–—\n]|$))"
    digits = r"\d{1,3}(?:\.\d{1,2}){0,3}(?!\d)(?![.,]\d|%)"
    return re.compile(
        rf"""(?:(?<![^\W\d_])|(?<=[一二三四五六七八九十]))
        (?:(?<!\w)(?P<nth>\d{{1,2}})(?:[ ]?(?:{suffixes})|[.)]){GAP}
          |(?<!\w)(?P<section>[ivx]{{1,4}}|[a-h])[.)]{GAP}
          |(?P<word>{before}){GAP}
          |(?<!\w)(?P<count>\d{{1,2}})[ ]
          |第?(?P<hanfirst>{numerals}|\d{{1,2}})[项个条項個條大][ ]?)?
        (?:(?P<each>{each})|(?:{leading})(?:{GAP}|(?<=')|(?<=[{HAN}])))?
        (?P<shared>(?:(?:{shared})(?:[ ]{{1,4}}|(?<=[{HAN}]))){{1,2}})?
        (?P<noun>{any_of(phrases)})
        (?:[ ]{{0,4}}(?:(?:{numero})[ ]?)?(?:(?P<digits>{digits})
              |(?P<hanlast>{numerals}))
          |[ ]{{0,4}}\n[ ]{{0,40}}(?P<below>{digits}){ends}(?!\.)
          |{GAP}(?:(?:{numero})[ ]?)?(?:(?P<after>{after}|(?:{numeral}){ends})
              |(?P<roman>[ivxl]{{1,6}})(?![^\W_])))?
        """,
        re.VERBOSE,
    )


def _range(lexicons: list[Lexicon]) -> re.Pattern[str]:
    """What follows a number that is one end of a range or one of a list."""
    words = any_of((w for e in lexicons for w in e.words["ranges"]), bounded=False)
    return re.compile(rf" {{0,2}}(?:[-–—/,&+、]|{words}) {{0,2}}(?:\d|[ivx]+\b)")


def any_of(phrases: Iterable[str], *, bounded: bool = True) -> str:
    """The phrases as alternatives, longest first, each ending where a word ends.

    They are grouped by their first character: a word that begins with another one is
    refused at once.
    """
    folded = sorted({squeeze(fold(p)) for p in phrases}, key=lambda p: (-len(p), p))
    groups: dict[str, list[str]] = {}
    for phrase in folded:
        groups.setdefault(phrase[0], []).append(phrase)
    return (
        "|".join(
            f"{re.escape(first)}(?:{_rest(members, bounded=bounded)})"
            for first, members in sorted(groups.items())
        )
        or "(?!)"
    )


def _rest(phrases: list[str], *, bounded: bool) -> str:
    """What follows the first character of each phrase."""
    return "|".join(
        _pattern(p, bounded=bounded).removeprefix(re.escape(p[0])) for p in phrases
    )


def _pattern(phrase: str, *, bounded: bool) -> str:
    text = GAP.join(re.escape(word) for word in phrase.split())
    ends_open = re.match(f"[{HAN}']", phrase[-1]) or not phrase[-1].isalpha()
    return text if ends_open or not bounded else rf"{text}(?![^\W\d_])"
