"""What goes wrong ends in one clear line, and nothing that was stored is lost."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import CHECKOUT, DATA, LEAFLETS
from mandategraph.build import build
from mandategraph.errors import MandateGraphError
from mandategraph.store import open_graph
from mandategraph.store.folder import FolderWriter
from servers import free_port

EXAMPLE = str(DATA / "example.trig")
SOURCES = CHECKOUT / "sources"
COMMAND = (sys.executable, "-m", "mandategraph")
TARGETS = ("kg", "kg.trig", "kg.nq")
PLANS = "SELECT ?plan WHERE { ?plan a mg:Plan } ORDER BY ?plan"


def run(
    *arguments: str, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **env},
        text=True,
        timeout=60,
    )


def fails(*arguments: str, cwd: Path | None = None) -> str:
    """The one line on standard error of a command that cannot do its work."""
    done = run(*arguments, cwd=cwd)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("mandategraph: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "unexpected error" not in done.stderr
    return done.stderr


def plan(folder: Path, name: str, word: str) -> Path:
    """A file of one plan, whose mandate holds the word."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"MANDATE\nKeep the {word} safe.\n", "utf-8")
    return path


def stored(target: Path) -> bytes:
    return open_graph(target).nquads()


def mandates(target: Path) -> set[str]:
    rows = open_graph(target).select_text(
        "SELECT ?t WHERE { ?m a mg:Mandate ; mg:statementText ?t }"
    )
    return {text.split()[2] for (text,) in rows}


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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<!DOCTYPE html><html><h1>MANDATE</h1><p>Keep it.</p></html>"),
        ("plan.xml", "<?xml version='1.0'?><StrategicPlan/>"),
    ],
)
def test_a_format_that_is_not_read_yet_is_named_in_one_line(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert "plain text" in fails("extract", name, cwd=tmp_path)


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


# --- all or nothing


def test_a_file_of_the_same_name_in_another_folder_is_another_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = plan(tmp_path / "a", "plan.txt", "river")
    two = plan(tmp_path / "b", "plan.txt", "forest")
    (tmp_path / "here").mkdir()
    for number, folder in enumerate((tmp_path / "here", tmp_path)):
        monkeypatch.chdir(folder)
        kg = tmp_path / f"kg{number}"
        build([one, two], kg)
        build([two], kg)
        assert mandates(kg) == {"river", "forest"}


@pytest.mark.parametrize("target", TARGETS)
def test_the_earlier_graph_is_kept_when_the_ledger_cannot_be_written(
    tmp_path: Path, target: str
) -> None:
    kg = tmp_path / target
    build([plan(tmp_path, "plan.txt", "river")], kg)
    before = stored(kg)
    ledger = kg / "ledger.tsv" if kg.is_dir() else tmp_path / f"{target}.ledger.tsv"
    ledger.unlink()
    ledger.mkdir()
    fails("build", str(LEAFLETS), "--graph", str(kg))
    assert stored(kg) == before


def test_the_earlier_graph_is_kept_when_the_ledger_of_the_sources_cannot_be_written(
    tmp_path: Path,
) -> None:
    sources = Path(shutil.copytree(SOURCES, tmp_path / "sources"))
    (sources / "ledger.tsv").unlink()
    (sources / "ledger.tsv").mkdir()
    kg = tmp_path / "kg"
    build([plan(tmp_path, "plan.txt", "river")], kg)
    before = stored(kg)
    with pytest.raises(MandateGraphError, match=r"ledger\.tsv"):
        build([sources], kg)
    assert stored(kg) == before


def test_a_second_build_into_a_new_folder_does_not_harm_the_first(
    tmp_path: Path,
) -> None:
    kg = tmp_path / "kg"
    triple = b'<a:s> <a:p> "x" <a:g> .\n'
    with FolderWriter(kg).writing() as store:
        line = fails("build", str(LEAFLETS), "--graph", str(kg))
        store.update(f"INSERT DATA {{ GRAPH <a:g> {{ {triple[:15].decode()} }} }}")
        del store
    assert "another build" in line
    assert stored(kg) == triple


@pytest.mark.parametrize("target", ["kg.trig", "kg"])
def test_builds_at_once_store_what_they_say_they_stored(
    tmp_path: Path, target: str
) -> None:
    kg = tmp_path / target
    build([plan(tmp_path, "plan.txt", "w0")], kg)
    words = [f"w{n}" for n in range(1, 5)]
    children = [
        subprocess.Popen(
            [
                *COMMAND,
                "build",
                str(plan(tmp_path, f"{word}.txt", word)),
                "-g",
                str(kg),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for word in words
    ]
    done = {w for w, c in zip(words, children, strict=True) if c.wait(60) == 0}
    assert done
    assert mandates(kg) == {"w0", *done}


@pytest.mark.parametrize("target", TARGETS)
def test_an_interrupted_build_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("mandategraph.store.folder._nquads", stop)
    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        build([LEAFLETS], tmp_path / target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["kg", "kg.trig"])
def test_a_killed_build_leaves_the_earlier_graph_and_can_be_repeated(
    tmp_path: Path, target: str
) -> None:
    kg, large = tmp_path / target, tmp_path / "large.txt"
    large.write_text("\n".join([LEAFLETS.read_text("utf-8")] * 12), "utf-8")
    build([plan(tmp_path, "plan.txt", "river")], kg)
    before = stored(kg)
    command = [*COMMAND, "build", str(large), "--graph", str(kg)]
    for pause in (0.4, 0.6, 0.7, 0.8):
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        if child.wait() != -signal.SIGKILL:
            break  # this machine was faster
        after = stored(kg)
        if after != before:
            break  # it was killed after its one step
    build([large], kg)
    assert len(open_graph(kg).select_text(PLANS)) == 1 + 2 * 12


# --- where results are written


def test_output_to_a_pipe_goes_into_the_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        done = run("query", "plans", EXAMPLE, "-f", "csv", "--output", str(pipe))
        assert done.returncode == 0, done.stderr
        assert stat.S_ISFIFO(pipe.stat().st_mode), "the pipe was replaced by a file"
        assert os.read(reader, 65536) == run(
            "query", "plans", EXAMPLE, "-f", "csv"
        ).stdout.encode().replace(b"\n", b"\r\n")
    finally:
        os.close(reader)


@pytest.mark.parametrize("target", ["kg", "kg.trig"])
def test_a_link_to_a_graph_stays_a_link(tmp_path: Path, target: str) -> None:
    real, link = tmp_path / f"real-{target}", tmp_path / target
    build([plan(tmp_path, "plan.txt", "river")], real)
    link.symlink_to(real)
    build([plan(tmp_path, "other.txt", "forest")], link)
    assert link.is_symlink()
    assert mandates(real) == {"river", "forest"}


@contextmanager
def _mounted(place: Path, size: str) -> Iterator[Path]:
    """A file system of that size; the test is skipped where that is not permitted."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False, text=True)
    except OSError as error:
        pytest.skip(f"mounting is not possible here: {error}")
    if done.returncode:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize(
    ("target", "size"), [("kg", "512k"), ("kg.trig", "64k"), ("kg.nq", "256k")]
)
def test_a_full_disk_leaves_nothing_of_a_first_build(
    tmp_path: Path, target: str, size: str
) -> None:
    with _mounted(tmp_path / "disk", size) as disk:
        line = fails("build", str(SOURCES), "--graph", str(disk / target))
        assert "No space left" in line
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize(
    ("target", "size"), [("kg", "2m"), ("kg.trig", "384k"), ("kg.nq", "2m")]
)
def test_a_full_disk_leaves_the_earlier_graph(
    tmp_path: Path, target: str, size: str
) -> None:
    with _mounted(tmp_path / "disk", size) as disk:
        kg = disk / target
        build([plan(tmp_path, "plan.txt", "river")], kg)
        before = stored(kg)
        free = shutil.disk_usage(disk).free
        (disk / "rest").write_bytes(bytes(max(0, free - 100_000)))
        assert "No space left" in fails("build", str(SOURCES), "--graph", str(kg))
        assert stored(kg) == before
        picture = disk / "old.nq"
        picture.write_bytes(b"old")
        fails("export", "nquads", str(kg), "--output", str(picture))
        assert picture.read_bytes() == b"old"


@pytest.mark.parametrize("target", TARGETS)
def test_a_disk_that_cannot_be_written_is_one_line_and_can_still_be_read(
    tmp_path: Path, target: str
) -> None:
    with _mounted(tmp_path / "disk", "8m") as disk:
        kg = disk / target
        build([plan(tmp_path, "plan.txt", "river")], kg)
        before = stored(kg)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert "Read-only" in fails("build", str(LEAFLETS), "--graph", str(kg))
        assert stored(kg) == before


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
