"""How cells of a workbook look: fonts, grounds, borders, number formats, directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.workbooks.cells import Value

_TEXT_FORMAT: Final = 49
_FIRST_FORMAT: Final = 165  # 164 is the one for days
_THIN: Final = "".join(
    f'<{side} style="thin"><color rgb="{{0}}"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)


class Run(NamedTuple):
    """A part of a text with a font of its own."""

    text: str
    bold: bool = False
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """`ink`, `fill` and `border` are colours as six hexadecimal digits, `""` for none.

    `format` is a number format of Excel; text needs none. `reading` is the direction
    in which a text runs, `side` the edge at which it stands, `""` for that of the kind
    of value. Text is wrapped and stands on top.
    """

    bold: bool = False
    size: int = 11
    ink: str = ""
    fill: str = ""
    border: str = ""
    format: str = ""
    reading: Literal["", "ltr", "rtl"] = ""
    side: Literal["", "left", "right", "center"] = ""


class Styled(NamedTuple):
    """A value with a look; `runs` are the parts of its text, if they differ."""

    value: Value
    look: Look
    runs: tuple[Run, ...] = ()


class Looks:
    """The looks that a workbook uses, by their number; the first ones are given."""

    def __init__(self, given: int) -> None:
        self.given = given
        self._looks: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """The number by which cells name the look."""
        return self._looks.setdefault(look, self.given + len(self._looks))

    def added(self, styles: str) -> str:
        """The part of the styles, with those that are used added to its lists."""
        if not self._looks:
            return styles
        looks = list(self._looks)
        fonts = _numbered((_font(look) for look in looks), 3)
        fills = _numbered((_fill(look) for look in looks if look.fill), 2)
        borders = _numbered((_border(look) for look in looks if look.border), 1)
        codes = _numbered((look.format for look in looks if look.format), _FIRST_FORMAT)
        formats = [
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
            for code, number in codes.items()
        ]
        xfs = []
        for look in looks:
            form = codes[look.format] if look.format else _TEXT_FORMAT
            fill = fills[_fill(look)] if look.fill else 0
            border = borders[_border(look)] if look.border else 0
            xfs.append(
                f'<xf numFmtId="{form}" fontId="{fonts[_font(look)]}" fillId="{fill}"'
                f' borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1"'
                ' applyFill="1" applyBorder="1" applyAlignment="1">'
                f"{_alignment(look)}</xf>"
            )
        for name, items in (
            ("numFmts", formats),
            ("fonts", list(fonts)),
            ("fills", list(fills)),
            ("borders", list(borders)),
            ("cellXfs", xfs),
        ):
            styles = _appended(styles, name, items)
        return styles


def _numbered(items: Iterable[str], first: int) -> dict[str, int]:
    return {item: first + at for at, item in enumerate(dict.fromkeys(items))}


def _font(look: Look) -> str:
    bold = "<b/>" if look.bold else ""
    ink = f'<color rgb="FF{look.ink}"/>' if look.ink else ""
    return f'<font>{bold}<sz val="{look.size}"/>{ink}<name val="Calibri"/></font>'


def _fill(look: Look) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(look: Look) -> str:
    return f"<border>{_THIN.format('FF' + look.border)}<diagonal/></border>"


def _alignment(look: Look) -> str:
    side = f' horizontal="{look.side}"' if look.side else ""
    order = {"": "", "ltr": ' readingOrder="1"', "rtl": ' readingOrder="2"'}
    return f'<alignment vertical="top" wrapText="1"{side}{order[look.reading]}/>'


def _appended(styles: str, name: str, items: list[str]) -> str:
    """The styles with more items in one of its lists, whose count is corrected."""
    if not items:
        return styles
    before, rest = styles.split(f'<{name} count="', 1)
    count, rest = rest.split('">', 1)
    inner, after = rest.split(f"</{name}>", 1)
    total = int(count) + len(items)
    added = inner + "".join(items)
    return f'{before}<{name} count="{total}">{added}</{name}>{after}'
