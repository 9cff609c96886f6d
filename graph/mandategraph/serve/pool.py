"""The workers: each does one query at a time, and is replaced when it is killed.

A query that takes too long, takes too much memory, or whose client has gone away ends
with its worker. Killing is the only way that surely stops it.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

from mandategraph.errors import MandateGraphError
from mandategraph.serve.messages import Answered, packed, read_answer

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from mandategraph.serve.limits import Limits
    from mandategraph.serve.messages import Job

_START_SECONDS: Final = 60.0


class BusyError(MandateGraphError):
    """All workers have work and enough queries wait; come again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"too many queries at once: try again in {seconds} seconds")


class StoppedError(MandateGraphError):
    """A query that was stopped because it took more than its share."""


class Pool:
    """Answers jobs by worker processes over the store in a folder."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self.limits = folder, limits
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._present, self._closing = 0, False
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Start the workers; StoppedError when they do not come up."""
        await asyncio.gather(*(self._hire() for _ in range(self.limits.workers)))
        if self._idle.empty():
            message = "no worker could open the graph; see the messages above"
            raise StoppedError(message)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, error, trace
        self._closing = True
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(self._dismiss(worker) for worker in list(self._all)))

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return self._idle.qsize()

    async def answer(self, job: Job) -> Answered:
        """The answer to the job.

        Raises BusyError when too many wait already, StoppedError when the query took
        more time or memory than it may. When the caller is cancelled, so is the query.
        """
        if self._present >= self.limits.workers + self.limits.waiting:
            raise BusyError(max(1, round(self.limits.seconds)))
        self._present += 1
        try:
            return await self._in_turn(job)
        finally:
            self._present -= 1

    async def _in_turn(self, job: Job) -> Answered:
        try:
            patience = 2 * self.limits.seconds * (1 + self.limits.waiting)
            worker = await asyncio.wait_for(self._idle.get(), patience + _START_SECONDS)
        except TimeoutError as error:
            raise BusyError(max(1, round(self.limits.seconds))) from error
        done = False
        try:
            answered = await asyncio.wait_for(
                self._ask(worker, job), self.limits.seconds
            )
            done = True
        except TimeoutError as error:
            message = (
                f"the query took more than {self.limits.seconds:g} seconds and was"
                " stopped; ask for less"
            )
            raise StoppedError(message) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            message = (
                "the query was stopped: it needed more than"
                f" {self.limits.memory_bytes >> 20} MiB of memory; ask for less"
            )
            raise StoppedError(message) from error
        finally:
            if done:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
        return answered

    async def _ask(self, worker: asyncio.subprocess.Process, job: Job) -> Answered:
        assert worker.stdin is not None  # noqa: S101 - both are pipes
        assert worker.stdout is not None  # noqa: S101
        worker.stdin.write(packed(job))
        await worker.stdin.drain()
        return await read_answer(worker.stdout)

    def _replace(self, worker: asyncio.subprocess.Process) -> None:
        with suppress(ProcessLookupError):
            worker.kill()
        task = asyncio.create_task(self._succeed(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _succeed(self, worker: asyncio.subprocess.Process) -> None:
        await self._dismiss(worker)
        if not self._closing:
            await self._hire()

    async def _dismiss(self, worker: asyncio.subprocess.Process) -> None:
        """Kill the worker and wait for its end."""
        self._all.discard(worker)
        with suppress(ProcessLookupError):
            worker.kill()
        if worker.stdin is not None:
            worker.stdin.close()
        await worker.wait()

    async def _hire(self) -> None:
        """One more worker, when it says that it is ready."""
        limits = self.limits
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "mandategraph.serve.worker", str(self._folder)),
            *map(str, (limits.rows, limits.answer_bytes, limits.memory_bytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 20,
        )
        self._all.add(worker)
        assert worker.stdout is not None  # noqa: S101 - a pipe
        try:
            await asyncio.wait_for(read_answer(worker.stdout), _START_SECONDS)
        except (TimeoutError, asyncio.IncompleteReadError):
            await self._dismiss(worker)
            return
        self._idle.put_nowait(worker)
