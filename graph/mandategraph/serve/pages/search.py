"""Search in all languages, over the folded wordings, codes and names of the graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import QueryError
from mandategraph.folding import fold, natural
from mandategraph.namespaces import MG_NS, NOT_IN_IRI
from mandategraph.query.index import Wordings
from mandategraph.query.labels import code_of
from mandategraph.query.search import words_of
from mandategraph.serve.page import Page
from mandategraph.serve.pages.lineage import lineages
from mandategraph.serve.pages.paging import slice_of
from mandategraph.serve.pages.things import Things

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit
    from mandategraph.store import MandateGraph

_SHOWN: Final = 25
_MOST: Final = 2000
_TEXTS: Final = """
SELECT ?node ?text WHERE {
  { ?node mg:statementText|mg:sourceLabel|mg:sourceIdentifier|skos:prefLabel
      |skos:altLabel|skos:notation|dct:title|dct:identifier|mg:fileName ?text }
  UNION
  { ?node mg:textForm|mg:labelForm ?form . ?form xl:literalForm ?text
    FILTER NOT EXISTS { ?form mg:reviewState mg:stateRejected } }
}"""
_KINDS: Final = "SELECT ?node ?kind {{ VALUES ?node {{ {nodes} }} ?node a ?kind }}"
_FIRST: Final = ("Plan", "Mandate", "Objective", "ExpectedResult", "Indicator")


def search(visit: Visit) -> Page:
    """What has all the words of the query in one of its wordings, in any language."""
    text = visit.asked.get("q", "").strip()[:200]
    title = visit.words.say("Search")
    data: dict[str, Any] = {
        "q": text,
        "problem": "",
        "many": False,
        "most": _MOST,
        "found": [],
        "paging": {"start": 0, "end": 0, "all": 0, "before": None, "after": None},
    }
    if not text:
        return Page("search", title, data)
    graph = visit.site.graph
    index = visit.site.once("search", lambda: _index(graph))
    try:
        nodes = index.nodes(words_of(text), _MOST)
    except QueryError as error:
        return Page("search", title, {**data, "problem": str(error)})
    exact = _exact(visit, text)
    if nodes is None:
        data["many"] = True
        nodes = []
    nodes = [n for n in nodes if not n.startswith("_:") and not NOT_IN_IRI.search(n)]
    kinds = _kinds(graph, [*exact, *nodes])
    wanted = fold(text).strip()
    ordered = sorted(
        {*exact, *nodes},
        key=lambda n: (
            n not in exact,
            fold(code_of(n).text) != wanted,
            min((_rank(kind) for kind in kinds[n]), default=len(_FIRST) + 1),
            natural(n),
        ),
    )
    some, paging = slice_of(visit, ordered, _SHOWN)
    lines = lineages(graph, some) if some else {}
    iris = {*some, *(i for line in lines.values() for i in line)}
    things = Things(visit, iris | {kind for node in some for kind in kinds[node]})
    data["found"] = [
        {
            "thing": things.thing(node),
            "kinds": [things.thing(kind) for kind in sorted(kinds[node])],
            "path": [things.thing(one) for one in lines[node]],
            "address": visit.site.address(node),
        }
        for node in some
    ]
    return Page("search", title, {**data, "paging": paging})


def _index(graph: MandateGraph) -> Wordings:
    rows = {(node, text) for node, text in graph.select_text(_TEXTS) if node}
    # the last part of its name is a code that people type
    rows |= {(node, code_of(node).text) for node, _ in rows}
    return Wordings(sorted(rows))


def _exact(visit: Visit, text: str) -> list[str]:
    """The thing whose IRI, or whose code, this is."""
    if NOT_IN_IRI.search(text):
        return []
    iri = text if "://" in text else visit.site.base + text
    known = f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    try:
        return [iri] if visit.site.graph.ask(known) else []
    except QueryError:
        return []


def _kinds(graph: MandateGraph, nodes: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for start in range(0, len(nodes), 500):
        named = " ".join(f"<{node}>" for node in nodes[start : start + 500])
        for node, kind in graph.select_text(_KINDS.format(nodes=named)):
            found[node].add(kind)
    return found


def _rank(kind: str) -> int:
    name = kind.removeprefix(MG_NS)
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
