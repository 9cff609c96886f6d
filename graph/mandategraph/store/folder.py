"""Graph folders: an Oxigraph store on disk, changed in one transaction at a time.

The folder holds `store/` (the engine's files), `ledger.tsv`, `lock`, and, once it holds
a graph, `mandategraph.json`, which marks it as ours. Readers and the writer take turns
by the lock: the engine does not promise what a reader beside a writer sees.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.store.files import staged, write_file

try:
    import fcntl
except ImportError:  # not on Windows, where the engine's own lock must do
    fcntl = None  # type: ignore[assignment]

MARKER: Final = "mandategraph.json"
FORMAT: Final = 1
_LOCK: Final = "lock"
_OURS: Final = {"store", _LOCK}  # what a first build that was killed leaves
_ANEW: Final = "remove the folder and build it anew"
_REPLICA_BYTES: Final = 400_000_000  # above this a copy in memory costs over a second


def load_folder(path: Path) -> ox.Store:
    """The folder's quads: a copy in memory, or the disk store when it is large."""
    marked = _is_marked(path)
    inner = path / "store" if marked else path
    if not (inner / "CURRENT").is_file():
        advice = f"build one: mandategraph build SOURCE --graph {path}"
        raise StoreError(
            str(path),
            "its store is damaged" if marked else "the folder holds no graph",
            _ANEW if marked else advice,
        )
    try:
        with _locked(path, write=False):
            disk = ox.Store.read_only(str(inner))
            if sum(f.stat().st_size for f in inner.iterdir()) > _REPLICA_BYTES:
                return disk
            dumped = disk.dump(format=ox.RdfFormat.N_QUADS)
        memory = ox.Store()
        memory.bulk_load(dumped, ox.RdfFormat.N_QUADS, lenient=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(
            str(path),
            f"the store cannot be read: {_reason(error)}",
            "build it anew into another folder",
        ) from error
    return memory


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


class FolderWriter:
    """The writer of a graph folder; what it does not finish leaves no trace."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._created = not path.exists()
        if path.exists() and not path.is_dir():
            raise StoreError(str(path), "a file stands where the folder should be")
        if not path.is_dir():
            return
        if _is_marked(path):
            if not (path / "store" / "CURRENT").is_file():
                raise StoreError(str(path), "its store is damaged", _ANEW)
        elif {entry.name for entry in path.iterdir()} - _OURS:
            raise StoreError(
                str(path),
                "the folder is not empty and holds no graph",
                "choose another folder",
            )

    @contextmanager
    def writing(self) -> Iterator[ox.Store]:
        """The store, open for one change; any failure leaves what was there before."""
        finished = False
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with _locked(self.path, write=True):
                try:
                    store = ox.Store(str(self.path / "store"))
                    for log in (self.path / "store").glob("LOG.old.*"):
                        log.unlink()  # the engine leaves one at each opening
                    yield store
                    store.flush()
                    if not _is_marked(self.path):
                        marker = json.dumps({"format": FORMAT})
                        write_file(self.path / MARKER, marker.encode() + b"\n")
                    del store
                    finished = True
                finally:
                    if self._created and not finished:
                        shutil.rmtree(self.path, ignore_errors=True)
        except BlockingIOError as error:
            raise StoreError(
                str(self.path), "another build is running", "wait until it has ended"
            ) from error
        except StoreError:
            raise
        except (OSError, ValueError, SyntaxError, RuntimeError) as error:
            raise StoreError(
                str(self.path),
                f"the graph was not written: {_reason(error)}",
                "what was stored before is unchanged",
            ) from error

    def replace(
        self,
        graphs: Mapping[str, Iterable[str]],
        manifest: Iterable[str],
        drop: Callable[[ox.Store], Collection[str]] = lambda _: (),
        beside: Callable[[], Mapping[Path, bytes]] = dict,
    ) -> None:
        """Put these graphs (N-Triples lines by IRI) in place of those of their names.

        The graphs that `drop` finds go, with their entries in the manifest; all in one
        step. `beside` gives files that are put in place with the graphs.
        """
        with self.writing() as store, staged(beside()):
            if len(store) == 0:
                store.bulk_load(_nquads(graphs, manifest), ox.RdfFormat.N_QUADS)
            else:
                store.update(_update(graphs, manifest, drop(store)))


def _nquads(graphs: Mapping[str, Iterable[str]], manifest: Iterable[str]) -> bytes:
    lines = [f"{line[:-2]} <{name}> ." for name, ls in graphs.items() for line in ls]
    return ("\n".join([*sorted(lines), *sorted(manifest)]) + "\n").encode()


def _update(
    graphs: Mapping[str, Iterable[str]], manifest: Iterable[str], drop: Collection[str]
) -> str:
    gone = sorted({*graphs, *drop})
    steps = [f"DROP SILENT GRAPH <{name}>" for name in gone]
    steps += [f"DELETE WHERE {{ <{name}> ?p ?o }}" for name in gone]
    parts = [
        f"GRAPH <{name}> {{\n" + "\n".join(sorted(lines)) + "\n}"
        for name, lines in sorted(graphs.items())
    ]
    steps.append("INSERT DATA {\n" + "\n".join([*sorted(manifest), *parts]) + "\n}")
    return " ;\n".join(steps)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
