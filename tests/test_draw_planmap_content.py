"""What belongs to several objectives, and where the words of a card stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import DATA, ID, LANGUAGES, MG
from drawn_plans import ENGLISH, ISOLATES, SVG, cards, drawn, made_plan, said
from mandategraph.draw.gather import pages
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import OA, Quads, integer, iri, literal
from mandategraph.store import MandateGraph, open_graph

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def linked(graph: MandateGraph, *links: tuple[str, str, str, str]) -> MandateGraph:
    """The plan with more claims: subject, relation, object, status."""
    quads, claims = Quads(), f"{ID}graph/claims-x"
    for place, (subject, relation, obj, status) in enumerate(links):
        claim = f"{ID}claim-more{place}"
        quads.a(claims, claim, f"{MG}Claim")
        quads.add(claims, claim, f"{MG}claimSubject", iri(ID + subject))
        quads.add(claims, claim, f"{MG}claimPredicate", iri(MG + relation))
        quads.add(claims, claim, f"{MG}claimObject", iri(ID + obj))
        quads.add(claims, claim, f"{MG}status", iri(MG + status))
        if relation == "subObjectiveOf":
            quads.add(claims, ID + subject, MG + relation, iri(ID + obj))
    return MandateGraph.from_nquads(graph.nquads() + quads.nquads())


def plan() -> MandateGraph:
    return made_plan(
        ("m", "Mandate", "Serve.", ""),
        ("o1", "Objective", "Aim.", "m"),
        ("o2", "Objective", "Other aim.", "m"),
        ("r1", "ExpectedResult", "Of one.", "o1"),
        ("r2", "ExpectedResult", "Of two.", "o2"),
        ("i", "Indicator", "Sign.", "r1"),
    )


def crossing(graph: MandateGraph) -> list[str]:
    (page,) = pages(graph, ENGLISH, cross=True)
    return [card.code for card in page.cross]


def test_what_serves_two_objectives_stands_in_the_cross_cutting_band() -> None:
    graph = linked(plan(), ("r1", "contributesTo", "o2", "stated"))
    svg = drawn(graph)
    found = cards(svg)
    assert crossing(graph) == ["R1"]
    assert found["r1"][1] > found["r2"][1]  # below the columns
    assert found["i"][1] > found["r1"][1]  # its indicator goes with it
    words = said(svg)
    assert "Cross-cutting Serves several objectives, or the mandate directly" in words
    assert "Serves O1, O2" in words
    assert words.count("Cross-cutting: R1") == 2


def test_what_only_the_mandate_has_is_cross_cutting() -> None:
    graph = linked(
        made_plan(
            ("m", "Mandate", "Serve.", ""),
            ("o", "Objective", "Aim.", "m"),
            ("r", "ExpectedResult", "For all.", ""),
        ),
        ("r", "contributesTo", "m", "stated"),
    )
    assert crossing(graph) == ["R1"]
    assert "Serves M" in said(drawn(graph))
    assert "links it to nothing" not in said(drawn(graph))


def test_a_result_of_one_objective_that_serves_the_mandate_too_stays_below_it() -> None:
    graph = linked(plan(), ("r1", "contributesTo", "m", "stated"))
    assert crossing(graph) == []
    found = cards(drawn(graph))
    assert found["r1"][0] == found["o1"][0]
    assert "Serves M" in said(drawn(graph))


def test_an_objective_and_its_part_are_one_place() -> None:
    graph = linked(
        made_plan(
            ("o1", "Objective", "Aim.", ""),
            ("o2", "Objective", "Part.", ""),
            ("r", "ExpectedResult", "Of both.", "o1"),
        ),
        ("o2", "subObjectiveOf", "o1", "stated"),
        ("r", "expectedResultOf", "o2", "stated"),
    )
    (page,) = pages(graph, ENGLISH, cross=True)
    assert page.cross == []
    part = next(card for card in page.cards if card.iri.endswith("o2"))
    assert [child.iri for child in part.children] == [f"{ID}r"]
    assert "Also: O1" in {chip.words for chip in part.children[0].chips}


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_a_link_that_does_not_hold_makes_nothing_cross_cutting(status: str) -> None:
    graph = linked(plan(), ("r1", "contributesTo", "o2", status))
    assert crossing(graph) == []
    assert ("Proposed: O2" in said(drawn(graph))) == (status == "proposed")


def test_an_accepted_link_to_a_second_objective_is_marked_as_accepted() -> None:
    graph = linked(plan(), ("r1", "contributesTo", "o2", "accepted"))
    assert crossing(graph) == ["R1"]
    words = said(drawn(graph))
    assert "Serves O1 " in words
    assert "Accepted link, not in the source: O2" in words


def test_a_focus_shows_what_serves_the_element_among_others() -> None:
    graph = linked(plan(), ("r1", "contributesTo", "o2", "stated"))
    assert set(cards(drawn(graph, focus="o2"))) == {"o2", "r2", "r1", "i"}


def evidence(svg: ET.Element) -> dict[str, str]:
    """The words of each link to a span, by the address of the span."""
    found = {}
    for link in svg.iter(f"{SVG}a"):
        if link.find(f"{SVG}rect[@class='evidence']") is not None:
            words = " ".join("".join(t.itertext()) for t in link.iter(f"{SVG}text"))
            found[link.attrib["href"]] = ISOLATES.sub("", words)
    return found


def with_place(*selectors: dict[str, str]) -> MandateGraph:
    """A plan of one objective whose span has these selectors besides offsets 0 to 9."""
    quads, doc = Quads(), f"{ID}graph/doc-x"
    span = f"{ID}text/t#char=0,1"
    for place, selector in enumerate(selectors):
        node = f"{span}s{place}"
        quads.add(doc, span, f"{OA}hasSelector", iri(node))
        for name, value in selector.items():
            term = integer(int(value)) if name.startswith(OA) else literal(value)
            quads.add(doc, node, name, term)
    graph = made_plan(("o", "Objective", "Aim.", ""))
    return MandateGraph.from_nquads(graph.nquads() + quads.nquads())


@pytest.mark.parametrize(
    ("value", "said_in"),
    [
        ("page=3&viewrect=1,2,3,4", ("p. 3", "p. 3", "pág. 3", "الصفحة 3")),
        (
            "word/document.xml#p362",
            ("para. 362", "par. 362", "párr. 362", "الفقرة 362"),
        ),
        (
            "word/document.xml#tbl2/r5/c1/p1",
            (
                "table 2, row 5, cell 1",
                "tableau 2, ligne 5, cellule 1",
                "tabla 2, fila 5, celda 1",
                "الجدول 2، الصف 5، الخلية 1",
            ),
        ),
        ("Results!B7", ("Results!B7",) * 4),
        (
            "/iati-activities/iati-activity[1]/result[1]/title[1]/narrative[1]",
            ("char. 0", "car. 0", "car. 0", "الأحرف 0"),
        ),
    ],
)
def test_a_card_links_to_the_place_of_its_words(
    value: str, said_in: tuple[str, ...]
) -> None:
    graph = with_place({f"{RDF}value": value})
    for lang, words in zip(LANGUAGES, said_in, strict=True):
        assert evidence(drawn(graph, lang)) == {f"{ID}text/t#char=0,1": words}


def test_words_on_two_pages_name_both() -> None:
    graph = with_place({f"{RDF}value": "page=3"}, {f"{RDF}value": "page=4"})
    assert list(evidence(drawn(graph)).values()) == ["p. 3–4"]


def test_characters_are_named_where_there_is_no_page(
    example_graph: MandateGraph,
) -> None:
    places = evidence(drawn(example_graph))
    assert len(places) == 7
    assert "char. 8–56" in places.values()


def test_several_spans_are_the_first_and_a_count() -> None:
    quads, doc = Quads(), f"{ID}graph/doc-x"
    for start in (40, 20):
        span = f"{ID}text/t#char={start},{start + 5}"
        quads.add(doc, f"{ID}o", f"{MG}evidence", iri(span))
        quads.add(doc, span, f"{OA}hasSelector", iri(f"{span}p"))
        quads.add(doc, f"{span}p", f"{OA}start", integer(start))
        quads.add(doc, f"{span}p", f"{OA}end", integer(start + 5))
    graph = made_plan(("o", "Objective", "Aim.", "")).nquads() + quads.nquads()
    found = evidence(drawn(MandateGraph.from_nquads(graph)))
    assert found == {f"{ID}text/t#char=0,1": "char. 0 (+2)"}


def test_links_do_not_stand_inside_links(example_graph: MandateGraph) -> None:
    for lang in LANGUAGES:
        svg = drawn(example_graph, lang)
        assert not svg.findall(f".//{SVG}a//{SVG}a")


def test_an_element_without_evidence_has_no_link_to_it() -> None:
    graph = made_plan(("o", "Objective", "Aim.", ""))
    quads = b"\n".join(
        line for line in graph.nquads().splitlines() if b"ns#evidence>" not in line
    )
    svg = drawn(MandateGraph.from_nquads(quads))
    assert evidence(svg) == {}
    assert "Place of the words" not in said(svg)


def test_the_pages_for_tables_keep_a_shared_result_below_its_first_objective() -> None:
    graph = linked(plan(), ("r1", "contributesTo", "o2", "stated"))
    (page,) = pages(graph, LanguagePolicy(["en"]))
    assert page.cross == []
    assert [c.code for c in page.columns[0].all()] == ["O1", "R1", "I1"]
    assert "Also: O2" in {chip.words for chip in page.columns[0].children[0].chips}


def test_values_say_when_and_of_whom() -> None:
    graph = open_graph(DATA / "follow_up.trig")
    (page,) = pages(graph, ENGLISH, plan="plan-rbb")
    chips = {card.code: [c.words for c in card.chips] for card in page.cards}
    assert chips["I1"] == [
        "Baseline: 12 (2023)",
        "Target: 20 (2024)",
        "Target: 40 (2026)",
        "Measurement: 20 (2024)",
        "Measurement: 24 (2025-01-01 – 2025-06-30, note: Six months only.)",
    ]
    assert chips["I4"] == [
        "Target: high",
        "Measurement: 60 (2024, sex: men)",
        "Measurement: 70 (2024, sex: women)",
    ]
