"""What one query of a stranger may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the SPARQL endpoint; all of them hold for each query.

    `seconds` from its turn to its whole answer; `rows` (or triples) of the answer, what
    is more is left out and said so; `query_bytes` of the query's text; `answer_bytes`
    of the answer as it is sent; `memory_bytes` that a worker may take beyond what it
    has when it is idle. `workers` queries run at a time, `waiting` more wait for
    their turn, all others are told to come again.
    """

    seconds: float = 10.0
    rows: int = 10_000
    query_bytes: int = 65_536
    answer_bytes: int = 32 << 20
    memory_bytes: int = 1 << 30
    workers: int = 2
    waiting: int = 32
