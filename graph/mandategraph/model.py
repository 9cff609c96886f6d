"""What a source says, before any RDF: plans, their statements and their evidence.

All offsets are Unicode code points of the decoded source text, half-open, counted
without any newline or NFC change.
"""

from __future__ import annotations

from typing import Literal

from mandategraph.records import record

AgentKind = Literal["person", "software", "organisation"]
StatementType = Literal[
    "mandate",
    "objective",
    "expected_result",
    "indicator",
    "section_heading",
    "vision",
    "value_statement",
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
ValueKind = Literal["baseline", "target", "measurement"]


@record(order=True)
class Span:
    """Code points `[start, end)` of the source text; JSON form `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The exact words that the span covers."""
        return text[self.start : self.end]


@record()
class Candidate:
    """One statement that may be the parent; `confidence` only when proposed."""

    target: str
    confidence: float | None = None


@record()
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


@record()
class Place:
    """Where a stretch of the extracted text stands in the file.

    `page` counts from 1; `box` is (left, top, right, bottom) in points from the page's
    top left corner as it is shown; `path` is an XPath, a cell (`Sheet1!B4`) or a part
    of the file, whatever finds the words again in the format.
    """

    span: Span
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    path: str = ""


@record()
class Wording:
    """One text of the issuer in one language, and where it stands.

    `fragments` as in `Statement`: one span per physical line, empty for one line.
    """

    lang: str
    text: str
    span: Span
    fragments: tuple[Span, ...] = ()


@record()
class Field:
    """A field of the source format without a term of its own, carried as printed.

    `name` has the format's prefix: `stratml:SequenceIndicator`, `iati:measure`.
    """

    name: str
    value: str
    span: Span | None = None


@record()
class Period:
    """A stretch of time; each end an ISO date, a month `2026-01`, a year, or None."""

    start: str | None = None
    end: str | None = None


@record()
class Value:
    """A baseline, a target or a measurement of an indicator.

    `printed` is the value as the source prints it; `number` its canonical decimal form
    when the printed value is one number, else None. `dimensions` are pairs of name and
    value ("sex", "female"). `notes` are comments on the value.
    """

    kind: ValueKind
    span: Span
    printed: str
    number: str | None = None
    unit: str | None = None
    period: Period | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    notes: tuple[Wording, ...] = ()
    fields: tuple[Field, ...] = ()


@record()
class Reference:
    """A link that the source states from a statement to something outside the plan.

    `aligned_with` points to a concept of a framework (an SDG target), `references` to
    a document (a resolution, a web page).
    """

    relation: Literal["aligned_with", "references"]
    iri: str
    span: Span
    printed: str = ""


@record()
class Party:
    """An organisation, programme, group or person that the source names.

    `id` is local to the reading; `part_of` the id of the party that it belongs to.
    `role` is what it is to the plan, or to the statements in `of` when there are any.
    `identifier` is one that the source gives (`XM-DAC-41122`).
    """

    id: str
    kind: Literal["organisation", "programme", "group", "person"]
    role: Literal["plan_of", "context", "performer", "beneficiary", "stakeholder"]
    names: tuple[Wording, ...]
    identifier: str = ""
    code: str = ""
    part_of: str | None = None
    of: tuple[str, ...] = ()
    description: tuple[Wording, ...] = ()
    fields: tuple[Field, ...] = ()


@record()
class Statement:
    """One plan element, or a section heading, as the source words it.

    `text` is the wording with line breaks undone, None when the source has the
    element but not its wording. `span` covers the wording, or the heading when the
    wording is absent; `fragments` has one span per physical line, and the fragments'
    words joined by one space, less soft hyphens, are `text`. `label` is the printed
    heading ("OBJECTIF 1"), `heading` its span. A section heading's `applies_to` names
    the statements that it types.

    `also` has the same statement in the issuer's other languages, one wording each;
    `description` and `notes` further words on it. `code` is the printed number ("1.2"),
    `identifier` the one that the source gives (a UUID). `level` is a code of the
    ontology: of an objective (`levelGoal`), of a result (`output`). `unit`, `values`
    and `higher_is_better` belong to indicators.
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
    also: tuple[Wording, ...] = ()
    description: tuple[Wording, ...] = ()
    notes: tuple[Wording, ...] = ()
    code: str | None = None
    identifier: str | None = None
    level: str | None = None
    unit: Wording | None = None
    higher_is_better: bool | None = None
    values: tuple[Value, ...] = ()
    references: tuple[Reference, ...] = ()
    fields: tuple[Field, ...] = ()


@record()
class Warning:
    """Something a reader of the result should know; `span` says where, if anywhere."""

    code: str
    message: str
    span: Span | None = None


@record()
class Plan:
    """The statements of one programme's plan, in reading order.

    `key` names the plan in IRIs (ASCII). `boundary` says why a new plan began here
    ("start of text", "language changes from en to fr", "second mandate", "objective 1
    appears again"). Title, description, period, day of publication (ISO) and parties
    only as far as the source states them.
    """

    key: str
    lang: str
    span: Span
    boundary: str
    statements: tuple[Statement, ...]
    title: tuple[Wording, ...] = ()
    description: tuple[Wording, ...] = ()
    identifier: str | None = None
    period: Period | None = None
    published: str | None = None
    parties: tuple[Party, ...] = ()
    references: tuple[Reference, ...] = ()
    fields: tuple[Field, ...] = ()


@record()
class Source:
    """One file as read: offsets are valid only for this `sha256` and this `extractor`.

    `text` is the decoded text, unchanged, or what the extractor took from a format that
    is not plain text; `places` then says where in the file each stretch of it stands,
    in the order of the text. `extractor` is "name version". A file that is read in
    parts, each with a text of its own, names the `part`.
    """

    file: str
    sha256: str
    text: str
    media_type: str
    extractor: str
    places: tuple[Place, ...] = ()
    part: str = ""


@record()
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


@record()
class Concept:
    """One entry of a framework: a goal, target or indicator with its labels.

    `iri` is the framework's own; `kind` a word such as `goal`; `broader` are IRIs of
    the same framework. `labels` are the framework's own wording by language; `forms`
    are other people's translations.
    """

    iri: str
    kind: str
    notations: tuple[str, ...]
    labels: tuple[tuple[str, str], ...] = ()
    broader: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()


@record()
class Framework:
    """A framework to align with, such as the Sustainable Development Goals.

    It is no plan: its concepts go into the graph `align-{key}`.
    """

    key: str
    file: str
    sha256: str
    media_type: str
    extractor: str
    concepts: tuple[Concept, ...]
    warnings: tuple[Warning, ...] = ()


@record()
class Agent:
    """Who says or made something: a `person`, a `software` or an `organisation`."""

    id: str
    kind: AgentKind
    names: tuple[tuple[str, str], ...]  # (lang, name)


@record()
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


@record()
class Translation:
    """One wording or printed label of a statement in a language not its source's.

    `element` is the statement's part of the IRI after the plan key (`o1`). The codes
    are those of the ontology's lists. `date` is the ISO day on which it was written,
    `reviewer` who agreed with it, or rejected it; `""` when not recorded.
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
    source_lang: str = ""
    date: str = ""
    reviewer: str = ""
