"""Bridges: what the plans of several organisations or programmes have in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from mandategraph.network.findings import Cell, Coded, Findings, Named, Table
from mandategraph.network.holders import Holders
from mandategraph.network.logic import SETTLED, Logic
from mandategraph.network.nodes import LETTERS
from mandategraph.network.sentences import joined, say
from mandategraph.query.words import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

# links that say whose a plan is or what came before, not what it is about
_NOT_ABOUT: Final = (
    *("elementOf", "planOf", "continues", "givesMandateTo", "involves"),
    *("hasPerformer", "hasBeneficiary", "hasStakeholder"),
)
_HOLDERS: Final = ("plan", "organisation", "programme", "planseries", "agentgroup")
_TOLD: Final = 3  # things in sentences; the table has them all


@dataclass(frozen=True, slots=True)
class Way:
    """How a holder comes to the thing: by its plan, or by an element of that."""

    holder: Named
    by: Named
    relation: str
    status: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """One thing and those that share it.

    `status` is `proposed` when it takes a proposed link to make them two, else
    `settled`.
    """

    thing: Named
    holders: tuple[Named, ...]
    status: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two holders, and how many things they share: by settled links, and by others."""

    one: Named
    other: Named
    settled: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Bridges(Findings):
    """What is shared, the most widely shared first, and by whom with whom."""

    holders: tuple[Named, ...]
    bridges: tuple[Bridge, ...]
    pairs: tuple[Pair, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """A row for each thing; for each pair; for each way to a thing."""
        things: list[tuple[Cell, ...]] = [
            (b.thing, len(b.holders), b.holders, Coded(b.status)) for b in self.bridges
        ]
        pairs: list[tuple[Cell, ...]] = [
            (p.one, p.other, p.settled, p.proposed) for p in self.pairs
        ]
        ways: list[tuple[Cell, ...]] = [
            (b.thing, w.holder, w.by, w.relation, Coded(w.status))
            for b in self.bridges
            for w in b.ways
        ]
        return (
            Table("bridges", ("what", "number", "holders", "links"), tuple(things)),
            Table("pairs", ("one", "other", "settled", "proposed"), tuple(pairs)),
            Table("ways", ("what", "holder", "by", "relation", "links"), tuple(ways)),
        )


def bridges(
    graph: MandateGraph, policy: LanguagePolicy, *, plans: Collection[str] = ()
) -> Bridges:
    """What plans of different holders are linked to: goals, documents, elements.

    The holder of a plan is its programme, or its organisation when it has none; a
    programme shares nothing with what it is a part of. The holder of an element of
    another plan shares it with those that link to it.
    """
    logic = Logic(graph, policy, plans)
    holders = Holders(graph, logic)
    settled = holders.by_thing(_about(logic, SETTLED))
    hoped = holders.by_thing(_about(logic, (*SETTLED, "proposed")))
    found = []
    for thing, by in hoped.items():
        sure = holders.apart(settled.get(thing, {}))
        status = "settled" if len(sure) > 1 else "proposed"
        sharing = sure if len(sure) > 1 else holders.apart(by)
        if len(sharing) > 1:
            statuses = SETTLED if len(sure) > 1 else (*SETTLED, "proposed")
            ways = tuple(_ways(logic, holders, thing, sharing, statuses))
            named = tuple(map(logic.named, sharing))
            found.append(Bridge(logic.named(thing), named, status, ways))
    found.sort(key=lambda b: (b.status != "settled", -len(b.holders), b.thing.iri))
    known = {one for held in holders.of_plan.values() for one in held}
    result = Bridges(
        lang=language_of(policy),
        sentences=(),
        holders=tuple(logic.named(one) for one in sorted(known)),
        bridges=tuple(found),
        pairs=tuple(_pairs(found)),
    )
    return replace(result, sentences=tuple(_told(result)))


def _about(logic: Logic, statuses: tuple[str, ...]) -> set[tuple[str, str]]:
    """Pairs of a thing and a plan that is linked to it, or that it is an element of."""
    found: set[tuple[str, str]] = set()
    for plan, source, target in _links(logic, statuses):
        found.add((target, plan))
        own = logic.network.nodes[target]["plan"]
        if own and source:
            found.add((target, own))
    return found


def _links(logic: Logic, statuses: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Plan, element or plan, and what it is linked to outside its own plan."""
    nodes, plans = logic.network.nodes, set(logic.plans)
    for source, target, data in logic.network.edges(data=True):
        plan = source if source in plans else nodes[source]["plan"]
        if (
            plan in plans
            and data["relation"] not in _NOT_ABOUT
            and data["status"] in statuses
            and nodes[target]["kind"] not in _HOLDERS
            and nodes[target]["plan"] != plan
        ):
            yield plan, source, target


def _ways(
    logic: Logic,
    holders: Holders,
    thing: str,
    sharing: list[str],
    statuses: tuple[str, ...],
) -> Iterator[Way]:
    nodes, plans = logic.network.nodes, set(logic.plans)
    for source, _, data in sorted(
        logic.network.in_edges(thing, data=True), key=lambda e: (e[0], e[2]["relation"])
    ):
        plan = source if source in plans else nodes[source]["plan"]
        if data["relation"] in _NOT_ABOUT or data["status"] not in statuses:
            continue
        for holder in holders.of(plan):
            if holder in sharing:
                by, relation = logic.named(source), data["relation"]
                yield Way(logic.named(holder), by, relation, data["status"])
    for holder in holders.of(nodes[thing]["plan"]):
        if holder in sharing and nodes[thing]["kind"] in LETTERS:
            plan = nodes[thing]["plan"]
            yield Way(logic.named(holder), logic.named(plan), "hasElement", "stated")


def _pairs(found: list[Bridge]) -> list[Pair]:
    counts: Counter[tuple[Named, Named, str]] = Counter(
        (one, other, bridge.status)
        for bridge in found
        for one, other in combinations(bridge.holders, 2)
    )
    both = sorted({(one, other) for one, other, _ in counts})
    pairs = [
        Pair(a, b, counts[a, b, "settled"], counts[a, b, "proposed"]) for a, b in both
    ]
    return sorted(pairs, key=lambda p: (-p.settled, -p.proposed, p.one, p.other))


def _told(found: Bridges) -> Iterator[str]:
    lang = found.lang
    if len(found.holders) < 2:
        yield say(lang, "one_holder", n=len(found.holders))
        return
    sure = [b for b in found.bridges if b.status == "settled"]
    if sure:
        yield say(lang, "shared", n=len(sure), holders=len(found.holders))
        for bridge in sure[:_TOLD]:
            names = joined(lang, (holder.short for holder in bridge.holders[:_TOLD]))
            rest = len(bridge.holders) - _TOLD
            key = "shared_thing_more" if rest > 0 else "shared_thing"
            thing = bridge.thing.short
            yield say(
                lang, key, thing=thing, names=names, n=len(bridge.holders), rest=rest
            )
        top = found.pairs[0]
        yield say(
            lang,
            "closest",
            one=top.one.short,
            other=top.other.short,
            n=top.settled,
        )
    else:
        yield say(lang, "not_shared", n=len(found.holders))
    if hoped := len(found.bridges) - len(sure):
        yield say(lang, "shared_perhaps", n=hoped)
    yield say(lang, "shared_careful")
