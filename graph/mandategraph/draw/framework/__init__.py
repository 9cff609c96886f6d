"""Results frameworks and logframes: tables of a graph, as pictures, HTML and files."""

from __future__ import annotations

from mandategraph.draw.framework.table import Table
from mandategraph.draw.framework.tables import KINDS, Gathered, gathered, tables

__all__ = ["KINDS", "Gathered", "Table", "gathered", "tables"]
