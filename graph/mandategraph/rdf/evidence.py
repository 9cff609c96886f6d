"""What all plans of one source share: its text, its agent, its spans -> quads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mandategraph.model import Agent, Field, Place, Reading, Span, Warning, Wording
from mandategraph.rdf.graphs import graph_iri, write_agent
from mandategraph.rdf.iris import span_iri, text_iri, text_name
from mandategraph.rdf.nquads import DCT, MG, OA, RDF, Quads, integer, iri, literal

CONTEXT: Final = 32  # code points before and after a quote, to find it again
PDF_FRAGMENT: Final = "http://tools.ietf.org/rfc/rfc8118"


class SourceWriter:
    """Writes what all plans of one source share: its text, its agent, its spans."""

    def __init__(self, quads: Quads, reading: Reading, base: str) -> None:
        self.quads, self.reading, self.base = quads, reading, base
        source = reading.source
        self.text = source.text
        self.text_iri = text_iri(base, source)
        slug, names = _slug(source.extractor), (("en", source.extractor),)
        agent = Agent(f"agent-{slug}", "software", names)
        self.agent = write_agent(quads, agent, base=base)
        self.text_graph = graph_iri(base, f"text-{text_name(source)}")
        add = quads.add
        add(self.text_graph, self.text_iri, f"{MG}textContent", literal(source.text))
        if source.places:
            layout = literal(layout_text(source.places))
            add(self.text_graph, self.text_iri, f"{MG}textLayout", layout)
        self.parties: set[str] = set()  # those already described
        self._homes: dict[str, str] = {}  # span -> the graph that describes it
        self._pdf = source.media_type == "application/pdf"
        self._places = sorted(source.places, key=lambda p: p.span)
        self._place_starts = [p.span.start for p in self._places]
        self.leftover: dict[str, list[Span]] = defaultdict(list)
        self.marks: dict[str, list[Span]] = defaultdict(list)
        self.warnings: dict[str, list[Warning]] = defaultdict(list)
        self._starts = [plan.span.start for plan in reading.plans]
        for span in reading.leftover:
            self.leftover[self._home(span)].append(span)
        for span in reading.marks:
            self.marks[self._home(span)].append(span)
        for warning in reading.warnings:
            self.warnings[self._home(warning.span)].append(warning)

    def _home(self, span: Span | None) -> str:
        """Key of the plan in whose part the span begins; the first has the rest."""
        at = span.start if span else -1
        plans = self.reading.plans
        near = bisect_right(self._starts, at) - 1
        return (
            plans[near] if near >= 0 and at < plans[near].span.end else plans[0]
        ).key

    def describe(self, graph: str, document: str, *, first: bool) -> None:
        """State the file in the graph of one of its documents, its text in the first.

        Once, so that the union of all graphs has no statement twice.
        """
        add, source = self.quads.add, self.reading.source
        add(graph, document, f"{MG}fileName", literal(source.file))
        add(graph, document, f"{DCT}format", literal(source.media_type))
        add(graph, self.text_iri, f"{MG}textOf", iri(document))
        if first:
            self.quads.a(graph, self.text_iri, f"{MG}ExtractedText")
            add(graph, self.text_iri, f"{MG}sha256", literal(source.sha256))
            add(graph, self.text_iri, f"{MG}extractor", iri(self.agent))
            if source.part:
                add(graph, self.text_iri, f"{MG}textPart", literal(source.part))

    def span(self, graph: str, span: Span, fragments: tuple[Span, ...] = ()) -> str:
        """IRI of the span, whose position, words and place are added to the graph.

        Once, so that the union of all graphs has no statement twice.
        """
        add, node, text = self.quads.add, span_iri(self.text_iri, span), self.text
        known = node in self._homes
        graph = self._homes.setdefault(node, graph)
        if fragments and fragments != (span,):
            add(graph, node, f"{MG}lineOffsets", literal(offsets(fragments)))
        if known:
            return node
        position = span_iri(self.text_iri, span, "position")
        quote = span_iri(self.text_iri, span, "quote")
        self.quads.a(graph, node, f"{MG}TextSpan")
        add(graph, node, f"{OA}hasSource", iri(self.text_iri))
        add(graph, node, f"{OA}hasSelector", iri(position), iri(quote))
        self.quads.a(graph, position, f"{OA}TextPositionSelector")
        add(graph, position, f"{OA}start", integer(span.start))
        add(graph, position, f"{OA}end", integer(span.end))
        self.quads.a(graph, quote, f"{OA}TextQuoteSelector")
        add(graph, quote, f"{OA}exact", literal(span.of(text)))
        if before := text[max(0, span.start - CONTEXT) : span.start]:
            add(graph, quote, f"{OA}prefix", literal(before))
        if after := text[span.end : span.end + CONTEXT]:
            add(graph, quote, f"{OA}suffix", literal(after))
        if self._places:
            self._select_place(graph, node, span)
        return node

    def _select_place(self, graph: str, node: str, span: Span) -> None:
        """Add a selector for each page, or for the path, that the span lies on."""
        first = max(bisect_right(self._place_starts, span.start) - 1, 0)
        pages: dict[int, list[Place]] = defaultdict(list)
        path = ""
        for place in self._places[first:]:
            if place.span.start >= span.end:
                break
            if place.span.end <= span.start:
                continue
            if place.page is not None:
                pages[place.page].append(place)
            elif not path:
                path = place.path
        selector = span_iri(self.text_iri, span, "place")
        for page, on_page in pages.items():
            name, value = f"{selector}&page={page}", f"page={page}{_view(on_page)}"
            self._selector(graph, node, name, "FragmentSelector", value)
        if path:
            kind = "XPathSelector" if path.startswith("/") else "FragmentSelector"
            self._selector(graph, node, selector, kind, path)

    def _selector(
        self, graph: str, node: str, selector: str, kind: str, value: str
    ) -> None:
        self.quads.add(graph, node, f"{OA}hasSelector", iri(selector))
        self.quads.a(graph, selector, OA + kind)
        self.quads.add(graph, selector, f"{RDF}value", literal(value))
        if self._pdf:
            self.quads.add(graph, selector, f"{DCT}conformsTo", iri(PDF_FRAGMENT))

    def wording_span(self, graph: str, wording: Wording) -> str:
        """IRI of the wording's span, which says its language.

        So that texts and places can be paired again.
        """
        span = self.span(graph, wording.span, wording.fragments)
        language = literal(wording.lang.lower())
        self.quads.add(self._homes[span], span, f"{DCT}language", language)
        return span

    def wordings(
        self,
        graph: str,
        node: str,
        texts: str,
        spans: str,
        given: Iterable[Wording],
        *,
        places: str = "",
    ) -> None:
        """Add each wording by the property `texts`, its place by `spans`.

        The places are described in the graph `places`, in the same one unless given.
        """
        for wording in given:
            text = literal(wording.text, lang=wording.lang)
            self.quads.add(graph, node, texts, text)
            span = self.wording_span(places or graph, wording)
            self.quads.add(graph, node, spans, iri(span))

    def fields(self, graph: str, node: str, fields: Iterable[Field]) -> None:
        """Add the fields of the source format as they are printed."""
        for field in fields:
            text = literal(field_text(field))
            self.quads.add(graph, node, f"{MG}sourceField", text)


def field_text(field: Field) -> str:
    """`name [start,end]=value`, the form that the graph keeps."""
    place = f" [{field.span.start},{field.span.end}]" if field.span else ""
    return f"{field.name}{place}={field.value}"


def layout_text(places: Iterable[Place]) -> str:
    """One line per place: offsets, page, box and path, parted by tabs."""
    lines = []
    for p in places:
        page = "" if p.page is None else str(p.page)
        box = ",".join(f"{x:.2f}" for x in p.box) if p.box else ""
        lines.append(f"{p.span.start},{p.span.end}\t{page}\t{box}\t{p.path}")
    return "\n".join(lines)


def offsets(spans: Iterable[Span]) -> str:
    """`start,end` of each span, parted by blanks."""
    return " ".join(f"{span.start},{span.end}" for span in spans)


def _view(places: list[Place]) -> str:
    """The rectangle around the boxes: left, top, width and height in points."""
    boxes = [p.box for p in places if p.box]
    if not boxes:
        return ""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    sides = (left, top, right - left, bottom - top)
    return "&viewrect=" + ",".join(f"{side:.2f}" for side in sides)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-") or "unnamed"
