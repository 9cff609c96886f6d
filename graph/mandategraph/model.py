"""What a source says, before any RDF: plans, their statements and their evidence.

All offsets are Unicode code points of the decoded source text, half-open, counted
without any newline or NFC change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatementType = Literal[
    "mandate", "objective", "expected_result", "indicator", "section_heading"
]
ParentStatus = Literal["asserted", "proposed", "unknown", "none_in_source"]
Basis = Literal[
    "stated",  # words or numbering of the source say it
    "reading-order",  # one column: heading, then its items
    "layout-column",  # page geometry
    "layout-heuristic",
    "text-similarity",
]
TextStatus = Literal["extracted", "absent_in_source"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `[start, end)` of the source text; JSON form `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The exact words that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement that may be the parent; `confidence` only when proposed."""

    target: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """What the source says of the statement one level up.

    `asserted`: `target` and `basis` are set. `proposed`: `candidates` carry a
    confidence each. `unknown`: the source has candidates but does not say which.
    `none_in_source`: there is nothing to link to.
    """

    status: ParentStatus
    basis: Basis | None = None
    target: str | None = None
    candidates: tuple[Candidate, ...] = ()

    def __post_init__(self) -> None:
        if self.status == "asserted" and not (self.target and self.basis):
            message = "an asserted parent needs a target and a basis"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Statement:
    """One plan element, or a section heading, as the source words it.

    `text` is the wording with line breaks undone, None when the source has the
    element but not its wording. `span` covers the wording, or the heading when the
    wording is absent; `fragments` has one span per physical line, and the fragments'
    words joined by one space, less soft hyphens, are `text`. `label` is the printed
    heading ("OBJECTIF 1"), `heading` its span. A section heading's `applies_to` names
    the statements that it types.
    """

    id: str
    type: StatementType
    lang: str
    span: Span
    ordinal: int | None = None
    label: str | None = None
    heading: Span | None = None
    text: str | None = None
    text_status: TextStatus = "extracted"
    fragments: tuple[Span, ...] = ()
    parent: Parent = Parent("none_in_source")
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reader of the result should know; `span` says where, if anywhere."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The statements of one programme's plan, in reading order.

    `key` names the plan in IRIs (ASCII). `boundary` says why a new plan began here
    ("start of text", "language changes from en to fr", "second mandate", "objective 1
    appears again").
    """

    key: str
    lang: str
    span: Span
    boundary: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: offsets are valid only for this `sha256` and this `extractor`.

    `text` is the decoded text, unchanged. `extractor` is "name version".
    """

    file: str
    sha256: str
    text: str
    media_type: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one source; each non-blank character is in it.

    A non-blank character lies in a statement's span or heading, in `leftover`, or in
    `marks`: the bullets, list numbers and quotation marks that were read as structure.
    """

    source: Source
    plans: tuple[Plan, ...]
    leftover: tuple[Span, ...] = ()
    warnings: tuple[Warning, ...] = ()
    marks: tuple[Span, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all plans, in the order of the source."""
        return tuple(s for plan in self.plans for s in plan.statements)


@dataclass(frozen=True, slots=True)
class Agent:
    """Who says or made something: a `person`, a `software` or an `organisation`."""

    id: str
    kind: Literal["person", "software", "organisation"]
    names: tuple[tuple[str, str], ...]  # (lang, name)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a plan from outside its text, with who says so and why.

    `status` and `basis` are codes of the ontology's lists.
    """

    plan: str
    predicate: str
    object: str
    status: str
    basis: str
    agent: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Translation:
    """One wording or printed label of a statement in a language not its source's.

    `element` is the statement's part of the IRI after the plan key (`o1`). The codes
    are those of the ontology's lists.
    """

    plan: str
    element: str
    field: Literal["text", "label"]
    source: str
    lang: str
    text: str
    authority: str
    state: str
    method: str
    agent: str
    note: str = ""
