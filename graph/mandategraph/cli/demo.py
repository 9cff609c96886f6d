"""`mandategraph demo`: the whole job on the two leaflets, step by step."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mandategraph.cli.options import console, policy_of, write

if TYPE_CHECKING:
    from rich.console import Console

    from mandategraph.store import MandateGraph

_QUESTIONS: Final = (
    ("mandate_of_plan", "en"),
    ("objectives_of_plan", "es,en"),
    ("open_results", "fr,en"),
)
_LANGUAGES: Final = ("en", "fr", "es", "ar")
_NEXT: Final = (
    ("{folder}/plan.html", "in any browser: map, tree, search, the words behind it"),
    ("{folder}/plan-map-en.png", "the two plans on a page; also fr, es, ar, and .svg"),
    ("{folder}/graph.trig", "the graph as text, every statement with its evidence"),
    ("{program} questions", "what else can be asked"),
    ("{program} query evidence_of {folder}/graph -p statement=ct-o3", "its words"),
    ("{program} check {folder}/graph --lang fr", "the findings, in French"),
)


@click.command()
@click.option(
    "--output",
    "-o",
    default="demo-output",
    show_default=True,
    metavar="DIR",
    help="Folder for the graph and the pictures.",
)
def demo(output: str) -> int:
    """Build, check, ask and draw the two leaflets in one go."""
    from mandategraph.resources import data, on_disk

    folder, out = Path(output), console()
    folder.mkdir(parents=True, exist_ok=True)
    with on_disk(data("sources")) as sources:
        graph = _built(str(sources), folder, out)
    conforms = _checked(graph, folder, out)
    for number, (name, lang) in enumerate(_QUESTIONS, 1):
        _asked(graph, number, name, lang, out)
    _drawn(graph, folder, out)
    out.rule("Open next")
    for what, why in _NEXT:
        out.print(f"{what.format(folder=output, program=_program())}\n    {why}")
    return 0 if conforms else 1


def _program() -> str:
    """How to call this program again: as it was called, if it is not on the path."""
    called = sys.argv[0]
    known = shutil.which("mandategraph")
    local = Path(called).name == "mandategraph" and not known
    return called if local else "mandategraph"


def _built(sources: str, folder: Path, out: Console) -> MandateGraph:
    from mandategraph.cli.build import built, show
    from mandategraph.store import open_graph

    out.rule("The graph of the two leaflets")
    target = str(folder / "graph")
    show(built((sources,), target, base=None, propose=False), out)
    return open_graph(target)


def _checked(graph: MandateGraph, folder: Path, out: Console) -> bool:
    from mandategraph.check import check, render

    out.rule("Is it well formed?")
    report = check(graph)
    text = render(report, "table")
    write(str(folder / "findings.txt"), text.encode())
    out.print(text.splitlines()[-1])
    out.print(f"All findings: {folder}/findings.txt")
    return report.conforms


def _asked(
    graph: MandateGraph, number: int, name: str, lang: str, out: Console
) -> None:
    from mandategraph.cli.query import as_table
    from mandategraph.query import Catalogue, run

    question, policy = Catalogue.load()[name], policy_of(lang)
    out.rule(f"Question {number} of {len(_QUESTIONS)}: {name} --lang {lang}")
    out.print(question.asked_in(policy).text)
    out.print(as_table(run(graph, question, policy=policy)))


def _drawn(graph: MandateGraph, folder: Path, out: Console) -> None:
    from mandategraph.errors import MandateGraphError
    from mandategraph.export import export, exporter

    out.rule("Pictures and files")
    policy = policy_of("en")
    for name in ("trig", "graphml", "html"):
        stem = "plan" if name == "html" else "graph"
        path = folder / f"{stem}{exporter(name).extension}"
        write(str(path), export(name, graph, policy))
        out.print(str(path))
    for lang in _LANGUAGES:
        for name in ("svg", "png"):
            path = folder / f"plan-map-{lang}{exporter(name).extension}"
            try:
                write(str(path), export(name, graph, policy_of(lang)))
            except MandateGraphError as error:
                out.print(f"not drawn: {error}")
            else:
                out.print(str(path))
