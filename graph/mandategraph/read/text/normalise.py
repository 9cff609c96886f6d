"""A matching copy of a text, with the way back to the offsets of the raw text.

The copy has one kind of line break and one kind of blank, and no accents, invisible
characters, Arabic vowel signs or letter variants, so that one spelling in a lexicon
matches all the ways to type it. The raw text is never edited.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from mandategraph.model import Span

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_SAME = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\uff1a": ":",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\uff0e": ".", "\u00b0": "o",
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647",
    "\u0640": "",  # tatweel only stretches a word
    "ß": "ss", "ẞ": "ss",
}  # fmt: skip
# The blocks whose compatibility forms are the same word to a reader. Superscripts are
# not among them: "Objective 1²" is no objective 12.
_UNFOLDED = (
    (0xAA, 0xAA), (0xBA, 0xBA), (0xC0, 0x24F), (0x400, 0x52F), (0x600, 0x6FF),
    (0x1E00, 0x1EFF), (0x2116, 0x2116), (0x2160, 0x217F), (0x2460, 0x2473),
    (0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E),
)  # fmt: skip


@lru_cache(maxsize=4096)
def fold_character(c: str) -> str:
    """What one character becomes in the matching copy; empty when it is invisible."""
    if c in LINE_BREAKS:
        return "\n"
    if " " <= c < "\x7f":
        return c
    if c in _SAME:
        return _SAME[c]
    category = unicodedata.category(c)
    if c.isspace() or category == "Cc" or ord(c) & 0xFFFE == 0xFFFE:
        return " "
    if category in ("Mn", "Me", "Cf"):
        return ""
    return _plain(c, category)


def _plain(c: str, category: str) -> str:
    """A letter without accent or ligature, a digit as ASCII, any other as it is."""
    if category == "Nd" and (ord(c) < 0x700 or ord(c) > 0xFF00):
        return str(unicodedata.decimal(c, c))
    if not any(first <= ord(c) <= last for first, last in _UNFOLDED):
        return c
    apart = unicodedata.normalize("NFKD", c)
    kept = "".join(_SAME.get(p, p) for p in apart if not unicodedata.combining(p))
    return kept or c


class Matching:
    """The copy (`text`), in lower case with the same offsets (`lower`), and the map."""

    __slots__ = ("_at", "_from", "lower", "raw", "text")

    def __init__(self, raw: str) -> None:
        folded = {c: fold_character(c) for c in set(raw)}
        odd = "".join(re.escape(c) for c in sorted(folded) if len(folded[c]) != 1)
        pattern = re.compile(f"\r\n|[{odd}]" if odd else "\r\n")
        pieces: list[str] = []
        self._at, self._from = [0], [0]  # where each piece begins, in copy and in raw
        length = position = 0
        for match in pattern.finditer(raw):
            start, end = match.span()
            if start > position:
                self._piece(length, position)
                pieces.append(raw[position:start])
                length += start - position
            replacement = folded[raw[start]] if end - start == 1 else "\n"
            self._piece(length, start)
            pieces.append(replacement)
            length += len(replacement)
            position = end
        self._piece(length, position)
        pieces.append(raw[position:])
        self._piece(length + len(raw) - position, len(raw))
        table = {ord(c): f for c, f in folded.items() if len(f) == 1 and f != c}
        self.raw = raw
        self.text = "".join(pieces).translate(table)
        lower = self.text.lower()
        if len(lower) != len(self.text):  # a capital with a two-letter lower case
            lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in self.text)
        self.lower = lower

    def _piece(self, at: int, start: int) -> None:
        self._at.append(at)
        self._from.append(start)

    def to_raw(self, index: int) -> int:
        """The raw offset of the character that stands at `index` of the copy."""
        if index >= len(self.text):
            return len(self.raw)
        piece = bisect_right(self._at, index) - 1
        start, width = self._from[piece], self._from[piece + 1] - self._from[piece]
        if width != self._at[piece + 1] - self._at[piece]:
            return start
        return start + index - self._at[piece]

    def span(self, start: int, end: int) -> Span:
        """The raw characters behind `[start, end)` of the copy.

        Accents and a soft hyphen after the last of them are included.
        """
        first = self.to_raw(start)
        if end <= start:
            return Span(first, first)
        piece = bisect_right(self._at, end - 1) - 1
        last = self._from[piece + 1]
        if last - self._from[piece] == self._at[piece + 1] - self._at[piece]:
            last = self._from[piece] + end - self._at[piece]
        while last < len(self.raw) and _belongs(self.raw[last]):
            last += 1
        return Span(first, last)


def _belongs(c: str) -> bool:
    return c == "\xad" or unicodedata.category(c) == "Mn"


def fold(text: str) -> str:
    """The text as the lower-case matching copy has it."""
    return Matching(text).lower
