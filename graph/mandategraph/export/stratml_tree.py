"""Where each statement of a plan goes in the nesting of StratML Parts 1 and 2.

Goals hold objectives, objectives hold indicators, and nothing nests deeper. A statement
whose parent is not stated is never put below a statement: goals and objectives without
a word of their own, which say nothing, hold what must be nested.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mandategraph.export.stratml_losses import Losses
    from mandategraph.model import Plan, Statement

_LEVELS: Final = {"Goal": "levelGoal", "Objective": "levelObjective"}


@dataclass(slots=True)
class Node:
    """A Goal, Objective or PerformanceIndicator; `statement` is None for a mere holder.

    `above` is the node that holds it.
    """

    element: str
    statement: Statement | None = None
    above: Node | None = None
    below: list[Node] = field(default_factory=list)

    def add(self, element: str, statement: Statement | None) -> Node:
        """A new node below this one."""
        node = Node(element, statement, self)
        self.below.append(node)
        return node


class Tree:
    """The goals of a plan with all below them; what does not fit is in `losses`."""

    def __init__(self, plan: Plan, losses: Losses) -> None:
        self.losses, self.goals = losses, list[Node]()
        self._nodes: dict[str, Node] = {}
        self._by_id = {s.id: s for s in plan.statements}
        self._holder: Node | None = None
        below: dict[str, list[Statement]] = {}
        tops = []
        for s in plan.statements:
            if s.type in ("objective", "expected_result", "indicator"):
                target = s.parent.target
                if target in self._by_id and self._placed(target):
                    below.setdefault(target, []).append(s)
                else:
                    tops.append(s)
        done: set[str] = set()
        for top in [*tops, *(s for many in below.values() for s in many)]:
            pending = [top]
            while pending:
                s = pending.pop()
                if s.id not in done:
                    done.add(s.id)
                    self._place(s)
                    pending += reversed(below.get(s.id, []))

    def _placed(self, target: str) -> bool:
        """Whether the parent is one that a node can stand for."""
        return self._by_id[target].type in ("objective", "expected_result", "indicator")

    def _place(self, s: Statement) -> None:
        upper = self._nodes.get(s.parent.target or "")
        if upper is None:
            self._unlinked(s)
        if s.type == "objective":
            node = self._objective(s, upper)
        elif s.type == "expected_result":
            node = self._result(s, upper)
        elif self.losses.part == 1:
            return
        else:
            node = self._indicator(s, upper)
        self._nodes[s.id] = node

    def _unlinked(self, s: Statement) -> None:
        """Count a link that is not written, or that the source leaves open."""
        what = {"objective": "objectives", "indicator": "indicators"}.get(s.type)
        what = what or "expected results"
        if s.parent.status in ("unknown", "proposed"):
            why = (
                "StratML cannot leave open what they belong to: written without a link"
            )
            self.losses.add(f"{what} with candidates for a parent", why)
        elif s.parent.target in self._by_id:
            kind = self._by_id[s.parent.target or ""].type
            self.losses.add(f"links of {what} to the {kind}", "StratML states none")

    def _objective(self, s: Statement, upper: Node | None) -> Node:
        if upper is None and s.level in (None, "levelGoal"):
            node = self._goal(s)
        elif upper is None:
            node = self._nameless().add("Objective", s)
        elif s.level == "levelGoal":
            why = "StratML has no goal below another: they stand beside it"
            self.losses.add("goals below a statement", why)
            node = self._goal(s)
        else:
            goal = self._goal_of(upper)
            if upper is not goal:
                why = "they stand beside it, below the same goal"
                self.losses.add("objectives below an objective", why)
            node = goal.add("Objective", s)
        if s.level is None:
            why = f"StratML knows goals and objectives: written as {node.element}"
            self.losses.add("objectives of no stated level", why)
        elif s.level != _LEVELS[node.element]:
            why = f"written as {node.element}"
            self.losses.add(f"objectives of {s.level}", why)
        return node

    def _result(self, s: Statement, upper: Node | None) -> Node:
        """An Objective below its goal; below an objective, an indicator of Part 2."""
        holder = upper or self._nameless()
        if holder.element == "Goal":
            node = holder.add("Objective", s)
            why = "StratML has no expected result: written as Objective"
        elif self.losses.part == 1 or holder.element == "PerformanceIndicator":
            node = self._goal_of(holder).add("Objective", s)
            why = (
                "StratML has no expected result: written as Objective, beside the one "
                "that it belongs to"
            )
        else:
            node = holder.add("PerformanceIndicator", s)
            why = "StratML has no expected result: written as PerformanceIndicator"
        self.losses.add("expected results", why)
        if node.element == "Objective":
            self.losses.add("types of expected results", count=s.level is not None)
        return node

    def _indicator(self, s: Statement, upper: Node | None) -> Node:
        holder = upper or self._nameless()
        if holder.element == "PerformanceIndicator":
            why = "they stand beside what they belong to, below the same objective"
            self.losses.add("indicators of an expected result or an indicator", why)
            holder = holder.above or holder
        if holder.element == "Goal":
            last = holder.below[-1] if holder.below else None
            if last is None or last.statement is not None:
                last = holder.add("Objective", None)
            holder = last
        return holder.add("PerformanceIndicator", s)

    def _goal(self, s: Statement) -> Node:
        self.goals.append(Node("Goal", s))
        return self.goals[-1]

    def _nameless(self) -> Node:
        """The goal without words for what belongs to no goal that is known."""
        if self._holder is None:
            self._holder = Node("Goal")
            self.goals.append(self._holder)
        return self._holder

    def _goal_of(self, node: Node) -> Node:
        while node.above is not None:
            node = node.above
        return node
