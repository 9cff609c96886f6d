"""Pictures of a graph: views drawn as SVG, PNG, PDF and HTML."""

from __future__ import annotations

from mandategraph.callable_packages import make_callable
from mandategraph.draw.files import to_files
from mandategraph.draw.options import DrawOptions
from mandategraph.draw.picture import Picture
from mandategraph.draw.planmap import plan_map
from mandategraph.draw.png import to_png
from mandategraph.draw.svg import to_svg
from mandategraph.draw.views import VIEWS, draw

__all__ = [
    "VIEWS",
    "DrawOptions",
    "Picture",
    "draw",
    "plan_map",
    "to_files",
    "to_png",
    "to_svg",
]

make_callable(__name__)
