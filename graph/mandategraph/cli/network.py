"""`mandategraph network`: what the links of plans say, in sentences and tables."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from mandategraph.cli.options import (
    form_of,
    graph_argument,
    lang_option,
    opened,
    output_option,
    policy_of,
    printed,
    talk,
    with_note,
    write,
)
from mandategraph.errors import QueryError, excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.language import LanguagePolicy
    from mandategraph.network.findings import Cell, Findings
    from mandategraph.network.findings import Table as Rows
    from mandategraph.store import MandateGraph

_FORMATS = ("table", "csv", "json", "md")
_ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".md": "md"}
_LINKS = ("stated", "accepted", "proposed", "open")  # as in network.nodes
# a terminal gets so many rows and letters of a label; the files have them all
_SHOWN = 40
_LONGEST = 80


@click.group()
def network() -> None:
    """Analyse the links of the plans: chains, contributions, bridges, measures.

    Each analysis says in sentences what it found and how far that can be trusted, then
    gives its tables.
    """


def _analysis(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A subcommand with the argument and the options that all of them share."""
    options = (
        graph_argument(),
        click.option(
            "--plan",
            "plans",
            multiple=True,
            metavar="PLAN",
            help="Only this plan, by IRI or last segment; may be repeated.",
        ),
        lang_option(),
        click.option(
            "--format",
            "-f",
            "form",
            type=click.Choice(_FORMATS),
            help="How to print it.  [default: by the extension of FILE, else table]",
        ),
        click.option(
            "--table",
            "rows",
            metavar="NAME",
            default="",
            help="The table to write as csv.  [default: the first]",
        ),
        output_option(),
    )

    def made(analyse: Callable[..., Findings]) -> click.Command:
        @wraps(analyse)  # its documentation and its own options
        def command(
            kg: str,
            lang: str,
            form: str | None,
            rows: str,
            output: str,
            **chosen: Any,
        ) -> None:
            form = form or form_of(output, _ENDINGS, "an analysis")
            found = analyse(opened(kg), policy_of(lang), **chosen)
            _write(found, form, rows, output)

        function: Callable[..., Any] = command
        for option in reversed(options):
            function = option(function)
        return network.command(name)(function)

    return made


def _backend_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--backend",
        metavar="NAME",
        help="Compute with this backend of networkx, such as parallel.",
    )


@_analysis("chain")
def chain(graph: MandateGraph, policy: LanguagePolicy, **chosen: Any) -> Findings:
    """Depth, gaps, orphans and cycles of the chain from indicator to mandate.

    Tables: depths, gaps, cycles. What is missing, what is only proposed and what the
    source leaves open are told apart.
    """
    from mandategraph.network import chain_audit

    return chain_audit(graph, policy, **chosen)


@_analysis("roll-up")
@click.option(
    "--of",
    type=click.Choice(
        ["indicator", "expected_result", "planned_activity", "objective"]
    ),
    default="indicator",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--to",
    type=click.Choice(["mandate", "objective", "plan", "organisation", "goal"]),
    default="mandate",
    show_default=True,
    help="What it contributes to.",
)
@click.option(
    "--links",
    default="stated",
    show_default=True,
    metavar="LIST",
    help=f"Statuses of the links to follow: {', '.join(_LINKS)}.",
)
@click.option(
    "--paths",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Most paths to list of each thing.",
)
@click.option(
    "--values", is_flag=True, help="Add up numbers too, where unit and period agree."
)
def roll_up(graph: MandateGraph, policy: LanguagePolicy, **chosen: Any) -> Findings:
    """What contributes to what, each thing counted once whatever its paths.

    Tables: roll_up, paths, sums.
    """
    from mandategraph.network import roll_up as rolled

    named = [link.strip() for link in str(chosen.pop("links")).split(",")]
    links = [link for link in named if link]
    if not links:
        raise QueryError("--links", "it names no status", f"write {','.join(_LINKS)}")
    return rolled(graph, policy, links=links, **chosen)


@_analysis("bridges")
def bridges(graph: MandateGraph, policy: LanguagePolicy, **chosen: Any) -> Findings:
    """What the plans of several organisations or programmes share.

    Tables: bridges, pairs, ways.
    """
    from mandategraph.network import bridges as shared

    return shared(graph, policy, **chosen)


@_analysis("centrality")
@click.option(
    "--measure",
    type=click.Choice(["betweenness", "degree", "closeness", "pagerank"]),
    default="betweenness",
    show_default=True,
)
@click.option(
    "--top",
    type=click.IntRange(1, 100_000),
    default=10,
    show_default=True,
    help="How many to list.",
)
@_backend_option()
def centrality(graph: MandateGraph, policy: LanguagePolicy, **chosen: Any) -> Findings:
    """On what the most depends; nothing where the links only form a tree."""
    from mandategraph.network import centrality as ranked

    return ranked(graph, policy, **chosen)


@_analysis("communities")
@click.option(
    "--algorithm",
    "method",
    type=click.Choice(["louvain", "greedy"]),
    default="louvain",
    show_default=True,
)
@_backend_option()
def communities(graph: MandateGraph, policy: LanguagePolicy, **chosen: Any) -> Findings:
    """What is linked more closely within than without; nothing where it is a tree.

    Tables: communities, members.
    """
    from mandategraph.network import communities as grouped

    return grouped(graph, policy, **chosen)


def _write(found: Findings, form: str, rows: str, output: str) -> None:
    """Write it; sentences go to standard error where the format has no room."""
    from mandategraph.network.rendering import render

    if rows and form != "csv":
        raise click.UsageError("--table is for --format csv.")
    if form != "table":
        write(output, render(found, form, rows).encode())
        if form == "csv":
            for sentence in found.sentences:
                talk().print(sentence, soft_wrap=True)
        return
    sentences = [Text(sentence) for sentence in found.sentences]
    write(output, printed(*sentences, *_tables(found)))


def _tables(found: Findings) -> list[Table | Text]:
    from mandategraph.network.sentences import say

    shown: list[Table | Text] = []
    for table in found.tables:
        if not table.rows:
            continue
        shown.append(_table(table, found.lang))
        if (left := len(table.rows) - _SHOWN) > 0:
            shown.append(Text(say(found.lang, "rows_left", n=left)))
    return shown


def _table(table: Rows, lang: str) -> Table:
    from mandategraph.network.sentences import say

    title = say(lang, table.name)
    made = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    for column in table.columns:
        made.add_column(say(lang, column), overflow="fold")
    for row in table.rows[:_SHOWN]:
        pairs = zip(row, table.columns, strict=True)
        made.add_row(*(_cell(cell, column, lang) for cell, column in pairs))
    return made


def _cell(cell: Cell, column: str, lang: str) -> Text:
    """The cell, with the language and the worth of a label that is not as asked."""
    from mandategraph.language import LanguagePolicy
    from mandategraph.network.findings import Named
    from mandategraph.network.rendering import shown
    from mandategraph.query.words import noted

    text = excerpt(shown(cell, column, lang), _LONGEST)
    if not isinstance(cell, Named) or cell.status == "code":
        return Text(text)
    worth = "" if cell.status == "issuer" else cell.status
    other = cell.lang if worth or cell.lang != lang else ""
    note = " · ".join(part for part in (other, worth) if part)
    return with_note(text, noted(note, LanguagePolicy([lang])) if note else "")
