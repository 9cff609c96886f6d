"""What lies in a target, source by source: what to skip, and what to replace."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mandategraph
from mandategraph.rdf.graphs import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMAT: Final = 1
# what a reading depends on beside our own code
_LIBRARIES: Final = (
    "lxml",
    "odfdo",
    "openpyxl",
    "py3langid",
    "pyoxigraph",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "PyYAML",
)
_CODE: Final = ("build", "rdf", "read")

Key = tuple[str, str, str]


@dataclass(slots=True)
class Stored:
    """One source as it was built.

    `name` is the file's, `manifest` that of the manifest which names it, `""` without.
    `fingerprint` tells whether building it again could give anything else. `graphs` are
    its own (`doc-ct`), `shared` its lines (N-Quads) in graphs that have others' too.
    """

    name: str
    manifest: str
    base: str
    sha256: str
    fingerprint: str = ""
    graphs: list[str] = field(default_factory=list)
    shared: dict[str, list[str]] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What the source is known by; each text from standard input is its own."""
        return (self.manifest, self.name, self.sha256 if self.name == "-" else "")

    @property
    def holds(self) -> bool:
        """Whether the target has anything of it."""
        return bool(self.graphs or self.shared)

    def plans(self) -> list[str]:
        """Keys of its plans."""
        docs = (g for g in self.graphs if g.startswith("doc-"))
        return [name.removeprefix("doc-") for name in docs]

    def documents(self) -> Iterator[str]:
        """IRIs of its documents."""
        docs = (g for g in self.graphs if g.startswith("doc-"))
        return (self.base + name for name in docs)

    def graph_iris(self) -> Iterator[str]:
        """IRIs of the graphs that are its own."""
        return (graph_iri(self.base, name) for name in self.graphs)


@dataclass(slots=True)
class Record:
    """All sources of a target, and the hashes of what no single source gave.

    `complete` is false for a target of which no record was kept.
    """

    sources: dict[Key, Stored] = field(default_factory=dict)
    vocabularies: dict[str, str] = field(default_factory=dict)
    complete: bool = True

    def add(self, stored: Stored) -> None:
        """Enter the source in the place of its earlier self."""
        self.sources[stored.key] = stored

    @classmethod
    def parse(cls, data: bytes, *, of: str = "") -> Record:
        """The record in its JSON lines; an incomplete one when they are no record.

        `of` is the hash of the file that it must describe.
        """
        try:
            head, *lines = data.decode().rstrip("\n").split("\n")
            about = json.loads(head)
            if about["format"] != _FORMAT or about["of"] != of:
                return cls(complete=False)
            found = cls(vocabularies=dict(about["vocabularies"]))
            for line in lines:
                found.add(Stored(**json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(complete=False)
        return found

    def as_bytes(self, *, of: str = "") -> bytes:
        """The record as JSON lines: a head, then a line for each source.

        Nothing of an incomplete one, which must not pass for complete later.
        """
        if not self.complete:
            return b""
        head = {"format": _FORMAT, "of": of, "vocabularies": self.vocabularies}
        rows = [head, *(asdict(self.sources[k]) for k in sorted(self.sources))]
        lines = (json.dumps(r, ensure_ascii=False, sort_keys=True) for r in rows)
        return "".join(f"{line}\n" for line in lines).encode()


def fingerprint(*parts: object) -> str:
    """A hash of everything that the outcome of a reading depends on."""
    whole = json.dumps([*parts, code_stamp()], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def code_stamp() -> str:
    """A hash of the code that reads and writes, and of the libraries beneath it."""
    digest = hashlib.sha256(mandategraph.__version__.encode())
    home = Path(mandategraph.__file__).parent
    folders = (home / name for name in _CODE)
    files = list(home.glob("*.py"))
    files += (f for folder in folders for f in folder.rglob("*"))
    for file in sorted(f for f in files if f.suffix != ".pyc" and f.is_file()):
        digest.update(file.relative_to(home).as_posix().encode())
        digest.update(file.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def hash_of(parts: Iterable[bytes]) -> str:
    """The sha256 of the parts, one after the other."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
