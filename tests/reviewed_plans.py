"""Graphs with something to decide on, to be copied and changed by each test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset
from rdflib.compare import isomorphic

from conftest import EXAMPLE
from mandategraph.build import build
from mandategraph.build.decided import apply_decisions
from mandategraph.language import LanguagePolicy
from mandategraph.review import Filter, queue
from mandategraph.store import open_graph
from running import TARGETS

# results of which the source does not say to which objective they belong
LAKE = """MANDATE
Keep the lake clean for 12 towns.

OBJECTIVE 1: Reduce waste in the lake.
OBJECTIVE 2: Share water data.

EXPECTED RESULTS FOR EACH OBJECTIVE
• Waste in the lake is reduced.
• Neighbours share water data.
"""
MANIFEST = """
[[source]]
file = "lake.txt"
[[source.plan]]
index = 1
key = "lk"
"""
EPOCH = "1795132800"
# two elements that somebody thinks are alike, in words of our own
ALIKE = """
GRAPH <https://w3id.org/mandategraph/id/graph/claims-rba> {
  <https://w3id.org/mandategraph/id/claim-alike> a mg:Claim ;
    mg:claimSubject <https://w3id.org/mandategraph/id/rba-r-228fa6e9f8> ;
    mg:claimPredicate mg:similarTo ;
    mg:claimObject <https://w3id.org/mandategraph/id/rba-r-da4a253b8c> ;
    mg:status mg:proposed ; mg:basis mg:basisTextSimilarity ; mg:confidence 0.6 ;
    prov:wasAttributedTo <https://w3id.org/mandategraph/id/agent-matcher> ;
    mg:rationale "two words in common" .
}
"""
ENGLISH = LanguagePolicy(("en",))
RESULT, FIRST, SECOND = "rba-r-76b2f8f7a3", "rba-o1", "rba-o2"


@pytest.fixture
def basin(tmp_path: Path) -> Path:
    """The River Basin plan with a pair that may be the same, as a file."""
    target = tmp_path / "basin.trig"
    text = EXAMPLE.read_text("utf-8")
    target.write_text(text + ALIKE, "utf-8")
    return target


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lake's source and, built once, a graph of each kind, to be copied."""
    folder = tmp_path_factory.mktemp("lakes")
    (folder / "sources").mkdir()
    (folder / "sources/lake.txt").write_text(LAKE, "utf-8")
    (folder / "sources/manifest.toml").write_text(MANIFEST, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for target in TARGETS:
            build(["sources"], target, propose=True)
    return folder


@pytest.fixture
def lake(lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the lake's source and its graphs; one is in it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    place = Path(shutil.copytree(lakes, tmp_path / "here"))
    monkeypatch.chdir(place)
    return place


def lines(target: Path) -> set[bytes]:
    """The quads of a graph on disk."""
    with open_graph(target) as graph:
        return set(graph.nquads().splitlines())


def same(one: bytes, other: bytes) -> bool:
    """Whether two datasets are isomorphic, graph by graph."""
    left, right = Dataset(), Dataset()
    left.parse(data=one, format="nquads")
    right.parse(data=other, format="nquads")
    names = {g.identifier for g in (*left.graphs(), *right.graphs())}
    return all(isomorphic(left.graph(n), right.graph(n)) for n in names)


def items(
    target: Path, *kinds: str, states: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """The items of these kinds, in any state unless some are named."""
    with open_graph(target) as graph:
        return queue(graph, ENGLISH, Filter(kinds, states=states))


def link(target: Path, subject: str, object: str) -> str:  # noqa: A002 - its name in RDF
    """The id of the item that proposes to link the two, by their codes."""
    for one in items(target, "link", "duplicate"):
        if (one["left"]["code"], one["right"]["code"]) == (subject, object):
            return str(one["id"])
    message = f"nobody proposes {subject} -> {object}"
    raise AssertionError(message)


def translation(target: Path, code: str, lang: str) -> str:
    """The id of the item that is the translation of the element."""
    for one in items(target, "translation"):
        if one["left"]["code"] == code and one["right"]["lang"] == lang:
            return str(one["id"])
    message = f"no translation of {code} into {lang} waits"
    raise AssertionError(message)


def applied(target: Path) -> dict[str, str]:
    """The decisions put in the graph: those that change nothing, and why."""
    return {one.decision.id: one.why for one in apply_decisions(target)}


def rows(target: Path, query: str) -> list[tuple[str, ...]]:
    with open_graph(target) as graph:
        return sorted(graph.select_text(query))
