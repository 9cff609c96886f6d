"""RDF files: read by content or extension, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import StoreError, reason_of

FORMATS: Final = {
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
EXTENSIONS: Final = {
    ".nq": "nquads",
    ".nquads": "nquads",
    ".nt": "ntriples",
    ".trig": "trig",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".owl": "rdfxml",
}

_DATASETS: Final = ("nquads", "trig")  # those that hold named graphs and are written


def dataset_syntax(path: Path) -> str:
    """The syntax of a file that is to hold named graphs, `""` for what is a folder.

    Raises StoreError for a syntax that cannot hold them.
    """
    suffix = path.suffix.lower()
    syntax = "" if path.is_dir() else EXTENSIONS.get(suffix, "")
    if syntax and syntax not in _DATASETS:
        reason = f"{suffix} cannot hold named graphs"
        raise StoreError(str(path), reason, "write a folder, .trig or .nq")
    return syntax


def load_file(path: Path) -> ox.Store:
    """The file's quads in memory; StoreError says what is wrong and where."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(str(path), reason_of(error)) from error
    return load_bytes(data, str(path), EXTENSIONS.get(path.suffix.lower(), ""))


def load_bytes(data: bytes, target: str, syntax: str = "") -> ox.Store:
    """The quads of RDF bytes in memory; the syntax is recognised when not given."""
    if not data.strip():
        raise StoreError(target, "the file is empty", "build a graph first")
    syntaxes = [syntax] if syntax else _likely(data)
    if "rdfxml" in syntaxes and b"<!ENTITY" in data:
        raise StoreError(
            target,
            "it declares XML entities, which can grow without bounds",
            "write it without them, or as Turtle",
        )
    problem: Exception | None = None
    for name in syntaxes:
        store = ox.Store()
        try:
            store.bulk_load(data, FORMATS[name])
        except (SyntaxError, ValueError, OSError) as error:
            problem = problem or error
        else:
            return store
    tried = " or ".join(syntaxes)
    raise StoreError(target, f"not readable as {tried}: {problem}", "correct the file")


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace the file in one step: it holds the old bytes or the new ones.

    A link stays a link; a device or a pipe is written to. A `private` file is for its
    owner only.
    """
    path = Path(os.path.realpath(path))
    try:
        special = path.exists() and not path.is_file() and not path.is_dir()
        if special:
            path.write_bytes(data)
            return
    except OSError as error:
        raise StoreError(str(path), reason_of(error)) from error
    with staged({path: data}, private=private):
        pass


@contextmanager
def staged(
    files: Mapping[Path, bytes | Path], *, private: bool = False
) -> Iterator[None]:
    """Put these files in place when the block has ended well, none of them if not.

    A content is bytes, or the file that has them. Raises StoreError before the block
    when one of them could not be put in place.
    """
    temporary: dict[Path, Path] = {}
    done = False
    try:
        for path, content in files.items():
            with explained(path):
                _ensure_writable(path)
                temporary[path] = _temporary(path, content, private=private)
        yield
        for path, name in temporary.items():
            with explained(path):
                name.replace(path)
        done = True
    finally:
        if not done:
            for name in temporary.values():
                name.unlink(missing_ok=True)


@contextmanager
def explained(target: Path | str) -> Iterator[None]:
    """Name the target that could not be written: an OSError becomes a StoreError."""
    try:
        yield
    except OSError as error:
        reason = reason_of(error)
        raise StoreError(str(target), reason, "nothing was changed") from error


def _ensure_writable(path: Path) -> None:
    if path.exists():
        with path.open("r+b"):
            pass


def _temporary(path: Path, content: bytes | Path, *, private: bool) -> Path:
    """A file beside the path with this content, safely on disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            if isinstance(content, Path):
                with content.open("rb") as source:
                    shutil.copyfileobj(source, out, 1 << 20)
            else:
                out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if not private:
            Path(name).chmod(0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _likely(data: bytes) -> list[str]:
    head = data.lstrip()[:200]
    if head.startswith((b"{", b"[")):
        return ["jsonld"]
    if head.startswith((b"<?xml", b"<rdf:", b"<!DOCTYPE")):
        return ["rdfxml"]
    return ["trig", "nquads"]


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
