"""One column of text: whether what stands below a heading in it is the heading's."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandategraph.read.text.drafts import Draft


class Column:
    """The objectives of one region, or of all the text outside regions, in order.

    `lists` has the results and indicators of each objective of the programme, by its
    id. `early_items`: list items stand before the first objective.
    """

    def __init__(
        self, drafts: list[Draft], lists: dict[int, list[Draft]], *, early_items: bool
    ) -> None:
        self.objectives = [d for d in drafts if d.type == "objective"]
        self.lost = any(d.row for d in self.objectives)
        self._place = {id(d): i for i, d in enumerate(self.objectives)}
        self._lists = lists
        self._captions = [
            d for d in drafts if d.topic == "outcomes" and not (d.each or d.shared)
        ]
        # items before the first objective, none under the last: printed above theirs
        last = self.objectives[-1:]
        self._shifted = early_items and not all(self._serves(d) for d in last)

    def _serves(self, objective: Draft) -> bool:
        """Whether results or indicators stand below the objective."""
        return id(objective) in self._lists

    @cached_property
    def _several(self) -> bool:
        """Whether more than one of the objectives has results or indicators."""
        return sum(map(self._serves, self.objectives)) > 1

    @cached_property
    def _empty(self) -> set[int]:
        """The places of objectives with a caption of results and nothing below it."""
        return {
            self._place[id(d.objective)]
            for d in self._captions
            if d.objective is not None
            and id(d.objective) in self._place
            and not (d.followed or self._serves(d.objective))
        }

    @cached_property
    def _spilled(self) -> set[int]:
        """The items below a gap in the last list, when no other list has one.

        Last lines of all columns may stand there.
        """
        if len(self.objectives) < 2:
            return set()
        *others, last = (self._lists.get(id(d), []) for d in self.objectives)
        if not any(others) or any(_below_gap(items) for items in others):
            return set()
        return {id(d) for d in _below_gap(last)}

    @cached_property
    def _in_order(self) -> bool:
        """Whether the objectives are numbered upwards, as in one column."""
        paths = [d.path for d in self.objectives if d.path]
        return all(a < b for a, b in pairwise(paths))

    def flows(self, draft: Draft, objective: Draft) -> bool:
        """Whether heading and items stand in one column, each heading with its own.

        Two objectives before their items are the trace of two columns side by side.
        When the first objective has its own items, the next ones have theirs too.
        """
        broken = self.lost or self._shifted or not self._in_order
        if broken or len(self.objectives) == 1:
            return not broken
        caption = draft.caption
        if caption is not None and caption.each and (
            objective.start < caption.start < draft.start
        ):  # fmt: skip
            return False
        at = self._place.get(id(objective), 0)
        if id(draft) in self._spilled or {at - 1, at, at + 1} & self._empty:
            return False
        skipped = at > 0 and not self._serves(self.objectives[at - 1])
        if not self._serves(self.objectives[0]):
            return at > 0 and not skipped
        if caption is None or not caption.each:
            return True
        # each has results: those of the one above, without any, are drawn elsewhere
        return not skipped and self._several


def _below_gap(items: list[Draft]) -> list[Draft]:
    """The items of a list that stand below its first blank line, under one caption."""
    for i, item in enumerate(items):
        if i and item.gap and item.caption is items[i - 1].caption:
            return items[i:]
    return []
