"""`mandategraph ontology`: the ontology's files and its reference pages."""

from __future__ import annotations

from pathlib import Path

import click

from mandategraph.cli.options import talk, write


@click.group(invoke_without_command=True)
@click.pass_context
def ontology(context: click.Context) -> None:
    """Show the ontology; write its reference pages."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@ontology.command()
@click.option("--shapes", is_flag=True, help="The SHACL shapes instead of the terms.")
def show(shapes: bool) -> None:
    """Print the ontology as Turtle."""
    from mandategraph.resources import data

    name = "shapes.ttl" if shapes else "mandategraph.ttl"
    write("-", data("ontology").joinpath(name).read_bytes())


@ontology.command()
@click.argument("folder", metavar="DIR", default="docs/terms")
def docs(folder: str) -> None:
    """Write the reference pages of the terms into DIR, one per language."""
    from mandategraph.term_pages import write_term_pages

    for path in write_term_pages(Path(folder)):
        talk().print(str(path))
