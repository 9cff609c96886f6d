"""The two leaflets of the project: reading, writing and loading them, many times."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from benchmarks.timing import Row, seconds
from mandategraph.model import Reading
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read import read
from mandategraph.store import MandateGraph

LEAFLETS = Path(__file__).parent.parent / "sources" / "interpol-leaflets.txt"


def nquads_of(reading: Reading) -> bytes:
    """The reading as sorted N-Quads."""
    quads = Quads()
    write_reading(quads, reading, date="2026-11-23")
    return quads.nquads()


def run() -> list[Row]:
    """Rows of name, ratio and limit."""
    raw = LEAFLETS.read_bytes()
    hundred, thousand = raw * 100, raw * 1000
    short, long = seconds(lambda: read(hundred)), seconds(lambda: read(thousand), 1)
    reading = read(hundred)
    writing = seconds(lambda: nquads_of(reading))
    data = nquads_of(reading)
    count = data.count(b"\n")
    print(f"reading the leaflets x 1,000: {long:.1f} s")
    print(f"writing them: {count / writing:,.0f} quads/s")

    def by_oxigraph() -> None:
        ox.Store().bulk_load(data, ox.RdfFormat.N_QUADS)

    ours = seconds(lambda: MandateGraph.from_nquads(data))
    rdflib = seconds(lambda: Dataset().parse(data=data, format="nquads"), 1)
    return [
        ("reading the leaflets x 1,000 / x 100", long / short, 13),
        ("loading x 100 / pyoxigraph's bulk load", ours / seconds(by_oxigraph), 1.5),
        ("loading x 100 / rdflib", ours / rdflib, 0.1),
    ]
