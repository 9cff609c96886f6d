"""The plan on a page: mandate on top, a column per objective, results as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.draw.fold import fold
from mandategraph.draw.gather import pages
from mandategraph.draw.layout import WIDTH, lay_out
from mandategraph.draw.svg import to_svg
from mandategraph.draw.words import say

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
    counted, not drawn. The same graph gives the same bytes.
    """
    found = pages(graph, policy, plan=plan, focus=focus)
    shown = found[:MOST_PAGES]
    if len(found) > len(shown):
        note = say(shown[0].lang, "plans_left", n=len(found) - len(shown))
        shown[0].notes.append(note)
    groups, y = [], 0.0
    for page in shown:
        fold(page)
        group, y = lay_out(page, y)
        groups.append(group)
    lang = shown[0].lang if shown else "en"
    title = shown[0].title if len(shown) == 1 else " · ".join(p.title for p in shown)
    rtl = bool(shown) and shown[0].rtl
    return to_svg(groups, WIDTH, max(y, 1), lang=lang, rtl=rtl, title=title)
