"""SPARQL constraints asked once for all focus nodes, where SHACL asks once for each.

SHACL puts one focus node after another in place of `$this`. Where the pattern of a
constraint binds `$this` itself, outside of OPTIONAL and of subqueries, a join with all
focus nodes has the same rows; a test compares both for every constraint of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SH
from rdflib.term import Identifier, Node

from mandategraph.check.pairs import PAIRS
from mandategraph.check.results import Result
from mandategraph.store.terms import to_rdflib

_SUBCLASSES: Final = (
    f"SELECT ?lower ?upper WHERE {{ ?lower <{RDFS.subClassOf}>+ ?upper }}"
)
# a filter of the outermost group; joined as a table it saves a scan of all triples
_LISTED: Final = re.compile(r"^  FILTER\((\?\w+) IN \(([^()]*)\)\)$", re.MULTILINE)


def by_sparql(store: ox.Store, shapes: Graph) -> Iterator[Result]:
    """What the SPARQL constraints find in the union of the graphs, unsorted."""
    subclasses = _subclasses(store)
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        if shapes.value(shape, SH.deactivated) == Literal(True):  # noqa: FBT003 - a term
            continue
        query = for_all(shapes, shape, constraint, subclasses)
        rows = store.query(query, use_default_graph_as_union=True)
        severity = str(shapes.value(shape, SH.severity) or SH.Violation)
        for row in cast("ox.QuerySolutions", rows):
            focus, path, value = (to_rdflib(row[n]) for n in ("this", "path", "value"))
            yield Result(
                focus=cast("Identifier", focus),
                path=str(path or ""),
                value=None if value == focus else value,
                source=str(constraint),
                component=str(SH.SPARQLConstraintComponent),
                severity=severity,
            )


def for_all(
    shapes: Graph, shape: Node, constraint: Node, subclasses: Mapping[str, set[str]]
) -> str:
    """The query of the constraint for all focus nodes of its shape."""
    name = str(constraint).rpartition("#")[2]
    own = PAIRS.get(name) or str(shapes.value(constraint, SH.select))
    body = _LISTED.sub(_as_table, own).partition("WHERE {")[2]
    targets = " UNION ".join(_targets(shapes, shape, subclasses))
    return (
        f"{prefixes(shapes)}SELECT DISTINCT $this ?path ?value WHERE {{\n"
        f"  {{ SELECT DISTINCT $this WHERE {{ {targets} }} }}{body}"
    )


def prefixes(shapes: Graph) -> str:
    """The prefixes that the constraints may use, as SPARQL declares them."""
    declared = {
        str(shapes.value(d, SH.prefix)): str(shapes.value(d, SH.namespace))
        for d in shapes.objects(None, SH.declare)
    }
    return "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in sorted(declared.items()))


def _targets(
    shapes: Graph, shape: Node, subclasses: Mapping[str, set[str]]
) -> Iterator[str]:
    """One pattern per kind of target that the shape has."""
    classes = {str(c) for c in shapes.objects(shape, SH.targetClass)}
    classes |= {lower for c in classes for lower in subclasses.get(c, ())}
    subjects = {str(p) for p in shapes.objects(shape, SH.targetSubjectsOf)}
    objects = {str(p) for p in shapes.objects(shape, SH.targetObjectsOf)}
    for found, pattern in (
        (classes, "$this a ?t"),
        (subjects, "$this ?t ?o"),
        (objects, "?s ?t $this"),
    ):
        if found:
            listed = " ".join(URIRef(iri).n3() for iri in sorted(found))
            yield f"{{ VALUES ?t {{ {listed} }} {pattern} }}"


def _subclasses(store: ox.Store) -> Mapping[str, set[str]]:
    """The subclasses of each class, however far below, as the data say it."""
    rows = store.query(_SUBCLASSES, use_default_graph_as_union=True)
    found: dict[str, set[str]] = {}
    for row in cast("ox.QuerySolutions", rows):
        lower, upper = row["lower"], row["upper"]
        if isinstance(lower, ox.NamedNode) and isinstance(upper, ox.NamedNode):
            found.setdefault(upper.value, set()).add(lower.value)
    return found


def _as_table(match: re.Match[str]) -> str:
    return f"  VALUES {match[1]} {{ {match[2].replace(',', ' ')} }}"
