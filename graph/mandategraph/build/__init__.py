"""Building a graph from sources."""

from __future__ import annotations

from mandategraph.build.pipeline import Summary, as_json, build

__all__ = ["Summary", "as_json", "build"]
