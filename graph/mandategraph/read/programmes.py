"""Which events belong to one programme's plan, and why a new one begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mandategraph.read.identify import Language, identify

if TYPE_CHECKING:
    from mandategraph.read.normalise import Matching
    from mandategraph.read.segment import Event

_SAMPLE = 2000
_CLOSED = ("other", "all", "item")  # their words do not tell a programme's language


@dataclass(slots=True)
class Programme:
    """The events of one plan. `boundary` says why it begins; `{lang}` is filled later.

    `broken` holds the starts of the events that follow on a part in another language.
    """

    langs: frozenset[str]
    boundary: str
    events: list[Event] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    paths: set[tuple[int, ...]] = field(default_factory=set)
    mandated: bool = False
    language: Language = field(default=Language("en", "block"))

    def add(self, event: Event) -> None:
        """Take the event in; a heading narrows the languages that are possible."""
        self.events.append(event)
        heading = event.heading
        if heading is None:
            return
        if heading.kind not in _CLOSED:
            self.langs = (self.langs & heading.langs) or self.langs
        if heading.kind == "mandate":
            self.mandated = True
        if heading.kind == "objective" and heading.path:
            self.paths.add(heading.path)


def split(events: list[Event], copy: Matching) -> list[Programme]:
    """The programmes in order of their first heading; items before it are in none."""
    found: list[Programme] = []
    current: Programme | None = None
    resumed = False
    coming = _next_headings(events)
    for i, event in enumerate(events):
        heading = event.heading
        if heading is None or (heading.kind in _CLOSED and current):
            if current is not None:
                current.add(event)
                if resumed:
                    current.broken.add(event.start)
            continue
        langs = heading.langs
        following = coming[i]
        if following is not None and following.heading is not None:
            langs = (langs & following.heading.langs) or langs
        if current is None:
            current = Programme(langs, "start of text")
            found.append(current)
        elif not current.langs & langs:
            before, current = current, _resume(found, event, langs)
            resumed = current is not None and heading.kind != "objective"
            if current is None:
                current = Programme(langs, "language changes from {before} to {lang}")
                found.append(current)
            elif before is not current:
                current.broken.add(event.start)
        elif reason := _again(current, event, following):
            current, resumed = Programme(langs, reason), False
            found.append(current)
        elif heading.kind in ("objective", "mandate"):
            resumed = False
        current.add(event)
        if resumed:
            current.broken.add(event.start)
    for programme in found:
        programme.language = _language(programme, copy)
    for before, programme in zip(found, found[1:], strict=False):
        programme.boundary = programme.boundary.replace(
            "{before}", before.language.lang
        ).replace("{lang}", programme.language.lang)
    return found


def _again(current: Programme, event: Event, following: Event | None) -> str:
    """Why the event cannot belong to the current programme; empty when it can."""
    heading = event.heading
    if heading is None:
        return ""
    if heading.kind == "mandate":
        if current.mandated:
            return "second mandate"
        coming = following.heading if following else None
        if coming and coming.kind == "objective" and coming.path in current.paths:
            return f"objective {_printed(coming.path)} appears again"
    if heading.kind == "objective" and heading.path in current.paths:
        return f"objective {_printed(heading.path)} appears again"
    return ""


def _resume(
    found: list[Programme], event: Event, langs: frozenset[str]
) -> Programme | None:
    """The earlier programme that the event goes on with: two languages in turns.

    An objective goes on with the next number; captions go on with the last programme
    of their language. A mandate always begins a new programme.
    """
    heading = event.heading
    earlier = next((p for p in reversed(found) if p.langs & langs), None)
    if earlier is None or heading is None or heading.kind == "mandate":
        return None
    if heading.kind != "objective":
        return earlier if earlier is found[-2 if len(found) > 1 else -1] else None
    if not heading.path or not earlier.paths:
        return None
    *upper, number = heading.path
    return earlier if max(earlier.paths) == (*upper, number - 1) else None


def _next_headings(events: list[Event]) -> list[Event | None]:
    """For each event, the next heading after it that tells a language."""
    coming: list[Event | None] = [None] * len(events)
    following: Event | None = None
    for i in range(len(events) - 1, -1, -1):
        coming[i] = following
        heading = events[i].heading
        if heading is not None and heading.kind not in _CLOSED:
            following = events[i]
    return coming


def _language(programme: Programme, copy: Matching) -> Language:
    """The language that the headings leave open, decided by the words below them."""
    langs = tuple(sorted(programme.langs))
    if len(langs) == 1:
        return Language(langs[0], "words")
    pieces, length = [], 0
    for event in programme.events:
        span = copy.span(event.stop, min(event.until, event.stop + _SAMPLE))
        pieces.append(span.of(copy.raw))
        length += len(pieces[-1])
        if length > _SAMPLE:
            break
    return identify(" ".join(pieces), among=langs)


def _printed(path: tuple[int, ...]) -> str:
    return ".".join(map(str, path))
