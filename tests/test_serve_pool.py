"""Queries of strangers end when they must, and take nothing else down with them."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest

from drawn_plans import large_plan
from mandategraph.serve.limits import Limits
from mandategraph.serve.messages import Answered, Job
from mandategraph.serve.pool import BusyError, Pool, StoppedError
from mandategraph.serve.site import worker_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

ALL = "SELECT * { ?s ?p ?o }"
CARTESIAN = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MONSTERS = {
    "count": f"SELECT (COUNT(*) AS ?n) {CARTESIAN}",
    "path": "SELECT (COUNT(*) AS ?n) { ?s (!mg:x)* ?o . ?x (!mg:y)* ?y . ?z mg:p* ?w }",
    "group": f"SELECT ?a (COUNT(?d) AS ?n) {CARTESIAN} GROUP BY ?a",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with 181 elements."""
    with worker_store(large_plan(10, 5, 2)) as made:
        return shutil.copytree(made, tmp_path_factory.mktemp("store") / "store")


def in_pool(store: Path, limits: Limits, work: Callable[[Pool], Awaitable[Any]]) -> Any:
    async def go() -> Any:
        async with Pool(store, limits) as pool:
            return await work(pool)

    return asyncio.run(go())


def asked(store: Path, query: str, **limits: Any) -> Answered:
    found: Answered = in_pool(
        store, Limits(workers=1, **limits), lambda pool: pool.answer(Job(query, "json"))
    )
    return found


def test_a_query_is_answered(store: Path) -> None:
    found = asked(store, "SELECT (COUNT(*) AS ?n) { ?o a mg:Objective }")
    assert (found.failure, found.rows, found.cut) == ("", 1, False)
    assert b'"10"' in found.body


def test_an_answer_has_no_more_rows_than_it_may_and_says_so(store: Path) -> None:
    found = asked(store, ALL, rows=7)
    assert (found.rows, found.cut) == (7, True)


def test_an_answer_of_just_as_many_rows_is_whole(store: Path) -> None:
    assert not asked(store, f"{ALL} LIMIT 7", rows=7).cut


def test_an_answer_that_is_too_large_is_not_sent(store: Path) -> None:
    found = asked(store, ALL, answer_bytes=1000)
    assert (found.failure, found.body) == ("size", b"")


def test_a_faulty_query_says_what_is_wrong(store: Path) -> None:
    found = asked(store, "SELECT * {")
    assert found.failure == "query"
    assert "1:11" in found.reason


@pytest.mark.parametrize("name", MONSTERS)
def test_a_query_without_end_is_stopped_in_time(store: Path, name: str) -> None:
    async def work(pool: Pool) -> float:
        start = time.monotonic()
        with pytest.raises(StoppedError, match=r"more than 0\.5 seconds"):
            await pool.answer(Job(MONSTERS[name], "json"))
        return time.monotonic() - start

    assert in_pool(store, Limits(workers=1, seconds=0.5), work) < 3


def test_a_query_that_takes_all_memory_ends_alone(store: Path) -> None:
    async def work(pool: Pool) -> Answered:
        query = f"SELECT * {CARTESIAN} ORDER BY ?a ?d ?g"
        with pytest.raises(StoppedError, match="64 MiB"):
            await pool.answer(Job(query, "json"))
        return await pool.answer(Job("ASK {}", "json"))

    limits = Limits(workers=1, seconds=30, memory_bytes=64 << 20)
    assert b"true" in in_pool(store, limits, work).body


def test_after_a_stopped_query_the_next_one_is_answered(store: Path) -> None:
    async def work(pool: Pool) -> Answered:
        with pytest.raises(StoppedError):
            await pool.answer(Job(MONSTERS["count"], "json"))
        return await pool.answer(Job("ASK {}", "json"))

    assert b"true" in in_pool(store, Limits(workers=1, seconds=1), work).body


def test_a_query_whose_client_goes_away_is_stopped(store: Path) -> None:
    async def work(pool: Pool) -> Answered:
        task = asyncio.create_task(pool.answer(Job(MONSTERS["count"], "json")))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        start = time.monotonic()
        found = await pool.answer(Job("ASK {}", "json"))
        assert time.monotonic() - start < 20
        return found

    assert b"true" in in_pool(store, Limits(workers=1, seconds=60), work).body


def test_who_finds_the_queue_full_is_told_to_come_again(store: Path) -> None:
    async def work(pool: Pool) -> list[object]:
        jobs = [pool.answer(Job(MONSTERS["count"], "json")) for _ in range(4)]
        return list(await asyncio.gather(*jobs, return_exceptions=True))

    found = in_pool(store, Limits(workers=1, waiting=2, seconds=0.5), work)
    assert sorted(type(one).__name__ for one in found) == [
        "BusyError",
        "StoppedError",
        "StoppedError",
        "StoppedError",
    ]
    (busy,) = (one for one in found if isinstance(one, BusyError))
    assert busy.seconds >= 1


def test_no_worker_outlives_the_pool(store: Path) -> None:
    async def work(pool: Pool) -> list[int]:
        return [worker.pid for worker in pool._all]

    for pid in in_pool(store, Limits(workers=2), work):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_graph_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    async def work(pool: Pool) -> None:
        await pool.answer(Job("ASK {}", "json"))

    with pytest.raises(StoppedError, match="no worker could open the graph"):
        in_pool(tmp_path / "none", Limits(workers=1), work)
