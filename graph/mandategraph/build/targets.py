"""Where a build writes: a graph folder, or one RDF file with named graphs."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.export import export
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.iris import Ledger
from mandategraph.store import MandateGraph
from mandategraph.store.engines import Embedded
from mandategraph.store.files import load_file, staged, write_file
from mandategraph.store.folder import FolderWriter, turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


LEDGER = "ledger.tsv"
_DOCUMENTS: Final = """
PREFIX mg: <https://w3id.org/mandategraph/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?graph ?document ?file
WHERE { ?document mg:fileName ?file . ?graph dct:source ?document }
"""
_BY_CONTENT: Final = re.compile(
    r"/doc-[0-9a-f]{10}-\d+$"
)  # a key that no manifest gave


@dataclass(frozen=True, slots=True)
class Batch:
    """What a build writes in one step.

    `graphs` has N-Triples lines by IRI, `manifest` the lines of the default graph,
    `documents` the file of each document. `loose` are the files that no manifest
    describes: a file's graphs from an earlier content of it go.
    """

    graphs: Mapping[str, Iterable[str]]
    manifest: Iterable[str]
    documents: Mapping[str, str]
    loose: Collection[str]
    ledger: Ledger

    def outdated(self, rows: Iterable[tuple[str, ...]], target: str) -> set[str]:
        """The graphs to drop, of rows of graph, document and file that are stored.

        Raises StoreError when a document would take the place of another file's.
        """
        gone = set()
        for graph, document, file in rows:
            by_content = _BY_CONTENT.search(document)
            ours = self.documents.get(document)
            if ours is None:
                if by_content and file in self.loose:
                    gone.add(graph)
            elif ours != file and not by_content:
                key = document.rpartition("/doc-")[2]
                raise StoreError(
                    target,
                    f"it holds plan {key} from {file}, not from {ours}",
                    "give one of the plans another key, or build into a new target",
                )
        return gone


class Target(Protocol):
    """What a build needs of the place it writes to."""

    name: str

    def ledger_text(self) -> str:
        """The ledger that lies with the graph, `""` when there is none."""
        ...

    def write(self, batch: Batch) -> None:
        """Put the graphs in place of all earlier graphs of the same source files."""
        ...


class FolderTarget:
    """A graph folder, changed in one transaction."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = str(path), path

    def ledger_text(self) -> str:
        """The text of `ledger.tsv` in the folder."""
        return text_of(self._path / LEDGER)

    def write(self, batch: Batch) -> None:
        """Replace the graphs; the ledger follows when the store has them."""
        FolderWriter(self._path).replace(
            batch.graphs,
            batch.manifest,
            lambda store: batch.outdated(_documents(store), self.name),
            lambda: _merged(self._path / LEDGER, batch.ledger),
        )


class FileTarget:
    """A TriG or N-Quads file, written anew as a whole; `-` is standard output."""

    SYNTAXES: ClassVar = {".trig": "trig", ".nq": "nquads", ".nquads": "nquads"}

    def __init__(self, target: str | Path) -> None:
        self.name, self._path = str(target), Path(target)
        self._pipe = self.name == "-"
        if not self._pipe and not self._path.absolute().parent.is_dir():
            raise StoreError(self.name, "the folder does not exist", "create it first")
        self._ledger_path = self._path.with_name(f"{self._path.name}.{LEDGER}")

    def ledger_text(self) -> str:
        """The text of the ledger beside the file."""
        return "" if self._pipe else text_of(self._ledger_path)

    def write(self, batch: Batch) -> None:
        """Write earlier graphs of other sources and these graphs, in canonical form."""
        if self._pipe:
            sys.stdout.buffer.write(self._with(batch, ox.Store()))
            return
        # writers into one folder take turns: each merges into what the last one left
        with turn(self._path.parent):
            exists = self._path.is_file() and self._path.stat().st_size
            data = self._with(batch, load_file(self._path) if exists else ox.Store())
            with staged(_merged(self._ledger_path, batch.ledger)):
                write_file(self._path, data)

    def _with(self, batch: Batch, store: ox.Store) -> bytes:
        gone = batch.outdated(_documents(store), self.name)
        for name in {*batch.graphs, *gone}:
            node = ox.NamedNode(name)
            store.remove_graph(node)
            for quad in list(
                store.quads_for_pattern(node, None, None, ox.DefaultGraph())
            ):
                store.remove(quad)
        store.bulk_load("\n".join(batch.manifest).encode(), ox.RdfFormat.N_QUADS)
        for name, lines in batch.graphs.items():
            store.bulk_load(
                "\n".join(lines).encode(),
                ox.RdfFormat.N_TRIPLES,
                to_graph=ox.NamedNode(name),
            )
        graph = MandateGraph(self.name, "file", Embedded(store))
        syntax = self.SYNTAXES.get(self._path.suffix.lower(), "trig")
        return export(syntax, graph, LanguagePolicy())


def _documents(store: ox.Store) -> list[tuple[str, ...]]:
    return Embedded(store).select_text(_DOCUMENTS)


def _merged(path: Path, ledger: Ledger) -> dict[Path, bytes]:
    """The ledger as it is to be written over what another build may have left."""
    if not ledger.entries:
        return {}
    now = Ledger.parse(text_of(path), str(path))
    for entry in ledger.entries.values():
        now.add(entry)
    return {path: now.text().encode()}


def text_of(path: Path) -> str:
    """The text of the file, `""` when there is none; StoreError when it is no text."""
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(str(path), f"cannot be read: {error}") from error
