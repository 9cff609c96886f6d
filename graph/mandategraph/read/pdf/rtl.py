"""Pages with right-to-left words: put in reading order from where each letter stands.

pdfium gives such words now in reading order, now as they are drawn, often both in one
line. Only the places of the letters tell: a line is read from its right end, numbers
and Latin words in it from their left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mandategraph.read.pdf.glyphs import Glyph, glyphs_of
from mandategraph.read.pdf.words import Run

if TYPE_CHECKING:
    from mandategraph.read.pdf.fonts import Fonts
    from mandategraph.read.pdf.frame import Frame
    from mandategraph.read.pdf.library import Library

_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_SEPARATORS = ".,:/\u066b\u066c\u060c"
_SIGNS = "%‰$€£"
_APART = 0.9  # ems: further apart, two words are not one run
_BLANK = 0.14  # ems: further apart, two letters are two words


def rtl_runs(
    library: Library,
    fonts: Fonts,
    handle: Any,
    text: str,
    frame: Frame,
) -> list[Run]:
    """The runs of a page, each in reading order."""
    glyphs = glyphs_of(library, fonts, handle, text, frame)
    kinds = [g.kind for g in glyphs]
    page_rtl = kinds.count("R") > kinds.count("L")
    lines = [piece for line in _lines(glyphs) for piece in _pieces(line)]
    runs = [_run(p, fonts, handle, rtl=page_rtl, drawn=False) for p in lines]
    if backwards(runs):
        runs = [_run(p, fonts, handle, rtl=page_rtl, drawn=True) for p in lines]
    ends = [match.start() for match in re.finditer("\n", text)]
    for piece, run in zip(lines, runs, strict=True):
        run.line = bisect_left(ends, piece[0].at)
    return [run for run in runs if run.text]


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs by base line, from top to bottom.

    A letter with vowel signs may stand where the sign does, and be as wide: it goes to
    the line of the letters beside it, and gets a usual width.
    """
    lines: list[list[Glyph]] = []
    marked = [g for g in glyphs if g.marked]
    for g in sorted(glyphs, key=lambda g: (g.base, g.left)):
        if g.marked:
            continue
        if lines and g.base - lines[-1][0].base < 0.35 * max(g.size, lines[-1][0].size):
            lines[-1].append(g)
        else:
            lines.append([g])
    if marked:
        _widen(marked, glyphs)
    bases = [line[0].base for line in lines]
    while marked:
        left = [g for g in marked if not _placed(g, lines, bases)]
        if len(left) == len(marked):
            lines += [[g] for g in left]
            break
        marked = left
    return lines


def _placed(glyph: Glyph, lines: list[list[Glyph]], bases: list[float]) -> bool:
    """Whether the glyph was put into a line at its height, with letters beside it."""
    best: list[Glyph] | None = None
    least = 0.6 * glyph.size
    begin = bisect_left(bases, glyph.base - least)
    for line in lines[begin : bisect_left(bases, glyph.base + least)]:
        apart = abs(line[0].base - glyph.base)
        if apart < least and any(_beside(glyph, other) for other in line):
            best, least = line, apart
    if best is not None:
        best.append(glyph)
    return best is not None


def _beside(one: Glyph, other: Glyph) -> bool:
    gap = max(one.left - other.right, other.left - one.right)
    return gap < 0.8 * one.size


def _widen(marked: list[Glyph], glyphs: list[Glyph]) -> None:
    """Give each marked letter at least the usual width of the letter on the page."""
    widths: dict[str, list[float]] = defaultdict(list)
    for g in glyphs:
        if g.kind == "R" and not g.marked:
            widths[g.text].append((g.right - g.left) / g.size)
    for g in marked:
        known = sorted(widths[g.text[0]]) or [0.5]
        usual = known[len(known) // 2]
        g.right = max(g.right, g.left + usual * g.size)


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
    handle: Any,
    *,
    rtl: bool,
    drawn: bool,
) -> Run:
    """One run in reading order; `drawn`: its letters stand in the wrong order."""
    while piece[-1].kind == " ":
        piece = piece[:-1]
    kinds = {g.kind for g in piece}
    rightward = "R" in kinds or (rtl and "L" not in kinds)
    words = spaced(piece)
    ordered = logical(words) if rightward and not drawn else words
    text = "".join(g.text for g in ordered)
    if rightward and not drawn:
        if "R" not in kinds and text[0] in _SEPARATORS and text[-1].isdigit():
            ordered = words  # `2030.` alone on its line, drawn from the left
            text = "".join(g.text for g in ordered)
        text = unmirrored(text)
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
        gap=max((g.right - g.left for g in words if g.kind == " "), default=0.0),
    )


def spaced(piece: list[Glyph]) -> list[Glyph]:
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


def logical(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs from left to right in reading order: from the right, but not numbers.

    A sign after a number belongs to it in Hebrew; in Arabic it is printed before it.
    """
    hebrew = any("\u0590" <= g.text <= "\u05ff" for g in glyphs)
    found: list[Glyph] = []
    at = len(glyphs)
    while at > 0:
        last = at - 1
        if hebrew and last and glyphs[last].text in _SIGNS:
            last -= glyphs[last - 1].kind == "N"
        begin = _leftward(glyphs, last)
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


def unmirrored(text: str) -> str:
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


def backwards(runs: list[Run]) -> bool:
    """Whether the words came out reversed: they end in lam-alef, and few begin.

    The article ال begins every few words; لا hardly ever ends one.
    """
    words = [w for run in runs if run.rtl for w in run.text.split() if len(w) > 3]
    starts = sum(w.startswith("ال") for w in words)
    ends = sum(w.endswith("لا") for w in words)
    return ends > 2 * starts + 2
