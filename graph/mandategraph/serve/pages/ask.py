"""The page on which queries are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.serve.page import Page

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit


def ask(visit: Visit) -> Page:
    """A form that sends a query to the endpoint."""
    limits = visit.site.limits
    data = {
        "query": visit.asked.get("query", "SELECT * WHERE { ?s ?p ?o } LIMIT 20"),
        "rows": limits.rows,
        "seconds": limits.seconds,
    }
    return Page("ask", visit.words.say("Ask in SPARQL"), data)
