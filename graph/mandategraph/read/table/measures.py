"""Values in the columns of a mapped table: baselines, targets, measurements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from mandategraph.model import Period
from mandategraph.read.extracted import collapse
from mandategraph.read.numbers import number_of, period_of
from mandategraph.read.table.cells import Shown
from mandategraph.read.table.drafts import DraftField, DraftValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import ValueKind
    from mandategraph.read.table.cells import Cell
    from mandategraph.read.table.records import Record
    from mandategraph.read.table.rules import ValueRule
    from mandategraph.read.table.takes import Taker

_NAME: Final = re.compile(r"\{(\w+)\}")
_LANGS: Final = {".": "en", ",": "de"}  # a language that writes so


def value_drafts(
    rule: ValueRule, record: Record, taker: Taker, decimal: str
) -> Iterator[DraftValue]:
    """The values that the row holds by the rule."""
    if not taker.fits(record, rule.when):
        return
    for column, cell, period in _printed(rule, record):
        kind = taker.choice(record, rule.kind) or "target"
        value = DraftValue(kind=cast("ValueKind", kind), printed=cell, period=period)
        if decimal and not isinstance(cell.text, Shown):
            value.number = number_of(cell.text, _LANGS[decimal]) or ""
        if period is None:
            value.period = _period(rule, record, taker, value)
        value.unit = taker.choice(record, rule.unit_word) or None
        unit = taker.first(record, rule.unit)
        if unit:
            value.unit = collapse(unit.text)
            value.marks.append(unit)
        if rule.column_as:
            value.fields.append(DraftField(rule.column_as, column, None))
        for take in rule.dimensions:
            part = taker.first(record, take)
            if part:
                pair = (take.name or take.column, collapse(part.text))
                value.dimensions = (*value.dimensions, pair)
                value.marks.append(part)
        value.notes = taker.words(record, rule.notes)
        taker.fields(record, rule.fields, value)
        yield value


def _printed(
    rule: ValueRule, record: Record
) -> Iterator[tuple[str, Cell, Period | None]]:
    """The cells with values: name of the column, and the period that it says."""
    if rule.pattern is not None:
        for found, found_cell in record.matching(rule.pattern):
            groups = found.groupdict()
            text = rule.period
            for name in _NAME.findall(text):
                text = text.replace(f"{{{name}}}", groups.get(name) or "")
            yield found.string, found_cell, period_of(text)
    elif cell := record.get(rule.column):
        period = period_of(rule.period) if rule.period else None
        yield rule.column, cell, period


def _period(
    rule: ValueRule, record: Record, taker: Taker, value: DraftValue
) -> Period | None:
    for take in rule.at:
        if end := taker.end(record, take, value):
            return Period(end, end)
    return taker.period(record, rule.start, rule.end, value)
