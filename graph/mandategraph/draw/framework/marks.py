"""Signs of direction that office programs know, in place of isolates.

LibreOffice draws isolates badly and older programs draw them as boxes; marks and
embeddings are as old as the programs are.
"""

from __future__ import annotations

import re
from typing import Final

from mandategraph.language import LRI, PDI, RLI, RTL_LETTER

_ISOLATED: Final = re.compile(f"([{LRI}{RLI}])([^{PDI}]*){PDI}")
_BETWEEN: Final = re.compile(f"{PDI}([^\\w{LRI}{RLI}]+)(?=[{LRI}{RLI}])")
_CODE: Final = re.compile("[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]|[A-Za-z]")
_LRM, _RLM, _LRE, _PDF = "\u200e", "\u200f", "\u202a", "\u202c"
MARKS: Final = re.compile("[\u200e\u200f\u202a\u202c]")


def marked(words: str) -> str:
    """The words with marks for isolates; what is isolated keeps its place and order."""
    return _ISOLATED.sub(_marked, apart(words))


def apart(words: str) -> str:
    """The words with a mark between isolates, which keeps their order without them."""
    return _BETWEEN.sub(f"{PDI}\\g<1>{_RLM}", words)


def turned(words: str, *, rtl: bool) -> str:
    """Words of one direction among those of the other: their ends stay theirs."""
    mark = _RLM if rtl else _LRM
    return f"{mark}{words}{mark}"


def _marked(match: re.Match[str]) -> str:
    kind, words = match.groups()
    if kind == RLI:
        return f"{_RLM}{words}{_RLM}"
    if _CODE.fullmatch(words):  # needs no mark to be read from left to right
        return words
    # what has letters of both directions is left to its own brackets
    mixed = RTL_LETTER.search(words) is not None
    return f"{_LRM}{words}{_LRM}" if mixed else f"{_LRE}{words}{_PDF}"
