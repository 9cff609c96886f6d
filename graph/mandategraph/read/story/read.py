"""A document's blocks read by its headings, lists, columns and tables."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mandategraph.model import (
    Candidate,
    Parent,
    Plan,
    Reading,
    Source,
    Span,
    Warning,
    Wording,
)
from mandategraph.read.cover import leftover, spans_of
from mandategraph.read.extracted import collapse, stable_key
from mandategraph.read.story.blocks import Paragraph
from mandategraph.read.story.frameworks import Framework, FrameworkReader
from mandategraph.read.story.page import Page
from mandategraph.read.story.report import HEADS, document_warnings
from mandategraph.read.text.identify import identify
from mandategraph.read.text.reader import read_source

if TYPE_CHECKING:
    from mandategraph.model import Place, Statement
    from mandategraph.read.source import Input
    from mandategraph.read.story.blocks import Story


@dataclass(frozen=True, slots=True)
class Format:
    """A format of documents: its name in keys and fields, its type, what reads it."""

    name: str
    media_type: str
    extractor: str

    def source(self, file: Input, text: str, places: list[Place]) -> Source:
        """The source with its text as it was read from the file."""
        kind, by = self.media_type, self.extractor
        return Source(file.file, file.sha256, text, kind, by, tuple(places))


def read_story(
    source: Input, document: Story, form: Format, *, propose: bool = False
) -> Reading:
    """What the document says as plain text does, and what its frameworks say by row."""
    document.skipped[HEADS] += len(document.headers)
    page = Page()
    page.write(document)
    text = page.text
    as_read = form.source(source, text, page.places)
    masked = replace(as_read, text=_masked(text, page.masked))
    reading = read_source(
        masked, regions=page.regions, headings=page.headings, propose=propose
    )
    plans, marks = list(reading.plans), list(reading.marks)
    warnings = [*reading.warnings, *document_warnings(document)]
    for number, table in enumerate(page.frameworks, 1):
        if any(table.written.values()):
            found = _framework(form, table, number, text, plans)
            plans = _joined(plans, found)
            marks += found.marks
            warnings += found.warnings
    if plans:
        warnings = [w for w in warnings if w.code != "no_headings"]
    plans = [
        replace(plan, key=stable_key(form.name, source.file, str(number)))
        for number, plan in enumerate(plans, 1)
    ]
    plans = _titled(plans, document, page)
    marks = sorted(set(marks))
    left = leftover(text, plans, marks)
    warnings += _unread(page, left)
    warnings.sort(key=lambda w: (w.span or Span(0, 0), w.code, w.message))
    return Reading(as_read, tuple(plans), left, tuple(warnings), tuple(marks))


def _titled(plans: list[Plan], document: Story, page: Page) -> list[Plan]:
    """The only plan with the title that the document has in the style for it."""
    titles = [
        b
        for b in document.blocks
        if isinstance(b, Paragraph) and b.text and b.style.lower() == "title"
    ]
    if len(plans) != 1 or len(titles) != 1:
        return plans
    span = next(p.span for p in page.places if p.path == titles[0].path)
    used = [s for plan in plans for s in spans_of(plan)]
    if any(s.start < span.end and span.start < s.end for s in used):
        return plans
    lang = identify(titles[0].text, block=plans[0].lang).lang
    lines = tuple(
        Span(span.start + m.start(), span.start + m.end())
        for m in re.finditer(r"\S(?:[^\n]*\S)?", titles[0].text)
    )
    words = collapse(titles[0].text).replace("\xad", "")
    return [replace(plans[0], title=(Wording(lang, words, span, lines),))]


def _masked(text: str, spans: list[Span]) -> str:
    """The text with blanks for what is no running text; offsets stay."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.start < at:
            continue
        parts.append(text[at : span.start])
        parts.append("".join(c if c == "\n" else " " for c in span.of(text)))
        at = span.end
    return "".join([*parts, text[at:]])


def _framework(
    form: Format, table: Framework, number: int, text: str, plans: list[Plan]
) -> FrameworkReader:
    """The framework read; the last objective above it in its plan is what it is for."""
    lines = [w for found in table.written.values() for w in found]
    words = " ".join(w.paragraph.text for w in lines)
    plan = _around(plans, table.start)
    lang = identify(words, block=plan.lang if plan else None).lang
    above: str | None = None
    if plan is not None:
        before = [s for s in plan.statements if s.span.start < table.start]
        if before and before[-1].type == "objective":
            above = before[-1].id
    reader = FrameworkReader(table, number, text, lang, form.name, above)
    reader.read()
    return reader


def _around(plans: list[Plan], at: int) -> Plan | None:
    return next((p for p in plans if p.span.start <= at < p.span.end), None)


def _joined(plans: list[Plan], found: FrameworkReader) -> list[Plan]:
    """The plans with the framework's statements in the one that it stands in."""
    if not found.statements:
        return plans
    start = found.table.start
    home = _around(plans, start)
    if home is None:
        span = Span(start, max(s.span.end for s in found.statements))
        plan = Plan("", found.lang, span, "results framework", tuple(found.statements))
        if plans and plans[-1].boundary == "results framework":
            last = plans[-1]
            both = replace(
                last,
                span=Span(last.span.start, max(last.span.end, span.end)),
                statements=(*last.statements, *plan.statements),
            )
            return [*plans[:-1], both]
        return sorted([*plans, plan], key=lambda p: p.span)
    mandates = tuple(Candidate(s.id) for s in home.statements if s.type == "mandate")
    own = [
        replace(s, parent=Parent("unknown", candidates=mandates))
        if s.type == "objective" and mandates and s.parent.status == "none_in_source"
        else s
        for s in found.statements
    ]
    own = _numbered_once(home, own)
    statements = sorted((*home.statements, *own), key=lambda s: s.span)
    joined = replace(home, statements=tuple(statements))
    return [joined if p is home else p for p in plans]


def _numbered_once(home: Plan, own: list[Statement]) -> list[Statement]:
    """The table's statements without the numbers that others in the plan have."""
    keys = Counter(map(_number, (*home.statements, *own)))
    return [replace(s, ordinal=None) if keys[_number(s)] > 1 else s for s in own]


def _number(s: Statement) -> tuple[str, str | None, str | None, int | None]:
    above = s.parent.target if s.type != "objective" else None
    return s.type, s.level, above, s.ordinal


def _unread(page: Page, left: tuple[Span, ...]) -> list[Warning]:
    """A warning for each table, chart or note that holds words and was not read."""
    found = []
    for span in page.masked:
        inside = [s for s in left if span.start <= s.start < span.end]
        if inside:
            lines = "1 line" if len(inside) == 1 else f"{len(inside)} lines"
            message = f"{lines} of a table, chart or note without a place in a plan"
            place = Span(inside[0].start, inside[-1].end)
            found.append(Warning("unread_text", message, place))
    return found
