"""Terms as the engines give them, of pyoxigraph or of rdflib, read alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

import pyoxigraph as ox
import rdflib
from rdflib import BNode, URIRef
from rdflib.term import Identifier

from mandategraph.errors import QueryError
from mandategraph.namespaces import PREFIXES

Native: TypeAlias = Identifier | ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_T = TypeVar("_T")
STRING: Final = f"{PREFIXES['xsd']}string"


class Parts(NamedTuple):
    """What a term consists of; `datatype` is `""` for strings and tagged texts.

    `text` is the IRI, the lexical form or the label of the blank node.
    """

    kind: Literal["iri", "bnode", "literal"]
    text: str
    lang: str = ""
    datatype: str = ""


def parts(term: Native) -> Parts:
    """The parts of the term; QueryError for a triple term of RDF 1.2."""
    read = _READ.get(type(term))
    if read is None:
        message = "it holds a triple term of RDF 1.2, which no RDF 1.1 format can hold"
        raise QueryError("the answer", message, "ask for the parts of the triple")
    return read(term)


def is_iri(term: object) -> bool:
    """Whether the term is an IRI."""
    return isinstance(term, ox.NamedNode | URIRef)


def to_rdflib(term: object) -> Identifier | None:
    """The rdflib term; literals keep their stored spelling. None stays None."""
    if term is None or isinstance(term, Identifier):
        return term
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        return rdflib_literal(term.value, term.language, term.datatype.value)
    message = f"no rdflib term for {term!r}"
    raise TypeError(message)


def rdflib_literal(text: str, lang: str | None, datatype: str | None) -> rdflib.Literal:
    """The rdflib literal, its spelling as it is; a string has no datatype."""
    if lang:
        return rdflib.Literal(text, lang=lang)
    if not datatype or datatype == STRING:
        return rdflib.Literal(text)
    return rdflib.Literal(text, datatype=URIRef(datatype), normalize=False)


def sorted_triples(graph: rdflib.Graph) -> list[tuple[Native, Native, Native]]:
    """The triples of the graph in an order that never varies."""
    triples = (tuple(map(_identifier, triple)) for triple in graph)
    return ordered((s, p, o) for s, p, o in triples)


def ordered(triples: Iterable[tuple[_T, _T, _T]]) -> list[tuple[_T, _T, _T]]:
    """The triples in an order that never varies; their terms may be of any engine."""
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))


def to_graph(triples: Iterable[tuple[Native, Native, Native]]) -> rdflib.Graph:
    """The rdflib graph of the triples."""
    graph = rdflib.Graph()
    made: dict[Native, Identifier] = {}
    for triple in triples:
        subject, predicate, obj = (made.get(t) or _kept(t, made) for t in triple)
        graph.add((subject, predicate, obj))
    return graph


def _kept(term: Native, made: dict[Native, Identifier]) -> Identifier:
    made[term] = found = _identifier(to_rdflib(term))
    return found


def to_text(term: object) -> str:
    """The lexical form of the term, `""` when unbound."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return str(term.value)
    if isinstance(term, ox.BlankNode):
        return str(term)
    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _identifier(term: object) -> Identifier:
    if isinstance(term, Identifier):
        return term
    message = f"no term of RDF 1.1: {term!r}"
    raise TypeError(message)


def _named(term: Any) -> Parts:
    return Parts("iri", term.value)


def _blank(term: Any) -> Parts:
    return Parts("bnode", term.value)


def _literal(term: Any) -> Parts:
    if lang := term.language:
        return Parts("literal", term.value, lang)
    datatype = term.datatype.value
    return Parts("literal", term.value, "", "" if datatype == STRING else datatype)


def _rdflib_literal(term: Any) -> Parts:
    datatype = str(term.datatype or "")
    datatype = "" if term.language or datatype == STRING else datatype
    return Parts("literal", str(term), term.language or "", datatype)


_READ: Final[dict[type, Callable[[Any], Parts]]] = {
    ox.NamedNode: _named,
    ox.BlankNode: _blank,
    ox.Literal: _literal,
    URIRef: lambda term: Parts("iri", str(term)),
    BNode: lambda term: Parts("bnode", str(term)),
    rdflib.Literal: _rdflib_literal,
}
