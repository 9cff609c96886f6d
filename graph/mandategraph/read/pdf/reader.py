"""The reader of PDF files with a text layer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import mandategraph
from mandategraph.model import Source, Warning
from mandategraph.read.layout import Block, Composed, Part, compose
from mandategraph.read.pdf.columns import Flow, Node, arrange
from mandategraph.read.pdf.furniture import NUMBER, without_furniture
from mandategraph.read.pdf.hyphens import soften
from mandategraph.read.pdf.library import version
from mandategraph.read.pdf.lines import Pitch, Typesetter, flows_of, footnotes, goes_on
from mandategraph.read.pdf.pages import document_of
from mandategraph.read.text.reader import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Reading
    from mandategraph.read.source import Input

MEDIA_TYPE = "application/pdf"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a PDF.

    SourceError for a file that is locked, broken, too long or without any text layer.
    """
    composed, warnings = extract(source)
    as_read = Source(
        source.file,
        source.sha256,
        composed.text,
        MEDIA_TYPE,
        extractor(source.file),
        tuple(composed.places),
    )
    reading = read_source(
        as_read,
        regions=composed.regions,
        headings=composed.headings,
        propose=propose,
    )
    yield replace(reading, warnings=(*warnings, *reading.warnings))


def extractor(file: str) -> str:
    """Name and version of what reads."""
    return f"mandategraph-pdf {mandategraph.__version__}+pypdfium2-{version(file)}"


def extract(source: Input) -> tuple[Composed, list[Warning]]:
    """The words of a PDF in reading order, their layout, and what to know of it."""
    document = document_of(source)
    pages, warnings = document.pages, document.warnings
    heights = [page.frame.size[1] for page in pages]
    taken = without_furniture([p.rows for p in pages], heights, document.body)
    arranged = [arrange(p.rows) for p in pages]
    flows = [flow for nodes in arranged for flow in flows_of(nodes)]
    soften(flows)
    pitch = Pitch(flows)
    parts: list[Part] = []
    notes: list[Part] = []
    for number, (page, nodes) in enumerate(zip(pages, arranged, strict=True), 1):
        setter = Typesetter(
            pitch,
            document.bold,
            page=number,
            shown=page.frame.shown,
            rtl=page.found.rtl,
        )
        below = footnotes(nodes, document.body)
        _add(parts, setter.parts(nodes))
        notes += setter.parts([Flow(below)])
        turned: list[Node] = [Flow([[run]]) for run in page.found.turned]
        parts += setter.parts(turned)
    for words, count in sorted(taken.items()):
        what = "page number" if words == NUMBER else f"page head or foot “{words}”"
        message = f"{what} x {count}: printed on page after page"
        warnings.append(Warning("not_carried", message))
    return compose([*parts, *notes]), warnings


def _add(parts: list[Part], page: list[Part]) -> None:
    """Add the parts of a page; a paragraph that goes on there stays one."""
    if parts and page:
        match parts[-1], page[0]:
            case Block() as above, Block() as below if goes_on(above, below.lines[0]):
                parts[-1] = Block(above.lines + below.lines)
                page = page[1:]
    parts += page
