"""A graph folder that is asked on disk first, and in memory once that has paid.

A copy in memory answers three to eight times as fast as the store on disk, but has to
be made first. Who cannot know how much will be asked does best to wait until the
queries have taken as long as the copy would: then the whole is never more than about
twice what the better of the two would have taken. The copy is made for a query that
comes after, not behind the last one; the query that looks up the labels of an answer
that took long does not count as one.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

import pyoxigraph as ox
from rdflib import Dataset

from mandategraph.errors import StoreError, reason_of
from mandategraph.store.embedded import Embedded
from mandategraph.store.folder import held
from mandategraph.store.snapshot import Snapshot

# measured with `python -m benchmarks folder`; docs/stores.md has the figures
COPY_SECONDS_PER_BYTE: Final = 50e-9
_AT_ONCE: Final = 1_000_000  # bytes: a copy takes a few hundredths of a second
_GRACE: Final = 1  # queries: the labels of an answer are looked up by one
_MEMORY_PER_BYTE: Final = 4.5  # at its peak, while the copy is made
_SHARE: Final = 0.25  # of the machine's memory, at most


def open_folder(
    path: Path, *, memory: bool | None = None, union: bool = True
) -> Embedded:
    """The graph in the folder; StoreError when there is none.

    `memory` copies it into memory at once (True), never (False), or as it pays (None).
    """
    with held(path) as files:
        size = sum(f.stat().st_size for f in files.iterdir() if f.is_file())
        if memory or (memory is None and size <= _AT_ONCE):
            return Embedded(_copied(ox.Store.read_only(str(files))), union=union)
        try:
            snapshot = Snapshot(files, path)
        except OSError as error:
            if memory is None:
                return Embedded(_copied(ox.Store.read_only(str(files))), union=union)
            raise StoreError(
                str(path),
                f"it cannot be kept for reading: {reason_of(error)}",
                "copy it into memory, or ask for permission to write in the folder",
            ) from error
        pays = memory is None and size * _MEMORY_PER_BYTE <= _SHARE * _machine_memory()
        patience = size * COPY_SECONDS_PER_BYTE if pays else None
        return OnDisk(snapshot, patience, union=union)


class OnDisk(Embedded):
    """A store on disk; it moves into memory when queries have taken `patience` seconds.

    It does so before the second query after that. Without a patience it stays. The
    files are held until nobody can ask them any more.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        patience: float | None,
        *,
        union: bool = True,
    ) -> None:
        try:
            super().__init__(ox.Store.read_only(str(snapshot.path)), union=union)
        except BaseException:
            snapshot.close()
            raise
        self._release = weakref.finalize(self, snapshot.close)
        self._snapshot, self._patience, self._spent = snapshot, patience, 0.0
        self._asking, self._lock, self._moving = 0, Lock(), Lock()
        self._grace = _GRACE
        self._lent = False
        self.moved = False

    @contextmanager
    def _asked(self, query: str) -> Iterator[None]:
        if not self.moved and self._due():
            self.move()
            self._let_go()
        if self.moved:
            with super()._asked(query):
                yield
            return
        start = time.perf_counter()
        with self._lock:
            self._asking += 1
        try:
            with super()._asked(query):
                yield
        finally:
            with self._lock:
                self._asking -= 1
                self._spent += time.perf_counter() - start
            self._let_go()

    def _due(self) -> bool:
        """Whether the patience is at an end, and so is the grace after it."""
        with self._lock:
            if self._patience is None or self._spent <= self._patience:
                return False
            self._grace -= 1
            return self._grace < 0

    def move(self, *, wait: bool = False) -> None:
        """Copy the graph into memory, unless that is done or being done.

        `wait` waits for another thread that is doing it.
        """
        if self.moved or not self._moving.acquire(blocking=wait):
            return
        try:
            if not self.moved:
                self.store = _copied(self.store)
                self.moved = True
        finally:
            self._moving.release()

    def _let_go(self) -> None:
        """Give the files back when the last query on them has ended."""
        with self._lock:
            if self.moved and not self._asking and not self._lent:
                self._release()

    def lend(self) -> ox.Store:
        """The store, whose files are now held until the process ends."""
        with self._lock:
            if not self.moved and not self._lent and self._release.detach():
                # the class lives as long as the process
                weakref.finalize(OnDisk, self._snapshot.close)
                self._lent = True
        return self.store

    def dataset(self) -> Dataset:
        """Everything, as an rdflib dataset over a copy of the store in memory."""
        self.move(wait=True)
        return super().dataset()

    def close(self) -> None:
        """Let the files go; on disk it cannot be asked any more."""
        self._release()


def _copied(disk: ox.Store) -> ox.Store:
    memory = ox.Store()
    dumped = disk.dump(format=ox.RdfFormat.N_QUADS)
    memory.bulk_load(dumped, ox.RdfFormat.N_QUADS, lenient=True)
    for name in disk.named_graphs():
        memory.add_graph(name)  # also those without triples, of which no quad tells
    return memory


def _machine_memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # not on Windows
        return 8 << 30
