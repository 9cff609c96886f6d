"""The made-up graphs that benchmarks ask are sound, and the same each time."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

from conftest import CHECKOUT
from mandategraph.check import check
from mandategraph.query import run
from mandategraph.store import MandateGraph


@cache
def made(quads: int) -> bytes:
    command = [sys.executable, "-m", "benchmarks.plans", str(quads)]
    return subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True).stdout


def test_they_break_no_rule() -> None:
    graph = MandateGraph.from_nquads(made(4_500))
    findings = check(graph).findings
    assert not [f for f in findings if f.severity == "violation"]


def test_they_have_the_size_that_was_asked_for_and_no_quad_twice() -> None:
    lines = made(20_000).splitlines()
    assert len(lines) == len(set(lines))
    assert 20_000 <= len(lines) < 23_000


def test_they_are_written_as_the_store_writes_them() -> None:
    data = made(4_500)
    assert MandateGraph.from_nquads(data).nquads().splitlines() == sorted(
        data.splitlines()
    )


def test_a_plan_is_the_same_in_a_graph_of_any_size() -> None:
    small, large = made(4_500), made(20_000)
    assert large.startswith(small)
    answers = [
        [str(row[0]) for row in run(graph, "statements_about", words="quillwort").rows]
        for graph in map(MandateGraph.from_nquads, (small, large))
    ]
    assert answers[0] == answers[1]
    assert answers[0]


def test_they_have_what_questions_ask_for() -> None:
    graph = MandateGraph.from_nquads(made(20_000))
    for name in (
        "Mandate",
        "Objective",
        "ExpectedResult",
        "Indicator",
        "Baseline",
        "Target",
        "Measurement",
        "Claim",
        "OpenLink",
        "TextForm",
        "SectionHeading",
    ):
        assert graph.ask(f"ASK {{ ?x a mg:{name} }}"), name
    assert graph.ask("ASK { ?o mg:continues ?earlier }")
    assert graph.ask("ASK { ?o mg:textStatus mg:textNotExtracted }")
    assert graph.ask("ASK { ?c mg:status mg:proposed ; mg:claimPredicate ?p }")
    languages = graph.select_text(
        "SELECT DISTINCT (LANG(?t) AS ?l) { ?s mg:statementText ?t } ORDER BY ?l"
    )
    assert [lang for (lang,) in languages] == ["ar", "en", "es", "fr"]
