"""Our own IATI files, read, and short ways to what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import DATA
from mandategraph.model import Reading
from mandategraph.read import readings
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.model import Plan, Statement, Value, Wording

IATI = DATA / "iati"


def read_iati(data: bytes) -> list[Reading]:
    """The readings of the bytes, which go by the name `file.xml`."""
    found = list(readings(Input.of(data, "file.xml"), format="iati"))
    return [r for r in found if isinstance(r, Reading)]


def activities(name: str) -> list[Reading]:
    """The readings of one of our own files."""
    return read_iati((IATI / "valid" / f"{name}.xml").read_bytes())


def plan(name: str, number: int = 0) -> Plan:
    """The plan of one activity of the file."""
    (found,) = activities(name)[number].plans
    return found


def of(found: Plan, name: str) -> Statement:
    """The statement of the plan with this id."""
    return {s.id: s for s in found.statements}[name]


def messages(reading: Reading, code: str) -> list[str]:
    """What the warnings with this code say."""
    return [w.message for w in reading.warnings if w.code == code]


def texts(wordings: Iterable[Wording]) -> list[tuple[str, str]]:
    """Language and text of each."""
    return [(w.lang, w.text) for w in wordings]


def named(value: Value) -> list[tuple[str, str]]:
    """Name and value of the value's fields."""
    return [(f.name, f.value) for f in value.fields]
