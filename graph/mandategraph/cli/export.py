"""`mandategraph export`: a graph as RDF, a network, tables or a picture."""

from __future__ import annotations

import math
from pathlib import Path

import click

from mandategraph.cli.options import (
    graph_argument,
    lang_option,
    opened,
    output_option,
    policy_of,
    talk,
    write,
)
from mandategraph.errors import StoreError

_FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "jsonld",
    "graphml",
    "gexf",
    "dot",
    "csv",
    "svg",
    "png",
    "stratml",
    "plan-csv",
    "plan-xlsx",
    "plan-ods",
)


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@graph_argument()
@output_option()
@lang_option()
@click.option("--plan", metavar="PLAN", help="Only this plan, by IRI or last segment.")
@click.option("--focus", metavar="IRI", help="Only what lies around this node.")
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    metavar="N",
    help="How many links around the focus.  [default: 2]",
)
@click.option("--bom", is_flag=True, help="Tables that Excel reads as UTF-8.")
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 10),
    default=2.0,
    show_default=True,
    help="PNG pixels per unit of the picture.",
)
def export(
    form: str,
    kg: str,
    output: str,
    lang: str,
    plan: str | None,
    focus: str | None,
    hops: int | None,
    bom: bool,
    scale: float,
) -> None:
    """Write the graph KG as FORMAT.

    RDF: turtle, trig, nquads, jsonld. Networks: graphml, gexf, dot. Tables: csv (two
    files, of nodes and of edges). Pictures of the plans: svg, png. Plans for other
    programs, and to edit: stratml, plan-csv, plan-xlsx, plan-ods.
    """
    from mandategraph.export import ExportOptions, exporter

    if not math.isfinite(scale):
        raise click.UsageError("--scale is no number.")
    losses: list[str] = []
    options = ExportOptions(focus, hops, plan, bom=bom, scale=scale, tell=losses.append)
    policy = policy_of(lang)
    target, graph = exporter(form), opened(kg)
    if output == "-":
        write(output, target.write(graph, policy, options))
        _tell(losses)
        return
    path = Path(output)
    if not output or path.is_dir():
        raise StoreError(
            output or "(nothing)", "is a folder, not a file", "name a file"
        )
    for suffix, data in target.files(graph, policy, options).items():
        file = path.with_name(f"{path.stem}{suffix}{path.suffix or target.extension}")
        write(str(file if suffix else path), data)
        talk().print(f"{file if suffix else path}: {len(data)} bytes")
    _tell(losses)


def _tell(losses: list[str]) -> None:
    """Say on standard error what the format had no room for."""
    for loss in losses:
        talk().print(f"not carried: {loss}", markup=False, soft_wrap=True)
