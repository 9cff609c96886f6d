"""The part of a graph that is written as RDF: by plan, by graph role, by language.

A part is closed: what it speaks of is described in it, if only by class and names, as
far as the whole graph describes it. What a part leaves out is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.selected_languages import in_languages
from mandategraph.export.selected_plan import of_plan
from mandategraph.export.whole import MANIFEST, TYPE, Whole, quads_of
from mandategraph.language import checked_tag
from mandategraph.network import meant
from mandategraph.store.graph import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.store import MandateGraph


@dataclass(frozen=True, slots=True)
class Loss:
    """So many of something are not in the selection, and why.

    `key` and `values` say it in the words of data sets, in any of their languages.
    """

    what: str
    count: int
    why: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """Quads, and what of the whole graph they leave out; `plan` when it is one's."""

    quads: list[ox.Quad]
    losses: tuple[Loss, ...] = ()
    plan: str = ""

    def tell(self, options: ExportOptions) -> None:
        """Tell what is left out."""
        for loss in self.losses:
            options.lost(loss.what, loss.count, loss.why)


def selected(graph: MandateGraph, options: ExportOptions) -> Selection:
    """The quads that the options ask for; all of them when they ask for no part.

    Raises UnknownNameError for a plan or a role that there is not.
    """
    whole = _whole(graph, options)
    quads = whole.quads
    if options.plan is None:
        return _part(whole, "", quads, options)
    plan = meant("plan", options.plan, whole.plans)
    own = of_plan(whole, whole.plans[plan])
    rest = [q for q in quads if q not in own]
    part = _part(whole, plan, own, options)
    losses = _by_role(whole, rest, _not_of(plan))
    return replace(part, losses=(*losses, *part.losses))


def order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    """The place of a quad: by graph, subject, predicate (the class first), object."""
    return (
        "" if quad.graph_name == MANIFEST else str(quad.graph_name),
        str(quad.subject),
        quad.predicate != TYPE,
        str(quad.predicate),
        str(quad.object),
    )


def union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The triples of all graphs, each once, in order."""
    found = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    return sorted(found, key=order)


def selected_by_plan(
    graph: MandateGraph, options: ExportOptions
) -> dict[str, Selection]:
    """The selection of each plan, by the suffix of its file: `-plan-ct`.

    What belongs to none of them is counted in the losses of the last one.
    """
    whole = _whole(graph, options)
    plans = list(whole.plans)
    if options.plan is not None:
        plans = [meant("plan", options.plan, whole.plans)]
    if not plans:
        raise QueryError(graph.target, "there is no plan in it", "leave out --per-plan")
    found: dict[str, Selection] = {}
    rest = set(whole.quads)
    for plan in plans:
        own = of_plan(whole, whole.plans[plan])
        rest -= own
        part = _part(whole, plan, own, options)
        name = re.sub(r"[^A-Za-z0-9._-]+", "_", plan.rpartition("/")[2]) or "plan"
        suffix, number = f"-{name}", 1
        while suffix in found:
            number += 1
            suffix = f"-{name}-{number}"
        found[suffix] = part
    why = "they are of no plan"
    if options.plan is not None:
        why = _not_of(plans[0])
    last = list(found)[-1]
    losses = (*found[last].losses, *_by_role(whole, rest, why))
    found[last] = replace(found[last], losses=losses)
    return found


def _not_of(plan: str) -> str:
    return f"not of {plan.rpartition('/')[2]}"


def _whole(graph: MandateGraph, options: ExportOptions) -> Whole:
    for role in options.roles:
        if role not in ROLES:
            raise UnknownNameError("role", role, tuple(ROLES))
    return Whole(quads_of(graph), graph.base)


def _part(
    whole: Whole, plan: str, of: Iterable[ox.Quad], options: ExportOptions
) -> Selection:
    """The chosen roles and languages of these quads, which are those of the plan."""
    losses: list[Loss] = []
    quads = list(of)
    if options.roles:
        part = whole if not plan else Whole(quads, whole.base)
        kept = _of_roles(part, options.roles)
        rest = [q for q in quads if q not in kept]
        losses += _by_role(part, rest, "not of the chosen roles")
        quads = list(kept)
    if options.langs:
        langs = tuple(checked_tag(lang).lower() for lang in options.langs)
        left = in_languages(Whole(quads, whole.base), langs)
        quads = left.quads
        asked = ", ".join(langs)
        losses += [
            Loss(f"texts in {lang}", count, f"not in {asked}", "texts", {"tag": lang})
            for lang, count in sorted(left.texts.items())
        ]
        losses += [
            Loss("text forms", left.forms, f"not in {asked}", "forms"),
            Loss(
                "plan elements",
                left.wordless,
                f"no word of them is left in {asked}",
                "elements",
                {"asked": asked},
            ),
        ]
    return Selection(quads, tuple(loss for loss in losses if loss.count), plan)


def _of_roles(whole: Whole, roles: Iterable[str]) -> set[ox.Quad]:
    """The quads of the graphs of these roles, with names of what they speak of."""
    wanted = set(roles)
    graphs = {name for name, role in whole.roles.items() if role in wanted}
    if missing := sorted(wanted - set(whole.roles.values())):
        there = sorted(set(whole.roles.values()) & ROLES.keys())
        raise QueryError(
            f"role {missing[0]}",
            "the graph has none of this role",
            f"it has {', '.join(there)}" if there else "its graphs have no roles",
        )
    from mandategraph.export.closure import closed

    kept = {q for name in graphs for q in whole.by_graph[name]}
    return closed(whole, kept, full=lambda _: False)


def _by_role(whole: Whole, quads: Iterable[ox.Quad], why: str) -> list[Loss]:
    """How many of the quads stand in graphs of each role."""
    counts: Counter[str] = Counter()
    for quad in quads:
        if quad.graph_name == MANIFEST:
            counts["the manifest" if whole.roles else "the default graph"] += 1
        else:
            role = whole.roles.get(quad.graph_name)
            counts[f"role {role}" if role else "graphs without a role"] += 1
    return [
        Loss(f"statements of {part}", number, why, "statements", {"part": part})
        for part, number in sorted(counts.items())
    ]
