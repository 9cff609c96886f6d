"""Loading a made-up graph, against the engine's own bulk load and rdflib."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from benchmarks.plans import nquads
from benchmarks.timing import Row, once, processor_seconds
from mandategraph.store import MandateGraph, open_graph


def run() -> list[Row]:
    """Rows of name, ratio and limit."""
    made = once(lambda: nquads(1_000_000))
    print(f"making 1 M quads: {1_000_000 / made:,.0f} quads/s")
    small, large = nquads(100_000), nquads(1_000_000)

    def bare(data: bytes) -> None:
        ox.Store().bulk_load(data, ox.RdfFormat.N_QUADS)

    # all threads of both are counted, whatever else the machine does
    ours, engine = processor_seconds(
        partial(MandateGraph.from_nquads, small), partial(bare, small), times=5
    )
    rdflib = partial(Dataset().parse, data=small, format="nquads")
    rows = [
        ("loading 100 k quads / pyoxigraph's bulk load", ours / engine, 1.5),
        (
            "loading 100 k quads / rdflib",
            ours / processor_seconds(rdflib, times=1)[0],
            0.1,
        ),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.nq"
        path.write_bytes(large)
        print(f"loading 1 M quads from a file: {once(partial(open_graph, path)):.1f} s")
        ours, engine = processor_seconds(
            partial(open_graph, path), partial(bare, large), times=2
        )
        name = "loading 1 M quads from a file / pyoxigraph's bulk load"
        rows.append((name, ours / engine, 1.5))
    return rows
