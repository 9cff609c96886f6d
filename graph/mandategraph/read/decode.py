"""Bytes to text, unchanged: strict decoding, and one clear line when it fails."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import NamedTuple

from mandategraph.errors import SourceError

# A byte order mark is the signature of an encoding: it is not part of the text, and
# offsets count from the character after it. UTF-32 stands before UTF-16: its little
# endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP package such as DOCX, XLSX or ODT"),
    (b"PK\x05\x06", "an empty ZIP package"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip file"),
)
_AS_TEXT = "this version reads plain text: save or export it as UTF-8 text"
_AS_UTF8 = "save it as UTF-8"
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 100  # one in so many characters, at most


class Decoded(NamedTuple):
    """The text of a file, and the sha256 of its bytes (byte order mark included)."""

    text: str
    sha256: str


def decode(data: bytes, file: str) -> Decoded:
    """The text that the bytes spell, with no change of newlines or normal form.

    Raises `SourceError` for what is not text in UTF-8, or in UTF-16 or UTF-32 with a
    byte order mark, and for text that is empty or blank.
    """
    if not data:
        raise SourceError(file, "the file is empty", "give a file with text")
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise SourceError(file, f"this is {kind}", _AS_TEXT)
    mark, encoding = next(
        ((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8")
    )
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        reason = _why(data, error, encoding, len(mark))
        raise SourceError(file, reason, _AS_UTF8) from None
    _refuse_binary(text, file, encoding)
    if not text or text.isspace():
        raise SourceError(file, "the file holds only blanks", "give a file with text")
    return Decoded(text, hashlib.sha256(data).hexdigest())


def _why(data: bytes, error: UnicodeDecodeError, encoding: str, skipped: int) -> str:
    at = error.start + skipped
    if _SURROGATE.match(data, at) or "surrogate" in error.reason:
        return f"lone surrogate at byte {at}: not a character in {encoding}"
    if b"\x00" in data[:1024] and encoding == "utf-8":
        return f"binary data or UTF-16 without a byte order mark (byte {at})"
    return f"not {encoding} text: {error.reason} at byte {at}"


def _refuse_binary(text: str, file: str, encoding: str) -> None:
    nul = text.find("\x00")
    if nul >= 0:
        reason = f"binary data: NUL character at offset {nul}"
        if encoding == "utf-8" and text.count("\x00") > len(text) // 4:
            reason = f"UTF-16 or UTF-32 without a byte order mark (NUL at offset {nul})"
        raise SourceError(file, reason, _AS_TEXT)
    first = _CONTROL.search(text)
    if first is None:
        return
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls * _MOST_CONTROLS > len(text) + _MOST_CONTROLS:
        reason = f"binary data: {controls} control characters, first at offset "
        raise SourceError(file, f"{reason}{first.start()}", _AS_TEXT)


def first_control(text: str) -> int | None:
    """Offset of the first control character that is no line break, or None."""
    found = _CONTROL.search(text)
    return found.start() if found else None
