"""A file whose reader can be watched: how far it has come."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed import WriteableBuffer

_LARGE: Final = 8 << 20  # bytes; smaller files are read before anyone could look
_PAUSE: Final = 0.2  # seconds between two reports


class Watched(Input):
    """An input that tells how many bytes of a large file have been read."""

    def __init__(self, file: str, path: Path, at: Callable[[int], None]) -> None:
        super().__init__(file, path=path)
        self._at = at

    def open(self) -> BinaryIO:
        """The bytes as a new stream; SourceError when the file cannot be opened."""
        stream = super().open()
        if self.is_folder or self.size < _LARGE or "data" in self.__dict__:
            return stream
        counted = io.BufferedReader(_Counted(stream, self._at), 1 << 16)
        return cast("BinaryIO", counted)


class _Counted(io.RawIOBase):
    """The stream, which reports the farthest place that was read."""

    def __init__(self, stream: BinaryIO, at: Callable[[int], None]) -> None:
        self._stream, self._at = stream, at
        self._farthest, self._last = 0, 0.0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        place, now = self._stream.tell(), time.monotonic()
        if place > self._farthest and now - self._last > _PAUSE:
            self._farthest, self._last = place, now
            self._at(place)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()
        super().close()
