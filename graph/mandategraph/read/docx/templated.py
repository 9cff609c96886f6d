"""A Word document read by a template."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from mandategraph.model import Field, Reading, Span, Warning
from mandategraph.read.cover import leftover
from mandategraph.read.extracted import collapse
from mandategraph.read.story.report import HEADS, document_warnings
from mandategraph.read.template.drafts import PartyDraft
from mandategraph.read.template.plans import PlanWriter
from mandategraph.read.template.read import TemplateReader

if TYPE_CHECKING:
    from mandategraph.model import Plan
    from mandategraph.read.source import Input
    from mandategraph.read.story.blocks import Story
    from mandategraph.read.story.read import Format
    from mandategraph.read.template.form import Template

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august",
         "september", "october", "november", "december"), 1,
    )
}  # fmt: skip


def read_templated(
    source: Input, document: Story, template: Template, form: Format
) -> Reading:
    """What the document says by the rules of the template."""
    reader = TemplateReader(template)
    fields, published = _headers(reader, document)
    reader.take(list(document.blocks))
    reader.take(list(document.notes))
    reader.finish()
    text = reader.extract.text
    plans = PlanWriter(reader, source.file, text, form.name).plans(
        tuple(fields), published
    )
    marks = tuple(sorted(set(reader.marks)))
    left = leftover(text, plans, marks)
    as_read = form.source(source, text, reader.extract.places)
    document.skipped["mark that points to a note"] += reader.dropped
    warnings = [
        *document_warnings(document),
        *reader.warnings,
        *_measures(plans, reader),
        *_unread(reader, left),
    ]
    if not plans:
        message = f"nothing that the template {template.name} knows as a plan"
        warnings.append(Warning("no_plan", message))
    warnings.sort(key=lambda w: (w.span or Span(0, 0), w.code))
    return Reading(as_read, tuple(plans), left, tuple(warnings), marks)


def _headers(reader: TemplateReader, document: Story) -> tuple[list[Field], str | None]:
    """What the heads of the pages say of all plans; other lines there are counted."""
    fields: list[Field] = []
    published: str | None = None
    used: set[str] = set()
    for paragraph in document.headers:
        for rule in reader.template.header:
            found = rule.line.fullmatch(paragraph.text)
            if found is None or found[0] in used:
                continue
            used.add(found[0])
            span = reader.add(paragraph)
            if rule.party is not None:
                party = PartyDraft(rule.party.kind, rule.party.role, span)
                reader.stack[0].parties.append(party)
            elif rule.published:
                published = published or _day(found)
                fields.append(reader.field("published", span))
            else:
                name = next(iter(found.re.groupindex))
                fields.append(reader.field(name, span))
            break
        else:
            document.skipped[HEADS] += 1
    return fields, published


def _day(found: re.Match[str]) -> str | None:
    """The ISO date of a match with the groups day, month and year."""
    month = _MONTHS.get(found["month"].lower())
    return f"{found['year']}-{month:02}-{int(found['day']):02}" if month else None


def _measures(plans: list[Plan], reader: TemplateReader) -> list[Warning]:
    """A warning for each indicator without values that a picture may show."""
    pictured = {d.id for p in reader.plans for d in p.statements if d.pictured}
    found = []
    for plan in plans:
        for s in plan.statements:
            if s.type != "indicator" or s.values:
                continue
            where = "a picture shows them" if s.id in pictured else "none were found"
            message = f"{s.id} has no values that can be read: {where}"
            found.append(Warning("no_values", message, s.span))
    return found


def _unread(reader: TemplateReader, left: tuple[Span, ...]) -> list[Warning]:
    """One warning for each part of the document with words that no rule is for."""
    text = reader.extract.text
    heads = reader.heads
    starts = [span.start for span in heads]
    parts: dict[int, list[Span]] = {}
    for span in left:
        if any(c.isalnum() for c in span.of(text)):
            parts.setdefault(bisect_right(starts, span.start) - 1, []).append(span)
    found = []
    for at, spans in sorted(parts.items()):
        under = collapse(heads[at].of(text)) if at >= 0 else "the beginning"
        lines = "1 line" if len(spans) == 1 else f"{len(spans)} lines"
        message = f"under {under!r}: {lines} that no rule of the template is for"
        place = Span(spans[0].start, spans[-1].end)
        found.append(Warning("unread_text", message, place))
    return found
