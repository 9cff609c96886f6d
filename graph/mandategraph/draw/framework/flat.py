"""The same statements as one list that can be filtered: a row for each value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mandategraph.draw.words import say
from mandategraph.language import LRI, PDI
from mandategraph.workbooks import Link, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.draw.framework.table import Cell, Table
    from mandategraph.draw.framework.tables import Gathered
    from mandategraph.draw.framework.values import Details
    from mandategraph.draw.values import Value
    from mandategraph.workbooks import Value as Filled

_WIDTHS = (30, 10, 45, 10, 45, 10, 45, 18, 16, 24, 24, 14, 24, 40)


def values_sheet(found: Gathered) -> Sheet:
    """Objective, result, indicator and value, each in columns of its own.

    An element without a value has a row, too; a value that is one number has it as a
    number beside what is printed.
    """
    tables = found.tables("framework")
    first = tables[0]
    rows: list[Sequence[Filled]] = [_header(first.lang)]
    for table in tables:
        rows += _rows(table, found)
    title = say(first.lang, "fw_values")
    return Sheet(title, rows, _WIDTHS, rtl=first.rtl, filtered=True, printed=True)


def _header(lang: str) -> list[Filled]:
    names: list[Filled] = [say(lang, "plan")]
    for kind in ("objective", "expected_result", "indicator"):
        names += [f"{say(lang, kind)} · {say(lang, 'fw_code')}", say(lang, kind)]
    keys = ("unit", "kind", "period", "printed", "number", "dimensions", "notes")
    return [*names, *(say(lang, f"fw_{key}") for key in keys)]


def _rows(table: Table, found: Gathered) -> Iterator[list[Filled]]:
    plans = {page.iri: page for page in found.pages}
    plan, done = plans[table.iri].title, set()
    for row in table.rows:
        if row[0] is row[-1]:
            plan = plans[row[0].iri].title if row[0].iri in plans else plan
            continue
        chain = [cell if cell.kind == "element" else None for cell in row[:3]]
        key = tuple(cell.iri if cell else "" for cell in chain)
        if key in done:
            continue
        done.add(key)
        start: list[Filled] = [plan]
        for cell in chain:
            start += _element(cell)
        indicator = chain[2]
        if indicator is None:
            yield [*start, *[None] * 7]
            continue
        details = found.details
        values = details.values.get(indicator.iri, [])
        for value in values:
            unit = details.read.unit(value.units) or None
            yield [*start, unit, *_value(details, value, table.lang)]
        if not values:
            units = [form.text for form in details.units(indicator.iri)]
            yield [*start, " / ".join(units) or None, *[None] * 6]


def _element(cell: Cell | None) -> list[Filled]:
    """Code and wording; a wording that is lost is said to be."""
    if cell is None:
        return [None, None]
    code = cell.pieces[0].words.partition(" · ")[0]
    worded = [p for p in cell.pieces if p.kind == "text"] or [
        p for p in cell.pieces if p.kind == "open"
    ]
    return [Link(code.strip(LRI + PDI), cell.iri), worded[0].words]


def _value(details: Details, value: Value, lang: str) -> list[Filled]:
    place = say(lang, "value_place")
    pairs = [*details.read.parts(value), *((place, one) for one in value.places)]
    parts = "; ".join(f"{name}={part}" if name else part for name, part in pairs)
    return [
        say(lang, f"fw_{'actual' if value.kind == 'measurement' else value.kind}"),
        value.period,
        value.printed,
        Decimal(value.number) if value.number else None,
        parts,
        "\n".join(form.text for form in value.notes),
    ]
