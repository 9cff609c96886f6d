"""The pages of a PDF file: their runs and rows, and what of them cannot be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mandategraph.errors import SourceError
from mandategraph.model import Warning
from mandategraph.read.pdf.frame import Frame, frame_of
from mandategraph.read.pdf.gutters import Row, rows_of
from mandategraph.read.pdf.library import Library, opened
from mandategraph.read.pdf.lines import tidy
from mandategraph.read.pdf.runs import PageRuns, Reader
from mandategraph.read.pdf.shapes import (
    IMAGE,
    PATH,
    may_lack_bullets,
    objects,
    small_shapes,
    with_bullets,
)

if TYPE_CHECKING:
    from mandategraph.read.pdf.words import Run
    from mandategraph.read.source import Input

MOST_PAGES = 5000
MOST_CHARACTERS = 20_000_000
MOST_ON_PAGE = 1_000_000
_LEAST = 20  # characters: a page with pictures and fewer of them is a scan
_DRAWN = 200  # drawings: so many and no words are words drawn as shapes
_SPLIT = "split it into several files"


_NOWHERE = Frame(0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Page:
    """One page's runs and rows, and what is not read of it.

    `outside` counts the characters beyond the edge of the page that is shown.
    """

    frame: Frame = _NOWHERE
    found: PageRuns = field(default_factory=PageRuns)
    rows: list[Row] = field(default_factory=list)
    scanned: bool = False
    unreadable: bool = False
    outside: int = 0


@dataclass(slots=True)
class Document:
    """All pages of a file, and a warning for each thing that is not read.

    `bold` tells for each font whether it is bold, `body` is the size of type that most
    characters have, in points.
    """

    pages: list[Page]
    bold: list[bool]
    body: float
    warnings: list[Warning]


def document_of(source: Input) -> Document:
    """What the pages of a file hold.

    SourceError for a file that is locked, broken, too long or without a text layer.
    """
    with opened(source) as (library, document):
        reader = Reader(library)
        pages = _pages(source.file, library, document, reader)
    warnings = _checked(source.file, pages)
    fonts: Counter[int] = Counter()
    sizes: Counter[float] = Counter()
    for (font, size), count in reader.types.items():
        fonts[font] += count
        sizes[round(size * 2) / 2] += count
    body = max(sizes, key=lambda s: (sizes[s], -s), default=0.0)
    return Document(pages, reader.fonts.bold(fonts), body, warnings)


def _pages(
    file: str,
    library: Library,
    document: Any,
    reader: Reader,
) -> list[Page]:
    """All pages of the open document; SourceError when there is too much of it."""
    raw = library.raw
    count = raw.FPDF_GetPageCount(document)
    if count < 1:
        raise SourceError(file, "it has no pages", "save or print it as PDF again")
    if count > MOST_PAGES:
        reason = f"it has {count} pages, more than the {MOST_PAGES} that are read"
        raise SourceError(file, reason, _SPLIT)
    pages: list[Page] = []
    total = 0
    for number in range(count):
        handle = raw.FPDF_LoadPage(document, number)
        if not handle:
            pages.append(Page(unreadable=True))
            continue
        try:
            pages.append(_page(library, handle, reader))
        finally:
            raw.FPDF_ClosePage(handle)
        characters = pages[-1].found.characters
        total += characters
        if characters > MOST_ON_PAGE:
            reason = f"page {number + 1} holds {characters} characters"
            raise SourceError(file, f"{reason}, too many to read", _SPLIT)
        if total > MOST_CHARACTERS:
            reason = f"its first {number + 1} pages hold {total} characters"
            raise SourceError(file, f"{reason}, too many to read", _SPLIT)
    return pages


def _page(library: Library, handle: Any, reader: Reader) -> Page:
    """What one open page has; a page without words may be a scan."""
    raw = library.raw
    frame = frame_of(library, handle)
    chars = raw.FPDFText_LoadPage(handle)
    if not chars:
        return Page(frame, unreadable=True)
    try:
        characters = raw.FPDFText_CountChars(chars)
        if characters > MOST_ON_PAGE:
            return Page(frame, PageRuns(characters=characters))
        found, frame = _upright(reader, handle, chars, frame)
    finally:
        raw.FPDFText_ClosePage(chars)
    page = Page(frame, found)
    if found.characters < _LEAST:
        kinds = Counter(kind for kind, _ in objects(library, handle))
        page.scanned = kinds[IMAGE] > 0 or kinds[PATH] > _DRAWN
    page.outside = _drop_outside(found, frame)
    page.rows = rows_of(found.runs)
    tidy(page.rows, rtl=found.rtl)
    if may_lack_bullets(page.rows, reader):
        shapes = small_shapes(library, handle, frame)
        if shapes:
            with_bullets([r for row in page.rows for r in row], shapes, rtl=found.rtl)
    return page


def _upright(
    reader: Reader,
    handle: Any,
    chars: Any,
    frame: Frame,
) -> tuple[PageRuns, Frame]:
    """The runs of a page, turned as most of its words stand."""
    found = reader.read(handle, chars, frame)
    if _letters(found.turned) <= _letters(found.runs):
        return found, frame
    tried = [(found, frame)]
    for text in (1, 2, 3):
        turned = replace(frame, text=text)
        tried.append((reader.read(handle, chars, turned), turned))
    return min(tried, key=lambda t: (_letters(t[0].turned), len(t[0].runs)))


def _letters(runs: list[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _drop_outside(found: PageRuns, frame: Frame) -> int:
    """Drop the runs beyond the page's edges, such as printers' marks; their length."""
    width, height = frame.size
    runs = found.runs
    found.runs = [
        r
        for r in runs
        if r.right >= 0 and r.left <= width and r.bottom >= 0 and r.top <= height
    ]
    if len(found.runs) == len(runs):
        return 0
    return _letters(runs) - _letters(found.runs)


def _checked(file: str, pages: list[Page]) -> list[Warning]:
    """What to know of the pages; SourceError when none of them has words to read."""
    scans = [n for n, p in enumerate(pages, 1) if p.scanned]
    broken = [n for n, p in enumerate(pages, 1) if p.unreadable]
    characters = sum(p.found.characters for p in pages)
    if scans and characters < _LEAST:
        reason = f"page {scans[0]} has no text layer: needs OCR"
        raise SourceError(file, reason, "run OCR on it, then build again")
    if len(broken) == len(pages):
        reason = "no page of it can be opened: its structure is broken"
        raise SourceError(file, reason, "save or print it as PDF again")
    if not characters:
        raise SourceError(file, "it has no words", "name a file that has some")
    found = [("no_text_layer", f"page {n} has no text layer: needs OCR") for n in scans]
    found += [
        ("unreadable_page", f"page {n} cannot be opened: it was left out")
        for n in broken
    ]
    unmapped = sum(p.found.unmapped for p in pages)
    if unmapped * 20 > characters:
        message = (
            f"{unmapped} characters are in fonts that do not say which letters they "
            "are: words are missing or wrong"
        )
        found.append(("unmapped_characters", message))
    outside = sum(p.outside for p in pages)
    if outside:
        message = f"characters beyond the page's edge x {outside}: not to be seen"
        found.append(("not_carried", message))
    return [Warning(code, message) for code, message in found]
