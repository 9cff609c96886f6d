"""Spreadsheets in the OpenDocument format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.workbooks.archive import HEAD, packed
from mandategraph.workbooks.cells import Link, Sheet, Value, spelled, without_controls
from mandategraph.workbooks.looks import Styled

if TYPE_CHECKING:
    from collections.abc import Iterator

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_BOLD: Final = '<style:text-properties fo:font-weight="bold"/>'
_BLANKS: Final = re.compile(r"\t|  +|^ | $")
_SPACES: Final = " ".join(
    f'xmlns:{name}="{_ODF}:{name}:1.0"'
    for name in ("office", "style", "table", "text", "number")
)
_START: Final = (
    f'<office:document-content {_SPACES} xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
    '<office:automatic-styles><number:text-style style:name="N1">'
    "<number:text-content/></number:text-style>"
    '<number:date-style style:name="N2"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/>'
    '<number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="cell" style:family="table-cell" '
    'style:data-style-name="N1"/>'
    '<style:style style:name="head" style:family="table-cell" '
    f'style:data-style-name="N1">{_BOLD}</style:style>'
    '<style:style style:name="plain" style:family="table-cell"/>'
    '<style:style style:name="day" style:family="table-cell" '
    'style:data-style-name="N2"/>'
    '<style:style style:name="right" style:family="table">'
    '<style:table-properties style:writing-mode="rl-tb"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_MANIFEST: Final = (
    f'{HEAD}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{_ODS}"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(*sheets: Sheet) -> bytes:
    """A spreadsheet of these sheets."""
    tables = "".join(part for sheet in sheets for part in _table(sheet))
    end = "</office:spreadsheet></office:body></office:document-content>"
    parts = {
        "mimetype": _ODS,
        "content.xml": f"{HEAD}{_START}{tables}{end}",
        "META-INF/manifest.xml": _MANIFEST,
    }
    return packed(parts)


def _table(sheet: Sheet) -> Iterator[str]:
    rows = list(sheet.rows)
    right = ' table:style-name="right"' if sheet.rtl else ""
    columns = max(len(rows[0]) if rows else 0, 1)
    yield (
        f"<table:table table:name={quoteattr(sheet.title)}{right}>"
        f'<table:table-column table:number-columns-repeated="{columns}" '
        'table:default-cell-style-name="cell"/>'
    )
    for line, row in enumerate(rows):
        cells = "".join(_cell(value, "cell" if line else "head") for value in row)
        yield f"<table:table-row>{cells}</table:table-row>"
    yield "</table:table>"


def _cell(value: Value | Styled, style: str) -> str:
    if isinstance(value, Styled):
        value = value.value
    kind, text = spelled(value)
    match kind:
        case "blank":
            return "<table:table-cell/>"
        case "truth":
            return _typed("plain", "boolean", "boolean-value", text)
        case "number":
            return _typed("plain", "float", "value", text)
        case "day":
            return _typed("day", "date", "date-value", text)
        case "text":
            target = value.target if isinstance(value, Link) and value.leads else ""
            return _text(style, text, target)


def _typed(style: str, kind: str, attribute: str, text: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" '
        f'office:{attribute}="{text}"><text:p>{text}</text:p></table:table-cell>'
    )


def _text(style: str, text: str, target: str = "") -> str:
    paragraphs = "".join(
        f"<text:p>{_linked(_with_blanks(line), target)}</text:p>"
        for line in without_controls(text).split("\n")
    )
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs}</table:table-cell>"
    )


def _linked(text: str, target: str) -> str:
    if not target:
        return text
    address = quoteattr(target)
    return f'<text:a xlink:type="simple" xlink:href={address}>{text}</text:a>'


def _with_blanks(line: str) -> str:
    """The line in which no blank is lost: readers take several for one."""
    escaped = escape(line, {"\r": "&#13;"})
    return _BLANKS.sub(_blanks, escaped)


def _blanks(match: re.Match[str]) -> str:
    if match[0] == "\t":
        return "<text:tab/>"
    return f'<text:s text:c="{len(match[0])}"/>'
