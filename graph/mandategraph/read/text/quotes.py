"""A wording that stands in quotation marks, without them."""

from __future__ import annotations

import re
from typing import NamedTuple

PAIRS = {
    "«": "»", "»": "«", "“": "”", "„": "“”", "\"": "\"", "‹": "›", "‟": "”",
    "”": "“", "「": "」", "『": "』", "《": "》", "〈": "〉", "〝": "〞",
}  # fmt: skip
_CLOSING = frozenset("»”」』》〉")
_QUOTES = re.compile("[" + re.escape("".join(PAIRS) + "".join(PAIRS.values())) + "]")


class Quotation(NamedTuple):
    """What is inside the outer quotation marks, if they are `balanced`."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    balanced: bool = True


def outer_quotation(text: str, start: int, end: int) -> Quotation:
    """The part of `[start, end)`, already trimmed, inside its outer quotation marks.

    The whole part when it has none, or when one of the pair is missing: then it is not
    `balanced` and nothing is cut.
    """
    opening = text[start : start + 1]
    closing = PAIRS.get(opening)
    if closing is None:
        found = [m.group() for m in _QUOTES.finditer(text, start, end)]
        last = text[end - 1 : end]
        openers = [o for o, c in PAIRS.items() if last in c]
        lonely = last in _CLOSING and not any(o in found for o in openers)
        return Quotation(start, end, balanced=not lonely)
    depth = 1
    for match in _QUOTES.finditer(text, start + 1, end):
        mark = match.group()
        if mark in closing:
            depth -= 1
        elif mark == opening:
            depth += 1
        if depth:
            continue
        at = match.start()
        if text[at + 1 : end].strip(" .;,\n"):
            return Quotation(start, end)  # a quoted word at the beginning
        inner = text[start + 1 : at]
        first = start + 1 + len(inner) - len(inner.lstrip())
        last_at = first + len(inner.strip())
        if first >= last_at:
            return Quotation(start, end)
        return Quotation(first, last_at, ((start, start + 1), (at, at + 1)))
    return Quotation(start, end, balanced=False)


def closing_after(text: str, start: int, end: int) -> int:
    """Where the quotation that opens at `start` ends, or -1."""
    closing = PAIRS.get(text[start : start + 1])
    if not closing:
        return -1
    ends = [text.find(c, start + 1, end) for c in closing]
    return min((e for e in ends if e >= 0), default=-1)
