"""Which candidates are headings: a line start alone is no evidence in wrapped text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mandategraph.read.headings import BULLETS, Candidate
from mandategraph.read.lexicon import grammar

if TYPE_CHECKING:
    from mandategraph.read.normalise import Matching

_PLURAL = ("objectives", "results", "indicators")
_TAIL = 80
_NEXT_LINE = re.compile(r"\s*")
_ITEM_NEXT = re.compile(rf"[{BULLETS}*\-–—·]|\(?(?:\d{{1,2}}|[a-z])[.)]|[一二三]、")
_CONNECTOR = re.compile(r"\W{0,3}(?:[^\W\d_]+[' ]{1,2}){0,3}\W{0,2}")


def accept(candidates: list[Candidate], copy: Matching) -> list[Candidate]:
    """The candidates that are headings, captions with their whole printed line."""
    kept = [c for c in candidates if _possible(c, copy)]
    kept = _absorb_tails(kept, copy)
    styles: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    numbers: dict[tuple[object, ...], set[tuple[int, ...]]] = defaultdict(set)
    for c in kept:
        styles[c.signature].append(c)
        numbers[c.signature].add(c.path)
    accepted: list[Candidate] = []
    for c in kept:
        previous = accepted[-1] if accepted else None
        after_heading = previous is not None and (
            not copy.lower[previous.stop : c.start].strip()
            if c.start - previous.stop < _TAIL
            else False
        )
        same = len(styles[c.signature]) > 1
        series = _in_series(c.path, numbers[c.signature])
        if _enough(c, copy, after_heading=after_heading, same=same, series=series):
            accepted.append(c)
    return accepted


def _possible(c: Candidate, copy: Matching) -> bool:
    """Whether nothing speaks against a heading here."""
    if c.last_before in ("(", "[", "/") and not c.linked:
        return False
    fresh = c.blank_before or c.sentence_before
    if c.word_before in grammar().running and not c.blank_before:
        return False
    if not c.opening and not _inline(c):
        return False
    if c.small and not (fresh or c.linked):
        return False
    if c.path and c.kind in ("objective", "result", "indicator"):
        if grammar().range.match(copy.lower, c.end):
            return False
        if not c.separator and not c.alone and c.follows.islower():
            return False
        return not (c.separator == "." and c.alone and not (c.caps or c.blank_before))
    return True


def _inline(c: Candidate) -> bool:
    """Whether a heading may stand inside a line: `corruption. OBJECTIVE 2: `."""
    if c.linked:
        return True
    marked = c.separator in (":", "-", "–", "—") or (c.separator == "." and c.path)
    return bool(marked) and (c.caps or c.sentence_before)


def _absorb_tails(kept: list[Candidate], copy: Matching) -> list[Candidate]:
    """The candidates, each caption stretched over its scope words and references."""
    absorbed: set[int] = set()
    for i, c in enumerate(kept):
        if i in absorbed or c.kind in ("objective",) and c.path:
            continue
        if c.path and c.kind in ("result", "indicator"):
            continue
        following = [j for j in range(i + 1, min(i + 3, len(kept)))
                     if kept[j].line_end == c.line_end]  # fmt: skip
        if following and c.kind in ("result", "results", "indicator", "indicators"):
            reference = kept[following[0]]
            between = copy.lower[c.end : reference.start]
            single = len(following) == 1 or kept[following[1]].kind != "objective"
            if (reference.kind == "objective" and reference.path and single
                    and between.strip() and _CONNECTOR.fullmatch(between)):  # fmt: skip
                c.refers, c.end, c.stop = reference.path, reference.end, reference.stop
                c.separator, c.alone = reference.separator, reference.alone
                c.follows = reference.follows
                absorbed.add(following[0])
                continue
        _stretch(c, copy)
        absorbed.update(j for j in range(i + 1, min(i + 4, len(kept)))
                        if kept[j].start < c.end)  # fmt: skip
    return [c for i, c in enumerate(kept) if i not in absorbed]


def _stretch(c: Candidate, copy: Matching) -> None:
    """Let a caption end where its printed line or its colon ends."""
    scope = grammar().each.match(copy.lower, c.end)
    if scope and c.kind not in ("all", "other"):
        c.each, c.end = True, scope.end()
    elif c.separator:
        return
    limit = min(c.end + 2 * _TAIL, len(copy.lower))
    line_end = copy.lower.find("\n", c.end, limit)
    line_end = limit if line_end < 0 else line_end
    rest = copy.text[c.end : line_end]
    colon = rest.find(":")
    tail = rest[: colon if colon >= 0 else len(rest)]
    letters = [x for x in tail if x.isalpha()]
    shout = c.caps and all(x.isupper() or x.lower() == x.upper() for x in letters)
    short = len(tail) <= _TAIL and not re.search(r"[.!?;]\s|[.;]\s*$", tail)
    first = re.match(r"\W*([^\W\d_]+'?|\d+)", tail.lower())
    goes_on = first and (first.group(1) in grammar().running or first[1].isdigit())
    clean = not grammar().heading.search(tail.lower())
    if not short or not tail.strip():
        tail = tail if not tail.strip() else ""
    elif c.kind in ("mandate", "objective"):
        tail = tail if shout and goes_on and clean else ""
    elif not (colon >= 0 or shout or c.each or goes_on):
        tail = ""
    if tail.strip() and not clean and c.kind != "other" and not c.each:
        c.kind = "other"  # two headings in one, "Results and indicators"
    c.line_end = line_end
    c.end += len(tail.rstrip())
    mark = re.compile(r" {0,3}(:|[-–—](?= )|\.(?!\w))?").match(copy.lower, c.end)
    c.stop = mark.end() if mark else c.end
    c.separator = copy.lower[c.end : c.stop].strip()
    c.follows = copy.text[c.stop : line_end].lstrip()[:1]
    c.alone = not c.follows


def _in_series(path: tuple[int, ...], paths: set[tuple[int, ...]]) -> bool:
    """Whether the number has a neighbour among the headings of the same style."""
    if not path:
        return False
    *upper, last = path
    below, above = (*upper, last - 1), (*upper, last + 1)
    return below in paths or (last == 1 and above in paths)


def _enough(
    c: Candidate, copy: Matching, *, after_heading: bool, same: bool, series: bool
) -> bool:
    """Whether enough speaks for the heading: two or three independent signs."""
    colon = c.separator in (":", "-", "–", "—")
    fresh = c.blank_before or c.sentence_before or after_heading
    alone = c.alone and c.separator != "."
    if c.path and c.kind in ("objective", "result", "indicator"):
        if not (colon or alone or c.caps or c.separator) and not same:
            return False
        signs = c.caps + colon + alone + fresh + series + same
        strict = c.opening and (c.blank_before or after_heading) and (colon or alone)
        return signs >= (2 if strict else 3)
    if c.separator == "." and not c.caps:
        return False
    if not (colon or alone):
        # "MANDATE To protect": the capitals end where the wording begins
        wording = copy.text[c.stop : c.stop + 2].strip()
        return (
            c.caps
            and fresh
            and c.kind in ("mandate", "indicator", "result")
            and wording[:1].isupper()
            and not wording.isupper()
        )
    titled = c.opening and not c.small and (alone or c.kind not in _PLURAL or fresh)
    if c.small and not (c.blank_before or after_heading or (c.sentence_before and colon)):
        return False
    if c.kind == "other" and not (fresh or (c.caps and alone)):
        return False
    signs = c.caps + colon + alone + fresh + titled
    if alone and not colon and not c.caps and not _next_agrees(c, copy):
        return False
    return signs >= 2 and (c.caps or fresh or titled)


def _next_agrees(c: Candidate, copy: Matching) -> bool:
    """Whether the text after a bare heading line begins anew, not in mid-sentence."""
    blank = _NEXT_LINE.match(copy.text, c.stop)
    at = blank.end() if blank else c.stop
    if copy.text[c.stop : at].count("\n") > 1 or at >= len(copy.text):
        return True
    return not copy.text[at].islower() or bool(_ITEM_NEXT.match(copy.text, at))
