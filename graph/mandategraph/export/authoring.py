"""Plans in the authoring format of docs/read/table.md: CSV, XLSX or ODS.

What was read can be typed on in a spreadsheet and read again: nothing of a plan is
lost, but for the places in its source; links that were added to the graph are told.
Cells that a spreadsheet would take for a formula have an apostrophe in front in CSV,
which the reader takes off again; in XLSX and ODS every cell is text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.authoring_parents import tell_parents
from mandategraph.export.authoring_rows import table_of
from mandategraph.rdf.read import read_readings
from mandategraph.rdf.write import BASIS
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
_FORMS = """
SELECT ?plan ?form WHERE {
  ?element mg:elementOf ?plan ; mg:textForm|mg:labelForm ?form
}"""
_CLAIMS = """
SELECT ?plan ?claim ?status ?basis WHERE {
  ?claim a mg:Claim ; mg:claimSubject ?subject ; mg:status ?status .
  OPTIONAL { ?claim mg:basis ?basis }
  OPTIONAL { ?subject mg:elementOf ?whole }
  BIND(COALESCE(?whole, ?subject) AS ?plan)
  FILTER(?status != mg:stated)
}"""
_MG = "https://w3id.org/mandategraph/ns#"
_KINDS = (PLAN, *list(STATEMENTS)[:7], *VALUES, *PARTIES)


def authoring_csv(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as CSV: UTF-8 with a byte order mark, for Excel; commas, CRLF."""
    del policy  # every language has its column
    return csv_of(_told(graph, options))


def authoring_xlsx(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as a workbook with one sheet; QueryError for what Excel cannot hold."""
    del policy
    return xlsx_of(_told(graph, options))


def authoring_ods(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The plans as an OpenDocument spreadsheet with one sheet."""
    del policy
    return ods_of(_told(graph, options))


def _told(graph: MandateGraph, options: ExportOptions) -> list[Reading]:
    """What was read; tells what others added to it, which is not in the file."""
    readings = readings_of(graph, options)
    if not readings:
        reason = "the graph does not hold what was read from a source"
        raise QueryError(graph.target, reason, "build it with mandategraph build")
    plans = {plan.key for reading in readings for plan in reading.plans}
    forms = _own(graph, _FORMS, plans)
    why = "not among what was read; mandategraph translate writes them"
    options.lost("translations", len(forms), why)
    bases = {f"{_MG}{code}" for code in BASIS.values()}
    claims = [
        row
        for row in _own(graph, _CLAIMS, plans)
        if row[2] != f"{_MG}proposed" or row[3] not in bases
    ]
    why = "somebody else than the reader of the source says them"
    options.lost("claims of links", len(claims), why)
    tell_parents(graph, readings, options)
    return readings


def _own(graph: MandateGraph, query: str, plans: set[str]) -> list[tuple[str, ...]]:
    """The rows of these plans, each once."""
    rows = sorted(set(graph.select_text(query)))
    return [row for row in rows if row[0].rpartition("/plan-")[2] in plans]


def csv_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in table_of(readings):
        writer.writerow([visible(formula_safe(cell)) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def xlsx_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as XLSX."""
    return xlsx(authoring_sheet(readings))


def ods_of(readings: Iterable[Reading]) -> bytes:
    """The plans of the readings as ODS."""
    sheet = authoring_sheet(readings)
    # the reader of the format turns these back; in XLSX they are part of the format
    rows = [[visible(str(cell)) for cell in row] for row in sheet.rows]
    return ods(replace(sheet, rows=rows))


def authoring_sheet(readings: Iterable[Reading]) -> Sheet:
    """The plans of the readings as a sheet that can be read again."""
    rows = [[apostrophe_safe(cell) for cell in row] for row in table_of(readings)]
    widths = [60 if name.partition("@")[0] in _WIDE else 16 for name in rows[0]]
    return Sheet(_SHEET, rows, widths, _KINDS)


def readings_of(graph: MandateGraph, options: ExportOptions) -> list[Reading]:
    """What was read from the sources, or the one plan that the options name."""
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
