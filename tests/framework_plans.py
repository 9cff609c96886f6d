"""A plan with everything that a results table has a place for, and its graph.

O1 has R1.1 with two indicators of several years, and R1.2 whose wording is lost; O2 has
no result; R1 belongs to one of the two, I3 to nothing.
"""

from __future__ import annotations

from conftest import DATA
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read import Input
from mandategraph.read.table.reader import readings
from mandategraph.store import MandateGraph

WELLS = DATA / "framework" / "wells.csv"


def wells() -> MandateGraph:
    """The graph of the plan."""
    (reading,) = readings(Input.of(WELLS))
    quads = Quads()
    write_reading(quads, reading, date="2026-03-31")
    return MandateGraph.from_nquads(quads.nquads())
