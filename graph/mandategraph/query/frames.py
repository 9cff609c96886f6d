"""Answers as tables of pandas and polars, with types that say what is in a column.

One column per variable, and with `labels="columns"` (the default) behind each column of
IRIs its `_label`, `_lang` and `_status`, behind each column of tagged text its `_lang`.
`labels="iri"` leaves the terms alone; `labels="text"` puts what a reader sees in place
of the IRIs: beware that two nodes may be called the same.

A column whose literals are all whole numbers is Int64; with decimals or floats, Float64
(the exact digits stay in `rows`); booleans, days and times likewise. Everything else
is text as printed: years, months, days of another time zone, a mixture. What is unbound
is missing (`NA`, null), never a zero or an empty text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query.cells import Value
from mandategraph.query.results import known, plain
from mandategraph.query.run import Answer, shown_text, with_labels
from mandategraph.query.typed import Typed, typed

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Shown: TypeAlias = Literal["columns", "text", "iri"]
Kind: TypeAlias = Literal["integer", "number", "truth", "day", "time", "moment", "text"]

_MOST: Final = 2**63  # what an Int64 holds, without its sign
_INSTALL: Final = "pip install 'mandategraph[analysis]'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its values are of its kind, or None."""

    name: str
    kind: Kind
    values: list[Any]


def to_pandas(answer: Answer, labels: Shown = "columns") -> pd.DataFrame:
    """The rows as a pandas table; QueryError when pandas is missing, or rows are."""
    columns = table_of(answer, labels)
    try:
        import pandas as pd
    except ImportError as error:
        raise QueryError("to_pandas", "pandas is not installed", _INSTALL) from error

    types = {
        "integer": "Int64",
        "number": "Float64",
        "truth": "boolean",
        "day": "datetime64[s]",
        "time": "datetime64[us]",
        "moment": "datetime64[us, UTC]",
        "text": "string",
    }
    series = {c.name: pd.Series(c.values, dtype=types[c.kind]) for c in columns}
    return pd.DataFrame(series, columns=[c.name for c in columns])


def to_polars(answer: Answer, labels: Shown = "columns") -> pl.DataFrame:
    """The rows as a polars table; QueryError when polars is missing, or rows are."""
    columns = table_of(answer, labels)
    try:
        import polars as pl
    except ImportError as error:
        raise QueryError("to_polars", "polars is not installed", _INSTALL) from error

    types: dict[Kind, Any] = {
        "integer": pl.Int64,
        "number": pl.Float64,
        "truth": pl.Boolean,
        "day": pl.Date,
        "time": pl.Datetime("us"),
        "moment": pl.Datetime("us", "UTC"),
        "text": pl.String,
    }
    return pl.DataFrame([pl.Series(c.name, c.values, types[c.kind]) for c in columns])


def table_of(answer: Answer, labels: Shown = "columns") -> list[Column]:
    """The columns with their kinds; QueryError when the answer has no rows to give."""
    if labels not in get_args(Shown):
        raise UnknownNameError("way to show labels", labels, get_args(Shown))
    if answer.kind != "select":
        advice = "use .truth" if answer.kind == "ask" else "use .graph or to_networkx()"
        raise QueryError(answer.question.name, "the answer is no table", advice)
    whole = with_labels(answer) if labels == "columns" else answer
    columns = (
        zip(*whole.values, strict=True) if whole.values else [()] * len(whole.columns)
    )
    as_text = labels == "text"
    return [
        _column(name, values, answer, as_text=as_text)
        for name, values in zip(whole.columns, columns, strict=True)
    ]


def _column(
    name: str, values: Sequence[Value], answer: Answer, *, as_text: bool
) -> Column:
    found = [known(value) for value in values]
    exact = [None if parts is None else typed(parts) for parts in found]
    kind = _kind({type(value) for value in exact if value is not None}, exact)
    if kind != "text":
        return Column(name, kind, [_fit(value, kind) for value in exact])
    if as_text:
        texts = [None if v is None else shown_text(v, answer.forms) for v in values]
    else:
        texts = [None if parts is None else plain(parts) for parts in found]
    return Column(name, "text", texts)


def _kind(types: set[type], values: Sequence[Typed | None]) -> Kind:
    """What all the values are; text when they are of several sorts, or none."""
    if types == {int}:
        ints = (v for v in values if isinstance(v, int))
        return "integer" if all(-_MOST <= v < _MOST for v in ints) else "text"
    if types and types <= {int, Decimal, float}:
        return "number"
    if types == {datetime}:
        zoned = {v.tzinfo is not None for v in values if isinstance(v, datetime)}
        return "text" if len(zoned) > 1 else "moment" if zoned == {True} else "time"
    alone: dict[type, Kind] = {bool: "truth", date: "day"}
    return alone.get(next(iter(types)), "text") if len(types) == 1 else "text"


def _fit(value: Typed | None, kind: Kind) -> Any:
    if value is None:
        return None
    if kind == "number":
        return float(value)  # type: ignore[arg-type]
    if kind == "moment" and isinstance(value, datetime):
        return value.astimezone(UTC)
    return value
