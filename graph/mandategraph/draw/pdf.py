"""Pictures as PDF: a page per sheet, the text as text, the links of cards kept.

Typst sets the pages: it shapes all scripts, embeds the letters that are used, and
writes what programs that read aloud need.
"""

from __future__ import annotations

import json
import logging
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from mandategraph.draw.metrics import uncovered
from mandategraph.draw.shapes import Box, Group, Line, flat
from mandategraph.draw.svg import to_svgs
from mandategraph.draw.typeface import set_in_bundled
from mandategraph.errors import SourceError
from mandategraph.resources import on_disk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.picture import Picture, Sheet

_log = logging.getLogger(__name__)
_POINTS: Final = 72 / 96
_MM: Final = 72 / 25.4
_LONGEST: Final = 14_400.0  # points: what readers of PDF agree to show


def to_pdf(picture: Picture) -> bytes:
    """The picture as PDF; sheets without a size on paper are as large as on a screen.

    The same picture gives the same bytes. Raises SourceError without the extra
    `[print]`.
    """
    if find_spec("typst") is None:
        advice = "pip install 'mandategraph[print]'"
        raise SourceError("pdf", "typst is not installed", advice)
    pages = zip(picture.sheets, to_svgs(picture), strict=True)
    source = "\n".join(
        [
            f"#set document(title: {_quoted(picture.title)}, date: none)",
            f"#set text(lang: {_quoted(picture.lang.partition('-')[0])})",
            *(line for sheet, svg in pages for line in _page(sheet, svg)),
        ]
    )
    words = "".join(
        item.words
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Line)
    )
    missing = uncovered(words)
    if missing:
        _log.warning(
            "the bundled fonts have no letters for %s: fonts of this machine are used"
            " for them, if it has any",
            missing[:20],
        )
    with on_disk(files(__package__).joinpath("fonts")) as fonts:
        try:
            return _compiled(source, str(fonts), standard="ua-1", own=not missing)
        except Exception as error:
            # the standard allows no letter without a font; the picture is worth more
            if not missing or "could not be displayed" not in str(error):
                raise
            return _compiled(source, str(fonts), standard="1.7", own=False)


def _compiled(source: str, fonts: str, *, standard: str, own: bool) -> bytes:
    """The PDF of the source; `own` leaves out the fonts of the machine."""
    import typst

    # its type hints want source and paths of one type
    compiled: Any = typst.compile
    # fonts of this machine would make another picture of each machine
    made: bytes = compiled(
        source.encode(),
        font_paths=[fonts],
        ignore_system_fonts=own,
        format="pdf",
        pdf_standards=standard,
    )
    return made


def _page(sheet: Sheet, svg: str) -> Iterator[str]:
    """A page with the picture, and a link over each card that has an address."""
    if sheet.mm[0]:
        wide, high = (side * _MM for side in sheet.mm)
    else:
        wide, high = sheet.width * _POINTS, sheet.height * _POINTS
    shrink = min(1.0, _LONGEST / max(wide, high))
    wide, high = wide * shrink, high * shrink
    unit = wide / sheet.width
    yield f"#page(width: {wide:.2f}pt, height: {high:.2f}pt, margin: 0pt)["
    alt, words = _quoted(sheet.group.title), _quoted(set_in_bundled(svg))
    yield (f"#place(top + left, image(bytes({words}), width: 100%, alt: {alt}))")
    for group in flat(sheet.group):
        box = _frame(group)
        if isinstance(group, Group) and box is not None:
            x = sheet.width - box.x - box.w if sheet.rtl else box.x
            yield (
                f"#place(top + left, dx: {x * unit:.2f}pt, dy: {box.y * unit:.2f}pt,"
                f" link({_quoted(group.href)},"
                f" box(width: {box.w * unit:.2f}pt, height: {box.h * unit:.2f}pt)))"
            )
    yield "]"


def _frame(item: object) -> Box | None:
    """The box of a group that leads to a web address."""
    if not isinstance(item, Group) or not item.href.startswith(("https://", "http://")):
        return None
    return next((box for box in flat(item) if isinstance(box, Box)), None)


def _quoted(text: str) -> str:
    """The text as a string of Typst, which escapes quotes and lines as JSON does."""
    return json.dumps(text, ensure_ascii=False)
