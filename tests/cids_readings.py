"""Readings of CIDS files, each checked for what holds of every reading."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from mandategraph.model import Reading
from mandategraph.read.cids import readings
from mandategraph.read.cover import leftover, spans_of
from mandategraph.read.source import Input


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here runs without any way to the network."""

    def refused(*_: object, **__: object) -> None:
        message = "a socket was opened"
        raise AssertionError(message)

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)


def reading(data: str | bytes, file: str = "data.ttl") -> Reading:
    raw = data.encode() if isinstance(data, str) else data
    (found,) = readings(Input(file, data=raw))
    check(found)
    return found


def of_file(path: Path) -> Reading:
    (found,) = readings(Input.of(path))
    check(found)
    return found


def check(found: Reading) -> None:
    """What holds of every reading: coverage, wording, order, unique ids."""
    text = found.source.text
    covered = [False] * len(text)
    spans = [s for plan in found.plans for s in spans_of(plan)]
    for span in [*spans, *found.marks, *found.leftover]:
        assert 0 <= span.start <= span.end <= len(text)
        for i in range(span.start, span.end):
            covered[i] = True
    assert all(covered[i] or c.isspace() for i, c in enumerate(text))
    assert found.leftover == leftover(text, found.plans, found.marks)
    ids = [s.id for s in found.statements]
    assert len(ids) == len(set(ids))
    for before, after in zip(found.plans, found.plans[1:], strict=False):
        assert before.span.end <= after.span.start
    for plan in found.plans:
        known = {s.id for s in plan.statements}
        for s in plan.statements:
            assert s.parent.target is None or s.parent.target in known
            if s.text is not None:
                words = " ".join(f.of(text).strip() for f in s.fragments)
                assert " ".join(words.split()) == s.text
    for place in found.source.places:
        assert place.path
