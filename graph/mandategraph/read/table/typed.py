"""Typed rows to drafts: what each kind of row makes of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from mandategraph.language import is_language_tag
from mandategraph.read.extracted import collapse
from mandategraph.read.numbers import canonical, iso_date, period_of
from mandategraph.read.table.columns import (
    LEVELS,
    NONE,
    ROLES,
    STATEMENTS,
    YES,
    items,
    link_of,
    pairs_of,
    split,
)
from mandategraph.read.table.drafts import (
    DraftField,
    DraftParty,
    DraftPlan,
    DraftReference,
    DraftValue,
    Element,
    Words,
)

if TYPE_CHECKING:
    from mandategraph.model import Period, ValueKind
    from mandategraph.read.table.columns import PartyKind, Role
    from mandategraph.read.table.drafts import Details
    from mandategraph.read.table.row import RowCells


def plan_of(row: RowCells, number: str) -> DraftPlan:
    """The plan that a row begins; its name is its id, its identifier, its number."""
    name = row.text("id") or row.text("identifier") or number
    plan = DraftPlan(name=name, boundary="row of kind plan", proof=row.cell("kind"))
    plan.title, plan.description = row.words("text"), row.words("description")
    plan.lang = _lang(row) or (plan.title[0].lang if plan.title else None)
    plan.identifier = row.cell("identifier")
    plan.period = _period(row, plan)
    if published := row.cell("published"):
        plan.published = iso_date(published.text)
        plan.marks.append(published)
        if plan.published is None:
            reason = f"{published.text} is no day"
            row.wrong("published", reason, "write it as 2026-01-31")
    plan.references = _references(row)
    plan.fields = _fields(row)
    return plan


def element_of(row: RowCells, kind: str, plan: DraftPlan) -> Element:
    """The statement of a row; the first one may tell the language of its plan."""
    statement, level = STATEMENTS[kind]
    one = Element(kind=statement, proof=row.cell("kind"))
    one.lang = _statement_lang(row, plan)
    texts: dict[str | None, Words] = {}
    for w in _one_each(row, one, "text", one.lang):
        texts[w.lang] = w
    own = texts.pop(one.lang, None)
    one.text = own.cell if own else None
    one.also = list(texts.values())
    one.description = _one_each(row, one, "description", one.lang)
    one.notes = _one_each(row, one, "notes", one.lang)
    one.label, one.code = row.cell("label"), row.cell("code")
    one.identifier = row.cell("identifier")
    one.level = _level(row) or level
    one.ordinal = _ordinal(row)
    if statement == "indicator":
        units = _one_each(row, one, "unit", one.lang)
        one.unit = units[0] if units else None
        one.rest += [u.cell for u in units[1:]]
        better = row.word("higher_is_better")
        one.higher_is_better = YES.get(better)
        if better and better not in YES:
            reason = f"{row.text('higher_is_better')} is neither yes nor no"
            row.wrong("higher_is_better", reason, "write yes or no")
    one.references = _references(row)
    one.fields = _fields(row)
    return one


def value_of(row: RowCells, kind: str) -> DraftValue:
    """The baseline, target or measurement of a row."""
    value = DraftValue(kind=cast("ValueKind", kind), printed=row.cell("value"))
    if value.printed is None:
        row.wrong("value", f"the {kind} has no value", "fill the column value")
    if number := row.text("number"):
        value.number = "" if number.lower() == NONE else canonical(number)
        if value.number is None:
            advice = f"write it with a decimal point, or {NONE}"
            row.wrong("number", f"{number} is no number", advice)
    value.lang = _lang(row)
    if units := row.words("unit"):
        value.unit = collapse(units[0].cell.text)
        value.marks.append(units[0].cell)
        value.rest += [u.cell for u in units[1:]]
    value.period = _period(row, value)
    if cell := row.cell("dimensions"):
        pairs = pairs_of(cell.text)
        value.marks.append(cell)
        value.dimensions = tuple(pairs or ())
        if pairs is None:
            advice = "write them as sex=female; age=15 to 24"
            row.wrong("dimensions", "these are no dimensions", advice)
    value.notes = _one_each(row, value, "notes", value.lang)
    value.fields = _fields(row)
    return value


def party_of(row: RowCells, kind: str) -> DraftParty:
    """The organisation, programme, group or person of a row.

    Without a role it is whose plan this is; one with statements of its own, a group
    and a person are stakeholders.
    """
    party = DraftParty(kind=cast("PartyKind", kind), proof=row.cell("kind"))
    lang = _lang(row)
    party.names = [Words(w.lang or lang, w.cell) for w in row.words("text")]
    party.description = _one_each(row, party, "description", lang)
    party.identifier, party.code = row.cell("identifier"), row.cell("code")
    role = row.word("role")
    if role in ROLES:
        party.role = cast("Role", role)
    elif role:
        reason = f"no such role: {row.text('role')}"
        row.wrong("role", reason, f"write one of {', '.join(ROLES)}")
    elif row.cell("of") or kind in ("group", "person"):
        party.role = "stakeholder"
    party.fields = _fields(row)
    return party


def _statement_lang(row: RowCells, plan: DraftPlan) -> str | None:
    """The language of a statement: stated, the plan's, or that of its first text."""
    stated = _lang(row)
    if stated:
        return stated
    langs = [w.lang for w in row.words("text")]
    if plan.lang is None and langs and None not in langs:
        plan.lang = langs[0]
    if not langs or None in langs or plan.lang in langs:
        return plan.lang
    return langs[0]


def _one_each(
    row: RowCells, details: Details, name: str, lang: str | None
) -> list[Words]:
    """The wordings of a column, one in each language; further ones are leftover."""
    kept: dict[str | None, Words] = {}
    for w in row.words(name):
        tag = w.lang or lang
        if tag in kept:
            details.rest.append(w.cell)
            row.repeated(name)
        else:
            kept[tag] = Words(tag, w.cell)
    return list(kept.values())


def _fields(row: RowCells) -> list[DraftField]:
    """The fields in the column `fields`, and those with a column of their own."""
    found = []
    if cell := row.cell("fields"):
        pairs = pairs_of(cell.text)
        parts = zip(pairs or (), items(cell.text), strict=False)
        found = [DraftField(name, value, cell, part) for (name, value), part in parts]
        if pairs is None:
            advice = "write them as prefix:name=value; prefix:other=value"
            row.wrong("fields", "these are no fields", advice)
    found += [DraftField(k, collapse(cell.text), cell) for k, cell in row.fields()]
    return found


def _references(row: RowCells) -> list[DraftReference]:
    found = []
    relations: Final = ("aligned_with", "references")
    for relation in relations:
        cell = row.cell(relation)
        for part in items(cell.text) if cell else ():
            (item,) = split(part)
            link = link_of(item)
            if link is None or cell is None:
                advice = "write an IRI, or words <IRI>, or SDG 4.1"
                row.wrong(relation, f"{item} is no IRI", advice)
            else:
                iri, printed = link
                found.append(DraftReference(relation, iri, printed, cell, part))
    return found


def _lang(row: RowCells) -> str | None:
    lang = row.text("lang").lower().replace("_", "-")
    if lang and not is_language_tag(lang):
        advice = "write a BCP 47 tag such as en, fr or pt-br"
        row.wrong("lang", f"{row.text('lang')} is no language tag", advice)
    return lang or None


def _level(row: RowCells) -> str | None:
    level = row.word("level")
    if level and level not in LEVELS:
        reason = f"no such level: {row.text('level')}"
        row.wrong("level", reason, f"write one of {', '.join(list(LEVELS)[:6])}")
    return LEVELS.get(level)


def _ordinal(row: RowCells) -> int | None:
    ordinal = row.text("ordinal")
    if not ordinal:
        return None
    if not (ordinal.isdecimal() and len(ordinal) < 10):
        row.wrong("ordinal", f"{ordinal} is no whole number", "write 1, 2, 3")
        return None
    return int(ordinal)


def _period(row: RowCells, details: Details) -> Period | None:
    cell = row.cell("period")
    if cell is None:
        return None
    details.marks.append(cell)
    period = period_of(cell.text)
    if period is None:
        advice = "write 2026, 2026-03, 2026-03-31 or 2026-01/2026-06"
        row.wrong("period", f"{collapse(cell.text)} is no period", advice)
    return period
