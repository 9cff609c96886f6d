"""Hyphens at line ends: which character the PDF has, and which only break a word."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mandategraph.read.pdf.columns import Flow
    from mandategraph.read.pdf.library import Library
    from mandategraph.read.pdf.words import Run

MARK = "\ufffe"  # what pdfium puts in the place of a hyphen that breaks a word
SOFT = "\xad"
_MOST = 400  # marks on one page that are looked up
_HARD = 0.12  # of the hyphens of compounds, those that happen to end a line
_BROKEN = re.compile(r"(?:^|[^\w-])([^\W\d_]+)([-\u2010])$")
_COMPOUNDING = ("the", "of", "and")  # words of English
_ENCLITIC = re.compile(  # what French and Portuguese join to a word by a hyphen
    r"c[ei]|delà|dire|elles?|en|être|ils?|j[ea]|l[aàeo]s?|leur|lui|mêmes?|moi|nous|on"
    r"|t|t[ue]|toi|vous|y|lhes?|me|n?os?|se|vos|as?"
)
_SIGNS = ".,;:!?()[]«»“”‘’'\"…-–—"
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def printed_hyphens(library: Library, page: Any, handle: Any, text: str) -> str:
    """The text with the hyphens that the PDF has: soft ones, or plain ones.

    pdfium does not say which one it has replaced. The text object that holds the hyphen
    is read again with all others switched off: then it ends no line, and stays.
    """
    marks = [i for i, c in enumerate(text) if c == MARK]
    raw = library.raw
    count = raw.FPDFPage_CountObjects(page)
    at = ctypes.cast(page, ctypes.c_void_p)
    objects = [library.page_object(at, i) for i in range(count)]
    known = set(objects)
    found = {}
    for pointer in objects:
        library.object_active(ctypes.c_void_p(pointer), 0)
    for i in marks[:_MOST]:
        holder = library.char_object(handle, i)
        if holder in known:
            library.object_active(ctypes.c_void_p(holder), 1)
            found[i] = _last(library, page)
            library.object_active(ctypes.c_void_p(holder), 0)
    for pointer in objects:
        library.object_active(ctypes.c_void_p(pointer), 1)
    pieces = list(text)
    for i in marks:
        pieces[i] = SOFT if found.get(i) == ord(SOFT) else "-"
    return "".join(pieces)


def _last(library: Library, page: Any) -> int:
    """The code of the last visible character that is switched on."""
    raw = library.raw
    chars = raw.FPDFText_LoadPage(page)
    if not chars:
        return 0
    try:
        handle = ctypes.cast(chars, ctypes.c_void_p)
        for i in range(raw.FPDFText_CountChars(chars) - 1, -1, -1):
            code = int(library.char_unicode(handle, i))
            if code > 32:
                return code
        return 0
    finally:
        raw.FPDFText_ClosePage(chars)


def soften(flows: Iterable[Flow]) -> None:
    """Make soft the hyphens that only break a word at the end of a line.

    U+2010 is what browsers and Pango print for a soft hyphen. A plain hyphen is soft
    where the document hyphenates: where far more lines end in one than the compounds
    inside lines would make likely. One alone tells nothing in English, the language
    of compounds. It stays when the document has the compound, or each half as a word
    of its own.
    """
    flows = list(flows)
    ends = list(_line_ends(flows))
    if not ends:
        return
    texts = (run.text for flow in flows for row in flow.rows for run in row)
    counts = Counter(" ".join(texts).casefold().replace("\u2010", "-").split())
    for _, head, _, tail in ends:
        counts[f"{head}-"] -= 1
        counts[tail] -= 1
    inside = sum(n for w, n in counts.items() if "-" in w[1:-1])
    words = {w.strip(_SIGNS) for w, n in counts.items() if n > 0}
    ends = [
        end
        for end in ends
        if f"{end[1]}-{end[3]}" not in words
        and not (end[1] in words and end[3] in words)
        and not _ENCLITIC.fullmatch(end[3])
    ]
    plain = sum(sign == "-" for _, _, sign, _ in ends)
    hyphenates = plain > 1 and plain * 0.2 > inside * _HARD
    if plain == 1 and not inside:
        hyphenates = not any(counts[word] for word in _COMPOUNDING)
    for run, head, sign, tail in ends:
        if sign != "-" or hyphenates or f"{head}{tail}" in words:
            run.text = run.text[:-1] + SOFT


def _line_ends(flows: Iterable[Flow]) -> Iterator[tuple[Run, str, str, str]]:
    """Each run that ends in a hyphen, with the two halves of the word, and the sign."""
    for flow in flows:
        for above, below in pairwise(flow.rows):
            run = above[-1]
            if run.text[-1:] not in "-\u2010":
                continue
            head = _BROKEN.search(run.text.casefold())
            tail = _WORDS.match(below[0].text)
            if head and tail and tail[0][0].islower():
                yield run, head[1], head[2], tail[0].casefold()
