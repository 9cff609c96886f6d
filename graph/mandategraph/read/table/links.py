"""Who is whose: ids, parents and other links between the rows of a typed table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from mandategraph.model import Candidate, Parent
from mandategraph.read.extracted import collapse
from mandategraph.read.table.columns import BASES, STATUSES, ranked_of, split, word
from mandategraph.read.table.drafts import name_all

if TYPE_CHECKING:
    from mandategraph.model import Basis, ParentStatus
    from mandategraph.read.table.cells import Cell
    from mandategraph.read.table.drafts import (
        DraftParty,
        DraftPlan,
        DraftValue,
        Element,
    )
    from mandategraph.read.table.row import Complaints, RowCells


class _Upper(NamedTuple):
    """What the row of a statement says of those above it, by column."""

    plan: DraftPlan
    element: Element
    parent: Cell | None
    parent_status: Cell | None
    parent_basis: Cell | None
    candidates: Cell | None
    applies_to: Cell | None


class _Measured(NamedTuple):
    """A value, and the indicator that it is of: the one named, else the one above."""

    plan: DraftPlan
    value: DraftValue
    parent: Cell | None
    above: Element | None
    place: str


class _Member(NamedTuple):
    """What the row of a party says of others."""

    plan: DraftPlan
    party: DraftParty
    parent: Cell | None
    of: Cell | None


class Links:
    """Collects what rows say of each other, and resolves it when all are read."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints
        self.elements: dict[str, Element] = {}  # by id, of the whole file
        self._places: dict[tuple[str, str], str] = {}
        self._upper: list[_Upper] = []
        self._measured: list[_Measured] = []
        self._members: list[_Member] = []
        self._parties: set[str] = set()  # their ids
        self._above: Element | None = None  # the last statement

    def plan(self, row: RowCells, name: str) -> None:
        """Enter the name of a plan."""
        self._once("plan", name, row)

    def element(self, row: RowCells, element: Element, plan: DraftPlan) -> None:
        """Enter a statement."""
        element.id = row.text("id")
        if element.id:
            self._once("id", element.id, row)
        cells = [row.cell(name) for name in _Upper._fields[2:]]
        if any(cells):
            self._upper.append(_Upper(plan, element, *cells))
        self._above = element

    def value(self, row: RowCells, value: DraftValue, plan: DraftPlan) -> None:
        """Enter a value."""
        place = f"{row.sheet.title}, row {row.number}"
        above = self._above if self._above in plan.elements[-1:] else None
        self._measured.append(_Measured(plan, value, row.cell("parent"), above, place))

    def party(self, row: RowCells, party: DraftParty, plan: DraftPlan) -> None:
        """Enter a party."""
        party.id = row.text("id")
        if party.id:
            self._once("party", party.id, row)
        member = _Member(plan, party, row.cell("parent"), row.cell("of"))
        if member.parent or member.of:
            self._members.append(member)

    def resolve(self, plans: list[DraftPlan]) -> None:
        """Give every statement and party an id, and fill in all links."""
        name_all(plans)
        self.elements = {one.id: one for plan in plans for one in plan.elements}
        self._parties = {one.id for plan in plans for one in plan.parties}
        codes = {plan: _codes(plan) for plan in plans}
        for upper in self._upper:
            self._resolve_upper(upper, codes[upper.plan])
        for one in self._measured:
            self._resolve_value(one, codes[one.plan])
        for member in self._members:
            self._resolve_member(member, codes[member.plan])
        self._check_circles()
        for waiting in (self._upper, self._measured, self._members):
            waiting.clear()
        self.elements.clear()
        self._above = None

    def _resolve_upper(self, upper: _Upper, codes: dict[str, list[str]]) -> None:
        target = None
        if upper.parent:
            target = self._found(upper.parent, collapse(upper.parent.text), codes)
        candidates = self._candidates(upper.candidates, codes)
        if cell := upper.applies_to:
            found = [self._found(cell, item, codes) for item in split(cell.text)]
            upper.element.applies_to = tuple(name for name in found if name)
        rated = any(c.confidence is not None for c in candidates)
        inferred = ("proposed" if rated else "unknown") if candidates else ""
        inferred = "asserted" if upper.parent else inferred or "none_in_source"
        status = self._choice(upper.parent_status, STATUSES) or inferred
        usual = "stated" if status == "asserted" else None
        basis = self._choice(upper.parent_basis, BASES) or usual
        if status == "asserted" and not target:
            if upper.parent_status and not upper.parent:
                advice = "fill the column parent"
                self._wrong(upper.parent_status, "no parent is named", advice)
            return
        upper.element.parent = Parent(
            cast("ParentStatus", status),
            cast("Basis | None", basis),
            target,
            candidates,
        )

    def _candidates(
        self, cell: Cell | None, codes: dict[str, list[str]]
    ) -> tuple[Candidate, ...]:
        """The candidates in a cell, with their confidences."""
        if cell is None:
            return ()
        ranked = ranked_of(cell.text)
        if ranked is None:
            advice = "write ids, or o1=0.75; o2=0.25"
            self._wrong(cell, "these are no candidates", advice)
        found = [(self._found(cell, name, codes), c) for name, c in ranked or ()]
        return tuple(Candidate(name, c) for name, c in found if name)

    def _resolve_value(self, one: _Measured, codes: dict[str, list[str]]) -> None:
        indicator = one.above
        if one.parent:
            found = self._found(one.parent, collapse(one.parent.text), codes)
            if found is None:
                return
            indicator = self.elements[found]
        if indicator is None or indicator.kind != "indicator":
            reason = f"the {one.value.kind} is of no indicator"
            advice = "put the row below its indicator, or fill the column parent"
            place = one.parent.path if one.parent else one.place
            self.complaints.add(place, reason, advice)
            return
        indicator.values.append(one.value)

    def _resolve_member(self, member: _Member, codes: dict[str, list[str]]) -> None:
        if member.parent:
            name = collapse(member.parent.text)
            member.party.part_of = name
            if name not in self._parties:
                reason = f"parent {name} is the id of no organisation or programme"
                self._wrong(member.parent, reason, "correct the id")
        if member.of:
            found = [self._found(member.of, i, codes) for i in split(member.of.text)]
            member.party.of = tuple(i for i in found if i)

    def _found(self, cell: Cell, name: str, codes: dict[str, list[str]]) -> str | None:
        """The id of the statement with the id, or with the code in its plan."""
        if name in self.elements:
            return name
        known = codes.get(name, [])
        if len(known) == 1:
            return known[0]
        reason, advice = f"parent {name} is the id of no row", "correct the id"
        several = split(cell.text)
        if len(several) > 1 and collapse(cell.text) == name:
            reason = f"a row has one parent, and these are {len(several)}: {name}"
            advice = "keep the main one; if the source does not say which, move them"
            advice += " all to the column candidates"
        elif known:
            reason = f"{name} is the code of {len(known)} rows"
            advice = "give them ids, and name one"
        self._wrong(cell, reason, advice)
        return None

    def _check_circles(self) -> None:
        done: set[str] = set()
        for upper in self._upper:
            path: list[str] = []
            one: Element | None = upper.element
            while one is not None and one.id not in done:
                if one.id in path:
                    circle = " > ".join([*path[path.index(one.id) :], one.id])
                    reason = f"the parents go in a circle: {circle}"
                    if upper.parent:
                        self._wrong(upper.parent, reason, "correct one of the parents")
                    break
                path.append(one.id)
                one = self.elements.get(one.parent.target or "")
            done.update(path)

    def _choice(self, cell: Cell | None, choices: tuple[str, ...]) -> str:
        if cell is None:
            return ""
        chosen = {word(c): c for c in choices}.get(word(cell.text), "")
        if not chosen:
            reason = f"no such word: {collapse(cell.text)}"
            self._wrong(cell, reason, f"write one of {', '.join(choices)}")
        return chosen

    def _once(self, kind: str, name: str, row: RowCells) -> None:
        cell = row.cell("id")
        place = cell.path if cell else f"{row.sheet.title}, row {row.number}"
        before = self._places.setdefault((kind, name), place)
        if before != place:
            reason = f"{name} is also the id of {before}"
            self.complaints.add(place, reason, "give each row an id of its own")

    def _wrong(self, cell: Cell, reason: str, advice: str) -> None:
        self.complaints.add(cell.path, reason, advice)


def _codes(plan: DraftPlan) -> dict[str, list[str]]:
    """The ids of the plan's statements by their codes."""
    found: dict[str, list[str]] = {}
    for one in plan.elements:
        if one.code:
            found.setdefault(collapse(one.code.text), []).append(one.id)
    return found
