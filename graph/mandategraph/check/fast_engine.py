"""The fast engine: `shacl` for the core shapes, Oxigraph for SPARQL constraints."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox
from rdflib import XSD, Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDFS, SH, SKOS

from mandategraph.check.blank_nodes import (
    blank_nodes,
    is_mark,
    mark_nodes,
    mark_shapes,
    own_names,
)
from mandategraph.check.focus import by_sparql
from mandategraph.check.results import Result, path_text
from mandategraph.errors import QueryError, StoreError, reason_of
from mandategraph.store.terms import to_rdflib

if TYPE_CHECKING:
    import shacl
    from rdflib.term import Identifier

    from mandategraph.store import MandateGraph

# what `shacl` need not read: SPARQL constraints, and what is there for people
_LEFT_OUT: Final = (
    SH.sparql,
    SH.select,
    SH.declare,
    SH.prefixes,
    SH.message,
    RDFS.label,
    RDFS.isDefinedBy,
    DCTERMS.title,
    SKOS.editorialNote,
)
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_ABOUT_TYPES: Final = (
    str(SH.DatatypeConstraintComponent),
    str(SH.OrConstraintComponent),
)


def is_installed() -> bool:
    """Whether the engine can be used: `shacl` is a compiled package."""
    return find_spec("shacl") is not None


def by_shacl(data: MandateGraph, shapes: Graph) -> list[Result]:
    """What `shacl` and Oxigraph find in the union of the graphs, unsorted.

    Raises QueryError when `shacl` cannot read the data or the shapes, StoreError when
    there is no room for a temporary copy.
    """
    store = data.oxigraph()
    return [*_core(store, shapes), *by_sparql(store, shapes)]


def _core(store: ox.Store, shapes: Graph) -> Iterator[Result]:
    found, blank = _validated(store, shapes)
    terms = _terms(found, own_names(found, blank))
    decimals = _decimal_shapes(shapes)
    paths = {
        str(shape): path_text(shapes, path)
        for shape, path in shapes.subject_objects(SH.path)
    }
    for result in found:
        if is_mark(result):
            continue
        source = (result.source_shape or "").removeprefix("<").removesuffix(">")
        if source.startswith("_:"):
            source = ""
        focus = terms[result.focus_node]
        value = terms[result.value] if result.value else None
        if (
            source in decimals
            and result.component_iri in _ABOUT_TYPES
            and _is_decimal(value)
        ):
            continue  # longer than `shacl` can hold, which takes it for ill-typed
        yield Result(
            focus=focus,
            path=paths.get(source) or _bare(result.path or ""),
            value=None if value == focus else value,
            source=source,
            component=result.component_iri,
            severity=result.severity_iri,
        )


def _validated(
    store: ox.Store, shapes: Graph
) -> tuple[Sequence[shacl.Result], Sequence[ox.BlankNode]]:
    """The results of `shacl`, and the blank nodes, which have marks among them."""
    from shacl import Shapes

    core = Graph()
    for triple in shapes:
        if triple[1] not in _LEFT_OUT:
            core.add(triple)
    try:
        with tempfile.TemporaryDirectory(prefix="mandategraph-") as folder:
            # `shacl` reads quads as one set of triples; a file costs less than text
            dump = Path(folder) / "data.nq"
            store.dump(dump, format=ox.RdfFormat.N_QUADS)
            blank = blank_nodes(store, dump)
            if blank:
                mark_nodes(dump, blank)
                mark_shapes(core)
            compiled = Shapes.from_text(core.serialize(format="nt"), format="ntriples")
            return compiled.validate_file(str(dump)).results, blank
    except ValueError as error:
        reason = f"the fast engine failed: {' '.join(str(error).split())[:200]}"
        raise QueryError("shapes", reason, "use --engine pyshacl") from error
    except OSError as error:
        reason = reason_of(error)
        advice = "make room there, or set TMPDIR to another folder"
        raise StoreError(tempfile.gettempdir(), reason, advice) from error


def _terms(
    found: Sequence[shacl.Result], blank: Mapping[str, ox.BlankNode]
) -> Mapping[str, Identifier]:
    """The terms of the results by their N-Triples text."""
    texts = {r.focus_node for r in found} | {r.value for r in found if r.value}
    ordered = sorted(texts)
    lines = "".join(f"<urn:s> <urn:p> {text} .\n" for text in ordered)
    triples = ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
    terms = (cast("ox.Triple", triple).object for triple in triples)
    return {
        text: cast("Identifier", to_rdflib(blank.get(text, term)))
        for text, term in zip(ordered, terms, strict=True)
    }


def _decimal_shapes(shapes: Graph) -> set[str]:
    """The shapes that every decimal satisfies: those that ask for one, alone or not."""
    asking = set(shapes.subjects(SH.datatype, XSD.decimal))
    for shape, choice in shapes.subject_objects(SH["or"]):
        if not asking.isdisjoint(Collection(shapes, choice)):
            asking.add(shape)
    return {str(shape) for shape in asking}


def _is_decimal(value: Identifier | None) -> bool:
    """Whether the value is a decimal in one of the spellings of XML Schema."""
    typed = isinstance(value, Literal) and value.datatype == XSD.decimal
    return typed and _DECIMAL.fullmatch(str(value)) is not None


def _bare(path: str) -> str:
    """The path as an IRI when it is one: `shacl` writes it in angle brackets."""
    inside = path[1:-1]
    return inside if path == f"<{inside}>" and ">" not in inside else path
