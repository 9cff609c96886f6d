"""A folder answers on disk or from memory, the same, whatever is built meanwhile."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph, disk, open_graph
from mandategraph.store.disk import OnDisk
from mandategraph.store.folder import FolderWriter

X = "https://example.org/"
GRAPHS, OF_ONE = 4, 40
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
# each of these goes through another index of the store
LOOKUPS = {
    COUNT: [(str(GRAPHS * OF_ONE),)],
    f"SELECT ?o WHERE {{ <{X}s-3-7> ?p ?o }}": [("old",)],
    f'SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{X}p7> "old" }}': [(str(GRAPHS),)],
    f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{X}g2> {{ ?s ?p "old" }} }}': [
        (str(OF_ONE),)
    ],
    f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s <{X}p9> ?o }} }}": [
        (str(GRAPHS),)
    ],
    f"SELECT ?g WHERE {{ GRAPH ?g {{ <{X}s-3-1> ?p ?o }} }}": [(f"{X}g3",)],
}


def fill(folder: Path, value: str) -> None:
    """Put that value everywhere; each graph is loaded into files of its own."""
    with FolderWriter(folder).writing() as draft:
        draft.store.clear()
        for graph in range(GRAPHS):
            lines = (
                f'<{X}s-{graph}-{n}> <{X}p{n}> "{value}" <{X}g{graph}> .\n'
                for n in range(OF_ONE)
            )
            draft.store.bulk_load("".join(lines), format=ox.RdfFormat.N_QUADS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built") / "kg"
    fill(place, "old")
    return place


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "kg")


def engine_of(graph: MandateGraph) -> OnDisk:
    engine = graph._engine
    assert isinstance(engine, OnDisk)
    return engine


def links(folder: Path) -> list[Path]:
    return list(folder.glob(".reading-*"))


def answers(graph: MandateGraph) -> dict[str, list[tuple[str, ...]]]:
    return {query: graph.select_text(query) for query in LOOKUPS}


def test_a_small_folder_is_copied_at_once(folder: Path) -> None:
    graph = open_graph(folder)
    assert not isinstance(graph._engine, OnDisk)
    assert not links(folder)
    assert answers(graph) == LOOKUPS


@pytest.mark.parametrize("memory", [True, False, None])
def test_disk_and_memory_give_the_same_answers(
    folder: Path, *, memory: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_AT_ONCE", 0)
    with open_graph(folder, memory=memory) as graph:
        assert answers(graph) == LOOKUPS
        assert isinstance(graph._engine, OnDisk) is (memory is not True)
        assert len(graph.nquads().splitlines()) == GRAPHS * OF_ONE
    assert not links(folder)


def test_a_reader_on_disk_keeps_its_answers_while_a_build_replaces_the_store(
    folder: Path,
) -> None:
    assert len(list((folder / "store").glob("*.sst"))) > 16  # not all opened at once
    with open_graph(folder, memory=False) as reader:
        fill(folder, "new")
        assert answers(reader) == LOOKUPS
        assert len(links(folder)) == 1
        fresh = open_graph(folder)
        assert fresh.select_text("SELECT DISTINCT ?o WHERE { ?s ?p ?o }") == [("new",)]
    assert not links(folder)


def test_it_moves_into_memory_when_queries_have_taken_as_long_as_a_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_AT_ONCE", 0)
    monkeypatch.setattr(disk, "COPY_SECONDS_PER_BYTE", 1.0)
    patient = open_graph(folder)
    patient.select(COUNT)
    assert not engine_of(patient).moved
    patient.close()
    monkeypatch.setattr(disk, "COPY_SECONDS_PER_BYTE", 0.0)
    hasty = open_graph(folder)
    assert links(folder)
    hasty.select(COUNT)
    hasty.select(COUNT)  # as the labels of the first answer are looked up
    assert not engine_of(hasty).moved  # for a session that ends here
    hasty.select(COUNT)
    assert engine_of(hasty).moved
    assert not links(folder)
    fill(folder, "new")
    assert answers(hasty) == LOOKUPS


def test_a_folder_too_large_for_memory_stays_on_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_AT_ONCE", 0)
    monkeypatch.setattr(disk, "COPY_SECONDS_PER_BYTE", 0.0)
    monkeypatch.setattr(disk, "_machine_memory", lambda: 1_000_000)
    with open_graph(folder) as graph:
        assert answers(graph) == LOOKUPS
        assert not engine_of(graph).moved


def test_a_graph_without_triples_is_copied_too(folder: Path) -> None:
    with FolderWriter(folder).writing() as draft:
        draft.store.add_graph(ox.NamedNode(f"{X}empty"))
    graph = open_graph(folder, memory=True)
    assert graph.ask(f"ASK {{ GRAPH <{X}empty> {{ }} }}")


def test_threads_that_ask_while_it_moves_get_the_same_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_AT_ONCE", 0)
    monkeypatch.setattr(disk, "COPY_SECONDS_PER_BYTE", 1e-9)
    for _ in range(3):
        graph = open_graph(folder)
        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(lambda _, g=graph: answers(g), range(60)))
        assert all(found == LOOKUPS for found in done)
        assert engine_of(graph).moved
        assert not links(folder)


def test_files_are_let_go_with_the_graph_and_kept_for_a_store_that_is_lent(
    folder: Path,
) -> None:
    graph = open_graph(folder, memory=False)
    assert links(folder)
    del graph
    gc.collect()
    assert not links(folder)
    code = (
        "import gc; from mandategraph.store import open_graph;"
        f"store = open_graph({str(folder)!r}, memory=False).oxigraph(); gc.collect();"
        "print(len(store))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == GRAPHS * OF_ONE
    assert not links(folder)  # the process has ended


def test_a_dataset_of_a_folder_on_disk_can_be_changed_in_memory(folder: Path) -> None:
    graph = open_graph(folder, memory=False)
    dataset = graph.dataset()
    dataset.add((URIRef(f"{X}a"), URIRef(f"{X}b"), URIRef(f"{X}c")))
    assert len(dataset) == GRAPHS * OF_ONE + 1
    assert answers(open_graph(folder)) == LOOKUPS


def test_what_a_killed_reader_leaves_goes_with_the_next_build(folder: Path) -> None:
    code = (
        "import sys; from mandategraph.store import open_graph;"
        f"graph = open_graph({str(folder)!r}, memory=False);"
        "print('ready', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    with open_graph(folder, memory=False) as alive:
        assert len(links(folder)) == 2
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdin.close()
        child.stdout.close()
        assert len(links(folder)) == 2
        fill(folder, "new")
        assert len(links(folder)) == 1
        assert answers(alive) == LOOKUPS


def test_where_files_cannot_be_linked_the_folder_is_copied_or_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "_AT_ONCE", 0)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    graph = open_graph(folder)
    assert not links(folder)
    fill(folder, "new")
    assert answers(graph) == LOOKUPS
    with pytest.raises(StoreError, match="Permission denied") as raised:
        open_graph(folder, memory=False)
    assert str(folder) in str(raised.value)
    assert not links(folder)


def test_a_damaged_store_is_one_line_on_disk_too(folder: Path) -> None:
    for file in (folder / "store").glob("MANIFEST-*"):
        file.write_bytes(b"nothing")
    for memory in (True, False):
        with pytest.raises(StoreError, match="cannot be read") as raised:
            open_graph(folder, memory=memory)
        assert "\n" not in str(raised.value)
    assert not links(folder)
