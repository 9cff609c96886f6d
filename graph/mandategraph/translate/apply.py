"""Importing a translator's file into a graph: one step, in the graph and its tables.

The tables make it last: every build of the target applies them. Only text forms, their
reviews and their agents are written; the source graphs are never touched.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.build.change import Change
from mandategraph.build.imported import Imported
from mandategraph.build.options import today
from mandategraph.build.reading import OWN, lines_by_graph
from mandategraph.build.record import Record, Stored
from mandategraph.build.targets import target_of
from mandategraph.build.translations import (
    AGENTS,
    REJECTED,
    agents_text,
    key_of,
    load_agents,
    load_table,
    table_text,
)
from mandategraph.errors import SourceError, StoreError, reason_of
from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.annotate import write_form
from mandategraph.rdf.graphs import graph_iri, write_agent
from mandategraph.rdf.nquads import Quads
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.embedded import Embedded
from mandategraph.store.folder import MARKER
from mandategraph.translate.agents import Agents
from mandategraph.translate.outcomes import Outcome, Report, Terms, decided
from mandategraph.translate.rows import METHODS
from mandategraph.translate.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.build.targets import Target
    from mandategraph.model import Agent, Translation
    from mandategraph.translate.rows import Delivery
    from mandategraph.translate.units import Unit

_ADVICE: Final = "name a graph folder, a .trig or a .nq file"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is imported.

    `agent` and `reviewer` are ids or names; `method` is `human`, `machine` or
    `post-edited`, None to tell by the row. `tables` is the folder whose tables are
    written, None for the target's own.
    """

    agent: str = ""
    reviewer: str = ""
    method: str | None = None
    tables: Path | None = None
    dry_run: bool = False


def import_delivery(
    delivery: Delivery, target: str | Path, options: ImportOptions
) -> Report:
    """What became of each row; the graph and its tables hold what was accepted.

    Nothing is written in a dry run, or when nothing changes. Raises StoreError or
    SourceError when the target or a table cannot be read or written: both are then as
    they were.
    """
    place = _place(target)
    if options.dry_run:
        graph = open_graph(target)
        return _Import(graph, delivery, options, place).report
    done: list[_Import] = []

    def decide(record: Record, store: ox.Store) -> Change:
        graph = MandateGraph(place.name, "memory", Embedded(store))
        work = _Import(graph, delivery, options, place)
        done.append(work)
        if not work.report.accepted:
            raise _NothingNewError
        return work.change(record, store)

    def files() -> dict[Path, bytes | Path]:
        return done[-1].files()

    with _folder(options.tables or place.tables), suppress(_NothingNewError):
        place.write(decide, files)
    return done[-1].report


class _NothingNewError(Exception):
    """The file says nothing that the graph does not have."""


class _Import:
    """One import: decided when it is made, then turned into a change and files."""

    def __init__(
        self,
        graph: MandateGraph,
        delivery: Delivery,
        options: ImportOptions,
        place: Target,
    ) -> None:
        self.base, self.options, self.place = graph.base, options, place
        self.agents = Agents(graph)
        self.report = self._decided(graph, delivery)

    def _decided(self, graph: MandateGraph, delivery: Delivery) -> Report:
        method = METHODS[self.options.method] if self.options.method else ""
        kind = "software" if self.options.method == "machine" else "person"
        named = self.options.agent or delivery.translator
        agent = self.agents.id_of(named, kind)  # type: ignore[arg-type]
        reviewer = self.agents.id_of(self.options.reviewer, "person")
        rows = [
            replace(row, agent=self.agents.id_of(row.agent, "person"))
            for row in delivery.rows
        ]
        known: list[Unit] = []
        for lang in sorted({row.lang for row in rows}):
            found = units(graph, lang)
            known += [unit for unit in found if unit.iri.startswith(self.base)]
        terms = Terms(agent, reviewer, method, today())
        report = decided(rows, known, terms)
        report.ignored = delivery.ignored
        return report

    # --- the graph

    def change(self, record: Record, store: ox.Store) -> Change:
        """The lines that go and come, and the record of what the sources hold now."""
        quads = Quads()
        change = Change(record)
        for one in self.report.accepted:
            if one.unit is None or one.new is None:
                continue
            form = write_form(
                quads, one.new, one.unit.iri, one.unit.words, base=self.base
            )
            for old in self._replaced(one, form):
                gone = set(_lines_of(store, old, self._graphs(one.new)))
                if not gone and old != form:
                    reason = f"{old} stands in a graph that an import does not write"
                    raise StoreError(self.place.name, reason, "nothing was changed")
                change.remove |= gone
            for id in filter(None, (one.new.agent, one.new.reviewer)):
                write_agent(quads, self._agent(id), base=self.base)
        by_graph: dict[str, set[str]] = defaultdict(set)
        for line, graph in lines_by_graph(quads):
            by_graph[graph].add(line)
            change.add.add(line)
        change.remove -= change.add
        unused = self._unused(store, change)
        for graph in unused:
            change.remove |= _described(store, graph)
        change.record = self._recorded(record, by_graph, unused)
        return change

    def _unused(self, store: ox.Store, change: Change) -> set[str]:
        """The graphs of agents of whom nothing speaks any more."""
        before: set[str] = set()
        for one in self.report.accepted:
            for form in one.unit.forms if one.unit else ():
                before |= {form.agent, form.reviewer}
        found = set()
        for agent in before - {""}:
            node = f"<{self.base}{agent}>"
            told = store.quads_for_pattern(None, None, ox.NamedNode(node[1:-1]), None)
            spoken = any(f"{quad} ." not in change.remove for quad in told)
            if not spoken and not any(f" {node} " in line for line in change.add):
                name = agent if agent.startswith("agent-") else f"agent-{agent}"
                found.add(graph_iri(self.base, name))
        return found

    def _replaced(self, one: Outcome, form: str) -> set[str]:
        """The forms whose place the new one takes."""
        unit, new = one.unit, one.new
        if unit is None or new is None:
            return set()
        old = {form}
        old |= {f.iri for f in unit.rejected if f.text == new.text}
        if unit.current:
            old.add(unit.current.iri)
        return old

    def _graphs(self, new: Translation) -> set[str]:
        names = (f"tr-{new.plan}-{new.lang}", f"claims-{new.plan}")
        return {graph_iri(self.base, name) for name in names}

    def _agent(self, name: str) -> Agent:
        return self.agents.known[self.agents.id_of(name, "person")]

    def _recorded(
        self, record: Record, added: Mapping[str, set[str]], unused: set[str]
    ) -> Record:
        """The record in which the sources of the plans have what was added."""
        plans = {one.new.plan for one in self.report.accepted if one.new}
        sources = dict(record.sources)
        for key, stored in record.sources.items():
            own = plans & set(stored.plans()) if stored.base == self.base else set()
            if own:
                sources[key] = self._extended(stored, own, added)
                for graph in unused:
                    sources[key].shared.pop(graph, None)
        return Record(sources, dict(record.vocabularies), record.complete)

    def _extended(
        self, stored: Stored, plans: set[str], added: Mapping[str, set[str]]
    ) -> Stored:
        graphs, shared = set(stored.graphs), dict(stored.shared)
        news = [one.new for one in self.report.accepted if one.new]
        own = {f"tr-{t.plan}-{t.lang}" for t in news if t.plan in plans}
        own |= {f"claims-{plan}" for plan in plans}
        for graph, lines in added.items():
            name = graph.rpartition("/")[2]
            if not name.startswith(OWN):
                shared[graph] = sorted(lines | set(shared.get(graph, ())))
            elif name in own:
                graphs.add(name)
        return replace(stored, graphs=sorted(graphs), shared=shared)

    # --- the tables

    def files(self) -> dict[Path, bytes | Path]:
        """The tables with what was accepted: where they lie, and their content."""
        folder = self.options.tables or self.place.tables
        if folder is None:
            raise StoreError(self.place.name, "it keeps no tables", _ADVICE)
        tables: dict[str, list[Translation]] = defaultdict(list)
        for one in self.report.accepted:
            if one.new:
                tables[f"{one.new.plan}.{one.new.lang}.tsv"].append(one.new)
        ready: dict[Path, bytes | Path] = {}
        for name, rows in tables.items():
            ready[folder / name] = table_text(_merged(folder / name, rows)).encode()
            own = self.place.tables and self.place.tables / name
            if own and own != folder / name and own.is_file():
                keys = {key_of(row) for row in rows}
                left = [r for r in load_table(own, todo=True) if key_of(r) not in keys]
                ready[own] = table_text(left).encode()
        used = {row.agent for rows in tables.values() for row in rows}
        used |= {row.reviewer for rows in tables.values() for row in rows} - {""}
        listed = load_agents(folder)
        if used - listed.keys():
            listed |= {id: self._agent(id) for id in used}
            ready[folder / AGENTS] = agents_text(listed.values()).encode()
        return ready


def _place(target: str | Path) -> Target:
    """The target, which must be there; StoreError when it cannot be written."""
    name, path = str(target), Path(target)
    if "://" in name or name == "-":
        reason = "translations are imported into a graph on disk"
        raise StoreError(name, reason, _ADVICE)
    if not path.exists():
        raise StoreError(name, "no such file or folder", "build a graph first")
    if path.is_dir() and not (path / MARKER).is_file():
        raise StoreError(name, "the folder holds no graph", "build a graph first")
    return target_of(target)


def _merged(path: Path, new: Iterable[Translation]) -> list[Translation]:
    """The rows of the table with the new ones: in their places, or at the end."""
    rows = list(load_table(path, todo=True)) if path.is_file() else []
    for one in new:
        # what was rejected, or was taken back, stands once
        rows = [
            row
            for row in rows
            if (row.element, row.field, row.text) != (one.element, one.field, one.text)
            or (row.state == REJECTED) == (one.state == REJECTED)
        ]
        at = next((n for n, r in enumerate(rows) if key_of(r) == key_of(one)), None)
        if at is None:
            rows.append(one)
        else:
            rows[at] = one
    return rows


def _lines_of(store: ox.Store, form: str, graphs: set[str]) -> Iterator[str]:
    """The quads of a form, of its link and of its reviews, in these graphs."""
    node = ox.NamedNode(form)
    reviews = ox.NamedNode(f"{MG}reviews")
    for graph in map(ox.NamedNode, sorted(graphs)):
        found = list(store.quads_for_pattern(node, None, None, graph))
        for quad in store.quads_for_pattern(None, None, node, graph):
            found.append(quad)
            if quad.predicate == reviews:
                found += store.quads_for_pattern(quad.subject, None, None, graph)
        yield from (f"{quad} ." for quad in found)


def _described(store: ox.Store, graph: str) -> set[str]:
    """The quads of a graph and of its entry in the manifest."""
    node = ox.NamedNode(graph)
    own = store.quads_for_pattern(None, None, None, node)
    entry = store.quads_for_pattern(node, None, None, ox.DefaultGraph())
    return {f"{quad} ." for quad in (*own, *entry)}


@contextmanager
def _folder(path: Path | None) -> Iterator[None]:
    """The folder for the tables; it goes again when nothing came into it."""
    if path is None or path.is_dir():
        yield
        return
    try:
        path.mkdir(parents=True)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError(str(path), reason, "nothing was changed") from error
    try:
        yield
    finally:
        if not any(path.iterdir()):
            shutil.rmtree(path, ignore_errors=True)


def imported_of(target: str, tables: Path | None) -> Imported:
    """The tables beside a graph, or those in the folder; none beside an endpoint."""
    if tables is not None:
        return Imported(tables)
    if "://" in target or target == "-":
        return Imported(None)
    try:
        return Imported(target_of(target).tables)
    except StoreError:
        return Imported(None)
