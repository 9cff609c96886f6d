"""Parts of a flowchart are small enough for Mermaid, and hold all of it together."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from conftest import ID, MG
from drawn_plans import ENGLISH, made_plan
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.rdf.nquads import DCT
from mandategraph.store import MandateGraph

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MOST_CHARACTERS, MOST_EDGES = 50_000, 500
ARROW = re.compile(r"^  n\d+ (?:==>|-\.->|-\.-o|-->)", re.MULTILINE)
BOX = re.compile(r"^  n\d+(?=[\[({>])", re.MULTILINE)


def many_plans(plans: int, title: str, wording: str) -> MandateGraph:
    """A mandate of one plan, which an objective of each plan serves."""
    lines = [f"<{ID}m> <{TYPE}> <{MG}Mandate> ."]
    lines.append(f"<{ID}m> <{MG}elementOf> <{ID}plan-0> .")
    for n in range(plans):
        lines += [
            f"<{ID}plan-{n}> <{TYPE}> <{MG}Plan> .",
            f'<{ID}plan-{n}> <{DCT}title> "{title}"@en .',
            f"<{ID}o{n}> <{TYPE}> <{MG}Objective> .",
            f"<{ID}o{n}> <{MG}elementOf> <{ID}plan-{n}> .",
            f'<{ID}o{n}> <{MG}statementText> "{wording}"@en .',
            f"<{ID}c{n}> <{TYPE}> <{MG}Claim> .",
            f"<{ID}c{n}> <{MG}claimSubject> <{ID}m> .",
            f"<{ID}c{n}> <{MG}claimPredicate> <{MG}contributesTo> .",
            f"<{ID}c{n}> <{MG}claimObject> <{ID}o{n}> .",
            f"<{ID}c{n}> <{MG}status> <{MG}stated> .",
        ]
    return MandateGraph.from_nquads("\n".join(lines).encode())


@pytest.mark.parametrize("length", [10, 376, 700, 1500])
@pytest.mark.parametrize("letter", ["a ", "é#", "𐄷 "])
def test_each_part_keeps_to_both_limits(length: int, letter: str) -> None:
    words = (letter * length)[:length].strip()
    graph = many_plans(60, words, words)
    told: list[str] = []
    options = ExportOptions(tell=told.append)
    files = exporter("mermaid").files(graph, ENGLISH, options)
    texts = [data.decode() for data in files.values()]
    for text in texts:
        # as JavaScript counts: in units of 16 bits
        assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
        assert len(ARROW.findall(text)) <= MOST_EDGES
    assert sum(len(ARROW.findall(text)) for text in texts) == 60
    boxes = Counter(name.strip() for text in texts for name in BOX.findall(text))
    assert len(boxes) == 61
    assert not any("parts too large" in line for line in told)
    if length > 1000:  # each plan and each objective once, however many parts
        assert "labels shortened x 120: over 1000 characters" in told


def test_what_no_smaller_part_can_hold_is_told() -> None:
    long = "x" * 60_000
    graph = made_plan(("m", "Mandate", "Serve.", ""), (long, "Objective", "Aim.", "m"))
    told: list[str] = []
    exporter("mermaid").files(graph, ENGLISH, ExportOptions(tell=told.append))
    refused = "parts too large x 1: no smaller part; Mermaid will refuse them"
    assert refused in told


def two_plans() -> MandateGraph:
    """A plan without elements, and an objective of two plans."""
    lines = [f"<{ID}plan-{x}> <{TYPE}> <{MG}Plan> ." for x in "abc"]
    lines.append(f"<{ID}o> <{TYPE}> <{MG}Objective> .")
    lines += [f"<{ID}o> <{MG}elementOf> <{ID}plan-{x}> ." for x in "ab"]
    return MandateGraph.from_nquads("\n".join(lines).encode())


def test_an_element_of_two_plans_is_linked_to_the_one_in_whose_box_it_is_not() -> None:
    text = export("mermaid", two_plans(), ENGLISH).decode()
    assert len(ARROW.findall(text)) == 1
    assert text.count("  subgraph ") == 1
    # the objective, the plan without elements and the plan of the other box
    assert len(BOX.findall(text)) == 3


def test_the_same_in_graphviz() -> None:
    text = export("dot", two_plans(), ENGLISH).decode()
    assert len(re.findall(r"^  n\d+ -> n\d+ ", text, re.MULTILINE)) == 1
    assert text.count("  subgraph ") == 1
    iris = re.findall(r'"iri"="([^"]*)"', text)
    assert sorted(iris) == [f"{ID}o", *(f"{ID}plan-{x}" for x in "abc")]
