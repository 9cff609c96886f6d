"""Opening and writing graphs: folder, file, memory; nothing is ever half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.compare import isomorphic

from conftest import EXAMPLE
from mandategraph.errors import StoreError, UnknownNameError
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.folder import FolderWriter, drop_graphs

G = "https://example.org/g"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def line(number: int) -> str:
    return f'<https://example.org/s{number}> <https://example.org/p> "{number}" .'


def entry(graph: str) -> list[str]:
    role = "https://w3id.org/mandategraph/ns#graphRole"
    return [f"<{graph}> <{role}> <https://w3id.org/mandategraph/ns#sourceGraph> ."]


def put(folder: Path, graph: str, triple: str) -> None:
    """Put a graph of this one triple in the place of the graph of its name."""
    with FolderWriter(folder).writing() as draft:
        drop_graphs(draft.store, [graph])
        lines = [f"{triple[:-2]} <{graph}> .", *entry(graph)]
        draft.store.load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)


def count(target: Path) -> int:
    return int(open_graph(target).select_text(COUNT)[0][0])


def test_a_file_in_every_syntax_gives_the_same_graph(tmp_path: Path) -> None:
    whole = open_graph(EXAMPLE)
    union = whole.graph()
    for name, syntax in {
        "x.ttl": "turtle",
        "x.nt": "nt",
        "x.rdf": "xml",
        "x.jsonld": "json-ld",
    }.items():
        path = tmp_path / name
        union.serialize(path, format=syntax, encoding="utf-8")
        assert isomorphic(open_graph(path).graph(), union), name
    (tmp_path / "x.nq").write_bytes(whole.nquads())
    assert open_graph(tmp_path / "x.nq").nquads() == whole.nquads()


def test_the_syntax_of_standard_input_is_recognised() -> None:
    trig = EXAMPLE.read_bytes()
    graph = MandateGraph.from_bytes(trig)
    again = MandateGraph.from_bytes(graph.nquads())
    assert again.nquads() == graph.nquads()


def test_the_dataset_is_rdflib_over_the_same_store(example_graph: MandateGraph) -> None:
    dataset = example_graph.dataset()
    assert isinstance(dataset, Dataset)
    subject = URIRef("https://w3id.org/mandategraph/id/rba-o1")
    ordinal = URIRef("https://w3id.org/mandategraph/ns#ordinal")
    assert dataset.value(subject, ordinal) == Literal(1)


def test_roles_keep_only_their_graphs_and_manifest_entries() -> None:
    graph = open_graph(EXAMPLE, roles=["source"])
    assert graph.ask("ASK { ?o a mg:Objective }")
    assert not graph.ask("ASK { ?c a mg:Claim }")
    roles = graph.select_text("SELECT DISTINCT ?r WHERE { ?g mg:graphRole ?r }")
    assert roles == [("https://w3id.org/mandategraph/ns#sourceGraph",)]


def test_an_unknown_role_is_refused_with_those_known() -> None:
    with pytest.raises(UnknownNameError, match="choose from source, text"):
        open_graph(EXAMPLE, roles=["sources"])


@pytest.mark.parametrize("address", ["ftp://x/y", "file:///tmp/kg", "s3://me:pw@x/y"])
def test_an_address_of_another_kind_is_no_file_that_is_missing(address: str) -> None:
    with pytest.raises(StoreError, match="or an http or https address") as raised:
        open_graph(address)
    assert "no such file" not in str(raised.value)
    assert "pw" not in str(raised.value)


def test_what_is_no_address_and_no_path_is_named() -> None:
    with pytest.raises(TypeError, match="address or path, not by None"):
        open_graph(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.ttl", b"", "the file is empty"),
        ("broken.ttl", b"<a> <b> .", "not readable as turtle"),
        ("binary.nq", b"\x00\x01\x02", "not readable as nquads"),
    ],
)
def test_a_file_that_is_no_graph_is_named_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StoreError, match=reason) as raised:
        open_graph(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_target_and_a_plain_folder_say_how_to_build(tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StoreError, match="build"):
            open_graph(target)


def test_replacing_a_graph_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    put(folder, G + "2", line(2))
    put(folder, G, line(3))
    with_names = "SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert open_graph(folder).select_text(with_names) == [(G, "3"), (G + "2", "2")]
    manifest = "SELECT (COUNT(*) AS ?n) WHERE { ?g mg:graphRole ?r }"
    assert open_graph(folder).select_text(manifest) == [("2",)]


def test_a_failing_replacement_keeps_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    before = open_graph(folder).nquads()
    with pytest.raises(StoreError, match="unchanged"):
        put(folder, G, "this is no triple .")
    assert open_graph(folder).nquads() == before


def test_a_failing_first_build_leaves_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    with pytest.raises(StoreError):
        put(folder, G, "no triple .")
    assert not folder.exists()


def test_a_second_writer_is_refused_while_one_is_writing(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    code = (
        "from pathlib import Path; from mandategraph.store.folder import FolderWriter;"
        f"FolderWriter(Path({str(folder)!r})).writing().__enter__()"
    )
    with FolderWriter(folder).writing():
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert "another build is running" in done.stderr
    assert count(folder) == 2


def test_a_reader_waits_until_the_writer_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    code = (
        "from mandategraph.store import open_graph;"
        f"print(len(open_graph({str(folder)!r}).nquads()))"
    )
    with FolderWriter(folder).writing():
        reader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            reader.wait(1.5)
    assert reader.wait(30) == 0
    assert reader.stdout is not None
    reader.stdout.close()


def test_a_first_build_that_was_killed_is_no_graph_and_is_taken_up_again(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "kg"
    (folder / "store").mkdir(parents=True)
    ox.Store(str(folder / "store"))
    with pytest.raises(StoreError, match="holds no graph"):
        open_graph(folder)
    put(folder, G, line(1))
    assert count(folder) == 2


def test_a_folder_of_a_later_format_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    (folder / "mandategraph.json").write_text('{"format": 2}')
    with pytest.raises(StoreError, match="format 2"):
        open_graph(folder)
    with pytest.raises(StoreError, match="format 2"):
        FolderWriter(folder)


def test_somebody_elses_folder_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="not empty"):
        FolderWriter(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_killed_writer_leaves_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    before = open_graph(folder).nquads()
    code = f"""
from pathlib import Path
import pyoxigraph as ox
from mandategraph.store.folder import FolderWriter
quad = '<https://example.org/s%d> <https://example.org/p> "x" <{G}> .\\n'
lines = "".join(quad % i for i in range(200_000)).encode()
print("ready", flush=True)
with FolderWriter(Path({str(folder)!r})).writing() as draft:
    draft.store.load(lines, ox.RdfFormat.N_QUADS)
"""
    for pause in (0.0, 0.05, 0.2):
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        after = open_graph(folder).nquads()
        assert after == before
        ox.Store(str(folder / "store"))  # the next writer can open it


def test_asking_a_file_or_a_folder_loads_nothing_for_servers(tmp_path: Path) -> None:
    with FolderWriter(tmp_path / "kg").writing():
        pass
    script = (
        "import sys; from mandategraph.store import open_graph;"
        "[open_graph(kg).ask('ASK {}') for kg in sys.argv[1:]];"
        "print({'urllib3', 'SPARQLWrapper', 'pyparsing'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", script, str(EXAMPLE), str(tmp_path / "kg")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
