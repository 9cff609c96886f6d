"""`MandateGraph`: one small class over every kind of store."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal, Self

import pyoxigraph as ox

from mandategraph.errors import StoreError, UnknownNameError, reason_of
from mandategraph.namespaces import MG_NS
from mandategraph.store.disk import open_folder
from mandategraph.store.embedded import Embedded
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.engine import Engine, NativeTable, Table, Triple
from mandategraph.store.files import load_bytes, load_file
from mandategraph.store.query_text import PREFIXES, kind_of, with_prefixes

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

__all__ = ["ROLES", "MandateGraph", "open_graph"]

Kind = Literal["folder", "file", "memory", "endpoint"]

ROLES: Final = {
    "source": "sourceGraph",
    "text": "textGraph",
    "claims": "claimGraph",
    "translations": "translationGraph",
    "alignments": "alignmentGraph",
    "agents": "agentGraph",
    "vocabulary": "vocabularyGraph",
    "ontology": "ontologyGraph",
}

_SOURCES: Final = "SELECT DISTINCT ?graph { ?graph mg:graphRole mg:sourceGraph }"


class MandateGraph:
    """A graph that can be asked; queries see the union of its named graphs.

    With `union=False` they see the default graph, as the SPARQL standard has it; FROM
    and FROM NAMED in a query go before both. The prefixes of `PREFIXES` need not be
    declared in a query.
    """

    def __init__(self, target: str, kind: Kind, engine: Engine) -> None:
        self.target, self.kind, self._engine = target, kind, engine
        self._lent = False

    @classmethod
    def from_nquads(
        cls, data: bytes, *, target: str = "memory", union: bool = True
    ) -> Self:
        """The graph of N-Quads bytes, in memory."""
        store = load_bytes(data, target, "nquads")
        return cls(target, "memory", Embedded(store, union=union))

    @classmethod
    def from_bytes(cls, data: bytes, *, target: str = "-", union: bool = True) -> Self:
        """The graph of RDF bytes in any syntax, recognised by content, in memory."""
        store = load_bytes(data, target)
        return cls(target, "memory", Embedded(store, union=union))

    @classmethod
    def from_rdflib(
        cls, graph: Graph, *, target: str = "rdflib", union: bool = True
    ) -> Self:
        """The rdflib graph or dataset itself, asked by rdflib's own SPARQL engine."""
        from mandategraph.store.rdflib_engine import RdflibEngine

        return cls(target, "memory", RdflibEngine(graph, union=union))

    def _spelled(self, query: str) -> str:
        """The query with the known prefixes, where the engine does not know them."""
        own = isinstance(self._engine, Embedded)
        return query if own else with_prefixes(query)

    def sparql(self, query: str) -> Table | bool | Graph:
        """The answer to any query of SPARQL 1.1, of the type that its form has.

        SELECT gives a table, ASK a bool, CONSTRUCT and DESCRIBE an rdflib graph.
        Raises QueryError for a query that is faulty or an update.
        """
        kind = kind_of(query)
        if kind == "select":
            return self.select(query)
        return self.ask(query) if kind == "ask" else self.construct(query)

    def select(self, query: str) -> Table:
        """The rows of a SELECT, as rdflib terms."""
        return self._engine.select(self._spelled(query))

    def native(self, query: str) -> NativeTable | Table:
        """The rows of a SELECT in the engine's own terms, the quickest to have."""
        return self._engine.native(self._spelled(query))

    def triples(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, each once, in the engine's terms."""
        return self._engine.triples(self._spelled(query))

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms, `""` where unbound."""
        return self._engine.select_text(self._spelled(query))

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return self._engine.ask(self._spelled(query))

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        return self._engine.construct(self._spelled(query))

    @cached_property
    def base(self) -> str:
        """What stands before the last part of the data's IRIs, by the manifest."""
        rows = self.select_text(_SOURCES)
        found = sorted({name.rpartition("graph/")[0] for (name,) in rows} - {""})
        return found[0] if found else PREFIXES["id"]

    def graph(self) -> Graph:
        """A fresh rdflib graph: the union of all graphs, without their names."""
        return self.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def dataset(self) -> Dataset:
        """An rdflib dataset with the named graphs; embedded graphs are not copied."""
        self._lent = True
        return self._engine.dataset()

    @property
    def settled(self) -> bool:
        """Whether nobody can change what it holds while it is open."""
        return isinstance(self._engine, Embedded) and not self._lent

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        return self._engine.nquads()

    def oxigraph(self) -> ox.Store:
        """Everything in an Oxigraph store: to be read only, and while this lives."""
        if isinstance(self._engine, Embedded):
            return self._engine.lend()
        store = ox.Store()
        store.bulk_load(self.nquads(), ox.RdfFormat.N_QUADS)
        return store

    def __repr__(self) -> str:
        return f"<MandateGraph {self.target} ({self.kind})>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, error, trace
        self.close()

    def close(self) -> None:
        """Let go of the files of a folder; a graph on disk cannot be asked any more."""
        if isinstance(self._engine, Embedded):
            self._engine.close()


def open_graph(
    target: str | Path,
    *,
    roles: Collection[str] = (),
    endpoint: EndpointSettings | None = None,
    union: bool = True,
    memory: bool | None = None,
) -> MandateGraph:
    """The graph in a folder, an RDF file or at an endpoint URL, ready to be asked.

    `roles` keeps only the graphs of these roles (`source`, `claims` ...) and their
    manifest; a local graph then lives in memory. `endpoint` says how an endpoint is to
    be asked; without it, the environment does. `union=False` shows queries the default
    graph instead of the union of all graphs. `memory` copies a folder into memory at
    once (True) or never (False); without it, a small one at once and another one when
    the queries have taken as long as the copy takes. Raises StoreError.
    """
    for role in roles:
        if role not in ROLES:
            raise UnknownNameError("role", role, tuple(ROLES))
    if not isinstance(target, str | os.PathLike):
        message = f"a graph is opened by its address or path, not by {target!r}"
        raise TypeError(message)
    name = str(target)
    if re.match(r"https?://", name):
        from mandategraph.store.endpoint.engine import Endpoint

        engine = Endpoint(name, endpoint)
        if roles:
            reason = "roles need a local graph"
            raise StoreError(engine.url, reason, "leave out the roles")
        if not union:
            reason = "an endpoint has the default graph that its server gives it"
            raise StoreError(engine.url, reason, "name the graphs by FROM in the query")
        return MandateGraph(engine.url, "endpoint", engine)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        from mandategraph.store.endpoint.authorization import shown

        reason = "a graph is a folder, a file, or an http or https address"
        raise StoreError(shown(name), reason, "give one of these")
    path = Path(target)
    folder = _is_folder(path)
    embedded = (
        open_folder(path, memory=memory, union=union)
        if folder
        else Embedded(load_file(path), union=union)
    )
    if roles:
        store = _restricted(embedded.store, {ROLES[r] for r in roles})
        embedded.close()
        embedded = Embedded(store, union=union)
    return MandateGraph(name, "folder" if folder else "file", embedded)


def _is_folder(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        advice = "build a graph first: mandategraph build"
        raise StoreError(str(path), "no such file or folder", advice) from error
    except OSError as error:
        raise StoreError(str(path), reason_of(error)) from error
    return stat.S_ISDIR(mode)


def _restricted(store: ox.Store, roles: set[str]) -> ox.Store:
    """A copy with the graphs of these roles and their entries in the manifest."""
    wanted = {
        quad.subject
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(f"{MG_NS}graphRole"), None, ox.DefaultGraph()
        )
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value.removeprefix(MG_NS) in roles
    }
    kept = ox.Store()
    for name in wanted:
        kept.bulk_extend(store.quads_for_pattern(None, None, None, name))
        kept.bulk_extend(store.quads_for_pattern(name, None, None, ox.DefaultGraph()))
    return kept
