"""Wrapped lines to wording: paragraphs, their fragments, and the words in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mandategraph.model import Span
from mandategraph.read.lexicon import HAN, grammar
from mandategraph.read.text.headings import CLOSERS, SENTENCE_END
from mandategraph.read.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout
    from mandategraph.read.text.titles import Next, Titles

Line = tuple[int, int]
Block = list[Line]  # the lines of a paragraph in the matching copy, trimmed

_LINE = re.compile(r"[^ \n](?:[^\n]*[^ \n])?")
# Words that stand one blank apart: a tab, a control character or a wider gap begins a
# new fragment, so that fragments joined by one space are the wording.
_RUN = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f]+(?:[^\S\t-\r\x1c-\x1f\x85][^\s\x00-\x1f\x7f-\x9f]+)*"
)
_WIDE = re.compile(f"[{HAN}\u3000-\u303f\u3040-\u30ff\uff00-\uffef]")
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+'?$")
_CLOSED = SENTENCE_END + CLOSERS + ":"
_PARAGRAPH = re.compile(r"\d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,4})){1,3}\.? +(?![a-z\d])")
_HYPHENS = ("-", "\u2010")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the words of a heading or an item may stand: `[start, end)`.

    `following` is what stands at the end; `item`: the words are those of an item.
    """

    start: int
    end: int
    following: Next = ""
    item: bool = False


def blocks(copy: Matching, layout: Layout, titles: Titles, reach: Reach) -> list[Block]:
    """The paragraphs of a stretch; a blank line inside a sentence parts nothing.

    A sentence goes on across a blank line when no final mark stands before it and
    small letters after it, or a word such as "of" before it. A title parts what is
    above and below it, with or without a blank line; so do lines in heading type, but
    not the first line of an item. A paragraph may begin with its number, `7.14`.
    """
    text = copy.text
    lines = trimmed_lines(text, reach.start, reach.end)
    apart = [text.count("\n", a[1], b[0]) > 1 for a, b in pairwise(lines)]
    found = [lines[:1]] if lines else []
    titled = False
    for i, (above, line) in enumerate(pairwise(lines), 1):
        was_big, big = layout.heading(above[0]), layout.heading(line[0])
        parted = titled or (big and not was_big if reach.item and i == 1
                            else big != was_big)  # fmt: skip
        if apart[i - 1]:
            titled = False
            parted = parted or not _goes_on(text, above, line)
        else:
            last = i + 1 == len(lines)
            below = None if last or apart[i] else lines[i + 1]
            following = reach.following if last or below else ""
            titled = titles.parts(above, line, below, following)
        if parted or titled or _is_numbered(text, above, line):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _goes_on(text: str, above: Line, line: Line) -> bool:
    """Whether the line is in the middle of the sentence of the line above."""
    start, end = above
    return text[end - 1] not in _CLOSED and (
        text[line[0]].islower()
        or ends_in_running_word(text[max(start, end - 40) : end])
    )


def _is_numbered(text: str, above: Line, line: Line) -> bool:
    """Whether the line begins with the number of a paragraph."""
    numbered = _PARAGRAPH.match(text, *line) is not None
    return numbered and not _goes_on(text, above, line)


def ends_in_running_word(text: str) -> bool:
    """Whether the text ends in a small word that a sentence goes on after."""
    last = _LAST_WORD.search(text)
    return last is not None and last.group() in grammar().running


def trimmed_lines(text: str, start: int, end: int) -> Block:
    """The lines of a stretch of the matching copy that are not blank, trimmed."""
    return [match.span() for match in _LINE.finditer(text, start, end)]


def fragments(copy: Matching, lines: Iterable[tuple[int, int]]) -> list[Span]:
    """One raw span per line, or more where a line has tabs or wide gaps."""
    found: list[Span] = []
    for start, end in lines:
        raw = copy.span(start, end)
        runs = _RUN.finditer(copy.raw, raw.start, raw.end)
        found += [Span(*run.span()) for run in runs]
    return found


class Wording:
    """The fragments of a text as one line of words.

    Fragments are joined by one space. There is none after a soft hyphen, which is
    dropped; none after a plain hyphen at a line end, which stays unless the text has
    the joined word elsewhere; and none between two Chinese characters.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def of(self, spans: Iterable[Span]) -> str:
        """The words of the spans, without soft hyphens."""
        pieces: list[str] = []
        for span in spans:
            piece = span.of(self._text)
            if pieces:
                pieces[-1], between = self._join(pieces[-1], piece)
                pieces.append(between)
            pieces.append(piece)
        return "".join(pieces).replace("\xad", "")

    def _join(self, left: str, right: str) -> tuple[str, str]:
        """The left piece, perhaps without its hyphen, and what stands between."""
        if left.endswith("\xad"):
            return left, ""
        if left.endswith(_HYPHENS) and left[-2:-1].isalpha() and right[0].isalpha():
            tail = re.search(r"[^\W\d_]+$", left[-60:-1])
            head = re.match(r"[^\W\d_]+", right)
            if tail and head and fold(head.group()) not in grammar().running:
                known = (tail.group() + head.group()).casefold() in self._vocabulary()
                return (left[:-1] if known else left), ""
        if _WIDE.match(left[-1]) and _WIDE.match(right):
            return left, ""
        return left, " "

    def _vocabulary(self) -> frozenset[str]:
        if self._words is None:
            words = re.findall(r"[^\W\d_]+", self._text)
            self._words = frozenset(w.casefold() for w in words)
        return self._words


def wording(text: str, spans: Iterable[Span]) -> str:
    """The words that the spans of the text give: what `Statement.text` must be."""
    return Wording(text).of(spans)
