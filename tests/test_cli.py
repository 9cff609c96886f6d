"""The command line: results on standard output, one clear line on standard error."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from conftest import CHECKOUT, DATA, LEAFLETS
from mandategraph import __version__
from mandategraph.cli import COMMANDS

EXAMPLE = str(DATA / "example.trig")


def run(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mandategraph", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **env},
    )


def fails(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> str:
    """The one line that the command says when it cannot do its work."""
    done = run(*arguments, stdin=stdin, cwd=cwd)
    assert done.returncode == 2, done.stderr.decode()
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("mandategraph: ")
    assert "Traceback" not in line
    return line


def test_version_and_help() -> None:
    assert run("--version").stdout.decode() == f"mandategraph, version {__version__}\n"
    text = run("--help").stdout.decode()
    for name in COMMANDS:
        assert re.search(rf"^  {name}\b", text, re.MULTILINE), name


def test_help_needs_less_than_three_tenths_of_a_second_of_processor_time() -> None:
    run("--help")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_what_the_list_of_commands_says(name: str) -> None:
    module, _ = COMMANDS[name]
    command = getattr(import_module(f"mandategraph.cli.{module}"), name)
    assert isinstance(command, click.Command)
    assert run(name, "--help").returncode == 0


def test_extract_prints_json_as_documented() -> None:
    done = run("extract", str(LEAFLETS), "--json")
    report = json.loads(done.stdout)
    assert done.stderr == b""
    assert report["source"]["offset_unit"] == "unicode code points"
    assert report["source"]["chars"] == 3508
    assert len(report["statements"]) == 23


def test_extract_prints_a_table_with_the_leftover() -> None:
    text = run("extract", str(LEAFLETS)).stdout.decode()
    assert "fr-objective-4" in text
    assert "Leftover: 4 piece(s)" in text
    assert "12-13 ':'" in text


def test_extract_reads_standard_input() -> None:
    done = run("extract", "-", "--json", stdin=b"MANDATE\nKeep it.\n")
    (mandate,) = json.loads(done.stdout)["statements"]
    assert mandate["text"] == "Keep it."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02\x03MANDATE", ""),
        ("latin.txt", "MANDAT\nArrêter".encode("latin-1"), "UTF-8"),
        ("surrogate.txt", b"MANDATE \xed\xa0\x80", ""),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    ],
)
def test_extract_of_what_is_no_plain_text_is_one_line(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    line = fails("extract", str(path))
    assert name in line
    assert reason in line


def test_a_missing_file_and_a_folder_are_one_line(tmp_path: Path) -> None:
    assert "nowhere.txt" in fails("extract", str(tmp_path / "nowhere.txt"))
    assert str(tmp_path) in fails("extract", str(tmp_path))
    assert "nowhere" in fails("check", str(tmp_path / "nowhere"))


def test_wrong_use_says_where_help_is() -> None:
    assert "No such command 'buidl'" in fails("buidl")
    assert "mandategraph export --help" in fails("export", "docx", EXAMPLE)
    assert "Which graph?" in fails("query", "plans")


def test_debug_shows_the_traceback() -> None:
    done = run("check", "nowhere", "--debug")
    assert b"Traceback" in done.stderr


def test_build_then_query_gives_the_rows_of_the_plain_file(tmp_path: Path) -> None:
    kg = str(tmp_path / "kg")
    done = run("build", str(CHECKOUT / "sources"), "--graph", kg)
    assert done.returncode == 0, done.stderr.decode()
    assert b"interpol-leaflets.txt" in done.stdout
    run("export", "trig", kg, "-o", str(tmp_path / "kg.trig"))
    for lang in ("en", "fr", "es", "ar"):
        arguments = ("--lang", lang, "--format", "markdown")
        folder = run("query", "open_results", kg, *arguments)
        file = run("query", "open_results", str(tmp_path / "kg.trig"), *arguments)
        assert folder.stdout == file.stdout
        assert folder.stdout.count(b"\n") == 2 + 13


def test_build_writes_a_graph_to_standard_output() -> None:
    plan = b"MANDATE\nKeep the river safe.\n"
    done = run("build", "-", "--graph", "-", stdin=plan)
    checked = run("query", "mandate_of_plan", "-", "-f", "csv", stdin=done.stdout)
    assert checked.stdout.count(b"\n") == 2


def test_query_takes_a_name_a_file_sparql_and_standard_input(tmp_path: Path) -> None:
    sparql = "SELECT ?n WHERE { ?o a mg:Objective ; mg:ordinal ?n } ORDER BY ?n"
    (tmp_path / "mine.rq").write_text(sparql)
    expected = b"n\r\n1\r\n2\r\n"
    for how, stdin in (
        (sparql, b""),
        (str(tmp_path / "mine.rq"), b""),
        ("-", sparql.encode()),
    ):
        done = run("query", how, EXAMPLE, "--format", "csv", stdin=stdin)
        assert done.stdout == expected
    assert b"2 rows" in run("query", sparql, "--graph", EXAMPLE).stderr


def test_the_table_says_language_and_status_of_each_label() -> None:
    text = run("query", "mandate_of_plan", EXAMPLE, "--lang", "ar").stdout.decode()
    assert "[ar · ترجمة آلية]" in text


def test_labels_can_stand_in_columns_of_their_own() -> None:
    options = ("--lang", "es", "--format", "csv", "--labels")
    done = run("query", "mandate_of_plan", EXAMPLE, *options)
    header, row = done.stdout.decode().splitlines()
    columns = dict(zip(header.split(","), row.split(","), strict=True))
    assert columns["mandate_lang"] == "es"
    assert columns["mandate_status"] == "reviewed"
    assert columns["mandate_label"].startswith("Mantener la cuenca")


def test_an_unknown_question_and_a_bad_parameter_are_one_line() -> None:
    assert "objectives_of_plan" in fails("query", "objectives", EXAMPLE)
    assert "name=value" in fails("query", "plans", EXAMPLE, "-p", "plan")
    line = fails("query", "objectives_of_plan", EXAMPLE, "-p", "plan=a b>")
    assert "plan" in line


def test_what_cannot_be_asked_is_one_line_with_advice(tmp_path: Path) -> None:
    for wrong, said in (
        (("nofile.rq", EXAMPLE), "nofile.rq: no such file; give its path"),
        (("", EXAMPLE), "nothing is asked; name a question"),
        (("plans", EXAMPLE, "-p", "x=1"), "parameter x: the question has no param"),
        (("plans", EXAMPLE, "-g", EXAMPLE), "Two graphs: "),
        (("terms", EXAMPLE, "-p", "lang=fr", "-p", "lang=es"), "lang: it is given tw"),
        (("proposed_links", EXAMPLE, "-p", "status=no"), "choose from mg:proposed, "),
        (("statements_about", EXAMPLE, "-p", 'words="'), "is not a word"),
        (("objectives_of_plan", EXAMPLE, "-p", "plan=rba-o1"), "not of kind Plan"),
        (("plans", EXAMPLE, "-o", str(tmp_path)), "is a folder"),
    ):
        assert said in fails("query", *wrong), wrong
    assert "or a theme, not both" in fails("questions", "plans", "--theme", "plans")


def test_the_argument_overrules_the_graph_of_the_environment() -> None:
    done = run("query", "plans", EXAMPLE, "-f", "csv", MANDATEGRAPH_GRAPH="nowhere")
    assert b"plan-rba" in done.stdout
    alone = run("query", "plans", "-f", "csv", MANDATEGRAPH_GRAPH=EXAMPLE)
    assert alone.stdout == done.stdout


def test_a_file_or_a_format_that_cannot_hold_the_answer_is_refused(
    tmp_path: Path,
) -> None:
    for question, name in (
        ("plans", "x.foo"),
        ("plans", "x.txt"),
        ("plans", "x.ttl"),
        ("chain_of_plan", "x.csv"),
    ):
        line = fails("query", question, EXAMPLE, "-o", str(tmp_path / name))
        assert f"{name}: its ending tells no format for this answer" in line
    # before the graph is opened: there is none
    assert "csv cannot hold" in fails("query", "chain_of_plan", "none", "-f", "csv")
    assert "no table" in fails("query", "chain_of_plan", "none", "-f", "table")
    file = tmp_path / "x.txt"
    run("query", "plans", EXAMPLE, "-o", str(file), "-f", "csv")
    assert file.read_text().startswith("plan,")
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def test_formats_that_have_labels_do_not_get_them_twice() -> None:
    asked = ("query", "mandate_of_plan", EXAMPLE, "-l", "es", "-f")
    for form in ("table", "markdown", "xlsx", "ods"):
        plain = run(*asked, form).stdout
        assert plain
        assert run(*asked, form, "--labels").stdout == plain


def test_missing_labels_are_counted_once_each() -> None:
    # two objectives without Danish labels, each in three rows
    sparql = "SELECT ?o ?n WHERE { VALUES ?n { 1 2 3 } ?o a mg:Objective }"
    done = run("query", sparql, EXAMPLE, "-l", "da")
    assert done.stderr == b"6 rows; 2 labels not to be had in da\n"


def test_faulty_and_replacing_files_are_told_on_standard_error(tmp_path: Path) -> None:
    head = "#+ summary: s\n#+ question@en: q\n#+ theme: plans\n"
    (tmp_path / "plans.rq").write_text(f"{head}SELECT ?p {{ ?p a mg:Plan }}\n")
    (tmp_path / "bare.rq").write_text("SELECT * {}\n")
    own = ("--questions", str(tmp_path))
    taken = f"plans: taken from {tmp_path}/plans.rq instead of the catalogue"
    faulty = f"{tmp_path}/bare.rq: the header has no summary and no question and no th"
    for command in (("questions",), ("query", "plans", EXAMPLE, "-f", "csv")):
        done = run(*command, *own)
        assert done.returncode == 0
        one, two = done.stderr.decode().splitlines()
        assert one.startswith(faulty)
        assert two == taken
    assert faulty in fails("query", "bare", EXAMPLE, *own)


def test_a_question_in_a_folder_of_ones_own_is_listed_and_asked(tmp_path: Path) -> None:
    (tmp_path / "all_plans.rq").write_text(
        "#+ summary: Plans.\n#+ question@en: Which plans of mine?\n#+ theme: mine\n"
        "PREFIX mg: <https://w3id.org/mandategraph/ns#>\n"
        "SELECT ?plan WHERE { ?plan a mg:Plan }\n"
    )
    own = ("--questions", str(tmp_path))
    assert b"Which plans of mine?" in run("questions", *own).stdout
    done = run("query", "all_plans", EXAMPLE, "-f", "csv", *own)
    assert b"plan-rba" in done.stdout


def test_the_list_of_questions_says_what_can_be_typed() -> None:
    shown = run("questions", "--theme", "languages").stdout.decode()
    assert "-p plan=CODE|IRI|words" in shown
    assert "-p lang=LANG|*" in shown
    assert "-p before=YYYY-MM-DD" in shown


def test_statuses_are_worded_in_the_language_asked_for() -> None:
    shown = run("query", "results_of_objective", EXAMPLE, "-l", "es").stdout.decode()
    assert "[en · rótulo impreso]" in shown


def test_questions_are_listed_in_the_language_asked_for() -> None:
    assert "Quels sont les objectifs" in run("questions", "-l", "fr").stdout.decode()


def test_check_exits_with_1_when_there_are_violations(tmp_path: Path) -> None:
    assert run("check", EXAMPLE).returncode == 0
    bad = tmp_path / "bad.trig"
    text = (DATA / "example.trig").read_text("utf-8")
    bad.write_text(text.replace("mg:status mg:stated", "mg:status mg:proposed", 1))
    done = run("check", str(bad), "--lang", "fr")
    assert done.returncode == 1
    assert b"S10" in done.stdout


def test_export_writes_each_format_to_a_file_and_to_standard_output(
    tmp_path: Path,
) -> None:
    for form in ("turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "dot", "svg"):
        path = tmp_path / f"graph.{form}"
        done = run("export", form, EXAMPLE, "-o", str(path))
        assert done.stdout == b""
        assert path.read_bytes() == run("export", form, EXAMPLE).stdout
        assert path.stat().st_size > 1000
    run("export", "csv", EXAMPLE, "-o", str(tmp_path / "t.csv"))
    assert {p.name for p in tmp_path.glob("t*.csv")} == {"t-nodes.csv", "t-edges.csv"}


def test_export_to_an_impossible_place_is_one_line(tmp_path: Path) -> None:
    place = str(tmp_path / "no" / "such" / "file.svg")
    assert place in fails("export", "svg", EXAMPLE, "-o", place)
    assert "folder" in fails("export", "svg", EXAMPLE, "-o", str(tmp_path))


def test_output_into_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m mandategraph export nquads {EXAMPLE} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_ontology_docs_are_written_per_language(tmp_path: Path) -> None:
    run("ontology", "docs", str(tmp_path))
    names = sorted(p.name for p in tmp_path.glob("??.md"))
    assert names == ["ar.md", "en.md", "es.md", "fr.md"]
    assert b"owl:Ontology" in run("ontology", "show").stdout


def test_the_demo_runs_and_says_what_to_open_next(tmp_path: Path) -> None:
    done = run("demo", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "0 violations" in text
    assert text.count("Question ") == 3
    names = {p.name for p in (tmp_path / "out").iterdir()}
    for lang in ("en", "fr", "es", "ar"):
        assert {f"plan-map-{lang}.svg", f"plan-map-{lang}.png"} <= names


def test_the_commands_that_the_demo_suggests_work(tmp_path: Path) -> None:
    text = run("demo", "--output", "out", cwd=tmp_path).stdout.decode()
    hints = re.findall(r"^mandategraph (.+)$", text.partition("Open next")[2], re.M)
    assert len(hints) == 3
    for hint in hints:
        done = run(*hint.split(), cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
