"""The catalogue: a folder of files is the list of questions, its headers the manual."""

from __future__ import annotations

from pathlib import Path

import pytest

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.query import Catalogue, Param, Question, catalogue_page
from mandategraph.query.catalogue import THEMES, kind_of

FILE = """\
#+ summary: Everything that is said.
#+ question@en: What is said?
#+ question@fr: Que dit-on ?
#+ theme: plans
#+ param: plan iri UNDEF one plan
#+ param: words text "two words" what to look for
#+ param: kind choice(mg:stated|mg:proposed) mg:stated
#+ example: plan=plan-ct words="a b"

SELECT ?s WHERE {
  VALUES ?plan { UNDEF }
  VALUES ?words { "two words" }
  VALUES ?kind { mg:stated }
  ?s ?p ?plan
}
"""


def without(line_start: str) -> str:
    lines = FILE.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(line_start))


def test_header_is_read() -> None:
    question = Question.parse(FILE, "said")
    assert question.name == "said"
    assert question.kind == "select"
    assert question.summary == "Everything that is said."
    assert question.question == {"en": "What is said?", "fr": "Que dit-on ?"}
    assert question.theme == "plans"
    assert question.params == (
        Param("plan", "iri", "UNDEF", "one plan"),
        Param("words", "text", "two words", "what to look for"),
        Param("kind", "choice", "mg:stated", "", ("mg:stated", "mg:proposed")),
    )
    assert question.example == {"plan": "plan-ct", "words": "a b"}
    assert question.text == FILE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (without("#+ summary"), "the header has no summary"),
        (without("#+ question"), "the header has no question"),
        (without("#+ theme"), "the header has no theme"),
        (without("  VALUES ?plan"), "parameter plan needs exactly one slot"),
        (FILE + "  VALUES ?plan { UNDEF }\n", "parameter plan needs exactly one slot"),
        (FILE.replace(" iri ", " uri "), "parameter not understood: plan uri"),
        (FILE.replace("+ theme", "+ topic"), "header line not understood: #+ topic"),
        (FILE.replace("n@fr", "n"), "header line not understood: #+ question: Que"),
        (FILE.replace("n@fr", "n@french"), "header line not understood"),
        (FILE.replace("plan=plan-ct", "plan"), "example not understood: plan"),
        (FILE.replace("plan=plan-ct", "plan=a b"), "example not understood: b"),
        (FILE.replace("plan=plan-ct", "plan='a b'"), "'a b' is not an iri"),
        (FILE.replace('"a b"', '"a b'), "example not understood"),
        (FILE.replace("SELECT ?s", "DELETE"), "not a SPARQL query"),
    ],
)
def test_faulty_header_is_refused_with_the_name_of_the_file(
    text: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        Question.parse(text, "said")
    assert message in str(caught.value)
    assert str(caught.value).startswith("said")


def test_unknown_parameter_of_an_example_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="choose from plan, words, kind"):
        Question.parse(FILE.replace("plan=plan-ct", "plam=plan-ct"), "said")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * {}", "select"),
        ("# ASK\nPREFIX a: <urn:ask#>\n# DESCRIBE\n construct {} {}", "construct"),
        ("prefix a:<urn:a> base <urn:b> Ask {}", "ask"),
        ("\ufeff".strip("\ufeff") + "DESCRIBE <urn:a>", "describe"),
    ],
)
def test_kind_is_the_first_word_after_the_prologue(text: str, kind: str) -> None:
    assert kind_of(text, "query") == kind


@pytest.mark.parametrize(
    "text", ["", "INSERT DATA {}", "# SELECT", "PREFIX a: <urn:a>", "DROP ALL", "{}"]
)
def test_updates_and_other_texts_are_no_questions(text: str) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query; begin with SELECT"):
        Question.adhoc(text)


def test_builtin_questions_are_found_and_ordered_by_theme() -> None:
    catalogue = Catalogue.load()
    assert "open_results" in catalogue
    assert len(catalogue) == len(set(catalogue))
    themes = [question.theme for question in catalogue.values()]
    assert list(dict.fromkeys(themes)) == [t for t in THEMES if t in themes]
    assert set(themes) == set(THEMES)


def test_own_folder_is_added_and_may_replace_a_question(tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(FILE, "utf-8")
    (tmp_path / "plans.rq").write_text(FILE, "utf-8")
    (tmp_path / "notes.txt").write_text("no question", "utf-8")
    catalogue = Catalogue.load(tmp_path)
    assert catalogue["said"].summary == "Everything that is said."
    assert catalogue["plans"].summary == "Everything that is said."
    assert len(catalogue) == len(Catalogue.load()) + 1
    assert set(Catalogue.load(tmp_path, builtin=False)) == {"plans", "said"}


def test_missing_folder_and_unreadable_file_are_clear(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder of questions"):
        Catalogue.load(tmp_path / "none")
    (tmp_path / "said.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match=r"said\.rq: cannot be read"):
        Catalogue.load(tmp_path)


def test_unknown_question_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no such question; choose from"):
        Catalogue.load()["nothing"]


def test_question_is_asked_in_the_language_that_the_policy_chooses() -> None:
    question = Question.parse(FILE, "said")
    assert question.asked_in(LanguagePolicy.parse("fr")).text == "Que dit-on ?"
    assert question.asked_in(LanguagePolicy.parse("ar")).text == "What is said?"
    assert Question.adhoc("ASK {}").asked_in(LanguagePolicy()).text == "query"


def test_page_lists_every_question_with_its_parameters() -> None:
    page = catalogue_page(Catalogue({"said": Question.parse(FILE, "said")}))
    assert "### `said`" in page
    assert "Que dit-on ?" in page
    assert "| `plan` | iri | any | one plan |" in page
    assert "| `kind` | `mg:stated` or `mg:proposed` | `mg:stated` |  |" in page
    assert (
        "Example: `mandategraph query said kg -p plan=plan-ct -p 'words=a b'`" in page
    )
