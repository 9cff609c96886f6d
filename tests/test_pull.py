"""Graphs taken from a server: all of them, whole, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_server import GraphServer
from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph
from mandategraph.store.folder import FolderWriter, notes_of
from mandategraph.store.transfer.pull import Pulled, PullOptions, pull
from mandategraph.store.transfer.push import push
from pushed_graphs import BASE, FAST, MANIFEST, RECORD, named, pushed, small
from running import call, run, stored

N_QUADS = ox.RdfFormat.N_QUADS


def pulled(server: GraphServer, options: PullOptions | None = None) -> Pulled:
    return pull(server.url, options=options, settings=FAST)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the command."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


KG = {"doc_a": "one two", "doc_b": "three", "tr_a_fr": "four"}


def test_what_was_pushed_comes_back_the_same(server: GraphServer) -> None:
    graph = small(**KG)
    pushed(server, graph)
    found = pulled(server)
    assert found.graph.nquads() == graph.nquads()
    assert found.names == [named("doc-a"), named("doc-b"), named("tr-a-fr")]
    assert found.remarks == []


def test_what_else_the_server_has_is_not_taken(server: GraphServer) -> None:
    graph = small(**KG)
    pushed(server, graph)
    theirs = ox.NamedNode("urn:theirs")
    server.store.add(ox.Quad(theirs, theirs, theirs, theirs))
    server.store.add(ox.Quad(theirs, theirs, theirs))
    assert pulled(server).graph.nquads() == graph.nquads()


@pytest.mark.parametrize("target", ["kg", "kg.nq", "kg.trig"])
def test_every_kind_of_target_holds_the_graph(
    server: GraphServer, here: Path, target: str
) -> None:
    graph = small(**KG)
    pushed(server, graph)
    assert call("pull", server.url, target) == 0
    assert stored(here / target) == graph.nquads()
    assert [p.name for p in here.iterdir()] == [target]


def test_the_pipe_gets_trig(server: GraphServer) -> None:
    graph = small(**KG)
    pushed(server, graph)
    done = run("pull", server.url, "-")
    assert MandateGraph.from_bytes(done.stdout.encode()).nquads() == graph.nquads()


@pytest.mark.parametrize("target", ["kg", "kg.nq"])
def test_a_target_that_exists_is_replaced_only_when_told_to(
    server: GraphServer, here: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pushed(server, small(**KG))
    call("pull", server.url, target)
    before = stored(here / target)
    after = small(doc_z="five")
    pushed(server, after, replace=True)
    server.asked.clear()
    capsys.readouterr()
    assert call("pull", server.url, target) == 2
    error = capsys.readouterr().err
    assert "--replace" in error
    assert error.count("\n") == 1
    assert server.asked == []
    assert stored(here / target) == before
    assert call("pull", server.url, target, "--replace") == 0
    assert stored(here / target) == after.nquads()


@pytest.mark.parametrize("target", ["kg", "kg.nq"])
def test_a_pull_that_breaks_off_leaves_the_target_and_goes_on_later(
    server: GraphServer, here: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANDATEGRAPH_RETRIES", "0")
    pushed(server, small(doc_z="five"))
    call("pull", server.url, target)
    before = stored(here / target)
    after = small(**KG)
    pushed(server, after, replace=True)
    server.reads_until_gone = 4  # manifest, record and two graphs
    assert call("pull", server.url, target, "--replace") == 2
    assert stored(here / target) == before
    server.gone, server.reads_until_gone = False, 10**9
    server.asked.clear()
    assert call("pull", server.url, target, "--replace") == 0
    assert stored(here / target) == after.nquads()
    fetched = {a.graph for a in server.asked if a.path == "/store"}
    assert fetched == {MANIFEST, RECORD, named("tr-a-fr")}
    assert [p.name for p in here.iterdir()] == [target]


def test_what_a_broken_pull_has_kept_is_used_only_while_it_is_true(
    server: GraphServer, tmp_path: Path
) -> None:
    pushed(server, small(**KG))
    options = PullOptions(spool=tmp_path / "spool")
    server.reads_until_gone = 4
    with pytest.raises(StoreError):
        pulled(server, options)
    server.gone, server.reads_until_gone = False, 10**9
    after = small(doc_a="one six", doc_b="three", tr_a_fr="four")
    pushed(server, after, replace=True)
    assert pulled(server, options).graph.nquads() == after.nquads()
    assert not (tmp_path / "spool").exists()


def test_only_the_graphs_that_are_named_come_with_their_entries(
    server: GraphServer,
) -> None:
    pushed(server, small(**KG))
    found = pulled(server, PullOptions(graphs=(named("doc-b"),)))
    assert found.graph.nquads() == small(doc_b="three").nquads()


def test_a_graph_that_is_not_there_is_named(server: GraphServer) -> None:
    pushed(server, small(**KG))
    with pytest.raises(StoreError, match="has no graph <urn:none>"):
        pulled(server, PullOptions(graphs=("urn:none",)))


def test_a_server_without_a_manifest_is_refused(server: GraphServer) -> None:
    with pytest.raises(StoreError, match="no manifest"):
        pulled(server)


def test_an_unfinished_push_is_pulled_only_when_told_to(server: GraphServer) -> None:
    server.fate = lambda asked: 500 if asked.graph == named("doc-b") else "done"
    pushed(server, small(**KG))
    with pytest.raises(StoreError, match=r"1 graphs are not whole.*--incomplete"):
        pulled(server)
    found = pulled(server, PullOptions(incomplete=True))
    assert found.graph.nquads() == small(doc_a="one two", tr_a_fr="four").nquads()
    assert found.left_out == [named("doc-b")]


def test_a_change_after_the_push_is_told(server: GraphServer) -> None:
    pushed(server, small(**KG))
    node, graph = ox.NamedNode("urn:x"), ox.NamedNode(named("doc-a"))
    server.store.add(ox.Quad(node, node, node, graph))
    (remark,) = pulled(server).remarks
    assert "doc-a" in remark
    assert "changed on the server" in remark


def test_a_server_that_changes_meanwhile_is_not_pulled(server: GraphServer) -> None:
    pushed(server, small(**KG))
    with pytest.raises(StoreError, match="pull again"):
        pull(
            server.url,
            settings=FAST,
            tell=lambda p: (
                server.store.remove_graph(ox.NamedNode(MANIFEST))
                if p.done == 2
                else None
            ),
        )


def test_a_server_that_gives_graphs_in_part_is_asked_in_pages(
    server: GraphServer,
) -> None:
    graph = small(doc_a=" ".join(f"w{n}" for n in range(50)))
    pushed(server, graph)
    server.most_rows = 10
    assert pulled(server).graph.nquads() == graph.nquads()


@pytest.mark.parametrize(
    "elsewhere",
    [
        (404, b"nothing is here", "text/plain"),
        (403, b"not for you", "text/plain"),
        (200, b"<!DOCTYPE html><title>Welcome</title>", "text/html"),
    ],
)
def test_a_server_that_answers_queries_only_is_asked_in_pages(
    server: GraphServer, elsewhere: tuple[int, bytes, str]
) -> None:
    server.elsewhere = elsewhere
    graph = small(doc_a=" ".join(f"w{n}" for n in range(50)))
    pushed(server, graph)
    server.graph_store = False
    found = pull(server.url, settings=FAST.but(page_size=7))
    assert found.graph.nquads() == graph.nquads()


def test_a_manifest_in_the_default_graph_is_found(server: GraphServer) -> None:
    graph = small(**KG)
    server.store.load(graph.nquads(), N_QUADS)
    assert pulled(server).graph.nquads() == graph.nquads()


def test_of_several_graphs_one_is_chosen_by_its_base(server: GraphServer) -> None:
    graph = small(**KG)
    pushed(server, graph)
    other = graph.nquads().replace(b"example.org", b"example.com")
    push(MandateGraph.from_nquads(other), server.url, settings=FAST)
    with pytest.raises(StoreError, match=r"several graphs.*--base"):
        pulled(server)
    assert pulled(server, PullOptions(base=BASE)).graph.nquads() == graph.nquads()


def test_rdflibs_engine_behind_a_server_can_be_pulled_from(server: GraphServer) -> None:
    graph = small(**KG)
    pushed(server, graph)
    server.graph_store, server.by_rdflib = False, True
    assert pulled(server).graph.nquads() == graph.nquads()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("none/kg.nq", "create it first"),
        ("kg.ttl", "cannot hold named graphs"),
        ("full", "holds no graph"),
    ],
)
def test_a_target_that_cannot_be_written_is_refused_first(
    server: GraphServer,
    here: Path,
    target: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (here / "full").mkdir()
    (here / "full" / "x").write_text("y")
    assert call("pull", server.url, target) == 2
    assert words in capsys.readouterr().err
    assert server.asked == []


def test_what_a_build_has_noted_of_the_folder_is_not_kept(
    server: GraphServer, tmp_path: Path
) -> None:
    folder = tmp_path / "kg"
    with FolderWriter(folder).writing() as draft:
        draft.notes = b"plan.txt was read"
    pushed(server, small(**KG))
    assert call("pull", server.url, str(folder), "--replace") == 0
    assert notes_of(folder) == b""
