"""Translators' files: what is to be translated goes out, translations come in."""

from __future__ import annotations

from mandategraph.translate.apply import ImportOptions, import_delivery
from mandategraph.translate.context import Entry, entries
from mandategraph.translate.files import FORMATS, format_of, read_file
from mandategraph.translate.outcomes import Outcome, Report
from mandategraph.translate.rows import Delivery, Row
from mandategraph.translate.units import Unit, units

__all__ = [
    "FORMATS",
    "Delivery",
    "Entry",
    "ImportOptions",
    "Outcome",
    "Report",
    "Row",
    "Unit",
    "entries",
    "format_of",
    "import_delivery",
    "read_file",
    "units",
]
