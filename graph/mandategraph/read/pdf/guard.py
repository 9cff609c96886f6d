"""A look at a PDF's streams before pdfium opens it: those that unpack to too much.

pdfium takes some 200 bytes of memory for each character of a page, and stops the whole
process when there is no more. So a few kilobytes that unpack to millions of words are
refused here. It is no full defence: see docs/read/pdf.md.
"""

from __future__ import annotations

import mmap
import re
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mandategraph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

MOST_TEXT = 8 << 20  # bytes of text operators in one stream
MOST_UNPACKED = 128 << 20  # bytes of one stream
_SHORT = MOST_TEXT // 1032  # bytes: deflate packs no more than 1032 into one
_LONG = 262_144  # bytes: a longer one is looked at whole
_DENSE = 50  # times its size: what begins like this is looked at whole
_STREAM = re.compile(rb"stream\r?\n")
_NO_TEXT = re.compile(  # pictures, fonts, colour profiles
    rb"/Image\b|/Length1\b|/Type1C\b|/CIDFontType0C\b|/OpenType\b|/N [134]\b"
)


def refuse_bombs(source: Input, *, in_memory: bool) -> None:
    """SourceError when a stream of the file unpacks to more than can be read."""
    with _bytes(source, in_memory=in_memory) as data:
        end = 0
        while match := _STREAM.search(data, end):
            begin = match.end()
            end = data.find(b"endstream", begin)
            end = len(data) if end < 0 else end
            if end - begin > _SHORT and _too_much(data, begin, end):
                reason = "one of its streams unpacks to more text than a page can hold"
                raise SourceError(source.file, reason, "print it as PDF again")


@contextmanager
def _bytes(source: Input, *, in_memory: bool) -> Iterator[bytes | mmap.mmap]:
    """The file's bytes, not loaded where it has a path."""
    if in_memory or not source.size:
        yield source.data
        return
    with source.open() as stream:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        with mapped:
            yield mapped


def _too_much(data: bytes | mmap.mmap, begin: int, end: int) -> bool:
    """Whether the stream has too much text, or is too long, once unpacked."""
    about = data[max(0, begin - 600) : begin]
    about = about[about.rfind(b" obj") + 1 :]
    if _NO_TEXT.search(about):
        return False
    if b"/FlateDecode" not in about and b"/Fl" not in about:
        return end - begin > MOST_TEXT and _text(data[begin:end]) > MOST_TEXT
    packed = data[begin : min(end, begin + 1024)]
    if end - begin < _LONG and len(_unpacked(packed, 1 << 20)) < _DENSE * len(packed):
        return False
    unpacked = _unpacked(data[begin:end], MOST_UNPACKED + 1)
    return len(unpacked) > MOST_UNPACKED or (
        len(unpacked) > MOST_TEXT and _text(unpacked) > MOST_TEXT
    )


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""  # encrypted, or broken: pdfium unpacks it no further than that


def _text(content: bytes) -> int:
    """How many bytes of a content stream lie between its BT and ET."""
    total = end = 0
    while (begin := content.find(b"BT", end)) >= 0:
        end = content.find(b"ET", begin)
        end = len(content) if end < 0 else end
        total += end - begin
        if total > MOST_TEXT:
            break
    return total
