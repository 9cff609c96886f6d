"""The text as a stream of events: headings and list items, each with its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from mandategraph.read.text.evidence import accept
from mandategraph.read.text.headings import (
    GROUPS,
    Candidate,
    Lines,
    find_candidates,
    mark_alone,
)
from mandategraph.read.text.items import Item, find_items
from mandategraph.read.text.normalise import Matching
from mandategraph.read.text.ordinals import roman
from mandategraph.read.text.regions import OUTSIDE, Layout
from mandategraph.read.text.rows import split_rows


@dataclass(slots=True)
class Event:
    """A heading or an item; its words are `[stop, until)` of the matching copy."""

    start: int
    stop: int
    until: int
    heading: Candidate | None = None
    item: Item | None = None
    mark: tuple[int, int] | None = None  # the bullet that stands before a heading
    region: int = OUTSIDE
    doubtful: bool = False  # among its words stands what may be an objective's heading

    @property
    def kind(self) -> str:
        """The kind of heading, or `item`."""
        return self.heading.kind if self.heading else "item"


def segment(copy: Matching, layout: Layout) -> list[Event]:
    """The events of the text in their order; the words before the first are in none."""
    lines = Lines(copy.text)
    candidates = split_rows(find_candidates(copy, lines, layout), copy, lines)
    mark_alone(candidates, copy)
    headings, doubtful = accept(candidates, copy, layout)
    events, marks = _without_headings(find_items(copy, layout), headings)
    stream = [Event(h.start, h.stop, 0, heading=h, mark=marks.get(h.start))
              for h in headings]  # fmt: skip
    stream += [Event(i.start, i.stop, 0, item=i) for i in events]
    stream.sort(key=lambda e: e.start)
    stream = _sure(stream, copy, layout)
    for this, following in zip(stream, [*stream[1:], None], strict=False):
        until = len(copy.text) if following is None else following.start
        if following is not None and following.mark:
            until = following.mark[0]
        this.until = max(min(until, layout.end(this.start)), this.stop)
        this.region = layout.region(this.start)
        first = bisect_left(doubtful, this.stop)
        this.doubtful = first < len(doubtful) and doubtful[first] < this.until
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


def _sure(stream: list[Event], copy: Matching, layout: Layout) -> list[Event]:
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
            floor = max(layout.start(item.start), item.start - 80)
            ahead = copy.text[floor : item.start]
            if len(item.path) > 1:
                follows = _next_point(item, last, kept, after_heading=after_heading)
            else:
                follows = _next_number(item, last, copy, ahead, after_heading)
            if not follows:
                continue
            last[item.style] = item.path
        elif not (item.sure or after_heading or _goes_on(item, kept, copy)):
            continue
        kept.append(event)
    return kept


def _goes_on(item: Item, kept: list[Event], copy: Matching) -> bool:
    """Whether a dash goes on with the list of dashes above it, or begins one inside."""
    above = kept[-1].item if kept else None
    if above is not None and above.style != item.style:
        return item.indent > above.indent + 1
    if above is None or above.indent != item.indent:
        return False
    return item.indent > 0 or copy.text[above.stop].islower()


def _next_point(
    item: Item,
    last: dict[str, tuple[int, ...]],
    kept: list[Event],
    *,
    after_heading: bool,
) -> bool:
    """Whether a number with points, 2.1, begins a list of results or goes on with one.

    It begins one below a caption, below the objective or the item with number 2, or
    after a list of 1.1 and 1.2. Elsewhere a text numbers its paragraphs so.
    """
    *upper, number = item.path
    before = last.get(item.style, ())
    if before[:-1] == tuple(upper) and before and number == before[-1] + 1:
        return True
    above = kept[-1] if kept else None
    if number != 1 or above is None:
        return False
    if above.heading is not None:
        caption = above.heading.kind in ("objectives", *GROUPS)
        return (after_heading and caption) or above.heading.path == tuple(upper)
    path = above.item.path if above.item else ()
    goes_on = len(path) > 1 and path == before and path[:-1] < tuple(upper)
    return path == tuple(upper) or goes_on


def _next_number(
    item: Item,
    last: dict[str, tuple[int, ...]],
    copy: Matching,
    ahead: str,
    after_heading: bool,  # noqa: FBT001 - one of five facts
) -> bool:
    """Whether the number begins a list, or goes on with one; `i)` may be a numeral.

    `ahead` is what stands before it in its column.
    """
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
    (number,) = item.path
    if number == last.get(item.style, (-1,))[0] + 1:
        return True
    if number != 1:
        return False
    ahead = ahead.rstrip(" ")
    return (
        after_heading
        or not ahead.strip()
        or ahead.endswith("\n\n")
        or ahead.rstrip()[-1] in ".:;!?。：；؛…"
        or copy.text[item.stop : item.stop + 1].isupper()
    )
