"""`mandategraph network`: what it prints, in which format, and how it fails."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from conftest import CHECKOUT, ID, LANGUAGES
from linked_plans import Linked, linked_graph
from mandategraph.language import LanguagePolicy
from mandategraph.network import chain_audit, roll_up
from mandategraph.network.rendering import render
from mandategraph.store import MandateGraph
from running import EXAMPLE, run

ANALYSES = ("chain", "roll-up", "bridges", "centrality", "communities")
ENGLISH = LanguagePolicy(["en"])
HOSTILE = Linked("R1 expectedResultOf O1 stated\nO1 serves M stated", "R2")


@pytest.mark.parametrize("analysis", ANALYSES)
def test_each_analysis_says_a_sentence_of_the_example(analysis: str) -> None:
    done = run("network", analysis, EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(run("network", analysis, EXAMPLE, "-f", "json").stdout)
    first = " ".join(done.stdout.split())
    assert first.startswith(told["sentences"][0])


def test_the_chain_of_the_example_is_printed() -> None:
    done = run("network", "chain", EXAMPLE)
    assert done.stdout.startswith(
        "The longest chain has 4 steps: I1 -> R1 -> O1 -> M.\n"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_the_language_asked_for(lang: str) -> None:
    done = run("network", "chain", EXAMPLE, "--lang", lang, "--format", "json")
    found = json.loads(done.stdout)
    assert found["lang"] == lang
    first = {"en": "The longest", "fr": "La plus", "es": "La cadena", "ar": "عدد حلقات"}
    assert found["sentences"][0].startswith(first[lang])


def test_csv_has_iris_and_keys_and_the_sentences_stand_aside() -> None:
    done = run(
        "network", "chain", EXAMPLE, "--format", "csv", "--table", "gaps", "-l", "fr"
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {(row["element"], row["gap"], row["state"]) for row in rows} == {
        (f"{ID}rba-r-da4a253b8c", "result_without_indicator", "missing"),
        (f"{ID}rba-r-76b2f8f7a3", "result_without_indicator", "missing"),
        (f"{ID}rba-r-76b2f8f7a3", "result_without_objective", "proposed"),
    }
    assert "La plus longue chaîne" in done.stderr


def test_json_has_the_paths_as_iris() -> None:
    done = run("network", "roll-up", EXAMPLE, "--format", "json")
    (path,) = json.loads(done.stdout)["paths"]
    assert path["path"] == [
        f"{ID}{name}"
        for name in ("rba-i-f481e080cd", "rba-r-228fa6e9f8", "rba-o1", "rba-m")
    ]


def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path) -> None:
    for name, begins in (("a.md", "- The longest"), ("a.csv", "plan,plan_code")):
        done = run("network", "chain", EXAMPLE, "-o", str(tmp_path / name))
        assert done.returncode == 0
        assert (tmp_path / name).read_text().startswith(begins)


def test_the_python_of_the_page_works_as_shown(
    demo_graph: MandateGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg").write_bytes(demo_graph.nquads())
    monkeypatch.chdir(tmp_path)
    page = (CHECKOUT / "docs" / "network.md").read_text("utf-8")
    shown = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    space: dict[str, object] = {}
    for code in shown:
        exec(compile(code, "network.md", "exec"), space)  # noqa: S102 - our own page
    edited = space["edited"]
    assert isinstance(edited, MandateGraph)
    assert edited.ask("ASK { ?c mg:status mg:proposed ; mg:confidence 0.8 }")


def test_markdown_cannot_be_broken_by_a_label() -> None:
    graph = linked_graph(HOSTILE)
    label = "<script>|[x](y) `z`\\nnew"
    data = graph.nquads().replace(b"Words of R2", label.encode())
    found = chain_audit(type(graph).from_nquads(data), ENGLISH)
    text = render(found, "md")
    assert "<script>" not in text
    assert "\\<script\\>\\|\\[x\\]" in text


def test_a_formula_is_no_formula_in_csv() -> None:
    graph = linked_graph(HOSTILE)
    data = graph.nquads().replace(b"Words of R1", b"=1+2")
    found = roll_up(type(graph).from_nquads(data), ENGLISH, of="expected_result")
    rows = list(csv.DictReader(io.StringIO(render(found, "csv", "paths"))))
    assert [row["thing_label"] for row in rows] == ["'=1+2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chain", EXAMPLE, "--plan", "plan-z"], "plan-z: no such plan; choose from"),
        (["chain", "nowhere"], "nowhere: no such file or folder"),
        (["roll-up", EXAMPLE, "--links", "said"], "said: no such status of links"),
        (["roll-up", EXAMPLE, "--links", ","], "--links: it names no status"),
        (["centrality", EXAMPLE, "--backend", "x"], "x: no such networkx backend"),
        (["chain", EXAMPLE, "-o", "a.pdf"], "a.pdf: its ending tells no format"),
        (["chain", EXAMPLE, "-f", "csv", "--table", "x"], "x: no such table"),
        (["chain", EXAMPLE, "--table", "gaps"], "--table is for --format csv"),
        (["chain", EXAMPLE, "--lang", "e_n"], "e_n: not a language tag"),
    ],
)
def test_faulty_input_is_one_line_and_exit_code_2(
    arguments: list[str], message: str
) -> None:
    done = run("network", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"mandategraph: {message}")
    assert done.stderr.count("\n") == 1
