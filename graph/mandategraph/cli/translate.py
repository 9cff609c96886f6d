"""`mandategraph translate`: files for translators out, their translations in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from mandategraph.cli.options import (
    console,
    graph_argument,
    lang_option,
    opened,
    output_option,
    part_options,
    policy_of,
    talk,
    with_note,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.translate.outcomes import Outcome, Report
    from mandategraph.translate.units import Unit

_FORMATS = ("po", "csv", "tsv", "xlsx", "ods")


@click.group()
def translate() -> None:
    """Exchange translations with those who make them, as PO, CSV, TSV, XLSX or ODS."""


@translate.command("export")
@graph_argument()
@click.option("--to", required=True, metavar="LANG", help="The language.")
@part_options()
@click.option("--missing-only", is_flag=True, help="Only what has no translation.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(_FORMATS),
    help="What to write.  [default: by the extension of FILE]",
)
@click.option(
    "--tables",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where stale translations are looked for.  [default: those kept with KG]",
)
@lang_option()
@output_option()
def export(
    kg: str,
    to: str,
    plans: tuple[str, ...],
    kinds: tuple[str, ...],
    missing_only: bool,
    form: str | None,
    tables: Path | None,
    lang: str,
    output: str,
) -> None:
    """Write what there is to translate in the graph KG.

    Each wording and printed heading with its context: kind, plan, what it is part of,
    place in the source, the wording in a further language, and the translation that
    there is, with its status. What the issuer itself says in the language is left out.
    """
    from mandategraph.translate.apply import imported_of
    from mandategraph.translate.context import entries
    from mandategraph.translate.files import format_of
    from mandategraph.translate.units import units

    if output == "-" and not form:
        raise click.UsageError("Name the format by --format, or a file by -o.")
    target = format_of(output, form)
    policy = policy_of(lang)
    graph = opened(kg)
    found = units(graph, to, kinds=kinds, plans=plans)
    chosen = [u for u in found if not _issuers(u)]
    left = len(found) - len(chosen)
    if missing_only:
        chosen = [u for u in chosen if u.current is None]
    out = entries(graph, chosen, policy, imported_of(kg, tables))
    write(output, target.write(out, to.lower()))
    remark = f"{output}: {len(chosen)} texts to translate into {to}"
    if left:
        remark += f"; {left} left out, which the issuer has in {to}"
    talk().print(remark, soft_wrap=True)


def _issuers(unit: Unit) -> bool:
    current = unit.current
    return unit.of_issuer or (current is not None and current.authority == "issuer")


@translate.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--graph",
    "-g",
    "kg",
    metavar="KG",
    required=True,
    help="Graph folder, .trig or .nq file.",
)
@click.option(
    "--agent", default="", metavar="AGENT", help="Who translated: a name or an id."
)
@click.option(
    "--method",
    type=click.Choice(["human", "machine", "post-edited"]),
    help="How it was made.  [default: human; post-edited where a machine's is changed]",
)
@click.option(
    "--reviewed-by",
    "reviewer",
    default="",
    metavar="AGENT",
    help="Who reviewed what the file marks as reviewed, or does not mark as fuzzy.",
)
@click.option(
    "--to", "lang", default="", metavar="LANG", help="The language, if FILE errs in it."
)
@click.option(
    "--tables",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of tables to write, e.g. a manifest's.  [default: kept with KG]",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_(
    file: Path,
    kg: str,
    agent: str,
    method: str | None,
    reviewer: str,
    lang: str,
    tables: Path | None,
    dry_run: bool,
) -> int:
    """Take the translations in FILE into the graph KG.

    What is accepted stands in the graph at once and is kept in tables that every build
    of KG applies. Rows that are stale or refused are listed and change nothing; the
    exit code is then 1. A file with a row that cannot be read changes nothing at all:
    exit code 2. The issuer's words are never touched.
    """
    from mandategraph.errors import SourceError, reason_of
    from mandategraph.translate.apply import ImportOptions, import_delivery
    from mandategraph.translate.files import read_file

    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(str(file), reason_of(error)) from error
    delivery = read_file(data, str(file), lang)
    options = ImportOptions(agent, reviewer, method, tables, dry_run)
    report = import_delivery(delivery, kg, options)
    _show(report, dry_run=dry_run)
    return 1 if report.left_out else 0


def _show(report: Report, *, dry_run: bool) -> None:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("outcome", no_wrap=True)
    table.add_column("text", no_wrap=True)
    table.add_column("what", ratio=1)
    for one in report.outcomes:
        lines = [*_lines(one)]
        if one.kind == "unchanged" and not lines:
            continue
        if one.kind == "to do" and not one.why:
            continue
        code = f"{one.row.code} {one.row.field}"
        table.add_row(one.kind, code, Text("\n").join(lines))
    if table.row_count:
        console().print(table)
    counts = ", ".join(f"{n} {kind}" for kind, n in report.counts().items())
    change = "nothing was written: dry run" if dry_run else ""
    told = "; ".join(filter(None, (counts, *report.ignored, change)))
    talk().print(told, soft_wrap=True)


def _lines(one: Outcome) -> Iterator[Text]:
    """What is said of a row: its words, why it was left out, what to look at."""
    if one.kind in ("stale", "refused") or one.why:
        yield Text(f"{one.row.place}: {one.why}")
    if one.new is not None:
        state = one.new.state.removeprefix("state").lower()
        yield with_note(one.new.text, f"{one.new.lang} · {state}")
    yield from (Text(f"! {remark}") for remark in one.remarks)
