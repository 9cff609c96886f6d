"""Building the extracted text of formats that are not plain text."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mandategraph.errors import SourceError
from mandategraph.model import Field, Place, Span, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"\S(?:[^\n\r]*\S)?")


class Extract:
    """The text that is taken from a file, piece by piece, and where each piece stands.

    Every piece goes on lines of its own. Offsets are code points of the whole text.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.places: list[Place] = []

    def add(self, text: str, path: str = "") -> Span:
        """Where the text, less blanks at its ends, now stands; it must not be blank."""
        kept = text.strip()
        start = self.length
        end = start + len(kept)
        self.length = end + 1
        self._parts.append(kept)
        span = Span(start, end)
        self.places.append(Place(span, None, None, path))
        return span

    def wording(self, lang: str, text: str, path: str = "") -> Wording:
        """The text as a wording: each run of blanks one space, a span for each line."""
        span = self.add(text, path)
        kept = self._parts[-1]
        if kept.isprintable() and "  " not in kept:  # as most are, and quick to see
            return Wording(lang, kept, span, (span,))
        return Wording(lang, collapse(kept), span, self.lines(span))

    def field(self, name: str, text: str, path: str = "") -> Field:
        """The text as a field of the source format."""
        span = self.add(text, path)
        return Field(name, collapse(self._parts[-1]), span)

    def lines(self, span: Span) -> tuple[Span, ...]:
        """One span per line that is not blank, of the piece that was just added."""
        text, start = self._parts[-1], span.start
        if "\n" not in text and "\r" not in text:
            return (span,)
        found = _LINE.finditer(text)
        return tuple(Span(start + m.start(), start + m.end()) for m in found)

    @property
    def text(self) -> str:
        """The whole text so far: every piece ends its line."""
        return "\n".join((*self._parts, "")) if self._parts else ""


def collapse(text: str) -> str:
    """The text with each run of blanks as one space, none at the ends."""
    return " ".join(text.split())


def stable_key(reader: str, file: str, *parts: str) -> str:
    """A key for a plan that stays when the file's content changes: `iati-1f0a9c2b7d`.

    `parts` tell apart the plans of one file, by the identifier that the source gives,
    or by their number.
    """
    whole = "\n".join((file, *parts)).encode("utf-8", "surrogateescape")
    return f"{reader}-{hashlib.sha256(whole).hexdigest()[:10]}"


def needed(module: str, extra: str, file: str) -> Any:
    """The imported module; SourceError names the extra that brings it when absent."""
    try:
        return import_module(module)
    except ImportError:
        advice = f"pip install 'mandategraph[{extra}]'"
        reason = f"reading it needs the package {module.partition('.')[0]}"
        raise SourceError(file, reason, advice) from None


def not_carried(counts: Mapping[str, int]) -> list[str]:
    """`name x count`, sorted: the parts of a file that have no place in a plan."""
    return [f"{name} x {count}" for name, count in sorted(counts.items()) if count]
