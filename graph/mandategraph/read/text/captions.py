"""Captions: how far they reach on their line, what they refer to, and table heads."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mandategraph.read.lexicon import grammar
from mandategraph.read.text.headings import GROUPS, Candidate

if TYPE_CHECKING:
    from mandategraph.read.text.normalise import Matching
    from mandategraph.read.text.regions import Layout

_TAIL = 80  # a caption is short
_COLUMNS = ("objectives", *GROUPS)
_CONNECTOR = re.compile(r"\W{0,3}(?:[^\W\d_]+[' ]{1,2}){0,3}\W{0,2}")
_END = re.compile(r" {0,3}(:|[-–—](?= )|\.(?!\w))?")


def absorb_tails(
    candidates: list[tuple[Candidate, bool]], copy: Matching, layout: Layout
) -> list[Candidate]:
    """The possible candidates, each caption with its scope words and references."""
    kept: list[Candidate] = []
    reach = -1
    for i, (c, possible) in enumerate(candidates):
        if not possible or c.start < reach:
            continue
        kept.append(c)
        if c.path and c.kind in ("objective", "result", "indicator"):
            continue
        ahead = [d for d, _ in candidates[i + 1 : i + 4] if d.line_end == c.line_end]
        scoped = grammar().each.match(copy.lower, c.end, layout.end(c.start))
        if ahead and ahead[0].linked and c.kind in _COLUMNS and not scoped:
            continue
        reference = _reference(c, ahead, copy)
        if reference is not None:
            c.refers, c.end, c.stop = reference.path, reference.end, reference.stop
            c.separator, c.alone = reference.separator, reference.alone
            c.follows = reference.follows
        else:
            _stretch(c, copy, layout.end(c.start))
        reach = c.end
    return kept


def _reference(
    c: Candidate, ahead: list[Candidate], copy: Matching
) -> Candidate | None:
    """The objective that a caption names: "Expected results for objective 2"."""
    if not ahead or c.kind not in GROUPS or c.separator == ":":
        return None
    first = ahead[0]
    if first.kind != "objective" or not first.path:
        return None
    if len(ahead) > 1 and ahead[1].kind == "objective":
        return None
    between = copy.lower[c.end : first.start]
    return first if between.strip() and _CONNECTOR.fullmatch(between) else None


def _stretch(c: Candidate, copy: Matching, stop: int) -> None:
    """Let a caption end where its printed line or its colon ends, before `stop`."""
    scope = grammar().each.match(copy.lower, c.end, stop)
    if scope and c.kind not in ("all", "other"):
        c.each, c.end = True, scope.end()
    elif c.separator:
        return
    limit = min(c.end + 2 * _TAIL, len(copy.lower))
    line_end = copy.lower.find("\n", c.end, limit)
    line_end = limit if line_end < 0 else line_end
    tail = _tail(c, copy, line_end)
    c.line_end = line_end
    if tail and c.kind in GROUPS and not c.each:
        c.shared = c.shared or bool(grammar().shared.search(tail.lower()))
    c.end += len(tail.rstrip())
    mark = _END.match(copy.lower, c.end)
    c.stop = mark.end() if mark else c.end
    c.separator = copy.lower[c.end : c.stop].strip()
    c.follows = copy.text[c.stop : line_end].lstrip()[:1]
    c.alone = not c.follows


def _tail(c: Candidate, copy: Matching, line_end: int) -> str:
    """The words of the caption's line that belong to it, up to a colon."""
    rest = copy.text[c.end : line_end]
    colon = rest.find(":")
    tail = rest[: colon if colon >= 0 else len(rest)]
    letters = [x for x in tail if x.isalpha()]
    shout = c.caps and all(x.isupper() or x.lower() == x.upper() for x in letters)
    if not tail.strip() or len(tail) > _TAIL or re.search(r"[.!?;](?:\s|$)", tail):
        return ""
    low = tail.lower()
    first = re.match(r"\W*([^\W\d_]+'?|\d+)", low)
    goes_on = first is not None and (
        first.group(1) in grammar().running
        or first[1].isdigit()
        or (
            c.kind in GROUPS and grammar().shared.match(low, first.start(1)) is not None
        )
    )
    clean = not grammar().heading.search(tail.lower())
    if c.kind in ("mandate", "objective"):
        title = shout or (c.blank_before and not c.small and len(tail.split()) <= 6)
        return tail if title and goes_on and clean else ""
    if not (colon >= 0 or shout or c.each or (goes_on and not c.listed)):
        return ""
    shared = c.kind in GROUPS and grammar().shared.search(low)
    if not clean and c.kind != "other" and not (c.each or shared):
        c.kind = "other"  # two headings in one, "Results and indicators"
    return tail


def name_objectives(accepted: list[Candidate], copy: Matching) -> list[Candidate]:
    """The headings; "OBJECTIVE 2: EXPECTED RESULTS" is a caption when 2 came before.

    A plural with a number names several objectives, so it belongs to no one of them.
    """
    kept: list[Candidate] = []
    seen: set[tuple[int, ...]] = set()
    for c in accepted:
        previous = kept[-1] if kept else None
        if c.kind == "objectives" and c.path:
            c.kind = "all"
        if c.kind == "mandate":
            seen = set()
        if (
            previous is not None
            and c.kind in GROUPS
            and previous.kind == "objective"
            and previous.path in seen
            and c.linked
            and not copy.lower[previous.stop : c.start].strip()
        ):
            c.refers, c.start = previous.path, previous.start
            kept.pop()
        elif previous is not None and previous.kind == "objective":
            seen.add(previous.path)
        kept.append(c)
    return kept


def mark_tables(
    accepted: list[Candidate], copy: Matching, layout: Layout
) -> list[Candidate]:
    """The headings; captions side by side are the head of a table whose cells are lost.

    They type nothing: what stands below may be of either column.
    """
    for this, following in pairwise(accepted):
        if following.start - this.stop > _TAIL:
            continue
        if layout.region(this.start) != layout.region(following.start):
            continue  # the layout has its columns
        apart = copy.text[this.stop : following.start]
        if apart.strip(" \n|/"):
            continue
        beside = "\n" not in apart and following.linked
        columns = this.kind in _COLUMNS and following.kind in _COLUMNS
        if columns and this.kind[:6] != following.kind[:6]:
            this.table = following.table = True
        elif this.kind == "objective" and following.kind in _COLUMNS:
            following.table = beside and not this.separator
        elif this.table and following.kind in _COLUMNS:
            following.table = True
    for c in accepted:
        if c.table:
            c.kind = "other"
    return accepted
