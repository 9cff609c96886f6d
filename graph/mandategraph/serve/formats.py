"""The formats of the endpoint and of the data pages: names, media types, endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.errors import UnknownNameError
from mandategraph.serve.negotiation import best

if TYPE_CHECKING:
    from mandategraph.store.query_text import Kind


class Syntax(NamedTuple):
    """A format: its name in addresses, its registered media type, other names of it."""

    name: str
    media_type: str
    also: tuple[str, ...] = ()


# the first one is for clients that do not say what they would have
RESULTS: Final = (
    Syntax("json", "application/sparql-results+json", ("application/json",)),
    Syntax("xml", "application/sparql-results+xml", ("application/xml",)),
    Syntax("csv", "text/csv"),
    Syntax("tsv", "text/tab-separated-values"),
)
TRIPLES: Final = (
    Syntax("turtle", "text/turtle", ("application/x-turtle", "ttl")),
    Syntax("jsonld", "application/ld+json", ("application/json", "json-ld")),
    Syntax("rdfxml", "application/rdf+xml", ("application/xml", "rdf", "xml")),
    Syntax("ntriples", "application/n-triples", ("text/plain", "nt")),
)
DATASETS: Final = (
    Syntax("trig", "application/trig"),
    Syntax("nquads", "application/n-quads", ("nq",)),
)


def offered(kind: Kind) -> tuple[Syntax, ...]:
    """The formats of answers of this kind, the usual one first."""
    if kind == "select":
        return RESULTS
    return RESULTS[:2] if kind == "ask" else TRIPLES


def chosen(
    syntaxes: tuple[Syntax, ...], *, asked: str | None, accept: str | None
) -> Syntax | None:
    """The format named by `asked`, else the one that the Accept header likes best.

    None when the header likes none. Raises UnknownNameError for a name that is none of
    these, nor a media type of theirs.
    """
    if asked:
        for syntax in syntaxes:
            if asked in (syntax.name, syntax.media_type, *syntax.also):
                return syntax
        raise UnknownNameError("format", asked, tuple(s.name for s in syntaxes))
    types = {s.media_type: s for s in reversed(syntaxes)}
    names = {name: s for s in reversed(syntaxes) for name in s.also if "/" in name}
    order = [s.media_type for s in syntaxes] + [n for n in names if n not in types]
    found = best(accept, order)
    return None if found is None else {**names, **types}[found]
