"""Plans as rows of the authoring format, before any file format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.read.extracted import collapse
from mandategraph.read.numbers import iso_date, number_of, period_of, period_text
from mandategraph.read.table.columns import (
    COLUMNS,
    LEVELS,
    NONE,
    PLAN,
    WORDED,
    joined,
    link,
    link_of,
    paired,
    ranked,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mandategraph.model import (
        Field,
        Parent,
        Party,
        Period,
        Plan,
        Reading,
        Reference,
        Statement,
        Value,
        Wording,
    )

_ALWAYS: Final = ("kind", "id", "parent")
_LEVEL_WORDS: Final = {code: word for word, code in reversed(LEVELS.items())}
_OWN: Final = "table"  # prefix of fields for what a column cannot hold


class _Column(NamedTuple):
    """A column; `again` counts those of the same name and language before it."""

    name: str
    lang: str = ""
    again: int = 0


_Row = dict[_Column, str]


def table_of(readings: Iterable[Reading]) -> list[list[str]]:
    """The header and one row for each plan, party, statement and value.

    Only columns with something in them; ids are those of the readings, with a number
    where two readings have the same one.
    """
    names = _Names()
    rows: list[_Row] = []
    langs: dict[str, None] = {}
    for reading in readings:
        names.begin()
        for plan in reading.plans:
            langs.setdefault(plan.lang)
            rows += _plan_rows(plan, names)
    for row in rows:
        langs.update(dict.fromkeys(column.lang for column in row))
    place = {name: at for at, name in enumerate(COLUMNS)}
    order = {lang: at for at, lang in enumerate(langs)}
    columns = {column for row in rows for column in row}
    columns |= {_Column(name) for name in _ALWAYS}
    if not any(column.name == "text" for column in columns):
        columns.add(_Column("text", next(iter(langs), "")))
    listed = sorted(
        columns, key=lambda c: (place[c.name], c.again, order.get(c.lang, -1))
    )
    header = [f"{c.name}@{c.lang}" if c.lang else c.name for c in listed]
    return [header, *([row.get(column, "") for column in listed] for row in rows)]


class _Names:
    """Ids that are unique in the table, for those of one reading after the other."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self._given: dict[tuple[str, str], str] = {}

    def begin(self) -> None:
        """Forget the ids of the last reading; they stay taken."""
        self._given.clear()

    def renew(self, kind: str, names: Iterable[str]) -> None:
        """Forget these ids: the next plan has rows of its own that go by them."""
        for name in names:
            self._given.pop((kind, name), None)

    def of(self, kind: str, name: str) -> str:
        """The id in the table of what goes by the name in the reading."""
        known = self._given.get((kind, name))
        if known is not None:
            return known
        own = given = collapse(name) or kind
        number = 1
        while (kind, given) in self._taken:
            number += 1
            given = f"{own}-{number}"
        self._taken.add((kind, given))
        self._given[kind, name] = given
        return given


class _RowMaker:
    """A row in the making; what a column cannot hold becomes a field."""

    def __init__(self, kind: str, fields: Iterable[Field]) -> None:
        self.cells: _Row = {}
        self.fields = [(field.name, field.value) for field in fields]
        self.put("kind", kind)

    def put(self, name: str, text: str | None, lang: str = "") -> None:
        """Fill the cell of a column, unless there is nothing to fill it with."""
        kept = collapse(text or "")
        if not kept:
            return
        again = 0
        while name in WORDED and _Column(name, lang, again) in self.cells:
            again += 1
        self.cells[_Column(name, lang, again)] = kept

    def words(self, name: str, wordings: Iterable[Wording]) -> None:
        """Fill a column for each language."""
        for wording in wordings:
            self.put(name, wording.text, wording.lang)

    def checked(self, name: str, text: str | None, *, holds: bool) -> None:
        """Fill a column if it `holds` the text, else carry it as a field."""
        if text and holds:
            self.put(name, text)
        elif text:
            self.fields.append((f"{_OWN}:{name}", text))

    def period(self, period: Period | None) -> None:
        """Fill the period."""
        if period is not None:
            text = period_text(period)
            self.checked("period", text, holds=period_of(text) == period)

    def references(self, references: Iterable[Reference]) -> None:
        """Fill the columns of references."""
        lists: dict[str, list[str]] = {}
        for one in references:
            item = link(one.iri, collapse(one.printed))
            if link_of(item) == (one.iri, collapse(one.printed)):
                lists.setdefault(one.relation, []).append(item)
            else:
                self.fields.append((f"{_OWN}:{one.relation}", item))
        for relation, items in lists.items():
            self.put(relation, joined(items))

    def row(self) -> _Row:
        """The row, its fields entered last."""
        self.put("fields", paired(self.fields))
        return self.cells


def _plan_rows(plan: Plan, names: _Names) -> Iterator[_Row]:
    make = _RowMaker(PLAN, plan.fields)
    make.put("id", names.of("plan", plan.key))
    make.put("lang", plan.lang)
    make.words("text", plan.title)
    make.words("description", plan.description)
    make.put("identifier", plan.identifier)
    make.period(plan.period)
    day = plan.published
    make.checked("published", day, holds=day is not None and iso_date(day) == day)
    make.references(plan.references)
    yield make.row()
    # plans of one source may name the same party: each of them tells what it is to it
    names.renew("party", [party.id for party in plan.parties])
    for party in plan.parties:
        yield _party_row(party, names)
    for statement in plan.statements:
        yield _statement_row(statement, plan, names)
        for value in statement.values:
            yield _value_row(value, statement, names)


def _party_row(party: Party, names: _Names) -> _Row:
    make = _RowMaker(party.kind, party.fields)
    make.put("id", names.of("party", party.id))
    if party.part_of is not None:
        make.put("parent", names.of("party", party.part_of))
    make.put("role", party.role)
    make.words("text", party.names)
    make.words("description", party.description)
    make.put("identifier", party.identifier)
    make.put("code", party.code)
    make.put("of", joined(names.of("statement", name) for name in party.of))
    return make.row()


def _statement_row(s: Statement, plan: Plan, names: _Names) -> _Row:
    make = _RowMaker(s.type, s.fields)
    make.put("id", names.of("statement", s.id))
    _parent(make, s.parent, names)
    make.put("applies_to", joined(names.of("statement", n) for n in s.applies_to))
    make.put("code", s.code)
    make.put("ordinal", None if s.ordinal is None else str(s.ordinal))
    make.put("label", s.label)
    make.put("identifier", s.identifier)
    level = _LEVEL_WORDS.get(s.level or "")
    make.checked("level", level or s.level, holds=level is not None)
    if s.lang != plan.lang or (s.text is None and s.also):
        make.put("lang", s.lang)
    make.put("text", s.text, s.lang)
    make.words("text", s.also)
    make.words("description", s.description)
    make.words("notes", s.notes)
    make.words("unit", [s.unit] if s.unit else [])
    if s.higher_is_better is not None:
        make.put("higher_is_better", "yes" if s.higher_is_better else "no")
    make.references(s.references)
    return make.row()


def _parent(make: _RowMaker, parent: Parent, names: _Names) -> None:
    """Fill what is known of the parent; what the reader infers is not written."""
    if parent.target is not None:
        make.put("parent", names.of("statement", parent.target))
    candidates = parent.candidates
    make.put(
        "candidates",
        ranked((names.of("statement", c.target), c.confidence) for c in candidates),
    )
    inferred = "none_in_source"
    if parent.target is not None:
        inferred = "asserted"
    elif candidates:
        rated = any(c.confidence is not None for c in candidates)
        inferred = "proposed" if rated else "unknown"
    if parent.status != inferred:
        make.put("parent_status", parent.status)
    if parent.basis != ("stated" if parent.status == "asserted" else None):
        make.put("parent_basis", parent.basis)


def _value_row(value: Value, s: Statement, names: _Names) -> _Row:
    make = _RowMaker(value.kind, value.fields)
    make.put("parent", names.of("statement", s.id))
    make.put("value", value.printed)
    if number_of(collapse(value.printed), s.lang) != value.number:
        make.put("number", value.number or NONE)
    make.put("unit", value.unit)
    make.period(value.period)
    make.put("dimensions", paired(value.dimensions))
    make.words("notes", value.notes)
    return make.row()
