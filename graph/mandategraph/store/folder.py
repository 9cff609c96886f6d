"""Graph folders: an Oxigraph store on disk, replaced in one step.

The folder holds `store/` (the engine's files, and what a build noted of its sources),
`ledger.tsv`, `lock`, and, once it holds a graph, `mandategraph.json`, which marks it as
ours. A change is made in `store.part`, which begins as a set of hard links to the
store's files; when it is complete it becomes `store.new`, and takes the store's place.
The rename of `store` to `store.old` is the one step in which the graph changes: a
folder without `store` has its graph in `store.new`.

Readers and the writer take turns by the lock: the engine does not promise what a reader
beside a writer sees.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import MandateGraphError, StoreError, reason_of
from mandategraph.store.files import write_file
from mandategraph.store.snapshot import drop_abandoned

try:
    import fcntl
except ImportError:  # not on Windows, where the engine's own lock must do
    fcntl = None  # type: ignore[assignment]

MARKER: Final = "mandategraph.json"
FORMAT: Final = 1
NOTES: Final = "sources.jsonl"  # lies with the engine's files, which let it be
DRAFTS: Final = ".build-"  # how folders begin in which a build keeps what it has read
_LOCK: Final = "lock"
_STORE, _PART, _NEW, _OLD = "store", "store.part", "store.new", "store.old"
# what a first build that was killed leaves
_OURS: Final = {_STORE, _PART, _NEW, _OLD, _LOCK}
# what people keep of a graph, from which and its sources it can be built anew
_KEPT: Final = {"decisions", "ledger.tsv", "translations"}
_ANEW: Final = "remove the folder and build it anew"


def check_folder(path: Path) -> None:
    """Nothing; StoreError when the folder's store cannot be opened."""
    with held(path) as files:
        ox.Store.read_only(str(files))


@contextmanager
def held(path: Path) -> Iterator[Path]:
    """Where the files of the folder's store are, while no writer is at work.

    Raises StoreError when there is none, or when the block cannot read it.
    """
    marked = _is_marked(path)
    try:
        with _locked(path, write=False):
            inner = _store_of(path) if marked else path
            _ensure_store(path, inner, marked=marked)
            yield inner
    except StoreError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(
            str(path),
            f"the store cannot be read: {reason_of(error)}",
            "build it anew into another folder",
        ) from error


def _ensure_store(path: Path, inner: Path, *, marked: bool) -> None:
    """Nothing; StoreError when the engine's files are not there."""
    if (inner / "CURRENT").is_file():
        return
    if marked:
        raise StoreError(str(path), "its store is damaged", _ANEW)
    advice = f"build one: mandategraph build SOURCE --graph {path}"
    raise StoreError(str(path), "the folder holds no graph", advice)


def notes_of(path: Path) -> bytes:
    """What the last build noted of the folder's sources, `b""` when nothing.

    It waits for nobody: the notes are whole before the store takes its place.
    """
    try:
        return (_store_of(path) / NOTES).read_bytes()
    except OSError:
        return b""


def _store_of(path: Path) -> Path:
    """Where the engine's files are; see the head of this module."""
    store = path / _STORE
    return store if store.exists() else path / _NEW


def _is_marked(path: Path) -> bool:
    """Whether the folder is a graph of ours; StoreError when it is a later kind."""
    try:
        marker = json.loads((path / MARKER).read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise StoreError(str(path / MARKER), f"cannot be read: {error}") from error
    found = marker.get("format") if isinstance(marker, dict) else None
    if found != FORMAT:
        raise StoreError(
            str(path),
            f"the folder has format {found}, this version knows {FORMAT}",
            "use the version that wrote it, or build it anew",
        )
    return True


@contextmanager
def _locked(path: Path, *, write: bool) -> Iterator[None]:
    """Hold the folder's lock: readers share it and wait, a second writer is refused."""
    if fcntl is None:
        yield
        return
    try:
        lock = (path / _LOCK).open("a" if write else "r")
    except OSError:
        if write:
            raise
        yield  # no writer of ours has been here, or it is a read-only medium
        return
    with lock:
        kind = fcntl.LOCK_EX | fcntl.LOCK_NB if write else fcntl.LOCK_SH
        fcntl.flock(lock, kind)
        yield


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait for one's turn to write files in the folder."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Draft:
    """A store that is being changed, and what is noted with it."""

    def __init__(self, path: Path, notes: bytes) -> None:
        self.path, self.notes = path, notes
        self._store: ox.Store | None = ox.Store(str(path))

    @property
    def store(self) -> ox.Store:
        """The store; do not keep it, it must be closed before it takes its place."""
        if self._store is None:
            raise StoreError(str(self.path), "the change has ended")
        return self._store

    def abandon(self, error: BaseException) -> None:
        """Close the store, to which the places that the error passed may still hold."""
        self._store = None
        seen: BaseException | None = error
        while seen is not None:
            clear_frames(seen.__traceback__)
            seen = seen.__cause__ or seen.__context__

    def finish(self) -> None:
        """Put everything on disk and close the store."""
        if self._store is not None:
            self._store.flush()
            self._store = None
            if self.notes:
                (self.path / NOTES).write_bytes(self.notes)


class FolderWriter:
    """The writer of a graph folder; what it does not finish leaves no trace."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._created = not path.exists()
        if path.exists() and not path.is_dir():
            raise StoreError(str(path), "a file stands where the folder should be")
        if not path.is_dir() or _is_marked(path):
            return
        names = {entry.name for entry in path.iterdir()}
        if {n for n in names - _OURS - _KEPT if not n.startswith(DRAFTS)}:
            raise StoreError(
                str(path),
                "the folder is not empty and holds no graph",
                "choose another folder",
            )

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        """The store, open for one change; any failure leaves what was there before."""
        draft: Draft | None = None
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with _locked(self.path, write=True):
                try:
                    self._clear()
                    draft = self._draft()
                    yield draft
                    draft.finish()
                    self._switch()
                except BaseException as error:
                    if draft:
                        draft.abandon(error)
                    self._forget()
                    raise
        except BlockingIOError as error:
            raise StoreError(
                str(self.path), "another build is running", "wait until it has ended"
            ) from error
        except MandateGraphError:
            raise
        except (OSError, ValueError, SyntaxError, RuntimeError) as error:
            raise StoreError(
                str(self.path),
                f"the graph was not written: {reason_of(error)}",
                "what was stored before is unchanged",
            ) from error

    def _forget(self) -> None:
        """Take away what the change has made so far."""
        anew = self._created and not (self.path / MARKER).exists()
        place = self.path if anew else self.path / _PART
        shutil.rmtree(place, ignore_errors=True)

    def _clear(self) -> None:
        """Bring to its end, or take away, what a killed build has left."""
        store, new = self.path / _STORE, self.path / _NEW
        if not _is_marked(self.path):
            shutil.rmtree(store, ignore_errors=True)
        elif not store.exists() and new.exists():
            new.rename(store)
        for name in (_PART, _NEW, _OLD):
            shutil.rmtree(self.path / name, ignore_errors=True)
        drop_abandoned(self.path)

    def _draft(self) -> Draft:
        """A store with what is there now, to be changed."""
        store, part = self.path / _STORE, self.path / _PART
        if not _is_marked(self.path):
            return Draft(part, b"")
        _ensure_store(self.path, store, marked=True)
        now = ox.Store(str(store))
        for log in store.glob("LOG.old.*"):
            log.unlink()  # the engine leaves one at each opening
        now.backup(str(part))
        del now
        notes = store / NOTES
        return Draft(part, notes.read_bytes() if notes.exists() else b"")

    def _switch(self) -> None:
        """Put the changed store in the place of the store."""
        store, new = self.path / _STORE, self.path / _NEW
        (self.path / _PART).rename(new)
        if store.exists():
            store.rename(self.path / _OLD)  # the one step
        new.rename(store)
        if not _is_marked(self.path):
            marker = json.dumps({"format": FORMAT})
            write_file(self.path / MARKER, marker.encode() + b"\n")
        shutil.rmtree(self.path / _OLD, ignore_errors=True)


def drop_graphs(store: ox.Store, names: Iterable[str]) -> None:
    """Remove these graphs and their entries in the manifest."""
    for name in sorted(names):
        node = ox.NamedNode(name)
        store.remove_graph(node)
        entries = store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        for quad in list(entries):
            store.remove(quad)
