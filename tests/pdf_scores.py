"""How a reading compares with what a leaflet is known to say."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mandategraph.model import Reading, Statement
from mandategraph.read import read

ITEMS = ("expected_result", "indicator")


@dataclass
class Score:
    """Counts of items, and the wordings of those that went wrong."""

    items: int = 0
    links: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def perfect(self) -> bool:
        """Whether every item and heading is exact and has its parent."""
        return not (self.missed or self.wrong or self.extra) and (
            self.right == self.links
        )


def score(pdf: Path, expected: list[dict[str, Any]]) -> Score:
    """The reading of the file against the expected statements.

    `parent` of an expected item is the label of its objective, or None when the source
    does not say which: then nothing may be asserted.
    """
    reading = read(pdf)
    found = Score()
    used: set[str] = set()
    for e in expected:
        match = next((s for s in _matches(reading, e) if s.id not in used), None)
        if e["type"] in ITEMS:
            found.items += 1
            found.links += e["parent"] is not None
        if match is None:
            found.missed.append(f"{e['type']}: {e.get('label')} {e['text']}")
            continue
        used.add(match.id)
        if e["type"] in ITEMS and match.parent.status == "asserted":
            if e["parent"] and objective_of(reading, match) == plain(e["parent"]):
                found.right += 1
            else:
                found.wrong.append(str(match.text))
    for s in reading.statements:
        if s.type in ITEMS and s.id not in used:
            found.extra.append(str(s.text))
    return found


def expected_of(path: Path) -> list[dict[str, Any]]:
    """The statements of an `.expected.json` of `data/pdf`."""
    statements: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["statements"]
    return statements


def plain(text: str | None) -> str:
    """The text in NFC with single blanks, without a colon at its end."""
    joined = " ".join((text or "").split())
    return unicodedata.normalize("NFC", joined).rstrip(": ")


def objective_of(reading: Reading, statement: Statement) -> str:
    """The label of the objective that the asserted parents lead to."""
    by_id = {s.id: s for s in reading.statements}
    at = statement
    while at.type != "objective" and at.parent.target:
        at = by_id[at.parent.target]
    return plain(at.label)


def _matches(reading: Reading, e: dict[str, Any]) -> list[Statement]:
    return [
        s
        for s in reading.statements
        if s.type == e["type"]
        and plain(s.text) == plain(e["text"])
        and (e["type"] != "objective" or plain(s.label) == plain(e["label"]))
    ]
