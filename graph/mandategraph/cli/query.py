"""`mandategraph questions` and `mandategraph query`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from rich.table import Table
from rich.text import Text

from mandategraph.cli.options import (
    console,
    endpoint_options,
    lang_option,
    opened,
    output_option,
    policy_of,
    printed,
    questions_option,
    refuse_folder,
    talk,
    with_note,
    write,
)
from mandategraph.errors import QueryError

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.query import Answer, Catalogue, Cell, Param, Question
    from mandategraph.query.binding import ParamType
    from mandategraph.store.query_text import Kind

_FORMATS = (
    "table",
    "csv",
    "tsv",
    "json",
    "xml",
    "markdown",
    "xlsx",
    "ods",
    "turtle",
    "jsonld",
    "ntriples",
)
_TYPED: dict[ParamType, str] = {
    "iri": "CODE|IRI|words",
    "lang": "LANG|*",
    "text": "text",
    "search": "words",
    "integer": "NUMBER",
    "decimal": "NUMBER",
    "date": "YYYY-MM-DD",
}


@click.command()
@click.argument("name", required=False)
@click.option("--theme", help="Only the questions of one theme.")
@lang_option()
@questions_option()
def questions(
    name: str | None, theme: str | None, lang: str, folders: tuple[str, ...]
) -> None:
    """List the questions that a graph can be asked, by theme, with their parameters.

    With NAME, show one question whole: what it gives, its parameters, an example and
    its SPARQL.
    """
    from mandategraph.errors import UnknownNameError
    from mandategraph.query import Catalogue
    from mandategraph.query.themes import theme_title

    if name is not None and theme is not None:
        raise click.UsageError("Name a question or a theme, not both.")
    policy = policy_of(lang)
    out = console()
    catalogue = Catalogue.load(*folders)
    _report(catalogue, name)
    if name is not None:
        _describe(catalogue[name], policy)
        return
    themes = catalogue.by_theme()
    if theme is not None and theme not in themes:
        raise UnknownNameError("theme", theme, tuple(themes))
    for each in [theme] if theme else themes:
        title = f"{theme_title(each, policy).text} ({each})"
        table = Table(title=title, title_justify="left", show_header=False, box=None)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for q in themes[each]:
            sentence = Text(q.asked_in(policy).text)
            for p in q.params:
                help_text = q.help_in(p.name, policy).text
                hint = f"\n-p {p.name}={_typed(p)}  {help_text}".rstrip()
                sentence.append(hint, style="dim")
            table.add_row(q.name, sentence)
        out.print(table)


def _report(catalogue: Catalogue, asked: str | None = None) -> None:
    """Say on standard error which files are faulty, and which replace a question.

    Of the question asked for, its own fault is the error; when there is one, what other
    questions were replaced is left out.
    """
    for name, error in catalogue.broken.items():
        if name != asked:
            talk().print(str(error), soft_wrap=True)
    for name, before in catalogue.replaced.items():
        if asked in (None, name):
            file = catalogue[name].file
            line = f"{name}: taken from {file} instead of {before}"
            talk().print(line, soft_wrap=True)


def _typed(param: Param) -> str:
    """What may be typed as the value."""
    return _TYPED.get(param.type) or "|".join(param.choices)


def _describe(question: Question, policy: LanguagePolicy) -> None:
    """Print the question whole, its SPARQL as it stands in the file."""
    out = console()
    lines = [question.name, question.asked_in(policy).text]
    lines.append(question.summary_in(policy).text)
    for p in question.params:
        default = "" if p.default in ("UNDEF", "") else f"  [{p.default}]"
        help_text = question.help_in(p.name, policy).text
        lines.append(f"  -p {p.name}={_typed(p)}{default}  {help_text}".rstrip())
    pairs = (f" -p {shlex.quote(f'{k}={v}')}" for k, v in question.example.items())
    lines += ["", f"mandategraph query {question.name} KG{''.join(pairs)}", ""]
    body = [line for line in question.text.splitlines() if not line.startswith("#+")]
    out.print(Text("\n".join(lines)), soft_wrap=True)
    out.print(Text("\n".join(body).strip()), soft_wrap=True)


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
    help="How to write the answer.  [default: by the ending of FILE, else table; "
    "turtle for a graph]",
)
@click.option(
    "--labels",
    "labelled",
    is_flag=True,
    help="Add label, language and status columns; formats for readers (table,"
    " markdown, xlsx, ods) have labels anyway.",
)
@questions_option()
@output_option()
@endpoint_options()
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
    candidate, machine, label or code, in the words of the language asked for.
    """
    from mandategraph.query import Catalogue, Question, encoded, run, taken_as
    from mandategraph.query import with_labels as labels_added
    from mandategraph.query.words import word

    target = _target(kg, named)
    policy = policy_of(lang)
    values = _values(params)
    catalogue = Catalogue.load(*folders)
    _report(catalogue, name)
    question = _question(name, catalogue, Question)
    chosen = form or _format_of(output, question.kind)
    shows = _shows(chosen, question, output)
    graph = opened(target)
    answer = run(graph, question, values, policy, labelled=shows or labelled)
    for line in taken_as(graph, answer):
        talk().print(line, soft_wrap=True)
    if chosen != "table":
        more = labelled and not shows
        write(output, encoded(labels_added(answer) if more else answer, chosen))
        return
    if answer.kind == "ask":
        write(output, printed(word("yes" if answer.truth else "no", policy)))
        return
    write(output, printed(as_table(answer)))
    _remark(answer, policy)


def _target(kg: str | None, named: str | None) -> str:
    """The graph that is asked; the argument overrules the environment."""
    if kg is None and named is None:
        raise click.UsageError("Which graph? Name KG after the question.")
    typed = click.get_current_context().get_parameter_source("named")
    if kg and named and typed is ParameterSource.COMMANDLINE:
        raise click.UsageError(f"Two graphs: {kg} and {named}. Name one of them.")
    return kg or named or ""


def _format_of(output: str, kind: Kind) -> str:
    """The format that the name of the file asks for; without one, the most readable.

    QueryError when the name asks for none that can hold such an answer.
    """
    from mandategraph.query.formats import format_of

    if output == "-":
        return "table" if kind in ("select", "ask") else "turtle"
    refuse_folder(output)
    return format_of(output, kind)


def _shows(form: str, question: Question, output: str) -> bool:
    """Whether the format has labels of itself; an error when it is of no use here."""
    from mandategraph.query.formats import fitting

    if form == "table":
        if question.kind not in ("select", "ask"):
            reason = "a graph is no table"
            raise QueryError(question.name, reason, "choose turtle or jsonld")
        return True
    chosen = fitting(form, question)
    if chosen.binary and output == "-" and sys.stdout.isatty():
        reason = "a workbook is nothing for a terminal"
        raise QueryError(form, reason, f"add -o answer.{form}")
    return chosen.shows


def as_table(answer: Answer) -> Table:
    """The rows with each label's language and status behind it."""
    table = Table()
    for column in answer.columns:
        table.add_column(column.replace("_", " "))
    for row in answer.rows:
        table.add_row(*(_shown(cell, answer.policy) for cell in row))
    return table


def _shown(cell: Cell, policy: LanguagePolicy) -> Text:
    from mandategraph.query.words import noted

    shown = [
        with_note(one.text, noted(one.note, policy)) for one in cell.members or (cell,)
    ]
    return Text("\n").join(shown)


def _remark(answer: Answer, policy: LanguagePolicy) -> None:
    """Say on standard error how many rows there are and what language was missing."""
    count = len(answer.rows)
    missing = answer.unasked
    line = f"{count} row{'' if count == 1 else 's'}"
    if missing:
        labels = "label" if missing == 1 else "labels"
        line += f"; {missing} {labels} not to be had in {', '.join(policy.asked)}"
    talk().print(line)


def _question(name: str, catalogue: Catalogue, kind: type[Question]) -> Question:
    if not name.strip():
        reason = "nothing is asked"
        advice = (
            "name a question ('mandategraph questions' lists them), a file or SPARQL"
        )
        raise QueryError("(empty)", reason, advice)
    if name == "-":
        return kind.adhoc(sys.stdin.read())
    if name in catalogue:
        return catalogue[name]
    if any(c in name for c in "{ \n"):
        return kind.adhoc(name)
    path = Path(name)
    if path.is_file():
        return kind.read(path, bare=True)
    if path.suffix in (".rq", ".sparql"):
        reason = "is a folder, not a file" if path.is_dir() else "no such file"
        advice = "give its path, or a name that 'mandategraph questions' lists"
        raise QueryError(name, reason, advice)
    return catalogue[name]


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise QueryError(param, "not a parameter", "write -p name=value")
        if name in values:
            raise QueryError(f"parameter {name}", "it is given twice", "give it once")
        values[name] = value
    return values
