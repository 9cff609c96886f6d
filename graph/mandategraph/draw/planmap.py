"""The plan on a page: mandate on top, a column per objective, results as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.comparison import compared
from mandategraph.draw.fold import fold
from mandategraph.draw.gather import pages
from mandategraph.draw.layout import sheets
from mandategraph.draw.options import DrawOptions
from mandategraph.draw.paper import fitted, paper
from mandategraph.draw.picture import Picture
from mandategraph.draw.side_by_side import sheets as comparison_sheets
from mandategraph.draw.split import split
from mandategraph.draw.svg import to_svg
from mandategraph.draw.words import say
from mandategraph.errors import QueryError
from mandategraph.network import meant, to_network

if TYPE_CHECKING:
    from mandategraph.draw.content import Page
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

MOST_PAGES: Final = 12


def plan_map(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    plan: str | None = None,
    focus: str | None = None,
) -> str:
    """The plans of the graph as one SVG document, a page below the other.

    `plan` draws only that plan, `focus` only that element and what lies below it; both
    are IRIs or their last segments, UnknownNameError names those there are. A page with
    more than 150 cards is folded and says so; of more than 12 plans the rest is
    counted, not drawn. The same graph gives the same bytes. QueryError when the graph
    has no plan.
    """
    return to_svg(picture(graph, policy, DrawOptions(plan=plan, focus=focus)))


def picture(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """The plan map as sheets, at least one per plan.

    QueryError when the graph has no plan.
    """
    if options.compare is not None:
        return _side_by_side(graph, policy, options)
    found = pages(
        graph,
        policy,
        plan=options.plan,
        focus=options.focus,
        date=options.date,
        cross=True,
    )
    if not found:
        raise QueryError(
            graph.target, "no plan to draw", "build a graph of a plan first"
        )
    shown = found[:MOST_PAGES]
    if len(found) > len(shown):
        note = say(shown[0].lang, "plans_left", n=len(found) - len(shown))
        shown[0].notes.append(note)
    if options.title:
        shown[0].title, shown[0].heading = options.title, None
    title = " · ".join(page.title for page in shown)
    if options.split:
        shown = [part for page in shown for part in split(page)]
    else:
        for page in shown:
            fold(page)
    size = paper(options.page)
    drawn = [sheet for page in shown for sheet in sheets(page, size)]
    return Picture(title, drawn, options.theme)


def _side_by_side(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Picture:
    """Two plans and what matches, in the language of the first.

    QueryError when it is not plain which plans, or with a focus or a split.
    """
    if options.focus is not None or options.split:
        reason = "two plans side by side are drawn whole, on one run of sheets"
        raise QueryError(options.compare or "", reason, "leave out --focus and --split")
    network = to_network(graph, policy)
    plans = [n for n, data in network.nodes(data=True) if data["kind"] == "plan"]
    second = meant("plan", options.compare or "", plans)
    others = [plan for plan in plans if plan != second]
    if options.plan is None and len(others) != 1:
        reason = f"{len(others)} plans of the graph could stand beside it"
        raise QueryError(second, reason, "name one with --plan")
    first = meant("plan", options.plan, plans) if options.plan else others[0]
    if first == second:
        raise QueryError(second, "a plan is not compared with itself", "name another")
    found: list[Page] = []
    for plan in (first, second):
        found += pages(
            graph,
            policy,
            plan=plan,
            date=options.date,
            cross=True,
            network=network,
            lang=found[0].lang if found else "",
        )
    left, right = found
    comparison = compared(graph, network, left, right)
    words = {"one": left.title, "other": right.title}
    title = options.title or say(left.lang, "compare_compared", **words)
    drawn = fitted(
        paper(options.page), lambda larger: comparison_sheets(comparison, title, larger)
    )
    return Picture(title, drawn, options.theme)
