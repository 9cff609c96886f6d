"""The words of one paragraph of a DOCX, in the state with all changes accepted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.docx.package import AGAIN, R, W, on
from mandategraph.read.story.blocks import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.read.docx.package import Package
    from mandategraph.read.docx.styles import Style, Styles

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST: Final = 200
_THROUGH: Final = {
    f"{W}{name}"
    for name in (
        "moveTo", "smartTag", "customXml", "sdtContent", "bdo", "dir", "rubyBase",
    )
} | {f"{M}oMath", f"{M}oMathPara"}  # fmt: skip
_SIGNS: Final = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_SYMBOLS: Final = {
    0xF02D: "−", 0xF0B7: "•", 0xF0B0: "°", 0xF0B1: "±", 0xF0A3: "≤", 0xF0B3: "≥",
    0xF0AE: "→", 0xF061: "α", 0xF062: "β", 0xF06D: "μ", 0xF0B4: "×",
}  # fmt: skip
_DRAWINGS: Final = {f"{W}drawing", f"{W}pict", f"{W}object"}
_RAISED: Final = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LINK: Final = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_CONTENTS: Final = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
_COUNTED: Final = {
    f"{W}commentReference": "comment",
    f"{W}subDoc": "linked document",
}


@dataclass(slots=True)
class Field:
    """A field under way: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False
    start: int = 0


@dataclass(slots=True)
class Words:
    """The words of a paragraph as they are collected."""

    style: Style
    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Link] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    drawings: list[Any] = field(default_factory=list)
    plain: int = 0  # how many pieces are neither bold nor large
    contents: bool = False  # some of it is a table of contents

    def add(self, text: str) -> None:
        """Take words in."""
        self.parts.append(text)
        self.length += len(text)


class Inline:
    """Collects the words of paragraphs; a field may go on from one to the next."""

    def __init__(self, file: str, package: Package, styles: Styles) -> None:
        self.file, self.package, self.styles = file, package, styles
        self.skipped: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.fields: list[Field] = []
        self._special: dict[str, Callable[[Any, Words, int], None]] = {
            f"{W}hyperlink": self._hyperlink,
            f"{W}del": self._deleted,
            f"{W}moveFrom": self._deleted,
            f"{W}ins": self._inserted,
            f"{W}sdt": self._control,
            f"{W}fldSimple": self._simple_field,
            f"{MC}AlternateContent": self._alternatives,
            f"{M}r": self._formula,
        }

    def collect(self, element: Any, words: Words, depth: int = 0) -> None:
        """Add what the children of the element say to the words."""
        if depth > _DEEPEST:
            raise SourceError(
                self.file,
                f"its text is nested more than {_DEEPEST} levels deep",
                AGAIN,
            )
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, words, depth)
            elif tag in self._special:
                self._special[tag](child, words, depth)
            elif tag in _THROUGH or (isinstance(tag, str) and tag.startswith(M)):
                self.collect(child, words, depth + 1)

    def _deleted(self, element: Any, words: Words, depth: int) -> None:
        del words, depth
        self.changes["deletion" if element.tag == f"{W}del" else "move"] += 1

    def _inserted(self, element: Any, words: Words, depth: int) -> None:
        self.changes["insertion"] += 1
        self.collect(element, words, depth + 1)

    def _simple_field(self, element: Any, words: Words, depth: int) -> None:
        if _CONTENTS.match(element.get(f"{W}instr") or ""):
            words.contents = True
        else:
            self.collect(element, words, depth + 1)

    def _alternatives(self, element: Any, words: Words, depth: int) -> None:
        self.collect(chosen(element), words, depth + 1)

    def _formula(self, element: Any, words: Words, depth: int) -> None:
        del depth
        words.add("".join(t.text or "" for t in element.iter(f"{M}t")))

    def _hyperlink(self, element: Any, words: Words, depth: int) -> None:
        start = words.length
        self.collect(element, words, depth + 1)
        address = self.package.address(element.get(f"{R}id"))
        if address and words.length > start:
            words.links.append(Link(start, words.length, address))

    def _control(self, element: Any, words: Words, depth: int) -> None:
        """A content control; the hint in an empty one is not the document's wording."""
        hint = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        if on(hint):
            self.skipped["hint in an empty form field"] += 1
            return
        content = element.find(f"{W}sdtContent")
        if content is not None:
            self.collect(content, words, depth + 1)

    def _run(self, run: Any, words: Words, depth: int) -> None:
        hidden, bold, size, raised = self._look(run.find(f"{W}rPr"), words.style)
        weak = not (bold or size > self.styles.size)
        start = words.length
        self._signs(run, words, depth, hidden=hidden, weak=weak)
        if raised and words.length > start:
            self._raise(words, start)

    def _signs(
        self, run: Any, words: Words, depth: int, *, hidden: bool, weak: bool
    ) -> None:
        """Add what the children of a run say."""
        for child in run:
            tag = child.tag
            text = _sign(child)
            if text is not None:
                if tag == f"{W}br" and child.get(f"{W}type") == "column":
                    words.breaks.append(words.length)
                self._text(text, words, hidden=hidden, weak=weak)
            elif tag in (f"{W}fldChar", f"{W}instrText"):
                self._field(child, words)
            elif tag in _DRAWINGS:
                words.drawings.append(child)
            elif tag == f"{MC}AlternateContent":
                self._signs(chosen(child), words, depth, hidden=hidden, weak=weak)
            elif tag == f"{W}ruby":
                self.collect(child.iterfind(f"{W}rubyBase"), words, depth + 1)
            elif tag in _COUNTED:
                self.skipped[_COUNTED[tag]] += 1

    def _text(
        self, text: str, words: Words, *, hidden: bool, weak: bool = False
    ) -> None:
        """Add text, unless it is hidden, the code of a field or a list of contents."""
        if hidden:
            self.skipped["hidden text"] += bool(text.strip())
        elif any(not f.shown for f in self.fields):
            self.skipped["text in a field code"] += bool(text.strip())
        elif any(_CONTENTS.match(f.instruction) for f in self.fields):
            words.contents = True
        else:
            words.add(text)
            words.plain += weak and bool(text.strip())

    def _raise(self, words: Words, start: int) -> None:
        """Note a superscript; figures get the signs that plain text has for them."""
        text = "".join(words.parts)
        if text[start:].translate(_RAISED) != text[start:]:
            words.parts = [text[:start], text[start:].translate(_RAISED)]
        words.raised.append((start, words.length))

    def _look(self, style: Any, of: Style) -> tuple[bool, bool, int, bool]:
        """Whether a run is hidden and bold, its size, and whether it is raised."""
        hidden, bold, raised = of.hidden, of.bold, of.raised
        size = of.size if of.size is not None else self.styles.size
        if style is None:
            return hidden, bold, size, raised
        named = style.find(f"{W}rStyle")
        if named is not None:
            own = self.styles.character(named.get(f"{W}val"))
            if own is not None:
                hidden, bold = hidden or own.hidden, bold or own.bold
                size, raised = own.size or size, own.raised
        for child in style:
            tag = child.tag
            if tag == f"{W}vanish":
                hidden = on(child)
            elif tag == f"{W}b":
                bold = on(child)
            elif tag == f"{W}vertAlign":
                raised = child.get(f"{W}val") == "superscript"
            elif tag == f"{W}sz":
                value = child.get(f"{W}val") or ""
                size = int(value) if value.isascii() and value.isdigit() else size
        return hidden, bold, min(size, 10_000), raised

    def _field(self, mark: Any, words: Words) -> None:
        """Begin a field, read its code, show it, end it; a link leaves its address."""
        kind = mark.get(f"{W}fldCharType")
        if mark.tag == f"{W}instrText":
            if self.fields and not self.fields[-1].shown:
                self.fields[-1].instruction += mark.text or ""
        elif kind == "begin":
            if len(self.fields) < _DEEPEST:
                self.fields.append(Field(start=words.length))
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
            self.fields[-1].start = words.length
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            found = _LINK.match(ended.instruction)
            if found and ended.shown and words.length > ended.start:
                words.links.append(Link(ended.start, words.length, found[1]))


def chosen(alternatives: Any) -> Any:
    """The first choice of an `mc:AlternateContent`; else its fallback, else nothing."""
    choice = alternatives.find(f"{MC}Choice")
    if choice is None:
        choice = alternatives.find(f"{MC}Fallback")
    return () if choice is None else choice


def _sign(element: Any) -> str | None:
    """The characters that a child of a run stands for; None when it is no text."""
    tag = element.tag
    if tag == f"{W}t":
        return element.text or ""
    if tag == f"{W}br":
        return "\n"
    if tag == f"{W}sym":
        return _symbol(element)
    return _SIGNS.get(tag)


def _symbol(element: Any) -> str:
    """The sign of a `w:sym`; signs of symbol fonts keep their private code."""
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0xFFFF:
        return ""
    symbol = "symbol" in (element.get(f"{W}font") or "").lower()
    return _SYMBOLS.get(code, chr(code)) if symbol else chr(code)
