"""What a table says of its plans, by cell; shared by both kinds of tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mandategraph.model import Parent
from mandategraph.read.extracted import collapse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mandategraph.model import Period, StatementType, ValueKind
    from mandategraph.read.table.cells import Cell
    from mandategraph.read.table.columns import PartyKind, Role

NO_PARENT: Final = Parent("none_in_source")
_LETTERS: Final = {
    "mandate": "m",
    "objective": "o",
    "expected_result": "r",
    "indicator": "i",
    "section_heading": "h",
    "vision": "v",
    "value_statement": "s",
}


class Words(NamedTuple):
    """A cell's wording; `lang` None stands for the language of the plan."""

    lang: str | None
    cell: Cell


class DraftField(NamedTuple):
    """A field of the table without a place in the model; `part` of a cell says it."""

    name: str
    value: str
    cell: Cell | None
    part: str = ""


class DraftReference(NamedTuple):
    """A link to something outside; `part` of a cell says it."""

    relation: Literal["aligned_with", "references"]
    iri: str
    printed: str
    cell: Cell
    part: str = ""


@dataclass(slots=True, eq=False)
class Details:
    """What plans, statements, values and parties have in common.

    `marks` are cells that were read as structure, `rest` those without a place.
    """

    notes: list[Words] = field(default_factory=list)
    fields: list[DraftField] = field(default_factory=list)
    marks: list[Cell] = field(default_factory=list)
    rest: list[Cell] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class DraftValue(Details):
    """A value; `number` is set when the cell or the author says it."""

    kind: ValueKind = "target"
    printed: Cell | None = None
    number: str | None = None
    lang: str | None = None
    unit: str | None = None
    period: Period | None = None
    dimensions: tuple[tuple[str, str], ...] = ()

    def says(self) -> tuple[object, ...]:
        """What the value says, wherever it stands: equal for a repeated value."""
        return (
            self.kind,
            collapse(self.printed.text) if self.printed else "",
            self.unit,
            self.period,
            self.dimensions,
            tuple((one.name, one.value) for one in self.fields),
            tuple(collapse(one.cell.text) for one in self.notes),
        )


@dataclass(slots=True, eq=False)
class Element(Details):
    """A statement; `proof` is a cell that shows it when it has no wording."""

    kind: StatementType = "objective"
    id: str = ""
    lang: str | None = None
    proof: Cell | None = None
    text: Cell | None = None
    also: list[Words] = field(default_factory=list)
    description: list[Words] = field(default_factory=list)
    label: Cell | None = None
    code: Cell | None = None
    ordinal: int | None = None
    identifier: Cell | None = None
    level: str | None = None
    unit: Words | None = None
    higher_is_better: bool | None = None
    values: list[DraftValue] = field(default_factory=list)
    references: list[DraftReference] = field(default_factory=list)
    parent: Parent = NO_PARENT
    applies_to: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class DraftParty(Details):
    """An organisation, programme, group or person."""

    id: str = ""
    kind: PartyKind = "organisation"
    role: Role = "plan_of"
    names: list[Words] = field(default_factory=list)
    description: list[Words] = field(default_factory=list)
    identifier: Cell | None = None
    code: Cell | None = None
    part_of: str | None = None
    of: tuple[str, ...] = ()
    proof: Cell | None = None


@dataclass(slots=True, eq=False)
class DraftPlan(Details):
    """A plan; `name` tells it apart in the file, for its key."""

    name: str = ""
    lang: str | None = None
    boundary: str = "sheet"
    title: list[Words] = field(default_factory=list)
    description: list[Words] = field(default_factory=list)
    identifier: Cell | None = None
    period: Period | None = None
    published: str | None = None
    references: list[DraftReference] = field(default_factory=list)
    parties: list[DraftParty] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    proof: Cell | None = None


def name_all(plans: Sequence[DraftPlan]) -> None:
    """Give each statement and party without an id the next free one, such as `o3`."""
    counts: Counter[str] = Counter()
    elements = {one.id for plan in plans for one in plan.elements}
    parties = {one.id for plan in plans for one in plan.parties}
    for plan in plans:
        for one in plan.elements:
            one.id = one.id or _free(_LETTERS[one.kind], counts, elements)
        for party in plan.parties:
            party.id = party.id or _free("p", counts, parties)


def _free(letter: str, counts: Counter[str], taken: set[str]) -> str:
    """The next name with the letter that nobody has taken."""
    while True:
        counts[letter] += 1
        name = f"{letter}{counts[letter]}"
        if name not in taken:
            return name
