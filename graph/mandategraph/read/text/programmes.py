"""Which events belong to one programme's plan, and why a new one begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from mandategraph.read.text.identify import Language, identify

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.segment import Event

_SAMPLE = 2000
_CLOSED = ("other", "all", "item")  # their words do not tell a programme's language


@dataclass(slots=True)
class Programme:
    """The events of one plan. `boundary` says why it begins; `{lang}` is filled later.

    `broken` holds the starts of the events that follow on a part in another language,
    `early` the regions with list items before the first heading of the text.
    """

    langs: frozenset[str]
    boundary: str
    events: list[Event] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    early: set[int] = field(default_factory=set)
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


def split(
    events: list[Event], copy: Matching, rows: Collection[int] = ()
) -> list[Programme]:
    """The programmes in order of their first heading; items before it are in none.

    `rows` are the starts of headings that stand in a row. A row whose headings all come
    again, each with its words, is an overview: it is in no programme.
    """
    splitter = _Splitter(rows)
    for event, following in zip(events, _next_headings(events), strict=True):
        splitter.take(event, following)
    found = splitter.found
    for programme in found:
        programme.language = _language(programme, copy)
    for before, programme in pairwise(found):
        programme.boundary = programme.boundary.replace(
            "{before}", before.language.lang
        ).replace("{lang}", programme.language.lang)
    return found


class _Splitter:
    """Takes events in order; `resumed`: an earlier programme was gone on with."""

    def __init__(self, rows: Collection[int]) -> None:
        self.rows = rows
        self.early: set[int] = set()
        self.found: list[Programme] = []
        self.current: Programme | None = None
        self.resumed = False

    def take(self, event: Event, following: Event | None) -> None:
        """Give the event to the programme that it belongs to."""
        heading = event.heading
        if heading is not None and heading.kind not in _CLOSED:
            self._turn(event, following)
        if self.current is None:
            self.early.add(event.region)
        else:
            self.current.add(event)
            if self.resumed:
                self.current.broken.add(event.start)

    def _turn(self, event: Event, following: Event | None) -> None:
        """Stay in the programme, begin a new one or go back to an earlier one."""
        heading = event.heading
        if heading is None:
            return
        langs = heading.langs
        if following is not None and following.heading is not None:
            langs = (langs & following.heading.langs) or langs
        if self.current is None:
            self._begin(langs, "start of text")
        elif not self.current.langs & langs:
            earlier = _resume(self.found, self.current, event, langs)
            if earlier is None:
                self._begin(langs, "language changes from {before} to {lang}")
            else:
                self.current = earlier
                self.resumed = heading.kind != "objective"
        elif reason := _again(self.current, event, following):
            if not self._drop_overview(self.current):
                self._begin(langs, reason)
        elif heading.kind in ("objective", "mandate"):
            self.resumed = False

    def _drop_overview(self, current: Programme) -> bool:
        """Take the row of headings out again that the programme so far ends with."""
        numbered = [e for e in current.events if e.heading and e.heading.path]
        if not numbered or any(e.start not in self.rows for e in numbered):
            return False
        if current.events[-len(numbered) :] != numbered:
            return False
        del current.events[-len(numbered) :]
        current.paths.clear()
        return True

    def _begin(self, langs: frozenset[str], reason: str) -> None:
        self.current, self.resumed = Programme(langs, reason), False
        self.current.early, self.early = self.early, set()
        self.found.append(self.current)


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
    found: list[Programme], current: Programme, event: Event, langs: frozenset[str]
) -> Programme | None:
    """The earlier programme that the event goes on with: two languages in turns.

    An objective goes on with the next number, captions with the last programme of
    their language. A mandate always begins a new programme.
    """
    heading = event.heading
    turns = [p for p in found[-2:] if p is not current and p.langs & langs]
    if not turns or heading is None or heading.kind == "mandate":
        return None
    earlier = turns[-1]
    if heading.kind != "objective":
        return earlier
    if not heading.path:
        return None
    last = max(earlier.paths, default=(0,))
    other = max(current.paths, default=(0,))
    goes_on = heading.path == (*last[:-1], last[-1] + 1)
    in_turns = other[-1] in (heading.path[-1] - 1, heading.path[-1])
    return earlier if goes_on and in_turns else None


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
