"""A DOCX file from beginning to end: its blocks in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.docx.charts import A, C, chart
from mandategraph.read.docx.inline import MC, Inline, Words, chosen
from mandategraph.read.docx.numbering import Numbering
from mandategraph.read.docx.package import AGAIN, R, W, opened, whole
from mandategraph.read.docx.styles import Styles, levels_of
from mandategraph.read.list_marks import BULLET
from mandategraph.read.story.blocks import (
    Block,
    Box,
    Cell,
    Link,
    Paragraph,
    Story,
    Table,
    paragraphs,
)

if TYPE_CHECKING:
    from mandategraph.read.docx.package import Package
    from mandategraph.read.docx.styles import Style
    from mandategraph.read.source import Input

_P: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_IMAGE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_WIDEST: Final = 63  # columns; Word's own limit
_DEEPEST: Final = 30  # tables in tables
_WRAPPERS: Final = {f"{W}{n}" for n in ("ins", "moveTo", "customXml", "sdtContent")}


@dataclass(slots=True)
class _Place:
    """Where the walk is: the path of the container, and what was counted in it."""

    path: str
    depth: int = 0
    paragraphs: int = 0
    tables: int = 0
    carried: tuple[Words, str] | None = None
    blocks: list[Block] = field(default_factory=list)

    def next(self, kind: str) -> str:
        """The path of the next paragraph (`p`) or table (`tbl`)."""
        if kind == "p":
            self.paragraphs += 1
            return f"{self.path}p{self.paragraphs}"
        self.tables += 1
        return f"{self.path}tbl{self.tables}"


def story(source: Input) -> Story:
    """The blocks of the file; SourceError when it cannot be read."""
    package = opened(source)
    try:
        return _Walk(source.file, package).story()
    except RecursionError:
        reason = "its text is nested too deep"
        raise SourceError(source.file, reason, AGAIN) from None


class _Walk:
    """The walk through one package."""

    def __init__(self, file: str, package: Package) -> None:
        self.file, self.package = file, package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering)
        self.inline = Inline(file, package, self.styles)
        self.columns: list[int] = []
        self.skipped = self.inline.skipped

    def story(self) -> Story:
        """All of the document."""
        name = str(self.package.document.part.partname).lstrip("/")
        blocks = self._inside(self.package.body, f"{name}#")
        self.columns.append(1)
        notes = [
            p for part, root in self.package.notes() for p in self._notes(root, part)
        ]
        headers = [
            p
            for part, root in self.package.headers()
            for p in _texts(self._inside(root, f"{part}#"))
        ]
        for kind, count in self.package.skipped.items():
            self.skipped[kind] += count
        return Story(
            blocks,
            self.columns,
            notes,
            headers,
            Counter({k: n for k, n in self.skipped.items() if n}),
            self.inline.changes,
            self.numbering.unknown,
        )

    def _notes(self, root: Any, part: str) -> list[Paragraph]:
        found: list[Paragraph] = []
        for number, note in enumerate(root, 1):
            if note.get(f"{W}type") in (None, "normal"):
                found += _texts(self._inside(note, f"{part}#note{number}/"))
        return found

    def _inside(self, container: Any, path: str, depth: int = 0) -> list[Block]:
        """The blocks in a body, a cell, a box, a note or a header."""
        if depth > _DEEPEST:
            reason = f"tables or boxes nested more than {_DEEPEST} deep"
            raise SourceError(self.file, reason, AGAIN)
        place = _Place(path, depth)
        self._children(container, place)
        self._flush(place)
        return place.blocks

    def _flush(self, place: _Place) -> None:
        """Add a paragraph whose end is deleted, as no other one comes to go on."""
        if place.carried is not None:
            words, at = place.carried
            place.carried = None
            self._finish(None, words, at, place)

    def _children(self, container: Any, place: _Place) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, place)
            elif tag == _TABLE:
                self._flush(place)
                path = place.next("tbl")
                rows = self._rows(child, path, place.depth)
                place.blocks.append(Table(rows, len(self.columns)))
            elif tag == f"{W}sdt":
                self._control(child, place)
            elif tag in _WRAPPERS:
                self._children(child, place)
            elif tag == f"{MC}AlternateContent":
                self._children(chosen(child), place)
            elif tag == f"{W}sectPr" and place.depth == 0:
                self._section(child)
            elif tag == f"{W}altChunk":
                self.skipped["embedded document"] += 1

    def _control(self, element: Any, place: _Place) -> None:
        """A content control around blocks; one with a table of contents is left out."""
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            lines = sum(1 for _ in content.iter(f"{W}p"))
            self.skipped["line of a table of contents"] += lines
            return
        self._children(content, place)

    def _section(self, element: Any) -> None:
        """Note how many columns the section has that ends here."""
        found = element.find(f"{W}cols")
        count = 1 if found is None else whole(found.get(f"{W}num"), 1)
        self.columns.append(min(max(count, 1), _WIDEST))

    def _paragraph(self, element: Any, place: _Place) -> None:
        path = place.next("p")
        properties = element.find(f"{W}pPr")
        if place.carried is not None:
            words, path = place.carried
            place.carried = None
        else:
            words = Words(self.styles.of(_value(properties, "pStyle")))
        self.inline.collect(element, words)
        if properties is not None and _mark_gone(properties):
            self.inline.changes["deletion"] += 1
            place.carried = (words, path)
        else:
            self._finish(properties, words, path, place)
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None and place.depth == 0:
            self._section(section)

    def _finish(self, properties: Any, words: Words, path: str, place: _Place) -> None:
        """Add the paragraph whose words are all there."""
        style = words.style
        if properties is not None:
            style = self.styles.of(_value(properties, "pStyle"))
        whole_text = "".join(words.parts)
        text = whole_text.strip()
        if words.contents or (style.contents and text):
            self.skipped["line of a table of contents"] += 1
            text = ""
        lead = len(whole_text) - len(whole_text.lstrip()) if text else 0
        paragraph = Paragraph(text, path, style.name, section=len(self.columns))
        self._layout(paragraph, properties, style)
        paragraph.strong = bool(text) and words.plain == 0
        if text:
            end = len(text)
            paragraph.links = [
                Link(max(k.start - lead, 0), min(k.end - lead, end), k.address)
                for k in words.links
                if k.end > lead and k.start - lead < end
            ]
            paragraph.raised = [
                (max(a - lead, 0), min(b - lead, end))
                for a, b in words.raised
                if b > lead and a - lead < end
            ]
        paragraph.breaks = [min(max(b - lead, 0), len(text)) for b in words.breaks]
        for number, drawing in enumerate(words.drawings, 1):
            self._drawing(drawing, f"{path}/drawing{number}", paragraph, place.depth)
        if text or paragraph.floats or paragraph.pictures or paragraph.breaks:
            place.blocks.append(paragraph)

    def _layout(self, paragraph: Paragraph, properties: Any, style: Style) -> None:
        """Take in what properties and style say: level and list mark."""
        paragraph.level, number, depth = levels_of(properties, style)
        if not paragraph.text:
            return
        paragraph.depth = max(depth or 0, 0)
        paragraph.mark = self.numbering.mark(number, paragraph.depth)
        if not paragraph.mark and style.listed and number is None:
            paragraph.mark = BULLET

    def _drawing(
        self, element: Any, path: str, paragraph: Paragraph, depth: int
    ) -> None:
        """Add the boxes, charts and pictures of a drawing, of alternatives one."""
        boxes = 0
        pending = [element]
        while pending:
            node = pending.pop()
            tag = node.tag
            if tag == f"{W}txbxContent":
                boxes += 1
                blocks = self._inside(node, f"{path}/box{boxes}/", depth + 1)
                paragraph.floats.append(Box(blocks))
                continue
            if tag == f"{C}chart":
                self._chart(node.get(f"{R}id"), paragraph)
            elif tag == f"{_DIAGRAM}relIds":
                self._diagram(node.get(f"{R}dm"), paragraph)
            elif tag in (_PIC, _IMAGE):
                paragraph.pictures += 1
                self.skipped["picture"] += 1
            elif tag == f"{W}object":
                self.skipped["embedded object"] += 1
            inner = chosen(node) if tag == f"{MC}AlternateContent" else node
            pending.extend(reversed(list(inner)))

    def _chart(self, relation: str | None, paragraph: Paragraph) -> None:
        found = self.package.part(relation)
        if found is not None:
            name, root = found
            paragraph.floats.append(chart(root, name))

    def _diagram(self, relation: str | None, paragraph: Paragraph) -> None:
        """Add the words of a diagram's shapes, in the order of its data."""
        found = self.package.part(relation)
        if found is None:
            return
        name, root = found
        blocks: list[Block] = []
        for number, point in enumerate(root.iter(f"{_DIAGRAM}pt"), 1):
            for line in point.iterfind(f"{_DIAGRAM}t/{A}p"):
                text = "".join(t.text or "" for t in line.iter(f"{A}t")).strip()
                if text:
                    blocks.append(Paragraph(text, f"{name}#point{number}"))
        if blocks:
            paragraph.floats.append(Box(blocks))

    def _rows(self, table: Any, path: str, depth: int) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for number, row in enumerate(_through(table, f"{W}tr"), 1):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.inline.changes["deletion"] += 1
                continue
            column = min(whole(_value(properties, "gridBefore"), 0), _WIDEST)
            cells: list[Cell] = []
            for at, cell in enumerate(_through(row, f"{W}tc"), 1):
                settings = cell.find(f"{W}tcPr")
                if settings is not None and settings.find(f"{W}cellDel") is not None:
                    self.inline.changes["deletion"] += 1
                    continue
                span = min(max(whole(_value(settings, "gridSpan"), 1), 1), _WIDEST)
                place = f"{path}/r{number}/c{at}"
                blocks = self._inside(cell, f"{place}/", depth + 1)
                below = _goes_on(settings) and not any(
                    isinstance(b, Table) or (isinstance(b, Paragraph) and b.text)
                    for b in blocks
                )
                cells.append(Cell(column, span, blocks, below))
                column += span
            rows.append(cells)
        return rows


def _through(element: Any, tag: str) -> list[Any]:
    """The children with the tag, those inside wrappers and content controls too."""
    found: list[Any] = []
    pending = list(reversed(element))
    while pending:
        node = pending.pop()
        if node.tag == tag:
            found.append(node)
        elif node.tag in _WRAPPERS or node.tag == f"{W}sdt":
            pending.extend(reversed(node))
    return found


def _goes_on(settings: Any) -> bool:
    """Whether the cell is the lower part of one that is merged downwards."""
    merge = None if settings is None else settings.find(f"{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _mark_gone(properties: Any) -> bool:
    """Whether the end of the paragraph is deleted: it goes on in the next one."""
    run = properties.find(f"{W}rPr")
    if run is None:
        return False
    return run.find(f"{W}del") is not None or run.find(f"{W}moveFrom") is not None


def _value(properties: Any, tag: str) -> str | None:
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val")


def _texts(blocks: list[Block]) -> list[Paragraph]:
    return [p for p in paragraphs(blocks) if p.text]
