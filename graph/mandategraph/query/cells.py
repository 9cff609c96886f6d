"""Cells and rows of an answer: the terms that an engine gave, and how to show them."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import pyoxigraph as ox
from rdflib import Literal, URIRef

from mandategraph.language import Direction, Form, LanguagePolicy, direction_of
from mandategraph.store.terms import Native, parts, to_rdflib

if TYPE_CHECKING:
    from rdflib.term import Identifier

# what a row holds before it is shown: a term, nothing, or the IRIs of a list
Value: TypeAlias = "Native | tuple[str, ...] | None"


class Cell:
    """One value of a row: its term (None when unbound) and how to show it.

    `form` is the label of an IRI, `asked` False when its language is a fallback.
    `members` are the cells of a list of IRIs, whose term is the list as one literal.
    """

    __slots__ = ("_value", "asked", "form", "members")

    def __init__(
        self,
        value: Native | None,
        form: Form | None = None,
        *,
        asked: bool = True,
        members: tuple[Cell, ...] = (),
    ) -> None:
        self._value, self.form, self.asked = value, form, asked
        self.members = members

    @property
    def term(self) -> Identifier | None:
        """The value as an rdflib term, spelled as stored; None when unbound."""
        if self._value is not None:
            self._value = to_rdflib(self._value)
        return self._value

    @property
    def text(self) -> str:
        """What a reader sees; `""` when unbound."""
        if self.members:
            return "; ".join(member.text for member in self.members)
        if self.form:
            return self.form.text
        return "" if self._value is None else parts(self._value).text

    @property
    def lang(self) -> str:
        """Language of the text, `""` when it has none."""
        if self.form:
            return self.form.lang
        return "" if self._value is None else parts(self._value).lang

    @property
    def iri(self) -> str:
        """The IRI that the cell holds, `""` when it holds none."""
        found = None if self._value is None else parts(self._value)
        return found.text if found and found.kind == "iri" else ""

    @property
    def direction(self) -> Direction:
        """Writing direction of the text."""
        return direction_of(self.lang)

    @property
    def note(self) -> str:
        """Language and status of the text: `fr`, `fr · machine`, `code`."""
        return self.form.note if self.form else self.lang

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cell):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        note = f" [{self.note}]" if self.note else ""
        return f"<Cell {self.text!r}{note}>"

    def _compared(self) -> tuple[object, ...]:
        return self.term, self.form, self.asked, self.members


class Row(Protocol):
    """A named tuple of cells: `row.objective.text`, `row[0]`, `row._asdict()`."""

    def __getattr__(self, column: str, /) -> Cell: ...
    def __getitem__(self, index: int, /) -> Cell: ...
    def __iter__(self) -> Iterator[Cell]: ...
    def __len__(self) -> int: ...


@lru_cache(maxsize=256)  # a class takes longer to make than most answers
def row_type(name: str, columns: tuple[str, ...]) -> Callable[[Iterable[Cell]], Row]:
    """Makes rows of a question: a named tuple type called after it."""
    title = "".join(part.title() for part in re.findall("[A-Za-z0-9]+", name))
    make = cast("Callable[..., Any]", namedtuple)  # noqa: PYI024 - columns are known now
    kind = make(title if title.isidentifier() else "Row", columns, rename=True)
    return cast("Callable[[Iterable[Cell]], Row]", kind._make)


def cell_maker(
    forms: Mapping[str, Form], policy: LanguagePolicy
) -> Callable[[Value], Cell]:
    """Makes a cell of a value; an IRI without a form is shown as it is."""
    covered: dict[str, bool] = {}

    def named(iri: str, value: Native) -> Cell:
        form = forms.get(iri)
        if form is None:
            return Cell(value)
        if form.lang not in covered:
            covered[form.lang] = policy.covers(form.lang)
        return Cell(value, form, asked=covered[form.lang])

    def cell(value: Value) -> Cell:
        if isinstance(value, ox.NamedNode):
            return named(value.value, value)
        if isinstance(value, tuple):
            members = tuple(named(iri, URIRef(iri)) for iri in value)
            return Cell(Literal(" ".join(value)), members=members)
        return named(str(value), value) if isinstance(value, URIRef) else Cell(value)

    return cell
