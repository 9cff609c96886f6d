"""Ask a graph a question: rows of cells, every IRI with its label."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, cast

from rdflib import Graph, Literal, URIRef
from rdflib.term import Identifier

from mandategraph.language import Direction, Form, LanguagePolicy, direction_of
from mandategraph.query.binding import BASE
from mandategraph.query.catalogue import Kind, Question
from mandategraph.query.labels import labels

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its term (None when unbound) and how to show it.

    `form` is the label of an IRI, `asked` False when its language is a fallback.
    `members` are the cells of a list of IRIs, whose term is the list as one literal.
    """

    term: Identifier | None
    form: Form | None = None
    asked: bool = True
    members: tuple[Cell, ...] = ()

    @property
    def text(self) -> str:
        """What a reader sees; `""` when unbound."""
        if self.members:
            return "; ".join(member.text for member in self.members)
        if self.form:
            return self.form.text
        return "" if self.term is None else str(self.term)

    @property
    def lang(self) -> str:
        """Language of the text, `""` when it has none."""
        if self.form:
            return self.form.lang
        return (self.term.language or "") if isinstance(self.term, Literal) else ""

    @property
    def direction(self) -> Direction:
        """Writing direction of the text."""
        return direction_of(self.lang)

    @property
    def note(self) -> str:
        """Language and status of the text: `fr`, `fr · machine`, `code`."""
        return self.form.note if self.form else self.lang

    def __str__(self) -> str:
        return self.text


class Row(Protocol):
    """A named tuple of cells: `row.objective.text`, `row[0]`, `row._asdict()`."""

    def __getattr__(self, column: str, /) -> Cell: ...
    def __getitem__(self, index: int, /) -> Cell: ...
    def __iter__(self) -> Iterator[Cell]: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question; what is filled depends on its kind.

    SELECT: `columns` and `rows`. ASK: `truth`. CONSTRUCT and DESCRIBE: `graph`.
    """

    question: Question
    policy: LanguagePolicy
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    truth: bool | None = None
    graph: Graph | None = None

    @property
    def kind(self) -> Kind:
        """Which of the three shapes the answer has."""
        return self.question.kind


def run(
    graph: MandateGraph,
    question: Question | str,
    params: Mapping[str, object] | None = None,
    policy: LanguagePolicy | None = None,
    *,
    base: str | None = None,
) -> Answer:
    """The graph's answer to a question of the catalogue or to a SPARQL text.

    Raises QueryError when the query or a parameter is faulty, UnknownNameError when a
    parameter does not exist.
    """
    if isinstance(question, str):
        question = Question.adhoc(question)
    policy = policy or LanguagePolicy()
    text = question.bound(params, base=base or (graph.base if params else BASE))
    if question.kind == "ask":
        return Answer(question, policy, truth=graph.ask(text))
    if question.kind != "select":
        return Answer(question, policy, graph=graph.construct(text))
    table = graph.select(text)
    columns = table.variables
    split = [columns.index(name) for name in question.lists if name in columns]
    make = row_type(question.name, columns)
    rows = [_split(row, split) for row in table.rows]
    forms = labels(graph, _iris(rows), policy)
    cells = ((_cell(value, forms, policy) for value in row) for row in rows)
    return Answer(question, policy, columns, [make(row) for row in cells])


def with_labels(answer: Answer) -> Answer:
    """The answer with three more columns behind each column of IRIs.

    `x_label`, `x_lang` and `x_status` say how `x` is shown, in which language, and what
    that wording is worth. For formats that hold terms only.
    """
    if answer.truth is not None or answer.graph is not None:
        return answer
    named = [
        any(row[i].form or row[i].members for row in answer.rows)
        for i in range(len(answer.columns))
    ]
    columns: list[str] = []
    for name, has_labels in zip(answer.columns, named, strict=True):
        extra = [f"{name}_label", f"{name}_lang", f"{name}_status"]
        columns += [name, *(extra if has_labels else [])]
    make = row_type(answer.question.name, tuple(columns))
    rows = []
    for row in answer.rows:
        cells: list[Cell] = []
        for cell, has_labels in zip(row, named, strict=True):
            cells += [cell, *(_label_cells(cell) if has_labels else [])]
        rows.append(make(cells))
    return replace(answer, columns=tuple(columns), rows=rows)


def _label_cells(cell: Cell) -> list[Cell]:
    shown = [c for c in cell.members or (cell,) if c.form]
    parts = (
        "; ".join(c.text for c in shown),
        "; ".join(c.lang for c in shown),
        "; ".join(c.form.worth for c in shown if c.form),
    )
    return [Cell(Literal(part) if shown else None) for part in parts]


def row_type(name: str, columns: tuple[str, ...]) -> Callable[[Iterable[Cell]], Row]:
    """Makes rows of a question: a named tuple type called after it."""
    title = "".join(part.title() for part in re.findall("[A-Za-z0-9]+", name))
    make = cast("Callable[..., Any]", namedtuple)  # noqa: PYI024 - columns are known now
    kind = make(title if title.isidentifier() else "Row", columns, rename=True)
    return cast("Callable[[Iterable[Cell]], Row]", kind._make)


Value = Identifier | None | tuple[URIRef, ...]


def _split(row: tuple[Identifier | None, ...], indexes: list[int]) -> list[Value]:
    values: list[Value] = list(row)
    for index in indexes:
        iris = {URIRef(iri) for iri in str(row[index] or "").split()}
        values[index] = tuple(sorted(iris, key=_natural))
    return values


def _natural(iri: URIRef) -> list[tuple[int, str]]:
    """Sorts `o2` before `o10`."""
    return [(len(p) if p.isdigit() else 0, p) for p in re.split(r"(\d+)", iri)]


def _iris(rows: Iterable[Iterable[Value]]) -> list[str]:
    found: set[str] = set()
    for row in rows:
        for value in row:
            if isinstance(value, tuple):
                found.update(map(str, value))
            elif isinstance(value, URIRef):
                found.add(str(value))
    return sorted(found)


def _cell(value: Value, forms: Mapping[str, Form], policy: LanguagePolicy) -> Cell:
    if isinstance(value, tuple):
        members = tuple(_cell(iri, forms, policy) for iri in value)
        return Cell(Literal(" ".join(value)), members=members)
    if not isinstance(value, URIRef):
        return Cell(value)
    form = forms[str(value)]
    return Cell(value, form, policy.covers(form.lang))
