"""What a reader is given: the bytes of a file, whole or as a stream."""

from __future__ import annotations

import hashlib
import io
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from mandategraph.errors import SourceError

_HEAD = 65_536


class Input:
    """A file, a folder of files that belong together, or bytes already in memory.

    `file` is the name it goes by in errors and in what is read.
    """

    def __init__(
        self, file: str, *, path: Path | None = None, data: bytes | None = None
    ) -> None:
        self.file, self.path = file, path
        if data is not None:
            self.data = data

    @classmethod
    def of(cls, source: str | Path | bytes, file: str = "-") -> Input:
        """The input for a path, or for bytes that go by the name `file`."""
        if isinstance(source, bytes):
            return cls(file, data=source)
        return cls(str(source), path=Path(source))

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder."""
        return self.path is not None and self.path.is_dir()

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return Path(self.file).suffix.lower()

    @cached_property
    def data(self) -> bytes:
        """All bytes; SourceError says in one line why they cannot be had."""
        with self.open() as stream:
            return self._read(stream, -1)

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        if "data" in self.__dict__:
            return self.data[:_HEAD]
        with self.open() as stream:
            return self._read(stream, _HEAD)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal hash of the bytes, taken as a stream.

        Of a folder, that of the names and hashes of its files, a line each.
        """
        if self.is_folder:
            lines = (f"{name}\n{one.sha256}\n" for name, one in self._files())
            return hashlib.sha256("".join(lines).encode()).hexdigest()
        if "data" in self.__dict__:
            return hashlib.sha256(self.data).hexdigest()
        with self.open() as stream:
            try:
                return hashlib.file_digest(cast("Any", stream), "sha256").hexdigest()
            except OSError as error:
                raise self._unreadable(error) from None

    @cached_property
    def size(self) -> int:
        """How many bytes there are; of a folder, in all its files."""
        if "data" in self.__dict__ or self.path is None:
            return len(self.data)
        if self.is_folder:
            return sum(one.size for _, one in self._files())
        try:
            return self.path.stat().st_size
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from None

    def open(self) -> BinaryIO:
        """The bytes as a new stream; SourceError when the file cannot be opened."""
        if "data" in self.__dict__ or self.path is None:
            return io.BytesIO(self.data)
        try:
            return self.path.open("rb")
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from None

    def _files(self) -> list[tuple[str, Input]]:
        """The files in the folder and in those below it, by their paths in it."""
        folder = self.path or Path()
        try:
            paths = sorted(file for file in folder.rglob("*") if file.is_file())
        except OSError as error:
            raise self._unreadable(error) from None
        names = [(path.relative_to(folder).as_posix(), path) for path in paths]
        return [(n, Input(f"{self.file}/{n}", path=path)) for n, path in names]

    def _read(self, stream: BinaryIO, size: int) -> bytes:
        try:
            return stream.read(size)
        except OSError as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> SourceError:
        """One clear line why the bytes cannot be had."""
        if isinstance(error, FileNotFoundError):
            return SourceError(self.file, "no such file", "check the path")
        if isinstance(error, IsADirectoryError):
            reason = "this is a folder"
            return SourceError(self.file, reason, "name the files in it")
        if isinstance(error, PermissionError):
            advice = "change its mode or its owner"
            return SourceError(self.file, "no permission to read it", advice)
        reason = getattr(error, "strerror", None) or str(error)
        return SourceError(self.file, reason, "check the path")
