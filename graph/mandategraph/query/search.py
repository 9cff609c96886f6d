r"""What people look for, as regular expressions that every engine reads alike.

A search is words in any order, all of which must occur, and phrases in quotation marks.
Word and wording are compared folded, so a store that knows nothing of folding is asked
with a pattern that lists the spellings: `[EeÈÉ...]`. The patterns use plain characters,
classes, ranges, groups, `|`, `?` and `*` only, and escapes of punctuation.

Virtuoso compares rightly only when the wording goes into REGEX as it is stored: with
`STR(?wording)` it finds no letter beyond Latin-1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, zip_longest
from typing import Final

from mandategraph.errors import QueryError, excerpt
from mandategraph.folding import as_ranges, fold, spellings

LONGEST: Final = 100  # folded characters: PCRE refuses a pattern over 64 kB compiled

# Each pair of such letters has a ligature, so the ways to spell a run of them multiply.
RUN: Final = re.compile("s{9}|f{9}")
_PART: Final = re.compile(r'"([^"]*)"|(\S+)')
_SPECIAL: Final = re.compile(r"[\\|.?*+(){}\[\]^$\-]")
_CONTROLS: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# Where a letter of the word ends and the next begins: characters that spell the letters
# from one place to another.
_Edges = dict[tuple[int, int], str]


def words_of(text: str) -> tuple[str, ...]:
    """The folded words and phrases that the text asks for; none when it is blank.

    A word within another one is left out, since it occurs wherever that does.
    Raises QueryError when the text is too long or there is nothing in it to look for.
    """
    # a mark that opens a phrase which nothing closes says nothing; 5" is five inches
    parts = [(p or w.lstrip('"')).strip() for p, w in _PART.findall(fold(text))]
    words = sorted(dict.fromkeys(filter(None, parts)), key=len, reverse=True)
    kept: list[str] = []
    for word in words:
        if not any(word in longer for longer in kept):
            kept.append(word)
    if sum(map(len, kept)) > LONGEST:
        raise _refused(text, "too long a search", f"give {LONGEST} letters at most")
    if text.strip() and not kept:
        raise _refused(text, "not a word", "give a word")
    if any(unicodedata.category(c) == "Cc" for word in kept for c in word):
        raise _refused(text, "no search: it has a control character", "leave it out")
    if any(RUN.search(word) for word in kept):
        raise _refused(text, "no search: it has one letter over and over", "shorten it")
    return tuple(kept)


def occurs(words: Sequence[str], text: str) -> bool:
    """Whether all the words are in the text: what the patterns must agree with."""
    folded = fold(text)
    return all(word in folded for word in words)


@cache
def pattern(word: str) -> str:
    """The expression that is found in a text exactly when its fold has the word."""
    return _path(word, _edges(word, partly=True))


@cache
def whole(word: str) -> str:
    """The expression for texts whose fold is the word, blanks around it aside."""
    around = _class(spellings().of[" "] + spellings().silent) + "*"
    return f"^{around}{_path(word, _edges(word, partly=False))}{around}$"


def _edges(word: str, *, partly: bool) -> _Edges:
    """The characters from place to place; `partly` lets one reach over the ends."""
    one, many, _ = spellings()
    end = len(word)
    edges = {(i, i + 1): set(one.get(c, c)) for i, c in enumerate(word)}
    for char, letters in many.items():
        places = [
            (i, i + len(letters)) for i in range(end) if word.startswith(letters, i)
        ]
        if partly:
            length = range(1, len(letters))
            places += [
                (0, k) for k in length if letters.endswith(word[:k]) and k <= end
            ]
            places += [
                (end - k, end)
                for k in length
                if k <= end and letters.startswith(word[-k:])
            ]
            places += [(0, end)] * (word in letters)
        for place in places:
            edges.setdefault(place, set()).add(char)
    return {place: "".join(chars) for place, chars in edges.items()}


def _path(word: str, edges: _Edges) -> str:
    """The expression for every way from the first place to the last."""
    places = [p for p in range(len(word) + 1) if not any(i < p < j for i, j in edges)]
    parts = [_ways(word, edges, a, b) for a, b in pairwise(places)]
    gaps = [_gap(word, p) for p in places[1:-1]]
    return "".join(part + gap for part, gap in zip_longest(parts, gaps, fillvalue=""))


def _ways(word: str, edges: _Edges, start: int, end: int) -> str:
    ways = [
        _class(chars) + (_gap(word, j) + _ways(word, edges, j, end) if j < end else "")
        for (i, j), chars in edges.items()
        if i == start and j <= end
    ]
    return ways[0] if len(ways) == 1 else f"({'|'.join(ways)})"


def _gap(word: str, place: int) -> str:
    """What may stand before the letter at this place without being seen."""
    blanks = spellings().of[" "] if word[place - 1] == " " else ""
    return _class(blanks + spellings().silent) + "*"


@cache
def _class(chars: str) -> str:
    runs = as_ranges(chars)
    if len(runs) == 1 and runs[0][0] == runs[0][1]:
        return _escaped(chars[0])
    return f"[{''.join(map(_run, runs))}]"


def _run(run: tuple[str, str]) -> str:
    first, last = map(_escaped, run)
    if first == last:
        return first
    return first + ("" if ord(run[1]) - ord(run[0]) == 1 else "-") + last


def _escaped(char: str) -> str:
    return _CONTROLS.get(char) or _SPECIAL.sub(r"\\\g<0>", char)


def _refused(text: str, reason: str, advice: str) -> QueryError:
    return QueryError(repr(excerpt(text)), reason, advice)
