"""What is worded in which language, what is missing, and what the rules find."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.coverage import KINDS, STATUSES, coverage, missing
from mandategraph.coverage.report import STATEMENTS, render, rows
from mandategraph.errors import QueryError
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import MG_NS
from mandategraph.query.words import in_words
from mandategraph.serve.page import Download, Page
from mandategraph.serve.pages.paging import slice_of
from mandategraph.serve.pages.things import Things, shown

if TYPE_CHECKING:
    from mandategraph.check import Report
    from mandategraph.coverage import Coverage
    from mandategraph.serve.page import Visit
    from mandategraph.store import MandateGraph

_SHOWN: Final = 100


def covered(visit: Visit) -> Page | Download:
    """The numbers by language and kind, or the elements behind one of them."""
    graph = visit.site.graph
    title = visit.words.say("Coverage")
    data: dict[str, Any] = {"rows": [], "languages": [], "list": None, "kinds": {}}
    counted: Coverage | None = visit.site.once("coverage", lambda: _coverage(graph))
    if counted is None:
        return Page("coverage", title, data)
    if visit.asked.get("format") == "csv":
        body = render(counted, "csv", graph).encode()
        return Download(body, "text/csv", "coverage.csv")
    things = Things(visit, {MG_NS + name for name in KINDS.values()})
    data["kinds"] = {kind: things.thing(MG_NS + name) for kind, name in KINDS.items()}
    data["languages"] = list(counted.languages)
    data["rows"] = [
        {
            "lang": line.lang,
            "kind": line.kind,
            **asdict(line.numbers),
            "total": line.numbers.total,
            "percent": _rounded(line.numbers.percent()),
            "percent_reviewed": _rounded(line.numbers.percent("reviewed")),
        }
        for line in rows(counted)
    ]
    if lang := visit.asked.get("of", ""):
        data["list"] = _missing(visit, lang)
    return Page("coverage", title, data)


def _coverage(graph: MandateGraph) -> Coverage | None:
    """The coverage, None for a graph without elements."""
    try:
        return coverage(graph)
    except QueryError:
        return None


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)


def _missing(visit: Visit, lang: str) -> dict[str, Any]:
    """The elements that have no wording of the status in the language."""
    kind, status = visit.asked.get("kind", ""), visit.asked.get("status", "machine")
    if status not in STATUSES:
        raise QueryError(status, "no such status", f"choose from {', '.join(STATUSES)}")
    kinds = [] if kind in ("", STATEMENTS) else [kind]
    found = missing(visit.site.graph, lang, kinds=kinds, status=status)
    if not kinds:
        found = [one for one in found if one.kind != "section_heading"]
    some, paging = slice_of(visit, found, _SHOWN)
    return {
        "lang": lang,
        "kind": kind,
        "status": status,
        "paging": paging,
        "found": [
            {
                "kind": one.kind,
                "thing": {"iri": one.element, **shown(one.instead, visit.policy)},
            }
            for one in some
        ],
    }


def findings(visit: Visit) -> Page:
    """What the rules find, by rule; the findings of one rule when it is named."""
    site = visit.site
    report: Report = site.once("findings", lambda: _checked(site.graph))
    ui = LanguagePolicy([visit.words.lang])
    name = visit.asked.get("rule", "")
    by_rule = report.by_rule()
    found = by_rule.get(name, [])
    some, paging = slice_of(visit, found, _SHOWN)
    things = Things(visit, {one.node for one in some if ":" in one.node} - {""})
    data: dict[str, Any] = {
        "counts": dict(report.counts),
        "asked": len(report.rules),
        "rules": [
            {
                "rule": rule,
                "severity": report.rules[rule].severity,
                "title": shown(in_words(report.rules[rule].title, ui, rule), ui),
                "count": len(ones),
            }
            for rule, ones in by_rule.items()
        ],
        "rule": name,
        "paging": paging,
        "found": [
            {
                "thing": things.thing(one.node),
                "blank": one.node.startswith("_:"),
                "message": shown(in_words(one.message, ui), ui),
                "value": "" if one.value is None else str(one.value)[:200],
            }
            for one in some
        ],
    }
    return Page("findings", visit.words.say("Findings"), data)


def _checked(graph: MandateGraph) -> Report:
    from mandategraph.check import check

    return check(graph)
