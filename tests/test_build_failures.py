"""A source that fails is named and harms no other; a stopped build harms nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import LEAFLETS
from mandategraph.build import build, summary
from mandategraph.build.sources import Job
from mandategraph.errors import SourceError, StoreError
from mandategraph.rdf.nquads import Quads
from mandategraph.read.source import Input
from running import COMMAND, TARGETS, fails, mandates, plan, run, stored

# patches the reading of a source in every process that is started with it
PATCH = """
import os, signal, time
import mandategraph.build.reading as reading
real = reading.read_source
def read_source(task, *rest):
    if "deadly" in task.job.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "leaving" in task.job.name:
        os._exit(3)
    if "slow" in task.job.name:
        open(os.environ["STARTED"], "w").close()
        time.sleep(60)
    return real(task, *rest)
reading.read_source = read_source
"""


@pytest.fixture
def patched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which some sources are deadly for the process."""
    folder = tmp_path_factory.mktemp("patch")
    (folder / "sitecustomize.py").write_text(PATCH)
    path = os.environ.get("PYTHONPATH", "")
    return {
        "PYTHONPATH": f"{folder}{os.pathsep}{path}",
        "STARTED": str(folder / "started"),
    }


def bad(folder: Path, name: str = "bad.txt") -> Path:
    path = folder / name
    path.write_bytes(b"MANDATE\n\xff\xfe\xfd broken")
    return path


@pytest.mark.parametrize("target", TARGETS)
def test_one_bad_file_among_good_ones_is_named_and_the_others_are_stored(
    tmp_path: Path, target: str
) -> None:
    names = [plan(tmp_path, "one.txt", "river"), bad(tmp_path)]
    names.append(plan(tmp_path, "two.txt", "forest"))
    done = run("build", *map(str, names), "-g", target, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"mandategraph: {tmp_path}/bad.txt: ")
    assert "byte 8" in line
    assert "2 built" in done.stdout
    assert "1 failed" in done.stdout
    assert mandates(tmp_path / target) == {"river", "forest"}


@pytest.mark.parametrize("target", TARGETS)
def test_when_all_are_bad_nothing_is_changed(tmp_path: Path, target: str) -> None:
    kg = tmp_path / target
    arguments = [str(bad(tmp_path)), str(bad(tmp_path, "worse.txt")), "-g", str(kg)]
    done = run("build", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert [line.split(": ")[1] for line in done.stderr.splitlines()[:2]] == [
        str(tmp_path / "bad.txt"),
        str(tmp_path / "worse.txt"),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.txt", "worse.txt"]
    build([plan(tmp_path, "plan.txt", "river")], kg)
    files = [p for p in (kg, *kg.rglob("*")) if p.is_file()]
    before = stored(kg), {p: p.stat().st_mtime_ns for p in files}
    assert run("build", *arguments).returncode == 2
    assert (stored(kg), {p: p.stat().st_mtime_ns for p in files}) == before


def test_the_failed_source_keeps_the_graphs_that_it_had(tmp_path: Path) -> None:
    one, two = plan(tmp_path, "a.txt", "river"), plan(tmp_path, "b.txt", "lake")
    build([one, two], tmp_path / "kg")
    one.write_bytes(b"")
    plan(tmp_path, "b.txt", "forest")
    result = build([one, two], tmp_path / "kg")
    assert [s.status for s in result.sources] == ["failed", "built"]
    assert mandates(tmp_path / "kg") == {"river", "forest"}
    one.write_text("Nothing to see here.\n", "utf-8")
    (tmp_path / "c").mkdir()
    result = build([tmp_path / "*.txt"], tmp_path / "kg")
    assert "any more" in result.failed[0].problem
    assert mandates(tmp_path / "kg") == {"river", "forest"}


def test_each_source_of_a_manifest_fails_alone(tmp_path: Path) -> None:
    plan(tmp_path, "good.txt", "river")
    bad(tmp_path)
    (tmp_path / "manifest.toml").write_text(
        '[[source]]\nfile = "good.txt"\n[[source]]\nfile = "bad.txt"\n'
        '[[source]]\nfile = "gone.txt"\n'
    )
    result = build([tmp_path], tmp_path / "kg")
    assert [s.status for s in result.sources] == ["built", "failed", "failed"]


def test_a_broken_manifest_stops_no_other_source(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "manifest.toml").write_text("[[source]")
    good = plan(tmp_path, "good.txt", "river")
    result = build([tmp_path / "set", good], tmp_path / "kg")
    assert "manifest.toml" in result.failed[0].problem
    assert mandates(tmp_path / "kg") == {"river"}


def test_an_error_of_ours_in_one_source_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mandategraph.build import reading

    def broken(source: Input) -> str:
        if source.file.endswith("odd.txt"):
            message = "a fault\nof ours"
            raise ZeroDivisionError(message)
        return "text"

    monkeypatch.setattr(reading, "format_of", broken)
    names = [plan(tmp_path, "odd.txt", "river"), plan(tmp_path, "b.txt", "lake")]
    result = build(names, tmp_path / "kg")
    assert "ZeroDivisionError: a fault of ours" in result.failed[0].problem
    assert "\n" not in result.failed[0].problem
    assert "in broken" in result.failed[0].trace
    assert mandates(tmp_path / "kg") == {"lake"}


def test_quads_that_are_no_rdf_are_refused_and_the_others_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mandategraph.build import reading

    real = reading.lines_by_graph

    def lines(quads: Quads) -> list[tuple[str, str]]:
        found = list(real(quads))
        if any("river" in line for line, _ in found):
            found += [("<no iri> <b> .", graph) for _, graph in found[:1]]
        return found

    monkeypatch.setattr(reading, "lines_by_graph", lines)
    names = [plan(tmp_path, "a.txt", "river"), plan(tmp_path, "b.txt", "lake")]
    result = build(names, tmp_path / "kg")
    assert [s.status for s in result.sources] == ["failed", "built"]
    assert mandates(tmp_path / "kg") == {"lake"}
    with pytest.raises(SourceError, match="no RDF"):
        build(names[:1], tmp_path / "kg")


def test_debug_shows_where_a_source_failed(tmp_path: Path) -> None:
    good = plan(tmp_path, "good.txt", "river")
    for names, code in (((good, bad(tmp_path)), 1), ((bad(tmp_path),), 2)):
        done = run("build", *map(str, names), "-g", "kg", "--debug", cwd=tmp_path)
        assert done.returncode == code
        assert "Traceback" in done.stderr
        assert "decode" in done.stderr


@pytest.mark.parametrize(
    ("name", "how"), [("deadly.txt", "by SIGKILL"), ("leaving.txt", "with exit code 3")]
)
def test_a_source_whose_process_dies_is_named_and_the_others_are_stored(
    tmp_path: Path, patched: dict[str, str], name: str, how: str
) -> None:
    for word in ("river", "forest", "lake", "hill"):
        plan(tmp_path, f"{word}.txt", word)
    plan(tmp_path, name, "sea")
    arguments = ("build", ".", "-g", "kg", "--jobs", "2", "--json")
    done = run(*arguments, cwd=tmp_path, **patched)
    assert done.returncode == 1, done.stderr
    rows = {r["file"]: r for r in json.loads(done.stdout)["sources"]}
    assert rows[name]["status"] == "failed"
    assert how in rows[name]["problem"]
    assert mandates(tmp_path / "kg") == {"river", "forest", "lake", "hill"}


def _slow_build(
    tmp_path: Path, env: dict[str, str], target: str
) -> subprocess.Popen[str]:
    """A build whose second worker reads a source that takes a minute."""
    sources = [plan(tmp_path, "a.txt", "lake"), plan(tmp_path, "slow.txt", "forest")]
    child = subprocess.Popen(
        [*COMMAND, "build", *map(str, sources), "-g", target, "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, **env},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 50
    while not Path(env["STARTED"]).exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return child


@pytest.mark.parametrize("target", TARGETS)
def test_control_c_ends_a_build_cleanly(
    tmp_path: Path, patched: dict[str, str], target: str
) -> None:
    kg = tmp_path / target
    build([plan(tmp_path, "river.txt", "river")], kg)
    before = stored(kg), {p.name for p in tmp_path.iterdir()}
    child = _slow_build(tmp_path, patched, target)
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=20)
    assert child.returncode == 130
    assert said.strip() == "mandategraph: stopped"
    after = {p.name for p in tmp_path.iterdir()} - {"a.txt", "slow.txt"}
    assert (stored(kg), after) == before
    assert not list(kg.glob(".build-*"))


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_killed_build_kept_is_removed_by_the_next(
    tmp_path: Path, patched: dict[str, str], target: str
) -> None:
    kg = tmp_path / target
    build([plan(tmp_path, "river.txt", "river")], kg)
    before = stored(kg)
    child = _slow_build(tmp_path, patched, target)
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate(timeout=20)
    assert list(tmp_path.rglob(".build-*"))
    assert stored(kg) == before
    build([tmp_path / "a.txt"], kg)
    assert list(tmp_path.rglob(".build-*")) == []
    assert mandates(kg) == {"river", "lake"}


def test_a_target_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("x")
    line = fails("build", "nowhere.txt", "-g", str(tmp_path / "file" / "kg"))
    assert str(tmp_path / "file" / "kg") in line
    with pytest.raises(StoreError):
        build([LEAFLETS], tmp_path / "file" / "kg.trig")


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = plan(tmp_path, "plan.txt", "river")
    real = Job.sha256

    def first(job: Job) -> str:
        found = real(job)
        plan(tmp_path, "plan.txt", "forest")
        return found

    monkeypatch.setattr(Job, "sha256", first)
    with pytest.raises(SourceError, match="changed while it was read"):
        build([source], tmp_path / "kg")


def test_no_summary_has_a_status_without_a_meaning() -> None:
    assert len(set(summary.Status.__args__)) == 8  # type: ignore[attr-defined]
