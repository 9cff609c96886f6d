"""What a query of a stranger must not do, told from its tokens before it runs.

Oxigraph sends requests for SERVICE, to any address and without a limit of time. It
never loads what FROM names: a graph that it does not hold is refused all the same,
because an empty answer would be a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError
from mandategraph.store.query_text import PREFIXES, kind_of
from mandategraph.store.tokens import tokens

if TYPE_CHECKING:
    from mandategraph.store.query_text import Kind

_DEEPEST: Final = 200
_UPDATES: Final = (
    *("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE"),
    *("ADD", "MOVE", "COPY", "WITH"),
)


class UpdateRefusedError(QueryError):
    """An update at an endpoint that only answers queries."""


def checked(query: str) -> Kind:
    """What the query asks for.

    Raises UpdateRefusedError for an update, QueryError for SERVICE, for braces nested
    deeper than 200 and for what is no query.
    """
    first = True
    for token in tokens(query):
        if token.depth > _DEEPEST:
            raise QueryError("query", f"braces are nested deeper than {_DEEPEST}")
        if token.kind != "word":
            continue
        if token.says("SERVICE"):
            raise QueryError(
                "SERVICE",
                "this endpoint sends no requests to others",
                "ask each endpoint by itself, or federate from your side",
            )
        if token.says("PREFIX", "BASE"):
            continue
        if first and token.depth == 0 and token.says(*_UPDATES):
            raise UpdateRefusedError(
                token.text.upper(), "this endpoint only answers queries"
            )
        first = False
    return kind_of(query)


def graphs_named(query: str) -> list[str]:
    """The IRIs of the graphs that FROM and FROM NAMED name.

    A name with a prefix that nobody declares, or a relative IRI, stays as it is.
    """
    prefixes = dict(PREFIXES)
    found, before = [], ["", "", ""]
    for token in tokens(query):
        two, one = before[1].upper(), before[2].upper()
        if token.kind == "iri" and two == "PREFIX":
            prefixes[before[2].removesuffix(":")] = token.text[1:-1]
        elif token.kind in ("iri", "name") and (
            one == "FROM" or (one == "NAMED" and two == "FROM")
        ):
            found.append(_full(token.text, prefixes))
        before = [*before[1:], token.text]
    return found


def _full(text: str, prefixes: dict[str, str]) -> str:
    if text.startswith("<"):
        return text[1:-1]
    prefix, _, local = text.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else text
