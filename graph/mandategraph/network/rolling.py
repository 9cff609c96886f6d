"""What contributes to what through the chain, each thing counted once.

A result that serves two objectives of one mandate counts once for each objective and
once for the mandate, where both its paths are listed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.network.findings import Cell, Coded, Findings, Named, Table
from mandategraph.network.logic import Logic, checked_links
from mandategraph.network.nodes import LINKS
from mandategraph.network.sentences import joined, say
from mandategraph.network.sums import Sums, sums_of
from mandategraph.network.walks import shortest_first
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.network.logic import Links
    from mandategraph.store import MandateGraph

OF: Final = ("indicator", "expected_result", "planned_activity", "objective")
TO: Final = ("mandate", "objective", "plan", "organisation", "goal")
_TOLD: Final = 3  # sentences on targets; the table has them all


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing and its paths to the target, shortest first.

    `more` paths are not listed; None when they cannot be counted, because links turn in
    a circle.
    """

    thing: Named
    paths: tuple[tuple[Named, ...], ...]
    more: int | None


@dataclass(frozen=True, slots=True)
class Roll:
    """What contributes to one target, each thing once.

    `added` is what adding up the things right below the target would have given.
    """

    target: Named
    contributions: tuple[Contribution, ...]
    added: int
    sums: Sums | None

    @property
    def count(self) -> int:
        """The number of things."""
        return len(self.contributions)

    @property
    def by_several(self) -> int:
        """How many of them get there by more than one path."""
        return sum(len(c.paths) > 1 or c.more != 0 for c in self.contributions)


@dataclass(frozen=True, slots=True)
class RollUp(Findings):
    """The roll-up of the things `of` a kind to targets, by links of these statuses.

    `nowhere` are the things that reach no target.
    """

    of: str
    to: str
    links: tuple[str, ...]
    rolls: tuple[Roll, ...]
    nowhere: tuple[Named, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """A row for each target; one for each path; one for each sum."""
        totals: list[tuple[Cell, ...]] = [
            (r.target, r.count, r.by_several, r.added) for r in self.rolls
        ]
        paths: list[tuple[Cell, ...]] = [
            (r.target, c.thing, path, "?" if c.more is None else c.more)
            for r in self.rolls
            for c in r.contributions
            for path in c.paths
        ]
        sums: list[tuple[Cell, ...]] = [
            (
                *(roll.target, Coded(one.of.kind), *one.of[1:]),
                *(str(one.total), one.indicators),
            )
            for roll in self.rolls
            if roll.sums
            for one in roll.sums.sums
        ]
        found = [
            Table("roll_up", ("target", "things", "several", "added"), tuple(totals)),
            Table("paths", ("target", "thing", "path", "more"), tuple(paths)),
        ]
        if any(roll.sums for roll in self.rolls):
            columns = ("target", "value", "unit", "period", "part", "sum", "indicators")
            found.append(Table("sums", columns, tuple(sums)))
        return tuple(found)


def roll_up(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    of: str = "indicator",
    to: str = "mandate",
    plans: Collection[str] = (),
    links: Collection[str] = ("stated",),
    paths: int = 10,
    values: bool = False,
) -> RollUp:
    """What contributes to each mandate, objective, plan, organisation or goal.

    A goal is what an element or its plan is aligned with, such as an SDG; an
    organisation is what a plan is of, programmes among them. Only stated links are
    followed unless `links` names more. At most `paths` paths of each thing are listed.
    `values` adds up numbers too, where unit, period and part are known and agree.

    UnknownNameError for a kind, a target or a status of links that there is not.
    """
    for kind, name, known in (("kind", of, OF), ("target", to, TO)):
        if name not in known:
            raise UnknownNameError(kind, name, known)
    followed = checked_links(links)
    logic = Logic(graph, policy, plans)
    roller = _Roller(logic, of, to, followed)
    rolls = [roller.roll(target, paths) for target in roller.targets]
    if values:
        things = {c.thing.iri for roll in rolls for c in roll.contributions}
        counted = sums_of(graph, policy, things)
        rolls = [
            replace(roll, sums=counted(c.thing.iri for c in roll.contributions))
            for roll in rolls
        ]
    reached = {c.thing.iri for roll in rolls for c in roll.contributions}
    nowhere = [logic.named(node) for node in roller.things if node not in reached]
    found = RollUp(
        lang=language_of(policy),
        sentences=(),
        of=of,
        to=to,
        links=followed,
        rolls=tuple(rolls),
        nowhere=tuple(nowhere),
    )
    return replace(found, sentences=tuple(_told(found, roller.more_reach())))


class _Roller:
    """Follows the links of one network upwards to its targets."""

    def __init__(self, logic: Logic, of: str, to: str, links: tuple[str, ...]) -> None:
        self.logic, self.of, self.to, self.followed = logic, of, to, links
        self.things = logic.of_kind(logic.elements, of)
        self.links = logic.upward(links)
        self.by_plan: dict[str, set[str]] = defaultdict(set)
        self.targets = self._reach()

    def _reach(self) -> list[str]:
        """The targets; what lies beyond plans and elements is linked to them."""
        if self.to in ("mandate", "objective"):
            return self.logic.of_kind(self.logic.elements, self.to)
        if self.to == "plan":
            for plan in self.logic.plans:
                self.by_plan[plan].add(plan)
            return self.logic.plans
        relation = "planOf" if self.to == "organisation" else "alignedWith"
        chosen = set(self.logic.plans)
        for source, ends in self.logic.links((relation,), self.followed).items():
            if source in chosen:
                for end in ends:
                    self.by_plan[end].add(source)
            elif source in self.links:
                self.links.add_edges_from((source, end) for end in ends)
        beyond = set(self.links) - set(self.logic.elements)
        return sorted(beyond | set(self.by_plan))

    def roll(self, target: str, most: int) -> Roll:
        """What contributes to the target."""
        named = self.logic.named
        below = nx.ancestors(self.links, target) if target in self.links else set()
        near: Links = nx.DiGraph(self.links.subgraph({*below, target}))
        counts = _path_counts(near, target)
        found: list[Contribution] = []
        for thing in self.things:
            listed = self._by_plan(thing, target)
            if thing in below:
                listed += islice(shortest_first(near, [(thing, target)]), most + 1)
            if not listed:
                continue
            shown = sorted(listed, key=lambda path: (len(path), path))[:most]
            more: int | None = len(listed) - len(shown)
            if more and thing in below:
                by_plan = len(self._by_plan(thing, target))
                more = None if counts is None else counts[thing] + by_plan - len(shown)
            paths = tuple(tuple(map(named, path)) for path in shown)
            found.append(Contribution(named(thing), paths, more))
        return Roll(named(target), tuple(found), self._added(target), None)

    def _by_plan(self, thing: str, target: str) -> list[tuple[str, ...]]:
        """The path by way of the thing's plan, if there is one."""
        plan = self.logic.network.nodes[thing]["plan"]
        if plan not in self.by_plan.get(target, ()):
            return []
        return [(thing, plan) if plan == target else (thing, plan, target)]

    def _added(self, target: str) -> int:
        """The sum of what contributes to each thing right below the target."""
        things, whole = set(self.things), 0
        if target in self.links:
            for part in self.links.predecessors(target):
                whole += len(things & {part, *nx.ancestors(self.links, part)})
        for plan in self.by_plan.get(target, ()):
            whole += len(self.logic.of_kind(self.logic.members[plan], self.of))
        return whole

    def more_reach(self) -> set[str]:
        """The things that would reach a target if all links were followed."""
        if self.followed == LINKS:
            return set()
        other = _Roller(self.logic, self.of, self.to, LINKS)
        ends = set(other.targets)
        found = set()
        for thing in self.things:
            reached = {thing, *nx.descendants(other.links, thing)}
            plan = self.logic.network.nodes[thing]["plan"]
            if reached & ends - {thing} or any(
                plan in plans for plans in other.by_plan.values()
            ):
                found.add(thing)
        return found


def _path_counts(near: Links, target: str) -> dict[str, int] | None:
    """How many paths lead from each node to the target; None where links turn."""
    if target not in near:
        return {}
    if not nx.is_directed_acyclic_graph(near):
        return None
    counts = {target: 1}
    for node in reversed(list(nx.topological_sort(near))):
        if node != target:
            counts[node] = sum(counts[after] for after in near.successors(node))
    return counts


def _told(found: RollUp, reachable: set[str]) -> Iterator[str]:
    lang = found.lang
    of = say(lang, f"many_{found.of}")
    rolls = [roll for roll in found.rolls if roll.count]
    rolls.sort(key=lambda r: (-r.count, r.target.iri))
    several = len({roll.target.plan for roll in found.rolls}) > 1
    if not found.rolls:
        yield say(lang, "no_target", to=say(lang, f"many_{found.to}"))
    for roll in rolls[:_TOLD]:
        target = roll.target.placed(several)
        yield say(lang, "rolled", of=of, target=target, n=roll.count)
        if roll.by_several:
            yield say(
                lang, "rolled_twice", n=roll.by_several, added=roll.added, target=target
            )
        elif roll.added > roll.count:
            yield say(lang, "rolled_added", added=roll.added, target=target)
    if len(rolls) > _TOLD:
        yield say(lang, "more_targets", n=len(rolls) - _TOLD)
    if found.nowhere:
        doubtful = sum(one.iri in reachable for one in found.nowhere)
        to = say(lang, f"none_{found.to}")
        yield say(lang, "nowhere", of=of, to=to, n=len(found.nowhere))
        if doubtful:
            yield say(lang, "nowhere_doubtful", n=doubtful)
    statuses = joined(lang, (say(lang, f"links_{status}") for status in found.links))
    sure = set(found.links) <= {"stated", "accepted"}
    key = "followed" if sure else "followed_unsure"
    yield say(lang, key, links=statuses)
    yield from _sums_told(lang, [roll.sums for roll in rolls if roll.sums])


def _sums_told(lang: str, sums: list[Sums]) -> Iterator[str]:
    if not sums:
        return
    yield say(lang, "sums_careful")
    if undated := max(one.undated for one in sums):
        yield say(lang, "sums_undated", n=undated)
    if left_out := max(one.left_out for one in sums):
        yield say(lang, "sums_left_out", n=left_out)
