"""The first page: which plans the graph holds, how much of what, in which languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mandategraph.namespaces import MG_NS
from mandategraph.serve.page import Page
from mandategraph.serve.pages.paging import slice_of
from mandategraph.serve.pages.things import Things

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit
    from mandategraph.store import MandateGraph

_SHOWN: Final = 50
_KINDS: Final = ("Mandate", "Objective", "ExpectedResult", "Indicator")
_PLANS: Final = "SELECT DISTINCT ?plan WHERE { ?plan a mg:Plan }"
_ELEMENTS: Final = """
SELECT ?plan (COUNT(DISTINCT ?element) AS ?n) WHERE {{
  ?element a mg:{kind} .
  ?element mg:elementOf ?plan .
}} GROUP BY ?plan"""
_SOURCES: Final = """
SELECT DISTINCT ?plan ?file ?holder WHERE {
  ?plan a mg:Plan .
  OPTIONAL { ?plan dct:source/mg:fileName ?file }
  OPTIONAL { ?plan mg:planOf ?holder }
}"""
_LANGUAGES: Final = """
SELECT ?lang (COUNT(*) AS ?n) WHERE {
  { ?node mg:statementText ?text } UNION
  { ?node mg:textForm ?form . ?form xl:literalForm ?text
    FILTER NOT EXISTS { ?form mg:reviewState mg:stateRejected } }
  BIND(LANG(?text) AS ?lang)
} GROUP BY ?lang"""
_LATEST: Final = "SELECT (MAX(?t) AS ?day) WHERE { ?s prov:generatedAtTime ?t }"


def home(visit: Visit) -> Page:
    """The plans with counts of their elements, the organisations, the languages."""
    site = visit.site
    whole = site.once("home", lambda: _counted(site.graph))
    some, paging = slice_of(visit, whole["plans"], _SHOWN)
    iris = {plan["iri"] for plan in some} | {MG_NS + kind for kind in _KINDS}
    iris |= {holder for plan in some for holder in plan["holders"]}
    iris |= set(whole["holders"][:_SHOWN])
    things = Things(visit, iris)
    plans = [
        {
            **plan,
            "label": things.thing(plan["iri"]),
            "holders": [things.thing(iri) for iri in plan["holders"]],
        }
        for plan in some
    ]
    data = {
        "plans": plans,
        "paging": paging,
        "kinds": {kind: things.thing(MG_NS + kind) for kind in _KINDS},
        "totals": whole["totals"],
        "holders": [things.thing(iri) for iri in whole["holders"][:_SHOWN]],
        "holders_in_all": len(whole["holders"]),
        "languages_used": whole["languages"],
        "latest": whole["latest"],
    }
    return Page("home", visit.words.say("What is in here"), data)


def _counted(graph: MandateGraph) -> dict[str, Any]:
    plans: dict[str, dict[str, Any]] = {}
    totals = dict.fromkeys(_KINDS, 0)
    for (plan,) in sorted(graph.select_text(_PLANS)):
        plans[plan] = {"iri": plan, "counts": {}, "files": [], "holders": []}
    for kind in _KINDS:
        for plan, n in graph.select_text(_ELEMENTS.format(kind=kind)):
            if plan in plans:
                plans[plan]["counts"][kind] = int(n)
                totals[kind] += int(n)
    for plan, file, holder in sorted(graph.select_text(_SOURCES)):
        for value, key in ((file, "files"), (holder, "holders")):
            if value and value not in plans[plan][key]:
                plans[plan][key].append(value)
    languages = [(lang, int(n)) for lang, n in graph.select_text(_LANGUAGES)]
    latest = [day for (day,) in graph.select_text(_LATEST)]
    return {
        "plans": list(plans.values()),
        "totals": {"Plan": len(plans), **totals},
        "holders": sorted({h for plan in plans.values() for h in plan["holders"]}),
        "languages": [
            {"lang": lang, "wordings": n}
            for lang, n in sorted(languages, key=lambda found: (-found[1], found[0]))
        ],
        "latest": latest[0][:10] if latest else "",
    }
