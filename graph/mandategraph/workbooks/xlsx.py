"""Workbooks for Excel."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.errors import QueryError
from mandategraph.workbooks.archive import HEAD, packed
from mandategraph.workbooks.cells import Link, Sheet, Value, letters, spelled, visible
from mandategraph.workbooks.looks import Looks, Run, Styled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_LONGEST: Final = 32_767  # characters of a cell of Excel
_MOST_LINKS: Final = 65_530  # of a sheet; the text of a cell says the address, too
_LONGEST_LINK: Final = 2_000
_LONGEST_PLACE: Final = 255  # of what stands behind the # of a link
_OTHER_FORMAT: Final = "write it as CSV or ODS"
_EPOCH: Final = date(1899, 12, 30)
_FIRST: Final = 61  # 1 March 1900: before it Excel counts a 29 February 1900
_RETURN: Final = "\r"
_LINE, _TALLEST = 15, 409  # points: of a line of the font, and what Excel allows
_COLUMN: Final = 8  # characters of a column without a width of its own
# letters as wide as two digits, in steps that are coarse enough for a height
_DOUBLE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\uff00-\uff60\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_TEXT, _HEADER, _GENERAL, _DAY, _LINKED = 1, 2, 3, 4, 5
_GIVEN: Final = 6  # looks that every workbook has
_MARGINS: Final = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" '
    'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN: Final = 'fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
_ABOVE: Final = 'applyAlignment="1"><alignment vertical="top"'
_RELS: Final = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
# text has number format 49, so that 1.10 or 2026-01 stay what is typed
_STYLES: Final = f"""<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font>\
<font><u/><sz val="11"/><color rgb="FF17557A"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" {_PLAIN} {_ABOVE} wrapText="1"/></xf>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyFont="1"/>\
<xf numFmtId="0" {_PLAIN} {_ABOVE}/></xf>\
<xf numFmtId="164" {_PLAIN} {_ABOVE}/></xf>\
<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyFont="1" {_ABOVE}/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


def xlsx(*sheets: Sheet) -> bytes:
    """A workbook of these sheets.

    Raises QueryError for more rows or columns, or longer cells, than Excel holds.
    """
    names = [f"sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    looks = Looks(_GIVEN)
    written: dict[str, str] = {}
    for name, sheet in zip(names, sheets, strict=True):
        writer = _Writer(sheet, looks)
        written[f"xl/worksheets/{name}"] = "".join(writer.parts())
        if writer.targets:
            written[f"xl/worksheets/_rels/{name}.rels"] = writer.relations()
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _RELS,
        "xl/_rels/workbook.xml.rels": _book_relations(names),
        "xl/styles.xml": looks.added(_STYLES),
        "xl/workbook.xml": _book(sheets),
        **written,
    }
    return packed({name: HEAD + part for name, part in parts.items()})


def _content_types(names: Sequence[str]) -> str:
    overrides = "\n".join(
        f'<Override PartName="/xl/worksheets/{name}" '
        f'ContentType="{_TYPES}.worksheet+xml"/>'
        for name in names
    )
    return f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType=\
"application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>
{overrides}
</Types>"""


def _book(sheets: Sequence[Sheet]) -> str:
    entries = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{at}" r:id="rId{at}"/>'
        for at, sheet in enumerate(sheets, 1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">'
        f"{escape(_quoted(sheet.title))}!$1:${sheet.head}</definedName>"
        for at, sheet in enumerate(sheets)
        if sheet.printed
    )
    names = f"<definedNames>{repeated}</definedNames>" if repeated else ""
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets>'
        f"{names}</workbook>"
    )


def _quoted(title: str) -> str:
    """The title of a sheet as formulas name it."""
    return "'{}'".format(title.replace("'", "''"))


def _book_relations(names: Sequence[str]) -> str:
    entries = "\n".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/{name}"/>'
        for at, name in enumerate(names, 1)
    )
    return f"""<Relationships xmlns="{_PACKAGE}/relationships">
{entries}
<Relationship Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""


class _Writer:
    """Writes one sheet; `targets` are the addresses that its cells lead to."""

    def __init__(self, sheet: Sheet, looks: Looks) -> None:
        self.sheet, self.looks = sheet, looks
        self.targets: dict[str, str] = {}  # address -> id of the relation
        self.links: list[str] = []

    def parts(self) -> Iterator[str]:
        sheet = self.sheet
        right = ' rightToLeft="1"' if sheet.rtl else ""
        fitted = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield (
            f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"{fitted if sheet.printed else ''}<sheetViews>"
            f'<sheetView{right} workbookViewId="0">'
            f'<pane ySplit="{sheet.head}" topLeftCell="A{sheet.head + 1}" '
            'activePane="bottomLeft" state="frozen"/>'
            "</sheetView></sheetViews>"
        )
        if sheet.widths:
            columns = "".join(
                f'<col min="{at}" max="{at}" width="{width}" style="{_TEXT}" '
                'customWidth="1"/>'
                for at, width in enumerate(sheet.widths, 1)
            )
            yield f"<cols>{columns}</cols>"
        yield "<sheetData>"
        line = width = 0
        for line, row in enumerate(sheet.rows, 1):
            self._check(line, row)
            width = max(width, len(row))
            cells = "".join(
                self._cell(f"{letters(at)}{line}", value, header=line <= sheet.head)
                for at, value in enumerate(row)
            )
            yield f'<row r="{line}"{self._height_of(line, row)}>{cells}</row>'
        yield "</sheetData>"
        if sheet.filtered and line:
            yield f'<autoFilter ref="A{sheet.head}:{letters(width - 1)}{line}"/>'
        if sheet.merged:
            areas = "".join(f'<mergeCell ref="{area.name}"/>' for area in sheet.merged)
            yield f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>'
        if sheet.choices:
            listed = escape(",".join(sheet.choices))
            yield (
                '<dataValidations count="1"><dataValidation type="list" '
                'allowBlank="1" errorStyle="warning" showErrorMessage="1" '
                f'sqref="A2:A1048576"><formula1>"{listed}"</formula1>'
                "</dataValidation></dataValidations>"
            )
        if self.links:
            yield f"<hyperlinks>{''.join(self.links)}</hyperlinks>"
        if sheet.printed:
            yield _MARGINS
        yield "</worksheet>"

    def _height_of(self, line: int, row: Sequence[Value | Styled]) -> str:
        if self.sheet.heights:
            height = min(self.sheet.heights[line - 1], _TALLEST)
            return f' ht="{height:g}" customHeight="1"' if height else ""
        return "" if line <= self.sheet.head else _height(row, self.sheet.widths)

    def relations(self) -> str:
        """The part that holds the addresses."""
        entries = "\n".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" '
            f'Target={quoteattr(target)} TargetMode="External"/>'
            for target, name in self.targets.items()
        )
        return (
            f'<Relationships xmlns="{_PACKAGE}/relationships">\n{entries}\n'
            "</Relationships>"
        )

    @staticmethod
    def _check(line: int, row: Sequence[Value | Styled]) -> None:
        if line > _MOST_ROWS:
            reason = f"it has more rows than a sheet holds, {_MOST_ROWS}"
            raise QueryError("xlsx", reason, _OTHER_FORMAT)
        if len(row) > _MOST_COLUMNS:
            reason = f"it has more columns than a sheet holds, {_MOST_COLUMNS}"
            raise QueryError("xlsx", reason, _OTHER_FORMAT)

    def _cell(self, place: str, value: Value | Styled, *, header: bool) -> str:
        if isinstance(value, Styled):
            return self._styled(place, value)
        kind, text = spelled(value)
        match kind:
            case "blank":
                return ""
            case "truth":
                number = int(text == "true")
                return f'<c r="{place}" s="{_GENERAL}" t="b"><v>{number}</v></c>'
            case "number":
                return f'<c r="{place}" s="{_GENERAL}"><v>{text}</v></c>'
            case "day" if (days := (date.fromisoformat(text) - _EPOCH).days) >= _FIRST:
                return f'<c r="{place}" s="{_DAY}"><v>{days}</v></c>'
        linked = isinstance(value, Link) and self._linked(place, value)
        style = _LINKED if linked else _HEADER if header else _TEXT
        return _text(place, text, style)

    def _styled(self, place: str, styled: Styled) -> str:
        """A cell with a look of its own; an empty one has its ground and border."""
        kind, text = spelled(styled)
        number = self.looks.number(styled.look)
        if isinstance(styled.value, Link):
            self._linked(place, styled.value)
        match kind:
            case "blank":
                return f'<c r="{place}" s="{number}"/>'
            case "number":
                return f'<c r="{place}" s="{number}"><v>{text}</v></c>'
        return _text(place, text, number, styled.runs)

    def _linked(self, place: str, link: Link) -> bool:
        address, _, within = link.target.partition("#")
        fits = len(address) <= _LONGEST_LINK and len(within) <= _LONGEST_PLACE
        if not link.leads or not fits or len(self.links) >= _MOST_LINKS:
            return False
        name = self.targets.setdefault(address, f"rId{len(self.targets) + 1}")
        location = f" location={quoteattr(within)}" if within else ""
        self.links.append(f'<hyperlink ref="{place}" r:id="{name}"{location}/>')
        return True


def _height(row: Sequence[Value | Styled], widths: Sequence[int]) -> str:
    """The height of a row with texts of several lines, which not every program finds.

    It is not marked as the user's own: Excel fits the row again when a cell changes.
    """
    columns = chain(widths, repeat(_COLUMN))
    lines = max(map(_lines, row, columns), default=1)
    return f' ht="{min(lines * _LINE, _TALLEST)}"' if lines > 1 else ""


def _lines(value: Value | Styled, width: int) -> int:
    """How many lines the value takes in a column of this width; a link takes one."""
    if isinstance(value, Styled):
        value = value.value
    if not isinstance(value, str) or (len(value) * 2 <= width and "\n" not in value):
        return 1
    parts = value.split("\n")
    return sum(max(1, -(-(len(p) + len(_DOUBLE.findall(p))) // width)) for p in parts)


def _text(place: str, text: str, style: int, runs: Sequence[Run] = ()) -> str:
    text = visible(text)
    if len(text.encode("utf-16-le")) > 2 * _LONGEST:
        reason = f"{place}: Excel holds {_LONGEST} characters in a cell"
        raise QueryError("xlsx", reason, _OTHER_FORMAT)
    held = _held(text) if not runs else "".join(map(_run, runs))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{held}</is></c>'


def _held(text: str) -> str:
    return f'<t xml:space="preserve">{escape(text, {_RETURN: "_x000D_"})}</t>'


def _run(run: Run) -> str:
    bold = "<b/>" if run.bold else ""
    ink = f'<color rgb="FF{run.ink}"/>' if run.ink else ""
    font = f'<rPr>{bold}<sz val="11"/>{ink}<rFont val="Calibri"/></rPr>'
    return f"<r>{font}{_held(visible(run.text))}</r>"
