"""A picture as the files of a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.draw.picture import Picture

FORMATS: Final = ("svg", "png", "pdf", "html")


def to_files(
    picture: Picture, form: str, *, fonts: bool = False, scale: float = 2.0
) -> Mapping[str, bytes]:
    """The bytes of the picture by suffix of the file's name; `""` for a single file.

    SVG and PNG of several sheets of paper are a file each (`-1`, `-2`); PDF and HTML
    hold all sheets, as does an SVG or PNG for a screen. UnknownNameError for a format
    that there is not.
    """
    if form == "pdf":
        from mandategraph.draw.pdf import to_pdf

        return {"": to_pdf(picture)}
    if form == "html":
        from mandategraph.draw.html import to_html

        return {"": to_html(picture, fonts=fonts).encode()}
    if form not in FORMATS:
        raise UnknownNameError("picture format", form, FORMATS)
    from mandategraph.draw.png import to_png
    from mandategraph.draw.svg import to_svg, to_svgs

    on_paper = bool(picture.sheets[0].mm[0])
    documents = (
        to_svgs(picture, fonts=fonts) if on_paper else [to_svg(picture, fonts=fonts)]
    )
    several = len(documents) > 1
    return {
        f"-{n}" if several else "": (
            to_png(svg, scale=scale) if form == "png" else svg.encode()
        )
        for n, svg in enumerate(documents, 1)
    }
