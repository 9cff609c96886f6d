"""What goes wrong ends in one clear line that says what and where."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import LEAFLETS
from mandategraph.build import build
from mandategraph.errors import MandateGraphError
from mandategraph.store import open_graph
from running import (
    EXAMPLE,
    SOURCES,
    fails,
    plan,
    run,
)
from servers import free_port

# --- wrong use


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"MANDATE\n\xff\xfe", "byte 8"),
        (b"The river runs.\n", "recognised"),
    ],
)
def test_a_first_build_of_what_is_no_plan_is_one_line_and_makes_no_folder(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    source = tmp_path / "source.txt"
    source.write_bytes(content)
    line = fails("build", str(source), "--graph", str(tmp_path / "kg"))
    assert "source.txt" in line
    assert reason in line
    assert [p.name for p in tmp_path.iterdir()] == ["source.txt"]


def test_a_build_that_goes_well_says_nothing_on_standard_error(tmp_path: Path) -> None:
    done = run("build", str(LEAFLETS), "--graph", str(tmp_path / "kg"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_line_names_the_file_by_the_path_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "plan.txt"
    path.parent.mkdir()
    path.touch()
    assert str(path) in fails("extract", str(path))
    assert str(path) in fails("build", str(path), "--graph", str(tmp_path / "kg"))


@pytest.mark.parametrize("command", [("extract",), ("build", "--graph", "kg")])
def test_xml_that_no_reader_knows_is_named_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?><recipe/>", "utf-8")
    line = fails(*command, "a.xml", cwd=tmp_path)
    assert "recipe" in line
    assert "--format" in line


@pytest.mark.parametrize("command", [("extract",), ("build", "--graph", "kg")])
def test_a_format_that_does_not_exist_is_answered_with_those_that_do(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    line = fails(*command, str(LEAFLETS), "--format", "odt", cwd=tmp_path)
    assert "no such format" in line
    assert "docx" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "option",
    [("--jobs", "0"), ("--mapping", "nowhere.toml"), ("--base", "ü")],
)
def test_an_option_of_build_that_makes_no_sense_is_one_line(
    tmp_path: Path, option: tuple[str, ...]
) -> None:
    fails("build", str(LEAFLETS), "--graph", "kg", *option, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_mapping_for_what_is_no_table_is_refused() -> None:
    line = fails("extract", str(LEAFLETS), "--mapping", str(LEAFLETS))
    assert "--format table" in line


@pytest.mark.parametrize(
    "target", ["kg.ttl", "kg.jsonld", "kg.rdf", "http://127.0.0.1:9/sparql", ""]
)
def test_a_target_that_cannot_hold_a_build_is_refused(
    tmp_path: Path, target: str
) -> None:
    fails("build", str(LEAFLETS), "--graph", target, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("ontology",)])
def test_a_group_without_a_command_shows_its_help(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    lines = (done.stdout + done.stderr).splitlines()
    assert any(line.startswith("Usage: mandategraph") for line in lines)
    assert "Commands:" in lines


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "png", EXAMPLE, "--scale", "nan"),
        ("export", "svg", EXAMPLE, "--output", ""),
        ("export", "svg", EXAMPLE, "--focus", "https://example.org/nobody"),
        ("export", "svg", EXAMPLE, "--hops", "-1"),
        ("export", "csv", EXAMPLE, "--output", "."),
        ("query", "SELECT * WHERE {", EXAMPLE),
        ("query", "INSERT DATA { <a:b> <a:c> <a:d> }", EXAMPLE),
        ("query", "nobody.rq", EXAMPLE),
        ("query", "plans", EXAMPLE, "--lang", "x_y"),
        ("check", EXAMPLE, "--rule", "S99"),
    ],
)
def test_a_value_that_makes_no_sense_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    fails(*arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_debug_changes_what_is_said_but_not_the_exit_code() -> None:
    done = run("check", "nowhere", "--debug")
    assert "Traceback" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_completion_script(shell: str) -> None:
    done = run(_MANDATEGRAPH_COMPLETE=f"{shell}_source")
    assert done.returncode == 0
    assert "mandategraph" in done.stdout


@pytest.mark.parametrize("words", ["mandategraph extract ", "mandategraph check "])
def test_completion_offers_files(words: str) -> None:
    done = run(_MANDATEGRAPH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="2")
    assert done.stdout.startswith(("file,", "dir,"))


# --- damaged graphs and sources


def _cut(folder: Path, pattern: str, size: int) -> None:
    found = list(folder.glob(pattern))
    assert found
    for path in found:
        path.write_bytes(path.read_bytes()[:size])


@pytest.mark.parametrize(
    ("pattern", "size"),
    [
        ("store/CURRENT", 0),
        ("store/MANIFEST-*", 100),
        ("store/*.sst", 100),
        ("mandategraph.json", 0),
    ],
)
def test_a_damaged_graph_folder_is_named_by_readers_and_writer(
    tmp_path: Path, pattern: str, size: int
) -> None:
    kg, source = tmp_path / "kg", plan(tmp_path, "plan.txt", "river")
    build([source], kg)
    _cut(kg, pattern, size)
    with pytest.raises(MandateGraphError, match=str(kg)):
        open_graph(kg)
    with pytest.raises(MandateGraphError, match=str(kg)):
        build([source], kg)


def test_a_folder_that_lost_its_store_is_not_told_to_do_what_just_failed(
    tmp_path: Path,
) -> None:
    kg, source = tmp_path / "kg", plan(tmp_path, "plan.txt", "river")
    build([source], kg)
    shutil.rmtree(kg / "store")
    with pytest.raises(MandateGraphError) as raised:
        build([source], kg)
    assert f"--graph {kg}" not in str(raised.value)


TABLE = "translations/fcc.fr.tsv"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TABLE, b"\tauthority", b""),
        (TABLE, b"\tfr\t", b"\tf r>\t"),
        (TABLE, b"\tfr\t", b"\tf\0r\t"),
        (TABLE, b"stateCandidate", b"sure"),
        (TABLE, b"", b""),
        ("ledger.tsv", b"", b"\xff\xfe\0"),
        ("ledger.tsv", b"", b"hello\n"),
        ("manifest.toml", b"", b""),
        ("manifest.toml", b"translations =", b"translation ="),
        ("manifest.toml", b"", b"\xff\xfe"),
        ("glossary.ttl", b"", b"<a> <b>"),
    ],
)
def test_a_damaged_file_beside_the_sources_is_named(
    tmp_path: Path, file: str, old: bytes, new: bytes
) -> None:
    sources = Path(shutil.copytree(SOURCES, tmp_path / "sources"))
    path = sources / file
    path.write_bytes(path.read_bytes().replace(old, new) if old else new)
    with pytest.raises(MandateGraphError, match=path.name) as raised:
        build([sources], tmp_path / "kg")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "kg").exists()


# --- endpoints

JSON = "application/sparql-results+json"
ANSWERS = {
    "page": ("text/html", b"<html><body>Welcome</body></html>"),
    "xml": ("application/sparql-results+xml", b"<sparql/>"),
    "broken": (JSON, b'{"head": {"vars": ['),
    "list": (JSON, b"[]"),
    "no-vars": (JSON, b'{"head": {}, "results": {"bindings": []}}'),
    "null": (JSON, b'{"head": {"vars": ["a"]}, "results": {"bindings": null}}'),
    "no-value": (
        JSON,
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri"}}]}}',
    ),
    "binary": (JSON, bytes(range(256))),
    "cut": (JSON, b'{"head":'),
    "500": ("text/plain", b"boom\nand more"),
}


class _Odd(BaseHTTPRequestHandler):
    """Answers each request with what the last part of the address names."""

    def do_POST(self) -> None:
        name = self.path.strip("/").partition("?")[0]
        kind, body = ANSWERS[name]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(500 if name == "500" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + 9 * (name == "cut")))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def odd_server() -> Iterator[str]:
    """The address of a server whose answers are not what SPARQL promises."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Odd)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_endpoint_that_does_not_answer_as_it_should_is_named_in_one_line(
    odd_server: str, answer: str
) -> None:
    address = f"{odd_server}/{answer}"
    assert address in fails("query", "SELECT ?a { ?a ?b ?c }", address)


def test_a_page_instead_of_a_graph_is_one_line(odd_server: str) -> None:
    address = f"{odd_server}/page"
    assert address in fails("query", "CONSTRUCT WHERE { ?a ?b ?c }", address)


def test_a_service_where_nobody_listens_is_named() -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    query = f"SELECT ?a {{ SERVICE <{address}> {{ ?a ?b ?c }} }}"
    assert address in fails("query", query, EXAMPLE)
