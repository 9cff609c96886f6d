"""The guard before any ZIP-based document (DOCX, XLSX, ODS) is parsed."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from mandategraph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.source import Input

MOST: Final = 512 << 20  # bytes of all parts together
RATIO: Final = 200  # unpacked to packed; office files have 3 to 40
SMALL: Final = 50 << 20  # below it the ratio does not matter
PARTS: Final = 20_000
_CHUNK: Final = 1 << 16
_END_LONGEST: Final = 22 + (1 << 16) + 76
_MARKUP: Final = (".xml", ".rels")
_ENTITY: Final = tuple(
    "<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST: Final = max(map(len, _ENTITY)) - 1
_OLE: Final = b"\xd0\xcf\x11\xe0"
_BROKEN: Final = "open it in an office program and save it again"
_NO_DOCUMENT: Final = "this is no office document"


def checked_archive(source: Input, *, most: int = MOST) -> None:
    """Nothing when the archive is safe to unpack; SourceError says in one line why not.

    Every part is unpacked once as a stream and thrown away, so that no size is taken
    on trust: refused are more than `most` bytes in all, more than `RATIO` bytes for one
    (from `SMALL` on), broken or encrypted parts, and XML that declares entities.
    Memory stays below a few MB and the directory of the archive.
    """
    if source.head.startswith(_OLE):
        raise SourceError(
            source.file,
            "it is protected by a password, or of an old office program",
            "save it without a password, as .docx, .xlsx or .ods",
        )
    try:
        with source.open() as stream:
            _few(source, stream)
            archive = zipfile.ZipFile(stream)
            _checked(source, stream, archive.infolist(), most)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
    ) as error:
        if isinstance(error, SourceError):
            raise
        reason = f"the ZIP archive is broken: {error}"
        raise SourceError(source.file, reason, _BROKEN) from None


def _few(source: Input, stream: BinaryIO) -> None:
    """Refuse a directory that is too long, before it is taken into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_LONGEST))
    end = stream.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0:
        return  # zipfile says so
    length = int.from_bytes(end[at + 12 : at + 16], "little")
    wide = end[max(0, at - 76) : at]  # ZIP64: its record, then where it is
    if len(wide) == 76 and wide[56:60] == b"PK\x06\x07":
        length = int.from_bytes(wide[40:48], "little")
    if length > PARTS * 256:
        reason = f"its directory has {length} bytes"
        raise SourceError(source.file, reason, _NO_DOCUMENT)


def _checked(
    source: Input, stream: BinaryIO, entries: list[zipfile.ZipInfo], most: int
) -> None:
    if len(entries) > PARTS:
        reason = f"it has {len(entries)} parts, more than {PARTS}"
        raise SourceError(source.file, reason, _NO_DOCUMENT)
    declared = sum(entry.file_size for entry in entries)
    _bounded(source, declared, most)
    total = 0
    for entry in entries:
        _plain(source, entry)
        checksum, size, tail = 0, 0, b""
        markup = entry.filename.lower().endswith(_MARKUP)
        for piece in _unpacked(stream, entry):
            size += len(piece)
            total += len(piece)
            _bounded(source, total, most)
            checksum = zlib.crc32(piece, checksum)
            if markup:
                _without_entities(source, entry, tail + piece)
                tail = piece[-_LONGEST:]
        if checksum != entry.CRC or size != entry.file_size:
            raise zipfile.BadZipFile(f"{entry.filename} has the wrong checksum or size")


def _bounded(source: Input, size: int, most: int) -> None:
    reason = ""
    if size > most:
        reason = f"it unpacks to more than {most >> 20} MB"
    elif size > SMALL and size > RATIO * source.size:
        reason = f"it unpacks to more than {RATIO} times its size"
    if reason:
        advice = "take out pictures and embedded files, or read it in parts"
        raise SourceError(source.file, reason, advice)


def _plain(source: Input, entry: zipfile.ZipInfo) -> None:
    """Refuse what office programs do not write: encryption, other compressions."""
    if entry.flag_bits & 0x41:
        reason = f"{entry.filename} in it is encrypted"
        raise SourceError(source.file, reason, "save it without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reason = f"{entry.filename} in it is packed by method {entry.compress_type}"
        raise SourceError(source.file, reason, _BROKEN)


def _unpacked(stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, 64 KiB at a time, however many the directory declares."""
    stream.seek(entry.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile(f"{entry.filename} is not where the directory says")
    name, extra = header[26:28], header[28:30]
    stream.seek(int.from_bytes(name, "little") + int.from_bytes(extra, "little"), 1)
    left = entry.compress_size
    stored = entry.compress_type == zipfile.ZIP_STORED
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        packed = stream.read(min(_CHUNK, left))
        if not packed:
            raise EOFError(f"{entry.filename} ends early")
        left -= len(packed)
        if stored:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
        if inflate.eof:
            return
    if not stored:
        yield inflate.flush()


def _without_entities(source: Input, entry: zipfile.ZipInfo, piece: bytes) -> None:
    """Refuse entity declarations: office formats have none, attacks do."""
    if any(mark in piece for mark in _ENTITY):
        reason = f"{entry.filename} in it declares XML entities"
        raise SourceError(source.file, reason, _BROKEN)
