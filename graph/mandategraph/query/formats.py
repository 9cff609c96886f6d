"""Answers as files: the SPARQL 1.1 formats, Markdown, spreadsheets; RDF for graphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query.markdown import markdown_link, markdown_text
from mandategraph.query.results import csv_text, json_text, tsv_text, xml_text
from mandategraph.query.sheets import answer_ods, answer_xlsx
from mandategraph.query.words import noted, word
from mandategraph.store.query_text import PREFIXES

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.query.catalogue import Question
    from mandategraph.query.cells import Cell
    from mandategraph.query.run import Answer
    from mandategraph.store.query_text import Kind


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write answers, and the kinds of question whose answers it can hold.

    `shows` says that readers see labels, not terms only; `suffixes` are the endings of
    file names, the usual one first.
    """

    name: str
    kinds: tuple[Kind, ...]
    suffixes: tuple[str, ...]
    media_type: str
    write: Callable[[Answer], str | bytes]
    shows: bool = False
    binary: bool = False


def render(answer: Answer, name: str) -> str:
    """The answer as text; UnknownNameError lists the formats that fit its kind.

    QueryError for a format that cannot hold it, or that is no text.
    """
    written = fitting(name, answer.question).write(answer)
    if isinstance(written, bytes):
        raise QueryError(name, "it is no text", "save the answer to a file")
    return written


def encoded(answer: Answer, name: str) -> bytes:
    """The answer as the bytes of a file; the same errors as `render`."""
    written = fitting(name, answer.question).write(answer)
    return written if isinstance(written, bytes) else written.encode()


def formats_of(kind: Kind) -> tuple[str, ...]:
    """Names of the formats that can hold answers of this kind."""
    return tuple(f.name for f in FORMATS.values() if kind in f.kinds)


def format_of(path: str, kind: Kind) -> str:
    """The format that the ending of the file's name asks for; QueryError if none."""
    possible = [f for f in FORMATS.values() if kind in f.kinds]
    for form in possible:
        if path.lower().endswith(form.suffixes):
            return form.name
    known = ", ".join(s for form in possible for s in form.suffixes)
    advice = f"name the format, or end the name in one of {known}"
    raise QueryError(path, "its ending tells no format for this answer", advice)


def fitting(name: str, question: Question) -> Format:
    """The format of that name, which can hold the question's answer.

    Raises UnknownNameError, or QueryError for one that cannot.
    """
    names = formats_of(question.kind)
    if name not in FORMATS:
        raise UnknownNameError("format", name, names)
    if name not in names:
        raise QueryError(
            question.name,
            f"{name} cannot hold the answer of a question that begins with "
            f"{question.kind.upper()}",
            f"choose from {', '.join(names)}",
        )
    return FORMATS[name]


def _markdown(answer: Answer) -> str:
    """A table for readers: labels linked to their IRIs, with language and status."""
    if answer.kind == "ask":
        return f"{word('yes' if answer.truth else 'no', answer.policy)}\n"
    lines = [
        "| " + " | ".join(markdown_text(name) for name in answer.columns) + " |",
        "|" + " --- |" * len(answer.columns),
    ]
    policy = answer.policy
    lines += [
        "| " + " | ".join(_md_cell(cell, policy) for cell in row) + " |"
        for row in answer.rows
    ]
    return "\n".join(lines) + "\n"


def _md_cell(cell: Cell, policy: LanguagePolicy) -> str:
    if cell.members:
        return "<br>".join(_md_cell(one, policy) for one in cell.members)
    text = markdown_text(cell.text)
    if not text:
        return ""
    if cell.direction == "rtl":
        text = f'<span dir="rtl" lang="{cell.lang}">{text}</span>'
    if cell.iri:
        text = markdown_link(text, cell.iri)
    note = noted(cell.note, policy)
    return f"{text} ({note})" if note else text


def _graph_as(syntax: str) -> Callable[[Answer], str]:
    def write(answer: Answer) -> str:
        graph = answer.graph
        if graph is None:
            raise QueryError(answer.question.name, "the answer is not a graph")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace, replace=True)
        compact = syntax == "json-ld"  # the other serializers ignore the option
        return graph.serialize(format=syntax, auto_compact=compact).strip() + "\n"

    return write


_TABLES: Final[tuple[Kind, ...]] = ("select",)
_RESULTS: Final[tuple[Kind, ...]] = ("select", "ask")
_GRAPHS: Final[tuple[Kind, ...]] = ("construct", "describe")
_SPARQL: Final = "application/sparql-results"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"

FORMATS: Final = {
    entry.name: entry
    for entry in (
        Format("csv", _TABLES, (".csv",), "text/csv", csv_text),
        Format("tsv", _TABLES, (".tsv",), "text/tab-separated-values", tsv_text),
        Format("json", _RESULTS, (".srj", ".json"), f"{_SPARQL}+json", json_text),
        Format("xml", _RESULTS, (".srx", ".xml"), f"{_SPARQL}+xml", xml_text),
        Format("markdown", _RESULTS, (".md",), "text/markdown", _markdown, shows=True),
        Format(
            "xlsx", _TABLES, (".xlsx",), _EXCEL, answer_xlsx, shows=True, binary=True
        ),
        Format("ods", _TABLES, (".ods",), _ODS, answer_ods, shows=True, binary=True),
        Format("turtle", _GRAPHS, (".ttl",), "text/turtle", _graph_as("longturtle")),
        Format(
            "jsonld",
            _GRAPHS,
            (".jsonld", ".json"),
            "application/ld+json",
            _graph_as("json-ld"),
        ),
        Format("ntriples", _GRAPHS, (".nt",), "application/n-triples", _graph_as("nt")),
    )
}
