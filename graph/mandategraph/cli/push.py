"""`mandategraph push` and `pull`: a graph to a server and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from mandategraph.cli.options import (
    console,
    endpoint_options,
    endpoint_settings,
    graph_argument,
    opened,
    talk,
    write,
)
from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph
    from mandategraph.store.transfer.graph_store import Progress, Tell
    from mandategraph.store.transfer.plan import Plan, Verify
    from mandategraph.store.transfer.push import Pushed

_query_url = click.option(
    "--query-url",
    default="",
    metavar="URL",
    help="Address for queries, if it does not follow from URL, which then is the"
    " graph store's.",
)


@click.command()
@graph_argument()
@click.argument("url", metavar="URL")
@_query_url
@click.option(
    "--replace",
    is_flag=True,
    help="Change graphs that are there, and remove ours that KG no longer has.",
)
@click.option("--keep", is_flag=True, help="Leave graphs there that KG does not have.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; send nothing.")
@click.option(
    "--verify",
    type=click.Choice(["count", "sent", "all"]),
    default="sent",
    show_default=True,
    help="Compare the number of triples, or also the content of the graphs that were"
    " sent, or of all.",
)
@click.option(
    "--part-size",
    type=click.IntRange(1, 1024),
    default=8,
    show_default=True,
    metavar="MB",
    help="Send larger graphs in parts.",
)
def push(
    kg: str,
    url: str,
    query_url: str,
    replace: bool,
    keep: bool,
    dry_run: bool,
    verify: Verify,
    part_size: int,
) -> int:
    """Put the graph KG on a server, graph by graph.

    URL is a graph store (SPARQL 1.1 Graph Store HTTP Protocol) or, where that follows
    from it, a SPARQL endpoint. A graph that is there already is not sent again, so a
    push that was broken off goes on where it ended. The server's manifest, which lists
    the graphs, comes last.

    A graph that fails does not stop the others: it is named, and the exit code is 1.
    """
    from mandategraph.store.transfer.push import PushOptions, carry_out, plan_push

    options = PushOptions(replace, verify, part_size * 2**20, keep)
    plan, server = plan_push(
        opened(kg),
        url,
        query_url=query_url,
        options=options,
        settings=endpoint_settings(),
    )
    talk().print(str(server.places), soft_wrap=True)
    if dry_run:
        _show(plan, replace=replace)
        return 0
    with _progress() as tell:
        done = carry_out(plan, server, options, tell)
    return _tell(done)


@click.command()
@click.argument("url", metavar="URL")
@click.argument("target", metavar="KG", type=click.Path(allow_dash=True))
@endpoint_options()
@_query_url
@click.option(
    "--graph",
    "-g",
    "graphs",
    multiple=True,
    metavar="IRI",
    help="Only this graph; may be given several times.",
)
@click.option(
    "--base", default="", metavar="IRI", help="Base of the graph, if there are several."
)
@click.option("--replace", is_flag=True, help="Replace what KG holds.")
@click.option(
    "--incomplete",
    is_flag=True,
    help="Take the whole graphs of a push that is not finished.",
)
def pull(
    url: str,
    target: str,
    query_url: str,
    graphs: tuple[str, ...],
    base: str,
    replace: bool,
    incomplete: bool,
) -> int:
    """Take a graph from a server into KG: a folder, a .trig or .nq file, or -.

    URL is a graph store or a SPARQL endpoint. The graphs are those that the server's
    manifest lists. KG is written when all of them are there and whole; a pull that was
    broken off does not fetch again what it had.
    """
    from mandategraph.store.transfer.pull import PullOptions
    from mandategraph.store.transfer.pull import pull as pull_graphs

    path = Path(target)
    _check_target(path, replace=replace)
    spool = None if target == "-" else path.with_name(f".{path.name}.pull")
    options = PullOptions(graphs, base, incomplete, spool)
    with _progress() as tell:
        done = pull_graphs(
            url,
            query_url=query_url,
            options=options,
            settings=endpoint_settings(),
            tell=tell,
        )
    _write(done.graph, path)
    out = talk()
    out.print(str(done.places), soft_wrap=True)
    for remark in done.remarks:
        out.print(remark, soft_wrap=True)
    for name in done.left_out:
        out.print(f"left out, not whole: <{name}>", soft_wrap=True)
    quads = len(done.graph.oxigraph())
    out.print(f"{target}: {quads} quads, {len(done.names)} graphs and the manifest")
    return 0 if done.finished or graphs else 1


def _check_target(path: Path, *, replace: bool) -> None:
    """Nothing; StoreError when the graph could not be written there."""
    from mandategraph.store.files import dataset_syntax
    from mandategraph.store.folder import MARKER, FolderWriter

    name = str(path)
    if name == "-":
        return
    if not path.absolute().parent.is_dir():
        raise StoreError(name, "the folder above it does not exist", "create it first")
    if dataset_syntax(path):
        there = path.exists()
    else:
        FolderWriter(path)
        there = (path / MARKER).exists()
    if there and not replace:
        raise StoreError(
            name, "it exists", "--replace puts what is pulled in its place"
        )


def _write(graph: MandateGraph, path: Path) -> None:
    from mandategraph.export import ExportOptions, exporter
    from mandategraph.language import LanguagePolicy
    from mandategraph.store.files import dataset_syntax
    from mandategraph.store.transfer.pull import write_folder

    form = "trig" if str(path) == "-" else dataset_syntax(path)
    if not form:
        write_folder(graph, path)
        return
    policy = LanguagePolicy.parse("en")  # RDF is written in all its languages
    write(str(path), exporter(form).write(graph, policy, ExportOptions()))


def _show(plan: Plan, *, replace: bool) -> None:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("graph", overflow="fold")
    table.add_column("state")
    for name in ("triples here", "on the server"):
        table.add_column(name, justify="right")
    for step in plan.steps:
        table.add_row(step.graph, step.state, str(step.here), str(step.there))
    out = console()
    out.print(table)
    what = "changes" if plan.manifest_changes else "stays"
    out.print(f"the manifest {what}; nothing was sent")
    obstacles = plan.obstacles()
    if obstacles and not replace:
        talk().print(f"only with --replace: {'; '.join(obstacles)}", soft_wrap=True)


def _tell(done: Pushed) -> int:
    """Print what was done; the exit code."""
    out = talk()
    for remark in done.remarks:
        out.print(remark, soft_wrap=True)
    for name, problem in done.failed.items():
        line = f"mandategraph: <{name}>: {problem}"
        out.print(line, soft_wrap=True)
    same = len(done.plan.named("same"))
    console().print(
        f"{len(done.sent)} graphs sent, {same} the same, {len(done.removed)} removed"
        + (f", {len(done.failed)} failed" if done.failed else "")
    )
    return 1 if done.failed else 0


@contextmanager
def _progress() -> Iterator[Tell]:
    """What shows progress on standard error, if somebody looks at it."""
    out = talk()
    if not out.is_terminal:
        yield lambda _: None
        return

    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        TextColumn("{task.completed}/{task.total} triples", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=out, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(state: Progress) -> None:
            bar.update(
                task, completed=state.done, total=state.total, description=state.graph
            )

        yield tell
