"""`mandategraph build`: sources into a graph."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from mandategraph.cli.options import console, talk

if TYPE_CHECKING:
    from rich.console import Console

    from mandategraph.build import Options, Summary
    from mandategraph.build.summary import SourceSummary, Status

_FEW: Final = 3  # warnings of one kind that are printed when there are many
_SHORT: Final = 12  # characters of plan keys that are printed
_WARNINGS: Final = 12  # warnings beyond which only some of each kind are printed
_ROWS: Final = 40  # sources that are printed, by this rank
_RANK: Final = (
    "failed",
    "built",
    "removed",
    "no longer there",
    "unchanged",
    "nothing recognised",
    "same as another",
)


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
@click.option(
    "--format",
    "-f",
    "form",
    metavar="NAME",
    help="Read all sources in this format: text, pdf, docx ... [default: by content]",
)
@click.option(
    "--mapping", metavar="FILE", help="What the columns of tables mean (TOML)."
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with.  [default: as many as are of use]",
)
@click.option("--force", is_flag=True, help="Build unchanged sources too.")
@click.option(
    "--prune",
    is_flag=True,
    help="Remove the graphs of sources that are no longer where they were found.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(
    sources: tuple[str, ...],
    target: str,
    base: str | None,
    propose: bool,
    form: str | None,
    mapping: str | None,
    jobs: int | None,
    force: bool,
    prune: bool,
    as_json: bool,
) -> int:
    """Read SOURCE... and put them into the graph KG.

    A SOURCE is a file, a folder, a quoted pattern such as 'plans/**/*.pdf', or - for
    standard input. A folder with a manifest.toml is read as that says; of any other
    folder, all files that hold a plan. What has not changed since it was built is
    skipped; graphs of other sources in KG stay as they are.

    A source that fails does not stop the others: it is named, and the exit code is 1.
    When no source could be built it is 2, and KG is as it was.
    """
    from mandategraph.build import NothingBuiltError, Options
    from mandategraph.namespaces import BASE

    options = Options(base or BASE, propose, form, mapping, jobs, force, prune)
    out = talk() if target == "-" else console()
    try:
        summary = _run(sources, target, options)
    except NothingBuiltError as error:
        _trace(error.summary)
        if as_json:
            _print_json(error.summary, out)
        elif len(error.summary.sources) > 1:
            _print_problems(error.summary)
        raise
    if as_json:
        _print_json(summary, out)
    else:
        show(summary, out)
    _trace(summary)
    _print_problems(summary)
    return 1 if summary.failed else 0


def built(
    sources: tuple[str, ...], target: str, *, base: str | None, propose: bool
) -> Summary:
    """The summary of the build, with its progress on standard error."""
    from mandategraph.build import Options
    from mandategraph.namespaces import BASE

    return _run(sources, target, Options(base or BASE, propose))


def _run(sources: tuple[str, ...], target: str, options: Options) -> Summary:
    from mandategraph.build import Progress as State
    from mandategraph.build import build as build_graph

    out = talk()
    if not out.is_terminal or out.is_dumb_terminal:
        return build_graph(sources, target, options)

    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("so far"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("starting", total=None, count="")

        def tell(state: State) -> None:
            progress.update(
                task,
                description=state.doing,
                completed=state.bytes_done,
                total=state.bytes_total or None,
                count=f"{state.done}/{state.total} sources",
            )

        return build_graph(sources, target, options, progress=tell)


def show(summary: Summary, out: Console) -> None:
    """Print what each source gave, then its warnings."""
    rows = [s for s in summary.sources if s.status != "not read"]
    first = sorted(rows, key=lambda s: _RANK.index(s.status))[:_ROWS]
    chosen = {id(s) for s in first}
    if first:
        out.print(_table([s for s in rows if id(s) in chosen]))
    if len(first) < len(rows):
        out.print(f"and {len(rows) - len(first)} more: --json lists all")
    _print_warnings(summary, out)
    _print_some(summary, "same as another", out)
    _print_some(summary, "no longer there", out)
    _print_some(summary, "not read", out)
    counts = Counter(s.status for s in summary.sources)
    parts = ", ".join(f"{n} {status}" for status, n in counts.items())
    out.print(
        f"{summary.target}: {summary.quads} quads in {summary.graphs} graphs written; "
        f"sources: {parts}"
    )


def _table(rows: list[SourceSummary]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    longest = max(len(s.file) for s in rows)
    table.add_column("source", overflow="fold", min_width=min(longest, 20))
    table.add_column("status")
    table.add_column("format")
    for name in ("plans", "statements", "stated links", "open links"):
        table.add_column(name, justify="right")
    optional = [
        name
        for name in ("translations", "concepts")
        if any(getattr(s, name) for s in rows)
    ]
    for name in (*optional, "leftover", "warnings"):
        table.add_column(name, justify="right")
    for s in rows:
        if s.status in ("failed", "same as another"):
            table.add_row(s.file, s.status, s.format)
            continue
        table.add_row(
            s.file,
            s.status,
            s.format,
            _plans(s),
            str(sum(s.statements.values())),
            str(s.asserted),
            str(s.unknown + s.proposed),
            *(str(getattr(s, name)) for name in optional),
            f"{s.leftover_percent} %",
            str(sum(s.warning_counts.values())),
        )
    return table


def _plans(s: SourceSummary) -> str:
    """The keys of the plans when they are short, else how many there are."""
    keys = ", ".join(s.plans)
    return keys if 0 < len(keys) <= _SHORT else f"{len(s.plans)} plans"


def _print_warnings(summary: Summary, out: Console) -> None:
    """The warnings; of many, some of each kind."""
    for s in summary.with_status("built"):
        if s.parts_left_out:
            share = f"{s.parts_left_out} of {s.parts} parts"
            out.print(f"{s.file}: {share} hold no statement and are left out")
    notes = [
        (s.file, note) for s in summary.with_status("built") for note in s.warnings
    ]
    kinds = Counter(note.code for _, note in notes)
    for code, count in kinds.most_common():
        these = [(file, note) for file, note in notes if note.code == code]
        if len(notes) > _WARNINGS:
            files = len({file for file, _ in these})
            such = ", such as" if count > _FEW else ""
            out.print(f"{code}: {count} warnings, sources: {files}{such}")
            these = these[:_FEW]
        for file, note in these:
            times = f" ({note.times} times)" if note.times > 1 else ""
            out.print(f"{file}: {note.message}{times}")


def _print_some(summary: Summary, status: Status, out: Console) -> None:
    """The first sources of this status, and how many more there are."""
    rows = summary.with_status(status)
    for s in rows[:_FEW]:
        why = s.problem or f"{s.file}: its graphs stay (--prune removes them)"
        out.print(f"{status}: {why}")
    if len(rows) > _FEW:
        out.print(f"{status}: {len(rows) - _FEW} more; --json lists all")


def _print_problems(summary: Summary) -> None:
    """One line for each source that failed, on standard error."""
    sys.stdout.flush()
    for s in summary.failed:
        sys.stderr.write(f"mandategraph: {s.problem}\n")


def _print_json(summary: Summary, out: Console) -> None:
    from mandategraph.build import as_json

    text = json.dumps(as_json(summary), ensure_ascii=False, indent=1)
    out.file.write(text + "\n")


def _trace(summary: Summary) -> None:
    """Where the sources failed, when that was asked for."""
    if click.get_current_context().obj:
        for s in summary.failed:
            sys.stderr.write(s.trace)
