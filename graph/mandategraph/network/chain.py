"""The chain from indicator to mandate: how deep, where it is broken, where it turns.

What a source does not say is told apart from what it leaves open: a gap is `missing`
only when every part that could fill it has its place elsewhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import networkx as nx

from mandategraph.namespaces import local
from mandategraph.network.findings import Coded, Findings, Named, Table
from mandategraph.network.logic import SETTLED, UPWARD, Logic
from mandategraph.network.nodes import LINKS
from mandategraph.network.sentences import arrows, joined, say
from mandategraph.network.walks import shortest_first
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.network.logic import Links
    from mandategraph.store import MandateGraph

# kind of gap: whose it is, and of which kind the part is that it lacks
BELOW: Final = {
    "mandate_without_objective": ("mandate", "objective"),
    "objective_without_result": ("objective", "expected_result"),
    "result_without_indicator": ("expected_result", "indicator"),
}
ABOVE: Final = {
    "objective_without_mandate": ("objective", ("mandate",)),
    "result_without_objective": ("expected_result", ("objective", "mandate")),
    "indicator_without_holder": (
        "indicator",
        ("expected_result", "objective", "planned_activity", "mandate"),
    ),
}
VALUES: Final = {
    "indicator_without_baseline": "Baseline",
    "indicator_without_target": "Target",
}
STATES: Final = ("missing", "proposed", "open", "unplaced", "none_in_plan")
_MOST_CYCLES: Final = 20
_TOLD: Final = 3  # cycles in sentences; the table has them all
_VALUES: Final = """
SELECT DISTINCT ?indicator ?class WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?value mg:valueOf ?indicator ; a ?class
}"""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that an element lacks, and why: one of `STATES`.

    `proposed`: only proposed links fill it. `open`: the source leaves open whether one
    of the `candidates` does. `unplaced`: the plan has such parts whose place nothing
    tells. `none_in_plan`: the plan states none at all. Else `missing`.
    """

    kind: str
    element: Named
    plan: Named
    state: str
    candidates: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDepth:
    """How many elements a plan has, and its longest chain, from the part upwards."""

    plan: Named
    elements: int
    longest: tuple[Named, ...]

    @property
    def depth(self) -> int:
        """The number of elements in the longest chain."""
        return len(self.longest)


@dataclass(frozen=True, slots=True)
class Cycle:
    """Elements of which each serves the next, and the last the first.

    `settled` if all its links are stated or accepted, else one is only proposed.
    """

    nodes: tuple[Named, ...]
    settled: bool

    @property
    def path(self) -> str:
        """The cycle as `O1 -> O2 -> O1`."""
        return arrows(node.short for node in (*self.nodes, self.nodes[0]))


@dataclass(frozen=True, slots=True)
class ChainAudit(Findings):
    """The audit: gaps point downwards, orphans upwards.

    `cycles` are all there are unless `more_cycles`; `open_links` counts by kind the
    elements of which the source does not say where they belong; `measured` the
    indicators without a baseline that have a measurement.
    """

    depths: tuple[PlanDepth, ...]
    gaps: tuple[Gap, ...]
    orphans: tuple[Gap, ...]
    cycles: tuple[Cycle, ...]
    more_cycles: bool
    open_links: dict[str, int]
    measured: int

    @property
    def tables(self) -> tuple[Table, ...]:
        """Depth by plan; gaps and orphans; cycles."""
        gaps = [
            (g.plan, g.element, Coded(g.kind), Coded(g.state), g.candidates)
            for g in (*self.gaps, *self.orphans)
        ]
        depths = [(d.plan, d.elements, d.depth, d.longest) for d in self.depths]
        cycles = [
            (Coded("stated" if c.settled else "proposed"), (*c.nodes, c.nodes[0]))
            for c in self.cycles
        ]
        return (
            Table("depths", ("plan", "elements", "depth", "longest"), tuple(depths)),
            Table(
                "gaps",
                ("plan", "element", "gap", "state", "candidates"),
                tuple(gaps),
            ),
            Table("cycles", ("links", "cycle"), tuple(cycles)),
        )


def chain_audit(
    graph: MandateGraph, policy: LanguagePolicy, *, plans: Collection[str] = ()
) -> ChainAudit:
    """The audit of all plans, or of those named by IRI or last segment."""
    logic = Logic(graph, policy, plans)
    auditor = _Auditor(logic)
    gaps = [gap for plan in logic.plans for gap in auditor.gaps(plan)]
    values = {(node, local(cls)) for node, cls in graph.select_text(_VALUES)}
    lacking = list(auditor.lacking_values(values))
    gaps += lacking
    orphans = [gap for plan in logic.plans for gap in auditor.orphans(plan)]
    cycles, more = auditor.cycles()
    depths = tuple(auditor.depth(plan) for plan in logic.plans)
    found = ChainAudit(
        lang=language_of(policy),
        sentences=(),
        depths=depths,
        gaps=tuple(gaps),
        orphans=tuple(orphans),
        cycles=tuple(cycles),
        more_cycles=more,
        open_links=auditor.open_links(),
        measured=sum(
            gap.kind == "indicator_without_baseline"
            and (gap.element.iri, "Measurement") in values
            for gap in lacking
        ),
    )
    return replace(found, sentences=tuple(_told(found)))


class _Auditor:
    """Asks one network all the questions of the audit."""

    def __init__(self, logic: Logic) -> None:
        self.logic = logic
        self.settled = logic.upward(SETTLED)
        self.proposed = logic.upward((*SETTLED, "proposed"))
        self.all = logic.upward(LINKS)

    def gaps(self, plan: str) -> Iterator[Gap]:
        """The gaps below the elements of the plan."""
        members = self.logic.members[plan]
        for kind, (holder, part) in BELOW.items():
            parts = self.logic.of_kind(members, part)
            loose = any(not self.all.out_degree(node) for node in parts)
            for node in self.logic.of_kind(members, holder):
                found = self._reached(node, (part,), below=True)
                if found is None:
                    continue
                state, candidates = found
                if state == "missing":
                    state = _weakened(bool(parts), loose)
                yield self._gap(kind, node, plan, state, candidates)

    def orphans(self, plan: str) -> Iterator[Gap]:
        """The elements of the plan that are linked to nothing above."""
        members = self.logic.members[plan]
        for kind, (part, holders) in ABOVE.items():
            there = any(self.logic.of_kind(members, holder) for holder in holders)
            for node in self.logic.of_kind(members, part):
                found = self._reached(node, holders, below=False)
                if found is None:
                    continue
                state, candidates = found
                if state == "missing" and not there:
                    state = "none_in_plan"
                yield self._gap(kind, node, plan, state, candidates)

    def _reached(
        self, node: str, kinds: tuple[str, ...], *, below: bool
    ) -> tuple[str, list[str]] | None:
        """None when a settled link leads there; else by what link, and where."""
        walk = nx.ancestors if below else nx.descendants
        for state, links in (
            ("", self.settled),
            ("proposed", self.proposed),
            ("open", self.all),
        ):
            near = walk(links, node)
            reached = [n for kind in kinds for n in self.logic.of_kind(near, kind)]
            if reached:
                return (state, sorted(reached)) if state else None
        return "missing", []

    def _gap(
        self, kind: str, node: str, plan: str, state: str, candidates: list[str]
    ) -> Gap:
        named = self.logic.named
        found = sorted(map(named, candidates), key=_order)
        return Gap(kind, named(node), named(plan), state, tuple(found))

    def lacking_values(self, there: set[tuple[str, str]]) -> Iterator[Gap]:
        """The indicators for which the source gives no baseline, or no target.

        `there` are pairs of an indicator and the class of a value that it has.
        """
        given = {node for node, _ in there}
        for plan in self.logic.plans:
            members = self.logic.members[plan]
            indicators = self.logic.of_kind(members, "indicator")
            valued = any(node in given for node in indicators)
            for kind, cls in VALUES.items():
                for node in indicators:
                    if (node, cls) not in there:
                        state = "missing" if valued else "none_in_plan"
                        yield self._gap(kind, node, plan, state, [])

    def depth(self, plan: str) -> PlanDepth:
        """The longest chain of settled links; what turns in a circle counts once."""
        members = self.logic.members[plan]
        links: Links = self.settled.subgraph(members).copy()
        for knot in [k for k in nx.strongly_connected_components(links) if len(k) > 1]:
            links.remove_edges_from(list(links.subgraph(knot).edges))
        links.remove_edges_from(list(nx.selfloop_edges(links)))
        longest = _longest(links)
        named = tuple(map(self.logic.named, longest))
        return PlanDepth(self.logic.named(plan), len(members), named)

    def cycles(self) -> tuple[list[Cycle], bool]:
        """The cycles, those of settled links first, then the shortest; whether more.

        They are looked for along the order of codes, so that of many the same are
        found each time.
        """
        found: list[Cycle] = []
        seen: set[frozenset[str]] = set()
        more = False
        nodes = sorted(map(self.logic.named, self.all), key=_order)
        rank = {node.iri: place for place, node in enumerate(nodes)}
        for links, settled in ((self.settled, True), (self.proposed, False)):
            knots: nx.DiGraph[int] = nx.DiGraph()
            for knot in nx.strongly_connected_components(links):
                edges = links.subgraph(knot).edges
                knots.add_edges_from((rank[one], rank[other]) for one, other in edges)
            ends = ((place, place) for place in sorted(knots))
            walks = shortest_first(knots, ends, rising=True)
            some = list(islice(walks, _MOST_CYCLES + 1))
            more = more or len(some) > _MOST_CYCLES
            for *walk, _ in some:
                cycle = tuple(nodes[place] for place in walk)
                edges_of = frozenset(f"{a.iri} {b.iri}" for a, b in _pairs(cycle))
                if edges_of not in seen and len(found) < _MOST_CYCLES:
                    seen.add(edges_of)
                    found.append(Cycle(cycle, settled))
        return found, more

    def open_links(self) -> dict[str, int]:
        """By kind, the elements with an open link and none that is settled."""
        found: Counter[str] = Counter()
        opened = self.logic.links(UPWARD, ("open",))
        for node in self.logic.elements:
            if node in opened and not self.settled.out_degree(node):
                found[self.logic.kind(node)] += 1
        return dict(sorted(found.items()))


def _weakened(there: bool, loose: bool) -> str:  # noqa: FBT001 - two answers
    """What can be said of a part that is linked to nothing."""
    if not there:
        return "none_in_plan"
    return "unplaced" if loose else "missing"


def _longest(links: Links) -> list[str]:
    """The longest path; of several the first by IRI."""
    best: dict[str, list[str]] = {}
    for node in nx.lexicographical_topological_sort(links):
        before = [best[n] for n in sorted(links.predecessors(node))]
        best[node] = [*max(before, key=len, default=[]), node]
    longest = max(best.values(), key=len, default=[])
    return longest if len(longest) > 1 else []


def _pairs(cycle: tuple[Named, ...]) -> Iterator[tuple[Named, Named]]:
    yield from zip(cycle, (*cycle[1:], cycle[0]), strict=True)


def _order(node: Named) -> tuple[int, str, str]:
    return len(node.code), node.code, node.iri


def _told(found: ChainAudit) -> Iterator[str]:
    lang = found.lang
    if not found.depths:
        yield say(lang, "no_plan")
        return
    deepest = max(found.depths, key=lambda d: d.depth)
    if deepest.depth:
        path = arrows(node.short for node in deepest.longest)
        key = "deepest" if len(found.depths) == 1 else "deepest_of"
        plan = deepest.plan.short
        yield say(lang, key, n=deepest.depth, path=path, plan=plan)
    else:
        yield say(lang, "no_chain")
    for kind, count in found.open_links.items():
        own = kind in ("objective", "expected_result", "indicator")
        key = f"open_{kind}" if own else "open_other"
        yield say(lang, key, n=count, kind=say(lang, kind))
    yield from _gaps_told(found)
    yield from _cycles_told(found)
    if found.gaps or found.orphans:
        yield say(lang, "not_stated")


def _gaps_told(found: ChainAudit) -> Iterator[str]:
    lang = found.lang
    counts = Counter((gap.kind, gap.state) for gap in (*found.gaps, *found.orphans))
    for kind in (*BELOW, *VALUES, *ABOVE):
        states = {s: counts[kind, s] for s in STATES if counts[kind, s]}
        if states:
            parts = joined(lang, (say(lang, f"{s}_n", n=n) for s, n in states.items()))
            whole = sum(states.values())
            yield say(lang, "gap_of", gap=say(lang, kind), n=whole, parts=parts)
        if kind == "indicator_without_baseline" and found.measured:
            yield say(lang, "measured", n=found.measured)
    if not counts:
        yield say(lang, "no_gap")


def _cycles_told(found: ChainAudit) -> Iterator[str]:
    lang = found.lang
    for cycle in found.cycles[:_TOLD]:
        key = "cycle_settled" if cycle.settled else "cycle_proposed"
        yield say(lang, key, path=cycle.path)
    if found.more_cycles:
        yield say(lang, "more_cycles", n=_MOST_CYCLES)
    if not found.cycles:
        yield say(lang, "no_cycle")
