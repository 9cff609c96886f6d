"""The views that can be drawn of a graph: feeds both the API and the CLI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import UnknownNameError

if TYPE_CHECKING:
    from mandategraph.draw.options import DrawOptions
    from mandategraph.draw.picture import Picture
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at a graph: its name, what it shows, and who draws it.

    `maker` is `module:function` below `mandategraph.draw`, imported when it is needed;
    the function takes graph, policy and options and gives a Picture. It raises
    QueryError when the graph has nothing to draw.
    """

    name: str
    summary: str
    maker: str

    def draw(
        self, graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
    ) -> Picture:
        """The picture of the graph."""
        module, _, function = self.maker.partition(":")
        make = getattr(import_module(f"mandategraph.draw.{module}"), function)
        picture: Picture = make(graph, policy, options)
        return picture


_ALL: Final = (
    View(
        "plan-map",
        "Each plan on a page: mandate, a column per objective, results as cards",
        "planmap:picture",
    ),
    View(
        "chain",
        "The results chain: results, with lines to their objectives and the mandate",
        "chain:picture",
    ),
    View(
        "icicle",
        "Many plans by size: organisation, programme, plan, objective, result; a list",
        "icicle:picture",
    ),
    View(
        "framework",
        "The results framework: objectives, results, indicators and their values",
        "framework.drawn:framework_picture",
    ),
    View(
        "logframe",
        "The logframe: four levels by indicators, verification and assumptions",
        "framework.drawn:logframe_picture",
    ),
    View(
        "coverage",
        "Languages by kinds of element: how much is worded, and by whom",
        "coverage_map:picture",
    ),
    View(
        "indicators",
        "A panel for each indicator: baseline, targets and measurements over time",
        "indicators:picture",
    ),
)
VIEWS: Final = {one.name: one for one in _ALL}


def view(name: str) -> View:
    """The view of this name; UnknownNameError lists those there are."""
    if name not in VIEWS:
        raise UnknownNameError("view", name, tuple(VIEWS))
    return VIEWS[name]


def draw(
    name: str,
    graph: MandateGraph,
    policy: LanguagePolicy | str = "",
    options: DrawOptions | None = None,
    **how: Any,
) -> Picture:
    """The picture of the graph in the view of this name.

    The languages of its words are a policy or a list such as `fr,en`. What is not in
    `options` may be given by name: `draw("chain", graph, "ar,en", page="a3")`.
    """
    from mandategraph.draw.options import DrawOptions
    from mandategraph.language import LanguagePolicy

    if not isinstance(policy, LanguagePolicy):
        policy = LanguagePolicy.parse(policy)
    wanted = replace(options or DrawOptions(), **how)
    return view(name).draw(graph, policy, wanted)
