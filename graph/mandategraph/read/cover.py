"""What of a text no statement, mark or field covers: the leftover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mandategraph.model import Party, Plan, Span, Statement, Wording
from mandategraph.read.text.normalise import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = re.compile(rf"\S(?:[^{re.escape(LINE_BREAKS)}]*\S)?")


def leftover(
    text: str, plans: Iterable[Plan], marks: Iterable[Span] = ()
) -> tuple[Span, ...]:
    """The non-blank pieces, line by line, that no plan speaks of and no mark covers."""
    covered = [*marks, *(span for plan in plans for span in spans_of(plan))]
    found: list[Span] = []
    position = 0
    for span in [*sorted(covered), Span(len(text), len(text))]:
        if span.start > position:
            pieces = _PIECE.finditer(text, position, span.start)
            found.extend(Span(piece.start(), piece.end()) for piece in pieces)
        position = max(position, span.end)
    return tuple(found)


def spans_of(plan: Plan) -> Iterator[Span]:
    """All places of the text that the plan, its parties and its statements rest on."""
    yield from _wordings(plan.title, plan.description)
    yield from (r.span for r in plan.references)
    yield from (f.span for f in plan.fields if f.span)
    for party in plan.parties:
        yield from _of_party(party)
    for statement in plan.statements:
        yield from _of_statement(statement)


def _of_party(party: Party) -> Iterator[Span]:
    yield from _wordings(party.names, party.description)
    yield from (f.span for f in party.fields if f.span)


def _of_statement(s: Statement) -> Iterator[Span]:
    yield s.span
    if s.heading:
        yield s.heading
    yield from _wordings(s.also, s.description, s.notes)
    if s.unit:
        yield s.unit.span
    yield from (r.span for r in s.references)
    yield from (f.span for f in s.fields if f.span)
    for value in s.values:
        yield value.span
        yield from _wordings(value.notes)
        yield from (f.span for f in value.fields if f.span)


def _wordings(*groups: tuple[Wording, ...]) -> Iterator[Span]:
    return (w.span for group in groups for w in group)
