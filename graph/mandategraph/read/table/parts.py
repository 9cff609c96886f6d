"""The parts of a packed workbook, each parsed as XML of strangers."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mandategraph.errors import SourceError
from mandategraph.read.archive import checked_archive
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_CHUNK: Final = 1 << 20
_SAVE: Final = "open it in a spreadsheet program and save it again"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


class Parts:
    """The archive of a workbook; it was checked, so that it is safe to unpack."""

    def __init__(self, source: Input) -> None:
        checked_archive(source)
        self.source = source
        with _one_line(source):
            self.archive = zipfile.ZipFile(io.BytesIO(source.data))
        self.names = frozenset(self.archive.namelist())

    @staticmethod
    def library() -> str:
        """Name and version of what parses the XML, for provenance."""
        return f"lxml.{version('lxml')}"

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.names

    def tree(self, name: str) -> etree._Element:
        """The root element of a small part."""
        from mandategraph.read.xml import parse

        part = _Part(self, name)
        with part.open() as stream, _one_line(self.source):
            part.data = stream.read()
        return parse(part)

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part as a stream, see `read.xml.elements`."""
        from mandategraph.read.xml import elements

        with _one_line(self.source):
            yield from elements(_Part(self, name), *tags)

    def mentions(self, name: str, word: bytes) -> bool:
        """Whether the bytes of the part have the word."""
        tail = b""
        with _Part(self, name).open() as stream, _one_line(self.source):
            while chunk := stream.read(_CHUNK):
                if word in tail + chunk:
                    return True
                tail = chunk[-len(word) :]
        return False


class _Part(Input):
    """One part of the archive, as if it were a file."""

    def __init__(self, parts: Parts, name: str) -> None:
        super().__init__(f"{parts.source.file} ({name})")
        self.parts, self.name = parts, name

    def open(self) -> BinaryIO:
        """The bytes of the part as a new stream."""
        with _one_line(self.parts.source):
            return cast("BinaryIO", self.parts.archive.open(self.name))


@contextmanager
def _one_line(source: Input) -> Iterator[None]:
    """Broken archives as SourceError."""
    try:
        yield
    except SourceError:
        raise
    except _BROKEN as error:
        reason = f"the workbook is broken: {error}"
        raise SourceError(source.file, reason, _SAVE) from None
