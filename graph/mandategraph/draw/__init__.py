"""Pictures of a graph: the plan on a page, as SVG and PNG."""

from __future__ import annotations

from mandategraph.draw.planmap import plan_map
from mandategraph.draw.png import to_png

__all__ = ["plan_map", "to_png"]
