"""A graph put on a server, graph by graph, such that a broken push can go on.

The order is what makes it safe. The record of what is on its way comes first; then the
manifest loses the entries of what is about to change; then come the graphs, each one
checked; then the manifest; then what KG no longer has is removed. So the manifest on
the server never lists a graph that is not whole.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from mandategraph.errors import StoreError, excerpt
from mandategraph.store.endpoint.authorization import shown
from mandategraph.store.endpoint.http import HttpError
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.graph import MandateGraph
from mandategraph.store.transfer.content import Difference, difference
from mandategraph.store.transfer.graph_store import GraphStore, Progress, Tell
from mandategraph.store.transfer.manifest import without
from mandategraph.store.transfer.plan import LocalGraphs, Plan, Verify, planned
from mandategraph.store.transfer.record import PushRecord, Whole

PART_BYTES: Final = 2**23
_LEAST_PART: Final = 2**16
_TOO_LARGE: Final = 413
# the next graph would fare no better
_HOPELESS: Final = frozenset({0, 401, 403, 404, 405, 501, 507})
_IN_A_ROW: Final = 3  # graphs that may fail before a push gives up
_BATCH: Final = 20  # graphs that are checked and noted together
_BATCH_SECONDS: Final = 5.0


@dataclass(frozen=True)
class PushOptions:
    """How to push.

    `replace` allows to change and to remove what is there; `keep` leaves graphs there
    that are not in the graph that is pushed. `verify` says what is looked
    at: `count` the number of triples of each graph, `sent` also the content of those
    that were sent, `all` the content of all. Graphs above `part_bytes` go in parts.
    """

    replace: bool = False
    verify: Verify = "sent"
    part_bytes: int = PART_BYTES
    keep: bool = False


@dataclass
class Pushed:
    """What a push did; `remarks` say what the server spells in its own way."""

    plan: Plan
    sent: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def plan_push(
    graph: MandateGraph,
    url: str,
    *,
    query_url: str = "",
    options: PushOptions | None = None,
    settings: EndpointSettings | None = None,
) -> tuple[Plan, GraphStore]:
    """What a push would do, and the server; nothing is sent. Raises StoreError."""
    server = GraphStore.at(url, query_url, settings)
    if not server.places.store:
        raise StoreError(
            shown(url),
            "where it takes whole graphs is not known",
            "give the address of its graph store, and --query-url",
        )
    options = options or PushOptions()
    plan = planned(LocalGraphs(graph), server, options.verify, keep=options.keep)
    return plan, server


def push(
    graph: MandateGraph,
    url: str,
    *,
    query_url: str = "",
    options: PushOptions | None = None,
    settings: EndpointSettings | None = None,
    tell: Tell = lambda _: None,
) -> Pushed:
    """What was done so that the server at the URL holds the graph.

    The URL is that of a graph store or of queries; `query_url` is needed where the pair
    is not known. Raises StoreError before anything is sent when that would change or
    remove what is there and `options.replace` is not set; and when the server cannot be
    reached any more: another push then goes on where this one ended.
    """
    options = options or PushOptions()
    plan, server = plan_push(
        graph, url, query_url=query_url, options=options, settings=settings
    )
    return carry_out(plan, server, options, tell)


def carry_out(
    plan: Plan, server: GraphStore, options: PushOptions, tell: Tell = lambda _: None
) -> Pushed:
    """What was done; see `push`."""
    obstacles = plan.obstacles()
    if obstacles and not options.replace:
        raise StoreError(
            shown(server.places.store),
            f"it holds other content: {'; '.join(obstacles)}",
            "--replace allows that, --dry-run lists it; nothing was sent",
        )
    if plan.nothing:
        return Pushed(plan)
    return _Push(plan, server, options, tell).run()


class _Push:
    """One run."""

    def __init__(
        self, plan: Plan, server: GraphStore, options: PushOptions, tell: Tell
    ) -> None:
        self._plan, self._server = plan, server
        self._options, self._tell = options, tell
        self._local, self._before = plan.local, plan.survey
        self._result = Pushed(plan)
        self._to_send = plan.named("new", "changed", "unfinished")
        self._record = self._first_record()
        self._manifest_there = plan.survey.manifest
        self._part = options.part_bytes
        self._done = 0

    def _first_record(self) -> PushRecord:
        gone = self._plan.named("removed")
        kept = self._local.graphs.keys() | self._plan.kept
        whole = {
            name: entry
            for name, entry in {**self._before.record.whole, **self._plan.known}.items()
            if name in kept and name not in self._to_send
        }
        return PushRecord(self._local.base, whole, set(self._to_send), set(gone))

    def run(self) -> Pushed:
        """All steps."""
        with self._explained():
            self._write(self._record.graph, self._record.lines())
            self._shrink_manifest()
            self._send_all()
            self._write_manifest(without(self._plan.manifest, self._result.failed))
            for name in sorted(self._record.leaving):
                self._server.delete(name)
                self._result.removed.append(name)
            self._check_removed()
            self._write(self._record.graph, self._record.lines())
        return self._result

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say of an error how far the push was."""
        try:
            yield
        except StoreError as error:
            sent, total = len(self._result.sent), len(self._to_send)
            raise StoreError(
                error.subject,
                f"{error.reason} ({sent} of {total} graphs to send are there)",
                "; ".join(filter(None, (error.advice, "push again to go on"))),
            ) from error

    def _shrink_manifest(self) -> None:
        """Take from the manifest there what is about to be untrue."""
        there = self._before.manifest
        changing = difference(self._plan.manifest, there).extra
        kept = [line for line in there if line not in set(changing)]
        kept = without(kept, self._to_send)
        if len(kept) < len(there):
            self._write_manifest(kept)

    def _write_manifest(self, lines: list[bytes]) -> None:
        """Write the manifest there, unless it says so already."""
        if difference(lines, self._manifest_there) != ([], [], []):
            self._write(self._record.manifest, lines)
            self._manifest_there = lines

    def _write(self, name: str, lines: list[bytes]) -> None:
        """Write one of the graphs of our own, and see that it is there."""
        if not lines:
            self._server.delete(name)
            return
        self._put(name, lambda: lines)
        found = self._server.counts([name]).get(name, 0)
        if found != len(lines):
            reason = f"of the {len(lines)} triples of <{name}> it has kept {found}"
            raise StoreError(shown(self._server.places.store), reason)

    def _put(self, name: str, lines: Callable[[], Iterable[bytes]]) -> None:
        """Send the graph, in smaller parts when the server finds them too large."""
        whole = self._local.in_one_piece(name)
        while True:
            try:
                self._server.put(name, lines(), sys.maxsize if whole else self._part)
            except HttpError as error:
                if error.status != _TOO_LARGE or whole or self._part <= _LEAST_PART:
                    raise
                self._part //= 4
            else:
                return

    def _send_all(self) -> None:
        graphs = self._local.graphs
        total = sum(graphs[name].measure.triples for name in self._to_send)
        batch: list[str] = []
        started, in_a_row = time.monotonic(), 0
        for name in self._to_send:
            self._tell(Progress(self._done, total, name))
            try:
                self._put(name, graphs[name].lines)
            except HttpError as error:
                in_a_row += 1
                if error.status in _HOPELESS or in_a_row == _IN_A_ROW:
                    raise
                self._result.failed[name] = error.reason
                continue
            in_a_row = 0
            batch.append(name)
            self._done += graphs[name].measure.triples
            if len(batch) == _BATCH or time.monotonic() - started > _BATCH_SECONDS:
                self._check(batch)
                batch, started = [], time.monotonic()
        self._check(batch)
        self._tell(Progress(self._done, total, ""))

    def _check(self, batch: list[str]) -> None:
        """Compare what was sent with what is there; note what is whole."""
        if not batch:
            return
        counts = self._server.counts(batch)
        for name in batch:
            problem = self._looked_at(name, counts.get(name, 0))
            if problem:
                self._result.failed[name] = problem
        whole = [name for name in batch if name in self._record.whole]
        self._server.add(self._record.graph, self._record.notes(whole))
        self._result.sent += whole

    def _looked_at(self, name: str, there: int) -> str:
        """What is wrong with the graph there, `""` when it is whole."""
        graph, served = self._local.graphs[name], ""
        if self._options.verify != "count" or there != graph.measure.triples:
            try:
                content = self._server.content(name, there)
            except HttpError:
                raise
            except StoreError as error:
                return error.reason
            found = graph.difference(content)
            if not found.same:
                return _different(found)
            if found.respelled:
                self._result.remarks.append(_respelled(name, found))
            served = content.measure.sha256
        self._record.whole[name] = Whole(there, graph.measure.sha256, served)
        self._record.sending.discard(name)
        return ""

    def _check_removed(self) -> None:
        left = self._server.counts(self._record.leaving)
        for name, count in left.items():
            self._result.failed[name] = f"not removed: {count} triples are still there"
        self._result.removed = [n for n in self._result.removed if n not in left]
        self._record.leaving = set(left)


def _different(found: Difference) -> str:
    """In words, what the server has made of the graph."""
    parts = []
    for lines, what in (
        (found.missing, "are not there"),
        (found.extra, "were not sent"),
    ):
        if lines:
            first = excerpt(lines[0].decode().strip(), 160)
            parts.append(f"{len(lines)} triples {what}: {first}")
    return "; ".join(parts)


def _respelled(name: str, found: Difference) -> str:
    ours, theirs = (line.decode().strip() for line in found.respelled[0])
    return (
        f"<{name}>: the server spells {len(found.respelled)} numbers in its own way,"
        f" such as {theirs.split(' ', 2)[2]} for {ours.split(' ', 2)[2]}"
    )
