"""Requests and answers between the server and its workers: bytes behind a length."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import asyncio
    from typing import BinaryIO

_LENGTHS: Final = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Job:
    """A query and how its answer is to be written.

    `form` is the name of a format of `formats`. The graphs are those of the protocol:
    they take the place of the union and of FROM. `base` is what relative IRIs of the
    query are relative to.
    """

    query: str
    form: str
    base: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer's bytes, or why there is none (`reason`, with the kind of failure).

    `failure`: `""`, `query` (the query is wrong), `size` (the answer is too large),
    `inside` (an error of ours). `cut` says that rows were left out.
    """

    body: bytes = b""
    rows: int = 0
    cut: bool = False
    failure: str = ""
    reason: str = field(default="", compare=False)


def packed(head: Job | Answered, body: bytes = b"") -> bytes:
    """The message as it goes over the pipe."""
    fields = asdict(head)
    fields.pop("body", None)
    text = json.dumps(fields).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def read_job(stream: BinaryIO) -> Job | None:
    """The next job, None when the server has gone away."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, _ = _LENGTHS.unpack(lengths)
    fields: dict[str, Any] = json.loads(stream.read(head))
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Job(**fields)


async def read_answer(stream: asyncio.StreamReader) -> Answered:
    """The next answer; IncompleteReadError when the worker ends before."""
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    fields: dict[str, Any] = json.loads(await stream.readexactly(head))
    return Answered(await stream.readexactly(body), **fields)
