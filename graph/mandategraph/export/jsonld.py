"""JSON-LD by the ontology's context, which the document carries: it reads offline.

Each named graph is one object of `@graph`, with its entry in the manifest. A property
takes the context's term when all its values have the form that the term promises; else
it is written with its prefix and each value says its type or language itself. No value
is changed on the way: numbers that are not written as JSON would write them stay text.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyoxigraph as ox

from mandategraph.resources import data
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
# as JSON writes it, and small enough to stay exact
_INTEGER: Final = re.compile("0|-?[1-9][0-9]{0,13}")


class Term(NamedTuple):
    """What the context says of a word: its IRI, how values are coerced or grouped."""

    name: str
    iri: str
    coercion: str = ""
    container: str = ""


def to_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """The quads, which must be sorted, as one JSON-LD document."""
    context = ontology_context()
    writer = Writer(context)
    document = {"@context": context, "@graph": writer.document(quads)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def ontology_context() -> dict[str, Any]:
    """The context of the ontology, or the prefixes when there is none."""
    file = data("ontology").joinpath("context.jsonld")
    if file.is_file():
        context: dict[str, Any] = json.loads(file.read_text("utf-8"))["@context"]
        return context
    return dict(PREFIXES)


class Writer:
    """Writes nodes in the words of a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.prefixes = {
            name: value
            for name, value in context.items()
            if isinstance(value, str) and value.endswith(("/", "#"))
        }
        aliases = {v: k for k, v in context.items() if v in ("@id", "@type")}
        self.id, self.type = aliases.get("@id", "@id"), aliases.get("@type", "@type")
        terms = [
            self._term(name, value)
            for name, value in context.items()
            if not name.startswith("@") and name not in (self.id, self.type)
        ]
        self.terms = {term.iri: term for term in reversed(terms)}

    def _term(self, name: str, value: str | dict[str, str]) -> Term:
        if isinstance(value, str):
            return Term(name, self.full(value))
        coercion = value.get("@type", "")
        full = coercion if coercion.startswith("@") else self.full(coercion)
        return Term(name, self.full(value["@id"]), full, value.get("@container", ""))

    def full(self, name: str) -> str:
        """The IRI of a name with a prefix; any other name as it is."""
        prefix, colon, rest = name.partition(":")
        return (
            self.prefixes[prefix] + rest if colon and prefix in self.prefixes else name
        )

    def _short(self, iri: str) -> str:
        """The IRI as a term or with a prefix, where a word of the context is meant."""
        if iri in self.terms and iri not in self.prefixes.values():
            return self.terms[iri].name
        for name, base in self.prefixes.items():
            if iri.startswith(base) and iri[len(base) :].isidentifier():
                return f"{name}:{iri[len(base) :]}"
        return iri

    def document(self, quads: Iterable[ox.Quad]) -> list[dict[str, Any]]:
        """The nodes of the default graph, then those that are named graphs only."""
        graphs: dict[str, dict[str, dict[str, list[Any]]]] = {"": {}}
        for quad in quads:
            name = (
                "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
            )
            nodes = graphs.setdefault(name_of(name), {})
            node = nodes.setdefault(name_of(quad.subject), defaultdict(list))
            node[quad.predicate.value].append(quad.object)
        nodes = graphs.pop("")
        for name in graphs:
            nodes.setdefault(name, {})
        found = []
        for name, properties in nodes.items():
            node = self.node(name, properties)
            if name in graphs:
                node["@graph"] = [self.node(n, p) for n, p in graphs[name].items()]
            found.append(node)
        return found

    def node(self, name: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
        """The node object."""
        node: dict[str, Any] = {self.id: name}
        for iri, values in properties.items():
            if iri == RDF_TYPE and all(isinstance(v, ox.NamedNode) for v in values):
                node[self.type] = _one([self._short(v.value) for v in values])
                continue
            term = self.terms.get(iri)
            compact = self._by_term(term, values) if term else None
            if term is not None and compact is not None:
                node[term.name] = compact
            else:
                key = self._short(iri) if term is None else self._prefixed(iri)
                node[key] = _one([self._value(v) for v in values])
        return node

    def _prefixed(self, iri: str) -> str:
        """The IRI with a prefix though it has a term: the term's coercion is unfit."""
        return next(
            (
                f"{name}:{iri[len(base) :]}"
                for name, base in self.prefixes.items()
                if iri.startswith(base) and iri[len(base) :]
            ),
            iri,
        )

    def _by_term(self, term: Term, values: list[Any]) -> Any:
        """The values as the term lets them be written; None when it does not."""
        literals = sum(isinstance(v, ox.Literal) for v in values)
        if term.container:
            return _by_language(values) if term.container == "@language" else None
        if term.coercion in ("@id", "@vocab"):
            write = self._word if term.coercion == "@vocab" else self.coerced
            return None if literals else _one([write(v) for v in values])
        if not term.coercion:
            return _one([self._value(v) for v in values])
        if literals < len(values) or {v.datatype.value for v in values} != {
            term.coercion
        }:
            return None
        return _one([_native(v.value, term.coercion) for v in values])

    def _word(self, node: Any) -> str:
        iri = name_of(node)
        term = self.terms.get(iri)
        return term.name if term else iri

    def coerced(self, node: Any) -> Any:
        """A node as the value of a property whose values are nodes."""
        return name_of(node)

    def linked(self, node: Any) -> dict[str, Any]:
        """A node as the value of any property."""
        return {self.id: name_of(node)}

    def _value(self, value: Any) -> Any:
        """A value that says itself what it is."""
        if not isinstance(value, ox.Literal):
            return self.linked(value)
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == f"{XSD}string":
            return value.value
        return {"@value": value.value, self.type: value.datatype.value}


def name_of(term: Any) -> str:
    """The IRI, or the label of a blank node."""
    if isinstance(term, str):
        return term
    return str(term) if isinstance(term, ox.BlankNode) else str(term.value)


def _by_language(values: list[Any]) -> Any:
    """Texts by language; None unless each value has one."""
    if not all(isinstance(v, ox.Literal) and v.language for v in values):
        return None
    texts: dict[str, list[Any]] = defaultdict(list)
    for value in values:
        texts[value.language].append(value.value)
    return {lang: _one(found) for lang, found in sorted(texts.items())}


def _native(text: str, datatype: str) -> Any:
    """The number or truth value as JSON has it, if that is written the same."""
    if datatype == f"{XSD}integer" and _INTEGER.fullmatch(text):
        return int(text)
    if datatype == f"{XSD}boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
