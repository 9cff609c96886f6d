"""The plans as trees, by the links that hold, and as maps."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.draw.options import DrawOptions
from mandategraph.errors import UnknownNameError
from mandategraph.folding import natural
from mandategraph.namespaces import MG_NS
from mandategraph.serve.page import Download, Page
from mandategraph.serve.pages.lineage import lineages
from mandategraph.serve.pages.things import Things

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit

_MOST: Final = 2000
_PLANS: Final = "SELECT DISTINCT ?plan { ?plan a mg:Plan }"
_CHOICES: Final = 200
_MAPS: Final = 32  # of some hundred kilobytes each
_FAR: Final = 1 << 40  # where no words are known
_ELEMENTS: Final = """
SELECT DISTINCT ?node ?class ?ordinal ?start WHERE {{
  ?node mg:elementOf <{plan}> .
  ?node a ?class .
  FILTER(?class IN (mg:Vision, mg:Mandate, mg:ValueStatement, mg:Objective,
    mg:ExpectedResult, mg:Indicator, mg:PlannedActivity))
  OPTIONAL {{ ?node mg:ordinal ?ordinal }}
  OPTIONAL {{ ?node mg:evidence ?span .
    ?span oa:hasSelector ?at . ?at oa:start ?start }}
}}"""
_ORDER: Final = (
    "Vision",
    "Mandate",
    "ValueStatement",
    "Objective",
    "ExpectedResult",
    "Indicator",
    "PlannedActivity",
)
_HREF: Final = re.compile(r'href="([^"]*)"')
_FILES: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def _plans(visit: Visit) -> tuple[list[str], str]:
    """The plans, and the one that the address names, else the first; `""` for none."""
    site = visit.site
    plans = site.once("plans", lambda: sorted(p for (p,) in _rows(visit)))
    wanted = visit.asked.get("plan", "")
    if not wanted:
        return plans, plans[0] if plans else ""
    iri = wanted if "://" in wanted else site.base + wanted
    if iri not in plans:
        raise UnknownNameError("plan", wanted, tuple(plans[:20]))
    return plans, iri


def _rows(visit: Visit) -> list[tuple[str, ...]]:
    return visit.site.graph.select_text(_PLANS)


def _choice(visit: Visit, plans: list[str], plan: str) -> tuple[Things, dict[str, Any]]:
    some = plans[:_CHOICES]
    things = Things(visit, {*some, plan} - {""})
    return things, {
        "plan": things.thing(plan) if plan else None,
        "plans": [things.thing(one) for one in some],
        "plans_in_all": len(plans),
    }


def tree(visit: Visit) -> Page:
    """One plan as nested lists, from its mandate down to its indicators."""
    plans, plan = _plans(visit)
    _, data = _choice(visit, plans, plan)
    data |= {"roots": [], "left": 0}
    title = visit.words.say("Tree")
    if not plan:
        return Page("tree", title, data)
    graph = visit.site.graph
    kinds: dict[str, str] = {}
    ordinals: dict[str, str] = {}
    places: dict[str, int] = {}
    rows = sorted(graph.select_text(_ELEMENTS.format(plan=plan)))
    for node, cls, ordinal, start in rows:
        kinds.setdefault(node, cls)
        ordinals.setdefault(node, ordinal)
        places[node] = min(places.get(node, _FAR), int(start or _FAR))
    order = sorted(
        kinds,
        key=lambda n: (
            _ORDER.index(kinds[n].removeprefix(MG_NS)),
            natural(ordinals[n]),
            places[n],
            natural(n),
        ),
    )
    kept = order[:_MOST]
    data["left"] = len(order) - len(kept)
    things = Things(visit, {*kept, *kinds.values()})
    below: dict[str, list[str]] = defaultdict(list)
    lines = lineages(graph, kept)
    for node in kept:
        ups = [one for one in lines[node] if one in kinds and one in set(kept)]
        below[ups[-1] if ups else ""].append(node)
    loose = MG_NS + "ExpectedResult", MG_NS + "Indicator", MG_NS + "PlannedActivity"

    def branch(node: str, depth: int) -> dict[str, Any]:
        children = below[node] if depth < 12 else []
        return {
            "thing": things.thing(node),
            "kind": things.thing(kinds[node]),
            "loose": depth == 0 and kinds[node] in loose,
            "children": [branch(child, depth + 1) for child in children],
        }

    data["roots"] = [branch(node, 0) for node in below[""]]
    return Page("tree", title, data)


def plan_map(visit: Visit) -> Page | Download:
    """The picture of one plan; its cards lead to the pages of this site."""
    plans, plan = _plans(visit)
    form = visit.asked.get("format", "")
    if plan and form:
        if form not in _FILES:
            raise UnknownNameError("format", form, tuple(_FILES))
        return _file(visit, plan, form)
    things, data = _choice(visit, plans, plan)
    data |= {"svg": "", "formats": _formats()}
    title = visit.words.say("Plan map")
    if plan:
        title = f"{title} · {things.form(plan).text}"
        data["svg"] = _kept(visit, plan)
    return Page("map", title, data)


def _kept(visit: Visit, plan: str) -> str:
    """The picture, drawn when it is first asked for; the last ones are kept."""
    drawn: dict[object, str] = visit.site.once("maps", dict)
    key = plan, visit.words.lang, visit.policy.asked
    svg = drawn.pop(key, "") or _linked(visit, plan)
    drawn[key] = svg  # at the end: what nobody asks for goes first
    while len(drawn) > _MAPS:
        drawn.pop(next(iter(drawn)), None)
    return svg


def _linked(visit: Visit, plan: str) -> str:
    """The picture with the addresses of this site in place of IRIs."""
    from mandategraph.draw import plan_map as drawn
    from mandategraph.serve.render import linked

    def address(match: re.Match[str]) -> str:
        iri = html.unescape(match[1])
        path = linked(visit, visit.site.address(iri), {})
        return f'href="{html.escape(path)}"'

    svg = drawn(visit.site.graph, visit.policy, plan=plan)
    return _HREF.sub(address, svg)


def _formats() -> list[str]:
    """The formats for which everything is installed."""
    from importlib.util import find_spec

    needs = {"svg": "mandategraph", "png": "resvg_py", "pdf": "typst"}
    return [form for form, module in needs.items() if find_spec(module)]


def _file(visit: Visit, plan: str, form: str) -> Download:
    from mandategraph.draw.pdf import to_pdf
    from mandategraph.draw.planmap import picture
    from mandategraph.draw.png import to_png
    from mandategraph.draw.svg import to_svg

    page = "screen" if form != "pdf" else "a4"
    options = DrawOptions(plan=plan, page=page)
    drawn = picture(visit.site.graph, visit.policy, options)
    if form == "pdf":
        body = to_pdf(drawn)
    else:
        svg = to_svg(drawn)
        body = svg.encode() if form == "svg" else to_png(svg)
    name = re.sub(r"[^A-Za-z0-9_-]", "-", plan.rpartition("/")[2]) or "plan"
    return Download(body, _FILES[form], f"{name}.{form}")
