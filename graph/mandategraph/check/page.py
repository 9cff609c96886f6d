"""All rules as one page of Markdown, made from the shapes and the check queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mandategraph.check.findings import SEVERITIES, Rule

_INTRODUCTION: Final = """\
# Checks

`mandategraph check` asks these rules of a graph. A *violation* makes the graph unfit to
publish; a *warning* wants a second look; an *info* says what could still be added. What
a source does not say is never a violation: the graph has to say that it is unknown.

Rules of the kind *shape* are SHACL, in `ontology/shapes.ttl`, and work in any SHACL
processor with SHACL-SPARQL. Rules of the kind *query* are SPARQL, in
`queries/checks/`; every row of their answer is a finding. All messages exist in
English, French, Spanish and Arabic. This page is made from these two places.

pySHACL is the measure of what a shape means. It decides the shapes of small graphs;
larger ones go to a faster engine, whose findings are the same: the package `shacl` for
the core of SHACL, and Oxigraph, which answers a SPARQL constraint once for all nodes
instead of once for each. `--engine pyshacl` and `--engine fast` choose one of them, and
the report names the one that was used.
"""
_HEADINGS: Final = {
    "violation": "Violations",
    "warning": "Warnings",
    "info": "Infos",
}


def rules_page(rules: Mapping[str, Rule]) -> str:
    """The page: one table per severity with what is wrong and what to do."""
    parts = [_INTRODUCTION]
    for severity in SEVERITIES:
        found = [rule for rule in rules.values() if rule.severity == severity]
        if found:
            lines = [
                f"## {_HEADINGS[severity]}\n",
                "| rule | severity | what holds | what is wrong | how to fix | kind |",
                "| --- | --- | --- | --- | --- | --- |",
                *map(_row, found),
            ]
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    cells = (
        rule.id,
        rule.severity,
        rule.title["en"],
        rule.problem,
        rule.solution,
        rule.kind,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
