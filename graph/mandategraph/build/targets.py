"""Where a build writes: a graph folder, or one RDF file with named graphs."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from mandategraph.build.change import derived
from mandategraph.build.imported import TRANSLATIONS
from mandategraph.build.ledgers import LEDGER
from mandategraph.build.record import Record
from mandategraph.build.spool import nearest_folder
from mandategraph.errors import StoreError
from mandategraph.review.overlay import set_aside
from mandategraph.store.embedded import Embedded
from mandategraph.store.files import dataset_syntax, load_file, staged, write_file
from mandategraph.store.folder import (
    MARKER,
    NOTES,
    FolderWriter,
    check_folder,
    drop_graphs,
    notes_of,
    turn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mandategraph.build.change import Built, Change

    Decide = Callable[[Record, ox.Store], Change]
    Files = Callable[[], Mapping[Path, bytes | Path]]

_BULK: Final = 1 << 20  # bytes from which on the engine's bulk loader is faster
_PIECE: Final = 32 << 20  # bytes that are loaded at a time, which bounds the memory
_DOCUMENTS: Final = """
PREFIX mg: <https://w3id.org/mandategraph/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?graph ?document ?file
WHERE { ?document mg:fileName ?file . ?graph dct:source ?document }
"""


class BadQuadsError(StoreError):
    """Quads that the engine refuses, which some reader must have made."""

    @staticmethod
    def loadable(one: Built) -> bool:
        """Whether the engine takes what this source gave."""
        shared = (line for lines in one.stored.shared.values() for line in lines)
        try:
            for _ in ox.parse("\n".join(shared).encode(), ox.RdfFormat.N_QUADS):
                pass
            if one.outcome.count:
                path = one.outcome.quads
                for _ in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
                    pass
        except (SyntaxError, ValueError):
            return False
        return True


class Target(Protocol):
    """What a build needs of the place it writes to.

    `spool` is a folder on its file system, `ledger` where its ledger lies, `tables`
    where the translations that were imported into it lie.
    """

    name: str
    spool: Path | None
    ledger: Path | None
    tables: Path | None

    def record(self) -> Record:
        """What the target holds by its own record, without waiting for anybody."""
        ...

    def check(self) -> None:
        """Nothing; StoreError when what the record speaks of cannot be opened."""
        ...

    def write(self, decide: Decide, files: Files) -> None:
        """Make the change that `decide` finds for what is there now, in one step.

        `files` gives those that are put in place with it: target and content.
        """
        ...


def target_of(target: str | Path) -> Target:
    """The target of this name; StoreError for what cannot hold named graphs."""
    name, path = str(target), Path(target)
    if not name or re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        raise StoreError(name or "(nothing)", "no folder or file", "name one to write")
    if name == "-":
        return PipeTarget()
    return FileTarget(path) if dataset_syntax(path) else FolderTarget(path)


class FolderTarget:
    """A graph folder."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = str(path), path
        self.ledger: Path | None = path / LEDGER
        self.tables: Path | None = path / TRANSLATIONS
        self._writer = FolderWriter(path)
        self._marked = (path / MARKER).is_file()
        self.spool: Path | None = path if self._marked else nearest_folder(path.parent)

    def record(self) -> Record:
        """What the last build noted."""
        if not self._marked:  # what a first build left that was killed
            return Record(complete=False)
        return Record.parse(notes_of(self._path))

    def check(self) -> None:
        """Nothing; StoreError when the store is damaged."""
        check_folder(self._path)

    def write(self, decide: Decide, files: Files) -> None:
        """Change a copy of the store, which then takes its place."""
        with self._writer.writing() as draft:
            record = Record.parse(draft.notes)
            if not record.complete:
                record = derived(_documents(draft.store))
            change = decide(record, draft.store)
            with set_aside(draft.store, self._path, change):
                _apply(draft.store, change)
            draft.notes = change.record.as_bytes()
            with staged(files()):
                draft.finish()


class FileTarget:
    """A TriG or N-Quads file, written anew as a whole."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = str(path), path
        folder = path.absolute().parent
        if not folder.is_dir():
            raise StoreError(self.name, "the folder does not exist", "create it first")
        self.spool: Path | None = folder
        self.ledger: Path | None = path.with_name(f"{path.name}.{LEDGER}")
        self.tables: Path | None = path.with_name(f"{path.name}.{TRANSLATIONS}")
        self._notes = path.with_name(f"{path.name}.{NOTES}")

    def record(self) -> Record:
        """What the last build noted beside the file, if it is still that file."""
        try:
            with self._path.open("rb") as file:
                of = hashlib.file_digest(file, "sha256").hexdigest()
            return Record.parse(self._notes.read_bytes(), of=of)
        except OSError:
            return Record(complete=False)

    def check(self) -> None:
        """Nothing: the record was kept of these very bytes."""

    def write(self, decide: Decide, files: Files) -> None:
        """Write earlier graphs of other sources and these graphs, in canonical form."""
        # writers into one folder take turns: each merges into what the last one left
        with turn(self._path.parent):
            exists = self._path.is_file() and self._path.stat().st_size
            store = load_file(self._path) if exists else ox.Store()
            record = self.record()
            if not record.complete:
                record = derived(_documents(store))
            change = decide(record, store)
            with set_aside(store, self._path, change):
                _apply(store, change)
            data = _exported(store, self.name, dataset_syntax(self._path))
            place = Path(os.path.realpath(self._path))
            if place.exists() and not place.is_file():  # a pipe
                with staged(files()):
                    write_file(self._path, data)
            else:  # the graph last: tables without it are applied by the next build
                with staged({**files(), place: data}):
                    pass
            of = hashlib.sha256(data).hexdigest()
            if self._path.is_file():
                write_file(self._notes, change.record.as_bytes(of=of))


class PipeTarget:
    """Standard output, as TriG."""

    name = "-"
    spool: Path | None = None
    ledger: Path | None = None
    tables: Path | None = None

    def record(self) -> Record:
        """Nothing: what is written there is gone."""
        return Record()

    def check(self) -> None:
        """Nothing: there is nothing yet."""

    def write(self, decide: Decide, files: Files) -> None:
        """Write the graphs of these sources."""
        store = ox.Store()
        _apply(store, decide(Record(), store))
        with staged(files()):
            sys.stdout.buffer.write(_exported(store, self.name, "trig"))


def _apply(store: ox.Store, change: Change) -> None:
    """Make the change."""
    if change.drop and len(store):
        drop_graphs(store, change.drop)
    for quad in ox.parse("\n".join(change.remove).encode(), ox.RdfFormat.N_QUADS):
        store.remove(quad)
    add = "".join(f"{line}\n" for line in sorted(change.add)).encode()
    size = len(add) + sum(Path(name).stat().st_size for name in change.files)
    bulk = size >= _BULK or not len(store)
    most = max(_BULK, min(_PIECE, size // change.threads + 1))
    pieces = _pieces(add, change.files, most)
    try:
        with ThreadPoolExecutor(change.threads) as pool:
            while some := list(islice(pieces, change.threads)):
                for loading in [pool.submit(_load, store, p, bulk) for p in some]:
                    loading.result()
    except (SyntaxError, ValueError) as error:
        reason = f"what was read makes no RDF: {error}"
        raise BadQuadsError("build", reason, "nothing was changed") from error


def _load(store: ox.Store, lines: bytes, bulk: bool) -> None:  # noqa: FBT001
    """Add the lines; the engine works on several cores when it is called in threads."""
    if bulk:
        store.bulk_load(lines, ox.RdfFormat.N_QUADS)
    else:
        store.load(lines, ox.RdfFormat.N_QUADS)


def _pieces(first: bytes, files: Iterable[str], most: int) -> Iterator[bytes]:
    """The lines of all of them, in pieces of whole lines and of some `most` bytes."""
    piece = io.BytesIO()
    piece.write(first)
    for name in files:
        with Path(name).open("rb") as file:
            while chunk := file.read(max(1, most - piece.tell())):
                piece.write(chunk + file.readline())
                if piece.tell() >= most:
                    yield piece.getvalue()
                    piece = io.BytesIO()
    if piece.tell():
        yield piece.getvalue()


def _exported(store: ox.Store, name: str, syntax: str) -> bytes:
    from mandategraph.export import export
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    return export(syntax, MandateGraph(name, "file", Embedded(store)), LanguagePolicy())


def _documents(store: ox.Store) -> list[tuple[str, ...]]:
    return Embedded(store).select_text(_DOCUMENTS)
