"""The content of one graph: canonical lines, their hash, and what differs.

The canonical form of a graph is its N-Triples as the embedded store writes them, lines
sorted by their bytes. Blank nodes, which published data does not have, get the labels
of RDFC-1.0.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import IO, Final, NamedTuple, Self

import pyoxigraph as ox

_CHUNK: Final = 200_000  # lines that are sorted at a time
_SPOOLED: Final = 2**25  # bytes of a graph that stay in memory
_BLANK: Final = re.compile(rb"^_:|^\S+ \S+ _:")
_NUMBER: Final = re.compile(
    rb'(.* )"([^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#'
    rb"(?:integer|decimal|double|float)> \."
)
_DIGITS: Final = 15  # that every server keeps of a number


class Measure(NamedTuple):
    """How much a graph holds, and the SHA-256 of its canonical lines."""

    triples: int
    sha256: str


class Content:
    """One graph of a store, the default graph without a name."""

    def __init__(self, store: ox.Store, name: str = "") -> None:
        self._store = store
        self._graph = ox.NamedNode(name) if name else ox.DefaultGraph()

    @classmethod
    def parsed(cls, data: bytes, syntax: ox.RdfFormat) -> Self:
        """The content of RDF bytes; SyntaxError when they cannot be read."""
        store = ox.Store()
        store.bulk_load(data, syntax)
        return cls(store)

    def lines(self) -> Iterator[bytes]:
        """The canonical lines, each with its line break.

        A graph that is larger than the memory it may take is sorted on disk.
        """
        with tempfile.SpooledTemporaryFile(_SPOOLED) as dumped:
            self._store.dump(dumped, ox.RdfFormat.N_TRIPLES, from_graph=self._graph)
            dumped.seek(0)
            if any(_BLANK.match(line) for line in dumped):
                dumped.seek(0)
                yield from _labelled(dumped.read())
                return
            dumped.seek(0)
            yield from _sorted(dumped)

    @cached_property
    def measure(self) -> Measure:
        """How much it is, and its hash."""
        return measure(self.lines())

    def difference(self, other: Content) -> Difference:
        """What differs between this graph and the other."""
        if self.measure == other.measure:
            return Difference([], [], [])
        return difference(self.lines(), other.lines())


def measure(lines: Iterable[bytes]) -> Measure:
    """The count and the hash of canonical lines."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return Measure(count, digest.hexdigest())


class Difference(NamedTuple):
    """What a server made of a graph; `respelled` are equal values in other words."""

    missing: list[bytes]
    extra: list[bytes]
    respelled: list[tuple[bytes, bytes]]

    @property
    def same(self) -> bool:
        """Whether nothing but the spelling of numbers differs."""
        return not self.missing and not self.extra


def difference(here: Iterable[bytes], there: Iterable[bytes]) -> Difference:
    """What the second lines do not have of the first, and the other way round.

    Numbers are compared by value, to 15 digits and whatever their datatype: servers
    write them in their own way.
    """
    ours, theirs = set(here), set(there)
    missing, extra = sorted(ours - theirs), sorted(theirs - ours)
    by_value = {_by_value(line): line for line in extra}
    # a server may have made one number of two that are equal
    known = by_value.keys() | {_by_value(line) for line in ours & theirs}
    values = {_by_value(line) for line in missing}
    return Difference(
        [line for line in missing if _by_value(line) not in known],
        [line for line in extra if _by_value(line) not in values],
        [(m, e) for m in missing if (e := by_value.get(_by_value(m)))],
    )


def _by_value(line: bytes) -> bytes:
    """The line with its number, if it has one, in one spelling."""
    match = _NUMBER.match(line)
    if not match:
        return line
    try:
        value = f"{Decimal(match[2].decode()):.{_DIGITS}g}"
        spelled = str(Decimal(value).normalize())
    except (ArithmeticError, ValueError):
        return line
    return match[1] + spelled.encode()


def _sorted(lines: IO[bytes]) -> Iterator[bytes]:
    runs: list[IO[bytes]] = []
    try:
        while chunk := sorted(islice(lines, _CHUNK)):
            if len(chunk) < _CHUNK and not runs:
                yield from chunk
                return
            run: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
            runs.append(run)
            run.writelines(chunk)
            run.seek(0)
        yield from heapq.merge(*runs)
    finally:
        for run in runs:
            run.close()


def _labelled(lines: bytes) -> list[bytes]:
    dataset = ox.Dataset(
        ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph())
        for t in ox.parse(lines, ox.RdfFormat.N_TRIPLES)
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad.triple} .\n".encode() for quad in dataset)
