"""The command line as its users run it, and small plans to build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CHECKOUT, DATA
from mandategraph.cli import main
from mandategraph.store import open_graph

EXAMPLE = str(DATA / "example.trig")
SOURCES = CHECKOUT / "sources"
COMMAND = (sys.executable, "-m", "mandategraph")
TARGETS = ("kg", "kg.trig", "kg.nq")
_PEAK = """
peak = next(x for x in open("/proc/self/status") if x.startswith("VmHWM"))
print(peak.split()[1])
"""
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


def call(*arguments: str) -> int:
    """The exit code of the command, called in this process."""
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return int(stop.value.code or 0)


def peak_memory(code: str, *arguments: str | Path) -> tuple[int, str]:
    """MiB that the code needs at most in a process of its own, and what it prints.

    Where /proc tells: `ru_maxrss` would begin with the peak of the tests themselves.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    done = subprocess.run(
        [sys.executable, "-c", code + _PEAK, *arguments],
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    printed, _, peak = done.stdout.rstrip().rpartition("\n")
    return int(peak) // 1024, printed


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
