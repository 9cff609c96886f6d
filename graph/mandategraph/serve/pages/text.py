"""The text of a document with the words marked that statements rest on."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import QueryError
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.serve.page import Page
from mandategraph.serve.pages.paging import part, start_of
from mandategraph.serve.pages.things import Things

if TYPE_CHECKING:
    from mandategraph.serve.page import Visit
    from mandategraph.store import MandateGraph

_ROOM: Final = 20_000  # code points of one page
_BEFORE: Final = 2_000  # that are shown before the place that was asked for
_TEXTS: Final = """
SELECT DISTINCT ?text ?file ?lang WHERE {
  ?text mg:textContent ?content .
  OPTIONAL { ?text mg:textOf ?document .
    OPTIONAL { ?document mg:fileName ?file }
    OPTIONAL { ?document dct:language ?lang } }
}"""
_LEFT: Final = "leftover"  # words that were read as no part of a statement
_CONTENT: Final = "SELECT ?content WHERE {{ <{text}> mg:textContent ?content }} LIMIT 1"
_SOURCE: Final = "SELECT ?text WHERE {{ <{span}> oa:hasSource ?text }} LIMIT 1"
_SPANS: Final = """
SELECT ?span ?start ?end ?lines ?quote WHERE {{
  ?span oa:hasSource <{text}> ; oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?span mg:lineOffsets ?lines }}
  OPTIONAL {{ ?span oa:hasSelector ?words . ?words oa:exact ?quote }}
}}"""
_SAYS: Final = """
SELECT DISTINCT ?span ?role ?node WHERE {{
  ?span oa:hasSource <{text}> .
  VALUES ?role {{ mg:evidence mg:headingSpan mg:titleSpan mg:descriptionSpan
    mg:noteSpan mg:unitSpan mg:leftover }}
  ?node ?role ?span .
}}"""


def text(visit: Visit) -> Page:
    """A part of a text with its spans, and what each of them is evidence of.

    Offsets count code points. A span whose quote is not at its place is `changed`.
    """
    graph = visit.site.graph
    texts = visit.site.once("texts", lambda: _texts(graph))
    span = _checked(visit.asked.get("span", ""))
    wanted = _checked(visit.asked.get("text", ""))
    if span:
        rows = graph.select_text(_SOURCE.format(span=span))
        wanted = rows[0][0] if rows else ""
    chosen = wanted or (next(iter(texts)) if texts and not span else "")
    title = visit.words.say("Texts and evidence")
    data: dict[str, Any] = {
        "texts": [{"iri": iri, **about} for iri, about in texts.items()],
        "text": texts.get(chosen) and {"iri": chosen, **texts[chosen]},
        "span": span,
        "pieces": [],
        "spans": [],
        "paging": part(0, _ROOM, 0),
    }
    if not chosen:
        return Page("text", title, data, 404 if span else 200)
    content = graph.select_text(_CONTENT.format(text=chosen))
    if not content:
        data["text"] = {"iri": chosen, "file": "", "lang": "", "absent": True}
        data["spans"] = _listed(visit, _spans(graph, chosen), "", span)[:200]
        return Page("text", title, data)
    words = content[0][0]
    spans = _spans(graph, chosen)
    start = start_of(visit)
    if span in spans and "from" not in visit.asked:
        start = max(0, spans[span]["fragments"][0][0] - _BEFORE)
    end = min(len(words), start + _ROOM)
    near = {
        iri: one
        for iri, one in spans.items()
        if one["start"] < end and one["end"] > start
    }
    data["spans"] = _listed(visit, near, words, span)
    data["pieces"] = _pieces(near, words, start, end, span)
    data["paging"] = part(start, _ROOM, len(words))
    if texts[chosen]["file"]:
        title = f"{title} · {texts[chosen]['file']}"
    return Page("text", title, data)


def _checked(iri: str) -> str:
    if NOT_IN_IRI.search(iri):
        raise QueryError(iri[:60], "it is no IRI")
    return iri


def _texts(graph: MandateGraph) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for iri, file, lang in sorted(graph.select_text(_TEXTS)):
        found.setdefault(iri, {"file": file, "lang": lang, "absent": False})
    return dict(sorted(found.items(), key=lambda item: (item[1]["file"], item[0])))


def _spans(graph: MandateGraph, of: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for span, start, end, lines, quote in sorted(
        graph.select_text(_SPANS.format(text=of))
    ):
        whole = [(int(start), int(end))]
        pieces = [
            (int(a), int(b))
            for a, _, b in (one.partition(",") for one in lines.split())
        ]
        found.setdefault(
            span,
            {
                "start": int(start),
                "end": int(end),
                "fragments": pieces or whole,
                "quote": quote,
                "says": [],
            },
        )
    for span, role, node in sorted(graph.select_text(_SAYS.format(text=of))):
        if span in found:
            found[span]["says"].append((role.rpartition("#")[2], node))
    return found


def _listed(
    visit: Visit, spans: dict[str, dict[str, Any]], words: str, chosen: str
) -> list[dict[str, Any]]:
    """The spans in the order of the text, with what they are evidence of."""
    things = Things(visit, {node for one in spans.values() for _, node in one["says"]})
    ordered = sorted(spans, key=lambda s: (spans[s]["start"], spans[s]["end"], s))
    return [
        {
            "iri": iri,
            "start": spans[iri]["start"],
            "end": spans[iri]["end"],
            "quote": spans[iri]["quote"],
            "changed": bool(
                words
                and spans[iri]["quote"]
                and words[spans[iri]["start"] : spans[iri]["end"]]
                != spans[iri]["quote"]
            ),
            "chosen": iri == chosen,
            "says": [
                {"role": role, "thing": things.thing(node)}
                for role, node in spans[iri]["says"]
            ],
        }
        for iri in ordered
    ]


def _pieces(
    spans: dict[str, dict[str, Any]], words: str, start: int, end: int, chosen: str
) -> list[dict[str, Any]]:
    """The part of the text in pieces, each covered by the same spans all through."""
    ordered = sorted(spans, key=lambda s: (spans[s]["start"], spans[s]["end"], s))
    marked = {s for s in spans if any(role != _LEFT for role, _ in spans[s]["says"])}
    begins: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, list[int]] = defaultdict(list)
    for at, iri in enumerate(ordered):
        if iri not in marked and iri != chosen:
            continue
        for a, b in spans[iri]["fragments"]:
            low, high = max(a, start), min(b, end)
            if low < high:
                begins[low].append(at)
                ends[high].append(at)
    edges = sorted({start, end, *begins, *ends})
    pieces, open_now = [], set[int]()
    for low, high in pairwise(edges):
        open_now = (open_now - set(ends[low])) | set(begins[low])
        covered = sorted(open_now)
        on = any(ordered[at] == chosen for at in covered)
        pieces.append({"text": words[low:high], "spans": covered, "chosen": on})
    return pieces
