"""The extracted text of a document that a template reads, line by line."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mandategraph.model import Field, Span
from mandategraph.read.extracted import Extract, collapse

if TYPE_CHECKING:
    import re

    from mandategraph.read.story.blocks import Paragraph
    from mandategraph.read.template.form import Template


class TemplateText:
    """Takes lines into the text, and finds again what stands at a span.

    `dropped` counts the marks that only point to a note.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.extract = Extract()
        self.dropped = 0
        self._starts: list[int] = []
        self._texts: list[str] = []

    def add(self, paragraph: Paragraph) -> Span:
        """Take the paragraph into the text, less marks that point to notes."""
        text, dropped = without_marks(paragraph, self.template.note_marks)
        self.dropped += dropped
        mark = f"{paragraph.mark} " if paragraph.mark else ""
        return self.put(mark + text, paragraph.path)

    def put(self, text: str, path: str) -> Span:
        """Take a line of words into the text."""
        span = self.extract.add(text, path)
        self._starts.append(span.start)
        self._texts.append(text)
        return span

    def start_of(self, span: Span) -> int:
        """Where the line begins that the span lies in."""
        return self._starts[bisect_right(self._starts, span.start) - 1]

    def words(self, span: Span) -> str:
        """The characters of the span, which lies in one line that was put."""
        at = bisect_right(self._starts, span.start) - 1
        start = self._starts[at]
        return self._texts[at][span.start - start : span.end - start]

    def field(self, name: str, span: Span) -> Field:
        """The words as a field of the format."""
        return Field(f"{self.template.prefix}:{name}", self.collapsed(span), span)

    def collapsed(self, span: Span) -> str:
        """The words of the span with each run of blanks as one space."""
        return collapse(self.words(span))


def without_marks(
    paragraph: Paragraph, marks: re.Pattern[str] | None
) -> tuple[str, int]:
    """The text without its superscripts that the pattern says point to notes.

    The links of the paragraph move with it. A mark that the text begins with stays: it
    is the note's own.
    """
    text, dropped = paragraph.text, 0
    if marks is None:
        return text, 0
    for start, end in reversed(paragraph.raised):
        if start == 0 or not marks.fullmatch(text[start:end].strip()):
            continue
        text, dropped = text[:start] + text[end:], dropped + 1
        for link in paragraph.links:
            link.start -= max(0, min(link.start, end) - start)
            link.end -= max(0, min(link.end, end) - start)
    return text, dropped
