"""The rules that are queries: those that must see in which graph a triple stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from rdflib.term import Identifier

from mandategraph.check.findings import SEVERITIES, Finding, Rule, Severity, spelled
from mandategraph.errors import QueryError
from mandategraph.resources import data

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.store import MandateGraph

_HEADER: Final = re.compile(r"^#\+ ([a-z]+)(?:@([a-z-]+))?: (.*)$", re.MULTILINE)
_COLUMNS: Final = ("node", "path", "value", "graph")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the query whose every row is a finding; `name` is the file's.

    The query gives ?node and, where known, ?path, ?value and ?graph. It is sent without
    its header, in which SPARQLWrapper would look for the verb of an update.
    """

    name: str
    rule: Rule
    query: str

    @classmethod
    def parse(cls, text: str, name: str) -> Check:
        """The check in the text of an `.rq` file; QueryError names what it lacks."""
        lines = {(key, lang): value for key, lang, value in _HEADER.findall(text)}
        for key in ("rule", "severity", "summary", "problem", "solution"):
            if not lines.get((key, "")):
                raise QueryError(name, f"the header has no {key}", f"add '#+ {key}: '")
        severity = lines["severity", ""]
        if severity not in SEVERITIES:
            advice = f"use one of {', '.join(SEVERITIES)}"
            raise QueryError(name, f"no such severity: {severity}", advice)
        message = {lang: v for (key, lang), v in lines.items() if key == "message"}
        titles = {lang or "en": v for (k, lang), v in lines.items() if k == "summary"}
        rule = Rule(
            id=lines["rule", ""],
            severity=cast("Severity", severity),
            title=dict(sorted(titles.items())),
            message=dict(sorted(message.items())),
            problem=lines["problem", ""],
            solution=lines["solution", ""],
            kind="query",
        )
        query = "\n".join(line for line in text.splitlines() if line[:1] != "#")
        return cls(name, rule, query)

    def run(self, graph: MandateGraph) -> Iterator[Finding]:
        """What the query finds in the graph."""
        table = graph.select(self.query)
        places = {name: i for i, name in enumerate(table.variables)}
        if "node" not in places or not places.keys() <= set(_COLUMNS):
            advice = f"select ?node and nothing but {', '.join(_COLUMNS)}"
            raise QueryError(self.name, "not the columns of a check", advice)
        for row in table.rows:
            found: dict[str, Identifier | None] = {n: row[i] for n, i in places.items()}
            node, path = found["node"], found.get("path")
            place = found.get("graph")
            yield Finding(
                rule=self.rule.id,
                severity=self.rule.severity,
                node="" if node is None else spelled(node),
                message=self.rule.message,
                path="" if path is None else str(path),
                value=found.get("value"),
                graph="" if place is None else str(place),
                source=self.rule.iri,
            )


@cache
def checks() -> Mapping[str, Check]:
    """The checks in `queries/checks`, by rule; QueryError when two claim one rule."""
    found: dict[str, Check] = {}
    folder = data("queries").joinpath("checks")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".rq"):
            continue
        check = Check.parse(file.read_text("utf-8"), file.name)
        if check.rule.id in found:
            raise QueryError(
                file.name,
                f"rule {check.rule.id} is taken by {found[check.rule.id].name}",
                "give it another number",
            )
        found[check.rule.id] = check
    return dict(sorted(found.items()))


def query_rules() -> dict[str, Rule]:
    """The rules that are queries, by id."""
    return {name: check.rule for name, check in checks().items()}


def check_queries(graph: MandateGraph, rules: Collection[str]) -> Iterator[Finding]:
    """What these rules find in the graph, unsorted."""
    for name, check in checks().items():
        if name in rules:
            yield from check.run(graph)
