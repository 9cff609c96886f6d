"""Invented leaflets in nine languages and many layouts, with expectations by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DATA
from mandategraph.read import read
from mandategraph.read.text.dewrap import wording

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Parent, Reading

LEAFLETS = sorted((DATA / "leaflets").glob("*.txt"))


def expected(path: Path) -> Any:
    return json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


def printed(parent: Parent) -> str:
    if parent.status == "unknown":
        return " ".join(["?", *(c.target for c in parent.candidates)])
    if parent.status == "none_in_source":
        return "none"
    return f"{parent.target} {parent.basis}"


def not_replayed(reading: Reading) -> list[str]:
    """The statements whose fragments or heading do not give what they say."""
    text = reading.source.text
    wrong = []
    for s in reading.statements:
        words = wording(text, s.fragments) if s.fragments else None
        label = " ".join(s.heading.of(text).split()) if s.heading else None
        if (words, label) != (s.text, s.label):
            wrong.append(s.id)
    return wrong


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda p: p.stem)
def test_a_leaflet_gives_its_statements_and_parents(path: Path) -> None:
    reading = read(path)
    rows = [[s.id, s.text, printed(s.parent)] for s in reading.statements]
    assert rows == [
        [row["id"], row["text"], row["parent"]] for row in expected(path)["statements"]
    ]


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda p: p.stem)
def test_each_statement_has_the_language_of_its_name(path: Path) -> None:
    assert [s.id for s in read(path).statements if s.lang != s.id[:2]] == []


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda p: p.stem)
def test_the_words_that_are_no_statement_are_reported(path: Path) -> None:
    reading = read(path)
    want = expected(path)
    left = [s.of(reading.source.text) for s in reading.leftover]
    words = [piece for piece in left if any(c.isalnum() for c in piece)]
    assert words == want["unread"] + want.get("unclassified", [])
    items = [w.span for w in reading.warnings if w.code == "unclassified_item"]
    assert [s.of(reading.source.text) for s in items if s] == want.get(
        "unclassified", []
    )


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda p: p.stem)
def test_spans_replay_on_the_source(path: Path) -> None:
    assert not_replayed(read(path)) == []
