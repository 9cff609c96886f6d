"""What a template has found in a document so far: drafts of plans and statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from mandategraph.model import Field, Reference, Span, StatementType, Value


@dataclass(slots=True, eq=False)
class Draft:
    """A statement with the pieces of its wording.

    `sections` are those that were open when it was made, outermost first, with the one
    that it opened. `stated` is what a line of its last section must say for its parent
    to be stated, `nested` whether the order of reading is enough.
    """

    type: StatementType
    sections: tuple[Section, ...]
    start: int
    text: tuple[Span, ...] = ()
    label: Span | None = None
    code: str | None = None
    ordinal: int | None = None
    identifier: str | None = None
    description: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    unit: Span | None = None
    values: list[Value] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    parent: str = ""
    stated: re.Pattern[str] | None = None
    nested: bool = False
    measured: bool = False  # a table or chart has said its values
    pictured: bool = False  # a picture stands where its values are
    introduced: list[Draft] = field(default_factory=list)
    id: str = ""


@dataclass(slots=True, eq=False)
class Section:
    """A part of the document under a heading, and what its lines say.

    `owner` is the code of the plan that its statements belong to. `waiting` are words
    for the next statement of a type.
    """

    name: str
    depth: int
    line: Span
    said: list[str] = field(default_factory=list)
    title: Span | None = None
    body: Span | None = None
    owner: str | None = None
    plan: PlanDraft | None = None
    labels: str = ""
    introduces: str = ""
    made: list[Draft] = field(default_factory=list)
    waiting: list[tuple[str, str, Span]] = field(default_factory=list)
    once: set[int] = field(default_factory=set)
    parties: list[PartyDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class PartyDraft:
    """A party that a line named; its name may stand on the line below."""

    kind: str
    role: str
    name: Span | None = None
    code: str = ""
    id: str = ""


@dataclass(slots=True, eq=False)
class PlanDraft:
    """A plan under way: `upper` is the one that it stands in."""

    line: Span
    upper: PlanDraft | None
    sections: tuple[Section, ...]
    title: Span | None = None
    code: str | None = None
    period: str | None = None
    end: int = 0
    own: list[PartyDraft] = field(default_factory=list)
    statements: list[Draft] = field(default_factory=list)
