"""`mandategraph extract`: what a source says, as JSON or as a table."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.table import Table

from mandategraph.cli.options import console, output_option, write

if TYPE_CHECKING:
    from mandategraph.model import Parent, Reading

_NAMES = {
    "mandate": "mandate",
    "objective": "objective",
    "expected_result": "expected result",
    "indicator": "indicator",
    "section_heading": "section heading",
}


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--propose",
    is_flag=True,
    help="Rank the candidates where the source does not say which (never asserted).",
)
@output_option()
def extract(source: str, as_json: bool, propose: bool, output: str) -> None:
    """Show what FILE says: each statement, its words and where they stand.

    Offsets are Unicode code points of the decoded file. What was not understood is
    listed as leftover; nothing is dropped.
    """
    from mandategraph.read import read
    from mandategraph.read.report import as_dict

    if source == "-":
        reading = read(sys.stdin.buffer.read(), file="-", propose=propose)
    else:
        reading = read(source, propose=propose)
    if as_json:
        text = json.dumps(as_dict(reading), ensure_ascii=False, indent=1)
        write(output, text.encode() + b"\n")
        return
    out = console()
    with out.capture() as capture:
        _print(reading, out)
    write(output, capture.get().encode())


def _print(reading: Reading, out: object) -> None:
    from rich.console import Console

    assert isinstance(out, Console)  # noqa: S101 - narrows the type
    source = reading.source
    out.print(
        f"{source.file}: {len(source.text)} characters, "
        f"{len(reading.statements)} statements in {len(reading.plans)} plan(s)\n"
        f"sha256 {source.sha256}"
    )
    for number, plan in enumerate(reading.plans, 1):
        table = Table(
            title=f"Plan {number} ({plan.lang}; {plan.boundary})",
            title_justify="left",
            show_lines=False,
        )
        table.add_column("statement", no_wrap=True)
        table.add_column("kind")
        table.add_column("place", no_wrap=True)
        table.add_column("words", ratio=1)
        table.add_column("belongs to")
        for s in plan.statements:
            words = s.text or "(wording not in the text)"
            if s.label and s.label != s.text:
                words = f"{s.label} - {words}"
            place = f"{s.span.start}-{s.span.end}"
            table.add_row(s.id, _NAMES[s.type], place, words, _parent(s.parent))
        out.print(table)
    if reading.leftover:
        out.print(f"Leftover: {len(reading.leftover)} piece(s) not understood")
        for span in reading.leftover:
            out.print(f"  {span.start}-{span.end} {span.of(source.text)!r}")
    else:
        out.print("Leftover: none")
    for warning in reading.warnings:
        place = f" at {warning.span.start}-{warning.span.end}" if warning.span else ""
        out.print(f"Warning{place}: {warning.message} ({warning.code})")


def _parent(parent: Parent) -> str:
    if parent.status == "asserted":
        return f"{parent.target} ({parent.basis})"
    if parent.status == "unknown":
        return f"one of {len(parent.candidates)}, not said which"
    if parent.status == "proposed":
        best = max(parent.candidates, key=lambda c: c.confidence or 0.0)
        return f"perhaps {best.target} ({best.confidence:.2f})"
    return "-"
