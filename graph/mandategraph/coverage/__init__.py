"""How much of the plans is worded in each language, and how far it can be trusted."""

from __future__ import annotations

from mandategraph.coverage.count import KINDS, STATUSES, Count, Coverage, coverage
from mandategraph.coverage.missing import Missing, missing
from mandategraph.coverage.report import Shortfall, render, rows, shortfalls

__all__ = [
    "KINDS",
    "STATUSES",
    "Count",
    "Coverage",
    "Missing",
    "Shortfall",
    "coverage",
    "missing",
    "render",
    "rows",
    "shortfalls",
]
