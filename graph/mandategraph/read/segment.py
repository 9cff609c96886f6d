"""The text as a stream of events: headings and list items, each with its words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mandategraph.read.evidence import accept
from mandategraph.read.headings import Candidate, Lines, find_candidates, mark_alone
from mandategraph.read.items import Item, find_items
from mandategraph.read.normalise import Matching
from mandategraph.read.ordinals import roman
from mandategraph.read.rows import split_rows


@dataclass(slots=True)
class Event:
    """A heading or an item; its words are `[stop, until)` of the matching copy."""

    start: int
    stop: int
    until: int
    heading: Candidate | None = None
    item: Item | None = None
    mark: tuple[int, int] | None = None  # the bullet that stands before a heading

    @property
    def kind(self) -> str:
        """The kind of heading, or `item`."""
        return self.heading.kind if self.heading else "item"


def segment(copy: Matching) -> list[Event]:
    """The events of the text in their order; the words before the first are in none."""
    lines = Lines(copy.text)
    candidates = split_rows(find_candidates(copy, lines), copy, lines)
    mark_alone(candidates, copy)
    headings = accept(candidates, copy)
    events, marks = _without_headings(find_items(copy.lower, copy.text), headings)
    stream = [Event(h.start, h.stop, 0, heading=h, mark=marks.get(h.start))
              for h in headings]  # fmt: skip
    stream += [Event(i.start, i.stop, 0, item=i) for i in events]
    stream.sort(key=lambda e: e.start)
    stream = _sure(stream, copy)
    for this, following in zip(stream, [*stream[1:], None], strict=False):
        until = len(copy.text) if following is None else following.start
        if following is not None and following.mark:
            until = following.mark[0]
        this.until = max(until, this.stop)
    return stream


def _without_headings(
    items: list[Item], headings: list[Candidate]
) -> tuple[list[Item], dict[int, tuple[int, int]]]:
    """The items that are not part of a heading, and the bullets before headings."""
    starts = [h.start for h in headings]
    known = set(starts)
    kept, marks = [], {}
    for item in items:
        if item.stop in known:
            marks[item.stop] = (item.start, item.end)
            continue
        nearest = bisect_right(starts, item.start) - 1
        if nearest >= 0 and item.start < max(headings[nearest].stop, starts[nearest]):
            continue
        kept.append(item)
    return kept, marks


def _sure(stream: list[Event], copy: Matching) -> list[Event]:
    """The stream without the dashes and numbers that belong to running text."""
    kept: list[Event] = []
    last: dict[str, tuple[int, ...]] = {}
    for event in stream:
        item = event.item
        if item is None:
            kept.append(event)
            continue
        after_heading = bool(
            kept and kept[-1].heading
            and not copy.text[kept[-1].stop : event.start].strip()
        )  # fmt: skip
        if item.path:
            if not _next_number(item, last, copy, after_heading=after_heading):
                continue
            last[item.style] = item.path
        elif not (item.sure or after_heading):
            continue
        kept.append(event)
    return kept


def _next_number(
    item: Item, last: dict[str, tuple[int, ...]], copy: Matching, *, after_heading: bool
) -> bool:
    """Whether the number begins a list, or goes on with one; `i)` may be a numeral."""
    shape = item.style[1:] if item.style[0] == "a" else ""
    if item.style[0] == "a":
        letter = copy.lower[item.start : item.end].strip("().")
        numeral = (roman(letter),)
        before = last.get(f"ii{shape}", (0,))
        lettered = last.get(item.style, (0,))
        if numeral[0] and lettered[-1] + 1 != item.path[-1] and (
            letter == "i" or before[-1] + 1 == numeral[0]
        ):  # fmt: skip
            item.style, item.path = f"ii{shape}", numeral
    before = last.get(item.style, ())
    *upper, number = item.path
    if before and before[:-1] == tuple(upper) and number == before[-1] + 1:
        return True
    if number != 1 or item.path == (0,):
        return False
    ahead = copy.text[max(0, item.start - 80) : item.start].rstrip(" ")
    return (
        after_heading
        or not ahead.strip()
        or ahead.endswith("\n\n")
        or ahead.rstrip()[-1] in ".:;!?。：；؛…"
        or len(upper) > 0
        or copy.text[item.stop : item.stop + 1].isupper()
    )
