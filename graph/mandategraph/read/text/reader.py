"""The reader of plain text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import mandategraph
from mandategraph.model import Plan, Reading, Source, Span, Warning
from mandategraph.read.cover import leftover
from mandategraph.read.decode import decode, first_control
from mandategraph.read.text import furniture
from mandategraph.read.text.assemble import Assembler, heading_rows
from mandategraph.read.text.identify import model_version
from mandategraph.read.text.normalise import Matching
from mandategraph.read.text.programmes import Programme, split
from mandategraph.read.text.regions import Layout
from mandategraph.read.text.segment import segment
from mandategraph.read.text.statements import Writer
from mandategraph.read.text.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mandategraph.read.source import Input
    from mandategraph.read.text.drafts import Draft

MEDIA_TYPE = "text/plain"


def extractor() -> str:
    """Name and version of what reads, its language model's included."""
    return f"mandategraph-text {mandategraph.__version__}+{model_version()}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a text; SourceError when the bytes are no text."""
    text, sha256 = decode(source.data, source.file)
    as_read = Source(source.file, sha256, text, MEDIA_TYPE, extractor())
    yield read_source(as_read, propose=propose)


def read_source(
    source: Source,
    *,
    regions: Sequence[Span] = (),
    headings: Collection[int] = (),
    propose: bool = False,
) -> Reading:
    """What the source's text says, by its headings, lists and captions.

    `regions` are the stretches of the text that are one column each; they do not
    overlap and hold whole lines. `headings` are offsets of lines that larger or bolder
    type shows to be headings: a sign for a heading that the words know, and the end of
    what stands above one that they do not know.
    """
    text = source.text
    copy = Matching(text)
    furniture.remove(copy)
    layout = Layout(copy, regions, headings)
    events = segment(copy, layout)
    rows = heading_rows(events, copy)
    programmes = split(events, copy, rows)
    writer = Writer(copy, propose=propose)
    titles = Titles(copy, layout)
    starts = _starts(programmes, copy)
    plans: list[Plan] = []
    untyped: list[Draft] = []
    warnings = _text_warnings(text, programmes)
    for number, programme in enumerate(programmes):
        assembler = Assembler(programme, copy, layout, rows, titles)
        assembler.run()
        lang = programme.language.lang
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        span = Span(starts[number], max(end, _last(programme, copy)))
        warnings += _plan_warnings(programme, rows, span, copy)
        plans.append(
            Plan(
                f"{source.sha256[:10]}-{number + 1}",
                lang,
                span,
                programme.boundary,
                writer.write(assembler.drafts, lang, early_items=assembler.early_items),
            )
        )
        untyped += [u.draft for u in assembler.untyped]
    marks = tuple(sorted(writer.marks))
    left = leftover(text, (), (*marks, *_wordings(plans)))
    items = [
        Span(copy.span(*d.marks[0]).start, copy.span(*d.lines[-1]).end) for d in untyped
    ]
    warnings += writer.warnings
    warnings += _unread(text, items, left, propose=propose)
    warnings.sort(key=lambda w: (w.span or Span(0, 0), w.code))
    return Reading(source, tuple(plans), left, tuple(warnings), marks)


def _wordings(plans: list[Plan]) -> Iterator[Span]:
    """Headings and wordings, line by line: words between two lines may be unread."""
    for statement in (s for plan in plans for s in plan.statements):
        if statement.heading:
            yield statement.heading
        yield from statement.fragments or (statement.span,)


def _starts(programmes: list[Programme], copy: Matching) -> list[int]:
    """Where each programme begins; the first one with the text."""
    starts = [copy.to_raw(p.events[0].start) for p in programmes]
    return [0, *starts[1:]] if starts else []


def _last(programme: Programme, copy: Matching) -> int:
    """Where the programme's last heading or item begins, if later parts are its own."""
    return copy.to_raw(programme.events[-1].start)


def _text_warnings(text: str, programmes: list[Programme]) -> list[Warning]:
    found = []
    control = first_control(text)
    if control is not None:
        message = "the text has control characters; they part words like blanks"
        place = Span(control, control + 1)
        found.append(Warning("control_character", message, place))
    if not programmes:
        message = "no heading of a mandate, an objective, a result or an indicator"
        found.append(Warning("no_headings", message))
    return found


def _plan_warnings(
    programme: Programme,
    rows: dict[int, bool],
    span: Span,
    copy: Matching,
) -> list[Warning]:
    found = []
    row = [e for e in programme.events if e.start in rows]
    if row:
        place = copy.span(row[0].start, row[-1].stop)
        message = (
            f"{len(row)} objective headings with nothing between them: columns were "
            "lost, so what belongs to which objective is not known"
        )
        found.append(Warning("heading_row", message, place))
    if programme.language.tie:
        lang, other = programme.language.lang, programme.language.runner_up
        message = f"the words do not tell {lang} from {other}; {lang} was taken"
        found.append(Warning("language_tie", message, span))
    return found


def _unread(
    text: str, items: list[Span], left: tuple[Span, ...], *, propose: bool
) -> list[Warning]:
    """A warning per item without a type, and per stretch of words that was not read."""
    found = []
    for item in items:
        message = "no heading says what kind of statement this list item is"
        found.append(Warning("unclassified_item", message, item))
        if propose:
            message = "perhaps an expected result: a proposal by position 1, no reading"
            found.append(Warning("proposed_type", message, item))
    starts = [item.start for item in items]
    stretch: list[Span] = []
    for span in [*left, None]:
        if stretch and (span is None or text[stretch[-1].end : span.start].strip()):
            place = Span(stretch[0].start, stretch[-1].end)
            if any(c.isalnum() for s in stretch for c in s.of(text)):
                message = "these words are under no heading that says what they are"
                found.append(Warning("unread_text", message, place))
            stretch = []
        if span is None:
            continue
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and span.end <= items[at].end:
            continue
        stretch.append(span)
    return found
