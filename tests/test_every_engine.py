"""Each question and each check gives the same rows wherever the graph lies.

The places: memory, a folder, rdflib's own engine, Virtuoso, the Oxigraph server. The
graphs: the two leaflets, and the UN programme budget with IATI activities; rdflib,
which would take many minutes for all of these, gets one section and three files.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal
from rdflib.term import BNode, Node

from conftest import CHECKOUT, SHARED
from mandategraph.build import build
from mandategraph.check.rules import checks
from mandategraph.query import Catalogue, Question
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.folder import FolderWriter
from servers import oxigraph_server, virtuoso_server

CATALOGUE = Catalogue.load()
CORPORA = SHARED / "corpora"
NUMBERS = ("integer", "decimal", "double", "float")

Answer = tuple[str, object]


def cell(term: Node | None) -> Hashable:
    """The term by value: engines spell numbers, truth values and times differently."""
    if not isinstance(term, Literal):
        return "blank" if isinstance(term, BNode) else term and str(term)
    kind = str(term.datatype or "").rpartition("#")[2]
    if kind in NUMBERS:
        number = Decimal(str(term))
        return round(number, 9) if kind in ("integer", "decimal") else float(number)
    if kind == "boolean":
        return str(term) in ("true", "1")
    if kind == "dateTime":
        time = datetime.fromisoformat(str(term))
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return str(term), (term.language or "").lower(), kind if kind != "string" else ""


def answer(graph: MandateGraph, question: Question, text: str) -> Answer:
    """What the graph answers, comparable across engines."""
    if question.kind == "ask":
        return "truth", graph.ask(text)
    if question.kind == "select":
        table = graph.select(text)
        lists = [name in question.lists for name in table.variables]
        rows = [
            tuple(
                frozenset(str(term or "").split()) if is_list else cell(term)
                for term, is_list in zip(row, lists, strict=True)
            )
            for row in table.rows
        ]
        ordered = "\nORDER BY " in text
        return "rows", rows if ordered else Counter(rows)
    found = graph.construct(text)
    return "triples", Counter(tuple(cell(t) for t in triple) for triple in found)


def asked(graph: str) -> Iterator[tuple[str, Question, str]]:
    """Each question as it stands, on the leaflets also with its example; the checks."""
    for name, question in CATALOGUE.items():
        yield name, question, question.text
        if graph == "leaflets" and question.example:
            yield f"{name} (example)", question, question.bound(question.example)
    for name, check in checks().items():
        yield name, Question.adhoc(check.query), check.query


@cache
def quads(graph: str) -> bytes:
    """The graph as N-Quads, built once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "graph.nq"
        build(SOURCES[graph], target)
        return target.read_bytes()


BUDGET = CORPORA / "un-ppb2026" / "docx"
ACTIVITIES = CORPORA / "iati" / "activities"
SOURCES: dict[str, Sequence[Path]] = {
    "leaflets": [CHECKOUT / "sources"],
    "corpora": [BUDGET, ACTIVITIES],
    "sample": [
        BUDGET / "A_80_6_SECT.7.docx",
        ACTIVITIES / "worldbank-679.xml",
        ACTIVITIES / "wri-521257057-strategic-plan-2023-2027.xml",
        ACTIVITIES / "who-arg.xml",
    ],
}


@cache
def expected(graph: str) -> dict[str, Answer]:
    """What Oxigraph in memory answers."""
    memory = MandateGraph.from_nquads(quads(graph))
    return {name: answer(memory, q, text) for name, q, text in asked(graph)}


@contextmanager
def _folder(data: bytes, place: Path) -> Iterator[MandateGraph]:
    with FolderWriter(place / "kg").writing() as draft:
        draft.store.bulk_load(data, ox.RdfFormat.N_QUADS)
    yield open_graph(place / "kg")


@contextmanager
def _rdflib(data: bytes, place: Path) -> Iterator[MandateGraph]:
    del place
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    yield MandateGraph.from_rdflib(dataset)


@contextmanager
def _virtuoso(data: bytes, place: Path) -> Iterator[MandateGraph]:
    with virtuoso_server(data, place, rows=1_000_000) as url:
        yield open_graph(url)


@contextmanager
def _oxigraph(data: bytes, place: Path) -> Iterator[MandateGraph]:
    with oxigraph_server(data, place) as url:
        yield open_graph(url)


PLACES = {
    "folder": _folder,
    "rdflib": _rdflib,
    "virtuoso": _virtuoso,
    "oxigraph": _oxigraph,
}


ASKED = [
    *(("leaflets", place) for place in PLACES),
    *(("corpora", place) for place in PLACES if place != "rdflib"),
    ("sample", "rdflib"),
]


@pytest.mark.parametrize(("graph", "place"), ASKED)
def test_answers_are_those_of_the_graph_in_memory(
    graph: str, place: str, tmp_path: Path
) -> None:
    if graph != "leaflets" and not CORPORA.is_dir():
        pytest.skip("the corpora are not beside the project (../shared/corpora)")
    wanted = expected(graph)
    differ = []
    with PLACES[place](quads(graph), tmp_path) as there:
        for name, question, text in asked(graph):
            found = answer(there, question, text)
            if found != wanted[name]:
                differ.append(f"{name}: {_difference(found, wanted[name])}")
    assert not differ, "\n".join(differ)


def _difference(found: Answer, wanted: Answer) -> str:
    if found[0] == "truth" or wanted[0] == "truth":
        return f"{found} instead of {wanted}"
    ours, theirs = Counter(wanted[1]), Counter(found[1])  # type: ignore[call-overload]
    lacks, more = ours - theirs, theirs - ours
    if not lacks and not more:
        return "the same rows in another order"
    shown = f"{sorted(map(str, lacks))[:2]}, {sorted(map(str, more))[:2]}"
    return f"{lacks.total()} rows lack, {more.total()} are more: {shown}"
