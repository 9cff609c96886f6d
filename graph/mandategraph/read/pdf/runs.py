"""The words of a page: runs of characters that stand close together on one line."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any, TypeAlias

from mandategraph.language import RTL_LETTER
from mandategraph.read.pdf.fonts import Fonts
from mandategraph.read.pdf.hyphens import MARK, printed_hyphens
from mandategraph.read.pdf.rtl import rtl_runs
from mandategraph.read.pdf.words import BULLET, SUPERSCRIPTS, Run
from mandategraph.read.text.headings import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.pdf.frame import Frame
    from mandategraph.read.pdf.library import Library

_DIGITS = frozenset("0123456789")
_PIECE = re.compile("[ \r\n]")
_CONTROLS: dict[int, str | None] = {
    **dict.fromkeys([*range(32), 0x7F, 0xFFFE, 0xFFFF, 0xFEFF, 0x200B]),
    **dict.fromkeys([0x09, 0x0B, 0x0C, 0x85, 0x2028, 0x2029], " "),
}
_LETTERS = re.compile(r"[^\W\d_](?: [^\W\d_]){3,}")
_SMALL = 0.8  # of the size of its word: a footnote mark
_NEAR = 4  # characters: a blank, or the end of a line
_APART = 0.9  # ems between two words: further apart they are not one run
_BACK = 0.5  # ems; a word that begins further to the left is another line's


# A word: its characters' offsets, where it begins on its base line, its right end, and
# the size of the type that its line begins in.
Word: TypeAlias = tuple[int, int, float, float, float, float]


@dataclass(slots=True)
class PageRuns:
    """What a page's text layer has; `turned` are runs that do not stand upright.

    `raised` has the superscript digits by offset, the last one at `raised_to`;
    `turned_to` is where the last turned word ends.
    """

    runs: list[Run] = field(default_factory=list)
    turned: list[Run] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    rtl: bool = False
    raised: dict[int, str] = field(default_factory=dict)
    raised_to: int = -1
    turned_to: int = -9


def _character(code: int) -> str:
    """The character of a code, or the mark for one that is none."""
    valid = code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if valid else "\ufffd"


class Reader:
    """Reads the runs of one page after the other of a document.

    `margin` is how far left its words go, `bullets` whether any is printed as text;
    `types` counts the characters by font and size.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.margin = float("inf")
        self.bullets = False
        self.types: Counter[tuple[int, float]] = Counter()
        self.fonts = Fonts(library)
        lib = library
        self._origin = (ctypes.byref(lib.x), ctypes.byref(lib.y))
        self._sides = tuple(
            ctypes.byref(side) for side in (lib.left, lib.right, lib.bottom, lib.top)
        )

    def read(self, page: Any, chars: Any, frame: Frame) -> PageRuns:
        """The runs of an open page with its open text page."""
        raw = self.library.raw
        count = raw.FPDFText_CountChars(chars)
        found = PageRuns()
        if count <= 0:
            return found
        handle = ctypes.cast(chars, ctypes.c_void_p)
        text = self._text(chars, handle, count)
        if MARK in text:
            text = printed_hyphens(self.library, page, handle, text)
        found.characters = count - text.count(" ") - 2 * text.count("\n")
        found.unmapped = text.count("\ufffd") + text.count("\x00")
        found.rtl = RTL_LETTER.search(text) is not None
        if found.rtl:
            found.runs = rtl_runs(self.library, self.fonts, handle, text, frame)
            for run in found.runs:
                self.types[run.font, run.size] += len(run.text)
        else:
            self._runs(handle, text, frame, found)
        found.runs = [run for run in found.runs if run.text and not run.text.isspace()]
        for run in found.runs:
            run.right = max(run.right, run.left)
        return found

    def _text(self, chars: Any, handle: Any, count: int) -> str:
        """One character for each of pdfium's, generated blanks and line ends too."""
        raw = self.library.raw
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(chars, 0, count, buffer)
        data = bytes(buffer)[: 2 * max(written - 1, 0)]
        text = data.decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        unicode = self.library.char_unicode
        codes = (unicode(handle, i) for i in range(count))
        return "".join(MARK if code == 2 else _character(code) for code in codes)

    def _runs(self, handle: Any, text: str, frame: Frame, found: PageRuns) -> None:
        """Fill in the runs of a page without right-to-left words."""
        fonts, runs = self.fonts, found.runs
        run: Run | None = None
        begin = stop = line = 0
        edge = base = size = 0.0
        for start, end, x0, y0, x1, type_size in self._words(
            handle, text, frame, found
        ):
            gap = x0 - edge
            if (
                run is None
                or gap > _APART * size
                or gap < -_BACK * size
                or not -0.4 * size < y0 - base < 0.4 * size
                or (start - stop > 1 and "\n" in text[stop:start])
            ):
                if run is not None:
                    run.right = edge
                    self._close(handle, run, text, (begin, stop), found)
                size = type_size if start - stop > 1 else fonts.size(handle, start)
                if start - stop > 1 and "\n" in text[stop:start]:
                    line += 1
                run = Run("", x0, x1, y0, size, fonts.at(handle, start), line=line)
                begin, base = start, y0
                runs.append(run)
            elif gap > run.gap:
                run.gap = gap
            edge, stop = x1, end
        if run is not None:
            run.right = edge
            self._close(handle, run, text, (begin, stop), found)

    def _words(
        self,
        handle: Any,
        text: str,
        frame: Frame,
        found: PageRuns,
    ) -> Iterator[Word]:
        """The words of a page in the order of its text."""
        lib = self.library
        origin, box = lib.char_origin, lib.char_box
        at_x, at_y = self._origin
        to_left, to_right, to_bottom, to_top = self._sides
        x, y, left, right, bottom, top = (
            lib.x, lib.y, lib.left, lib.right, lib.bottom, lib.top
        )  # fmt: skip
        plain = frame.turns == 0
        from_left, from_top = frame.left, frame.top
        size, stop = 0.0, -2
        end = -1
        for piece in _PIECE.split(text):
            start = end + 1
            end = start + len(piece)
            if not piece:
                continue
            origin(handle, start, at_x, at_y)
            box(handle, end - 1, to_left, to_right, to_bottom, to_top)
            if plain:
                x0, y0 = x.value - from_left, from_top - y.value
                x1 = right.value - from_left
                y1, y2 = from_top - top.value, from_top - bottom.value
            else:
                x0, y0 = frame.upright(x.value, y.value)
                ax, ay = frame.upright(left.value, bottom.value)
                bx, by = frame.upright(right.value, top.value)
                x1, y1, y2 = max(ax, bx), min(ay, by), max(ay, by)
            if start - stop > 1:
                size = self.fonts.size(handle, start)
            stop = end
            long = end - start
            if long > 1 and piece[-1] in _DIGITS:
                self._note_raised(handle, text, (start, end), size, found)
            odd = start - found.turned_to < _NEAR or (
                long > 1
                and not (
                    0.12 * size < x1 - x0 < (long + 1) * 1.4 * size
                    and y2 > y0 - 1.1 * size
                    and y1 < y0 + 0.4 * size
                )
            )
            if odd:
                yield from self._parted(handle, text, (start, end), frame, found)
            else:
                yield start, end, x0, y0, x1, size

    def _parted(
        self,
        handle: Any,
        text: str,
        span: tuple[int, int],
        frame: Frame,
        found: PageRuns,
    ) -> list[Word]:
        """The words that pdfium has glued together, or none when they are turned.

        Columns that are drawn from right to left come as `4OBJECTIF`, without a blank.
        """
        lib = self.library
        places: list[tuple[float, float, float]] = []
        for i in range(*span):
            lib.char_origin(handle, i, *self._origin)
            x0, y0 = frame.upright(lib.x.value, lib.y.value)
            lib.char_box(handle, i, *self._sides)
            ax, _ = frame.upright(lib.left.value, lib.bottom.value)
            bx, _ = frame.upright(lib.right.value, lib.top.value)
            places.append((x0, y0, max(ax, bx)))
        first, size = places[0], self.fonts.size(handle, span[0])
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places)]
        upright = sum(dx > -0.2 * size and abs(dy) <= 0.3 * abs(dx) for dx, dy in steps)
        if upright * 2 < len(steps) or (not steps and self._turned(frame)):
            x0, x1 = min(p[0] for p in places), max(p[2] for p in places)
            base = max(p[1] for p in places)
            printed = text[span[0] : span[1]].translate(_CONTROLS)
            if found.turned and span[0] - found.turned_to < _NEAR:
                last = found.turned[-1]
                last.text += f" {printed}"
                last.left, last.right = min(last.left, x0), max(last.right, x1)
                last.base = max(last.base, base)
            else:
                font = self.fonts.at(handle, span[0])
                found.turned.append(Run(printed, x0, x1, base, size, font, font))
            found.turned_to = span[1]
            return []
        words: list[Word] = []
        begin = span[0]
        for i, (dx, dy) in enumerate(steps, span[0]):
            if dx < -0.2 * size or dx > 2 * size or abs(dy) > 0.4 * size:
                words.append((begin, i + 1, *first[:2], places[i - span[0]][2], size))
                begin, first = i + 1, places[i + 1 - span[0]]
        words.append((begin, span[1], *first[:2], places[-1][2], size))
        return words

    def _turned(self, frame: Frame) -> bool:
        """Whether the character whose size was asked for last is not upright."""
        a, b = self.library.matrix.a, self.library.matrix.b
        x0, y0 = frame.upright(0.0, 0.0)
        x1, y1 = frame.upright(a, b)
        return bool(x1 - x0 <= abs(y1 - y0))

    def _note_raised(
        self,
        handle: Any,
        text: str,
        span: tuple[int, int],
        size: float,
        found: PageRuns,
    ) -> None:
        """Note the digits of a footnote mark: smaller than their word, and raised.

        `size` is that of the line's first character.
        """
        start, at = span
        if self.fonts.size(handle, at - 1) > _SMALL * size:
            return
        size = self.fonts.size(handle, start)
        base = self._height(handle, start)
        while at > start + 1 and text[at - 1] in _DIGITS:
            if self.fonts.size(handle, at - 1) > _SMALL * size:
                break
            if abs(self._height(handle, at - 1) - base) < 0.15 * size:
                break
            at -= 1
            found.raised_to = span[1] - 1
            found.raised[at] = text[at].translate(SUPERSCRIPTS)

    def _height(self, handle: Any, at: int) -> float:
        """How high a character stands, whichever way the page is turned."""
        lib = self.library
        lib.char_origin(handle, at, *self._origin)
        lib.char_matrix(handle, at, ctypes.byref(lib.matrix))
        a, b = lib.matrix.a, lib.matrix.b
        length = hypot(a, b) or 1.0
        return float((a * lib.y.value - b * lib.x.value) / length)

    def _close(
        self,
        handle: Any,
        run: Run,
        text: str,
        span: tuple[int, int],
        found: PageRuns,
    ) -> None:
        """Give the run its words and the font of its last character."""
        begin, stop = span
        words = text[begin:stop]
        if found.raised_to >= begin:
            raised = found.raised
            words = "".join(raised.get(i, c) for i, c in enumerate(words, begin))
        if words[1:2] == " " and _LETTERS.fullmatch(words):
            words = self._closed_up(handle, words, begin)
        run.text = words if words.isprintable() else words.translate(_CONTROLS)
        self.types[run.font, run.size] += stop - begin
        run.last = run.font
        if self.fonts.maybe_bold(run.font):
            run.last = self.fonts.at(handle, stop - 1)
        if self.fonts.sign(run.font) and words[1:2] in ("", " "):
            run.text = (words[0] if words[0] in BULLETS else BULLET) + words[1:]

    def _closed_up(self, handle: Any, words: str, begin: int) -> str:
        """Letters that are set wide apart as words; a wider gap parts two of them."""
        lib = self.library
        places = []
        for i in range(0, len(words), 2):
            lib.char_origin(handle, begin + i, *self._origin)
            places.append(abs(lib.x.value) + abs(lib.y.value))
        steps = [abs(b - a) for a, b in pairwise(places)]
        usual = sorted(steps)[len(steps) // 2]
        parts = [words[0]]
        for letter, step in zip(words[2::2], steps, strict=True):
            parts.append(f" {letter}" if step > 1.45 * usual else letter)
        return "".join(parts)
