"""The tables of a graph, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.draw.framework.logframe import logframe
from mandategraph.draw.framework.results import framework
from mandategraph.draw.framework.values import Details
from mandategraph.draw.gather import pages
from mandategraph.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    from mandategraph.draw.content import Page
    from mandategraph.draw.framework.table import Table
    from mandategraph.draw.options import DrawOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

KINDS: Final = {"framework": framework, "logframe": logframe}
MOST_TABLES: Final = 12


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read from the graph for tables of it: its plans, and their details."""

    pages: list[Page]
    details: Details
    title: str | None = None

    def tables(self, kind: str) -> list[Table]:
        """A table for each plan; one for all, one below the other, from 13 plans on.

        UnknownNameError when the kind is neither `framework` nor `logframe`.
        """
        if kind not in KINDS:
            raise UnknownNameError("kind of table", kind, tuple(KINDS))
        make = KINDS[kind]
        if len(self.pages) > MOST_TABLES:
            made = [make(self.pages, self.details)]
        else:
            made = [make([page], self.details) for page in self.pages]
        if self.title:
            made[0].title = self.title
        return made


def gathered(
    graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> Gathered:
    """What the tables of the graph hold, or of the one plan or element asked for.

    Raises QueryError when the graph has no plan, UnknownNameError for a plan or an
    element that there is not.
    """
    found = pages(
        graph,
        policy,
        plan=options.plan,
        focus=options.focus,
        date=options.date,
        cross=True,
        whole=True,
    )
    if not found:
        raise QueryError(
            graph.target, "no plan to make a table of", "build a graph of a plan first"
        )
    return Gathered(found, Details(graph, policy), options.title)


def tables(
    kind: str, graph: MandateGraph, policy: LanguagePolicy, options: DrawOptions
) -> list[Table]:
    """The tables of the graph; of the options, plan, focus, title and date count."""
    return gathered(graph, policy, options).tables(kind)
