"""Plans in the authoring format of docs/read/table.md: CSV, XLSX or ODS.

What was read can be typed on in a spreadsheet and read again: nothing of a plan is
lost, but for the places in its source. Cells that a spreadsheet would take for a
formula have an apostrophe in front in CSV, which the reader takes off again; in XLSX
and ODS every cell is text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from mandategraph.errors import UnknownNameError
from mandategraph.export.authoring_rows import table_of
from mandategraph.rdf.read import read_readings
from mandategraph.read.table.columns import (
    PARTIES,
    PLAN,
    STATEMENTS,
    VALUES,
    apostrophe_safe,
    formula_safe,
)
from mandategraph.workbooks import Sheet, ods, visible, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.model import Reading
    from mandategraph.store import MandateGraph

_SHEET = "Plan"
_WIDE = ("text", "description", "notes", "label")
_KINDS = (PLAN, *list(STATEMENTS)[:7], *VALUES, *PARTIES)


def authoring_csv(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as CSV: UTF-8 with a byte order mark, for Excel; commas, CRLF."""
    del policy  # every language has its column
    return csv_of(_readings(graph, options))


def authoring_xlsx(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as a workbook with one sheet; QueryError for what Excel cannot hold."""
    del policy
    return xlsx_of(_readings(graph, options))


def authoring_ods(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as an OpenDocument spreadsheet with one sheet."""
    del policy
    return ods_of(_readings(graph, options))


def csv_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in table_of(readings):
        writer.writerow([visible(formula_safe(cell)) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def xlsx_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as XLSX."""
    return xlsx(_sheet(readings))


def ods_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as ODS."""
    sheet = _sheet(readings)
    # the reader of the format turns these back; in XLSX they are part of the format
    rows = [[visible(str(cell)) for cell in row] for row in sheet.rows]
    return ods(replace(sheet, rows=rows))


def _sheet(readings: Iterable[Reading]) -> Sheet:
    rows = [[apostrophe_safe(cell) for cell in row] for row in table_of(readings)]
    widths = [60 if name.partition("@")[0] in _WIDE else 16 for name in rows[0]]
    return Sheet(_SHEET, rows, widths, _KINDS)


def _readings(graph: MandateGraph, options: ExportOptions) -> list[Reading]:
    """What was read from the sources, or the one plan that the options name."""
    if options.focus is not None:
        replace(options, plan=None).refuse_parts("authoring")
    readings = read_readings(graph)
    if options.plan is None:
        return readings
    wanted = options.plan.rpartition("/")[2].removeprefix("plan-")
    plans = [plan for reading in readings for plan in reading.plans]
    if wanted not in {plan.key for plan in plans}:
        names = tuple(sorted(f"plan-{plan.key}" for plan in plans))
        raise UnknownNameError("plan", options.plan, names)
    return [
        replace(reading, plans=tuple(p for p in reading.plans if p.key == wanted))
        for reading in readings
    ]
