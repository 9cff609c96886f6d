"""`mandategraph build`: sources into a graph."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from mandategraph.cli.options import console, talk

if TYPE_CHECKING:
    from rich.console import Console

    from mandategraph.build import Summary


@click.command()
@click.argument(
    "sources",
    metavar="SOURCE...",
    nargs=-1,
    required=True,
    type=click.Path(allow_dash=True),
)
@click.option(
    "--graph",
    "-g",
    "target",
    metavar="KG",
    required=True,
    help="Folder, .trig or .nq file to write; - is standard output.",
)
@click.option("--base", metavar="IRI", help="Base of the data's IRIs.")
@click.option("--propose", is_flag=True, help="Add proposed links, marked as such.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(
    sources: tuple[str, ...],
    target: str,
    base: str | None,
    propose: bool,
    as_json: bool,
) -> None:
    """Read SOURCE... and put them into the graph KG.

    A SOURCE is a file, a folder with a manifest.toml, or - for standard input. Graphs
    of other sources in KG stay as they are. If one step fails, nothing is changed.
    """
    summary = built(sources, target, base=base, propose=propose)
    out = talk() if target == "-" else console()
    if as_json:
        from mandategraph.build import as_json as plain

        text = json.dumps(plain(summary), ensure_ascii=False, indent=1)
        (sys.stderr if target == "-" else sys.stdout).write(text + "\n")
        return
    show(summary, out)


def built(
    sources: tuple[str, ...], target: str, *, base: str | None, propose: bool
) -> Summary:
    """The summary of the build, with its progress on standard error."""
    from mandategraph.build import build as build_graph
    from mandategraph.vocab import BASE

    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
    )
    out = talk()
    quiet = not out.is_terminal
    with Progress(*columns, console=out, transient=True, disable=quiet) as progress:
        task = progress.add_task("starting", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        return build_graph(
            sources,
            target,
            base=base or BASE,
            propose=propose,
            progress=tell,
        )


def show(summary: Summary, out: Console) -> None:
    """Print what each source gave, then its warnings."""
    table = Table()
    table.add_column("source")
    for name in ("plans", "statements", "stated links", "open links", "translations"):
        table.add_column(name, justify="right")
    table.add_column("leftover", justify="right")
    for s in summary.sources:
        table.add_row(
            s.file,
            ", ".join(s.plans),
            str(sum(s.statements.values())),
            str(s.asserted),
            str(s.unknown + s.proposed),
            str(s.translations),
            f"{s.leftover_percent} %",
        )
    out.print(table)
    for s in summary.sources:
        for warning in s.warnings:
            out.print(f"{s.file}: {warning}")
    out.print(f"{summary.target}: {summary.quads} quads in {summary.graphs} graphs")
