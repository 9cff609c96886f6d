"""Pages with right-to-left words: put in reading order from where each letter stands.

pdfium gives such words now in reading order, now as they are drawn, often both in one
line. Only the places of the letters tell: a line is read from its right end, numbers
and Latin words in it from their left.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mandategraph.read.pdf_fonts import Fonts
    from mandategraph.read.pdf_frame import Frame
    from mandategraph.read.pdf_library import Library
    from mandategraph.read.pdf_runs import Run

RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PRESENTED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC_DIGIT = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_ALEFS = "\u0627\u0622\u0623\u0625\u0671"
_LAM = "\u0644"
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_SEPARATORS = ".,:/\u066b\u066c\u060c"
_APART = 0.9  # ems: further apart, two words are not one run
_BLANK = 0.14  # ems: further apart, two letters are two words


@dataclass(slots=True)
class Glyph:
    """What stands at one place: a letter, a ligature of several, or a blank.

    `kind` is R for right-to-left letters, L for others, N for digits, `-` for signs.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    at: int
    kind: str


def rtl_runs(
    library: Library,
    fonts: Fonts,
    handle: Any,  # noqa: ANN401 - a handle
    text: str,
    frame: Frame,
) -> list[Run]:
    """The runs of a page, each in reading order."""
    glyphs = _glyphs(library, fonts, handle, text, frame)
    kinds = [g.kind for g in glyphs]
    page_rtl = kinds.count("R") > kinds.count("L")
    lines = [piece for line in _lines(glyphs) for piece in _pieces(line)]
    runs = [_run(p, fonts, handle, rtl=page_rtl, drawn=False) for p in lines]
    if _backwards(runs):
        runs = [_run(p, fonts, handle, rtl=page_rtl, drawn=True) for p in lines]
    return [run for run in runs if run.text]


def _glyphs(
    library: Library,
    fonts: Fonts,
    handle: Any,  # noqa: ANN401 - a handle
    text: str,
    frame: Frame,
) -> list[Glyph]:
    """The glyphs of the page, ligatures and vowel signs put together."""
    found: list[Glyph] = []
    marks: list[tuple[str, float, float]] = []
    x, y = library.x, library.y
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    box, to_box = library.loose, ctypes.byref(library.loose)
    for i, c in enumerate(text):
        if c in "\r\n\ufeff":
            continue
        library.char_origin(handle, i, at_x, at_y)
        library.char_loose(handle, i, to_box)
        x0, base = frame.upright(x.value, y.value)
        ax, _ = frame.upright(box.left, box.bottom)
        bx, _ = frame.upright(box.right, box.top)
        left, right = min(ax, bx), max(ax, bx)
        if c == " " and right - left < 0.01:
            continue  # pdfium's own: it stands where the last letter was
        if _PRESENTED.match(c):
            c = unicodedata.normalize("NFKC", c)
        if len(c) == 1 and unicodedata.category(c) == "Mn":
            marks.append((c, (left + right) / 2, base))
            continue
        size = fonts.size(handle, i)
        last = found[-1] if found else None
        if (
            last is not None
            and last.kind == "R"
            and RTL.match(c)
            and abs(last.base - base) < 0.01 * size
            and (abs(x0 - last.left) < 0.01 * size or (left, right) == _sides(last))
        ):
            last.text += c
            last.left, last.right = min(last.left, left), max(last.right, right)
            continue
        found.append(Glyph(c, min(left, x0), right, base, size, i, _kind(c)))
    _order_ligatures(found)
    for mark, middle, base in marks:
        near = [g for g in found if abs(g.base - base) < g.size and g.kind == "R"]
        if near:
            best = min(near, key=lambda g: abs((g.left + g.right) / 2 - middle))
            best.text += mark
    return found


def _sides(glyph: Glyph) -> tuple[float, float]:
    return glyph.left, glyph.right


def _kind(c: str) -> str:
    if _ARABIC_DIGIT.match(c) or c.isdigit():
        return "N"
    if c.isspace():
        return " "
    if RTL.match(c[0]) and c[0].isalpha():
        return "R"
    return "L" if c.isalpha() else "-"


def _order_ligatures(glyphs: list[Glyph]) -> None:
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


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs by base line, from top to bottom."""
    lines: list[list[Glyph]] = []
    for g in sorted(glyphs, key=lambda g: (g.base, g.left)):
        if lines and g.base - lines[-1][0].base < 0.35 * max(g.size, lines[-1][0].size):
            lines[-1].append(g)
        else:
            lines.append([g])
    return lines


def _pieces(line: list[Glyph]) -> list[list[Glyph]]:
    """The line's glyphs from left to right, parted at wide gaps."""
    found: list[list[Glyph]] = []
    edge = 0.0
    for g in sorted(line, key=lambda g: (g.left, g.right)):
        if g.kind == " ":
            if found and g.left - edge < _APART * g.size:
                found[-1].append(g)
            continue
        if found and g.left - edge <= _APART * g.size:
            found[-1].append(g)
        else:
            found.append([g])
        edge = max(edge, g.right) if found[-1][:-1] else g.right
    return found


def _run(
    piece: list[Glyph],
    fonts: Fonts,
    handle: Any,  # noqa: ANN401 - a handle
    *,
    rtl: bool,
    drawn: bool,
) -> Run:
    """One run in reading order; `drawn`: its letters stand in the wrong order."""
    from mandategraph.read.pdf_runs import Run

    while piece[-1].kind == " ":
        piece = piece[:-1]
    kinds = {g.kind for g in piece}
    rightward = "R" in kinds or (rtl and "L" not in kinds)
    spaced = _spaced(piece)
    ordered = _logical(spaced) if rightward and not drawn else spaced
    text = "".join(g.text for g in ordered)
    if rightward and not drawn:
        if "R" not in kinds and text[0] in _SEPARATORS and text[-1].isdigit():
            ordered = spaced  # `2030.` alone on its line, drawn from the left
            text = "".join(g.text for g in ordered)
        text = _unmirrored(text)
    first, last = ordered[0], ordered[-1]
    return Run(
        text.strip(),
        piece[0].left,
        max(g.right for g in piece),
        first.base,
        max(g.size for g in piece),
        fonts.at(handle, first.at),
        fonts.at(handle, last.at),
        rtl=rightward,
    )


def _spaced(piece: list[Glyph]) -> list[Glyph]:
    """The glyphs with one blank where the gap, or a blank of the PDF, parts words."""
    found: list[Glyph] = []
    blank = False
    edge = piece[0].left
    for g in piece:
        if g.kind == " ":
            blank = True
            continue
        if found and (blank or g.left - edge > _BLANK * g.size):
            found.append(Glyph(" ", edge, g.left, g.base, g.size, g.at, " "))
        found.append(g)
        edge, blank = max(edge, g.right), False
    return found


def _logical(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs from left to right in reading order: from the right, but not numbers."""
    found: list[Glyph] = []
    at = len(glyphs)
    while at > 0:
        begin = _leftward(glyphs, at - 1)
        found += glyphs[begin:at]
        at = begin
    return found


def _leftward(glyphs: list[Glyph], last: int) -> int:
    """Where the stretch begins that ends at `last` and is read from its left."""
    if glyphs[last].kind not in "LN":
        return last
    begin = last
    while begin > 0:
        kind = glyphs[begin].kind
        before = begin - 1
        while before > 0 and glyphs[before].kind in "- ":
            before -= 1
        other = glyphs[before].kind
        between = glyphs[before + 1 : begin]
        if other not in "LN":
            break
        digits = kind == other == "N"
        if digits and between:
            signs = "".join(g.text for g in between)
            if len(signs) > 1 or signs not in _SEPARATORS:
                break
        if between and kind == "L" and other == "N":
            break
        begin = before
    return begin


def _unmirrored(text: str) -> str:
    """The text with brackets that open before a word and close after one."""

    def turned(match: re.Match[str]) -> str:
        c, start, end = match[0], match.start(), match.end()
        before, after = text[start - 1 : start].strip(), text[end : end + 1].strip()
        opens = not before and after
        closes = before and (not after or after in ".,:;!?،؛؟" + _CLOSING + _OPENING)
        if (opens and c in _CLOSING) or (closes and not opens and c in _OPENING):
            return c.translate(_MIRROR)
        return c

    return _BRACKET.sub(turned, text)


def _backwards(runs: list[Run]) -> bool:
    """Whether the words came out reversed: they end in lam-alef more than they begin.

    The article ال begins every few words; لا hardly ever ends one.
    """
    words = [w for run in runs if run.rtl for w in run.text.split() if len(w) > 3]
    starts = sum(w.startswith("ال") for w in words)
    ends = sum(w.endswith("لا") for w in words)
    return ends > starts
