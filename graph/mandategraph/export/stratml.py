"""StratML out: a plan as Part 1 or Part 2 of ISO 17469, with what did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.stratml_document import Document, Part
from mandategraph.export.stratml_losses import Loss, Losses
from mandategraph.language import Form
from mandategraph.model import Plan, Reading
from mandategraph.rdf.read import read_readings
from mandategraph.read.stratml.names import PREFIX
from mandategraph.read.stratml.parties import SUBMITTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

__all__ = ["Loss", "stratml", "stratml_files", "write_stratml"]


def write_stratml(
    given: Plan | Reading, part: Part | None = None, *, lang: str | None = None
) -> tuple[bytes, list[Loss]]:
    """A StratML document, valid by its schema, and what of the plan is not in it.

    `part` is 1 or 2; without it Part 2 is taken where Part 1 has no room: indicators,
    roles of stakeholders, an identifier of the plan. Of a plan in several languages the
    wordings in `lang` are written, those in the plan's own unless given. Identifiers
    that are missing are minted. A comment in the document names the losses, too. Raises
    ValueError for a reading that does not hold one plan.
    """
    plan = _one(given)
    part = part or (2 if _needs_part_2(plan) else 1)
    losses = Losses(part)
    root = Document(plan, part, lang or plan.lang, losses).root()
    report = losses.report()
    if report:
        lines = "\n".join(f"  {loss}" for loss in report)
        text = f"Not in this document as in the plan:\n{lines}\n"
        root.addprevious(etree.Comment(text.replace("--", "- -")))
    data = etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return data, report


def stratml(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """The one plan of the graph, or the one that the options name, as StratML."""
    plans = _plans(graph, options)
    if len(plans) != 1:
        raise QueryError(
            "stratml",
            f"the graph has {len(plans)} plans, a document holds one",
            "name one with --plan, or write to a file: each plan gets its own",
        )
    return _written(plans[0], policy, options)


def stratml_files(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """Each plan of the graph, or the one that the options name, as StratML."""
    plans = _plans(graph, options)
    if len(plans) == 1:
        return {"": _written(plans[0], policy, options)}
    return {f"-{plan.key}": _written(plan, policy, options) for plan in plans}


def _plans(graph: MandateGraph, options: ExportOptions) -> list[Plan]:
    plans = [plan for reading in read_readings(graph) for plan in reading.plans]
    if options.plan is None:
        return plans
    names = {f"plan-{plan.key}": plan for plan in plans}
    name = options.plan.rpartition("/")[2]
    if name not in names:
        raise UnknownNameError("plan", options.plan, tuple(sorted(names)))
    return [names[name]]


def _written(plan: Plan, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """The plan in the language that was asked for, if its issuer words it so."""
    langs = {plan.lang, *(s.lang for s in plan.statements)}
    langs |= {w.lang for s in plan.statements for w in s.also}
    choice = policy.explain(Form(lang, lang) for lang in langs)
    asked = choice if policy.asked and choice and choice.asked else None
    data, losses = write_stratml(plan, lang=asked.form.lang if asked else None)
    for loss in losses:
        options.tell(f"plan-{plan.key}: {loss}")
    return data


def _one(given: Plan | Reading) -> Plan:
    if isinstance(given, Plan):
        return given
    if len(given.plans) != 1:
        message = f"a document holds one plan, the reading has {len(given.plans)}"
        raise ValueError(message)
    return given.plans[0]


def _needs_part_2(plan: Plan) -> bool:
    """Whether the plan has anything that only Part 2 has room for."""
    if plan.identifier or any(f.name == f"{PREFIX}@Type" for f in plan.fields):
        return True
    if any(s.type == "indicator" for s in plan.statements):
        return True
    role = f"{PREFIX}Role/"
    return any(
        p.role in ("performer", "beneficiary")
        or (p.id == SUBMITTER and p.identifier)
        or any(f.name.startswith(role) for f in p.fields)
        for p in plan.parties
    )
