"""Ask a graph a question: rows of cells, every IRI with its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from mandategraph.errors import QueryError, excerpt
from mandategraph.folding import natural
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query.binding import BASE
from mandategraph.query.catalogue import Catalogue, Question
from mandategraph.query.cells import Row, Value, cell_maker, row_type
from mandategraph.query.index import narrowed
from mandategraph.query.labels import labels
from mandategraph.query.resolve import resolve
from mandategraph.query.results import lexical
from mandategraph.store.query_text import Kind, head
from mandategraph.store.terms import is_iri, parts, to_graph
from mandategraph.store.tokens import tokens

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    from rdflib import Graph

    from mandategraph.query.frames import Shown
    from mandategraph.store import MandateGraph
    from mandategraph.store.engine import Triple


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """The answer to a question; what is filled depends on its kind.

    SELECT: `columns` and `rows`. ASK: `truth`. CONSTRUCT and DESCRIBE: `graph`.
    `values` and `triples` are these as the engine gave them, `forms` the labels by IRI,
    `params` what was asked with, and `target` the name of the graph that was asked.
    """

    question: Question
    policy: LanguagePolicy
    columns: tuple[str, ...] = ()
    values: Sequence[Sequence[Value]] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    truth: bool | None = None
    triples: Sequence[Triple] | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    resolved: Mapping[str, URIRef] = field(default_factory=dict)
    target: str = ""

    @property
    def kind(self) -> Kind:
        """Which of the three shapes the answer has."""
        return self.question.kind

    @cached_property
    def rows(self) -> list[Row]:
        """The rows as named tuples of cells, made when they are first looked at."""
        make = row_type(self.question.name, self.columns)
        cell = cell_maker(self.forms, self.policy)
        return [make(map(cell, row)) for row in self.values]

    @property
    def unasked(self) -> int:
        """How many of the things named are shown in a language not asked for."""
        return sum(not self.policy.covers(form.lang) for form in self.forms.values())

    @cached_property
    def graph(self) -> Graph | None:
        """The rdflib graph of a CONSTRUCT or DESCRIBE, made when it is first asked."""
        return None if self.triples is None else to_graph(self.triples)

    def to_pandas(self, labels: Shown = "columns") -> pd.DataFrame:
        """The rows as a pandas table; see `query.frames` for its columns and types."""
        from mandategraph.query.frames import to_pandas

        return to_pandas(self, labels)

    def to_polars(self, labels: Shown = "columns") -> pl.DataFrame:
        """The rows as a polars table; see `query.frames` for its columns and types."""
        from mandategraph.query.frames import to_polars

        return to_polars(self, labels)

    def to_networkx(
        self, source: str | None = None, target: str | None = None
    ) -> nx.MultiDiGraph[str]:
        """The answer as a network: of its triples, or of two of its columns."""
        from mandategraph.query.networks import to_networkx

        return to_networkx(self, source, target)

    def save(self, path: str | Path, form: str | None = None) -> None:
        """Write the answer to a file; the format follows from the name's ending.

        The file holds the old bytes or the new ones. Raises QueryError for an ending or
        a format that cannot hold the answer, StoreError when it cannot be written.
        """
        from mandategraph.query.formats import encoded, format_of
        from mandategraph.store.files import write_file

        name = form or format_of(str(path), self.kind)
        write_file(Path(path), encoded(self, name))

    def __len__(self) -> int:
        """How many rows there are; triples when the answer is a graph."""
        return len(self.values if self.triples is None else self.triples)

    def __bool__(self) -> bool:
        """The truth of an ASK; else whether there is anything in the answer."""
        return len(self) > 0 if self.truth is None else self.truth

    def __repr__(self) -> str:
        shown = {
            "ask": "yes" if self.truth else "no",
            "select": f"{len(self)} rows of {', '.join(self.columns)}",
        }.get(self.kind, f"{len(self)} triples")
        return f"<Answer to {self.question.name}: {shown}>"

    def _repr_html_(self) -> str:
        from mandategraph.query.html import answer_html

        return answer_html(self)


def run(
    graph: MandateGraph,
    question: Question | str,
    params: Mapping[str, object] | None = None,
    policy: LanguagePolicy | str | None = None,
    *,
    base: str | None = None,
    labelled: bool = True,
    **more: object,
) -> Answer:
    """The graph's answer to a question: one of the catalogue, its name, or SPARQL.

    Parameters are given in `params` or by name, the languages of labels as a policy or
    as a list such as `fr,en`. Without `labelled` no labels are looked up. Raises
    QueryError when the query or a parameter is faulty, UnknownNameError when a question
    or a parameter does not exist.
    """
    if isinstance(question, str):
        question = _named(question)
    if not isinstance(policy, LanguagePolicy):
        policy = LanguagePolicy.parse(policy or "")
    values = _merged(params or {}, more)
    base = base or (graph.base if values else BASE)
    taken = resolve(graph, question.params, values, base=base, policy=policy)
    text = question.bound(taken.values, base=base)
    text = narrowed(graph, text, question.params, values)
    answer = Answer(
        question, policy, params=values, resolved=taken.resolved, target=graph.target
    )
    if question.kind == "ask":
        with _naming(question, text):
            return replace(answer, truth=graph.ask(text))
    if question.kind != "select":
        with _naming(question, text):
            triples = graph.triples(text)
        forms = labels(graph, _iris(triples), policy) if labelled else {}
        return replace(answer, triples=triples, forms=forms)
    with _naming(question, text):
        columns, rows = graph.native(text)
    lists = [columns.index(name) for name in question.lists if name in columns]
    found: Sequence[Sequence[Value]] = rows
    if lists:
        found = [_split(row, lists) for row in rows]
    forms = labels(graph, _iris(found), policy) if labelled else {}
    return replace(answer, columns=columns, values=found, forms=forms)


def _bare(text: str) -> str:
    """How the query begins, without its comments."""
    end, bare = 0, ""
    for token in tokens(text):
        bare += " " * (token.start > end) + token.text
        end = token.end
    return head(bare)


def _faulty_line(text: str) -> int:
    """The line where the text stops being SPARQL, 0 when that is not known.

    rdflib's parser tells it; the place that Oxigraph tells may be lines further on.
    """
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except Exception as error:
        line = getattr(error, "lineno", 0)
        return line if 0 < line <= text.count("\n") + 1 else 0
    return 0


@contextmanager
def _naming(question: Question, text: str) -> Iterator[None]:
    """Name the file or the question that is faulty, a text by how it begins."""
    try:
        yield
    except QueryError as error:
        if error.subject not in (head(text), head(text, 200)):
            raise  # a server, which is named with what it said
        line = _faulty_line(text) if question.file else 0
        if line:
            faulty = text.split("\n")[line - 1].strip()
            reason = f"not SPARQL: {excerpt(faulty)}"
            where = f"{question.file}, line {line}"
            raise QueryError(where, reason, "correct the query") from error
        named = question.file or (question.name if question.summary else _bare(text))
        raise QueryError(named, error.reason, error.advice) from error


def with_labels(answer: Answer, said: Callable[[str], str] = str) -> Answer:
    """The answer with more columns behind those that hold IRIs or tagged text.

    `x_label`, `x_lang` and `x_status` say how the IRI `x` is shown, in which language,
    and what that wording is worth, by its code or as `said` has it; a column of tagged
    text only gets `x_lang`. For formats that have no other place for it.
    """
    behind = [_behind(answer.values, at) for at in range(len(answer.columns))]
    columns: list[str] = []
    for name, extra in zip(answer.columns, behind, strict=True):
        columns += [name, *(_free(f"{name}_{one}", answer.columns) for one in extra)]
    values: list[list[Value]] = []
    for row in answer.values:
        whole: list[Value] = []
        for value, extra in zip(row, behind, strict=True):
            told = _told(value, answer.forms, said) if extra else {}
            whole += [value, *(told.get(one) for one in extra)]
        values.append(whole)
    return replace(answer, columns=tuple(columns), values=values)


def shown_forms(value: Value, forms: Mapping[str, Form]) -> list[Form]:
    """How the IRIs of the value are shown, as far as they are."""
    if value is None:
        return []
    if isinstance(value, tuple):
        return [forms[iri] for iri in value if iri in forms]
    form = forms.get(parts(value).text) if is_iri(value) else None
    return [form] if form else []


def shown_text(value: Value, forms: Mapping[str, Form]) -> str:
    """What a reader sees of the value: its labels, else the term; `""` when unbound."""
    return "; ".join(form.text for form in shown_forms(value, forms)) or lexical(value)


def _behind(rows: Sequence[Sequence[Value]], at: int) -> tuple[str, ...]:
    """What is to be told behind the column."""
    if any(isinstance(row[at], tuple | ox.NamedNode | URIRef) for row in rows):
        return "label", "lang", "status"
    return ("lang",) if any(_lang(row[at]) for row in rows) else ()


def _told(
    value: Value, forms: Mapping[str, Form], said: Callable[[str], str]
) -> dict[str, Value]:
    if shown := shown_forms(value, forms):
        return {
            "label": ox.Literal("; ".join(form.text for form in shown)),
            "lang": ox.Literal("; ".join(form.lang for form in shown)),
            "status": ox.Literal("; ".join(said(form.worth) for form in shown)),
        }
    lang = _lang(value)
    return {"lang": ox.Literal(lang)} if lang else {}


def _lang(value: Value) -> str:
    return "" if value is None or isinstance(value, tuple) else parts(value).lang


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, longer when the query has a column of that name."""
    while name in taken:
        name += "_"
    return name


@cache
def _builtin() -> Catalogue:
    return Catalogue.load()


def _named(text: str) -> Question:
    """The question of that name, or the SPARQL text as a question."""
    return _builtin()[text] if re.fullmatch(r"[\w-]*", text) else Question.adhoc(text)


def _merged(
    params: Mapping[str, object], more: Mapping[str, object]
) -> dict[str, object]:
    for name in more:
        if name in params:
            raise QueryError(f"parameter {name}", "it is given twice")
    return {**params, **more}


def _split(row: Sequence[Value], indexes: list[int]) -> list[Value]:
    values = list(row)
    for index in indexes:
        value = values[index]
        if value is not None and not isinstance(value, tuple):
            iris = set(parts(value).text.split())
            values[index] = tuple(sorted(iris, key=natural))
    return values


def _iris(rows: Iterable[Sequence[Value]]) -> list[str]:
    found: set[str] = set()
    for row in rows:
        for value in row:
            kind = type(value)
            if kind is ox.NamedNode:
                found.add(value.value)  # type: ignore[union-attr]
            elif kind is tuple:
                found.update(value)  # type: ignore[arg-type]
            elif kind is URIRef:
                found.add(str(value))
    return sorted(found)
