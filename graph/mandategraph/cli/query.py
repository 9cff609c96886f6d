"""`mandategraph questions` and `mandategraph query`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from mandategraph.cli.options import (
    console,
    lang_option,
    opened,
    output_option,
    policy_of,
    questions_option,
    talk,
    write,
)
from mandategraph.errors import QueryError

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.query import Answer, Catalogue, Cell, Question

_FORMATS = (
    "table",
    "csv",
    "tsv",
    "json",
    "xml",
    "markdown",
    "turtle",
    "jsonld",
    "ntriples",
)


@click.command()
@lang_option()
@questions_option()
def questions(lang: str, folders: tuple[str, ...]) -> None:
    """List the questions that a graph can be asked, by theme, with their parameters."""
    from mandategraph.query import Catalogue

    policy = policy_of(lang)
    out = console()
    for theme, entries in Catalogue.load(*folders).by_theme().items():
        table = Table(title=theme, title_justify="left", show_header=False, box=None)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for q in entries:
            sentence = Text(q.asked_in(policy).text)
            for p in q.params:
                hint = f"\n-p {p.name}={p.type.upper()}  {p.help}".rstrip()
                sentence.append(hint, style="dim")
            table.add_row(q.name, sentence)
        out.print(table)


@click.command()
@click.argument("name", metavar="NAME|FILE|-|SPARQL")
@click.argument("kg", metavar="KG", required=False, type=click.Path(allow_dash=True))
@click.option(
    "--graph",
    "-g",
    "named",
    metavar="KG",
    envvar="MANDATEGRAPH_GRAPH",
    help="The graph, if it is not the second argument.",
)
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question; may be given several times.",
)
@lang_option()
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(_FORMATS),
    help="How to print the answer.  [default: table, or turtle for a graph]",
)
@click.option(
    "--labels",
    "labelled",
    is_flag=True,
    help="Add label, language and status columns to csv, tsv, json and xml.",
)
@questions_option()
@output_option()
def query(
    name: str,
    kg: str | None,
    named: str | None,
    params: tuple[str, ...],
    lang: str,
    form: str | None,
    labelled: bool,
    folders: tuple[str, ...],
    output: str,
) -> None:
    """Ask the graph KG a question.

    The question is a name of the catalogue (see `questions`), a .rq file, SPARQL as an
    argument, or - for SPARQL on standard input. The table says in which language each
    label is and what it is worth: no remark for the issuer's own words, else reviewed,
    candidate, machine, label or code.
    """
    from mandategraph.query import Catalogue, Question, render, run, with_labels

    target = kg or named
    if target is None:
        raise click.UsageError("Which graph? Name KG after the question.")
    policy = policy_of(lang)
    catalogue = Catalogue.load(*folders)
    question = _question(name, catalogue, Question)
    answer = run(opened(target), question, _values(params), policy)
    chosen = form or ("table" if answer.kind in ("select", "ask") else "turtle")
    if chosen != "table":
        write(
            output, render(with_labels(answer) if labelled else answer, chosen).encode()
        )
        return
    if answer.graph is not None:
        raise QueryError(name, "a graph is no table", "choose turtle or jsonld")
    out = console()
    with out.capture() as capture:
        if answer.kind == "ask":
            out.print("yes" if answer.truth else "no")
        else:
            out.print(as_table(answer))
    write(output, capture.get().encode())
    if answer.kind == "select":
        _remark(answer, policy)


def as_table(answer: Answer) -> Table:
    """The rows with each label's language and status behind it."""
    table = Table()
    for column in answer.columns:
        table.add_column(column.replace("_", " "))
    for row in answer.rows:
        table.add_row(*(_shown(cell) for cell in row))
    return table


def _shown(cell: Cell) -> Text:
    if cell.members:
        return Text("\n").join(_shown(member) for member in cell.members)
    text = Text(cell.text)
    if cell.note:
        text.append(f" [{cell.note}]", style="dim")
    return text


def _remark(answer: Answer, policy: LanguagePolicy) -> None:
    """Say on standard error how many rows there are and what language was missing."""
    count = len(answer.rows)
    missing = sum(1 for row in answer.rows for cell in row if not cell.asked)
    line = f"{count} row{'' if count == 1 else 's'}"
    if missing:
        line += f"; {missing} label(s) not to be had in {', '.join(policy.asked)}"
    talk().print(line)


def _question(name: str, catalogue: Catalogue, kind: type[Question]) -> Question:
    if name == "-":
        return kind.adhoc(sys.stdin.read())
    if name in catalogue:
        return catalogue[name]
    if any(c in name for c in "{ \n"):
        return kind.adhoc(name)
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(name, f"cannot be read: {error}") from error
        headed = text.lstrip().startswith("#+")
        return kind.parse(text, path.stem) if headed else kind.adhoc(text)
    return catalogue[name]


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise QueryError(param, "not a parameter", "write -p name=value")
        values[name] = value
    return values
