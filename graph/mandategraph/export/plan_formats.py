"""The formats that hold plans for other programs, and to edit."""

from __future__ import annotations

from typing import Final

from mandategraph.export.authoring import (
    authoring_csv,
    authoring_ods,
    authoring_xlsx,
)
from mandategraph.export.exporter import Exporter
from mandategraph.export.stratml import stratml, stratml_files

PLANS: Final = (
    Exporter(
        "stratml",
        "StratML Part 1 or 2, one document per plan; losses in a comment",
        ".xml",
        "application/stratml+xml",
        binary=False,
        write=stratml,
        several=stratml_files,
    ),
    Exporter(
        "plan-csv",
        "The plans in our authoring columns, to edit and read again",
        ".csv",
        "text/csv",
        binary=False,
        write=authoring_csv,
    ),
    Exporter(
        "plan-xlsx",
        "The plans in our authoring columns, for Excel",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        binary=True,
        write=authoring_xlsx,
    ),
    Exporter(
        "plan-ods",
        "The plans in our authoring columns, for LibreOffice",
        ".ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        binary=True,
        write=authoring_ods,
    ),
)
