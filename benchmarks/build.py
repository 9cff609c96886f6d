"""Building: what more processes, a second run and a larger file cost, as ratios."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
REPORTS = CORPORA / "un-ppb2026"
TIMES = 5
TIMED = """
import sys, time
from mandategraph.build.pipeline import build
start = time.perf_counter()
build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
print(time.perf_counter() - start)
"""
ACTIVITY = """<iati-activity><iati-identifier>XX-{n}</iati-identifier>
<title><narrative>Wells of district {n}</narrative></title>
<result type="1"><title><narrative>{n} wells are dug</narrative></title>
<indicator measure="1"><title><narrative>Number of wells in {n}</narrative></title>
<period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-12-31"/>
<target value="{n}"/><actual value="{n}"/></period></indicator></result>
</iati-activity>
"""


def run() -> list[tuple[str, float, float]]:
    """Rows of name, ratio and limit; the real files only where they are."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if REPORTS.is_dir() and (os.cpu_count() or 1) > 1:
            rows.append(_two_processes(folder))
        rows += _sizes(folder)
    return rows


def _two_processes(folder: Path) -> tuple[str, float, float]:
    """Building the UN's budget reports: two processes against one.

    Each time in a fresh interpreter, whose own start is not counted.
    """
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(TIMES):
        for jobs, times in taken.items():
            shutil.rmtree(folder / "kg", ignore_errors=True)
            arguments = (str(REPORTS), str(folder / "kg"), str(jobs))
            done = subprocess.run(
                [sys.executable, "-c", TIMED, *arguments],
                capture_output=True,
                check=True,
            )
            times.append(float(done.stdout))
    one, two = (statistics.median(taken[jobs]) for jobs in (1, 2))
    return "building the UN reports in two processes / in one", two / one, 1 / 1.6


def _sizes(folder: Path) -> list[tuple[str, float, float]]:
    """An IATI file and one ten times as large; then the large one unchanged."""
    taken = []
    for activities in (1_000, 10_000):
        path = folder / f"{activities}.xml"
        with path.open("w", encoding="utf-8") as out:
            out.write('<iati-activities version="2.03" xml:lang="en">\n')
            out.writelines(ACTIVITY.format(n=n) for n in range(activities))
            out.write("</iati-activities>\n")
        taken.append(_build(path, folder / path.stem))
    again = _build(path, folder / path.stem)
    (small, low), (large, high) = taken
    return [
        ("building 10,000 activities / 1,000", large / small, 13),
        ("its peak of memory / that of 1,000", high / low, 3),
        ("building 10,000 unchanged activities / anew", again[0] / large, 0.2),
    ]


def _build(source: Path, target: Path, *options: str) -> tuple[float, int]:
    """Wall time in seconds and peak of memory in KiB of the command."""
    command = [sys.executable, "-m", "mandategraph", "build", str(source)]
    out = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [*command, "--graph", str(target), *options],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    os.close(out)
    if status:
        message = f"{' '.join(command)} ended with status {status}"
        raise RuntimeError(message)
    return seconds, usage.ru_maxrss


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} ({limit:.3g} is the limit)")
