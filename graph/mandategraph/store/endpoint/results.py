"""SPARQL JSON results as terms, as text and as N-Quads; no term is built twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.term import BNode, Identifier

from mandategraph.errors import StoreError
from mandategraph.namespaces import PREFIXES
from mandategraph.rdf.nquads import iri, literal
from mandategraph.store.terms import STRING, Native, rdflib_literal

# names that hold from one answer of the server to the next: Virtuoso's, and long ones
_LASTING: Final = re.compile(r"nodeID://\w+|[0-9A-Za-z]{16,}")
_HALF: Final = re.compile(r"\\ud[89a-f]", re.IGNORECASE)

Binding = dict[str, dict[str, str]]
_Key = tuple[str, str, str | None, str | None]
_T = TypeVar("_T")


class Rows(NamedTuple):
    """The rows of a SELECT as they came; a variable without a value has no cell."""

    names: tuple[str, ...]
    bindings: list[Binding]


def parsed(body: bytes, charset: str, where: str) -> dict[str, Any]:
    """The JSON object of an answer; StoreError when it is not one, or not whole.

    JSON is UTF-8, whatever the server says; what is not is read as it says.
    """
    text = _decoded(body, charset, where)
    try:
        answer = json.loads(text)
        if _HALF.search(text):
            json.dumps(answer, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        reason = f"the answer is no whole SPARQL JSON: {_end(text)}"
        advice = "a server that stops at its time limit cuts its answers: ask for less"
        raise StoreError(where, reason, advice) from error
    if not isinstance(answer, dict):
        raise StoreError(where, "the answer is no SPARQL result")
    return answer


def rows_of(answer: dict[str, Any], where: str) -> Rows:
    """The rows of a parsed answer to a SELECT; StoreError when it holds none."""
    try:
        names, bindings = answer["head"]["vars"], answer["results"]["bindings"]
        good = all(isinstance(n, str) for n in names) and isinstance(bindings, list)
    except (KeyError, TypeError):
        good = False
    if not good:
        raise StoreError(where, "the answer is no SPARQL result")
    return Rows(tuple(names), bindings)


def terms(rows: Rows, where: str) -> list[tuple[Identifier | None, ...]]:
    """The rows as rdflib terms."""
    return _cells(rows, _rdflib_term, None, where)


def native_terms(rows: Rows, where: str) -> list[tuple[Native | None, ...]]:
    """The rows as terms of pyoxigraph, which are quicker to build."""
    return _cells(rows, _native_term, None, where)


def texts(rows: Rows, where: str) -> list[tuple[str, ...]]:
    """The rows as lexical forms, `""` where unbound."""
    return _cells(rows, _text, "", where)


def lines(rows: Rows, graph: str, where: str) -> list[str]:
    """The rows ?s ?p ?o as lines of N-Quads; the fourth variable is the graph.

    Without a fourth, `graph` is the graph, `""` for the default graph.
    """
    end = f" {iri(graph)} .\n" if graph else " .\n"
    cells = _cells(rows, _spelled, "", where)
    return [" ".join(row) + (end if len(row) == 3 else " .\n") for row in cells]


def blank_nodes(rows: Rows) -> set[str]:
    """The names of blank nodes in the rows that hold within one answer only."""
    return {
        cell["value"]
        for binding in rows.bindings
        for cell in binding.values()
        if cell["type"] == "bnode" and not _LASTING.fullmatch(cell["value"])
    }


def _cells(
    rows: Rows, make: Callable[[_Key], _T], unbound: _T, where: str
) -> list[tuple[_T, ...]]:
    made: dict[_Key, _T] = {}
    names, found = rows.names, []
    try:
        for binding in rows.bindings:
            row = []
            for name in names:
                cell = binding.get(name)
                if cell is None:
                    row.append(unbound)
                    continue
                get = cell.get
                key = cell["type"], cell["value"], get("xml:lang"), get("datatype")
                term = made.get(key)
                if term is None:
                    term = made[key] = make(_checked(key, where))
                row.append(term)
            found.append(tuple(row))
    except ValueError as error:
        reason = f"the answer holds what is no RDF: {error}"
        raise StoreError(where, reason, "correct the data there") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise StoreError(where, "the answer is no SPARQL result") from error
    return found


def _checked(key: _Key, where: str) -> _Key:
    if key[0] == "triple":
        reason = "the answer holds a triple term of RDF 1.2, which RDF 1.1 cannot hold"
        raise StoreError(where, reason, "ask for the parts of the triple")
    if not isinstance(key[1], str) or key[0] not in _TYPES:
        raise StoreError(where, f"the answer holds a term of unknown type {key[0]!r}")
    if key[3] == _BOOLEAN and key[1] in _TRUTH:
        return key[0], _TRUTH[key[1]], None, _BOOLEAN
    return key


_BOOLEAN: Final = f"{PREFIXES['xsd']}boolean"
_TRUTH: Final = {"1": "true", "0": "false"}  # Virtuoso's spelling, and the canonical
_TYPES: Final = ("uri", "bnode", "literal", "typed-literal")


def _label(value: str) -> str:
    """The name of a blank node as a label: Virtuoso's looks like an address."""
    return re.sub(r"[^0-9A-Za-z]", "", value) or "b"


def _rdflib_term(key: _Key) -> Identifier:
    kind, value, lang, datatype = key
    if kind == "uri":
        return URIRef(value)
    if kind == "bnode":
        return BNode(_label(value))
    return rdflib_literal(value, lang and lang.lower(), datatype)


def _native_term(key: _Key) -> Native:
    kind, value, lang, datatype = key
    try:
        if kind == "uri":
            return ox.NamedNode(value)
        if kind == "bnode":
            return ox.BlankNode(_label(value))
        if lang:
            return ox.Literal(value, language=lang)
        if datatype:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        return ox.Literal(value)
    except ValueError:
        # an IRI or a tag that only the server takes for one
        return _rdflib_term(key)


def _text(key: _Key) -> str:
    return f"_:{_label(key[1])}" if key[0] == "bnode" else key[1]


def _spelled(key: _Key) -> str:
    """The term in N-Quads; language tags are lower case, as everywhere."""
    kind, value, lang, datatype = key
    if kind == "uri":
        return iri(value)
    if kind == "bnode":
        return f"_:{_label(value)}"
    if lang or not datatype or datatype == STRING:
        return literal(value, lang=lang or "")
    return literal(value, datatype=iri(datatype)[1:-1])


def _decoded(body: bytes, charset: str, where: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = error
    try:
        if charset.lower() not in ("", "utf-8", "utf8"):
            return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        pass
    reason = f"the answer is not {charset or 'UTF-8'}: {problem.reason}"
    raise StoreError(where, f"{reason} at byte {problem.start}") from problem


def _end(text: str) -> str:
    """The end of what came, where servers put what went wrong."""
    tail = " ".join(text[-160:].split())
    return f"it ends with {tail!r}" if tail else "it is empty"
