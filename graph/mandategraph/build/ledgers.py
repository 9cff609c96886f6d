"""Ledgers on disk: looked up by plan and merged, never as a whole in memory."""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from pathlib import Path
from typing import Final

from mandategraph.errors import StoreError
from mandategraph.rdf.iris import Entry, Ledger

LEDGER: Final = "ledger.tsv"
_HEAD: Final = Ledger().text().encode()
_TABS: Final = 4
_CHUNK: Final = 50_000  # entries that are sorted at a time


class Lookup:
    """The entries of a ledger file whose lines are sorted by key."""

    def __init__(self, path: Path | None) -> None:
        self._map: mmap.mmap | bytes = b""
        if path is not None and path.stat().st_size:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def of(self, first: str) -> list[Entry]:
        """The entries whose key begins with this part: a plan's key, or `text`."""
        return self._beginning(f"{first}|".encode())

    def text_seen(self, sha256: str) -> str | None:
        """The day on which the text of this hash was first read, if it was."""
        key = f"text|{sha256}"
        found = (e for e in self._beginning(key.encode()) if e.key == key)
        return next((e.first_seen for e in found), None)

    def _beginning(self, prefix: bytes) -> list[Entry]:
        found = []
        at = self._first(prefix)
        while at < len(self._map):
            end = _end(self._map, at)
            line = self._map[at:end]
            if not line.startswith(prefix):
                break
            found.append(Entry(*line.decode().split("\t")))
            at = end + 1
        return found

    def _first(self, prefix: bytes) -> int:
        """Where the first line begins whose key is not before the prefix."""
        low = _end(self._map, 0) + 1 if self._map[:4] == _HEAD[:4] else 0
        high = len(self._map)
        while low < high:
            middle = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = _end(self._map, middle)
            if self._map[middle:end].partition(b"\t")[0] < prefix:
                low = end + 1
            else:
                high = middle
        return low


def sorted_ledger(path: Path, spool: Path) -> Path | None:
    """A ledger file fit for `Lookup` with the content of this one, None without one.

    Raises SourceError or StoreError when a line is no entry.
    """
    try:
        if not path.is_file():
            return None
        if _is_sorted(path):
            return path
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(str(path), f"cannot be read: {error}") from error
    whole = Ledger.parse(text, str(path))
    handle, name = tempfile.mkstemp(dir=spool, suffix=".tsv")
    with os.fdopen(handle, "wb") as out:
        out.write(whole.text().encode())
    return Path(name)


def entry_line(entry: Entry) -> str:
    """The entry as a line of the file, without its end."""
    columns = (entry.key, entry.iri, entry.first_seen, entry.replaced_by, entry.wording)
    return "\t".join(columns)


class EntryWriter:
    """Keeps new and changed entries in files, each of them sorted."""

    def __init__(self, stem: Path) -> None:
        self._stem = stem
        self._lines: list[str] = []
        self.files: list[str] = []

    def add(self, lines: Iterable[str]) -> None:
        """Keep these lines."""
        self._lines += lines
        if len(self._lines) >= _CHUNK:
            self.finish()

    def finish(self) -> None:
        """Write down what is still in memory."""
        if not self._lines:
            return
        path = self._stem.with_suffix(f".{len(self.files)}.tsv")
        self._lines.sort(key=_key)
        path.write_text(
            "".join(f"{line}\n" for line in self._lines), "utf-8", newline=""
        )
        self.files.append(str(path))
        self._lines.clear()


def merged(now: Path | None, added: Iterable[str], out: Path) -> None:
    """Write the ledger with the added files to `out`; of equal keys the last counts."""
    with ExitStack() as stack:
        names = [*([str(now)] if now else []), *added]
        files = [stack.enter_context(_lines(name)) for name in names]
        target = stack.enter_context(out.open("w", encoding="utf-8", newline=""))
        target.write(_HEAD.decode())
        last = ""
        # of equal keys `merge` gives those of the earlier file first
        for line in merge(*files, key=_key):
            if last and _key(last) != _key(line):
                target.write(last)
            last = line
        target.write(last)


@contextmanager
def _lines(name: str) -> Iterator[Iterator[str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        yield (line for line in file if line != _HEAD.decode())


def _is_sorted(path: Path) -> bool:
    """Whether every line is an entry in its place, so that nothing need be mended."""
    last = b""
    with path.open("rb") as file:
        for number, line in enumerate(file):
            if number == 0 and line == _HEAD:
                continue
            key = line.partition(b"\t")[0]
            whole = line.count(b"\t") == _TABS and line.endswith(b"\n")
            if not whole or b"\r" in line or key <= last or not _is_text(line):
                return False
            last = key
    return True


def _is_text(line: bytes) -> bool:
    if line.isascii():
        return True
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _key(line: str) -> str:
    return line.partition("\t")[0]


def _end(data: mmap.mmap | bytes, at: int) -> int:
    """Where the line that holds this place ends."""
    end = data.find(b"\n", at)
    return end if end >= 0 else len(data)
