"""Options that several commands share, declared once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph


def graph_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument KG."""
    return click.argument("kg", metavar="KG", type=click.Path(allow_dash=True))


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
    return open_graph(kg)


def write(output: str, data: bytes) -> None:
    """Write the bytes to the file in one step, or to standard output."""
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from mandategraph.store.files import write_file

    path = Path(output)
    if not output or path.is_dir():
        raise StoreError(
            output or "(nothing)", "is a folder, not a file", "name a file"
        )
    write_file(path, data)


def console() -> Console:
    """Where results are printed as tables; wide when it is not a terminal."""
    return Console(
        soft_wrap=False,
        highlight=False,
        width=None if sys.stdout.isatty() else 110,
        emoji=False,
        markup=False,
    )


def talk() -> Console:
    """Where progress and remarks are printed: standard error."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)
