"""What becomes of each row of a translator's file, decided before anything is written.

The issuer's words are never touched: a row for a language in which they exist is
refused, and a row that translates other words than the graph has now is stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from mandategraph.build.translations import REJECTED, tidy
from mandategraph.errors import QueryError
from mandategraph.model import Translation
from mandategraph.translate.doubts import doubts, script_doubts
from mandategraph.translate.units import Existing

if TYPE_CHECKING:
    from mandategraph.translate.rows import Row
    from mandategraph.translate.units import Unit

Kind = Literal["new", "changed", "unchanged", "to do", "stale", "refused"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_CANDIDATE: Final = "stateCandidate"
_REVIEWED: Final = "stateReviewed"
_OF_MACHINE: Final = ("machineTranslation", "postEdited")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is imported: ids of agents, a code of a method, the day."""

    agent: str
    reviewer: str
    method: str
    day: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row; `new` is what is stored, `remarks` what to look at."""

    kind: Kind
    row: Row
    why: str = ""
    unit: Unit | None = None
    new: Translation | None = None
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """The outcomes in the order of the file."""

    outcomes: list[Outcome] = field(default_factory=list)
    ignored: tuple[str, ...] = ()

    @property
    def accepted(self) -> list[Outcome]:
        """The rows that change the graph."""
        return [one for one in self.outcomes if one.new is not None]

    @property
    def left_out(self) -> list[Outcome]:
        """The rows that were refused or are stale."""
        return [one for one in self.outcomes if one.kind in ("stale", "refused")]

    def counts(self) -> dict[Kind, int]:
        """How many rows there are of each kind."""
        found = Counter(one.kind for one in self.outcomes)
        return {kind: found[kind] for kind in KINDS if found[kind]}


def decided(rows: Sequence[Row], known: Iterable[Unit], terms: Terms) -> Report:
    """The outcomes of the rows for a graph that has these units.

    Raises QueryError when something is new and nobody is named who wrote it.
    """
    units = {(u.code, u.field, u.lang): u for u in known}
    keys = Counter((row.code, row.field, row.lang) for row in rows if tidy(row.text))
    texts: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        key = row.code, row.field, row.lang
        texts.setdefault(key, set()).add(tidy(row.text))
    report, seen = Report(), set()
    for row in rows:
        key = row.code, row.field, row.lang
        unit = units.get(key)
        if keys[key] > 1 and len(texts[key] - {""}) > 1 and tidy(row.text):
            why = "the file has it more than once, with different words"
            report.outcomes.append(Outcome("refused", row, why, unit))
        elif key in seen and tidy(row.text):
            report.outcomes.append(Outcome("unchanged", row, "", unit))
        else:
            report.outcomes.append(_decided(row, unit, terms))
            if tidy(row.text):
                seen.add(key)
    return report


def _decided(row: Row, unit: Unit | None, terms: Terms) -> Outcome:
    if unit is None or not unit.element:
        why = f"the graph has no {row.field} of {row.code} to translate"
        return Outcome("refused", row, why)
    text = tidy(row.text)
    return _barred(row, unit, text) or _compared(row, unit, text, terms)


def _barred(row: Row, unit: Unit, text: str) -> Outcome | None:
    """What becomes of a row whose words do not count; None when they do."""
    current = unit.current
    kind: Kind = "refused"
    if unit.of_issuer:
        kind = "refused" if text else "to do"
        why = f"the issuer's own words exist in {row.lang}"
    elif not text:
        return _empty(row, unit)
    elif current and current.authority == "issuer":
        same = text == tidy(current.text)
        kind = "unchanged" if same else "refused"
        why = "" if same else "the issuer's own translation cannot be replaced"
    elif not unit.says(row.source):
        kind, why = "stale", f"the source says now: {tidy(unit.source)}"
    elif row.stale:
        kind, why = "to do", "still marked as a translation of other words"
    elif row.flagged and not current:
        # what gettext guesses from similar words is fuzzy, too
        kind, why = "to do", "marked as fuzzy, so not finished"
    else:
        return None
    return Outcome(kind, row, why, unit)


def _empty(row: Row, unit: Unit) -> Outcome:
    if unit.current and not row.stale:
        why = "it is empty, and the graph has a translation; to withdraw it, reject it"
        return Outcome("refused", row, why, unit)
    return Outcome("to do", row, "", unit)


def _compared(row: Row, unit: Unit, text: str, terms: Terms) -> Outcome:
    """What becomes of a translation of the words that the graph has."""
    current = unit.current
    same = current if current and tidy(current.text) == text else None
    again = next((f for f in unit.rejected if tidy(f.text) == text), None)
    state = _state(row, current, same, terms)
    if again and same is None:
        if state == REJECTED:
            return Outcome("unchanged", row, "", unit)
        if state != _REVIEWED:
            why = "this translation was rejected; have it reviewed to take it back"
            return Outcome("refused", row, why, unit)
    if state is None:
        why = "nobody is named who reviewed it: --reviewed-by"
        return Outcome("refused", row, why, unit)
    if same is None and state == REJECTED and current:
        why = "a translation cannot be changed and rejected at once"
        return Outcome("refused", row, why, unit)
    new = _translation(row, unit, same or again or Existing("", text), state, terms)
    if same and new == _as_translation(unit, same):
        return Outcome("unchanged", row, "", unit, None, _left(row, same, terms))
    _ensure_agent(new, row)
    if same is not None:
        new = replace(new, text=same.text)
    remarks = tuple(doubts(tidy(unit.source), text)) if same is None else ()
    remarks = (*remarks, *script_doubts(text, row.lang))
    lost = current is not None and current.state == _REVIEWED and state == _CANDIDATE
    if lost:
        remarks = (*remarks, "changed, so no longer reviewed")
    return Outcome("changed" if current else "new", row, "", unit, new, remarks)


def _state(
    row: Row, current: Existing | None, same: Existing | None, terms: Terms
) -> str | None:
    """The review state that the row asks for; None when it may not have it."""
    said = row.state
    if row.flagged:
        # fuzzy says no more than that nobody has found it good
        kept = same is not None and same.state != _REVIEWED
        said = same.state if kept and same else _CANDIDATE
    untouched = current is not None and said == current.state
    if said == _REVIEWED or (said is None and terms.reviewer):
        if same and same.state == _REVIEWED:
            return _REVIEWED
        if terms.reviewer:
            return _REVIEWED
        return _CANDIDATE if untouched else None
    if said is None:
        return same.state if same else _CANDIDATE
    return said


def _translation(
    row: Row, unit: Unit, form: Existing, state: str, terms: Terms
) -> Translation:
    """The row of the table that says what the translator's row says.

    `form` is what the graph has of its words; it has no IRI when that is nothing.
    """
    current = unit.current
    same = form if form.iri else None
    asked = row.method if not current or row.method != current.method else None
    made = "postEdited" if current and current.method in _OF_MACHINE else None
    made = terms.method or asked or made or "humanTranslation"
    named = row.agent if not current or row.agent != current.agent else ""
    note = row.note if row.note is not None else (current.note if current else "")
    reviewed = state in (_REVIEWED, REJECTED)
    kept = same.reviewer if same and same.state == state else ""
    return replace(
        _as_translation(unit, form),
        authority="thirdParty",
        state=state,
        method=asked or same.method if same else made,
        agent=(named or same.agent) if same else (terms.agent or named),
        note=tidy(note),
        date=same.date if same else terms.day,
        reviewer=kept or (terms.reviewer if reviewed else ""),
    )


def _as_translation(unit: Unit, form: Existing) -> Translation:
    """What the graph has, as a row of a table."""
    return Translation(
        plan=unit.plan,
        element=unit.element,
        field=unit.field,
        source=unit.source,
        lang=unit.lang,
        text=tidy(form.text),
        authority=form.authority,
        state=form.state,
        method=form.method,
        agent=form.agent,
        note=tidy(form.note),
        source_lang=unit.source_lang,
        date=form.date,
        reviewer=form.reviewer,
    )


def _left(row: Row, same: Existing, terms: Terms) -> tuple[str, ...]:
    """What is said of an unchanged row: that nobody is named who found it good."""
    settled = same.state == _REVIEWED or terms.reviewer
    if row.flagged is False and not settled:
        return ("no longer fuzzy, but nobody is named who reviewed it: --reviewed-by",)
    return ()


def _ensure_agent(new: Translation, row: Row) -> None:
    if not new.agent:
        advice = "name who translated it: --agent"
        raise QueryError(row.place, "the translation has no author", advice)
