"""The results chain: levels, links, remarks, parts; each fact derived by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph

from conftest import CHECKOUT, ID, MG
from drawn_chains import CLAIMS, linked, small_plan, typed
from drawn_plans import SVG, cards, large_plan, made_plan, said
from mandategraph.draw import DrawOptions, draw, to_svg
from mandategraph.draw.palette import (
    INK_ON_FILL,
    LINES_ON_FILL,
    PALETTES,
    THEMES,
    Theme,
)
from mandategraph.draw.svg import to_svgs
from mandategraph.draw.texts.chain import TEXTS
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import Quads, iri, literal
from mandategraph.store import MandateGraph
from running import EXAMPLE, run

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.draw.picture import Picture


_OPEN = "The source does not say to which of these it belongs: "


def chain(graph: MandateGraph, *langs: str, **options: str | bool) -> Picture:
    made = DrawOptions(**options)  # type: ignore[arg-type]
    return draw("chain", graph, LanguagePolicy(langs or ["en"]), made)


def drawn(graph: MandateGraph, *langs: str, **options: str | bool) -> ET.Element:
    return ET.fromstring(to_svg(chain(graph, *langs, **options)))  # noqa: S314


def lines(svg: ET.Element) -> list[str]:
    """The status of each stroke of a line, in order."""
    paths = (path.get("class", "") for path in svg.iter(f"{SVG}path"))
    return [name.removeprefix("link ") for name in paths if name.startswith("link ")]


def test_the_chain_runs_from_results_to_the_mandate(
    example_graph: MandateGraph,
) -> None:
    found = cards(drawn(example_graph))
    assert found["rba-r-228fa6e9f8"][0] < found["rba-o1"][0] < found["rba-m"][0]


def test_in_arabic_the_chain_runs_from_right_to_left(
    example_graph: MandateGraph,
) -> None:
    """Results are read first, so they are on the right and the mandate on the left."""
    found = cards(drawn(example_graph, "ar"))
    assert found["rba-r-228fa6e9f8"][0] > found["rba-o1"][0] > found["rba-m"][0]


@pytest.mark.parametrize(("direction", "sign"), [("tb", 1), ("bt", -1)])
def test_the_chain_runs_down_or_up_as_asked(
    example_graph: MandateGraph, direction: str, sign: int
) -> None:
    found = cards(drawn(example_graph, direction=direction))
    result, aim, mandate = (
        found[name][1] * sign for name in ("rba-r-228fa6e9f8", "rba-o1", "rba-m")
    )
    assert result < aim < mandate


def test_each_element_has_one_card(example_graph: MandateGraph) -> None:
    svg = drawn(example_graph)
    names = [a.attrib["href"].rpartition("/")[2] for a in svg.iter(f"{SVG}a")]
    assert sorted(names) == sorted(
        [
            "rba-m",
            "rba-o1",
            "rba-o2",
            "rba-r-228fa6e9f8",
            "rba-r-da4a253b8c",
            "rba-r-76b2f8f7a3",
            "rba-i-f481e080cd",
        ]
    )


def test_an_open_link_is_a_remark_and_no_line(demo_graph: MandateGraph) -> None:
    """The leaflets do not say to which objective any result belongs."""
    svg = drawn(demo_graph)
    # one plan has four objectives that serve one mandate; nothing else is linked
    assert set(lines(svg)) == {"stated"}
    assert said(svg).count(_OPEN + "O1–O4") >= 13
    results = [a for a in svg.iter(f"{SVG}a") if "-r-" in a.attrib["href"]]
    assert len(results) == 13


def test_a_proposed_link_is_a_dashed_line_with_its_confidence(
    example_graph: MandateGraph,
) -> None:
    svg = drawn(example_graph)
    proposed = [
        path for path in svg.iter(f"{SVG}path") if path.get("class") == "link proposed"
    ]
    assert proposed
    assert all(path.get("stroke-dasharray") for path in proposed)
    assert "Proposed: O2 (confidence 0.3)" in said(svg)
    assert _OPEN + "O1, O2" in said(svg)


def test_an_accepted_link_is_a_whole_line_with_a_sign_and_a_remark() -> None:
    graph = linked(small_plan(), ("r3", "expectedResultOf", "o1", "accepted"))
    svg = drawn(graph)
    accepted = [
        path for path in svg.iter(f"{SVG}path") if path.get("class") == "link accepted"
    ]
    assert accepted
    assert not any(path.get("stroke-dasharray") for path in accepted)
    assert "Accepted link, not in the source: O1" in said(svg)
    assert "Link accepted, not in the source" in said(svg)  # the key


def test_an_element_with_two_wholes_has_one_card_and_two_lines() -> None:
    graph = linked(small_plan(), ("r1", "expectedResultOf", "o2", "stated"))
    svg = drawn(graph)
    assert [a.attrib["href"] for a in svg.iter(f"{SVG}a")].count(f"{ID}r1") == 1
    items = [g for g in svg.iter(f"{SVG}g") if g.get("role") == "listitem"]
    assert "R1 leads to O1, O2" in [g.get("aria-label") for g in items]


def test_an_indicator_stands_in_the_card_that_it_measures() -> None:
    svg = drawn(small_plan())
    frames = {
        a.attrib["href"].rpartition("/")[2]: a.find(f"{SVG}rect")
        for a in svg.iter(f"{SVG}a")
    }
    inner, outer = (
        [float(frames[n].attrib[k]) for k in ("x", "y", "width", "height")]  # type: ignore[union-attr]
        for n in ("i1", "r1")
    )
    assert inner[0] > outer[0]
    assert inner[1] > outer[1]
    assert inner[0] + inner[2] < outer[0] + outer[2]
    assert inner[1] + inner[3] < outer[1] + outer[3]


def test_the_values_of_an_indicator_are_on_its_card() -> None:
    quads = Quads()
    for name, cls, value in (("b", "Baseline", "12 %"), ("t", "Target", "40 %")):
        node = f"{ID}i1-{name}"
        quads.a(f"{ID}graph/doc-x", node, MG + cls)
        quads.add(f"{ID}graph/doc-x", node, f"{MG}valueOf", iri(f"{ID}i1"))
        quads.add(f"{ID}graph/doc-x", node, f"{MG}printedValue", literal(value))
    graph = MandateGraph.from_nquads(small_plan().nquads() + quads.nquads())
    assert "Baseline: 12 % · Target: 40 %" in said(drawn(graph))


def test_results_stand_on_the_level_of_their_type() -> None:
    graph = typed(small_plan(), r1="output", r2="outcome", r3="impact")
    found = cards(drawn(graph))
    columns = [found[name][0] for name in ("r1", "r2", "r3", "o1", "m")]
    assert columns == sorted(columns)
    assert len(set(columns)) == 5
    words = said(drawn(graph))
    assert all(name in words for name in ("Output", "Outcome", "Impact"))
    assert "type not stated" not in words


def test_an_unknown_level_is_said() -> None:
    assert "Expected result, type not stated in the source" in said(drawn(small_plan()))


def test_a_sub_objective_stands_before_its_objective() -> None:
    graph = linked(
        made_plan(("o1", "Objective", "Aim.", ""), ("o2", "Objective", "Part.", "")),
        ("o2", "subObjectiveOf", "o1", "stated"),
    )
    found = cards(drawn(graph))
    assert found["o2"][0] < found["o1"][0]
    assert "Sub-objective" in said(drawn(graph))


def test_a_long_way_down_has_seven_columns_and_remarks_for_the_rest() -> None:
    """12 objectives, each part of the one before: 11 links, 6 of them between columns.

    The last column holds O7 to O12, and five links between these.
    """
    aims = [(f"o{n}", "Objective", f"Aim {n}.", "") for n in range(12)]
    steps = [(f"o{n + 1}", "subObjectiveOf", f"o{n}", "stated") for n in range(11)]
    svg = drawn(linked(made_plan(*aims), *steps))
    found = cards(svg)
    assert len(found) == 12
    assert len({place[0] for place in found.values()}) == 7
    assert said(svg).count("no line is drawn") == 5


def test_the_levels_are_named_as_in_the_code_lists() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#prefLabel"
    for file in ("result-type", "objective-level"):
        source = Graph().parse(CHECKOUT / "ontology" / "codelists" / f"{file}.ttl")
        for code, _, label in source.triples((None, None, None)):
            name = str(code).rpartition("#")[2]
            key = f"chain_level_{name}"
            if str(_) == skos and key in TEXTS["en"]:
                lang = str(getattr(label, "language", ""))
                assert TEXTS[lang][key].lower() == str(label).lower()


def test_a_circle_is_named_and_every_card_is_drawn() -> None:
    graph = linked(
        small_plan(),
        ("o1", "subObjectiveOf", "o2", "stated"),
        ("o2", "subObjectiveOf", "o1", "stated"),
    )
    svg = drawn(graph)
    assert "O1 -> O2 -> O1" in said(svg)
    assert "Also leads to O1: no line is drawn" in said(svg)
    assert len(cards(svg)) == 7


def test_a_link_to_itself_is_a_circle_too() -> None:
    graph = linked(small_plan(), ("r1", "contributesTo", "r1", "stated"))
    assert "R1 -> R1" in said(drawn(graph))


def test_a_link_back_to_an_earlier_level_is_a_remark() -> None:
    graph = typed(small_plan(), r1="outcome", r2="output", r3="output")
    back = linked(graph, ("r1", "contributesTo", "r2", "stated"))
    assert "Also leads to R2: no line is drawn" in said(drawn(back))


def test_an_element_without_a_link_says_so() -> None:
    graph = made_plan(
        ("o1", "Objective", "Aim.", ""), ("r1", "ExpectedResult", "Lonely.", "")
    )
    assert "The source links it to nothing" in said(drawn(graph))


def test_above_sixty_cards_there_is_an_overview_and_a_part_per_objective() -> None:
    """1 mandate, 5 objectives, 5 x 12 results: 66 cards."""
    svg = drawn(large_plan(5, 12, 0))
    words = said(svg)
    assert "Overview · Part 1 of 6" in words
    assert "O5 · Objective · Part 6 of 6" in words
    assert words.count("Below it: expected results 12 (part ") == 5
    assert words.count("to M, part 1") == 5
    results = {a.attrib["href"] for a in svg.iter(f"{SVG}a") if "r" in a.attrib["href"]}
    assert sum("r" in r.rpartition("/")[2] for r in results) == 60


def test_objectives_with_nothing_below_them_are_one_part() -> None:
    """90 objectives, two with a result: an overview, their parts, one for the rest."""
    aims = ((f"o{n}", "Objective", f"Aim {n}.", "m") for n in range(90))
    results = ((f"r{n}", "ExpectedResult", "Result.", f"o{n}") for n in (3, 5))
    graph = made_plan(("m", "Mandate", "Serve all.", ""), *aims, *results)
    words = said(drawn(graph))
    assert "Overview · Part 1 of 4" in words
    bare = "Objectives to which nothing is linked in the source · Part 4 of 4"
    assert bare in words
    assert words.count("Nothing is linked to it in the source (part 4)") == 88
    assert words.count("Below it: expected results 1") == 2


def test_an_objective_whose_result_stands_elsewhere_has_something_below_it() -> None:
    """R1 belongs to O1, in whose part it stands, and to O2, which has nothing else."""
    graph = linked(
        made_plan(
            *((f"o{n}", "Objective", f"Aim {n}.", "") for n in (1, 2, 3, 4)),
            ("r1", "ExpectedResult", "Result.", "o1"),
        ),
        ("r1", "expectedResultOf", "o2", "stated"),
    )
    words = said(drawn(graph, split=True))
    assert words.count("Below it: expected results 1") == 2
    assert words.count("Nothing is linked to it in the source") == 2
    assert "Objectives to which nothing is linked in the source · Part 4 of 4" in words


def test_sixty_cards_stay_together_unless_they_are_to_be_split() -> None:
    graph = large_plan(2, 3, 0)
    assert "Part 1" not in said(drawn(graph))
    assert "Part 1 of 3" in said(drawn(graph, split=True))


def test_indicators_of_a_large_part_are_counted_and_said() -> None:
    """2 objectives, each with 10 results of 6 indicators: 71 cards in a part."""
    words = said(drawn(large_plan(2, 10, 6)))
    assert "Indicators that are counted here, not drawn: 120 of 120." in words
    assert words.count("Indicators, not drawn: 6") == 20
    assert words.count("Below it: expected results 10 · indicators 60") == 2


def test_many_elements_without_a_line_stand_in_rows() -> None:
    """13 results that nothing holds: a part of their own, indicators drawn in it."""
    graph = made_plan(
        ("o1", "Objective", "Aim.", ""),
        *((f"r{n}", "ExpectedResult", f"Result {n}.", "") for n in range(13)),
        *((f"i{n}", "Indicator", f"Sign {n}.", f"r{n}") for n in range(13)),
    )
    svg = drawn(graph)
    assert "Part 2 of 2" in said(svg)
    found = cards(svg)
    assert len(found) == 27
    assert found["r0"][1] == found["r1"][1]
    assert found["r0"][0] < found["r1"][0]


def test_a_line_to_another_sheet_ends_at_a_stub_that_names_the_part() -> None:
    """One objective with 30 results does not fit on one sheet of A4."""
    graph = large_plan(1, 30, 0)
    sheets = [
        ET.fromstring(text)  # noqa: S314
        for text in to_svgs(chain(graph, page="a4"))
    ]
    assert len(sheets) > 1
    first, rest = said(sheets[0]), [said(sheet) for sheet in sheets[1:]]
    assert "to O1, part 1" not in first
    assert all("to O1, part 1" in words for words in rest)
    assert re.search(r"from R\d+–R\d+, part 2", first)
    names = [a.attrib["href"] for s in sheets for a in s.iter(f"{SVG}a")]
    assert sorted(names) == sorted(set(names))
    assert len(names) == 32


def test_focus_draws_what_leads_to_an_element_and_what_it_leads_to() -> None:
    svg = drawn(small_plan(), focus="r1")
    assert cards(svg).keys() == {"r1", "i1", "o1", "m"}
    assert "Elements of the plan not drawn: 3 of 7." in said(svg)


def test_the_indicators_of_what_a_focus_leads_to_are_not_its_own() -> None:
    svg = drawn(small_plan(), focus="o1")
    assert cards(svg).keys() == {"o1", "m", "r1", "r2", "i1"}
    graph = linked(
        made_plan(
            ("o1", "Objective", "Aim.", ""),
            ("r1", "ExpectedResult", "One.", "o1"),
            ("i1", "Indicator", "Of the aim.", ""),
        ),
        ("i1", "indicatorOf", "o1", "stated"),
    )
    assert cards(drawn(graph, focus="r1")).keys() == {"r1", "o1"}


def test_an_unknown_element_or_a_comparison_is_refused() -> None:
    quads = Quads()
    quads.a(CLAIMS, f"{ID}org-x", "http://www.w3.org/ns/org#Organization")
    no_plan = MandateGraph.from_nquads(quads.nquads())
    with pytest.raises(UnknownNameError, match="nowhere"):
        chain(small_plan(), focus="nowhere")
    with pytest.raises(QueryError, match="one plan"):
        chain(small_plan(), compare="plan-y")
    with pytest.raises(QueryError, match="no plan"):
        chain(no_plan)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("view", ["chain", "icicle"])
def test_no_colour_is_used_that_the_contrast_tests_do_not_know(
    example_graph: MandateGraph, view: str, theme: Theme
) -> None:
    colours = PALETTES[theme]
    known = {colours[c] for pair in (*INK_ON_FILL, *LINES_ON_FILL) for c in pair}
    graph = linked(example_graph, ("rba-o2", "contributesTo", "rba-o1", "accepted"))
    picture = draw(view, graph, LanguagePolicy(["fr"]), DrawOptions(theme=theme))
    assert set(re.findall(r"#[0-9a-f]{6}", to_svg(picture))) <= known


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert to_svg(chain(small_plan(), "ar")) == to_svg(chain(small_plan(), "ar"))


def test_the_command_draws_a_chain(tmp_path: Path) -> None:
    out = tmp_path / "chain.svg"
    result = run("draw", "chain", EXAMPLE, "-o", str(out), "--lang", "fr")
    assert result.returncode == 0, result.stderr
    assert "Résultat escompté" in out.read_text(encoding="utf-8")
