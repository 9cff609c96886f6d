"""A graph with a change put into its N-Quads, and what the check finds in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from conftest import ID, MG
from mandategraph.check import check
from mandategraph.store import MandateGraph


def changed(graph: MandateGraph, change: Callable[[str], str]) -> MandateGraph:
    """The graph after a change to its N-Quads, which must change something."""
    before = graph.nquads().decode()
    after = change(before)
    assert after != before
    return MandateGraph.from_nquads(after.encode())


def without(pattern: str) -> Callable[[str], str]:
    """A change that drops the lines in which the pattern occurs."""
    return lambda text: "".join(
        line for line in text.splitlines(keepends=True) if not re.search(pattern, line)
    )


def replaced(pattern: str, replacement: str) -> Callable[[str], str]:
    """A change that replaces every match of the pattern."""
    return lambda text: re.sub(pattern, replacement, text)


def with_wording(graph: MandateGraph, wording: str) -> MandateGraph:
    """The example with another wording for its first result, taken as given."""
    old = '"Flood warnings reach every town."@en'
    new = json.dumps(wording, ensure_ascii=False)
    return changed(graph, lambda text: text.replace(old, f"{new}@en"))


def violations(graph: MandateGraph) -> list[tuple[str, str, str, str]]:
    """Rule, node, path and value of each violation, IRIs without their base."""
    return [
        (
            f.rule,
            f.node.removeprefix(ID),
            f.path.removeprefix(MG),
            str(f.value or "").removeprefix(ID),
        )
        for f in check(graph).findings
        if f.severity == "violation"
    ]
