"""A web page as headings, paragraphs, list items and tables, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.errors import SourceError
from mandategraph.read.html.list import ItemList
from mandategraph.read.html.names import (
    BLOCKS,
    BOLD,
    CELLS,
    GROUPS,
    HEADINGS,
    LISTS,
    UNREAD,
    VOID,
)
from mandategraph.read.html.stack import Stack
from mandategraph.read.html.table import TableBuilder, TableTooLargeError
from mandategraph.read.html.tokens import Raw, Tag, Text, tokens
from mandategraph.read.story.blocks import Paragraph
from mandategraph.read.text.headings import BULLETS

if TYPE_CHECKING:
    from mandategraph.read.story.blocks import Block

_DEEPEST: Final = 100  # containers in containers that are told apart
_DEEPEST_TABLE: Final = 20  # tables in tables
_BREAK: Final = "\x00"  # stands for <br>; no page has it, the encoding sees to that
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK: Final = re.compile(r" *\x00 *")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Group:
    """The blocks of one container: a section, a list item, a box of the page."""

    blocks: list[Block | Group] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    text: str
    start: int
    end: int
    bold: bool


class Builder:
    """Reads a page; `blocks` has what was found, `unread` counts what was left out.

    `langs` has the language that the page states for the paragraph of a path.
    """

    def __init__(self, page: str, file: str) -> None:
        self.page, self.file = page, file
        self.blocks: list[Block | Group] = []
        self.unread: Counter[str] = Counter()
        self.langs: dict[str, str] = {}
        self.title: Paragraph | None = None
        self._stack = Stack()
        self._targets: list[list[Block | Group]] = [self.blocks]
        self._tables: list[TableBuilder | None] = []
        self._lists: list[ItemList] = []
        self._mark = ""
        self._pieces: list[_Piece] = []

    def read(self, *, xhtml: bool) -> None:
        """Take the page in."""
        try:
            for token in tokens(self.page, xhtml=xhtml):
                if isinstance(token, Tag):
                    self._tag(token, xhtml=xhtml)
                elif isinstance(token, Text):
                    self._text(token)
                elif isinstance(token, Raw):
                    self.unread[token.name] += 1
            self._close(len(self._stack.elements) - 1)
            self._flush()
        except TableTooLargeError:
            reason = "a table with more than a million cells"
            raise SourceError(self.file, reason, "split the table") from None

    # --- tags --------------------------------------------------------------------

    def _tag(self, tag: Tag, *, xhtml: bool) -> None:
        if tag.closing and tag.name != "br":  # </br> breaks the line too
            self._end(tag.name)
        elif tag.name in VOID:
            self._void(tag)
        else:
            self._start(tag)
            if xhtml and tag.empty:
                self._end(tag.name)

    def _void(self, tag: Tag) -> None:
        if self._stack.top.unread:
            return
        if tag.name == "br":
            if self._broken():
                self._flush()  # an empty line parts paragraphs
            self._pieces.append(_Piece(_BREAK, tag.start, tag.end, bold=True))
        elif tag.name == "hr":
            self._close(self._stack.closed_by_start("hr"))
            self._flush()
        elif tag.name in ("img", "input", "embed"):
            self.unread[tag.name] += 1

    def _broken(self) -> bool:
        """Whether the last thing before here is a line break."""
        worded = (p.text for p in reversed(self._pieces) if p.text.strip())
        return next(worded, "") == _BREAK

    def _start(self, tag: Tag) -> None:
        name, stack = tag.name, self._stack
        self._close(stack.closed_by_start(name))
        if name in BLOCKS:
            self._flush()
        lang = tag.attributes.get("lang") or tag.attributes.get("xml:lang") or ""
        element = stack.push(name, lang.strip().lower().replace("_", "-"))
        element.bold = element.bold or name in BOLD
        if element.unread:
            return
        reason = _why_unread(tag)
        if reason:
            element.unread = True
            self.unread[reason] += 1
            return
        if name in LISTS:
            self._lists.append(ItemList.of(name, tag.attributes))
        elif name == "li":
            value = tag.attributes.get("value", "")
            open_list = self._lists[-1] if self._lists else ItemList(numbered=False)
            self._mark = open_list.mark(value)
        elif name in ("table", "tr") or name in CELLS:
            self._part_of_table(tag)
        if name in GROUPS and len(self._targets) < _DEEPEST:
            group = Group()
            self._targets[-1].append(group)
            self._targets.append(group.blocks)
            element.grouped = True

    def _part_of_table(self, tag: Tag) -> None:
        tables = self._tables
        if tag.name == "table":
            deep = len(tables) >= _DEEPEST_TABLE  # its words are read without its cells
            tables.append(None if deep else TableBuilder())
            return
        builder = tables[-1] if tables else None
        if builder is None:
            return
        if tag.name == "tr":
            builder.row()
            return
        attributes = tag.attributes
        span, rows = attributes.get("colspan", ""), attributes.get("rowspan", "")
        self._targets.append(builder.cell(span, rows))  # type: ignore[arg-type]
        self._stack.top.grouped = True
        self._mark = ""

    def _end(self, name: str) -> None:
        self._close(self._stack.closed_by_end(name))

    def _close(self, count: int) -> None:
        """Close so many of the innermost elements."""
        for _ in range(count):
            element = self._stack.top
            name = element.name
            if name in BLOCKS and not element.unread:
                self._flush()
            self._stack.pop()
            if element.unread:
                continue
            if name in LISTS and self._lists:
                self._lists.pop()
            elif name == "li":
                self._mark = ""
            elif name == "table" and self._tables:
                self._end_table()
            if element.grouped:
                self._targets.pop()

    def _end_table(self) -> None:
        builder = self._tables.pop()
        table = builder.finished() if builder else None
        if table and table.rows:
            self._targets[-1].append(table)

    # --- words -------------------------------------------------------------------

    def _text(self, token: Text) -> None:
        top = self._stack.top
        if top.unread or not token.text:
            return
        if top.name == "title" and not self._stack.is_open("body"):
            words = _BLANKS.sub(" ", token.text).strip()
            if words and self.title is None:
                path = self._place(token.start, token.end)
                self.title = Paragraph(words, path, style="title")
            return
        text = token.text.replace(_BREAK, "\ufffd")
        if self._stack.is_open("pre"):
            text = text.replace("\r\n", "\n").replace("\n", _BREAK)
        piece = _Piece(text, token.start, token.end, top.bold)
        self._pieces.append(piece)

    def _flush(self) -> None:
        """End the paragraph."""
        pieces, self._pieces = self._pieces, []
        worded = [p for p in pieces if p.text.strip() and p.text != _BREAK]
        if not worded:
            return
        joined = _BLANKS.sub(" ", "".join(p.text for p in pieces))
        text = _AROUND_BREAK.sub("\n", joined).strip()
        if not text:
            return
        mark, self._mark = self._mark, ""
        levels = (HEADINGS[name] for name in HEADINGS if self._stack.is_open(name))
        if text[0] in BULLETS:
            mark = ""
        start, end = self._edges(worded[0], worded[-1])
        path = self._place(start, end)
        strong = self._stack.top.name == "dt" or all(p.bold for p in worded)
        depth = max(len(self._lists) - 1, 0) if mark else 0
        self._targets[-1].append(
            Paragraph(
                text,
                path,
                level=next(levels, None),
                mark=mark,
                depth=min(depth, 9),
                strong=strong,
            )
        )
        if self._stack.top.lang:
            self.langs[path] = self._stack.top.lang

    def _edges(self, first: _Piece, last: _Piece) -> tuple[int, int]:
        """Where the words begin and end in the page, blanks around them left out."""
        head = self.page[first.start : first.end]
        tail = self.page[last.start : last.end]
        start = first.start + len(head) - len(head.lstrip(" \t\n\r\f"))
        return start, last.end - len(tail) + len(tail.rstrip(" \t\n\r\f"))

    def _place(self, start: int, end: int) -> str:
        """The element and the characters of the page: `/html/body/p#char=10,24`."""
        return f"{self._stack.path()}#char={start},{end}"


def _why_unread(tag: Tag) -> str:
    """Why the words of the element are not read; empty when they are."""
    if tag.name in UNREAD:
        return tag.name
    attributes = tag.attributes
    if attributes.get("role") == "navigation":
        return "nav"
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden element"
    closed = tag.name == "dialog" and "open" not in attributes
    if closed or _HIDDEN.search(attributes.get("style", "")):
        return "hidden element"
    return ""
