"""The extracted text of a StratML file while it grows, and what is said of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from mandategraph.model import Field, Span, Warning
from mandategraph.read.extracted import Extract, collapse
from mandategraph.read.stratml.names import PREFIX

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mandategraph.model import Wording

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


class LocalNames(dict[Any, str]):
    """The name without its namespace, by the full name; each is cut once."""

    def __missing__(self, full: str) -> str:
        name = self[full] = full.rpartition("}")[2]
        return name


class Pieces(Extract):
    """Takes the file's words one piece after the other, each on lines of its own.

    `lang` is the plan's; `tagged` says whether elements may have languages of their
    own. `counts` has what the warnings count, by warning code.
    """

    def __init__(self, *, tagged: bool) -> None:
        super().__init__()
        self.lang = "und"
        self.tagged = tagged
        self.names = LocalNames()
        self.marks: list[Span] = []
        self.leftover: list[Span] = []
        self.left_out: set[Span] = set()
        self.warnings: list[Warning] = []
        self.counts: dict[str, Counter[str]] = {}
        self._numbers: dict[str, int] = {}

    def worded(self, element: _Element | None, text: str, path: str) -> Wording:
        """The text as a wording in the language of its element."""
        lang = self.lang
        if self.tagged and element is not None:
            lang = self.language(element) or lang
        return self.wording(lang, text, path)

    def own_field(self, name: str, text: str, path: str) -> Field:
        """The text as a field of the format."""
        return self.field(PREFIX + name, text, path)

    def mark(self, text: str, path: str) -> str:
        """The text, collapsed, which was read as structure: a number, an identifier."""
        self.marks.append(self.add(text, path))
        return collapse(text)

    def left(self, text: str, path: str) -> Span:
        """Where the text, which has no place in the plan, now stands."""
        span = self.add(text, path)
        self.leftover += self.lines(span)
        self.left_out.add(span)
        return span

    def count(self, code: str, name: str, more: int = 1) -> None:
        """Count `more` of `name` for the warning `code`."""
        if more:
            self.counts.setdefault(code, Counter())[name] += more

    def number(self, word: str) -> int:
        """The next number of a statement or party, from 1, in the whole file."""
        number = self._numbers[word] = self._numbers.get(word, 0) + 1
        return number

    def warn(self, code: str, message: str, span: Span | None = None) -> None:
        """Add a warning."""
        self.warnings.append(Warning(code, message, span))

    def language(self, element: _Element) -> str:
        """The nearest `xml:lang` at or above the element, in lower case, else ""."""
        at: _Element | None = element
        while at is not None:
            if found := str(at.get(XML_LANG) or "").strip():
                return found.lower()
            at = at.getparent()
        return ""

    def attributes(
        self, element: _Element, name: str, path: str, fields: list[Field]
    ) -> None:
        """Add the element's attributes to the fields, as `name/@attribute`."""
        for full, value in element.items():
            text = value.strip()
            if not text or full == XML_LANG:
                continue
            local = self.names[full]
            if full[0] == "{" and str(full).startswith(_XSI):
                self.count("not_carried", f"xsi:{local}")
                continue
            label = f"{name}/@{local}" if name else f"@{local}"
            fields.append(self.own_field(label, str(text), f"{path}/@{local}"))

    def subtree(
        self, element: _Element, name: str, path: str, fields: list[Field]
    ) -> None:
        """Add all words of an element that the model has no term for to the fields."""
        text = element.text
        if text is not None and (text := text.strip()):
            fields.append(self.own_field(name, text, path))
        if element.keys():
            self.attributes(element, name, path, fields)
        if not len(element):
            return
        seen: dict[str, int] = {}
        for child in element:
            local = self.names[child.tag]
            number = seen[local] = seen.get(local, 0) + 1
            step = local if number == 1 else f"{local}[{number}]"
            below = f"{path}/{local}[{number}]"
            self.subtree(child, f"{name}/{step}", below, fields)
            tail = child.tail
            if tail is not None and (tail := tail.strip()):
                fields.append(self.own_field(f"{name}/text()", tail, path))
