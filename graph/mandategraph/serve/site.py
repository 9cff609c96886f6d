"""The graph that is shown, its workers, and how its IRIs become addresses."""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox

if TYPE_CHECKING:
    from mandategraph.serve.limits import Limits
    from mandategraph.serve.pool import Pool
    from mandategraph.store import MandateGraph


@dataclass
class Site:
    """Everything that the pages of one graph share.

    `version` changes with each start, after which the graph may be another. `token` is
    what a change must bring with it, `""` when nothing can be changed. `kept` has what
    pages worked out once and need again; it goes when the graph changes.
    """

    graph: MandateGraph
    limits: Limits
    version: str = field(default_factory=lambda: secrets.token_hex(8))
    token: str = ""
    pool: Pool | None = None
    kept: dict[object, Any] = field(default_factory=dict)
    _making: dict[object, Lock] = field(default_factory=dict, repr=False)

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` gives, made when it is first asked for by this key."""
        if key not in self.kept:
            with self._making.setdefault(key, Lock()):
                if key not in self.kept:
                    self.kept[key] = make()
        return self.kept[key]

    @cached_property
    def base(self) -> str:
        """What stands before the last part of the data's IRIs."""
        return self.graph.base

    @cached_property
    def graph_names(self) -> frozenset[str]:
        """The names of the named graphs."""
        rows = self.graph.select_text("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return frozenset(name for (name,) in rows)

    def etag(self, *parts: str) -> str:
        """The entity tag of what is made from the graph and these parts alone."""
        text = "\0".join((self.version, *parts))
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'

    def address(self, iri: str) -> str:
        """The path of this site that stands for the IRI."""
        if iri.startswith(self.base):
            return "/id/" + quote(iri[len(self.base) :], safe="/,=:@!$()*+;~")
        return "/resource?iri=" + quote(iri, safe="")

    def iri(self, local: str) -> str:
        """The IRI of what `/id/` and this path stand for."""
        return self.base + local


@contextmanager
def worker_store(graph: MandateGraph) -> Iterator[Path]:
    """A folder with the graph's store that workers can open while this lasts.

    For a folder these are links to its files, which no rebuild takes away; else it is
    a copy.
    """
    if graph.kind == "folder":
        from mandategraph.store.folder import held
        from mandategraph.store.snapshot import Snapshot

        folder = Path(graph.target)
        with held(folder) as files:
            snapshot = Snapshot(files, folder)
        try:
            yield snapshot.path
        finally:
            snapshot.close()
        return
    with tempfile.TemporaryDirectory(prefix="mandategraph-serve-") as scratch:
        store = ox.Store(scratch)
        store.bulk_load(graph.nquads(), ox.RdfFormat.N_QUADS)
        store.flush()
        del store
        yield Path(scratch)
