"""Graphs in the formats of other programs, behind one registry."""

from __future__ import annotations

from mandategraph.callable_packages import make_callable
from mandategraph.export.exporter import Exporter
from mandategraph.export.options import ExportOptions
from mandategraph.export.registry import EXPORTERS, export, exporter

__all__ = ["EXPORTERS", "ExportOptions", "Exporter", "export", "exporter"]

make_callable(__name__)
