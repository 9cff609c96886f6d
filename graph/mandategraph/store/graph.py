"""`MandateGraph`: one small class over every kind of store."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import pyoxigraph as ox
from rdflib import Dataset, Graph

from mandategraph.errors import StoreError, UnknownNameError
from mandategraph.namespaces import BASE, MG_NS
from mandategraph.namespaces import PREFIXES as NAMESPACES
from mandategraph.store.embedded import Embedded
from mandategraph.store.endpoint import Endpoint
from mandategraph.store.engine import Engine, Table
from mandategraph.store.files import load_bytes, load_file
from mandategraph.store.folder import load_folder
from mandategraph.store.rdflib_engine import RdflibEngine

Kind = Literal["folder", "file", "memory", "endpoint"]

PREFIXES: Final = {
    **NAMESPACES,
    "id": BASE,
    "graph": f"{BASE}graph/",
}
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


_BASE_QUERY: Final = """
SELECT DISTINCT ?graph WHERE {
  ?graph <https://w3id.org/mandategraph/ns#graphRole>
         <https://w3id.org/mandategraph/ns#sourceGraph>
}"""


class MandateGraph:
    """A graph that can be asked; queries see the union of its named graphs.

    The prefixes of `PREFIXES` need not be declared in a query.
    """

    def __init__(self, target: str, kind: Kind, engine: Engine) -> None:
        self.target, self.kind, self._engine = target, kind, engine

    @classmethod
    def from_nquads(cls, data: bytes, *, target: str = "memory") -> Self:
        """The graph of N-Quads bytes, in memory."""
        return cls(target, "memory", Embedded(load_bytes(data, target, "nquads")))

    @classmethod
    def from_bytes(cls, data: bytes, *, target: str = "-") -> Self:
        """The graph of RDF bytes in any syntax, recognised by content, in memory."""
        return cls(target, "memory", Embedded(load_bytes(data, target)))

    @classmethod
    def from_rdflib(cls, graph: Graph, *, target: str = "rdflib") -> Self:
        """The rdflib graph or dataset itself, asked by rdflib's own SPARQL engine."""
        return cls(target, "memory", RdflibEngine(graph))

    def select(self, query: str) -> Table:
        """The rows of a SELECT, as rdflib terms."""
        return self._engine.select(with_prefixes(query))

    def select_text(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT as lexical forms, `""` where unbound."""
        return self._engine.select_text(with_prefixes(query))

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return self._engine.ask(with_prefixes(query))

    def construct(self, query: str) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE."""
        return self._engine.construct(with_prefixes(query))

    @cached_property
    def base(self) -> str:
        """What stands before the last part of the data's IRIs, by the manifest."""
        rows = self.select_text(_BASE_QUERY)
        found = sorted({name.rpartition("graph/")[0] for (name,) in rows} - {""})
        return found[0] if found else PREFIXES["id"]

    def graph(self) -> Graph:
        """A fresh rdflib graph: the union of all graphs, without their names."""
        return self.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def dataset(self) -> Dataset:
        """An rdflib dataset with the named graphs; embedded graphs are not copied."""
        return self._engine.dataset()

    def nquads(self) -> bytes:
        """Everything, as sorted N-Quads."""
        return self._engine.nquads()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, error, trace


def open_graph(target: str | Path, *, roles: Collection[str] = ()) -> MandateGraph:
    """The graph in a folder, an RDF file or at an endpoint URL, ready to be asked.

    `roles` keeps only the graphs of these roles (`source`, `claims` ...) and their
    manifest; a local graph then lives in memory. Raises StoreError.
    """
    for role in roles:
        if role not in ROLES:
            raise UnknownNameError("role", role, tuple(ROLES))
    name = str(target)
    if re.match(r"https?://", name):
        if roles:
            raise StoreError(name, "roles need a local graph", "leave out the roles")
        return MandateGraph(name, "endpoint", Endpoint(name))
    path = Path(target)
    folder = _is_folder(path)
    store = load_folder(path) if folder else load_file(path)
    if roles:
        store = _restricted(store, {ROLES[r] for r in roles})
    return MandateGraph(name, "folder" if folder else "file", Embedded(store))


def _is_folder(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        advice = "build a graph first: mandategraph build"
        raise StoreError(str(path), "no such file or folder", advice) from error
    except OSError as error:
        raise StoreError(str(path), error.strerror or str(error)) from error
    return stat.S_ISDIR(mode)


def with_prefixes(query: str) -> str:
    """The query with the known prefixes that it uses but does not declare.

    They are put on its first line, so that line numbers in messages stay true.
    """
    bare = re.sub(r"""<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'""", " ", query)
    bare = re.sub(r"#.*", " ", bare)
    declared = {p.lower() for p in re.findall(r"(?i)\bprefix\s+([\w-]*)\s*:", bare)}
    used = set(re.findall(r"(?<![\w:-])([a-z]+):", bare))
    missing = sorted((used & PREFIXES.keys()) - declared)
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing) + query


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
