"""A reading as plain data for JSON, in the form that the design fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mandategraph.model import Candidate, Parent, Reading, Span, Statement

OFFSET_UNIT = "unicode code points"


def as_dict(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object; spans are `[start, end]`.

    `candidates` are names of statements, or objects with `target` and `confidence`
    when the parent is proposed. `marks` are the bullets, list numbers and quotation
    marks that were read as structure: every non-blank character is in a statement's
    span, a heading, a mark or the leftover.
    """
    source = reading.source
    return {
        "source": {
            "file": source.file,
            "sha256": source.sha256,
            "chars": len(source.text),
            "offset_unit": OFFSET_UNIT,
        },
        "statements": [_statement(s) for s in reading.statements],
        "leftover": [_span(span) for span in reading.leftover],
        "marks": [_span(span) for span in reading.marks],
        "warnings": [
            {
                "code": warning.code,
                "message": warning.message,
                "span": _span(warning.span) if warning.span else None,
            }
            for warning in reading.warnings
        ],
    }


def _statement(s: Statement) -> dict[str, Any]:
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
    }
    if s.type == "section_heading":
        row["applies_to"] = list(s.applies_to)
    return row


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


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
