"""`mandategraph check`: findings, grouped and in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from mandategraph.check import Engine


@click.command()
@graph_argument()
@lang_option()
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json", "junit", "ttl"]),
    default="table",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--rule",
    "-r",
    "rules",
    multiple=True,
    metavar="RULE",
    help="Only this rule, e.g. S10; may be given several times.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "pyshacl", "fast"]),
    default="auto",
    show_default=True,
    help="What decides the shapes; auto is fast for all but small graphs. The findings"
    " are the same.",
)
@output_option()
def check(
    kg: str,
    lang: str,
    form: str,
    rules: tuple[str, ...],
    engine: Engine,
    output: str,
) -> int:
    """Check the graph KG against the SHACL shapes and the quality rules.

    Exit code 0: no violation; 1: violations; 2: the check could not be done. Warnings
    and infos are listed but do not change the exit code.
    """
    from mandategraph.check import check as check_graph
    from mandategraph.check import render
    from mandategraph.query import labels

    policy = policy_of(lang)
    graph = opened(kg)
    with talk().status("checking"):
        report = check_graph(graph, rules=rules, engine=engine)
        forms = labels(graph, report.nodes(), policy)
    names = {
        iri: f.text if f.status == "issuer" else f"{f.text} [{f.note}]"
        for iri, f in forms.items()
    }
    write(output, render(report, form, policy=policy, labels=names).encode())
    return 0 if report.conforms else 1
