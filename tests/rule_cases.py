"""The small cases of each rule, on the base plan that they share."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from conftest import DATA
from mandategraph.check import Report, check
from mandategraph.store import MandateGraph

CASES = DATA / "shapes"
INVALID = sorted((CASES / "invalid").glob("*.trig"))
VALID = sorted((CASES / "valid").glob("*.trig"))


def case(*files: Path) -> MandateGraph:
    """The base plan and the files together."""
    store = ox.Store()
    for file in (CASES / "base.trig", *files):
        store.load(path=file, format=ox.RdfFormat.TRIG)
    quads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    return MandateGraph.from_nquads(quads)


def agreed(graph: MandateGraph) -> Report:
    """The report on the graph, in which both engines must find the same."""
    report = check(graph, engine="pyshacl")
    assert check(graph, engine="fast").findings == report.findings
    return report
