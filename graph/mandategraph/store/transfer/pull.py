"""A graph taken back from a server: the graphs of its manifest, whole and checked."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.namespaces import MG_NS
from mandategraph.store.embedded import Embedded
from mandategraph.store.endpoint.authorization import shown
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.files import write_file
from mandategraph.store.folder import FolderWriter
from mandategraph.store.graph import MandateGraph
from mandategraph.store.transfer.addresses import Addresses
from mandategraph.store.transfer.content import Content
from mandategraph.store.transfer.graph_store import GraphStore, Progress, Tell
from mandategraph.store.transfer.manifest import entries, without
from mandategraph.store.transfer.record import MANIFEST, RECORD, PushRecord, Whole

_ROLE: Final = f"<{MG_NS}graphRole>"
_MANIFESTS: Final = f"SELECT DISTINCT ?m WHERE {{ GRAPH ?m {{ ?g {_ROLE} ?role }} }}"
_UNNAMED: Final = f"""?s {_ROLE} ?role ; ?p ?o
  FILTER NOT EXISTS {{ GRAPH ?m {{ ?s {_ROLE} ?role }} }}"""


@dataclass
class Pulled:
    """What was taken; `left_out` are graphs that a broken push has not finished.

    `finished` is false when such a push may not have listed the others either.
    """

    graph: MandateGraph
    places: Addresses
    names: list[str]
    left_out: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    finished: bool = True


@dataclass(frozen=True)
class PullOptions:
    """What to pull.

    `graphs` takes these graphs only, not all that the manifest lists. `base` chooses
    among manifests. `incomplete` allows to take the whole graphs of an unfinished push.
    The folder `spool` keeps what was fetched until the pull has ended, for one that is
    broken off.
    """

    graphs: tuple[str, ...] = ()
    base: str = ""
    incomplete: bool = False
    spool: Path | None = None


def pull(
    url: str,
    *,
    query_url: str = "",
    options: PullOptions | None = None,
    settings: EndpointSettings | None = None,
    tell: Tell = lambda _: None,
) -> Pulled:
    """The graphs that the server's manifest lists, and the manifest, in memory.

    The URL is that of a graph store or of queries; where no graph store is known, the
    graphs are asked for in pages. Raises StoreError: no manifest, a graph that is not
    there or not whole, or a server that was changed meanwhile.
    """
    options = options or PullOptions()
    server = GraphStore.at(url, query_url, settings)
    where = shown(server.places.query)
    state = _State.of(server, options, where)
    left_out = sorted(n for record in state.records for n in record.sending)
    finished = all(record.finished for record in state.records)
    if not (finished or options.incomplete or options.graphs):
        raise StoreError(
            where,
            f"a push to it is not finished: {len(left_out)} graphs are not whole,"
            " the manifest may not list the others",
            "push again, or take what is whole with --incomplete",
        )
    counts = _counts(state, server, options.graphs, where)
    store, kept, remarks = ox.Store(), _Spool(options.spool), []
    total, done = sum(counts.values()), 0
    for name, count in counts.items():
        tell(Progress(done, total, name))
        whole = state.whole(name)
        data = kept.get(name, whole)
        if data is None:
            content = server.content(name, count)
            if remark := _checked(name, content, count, whole, where):
                remarks.append(remark)
            data = b"".join(content.lines())
            kept.put(name, data)
        store.bulk_load(data, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
        done += count
    tell(Progress(done, total, ""))
    if _State.of(server, options, where) != state:
        reason = "its manifest was changed while the graphs were fetched"
        raise StoreError(where, reason, "pull again")
    store.bulk_load(b"".join(state.manifest_of(counts)), ox.RdfFormat.N_TRIPLES)
    kept.clear()
    graph = MandateGraph(where, "memory", Embedded(store))
    return Pulled(graph, server.places, list(counts), left_out, remarks, finished)


@dataclass
class _State:
    """The manifests and the records of pushes on a server."""

    manifest: list[bytes]
    records: list[PushRecord]

    @classmethod
    def of(cls, server: GraphStore, options: PullOptions, where: str) -> _State:
        named = [name for (name,) in server.select(_MANIFESTS)]
        bases = {n.removesuffix(RECORD) for n in named if n.endswith(RECORD)}
        manifests = [name for name in named if not name.endswith(RECORD)]
        bases |= {name.removesuffix(MANIFEST) for name in manifests}
        if options.base:
            bases &= {options.base}
            manifests = [n for n in manifests if n == options.base + MANIFEST]
        elif len(bases) > 1 and not options.graphs:
            reason = f"it holds several graphs: {', '.join(sorted(bases))}"
            raise StoreError(where, reason, "choose one with --base")
        notes = [PushRecord(base).graph for base in sorted(bases)]
        counts = server.counts([*manifests, *notes])
        lines = {
            name: list(server.content(name, count).lines())
            for name, count in counts.items()
        }
        found = {line for name in manifests for line in lines.get(name, ())}
        if not (bases or options.base):
            found.update(server.asked(_UNNAMED).lines())
        records = [
            PushRecord.parse(base, lines.get(PushRecord(base).graph, ()))
            for base in sorted(bases)
        ]
        return cls(sorted(found), records)

    def whole(self, name: str) -> Whole | None:
        """What a push has noted of the graph."""
        found = (record.whole.get(name) for record in self.records)
        return next(filter(None, found), None)

    def manifest_of(self, names: Collection[str]) -> list[bytes]:
        """The manifest without its entries for other graphs."""
        return without(self.manifest, entries(self.manifest) - set(names))


def _counts(
    state: _State, server: GraphStore, chosen: Collection[str], where: str
) -> dict[str, int]:
    """The graphs to fetch, each with its triples on the server."""
    known = {n for record in state.records for n in record.whole}
    names = set(chosen) or entries(state.manifest) | known
    counts = server.counts(names)
    missing = sorted(set(chosen) - counts.keys())
    if missing:
        raise StoreError(where, f"it has no graph <{missing[0]}>", "check the name")
    if not counts:
        reason = "it has no manifest that lists graphs of a plan"
        raise StoreError(where, reason, "name the graphs with --graph")
    return dict(sorted(counts.items()))


def _checked(
    name: str, content: Content, count: int, whole: Whole | None, where: str
) -> str:
    """What is to be said of the graph; StoreError when it is not whole."""
    known = {whole.sha256, whole.served} if whole else set()
    here = content.measure
    if here.sha256 in known:
        return ""
    if here.triples != count:
        reason = f"of the {count} triples of <{name}> it gives {here.triples}"
        raise StoreError(where, reason, "ask those who run it for its limits")
    if whole and whole.served:
        return f"<{name}>: it was changed on the server after it was pushed"
    return ""


class _Spool:
    """Graphs that a broken pull has fetched, if it can be told that they still hold."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str, whole: Whole | None) -> bytes | None:
        """The lines of the graph, if the server still has the same."""
        if not (self._folder and whole):
            return None
        try:
            data = self._at(name).read_bytes()
        except OSError:
            return None
        found = hashlib.sha256(data).hexdigest()
        return data if found in {whole.sha256, whole.served} else None

    def put(self, name: str, data: bytes) -> None:
        """Keep the lines of the graph."""
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_file(self._at(name), data)

    def clear(self) -> None:
        """Take everything away."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _at(self, name: str) -> Path:
        assert self._folder  # noqa: S101 - the callers have asked
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()}.nt"


def write_folder(graph: MandateGraph, path: Path) -> None:
    """Put the graph in the place of what the graph folder holds."""
    with FolderWriter(path).writing() as draft:
        draft.store.clear()
        draft.notes = b""  # what a build has noted is not true of these graphs
        draft.store.bulk_load(graph.nquads(), ox.RdfFormat.N_QUADS)
