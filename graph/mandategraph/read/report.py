"""What was read as plain data for JSON, in the form that the design fixes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from mandategraph.model import Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mandategraph.model import (
        Candidate,
        Framework,
        Parent,
        Place,
        Plan,
        Source,
        Statement,
        Warning,
    )

OFFSET_UNIT = "unicode code points"
_MORE: Final = (
    "also",
    "description",
    "notes",
    "code",
    "identifier",
    "level",
    "unit",
    "higher_is_better",
    "values",
    "references",
    "fields",
)
_OF_PLAN: Final = (
    "title",
    "description",
    "identifier",
    "period",
    "published",
    "parties",
    "references",
    "fields",
)


def as_dict(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object; spans are `[start, end]`.

    `candidates` are names of statements, or objects with `target` and `confidence`
    when the parent is proposed. `marks` are the bullets, list numbers and quotation
    marks that were read as structure: every non-blank character is in a statement's
    span, a heading, a mark or the leftover.

    Of formats that are not plain text, `source.text` is the extracted text in which the
    offsets count, and the `places` of a statement say where each of its fragments
    stands in the file.
    """
    return {
        "source": _source(reading.source),
        "plans": [_plan(plan) for plan in reading.plans],
        "statements": [
            _statement(s, reading.source.places) for s in reading.statements
        ],
        "leftover": [_span(span) for span in reading.leftover],
        "marks": [_span(span) for span in reading.marks],
        "warnings": _warnings(reading.warnings),
    }


def as_report(parts: Iterable[Reading | Framework]) -> dict[str, Any]:
    """All that a source gave, as a JSON object.

    The form of `as_dict` for a source with one text; else `parts`, one object for each
    text, or `frameworks`.
    """
    found = list(parts)
    readings = [part for part in found if isinstance(part, Reading)]
    if not readings:
        frameworks = [p for p in found if not isinstance(p, Reading)]
        about = {"file": frameworks[0].file} if len(frameworks) == 1 else {}
        return {"source": about, "frameworks": [_framework(f) for f in frameworks]}
    first = readings[0].source
    if len(readings) == 1 and not first.part:
        return as_dict(readings[0])
    about = {"file": first.file, "sha256": first.sha256, "offset_unit": OFFSET_UNIT}
    return {"source": about, "parts": [as_dict(reading) for reading in readings]}


def places_of(span: Span, places: Sequence[Place]) -> dict[str, Any]:
    """Where the words stand in the file: page and box, or the path; empty if unknown.

    `box` is left, top, right and bottom in points from the page's top left corner.
    """
    first = max(bisect_right(places, span.start, key=lambda p: p.span.start) - 1, 0)
    page, path = None, ""
    boxes = []
    for place in places[first:]:
        if place.span.start >= span.end:
            break
        if place.span.end <= span.start or (page and place.page != page):
            continue
        page, path = page or place.page, path or place.path
        if place.box:
            boxes.append(place.box)
    found: dict[str, Any] = {}
    if page is not None:
        found["page"] = page
    if boxes:
        left, top, right, bottom = zip(*boxes, strict=True)
        sides = (min(left), min(top), max(right), max(bottom))
        found["box"] = [round(side, 2) for side in sides]
    if path:
        found["path"] = path
    return found


def _source(source: Source) -> dict[str, Any]:
    about: dict[str, Any] = {
        "file": source.file,
        "sha256": source.sha256,
        "chars": len(source.text),
        "offset_unit": OFFSET_UNIT,
        "media_type": source.media_type,
        "extractor": source.extractor,
    }
    if source.part:
        about["part"] = source.part
    if source.places:
        about["text"] = source.text
    return about


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "key": plan.key,
        "lang": plan.lang,
        "boundary": plan.boundary,
        "start": plan.span.start,
        "end": plan.span.end,
        "statements": [s.id for s in plan.statements],
        **_given(plan, _OF_PLAN),
    }


def _statement(s: Statement, places: Sequence[Place]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": s.id,
        "type": s.type,
        "ordinal": s.ordinal,
        "lang": s.lang,
        "label": s.label,
        "heading_span": _span(s.heading) if s.heading else None,
        "text": s.text,
        "text_status": s.text_status,
        "start": s.span.start,
        "end": s.span.end,
        "fragments": [_span(f) for f in s.fragments],
        "parent": _parent(s.parent),
        **_given(s, _MORE),
    }
    if s.type == "section_heading":
        row["applies_to"] = list(s.applies_to)
    if places:
        row["places"] = [places_of(f, places) for f in s.fragments or (s.span,)]
    return row


def _framework(framework: Framework) -> dict[str, Any]:
    return {
        "key": framework.key,
        "file": framework.file,
        "sha256": framework.sha256,
        "media_type": framework.media_type,
        "extractor": framework.extractor,
        "concepts": [_plain(concept) for concept in framework.concepts],
        "warnings": _warnings(framework.warnings),
    }


def _warnings(warnings: Iterable[Warning]) -> list[dict[str, Any]]:
    return [
        {
            "code": warning.code,
            "message": warning.message,
            "span": _span(warning.span) if warning.span else None,
        }
        for warning in warnings
    ]


def _parent(parent: Parent) -> dict[str, Any]:
    return {
        "status": parent.status,
        "basis": parent.basis,
        "target": parent.target,
        "candidates": [_candidate(c) for c in parent.candidates],
    }


def _candidate(candidate: Candidate) -> str | dict[str, Any]:
    if candidate.confidence is None:
        return candidate.target
    return {"target": candidate.target, "confidence": candidate.confidence}


def _given(item: Plan | Statement, names: Iterable[str]) -> dict[str, Any]:
    """Those of the fields that hold something."""
    values = ((name, getattr(item, name)) for name in names)
    return {name: _plain(v) for name, v in values if _holds(v)}


def _plain(value: Any) -> Any:
    """The value as plain data, without what is empty."""
    if isinstance(value, Span):
        return _span(value)
    if is_dataclass(value):
        rows = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: _plain(v) for name, v in rows if _holds(v)}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _holds(value: object) -> bool:
    return value is not None and value not in ("", ())


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
