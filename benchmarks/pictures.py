"""The plan map against Graphviz `dot` on the same elements.

A plan of 1,021 elements, with nothing folded, then folded as by default: once with
each result below one objective, which is the easiest a layout of a graph can have; once
as a leaflet whose columns were lost, where each result may belong to any objective.
`dot` is given our own DOT export, and reads it from memory.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from typing import Final

from benchmarks.timing import Row, seconds
from mandategraph.draw.content import Page
from mandategraph.draw.fold import fold
from mandategraph.draw.gather import pages
from mandategraph.draw.layout import sheets
from mandategraph.draw.paper import paper
from mandategraph.draw.picture import Picture
from mandategraph.draw.svg import to_svg
from mandategraph.export import export
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import BASE, MG_NS, PREFIXES
from mandategraph.rdf.nquads import Quads, integer, iri, literal
from mandategraph.store import MandateGraph

OBJECTIVES, RESULTS, INDICATORS = 12, 14, 5
_TIMES: Final = 5
_ENGLISH: Final = LanguagePolicy(["en"])
_VERBS: Final = ("Strengthen", "Widen", "Renew", "Monitor", "Share", "Restore")
_THINGS: Final = ("access to services", "rural water supply", "the policy framework")
_ENDS: Final = ("in each district", "with regional partners", "for public institutions")


def run() -> Iterator[Row]:
    """Times of the plan map as shares of those of `dot`; the limit is a tenth."""
    dot = shutil.which("dot")
    if dot is None:
        print("   dot is not installed: nothing to compare with")
        return
    for name, opened in (("a tree", False), ("open links", True)):
        graph = made(opened=opened)
        text = export("dot", graph, _ENGLISH)
        content = pages(graph, _ENGLISH, cross=True)
        ours = seconds(partial(_drawn, content), _TIMES)
        theirs = seconds(partial(_laid_out, dot, text), _TIMES)
        yield f"layout and SVG of {name} / dot", ours / theirs, 0.1
        ours = seconds(partial(_from_graph, graph), _TIMES)
        theirs = seconds(partial(_by_dot, dot, graph), _TIMES)
        yield f"graph of {name} to SVG / DOT export and dot", ours / theirs, 1
        for page in content:
            fold(page)
        ours = seconds(partial(_drawn, content), _TIMES)
        theirs = seconds(partial(_laid_out, dot, text), _TIMES)
        yield f"layout and SVG of {name}, folded / dot", ours / theirs, 0.1


def _drawn(content: list[Page]) -> str:
    found = [sheet for page in content for sheet in sheets(page, paper("screen"))]
    return to_svg(Picture("plan", found))


def _from_graph(graph: MandateGraph) -> str:
    return _drawn(pages(graph, _ENGLISH, cross=True))


def _laid_out(dot: str, text: bytes) -> bytes:
    command = [dot, "-Tsvg"]
    return subprocess.run(command, input=text, check=True, capture_output=True).stdout


def _by_dot(dot: str, graph: MandateGraph) -> bytes:
    return _laid_out(dot, export("dot", graph, _ENGLISH))


def made(*, opened: bool) -> MandateGraph:
    """The plan; `opened` leaves open to which objective each result belongs."""
    quads = Quads()
    doc, claims, plan = f"{BASE}graph/doc-x", f"{BASE}graph/claims-x", f"{BASE}plan-x"
    quads.a(doc, plan, f"{MG_NS}Plan")
    place = 0

    def element(name: str, cls: str, clauses: int, relation: str, *wholes: str) -> None:
        nonlocal place
        place += 1
        node, span = f"{BASE}{name}", f"{BASE}text/t#char={place},{place + 1}"
        words = _sentence(place, clauses)
        quads.a(doc, node, MG_NS + cls)
        quads.add(doc, node, f"{MG_NS}elementOf", iri(plan))
        quads.add(doc, node, f"{MG_NS}statementText", literal(words, lang="en"))
        quads.add(doc, node, f"{MG_NS}evidence", iri(span))
        quads.add(doc, span, f"{PREFIXES['oa']}hasSelector", iri(f"{span}p"))
        quads.add(doc, f"{span}p", f"{PREFIXES['oa']}start", integer(place))
        if not wholes:
            return
        link = f"{BASE}claim-{name}"
        quads.a(claims, link, MG_NS + ("OpenLink" if wholes[1:] else "Claim"))
        quads.add(claims, link, f"{MG_NS}claimSubject", iri(node))
        quads.add(claims, link, f"{MG_NS}claimPredicate", iri(MG_NS + relation))
        for whole in wholes:
            end = "candidate" if wholes[1:] else "claimObject"
            quads.add(claims, link, MG_NS + end, iri(BASE + whole))
        if not wholes[1:]:
            quads.add(claims, link, f"{MG_NS}status", iri(f"{MG_NS}stated"))

    element("m", "Mandate", 3, "serves")
    everything = [f"o{o}" for o in range(OBJECTIVES)]
    for one in everything:
        element(one, "Objective", 2, "serves", "m")
        for r in range(RESULTS):
            result = f"{one}r{r}"
            wholes = everything if opened else [one]
            element(result, "ExpectedResult", 2, "expectedResultOf", *wholes)
            for i in range(INDICATORS):
                element(f"{result}i{i}", "Indicator", 1, "indicatorOf", result)
    return MandateGraph.from_nquads(quads.nquads())


def _sentence(place: int, clauses: int) -> str:
    """Words that differ from element to element, about nine in a clause."""
    parts = [
        f"{_VERBS[n % 6]} {_THINGS[n // 6 % 3]} no. {n} {_ENDS[n // 18 % 3]}"
        for n in range(place, place + clauses)
    ]
    return " and ".join(parts) + "."
