"""RDF/XML: the triples of all graphs, each property of a node on its line.

An element's name is a property, so a property whose IRI does not end in an XML name
cannot be written; nor can text with characters that XML 1.0 has no room for. Both are
refused before anything is written, since the readers of the format would not see that
something is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from mandategraph.errors import QueryError, excerpt
from mandategraph.namespaces import PREFIXES
from mandategraph.store.terms import STRING

if TYPE_CHECKING:
    from collections.abc import Mapping

RDF: Final = PREFIXES["rdf"]
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE: Final = f"{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL: Final = re.compile(f"[{_START}][{_MORE}]*$")
_UNHELD: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# the words of RDF/XML itself, and the two that no property may have
_RESERVED: Final = frozenset(
    RDF + name
    for name in (
        "RDF",
        "ID",
        "about",
        "parseType",
        "resource",
        "nodeID",
        "datatype",
        "li",
        "Description",
        "bagID",
        "aboutEach",
        "aboutEachPrefix",
    )
)
_ADVICE: Final = "write Turtle, TriG, N-Quads or JSON-LD, which hold all of RDF"


def to_rdfxml(triples: Iterable[ox.Quad]) -> bytes:
    """The triples, which must be sorted, as RDF/XML with one element per subject.

    Raises QueryError for what the format cannot hold.
    """
    listed = list(triples)
    names = _names(q.predicate.value for q in listed)
    spaces = sorted({(prefix, space) for prefix, space, _ in names.values()})
    head = "".join(f"\n  xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in spaces)
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{head}>\n']
    for subject, own in groupby(listed, key=lambda q: q.subject):
        lines.append(f" <rdf:Description {_node(subject, 'about')}>\n")
        lines += _properties(own, names)
        lines.append(" </rdf:Description>\n")
    lines.append("</rdf:RDF>\n")
    return "".join(lines).encode()


def _names(predicates: Iterable[str]) -> Mapping[str, tuple[str, str, str]]:
    """Prefix, namespace and local name of each property."""
    known = {iri: name for name, iri in PREFIXES.items()}
    found = {RDF: ("rdf", RDF, "")}
    unknown: list[str] = []
    for iri in sorted(set(predicates)):
        match = _LOCAL.search(iri)
        if match is None or iri in _RESERVED or not match.start():
            reason = "RDF/XML has no name for this property"
            raise QueryError(iri, reason, _ADVICE)
        space, local = iri[: match.start()], match[0]
        if space not in known and space not in unknown:
            unknown.append(space)
        prefix = known.get(space) or f"ns{unknown.index(space) + 1}"
        found[iri] = (prefix, space, local)
    return found


def _properties(
    quads: Iterable[ox.Quad], names: Mapping[str, tuple[str, str, str]]
) -> Iterator[str]:
    for quad in quads:
        prefix, _, local = names[quad.predicate.value]
        tag, value = f"{prefix}:{local}", quad.object
        if isinstance(value, ox.Literal):
            kind = ""
            if value.language:
                kind = f" xml:lang={quoteattr(value.language)}"
            elif value.datatype.value != STRING:
                kind = f" rdf:datatype={_attribute(value.datatype.value, quad)}"
            yield f"  <{tag}{kind}>{_text(value.value, quad)}</{tag}>\n"
        elif isinstance(value, ox.NamedNode | ox.BlankNode):
            yield f"  <{tag} {_node(value, 'resource', quad)}/>\n"
        else:
            raise QueryError(
                str(quad.subject), "a triple of triples is not RDF 1.1", _ADVICE
            )


def _node(node: object, attribute: str, quad: ox.Quad | None = None) -> str:
    if isinstance(node, ox.BlankNode):
        return f"rdf:nodeID={quoteattr(node.value)}"
    return f"rdf:{attribute}={_attribute(getattr(node, 'value', ''), quad)}"


def _attribute(iri: str, quad: ox.Quad | None) -> str:
    return quoteattr(_held(iri, quad))


def _text(text: str, quad: ox.Quad) -> str:
    # a reader of XML makes a line feed of a carriage return that is not escaped
    return escape(_held(text, quad), {"\r": "&#13;"})


def _held(text: str, quad: ox.Quad | None) -> str:
    """The text itself; QueryError when XML cannot hold it."""
    match = _UNHELD.search(text)
    if match is None:
        return text
    where = excerpt(str(quad.subject) if quad else text, 120)
    what = f" of {excerpt(str(quad.predicate))}" if quad else ""
    reason = f"the text{what} has the character U+{ord(match[0]):04X}"
    raise QueryError(where, f"{reason}, which XML cannot hold", _ADVICE)
