"""The catalogue's questions on made-up graphs of 100 k and of 1 M quads.

Each question is asked of the whole graph and, when it has an example, of one plan. In
one run, in memory: the SPARQL text on pyoxigraph directly, the same through `run`, and
with labels; rdflib's own engine at 100 k; Virtuoso over HTTP at 1 M. `python -m
benchmarks questions` prints all of it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox
from rdflib import Dataset

from benchmarks.plans import nquads
from benchmarks.timing import Row, geometric_mean, in_time, once, processor_seconds
from mandategraph.query import Catalogue, Question
from mandategraph.query import run as ask
from mandategraph.store import EndpointSettings, MandateGraph, open_graph

SMALL, LARGE = 100_000, 1_000_000
LIMIT: Final = 20.0  # seconds for all repetitions of a question
RDFLIB_LIMIT: Final = 3.0
LINEAR: Final = 12.0  # ten times the quads, and what chance adds
# what the examples of the catalogue's parameters are called in a made-up graph
NAMES: Final = {
    "plan": "plan-p0",
    "earlier": "plan-p0",
    "later": "plan-p1",
    "objective": "p0-o1",
    "element": "p0-m",
    "statement": "p0-o1",
    "node": "p0-o1",
    "document": "doc-p0",
    "of": "plan-p0",
    "organisation": "org-district-0",
    "indicator": "p0-r1-i1",
    "result": "p0-r1",
    "words": "quillwort",
}
# Their time grows faster than the graph: docs/stores.md says why
EXPLAINED: Final = {"cascade_of_objective", "elements_without_evidence"}


class Asked(NamedTuple):
    """A question with values for its parameters."""

    question: Question
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        """The question's name, with the values."""
        shown = ", ".join(f"{k}={v}" for k, v in self.values.items())
        return f"{self.question.name} ({shown})" if shown else self.question.name


class Times(NamedTuple):
    """Seconds of the processor, and the size of the answer."""

    rows: int
    direct: float
    ours: float
    labelled: float


def run() -> list[Row]:
    """Rows of name, ratio and limit; the table of growth is printed."""
    small, large = nquads(SMALL), nquads(LARGE)
    asked = list(questions())
    graph = MandateGraph.from_nquads(small)
    short = {a.name: measured(graph, a, most=7) for a in asked}
    timed = [t for t in short.values() if isinstance(t, Times)]
    rows = [
        (
            "questions at 100 k / the same SPARQL on pyoxigraph",
            geometric_mean(t.ours / t.direct for t in timed),
            1.3,
        ),
        (
            "the same with labels / without, on pyoxigraph",
            geometric_mean(t.labelled / t.direct for t in timed),
            2,
        ),
        _rdflib(small, asked, short),
    ]
    del graph
    graph = MandateGraph.from_nquads(large)
    long = {a.name: measured(graph, a, most=3, labelled=False) for a in asked}
    rows += _growth(short, long)
    rows += _virtuoso(graph, large, asked)
    return rows


def questions() -> Iterator[Asked]:
    """Each question of the whole graph, and with its example's parameters."""
    for question in Catalogue.load().values():
        yield Asked(question, {})
        if question.example:
            values = {k: NAMES.get(k, v) for k, v in question.example.items()}
            yield Asked(question, values)


def measured(
    graph: MandateGraph, asked: Asked, *, most: int, labelled: bool = True
) -> Times | str:
    """The times of the question on a graph in memory, or why there are none.

    Medians of `most` repetitions, of fewer for what takes long.
    """
    question, values = asked
    text = question.bound(values)
    store = graph.oxigraph()

    def direct() -> int:
        found = store.query(text, use_default_graph_as_union=True)
        if isinstance(found, ox.QuerySolutions):
            return len([tuple(row) for row in found])
        if isinstance(found, ox.QueryTriples):
            return len(list(dict.fromkeys(found)))
        return int(bool(found))

    def ours(*, labelled: bool) -> None:
        answer = ask(graph, question, values, labelled=labelled)
        for _ in answer.rows:
            pass

    def work() -> Times:
        start = time.process_time()
        size = direct()
        first = time.process_time() - start
        works: list[Callable[[], object]]
        works = [direct, partial(ours, labelled=False), partial(ours, labelled=True)]
        if first > 0.5 and not labelled:
            return Times(size, first, processor_seconds(works[1], times=1)[0], 0)
        times = 1 if first > 0.5 else 3 if first > 0.1 else most
        found = processor_seconds(*works[: 2 + labelled], times=times)
        return Times(size, found[0], found[1], found[2] if labelled else 0)

    return in_time(work, LIMIT)


def _rdflib(data: bytes, asked: list[Asked], ours: Mapping[str, Times | str]) -> Row:
    """Ours by rdflib's own engine, which is stopped after a while."""
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    graph = MandateGraph.from_rdflib(dataset)
    ratios, stopped = [], 0
    for each in asked:
        own = ours[each.name]
        if not isinstance(own, Times):
            continue

        def work(each: Asked = each) -> float:
            answer = partial(ask, graph, each.question, each.values, labelled=False)
            return processor_seconds(answer, times=1)[0]

        taken = in_time(work, RDFLIB_LIMIT)
        if isinstance(taken, str):
            stopped += taken.startswith("over")
            print(f"  rdflib, {each.name}: {taken}")
            if not taken.startswith("over"):
                continue
            taken = RDFLIB_LIMIT
        ratios.append(own.ours / taken)
    print(f"rdflib: {len(ratios)} questions, {stopped} over {RDFLIB_LIMIT:g} s")
    return "questions at 100 k / rdflib's own engine", geometric_mean(ratios), 0.1


def _growth(
    short: Mapping[str, Times | str], long: Mapping[str, Times | str]
) -> list[Row]:
    """A table; a row for each question whose answer stays the same but not its time."""
    rows: list[Row] = []
    print(f"{'question':52} {'rows':>8} {'at 1 M':>8} {'ms':>9} {'at 1 M':>9} growth")
    for name, small in short.items():
        large = long[name]
        if isinstance(small, str) or isinstance(large, str):
            print(f"{name[:52]:52} {small if isinstance(small, str) else large}")
            if not isinstance(small, str):
                rows.append((f"growth of {name}", float("inf"), LINEAR))
            continue
        growth = large.direct / small.direct
        print(
            f"{name[:52]:52} {small.rows:8} {large.rows:8} {small.direct * 1e3:9.1f}"
            f" {large.direct * 1e3:9.1f} {growth:6.1f}"
        )
        constant = large.rows <= 1.2 * max(small.rows, 1)
        if constant and growth > LINEAR and name not in EXPLAINED:
            rows.append((f"growth of {name}", growth, LINEAR))
    known = [
        (s, large)
        for s, large in ((s, long[n]) for n, s in short.items())
        if isinstance(s, Times) and isinstance(large, Times)
    ]
    mean = geometric_mean(large.direct / s.direct for s, large in known)
    return [("questions at 1 M / at 100 k", mean, LINEAR), *rows]


def _virtuoso(local: MandateGraph, data: bytes, asked: list[Asked]) -> Iterator[Row]:
    """Ours by Virtuoso over HTTP, in wall time; there is no limit to meet."""
    sys.path.append(str(Path(__file__).parent.parent / "tests"))
    from servers import virtuoso_server

    limits = {"rows": 2_000_000, "sorted_rows": 1_000_000, "buffers": 170_000}
    ratios = []
    with (
        tempfile.TemporaryDirectory() as folder,
        virtuoso_server(data, Path(folder), **limits) as url,
    ):
        remote = open_graph(url, endpoint=EndpointSettings(timeout=LIMIT))
        for each in asked:
            ours, theirs = (
                in_time(
                    partial(
                        once,
                        partial(ask, g, each.question, each.values, labelled=False),
                    ),
                    LIMIT,
                )
                for g in (local, remote)
            )
            if isinstance(theirs, str):
                print(f"  Virtuoso, {each.name}: {theirs}")
            elif isinstance(ours, float):
                ratios.append(ours / theirs)
    print(f"Virtuoso: {len(ratios)} questions")
    yield "questions at 1 M / Virtuoso over HTTP", geometric_mean(ratios), float("inf")
