"""What must be known of a query's text before an engine reads it.

Everything goes by the words of SPARQL's grammar, so that what stands in a comment, a
string or an IRI is never taken for a keyword or a prefix.
"""

from __future__ import annotations

import re
from typing import Final, Literal, cast, get_args

from mandategraph.errors import QueryError
from mandategraph.namespaces import BASE
from mandategraph.namespaces import PREFIXES as NAMESPACES

Kind = Literal["select", "ask", "construct", "describe"]

PREFIXES: Final = {
    **NAMESPACES,
    "id": BASE,
    "graph": f"{BASE}graph/",
}
# the long strings come first: a long one begins like an empty short one
_TOKEN: Final = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    |\"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
    |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+'
    |\#[^\n\r]*
    |[?$]\w+|@\w+|_:[\w.-]*
    |(?P<prefix>[^\W\d_](?:[\w.-]*[\w-])?)?:(?P<local>(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>\w+)""",
    re.VERBOSE | re.DOTALL,
)


def kind_of(text: str, name: str = "query") -> Kind:
    """What the query asks for; QueryError when it is an update or no query."""
    prologue = ""
    for match in _TOKEN.finditer(text):
        word = (match["word"] or "").lower()
        if word in ("prefix", "base"):
            prologue = word
        elif word and not prologue:
            if word in get_args(Kind):
                return cast("Kind", word)
            break
        elif match[0].startswith("<"):
            prologue = ""
    raise QueryError(
        name,
        "not a SPARQL query",
        "begin with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX lines",
    )


def names_graphs(query: str) -> bool:
    """Whether the query has FROM or FROM NAMED: it then says itself what it sees."""
    if not re.search(r"\bfrom\b", query, re.IGNORECASE):
        return False
    return any((m["word"] or "").lower() == "from" for m in _TOKEN.finditer(query))


def with_prefixes(query: str) -> str:
    """The query with the known prefixes that it uses but does not declare.

    They are put on its first line, so that line numbers in messages stay true. A prefix
    that the query declares itself is left alone, whatever it stands for there.
    """
    used: set[str] = set()
    declared: set[str] = set()
    declares = False
    for match in _TOKEN.finditer(query):
        prefix = match["prefix"]
        if prefix and prefix in PREFIXES:
            (declared if declares and not match["local"] else used).add(prefix)
        if not match[0].startswith("#"):
            declares = (match["word"] or "").lower() == "prefix"
    missing = sorted(used - declared)
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing) + query
