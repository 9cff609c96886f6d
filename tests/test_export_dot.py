"""Graphviz reads the DOT file and shows the words as they are."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import graphviz  # type: ignore[import-untyped]
import pytest

from changed_graphs import with_wording
from conftest import ID, program
from mandategraph.export import export
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from pathlib import Path

FLOOD = f"{ID}rba-r-228fa6e9f8"


def laid_out(graph: MandateGraph, lang: str) -> Any:
    """What `dot` understood, as JSON with positions."""
    source = export("dot", graph, LanguagePolicy([lang]))
    command = [program("dot"), "-Tjson"]
    run = subprocess.run(command, input=source, capture_output=True, check=True)
    return json.loads(run.stdout)


def node(drawn: Any, iri: str) -> Any:
    return next(o for o in drawn["objects"] if o.get("URL") == iri)


def across(drawn: Any, iri: str) -> float:
    return float(node(drawn, iri)["pos"].split(",")[0])


def shown(graph: MandateGraph, wording: str) -> str:
    """The label that Graphviz draws for this wording, from its SVG, lines joined."""
    from xml.etree import ElementTree as ET

    source = export("dot", with_wording(graph, wording), LanguagePolicy(["en"]))
    command = [program("dot"), "-Tsvg"]
    run = subprocess.run(command, input=source, capture_output=True, check=True)
    texts = ET.fromstring(run.stdout).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    words = " ".join(text.text or "" for text in texts)
    return words.replace("\u00a0", " ")


def test_graphviz_reads_all_nodes_and_links(example_graph: MandateGraph) -> None:
    drawn = laid_out(example_graph, "en")
    assert len([o for o in drawn["objects"] if "URL" in o]) == 9
    assert len(drawn["edges"]) == 9  # 5 stated, 1 accepted, 1 proposed, 2 open


def test_what_is_not_stated_is_not_drawn_as_a_solid_line(
    example_graph: MandateGraph,
) -> None:
    styles = [edge["style"] for edge in laid_out(example_graph, "en")["edges"]]
    assert sorted(styles) == ["dashed", "dotted", "dotted", *["solid"] * 6]


def test_the_mandate_stands_where_reading_begins(example_graph: MandateGraph) -> None:
    english, arabic = (laid_out(example_graph, lang) for lang in ("en", "ar"))
    assert across(english, f"{ID}rba-m") < across(english, FLOOD)
    assert across(arabic, f"{ID}rba-m") > across(arabic, FLOOD)


def test_arabic_lines_are_isolated_one_by_one(example_graph: MandateGraph) -> None:
    label = node(laid_out(example_graph, "ar"), f"{ID}rba-m")["label"]
    lines = label.split("\\n")
    assert len(lines) == 2
    assert all(line[0] == "\u2067" and line[-1] == "\u2069" for line in lines)


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar"])
def test_graphviz_draws_a_picture_without_complaint(
    example_graph: MandateGraph, demo_graph: MandateGraph, lang: str
) -> None:
    for graph in (example_graph, demo_graph):
        source = export("dot", graph, LanguagePolicy([lang]))
        command = [program("dot"), "-Tpng"]
        run = subprocess.run(command, input=source, capture_output=True, check=True)
        assert run.stdout.startswith(b"\x89PNG")
        assert run.stderr == b""


@pytest.mark.parametrize(
    "wording", ['say "no" to C:\\new', "R&D &lt; 5", "a } b ] c ; d", "<b>bold</b>"]
)
def test_words_that_look_like_syntax_are_shown_as_they_are(
    example_graph: MandateGraph, wording: str
) -> None:
    assert f"R1 · {wording}" in shown(example_graph, wording)


def test_the_python_package_graphviz_renders_the_file(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    program("dot")
    source = export("dot", example_graph, LanguagePolicy(["fr"])).decode()
    path = graphviz.Source(source).render(tmp_path / "plan", format="svg")
    assert "Réduire les dommages" in (tmp_path / path).read_text(encoding="utf-8")
