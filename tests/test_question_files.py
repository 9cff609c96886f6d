"""The file of each question: its syntax, its header, and an answer of either engine."""

from __future__ import annotations

import re

import pytest
from rdflib import Dataset
from rdflib.compare import isomorphic

from conftest import CHECKOUT, ID, LANGUAGES
from mandategraph.query import Catalogue, Question, catalogue_page, run
from mandategraph.store import MandateGraph
from question_engines import (
    canonical,
    graph_of,
    oxigraph,
    prepared,
    rdflib_dataset,
    rows_of,
    stored,
)

catalogue = Catalogue.load()
NOTHING = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_engines_agree_on_the_file_as_it_is(name: str) -> None:
    question = catalogue[name]
    if question.kind == "ask":
        answer = rdflib_dataset().query(question.text).askAnswer
        assert oxigraph().ask(question.text) == answer
    elif question.kind == "select":
        assert rows_of("oxigraph", question, {}) == rows_of("rdflib", question, {})
    else:
        ours, theirs = (graph_of(e, question, {}) for e in ("oxigraph", "rdflib"))
        assert isomorphic(canonical(ours), canonical(theirs))


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_a_triple_in_two_graphs_counts_once(name: str) -> None:
    question = catalogue[name]
    lines = stored().decode().splitlines()
    copies = [
        re.sub(r"<[^<>]*> \.$", f"<{ID}graph/copy> .", line)
        for line in lines
        if "/graph/" in line.rsplit(" ", 2)[1]
    ]
    twice = MandateGraph.from_nquads("\n".join([*lines, *copies, ""]).encode())
    if question.kind == "ask":
        assert twice.ask(question.text) == oxigraph().ask(question.text)
    elif question.kind == "select":
        assert twice.select(question.text) == oxigraph().select(question.text)
    else:
        once = oxigraph().construct(question.text)
        assert set(twice.construct(question.text)) == set(once)


@pytest.mark.parametrize("name", [q.name for q in catalogue.values()])
def test_an_empty_graph_has_no_rows_on_either_engine(name: str) -> None:
    question = catalogue[name]
    if question.kind == "select":
        assert MandateGraph.from_nquads(NOTHING).select(question.text).rows == []
        dataset = Dataset(default_union=True)
        dataset.parse(data=NOTHING, format="nquads")
        rows = dataset.query(prepared(question.text))
        empty = [row for row in rows if any(row)]  # type: ignore[arg-type]
        assert empty == []


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_header_is_complete_in_four_languages(question: Question) -> None:
    assert tuple(question.summary) == tuple(question.question) == LANGUAGES
    assert all(text.endswith(".") for text in question.summary.values())
    assert all(len(text) > 10 for text in question.question.values())
    assert all(text[-1] in "?؟" for text in question.question.values())
    for param in question.params:
        assert tuple(question.helps[param.name]) == LANGUAGES


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_arabic_is_written_in_arabic(question: Question) -> None:
    for text in (question.question["ar"], question.summary["ar"]):
        letters = [c for c in text if c.isalpha()]
        arabic = sum("\u0600" <= c <= "\u06ff" for c in letters)
        assert 2 * arabic > len(letters)
    for helps in question.helps.values():
        assert "\u0600" <= helps["ar"][0] <= "\u06ff"
    assert not any("\u0600" <= c <= "\u06ff" for c in question.summary["en"])


def test_all_42_competency_questions_are_covered() -> None:
    assert {int(q.cq) for q in catalogue.values() if q.cq} == set(range(1, 43))


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_default_in_the_header_is_the_one_in_the_slot(question: Question) -> None:
    for param in question.params:
        slot = re.search(rf"VALUES \?{param.name} \{{ (.*) \}}", question.text)
        assert slot is not None
        assert slot[1].strip('"') == param.default


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_select_gives_every_row_once_in_an_order_of_its_own(question: Question) -> None:
    if question.kind == "select":
        assert re.search(r"^ORDER BY ", question.text, re.MULTILINE)


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_example_of_the_header_can_be_asked(question: Question) -> None:
    asked = question.bound(question.example)  # its codes are of the demo graph
    assert run(oxigraph(), asked).kind == question.kind


def test_page_of_questions_is_up_to_date() -> None:
    page = (CHECKOUT / "docs" / "questions.md").read_text("utf-8")
    assert page == catalogue_page(catalogue), "write it anew with catalogue_page()"
