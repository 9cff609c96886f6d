"""Answers as text: the SPARQL 1.1 result formats, Markdown, and RDF for graphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from rdflib import Literal, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Identifier

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query.run import Answer, Cell
from mandategraph.store.graph import PREFIXES

if TYPE_CHECKING:
    from mandategraph.query.catalogue import Kind

_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPARQL_XML: Final = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write answers, and the kinds of question whose answers it can hold."""

    name: str
    kinds: tuple[Kind, ...]
    suffix: str
    media_type: str
    write: Callable[[Answer], str]


def render(answer: Answer, name: str) -> str:
    """The answer in this format; UnknownNameError lists those that fit its kind."""
    fitting = formats_of(answer.kind)
    if name not in FORMATS:
        raise UnknownNameError("format", name, fitting)
    if name not in fitting:
        raise QueryError(
            answer.question.name,
            f"{name} cannot hold the answer of a question that begins with "
            f"{answer.kind.upper()}",
            f"choose from {', '.join(fitting)}",
        )
    return FORMATS[name].write(answer)


def formats_of(kind: Kind) -> tuple[str, ...]:
    """Names of the formats that can hold answers of this kind."""
    return tuple(f.name for f in FORMATS.values() if kind in f.kinds)


def _result(answer: Answer) -> Result:
    result = Result("ASK" if answer.kind == "ask" else "SELECT")
    result.askAnswer = answer.truth
    result.vars = [Variable(name) for name in answer.columns]
    result.bindings = [
        {
            variable: cell.term
            for variable, cell in zip(result.vars, row, strict=True)
            if cell.term is not None
        }
        for row in answer.rows
    ]
    return result


def _csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV: lexical forms only, lines end in CR LF."""
    return (_result(answer).serialize(format="csv") or b"").decode()


def _json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    return (_result(answer).serialize(format="json") or b"").decode() + "\n"


def _tsv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(_turtle(cell.term) for cell in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _turtle(term: Identifier | None) -> str:
    if term is None:
        return ""
    if not isinstance(term, Literal):
        return term.n3()
    text = str(term).translate(_IN_QUOTES)
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"' + (f"^^<{term.datatype}>" if term.datatype else "")


_IN_QUOTES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
)


def _xml(answer: Answer) -> str:
    """SPARQL Query Results XML.

    Written here because rdflib's serializer leaves carriage returns as they are, which
    every XML reader turns into line feeds, and writes control characters that XML 1.0
    has no way to hold.
    """
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<sparql xmlns="{_SPARQL_XML}">',
        f"<head>{head}</head>",
    ]
    if answer.kind == "ask":
        lines.append(f"<boolean>{str(bool(answer.truth)).lower()}</boolean>")
    else:
        lines.append("<results>")
        for row in answer.rows:
            bindings = (
                f"<binding name={quoteattr(name)}>{_xml_term(cell.term, answer)}"
                "</binding>"
                for name, cell in zip(answer.columns, row, strict=True)
                if cell.term is not None
            )
            lines.append(f"<result>{''.join(bindings)}</result>")
        lines.append("</results>")
    return "\n".join([*lines, "</sparql>", ""])


def _xml_term(term: Identifier, answer: Answer) -> str:
    if _NOT_XML.search(term):
        raise QueryError(
            answer.question.name,
            "a value holds a control character, which XML cannot write",
            "choose json or tsv",
        )
    text = escape(str(term), {"\r": "&#13;"})
    if isinstance(term, URIRef):
        return f"<uri>{text}</uri>"
    if not isinstance(term, Literal):
        return f"<bnode>{text}</bnode>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        attribute = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{attribute}>{text}</literal>"


def _markdown(answer: Answer) -> str:
    """A table for readers: labels linked to their IRIs, with language and status."""
    if answer.kind == "ask":
        return f"{'yes' if answer.truth else 'no'}\n"
    lines = [
        "| " + " | ".join(_plain(name) for name in answer.columns) + " |",
        "|" + " --- |" * len(answer.columns),
    ]
    lines += ["| " + " | ".join(map(_md_cell, row)) + " |" for row in answer.rows]
    return "\n".join(lines) + "\n"


def _md_cell(cell: Cell) -> str:
    if cell.members:
        return "<br>".join(map(_md_cell, cell.members))
    text = _plain(cell.text)
    if not text:
        return ""
    if cell.direction == "rtl":
        text = f'<span dir="rtl" lang="{cell.lang}">{text}</span>'
    if isinstance(cell.term, URIRef):
        text = f"[{text}](<{cell.term}>)"
    return f"{text} ({cell.note})" if cell.note else text


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would act on."""
    return re.sub(r"([\\`*_\[\]<>|#&~$])", r"\\\1", " ".join(text.split()))


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

FORMATS: Final = {
    entry.name: entry
    for entry in (
        Format("csv", _TABLES, ".csv", "text/csv", _csv),
        Format("tsv", _TABLES, ".tsv", "text/tab-separated-values", _tsv),
        Format("json", _RESULTS, ".srj", "application/sparql-results+json", _json),
        Format("xml", _RESULTS, ".srx", "application/sparql-results+xml", _xml),
        Format("markdown", _RESULTS, ".md", "text/markdown", _markdown),
        Format("turtle", _GRAPHS, ".ttl", "text/turtle", _graph_as("longturtle")),
        Format(
            "jsonld", _GRAPHS, ".jsonld", "application/ld+json", _graph_as("json-ld")
        ),
        Format("ntriples", _GRAPHS, ".nt", "application/n-triples", _graph_as("nt")),
    )
}
