"""Mapped tables to drafts: what the rows say when a mapping explains the columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from mandategraph.model import Warning
from mandategraph.read.extracted import collapse, not_carried
from mandategraph.read.table.columns import link_of
from mandategraph.read.table.drafts import DraftField, DraftParty, DraftReference, Words
from mandategraph.read.table.measures import value_drafts
from mandategraph.read.table.state import Link, PlanState, finished
from mandategraph.read.table.takes import Taker, left_over, merged, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mandategraph.read.table.cells import Cell
    from mandategraph.read.table.columns import PartyKind, Role
    from mandategraph.read.table.drafts import DraftPlan, Element
    from mandategraph.read.table.records import JsonRecords, Record, SheetTable
    from mandategraph.read.table.rules import (
        ElementRule,
        Mapping,
        PartyRule,
        ReferenceRule,
        TableRule,
        Upper,
        ValueRule,
    )

Made = dict[str, "Element"]
_ADVICE: Final = {
    "not_carried": "the mapping does not name it",
    "blank_row": "a row with nothing in it",
    "missing_value": "it stands for nothing",
    "row_without_plan": "rows that say of no plan that they are its own",
    "columns_shifted": "cells are not in their columns; only the key was read",
    "second_wording": "a second, different wording is leftover",
    "second_parent": "a later row names another parent; the first one stands",
    "several_parents": "the key of the parent is that of several rows",
    "parent_not_found": "no row is the parent that is named",
    "parents_in_a_circle": "a parent that would close a circle was left out",
}


class Mapped:
    """Reads the tables of one source by a mapping, one after the other."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.taker = Taker(mapping.prefix)
        self.missing = frozenset(mapping.missing)
        self.plans: dict[tuple[str, ...], PlanState] = {}
        self.counts: dict[str, Counter[str]] = {}

    def read(self, rule: TableRule, table: SheetTable | JsonRecords) -> None:
        """Enter what the rows of a table say."""
        for record in table.records():
            self._drop_missing(record)
            if not record.cells:
                self.count("blank_row", table.title)
                continue
            self._enter(rule, record, table.title)
            for key in record.unused():
                self.count("not_carried", f"{table.title}, column {key}")
        if table.above:
            name = f"{table.title}, cells above the header"
            self.counts.setdefault("not_carried", Counter())[name] += table.above

    def finish(self) -> list[DraftPlan]:
        """The plans with their links, in the order of their first rows."""
        states = list(self.plans.values())
        self.plans.clear()
        return finished(states, self.count)

    def warnings(self) -> Iterator[Warning]:
        """What was not read, and what was read with a doubt."""
        for code, counts in self.counts.items():
            for line in not_carried(counts):
                yield Warning(code, f"{line}: {_ADVICE[code]}")

    def count(self, code: str, name: str) -> None:
        """Count something for the warnings."""
        self.counts.setdefault(code, Counter())[name] += 1

    def _drop_missing(self, record: Record) -> None:
        """Take out the cells that stand for nothing."""
        for key, cell in list(record.cells.items()):
            if (text := collapse(cell.text)) in self.missing:
                del record.cells[key]
                self.count("missing_value", text)

    def _enter(self, rule: TableRule, record: Record, title: str) -> None:
        state = self._state(rule, record, title)
        if state is None or self._shifted(rule, record, title):
            return
        self._plan(rule, state.draft, record)
        made: Made = {}
        for element in rule.elements:
            self._element(element, state, record, made)
        for value in rule.values:
            self._value(value, state, record, made)
        for party in rule.parties:
            self._party(party, state, record, made)
        for reference in rule.references:
            target = made.get(reference.of) if reference.of else state.draft
            if target is not None:
                self._reference(reference, target, record)

    def _state(self, rule: TableRule, record: Record, title: str) -> PlanState | None:
        """The plan that the row is of, None when it does not say."""
        keys = [self.taker.first(record, take) for take in rule.plan.key]
        if keys and not any(keys):
            self.count("row_without_plan", title)
            return None
        key = tuple(collapse(cell.text) if cell else "" for cell in keys)
        state = self.plans.get(key)
        if state is None:
            state = self.plans[key] = PlanState(key)
            state.draft.proof = next((cell for cell in keys if cell), None)
        return state

    def _shifted(self, rule: TableRule, record: Record, title: str) -> bool:
        """Whether a cell is not what its column expects: then the row is not read."""
        for column, pattern in rule.expect.items():
            cell = record.get(column)
            if cell and not pattern.fullmatch(collapse(cell.text)):
                self.count("columns_shifted", title)
                record.used.update(record.cells)
                return True
        return False

    def _value(
        self, rule: ValueRule, state: PlanState, record: Record, made: Made
    ) -> None:
        indicator = made.get(rule.of)
        if rule.key:
            upper = tuple(self.taker.text(record, take) for take in rule.key)
            indicator = state.only(rule.of, upper)
        if indicator is None:
            return
        known = {one.says() for one in indicator.values}
        for one in value_drafts(rule, record, self.taker, self.mapping.decimal):
            if one.says() not in known:
                indicator.values.append(one)

    def _plan(self, rule: TableRule, draft: DraftPlan, record: Record) -> None:
        of, taker = rule.plan, self.taker
        lang = taker.choice(record, of.lang) or self.mapping.lang
        draft.lang = draft.lang or tag_of(lang)
        for name, takes in (("title", of.title), ("description", of.description)):
            self._words(getattr(draft, name), taker.words(record, takes), draft, name)
        draft.identifier = draft.identifier or taker.first(record, of.identifier)
        if draft.published is None:
            draft.published = taker.end(record, of.published, draft)
        if draft.period is None:
            draft.period = taker.period(record, of.start, of.end, draft)
        taker.fields(record, of.fields, draft)

    def _element(
        self, rule: ElementRule, state: PlanState, record: Record, made: Made
    ) -> None:
        taker = self.taker
        if not taker.fits(record, rule.when):
            return
        texts = taker.words(record, rule.text)
        names = ("label", "code", "identifier")
        cells = {name: taker.first(record, getattr(rule, name)) for name in names}
        proof = next(
            (c for c in (*(w.cell for w in texts), *cells.values()) if c), None
        )
        if proof is None:
            return
        key = tuple(taker.text(record, take) for take in rule.key)
        uppers = [self._link(u, state, record, made) for u in rule.parent]
        one = state.element(rule, key if any(key) else (proof.path,))
        made[rule.name] = one
        for name, cell in cells.items():
            self._single(one, name, cell, rule.name)
        self._texts(one, texts, rule.name)
        for name in ("description", "notes"):
            words = taker.words(record, getattr(rule, name))
            self._words(getattr(one, name), words, one, f"{rule.name} {name}")
        units = [one.unit] if one.unit else []
        self._words(units, taker.words(record, rule.unit), one, f"{rule.name} unit")
        one.unit = units[0] if units else None
        one.rest += [unit.cell for unit in units[1:]]
        one.level = one.level or taker.choice(record, rule.level) or None
        if better := taker.choice(record, rule.higher_is_better):
            one.higher_is_better = better == "yes"
        if one.ordinal is None:
            one.ordinal = taker.whole(record, rule.ordinal, one)
        taker.fields(record, rule.fields, one)
        links = [u for u in uppers if u is not None and u.element is not one]
        state.link(one, links, self.count)

    def _texts(self, one: Element, texts: list[Words], name: str) -> None:
        """Enter the wording; its first language is the statement's."""
        if texts and one.text is None:
            one.lang, one.text = texts[0]
        known = [Words(one.lang, one.text), *one.also] if one.text else []
        self._words(known, texts, one, f"{name} text")
        one.also = known[1:]

    def _single(self, one: Element, name: str, cell: Cell | None, rule: str) -> None:
        known = getattr(one, name)
        if known is None:
            setattr(one, name, cell)
        elif (
            cell
            and collapse(cell.text) != collapse(known.text)
            and left_over(cell, one)
        ):
            self.count("second_wording", f"{rule} {name}")

    def _words(
        self, known: list[Words], new: list[Words], of: Element | DraftPlan, name: str
    ) -> None:
        for _ in range(merged(known, new, of)):
            self.count("second_wording", name)

    def _link(
        self, upper: Upper, state: PlanState, record: Record, made: Made
    ) -> Link | None:
        if upper.by == "code":
            return Link("code", upper.element)
        if upper.by == "key":
            key = tuple(self.taker.text(record, take) for take in upper.key)
            return Link("key", upper.element, key) if any(key) else None
        found = made.get(upper.element)
        if upper.by == "above":
            found = next(reversed(state.by_name.get(upper.element, [])), None)
        return Link(upper.by, upper.element, (), found) if found else None

    def _party(
        self, rule: PartyRule, state: PlanState, record: Record, made: Made
    ) -> None:
        taker = self.taker
        of = [made[name] for name in rule.of if name in made]
        if (rule.of and not of) or not taker.fits(record, rule.when):
            return
        role = taker.choice(record, rule.role) or ("performer" if of else "plan_of")
        identifier = taker.first(record, rule.identifier)
        code = taker.first(record, rule.code)
        for name in taker.words(record, rule.name):
            cells = (name.cell, identifier, code)
            texts = (collapse(cell.text) if cell else "" for cell in cells)
            key = (rule.kind, role, *texts)
            if key not in state.parties:
                party = DraftParty(
                    kind=cast("PartyKind", rule.kind),
                    role=cast("Role", role),
                    names=[name],
                    identifier=identifier,
                    code=code,
                )
                state.parties[key] = party, []
            party, elements = state.parties[key]
            taker.fields(record, rule.fields, party)
            elements += of

    def _reference(
        self, rule: ReferenceRule, target: Element | DraftPlan, record: Record
    ) -> None:
        known = {(one.relation, one.iri) for one in target.references}
        for cell in self.taker.cells(record, rule.take):
            text = collapse(cell.text)
            link = link_of(
                rule.iri.replace("{}", quote(text, safe="/:?#&=%.~-_+,;@!$"))
            )
            if link is None:
                name = f"{self.mapping.prefix}:{rule.take.column}"
                target.fields.append(DraftField(name, text, cell))
            elif (rule.relation, link[0]) not in known:
                relation = cast("Literal['aligned_with']", rule.relation)
                target.references.append(DraftReference(relation, link[0], text, cell))
