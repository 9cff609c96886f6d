"""Unread titles: short lines that no heading word explains, yet that part a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Literal

from mandategraph.read.lexicon import grammar
from mandategraph.read.text.dewrap import ends_in_running_word
from mandategraph.read.text.headings import CLOSERS, SENTENCE_END

if TYPE_CHECKING:
    from mandategraph.read.text.dewrap import Block, Line
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout

Title = Literal["", "title", "capitals", "question"]
Next = Literal["", "item", "later", "nested", "heading"]

_LONGEST = 12  # words
_HAN_LONGEST = 24  # characters, where words are not spaced
_INTRODUCTION = 4  # words before a colon that are a title, not a sentence
_NOISE = re.compile(r"[\d@©®|/\\]|\bwww\b", re.IGNORECASE)  # page feet, links, credits
_FINAL = ".。;；,،…"
_NEAR = 8  # lines that tell how wide a column is set
_ROOM, _ROOM_BELOW = 0.85, 0.92  # of a line's width: proportional type, letters counted


class Titles:
    """Tells titles from other words that were not read.

    A title parts what stands before it from what follows: items below it need not
    belong to the heading above it. A line that the text repeats is a page head. A line
    that the layout shows to be a heading is a title, whatever its words.
    """

    def __init__(self, copy: Matching, layout: Layout) -> None:
        self._copy, self._layout = copy, layout
        lines = copy.text.split("\n")
        self._times = Counter(map(str.strip, lines))
        self._widths = [len(line.rstrip()) for line in lines]
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def of(self, blocks: list[Block], following: Next = "") -> Title:
        """What kind of title stands among the blocks, the most telling one.

        `following` is what comes right after the last of them.
        """
        kinds: set[Title] = {self._kind(block) for block in blocks[:-1]}
        for block in blocks[-1:]:
            kinds.add(self._kind(block, introduces=following == "item"))
        if self.shown(blocks):
            kinds.add("title")
        order: tuple[Title, ...] = ("question", "capitals", "title")
        return next((kind for kind in order if kind in kinds), "")

    def shown(self, blocks: list[Block]) -> bool:
        """Whether one of the blocks is in heading type."""
        return any(self._layout.heading(block[0][0]) for block in blocks if block)

    def parts(
        self, above: Line, line: Line, below: Line | None, following: Next
    ) -> bool:
        """Whether a line without a blank line above it is a title all the same.

        `following` is what comes right after the last line of the words, an item of
        the same list or of one inside it; `later`: an item after a blank line. `below`
        is the next of their lines.
        """
        text, before = self._of(line), self._of(above)
        titular = self._is_titular(text, digits=True)
        if not titular or before[-1] in ":," or ends_in_running_word(before):
            return False
        if below is not None:
            after = self._of(below)
            if after[0].islower() or not self._has_room(line, after):
                return False
            following = ""
        listed = following in ("item", "later")
        if text[-1] == ":" and listed:
            return True
        if text[-1] == ":":
            few = len(text.split()) <= _INTRODUCTION
            return few and following == "heading" and before[-1] in SENTENCE_END
        if before[-1] in SENTENCE_END + CLOSERS:
            return following != "nested"
        return listed and self._stands_out(above, line)

    def _stands_out(self, above: Line, line: Line) -> bool:
        """Whether a line is no wrapped part of the unfinished one above it."""
        text = self._of(line)
        shouts = text.isupper() and not self._of(above).isupper()
        shared = grammar().shared.match(self._copy.lower, *line) is not None
        again = self._times[text] > 1
        return shouts or shared or again or self._has_room(above, text)

    def _of(self, line: Line) -> str:
        return self._copy.text[line[0] : line[1]]

    def _has_room(self, line: Line, after: str) -> bool:
        """Whether the first word after the line would have fitted on it.

        Then the line was ended on purpose. The line after it must be wider, or at least
        two of the lines around, which may be of a wider column.
        """
        number = bisect_right(self._starts, line[0]) - 1
        low = max(0, number - _NEAR)
        near = self._widths[low : number + _NEAR + 1]
        first = re.match(r"[\u3000-\u9fff]|\S+", after)
        used = self._widths[number] + 1 + (len(first.group()) if first else 0)
        if used <= _ROOM_BELOW * self._widths[number + 1]:
            return True
        return sum(used <= _ROOM * width for width in near) > 1

    def _kind(self, block: Block, *, introduces: bool = False) -> Title:
        if len(block) > 1 and self._kind(block[:1]) == "capitals":
            return "capitals"
        lines = [self._of(line) for line in block]
        text = " ".join(lines)
        if len(block) > 2 or not self._is_titular(text, digits=introduces):
            return ""
        if any(self._times[line] > 1 for line in lines) and not introduces:
            return ""
        if text[-1] in "?？؟":
            return "question"
        capitals = text.isupper() and sum(c.isalpha() for c in text) > 1
        return "capitals" if capitals else "title"

    def _is_titular(self, text: str, *, digits: bool = False) -> bool:
        """Whether the words are few, begin large and end without a final mark."""
        first = next((c for c in text if c.isalnum()), "")
        if not first.isalpha() or first.islower() or text[-1] in _FINAL:
            return False
        words = text.split()
        if len(words) > _LONGEST or (_NOISE.search(text) and not digits):
            return False
        if words[-1] in grammar().running and text[-1] != ":":
            return False
        return " " in text or len(text) <= _HAN_LONGEST
