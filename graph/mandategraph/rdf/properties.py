"""The properties of nodes, as queries give them: what reading a graph back rests on."""

from __future__ import annotations

import re
from typing import Final

from mandategraph.errors import StoreError
from mandategraph.model import Span
from mandategraph.rdf.nquads import MG, RDF

Properties = dict[str, list[tuple[str, str]]]

_SPAN: Final = re.compile(r"#char=(\d+),(\d+)$")


def by_subject(rows: list[tuple[str, ...]]) -> dict[str, Properties]:
    """The properties of each subject, of rows of subject, name, value and language."""
    nodes: dict[str, Properties] = {}
    for subject, name, value, lang in rows:
        pairs = nodes.setdefault(subject, {}).setdefault(name, [])
        if (value, lang) not in pairs:
            pairs.append((value, lang))
    return nodes


def texts(properties: Properties, name: str) -> list[tuple[str, str]]:
    """The values of the property, each with its language.

    A bare name is one of the ontology, `a` the class.
    """
    key = f"{RDF}type" if name == "a" else name if ":" in name else MG + name
    return properties.get(key, [])


def every(properties: Properties, name: str) -> list[str]:
    """The values of the property, named as in `texts`."""
    return [value for value, _ in texts(properties, name)]


def first(properties: Properties, name: str) -> str | None:
    """The first value of the property, None when there is none."""
    return next(iter(every(properties, name)), None)


def one(properties: Properties, name: str) -> str:
    """The first value of the property; StoreError when there is none."""
    value = first(properties, name)
    if value is None:
        raise StoreError("graph", f"a node lacks {name}", "check the graph")
    return value


def is_a(properties: Properties, name: str) -> bool:
    """Whether the node has the class of the ontology."""
    return MG + name in every(properties, "a")


def span_of(iri: str) -> Span:
    """The span that its IRI gives; StoreError for another IRI."""
    match = _SPAN.search(iri)
    if match is None:
        raise StoreError(iri, "not the IRI of a text span", "check the graph")
    return Span(int(match[1]), int(match[2]))


def offset_pairs(offsets: str) -> tuple[Span, ...]:
    """The spans of `start,end start,end`."""
    pairs = (pair.split(",") for pair in offsets.split())
    return tuple(Span(int(start), int(end)) for start, end in pairs)
