"""Which candidates are headings: a line start alone is no evidence in wrapped text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mandategraph.read.lexicon import grammar
from mandategraph.read.text.captions import absorb_tails, mark_tables, name_objectives
from mandategraph.read.text.headings import BULLETS, PLURAL, Candidate

if TYPE_CHECKING:
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout

_NUMBERED = ("objective", "result", "indicator")
_MARKS = (":", "-", "–", "—")
_NEAR = 80
_NEXT_LINE = re.compile(r"\s*")
_LIST_NEXT = re.compile(rf"[{BULLETS}*\-–—·]|\(?(?:1|1\.1|\d\.1|a|i)[.) ]|一、")
_ITEM_NEXT = re.compile(
    rf"[{BULLETS}*\-–—·]|\(?(?:\d{{1,2}}|[a-z])[.)](?!\d)|[一二三]、"
)


def accept(
    candidates: list[Candidate], copy: Matching, layout: Layout
) -> tuple[list[Candidate], list[int]]:
    """The candidates that are headings, captions with their whole printed line.

    Also where objectives' headings may stand that have too little evidence: what
    follows on one may not belong to the objective above it.
    """
    printed: dict[frozenset[str], set[int]] = defaultdict(set)
    for c in candidates:
        if c.kind == "objective" and c.caps and len(c.path) == 1:
            printed[c.langs].add(c.path[0])
    # three objectives in capitals, 1 to 3, need neither a line nor a colon each
    firm = {langs for langs, found in printed.items() if found >= {1, 2, 3}}
    possible = [_possible(c, copy, firm=c.langs in firm) for c in candidates]
    kept = absorb_tails(list(zip(candidates, possible, strict=True)), copy, layout)
    styles: dict[tuple[object, ...], set[int]] = defaultdict(set)
    numbers: dict[tuple[object, ...], set[tuple[int, ...]]] = defaultdict(set)
    for c in kept:
        styles[c.signature].add(c.start)
        numbers[c.signature].add(c.path)
    accepted: list[Candidate] = []
    doubtful = [c.start for c in candidates if _shouts(c)]
    latest: dict[str, tuple[int, ...]] = {}
    for c in kept:
        previous = accepted[-1] if accepted else None
        after_heading = (
            previous is not None
            and c.start - previous.stop < _NEAR
            and not copy.lower[previous.stop : c.start].strip()
        )
        same = len(styles[c.signature]) > 1
        series = _in_series(c.path, numbers[c.signature])
        begins = _begins(c, latest.get(c.kind, ()), after_heading=after_heading)
        signs = Signs(same, series, begins, after_heading)
        if _enough(c, copy, signs):
            accepted.append(c)
            latest[c.kind] = c.path
        elif c.kind == "objective" and c.path and c.opening:
            doubtful.append(c.start)
    headings = mark_tables(name_objectives(accepted, copy), copy, layout)
    return headings, sorted({*doubtful} - {c.start for c in headings})


def _possible(c: Candidate, copy: Matching, *, firm: bool) -> bool:
    """Whether nothing speaks against a heading here."""
    fresh = c.blank_before or c.sentence_before
    bracketed = c.last_before in ("(", "[", "/") and not c.linked
    mid_sentence = c.word_before in grammar().running and not c.blank_before
    firm = firm and c.caps and not c.glued
    if bracketed or mid_sentence or not (c.opening or firm or _inline(c)):
        return False
    if c.small and not (fresh or c.linked or c.last_before == ":" or _lone(c)):
        return False
    return not (c.path and c.kind in _NUMBERED) or _names_one(c, copy)


def _lone(c: Candidate) -> bool:
    """Whether the words and their colon have a line to themselves."""
    return c.opening and c.alone and c.separator == ":"


def _names_one(c: Candidate, copy: Matching) -> bool:
    """Whether the number is that of a heading: no range, and no sentence goes on."""
    if grammar().range.match(copy.lower, c.end):
        return False
    if not c.separator and not c.alone and c.follows.islower():
        return False
    ends_sentence = c.separator == "." and c.alone
    return not ends_sentence or c.caps or c.blank_before


def _inline(c: Candidate) -> bool:
    """Whether a heading may stand inside a line: `corruption. OBJECTIVE 2: `."""
    if c.linked:
        return True
    marked = c.separator in _MARKS or (c.separator == "." and c.path)
    return bool(marked) and not c.glued and (c.caps or c.sentence_before)


def _in_series(path: tuple[int, ...], paths: set[tuple[int, ...]]) -> bool:
    """Whether the number has a neighbour among the headings of the same style."""
    if len(path) != 1:
        return bool(path)  # nobody writes 2.1 after a heading word by chance
    last = path[-1]
    return (last - 1,) in paths or (last == 1 and (2,) in paths)


def _shouts(c: Candidate) -> bool:
    """Whether this is a numbered objective in capitals, in a sentence or not."""
    if c.kind != "objective" or not (c.path and c.caps) or c.last_before in ("(", "["):
        return False
    return c.word_before not in grammar().running


def _begins(c: Candidate, latest: tuple[int, ...], *, after_heading: bool) -> bool:
    """Whether the heading begins its line, and a wording begins after it.

    In the middle of a sentence only the number that is next counts as a heading's.
    """
    if not c.opening or c.linked or c.small:
        return False
    if not (c.alone or c.separator or c.follows.isupper()):
        return False
    following = (*latest[:-1], latest[-1] + 1) if latest else (1,)
    fresh = c.blank_before or c.sentence_before or after_heading
    return fresh or c.path == following


class Signs(NamedTuple):
    """What the other headings say of one: the same style, a neighbour's number.

    `begins`: it begins its line, and a wording begins after it.
    """

    same: bool
    series: bool
    begins: bool
    after_heading: bool


def _enough(c: Candidate, copy: Matching, signs: Signs) -> bool:
    """Whether enough speaks for the heading: two or three independent signs."""
    if c.path and c.kind in _NUMBERED:
        return _numbered_enough(c, signs)
    marked = c.separator in _MARKS
    alone = c.alone and c.separator != "."
    tells = marked or c.caps or (c.kind in PLURAL and _lists(c, copy))
    if (c.separator == "." and not c.caps) or (c.weak and not tells):
        return False
    if not (marked or alone):
        return _capitals_then_words(c, copy, after_heading=signs.after_heading)
    # the same line above a list each time: small with its colon, or "Activities"
    tells = marked if c.small else c.kind == "other"
    if tells and signs.same and alone and c.opening and _lists(c, copy):
        return True
    return _stands_out(c, copy, marked=marked, after_heading=signs.after_heading)


def _numbered_enough(c: Candidate, signs: Signs) -> bool:
    """As `_enough`, for a heading with a number."""
    same, series, begins, after_heading = signs
    marked = c.separator in _MARKS
    alone = c.alone and c.separator != "."
    if not (marked or alone or c.caps or c.separator or same or c.big):
        return False
    fresh = c.blank_before or c.sentence_before or after_heading
    found = c.caps + marked + alone + fresh + c.big + series + same + begins
    apart = c.blank_before or after_heading
    clear = c.opening and apart and (marked or alone or c.big)
    clear = clear or (begins and marked and c.last_before not in (",", ";"))
    return found >= (2 if clear else 3)


def _lists(c: Candidate, copy: Matching) -> bool:
    """Whether a list begins on the line below."""
    blank = _NEXT_LINE.match(copy.lower, c.stop)
    return blank is not None and _LIST_NEXT.match(copy.lower, blank.end()) is not None


def _capitals_then_words(c: Candidate, copy: Matching, *, after_heading: bool) -> bool:
    """`MANDATE To protect`: the capitals end where the wording begins."""
    wording = copy.text[c.stop : c.stop + 2].strip()
    fresh = c.blank_before or c.sentence_before or after_heading
    begins = wording[:1].isupper() and not wording.isupper()
    return c.caps and fresh and begins and c.kind in ("mandate", "indicator", "result")


def _stands_out(
    c: Candidate, copy: Matching, *, marked: bool, after_heading: bool
) -> bool:
    """Whether a heading without a number has two signs, and no sentence runs on."""
    alone = c.alone and c.separator != "."
    ended = c.sentence_before or (c.last_before == ":" and alone)
    fresh = c.blank_before or c.sentence_before or after_heading or (c.small and ended)
    if c.small and not (c.blank_before or after_heading or (ended and marked)):
        return False
    if c.kind == "other" and not (fresh or (alone and (c.caps or marked))):
        return False
    if alone and not marked and not c.caps and not _next_agrees(c, copy):
        return False
    one_word = not re.search(r"[ \n]", copy.lower[c.noun : c.end].strip())
    plain = c.kind in PLURAL and one_word
    plain = plain and not (marked and c.langs != {"de"})  # German writes nouns large
    titled = c.opening and not c.small and (alone or fresh or not plain)
    return c.caps + marked + alone + fresh + titled >= 2 and (c.caps or fresh or titled)


def _next_agrees(c: Candidate, copy: Matching) -> bool:
    """Whether the text after a bare heading line begins anew, not in mid-sentence."""
    blank = _NEXT_LINE.match(copy.text, c.stop)
    at = blank.end() if blank else c.stop
    if copy.text[c.stop : at].count("\n") > 1 or at >= len(copy.text):
        return True
    return not copy.text[at].islower() or bool(_ITEM_NEXT.match(copy.text, at))
