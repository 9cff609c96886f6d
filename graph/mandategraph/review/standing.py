"""Which of the decisions hold: what was undone does not, what was redone does."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from mandategraph.errors import QueryError, excerpt
from mandategraph.review.decision import agent_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.review.decision import Decision

# waiting: it was accepted, and what was accepted is not what stands there now
State = Literal["undecided", "waiting", "skipped", "accepted", "rejected", "edited"]
_STATES: dict[str, State] = {
    "accept": "accepted",
    "assign": "accepted",
    "reject": "rejected",
    "skip": "skipped",
}


class DecidedError(QueryError):
    """Somebody has decided on this before; `by` is that decision."""

    def __init__(self, by: Decision, did: str, advice: str) -> None:
        self.by = by
        super().__init__(by.item or by.id, f"{by.agent} {did} at {by.time}", advice)


class Standing:
    """The decisions of a file and which of them hold, in the order of the file.

    Two files may have been merged by hand: a decision that stands twice counts once,
    and of two on one item the later one holds.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.by_id: dict[str, Decision] = {}
        for one in decisions:
            self.by_id.setdefault(one.id, one)
        self.undone_by: dict[str, Decision] = {}
        # an undo speaks of what stands before it: from the end, each is settled at once
        place = {id: n for n, id in enumerate(self.by_id)}
        for one in reversed(self.all):
            earlier = place.get(one.undoes, len(place)) < place[one.id]
            if one.action == "undo" and one.id not in self.undone_by and earlier:
                self.undone_by[one.undoes] = one
        self._of_item: dict[str, list[Decision]] = defaultdict(list)
        for one in self.all:
            if one.action != "undo" and self.holds(one):
                self._of_item[one.item].append(one)

    @property
    def all(self) -> list[Decision]:
        """Every decision."""
        return list(self.by_id.values())

    def holds(self, one: Decision) -> bool:
        """Whether it has not been undone."""
        return one.id not in self.undone_by

    def on(self, item: str) -> Decision | None:
        """What holds of an item; a skip only when there is nothing else."""
        found = self._of_item.get(item, [])
        firm = [one for one in found if one.action != "skip"]
        return next(reversed(firm or found), None)

    def state(self, item: str) -> State:
        """What has become of an item."""
        one = self.on(item)
        return "undecided" if one is None else _STATES.get(one.action, "edited")

    def effective(self) -> list[Decision]:
        """Those that change the graph: one for each item, in the order of the file."""
        found = [self.on(item) for item in self._of_item]
        firm = {one.id for one in found if one is not None and one.action != "skip"}
        return [one for one in self.all if one.id in firm]

    def last_of(self, agent: str) -> Decision:
        """The last decision of the agent that holds; QueryError without one."""
        for one in reversed(self.all):
            own = one.agent_id == agent_id(agent)
            if own and one.action != "undo" and self.holds(one):
                return one
        raise QueryError(agent, "has decided nothing that holds", "name a decision")

    def check(self, new: Decision) -> None:
        """Nothing; an error when it does not fit what was decided before.

        DecidedError when somebody else was quicker, QueryError when what it undoes is
        not there.
        """
        item = new.item
        if new.action == "undo":
            old = self.by_id.get(new.undoes)
            if old is None:
                advice = "list them: mandategraph review log KG"
                raise QueryError(excerpt(new.undoes), "no such decision", advice)
            if by := self.undone_by.get(old.id):
                raise DecidedError(by, f"undid {old.id}", "nothing is left to undo")
            if old.action != "undo":
                return
            again = self.by_id.get(old.undoes)
            if again is None or again.action in ("undo", "skip"):
                return
            item = again.item
        standing = self.on(item)
        if standing is not None and standing.action != "skip":
            did = {"reject": "rejected it"}.get(standing.action, "decided it")
            if standing.action in ("accept", "assign"):
                did = "accepted it"
            advice = f"to decide anew, undo {standing.id} first"
            raise DecidedError(standing, did, advice)
