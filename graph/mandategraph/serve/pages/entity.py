"""The page of one thing: what the graph says of it, and who refers to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from mandategraph.errors import QueryError
from mandategraph.query import labels
from mandategraph.serve.page import Page
from mandategraph.store.terms import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.language import Form
    from mandategraph.serve.page import Visit

_MOST: Final = 25
_SAYS: Final = "SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o }}"
_SAID: Final = """
SELECT ?p (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s ?p {node} }} GROUP BY ?p"""
_REFERS: Final = "SELECT DISTINCT ?s WHERE {{ ?s <{p}> {node} }} ORDER BY ?s LIMIT {n}"


def entity(visit: Visit, iri: str) -> Page:
    """Everything about the thing; 404 when the graph says nothing of it."""
    try:
        node = str(ox.NamedNode(iri))
    except ValueError as error:
        raise QueryError(iri, "it is no IRI") from error
    graph = visit.site.graph
    rows = graph.native(_SAYS.format(node=node)).rows
    inverse = sorted(graph.select_text(_SAID.format(node=node)))
    if not rows and not inverse:
        reason = f"{iri}: nothing is said of it here"
        missing = {"reason": reason, "status": 404}
        return Page("error", visit.words.say("Not here"), missing, 404)
    subjects: dict[str, list[str]] = {
        p: [s for (s,) in graph.select_text(_REFERS.format(p=p, node=node, n=_MOST))]
        for p, _ in inverse
    }
    iris: set[str] = {iri, *subjects}
    iris.update(*subjects.values())
    for row in rows:
        iris |= {parts(term).text for term in row if type(term) is ox.NamedNode}
    forms = labels(graph, sorted(iris), visit.policy)
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for p, o in rows:
        if p is not None and o is not None:
            said[parts(p).text].append(_value(o, forms))
    data: dict[str, Any] = {
        "thing": _thing(iri, forms),
        "says": [
            {
                "predicate": _thing(p, forms),
                "values": sorted(said[p], key=_place),
            }
            for p in sorted(said)
        ],
        "referred": [
            {
                "predicate": _thing(p, forms),
                "count": int(n),
                "subjects": [_thing(s, forms) for s in subjects[p]],
            }
            for p, n in inverse
        ],
    }
    return Page("entity", forms[iri].text, data)


def _thing(iri: str, forms: Mapping[str, Form]) -> dict[str, Any]:
    form = forms.get(iri)
    if form is None:
        return {"iri": iri, "text": iri, "lang": "", "note": ""}
    return {"iri": iri, "text": form.text, "lang": form.lang, "note": form.note}


def _value(term: Any, forms: Mapping[str, Form]) -> dict[str, Any]:
    found = parts(term)
    if found.kind == "iri":
        return _thing(found.text, forms)
    return {"iri": "", "text": found.text, "lang": found.lang, "note": found.lang}


def _place(value: dict[str, Any]) -> tuple[str, str]:
    return value["lang"], value["text"]
