"""An answer as a workbook: typed cells, links, labels; a second sheet says what of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from mandategraph.language import direction_of
from mandategraph.query.results import known, plain
from mandategraph.query.typed import typed
from mandategraph.query.words import language_of, noted, word
from mandategraph.workbooks import Link, Sheet, Value, ods, xlsx

if TYPE_CHECKING:
    from mandategraph.query import cells
    from mandategraph.query.run import Answer

_WIDE, _NARROW = 60, 18
_LONG = 40  # characters of a text that wants a wide column
_LOOKED_AT = 200  # rows, to choose the widths


def answer_xlsx(answer: Answer) -> bytes:
    """The answer for Excel; QueryError for what Excel cannot hold."""
    return xlsx(*_sheets(answer))


def answer_ods(answer: Answer) -> bytes:
    """The answer for LibreOffice."""
    return ods(*_sheets(answer))


def _sheets(answer: Answer) -> tuple[Sheet, Sheet]:
    from mandategraph.query.run import with_labels

    policy = answer.policy
    whole = with_labels(answer, lambda worth: noted(worth, policy))
    first = policy.asked[0] if policy.asked else language_of(policy)
    rtl = direction_of(first) == "rtl"
    rows: list[Sequence[Value]] = [whole.columns]
    rows += [tuple(map(_cell, row)) for row in whole.values]
    table = Sheet(word("answer", policy), rows, _widths(rows), rtl=rtl)
    about = list(_about(answer))
    return table, Sheet(word("question", policy), about, (24, _WIDE), rtl=rtl)


def _cell(value: cells.Value) -> Value:
    found = known(value)
    if found is None:
        return None
    if found.kind == "iri":
        return Link(found.text, found.text)
    if found.kind == "bnode":
        return plain(found)
    exact = typed(found)
    if isinstance(exact, float):
        number = Decimal(repr(exact))
        return number if number.is_finite() else found.text
    if isinstance(exact, datetime):  # spreadsheets know no time zones
        return found.text
    return exact


def _widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    some = rows[1 : _LOOKED_AT + 1]
    longest = [
        max((len(v) for v in column if isinstance(v, str)), default=0)
        for column in zip(*some, strict=True)
    ]
    widths = [_WIDE if length > _LONG else _NARROW for length in longest]
    return widths or [_NARROW] * len(rows[0])


def _about(answer: Answer) -> Iterator[tuple[str, str]]:
    """What was asked; no date: the same answer gives the same file."""
    policy, question = answer.policy, answer.question
    yield word("question", policy), question.asked_in(policy).text
    yield word("name", policy), question.name
    for name, value in answer.params.items():
        yield word("parameter", policy, name=name), str(value)
    yield word("languages", policy), ", ".join(policy.asked)
    yield word("graph", policy), answer.target
