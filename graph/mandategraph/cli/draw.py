"""`mandategraph draw`: a view of a graph as a picture."""

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

_VIEWS = ("plan-map",)
_PAGES = ("screen", "a3", "a4", "a3-portrait", "a4-portrait", "16:9")
_FORMATS = ("svg", "png", "pdf", "html")


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
@click.option("--split", is_flag=True, help="Each objective on pages of its own.")
@click.option("--title", metavar="TEXT", help="In place of the plan's title.")
@click.option("--date", metavar="YYYY-MM-DD", default="", help="Day to be printed.")
@click.option("--embed-fonts", is_flag=True, help="Put the fonts into SVG and HTML.")
@click.option(
    "--scale",
    type=click.FloatRange(0.1, 10),
    default=2.0,
    show_default=True,
    help="PNG pixels per unit of the picture.",
)
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
    """
    from datetime import date as day
    from typing import Any

    from mandategraph.draw import DrawOptions, to_files
    from mandategraph.draw import draw as drawn

    if not math.isfinite(scale):
        raise click.UsageError("--scale is no number.")
    path = Path(output)
    form = form or path.suffix.lower().removeprefix(".") or "svg"
    if form not in _FORMATS:
        known = ", .".join(_FORMATS)
        message = f"{output}: no picture ends so; use .{known}, or name a --format."
        raise click.UsageError(message)
    if date:
        try:
            day.fromisoformat(date)
        except ValueError as error:
            message = f"--date {date}: no day; write it as 2026-11-23."
            raise click.UsageError(message) from error
    if output != "-" and (not output or path.is_dir()):
        raise StoreError(
            output or "(nothing)", "is a folder, not a file", "name a file"
        )
    looks: dict[str, Any] = {"theme": theme, "direction": direction}
    options = DrawOptions(
        plan, focus, compare, page, split=split, title=title, date=date, **looks
    )
    picture = drawn(name, opened(kg), policy_of(lang), options)
    made = to_files(picture, form, fonts=embed_fonts, scale=scale)
    if output == "-":
        if len(made) > 1:
            advice = "name a file, or use --format pdf"
            raise StoreError(
                "-", f"the picture has {len(made)} sheets, a file each", advice
            )
        write(output, next(iter(made.values())))
        return
    for suffix, data in made.items():
        file = path.with_name(f"{path.stem}{suffix}{path.suffix}") if suffix else path
        write(str(file), data)
        talk().print(f"{file}: {len(data)} bytes")
