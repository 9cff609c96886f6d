"""Tables and charts that a template knows: rows of statements, and values of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias, get_args
from urllib.parse import quote

from mandategraph.model import Field, Period, Reference, Span, Value, ValueKind
from mandategraph.read.extracted import collapse
from mandategraph.read.numbers import number_of

if TYPE_CHECKING:
    from mandategraph.read.story.blocks import Cell, Chart, Paragraph
    from mandategraph.read.template.drafts import Draft
    from mandategraph.read.template.form import ChartRule, Column, TableRule, Template
    from mandategraph.read.template.read import TemplateReader

Pieces: TypeAlias = "list[tuple[Paragraph, Span]]"
Row: TypeAlias = "list[tuple[Cell, Pieces]]"

_KINDS: Final = get_args(ValueKind)
_SAFE: Final = "/:()'!*;,@&=+$?#%-._~"


def span_of(pieces: Pieces) -> Span | None:
    """Where the words of a cell stand; None for an empty one."""
    if not pieces:
        return None
    return Span(pieces[0][1].start, pieces[-1][1].end)


# --- values ---------------------------------------------------------------------------


def table_values(
    reader: TemplateReader, rule: TableRule, rows: list[Row], draft: Draft
) -> bool:
    """Whether the table has values; they are added to the draft.

    Its columns say the year and the kind; each cell below is one value.
    """
    first, heads = _value_columns(rule, rows)
    used: set[int] = set()
    for row in rows[first:]:
        for cell, pieces in row:
            span = span_of(pieces)
            if span is None or cell.column not in heads:
                continue
            printed = collapse(" ".join(reader.words(s) for _, s in pieces))
            if printed in reader.template.nothing:
                reader.marks.append(span)
                continue
            found, head = heads[cell.column]
            place = span_of(head)
            kind = reader.template.kinds.get(found["kind"].lower())
            if kind is None or place is None:
                continue
            used.add(cell.column)
            column = reader.field("column", place)
            draft.values.append(
                _value(reader.template.lang, kind, span, printed, found["year"], column)
            )
    unused = (head for column, (_, head) in heads.items() if column not in used)
    reader.marks += [place for head in unused if (place := span_of(head))]
    return bool(heads)


def _value_columns(
    rule: TableRule, rows: list[Row]
) -> tuple[int, dict[int, tuple[re.Match[str], Pieces]]]:
    """The first row of values, and for each column of values its heading."""
    for number, row in enumerate(rows, 1):
        heads = {
            cell.column: (found, pieces)
            for cell, pieces in row
            if rule.values and (found := rule.values.fullmatch(cell.text))
        }
        if heads:
            return number, heads
    return len(rows), {}


def _value(
    lang: str,
    kind: ValueKind,
    span: Span,
    printed: str,
    year: str | None,
    *fields: Field,
) -> Value:
    period = Period(year, year) if year else None
    printed = printed.replace("\xad", "")
    number, unit = number_of(printed, lang), "%" if printed.endswith("%") else None
    return Value(kind, span, printed, number, unit, period, fields=fields)


def chart_values(
    reader: TemplateReader, rule: ChartRule | None, chart: Chart, draft: Draft | None
) -> bool:
    """Whether the chart has values of the draft; its words are in the text anyway."""
    if chart.title:
        reader.put(chart.title, chart.path)
    known = False
    for point in chart.points:
        words = [w for w in (point.series, point.category, point.shown) if w]
        line = reader.put(" ".join(words), point.path)
        shown = Span(line.end - len(point.shown), line.end)
        if rule is None or draft is None:
            continue
        said = _said(rule, reader.template, point.series, point.category)
        if said is None:
            continue
        known = True
        kind, year = said
        if point.shown in reader.template.nothing:
            reader.marks.append(line)
            continue
        head = Span(line.start, shown.start - 1)
        field = reader.field("point", head)
        draft.values.append(
            _value(reader.template.lang, kind, shown, point.shown, year, field)
        )
    return known


def _said(
    rule: ChartRule, template: Template, series: str, category: str
) -> tuple[ValueKind, str] | None:
    """Kind and year of a point, by its category and its series; None when unsaid."""
    found = rule.category.fullmatch(category)
    if found is None:
        return None
    word = found.groupdict().get("kind")
    if not word and rule.series is not None:
        named = rule.series.fullmatch(series.lower())
        word = named["kind"] if named else None
    kind = template.kinds.get((word or "").lower())
    return None if kind is None else (kind, found["year"])


# --- rows of statements ---------------------------------------------------------------


def table_rows(reader: TemplateReader, rule: TableRule, rows: list[Row]) -> None:
    """Make a statement of each row, or of each label of a row that has several."""
    first, places = _columns(rule, rows)
    reader.marks += [head for _, _, _, head in places if head]
    carried: dict[int, Pieces] = {}
    for row in rows[first:]:
        cells: dict[int, Pieces] = {}
        for cell, pieces in row:
            if cell.below:
                cells[cell.column] = carried.get(cell.column, [])
            else:
                cells[cell.column] = carried[cell.column] = pieces
        _row(reader, rule, cells, places)


def _columns(
    rule: TableRule, rows: list[Row]
) -> tuple[int, list[tuple[Column, int, re.Match[str] | None, Span | None]]]:
    """The first row of statements, and for each column its place and its heading."""
    if not any(column.header for column in rule.rows):
        return 0, [(column, column.at - 1, None, None) for column in rule.rows]
    for number, row in enumerate(rows):
        places = [
            (column, cell.column, found, span_of(pieces))
            for cell, pieces in row
            for column in rule.rows
            if column.header and (found := column.header.fullmatch(cell.text))
        ]
        if len({id(p[0]) for p in places}) == len(rule.rows):
            return number + 1, list(places)
    return len(rows), []


def _row(
    reader: TemplateReader,
    rule: TableRule,
    cells: dict[int, Pieces],
    places: list[tuple[Column, int, re.Match[str] | None, Span | None]],
) -> None:
    by_role = {column.role: cells.get(at, []) for column, at, _, _ in places}
    text = by_role.get("text", [])
    split = next((c.split for c, _, _, _ in places if c.role == "label"), "")
    labels = _labels(reader, by_role.get("label", []), split)
    if not text and not labels:
        return
    named: list[tuple[Paragraph, Span] | None] = [*labels] or [None]
    for label in named:
        start = label[1].start if label else text[0][1].start
        draft = reader.draft(rule.makes, start)
        draft.parent, draft.nested = rule.parent, rule.nested
        draft.text = tuple(span for _, span in text)
        if label is not None:
            draft.label = label[1]
            draft.code = draft.identifier = collapse(reader.words(label[1]))
        _refer(reader, draft, label)
        for role in ("description", "notes"):
            getattr(draft, role).extend(span for _, span in by_role.get(role, []))
        draft.unit = span_of(by_role.get("unit", []))
        if by_role.get("code"):
            draft.code = collapse(reader.words(by_role["code"][0][1]))
        for column, at, found, head in places:
            span = span_of(cells.get(at, []))
            if column.role not in _KINDS or span is None or head is None:
                continue
            printed = collapse(" ".join(reader.words(s) for _, s in cells[at]))
            if printed in reader.template.nothing:
                reader.marks.append(span)
                continue
            kind: ValueKind = column.role  # type: ignore[assignment]
            year = found.groupdict().get("year") if found else None
            field = reader.field("column", head)
            draft.values.append(
                _value(reader.template.lang, kind, span, printed, year, field)
            )


def _labels(
    reader: TemplateReader, pieces: Pieces, split: str
) -> list[tuple[Paragraph, Span]]:
    """Each label of a cell, with the paragraph that it stands in."""
    if not split:
        return [(p, s) for p, s in pieces[:1]]
    found = []
    for paragraph, span in pieces:
        for match in re.finditer(f"[^{re.escape(split)}]+", reader.words(span)):
            part = match[0].strip()
            if part:
                start = span.start + match.start() + match[0].index(part[0])
                found.append((paragraph, Span(start, start + len(part))))
        reader.marks += [
            Span(span.start + i, span.start + i + 1)
            for i, c in enumerate(reader.words(span))
            if c in split
        ]
    return found


def _refer(
    reader: TemplateReader, draft: Draft, label: tuple[Paragraph, Span] | None
) -> None:
    """Add the body that the statement is of, and the document that its label names."""
    body = next((s.body for s in reversed(reader.stack) if s.body), None)
    if body is not None:
        draft.fields.append(reader.field("body", body))
    if label is None:
        return
    paragraph, span = label
    printed = collapse(reader.words(span))
    lead = len(paragraph.mark) + 1 if paragraph.mark else 0
    start = span.start - reader.start_of(span) - lead
    links = [
        k.address
        for k in paragraph.links
        if k.start < start + (span.end - span.start) and k.end > start
    ]
    iris = [_linked(reader.template, address) for address in links]
    if not links and body is not None:
        iris = [_made(reader.template, collapse(reader.words(body)), printed)]
    for iri in dict.fromkeys(i for i in iris if i):
        draft.references.append(Reference("references", iri, span, printed))


def _linked(template: Template, address: str) -> str:
    """The IRI for a link of the document, in the form that the template gives it."""
    for rule in template.address:
        if rule.link is not None and (found := rule.link.fullmatch(address)):
            return iri_of(rule.iri.format(**found.groupdict()))
    return iri_of(address)


def _made(template: Template, body: str, label: str) -> str:
    """The IRI that body and label give; empty when no rule knows them."""
    for rule in template.address:
        if rule.body is None or rule.label is None:
            continue
        found = rule.label.fullmatch(label)
        if found is not None and rule.body.fullmatch(body):
            return iri_of(rule.iri.format(**found.groupdict(default="")))
    return ""


def iri_of(address: str) -> str:
    """The address as a valid IRI of the web; empty when it is none."""
    address = address.strip()
    if not re.match(r"https?://[^/\s]", address):
        return ""
    return quote(address, safe=_SAFE)
