"""Every question answers on the demo graph, in four languages, wherever it lies."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

from conftest import LANGUAGES
from mandategraph.cli import main
from mandategraph.language import STATUSES, LanguagePolicy
from mandategraph.query import Answer, Catalogue, Cell, run
from mandategraph.store import MandateGraph, open_graph

CATALOGUE = Catalogue.load()


@pytest.fixture(scope="module")
def demo_file(
    demo_graph: MandateGraph, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("file") / "demo.nq"
    path.write_bytes(demo_graph.nquads())
    return path


def shown(answer: Answer) -> object:
    if answer.graph is not None:
        return sorted(answer.graph.serialize(format="nt").splitlines())
    rows = [[(c.text, c.lang, c.note) for c in row] for row in answer.rows]
    return answer.truth, answer.columns, rows


def iri_cells(answer: Answer) -> list[Cell]:
    cells = [cell for row in answer.rows for cell in row]
    cells += [member for cell in cells for member in cell.members]
    return [cell for cell in cells if isinstance(cell.term, URIRef)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_folder_and_file_give_the_same_answer_with_labels_that_say_what_they_are(
    name: str, lang: str, demo_graph: MandateGraph, demo_file: Path
) -> None:
    assert demo_graph.kind == "folder"
    policy = LanguagePolicy.parse(lang)
    answer = run(demo_graph, CATALOGUE[name], policy=policy)
    file = run(open_graph(demo_file), CATALOGUE[name], policy=policy)
    assert shown(answer) == shown(file)
    for cell in iri_cells(answer):
        assert cell.form is not None
        assert cell.form.status in STATUSES
        assert cell.form.lang or cell.form.status == "code"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_the_command_line_answers_too(
    name: str,
    lang: str,
    demo_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(SystemExit) as stop:
        main(["query", name, str(demo_file), "--lang", lang])
    assert stop.value.code == 0
    assert capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("lang", "note"), [("en", "en · machine"), ("fr", "fr"), ("ar", "ar · machine")]
)
def test_the_mandate_comes_in_the_language_asked_for(
    lang: str, note: str, demo_graph: MandateGraph
) -> None:
    policy = LanguagePolicy.parse(lang)
    answer = run(demo_graph, CATALOGUE["mandate_of_plan"], policy=policy)
    mandates = [c for c in iri_cells(answer) if str(c.term).endswith("/ct-m")]
    assert [c.note for c in mandates] == [note]


def test_json_has_the_rows_of_the_sparql_standard(
    demo_file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit):
        main(["query", "open_results", str(demo_file), "--format", "json"])
    answer = json.loads(capfdbinary.readouterr().out)
    assert len(answer["results"]["bindings"]) == 13
