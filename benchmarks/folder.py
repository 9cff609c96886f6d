"""A folder: asked on disk, copied into memory first, or as the rule has it.

The figures of docs/stores.md come from here: `python -m benchmarks folder`.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from benchmarks.plans import nquads
from benchmarks.timing import Row, once
from mandategraph.query import Catalogue
from mandategraph.query import run as ask
from mandategraph.store import open_graph
from mandategraph.store.folder import FolderWriter

SIZES: Final = (10_000, 100_000, 1_000_000)
MODES: Final = {"disk": False, "memory": True, "rule": None}
Asked = tuple[str, dict[str, str]]
SESSIONS: Final[dict[str, list[Asked]]] = {
    "one look-up": [("objectives_of_plan", {"plan": "plan-p0"})],
    "one analysis": [("language_coverage", {})],
    "200 look-ups": [
        ("objectives_of_plan", {"plan": f"plan-p{n % 5}"}) for n in range(200)
    ],
    "20 analyses": [("language_coverage", {}), ("shares_of_links", {})] * 10,
}


def run() -> list[Row]:
    """The worst that the rule costs, against the better of the two, for each size."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            folder = Path(name) / str(size)
            with FolderWriter(folder).writing() as draft:
                draft.store.bulk_load(nquads(size), format=ox.RdfFormat.N_QUADS)
            files = sum(f.stat().st_size for f in (folder / "store").iterdir())
            copy = once(partial(open_graph, folder, memory=True))
            opened = once(partial(open_graph, folder, memory=False))
            print(
                f"{size:,} quads, {files / 1e6:.1f} MB: opened on disk in"
                f" {opened * 1e3:.0f} ms, copied in {copy:.2f} s,"
                f" {copy / files * 1e9:.0f} ns a byte"
            )
            worst = max(_session(folder, name) for name in SESSIONS)
            rows.append((f"the rule / the best, {size:,} quads, at worst", worst, 2.5))
    return rows


def _session(folder: Path, name: str) -> float:
    """The time of the session by the rule, by that of the better of the two."""
    catalogue = Catalogue.load()

    def work(mode: str) -> None:
        with open_graph(folder, memory=MODES[mode]) as graph:
            for question, values in SESSIONS[name]:
                ask(graph, catalogue[question], values)

    taken = {mode: once(partial(work, mode)) for mode in MODES}
    shown = ", ".join(f"{m} {t * 1e3:,.0f} ms" for m, t in taken.items())
    print(f"  {name}: {shown}")
    return taken["rule"] / min(taken["disk"], taken["memory"])
