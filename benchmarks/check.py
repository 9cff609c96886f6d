"""Checking by the fast engine against pySHACL, and how the time of each grows.

`python -m benchmarks.check` prints the table; `python -m benchmarks.check QUADS` checks
one graph of that size by the fast engine and prints the time and the peak of memory,
`python -m benchmarks.check QUADS pyshacl` the same by pySHACL.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox

from mandategraph.check import Engine, check
from mandategraph.check.shapes import shape_rules
from mandategraph.namespaces import BASE
from mandategraph.store import MandateGraph

EXAMPLE: Final = Path(__file__).parent.parent / "tests" / "data" / "example.trig"
SMALL: Final = 20_000  # quads
# both are times of the same graph: the fast engine's share, at most
SHARE: Final = 1 / 20
GROWTH: Final = 16.0  # of the time, for ten times the graph


def copies(size: int) -> bytes:
    """N-Quads of about that many quads: the example plan under other IRIs."""
    store = ox.Store()
    store.load(path=EXAMPLE, format=ox.RdfFormat.TRIG)
    text = cast("bytes", store.dump(format=ox.RdfFormat.N_QUADS)).decode()
    count = max(1, size // len(store))
    return "".join(text.replace(BASE, f"{BASE}{n}/") for n in range(count)).encode()


def seconds(data: bytes, engine: Engine) -> float:
    """Processor time from N-Quads to the findings of all shapes."""
    start = time.process_time()
    check(MandateGraph.from_nquads(data), rules=tuple(shape_rules()), engine=engine)
    return time.process_time() - start


def run() -> list[tuple[str, float, float]]:
    """Rows of name, ratio and limit."""
    return list(_rows())


def _rows() -> Iterator[tuple[str, float, float]]:
    small, large = copies(SMALL), copies(10 * SMALL)
    seconds(copies(1), "pyshacl")  # the imports
    seconds(copies(1), "fast")
    fast = min(seconds(small, "fast") for _ in range(3))
    yield (
        "checking by the fast engine / by pySHACL",
        fast / seconds(small, "pyshacl"),
        SHARE,
    )
    yield (
        "checking ten times the graph / checking it",
        seconds(large, "fast") / fast,
        GROWTH,
    )


def main(arguments: list[str]) -> None:
    """Print the table, or check one graph."""
    if not arguments:
        for name, found, limit in run():
            print(f"{name}: {found:.3f} ({limit:.3g} is the limit)")
        return
    data = copies(int(arguments[0]))
    engine = cast("Engine", arguments[1] if arguments[1:] else "fast")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    taken = seconds(data, engine)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = data.count(b"\n")
    print(
        f"{count} quads by {engine}: {taken:.1f} s; {peak} MB, {before} MB of it before"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
