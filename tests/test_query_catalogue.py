"""The catalogue: a folder of files is the list of questions, its headers the manual."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import DCAT, DCTERMS, RDF, XSD

from conftest import ID, LANGUAGES, MG
from mandategraph.cli.query import questions
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.query import Catalogue, Param, Question, catalogue_page, run
from mandategraph.query.themes import THEMES, theme_title
from mandategraph.store import MandateGraph
from mandategraph.store.query_text import kind_of

FILE = """\
#+ summary@en: Everything that is said.
#+ summary@fr: Tout ce qui est dit.
#+ question@en: What is said?
#+ question@fr: Que dit-on ?
#+ theme: plans
#+ param: plan iri UNDEF one plan
#+ param@fr: plan un plan
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
    assert question.summary == {
        "en": "Everything that is said.",
        "fr": "Tout ce qui est dit.",
    }
    assert question.helps == {
        "plan": {"en": "one plan", "fr": "un plan"},
        "words": {"en": "what to look for"},
        "kind": {},
    }
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
        (
            FILE.replace(" iri ", " iri(ex:Plan) "),
            "parameter plan: ex:Plan is no class",
        ),
        (FILE.replace("choice(mg:stated|mg:proposed)", "choice"), "has no choices"),
        (FILE.replace(" iri ", " uri "), "parameter not understood: plan uri"),
        (FILE.replace("+ theme", "+ topic"), "header line not understood: #+ topic"),
        (FILE.replace("question@fr", "question"), "not understood: #+ question: Que"),
        (FILE.replace("question@fr", "question@french"), "header line not understood"),
        (FILE.replace("theme:", "theme@en:"), "header line not understood: #+ theme@"),
        (
            FILE.replace("m@fr: plan", "m@fr: plam"),
            "help of no parameter: plam un plan",
        ),
        (FILE.replace("fr: plan un plan", "fr: plan"), "help of no parameter: plan"),
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
    assert catalogue["said"].text == FILE
    assert catalogue["plans"].text == FILE
    assert len(catalogue) == len(Catalogue.load()) + 1
    assert set(Catalogue.load(tmp_path, builtin=False)) == {"plans", "said"}


def test_missing_folder_and_unreadable_file_are_clear(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder of questions"):
        Catalogue.load(tmp_path / "none")
    file = tmp_path / "said.rq"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError) as caught:
        Catalogue.load(tmp_path)["said"]
    reason = "cannot be read: it is not UTF-8; save it as UTF-8"
    assert str(caught.value) == f"{file}: {reason}"


def test_a_faulty_file_disables_no_other_question(tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(FILE, "utf-8")
    (tmp_path / "bare.rq").write_text("SELECT * {}")
    (tmp_path / "plans.rq").write_text(FILE.replace("plan=plan-ct", "plam=x"))
    catalogue = Catalogue.load(tmp_path)
    assert catalogue["said"].file == str(tmp_path / "said.rq")
    assert set(catalogue.broken) == {"bare", "plans"}
    assert "bare" not in catalogue
    assert "plans" not in catalogue
    for name in catalogue.broken:
        with pytest.raises(QueryError) as caught:
            catalogue[name]
        assert str(caught.value).startswith(f"{tmp_path / name}.rq: ")
    assert "no such parameter" in str(catalogue.broken["plans"])


def test_the_projects_own_questions_are_without_fault() -> None:
    catalogue = Catalogue.load()
    assert (catalogue.broken, catalogue.replaced) == ({}, {})


def test_all_that_a_header_lacks_is_said_at_once() -> None:
    with pytest.raises(QueryError) as caught:
        Question.parse("#+ theme: plans\nSELECT * {}", "said")
    assert str(caught.value) == (
        "said: the header has no summary and no question; "
        "add '#+ summary@en: ...' and '#+ question@en: ...'"
    )


def test_a_byte_order_mark_is_no_part_of_the_question(tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(FILE, "utf-8-sig")
    assert Catalogue.load(tmp_path)["said"].text == FILE
    assert Question.adhoc("\ufeffASK {}").text == "ASK {}"


def test_what_a_file_replaces_is_known(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "said.rq").write_text(FILE, "utf-8")
    (one / "plans.rq").write_text(FILE, "utf-8")
    assert Catalogue.load(one, two).replaced == {
        "plans": "the catalogue",
        "said": str(one / "said.rq"),
    }


def test_a_fault_in_the_query_is_told_by_file_and_line(
    tmp_path: Path, example_graph: MandateGraph
) -> None:
    header = "#+ summary: s\n#+ question@en: q\n#+ theme: plans\n"
    (tmp_path / "own.rq").write_text(f"{header}\nSELECT ?x WHERE {{\n  ?x ]] 5\n}}\n")
    question = Catalogue.load(tmp_path)["own"]
    with pytest.raises(QueryError) as caught:
        run(example_graph, question)
    assert str(caught.value).startswith(
        f"{tmp_path / 'own.rq'}, line 6: not SPARQL: ?x ]] 5; "
    )
    with pytest.raises(QueryError) as caught:
        run(example_graph, "# of mine\nSELECT ?x { # here\n ?x ]] 5 }")
    assert str(caught.value).startswith("SELECT ?x { ?x ]] 5 }: error at ")


def test_the_example_of_the_manual_is_a_question() -> None:
    text = catalogue_page().partition("```sparql\n")[2].partition("```")[0]
    question = Question.parse(text, "late_plans")
    assert [p.name for p in question.params] == ["plan", "after"]
    plan = f"<{ID}plan-x> <{RDF.type}> <{MG}Plan> .\n"
    plan += f"<{ID}plan-x> <{DCTERMS.temporal}> _:t .\n"
    plan += f'_:t <{DCAT.endDate}> "2030"^^<{XSD.gYear}> .\n'
    graph = MandateGraph.from_nquads(plan.encode())
    for day, count in {"2029-12-31": 1, "2031-01-01": 0}.items():
        assert len(run(graph, question, after=day)) == count


def test_unknown_question_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no such question; choose from"):
        Catalogue.load()["nothing"]


def test_question_is_asked_in_the_language_that_the_policy_chooses() -> None:
    question = Question.parse(FILE, "said")
    assert question.asked_in(LanguagePolicy.parse("fr")).text == "Que dit-on ?"
    assert question.asked_in(LanguagePolicy.parse("ar")).text == "What is said?"
    assert Question.adhoc("ASK {}").asked_in(LanguagePolicy()).text == "query"


def test_summary_and_help_come_in_the_language_that_the_policy_chooses() -> None:
    question = Question.parse(FILE, "said")
    french, arabic = LanguagePolicy.parse("fr"), LanguagePolicy.parse("ar")
    assert question.summary_in(french).text == "Tout ce qui est dit."
    assert question.summary_in(arabic).text == "Everything that is said."
    assert question.help_in("plan", french).text == "un plan"
    assert question.help_in("words", french).text == "what to look for"
    assert question.help_in("kind", french).text == ""
    assert Question.adhoc("ASK {}").summary_in(french).text == ""


def test_a_summary_without_a_language_is_english() -> None:
    text = FILE.replace("#+ summary@en:", "#+ summary:")
    assert Question.parse(text, "said").summary["en"] == "Everything that is said."


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_title_in_four_languages(theme: str) -> None:
    assert tuple(THEMES[theme]) == LANGUAGES
    for lang in LANGUAGES:
        shown = theme_title(theme, LanguagePolicy.parse(lang))
        assert (shown.text, shown.lang) == (THEMES[theme][lang], lang)


def test_a_theme_of_ones_own_is_shown_by_its_name() -> None:
    assert theme_title("weather", LanguagePolicy()).text == "weather"


def listed(*arguments: str) -> str:
    done = CliRunner().invoke(questions, arguments, env={"COLUMNS": "200"})
    assert done.exception is None, done.output
    return done.output


def test_listing_has_every_question_under_the_title_of_its_theme() -> None:
    text = listed("--lang", "es")
    for theme in THEMES:
        assert THEMES[theme]["es"] in text
    for question in Catalogue.load().values():
        assert question.name in text


def test_listing_of_one_theme_leaves_out_the_others() -> None:
    text = listed("--theme", "terms", "--lang", "fr")
    assert "Comment dit-on un terme dans chaque langue" in text
    assert "langue des noms à donner" in text
    assert "open_results" not in text
    with pytest.raises(UnknownNameError, match="no such theme; choose from plans"):
        CliRunner().invoke(questions, ["--theme", "x"], catch_exceptions=False)


def test_one_question_is_shown_with_its_parameters_example_and_sparql() -> None:
    text = listed("plans_in_force", "--lang", "ar")
    question = Catalogue.load()["plans_in_force"]
    assert question.question["ar"] in text
    assert question.summary["ar"] in text
    assert question.helps["on"]["ar"] in text
    assert "mandategraph query plans_in_force KG -p on=2025-06-30" in text
    assert "SELECT DISTINCT ?plan ?start ?end ?period" in text
    assert "#+" not in text
    with pytest.raises(UnknownNameError, match="no such question"):
        CliRunner().invoke(questions, ["nothing"], catch_exceptions=False)


def test_questions_of_ones_own_folder_are_listed(tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(FILE.replace("plans", "weather", 1), "utf-8")
    text = listed("--questions", str(tmp_path), "--lang", "fr")
    assert "Que dit-on ?" in text
    assert "weather" in text


def test_page_lists_every_question_with_its_parameters() -> None:
    page = catalogue_page(Catalogue({"said": Question.parse(FILE, "said")}))
    assert "### `said`" in page
    assert "Que dit-on ? Tout ce qui est dit." in page
    assert "| `plan` | iri | any | one plan |" in page
    assert "| `kind` | `mg:stated` or `mg:proposed` | `mg:stated` |  |" in page
    assert (
        "Example: `mandategraph query said kg -p plan=plan-ct -p 'words=a b'`" in page
    )
