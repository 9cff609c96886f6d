"""Events to typed statements: what each heading says of the words and items below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mandategraph.model import StatementType
from mandategraph.read.text.dewrap import Block, Reach
from mandategraph.read.text.drafts import (
    Draft,
    Untyped,
    ends_open,
    sentences_by_line,
    words_of,
)
from mandategraph.read.text.reach import doubt_odd_captions, type_above
from mandategraph.read.text.regions import OUTSIDE

if TYPE_CHECKING:
    from mandategraph.read.text.headings import Candidate
    from mandategraph.read.text.items import Item
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.programmes import Programme
    from mandategraph.read.text.regions import Layout
    from mandategraph.read.text.segment import Event
    from mandategraph.read.text.titles import Next, Titles

Section = Literal[
    "", "mandate", "objective", "objectives", "results", "indicators", "other"
]
_TOPICS = {
    "results": "outcomes",
    "indicators": "indicators",
    "objectives": "objectives",
}
_SECTIONS: dict[str, Section] = {
    "result": "results",
    "results": "results",
    "indicator": "indicators",
    "indicators": "indicators",
    "objective": "objectives",
    "objectives": "objectives",
}
_TYPES: dict[str, StatementType] = {
    "results": "expected_result",
    "indicators": "indicator",
    "objectives": "objective",
}


def _is_below(item: Item, above: Item) -> bool:
    """Whether an item is of another list than the one above it, perhaps inside it."""
    return item.style != above.style and item.indent >= above.indent


def heading_rows(events: list[Event], copy: Matching) -> dict[int, bool]:
    """The objective headings that stand in a row, nothing between: start -> one line.

    A row means that columns were lost: what follows may belong to any of them. The
    value is True when the heading shares its line with another of the row. Headings in
    columns of their own stand in no row.
    """
    found: dict[int, bool] = {}
    paths: set[tuple[int, ...]] = set()  # of the row so far
    for this, following in pairwise(events):
        both = this.kind == following.kind == "objective"
        both = both and this.region == following.region
        if not both or this.heading is None or following.heading is None:
            continue
        apart = copy.text[this.stop : this.until]
        numbered = this.heading.path and following.heading.path
        paths = {*(paths if this.start in found else ()), this.heading.path}
        again = following.heading.path in paths
        if numbered and not again and not apart.strip(" \n/|-–—."):
            together = "\n" not in apart
            found[this.start] = found.get(this.start, False) or together
            found[following.start] = together
    return found


class Assembler:
    """One programme's events, taken in one after the other."""

    def __init__(
        self,
        programme: Programme,
        copy: Matching,
        layout: Layout,
        rows: dict[int, bool],
        titles: Titles,
    ) -> None:
        self.programme, self.copy, self.rows = programme, copy, rows
        self.layout = layout
        self.drafts: list[Draft] = []
        self.untyped: list[Untyped] = []
        self.section: Section = ""
        self.caption: Draft | None = None
        self.objective: Draft | None = None
        self.result: Draft | None = None
        self.folding: Draft | None = None
        self.last: Draft | None = None
        self.nesting: Draft | None = None
        self.list_style, self.list_indent, self.list_numbered = "", 0, False
        self.cut = self.waiting = self.parted = self.begun = False
        self.titles = titles
        self.listed = 0  # where the words of the item above end
        self.region = OUTSIDE
        self.outside: tuple[Section, Draft | None] = ("", None)
        self.outer: Draft | None = None

    def run(self) -> None:
        """Fill `drafts`; what stays in `untyped` has no type in the source."""
        events = self.programme.events
        for event, following in zip(events, [*events[1:], None], strict=False):
            if event.region != self.region:
                self._enter(event.region)
            reach = self._reach(event, following)
            if event.item is not None:
                self._item(event, event.item, reach)
            elif event.heading is not None:
                next_item = following.item if following else None
                self._heading(event, event.heading, next_item, reach)
            self.cut = self.cut or event.doubtful
        self.drafts += type_above(self.drafts, self.untyped)
        self.untyped = [u for u in self.untyped if not u.typed]
        self.drafts.sort(key=lambda d: d.start)
        doubt_odd_captions(self.drafts, self.copy)

    def _enter(self, region: int) -> None:
        """Go over to another column, or to the text outside: nothing owns what follows.

        Only a caption that stands outside goes on to say what the items are.
        """
        if self.region == OUTSIDE:
            self.outside = (self.section, self.caption)
            if self.objective is not None:
                self.outer = None if self.cut else self.objective
        self.region = region
        self.section, self.caption = self.outside
        if self.section == "mandate" and self.begun:
            self.section = ""  # it stands above the columns
        self.objective = self.result = None
        self.folding = self.last = self.nesting = None
        self.list_style = ""
        self.cut = region == OUTSIDE

    def _reach(self, event: Event, following: Event | None) -> Reach:
        """Where the event's words may stand, and what comes after them."""
        start, end, is_item = event.stop, event.until, event.item is not None
        if following is None or following.region != event.region:
            return Reach(start, end, item=is_item)
        tail = self.copy.text[start:end]
        blank = tail.count("\n", len(tail.rstrip())) > 1
        kind: Next = "later" if blank else "item"
        if following.item is None:
            kind = "" if blank else "heading"
        elif event.item is not None and _is_below(following.item, event.item):
            kind = "item" if following.item.style == self.list_style else "nested"
        return Reach(start, end, kind, item=is_item)

    def _heading(
        self, event: Event, h: Candidate, next_item: Item | None, reach: Reach
    ) -> None:
        words, rest = words_of(self.copy, self.layout, self.titles, reach)
        self.folding, self.last = None, None
        if event.start in self.programme.broken:
            self.cut = True
        if h.kind == "mandate":
            self._mandate(event, h, words)
        elif h.kind == "objective" and not (
            not h.path and next_item and next_item.path and not words
        ):
            self._objective(event, h, words)
            self._part(rest, reach)
        elif h.kind == "other":
            self.section, self.caption = "other", None
        elif h.kind == "all":
            self._caption(event, h, "objectives")
            self.cut = True
        else:
            self._group(event, h, words, rest, next_item)
            if next_item is not None:
                self._part(rest, reach)

    def _mandate(self, event: Event, h: Candidate, words: Block) -> None:
        draft = self._printed("mandate", event, h, words)
        self.section, self.objective = "mandate", None
        if self.caption is not None and self.caption.introduces:
            self.caption = None
        if ends_open(self.copy, words):
            self.folding = draft

    def _objective(self, event: Event, h: Candidate, words: Block) -> None:
        row = event.start in self.rows
        if row and (self.rows[event.start] or not self._same_line(event, words)):
            words = []  # whose words they are, lost columns do not say
        draft = self._printed("objective", event, h, words)
        self.begun = True
        draft.row, draft.path, draft.broken = row, h.path, self.parted
        draft.ordinal = h.path[0] if len(h.path) == 1 else None
        if self.caption is not None and not self.caption.each and (
            self.caption.objective or self.caption.shared
        ):  # fmt: skip
            self.caption = None
        self.section = "results" if self._carried() else "objective"
        self.objective, self.result, self.cut = draft, None, row
        self.list_style = ""
        if words and ends_open(self.copy, words):
            self.folding = draft

    def _carried(self) -> bool:
        """Whether a caption above all objectives still counts."""
        caption = self.caption
        return caption is not None and caption.topic == "outcomes"

    def _same_line(self, event: Event, words: Block) -> bool:
        return bool(words) and "\n" not in self.copy.text[event.stop : words[0][0]]

    def _group(
        self,
        event: Event,
        h: Candidate,
        words: Block,
        rest: list[Block],
        next_item: Item | None,
    ) -> None:
        """A heading of results, indicators or objectives: one of them, or a caption."""
        self.cut = self.cut or h.shared
        section = _SECTIONS[h.kind]
        single = h.kind in ("result", "indicator")
        inline = self._same_line(event, words)
        if not inline and self.titles.shown([words]):
            words, rest = [], [words, *rest]  # another heading
        if single and words and (inline or next_item is None) and not h.each:
            draft = self._printed(_TYPES[section], event, h, words)
            draft.path, draft.refers = h.path, h.refers
            draft.ordinal = h.path[0] if len(h.path) == 1 else None
            draft.indent = self._indent(h.start)
            self._place(draft)
            self.last = draft
            if self.section != "results":  # what items follow, no heading says
                self.section, self.caption = "other", None
            return
        caption = self._caption(event, h, _TOPICS[section])
        self.section, self.caption, self.list_style = section, caption, ""
        if section == "objectives":
            self.objective = None
        caption.followed = bool(words)
        self.cut = self.cut or self.titles.shown([words, *rest])
        taken = inline or not self.waiting
        if words and next_item is None and taken and not h.each:
            for block in self._paragraphs([words, *rest]):
                for lines in sentences_by_line(self.copy, block):
                    draft = Draft(_TYPES[section], lines[0][0], lines)
                    draft.region = self.region
                    self._typed(draft, caption)

    def _paragraphs(self, blocks: list[Block]) -> list[Block]:
        """The blocks up to a title, or all of a list that has no final marks."""
        listed = bool(self.titles.of(blocks[:1], "item"))
        for i, block in enumerate(blocks):
            title = self.titles.of([block], "item")
            if i and (self.titles.shown([block]) or (title and not listed)):
                self.cut = True
                return blocks[:i]
        return blocks

    def _caption(self, event: Event, h: Candidate, topic: str) -> Draft:
        end = h.end
        if h.separator == ":":
            end = h.stop
        while end > h.start and self.copy.text[end - 1] == " ":
            end -= 1
        draft = self._printed("section_heading", event, h, [])
        draft.whole, draft.topic, draft.each = (h.start, end), topic, h.each
        draft.shared = h.shared
        draft.refers, draft.objective = h.refers, self.objective
        draft.broken = self.cut
        return draft

    def _printed(
        self, kind: StatementType, event: Event, h: Candidate, words: Block
    ) -> Draft:
        draft = Draft(kind, h.start, list(words), (h.start, h.end))
        draft.region = self.region
        if event.mark:
            draft.marks.append(event.mark)
        self.drafts.append(draft)
        return draft

    def _item(self, event: Event, item: Item, reach: Reach) -> None:
        words, rest = words_of(self.copy, self.layout, self.titles, reach)
        if event.start in self.programme.broken:
            self.cut = True
        if words:
            self._entered(item, words)
        self._part(rest, reach)

    def _part(self, rest: list[Block], reach: Reach) -> None:
        """Let a title among the words that were not read end what stands above it."""
        title = self.titles.of(rest, reach.following)
        self.cut = self.cut or bool(title)
        self.parted = self.parted or title == "capitals"
        if title == "question":
            self.section, self.caption = "other", None

    def _entered(self, item: Item, words: Block) -> None:
        mark = (item.start, item.end)
        if self.folding is not None:
            self.folding.lines += words
            self.folding.marks.append(mark)
            return
        draft = Draft("expected_result", item.start, words, marks=[mark])
        draft.gap = self._below_blank(item.start)
        self.listed = words[-1][1]
        draft.region = self.region
        other = bool(self.list_style) and item.style != self.list_style
        mixed = other and bool(item.path) != self.list_numbered
        nested = mixed or (other and item.indent > self.list_indent)
        if nested and self.last and (
            self.nesting is self.last or ends_open(self.copy, self.last.lines)
        ):  # fmt: skip
            self.nesting = self.last
            self.last.lines += words
            self.last.marks.append(mark)
            return
        kind = _TYPES.get(self.section)
        draft.indent = item.indent
        if kind is None or nested:
            self._place(draft)
            open_list = self.section in ("", "objective") and not nested
            below = mixed and self.section == "objectives"
            reached = self.objective is not None or (
                self.region != OUTSIDE and self.begun
            )
            backward = (open_list or below) and reached
            self.waiting = self.waiting or backward
            above_row = self.section == "mandate" and not nested
            self.untyped.append(Untyped(draft, backward, above_row=above_row))
            return
        self.list_style, self.list_indent = item.style, item.indent
        self.list_numbered = bool(item.path)
        draft.type = kind
        draft.path = item.path if item.style[0] == "1" else ()
        if len(item.path) == 1 and item.style[0] in "1一":
            draft.ordinal = item.path[0]
        self._typed(draft, self.caption)

    def _below_blank(self, start: int) -> bool:
        """Whether nothing but blank lines stands between an item and the one above."""
        end = self.listed
        if not end or self.copy.text.count("\n", end, start) < 2:
            return False
        return not self.copy.raw[
            self.copy.to_raw(end) : self.copy.to_raw(start)
        ].strip()

    def _indent(self, start: int) -> int:
        """How far from the line's beginning the heading stands; 200 at most."""
        return len(self.copy.text[max(0, start - 200) : start].rpartition("\n")[2])

    def _typed(self, draft: Draft, caption: Draft | None) -> None:
        """Enter an item whose type the caption above it gives."""
        self.drafts.append(draft)
        draft.caption = caption
        if caption is not None:
            caption.introduces.append(draft)
            draft.refers = draft.refers or caption.refers
        self._place(draft)
        self.last = draft

    def _place(self, draft: Draft) -> None:
        """State what stands above the draft in the flow."""
        draft.broken = self.cut
        if draft.type == "objective":
            self.objective, self.result = draft, None
            draft.path = draft.path or ((draft.ordinal,) if draft.ordinal else ())
            return
        draft.objective = self.objective
        draft.outer = self.outer if self.objective is None else None
        if draft.type == "indicator":
            draft.above = self.result
        elif draft.type == "expected_result":
            self.result = draft

    @property
    def early_items(self) -> frozenset[int]:
        """The regions in which list items stand before the first objective."""
        first: dict[int, int] = {}
        for d in reversed(self.drafts):
            if d.type == "objective":
                first[d.region] = d.start
        items = [u.draft for u in self.untyped]
        items += [d for d in self.drafts if d.type == "expected_result"]
        found = {d.region for d in items if d.start < first.get(d.region, 0)}
        return frozenset(found | self.programme.early)
