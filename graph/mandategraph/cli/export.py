"""`mandategraph export`: a graph as RDF, a network, tables or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mandategraph.cli.options import (
    graph_argument,
    lang_option,
    opened,
    output_option,
    policy_of,
    scale_option,
    talk,
    write,
)
from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.network import Nodes

_FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "rdfxml",
    "jsonld",
    "jsonld-framed",
    "json",
    "nanopubs",
    "dataset",
    "graphml",
    "gexf",
    "dot",
    "mermaid",
    "cyjs",
    "pajek",
    "d3",
    "neo4j",
    "gephi",
    "csv",
    "xlsx",
    "svg",
    "png",
    "pdf",
    "html",
    "stratml",
    "plan-csv",
    "plan-xlsx",
    "plan-ods",
    "framework-html",
    "framework-xlsx",
    "framework-docx",
    "logframe-html",
    "logframe-xlsx",
    "logframe-docx",
)

_CARD = "card.ttl"  # what tells a folder of ours


def _listed(
    context: click.Context, option: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """The words between the commas."""
    del context, option
    return tuple(word.strip() for word in (value or "").split(",") if word.strip())


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
@click.option(
    "--nodes",
    type=click.Choice(("elements", "context", "everything")),
    help="Networks and tables: what becomes a node.  [default: context]",
)
@click.option(
    "--links",
    metavar="STATUSES",
    callback=_listed,
    help="Networks and tables: only links stated, accepted, proposed or open.",
)
@click.option("--bom", is_flag=True, help="Tables that Excel reads as UTF-8.")
@scale_option()
@click.option(
    "--role",
    "roles",
    metavar="ROLES",
    callback=_listed,
    help="RDF: only graphs of these roles, e.g. source,claims.",
)
@click.option(
    "--only-lang",
    "langs",
    metavar="LANGS",
    callback=_listed,
    help="RDF: only texts in these languages, and those without one.",
)
@click.option("--per-plan", is_flag=True, help="RDF: one file for each plan.")
@click.option(
    "--claims",
    metavar="STATUSES",
    callback=_listed,
    help="nanopubs: of claims of these statuses, accepted or stated."
    "  [default: accepted]",
)
def export(
    form: str,
    kg: str,
    output: str,
    lang: str,
    plan: str | None,
    focus: str | None,
    hops: int | None,
    nodes: Nodes | None,
    links: tuple[str, ...],
    bom: bool,
    scale: float,
    roles: tuple[str, ...],
    langs: tuple[str, ...],
    per_plan: bool,
    claims: tuple[str, ...],
) -> None:
    """Write the graph KG as FORMAT.

    RDF: turtle, trig, nquads, rdfxml, jsonld, jsonld-framed; nanopubs; dataset (a
    folder to publish, or a ZIP). The plans as plain JSON: json. Networks: graphml,
    gexf, dot, mermaid, cyjs, pajek, d3. Tables: xlsx; csv, neo4j, gephi (two files
    each, of nodes and of edges). Pictures of the plans: svg, png, pdf. All in one page
    that works offline: html. Plans for other
    programs, and to edit: stratml, plan-csv, plan-xlsx, plan-ods. Results frameworks
    and logframes: framework-html, -xlsx, -docx, logframe-html, -xlsx, -docx.
    """
    from mandategraph.export import ExportOptions, exporter
    from mandategraph.network import LINKS

    losses: list[str] = []
    options = ExportOptions(
        focus,
        hops,
        plan,
        nodes=nodes or "context",
        links=links or LINKS,
        bom=bom,
        scale=scale,
        tell=losses.append,
        roles=roles,
        langs=langs,
        per_plan=per_plan,
        claims=claims or ("accepted",),
    )
    policy = policy_of(lang)
    target, graph = exporter(form), opened(kg)
    if output == "-":
        write(output, target.write(graph, policy, options))
        _tell(losses)
        return
    path = Path(output)
    if target.folder is not None and path.suffix != target.extension:
        _check_folder(path, output)
        _write_folder(path, target.folder(graph, policy, options))
        _tell(losses)
        return
    if not output or path.is_dir():
        raise StoreError(
            output or "(nothing)", "is a folder, not a file", "name a file"
        )
    for suffix, data in target.files(graph, policy, options).items():
        file = path.with_name(f"{path.stem}{suffix}{path.suffix or target.extension}")
        write(str(file if suffix else path), data)
        talk().print(f"{file if suffix else path}: {len(data)} bytes")
    _tell(losses)


def _check_folder(path: Path, name: str) -> None:
    """Raise StoreError unless the folder is new, empty or an earlier one of ours."""
    if not name or (path.exists() and not path.is_dir()):
        raise StoreError(name or "(nothing)", "is no folder", "name a new folder")
    if path.is_dir() and any(path.iterdir()) and not (path / _CARD).is_file():
        raise StoreError(name, "holds other files", "name a new or empty folder")


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write all the files or none of them."""
    from mandategraph.store.files import explained, staged

    contents = {path / name: data for name, data in files.items()}
    folders = (path, *sorted({file.parent for file in contents} - {path}))
    new = [folder for folder in folders if not folder.exists()]
    with explained(path):
        for folder in new:
            folder.mkdir()
    try:
        with staged(contents):
            pass
    except StoreError:
        for folder in reversed(new):
            folder.rmdir()
        raise
    for name, data in files.items():
        talk().print(f"{path / name}: {len(data)} bytes")


def _tell(losses: list[str]) -> None:
    """Say on standard error what the format had no room for."""
    for loss in losses:
        talk().print(f"not carried: {loss}", markup=False, soft_wrap=True)
