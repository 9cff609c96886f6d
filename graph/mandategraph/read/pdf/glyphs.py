"""The glyphs of a page with right-to-left words: letters, ligatures and vowel signs."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mandategraph.language import RTL_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.pdf.fonts import Fonts
    from mandategraph.read.pdf.frame import Frame
    from mandategraph.read.pdf.library import Library

_PRESENTED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_ALEFS = "\u0627\u0622\u0623\u0625\u0671"
_LAM = "\u0644"
_BEARING = 0.12  # ems: pdfium has only the ink of a ligature, not its white
_BAND = 24.0  # points: a vowel sign is no further up or down from its letter
_MOST_MARKS = 20_000  # on one page


@dataclass(slots=True)
class Glyph:
    """What stands at one place: a letter, a ligature of several, or a blank.

    `kind` is R for right-to-left letters, L for others, N for digits, `-` for signs;
    `marked` says that vowel signs belong to it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    at: int
    kind: str
    marked: bool = False


def glyphs_of(
    library: Library,
    fonts: Fonts,
    handle: Any,
    text: str,
    frame: Frame,
) -> list[Glyph]:
    """The glyphs of the page, ligatures and vowel signs put together."""
    found: list[Glyph] = []
    marks: list[Glyph] = []
    for g in _printed(library, fonts, handle, text, frame):
        last = found[-1] if found else None
        if g.kind == "M":
            marks.append(g)
        elif last is not None and _one_place(last, g):
            last.text += g.text
            last.left, last.right = min(last.left, g.left), max(last.right, g.right)
        else:
            found.append(g)
    for g in found:
        if g.kind == "R" and len(g.text) > 1:
            g.right += _BEARING * g.size
    order_ligatures(found)
    _attach(marks, found)
    return found


def _printed(
    library: Library,
    fonts: Fonts,
    handle: Any,
    text: str,
    frame: Frame,
) -> Iterator[Glyph]:
    """Each character with its place; the right end of a vowel sign is its middle.

    Forms that letters take in a word are written as the letters, as pdfium does for
    most of them.
    """
    x, y = library.x, library.y
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    box, to_box = library.loose, ctypes.byref(library.loose)
    for i, printed in enumerate(text):
        c = printed
        if _PRESENTED.match(printed):
            c = unicodedata.normalize("NFKC", printed).strip()
        if not c or c in "\r\n\ufeff":
            continue
        library.char_origin(handle, i, at_x, at_y)
        library.char_loose(handle, i, to_box)
        x0, base = frame.upright(x.value, y.value)
        ax, _ = frame.upright(box.left, box.bottom)
        bx, _ = frame.upright(box.right, box.top)
        left, right = min(ax, bx), max(ax, bx)
        if c == " " and right - left < 0.01:
            continue  # pdfium's own: it stands where the last letter was
        if len(c) == 1 and unicodedata.category(c) == "Mn":
            yield Glyph(c, x0, (left + right) / 2, base, 0.0, i, "M")
            continue
        size = fonts.size(handle, i)
        yield Glyph(c, min(left, x0), right, base, size, i, _kind(c))


def _one_place(last: Glyph, glyph: Glyph) -> bool:
    """Whether two letters are one ligature: they stand at one point."""
    if last.kind != "R" or not RTL_LETTER.match(glyph.text):
        return False
    level = abs(last.base - glyph.base) < 0.01 * glyph.size
    same = abs(last.left - glyph.left) < 0.03 * glyph.size
    return level and (same or (last.left, last.right) == (glyph.left, glyph.right))


def _attach(marks: list[Glyph], found: list[Glyph]) -> None:
    """Add each vowel sign to the letter that it stands at."""
    letters: dict[int, list[Glyph]] = defaultdict(list)
    for g in found:
        if g.kind == "R":
            letters[int(g.base / _BAND)].append(g)
    for mark in marks[:_MOST_MARKS]:
        band = int(mark.base / _BAND)
        rows = (letters.get(band + step, ()) for step in (-1, 0, 1))
        near = [g for row in rows for g in row if abs(g.base - mark.base) < g.size]
        if near:
            best = min(near, key=lambda g: _distance(g, mark))
            best.text += mark.text
            best.marked = True


def _distance(letter: Glyph, mark: Glyph) -> float:
    """How far a vowel sign is from a letter; none when both stand at one point."""
    if abs(letter.left - mark.left) + abs(letter.base - mark.base) < 0.05:
        return 0.0
    return abs((letter.left + letter.right) / 2 - mark.right) + 0.01


def _kind(c: str) -> str:
    if c.isdigit():
        return "N"
    if c.isspace():
        return " "
    if RTL_LETTER.match(c[0]) and c[0].isalpha():
        return "R"
    return "L" if c.isalpha() else "-"


def order_ligatures(glyphs: list[Glyph]) -> None:
    """Put the letters of each ligature in order: a lam comes before its alef.

    The other ligatures of the page follow what was found of lam and alef.
    """
    several = [g for g in glyphs if g.kind == "R" and len(g.text) > 1]
    forward = sum(g.text[0] == _LAM and g.text[1] in _ALEFS for g in several)
    backward = sum(g.text[-1] == _LAM and g.text[0] in _ALEFS for g in several)
    for g in several:
        pair = len(g.text) == 2 and (_LAM in g.text and g.text.strip(_LAM) in _ALEFS)
        if pair:
            g.text = _LAM + g.text.replace(_LAM, "", 1)
        elif backward > forward:
            g.text = g.text[::-1]
