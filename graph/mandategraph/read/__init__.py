"""Sources to readings: one reader per format behind one registry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mandategraph.errors import SourceError, UnknownNameError

if TYPE_CHECKING:
    from mandategraph.model import Reading

__all__ = ["READERS", "Reader", "read"]


class ReadFunction(Protocol):
    """What a reader does with the bytes of a file."""

    def __call__(self, data: bytes, file: str, *, propose: bool = False) -> Reading:
        """The reading; raises `SourceError` when the bytes are not of the format."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read, and the function that does it."""

    name: str
    description: str
    media_type: str
    extensions: tuple[str, ...]
    read: ReadFunction


def _text(data: bytes, file: str, *, propose: bool = False) -> Reading:
    from mandategraph.read.text import read_text

    return read_text(data, file, propose=propose)


READERS: dict[str, Reader] = {
    "text": Reader(
        "text",
        "plain text in UTF-8, or in UTF-16 or UTF-32 with a byte order mark",
        "text/plain",
        (".txt", ".text", ".md"),
        _text,
    ),
}


def read(
    source: str | Path | bytes,
    *,
    file: str = "-",
    format: str | None = None,  # noqa: A002 - the word of the command line
    propose: bool = False,
) -> Reading:
    """What a source says: its plans, their statements, and what was not understood.

    `source` is a path, or the bytes themselves; `file` then names them. `format` is a
    name in `READERS`; without it the file's extension decides, else it is read as text.
    `propose` adds ranked guesses where the source does not say which parent; they are
    never asserted. Raises `SourceError`, or `UnknownNameError` for the format.
    """
    if isinstance(source, bytes):
        data, suffix = source, Path(file).suffix
    else:
        path = Path(source)
        data, file, suffix = _bytes_of(path), str(path), path.suffix
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise SourceError(file, "it is HTML or XML", "this version reads plain text")
    if format is not None and format not in READERS:
        raise UnknownNameError("format", format, tuple(READERS))
    reader = READERS[format] if format else _reader_for(suffix)
    reading = reader.read(data, file, propose=propose)
    if isinstance(source, bytes):
        return reading
    # errors name the whole path; what was read goes by the file's name alone
    named = replace(reading.source, file=Path(file).name)
    return replace(reading, source=named)


def _reader_for(suffix: str) -> Reader:
    for reader in READERS.values():
        if suffix.lower() in reader.extensions:
            return reader
    return READERS["text"]


def _bytes_of(path: Path) -> bytes:
    """The bytes of the file, or one clear line why they cannot be had."""
    name = str(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(name, "no such file", "check the path") from None
    except IsADirectoryError:
        raise SourceError(name, "this is a folder", "name one file in it") from None
    except PermissionError:
        raise SourceError(
            name, "no permission to read it", "change its mode or its owner"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(name, reason, "check the path") from None
