"""Tables of text as XLSX and ODS: the same cells give the same bytes.

Written directly: the libraries put the time of day into what they write, and a few
parts are all that a table of text needs.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.errors import QueryError
from mandategraph.read.table.cells import letters
from mandategraph.read.table.columns import PARTIES, PLAN, STATEMENTS, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767  # characters of a cell of Excel
_OTHER_FORMAT: Final = "export it as CSV or ODS"
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive knows
_WIDE: Final = ("text", "description", "notes", "label")
_KINDS: Final = (PLAN, *list(STATEMENTS)[:7], *VALUES, *PARTIES)
_BOLD: Final = '<style:text-properties fo:font-weight="bold"/>'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_XLSX_PARTS: Final = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType=\
"application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>""",
    # style 1: text, so that 1.10 or 2026-01 stay what is typed; style 2: header
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""",
}


def xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet of text; its first row stays in view.

    Raises QueryError for more rows, or longer cells, than Excel holds.
    """
    if len(rows) > _MOST_ROWS:
        reason = f"it has {len(rows)} rows, and a sheet holds {_MOST_ROWS}"
        raise QueryError("xlsx", reason, _OTHER_FORMAT)
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = dict(_XLSX_PARTS)
    parts["xl/workbook.xml"] = book
    parts["xl/worksheets/sheet1.xml"] = "".join(_sheet(rows))
    return _packed({name: _HEAD + part for name, part in parts.items()})


def _sheet(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    header = rows[0] if rows else ()
    yield (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><cols>"
    )
    for at, name in enumerate(header, 1):
        width = 60 if name.partition("@")[0] in _WIDE else 16
        yield f'<col min="{at}" max="{at}" width="{width}" style="1" customWidth="1"/>'
    yield "</cols><sheetData>"
    for number, row in enumerate(rows, 1):
        style = 2 if number == 1 else 1
        yield f'<row r="{number}">'
        for at, text in enumerate(row):
            if not text:
                continue
            place = f"{letters(at)}{number}"
            if len(text.encode("utf-16-le")) > 2 * _LONGEST:
                reason = f"{place}: Excel holds {_LONGEST} characters in a cell"
                raise QueryError("xlsx", reason, _OTHER_FORMAT)
            yield (
                f'<c r="{place}" s="{style}" t="inlineStr"><is>'
                f'<t xml:space="preserve">{escape(text)}</t></is></c>'
            )
        yield "</row>"
    yield "</sheetData>"
    if header and header[0] == "kind":
        yield (
            '<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
            'errorStyle="warning" showErrorMessage="1" sqref="A2:A1048576">'
            f'<formula1>"{",".join(_KINDS)}"</formula1></dataValidation>'
            "</dataValidations>"
        )
    yield "</worksheet>"


def ods(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """An OpenDocument spreadsheet with one sheet of text."""
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
        'manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{_ODS}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    parts = {
        "mimetype": _ODS,
        "content.xml": _HEAD + "".join(_content(title, rows)),
        "META-INF/manifest.xml": manifest,
    }
    return _packed(parts)


def _content(title: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    names = ("office", "style", "table", "text", "number")
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in names)
    fo = f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"'
    yield (
        f'<office:document-content {spaces} {fo} office:version="1.3">'
        '<office:automatic-styles><number:text-style style:name="N1">'
        "<number:text-content/></number:text-style>"
    )
    for name in ("cell", "head"):
        bold = _BOLD if name == "head" else ""
        yield (
            f'<style:style style:name="{name}" style:family="table-cell" '
            f'style:data-style-name="N1">{bold}</style:style>'
        )
    yield (
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(title)}>"
        f'<table:table-column table:number-columns-repeated="{max(len(rows[0]), 1)}" '
        'table:default-cell-style-name="cell"/>'
    )
    for number, row in enumerate(rows):
        style = "cell" if number else "head"
        yield "<table:table-row>"
        for text in row:
            if text:
                yield (
                    f'<table:table-cell table:style-name="{style}" '
                    f'office:value-type="string"><text:p>{escape(text)}</text:p>'
                    "</table:table-cell>"
                )
            else:
                yield "<table:table-cell/>"
        yield "</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _packed(parts: dict[str, str]) -> bytes:
    """The archive, without the time of day; its first part tells the kind."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            packed = name != "mimetype"
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(entry, text.encode())
    return stream.getvalue()
