"""What a push would do: the graphs here beside the graphs on the server."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple

import pyoxigraph as ox

from mandategraph.errors import StoreError
from mandategraph.store.graph import MandateGraph
from mandategraph.store.transfer.content import Content, difference
from mandategraph.store.transfer.graph_store import GraphStore
from mandategraph.store.transfer.manifest import entries, subject
from mandategraph.store.transfer.record import MANIFEST, RECORD, PushRecord, Whole

State = Literal["new", "same", "changed", "unfinished", "removed"]
Verify = Literal["count", "sent", "all"]
_FEW: Final = 3  # graphs that a message names
_BLANK_NODES: Final = """
SELECT DISTINCT ?g ?node WHERE {
  { { ?node ?p ?o } UNION { ?s ?p ?node } }
  UNION { GRAPH ?g { { ?node ?p ?o } UNION { ?s ?p ?node } } }
  FILTER isBlank(?node)
}"""


class Step(NamedTuple):
    """One graph: what becomes of it, its triples here and on the server."""

    graph: str
    state: State
    here: int
    there: int


class LocalGraphs:
    """The graphs to be pushed, and the manifest, which is a named graph on servers."""

    def __init__(self, graph: MandateGraph) -> None:
        self.target, self.base = graph.target, graph.base
        self._graph = graph  # as long as it lives, the files of its store do
        self._store = graph.oxigraph()
        self._blank = self._graphs_with_blank_nodes()

    @cached_property
    def graphs(self) -> dict[str, Content]:
        """Each graph but the manifest, by its name."""
        own = {self.base + MANIFEST, self.base + RECORD}
        names = []
        for node in self._store.named_graphs():
            if isinstance(node, ox.BlankNode):
                raise StoreError(
                    self.target, "a graph has no name", "name it by an IRI"
                )
            if node.value not in own:
                names.append(node.value)
        found = {name: Content(self._store, name) for name in sorted(names)}
        return {name: c for name, c in found.items() if c.measure.triples}

    @cached_property
    def manifest(self) -> list[bytes]:
        """The canonical lines of the default graph and of a manifest that is named."""
        parts = (Content(self._store, name) for name in ("", self.base + MANIFEST))
        return sorted({line for part in parts for line in part.lines()})

    def in_one_piece(self, name: str) -> bool:
        """Whether the graph must be sent as a whole: each part has its blank nodes."""
        return name in self._blank

    def _graphs_with_blank_nodes(self) -> set[str]:
        rows = self._store.query(_BLANK_NODES)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
        seen: dict[str, str] = {}
        for graph, node in rows:
            name = graph.value if graph else ""
            if seen.setdefault(str(node), name) != name:
                raise StoreError(
                    self.target,
                    f"graph <{name or seen[str(node)]}> shares a blank node with"
                    " another, which no server can be told",
                    "name the node by an IRI",
                )
        return set(seen.values())


@dataclass
class Survey:
    """What the server holds of ours."""

    record: PushRecord
    manifest: list[bytes]
    counts: dict[str, int]

    @classmethod
    def of(cls, server: GraphStore, local: LocalGraphs) -> Survey:
        """What the server says of these graphs, and of those that we put there."""
        empty = PushRecord(local.base)
        own = (empty.graph, empty.manifest)
        counts = server.counts([*own, *local.graphs])
        noted, manifest = (
            list(server.content(name, counts.get(name, 0)).lines()) for name in own
        )
        record = PushRecord.parse(local.base, noted)
        others = {*record.whole, *record.unfinished, *entries(manifest)}
        counts |= server.counts(others - counts.keys() - local.graphs.keys())
        return cls(record, manifest, counts)


@dataclass
class Plan:
    """The steps of a push, and what is known of the server before it."""

    local: LocalGraphs
    survey: Survey
    steps: list[Step]
    known: dict[str, Whole]  # graphs that were looked at and found to be the same
    kept: set[str]  # graphs of ours that only the server has, and that stay

    def named(self, *states: State) -> list[str]:
        """The graphs in these states."""
        return [step.graph for step in self.steps if step.state in states]

    @property
    def manifest(self) -> list[bytes]:
        """The manifest that the server is to have."""
        stays = [line for line in self.survey.manifest if subject(line) in self.kept]
        return sorted({*self.local.manifest, *stays})

    @property
    def manifest_changes(self) -> bool:
        """Whether the server's manifest is not yet what it is to be."""
        return not difference(self.manifest, self.survey.manifest).same

    @property
    def nothing(self) -> bool:
        """Whether the server has it all."""
        record = self.survey.record
        return not (
            self.named("new", "changed", "unfinished", "removed")
            or self.manifest_changes
            or not record.finished
            or self.known.items() - record.whole.items()
        )

    def obstacles(self) -> list[str]:
        """What only `--replace` may do, in words; a broken push may be finished."""
        found = []
        record = self.survey.record
        changed = self.named("changed")
        if changed:
            found.append(f"{_some(changed)} would be replaced")
        removed = set(self.named("removed")) - record.unfinished
        if removed:
            found.append(f"{_some(removed)} would be removed")
        told = {*changed, *removed, *record.unfinished}
        untrue = difference(self.manifest, self.survey.manifest).extra
        if any(subject(line) not in told for line in untrue):
            found.append("the manifest there says something else")
        return found


def planned(
    local: LocalGraphs, server: GraphStore, verify: Verify, *, keep: bool
) -> Plan:
    """The plan for these graphs; `all` looks at graphs that the record calls whole.

    `keep` leaves the whole graphs there that are not among these.
    """
    survey = Survey.of(server, local)
    record, counts = survey.record, survey.counts
    plan = Plan(local, survey, [], {}, set())
    for name, content in local.graphs.items():
        here, there = content.measure, counts.get(name, 0)
        whole = record.whole.get(name)
        state: State = "changed"
        if name in record.sending:
            state = "unfinished"
        elif not there:
            state = "new"
        elif whole and (whole.triples, whole.sha256) == (there, here.sha256):
            state = "same"
        # what was put there by other means, or was changed there, is looked at
        looked = verify == "all" and state == "same"
        if looked or (state == "changed" and not (whole and there == whole.triples)):
            found = server.content(name, there)
            state = "same" if content.difference(found).same else "changed"
            if state == "same":
                served = found.measure.sha256
                plan.known[name] = Whole(there, here.sha256, served)
        plan.steps.append(Step(name, state, here.triples, there))
    ours = {*record.whole, *record.unfinished, *entries(survey.manifest)}
    for name in sorted(ours - local.graphs.keys()):
        if name not in counts or name in (record.graph, record.manifest):
            continue
        if keep and name not in record.unfinished:
            plan.kept.add(name)
        else:
            plan.steps.append(Step(name, "removed", 0, counts[name]))
    return plan


def _some(names: Collection[str]) -> str:
    """The first of these graphs, and how many more there are."""
    listed = sorted(names)
    more = f" and {len(listed) - _FEW} more" if len(listed) > _FEW else ""
    return ", ".join(f"<{name}>" for name in listed[:_FEW]) + more
