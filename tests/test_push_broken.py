"""A push to a server that dies, refuses or loses: never half of a graph for good."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from graph_server import Asked, Fate, GraphServer
from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph
from mandategraph.store.transfer.pull import pull
from mandategraph.store.transfer.record import PushRecord
from pushed_graphs import (
    BASE,
    FAST,
    MANIFEST,
    N_QUADS,
    RECORD,
    assert_holds,
    contents,
    named,
    pushed,
    small,
)


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
