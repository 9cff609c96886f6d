"""Results tables as a Word document: A4 on its side, merged cells, repeated headers.

The tables are written as the XML that Word reads, which takes a thousandth of the time
that cell by cell would take; everything around them is python-docx.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.draw import shapes as s
from mandategraph.draw.framework.marks import apart, marked
from mandategraph.draw.framework.table import placed
from mandategraph.draw.palette import PALETTES
from mandategraph.errors import SourceError
from mandategraph.language import LRI, PDI
from mandategraph.workbooks import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.draw.framework.table import Cell, Piece, Placed, Row, Table

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MM: Final = 56.69  # twentieths of a point
_LONG, _SHORT, _MARGIN = round(297 * _MM), round(210 * _MM), round(12 * _MM)
_INNER: Final = _LONG - 2 * _MARGIN
_LONG_CELL: Final = 300  # characters
_DAY: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - no day, for equal bytes
_PACKED: Final = (1980, 1, 1, 0, 0, 0)
_SMALL: Final = ("badge", "said", "when", "open", "proposed", "accepted")
_INKS: Final = {
    "open": s.OPEN_INK,
    "proposed": s.PROPOSED_INK,
    "accepted": s.PROPOSED_INK,
    "badge": s.MUTED,
    "said": s.MUTED,
    "when": s.MUTED,
    "none": s.MUTED,
}


def to_docx(tables: Sequence[Table]) -> bytes:
    """The document, in the language of the first table; equal tables, equal bytes.

    Raises SourceError without the extra `[office]`.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise SourceError(
            "docx", "python-docx is not installed", "pip install 'mandategraph[office]'"
        ) from error
    document: Any = Document()
    first = tables[0]
    _set_up(document, first)
    writer = _Writer(document)
    for table in tables:
        writer.write(table, more=table is not first)
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _set_up(document: Any, first: Table) -> None:
    """Page, language, fonts and properties of the document."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Pt, Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_LONG), Twips(_SHORT)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(_MARGIN))
    if first.rtl:
        section._sectPr.append(parse_xml(f'<w:bidi xmlns:w="{_W}"/>'))  # noqa: SLF001 - no public way
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.font.name = "Calibri"
    normal.element.rPr.append(parse_xml(f'<w:szCs xmlns:w="{_W}" w:val="18"/>'))
    fonts = normal.element.rPr.rFonts
    fonts.set(f"{{{_W}}}cs", "Arial")
    for old in normal.element.rPr.findall(f"{{{_W}}}lang"):
        normal.element.rPr.remove(old)
    attribute = "bidi" if first.rtl else "val"
    normal.element.rPr.append(
        parse_xml(f'<w:lang xmlns:w="{_W}" w:{attribute}="{first.lang}"/>')
    )
    own = document.core_properties
    own.title = f"{first.name} · {first.title}"[:255]
    own.language, own.author, own.comments = first.lang, "mandategraph", ""
    own.created = own.modified = _DAY
    own.last_modified_by = ""


class _Writer:
    """Appends tables with what stands around them to a document."""

    def __init__(self, document: Any) -> None:
        self.document, self.body = document, document.element.body
        self.links: dict[str, str] = {}
        self.colours = {
            name: colour.removeprefix("#").upper()
            for name, colour in PALETTES["light"].items()
        }

    def write(self, table: Table, *, more: bool) -> None:
        """The table on a new page, unless it is the first one."""
        title = f"{table.name} · {table.title}"
        self._paragraph(title, table, style="Heading1", turned=more)
        for line in table.subtitles:
            self._paragraph(line, table, ink=s.MUTED)
        self._append("".join(self._table(table)))
        for line in (*table.notes, *table.sources):
            self._paragraph(line, table, ink=s.MUTED)

    def _append(self, xml: str) -> None:
        from docx.oxml import parse_xml

        # before the properties of the section, which stand at the end
        self.body.insert(len(self.body) - 1, parse_xml(xml))

    def _paragraph(
        self,
        words: str,
        table: Table,
        *,
        style: str = "",
        ink: str = s.INK,
        turned: bool = False,
    ) -> None:
        head = f'<w:pStyle w:val="{style}"/>' if style else ""
        head += "<w:pageBreakBefore/>" if turned else ""
        head += "<w:bidi/>" if table.rtl else ""
        head += '<w:spacing w:before="40" w:after="40"/>'
        run = self._run(words, rtl=table.rtl, lang=table.lang, ink=ink)
        self._append(f'<w:p xmlns:w="{_W}"><w:pPr>{head}</w:pPr>{run}</w:p>')

    def _table(self, table: Table) -> Iterator[str]:
        total = sum(column.weight for column in table.columns)
        widths = [round(_INNER * column.weight / total) for column in table.columns]
        relations = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        )
        line = f'w:val="single" w:sz="4" w:space="0" w:color="{self.colours[s.LINE]}"'
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f"<w:{side} {line}/>" for side in sides)
        yield f'<w:tbl xmlns:w="{_W}" xmlns:r="{relations}"><w:tblPr>'
        yield "<w:bidiVisual/>" if table.rtl else ""
        yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        yield f"<w:tblBorders>{borders}</w:tblBorders>"
        yield '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" '
        yield 'w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        yield '<w:tblLook w:val="0620" w:firstRow="1" w:firstColumn="0" w:noVBand="1"/>'
        yield f"<w:tblCaption w:val={quoteattr(visible(table.title))}/>"
        yield f"<w:tblDescription w:val={quoteattr(visible(table.name))}/>"
        yield "</w:tblPr><w:tblGrid>"
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        yield from self._rows(table, table.head, widths)
        yield from self._rows(table, table.rows, widths)
        yield "</w:tbl>"

    def _rows(
        self, table: Table, rows: Sequence[Row], widths: list[int]
    ) -> Iterator[str]:
        begins: dict[tuple[int, int], Placed] = {}
        goes_on: dict[tuple[int, int], Placed] = {}
        for one in placed(rows):
            begins[one.row, one.column] = one
            for row in range(one.row + 1, one.row + one.rows):
                goes_on[row, one.column] = one
        head = bool(rows) and rows[0][0].kind == "head"
        for at in range(len(rows)):
            # a long row goes on overleaf: it would leave half a page empty
            long = any(len(cell.words) > _LONG_CELL for cell in rows[at])
            yield f"<w:tr><w:trPr>{'' if long else '<w:cantSplit/>'}"
            yield f"{'<w:tblHeader/>' if head else ''}</w:trPr>"
            column = 0
            while column < len(widths):
                one = begins.get((at, column)) or goes_on[at, column]
                width = sum(widths[column : column + one.columns])
                first = one.row == at
                yield self._cell(table, one, width, first=first)
                column += one.columns
            yield "</w:tr>"

    def _cell(self, table: Table, one: Placed, width: int, *, first: bool) -> str:
        cell = one.cell
        fill = {"head": s.OBJECTIVE, "section": s.HEAD_FILL}.get(cell.kind)
        own = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if one.columns > 1:
            own += f'<w:gridSpan w:val="{one.columns}"/>'
        if one.rows > 1:
            own += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
        if fill:
            shade = self.colours[fill]
            own += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
        words = (
            "".join(self._piece(table, cell, piece) for piece in cell.pieces)
            if first
            else "<w:p/>"
        )
        return f"<w:tc><w:tcPr>{own}</w:tcPr>{words}</w:tc>"

    def _piece(self, table: Table, cell: Cell, piece: Piece) -> str:
        head = cell.kind == "head"
        own = "<w:bidi/>" if piece.rtl else ""
        own += '<w:spacing w:before="10" w:after="10"/>'
        if piece.rtl != table.rtl:
            own += '<w:jc w:val="left"/>'
        run = self._run(
            piece.words,
            rtl=piece.rtl,
            lang=piece.lang or table.lang,
            ink=s.REVERSED if head else _INKS.get(piece.kind, s.INK),
            bold=head or piece.kind == "code",
            small=piece.kind in _SMALL,
        )
        href = piece.href or (cell.iri if piece.kind == "code" else "")
        if href.startswith(("https://", "http://")):
            run = f'<w:hyperlink r:id="{self._relation(href)}">{run}</w:hyperlink>'
        return f"<w:p><w:pPr>{own}</w:pPr>{run}</w:p>"

    def _run(
        self,
        words: str,
        *,
        rtl: bool,
        lang: str,
        ink: str = s.INK,
        bold: bool = False,
        small: bool = False,
    ) -> str:
        """A run; among words from right to left, one for each direction."""
        size = 16 if small else 18
        found = []
        for part, turned in _directed(words) if rtl else [(words, False)]:
            own = "<w:b/><w:bCs/>" if bold else ""
            own += f'<w:color w:val="{self.colours[ink]}"/>' if ink != s.INK else ""
            own += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if small else ""
            own += "<w:rtl/>" if turned else ""
            own += f'<w:lang w:{"bidi" if turned else "val"}="{lang}"/>'
            text = escape(visible(part))
            found.append(
                f'<w:r><w:rPr>{own}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
            )
        return "".join(found)

    def _relation(self, href: str) -> str:
        """The name by which the document knows the address."""
        if href not in self.links:
            kind = (
                "http://schemas.openxmlformats.org/officeDocument/2006/"
                "relationships/hyperlink"
            )
            part = self.document.part
            self.links[href] = part.relate_to(href, kind, is_external=True)
        return self.links[href]


def _directed(words: str) -> list[tuple[str, bool]]:
    """The parts of a line from right to left, and whether each is of that direction.

    What was isolated from left to right is a run of its own, which Word does not turn.
    """
    parts = re.split(f"({LRI}[^{PDI}]*{PDI})", apart(words))
    return [(marked(part), not part.startswith(LRI)) for part in parts if part]


def _without_times(data: bytes) -> bytes:
    """The archive without the time of day."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            made.writestr(entry, archive.read(name))
    return stream.getvalue()
