"""N-Quads as text: terms written straight to their canonical form.

Bulk data never passes through rdflib terms; a set of lines is sorted once at the end,
so that equal content gives equal bytes whatever the order of writing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from mandategraph.namespaces import NOT_IN_IRI, PREFIXES

RDF: Final = PREFIXES["rdf"]
XSD: Final = PREFIXES["xsd"]
MG: Final = PREFIXES["mg"]
OA: Final = PREFIXES["oa"]
PROV: Final = PREFIXES["prov"]
DCT: Final = PREFIXES["dct"]
DCAT: Final = PREFIXES["dcat"]
SKOS: Final = PREFIXES["skos"]
SKOSXL: Final = PREFIXES["xl"]
ORG: Final = PREFIXES["org"]

DEFAULT_GRAPH: Final = ""

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


def iri(value: str) -> str:
    """The IRI between angle brackets; a ValueError names one that no syntax allows."""
    if NOT_IN_IRI.search(value) or ":" not in value:
        message = f"not an absolute IRI: {value!r}"
        raise ValueError(message)
    return f"<{value}>"


def literal(text: str, *, lang: str = "", datatype: str = "") -> str:
    """The literal in canonical form; the language tag is written in lower case."""
    escaped = _NEEDS_ESCAPE.sub(_escape, text)
    if lang:
        return f'"{escaped}"@{lang.lower()}'
    return f'"{escaped}"^^<{datatype}>' if datatype else f'"{escaped}"'


def integer(value: int) -> str:
    """The number as an xsd:integer literal."""
    return literal(str(value), datatype=f"{XSD}integer")


def decimal(value: float) -> str:
    """The number as a canonical xsd:decimal literal, four digits at most."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return literal(text or "0", datatype=f"{XSD}decimal")


def boolean(value: bool) -> str:  # noqa: FBT001 - the value is what is written
    """The xsd:boolean literal."""
    return literal("true" if value else "false", datatype=f"{XSD}boolean")


def day(value: str) -> str:
    """The start of an ISO day as an xsd:dateTime literal in UTC."""
    return literal(f"{value}T00:00:00Z", datatype=f"{XSD}dateTime")


class Quads:
    """Triples by named graph, each written once; `""` is the default graph."""

    def __init__(self) -> None:
        self._lines: dict[str, set[str]] = defaultdict(set)

    def add(self, graph: str, subject: str, predicate: str, *objects: str) -> None:
        """Add one triple per object; subject and predicate are bare IRIs."""
        head = f"{iri(subject)} {iri(predicate)} "
        self._lines[graph].update(f"{head}{o} ." for o in objects)

    def a(self, graph: str, subject: str, *classes: str) -> None:
        """State the classes of the subject."""
        self.add(graph, subject, f"{RDF}type", *(iri(c) for c in classes))

    def update(self, graph: str, lines: Iterable[str]) -> None:
        """Add N-Triples lines as they are."""
        self._lines[graph].update(lines)

    def __contains__(self, graph: str) -> bool:
        return bool(self._lines.get(graph))

    @property
    def graphs(self) -> Mapping[str, frozenset[str]]:
        """N-Triples lines by graph IRI."""
        return {g: frozenset(lines) for g, lines in sorted(self._lines.items())}

    def nquads(self) -> bytes:
        """All quads as sorted N-Quads."""
        out: list[str] = []
        for graph, lines in self._lines.items():
            tail = f" {iri(graph)} ." if graph else " ."
            out.extend(line[:-2] + tail for line in lines)
        return ("\n".join(sorted(out)) + "\n").encode() if out else b""


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
