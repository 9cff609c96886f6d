"""Where the words of an element stand in the source: a link, and the place in words."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.draw.content import Evidence
from mandategraph.draw.metrics import drawable
from mandategraph.draw.words import say

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_SPANS: Final = """
SELECT ?element ?span ?start ?end ?place WHERE {
  ?element mg:elementOf ?plan ; mg:evidence ?span .
  OPTIONAL { ?span oa:hasSelector ?selector .
             OPTIONAL { ?selector oa:start ?start . OPTIONAL { ?selector oa:end ?end } }
             OPTIONAL { ?selector rdf:value ?place } }
}"""
_PAGE: Final = re.compile(r"page=(\d+)")
_PARAGRAPH: Final = re.compile(r"#p(\d+)$")
_CELL: Final = re.compile(r"#tbl(\d+)/r(\d+)/c(\d+)")
_SHORT: Final = 28  # characters of a path that a card has room for

_Spans = dict[str, tuple[float, float, list[str]]]


class Places:
    """The evidence of all elements of a graph, asked for once."""

    def __init__(self, graph: MandateGraph) -> None:
        self._of: dict[str, _Spans] = defaultdict(dict)
        for element, span, start, end, place in graph.select_text(_SPANS):
            spans = self._of[element]
            first, last, places = spans.get(span) or (-1.0, -1.0, [])
            if start:
                first, last = float(start), float(end or -1)
            if place:
                places.append(place)
            spans[span] = first, last, places

    def of(self, element: str, lang: str) -> Evidence | None:
        """The first span of the element in the order of the text; None without one."""
        spans = self._of.get(element)
        if not spans:
            return None
        iri = min(spans, key=lambda span: (spans[span][0], span))
        start, end, places = spans[iri]
        place = _place(sorted(places), int(start), int(end), lang)
        return Evidence(iri, place, len(spans) - 1)


def _place(places: list[str], start: int, end: int, lang: str) -> str:
    """The page, paragraph, cell or path; the characters where there is none."""
    pages = sorted({int(found[1]) for p in places if (found := _PAGE.search(p))})
    if pages:
        number = f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else pages[0]
        return say(lang, "at_page", n=number)
    for place in places:
        if inside := _inside(place, lang):
            return inside
    if start < 0:
        return say(lang, "at_source")
    span = f"{start}–{end}" if end >= 0 else str(start)
    return say(lang, "at_characters", span=span)


def _inside(place: str, lang: str) -> str:
    """The place in a document without pages; nothing if a card has no room for it."""
    if found := _CELL.search(place):
        return say(lang, "at_cell", table=found[1], row=found[2], cell=found[3])
    if found := _PARAGRAPH.search(place):
        return say(lang, "at_paragraph", n=found[1])
    short = len(place) <= _SHORT and not place.startswith("/")
    return drawable(place) if short else ""
