"""Options that several commands share, declared once."""

from __future__ import annotations

import math
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from mandategraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import RenderableType

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph
    from mandategraph.store.endpoint.settings import EndpointSettings

_ENDPOINT = "mandategraph.endpoint"  # where a command's context keeps these options


def graph_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument KG, and the options for the case that it is an endpoint."""
    argument = click.argument("kg", metavar="KG", type=click.Path(allow_dash=True))

    def both(command: Callable[..., Any]) -> Callable[..., Any]:
        return argument(endpoint_options()(command))

    return both


def endpoint_options() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that say how a server is asked.

    The command does not get them as arguments: `endpoint_settings` has them.
    """
    kept: Any = {"expose_value": False, "callback": _remember}
    options = (
        click.option(
            "--timeout",
            type=float,
            metavar="SECONDS",
            help="Endpoints: most time for one request.  [default: 60]",
            **kept,
        ),
        click.option(
            "--method",
            type=click.Choice(["auto", "get", "post"]),
            help="Endpoints: how queries are sent; auto is get for short ones."
            "  [default: auto]",
            **kept,
        ),
        click.option(
            "--page-size",
            type=int,
            metavar="ROWS",
            help="Endpoints: most rows in one request.  [default: what the server"
            " gives]",
            **kept,
        ),
        click.option(
            "--cache/--no-cache",
            default=None,
            help="Endpoints: use answers of the last seven days again.  [default: no]",
            **kept,
        ),
        click.option(
            "--refresh",
            is_flag=True,
            default=None,
            help="Endpoints: ask anew, and renew what the cache has.",
            **kept,
        ),
    )

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def lang_option(
    default: str = "en",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --lang: the languages to show, best first."""
    return click.option(
        "--lang",
        "-l",
        default=default,
        show_default=True,
        metavar="LANGS",
        help="Languages of labels, best first, e.g. fr,en.",
    )


def output_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option -o: where the result goes."""
    return click.option(
        "--output",
        "-o",
        default="-",
        metavar="FILE",
        type=click.Path(allow_dash=True),
        help="File to write; - is standard output.",
    )


def part_options() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options --kind and --plan: which elements of the graph."""
    kinds = click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="KIND",
        help="Only this kind: mandate, objective, expected_result ...;"
        " may be repeated.",
    )
    plans = click.option(
        "--plan",
        "plans",
        multiple=True,
        metavar="PLAN",
        help="Only this plan, by IRI or last segment; may be repeated.",
    )

    def both(command: Callable[..., Any]) -> Callable[..., Any]:
        return kinds(plans(command))

    return both


def questions_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --questions: folders with questions of the user's own."""
    return click.option(
        "--questions",
        "folders",
        multiple=True,
        metavar="DIR",
        help="A folder with .rq files of your own.",
    )


def policy_of(lang: str) -> LanguagePolicy:
    """The language policy of the option --lang."""
    from mandategraph.language import LanguagePolicy

    return LanguagePolicy.parse(lang)


def opened(kg: str) -> MandateGraph:
    """The graph that KG names; `-` is RDF on standard input."""
    from mandategraph.store import MandateGraph, open_graph

    if kg == "-":
        return MandateGraph.from_bytes(sys.stdin.buffer.read(), target="standard input")
    # for a folder or a file, no setting of an endpoint is so much as read
    return open_graph(kg, endpoint=endpoint_settings() if "://" in kg else None)


def endpoint_settings() -> EndpointSettings:
    """How the command at work asks servers: its options, then the environment.

    Without a command, as the environment says.
    """
    from mandategraph.store.endpoint.settings import EndpointSettings, cache_folder

    context = click.get_current_context(silent=True)
    given = dict(context.meta.get(_ENDPOINT, {})) if context else {}
    cached = given.pop("cache", None)
    settings = EndpointSettings.from_environment(**given)
    if cached is False:
        return settings.but(cache=None, refresh=False)
    if cached or given.get("refresh"):
        return settings.but(cache=settings.cache or cache_folder())
    return settings


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    """Keep the value of an option that the command itself does not get."""
    if value is not None:
        context.meta.setdefault(_ENDPOINT, {})[option.name] = value


def write(output: str, data: bytes) -> None:
    """Write the bytes to the file in one step, or to standard output."""
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from mandategraph.store.files import write_file

    refuse_folder(output)
    write_file(Path(output), data)


def refuse_folder(output: str) -> None:
    """Raise StoreError when the output names a folder or nothing."""
    if not output or Path(output).is_dir():
        reason = "is a folder, not a file" if output else "no name of a file"
        raise StoreError(output or "(nothing)", reason, "name a file")


def console() -> Console:
    """Where results are printed as tables; wide when it is not a terminal."""
    return Console(
        soft_wrap=False,
        highlight=False,
        width=None if sys.stdout.isatty() else 110,
        emoji=False,
        markup=False,
    )


def printed(*tables: RenderableType) -> bytes:
    """The tables as `console` prints them."""
    out = console()
    with out.capture() as capture:
        for table in tables:
            out.print(table)
    return capture.get().encode()


def with_note(text: str, note: str) -> Text:
    """The text with a remark behind it, which stands back."""
    shown = Text(text)
    return shown.append(f" [{note}]", style="dim") if note else shown


def talk() -> Console:
    """Where progress and remarks are printed: standard error."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def scale_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--scale`, for PNG; a usage error for what is no number."""
    return click.option(
        "--scale",
        type=click.FloatRange(0.1, 10),
        default=2.0,
        show_default=True,
        callback=_finite,
        help="PNG pixels per unit of the picture.",
    )


def _finite(ctx: click.Context, param: click.Parameter, value: float) -> float:
    del ctx, param
    if not math.isfinite(value):
        raise click.UsageError("--scale is no number.")
    return value


def form_of(output: str, endings: Mapping[str, str], what: str) -> str:
    """The format that the ending of the file's name asks for; a table without any.

    Raises QueryError for an ending that tells none; `what` is to be written.
    """
    ending = PurePath(output).suffix.lower()
    if output == "-" or not ending:
        return "table"
    if ending not in endings:
        reason = f"its ending tells no format for {what}"
        raise QueryError(output, reason, "name one with --format")
    return endings[ending]
