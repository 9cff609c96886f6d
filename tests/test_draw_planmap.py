"""The plan on a page says what the graph says, and what the source does not say."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from conftest import DATA
from mandategraph.draw import plan_map
from mandategraph.draw.fold import MOST_CARDS
from mandategraph.draw.gather import pages
from mandategraph.draw.shapes import INK_ON_FILL, LINES_ON_FILL
from mandategraph.draw.words import WORDS
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import DCT, OA, Quads, integer, iri, literal
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = "https://w3id.org/mandategraph/id/"
MG = "https://w3id.org/mandategraph/ns#"
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ["en", "fr", "es", "ar"]
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_element_has_a_card_that_links_to_it(
    example_graph: MandateGraph, lang: str
) -> None:
    assert set(cards(drawn(example_graph, lang))) == {
        "rba-m",
        "rba-o1",
        "rba-o2",
        "rba-r-228fa6e9f8",
        "rba-r-da4a253b8c",
        "rba-r-76b2f8f7a3",
        "rba-i-f481e080cd",
    }


def test_a_result_stands_below_the_objective_that_the_source_names(
    example_graph: MandateGraph,
) -> None:
    found = cards(drawn(example_graph))
    assert found["rba-r-228fa6e9f8"][0] == found["rba-o1"][0]
    assert found["rba-r-da4a253b8c"][0] == found["rba-o2"][0]


def test_an_indicator_is_indented_below_its_result(example_graph: MandateGraph) -> None:
    found = cards(drawn(example_graph))
    indicator, result = found["rba-i-f481e080cd"], found["rba-r-228fa6e9f8"]
    assert indicator[0] > result[0]
    assert indicator[1] > result[1]


def test_a_result_with_an_open_link_stands_below_no_objective(
    example_graph: MandateGraph,
) -> None:
    (page,) = pages(example_graph, ENGLISH)
    assert [card.code for card in page.loose] == ["R3"]
    assert "R3" not in {c.code for column in page.columns for c in column.all()}


def test_the_candidates_of_an_open_link_are_named_on_the_card(
    example_graph: MandateGraph,
) -> None:
    words = said(drawn(example_graph))
    assert "Not assigned in the source" in words
    assert "does not say to which of these it belongs: O1, O2" in words


def test_a_proposed_link_is_a_remark_with_its_confidence(
    example_graph: MandateGraph,
) -> None:
    (page,) = pages(example_graph, ENGLISH)
    proposed = [chip.words for chip in page.loose[0].chips if chip.status == "proposed"]
    assert proposed == ["Proposed: O2 (confidence 0.3)"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lost_wording_is_said_to_be_lost(
    example_graph: MandateGraph, lang: str
) -> None:
    svg = drawn(example_graph, lang)
    assert WORDS[lang]["lost"] in said(svg)
    (title,) = cards(svg)["rba-o2"][2].findall(f"{SVG}title")
    assert WORDS[lang]["lost"] in (title.text or "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_without_a_mandate_says_so(lang: str) -> None:
    graph = made_plan(
        ("o", "Objective", "Aim.", ""), ("r", "ExpectedResult", "R.", "o")
    )
    words = said(drawn(graph, lang))
    assert WORDS[lang]["no_mandate"] in words
    assert WORDS[lang]["no_results"] not in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_without_results_says_so_once(lang: str) -> None:
    graph = made_plan(("m", "Mandate", "Serve.", ""), ("o", "Objective", "Aim.", "m"))
    words = said(drawn(graph, lang))
    assert words.count(WORDS[lang]["no_results"]) == 1
    assert WORDS[lang]["no_mandate"] not in words


def test_an_objective_without_a_result_among_others_is_a_visible_gap() -> None:
    graph = made_plan(
        ("o1", "Objective", "Aim.", ""),
        ("o2", "Objective", "Other aim.", ""),
        ("r", "ExpectedResult", "R.", "o1"),
    )
    words = said(drawn(graph))
    assert words.count("No result is assigned to this objective in the source") == 1


def lines(svg: ET.Element) -> int:
    """How many lines to the mandate are drawn, less the sample in the key."""
    return max(0, len(svg.findall(f".//{SVG}path[@stroke]")) - 1)


def test_a_line_to_the_mandate_is_drawn_only_for_a_stated_link() -> None:
    graph = made_plan(
        ("m", "Mandate", "Serve.", ""),
        ("o1", "Objective", "Aim.", "m"),
        ("o2", "Objective", "Other aim.", ""),
    )
    assert lines(drawn(graph)) == 1


def test_an_accepted_link_to_the_mandate_is_a_remark_not_a_line() -> None:
    graph = made_plan(("m", "Mandate", "Serve.", ""), ("o", "Objective", "Aim.", "m"))
    quads = graph.nquads().replace(b"ns#stated>", b"ns#accepted>")
    svg = drawn(MandateGraph.from_nquads(quads))
    assert lines(svg) == 0
    assert "Accepted link, not in the source: M" in said(svg)


def test_a_link_to_the_mandate_that_no_line_can_show_is_a_remark() -> None:
    svg = drawn(large_plan(objectives=8, results=1, indicators=0))
    assert lines(svg) == 4
    assert said(svg).count("Serves M") == 4


def test_with_two_mandates_each_objective_says_which_it_serves() -> None:
    graph = made_plan(
        ("m1", "Mandate", "Serve.", ""),
        ("m2", "Mandate", "Protect.", ""),
        ("o1", "Objective", "Aim.", "m1"),
        ("o2", "Objective", "Other aim.", "m2"),
    )
    svg = drawn(graph)
    assert lines(svg) == 0
    assert {"Serves M1", "Serves M2"} <= set(re.findall(r"Serves M\d", said(svg)))


def test_a_wording_in_another_language_wears_its_language(
    example_graph: MandateGraph,
) -> None:
    (page,) = pages(example_graph, LanguagePolicy(["fr"]))
    result = next(c for c in page.cards if c.code == "R1")
    assert result.text.badge == "en"


def test_a_translation_wears_its_status(example_graph: MandateGraph) -> None:
    (page,) = pages(example_graph, LanguagePolicy(["es"]))
    badges = {card.code: card.text.badge for card in page.cards}
    assert badges["M"] == "traducción revisada"
    assert badges["R1"] == "traducción automática"


def test_the_issuers_words_in_the_language_asked_for_wear_nothing(
    example_graph: MandateGraph,
) -> None:
    (page,) = pages(example_graph, LanguagePolicy(["fr"]))
    assert next(c for c in page.cards if c.code == "M").text.badge == ""


def test_an_organisation_that_the_source_does_not_state_is_marked(
    example_graph: MandateGraph,
) -> None:
    assert (
        "Organisation: River Basin Authority · accepted, not stated in the source"
        in said(drawn(example_graph))
    )


def test_the_source_and_its_reader_are_named(example_graph: MandateGraph) -> None:
    assert "Source: river-basin.txt · read by text reader 0.1.0" in said(
        drawn(example_graph)
    )


def test_in_arabic_the_page_is_mirrored(example_graph: MandateGraph) -> None:
    english, arabic = (
        cards(drawn(example_graph, "en")),
        cards(drawn(example_graph, "ar")),
    )
    assert english["rba-o1"][0] < english["rba-o2"][0]
    assert arabic["rba-o1"][0] > arabic["rba-o2"][0]
    root = drawn(example_graph, "ar")
    assert (root.attrib["direction"], root.attrib["lang"]) == ("rtl", "ar")


def test_on_an_arabic_page_each_line_is_isolated_with_its_own_direction(
    example_graph: MandateGraph,
) -> None:
    svg = drawn(example_graph, "ar")
    for text in svg.iter(f"{SVG}text"):
        words = text.text or ""
        assert words[0] in "\u2066\u2067"
        assert words[-1] == "\u2069"
    flood = cards(svg)["rba-r-228fa6e9f8"][2]
    wording = next(t for t in flood.iter(f"{SVG}text") if "Flood" in (t.text or ""))
    assert (wording.text or "")[0] == "\u2066"
    assert wording.attrib["text-anchor"] == "start"
    assert wording.attrib["lang"] == "en"


def test_cards_are_list_items_with_a_name(example_graph: MandateGraph) -> None:
    svg = drawn(example_graph)
    items = svg.findall(f".//{SVG}g[@role='listitem']/{SVG}a")
    assert len(items) == len(cards(svg))
    titles = [item.findtext(f"{SVG}title") or "" for item in items]
    assert "R2 · Expected result · Farmers use less water." in titles
    for item in svg.iter(f"{SVG}g"):
        if item.get("role") == "list":
            assert {child.get("role") for child in item} <= {"listitem", "list"}


def test_markup_in_a_wording_is_shown_not_obeyed() -> None:
    graph = made_plan(("o", "Objective", '<script>alert("1")</script> & more', ""))
    svg = drawn(graph)
    assert not list(svg.iter(f"{SVG}script"))
    assert '<script>alert("1")</script> & more' in said(svg)


def test_an_iri_that_is_a_script_is_no_link(example_graph: MandateGraph) -> None:
    quads = example_graph.nquads().replace(f"<{ID}rba-o1>".encode(), b"<javascript:x>")
    svg = drawn(MandateGraph.from_nquads(quads))
    assert len(cards(svg)) == 6
    assert "Reduce flood damage." in said(svg)
    assert "javascript" not in ET.tostring(svg, encoding="unicode")


def test_no_foreign_object_and_no_outside_resource_is_used(
    example_graph: MandateGraph,
) -> None:
    text = plan_map(example_graph, ENGLISH)
    assert "foreignObject" not in text
    assert not re.search(r"url\(|@import|<image|xlink", text)


def test_another_process_draws_the_same_bytes(example_graph: MandateGraph) -> None:
    code = (
        "import sys; from mandategraph.draw import plan_map;"
        "from mandategraph.language import LanguagePolicy;"
        "from mandategraph.store import open_graph;"
        "g = open_graph(sys.argv[1]);"
        "sys.stdout.buffer.write(plan_map(g, LanguagePolicy(['ar'])).encode())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(DATA / "example.trig")],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    ).stdout
    assert other == plan_map(example_graph, LanguagePolicy(["ar"])).encode()


def test_only_the_plan_asked_for_is_drawn(example_graph: MandateGraph) -> None:
    assert set(cards(drawn(example_graph, plan="plan-rba"))) == set(
        cards(drawn(example_graph))
    )
    with pytest.raises(UnknownNameError, match="choose from plan-rba"):
        plan_map(example_graph, ENGLISH, plan="plan-x")


def test_a_focus_draws_the_element_and_what_lies_below_it(
    example_graph: MandateGraph,
) -> None:
    assert set(cards(drawn(example_graph, focus="rba-o1"))) == {
        "rba-o1",
        "rba-r-228fa6e9f8",
        "rba-i-f481e080cd",
    }


def test_a_graph_without_a_plan_is_refused() -> None:
    graph = MandateGraph.from_nquads(f"<{ID}a> <{ID}b> <{ID}c> .\n".encode())
    with pytest.raises(QueryError, match="no plan to draw"):
        plan_map(graph, ENGLISH)


def test_up_to_150_cards_nothing_is_folded() -> None:
    graph = large_plan(objectives=7, results=4, indicators=4)  # 1 + 7 + 28 + 112
    assert len(cards(drawn(graph))) == 148


def test_above_150_cards_indicators_are_counted_instead_of_drawn() -> None:
    graph = large_plan(objectives=8, results=4, indicators=4)  # 1 + 8 + 32 + 128
    svg = drawn(graph)
    assert len(cards(svg)) == 41
    assert said(svg).count("Indicators, not drawn: 4") == 32
    assert "128 of 169 statements are not drawn here" in said(svg)


def test_a_very_large_plan_is_cut_and_says_how_much_is_missing() -> None:
    graph = large_plan(objectives=40, results=30, indicators=0)  # 1 + 40 + 1200
    svg = drawn(graph)
    shown = len(cards(svg))
    assert shown <= MOST_CARDS
    assert f"{1241 - shown} of 1241 statements are not drawn here" in said(svg)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ink", "fill"), INK_ON_FILL)
def test_text_is_readable_on_its_ground(ink: str, fill: str) -> None:
    assert contrast(ink, fill) >= 4.5


@pytest.mark.parametrize(("line", "fill"), LINES_ON_FILL)
def test_frames_stand_out_from_their_ground(line: str, fill: str) -> None:
    assert contrast(line, fill) >= 3


def test_no_colour_is_used_that_the_contrast_tests_do_not_know(
    example_graph: MandateGraph,
) -> None:
    known = {
        colour
        for pair in itertools.chain(INK_ON_FILL, LINES_ON_FILL)
        for colour in pair
    }
    used = set(
        re.findall(r"#[0-9a-f]{6}", plan_map(example_graph, LanguagePolicy(["ar"])))
    )
    assert used <= known


def test_a_result_of_two_objectives_is_drawn_once_and_named_at_the_other() -> None:
    graph = made_plan(
        ("o1", "Objective", "Aim.", ""),
        ("o2", "Objective", "Other aim.", ""),
        ("r", "ExpectedResult", "R.", "o1"),
    )
    more = made_plan(("r", "ExpectedResult", "R.", "o2")).nquads()
    second = more.replace(b"id/claim-r>", b"id/claim-r2>")
    claims = [line for line in second.splitlines() if b"claim-r2" in line]
    svg = drawn(MandateGraph.from_nquads(graph.nquads() + b"\n".join(claims)))
    assert len(cards(svg)) == 3
    assert "Also: O2" in said(svg)
    assert "Also: R1" in said(svg)
    assert "No result is assigned" not in said(svg)


def test_a_sub_objective_is_indented_with_its_results_after_those_of_its_parent() -> (
    None
):
    graph = made_plan(
        ("o1", "Objective", "Aim.", ""),
        ("s", "Objective", "Part of the aim.", "o1"),
        ("r1", "ExpectedResult", "Of the part.", "s"),
        ("r2", "ExpectedResult", "Of the aim.", "o1"),
        ("o2", "Objective", "Other aim.", ""),
    )
    quads = graph.nquads().decode().splitlines()
    subject = f"<{ID}claim-s> <{MG}claimPredicate>"
    part = [
        q.replace("ns#serves", "ns#subObjectiveOf") if subject in q else q
        for q in quads
    ]
    shortcut = f"<{ID}s> <{MG}subObjectiveOf> <{ID}o1> <{ID}graph/claims-x> ."
    found = MandateGraph.from_nquads("\n".join([*part, shortcut]).encode())
    placed = cards(drawn(found))
    assert placed["o1"][0] == placed["r2"][0] < placed["s"][0] == placed["r1"][0]
    assert placed["r2"][1] < placed["s"][1] < placed["r1"][1]
    (page,) = pages(found, ENGLISH)
    assert [c.code for c in page.columns[0].all()] == ["O1", "R2", "O1.1", "R1"]
