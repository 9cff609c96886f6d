"""The file of decisions beside a graph: lines are added, and never changed.

A decision is confirmed when it is on disk. A line that a killed process left half
written was never confirmed; the next writer cuts it off. Writers take turns.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError, SourceError, StoreError, reason_of
from mandategraph.review.decision import Decision, agent_named
from mandategraph.review.standing import Standing
from mandategraph.store.files import dataset_syntax, explained
from mandategraph.store.folder import MARKER, turn

if TYPE_CHECKING:
    from collections.abc import Callable

DECISIONS: Final = "decisions"  # the folder beside a graph's store
FILE: Final = "decisions.jsonl"
_ADVICE: Final = "name a graph folder, a .trig or a .nq file"


def decisions_of(target: str | Path) -> Path:
    """The file in which the decisions on the graph are kept; it need not be there.

    Raises StoreError for what cannot have one: an endpoint, a file without graphs.
    """
    name, path = str(target), Path(target)
    if not name or name == "-" or "://" in name:
        reason = "decisions are kept beside a graph on disk"
        raise StoreError(name or "(nothing)", reason, _ADVICE)
    if dataset_syntax(path):
        return path.with_name(f"{path.name}.{DECISIONS}") / FILE
    return path / DECISIONS / FILE


def has_decisions(target: str | Path) -> bool:
    """Whether a file of decisions lies beside the graph."""
    try:
        return decisions_of(target).is_file()
    except StoreError:
        return False


def log(target: str | Path) -> list[Decision]:
    """Every decision on the graph, in the order in which they were made.

    Raises SourceError with the line that is none.
    """
    return _read(decisions_of(target)).decisions


def standing_of(target: str | Path) -> Standing:
    """The decisions on the graph and which of them hold; none where none are kept."""
    try:
        return Standing(log(target))
    except StoreError:
        return Standing()


def decide(target: str | Path, decision: Decision) -> Decision:
    """The decision as it is kept, on disk now.

    One whose id is there already is not written again. Raises DecidedError when the
    item was decided on in between, QueryError when the file cannot keep it, and
    StoreError when it cannot be written; the file is then as it was.
    """
    return _append(target, lambda _: decision)


def undo(
    target: str | Path, agent: str, of: str = "", *, note: str = "", as_id: str = ""
) -> Decision:
    """The decision that takes another back: `of`, or the agent's last one that holds.

    An undo can be undone; what it took back holds again. `as_id` is the id of the undo
    itself, for a caller that may try again. Raises as `decide` does.
    """
    name = agent_named(agent)

    def made(standing: Standing) -> Decision:
        kept = standing.by_id.get(as_id)
        if kept is not None and kept.action == "undo" and of in ("", kept.undoes):
            return kept  # tried again: what was last then is not last now
        old = standing.by_id.get(of) if of else standing.last_of(name)
        undoes, item = (old.id, old.item) if old else (of, "")
        about = dict(old.about) if old else {}
        return Decision("undo", item, name, about, note=note, undoes=undoes, id=as_id)

    return _append(target, made)


class _Content:
    """The decisions of a file, and how many of its bytes are whole lines."""

    def __init__(self, data: bytes, path: Path) -> None:
        *lines, tail = data.split(b"\n")
        self.decisions: list[Decision] = []
        seen: dict[str, Decision] = {}
        for number, line in enumerate(lines, 1):
            if line.strip():
                self._enter(Decision.parse(line, f"{path}:{number}"), seen, path)
        self.good, self.ended = len(data) - len(tail), True
        if tail:
            with suppress(SourceError):  # not an error: it was never confirmed
                self._enter(Decision.parse(tail, str(path)), seen, path)
                self.good, self.ended = len(data), False

    def _enter(self, one: Decision, seen: dict[str, Decision], path: Path) -> None:
        before = seen.setdefault(one.id, one)
        if before is one:
            self.decisions.append(one)
        elif before != one:
            reason = f"two decisions have the id {one.id}"
            raise SourceError(str(path), reason, "give one of them another id")


def _read(path: Path) -> _Content:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        data = b""
    except OSError as error:
        raise SourceError(str(path), reason_of(error), "change its mode") from error
    return _Content(data, path)


def _append(target: str | Path, make: Callable[[Standing], Decision]) -> Decision:
    path = decisions_of(target)
    graph = Path(target)
    there = (graph / MARKER).is_file() if graph.is_dir() else graph.is_file()
    if not there:
        raise StoreError(str(target), "there is no graph", "build a graph first")
    with explained(path):
        new = not path.parent.is_dir()
        path.parent.mkdir(exist_ok=True)
        if new:
            _sync(path.parent.parent)
        with turn(path.parent):
            return _write(path, make)


def _write(path: Path, make: Callable[[Standing], Decision]) -> Decision:
    """Add the decision that is made of what stands; for who has the turn."""
    content = _read(path)
    standing = Standing(content.decisions)
    given = make(standing)
    kept = standing.by_id.get(given.id)
    if kept is not None:
        if kept.same(given):
            return kept
        reason = f"{kept.agent} has made another decision of this id"
        raise QueryError(given.id, reason, "give it an id of its own")
    decision = given.complete(secrets.token_hex(8))
    standing.check(decision)
    data = decision.line() if content.ended else b"\n" + decision.line()
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o666)
    try:
        os.ftruncate(handle, content.good)
        os.lseek(handle, content.good, os.SEEK_SET)
        try:
            _all(handle, data)
            os.fsync(handle)
        except BaseException:
            os.ftruncate(handle, content.good)
            raise
    finally:
        os.close(handle)
    if new:
        _sync(path.parent)
    return decision


def _all(handle: int, data: bytes) -> None:
    """Write all of the data, however little the system takes at a time."""
    while data:
        data = data[os.write(handle, data) :]


def _sync(folder: Path) -> None:
    """Put the folder's list of files on disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
