"""Widths of text and line breaks, from the advance widths of the bundled fonts.

Letters of joining scripts take the width of the form that their neighbours give them.
Kerning and ligatures are left out: both make a line narrower far more often than wider.
`SLACK` covers the rest and viewers that draw with another font.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

SLACK: Final = 1.07
_WIDE: Final = 1000
_UNKNOWN: Final = 720
_NARROW: Final = 250  # a text of so narrow letters on average is measured in parts
_BREAKS: Final = "-‐–—/"
# a word with figures, such as the number of a document, stays on its line if it fits
_FIGURE: Final = re.compile(r"\d")
_BREAK_AFTER = re.compile(r"(?<=[^\W\d][-‐–—/])(?=\w)|(?<=\d[-‐–—/])(?=[^\W\d])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_ISOLATE: Final = re.compile("[\u2066-\u2069]")
_UNDRAWABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def drawable(text: str) -> str:
    """The text on one line without control characters and direction overrides.

    An override that is never closed would turn all that follows it.
    """
    return _BLANKS.sub(" ", _UNDRAWABLE.sub("", text)).strip(" ")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in pixels, slack included."""
    return _units(text, bold) * size / 1000 * SLACK


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines of the text, none wider than `room`; at least one.

    Breaks at blanks and after hyphens, between ideographs, and inside a word only when
    the word alone is too wide.
    """
    most = room / (size / 1000 * SLACK)
    plain = text.strip(" ")
    if len(plain) * _NARROW <= most and _units(plain, bold) <= most:
        lines = [_BLANKS.sub(" ", plain)]
        return _balanced(lines) if _ISOLATE.search(plain) else lines
    lines, used = [""], 0
    blank = _units(" ", bold)
    for word in _BLANKS.split(plain):
        glue = " " if lines[-1] else ""
        pieces = _pieces(word)
        if len(pieces) > 1 and _FIGURE.search(word) and _units(word, bold) <= most:
            pieces = (word,)
        for piece in pieces:
            own = _units(piece, bold)
            # a letter joins none across a blank or a hyphen: widths add up
            after = used + (blank if glue else 0) + own
            if not glue and lines[-1] and lines[-1][-1] not in _BREAKS:
                after = _units(lines[-1] + piece, bold)
            if after <= most:
                lines[-1] += glue + piece
                used = after
            else:
                whole = [piece]
                if own > most:
                    whole = _chopped(piece, room, size, bold=bold)
                if lines[-1]:
                    lines.append("")
                lines[-1] = whole[0]
                lines.extend(whole[1:])
                used = _units(lines[-1], bold)
            glue = ""
    return _balanced(lines) if _ISOLATE.search(plain) else lines


def _balanced(lines: list[str]) -> list[str]:
    """The lines, each closing the isolates that it opens; the next opens them again."""
    found, pending = [], ""
    for line in lines:
        whole = pending + line
        for char in line:
            if char in "\u2066\u2067\u2068":
                pending += char
            elif char == "\u2069":
                pending = pending[:-1]
        found.append(whole + "\u2069" * len(pending))
    return found


def uncovered(text: str) -> str:
    """The letters of the text that the bundled fonts do not have, sorted."""
    table = _table(False)[0]  # noqa: FBT003 - both weights have the same letters
    missing = {c for c in text if ord(c) not in table and not c.isspace()}
    return "".join(sorted(missing))


@cache
def _table(bold: bool) -> tuple[dict[int, int], dict[str, dict[str, int]]]:  # noqa: FBT001
    """Advances by code point, and the forms of joining letters, of one weight."""
    file = files(__package__).joinpath("fonts", "widths.json")
    weight = json.loads(file.read_bytes())["bold" if bold else "regular"]
    advances = {
        first + place: advance
        for first, *run in weight["ranges"]
        for place, advance in enumerate(run)
    }
    return advances, weight["forms"]


@lru_cache(maxsize=20_000)
def _units(text: str, bold: bool) -> int:  # noqa: FBT001 - a cache key
    advances, forms = _table(bold)
    letters = [c for c in text if unicodedata.combining(c) == 0]
    total, joined = 0, False
    for here, after in pairwise([*letters, ""]):
        shapes = forms.get(here)
        if shapes is None:
            total += advances.get(ord(here)) or _guess(here, advances)
            joined = here == "\u0640"
            continue
        joins = "init" in shapes and (after in forms or after == "\u0640")
        name = ("medi" if joins else "fina") if joined else ("init" if joins else "")
        total += shapes.get(name, advances.get(ord(here), _UNKNOWN))
        joined = joins
    return total


def _guess(char: str, advances: dict[int, int]) -> int:
    """The advance of a letter that the fonts do not have."""
    if ord(char) in advances or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _UNKNOWN


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Parts of a word between which a line may break."""
    found: list[str] = []
    for part in _BREAK_AFTER.split(word):
        if any(unicodedata.east_asian_width(c) in "WF" for c in part):
            found.extend(part)
        else:
            found.append(part)
    return tuple(found)


def _chopped(piece: str, room: float, size: float, *, bold: bool) -> list[str]:
    """The piece cut wherever a line is full; not between a letter and its marks."""
    lines = [""]
    for char in piece:
        full = width(lines[-1] + char, size, bold=bold) > room
        if full and lines[-1] and not unicodedata.combining(char):
            lines.append("")
        lines[-1] += char
    return lines
