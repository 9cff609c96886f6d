"""Graphs on a server: all of it, in a safe order, and never half of it for good."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_server import Asked, Fate, GraphServer, graph_server
from mandategraph.cli import main
from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph
from mandategraph.store.transfer.addresses import addresses
from mandategraph.store.transfer.pull import pull
from mandategraph.store.transfer.push import plan_push, push
from mandategraph.store.transfer.record import PushRecord
from pushed_graphs import (
    BASE,
    FAST,
    MANIFEST,
    NS,
    RECORD,
    named,
    pushed,
    small,
)

N_QUADS = ox.RdfFormat.N_QUADS


def contents(graph: MandateGraph) -> dict[str, set[str]]:
    """The triples that a server should have, by named graph."""
    found: dict[str, set[str]] = {}
    for quad in ox.parse(graph.nquads(), N_QUADS):
        default = isinstance(quad.graph_name, ox.DefaultGraph)
        name = MANIFEST if default else str(quad.graph_name)[1:-1]
        found.setdefault(name, set()).add(f"{quad.triple} .")
    return found


def assert_holds(
    server: GraphServer, graph: MandateGraph, beside: Collection[str] = ()
) -> None:
    """The server has exactly these graphs, and nothing is on its way."""
    expected = contents(graph)
    assert server.names() - {RECORD, *beside} == expected.keys()
    for name, triples in expected.items():
        assert server.graph(name) == triples
    on_its_way = ("/terms/requires>", "/terms/replaces>")
    assert not [t for t in server.graph(RECORD) if t.split()[1].endswith(on_its_way)]


@pytest.fixture
def server() -> Iterator[GraphServer]:
    with graph_server() as running:
        yield running


def test_all_graphs_and_the_manifest_arrive(server: GraphServer) -> None:
    graph = small(doc_a="one two three", claims_a="four")
    done = pushed(server, graph)
    assert sorted(done.sent) == [named("claims-a"), named("doc-a")]
    assert not done.failed
    assert_holds(server, graph)


def test_the_manifest_comes_after_the_graphs_that_it_lists(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two", doc_b="three"))
    writes = [asked.graph for asked in server.writes]
    assert writes.index(MANIFEST) > writes.index(named("doc-a"))
    assert writes.index(MANIFEST) > writes.index(named("doc-b"))


def test_a_second_push_sends_nothing_and_fetches_no_graph(server: GraphServer) -> None:
    graph = small(doc_a="one two three", claims_a="four")
    pushed(server, graph)
    server.asked.clear()
    assert pushed(server, graph).sent == []
    assert server.writes == []
    fetched = {asked.graph for asked in server.asked if asked.path == "/store"}
    assert fetched == {MANIFEST, RECORD}


def test_a_new_graph_is_added_beside_those_that_are_there(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two"))
    larger = small(doc_a="one two", doc_b="three")
    assert pushed(server, larger).sent == [named("doc-b")]
    assert_holds(server, larger)


def test_the_same_content_that_came_by_other_means_is_not_sent(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one two")
    for quad in ox.parse(graph.nquads(), N_QUADS):
        if isinstance(quad.graph_name, ox.NamedNode):
            server.store.add(quad)
    assert pushed(server, graph).sent == []
    assert_holds(server, graph)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"doc_a": "one three"}, "doc-a> would be replaced"),
        ({"doc_a": "one two three"}, "doc-a> would be replaced"),
        ({"doc_b": "three"}, "doc-a> would be removed"),
    ],
)
def test_other_content_is_refused_before_anything_is_sent(
    server: GraphServer, after: dict[str, str], words: str
) -> None:
    before = small(doc_a="one two")
    pushed(server, before)
    server.asked.clear()
    with pytest.raises(StoreError, match=words) as refusal:
        pushed(server, small(**after))
    assert "--replace" in str(refusal.value)
    assert server.writes == []
    assert_holds(server, before)


def test_a_foreign_graph_of_the_same_name_is_refused(server: GraphServer) -> None:
    node = ox.NamedNode(named("doc-a"))
    server.store.add(ox.Quad(node, node, node, node))
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, small(doc_a="one"))


def test_replace_changes_and_removes_ours_and_nothing_else(server: GraphServer) -> None:
    theirs = ox.NamedNode("urn:theirs")
    server.store.add(ox.Quad(theirs, theirs, theirs, theirs))
    pushed(server, small(doc_a="one two", doc_b="three", doc_c="four"))
    after = small(doc_a="one five", doc_c="four")
    done = pushed(server, after, replace=True)
    assert done.sent == [named("doc-a")]
    assert done.removed == [named("doc-b")]
    assert server.graph("urn:theirs") == {"<urn:theirs> <urn:theirs> <urn:theirs> ."}
    assert_holds(server, after, beside={"urn:theirs"})


def test_keep_adds_to_what_another_graph_has_put_there(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two", doc_b="three"))
    more = small(doc_b="three", doc_c="four")
    assert pushed(server, more, keep=True).sent == [named("doc-c")]
    both = small(doc_a="one two", doc_b="three", doc_c="four")
    assert_holds(server, both)
    assert pushed(server, both).sent == []
    server.asked.clear()
    assert pushed(server, more, keep=True).sent == []
    assert server.writes == []
    changed = small(doc_c="five")
    with pytest.raises(StoreError, match="doc-c> would be replaced"):
        pushed(server, changed, keep=True)
    pushed(server, changed, keep=True, replace=True)
    assert_holds(server, small(doc_a="one two", doc_b="three", doc_c="five"))


def test_keep_does_not_keep_what_a_broken_push_has_left(server: GraphServer) -> None:
    pushed(server, small(doc_a="one"))
    server.fate = lambda asked: "half" if asked.graph == named("doc-b") else "done"
    with pytest.raises(StoreError, match="push again"):
        pushed(server, small(doc_a="one", doc_b="two three"))
    server.gone, server.fate = False, lambda _: "done"
    pushed(server, small(doc_c="four"), keep=True)
    assert_holds(server, small(doc_a="one", doc_c="four"))


def test_another_base_on_the_same_server_is_left_alone(server: GraphServer) -> None:
    first = small(doc_a="one two")
    other = first.nquads().replace(b"example.org", b"example.com")
    pushed(server, first)
    pushed(server, MandateGraph.from_nquads(other), replace=True)
    beside = {n for n in server.names() if n.startswith("https://example.com/")}
    assert len(beside) == 3
    assert_holds(server, first, beside)


def test_a_dry_run_tells_what_would_be_done_and_sends_nothing(
    server: GraphServer,
) -> None:
    pushed(server, small(doc_a="one two", doc_b="three", doc_c="four"))
    server.asked.clear()
    after = small(doc_a="one two", doc_b="three five", doc_d="six")
    plan, _ = plan_push(after, server.url, settings=FAST)
    assert {step.graph: step[1:] for step in plan.steps} == {
        named("doc-a"): ("same", 2, 2),
        named("doc-b"): ("changed", 2, 1),
        named("doc-c"): ("removed", 0, 1),
        named("doc-d"): ("new", 1, 0),
    }
    sent = {(a.method, a.path) for a in server.asked if a.method not in ("GET", "HEAD")}
    assert sent <= {("POST", "/query")}


def test_the_record_has_the_count_and_the_hash_of_the_sorted_triples(
    server: GraphServer,
) -> None:
    graph = small(doc_a="two one")
    pushed(server, graph)
    triples = sorted(contents(graph)[named("doc-a")])
    digest = hashlib.sha256("".join(f"{t}\n" for t in triples).encode()).hexdigest()
    record = server.graph(RECORD)
    number = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    about = f"<{named('doc-a')}>"
    checksum = f"<{RECORD}#sha256-{digest}>"
    assert f"{about} <http://rdfs.org/ns/void#triples> {number} ." in record
    assert f"{about} <http://spdx.org/rdf/terms#checksum> {checksum} ." in record


# what a server does to a push


def whole_or_absent(server: GraphServer, *versions: MandateGraph) -> Callable[[], None]:
    """A check: whatever the manifest lists is one of the versions, whole."""
    known = [contents(version) for version in versions]

    def check() -> None:
        for line in server.graph(MANIFEST):
            name = line.split()[0][1:-1]
            if server.graph(name) not in [k.get(name) for k in known]:
                broken.append(name)

    broken: list[str] = []
    check.broken = broken  # type: ignore[attr-defined]
    return check


def dies_at(number: int, how: Fate) -> Callable[[Asked], Fate]:
    """The fate of the write of this number; the others are done."""
    seen: list[Asked] = []

    def fate(asked: Asked) -> Fate:
        seen.append(asked)
        return how if len(seen) == number + 1 else "done"

    return fate


BEFORE = {"doc_a": "one two", "doc_b": "three four", "doc_c": "five six"}
AFTER = {"doc_a": "one two", "doc_b": "three seven eight", "doc_d": "nine ten"}
OTHER = {"doc_b": "eleven", "doc_e": "twelve"}


@pytest.mark.parametrize(
    ("how", "then"),
    [
        ("before", AFTER),
        ("half", AFTER),
        ("half", BEFORE),
        ("half", OTHER),
        ("after", BEFORE),
    ],
    ids=["uncut-on", "half-on", "half-back", "half-else", "done-back"],
)
def test_wherever_a_server_dies_the_next_push_makes_it_right(
    server: GraphServer, how: Fate, then: dict[str, str]
) -> None:
    before, after, goal = small(**BEFORE), small(**AFTER), small(**then)
    pushed(server, before)
    start = server.store.dump(format=N_QUADS)
    check = whole_or_absent(server, before, after, goal)
    server.after_write = check
    number = 0
    while True:
        server.fate = dies_at(number, how)
        try:
            pushed(server, after, replace=True, part_bytes=400)
            break  # it had no more than `number` writes
        except StoreError:
            server.gone, server.fate = False, lambda _: "done"
        pushed(server, goal, replace=True)
        assert_holds(server, goal)
        assert check.broken == []  # type: ignore[attr-defined]
        server.store.clear()
        server.store.load(start, N_QUADS)
        number += 1
    assert number >= 8


@pytest.mark.parametrize("how", ["before", "half", "after"])
def test_wherever_the_first_push_dies_the_next_finishes_and_none_is_pulled_before(
    server: GraphServer, how: Fate
) -> None:
    graph = small(doc_a="one two", doc_b="three four")
    number = 0
    while True:
        server.fate = dies_at(number, how)
        try:
            pushed(server, graph)
            break
        except StoreError:
            server.gone, server.fate = False, lambda _: "done"
        with suppress(StoreError):  # refused, or the whole
            found = pull(server.url, settings=FAST).graph
            assert found.nquads() == graph.nquads()
        pushed(server, graph)
        assert_holds(server, graph)
        assert pulled_record(server).finished
        server.store.clear()
        number += 1
    assert number == 6  # record, two graphs, their notes, manifest, record


def pulled_record(server: GraphServer) -> PushRecord:
    lines = [f"{triple}\n".encode() for triple in server.graph(RECORD)]
    return PushRecord.parse(BASE, lines)


def test_a_broken_push_is_finished_without_replace(server: GraphServer) -> None:
    after = small(**AFTER)
    pushed(server, small(**BEFORE))
    server.fate = lambda asked: "half" if asked.graph == named("doc-b") else "done"
    with pytest.raises(StoreError, match="push again"):
        pushed(server, after, replace=True)
    server.gone, server.fate = False, lambda _: "done"
    assert pushed(server, after).removed == [named("doc-c")]
    assert_holds(server, after)


def test_what_was_whole_when_a_push_broke_is_not_sent_again(
    server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mandategraph.store.transfer.push._BATCH_SECONDS", 1000)
    texts = {f"doc_{n:02}": f"word{n}" for n in range(30)}
    graph = small(**texts)
    server.fate = lambda asked: "before" if asked.graph.endswith("25") else "done"
    with pytest.raises(StoreError, match=r"20 of 30 graphs"):
        pushed(server, graph)
    server.gone, server.fate = False, lambda _: "done"
    assert len(pushed(server, graph).sent) == 10
    assert_holds(server, graph)


def test_a_graph_in_parts_is_not_listed_before_the_last(server: GraphServer) -> None:
    words = " ".join(f"w{n}" for n in range(100))
    graph = small(doc_a=words)
    check = whole_or_absent(server, graph)
    server.after_write = check
    pushed(server, graph, part_bytes=1000)
    mine = [a.method for a in server.writes if a.graph == named("doc-a")]
    assert mine[0] == "PUT"
    assert set(mine[1:]) == {"POST"}
    assert len(mine) > 5
    assert check.broken == []  # type: ignore[attr-defined]
    assert_holds(server, graph)


def test_parts_that_a_server_finds_too_large_are_made_smaller(
    server: GraphServer,
) -> None:
    graph = small(doc_a=" ".join(f"w{n}" for n in range(3000)))
    server.fate = lambda asked: 413 if asked.bytes > 100_000 else "done"
    pushed(server, graph)
    assert_holds(server, graph)


def test_a_busy_server_is_asked_again(server: GraphServer) -> None:
    graph = small(doc_a="one")
    server.fate = dies_at(1, 503)
    assert not pushed(server, graph, settings=FAST.but(retries=1)).failed
    assert_holds(server, graph)


def test_a_graph_that_is_refused_is_named_and_the_others_arrive(
    server: GraphServer,
) -> None:
    server.fate = lambda asked: 500 if asked.graph == named("doc-b") else "done"
    done = pushed(server, small(doc_a="one", doc_b="two", doc_c="three"))
    assert list(done.failed) == [named("doc-b")]
    assert "not now" in done.failed[named("doc-b")]
    assert "doc-b" not in "".join(server.graph(MANIFEST))
    assert named("doc-b") not in server.names()
    server.fate = lambda _: "done"
    again = small(doc_a="one", doc_b="two", doc_c="three")
    assert pushed(server, again).sent == [named("doc-b")]
    assert_holds(server, again)


@pytest.mark.parametrize("status", [401, 403, 405, 507])
def test_a_push_that_may_not_write_stops_at_once(
    server: GraphServer, status: int
) -> None:
    server.fate = lambda _: status
    with pytest.raises(StoreError, match=rf"{status}.*0 of 2 graphs"):
        pushed(server, small(doc_a="one", doc_b="two"))
    assert len(server.writes) == 1


def test_a_push_gives_up_after_three_failures_in_a_row(server: GraphServer) -> None:
    server.fate = lambda asked: 500 if "doc" in asked.graph else "done"
    with pytest.raises(StoreError, match="500"):
        pushed(server, small(**{f"doc_{n}": "one" for n in range(9)}))
    assert len([a for a in server.writes if "doc" in a.graph]) == 3


def test_a_server_that_loses_a_triple_is_found_out(server: GraphServer) -> None:
    server.fate = lambda asked: (
        "loses a triple" if asked.graph == named("doc-a") else "done"
    )
    done = pushed(server, small(doc_a="one two"), verify="count")
    assert "1 triples are not there" in done.failed[named("doc-a")]
    assert server.graph(MANIFEST) == set()


def test_a_change_on_the_server_is_found_by_its_count_or_by_looking(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one two")
    pushed(server, graph)
    quad = next(server.store.quads_for_pattern(None, None, None, _node("doc-a")))
    server.store.remove(quad)
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, graph)
    node = ox.NamedNode("urn:x")
    server.store.add(ox.Quad(node, node, node, _node("doc-a")))
    assert pushed(server, graph).sent == []  # as many triples as before
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, graph, verify="all")
    pushed(server, graph, replace=True, verify="all")
    assert_holds(server, graph)


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(named(name))


def test_numbers_that_a_server_spells_otherwise_are_the_same(
    server: GraphServer,
) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    graph = f"<{named('doc-a')}>"
    data = small(doc_a="one").nquads().decode()
    data += f'<{BASE}v> <{NS}value> "0.7533333333333333"^^<{xsd}decimal> {graph} .\n'

    def rounds() -> None:
        for quad in server.store.quads_for_pattern(None, None, None, _node("doc-a")):
            if str(quad.object).startswith('"0.753'):
                server.store.remove(quad)
                number = ox.NamedNode(f"{xsd}decimal")
                rounded = ox.Literal("0.753333333333333", datatype=number)
                server.store.add(
                    ox.Quad(quad.subject, quad.predicate, rounded, quad.graph_name)
                )

    server.after_write = rounds
    kg = MandateGraph.from_nquads(data.encode())
    done = pushed(server, kg)
    assert not done.failed
    assert len(done.remarks) == 1
    assert "0.753333333333333" in done.remarks[0]
    assert pushed(server, kg).sent == []
    assert pushed(server, kg, verify="all").sent == []


def test_blank_nodes_of_a_graph_stay_together(server: GraphServer) -> None:
    graph = f"<{named('doc-a')}>"
    role = f"{graph} <{NS}graphRole> <{NS}sourceGraph> .\n"
    blank = f"_:x <urn:p> _:y {graph} .\n_:y <urn:q> _:x {graph} .\n"
    kg = MandateGraph.from_nquads((role + blank).encode())
    assert not pushed(server, kg, part_bytes=10).failed
    again = MandateGraph.from_nquads((role + blank.replace("_:x", "_:z")).encode())
    assert pushed(server, again, verify="all").sent == []


def test_a_blank_node_of_two_graphs_is_refused(server: GraphServer) -> None:
    data = b"_:x <urn:p> <urn:a> <urn:g> .\n_:x <urn:p> <urn:a> <urn:h> .\n"
    with pytest.raises(StoreError, match="shares a blank node"):
        pushed(server, MandateGraph.from_nquads(data))
    assert server.writes == []


def test_a_graph_without_a_name_is_refused(server: GraphServer) -> None:
    data = b"<urn:a> <urn:p> <urn:b> _:g .\n"
    with pytest.raises(StoreError, match="has no name"):
        pushed(server, MandateGraph.from_nquads(data))
    assert server.writes == []


def test_a_manifest_that_is_a_named_graph_here_is_the_manifest(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one")
    role = f"<{NS}sourceGraph> ."
    named_manifest = graph.nquads().decode().replace(role, f"{role[:-1]}<{MANIFEST}> .")
    pushed(server, MandateGraph.from_nquads(named_manifest.encode()))
    assert_holds(server, graph)


@pytest.mark.parametrize(
    ("url", "store", "query"),
    [
        ("http://h/query", "http://h/store", "http://h/query"),
        ("http://h/store/", "http://h/store", "http://h/query"),
        ("http://h/sparql", "http://h/sparql-graph-crud", "http://h/sparql"),
        ("http://h:1/v/sparql-graph-crud-auth", None, "http://h:1/v/sparql"),
        ("https://h/ds/data", None, "https://h/ds/sparql"),
        ("https://h/ds/query", "https://h/ds/data", "https://h/ds/query"),
        (
            "https://h/r/repositories/x",
            "https://h/r/repositories/x/rdf-graphs/service",
            "https://h/r/repositories/x",
        ),
        ("https://h/anything", "", "https://h/anything"),
    ],
)
def test_the_address_of_the_other_kind_follows(
    url: str, store: str | None, query: str
) -> None:
    found = addresses(url)
    assert (found.store.rstrip("/"), found.query) == (
        url if store is None else store,
        query,
    )


def test_virtuoso_is_written_to_with_credentials_at_another_address() -> None:
    assert addresses("http://h/sparql", secret=True).store.endswith("-graph-crud-auth")


def test_a_server_whose_graph_store_is_not_known_must_be_named() -> None:
    with pytest.raises(StoreError, match="--query-url"):
        push(small(doc_a="one"), "http://127.0.0.1:1/anything", settings=FAST)


# the command


@pytest.fixture
def kg(tmp_path: Path) -> Callable[..., str]:
    """The file of a small graph."""

    def written(**texts: str) -> str:
        path = tmp_path / "kg.nq"
        path.write_bytes(small(**texts).nquads())
        return str(path)

    return written


def test_the_command_says_what_it_sent_and_where(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert call("push", kg(doc_a="one", doc_b="two"), server.url) == 0
    out, err = capfd.readouterr()
    assert out == "2 graphs sent, 0 the same, 0 removed\n"
    assert f"{server.port}/store" in err
    assert_holds(server, small(doc_a="one", doc_b="two"))


def test_the_command_names_graphs_that_failed_and_ends_with_1(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    server.fate = lambda asked: 500 if asked.graph == named("doc-b") else "done"
    assert call("push", kg(doc_a="one", doc_b="two"), server.url) == 1
    out, err = capfd.readouterr()
    assert out == "1 graphs sent, 0 the same, 0 removed, 1 failed\n"
    assert f"<{named('doc-b')}>: the server answered 500: not now" in err


def test_the_command_refuses_in_one_line_and_ends_with_2(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    pushed(server, small(doc_a="one"))
    assert call("push", kg(doc_a="two"), server.url) == 2
    (_, refusal) = capfd.readouterr().err.splitlines()
    assert refusal.startswith("mandategraph: http://127.0.0.1:")
    assert "--replace" in refusal
    assert call("push", kg(doc_a="two"), server.url, "--replace") == 0
    assert_holds(server, small(doc_a="two"))


def test_a_dry_run_of_the_command_lists_every_graph(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    pushed(server, small(doc_a="one"))
    server.asked.clear()
    assert call("push", kg(doc_a="two three"), server.url, "--dry-run") == 0
    out, err = capfd.readouterr()
    (row,) = [line.split() for line in out.splitlines() if "doc-a" in line]
    assert row == [named("doc-a"), "changed", "2", "1"]
    assert "only with --replace" in err
    assert server.writes == []


def test_credentials_in_the_address_are_never_shown(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    url = server.url.replace("//", "//somebody:s3cretword@")
    assert call("push", kg(doc_a="one"), url) == 0
    server.fate = lambda _: 401
    assert call("push", kg(doc_a="two"), url, "--replace") == 2
    shown = "".join(capfd.readouterr())
    assert "127.0.0.1" in shown
    assert "s3cretword" not in shown
    assert "somebody" not in shown


def call(*arguments: str) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return int(stop.value.code or 0)
