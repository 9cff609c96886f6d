"""The page of one thing: what the graph says of it, and who refers to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from mandategraph.errors import QueryError
from mandategraph.language import Form
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.network.nodes import KINDS
from mandategraph.query import all_forms
from mandategraph.serve.linked_data import SUFFIXES
from mandategraph.serve.page import Page
from mandategraph.serve.pages.claims import claims_about
from mandategraph.serve.pages.lineage import lineages
from mandategraph.serve.pages.paging import part, start_of
from mandategraph.serve.pages.quotes import quotes_of
from mandategraph.serve.pages.things import Things, shown
from mandategraph.store.terms import parts

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.serve.page import Visit
    from mandategraph.store import MandateGraph

_MOST: Final = 25  # that refer to it, of each kind
_VALUES: Final = 200  # of one property
_LONGEST: Final = 600
_TYPE: Final = f"{PREFIXES['rdf']}type"
_CODES: Final = (
    f"{MG_NS}sourceIdentifier",
    f"{PREFIXES['skos']}notation",
    f"{PREFIXES['dct']}identifier",
)
_LOST: Final = f"{MG_NS}textNotExtracted"
_SAYS: Final = "SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o }}"
_SAID: Final = """
SELECT ?p (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s ?p {node} }} GROUP BY ?p"""
_REFERS: Final = """
SELECT DISTINCT ?s WHERE {{ ?s <{p}> {node} }} ORDER BY ?s OFFSET {start} LIMIT {n}"""
_NUMBERS: Final = """
SELECT ?node ?class ?printed ?number ?unit ?start ?end WHERE {{
  VALUES ?class {{ mg:Baseline mg:Target mg:Measurement }}
  ?node mg:valueOf {node} ; a ?class .
  OPTIONAL {{ ?node mg:printedValue ?printed }} OPTIONAL {{ ?node mg:value ?number }}
  OPTIONAL {{ ?node mg:unit ?unit }}
  OPTIONAL {{ ?node dct:temporal ?period
    OPTIONAL {{ ?period dcat:startDate ?start }}
    OPTIONAL {{ ?period dcat:endDate ?end }} }}
}}"""


def entity(visit: Visit, iri: str) -> Page:
    """Everything about the thing; 404 when the graph says nothing of it."""
    try:
        node = str(ox.NamedNode(iri))
    except ValueError as error:
        raise QueryError(iri, "it is no IRI") from error
    graph = visit.site.graph
    said: dict[str, list[Any]] = defaultdict(list)
    for p, o in graph.native(_SAYS.format(node=node)).rows:
        if p is not None and o is not None:
            said[parts(p).text].append(o)
    inverse = sorted(graph.select_text(_SAID.format(node=node)))
    if not said and not inverse:
        reason = f"{iri}: nothing is said of it here"
        missing = {"reason": reason, "status": 404}
        return Page("error", visit.words.say("Not here"), missing, 404)
    kinds = sorted(parts(o).text for o in said.get(_TYPE, ()) if _is_iri(o))
    element = any(k.removeprefix(MG_NS) in KINDS for k in kinds)
    referred = _referred(visit, node, inverse)
    claims = claims_about(graph, node)
    numbers = sorted(graph.select_text(_NUMBERS.format(node=node))) if element else []
    line = lineages(graph, [iri])[iri]
    iris = {iri, *kinds, *line, *said, *claims.iris, *(row[4] for row in numbers)}
    iris |= {one for group in referred for one in (group["p"], *group["subjects"])}
    iris |= {row[1] for row in numbers}
    iris |= {
        parts(o).text for some in said.values() for o in some[:_VALUES] if _is_iri(o)
    }
    things = Things(visit, iris - {""})
    data: dict[str, Any] = {
        "thing": things.thing(iri),
        "kinds": [things.thing(kind) for kind in kinds],
        "code": _code(said),
        "lost": any(parts(o).text == _LOST for o in said.get(f"{MG_NS}textStatus", ())),
        "line": [things.thing(one) for one in line],
        "wordings": _wordings(graph, iri, visit.policy, whole=element),
        "quotes": quotes_of(graph, node),
        "is_span": f"{MG_NS}TextSpan" in kinds,
        "is_text": f"{MG_NS}ExtractedText" in kinds,
        "is_plan": f"{MG_NS}Plan" in kinds,
        "claims": claims.listed(things),
        "claims_left": claims.left,
        "numbers": [_number(things, row) for row in numbers],
        "says": [
            {
                "predicate": things.thing(p),
                "count": len(said[p]),
                "values": sorted(
                    (_value(o, things) for o in said[p][:_VALUES]), key=_place
                ),
            }
            for p in sorted(said)
        ],
        "referred": [
            {
                "predicate": things.thing(group["p"]),
                "count": group["paging"]["all"],
                "paging": group["paging"],
                "subjects": [things.thing(s) for s in group["subjects"]],
            }
            for group in referred
        ],
        "downloads": _downloads(visit, iri),
    }
    return Page("entity", things.form(iri).text, data)


def _referred(
    visit: Visit, node: str, inverse: list[tuple[str, ...]]
) -> list[dict[str, Any]]:
    """Who refers to it, by property: the first ones, or those the address asks for."""
    only = visit.asked.get("of", "")
    found = []
    for p, n in inverse:
        start = start_of(visit) if p == only else 0
        asking = _REFERS.format(p=p, node=node, start=start, n=_MOST)
        subjects = [s for (s,) in visit.site.graph.select_text(asking)]
        found.append(
            {"p": p, "subjects": subjects, "paging": part(start, _MOST, int(n))}
        )
    return found


def _code(said: dict[str, list[Any]]) -> str:
    """What the source calls it in figures, `""` when it does not."""
    found = (min(parts(o).text for o in said[p]) for p in _CODES if said.get(p))
    return next(found, "")


def _wordings(
    graph: MandateGraph, iri: str, policy: LanguagePolicy, *, whole: bool
) -> list[dict[str, Any]]:
    """The wordings and headings by language; missing ones too of what is an element."""
    by_lang: dict[str, list[Form]] = defaultdict(list)
    for form in all_forms(graph, [iri])[iri]:
        if form.status != "code":
            by_lang[form.lang].append(form)
    if not by_lang and not whole:
        return []
    langs = [tag for tag in policy.declared if whole or tag in by_lang]
    langs += sorted(set(by_lang) - set(langs))
    return [
        {
            "lang": lang,
            "texts": [shown(f, policy) for f in by_lang[lang] if f.status != "label"],
            "headings": [
                shown(f, policy) for f in by_lang[lang] if f.status == "label"
            ],
        }
        for lang in langs
    ]


def _number(things: Things, row: tuple[str, ...]) -> dict[str, Any]:
    node, cls, printed, number, unit, start, end = row
    return {
        "iri": node,
        "kind": things.thing(cls),
        "value": printed or number,
        "unit": things.thing(unit) if unit else None,
        "start": start,
        "end": end,
    }


def _is_iri(term: object) -> bool:
    return parts(term).kind == "iri"  # type: ignore[arg-type]


def _value(term: Any, things: Things) -> dict[str, Any]:
    found = parts(term)
    if found.kind == "iri":
        return things.thing(found.text)
    text = found.text if found.kind == "literal" else f"_:{found.text}"
    value = {"iri": "", **shown(Form(text, found.lang), things.visit.policy)}
    if len(text) > _LONGEST:
        value |= {"text": text[:_LONGEST], "characters": len(text)}
    return value


def _place(value: dict[str, Any]) -> tuple[str, str]:
    return value["lang"], value["text"]


def _downloads(visit: Visit, iri: str) -> list[dict[str, str]]:
    """The addresses of the data in each format."""
    from urllib.parse import quote

    site = visit.site
    found = []
    for suffix in (*SUFFIXES, "json"):
        if iri.startswith(site.base):
            path = site.address(iri).replace("/id/", "/doc/", 1) + f".{suffix}"
        else:
            path = f"/resource?iri={quote(iri, safe='')}&format={suffix}"
        found.append({"format": suffix, "path": path})
    return found
