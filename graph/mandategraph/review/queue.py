"""The queue: everything that waits for a decision, each item with both its sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from mandategraph.errors import QueryError, UnknownNameError, excerpt
from mandategraph.language import Form, checked_tag
from mandategraph.review.effects import effects
from mandategraph.review.gather import Gathered
from mandategraph.review.journal import standing_of
from mandategraph.review.shown import Shown, told, written
from mandategraph.review.standing import Standing, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.language import LanguagePolicy
    from mandategraph.review.gather import Candidate, Proposal
    from mandategraph.store import MandateGraph

Kind = Literal["link", "open", "duplicate", "wording", "translation"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STATES: Final[tuple[State, ...]] = get_args(State)
_STATES: Final = ("undecided", "waiting", "skipped", "accepted", "rejected")
OPEN: Final[tuple[State, ...]] = ("undecided", "waiting", "skipped")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items; what is empty lets all pass.

    A plan is named by its key, code or IRI; the language is that of a translation.
    """

    kinds: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    lang: str = ""
    states: tuple[str, ...] = OPEN

    def check(self) -> None:
        """Nothing; UnknownNameError or QueryError for what there cannot be."""
        for kind in self.kinds:
            if kind not in KINDS:
                raise UnknownNameError("kind", kind, KINDS)
        for state in self.states:
            if state not in STATES:
                raise UnknownNameError("state", state, _STATES)
        if self.lang:
            checked_tag(self.lang)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item before it is shown: what sorts and filters need."""

    id: str
    kind: Kind
    plan: str
    lang: str
    order: tuple[Any, ...]
    state: State


class Queue:
    """The items of a graph with the decisions on them, for several looks at them."""

    def __init__(self, graph: MandateGraph, standing: Standing | None = None) -> None:
        local = graph.kind in ("folder", "file")
        known = standing_of(graph.target) if local else Standing()
        self.standing = known if standing is None else standing
        self.graph, self.gathered = graph, Gathered(graph)
        self._entries = sorted(
            self._found(), key=lambda e: (KINDS.index(e.kind), e.order, e.id)
        )

    def ids(self, wanted: Filter | None = None) -> list[str]:
        """The items that pass, undecided ones before those that were skipped."""
        found = self._passing(wanted or Filter())
        ordered = sorted(
            found, key=lambda e: OPEN.index(e.state) if e.state in OPEN else 0
        )
        return [entry.id for entry in ordered]

    def next(self, wanted: Filter | None = None, after: str = "") -> str:
        """The item to decide next, behind `after` if there is one; `""` at the end."""
        ids = self.ids(wanted)
        if after in ids:
            ids = ids[ids.index(after) + 1 :] or ids[: ids.index(after)]
        elif after:
            order = [e.id for e in self._entries]
            here = order.index(after) if after in order else -1
            behind = [id for id in ids if order.index(id) > here]
            undecided = [i for i in behind if self.state(i) != "skipped"]
            ids = undecided or ids
        return ids[0] if ids else ""

    def counts(self, wanted: Filter | None = None) -> dict[str, dict[str, int]]:
        """How many items of each kind are in each state, whatever states are wanted."""
        f = wanted or Filter()
        every = Filter(f.kinds, f.plans, f.lang, ())
        found = Counter((e.kind, e.state) for e in self._passing(every))
        return {
            kind: {s: found[kind, s] for s in _STATES if found[kind, s]}
            for kind in KINDS
            if any(found[kind, s] for s in _STATES)
        }

    def items(
        self, ids: Collection[str], policy: LanguagePolicy
    ) -> list[dict[str, Any]]:
        """These items as plain data, in this order; QueryError for one not there."""
        known = {entry.id: entry for entry in self._entries}
        for id in ids:
            if id not in known:
                advice = "list them: mandategraph review list KG"
                raise QueryError(excerpt(id), "there is nothing to decide on", advice)
        nodes = {node for id in ids for node in self._nodes(known[id])}
        shown = Shown(self.gathered, sorted(nodes - {""}), policy)
        return [self._item(known[id], shown) for id in ids]

    def state(self, item: str) -> State:
        """What has become of an item, by the decisions and the graph as it is now."""
        state = self.standing.state(item)
        return "waiting" if state == "accepted" and item in self._waiting else state

    # --- what there is

    @cached_property
    def _waiting(self) -> set[str]:
        waits = effects(self.graph, self.standing).waiting
        return {decision.item for decision, _ in waits}

    def _found(self) -> Iterator[_Entry]:
        g = self.gathered
        proposed = set()
        for id, claims in g.links.items():
            one = claims[0]
            kind: Kind = "duplicate" if id.startswith("duplicate-") else "link"
            best = max(_number(c.confidence) for c in claims)
            state = self.state(id)
            if state in OPEN:
                proposed.add((one.subject, one.predicate))
            yield _Entry(id, kind, one.plan, "", (-best, one.subject), state)
        for id, (element, plan) in g.lost.items():
            if g.short(element) in self._titled:
                continue
            state = self.state(id)
            yield _Entry(id, "wording", plan, "", (element,), state)
        for id, link in g.open.items():
            settled = id in g.settled or self._chosen(link.subject, link.predicate)
            if settled or (link.subject, link.predicate) in proposed:
                continue
            state = self.state(id)
            yield _Entry(id, "open", link.plan, "", (link.subject,), state)
        for id, forms in g.forms.items():
            form = forms[0]
            order = form.lang, form.element, form.field
            state = self.state(id)
            yield _Entry(id, "translation", form.plan, form.lang, order, state)

    def _chosen(self, subject: str, predicate: str) -> bool:
        """Whether a decision, in the graph or not yet, settles where a link leads."""
        names = self.gathered.short(subject), self.gathered.short(predicate)
        return names in self._settling

    @cached_property
    def _titled(self) -> set[str]:
        """The elements whose lost wording a decision supplies, in the graph or not."""
        found = self.standing.effective()
        return {d.about.get("element", "") for d in found if d.action == "title"}

    @cached_property
    def _settling(self) -> set[tuple[str, str]]:
        return {
            (d.about.get("subject", ""), d.about.get("predicate", ""))
            for d in self.standing.effective()
            if d.action in ("accept", "assign")
        }

    def _passing(self, wanted: Filter) -> list[_Entry]:
        wanted.check()
        plans = self._plans(wanted.plans)
        return [
            e
            for e in self._entries
            if (not wanted.kinds or e.kind in wanted.kinds)
            and (not wanted.plans or e.plan in plans)
            and (not wanted.lang or e.lang == wanted.lang.lower())
            and (not wanted.states or e.state in wanted.states)
        ]

    def _plans(self, given: tuple[str, ...]) -> set[str]:
        if not given:
            return set()
        rows = self.graph.select_text("SELECT DISTINCT ?plan { ?plan a mg:Plan }")
        known: dict[str, str] = {}
        for (iri,) in rows:
            code = iri.rpartition("/")[2]
            known |= {iri: iri, code: iri, code.removeprefix("plan-"): iri}
        for plan in given:
            if plan not in known:
                names = sorted({iri.rpartition("/")[2] for iri in known.values()})
                raise UnknownNameError("plan", plan, tuple(names))
        return {known[plan] for plan in given}

    # --- how it is shown

    def _nodes(self, entry: _Entry) -> set[str]:
        g = self.gathered
        if entry.id in g.links:
            claims = g.links[entry.id]
            nodes = {n for c in claims for n in (c.subject, c.object, c.predicate)}
            nodes |= {a for c in claims for a in c.agents.split("\n")}
            for link in self._questions(claims[0]):
                nodes |= {*link.candidates}
            return nodes
        if entry.id in g.forms:
            forms = g.forms[entry.id]
            agents = {a for f in forms for a in f.agents.split("\n")}
            return agents | {f.element for f in forms}
        if entry.id in g.lost:
            return {g.lost[entry.id][0]}
        link = g.open[entry.id]
        return {link.iri, link.subject, link.predicate, *link.candidates}

    def _questions(self, claim: Proposal) -> list[Any]:
        """The open link to which a proposal is an answer, if there is one."""
        return [
            link
            for link in self.gathered.open.values()
            if (link.subject, link.predicate) == (claim.subject, claim.predicate)
        ]

    def _item(self, entry: _Entry, shown: Shown) -> dict[str, Any]:
        item: dict[str, Any] = {
            "id": entry.id,
            "kind": entry.kind,
            "state": entry.state,
            "plan": shown.named(entry.plan) if entry.plan else None,
            "link": None,
            "left": None,
            "right": None,
            "proposals": [],
            "candidates": [],
            "complete": None,
            "decision": told(self.standing.on(entry.id)),
        }
        g = self.gathered
        if entry.id in g.links:
            claims = g.links[entry.id]
            one = claims[0]
            item |= {"left": shown.side(one.subject), "right": shown.side(one.object)}
            item["link"] = shown.named(one.predicate)
            item["proposals"] = [_proposal(c, shown) for c in claims]
            for link in self._questions(one):
                item["candidates"] = [shown.side(c) for c in link.candidates]
                item["complete"] = link.complete
        elif entry.id in g.forms:
            forms = g.forms[entry.id]
            item["left"] = shown.side(forms[0].element, forms[0].field)
            text = Form(forms[0].text, forms[0].lang, "candidate")
            item["right"] = written(text) | {"field": forms[0].field}
            item["proposals"] = [_candidate(f, shown) for f in forms]
        elif entry.id in g.lost:
            item["left"] = shown.side(g.lost[entry.id][0], "label")
        else:
            link = g.open[entry.id]
            item["left"] = shown.side(link.subject)
            # the heading that leaves it open which objective is meant
            item["left"]["question"] = shown.side(link.iri)["evidence"]
            item["link"] = shown.named(link.predicate)
            item["candidates"] = [shown.side(c) for c in link.candidates]
            item["complete"] = link.complete
        return item


def queue(
    graph: MandateGraph,
    policy: LanguagePolicy,
    wanted: Filter | None = None,
    *,
    standing: Standing | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """The items that pass, as plain data; the decisions are those beside the graph."""
    found = Queue(graph, standing)
    end = None if limit is None else offset + limit
    return found.items(found.ids(wanted)[offset:end], policy)


def item(
    graph: MandateGraph,
    name: str,
    policy: LanguagePolicy,
    *,
    standing: Standing | None = None,
) -> dict[str, Any]:
    """One item as plain data, decided or not; QueryError when it is not there."""
    return Queue(graph, standing).items([name], policy)[0]


def _proposal(claim: Proposal, shown: Shown) -> dict[str, Any]:
    return {
        "iri": claim.iri,
        "basis": claim.basis,
        "confidence": claim.confidence or None,
        "agents": [shown.named(a) for a in claim.agents.split("\n") if a],
        "rationale": claim.rationales,
        "made": claim.made[:10],
    }


def _candidate(form: Candidate, shown: Shown) -> dict[str, Any]:
    return {
        "iri": form.iri,
        "state": form.state,
        "method": form.method,
        "agents": [shown.named(a) for a in form.agents.split("\n") if a],
        "note": form.notes,
        "made": form.made[:10],
    }


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0
