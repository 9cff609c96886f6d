"""Results frameworks and logframes as files: HTML, XLSX and DOCX."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mandategraph.draw import DrawOptions
from mandategraph.draw.framework.tables import gathered
from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from mandategraph.draw.framework.tables import Gathered
    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph
    from mandategraph.workbooks import Sheet


def table_html(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions, *, kind: str
) -> bytes:
    """The tables as one page of HTML."""
    from mandategraph.draw.framework.html import to_html

    return to_html(_gathered(graph, policy, options).tables(kind)).encode()


def table_docx(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions, *, kind: str
) -> bytes:
    """The tables as a Word document; SourceError without the extra `[office]`."""
    from mandategraph.draw.framework.docx import to_docx

    return to_docx(_gathered(graph, policy, options).tables(kind))


def table_xlsx(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions, *, kind: str
) -> bytes:
    """The tables as a workbook with two more sheets.

    One has all values as a list to filter, the other the plans in the authoring format:
    the table reader reads that sheet again, and counts the rest as not carried.
    """
    from mandategraph.draw.framework.flat import values_sheet
    from mandategraph.draw.framework.xlsx import sheets
    from mandategraph.workbooks import xlsx

    found = _gathered(graph, policy, options)
    more = [values_sheet(found), *_to_read_again(graph, options)]
    return xlsx(*sheets(found.tables(kind), *more), *more)


def _gathered(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Gathered:
    return gathered(graph, policy, DrawOptions(plan=options.plan, focus=options.focus))


def _to_read_again(graph: MandateGraph, options: ExportOptions) -> list[Sheet]:
    """The sheet in the authoring format, if the graph holds what was read."""
    from mandategraph.export.authoring import authoring_sheet, readings_of
    from mandategraph.export.authoring_parents import tell_parents

    if options.focus is not None:
        return []
    try:
        readings = readings_of(graph, options)
    except StoreError:
        readings = []
    if not readings:
        options.lost("sheet Plan", 1, "the graph does not hold the text of its source")
        return []
    tell_parents(graph, readings, options)
    return [replace(authoring_sheet(readings), printed=True)]
