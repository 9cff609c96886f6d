"""The file of each question: its syntax, its header, and an answer of either engine."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery

from conftest import CHECKOUT, ID, LANGUAGES
from mandategraph.query import Catalogue, Question, catalogue_page, run
from mandategraph.store import MandateGraph
from question_engines import (
    canonical,
    graph_of,
    oxigraph,
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
        empty = [r for r in dataset.query(question.text) if any(r)]  # type: ignore[arg-type]
        assert empty == []


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_file_is_valid_to_both_parsers(question: Question) -> None:
    prepareQuery(question.text)
    ox.Store().query(question.text)


@pytest.mark.parametrize("question", catalogue.values(), ids=list(catalogue))
def test_header_is_complete_in_four_languages(question: Question) -> None:
    assert question.summary.endswith(".")
    assert tuple(question.question) == LANGUAGES
    assert all(len(text) > 10 for text in question.question.values())
    assert all(param.help for param in question.params)


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
    assert run(oxigraph(), question, question.example).kind == question.kind


def test_page_of_questions_is_up_to_date() -> None:
    page = (CHECKOUT / "docs" / "questions.md").read_text("utf-8")
    assert page == catalogue_page(catalogue), "write it anew with catalogue_page()"
