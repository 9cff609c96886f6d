"""`mandategraph coverage`: how much is worded in each language, and what is not."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from mandategraph.cli.options import (
    form_of,
    graph_argument,
    opened,
    output_option,
    part_options,
    printed,
    talk,
    with_note,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mandategraph.coverage import Coverage, Missing, Shortfall
    from mandategraph.coverage.count import Status

_STATUSES = ("issuer", "reviewed", "candidate", "machine")  # as in coverage.count
_ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".ttl": "lime"}


@click.command()
@graph_argument()
@click.option(
    "--lang",
    "-l",
    metavar="LANGS",
    default="",
    help="Languages to count, e.g. es,ar.  [default: the project's, and all found]",
)
@part_options()
@click.option("--by-plan", is_flag=True, help="Count each plan by itself.")
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    default="machine",
    show_default=True,
    help="The least that a wording must be for --fail-under and --missing.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit code 1 when a language has less; of each KIND when one is named.",
)
@click.option(
    "--missing", "absent", metavar="LANG", help="List what is not worded in LANG."
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "csv", "json", "lime"]),
    help="How to print the counts; lime is RDF (Turtle)."
    "  [default: by the extension of FILE, else table]",
)
@output_option()
def coverage(
    kg: str,
    lang: str,
    kinds: tuple[str, ...],
    plans: tuple[str, ...],
    by_plan: bool,
    status: Status,
    fail_under: float | None,
    absent: str | None,
    form: str | None,
    output: str,
) -> int:
    """Count by language and kind what the graph KG says in it.

    By the best wording that each element has: the issuer's own, a reviewed translation,
    a candidate that a person made, one by a machine; else it is missing, or was lost in
    the source. Percentages are of what was not lost. Section headings are counted
    apart.
    """
    from mandategraph.coverage import coverage as counted
    from mandategraph.coverage import missing, render, shortfalls

    form = form or form_of(output, _ENDINGS, "coverage")
    if absent is not None:
        if lang:
            raise click.UsageError("--missing names the language: leave out --lang.")
        if form not in ("table", "csv") or fail_under is not None:
            raise click.UsageError("--missing lists as table or csv, and only lists.")
        listed = missing(opened(kg), absent, kinds=kinds, plans=plans, status=status)
        csv_wanted = form == "csv"
        write(
            output, _listed(listed) if csv_wanted else printed(_missing_table(listed))
        )
        talk().print(f"{len(listed)} missing in {absent}")
        return 0
    graph = opened(kg)
    languages = [tag.strip() for tag in lang.split(",") if tag.strip()]
    found = counted(graph, languages, kinds=kinds, plans=plans)
    if form == "table":
        data = printed(*_tables(found, by_plan=by_plan))
    else:
        data = render(found, form, graph, by_plan=by_plan).encode()
    write(output, data)
    if fail_under is None:
        return 0
    short = shortfalls(found, fail_under, kinds=kinds, status=status, by_plan=by_plan)
    _tell(short, fail_under)
    return 1 if short else 0


def _tables(found: Coverage, *, by_plan: bool) -> Iterator[Table]:
    """One table, or one for each plan."""
    from mandategraph.coverage import rows

    table: Table | None = None
    last, lang = None, ""
    for line in rows(found, by_plan=by_plan):
        if table is None or last != line.plan:
            if table is not None:
                yield table
            table, last = _empty(line.plan.rpartition("/")[2]), line.plan
            lang = ""
        if lang and line.lang != lang:
            table.add_section()
        n = line.numbers
        numbers = (n.issuer, n.reviewed, n.candidate, n.machine, n.missing, n.lost)
        shares = (n.percent(), n.percent("reviewed"))
        table.add_row(
            line.lang if line.lang != lang else "",
            line.kind,
            *(str(number) for number in (*numbers, n.total)),
            *("-" if share is None else f"{share:.1f}" for share in shares),
            style="bold" if line.kind == "statements" else "",
        )
        lang = line.lang
    if table is not None:
        yield table


def _empty(title: str) -> Table:
    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", padding=0)
    table.add_column("lang", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    names = (*_STATUSES, "missing", "lost", "all", "any %", "rev. %")
    for name in names:
        table.add_column(name, justify="right")
    return table


def _missing_table(listed: Sequence[Missing]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("element", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("shown instead", ratio=1)
    for one in listed:
        text = with_note(one.instead.text, one.instead.note)
        table.add_row(one.element.rpartition("/")[2], one.kind, text)
    return table


def _listed(listed: Sequence[Missing]) -> bytes:
    from mandategraph.read.table.columns import formula_safe

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("plan", "element", "kind", "instead", "lang", "status"))
    for one in listed:
        form = one.instead
        cells = (form.text, form.lang, form.worth)
        row = (one.plan, one.element, one.kind, *cells)
        writer.writerow([formula_safe(cell) for cell in row])
    return out.getvalue().encode()


def _tell(short: Sequence[Shortfall], least: float) -> None:
    for one in short:
        talk().print(one.told(least), soft_wrap=True)
