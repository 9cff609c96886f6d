"""Print the ratios; medians of three, everything in one process on one machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from benchmarks import build, iati, pdf, stratml
from mandategraph.model import Reading
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read import read
from mandategraph.store import MandateGraph

LEAFLETS = Path(__file__).parent.parent / "sources" / "interpol-leaflets.txt"
QUERY = """PREFIX mg: <https://w3id.org/mandategraph/ns#>
SELECT ?s ?t WHERE { ?s mg:statementText ?t ; mg:evidence ?e }"""


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median of the wall times."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def nquads_of(reading: Reading) -> bytes:
    """The reading as sorted N-Quads."""
    quads = Quads()
    write_reading(quads, reading, date="2026-11-23")
    return quads.nquads()


def main() -> None:
    """Measure and print the table."""
    raw = LEAFLETS.read_bytes()
    hundred, thousand = raw * 100, raw * 1000
    short = seconds(lambda: read(hundred))
    long = seconds(lambda: read(thousand), 1)
    print(f"reading the leaflets x 1,000: {long:.1f} s")
    print(f"reading x 1,000 / reading x 100: {long / short:.1f} (13 is the limit)")

    reading = read(hundred)
    write = seconds(lambda: nquads_of(reading))
    data = nquads_of(reading)
    count = data.count(b"\n")
    print(f"writing {count} quads: {count / write:,.0f} quads/s")

    def by_rdflib() -> None:
        Dataset().parse(data=data, format="nquads")

    def by_oxigraph() -> None:
        ox.Store().bulk_load(data, ox.RdfFormat.N_QUADS)

    rdflib_load = seconds(by_rdflib, 1)
    bare = seconds(by_oxigraph)
    ours = seconds(lambda: MandateGraph.from_nquads(data))
    print(f"rdflib load / our load: {rdflib_load / ours:.1f}")
    print(f"our load / bare Oxigraph bulk load: {ours / bare:.2f}")

    store = ox.Store()
    store.bulk_load(data, ox.RdfFormat.N_QUADS)
    graph = MandateGraph.from_nquads(data)

    def directly() -> list[ox.QuerySolution]:
        result = store.query(QUERY, use_default_graph_as_union=True)
        assert isinstance(result, ox.QuerySolutions)  # noqa: S101 - narrows the type
        return list(result)

    direct = seconds(directly)
    text = seconds(lambda: graph.select_text(QUERY))
    terms = seconds(lambda: graph.select(QUERY))
    print(f"select_text / the same query on bare Oxigraph: {text / direct:.2f}")
    print(f"select (rdflib terms) / bare Oxigraph: {terms / direct:.2f}")
    for rows in (pdf.run, stratml.run, iati.run, build.run):
        for name, ratio, limit in rows():
            print(f"{name}: {ratio:.2f} ({limit:.3g} is the limit)")


if __name__ == "__main__":
    main()
