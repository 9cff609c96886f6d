"""When two plans are the same for StratML, and whether a document is valid.

Same are: the tree of statements, their wordings, numbers, identifiers, values, parties
and fields, and what is said of the plan. Not compared: where the words stand in the
text, keys and ids, which are only names within a reading.
"""

from __future__ import annotations

import uuid
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from conftest import DATA, SHARED
from mandategraph.model import Reading
from mandategraph.read import readings
from mandategraph.read.cover import leftover
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mandategraph.model import Field, Party, Plan, Statement, Value, Wording

VALID = DATA / "stratml" / "valid"
INVALID = DATA / "stratml" / "invalid"
CORPUS = SHARED / "corpora" / "stratml"
SCHEMAS = {
    b"StrategicPlan": "StrategicPlanISOVersion20140401.xsd",
    b"PerformancePlanOrReport": "PerformancePlanOrReport20160216.xsd",
}
CHOSEN_TYPE = ("stratml:@Type", "Strategic_Plan")  # the writer's, where none is stated


def read_bytes(data: bytes, file: str = "plan.xml") -> Reading:
    """The one reading of the bytes."""
    (found,) = readings(Input(file, data=data), format="stratml")
    assert isinstance(found, Reading)
    return found


def read_file(path: Path) -> Reading:
    """The one reading of the file."""
    return read_bytes(path.read_bytes(), path.name)


def assert_covered(reading: Reading) -> None:
    """Each character that is no blank is in a statement, a mark or the leftover."""
    found = leftover(reading.source.text, reading.plans, reading.marks)
    assert found == reading.leftover


def faults(data: bytes) -> list[str]:
    """What the ISO schema of the document's part finds wrong."""
    root = etree.fromstring(data)
    schema = _schema(etree.QName(root).localname.encode())
    schema.validate(root)
    log: Any = schema.error_log  # the stubs do not know that it can be walked through
    return [f"line {e.line}: {e.message}" for e in log]


@cache
def _schema(root: bytes) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(CORPUS / "schemas" / SCHEMAS[root])))


def content(plan: Plan) -> dict[str, Any]:
    """All that two plans must share to be the same."""
    ids = {s.id for s in plan.statements}

    def below(target: str | None) -> list[Any]:
        return [
            (
                _statement(s),
                sorted(_party(p) for p in plan.parties if s.id in p.of),
                below(s.id),
            )
            for s in plan.statements
            if (s.parent.target if s.parent.target in ids else None) == target
        ]

    return {
        "lang": plan.lang,
        "title": _words(plan.title),
        "description": _words(plan.description),
        "identifier": plan.identifier,
        "period": plan.period,
        "published": plan.published,
        "references": [(r.relation, r.iri, r.printed) for r in plan.references],
        "fields": [f for f in _fields(plan.fields) if f != CHOSEN_TYPE],
        "parties": sorted(_party(p) for p in plan.parties if not p.of),
        # the schema has an order of types, so only that within a type can stay
        "statements": sorted(below(None), key=lambda node: str(node[0][0])),
    }


def in_language(thing: Any, lang: str) -> Any:
    """The plan, or any part of it, with all wordings in the language."""
    if isinstance(thing, tuple):
        return tuple(in_language(part, lang) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes = {f.name: in_language(getattr(thing, f.name), lang) for f in fields(thing)}
    if "lang" in changes:
        changes["lang"] = lang
    return replace(thing, **changes)


def _statement(s: Statement) -> tuple[Any, ...]:
    return (
        s.type,
        s.level,
        s.lang,
        s.text,
        s.text_status,
        s.label,
        s.code or (None if s.ordinal is None else str(s.ordinal)),
        None if minted(s.identifier) else s.identifier,
        _words(s.also),
        _words(s.description),
        _words(s.notes),
        (s.unit.lang, s.unit.text) if s.unit else None,
        s.higher_is_better,
        [_value(v) for v in s.values],
        [(r.relation, r.iri, r.printed) for r in s.references],
        _fields(s.fields),
    )


def _value(v: Value) -> tuple[Any, ...]:
    notes, fields = _words(v.notes), _fields(v.fields)
    return v.kind, v.printed, v.number, v.unit, v.period, v.dimensions, notes, fields


def _party(p: Party) -> tuple[Any, ...]:
    names, about = _words(p.names), _words(p.description)
    part = p.part_of is not None
    return p.kind, p.role, names, p.identifier, p.code, part, about, _fields(p.fields)


def _words(wordings: Iterable[Wording]) -> list[tuple[str, str]]:
    return [(w.lang, w.text) for w in wordings]


def _fields(fields: Iterable[Field]) -> list[tuple[str, str]]:
    return sorted((f.name, f.value) for f in fields)


def minted(identifier: str | None) -> bool:
    """Whether the writer made the identifier up: a UUID of version 5 after a _."""
    try:
        return bool(identifier) and uuid.UUID(str(identifier)[1:]).version == 5
    except ValueError:
        return False
