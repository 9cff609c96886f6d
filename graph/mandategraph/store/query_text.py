"""What must be known of a query's text before an engine reads it."""

from __future__ import annotations

import re
from typing import Final, Literal, cast, get_args

from mandategraph.errors import QueryError, excerpt
from mandategraph.namespaces import BASE
from mandategraph.namespaces import PREFIXES as NAMESPACES
from mandategraph.store.tokens import tokens

Kind = Literal["select", "ask", "construct", "describe"]

PREFIXES: Final = {
    **NAMESPACES,
    "id": BASE,
    "graph": f"{BASE}graph/",
}


def kind_of(text: str, name: str = "query") -> Kind:
    """What the query asks for; QueryError when it is an update or no query."""
    declares = False
    for token in tokens(text):
        if token.says("PREFIX", "BASE"):
            declares = True
        elif token.kind == "iri":
            declares = False
        elif token.kind == "word" and not declares:
            word = token.text.lower()
            if word in get_args(Kind):
                return cast("Kind", word)
            break
    raise QueryError(
        name,
        "not a SPARQL query",
        "begin with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX lines",
    )


def head(query: str, most: int = 60) -> str:
    """Enough of the query to know it by."""
    text = re.sub(r"(?i)\bprefix\s+\S*:\s*<[^>]*>", " ", query)
    return excerpt(" ".join(text.split()), most)


def names_graphs(query: str) -> bool:
    """Whether the query has FROM or FROM NAMED: it then says itself what it sees."""
    if not re.search(r"\bfrom\b", query, re.IGNORECASE):
        return False
    return any(token.says("FROM") for token in tokens(query))


def with_prefixes(query: str) -> str:
    """The query with the known prefixes that it uses but does not declare.

    They are put on its first line, so that line numbers in messages stay true. A prefix
    that the query declares itself is left alone, whatever it stands for there.
    """
    used: set[str] = set()
    declared: set[str] = set()
    declares = False
    for token in tokens(query):
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            (declared if declares and not local else used).add(prefix)
        declares = token.says("PREFIX")
    missing = sorted((used & PREFIXES.keys()) - declared)
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing) + query
