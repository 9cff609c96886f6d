"""How far captions of results reach: above them, and no further than one objective."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mandategraph.read.text.regions import OUTSIDE

if TYPE_CHECKING:
    from mandategraph.read.text.drafts import Draft, Untyped
    from mandategraph.read.text.normalise import Matching


def type_above(drafts: list[Draft], untyped: list[Untyped]) -> list[Draft]:
    """The items that captions of results type, which stand below what they type.

    Only a caption that counts for every objective, or the last one, with nothing below
    it. In a column it reaches the items of the column.
    """
    captions = [d for d in drafts if d.topic == "outcomes"]
    lost = any(d.row for d in drafts) and any(d.each for d in captions)
    waiting: dict[int, list[Untyped]] = {}
    for u in untyped:
        if u.backward or (u.above_row and lost):
            waiting.setdefault(u.draft.region, []).append(u)
    last: dict[int, int] = {}  # where the last heading or item of each column stands
    for d in (*drafts, *(u.draft for u in untyped)):
        if d.type != "mandate":
            last[d.region] = max(d.start, last.get(d.region, 0))
    found: list[Draft] = []
    for caption in captions:
        everywhere = caption.each or caption.region == OUTSIDE
        end = max(last.values()) if everywhere else last[caption.region]
        closes = caption.start >= end and not (caption.introduces or caption.followed)
        if caption.shared or not (caption.each or closes):
            continue
        for region in list(waiting) if everywhere else [caption.region]:
            for item in waiting.pop(region, []):
                item.draft.caption = caption
                item.typed = True
                caption.introduces.append(item.draft)
                found.append(item.draft)
    return found


def doubt_odd_captions(drafts: list[Draft], copy: Matching) -> None:
    """Break the flow below an objective's second caption that is worded as no other.

    Below the last list of a plan it may say that the results are the whole plan's.
    """
    if sum(d.type == "objective" for d in drafts) < 2:
        return
    captions = [
        d for d in drafts if d.topic == "outcomes" and d.objective and not d.each
    ]
    times = Counter(_label(d, copy) for d in captions)
    captioned: set[int] = set()
    odd: dict[int, int] = {}
    for caption in captions:
        objective = id(caption.objective)
        if objective in captioned and times[_label(caption, copy)] == 1:
            odd.setdefault(objective, caption.start)
        captioned.add(objective)
    for d in drafts:
        if d.start > odd.get(id(d.objective), d.start):
            d.broken = True


def _label(caption: Draft, copy: Matching) -> str:
    start, end = caption.whole or (caption.start, caption.start)
    return " ".join(copy.lower[start:end].strip(" :").split())
