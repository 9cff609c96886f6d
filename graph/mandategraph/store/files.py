"""RDF files: read by content or extension, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import StoreError

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


def load_file(path: Path) -> ox.Store:
    """The file's quads in memory; StoreError says what is wrong and where."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(str(path), error.strerror or str(error)) from error
    return load_bytes(data, str(path), EXTENSIONS.get(path.suffix.lower(), ""))


def load_bytes(data: bytes, target: str, syntax: str = "") -> ox.Store:
    """The quads of RDF bytes in memory; the syntax is recognised when not given."""
    if not data.strip():
        raise StoreError(target, "the file is empty", "build a graph first")
    syntaxes = [syntax] if syntax else _likely(data)
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


def write_file(path: Path, data: bytes) -> None:
    """Replace the file in one step: it holds the old bytes or the new ones."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise StoreError(str(path), error.strerror or str(error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StoreError(
            str(path), error.strerror or str(error), "nothing was changed"
        ) from error


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
