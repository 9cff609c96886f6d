"""Whatever stops a build or an export, nothing that was stored is lost."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import LEAFLETS
from mandategraph.build import build
from mandategraph.errors import MandateGraphError
from mandategraph.store import open_graph
from mandategraph.store.folder import FolderWriter
from running import (
    COMMAND,
    EXAMPLE,
    PLANS,
    SOURCES,
    TARGETS,
    fails,
    mandates,
    plan,
    run,
    stored,
)

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
    with FolderWriter(kg).writing() as draft:
        line = fails("build", str(LEAFLETS), "--graph", str(kg))
        insert = f"INSERT DATA {{ GRAPH <a:g> {{ {triple[:15].decode()} }} }}"
        draft.store.update(insert)
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

    monkeypatch.setattr("mandategraph.build.targets._load", stop)
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
