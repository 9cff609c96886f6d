"""What a mapping says, as it is used: rules for tables and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from mandategraph.model import StatementType


@dataclass(frozen=True, slots=True)
class Take:
    """A cell of a row: the column, or the part of it that a pattern's group finds.

    `when`: only in rows that fit. `lang` is a tag, `lang_column` a column with tags.
    `split` parts a cell into several.
    """

    column: str
    pattern: re.Pattern[str] | None = None
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lang: str = ""
    lang_column: str = ""
    split: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is the same in all rows, or that words of a column stand for."""

    constant: str = ""
    column: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upper:
    """Where the parent of an element is found.

    `same`: the element of that name made of the same row; `key`: the one with these
    values; `above`: the last one made above; `code`: the one with the longest code
    that this one's code begins with.
    """

    element: str
    by: str = "same"
    key: tuple[Take, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRule:
    """What a row says of its plan; rows with one key are of one plan."""

    key: tuple[Take, ...] = ()
    lang: Choice = Choice()
    title: tuple[Take, ...] = ()
    description: tuple[Take, ...] = ()
    identifier: Take | None = None
    published: Take | None = None
    start: Take | None = None
    end: Take | None = None
    fields: tuple[Take, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementRule:
    """A statement that a row may hold; equal keys make one of several rows.

    `each`: every row is one of its own, and its key only serves to find it.
    """

    name: str
    kind: StatementType
    each: bool
    when: dict[str, tuple[str, ...]]
    key: tuple[Take, ...]
    text: tuple[Take, ...]
    description: tuple[Take, ...]
    notes: tuple[Take, ...]
    label: Take | None
    code: Take | None
    ordinal: Take | None
    identifier: Take | None
    level: Choice
    unit: tuple[Take, ...]
    higher_is_better: Choice
    parent: tuple[Upper, ...]
    candidates: str
    fields: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class ValueRule:
    """A value of an indicator: in a column, or in each column that a pattern fits.

    Its period: `period` with the pattern's groups in braces, or from `start` to `end`,
    or the first filled cell of `at`, a day or year that is both ends. `column_as` is
    the name of a field for the name of the column, `unit_word` a unit that codes of
    another column stand for.
    """

    of: str
    kind: Choice
    key: tuple[Take, ...]
    when: dict[str, tuple[str, ...]]
    column: str
    pattern: re.Pattern[str] | None
    period: str
    at: tuple[Take, ...]
    start: Take | None
    end: Take | None
    unit: Take | None
    unit_word: Choice
    column_as: str
    notes: tuple[Take, ...]
    dimensions: tuple[Take, ...]
    fields: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class PartyRule:
    """An organisation, programme or group that a row names."""

    kind: str
    role: Choice
    name: tuple[Take, ...]
    identifier: Take | None
    code: Take | None
    of: tuple[str, ...]
    when: dict[str, tuple[str, ...]]
    fields: tuple[Take, ...]


@dataclass(frozen=True, slots=True)
class ReferenceRule:
    """A link to something outside; `iri` has `{}` where the cell's text goes."""

    of: str
    relation: str
    take: Take
    iri: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """What the rows of one table mean, and the columns that it is known by."""

    name: str
    columns: tuple[str, ...]
    files: tuple[str, ...]
    sheet: str
    rows: str
    header: int
    repeats: bool
    optional: bool
    fill: tuple[str, ...]
    expect: dict[str, re.Pattern[str]]
    plan: PlanRule
    elements: tuple[ElementRule, ...]
    values: tuple[ValueRule, ...]
    parties: tuple[PartyRule, ...]
    references: tuple[ReferenceRule, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping; `digest` changes with every change of its file."""

    name: str
    about: str
    prefix: str
    lang: str
    missing: tuple[str, ...]
    decimal: str
    tables: tuple[TableRule, ...]
    digest: str
