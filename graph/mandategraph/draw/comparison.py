"""Two plans side by side: what matches stands in one row, and says what it rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mandategraph.draw.content import Chip
from mandategraph.draw.matching import matches
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.draw.content import Card, Page
    from mandategraph.draw.matching import Match
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

# each card by its IRI, with the card above it and its depth
_Found: TypeAlias = "dict[str, tuple[Card, Card | None, int]]"


@dataclass(slots=True)
class Row:
    """A card of the left plan, one of the right plan, or both and their match."""

    left: Card | None = None
    right: Card | None = None
    match: Match | None = None


@dataclass(slots=True)
class Comparison:
    """Rows in the order of reading; `depths` of their cards by IRI."""

    left: Page
    right: Page
    rows: list[Row]
    depths: dict[str, int]
    remarks: dict[str, list[Chip]]


def compared(
    graph: MandateGraph, network: Network, left: Page, right: Page
) -> Comparison:
    """The elements of the left plan in order, each beside its best match if it is free.

    What only the right plan has stands after what it follows there. Each element is in
    one row; its other matches are remarks.
    """
    found: _Found = {}
    sides = [list(_walk(page)) for page in (left, right)]
    for side in sides:
        found.update({card.iri: (card, above, depth) for card, above, depth in side})
    ours, theirs = ([card.iri for card, _, _ in side] for side in sides)
    best: dict[str, Match] = {}
    rest: list[Match] = []
    for match in matches(graph, network, ours, theirs):
        if match.left in best or match.right in best:
            rest.append(match)
        else:
            best[match.left] = best[match.right] = match
    rows = _rows(ours, theirs, best, found)
    remarks = _also(left.lang, rest, found)
    for row in rows:
        for iri, chip in _placed(left.lang, row, best, found):
            remarks[iri].append(chip)
    for page in (left, right):
        for card in page.loose if page.loose_note else ():
            remarks[card.iri].insert(0, Chip(page.loose_note, "open"))
    depths = {iri: depth for iri, (_, _, depth) in found.items()}
    return Comparison(left, right, rows, depths, remarks)


def _rows(
    ours: list[str], theirs: list[str], best: dict[str, Match], found: _Found
) -> list[Row]:
    after: dict[str, list[str]] = defaultdict(list)
    place = ""
    for iri in theirs:
        if iri in best:
            place = best[iri].left
        else:
            after[place].append(iri)
    rows = [Row(right=found[iri][0]) for iri in after[""]]
    for iri in ours:
        match = best.get(iri)
        other = found[match.right][0] if match else None
        rows.append(Row(found[iri][0], other, match))
        rows += [Row(right=found[one][0]) for one in after[iri]]
    return rows


def _placed(
    lang: str, row: Row, best: dict[str, Match], found: _Found
) -> Iterator[tuple[str, Chip]]:
    """That a card stands alone; or where it belongs in its plan, if that differs."""
    one = row.left or row.right
    if row.match is None and one is not None:
        yield one.iri, Chip(say(lang, "compare_only_here"))
    elif row.match and (above := found[row.match.right][1]):
        ours, near = found[row.match.left][1], best.get(above.iri)
        if near is None or ours is None or near.left != ours.iri:
            chip = Chip(say(lang, "compare_below", code=above.code))
            yield row.match.right, chip


def _walk(page: Page) -> Iterator[tuple[Card, Card | None, int]]:
    """All cards of a page in the order of reading, the card above each, its depth."""

    def below(
        card: Card, above: Card | None, depth: int
    ) -> Iterator[tuple[Card, Card | None, int]]:
        yield card, above, depth
        for child in card.children:
            yield from below(child, card, depth + 1)

    for root in (*page.top, *page.columns, *page.cross, *page.loose):
        yield from below(root, None, 0)


def _also(lang: str, rest: list[Match], found: _Found) -> dict[str, list[Chip]]:
    """Remarks on both sides for the matches that are not drawn as rows."""
    remarks: dict[str, list[Chip]] = defaultdict(list)
    for match in rest:
        for here, there in ((match.left, match.right), (match.right, match.left)):
            said = remark(lang, match)
            code = found[there][0].code
            words = say(lang, "compare_also_match", code=code, match=said.words)
            remarks[here].append(Chip(words, said.status))
    return remarks


def remark(lang: str, match: Match) -> Chip:
    """How two elements are related, and who says so."""
    relation = say(lang, f"compare_relation_{match.relation}")
    if match.ground == "words":
        return Chip(relation)
    if match.ground == "recorded":
        status = say(lang, "compare_match_recorded")
    else:
        status = say(lang, f"edge_{match.ground}")
    rated = match.ground == "proposed" and match.confidence
    words = say(
        lang,
        "compare_match_rated" if rated else "compare_match",
        relation=relation,
        status=status,
        **({"confidence": match.confidence} if rated else {}),
    )
    if match.ground in ("accepted", "proposed"):
        return Chip(words, "accepted" if match.ground == "accepted" else "proposed")
    return Chip(words)
