"""Plans made for a picture, and what is found in the picture drawn of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from conftest import ID, MG
from mandategraph.draw import plan_map
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import DCT, OA, Quads, integer, iri, literal
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = LanguagePolicy(["en"])
ISOLATES = re.compile("[\u2066-\u2069]")


def drawn(graph: MandateGraph, *langs: str, **options: str) -> ET.Element:
    return ET.fromstring(plan_map(graph, LanguagePolicy(langs or ["en"]), **options))  # noqa: S314


def said(svg: ET.Element) -> str:
    """All words of the picture, joined; isolates taken off."""
    words = " ".join("".join(t.itertext()) for t in svg.iter(f"{SVG}text"))
    return ISOLATES.sub("", words)


def cards(svg: ET.Element) -> dict[str, tuple[float, float, ET.Element]]:
    """Left edge, top edge and link of each card, by the last segment of its IRI."""
    found = {}
    for link in svg.iter(f"{SVG}a"):
        box = link.find(f"{SVG}rect")
        assert box is not None
        if box.get("class") == "evidence":
            continue
        place = float(box.attrib["x"]), float(box.attrib["y"])
        found[link.attrib["href"].rpartition("/")[2]] = (*place, link)
    return found


def made_plan(*elements: tuple[str, str, str, str]) -> MandateGraph:
    """A plan of (name, class, wording, parent): links are stated, in reading order."""
    quads, plan = Quads(), f"{ID}plan-x"
    doc, claims = f"{ID}graph/doc-x", f"{ID}graph/claims-x"
    quads.a(doc, plan, f"{MG}Plan")
    quads.add(doc, plan, f"{DCT}source", iri(f"{ID}doc-x"))
    quads.add(doc, f"{ID}doc-x", f"{DCT}language", literal("en"))
    relation = {
        "Objective": "serves",
        "ExpectedResult": "expectedResultOf",
        "Indicator": "indicatorOf",
    }
    for place, (name, cls, wording, parent) in enumerate(elements):
        node, span = f"{ID}{name}", f"{ID}text/t#char={place},{place + 1}"
        quads.a(doc, node, MG + cls)
        quads.add(doc, node, f"{MG}elementOf", iri(plan))
        if wording:
            quads.add(doc, node, f"{MG}statementText", literal(wording, lang="en"))
        quads.add(doc, node, f"{MG}evidence", iri(span))
        quads.add(doc, span, f"{OA}hasSelector", iri(f"{span}p"))
        quads.add(doc, f"{span}p", f"{OA}start", integer(place))
        if parent:
            claim = f"{ID}claim-{name}"
            quads.a(claims, claim, f"{MG}Claim")
            quads.add(claims, claim, f"{MG}claimSubject", iri(node))
            quads.add(claims, claim, f"{MG}claimPredicate", iri(MG + relation[cls]))
            quads.add(claims, claim, f"{MG}claimObject", iri(ID + parent))
            quads.add(claims, claim, f"{MG}status", iri(f"{MG}stated"))
    return MandateGraph.from_nquads(quads.nquads())


def large_plan(objectives: int, results: int, indicators: int) -> MandateGraph:
    """Each objective with its results, each result with its indicators."""

    def elements() -> Iterator[tuple[str, str, str, str]]:
        yield "m", "Mandate", "Serve all.", ""
        for o in range(objectives):
            yield f"o{o}", "Objective", f"Aim {o}.", "m"
            for r in range(results):
                yield f"o{o}r{r}", "ExpectedResult", f"Result {o}/{r}.", f"o{o}"
                for i in range(indicators):
                    yield f"o{o}r{r}i{i}", "Indicator", f"Sign {i}.", f"o{o}r{r}"

    return made_plan(*elements())
