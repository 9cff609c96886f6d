"""`mandategraph draw`: a view of a graph as a picture."""

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
    refuse_folder,
    scale_option,
    talk,
    write,
)
from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

_VIEWS = (
    "plan-map",
    "chain",
    "icicle",
    "framework",
    "logframe",
    "coverage",
    "indicators",
)
_PAGES = ("screen", "a3", "a4", "a3-portrait", "a4-portrait", "16:9")
_FORMATS = ("svg", "png", "pdf", "html")


def _day(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The day, refused unless it is written as year, month and day."""
    from datetime import date

    try:
        written = date.fromisoformat(value).isoformat() if value else value
    except ValueError:
        written = ""
    if written != value:
        raise click.UsageError(f"--date {value}: no day; write it as 2026-11-23.")
    return value


@click.command()
@click.argument("name", metavar="VIEW", type=click.Choice(_VIEWS))
@graph_argument()
@output_option()
@lang_option()
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Else by ending.")
@click.option("--plan", metavar="PLAN", help="Only this plan, by IRI or last segment.")
@click.option("--focus", metavar="IRI", help="Only this element and what is below it.")
@click.option("--compare", metavar="PLAN", help="A second plan, beside the first.")
@click.option(
    "--page",
    type=click.Choice(_PAGES),
    default="screen",
    show_default=True,
    help="Size of the sheets.",
)
@click.option(
    "--theme", type=click.Choice(("light", "dark")), default="light", show_default=True
)
@click.option(
    "--direction",
    type=click.Choice(("lr", "tb", "bt")),
    default="lr",
    show_default=True,
    help="Of a results chain; lr is right to left in Arabic.",
)
@click.option(
    "--split", is_flag=True, help="Each objective, in coverage each plan, by itself."
)
@click.option("--title", metavar="TEXT", help="In place of the plan's title.")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    default="",
    callback=_day,
    help="Day to be printed.",
)
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into SVG and HTML.")
@scale_option()
def draw(
    name: str,
    kg: str,
    output: str,
    lang: str,
    form: str | None,
    plan: str | None,
    focus: str | None,
    compare: str | None,
    page: str,
    theme: str,
    direction: str,
    split: bool,
    title: str | None,
    date: str,
    embed_fonts: bool,
    scale: float,
) -> None:
    """Draw VIEW of the graph KG; the ending of the output file says the format.

    plan-map: each plan on a page.
    chain: results, with lines to objectives and mandate.
    icicle: many plans by size, with a list.
    framework, logframe: tables of results, indicators and their values.
    coverage: languages by kinds of element, and how far each is worded.
    indicators: a panel for each, with baseline, targets and measurements.
    """
    from typing import Any

    from mandategraph.draw import DrawOptions, to_files
    from mandategraph.draw import draw as drawn

    path = Path(output)
    form = form or path.suffix.lower().removeprefix(".") or "svg"
    if form not in _FORMATS:
        known = ", .".join(_FORMATS)
        message = f"{output}: no picture ends so; use .{known}, or name a --format."
        raise click.UsageError(message)
    if output != "-":
        refuse_folder(output)
    looks: dict[str, Any] = {"theme": theme, "direction": direction}
    options = DrawOptions(
        plan, focus, compare, page, split=split, title=title, date=date, **looks
    )
    picture = drawn(name, opened(kg), policy_of(lang), options)
    made = to_files(picture, form, fonts=embed_fonts, scale=scale)
    _write_all(output, made)


def _write_all(output: str, made: Mapping[str, bytes]) -> None:
    """Write each file beside the output, by its suffix; none if one cannot be."""
    if output == "-":
        if len(made) > 1:
            reason = f"the picture has {len(made)} sheets, a file each"
            raise StoreError("-", reason, "name a file, or use --format pdf")
        write(output, next(iter(made.values())))
        return
    path = Path(output)
    files = {
        str(path.with_name(f"{path.stem}{suffix}{path.suffix}")): data
        for suffix, data in made.items()
    }
    for file in files:
        refuse_folder(file)
    for file, data in files.items():
        write(file, data)
        talk().print(f"{file}: {len(data)} bytes", soft_wrap=True)
