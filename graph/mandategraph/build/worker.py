"""The process that reads sources for a build: tasks come in, outcomes go out."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from mandategraph.build.reading import read_source
from mandategraph.errors import StoreError

if TYPE_CHECKING:
    from mandategraph.build.reading import Task


def main() -> None:
    """Read tasks from standard input until it ends; answers go to standard output.

    An answer is a pair: `("at", bytes)`, `("done", Outcome)` or `("stop", StoreError)`.
    What a library prints goes to standard error.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build stops its workers itself
    with os.fdopen(os.dup(1), "wb") as answers, os.fdopen(os.dup(0), "rb") as tasks:
        os.dup2(2, 1)
        while task := _next(tasks):
            _answer(answers, *_done(task, answers))


def _next(tasks: BinaryIO) -> Task | None:
    try:
        task: Task = pickle.load(tasks)  # noqa: S301 - from the process that began us
    except EOFError:
        return None
    return task


def _done(task: Task, answers: BinaryIO) -> tuple[str, Any]:
    try:
        return "done", read_source(task, lambda at: _answer(answers, "at", at))
    except StoreError as error:
        return "stop", error


def _answer(answers: BinaryIO, kind: str, value: object) -> None:
    try:
        pickle.dump((kind, value), answers)
        answers.flush()
    except BrokenPipeError:
        sys.exit(1)  # the build is gone
