"""The icicle: counts equal those of the graph, each block is named in the list."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ID, LANGUAGES, MG
from drawn_chains import linked, small_plan
from drawn_geometry import clashes, measured
from drawn_plans import SVG, large_plan, made_plan, said
from mandategraph.draw import DrawOptions, draw, to_svg
from mandategraph.draw.icicle.fold import MOST_BLOCKS
from mandategraph.draw.icicle.tree import forest
from mandategraph.draw.icicle.upwards import upwards
from mandategraph.draw.shapes import Box, flat
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import Quads, iri, literal
from mandategraph.store import MandateGraph
from running import EXAMPLE, run

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from mandategraph.draw.picture import Picture

DOC, CLAIMS = f"{ID}graph/doc-y", f"{ID}graph/claims-x"
ORG = "http://www.w3.org/ns/org#Organization"
SKOS = "http://www.w3.org/2004/02/skos/core#prefLabel"
ENGLISH = LanguagePolicy(["en"])


def icicle(graph: MandateGraph, *langs: str, **options: str) -> Picture:
    made = DrawOptions(**options)  # type: ignore[arg-type]
    return draw("icicle", graph, LanguagePolicy(langs or ["en"]), made)


def drawn(graph: MandateGraph, *langs: str, **options: str) -> ET.Element:
    return ET.fromstring(to_svg(icicle(graph, *langs, **options)))  # noqa: S314


def entries(svg: ET.Element) -> list[str]:
    """The words of each entry of the list, without isolates."""
    items = [g for g in svg.iter(f"{SVG}g") if g.get("role") == "listitem"]
    return [said(item) for item in items]


def blocks(picture: Picture) -> list[Box]:
    return [
        item
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Box) and item.role == "block"
    ]


def collection() -> MandateGraph:
    """North has a programme with plan-a, and plan-b; South shares plan-b; plan-c alone.

    plan-a: an objective with two results; plan-b: an objective; plan-c: a result.
    """
    quads = Quads()
    for name, cls, label in (
        ("north", ORG, "North"),
        ("south", ORG, "South"),
        ("water", f"{MG}Programme", "Water"),
    ):
        quads.a(DOC, ID + name, cls)
        quads.add(DOC, ID + name, SKOS, literal(label, lang="en"))
    for plan in "abc":
        quads.a(DOC, f"{ID}plan-{plan}", f"{MG}Plan")
    for name, cls, plan in (
        ("ao", "Objective", "a"),
        ("ar1", "ExpectedResult", "a"),
        ("ar2", "ExpectedResult", "a"),
        ("bo", "Objective", "b"),
        ("cr", "ExpectedResult", "c"),
    ):
        quads.a(DOC, ID + name, MG + cls)
        quads.add(DOC, ID + name, f"{MG}elementOf", iri(f"{ID}plan-{plan}"))
        words = literal(f"Words of {name}.", lang="en")
        quads.add(DOC, ID + name, f"{MG}statementText", words)
    return linked(
        MandateGraph.from_nquads(quads.nquads()),
        ("plan-a", "planOf", "north", "stated"),
        ("plan-a", "planOf", "water", "stated"),
        ("plan-b", "planOf", "north", "stated"),
        ("plan-b", "planOf", "south", "stated"),
        ("ar1", "expectedResultOf", "ao", "stated"),
        ("ar2", "expectedResultOf", "ao", "accepted"),
    )


def test_plans_stand_below_their_organisation_and_programme() -> None:
    assert entries(drawn(collection())) == [
        "1 North plans 2 · objectives 2 · expected results 2 · elements 4",
        "2 Water objectives 1 · expected results 2 · elements 3",
        "3 Plan a objectives 1 · expected results 2 · elements 3",
        "4 O1 · Words of ao. expected results 2",
        "5 R1 · Words of ar1.",
        "6 R2 · Words of ar2.",
        "7 Plan b objectives 1 · Also: South",
        "8 O1 · Words of bo.",
        "9 Organisation not stated in the source expected results 1",
        "10 Plan c expected results 1",
        "11 Not assigned in the source expected results 1",
        "12 R1 · Words of cr.",
    ]


def test_a_plan_of_two_organisations_is_counted_once_and_said() -> None:
    words = said(drawn(collection()))
    assert "plans 3 · objectives 2 · expected results 3 · elements 5" in words
    assert "Plans of several organisations or programmes: 1." in words


def test_blocks_are_as_high_as_what_they_hold() -> None:
    """12 blocks: North holds 4 of 5 elements, Water and plan-a 3, all others 1."""
    picture = icicle(collection())
    found = blocks(picture)
    unit = found[4].h + 1
    heights = [round((block.h + 1) / unit) for block in found]
    assert heights == [4, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1]


def test_what_is_held_lies_beside_what_holds_it() -> None:
    found = blocks(icicle(collection()))
    north, water, plan_a, aim, first, second, plan_b = found[:7]
    assert north.y == water.y == plan_a.y == aim.y == first.y
    assert second.y > first.y
    assert plan_b.y >= plan_a.y + plan_a.h
    assert plan_b.x == water.x  # it has no programme: its block is wider instead
    assert plan_b.w > plan_a.w
    assert north.x < water.x < plan_a.x < aim.x < first.x


def test_in_arabic_the_blocks_run_from_right_to_left() -> None:
    svg = drawn(collection(), "ar")
    rects = [r for r in svg.iter(f"{SVG}rect") if r.get("class") == "block"]
    assert float(rects[0].attrib["x"]) > float(rects[4].attrib["x"])


def test_counts_equal_those_of_the_graph(
    example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    for graph in (example_graph, demo_graph, collection(), large_plan(5, 40, 3)):
        rows = graph.select_text(
            "SELECT ?class (COUNT(DISTINCT ?e) AS ?n) WHERE"
            " { ?e mg:elementOf ?plan ; a ?class } GROUP BY ?class"
        )
        counts = {cls.rpartition("#")[2]: int(n) for cls, n in rows}
        found = forest(graph, ENGLISH).root.counts
        for cls, kind in (
            ("Mandate", "mandate"),
            ("Objective", "objective"),
            ("ExpectedResult", "expected_result"),
            ("Indicator", "indicator"),
        ):
            assert found[kind] == counts.get(cls, 0)
        plans = graph.select_text("SELECT ?plan WHERE { ?plan a mg:Plan }")
        assert found["plan"] == len(set(plans))


def test_each_plan_holds_what_the_graph_says(demo_graph: MandateGraph) -> None:
    rows = demo_graph.select_text(
        "SELECT ?plan (COUNT(DISTINCT ?e) AS ?n) WHERE { VALUES ?c {"
        " mg:Mandate mg:Objective mg:ExpectedResult mg:Indicator }"
        " ?e mg:elementOf ?plan ; a ?c } GROUP BY ?plan"
    )
    found = {n.iri: n.size for n in forest(demo_graph, ENGLISH).root.all() if n.iri}
    assert {plan: found[plan] for plan, _ in rows} == {p: int(n) for p, n in rows}


def test_what_is_open_is_not_assigned(demo_graph: MandateGraph) -> None:
    """All 13 results of the leaflets could belong to any of four objectives."""
    loose = [
        n for n in forest(demo_graph, ENGLISH).root.all() if n.kind == "unassigned"
    ]
    assert [n.size for n in loose] == [13]


def test_an_element_of_two_wholes_is_counted_once_and_said() -> None:
    graph = linked(small_plan(), ("r1", "expectedResultOf", "o2", "stated"))
    found = forest(graph, ENGLISH)
    assert found.root.counts["expected_result"] == 3
    assert found.shared == 1
    assert "Elements that belong to several others: 1." in said(drawn(graph))


def test_a_circle_neither_hangs_nor_hides() -> None:
    graph = linked(
        made_plan(
            ("o1", "Objective", "One.", ""),
            ("o2", "Objective", "Two.", ""),
            ("o3", "Objective", "Three.", ""),
        ),
        ("o1", "subObjectiveOf", "o2", "stated"),
        ("o2", "subObjectiveOf", "o1", "stated"),
    )
    assert forest(graph, ENGLISH).root.counts["objective"] == 3
    assert drawn(graph) is not None


def test_a_circle_stands_below_the_strongest_link_out_of_it_and_is_named() -> None:
    """C2 has an accepted way out, C1 a stated one; c1, c2, c3 are O2, O3 and O4."""
    graph = linked(
        made_plan(
            ("m", "Mandate", "Serve all.", ""),
            ("o1", "Objective", "Aim.", "m"),
            ("c1", "Objective", "One.", "m"),
            ("c2", "Objective", "Two.", ""),
            ("c3", "Objective", "Three.", ""),
            ("r1", "ExpectedResult", "Of the circle.", "c2"),
        ),
        ("c1", "subObjectiveOf", "c2", "stated"),
        ("c2", "subObjectiveOf", "c3", "stated"),
        ("c3", "subObjectiveOf", "c1", "stated"),
        ("c2", "subObjectiveOf", "o1", "accepted"),
    )
    svg = drawn(graph, focus="plan-x")
    assert entries(svg) == [
        "1 Plan x mandates 1 · objectives 4 · expected results 1 · elements 6",
        "2 Mandates, visions, values mandates 1",
        "3 O1 · Aim.",
        "4 O2 · One. objectives 2 · expected results 1 · elements 3",
        "5 O4 · Three. objectives 1 · expected results 1 · elements 2",
        "6 O3 · Two. expected results 1",
        "7 R1 · Of the circle.",
    ]
    assert "These links run in a circle: O2 -> O3 -> O4 -> O2." in said(svg)
    assert "run in a circle" not in said(drawn(graph, focus="o1"))


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1), st.integers(0, 11)), max_size=4),
        min_size=1,
        max_size=10,
    )
)
def test_each_way_up_ends_whatever_is_linked(
    links: list[list[tuple[int, int]]],
) -> None:
    """Numbers from 10 on are no elements; an element is no whole of itself."""
    wholes = {
        f"{n}": sorted({(rank, f"{whole}") for rank, whole in own if whole != n})
        for n, own in enumerate(links)
    }
    above, circles = upwards(wholes)
    assert above.keys() == wholes.keys()
    for name, own in wholes.items():
        assert above[name] in {"", *(whole for _, whole in own)}
        way, at = [name], above[name]
        while at in wholes:
            assert at not in way
            way.append(at)
            at = above[at]
    for circle in circles:
        assert circle[0] == circle[-1]
        for one, other in itertools.pairwise(circle):
            assert other in {whole for _, whole in wholes[one]}
    # what has a whole and lost it closed a circle that nothing leads out of
    lost = {name for name in wholes if wholes[name] and not above[name]}
    assert lost <= {circle[0] for circle in circles}


def test_many_blocks_are_folded_and_the_note_counts_them() -> None:
    """1 owner, 1 plan, 1 top, 30 objectives, 600 results: results are folded away."""
    graph = large_plan(30, 20, 0)
    picture = icicle(graph)
    assert len(blocks(picture)) == 33
    words = said(ET.fromstring(to_svg(picture)))  # noqa: S314
    assert "too many to be drawn: 600 of 633." in words
    assert words.count("expected results 20") == 30
    assert "Blocks drawn: 33 of 633" in words
    assert "All blocks" not in words


def test_when_one_level_alone_is_too_much_the_largest_are_kept() -> None:
    graph = made_plan(*((f"o{n}", "Objective", f"Aim {n}.", "") for n in range(900)))
    picture = icicle(graph)
    assert 100 < len(blocks(picture)) <= MOST_BLOCKS + 5
    words = said(ET.fromstring(to_svg(picture)))  # noqa: S314
    more = re.search(r"Others, not drawn one by one: (\d+)", words)
    gone = re.search(r"too many to be drawn: (\d+) of 902", words)
    assert more
    assert gone
    assert more[1] == gone[1]
    assert "objectives 900" in words


def test_each_block_is_named_in_the_list_in_the_same_order() -> None:
    graph = large_plan(6, 10, 1)
    for page in ("screen", "a4", "16:9"):
        picture = icicle(graph, page=page)
        svg = ET.fromstring(to_svg(picture))  # noqa: S314
        numbers = [int(words.split()[0]) for words in entries(svg)]
        assert numbers == list(range(1, len(blocks(picture)) + 1))


def test_focus_draws_one_block_and_all_that_it_holds() -> None:
    assert entries(drawn(collection(), focus="water")) == [
        "1 Water objectives 1 · expected results 2 · elements 3",
        "2 Plan a objectives 1 · expected results 2 · elements 3",
        "3 O1 · Words of ao. expected results 2",
        "4 R1 · Words of ar1.",
        "5 R2 · Words of ar2.",
    ]


def test_one_plan_alone_has_its_organisation_above_it() -> None:
    found = entries(drawn(collection(), plan="plan-b"))
    assert [entry.split(" objectives")[0] for entry in found] == [
        "1 North",
        "2 Plan b",
        "3 O1 · Words of bo.",
    ]


def test_entries_are_links_and_blocks_are_one_picture() -> None:
    svg = drawn(collection())
    links = [a.attrib["href"].rpartition("/")[2] for a in svg.iter(f"{SVG}a")]
    assert links == (
        ["north", "water", "plan-a", "ao", "ar1", "ar2", "plan-b", "bo", "plan-c", "cr"]
    )
    image = next(g for g in svg.iter(f"{SVG}g") if g.get("role") == "img")
    assert image.get("aria-label") == "Blocks by size: 12. The list names each of them."
    assert not list(image.iter(f"{SVG}a"))


def test_a_translation_says_that_it_is_one(demo_graph: MandateGraph) -> None:
    assert "traduction automatique" in said(drawn(demo_graph, "fr"))


def test_an_unknown_block_or_a_comparison_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="nowhere"):
        icicle(collection(), focus="nowhere")
    with pytest.raises(QueryError, match="one collection"):
        icicle(collection(), compare="plan-b")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_and_blocks_stay_apart(
    browser_page: Page, demo_graph: MandateGraph, lang: str
) -> None:
    for page, graph in (
        ("screen", collection()),
        ("a3", demo_graph),
        ("a4-portrait", large_plan(3, 9, 0)),
        ("16:9", demo_graph),
    ):
        picture = icicle(graph, lang, page=page)
        measured(browser_page, picture)
        for sheet in picture.sheets:
            frames = [
                ([b.x, b.y, b.x + b.w - 0.01, b.y + b.h - 0.01], f"{b.x} {b.y}")
                for b in flat(sheet.group)
                if isinstance(b, Box) and b.role in ("block", "entry")
            ]
            assert list(clashes(frames)) == []
            assert all(frame[3] <= sheet.height for frame, _ in frames)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_words_in_a_block_stay_in_it(browser_page: Page, lang: str) -> None:
    svg = drawn(large_plan(8, 3, 0), lang)
    browser_page.set_content(ET.tostring(svg, encoding="unicode"))
    outside = browser_page.evaluate(
        """() => [...document.querySelectorAll('rect.block')].flatMap(r => {
          const o = r.getBBox();
          return [...r.parentNode.querySelectorAll('text')].filter(t => {
            const b = t.getBBox(), pad = b.height * 0.2;
            return b.x < o.x || b.x + b.width > o.x + o.width
              || b.y + pad < o.y || b.y + b.height - pad > o.y + o.height;
          }).map(t => t.textContent);
        })"""
    )
    assert outside == []


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert to_svg(icicle(collection(), "ar")) == to_svg(icicle(collection(), "ar"))


def test_the_command_draws_an_icicle(tmp_path: Path) -> None:
    out = tmp_path / "icicle.svg"
    result = run("draw", "icicle", EXAMPLE, "-o", str(out), "--lang", "es")
    assert result.returncode == 0, result.stderr
    assert "Los planes por tamaño" in out.read_text(encoding="utf-8")
