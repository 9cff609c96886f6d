"""Reading many sources: in this process, or in several that may die without harm."""

from __future__ import annotations

import pickle
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self

from mandategraph.build.reading import Outcome, read_source
from mandategraph.build.summary import SourceSummary
from mandategraph.errors import SourceError, StoreError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mandategraph.build.reading import Task

Event = tuple[str, int, Any]  # "begin", "at", "done" or "stop"; task; value
_CODE: Final = (
    "import sys; sys.path[:] = {path!r}; "
    "from mandategraph.build.worker import main; main()"
)


def read_all(
    tasks: Sequence[Task], jobs: int, tell: Callable[[Event], None]
) -> dict[int, Outcome]:
    """The outcome of each task by its number, read in `jobs` processes.

    One job means this process. Otherwise each process is started afresh (never forked),
    and a source whose process dies is one that failed. The tasks are taken in their
    order. `tell` hears of every event. Raises StoreError when what was read cannot be
    kept.
    """
    if jobs < 2:
        return dict(_alone(task, tell) for task in tasks)
    with _Crew(tasks, jobs) as crew:
        found: dict[int, Outcome] = {}
        while len(found) < len(tasks):
            event = crew.events.get()
            kind, number, value = event
            if kind == "stop":
                raise value
            if kind == "done":
                found[number] = value
            tell(event)
        return found


def _alone(task: Task, tell: Callable[[Event], None]) -> tuple[int, Outcome]:
    tell(("begin", task.number, task.job.name))
    outcome = read_source(task, lambda at: tell(("at", task.number, at)))
    tell(("done", task.number, outcome))
    return task.number, outcome


class _Crew:
    """Threads that each keep one process at work."""

    def __init__(self, tasks: Sequence[Task], jobs: int) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            self._tasks.put(task)
        self._workers: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._ended = False
        count = min(jobs, len(tasks))
        self._threads = [threading.Thread(target=self._serve) for _ in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._ended = True
            for worker in self._workers:
                worker.kill()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        """Give the tasks to a process, one after the other; a new one if it dies."""
        if hasattr(signal, "pthread_sigmask"):
            # a process inherits this, or Ctrl-C while it starts would print its stack
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        worker: subprocess.Popen[bytes] | None = None
        while not self._ended:
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                break
            try:
                worker = worker or self._start()
                if worker is None:
                    break
                self._run(worker, task)
            except OSError as error:  # no process could be started
                reason = reason_of(error)
                stop = StoreError(task.job.shown, reason, "use --jobs 1")
                self.events.put(("stop", task.number, stop))
            except (EOFError, pickle.UnpicklingError):
                self._end(worker)
                outcome = _died(task, worker.returncode if worker else 1)
                self.events.put(("done", task.number, outcome))
                worker = None
        self._end(worker)

    def _start(self) -> subprocess.Popen[bytes] | None:
        """A new process, None when the build has ended."""
        with self._lock:
            if self._ended:
                return None
            worker = subprocess.Popen(  # noqa: S603 - our own code
                [sys.executable, "-c", _CODE.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._workers.add(worker)
            return worker

    def _run(self, worker: subprocess.Popen[bytes], task: Task) -> None:
        """Hand over the task and pass on what the process says until it is done."""
        assert worker.stdin  # noqa: S101 - narrows the type
        assert worker.stdout  # noqa: S101 - narrows the type
        self.events.put(("begin", task.number, task.job.name))
        try:
            pickle.dump(task, worker.stdin)
            worker.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError from error
        kind = ""
        while kind not in ("done", "stop"):
            # from the process that we began
            kind, value = pickle.load(worker.stdout)  # noqa: S301
            self.events.put((kind, task.number, value))

    def _end(self, worker: subprocess.Popen[bytes] | None) -> None:
        """Let the process go."""
        if worker is None:
            return
        for stream in (worker.stdin, worker.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
        worker.wait()
        with self._lock:
            self._workers.discard(worker)


def _died(task: Task, code: int) -> Outcome:
    """The outcome of a source whose process ended before it was read."""
    how = f"with exit code {code}"
    if code < 0:
        try:
            how = f"by {signal.Signals(-code).name}"
        except ValueError:
            how = f"by signal {-code}"
    error = SourceError(
        task.job.shown,
        f"the process that read it was ended {how}",
        "it may need more memory; build it alone, with --jobs 1",
    )
    summary = SourceSummary(task.job.name, "failed", problem=str(error))
    return Outcome(task.number, summary, error=error)
