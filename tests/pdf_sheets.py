"""PDF files written by hand: words at given places, in Helvetica, and little else."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

A4 = (595.0, 842.0)
FONTS = (b"Helvetica", b"Helvetica-Bold")


@dataclass(frozen=True)
class Words:
    """Words whose base line begins `x` points from the left, `y` from the top.

    `turn` is in degrees, to the left; `spaced` adds points between letters.
    """

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    turn: float = 0
    spaced: float = 0


@dataclass(frozen=True)
class Square:
    """A filled square; `x` and `y` are its left and its top."""

    x: float
    y: float
    size: float


Drawn = Words | Square


def lines(
    x: float, y: float, *texts: str, size: float = 10, step: float = 12
) -> list[Drawn]:
    """Lines of one paragraph or list, one below the other."""
    return [Words(x, y + step * i, t, size) for i, t in enumerate(texts)]


def pdf(
    *pages: Sequence[Drawn],
    size: tuple[float, float] = A4,
    page: str = "",
    content: bytes = b"",
    packed: bool = False,
) -> bytes:
    """The file; `page` has further entries of each page, `content` more operators."""
    width, height = size
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))),
        *(
            b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name
            for name in FONTS
        ),
    ]
    for i, drawn in enumerate(pages):
        stream = content + b"\n".join(_operators(d, height) for d in drawn)
        how = b""
        if packed:
            stream, how = zlib.compress(stream, 9), b"/Filter/FlateDecode"
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"
            b"/Resources<</Font<</F0 3 0 R/F1 4 0 R>>>>%s>>"
            % (width, height, 6 + 2 * i, page.encode()),
            b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), how, stream),
        ]
    return _file(objects)


def _operators(drawn: Drawn, height: float) -> bytes:
    if isinstance(drawn, Square):
        y = height - drawn.y - drawn.size
        return b"%.2f %.2f %.2f %.2f re f" % (drawn.x, y, drawn.size, drawn.size)
    a, b = cos(radians(drawn.turn)), sin(radians(drawn.turn))
    text = drawn.text.encode("cp1252").replace(b"\\", b"\\\\")
    text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F%d %g Tf %g Tc %.6f %.6f %.6f %.6f %.2f %.2f Tm (%s) Tj ET" % (
        drawn.bold, drawn.size, drawn.spaced, a, b, -b, a,
        drawn.x, height - drawn.y, text,
    )  # fmt: skip


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)
