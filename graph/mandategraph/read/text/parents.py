"""What each statement hangs on: asserted only where the source or its order says so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mandategraph.read.text.columns import Column
from mandategraph.read.text.regions import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.model import Basis
    from mandategraph.read.text.drafts import Draft

MOST_CANDIDATES = 100  # beyond that a list of candidates helps nobody


@dataclass(frozen=True, slots=True)
class Link:
    """The parent of a draft, as `model.Parent`, before the statements have names."""

    status: Literal["asserted", "unknown", "none_in_source"]
    basis: Basis | None = None
    target: Draft | None = None
    candidates: tuple[Draft, ...] = ()


_NONE = Link("none_in_source")


def _order(draft: Draft, target: Draft) -> Link:
    column = draft.region == target.region != OUTSIDE
    return Link("asserted", "layout-column" if column else "reading-order", target)


def _stated(target: Draft) -> Link:
    return Link("asserted", "stated", target)


class Parents:
    """The links of one programme's drafts, which stand in the order of the source.

    `early_items` are the regions with list items before their first objective.
    """

    def __init__(
        self, drafts: list[Draft], *, early_items: Collection[int] = ()
    ) -> None:
        self.drafts = drafts
        self.mandates = [d for d in drafts if d.type == "mandate"]
        self.objectives = [d for d in drafts if d.type == "objective"]
        self.results = [d for d in drafts if d.type == "expected_result"]
        self.by_path = {d.path: d for d in self.objectives if d.path}
        self.runs: dict[int, list[Draft]] = defaultdict(list)
        self.alternating: dict[int, bool] = {}
        if len(self.objectives) == 1:
            for d in drafts:  # the only objective is that of all columns below it
                d.objective = d.objective or d.outer
        regions: dict[int, list[Draft]] = {OUTSIDE: []}
        lists: dict[int, list[Draft]] = defaultdict(list)
        for d in drafts:
            regions.setdefault(d.region, []).append(d)
            if d.type in ("expected_result", "indicator") and not d.refers:
                lists[id(d.objective)].append(d)
        self.columns = {
            region: Column(own, lists, early_items=region in early_items)
            for region, own in regions.items()
        }
        for d in self.results:
            if d.objective is not None and not d.refers:
                self.runs[id(d.objective)].append(d)

    def of(self, draft: Draft) -> Link:
        """What the source says of the statement one level up."""
        if draft.type == "objective":
            return self._objective(draft)
        if draft.type == "expected_result":
            return self._result(draft)
        if draft.type == "indicator":
            return self._indicator(draft)
        return _NONE

    def _objective(self, draft: Draft) -> Link:
        if len(draft.path) > 1 and draft.path[:-1] in self.by_path:
            return _stated(self.by_path[draft.path[:-1]])
        if not self.mandates:
            return _NONE
        one = len(self.mandates) == 1 and self.mandates[0].start < draft.start
        if one and not draft.broken:
            return Link("asserted", "reading-order", self.mandates[0])
        return self._unknown(self.mandates)

    def _result(self, draft: Draft) -> Link:
        if not self.objectives:
            return _NONE
        named = self._named(draft)
        if named is not None:
            return named
        above = draft.objective
        if above is not None and not draft.broken and self._flows(draft, above):
            return _order(draft, above)
        return self._unknown(self.objectives)

    def _named(self, draft: Draft) -> Link | None:
        """The objective whose number the words give, "Result 2.1" or "for objective 2".

        A number that contradicts the heading above is no evidence.
        """
        if draft.refers:
            target = self.by_path.get(draft.refers)
            return _stated(target) if target else self._unknown(self.objectives)
        if len(draft.path) < 2:
            return None
        target = self.by_path.get(draft.path[:-1]) or self.by_path.get(draft.path[:1])
        if target is None:
            return None
        above = draft.objective
        agrees = above in (None, target) or draft.broken
        if above is not None and not agrees:
            agrees = not self._flows(draft, above)
        if agrees and (draft.printed or self._numbers_are_objectives):
            return _stated(target)
        if agrees and above is target and not draft.broken:
            return None  # the heading above says the same
        return self._unknown(self.objectives)

    @cached_property
    def _numbers_are_objectives(self) -> bool:
        """Whether the first parts of all item numbers are numbers of objectives."""
        firsts = {d.path[:1] for d in self.results if len(d.path) > 1}
        return len(firsts) > 1 and firsts <= set(self.by_path)

    def _flows(self, draft: Draft, objective: Draft) -> bool:
        return self.columns[objective.region].flows(draft, objective)

    def _indicator(self, draft: Draft) -> Link:
        named = self._measured(draft)
        if named is not None:
            return named
        if draft.broken or self.columns[draft.region].lost:
            return self._unknown(self.results or self.objectives)
        run = self.runs.get(id(draft.objective), []) if draft.objective else self._loose
        beside = [r for r in run if r.region != draft.region]
        run = [r for r in run if r.region == draft.region]
        above = bisect_left(run, draft.start, key=lambda r: r.start)
        if above == 1 or (above and self._alternate(run, draft)):
            return _order(draft, run[above - 1])
        if draft.objective is None or beside:
            return self._unknown(self.results or self.objectives)
        first = run[0] if above else draft
        if self._flows(first, draft.objective):
            return _order(draft, draft.objective)
        return self._unknown(run or self.objectives)

    @cached_property
    def _loose(self) -> list[Draft]:
        return [r for r in self.results if r.objective is None]

    def _measured(self, draft: Draft) -> Link | None:
        """The result or objective whose number the indicator prints."""
        if draft.refers:
            target = self.by_path.get(draft.refers)
            return _stated(target) if target else None
        if len(draft.path) < 2 or not draft.printed:
            return None
        upper = draft.path[:-1]
        for result in self._results_by_path.get(upper, ()):
            return _stated(result)
        target = self.by_path.get(upper)
        return _stated(target) if target and len(upper) == 1 else None

    @cached_property
    def _results_by_path(self) -> dict[tuple[int, ...], list[Draft]]:
        found: dict[tuple[int, ...], list[Draft]] = defaultdict(list)
        for d in self.results:
            if len(d.path) > 1:
                found[d.path].append(d)
        return found

    def _alternate(self, run: list[Draft], draft: Draft) -> bool:
        """Whether each result of the run is followed by indicators of its own."""
        if draft.above is not None and draft.indent > draft.above.indent + 1:
            return draft.caption is None
        key = id(draft.objective)
        if key not in self.alternating:
            self.alternating[key] = all(id(r) in self._followed for r in run)
        return self.alternating[key]

    @cached_property
    def _followed(self) -> frozenset[int]:
        typed = {id(r) for r in self.results}
        return frozenset(
            id(d.above)
            for d in self.drafts
            if d.type == "indicator" and d.above is not None and id(d.above) in typed
        )

    def _unknown(self, among: list[Draft]) -> Link:
        if not among:
            return _NONE
        if len(among) > MOST_CANDIDATES:
            return Link("unknown")
        return Link("unknown", candidates=tuple(among))
