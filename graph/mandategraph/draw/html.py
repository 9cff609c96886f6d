"""Pictures in an HTML page of their own: to look at, to follow links, to print."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final

from mandategraph.draw.palette import PALETTES
from mandategraph.draw.shapes import PAPER
from mandategraph.draw.svg import to_svgs
from mandategraph.draw.typeface import faces
from mandategraph.language import direction_of

if TYPE_CHECKING:
    from mandategraph.draw.picture import Picture

_STYLE: Final = (
    "body{{margin:0;background:{ground}}}main{{margin:0}}"
    "h1{{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;"
    "clip-path:inset(50%)}}"
    "figure{{margin:0 auto;max-inline-size:100%;overflow-x:auto}}"
    "svg{{display:block;margin:0 auto}}"
    "a:focus-visible{{outline:3px solid currentColor}}"
    "@page{{margin:0{size}}}@media print{{figure{{break-after:page;overflow:hidden}}"
    "figure:last-child{{break-after:auto}}svg{{max-inline-size:100%;height:auto}}}}"
)


def to_html(picture: Picture, *, fonts: bool = False) -> str:
    """The sheets of the picture as one HTML page that needs nothing from outside.

    The pictures are in the page, so that their text can be found and read aloud and
    their links followed. Nothing in it can run: its policy forbids scripts.
    """
    first = picture.sheets[0]
    size = f";size:{first.mm[0]}mm {first.mm[1]}mm" if first.mm[0] else ""
    ground = PALETTES[picture.theme][PAPER]
    style = _STYLE.format(ground=ground, size=size)
    if fonts:
        style = faces(bold=True) + style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    figures = "\n".join(f"<figure>{svg}</figure>" for svg in to_svgs(picture))
    return (
        f'<!doctype html>\n<html lang="{picture.lang}"'
        f' dir="{direction_of(picture.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        f" content=\"default-src 'none'; style-src 'sha256-{digest}'; font-src data:\">"
        '\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(picture.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(picture.title)}</h1>\n{figures}\n</main>\n"
        "</body>\n</html>\n"
    )
