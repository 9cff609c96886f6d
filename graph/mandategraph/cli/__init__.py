"""The command line: parse arguments, call the library, print, set the exit code.

Exit codes: 0 all well, 1 the check found violations or some of the sources failed,
2 what was asked for could not be done.
Commands are imported when they are called, so that `--help` stays fast.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import Any, NoReturn

import click

from mandategraph import __version__
from mandategraph.errors import MandateGraphError, one_line, reason_of

# name -> (module, what it does); the help lists these without importing the modules
COMMANDS = {
    "demo": ("demo", "Build, check, ask and draw the two leaflets in one go."),
    "extract": ("extract", "Show what a source says, with the place of every word."),
    "build": ("build", "Read sources and put them into a graph."),
    "check": ("check", "Check a graph against the shapes and the quality rules."),
    "questions": ("query", "List the questions that a graph can be asked."),
    "query": ("query", "Ask a graph a question of the catalogue, or in SPARQL."),
    "draw": ("draw", "Draw a graph: plan on a page, chains, tables, shares, values."),
    "export": ("export", "Write a graph as RDF, as a network, a table or a picture."),
    "serve": ("serve", "Open a graph as a site: pages, linked data, SPARQL endpoint."),
    "network": ("network", "Analyse the links: chains, contributions, bridges."),
    "coverage": ("coverage", "Count what is worded in each language, and how well."),
    "translate": ("translate", "Give texts to translators; take translations in."),
    "review": ("review", "Decide on proposed links, translations, lost wordings."),
    "push": ("push", "Put a graph on a server, graph by graph."),
    "pull": ("push", "Take a graph from a server."),
    "ontology": ("ontology", "Show the ontology; write its reference pages."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mandategraph.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands from the table above, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, "-V", "--version", prog_name="mandategraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def command(debug: bool) -> None:
    """Turn published plans into an honest, multilingual RDF graph.

    KG is a graph folder, an RDF file or the URL of a SPARQL endpoint; - is standard
    input or output. Results go to standard output, everything else to standard error.
    """
    del debug  # taken off the arguments before they come here


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit; errors are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    # --debug may stand anywhere: it is wanted after a command has failed
    rest = [a for a in given if a != "--debug"]
    sys.exit(_exit_code(rest or ["--help"], debug=len(rest) < len(given)))


def _exit_code(arguments: list[str], *, debug: bool) -> int:
    try:
        code = command.main(arguments, "mandategraph", standalone_mode=False, obj=debug)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _tell("stopped", 130)
    except BrokenPipeError:
        # the reader of our output went away; the interpreter must not flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            traceback.print_exc()
            return 2
        return _tell(_reason(error), 2)
    return code if isinstance(code, int) else 0


def _reason(error: Exception) -> str:
    """The error in one line: what, where and, if known, what to do."""
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{error.format_message()} See '{error.ctx.command_path} --help'."
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, MandateGraphError):
        return str(error)
    if isinstance(error, OSError):
        what = str(error.filename or "input or output")
        return one_line(what, reason_of(error), "")
    reason = f"{type(error).__name__}: {error}"
    return one_line("unexpected error", reason, "--debug shows where")


def _tell(message: str, code: int) -> int:
    sys.stderr.write(f"mandategraph: {one_line(message, '', '')}\n")
    return code
