"""`mandategraph serve`: a graph as a local site."""

from __future__ import annotations

import click

from mandategraph.cli.options import graph_argument, opened, talk


@click.command()
@graph_argument()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--bind", default="127.0.0.1", show_default=True, metavar="ADDRESS")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Other names of this site."
)
@click.option("--cors", is_flag=True, help="Let pages of other sites read the data.")
@click.option("--seconds", default=10.0, show_default=True, help="Of a query, at most.")
@click.option(
    "--rows", default=10_000, show_default=True, help="Of an answer, at most."
)
@click.option("--workers", default=2, show_default=True, help="Queries at a time.")
def serve(
    kg: str,
    port: int,
    bind: str,
    names: tuple[str, ...],
    cors: bool,
    seconds: float,
    rows: int,
    workers: int,
) -> None:
    """Open the graph KG as a site on this machine: pages, linked data, SPARQL."""
    from mandategraph.serve.limits import Limits
    from mandategraph.serve.run import run

    limits = Limits(seconds=seconds, rows=rows, workers=workers)
    run(opened(kg), bind, port, limits, names=names, cors=cors, tell=talk().print)
