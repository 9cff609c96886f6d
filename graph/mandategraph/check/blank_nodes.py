"""Blank nodes, marked so that an engine that renames them can be understood.

Each blank node gets a triple that points to it from a numbered IRI, and the shapes one
shape that every such triple breaks: its results say what each node is now called.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol, cast

import pyoxigraph as ox
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

_MARK: Final = "urn:x-mandategraph:blank:"
_MARKS: Final = URIRef(f"{_MARK}marks")
_BLANK: Final = """
SELECT DISTINCT ?node
WHERE { { ?node ?p ?o } UNION { ?s ?p ?node } FILTER(ISBLANK(?node)) }"""


class Found(Protocol):
    """What is needed of a result: its terms in N-Triples."""

    focus_node: str
    value: str | None


def blank_nodes(store: ox.Store, dump: Path) -> list[ox.BlankNode]:
    """The blank nodes of the store, whose dump this is: few graphs have any."""
    if not dump.stat().st_size:
        return []
    with (
        dump.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        if text.find(b"_:") < 0:
            return []
    rows = store.query(_BLANK, use_default_graph_as_union=True)
    return [
        cast("ox.BlankNode", row["node"]) for row in cast("ox.QuerySolutions", rows)
    ]


def mark_nodes(dump: Path, nodes: Sequence[ox.BlankNode]) -> None:
    """Append to the dump a triple for each node."""
    with dump.open("a", encoding="utf-8", newline="") as stream:
        stream.writelines(
            f"<{_MARK}{number}> <{_MARKS}> {node} .\n"
            for number, node in enumerate(nodes)
        )


def mark_shapes(shapes: Graph) -> None:
    """Add the shape that the appended triples break."""
    shape, name = URIRef(f"{_MARK}shape"), URIRef(f"{_MARK}name")
    shapes.add((shape, RDF.type, SH.NodeShape))
    shapes.add((shape, SH.targetSubjectsOf, _MARKS))
    shapes.add((shape, SH.property, name))
    shapes.add((name, SH.path, _MARKS))
    shapes.add((name, SH.nodeKind, SH.Literal))


def is_mark(found: Found) -> bool:
    """Whether the result is about a mark and not about the data."""
    return found.focus_node.startswith(f"<{_MARK}")


def own_names(
    found: Sequence[Found], nodes: Sequence[ox.BlankNode]
) -> Mapping[str, ox.BlankNode]:
    """The blank nodes by what they are called in the results."""
    return {
        result.value: nodes[int(result.focus_node[len(_MARK) + 1 : -1])]
        for result in found
        if is_mark(result) and result.value
    }
