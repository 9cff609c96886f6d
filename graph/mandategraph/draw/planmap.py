"""The plan on a page: mandate on top, a column per objective, results as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.fold import fold
from mandategraph.draw.gather import pages
from mandategraph.draw.layout import WIDTH, lay_out
from mandategraph.draw.options import DrawOptions
from mandategraph.draw.picture import Picture, Sheet
from mandategraph.draw.svg import to_svg
from mandategraph.draw.words import say
from mandategraph.errors import QueryError

if TYPE_CHECKING:
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
    """The plan map as sheets, at least one per plan."""
    found = pages(
        graph, policy, plan=options.plan, focus=options.focus, date=options.date
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
        shown[0].title = options.title
    sheets = []
    for page in shown:
        fold(page)
        group, height = lay_out(page, 0)
        sheets.append(Sheet(group, WIDTH, height, page.lang))
    title = " · ".join(page.title for page in shown)
    return Picture(title, sheets, options.theme)
