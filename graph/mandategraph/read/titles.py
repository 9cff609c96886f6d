"""Unread titles: short lines that no heading word explains, yet that part a text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mandategraph.read.dewrap import Block
    from mandategraph.read.normalise import Matching

Title = Literal["", "title", "capitals", "question"]

_LONGEST = 12  # words
_HAN_LONGEST = 24  # characters, where words are not spaced
_NOISE = re.compile(r"[\d@©®|/\\]|\bwww\b", re.IGNORECASE)  # page feet, links, credits
_FINAL = ".。;；,،…"


class Titles:
    """Tells titles from other words that were not read.

    A title parts what stands before it from what follows: items below it need not
    belong to the heading above it. A line that the text repeats is a page head.
    """

    def __init__(self, copy: Matching) -> None:
        self._copy = copy
        lines = (line.strip() for line in copy.text.split("\n"))
        self._times = Counter(line for line in lines if line)

    def of(self, blocks: list[Block]) -> Title:
        """What kind of title stands among the blocks, the most telling one."""
        kinds = {self._kind(block) for block in blocks}
        order: tuple[Title, ...] = ("question", "capitals", "title")
        return next((kind for kind in order if kind in kinds), "")

    def _kind(self, block: Block) -> Title:
        if len(block) > 1 and self._kind(block[:1]) == "capitals":
            return "capitals"
        lines = [self._copy.text[start:end] for start, end in block]
        text = " ".join(lines)
        if len(block) > 2 or not self._is_titular(text):
            return ""
        if any(self._times[line] > 1 for line in lines):
            return ""
        if text[-1] in "?？؟":
            return "question"
        capitals = text.isupper() and sum(c.isalpha() for c in text) > 1
        return "capitals" if capitals else "title"

    def _is_titular(self, text: str) -> bool:
        """Whether the words are few, begin large and end without a final mark."""
        first = next((c for c in text if c.isalnum()), "")
        if not first.isalpha() or first.islower() or text[-1] in _FINAL:
            return False
        if len(text.split()) > _LONGEST or _NOISE.search(text):
            return False
        return " " in text or len(text) <= _HAN_LONGEST
