"""Building in several processes and in little memory gives the same graph."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mandategraph.build import Progress, build
from mandategraph.build.options import useful_jobs
from mandategraph.build.targets import _pieces
from running import SOURCES, TARGETS, peak_memory, plan, run, stored

ACTIVITY = """<iati-activity><iati-identifier>XX-{n}</iati-identifier>
<reporting-org ref="XX-{org}" type="10"><narrative>Agency {org}</narrative>
</reporting-org><title><narrative>Wells of district {n}</narrative></title>
<result type="1"><title><narrative>{n} wells are dug</narrative></title>
<indicator measure="1"><title><narrative>Number of wells in {n}</narrative></title>
<period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-12-31"/>
<target value="{n}"/><actual value="{n}"/></period></indicator></result>
{payments}</iati-activity>
"""
PAYMENT = '<transaction><value currency="USD" value-date="2021-01-01">1</value>'
# what a build does for one source
READ = """
import sys
from pathlib import Path
from mandategraph.build.reading import Task, read_source
from mandategraph.build.sources import Job
name, sha, folder = sys.argv[1:]
job = Job("a.xml", Path(name), name)
task = Task(0, job, sha, "https://example.org/", "2026-01-01", folder)
outcome = read_source(task)
print(outcome.summary.status, outcome.summary.parts)
"""


def iati(path: Path, activities: int) -> Path:
    """An IATI file of so many activities, some 4 KiB each."""
    payments = (PAYMENT + "</transaction>") * 40
    with path.open("w", encoding="utf-8") as out:
        out.write('<iati-activities version="2.03" xml:lang="en">\n')
        for n in range(activities):
            out.write(ACTIVITY.format(n=n, org=n % 7, payments=payments))
        out.write("</iati-activities>\n")
    return path


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sources of several formats that share agents, one of them bad."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    for word in ("river", "forest", "lake"):
        plan(tmp_path / "texts", f"{word}.txt", word)
    (tmp_path / "texts" / "bad.txt").write_bytes(b"\xff")
    iati(tmp_path / "one.xml", 12)
    iati(tmp_path / "two.xml", 9)
    return ["texts", str(SOURCES), "one.xml", "two.xml"]


@pytest.mark.parametrize("target", TARGETS)
def test_the_number_of_processes_changes_no_byte(
    tmp_path: Path, mixed: list[str], target: str
) -> None:
    summaries = {}
    for jobs in (1, 2, 3):
        summaries[jobs] = build(mixed, f"{jobs}-{target}", jobs=jobs).sources
        for row in summaries[jobs]:
            row.trace = ""
    assert summaries[1] == summaries[2] == summaries[3]
    one, two, three = (tmp_path / f"{jobs}-{target}" for jobs in (1, 2, 3))
    assert stored(one) == stored(two) == stored(three)
    suffix = "/ledger.tsv" if one.is_dir() else ".ledger.tsv"
    ledgers = {Path(f"{kg}{suffix}").read_bytes() for kg in (one, two, three)}
    assert len(ledgers) == 1


def test_the_order_in_which_sources_are_named_changes_no_byte(
    mixed: list[str],
) -> None:
    build(mixed, "a.nq")
    build(mixed[::-1], "b.nq")
    assert Path("a.nq").read_bytes() == Path("b.nq").read_bytes()


def test_building_one_by_one_gives_what_building_at_once_gives(
    mixed: list[str],
) -> None:
    build(mixed, "a.nq")
    for name in mixed:
        build([name], "b")
    assert stored(Path("b")) == Path("a.nq").read_bytes()


def test_a_build_by_a_script_without_a_main_guard_uses_several_processes(
    tmp_path: Path, mixed: list[str]
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from mandategraph.build import build\n"
        f"print(len(build({mixed}, 'kg', jobs=2).failed))\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize(
    ("costs", "jobs"),
    [
        ([], 1),
        ([10_000], 1),
        ([50_000_000], 1),
        ([10_000] * 5, 1),
        ([50_000_000, 10_000], 1),
        ([900_000, 900_000], 1),
        ([1_100_000, 1_100_000], 2),
        ([50_000_000, 1_100_000], 2),
        ([150_000] * 10, 2),
        ([150_000] * 40, 4),
    ],
)
def test_processes_are_started_only_where_they_are_worth_it(
    costs: list[int], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mandategraph.build.options._processors", lambda: 4)
    assert useful_jobs(costs) == jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_tells_how_far_the_build_is(mixed: list[str], jobs: int) -> None:
    heard: list[Progress] = []
    build(mixed, "kg", jobs=jobs, progress=heard.append)
    reading = [p for p in heard if p.bytes_total]
    assert {p.total for p in reading} == {7}
    assert reading[-1].done == 7
    assert reading[-1].bytes_done == reading[-1].bytes_total > 0
    assert [p.done for p in reading] == sorted(p.done for p in reading)
    assert any("one.xml" in p.doing for p in reading)
    assert heard[-1].doing == "writing"


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(
    tmp_path: Path, mixed: list[str]
) -> None:
    quiet = run("build", *mixed[1:], "-g", "a", cwd=tmp_path)
    assert quiet.stderr == ""
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm"}
    seen = run("build", *mixed[1:], "-g", "b", cwd=tmp_path, **terminal)
    assert "sources" in seen.stderr
    assert "left" in seen.stderr


def test_pieces_are_whole_lines_and_not_much_larger_than_wanted(
    tmp_path: Path,
) -> None:
    lines = [b"%d %s\n" % (n, b"x" * (n % 300)) for n in range(2_000)]
    for name, part in (("a", lines[:700]), ("b", []), ("c", lines[700:])):
        (tmp_path / name).write_bytes(b"".join(part))
    files = [str(tmp_path / name) for name in "abc"]
    pieces = list(_pieces(b"first\n", files, 10_000))
    assert b"".join(pieces) == b"first\n" + b"".join(lines)
    assert all(p.endswith(b"\n") for p in pieces)
    assert max(map(len, pieces)) < 10_000 + 310
    assert len(pieces) > 20


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for activities in (300, 3_000):
        path = iati(tmp_path / f"{activities}.xml", activities)
        with path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        (tmp_path / "spool").mkdir(exist_ok=True)
        peak, printed = peak_memory(READ, path, sha, tmp_path / "spool")
        assert printed == f"built {activities}"
        peaks.append(peak)
    spooled = sum(f.stat().st_size for f in (tmp_path / "spool").iterdir()) >> 20
    assert spooled > 80  # MiB that are on disk and not in memory
    assert peaks[1] - peaks[0] < 25, peaks


def test_a_build_never_forks(
    tmp_path: Path, mixed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fork() -> int:
        raise AssertionError

    monkeypatch.setattr(os, "fork", fork)
    assert len(build(mixed, tmp_path / "kg", jobs=2).failed) == 1
