"""Graph folders: an Oxigraph store on disk, changed in one transaction at a time.

The folder holds `store/` (the engine's files), `ledger.tsv` and `mandategraph.json`,
which marks it as ours. Readers open the store read-only, beside a writer if need be.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.store.files import write_file

MARKER: Final = "mandategraph.json"
_REPLICA_BYTES: Final = 400_000_000  # above this a copy in memory costs over a second


def load_folder(path: Path) -> ox.Store:
    """The folder's quads: a copy in memory, or the disk store when it is large."""
    inner = path / "store" if (path / MARKER).is_file() else path
    if not (inner / "CURRENT").is_file():
        raise StoreError(
            str(path),
            "the folder holds no graph",
            f"build one: mandategraph build SOURCE --graph {path}",
        )
    try:
        disk = ox.Store.read_only(str(inner))
        if sum(f.stat().st_size for f in inner.iterdir()) > _REPLICA_BYTES:
            return disk
        memory = ox.Store()
        memory.bulk_load(
            disk.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS, lenient=True
        )
    except (OSError, ValueError) as error:
        raise StoreError(str(path), f"the store cannot be read: {error}") from error
    return memory


class FolderWriter:
    """The one writer of a graph folder; what it does not finish leaves no trace."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._created = not path.exists()
        if path.exists() and not path.is_dir():
            raise StoreError(str(path), "a file stands where the folder should be")
        if path.is_dir() and any(path.iterdir()) and not (path / MARKER).is_file():
            raise StoreError(
                str(path),
                "the folder is not empty and holds no graph",
                "choose another folder",
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            if not (path / MARKER).is_file():
                write_file(path / MARKER, json.dumps({"format": 1}).encode() + b"\n")
            self.store = ox.Store(str(path / "store"))
            for log in (path / "store").glob("LOG.old.*"):
                log.unlink()  # the engine leaves one at each opening
        except OSError as error:
            self._forget()
            raise StoreError(
                str(path),
                f"cannot be written: {_reason(error)}",
                "is another build running, or the folder write-protected?",
            ) from error

    def replace(
        self,
        graphs: Mapping[str, Iterable[str]],
        manifest: Iterable[str],
        drop: Collection[str] = (),
    ) -> None:
        """Put these graphs (N-Triples lines by IRI) in place of those of their names.

        The graphs in `drop` go, with their entries in the manifest; all in one step.
        """
        try:
            if len(self.store) == 0:
                self.store.bulk_load(_nquads(graphs, manifest), ox.RdfFormat.N_QUADS)
            else:
                self.store.update(_update(graphs, manifest, drop))
            self.store.flush()
        except (OSError, ValueError, SyntaxError) as error:
            self._forget()
            raise StoreError(
                str(self.path),
                f"the graph was not written: {_reason(error)}",
                "what was stored before is unchanged",
            ) from error

    def _forget(self) -> None:
        """Remove the folder when this writer made it and nothing came of it."""
        if self._created and self.path.is_dir():
            self.store = ox.Store()
            shutil.rmtree(self.path, ignore_errors=True)


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
