"""The extracted text of one IATI activity: its narratives, fields and what is left.

Narratives are the texts of an element. Version 2 of the standard has one `narrative`
per language, version 1 the text itself, and one element per language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from lxml import etree

from mandategraph.model import Field, Place, Span, Warning
from mandategraph.read.cover import leftover
from mandategraph.read.extracted import Extract, collapse, not_carried
from mandategraph.read.iati.codes import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.model import Plan, Wording

# all that an element prints, in the order of the file
_all_texts: Final[Any] = etree.XPath(
    "descendant-or-self::*/@*[name() != 'xml:lang']"
    "|descendant::text()[normalize-space()]",
    smart_strings=False,
)
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class Element(Protocol):
    """What is used of lxml's elements; its stubs leave open what names are."""

    tag: str
    text: str | None
    tail: str | None
    prefix: str | None

    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def get(self, name: str) -> str | None:
        """The value of an attribute."""

    def items(self) -> list[tuple[str, str]]:
        """Names and values of the attributes, in the order of the file."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """The element and those in it that have one of the tags."""

    def itertext(self) -> Iterator[str]:
        """The texts in the element."""

    def getparent(self) -> Element | None:
        """The element around it."""


class ActivityText(Extract):
    """What is taken from one activity, and what is noted on the way.

    Attributes are taken as XML normalises them, texts with their inner blanks.
    """

    def __init__(self) -> None:
        super().__init__()
        self._odd: dict[tuple[str, str], int] = {}
        self.marks: list[Span] = []
        self.warnings: list[Warning] = []
        self.counts: dict[str, int] = {}  # what is not carried
        self.loose = False  # whether a piece belongs to nothing

    def mark(self, kept: str, path: str) -> None:
        """Add a text that was read as structure, such as the date of a period."""
        self.marks.append(self.add(kept, path))

    def language(self, element: Element, inherited: str) -> str:
        """The language of the element's text: its own tag's, else the inherited one."""
        tag = element.get(LANG)
        return inherited if tag is None else self._tag(tag)

    def _tag(self, tag: str) -> str:
        lang, valid = language_tag(tag)
        if not valid:
            reason = f'"{collapse(tag)[:40]}" is no language tag'
            self.note("language_tag", f"{reason}; {lang} was taken")
        return lang

    def narratives(self, element: Element, path: str, inherited: str) -> list[Wording]:
        """The texts of the element, in their order, with their languages."""
        tag = element.get(LANG)
        lang = inherited if tag is None else self._tag(tag)
        found: list[Wording] = []
        if (text := element.text) and (kept := text.strip()):
            found.append(self.wording(lang, kept, path))
        number = 0
        for child in element:
            if child.tag == "narrative":
                number += 1
                text = "".join(child.itertext()) if len(child) else child.text
                if kept := (text or "").strip():
                    tag = child.get(LANG)
                    own = lang if tag is None else self._tag(tag)
                    found.append(self.wording(own, kept, f"{path}/narrative[{number}]"))
            else:
                self.skip(child, f"{element.tag}/")
            if (between := child.tail) and (between := between.strip()):
                self.stray(between, path)
        return found

    def one_each(self, wordings: list[Wording]) -> list[Wording]:
        """One wording per language, the first; the others are left over."""
        if len(wordings) < 2:
            return wordings
        kept: dict[str, Wording] = {}
        for wording in wordings:
            if kept.setdefault(wording.lang, wording) is not wording:
                message = f"a second wording in {wording.lang}; the first was taken"
                self.warn("second_wording", message, wording.span)
        return list(kept.values())

    def attributes(self, element: Element, path: str) -> list[Field]:
        """A field for each attribute but the language; foreign ones are counted.

        All attributes of an element have one place.
        """
        found: list[Field] = []
        start = end = self.length
        for name, value in element.items():
            kept = " ".join(value.split())
            if name[0] == "{":
                if name != LANG:
                    self.count(f"{element.tag}/@{local(name)}")
            elif kept:
                after = end + len(kept)
                span = Span(end, after)
                found.append(Field("iati:" + name, kept, span))
                self._parts.append(kept)
                end = after + 1
        if found:
            self.length = end
            if len(found) > 1:
                span = Span(start, after)
            self.places.append(Place(span, None, None, path + "/@*"))
        return found

    def children(self, element: Element, path: str) -> Iterator[tuple[Element, str]]:
        """Each child with its path; texts that stand between them are left over."""
        if (between := element.text) and (between := between.strip()):
            self.stray(between, path)
        numbers: dict[str, int] = {}
        for child in element:
            tag = child.tag
            number = numbers[tag] = numbers.get(tag, 0) + 1
            yield child, f"{path}/{tag}[{number}]"
            if (between := child.tail) and (between := between.strip()):
                self.stray(between, path)

    def everything(self, element: Element, path: str) -> Span | None:
        """Where all attributes and texts of the element now stand, one a line.

        None when it has none.
        """
        if len(element) or element.text:
            texts = _all_texts(element)
        else:
            texts = [value for name, value in element.items() if name != LANG]
        lines = [kept for text in texts if (kept := text.strip())]
        return self.add("\n".join(lines), path) if lines else None

    def stray(self, kept: str, path: str) -> None:
        """Add a text that stands between elements."""
        span = self.add(kept, f"{path}/text()")
        self.warn("stray_text", "text between elements", span)

    def rest(self, element: Element, path: str) -> None:
        """Account for what an element holds that should hold attributes only."""
        if words := (element.text or "").strip():
            self.stray(words, path)
        for child in element:
            self.skip(child, f"{element.tag}/")

    def skip(self, element: Element, prefix: str = "") -> None:
        """Count an element that is not carried."""
        tag = element.tag
        if tag[0] == "{":
            tag = f"{element.prefix or '*'}:{local(tag)}"
        name = prefix + tag
        self.counts[name] = self.counts.get(name, 0) + 1

    def count(self, name: str) -> None:
        """Count a part that is not carried."""
        self.counts[name] = self.counts.get(name, 0) + 1

    def note(self, code: str, message: str) -> None:
        """Count something irregular, which is said once with its number."""
        self._odd[code, message] = self._odd.get((code, message), 0) + 1

    def warn(self, code: str, message: str, span: Span) -> None:
        """Say that these words belong to nothing, and why."""
        self.warnings.append(Warning(code, message, span))
        self.loose = True

    def all_warnings(self) -> tuple[Warning, ...]:
        """Those on the whole activity, then the others in the order of the text."""
        found = [
            Warning(code, message if count == 1 else f"{message} x {count}")
            for (code, message), count in self._odd.items()
        ]
        if self.counts:
            parts = ", ".join(not_carried(self.counts))
            found.append(Warning("not_carried", f"{parts}: no part of a plan"))
        if self.warnings:
            found += sorted(self.warnings, key=_place)
        return tuple(found)

    def remainder(self, text: str, plans: Sequence[Plan]) -> tuple[Span, ...]:
        """What no plan speaks of; not looked for when every piece has its place."""
        return leftover(text, plans, self.marks) if self.loose else ()


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition("}")[2]


def _place(warning: Warning) -> Span:
    return warning.span or Span(0, 0)
