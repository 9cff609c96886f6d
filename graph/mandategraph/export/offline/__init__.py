"""The plans of a graph as one HTML file that needs no connection: map to evidence."""

from __future__ import annotations

from mandategraph.export.offline.page import offline_html

__all__ = ["offline_html"]
