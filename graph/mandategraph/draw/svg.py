"""Shapes -> SVG: the one place that knows the syntax and the direction of a page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mandategraph.draw.palette import PALETTES
from mandategraph.draw.shapes import INK, PAPER, Arrow, Box, Group, Line, Mark, flat
from mandategraph.draw.typeface import FAMILY, faces
from mandategraph.language import LRI, PDI, RLI, RTL_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mandategraph.draw.picture import Picture, Sheet
    from mandategraph.draw.shapes import Item, Stroke

_MIRRORED: Final = {"start": "end", "middle": "middle", "end": "start"}


def to_svg(picture: Picture, *, fonts: bool = False) -> str:
    """All sheets of the picture as one SVG document, one below the other.

    The root has the language and direction of the first sheet. Each text element is
    set from left to right at an explicit edge, and its words are isolated with their
    own direction: that is what all renderers draw alike, also those that know nothing
    of the `direction` property. `fonts` puts the fonts into the document, so that
    every browser draws the same picture.
    """
    return _document(picture, picture.sheets, picture.title, fonts=fonts)


def to_svgs(picture: Picture, *, fonts: bool = False) -> list[str]:
    """Each sheet of the picture as an SVG document of its size on paper."""
    several = len(picture.sheets) > 1
    return [
        _document(
            picture,
            [sheet],
            f"{picture.title} · {n}" if several else picture.title,
            fonts=fonts,
        )
        for n, sheet in enumerate(picture.sheets, 1)
    ]


def _document(picture: Picture, sheets: list[Sheet], title: str, *, fonts: bool) -> str:
    colours = PALETTES[picture.theme]
    width = max(sheet.width for sheet in sheets)
    height = 0.0
    lines: list[str] = []
    for sheet in sheets:
        lines.extend(_Writer(width, height, colours, rtl=sheet.rtl).lines(sheet.group))
        height += sheet.height
    first = sheets[0]
    size = f'width="{_n(width)}" height="{_n(height)}"'
    if len(sheets) == 1 and first.mm[0]:
        size = f'width="{_n(first.mm[0])}mm" height="{_n(first.mm[1])}mm"'
    style = ""
    if fonts:
        bold = any(
            isinstance(item, Line) and item.bold
            for sheet in sheets
            for item in flat(sheet.group)
        )
        style = f"<style>{faces(bold=bold)}</style>\n"
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="0 0 {_n(width)} {_n(height)}" role="group"'
        f' aria-label={quoteattr(title)} lang="{first.lang}"'
        f' direction="{"rtl" if first.rtl else "ltr"}" font-family="{FAMILY}"'
        f' fill="{colours[INK]}">\n'
        f"<title>{escape(title)}</title>\n{style}"
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="{colours[PAPER]}"/>\n'
        f"{body}\n</svg>\n"
    )


class _Writer:
    """Mirrors what it writes when the page reads from right to left."""

    def __init__(
        self, width: float, down: float, colours: Mapping[str, str], *, rtl: bool
    ) -> None:
        self.width, self.down, self.rtl = width, down, rtl
        self.colours = {"": "none", **colours}

    def lines(self, item: Item) -> list[str]:
        """The item and all that it holds as elements, a line each."""
        found: list[str] = []
        self._write(item, found)
        return found

    def _write(self, item: Item, found: list[str]) -> None:
        if isinstance(item, Group):
            self._group(item, found)
        elif isinstance(item, Box):
            found.append(self._box(item))
        elif isinstance(item, Line):
            found.append(self._text(item))
        elif isinstance(item, Arrow):
            found.extend(self._arrow(item))
        elif isinstance(item, Mark):
            found.append(self._mark(item))
        else:
            found.extend(self._stroke(item))

    def _group(self, group: Group, found: list[str]) -> None:
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
        found.append(f"<{name}{attributes}>")
        if group.href and group.title:
            found.append(f"<title>{escape(group.title)}</title>")
        for item in group.items:
            self._write(item, found)
        found.append(f"</{name}>")

    def _x(self, x: float) -> float:
        return self.width - x if self.rtl else x

    def _box(self, box: Box) -> str:
        x = self.width - box.x - box.w if self.rtl else box.x
        radius = f' rx="{_n(box.radius)}"' if box.radius else ""
        line = f' stroke="{self.colours[box.line]}"' if box.line else ""
        dash = ' stroke-dasharray="5 3"' if box.dashed else ""
        role = f' class="{box.role}"' if box.role else ""
        return (
            f'<rect x="{_n(x)}" y="{_n(box.y + self.down)}"'
            f' width="{_n(box.w)}" height="{_n(box.h)}"{radius}'
            f' fill="{self.colours[box.fill]}"{line}{dash}{role}/>'
        )

    def _text(self, line: Line) -> str:
        anchor = _MIRRORED[line.anchor] if self.rtl else line.anchor
        words = line.words
        if self.rtl or line.rtl or RTL_LETTER.search(words):
            words = f"{RLI if line.rtl else LRI}{words}{PDI}"
        weight = ' font-weight="700"' if line.bold else ""
        fill = f' fill="{self.colours[line.fill]}"' if line.fill != INK else ""
        lang = f' lang="{line.lang}"' if line.lang else ""
        return (
            f'<text x="{_n(self._x(line.x))}" y="{_n(line.y + self.down)}"'
            f' font-size="{_n(line.size)}"'
            f' direction="ltr" text-anchor="{anchor}"{weight}{fill}{lang}>'
            f"{escape(words)}</text>"
        )

    def _arrow(self, arrow: Arrow) -> Iterator[str]:
        x, top = _n(self._x(arrow.x)), arrow.top + self.down
        dash = ' stroke-dasharray="5 3"' if arrow.dashed else ""
        ink = self.colours[arrow.line]
        yield (
            f'<path d="M{x} {_n(arrow.y + self.down)}V{_n(top + 6)}" stroke="{ink}"'
            f' stroke-width="2" fill="none"{dash}/>'
        )
        yield f'<path d="M{x} {_n(top)}l-5 8h10z" fill="{ink}"/>'

    def _stroke(self, stroke: Stroke) -> Iterator[str]:
        points = [(self._x(x), y + self.down) for x, y in stroke.points]
        ink = self.colours[stroke.line]
        first, last = points[0], points[-1]
        if stroke.curved == "x":
            middle = (first[0] + last[0]) / 2
            bends = [(middle, first[1]), (middle, last[1])]
        else:
            middle = (first[1] + last[1]) / 2
            bends = [(first[0], middle), (last[0], middle)]
        if stroke.curved:
            shape = "M{} {}C{} {} {} {} {} {}".format(
                *(_n(n) for point in (first, *bends, last) for n in point)
            )
        else:
            shape = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        parts = [
            f'<path d="{shape}" stroke="{ink}" stroke-width="{_n(stroke.width)}"',
            'fill="none"',
            'stroke-dasharray="5 3"' if stroke.dashed else "",
            f'class="{stroke.role}"' if stroke.role else "",
        ]
        yield " ".join(part for part in parts if part) + "/>"
        if stroke.head:
            before = bends[1] if stroke.curved else points[-2]
            angle = math.atan2(last[1] - before[1], last[0] - before[0])
            wings = [
                (last[0] - 9 * math.cos(angle + a), last[1] - 9 * math.sin(angle + a))
                for a in (0.5, -0.5)
            ]
            corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in (last, *wings))
            yield f'<polygon points="{corners}" fill="{ink}"/>'

    def _mark(self, mark: Mark) -> str:
        x, y, r = self._x(mark.x), mark.y + self.down, mark.size / 2
        look = f'fill="{self.colours[mark.fill]}"'
        if mark.line:
            look += f' stroke="{self.colours[mark.line]}"'
        if mark.role:
            look += f' class="{mark.role}"'
        if mark.shape == "circle":
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" {look}/>'
        if mark.shape == "cross":
            arms = f"M{_n(x - r)} {_n(y - r)}L{_n(x + r)} {_n(y + r)}"
            arms += f"M{_n(x - r)} {_n(y + r)}L{_n(x + r)} {_n(y - r)}"
            ink = self.colours[mark.line or mark.fill]
            role = f' class="{mark.role}"' if mark.role else ""
            return f'<path d="{arms}" stroke="{ink}" stroke-width="2"{role}/>'
        corners = {
            "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
            "diamond": ((0, -r), (r, 0), (0, r), (-r, 0)),
            "triangle": ((0, -r), (r, r), (-r, r)),
        }[mark.shape]
        points = " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in corners)
        return f'<polygon points="{points}" {look}/>'


def _n(value: float) -> str:
    """The number with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text[-1] == "0" else text
