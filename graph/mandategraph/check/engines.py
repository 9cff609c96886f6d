"""Which SHACL engine decides the shapes: pySHACL, or a faster one for large graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from mandategraph.check.fast_engine import by_shacl, is_installed
from mandategraph.check.pyshacl_engine import by_pyshacl
from mandategraph.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    from rdflib import Graph

    from mandategraph.check.results import Result
    from mandategraph.store import MandateGraph

Engine = Literal["auto", "pyshacl", "fast"]

ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
FAST_FROM: Final = 2_000  # triples; below, pySHACL takes half a second at most
_LARGE: Final = f"SELECT ?s WHERE {{ ?s ?p ?o }} OFFSET {FAST_FROM} LIMIT 1"


def chosen(graph: MandateGraph, engine: Engine) -> Literal["pyshacl", "fast"]:
    """The engine to use; `auto` becomes the fast one for a large graph.

    Raises UnknownNameError for another name, QueryError when the fast engine is asked
    for and is not installed.
    """
    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, ENGINES)
    if engine == "fast" and not is_installed():
        advice = "install shacl, or use --engine pyshacl"
        raise QueryError("engine fast", "the package shacl is not installed", advice)
    if engine != "auto":
        return engine
    large = is_installed() and bool(graph.native(_LARGE).rows)
    return "fast" if large else "pyshacl"


def results(graph: MandateGraph, shapes: Graph, engine: Engine) -> list[Result]:
    """What the engine finds in the union of the graphs, unsorted."""
    find = by_shacl if chosen(graph, engine) == "fast" else by_pyshacl
    return find(graph, shapes)
