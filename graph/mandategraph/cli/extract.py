"""`mandategraph extract`: what a source says, as JSON or as a table."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.table import Table

from mandategraph.cli.options import console, output_option, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from mandategraph.model import Framework, Parent, Place, Reading, Statement

_NAMES: Final = {
    "mandate": "mandate",
    "objective": "objective",
    "expected_result": "expected result",
    "indicator": "indicator",
    "section_heading": "section heading",
    "vision": "vision",
    "value_statement": "value statement",
}
_FEW: Final = 5  # texts, concepts and warnings that are printed of many
_LEFT: Final = 20  # pieces of leftover that are printed


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--format",
    "-f",
    "form",
    metavar="NAME",
    help="Read it in this format: text, pdf, docx ...  [default: by content]",
)
@click.option("--mapping", metavar="FILE", help="What columns of tables mean (TOML).")
@click.option(
    "--propose",
    is_flag=True,
    help="Rank the candidates where the source does not say which (never asserted).",
)
@output_option()
def extract(
    source: str,
    as_json: bool,
    form: str | None,
    mapping: str | None,
    propose: bool,
    output: str,
) -> None:
    """Show what FILE says: each statement, its words and where they stand.

    Offsets are Unicode code points of the text: of a text file its own, of any other
    format the text that was taken from it. What was not understood is listed as
    leftover; nothing is dropped.
    """
    from mandategraph.read.report import as_report

    parts = _read(source, form, mapping, propose=propose)
    if as_json:
        text = json.dumps(as_report(parts), ensure_ascii=False, indent=1)
        write(output, text.encode() + b"\n")
        return
    out = console()
    with out.capture() as capture:
        _print_all(parts, out)
    write(output, capture.get().encode())


def _read(
    source: str, form: str | None, mapping: str | None, *, propose: bool
) -> list[Reading | Framework]:
    """All that the file says; it goes by its name alone, in errors by its path."""
    from mandategraph.errors import SourceError
    from mandategraph.read import Input, format_of, readings

    path = Path(source)
    given = Input(path.name or source, path=path)
    if source == "-":
        given = Input.of(sys.stdin.buffer.read())
    try:
        name = form or format_of(given)
        columns = _columns(mapping, name, source)
        found = list(readings(given, format=name, propose=propose, mapping=columns))
    except SourceError as error:
        if not error.subject.startswith(given.file):
            raise
        subject = source + error.subject.removeprefix(given.file)
        raise SourceError(subject, error.reason, error.advice) from error
    if not found:
        raise SourceError(source, "there is nothing in it", "check the file")
    return found


def _columns(mapping: str | None, name: str, source: str) -> Path | None:
    """The mapping as a file; SourceError for a reader that takes none."""
    from mandategraph.errors import SourceError

    if mapping is None:
        return None
    if name != "table":
        advice = "leave out --mapping, or read it with --format table"
        raise SourceError(source, f"it is read as {name}", advice)
    return Path(mapping)


def _print_all(parts: Sequence[Reading | Framework], out: Console) -> None:
    from mandategraph.model import Reading

    readings = [part for part in parts if isinstance(part, Reading)]
    if len(readings) > 1:
        count = sum(len(r.statements) for r in readings)
        out.print(
            f"{readings[0].source.file}: {len(readings)} parts, {count} statements\n"
            f"sha256 {readings[0].source.sha256}"
        )
    telling = [r for r in readings if r.statements] or readings
    for reading in telling[:_FEW]:
        _print(reading, out)
    if len(telling) > _FEW:
        rest = len(telling) - _FEW
        out.print(f"and {rest} more parts with statements: --json lists all")
    if len(telling) < len(readings):
        out.print(f"{len(readings) - len(telling)} parts hold no statement")
    for part in parts:
        if not isinstance(part, Reading):
            _print_framework(part, out)


def _print(reading: Reading, out: Console) -> None:
    source = reading.source
    part = f", part {source.part}" if source.part else ""
    out.print(
        f"{source.file}{part}: {len(source.text)} characters, "
        f"{len(reading.statements)} statements in {len(reading.plans)} plan(s)\n"
        f"sha256 {source.sha256}"
    )
    for number, plan in enumerate(reading.plans, 1):
        title = plan.title[0].text if plan.title else f"Plan {number}"
        table = Table(
            title=f"{title} ({plan.lang}; {plan.boundary})",
            title_justify="left",
            show_lines=False,
        )
        table.add_column("statement", no_wrap=True)
        table.add_column("kind")
        table.add_column("place", no_wrap=True)
        table.add_column("words", ratio=1)
        table.add_column("belongs to")
        for s in plan.statements:
            place = _place(s, source.places)
            table.add_row(s.id, _NAMES[s.type], place, _words(s), _parent(s.parent))
        out.print(table)
    _print_leftover(reading, out)
    seen = Counter(warning.code for warning in reading.warnings)
    printed: Counter[str] = Counter()
    for warning in reading.warnings:
        printed[warning.code] += 1
        if printed[warning.code] <= _FEW or seen[warning.code] <= _LEFT:
            span = warning.span
            place = f" at {span.start}-{span.end}" if span else ""
            out.print(f"Warning{place}: {warning.message} ({warning.code})")
    for code, count in seen.items():
        if count > _LEFT:
            out.print(f"Warning: {count - _FEW} more of this kind ({code})")


def _print_leftover(reading: Reading, out: Console) -> None:
    left = reading.leftover
    if not left:
        out.print("Leftover: none")
        return
    out.print(f"Leftover: {len(left)} piece(s) not understood")
    for span in left[:_LEFT]:
        out.print(f"  {span.start}-{span.end} {span.of(reading.source.text)!r}")
    if len(left) > _LEFT:
        out.print(f"  and {len(left) - _LEFT} more: --json lists all")


def _print_framework(framework: Framework, out: Console) -> None:
    kinds = Counter(c.kind for c in framework.concepts)
    counts = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
    out.print(
        f"{framework.file}: framework {framework.key}, "
        f"{len(framework.concepts)} concepts ({counts})\nsha256 {framework.sha256}"
    )
    table = Table()
    for name in ("code", "kind", "languages", "label"):
        table.add_column(name)
    for concept in framework.concepts[:_FEW]:
        words = concept.labels or concept.forms
        langs = ", ".join(dict.fromkeys(lang for lang, _ in words))
        label = words[0][1] if words else concept.iri
        table.add_row(", ".join(concept.notations), concept.kind, langs, label)
    out.print(table)
    if len(framework.concepts) > _FEW:
        out.print(f"and {len(framework.concepts) - _FEW} more: --json lists all")
    for warning in framework.warnings:
        out.print(f"Warning: {warning.message} ({warning.code})")


def _words(s: Statement) -> str:
    words = s.text or "(wording not in the text)"
    if s.label and s.label != s.text:
        words = f"{s.label} - {words}"
    return "\n".join((words, *_values(s)))


def _values(s: Statement) -> Iterator[str]:
    """A line for each value of an indicator."""
    for value in s.values:
        period = value.period
        ends = (period.start, period.end) if period else ()
        when = " to ".join(dict.fromkeys(e for e in ends if e))
        yield f"{value.kind}: {value.printed}" + (f" ({when})" if when else "")


def _place(s: Statement, places: Sequence[Place]) -> str:
    from mandategraph.read.report import places_of

    offsets = f"{s.span.start}-{s.span.end}"
    page = places_of(s.span, places).get("page") if places else None
    return f"page {page}, {offsets}" if page else offsets


def _parent(parent: Parent) -> str:
    if parent.status == "asserted":
        return f"{parent.target} ({parent.basis})"
    if parent.status == "unknown":
        return f"one of {len(parent.candidates)}, not said which"
    if parent.status == "proposed":
        best = max(parent.candidates, key=lambda c: c.confidence or 0.0)
        return f"perhaps {best.target} ({best.confidence:.2f})"
    return "-"
