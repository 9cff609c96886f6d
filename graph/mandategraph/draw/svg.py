"""Shapes -> SVG: the one place that knows the syntax and the direction of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.draw.shapes import INK, PAPER, Arrow, Box, Group, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.shapes import Item

FAMILY: Final = (
    "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
)
RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
_MIRRORED: Final = {"start": "end", "middle": "middle", "end": "start"}
_RTL_LETTER: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def to_svg(
    pages: list[tuple[Group, bool]],
    width: float,
    height: float,
    *,
    lang: str,
    title: str,
) -> str:
    """One SVG document of pages, each with whether it reads from right to left.

    The root has the language and direction of the first page. Each text element is
    set from left to right at an explicit edge, and its words are isolated with their
    own direction: that is what all renderers draw alike, also those that know nothing
    of the `direction` property.
    """
    body = "\n".join(
        line for page, rtl in pages for line in _Writer(width, rtl=rtl).lines(page)
    )
    rtl = pages[0][1]
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="0 0 {_n(width)} {_n(height)}" role="group"'
        f' aria-label={quoteattr(title)} lang="{lang}"'
        f' direction="{"rtl" if rtl else "ltr"}" font-family="{FAMILY}" fill="{INK}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>\n'
        f"{body}\n</svg>\n"
    )


class _Writer:
    """Mirrors what it writes when the page reads from right to left."""

    def __init__(self, width: float, *, rtl: bool) -> None:
        self.width, self.rtl = width, rtl

    def lines(self, item: Item) -> Iterator[str]:
        if isinstance(item, Group):
            yield from self._group(item)
        elif isinstance(item, Box):
            yield self._box(item)
        elif isinstance(item, Line):
            yield self._text(item)
        else:
            yield from self._arrow(item)

    def _group(self, group: Group) -> Iterator[str]:
        attributes = f' role="{group.role}"' if group.role else ""
        if group.lang:
            attributes += f' lang="{group.lang}"'
        if group.title and group.role:
            attributes += f" aria-label={quoteattr(group.title)}"
        # an IRI of another scheme could be a script
        linked = group.href.startswith(("https://", "http://"))
        name = "a" if linked else "g"
        if linked:
            attributes += f" href={quoteattr(group.href)}"
        yield f"<{name}{attributes}>"
        if group.href and group.title:
            yield f"<title>{escape(group.title)}</title>"
        for item in group.items:
            yield from self.lines(item)
        yield f"</{name}>"

    def _box(self, box: Box) -> str:
        x = self.width - box.x - box.w if self.rtl else box.x
        parts = [
            f'<rect x="{_n(x)}" y="{_n(box.y)}"',
            f'width="{_n(box.w)}" height="{_n(box.h)}"',
            f'rx="{_n(box.radius)}"' if box.radius else "",
            f'fill="{box.fill or "none"}"',
            f'stroke="{box.line}"' if box.line else "",
            'stroke-dasharray="5 3"' if box.dashed else "",
            f'class="{box.role}"' if box.role else "",
        ]
        return " ".join(part for part in parts if part) + "/>"

    def _text(self, line: Line) -> str:
        x = self.width - line.x if self.rtl else line.x
        anchor = _MIRRORED[line.anchor] if self.rtl else line.anchor
        words = line.words
        if self.rtl or line.rtl or _RTL_LETTER.search(words):
            words = f"{RLI if line.rtl else LRI}{words}{PDI}"
        weight = ' font-weight="700"' if line.bold else ""
        fill = f' fill="{line.fill}"' if line.fill != INK else ""
        lang = f' lang="{line.lang}"' if line.lang else ""
        return (
            f'<text x="{_n(x)}" y="{_n(line.y)}" font-size="{_n(line.size)}"'
            f' direction="ltr" text-anchor="{anchor}"{weight}{fill}{lang}>'
            f"{escape(words)}</text>"
        )

    def _arrow(self, arrow: Arrow) -> Iterator[str]:
        x = _n(self.width - arrow.x if self.rtl else arrow.x)
        dash = ' stroke-dasharray="5 3"' if arrow.dashed else ""
        top = arrow.top
        yield (
            f'<path d="M{x} {_n(arrow.y)}V{_n(top + 6)}" stroke="{arrow.line}"'
            f' stroke-width="2" fill="none"{dash}/>'
        )
        yield f'<path d="M{x} {_n(top)}l-5 8h10z" fill="{arrow.line}"/>'


def _n(value: float) -> str:
    """The number with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
