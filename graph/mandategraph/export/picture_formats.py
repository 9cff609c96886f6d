"""The formats of pictures."""

from __future__ import annotations

from typing import Final

from mandategraph.export.exporter import Exporter
from mandategraph.export.pictures import pdf, png, svg

_PART: Final = frozenset({"plan", "focus"})

PICTURES: Final = (
    Exporter(
        "svg",
        "Picture: each plan on a page",
        ".svg",
        "image/svg+xml",
        binary=False,
        write=svg,
        takes=_PART,
    ),
    Exporter(
        "png",
        "Picture: each plan on a page, as pixels; needs mandategraph[png]",
        ".png",
        "image/png",
        binary=True,
        write=png,
        takes=_PART | {"scale"},
    ),
    Exporter(
        "pdf",
        "Picture: each plan on a page, to be printed; needs mandategraph[print]",
        ".pdf",
        "application/pdf",
        binary=True,
        write=pdf,
        takes=_PART,
    ),
)
