"""Signs of direction that office programs know, in place of isolates.

LibreOffice draws isolates badly and older programs draw them as boxes; marks and
embeddings are as old as the programs are.
"""

from __future__ import annotations

import re
from typing import Final

_ISOLATED: Final = re.compile("([\u2066\u2067])([^\u2069]*)\u2069")
_BETWEEN: Final = re.compile("\u2069([^\\w\u2066\u2067]+)(?=[\u2066\u2067])")
_CODE: Final = re.compile("[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]|[A-Za-z]")
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LRM, _RLM, _LRE, _PDF = "\u200e", "\u200f", "\u202a", "\u202c"
MARKS: Final = re.compile("[\u200e\u200f\u202a\u202c]")


def marked(words: str) -> str:
    """The words with marks for isolates; what is isolated keeps its place and order."""
    return _ISOLATED.sub(_marked, apart(words))


def apart(words: str) -> str:
    """The words with a mark between isolates, which keeps their order without them."""
    return _BETWEEN.sub(f"\u2069\\g<1>{_RLM}", words)


def turned(words: str, *, rtl: bool) -> str:
    """Words of one direction among those of the other: their ends stay theirs."""
    mark = _RLM if rtl else _LRM
    return f"{mark}{words}{mark}"


def _marked(match: re.Match[str]) -> str:
    kind, words = match.groups()
    if kind == "\u2067":
        return f"{_RLM}{words}{_RLM}"
    if _CODE.fullmatch(words):  # needs no mark to be read from left to right
        return words
    # what has letters of both directions is left to its own brackets
    mixed = _RTL.search(words) is not None
    return f"{_LRM}{words}{_LRM}" if mixed else f"{_LRE}{words}{_PDF}"
