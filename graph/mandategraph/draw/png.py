"""SVG -> PNG with the bundled fonts, so that every machine draws the same picture."""

from __future__ import annotations

import logging
import re
from importlib.resources import files
from typing import Final

from mandategraph.draw.metrics import uncovered
from mandategraph.draw.typeface import BUNDLED, set_in_bundled
from mandategraph.errors import SourceError
from mandategraph.resources import on_disk

MOST_PIXELS: Final = 80_000_000
_SIZE: Final = re.compile(r'<svg[^>]* width="([\d.]+)(mm)?" height="([\d.]+)(?:mm)?"')
_PER_MM: Final = 96 / 25.4
_log = logging.getLogger(__name__)


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """The picture of one of our SVG documents as PNG, `scale` pixels per unit.

    A very long picture is drawn at the scale that keeps it below 80 million pixels.
    Letters that the bundled fonts do not have are taken from the fonts of the machine,
    with a warning in the log. Raises SourceError without the extra `[png]`.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise SourceError(
            "png", "resvg_py is not installed", "pip install 'mandategraph[png]'"
        ) from error
    match = _SIZE.search(svg)
    if match is None:
        raise SourceError("svg", "it does not say how large it is")
    unit = _PER_MM if match[2] else 1.0
    width, height = float(match[1]) * unit, float(match[3]) * unit
    if width * height * scale * scale > MOST_PIXELS:
        scale = (MOST_PIXELS / (width * height)) ** 0.5
        _log.warning("the picture is long: drawn at %.2f pixels per unit", scale)
    missing = uncovered(re.sub(r"<[^>]*>", "", svg))
    if missing:
        _log.warning(
            "the bundled fonts have no letters for %s: fonts of this machine are used"
            " for them, if it has any",
            missing[:20],
        )
    with on_disk(files(__package__).joinpath("fonts")) as fonts:
        drawn = resvg_py.svg_to_bytes(
            svg_string=set_in_bundled(svg),
            zoom=scale,
            dpi=96,  # or a size in millimetres is none
            skip_system_fonts=not missing,
            font_files=[str(f) for f in sorted(fonts.glob("*.ttf"), reverse=True)],
            font_family=BUNDLED,
            sans_serif_family=BUNDLED,
        )
    return bytes(drawn)
