"""The drafts of a template's reading as plans, statements and parties."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Span,
    Statement,
    Wording,
)
from mandategraph.read.extracted import collapse, stable_key
from mandategraph.read.text.normalise import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.model import Basis
    from mandategraph.read.template.drafts import (
        Draft,
        PartyDraft,
        PlanDraft,
    )
    from mandategraph.read.template.read import TemplateReader

_LINE: Final = re.compile(rf"[^\s](?:[^{re.escape(LINE_BREAKS)}]*[^\s])?")
_LETTERS: Final = {
    "mandate": "m", "objective": "o", "expected_result": "r", "indicator": "i",
    "section_heading": "h", "vision": "v", "value_statement": "w",
}  # fmt: skip


class PlanWriter:
    """Makes the plans of one document; `text` is all of its extracted text.

    `form` names the format in the keys.
    """

    def __init__(self, reader: TemplateReader, file: str, text: str, form: str) -> None:
        self.reader, self.file, self.text, self.form = reader, file, text, form
        self.lang = reader.template.lang
        self._parties: dict[int, str] = {}
        self._names: dict[str, int] = {}

    def plans(self, fields: tuple[Field, ...], published: str | None) -> list[Plan]:
        """The plans that have statements, in order; `fields` are those of all."""
        self._deliver()
        drafts = [
            p
            for p in self.reader.plans
            if any(d.type != "section_heading" for d in p.statements)
        ]
        self._name(drafts)
        starts = [p.line.start for p in drafts]
        found = []
        for number, plan in enumerate(drafts):
            after = starts[number + 1] if number + 1 < len(starts) else len(self.text)
            end = len(self.text[: min(plan.end or after, after)].rstrip())
            found.append(
                replace(
                    self._plan(plan, Span(plan.line.start, end)),
                    fields=fields,
                    published=published,
                )
            )
        return found

    def _deliver(self) -> None:
        """Give the statements under the name of a plan to that plan."""
        for plan in self.reader.plans:
            kept: list[Draft] = []
            for draft in plan.statements:
                owner = next((s.owner for s in draft.sections if s.owner), None)
                home = self._plan_of(owner, plan) if owner else None
                (kept if home is None else home.statements).append(draft)
            plan.statements = kept

    def _plan_of(self, code: str, upper: PlanDraft) -> PlanDraft | None:
        """The plan below the upper one that has the code."""
        for plan in self.reader.plans:
            if plan.upper is upper and plan.code == code:
                return plan
        return None

    def _name(self, plans: list[PlanDraft]) -> None:
        """Number the statements of each type through the whole document."""
        counts: dict[str, int] = {}
        for plan in plans:
            plan.statements.sort(key=lambda d: d.start)
            for draft in plan.statements:
                number = counts[draft.type] = counts.get(draft.type, 0) + 1
                draft.id = f"{_LETTERS[draft.type]}{number}"

    def _plan(self, plan: PlanDraft, span: Span) -> Plan:
        title = self._title(plan)
        line = collapse(plan.line.of(self.text))
        return Plan(
            stable_key(self.form, self.file, self._known_by(plan)),
            self.lang,
            span,
            f"heading: {line}",
            tuple(self._statement(d, plan) for d in plan.statements),
            title=(title,) if title else (),
            period=_period(plan),
            parties=tuple(self._party_list(plan)),
        )

    def _known_by(self, plan: PlanDraft) -> str:
        """What tells the plan apart in its file: its code or title, and those above."""
        names: list[str] = []
        at: PlanDraft | None = plan
        while at is not None:
            title = self._title(at)
            names.insert(0, at.code or (title.text if title else ""))
            at = at.upper
        name = "/".join(names)
        count = self._names[name] = self._names.get(name, 0) + 1
        return name if count == 1 else f"{name} {count}"

    def _title(self, plan: PlanDraft) -> Wording | None:
        """The plan's own title, or that of the part of the document it stands in."""
        span = plan.title
        if span is None:
            titles = (s.title for s in reversed(plan.sections) if s.title)
            span = next(titles, None)
        return None if span is None else self._wording([span])

    # --- parties ----------------------------------------------------------------

    def _party_list(self, plan: PlanDraft) -> list[Party]:
        """The parties of the plan; those of the plans above it are its context."""
        found: list[Party] = []
        above: str | None = None
        for drafts, own in self._party_drafts(plan):
            for draft in drafts:
                if draft.name is None:
                    continue
                party = self._party(draft, own=own, above=above)
                known = [p for p in found if _same(p, party)]
                if known:
                    found[found.index(known[0])] = _merged(known[0], party)
                    self.reader.marks.append(party.names[0].span)
                    continue
                found.append(party)
                if party.kind == "programme":
                    above = party.id
        return found

    def _party_drafts(self, plan: PlanDraft) -> Iterable[tuple[list[PartyDraft], bool]]:
        chain = [plan]
        while chain[0].upper is not None:
            chain.insert(0, chain[0].upper)
        yield self.reader.stack[0].parties, False
        for section in chain[0].sections:
            yield section.parties, plan is chain[0]
        for upper in chain[:-1]:
            yield upper.own, False
        yield plan.own, True

    def _party(self, draft: PartyDraft, *, own: bool, above: str | None) -> Party:
        name = self._wording([draft.name] if draft.name else [])
        key = self._parties.setdefault(id(draft), f"p{len(self._parties) + 1}")
        kind = draft.kind
        role = draft.role
        if kind == "programme" and not own:
            role = "context"
        return Party(
            key,
            kind,  # type: ignore[arg-type]  # checked when the template is loaded
            role,  # type: ignore[arg-type]
            (name,),
            code=draft.code,
            part_of=above if kind == "programme" else None,
        )

    # --- statements -------------------------------------------------------------

    def _statement(self, d: Draft, plan: PlanDraft) -> Statement:
        heading = d.label
        label = collapse(heading.of(self.text)) if heading else None
        wording = self._wording(d.text) if d.text else None
        span = wording.span if wording else heading or Span(d.start, d.start)
        section = d.type == "section_heading"
        return Statement(
            d.id,
            d.type,
            self.lang,
            span,
            ordinal=d.ordinal,
            label=label,
            heading=heading,
            text=wording.text if wording else None,
            text_status="extracted" if wording or section else "absent_in_source",
            fragments=wording.fragments if wording else (),
            parent=self._parent(d, plan),
            applies_to=tuple(i.id for i in d.introduced if i in plan.statements),
            description=(self._wording(d.description),) if d.description else (),
            notes=(self._wording(d.notes),) if d.notes else (),
            code=d.code,
            identifier=d.identifier,
            unit=self._wording([d.unit]) if d.unit else None,
            values=tuple(d.values),
            references=tuple(d.references),
            fields=tuple(d.fields),
        )

    def _parent(self, d: Draft, plan: PlanDraft) -> Parent:
        """What the document says of the statement one level up.

        A statement in the section that another one opened belongs to that one; else
        the only one of its type in the plan is the parent, else one of several.
        """
        if not d.parent:
            return Parent("none_in_source")
        others = [s for s in plan.statements if s.type == d.parent and s is not d]
        if not others:
            return Parent("none_in_source")
        around = [s for s in others if s.start <= d.start and _opened(s, d)]
        target = around[-1] if around else others[0] if len(others) == 1 else None
        said = d.stated is not None and any(
            d.stated.search(line) for line in d.sections[-1].said
        )
        if target is not None and (said or d.nested):
            basis: Basis = "stated" if said else "reading-order"
            return Parent("asserted", basis, target.id)
        return Parent("unknown", candidates=tuple(Candidate(s.id) for s in others))

    def _wording(self, spans: Iterable[Span]) -> Wording:
        """The words of the spans as one wording: a fragment for each line."""
        fragments = tuple(
            Span(m.start(), m.end())
            for span in spans
            for m in _LINE.finditer(self.text, span.start, span.end)
        )
        words = (collapse(f.of(self.text)) for f in fragments)
        text = " ".join(words).replace("\xad", "")
        span = Span(fragments[0].start, fragments[-1].end)
        return Wording(self.lang, text, span, fragments)


def _same(one: Party, other: Party) -> bool:
    """Whether the document names one party twice."""
    names = {p.names[0].text.casefold() for p in (one, other)}
    return one.kind == other.kind and len(names) == 1


def _merged(one: Party, other: Party) -> Party:
    """The party as first named, with what the second place adds."""
    role = "plan_of" if "plan_of" in (one.role, other.role) else one.role
    return replace(one, code=one.code or other.code, role=role)


def _period(plan: PlanDraft | None) -> Period | None:
    """The year that the plan, or one that it stands in, says it is for."""
    while plan is not None and not plan.period:
        plan = plan.upper
    return Period(plan.period, plan.period) if plan is not None else None


def _opened(upper: Draft, d: Draft) -> bool:
    """Whether the section that the upper statement opened is open at the other one."""
    return upper.sections[-1] in d.sections and upper.sections[-1].plan is None
