"""Wall times, and work in a process of its own that can be stopped."""

from __future__ import annotations

import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
Row = tuple[str, float, float]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median of the wall times."""
    return statistics.median(once(work) for _ in range(times))


def processor_seconds(*works: Callable[[], object], times: int) -> list[float]:
    """The median of the processor times of each, taken in turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, found in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            found.append(time.process_time() - start)
    return [statistics.median(found) for found in taken]


def once(work: Callable[[], object]) -> float:
    """The wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def geometric_mean(ratios: Iterable[float]) -> float:
    """The mean of ratios; 1 of none."""
    logarithms = [math.log(ratio) for ratio in ratios]
    return math.exp(statistics.fmean(logarithms)) if logarithms else 1.0


def in_time(work: Callable[[], T], limit: float) -> T | str:
    """What the work gives, or why it gives nothing within the seconds of the limit.

    The work is done in a fork: what is in memory is there at once, and an engine that
    cannot be interrupted is killed.
    """
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=_do, args=(work, there))
    child.start()
    there.close()
    try:
        if not here.poll(limit):
            return f"over {limit:g} s"
        found: tuple[T | None, str] = here.recv()
    except EOFError:
        return "it ended without an answer"
    finally:
        child.kill()
        child.join()
        here.close()
    answer, problem = found
    return problem if answer is None else answer


def _do(work: Callable[[], object], there: Connection) -> None:
    try:
        there.send((work(), ""))
    except Exception as error:
        there.send((None, f"failed: {error}"[:160]))
