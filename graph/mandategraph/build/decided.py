"""The decisions beside a graph, put into it without reading any source again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mandategraph.build.change import Change
from mandategraph.build.targets import target_of
from mandategraph.review.journal import decisions_of, has_decisions
from mandategraph.review.overlay import applied, waiting
from mandategraph.store import open_graph

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.build.targets import Target
    from mandategraph.review.effects import Outcome


def apply_decisions(target: str | Path) -> list[Outcome]:
    """The decisions that change nothing, with the reasons; the others are in the graph.

    The graph changes in one step, and not at all when it holds them already. Raises
    StoreError when it cannot be written, and SourceError when the file of decisions is
    damaged; it is then as it was.
    """
    decisions_of(target)  # refuses what cannot have any
    with open_graph(target) as graph:
        current = applied(target, graph)
    if not current:
        target_of(target).write(lambda record, _: Change(record), dict)
    with open_graph(target) as graph:
        return waiting(target, graph)


def check_unchanged(place: Target) -> None:
    """Nothing; the target, of whose sources none has changed, has its decisions then.

    Raises StoreError when it cannot be opened.
    """
    place.check()
    if has_decisions(place.name):
        apply_decisions(place.name)
