"""Readings of web pages, each checked for what holds of every reading."""

from __future__ import annotations

from pathlib import Path

from mandategraph.model import Reading
from mandategraph.read.cover import leftover, spans_of
from mandategraph.read.html import readings
from mandategraph.read.source import Input


def reading(page: str | bytes, file: str = "page.html") -> Reading:
    data = page.encode() if isinstance(page, str) else page
    (found,) = readings(Input(file, data=data))
    check(found)
    return found


def of_file(path: Path) -> Reading:
    (found,) = readings(Input.of(path))
    check(found)
    return found


def check(found: Reading) -> None:
    """What holds of every reading: coverage, wording, places in order."""
    text = found.source.text
    covered = bytearray(len(text))
    spans = [s for plan in found.plans for s in spans_of(plan)]
    for span in [*spans, *found.marks, *found.leftover]:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    assert all(covered[i] or c.isspace() for i, c in enumerate(text))
    assert found.leftover == leftover(text, found.plans, found.marks)
    places = [place.span for place in found.source.places]
    assert places == sorted(places)
    for s in found.statements:
        if s.text is not None:
            words = " ".join(f.of(text) for f in s.fragments).replace("\xad", "")
            assert " ".join(words.split()) == " ".join(s.text.split())


def texts(found: Reading) -> list[str]:
    """The pieces of the text, one for each place."""
    return [place.span.of(found.source.text) for place in found.source.places]
