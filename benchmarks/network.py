"""Graph -> network against rdflib's own: 100,000 quads, each already in its store.

rdflib's `rdflib_to_networkx_multidigraph` makes a node of every term and drops the
names of the graphs. `to_network` gives the plan network with all its labels;
`whole_network` every quad with its graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rdflib import Dataset, Graph
from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

from benchmarks.plans import nquads
from benchmarks.timing import Row, processor_seconds
from mandategraph.language import LanguagePolicy
from mandategraph.network import from_network, to_network, whole_network
from mandategraph.store import MandateGraph

SIZE: Final = 100_000
TIMES: Final = 7


def run() -> list[Row]:
    """Rows of name, ratio and limit."""
    data = nquads(SIZE)
    graph, policy = MandateGraph.from_nquads(data), LanguagePolicy(["en"])
    triples = _as_rdflib(data)
    works: dict[str, Callable[[], object]] = {
        "rdflib": lambda: rdflib_to_networkx_multidigraph(triples),
        "plan": lambda: to_network(graph, policy),
        "whole": lambda: whole_network(graph),
        "whole, back": lambda: from_network(network),
    }
    network = whole_network(graph)
    seconds = processor_seconds(*works.values(), times=TIMES)
    taken = dict(zip(works, seconds, strict=True))
    shown = ", ".join(f"{name} {time * 1e3:.0f} ms" for name, time in taken.items())
    print(f"{len(data.splitlines()):,} quads: {shown} of processor time")
    base = taken["rdflib"]
    return [
        ("plan network with labels / rdflib's network", taken["plan"] / base, 1 / 5),
        ("whole network with graph names / rdflib's", taken["whole"] / base, 2 / 3),
    ]


def _as_rdflib(data: bytes) -> Graph:
    """The same quads in rdflib's memory, without the names of their graphs."""
    dataset, graph = Dataset(default_union=True), Graph()
    dataset.parse(data=data, format="nquads")
    for triple in dataset.triples((None, None, None)):
        graph.add(triple)
    return graph
