"""The plan on a page says what the graph says, and what the source does not say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from conftest import ID, LANGUAGES, MG
from drawn_plans import ENGLISH, SVG, cards, drawn, large_plan, made_plan, said
from mandategraph.draw import plan_map
from mandategraph.draw.fold import MOST_CARDS
from mandategraph.draw.gather import pages
from mandategraph.draw.words import WORDS
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph


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


def test_a_result_of_two_objectives_is_drawn_once_in_a_band_of_its_own() -> None:
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
    assert "Serves O1, O2" in said(svg)
    assert said(svg).count("Cross-cutting: R1") == 2
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


def test_short_lists_leave_their_room_to_long_ones_when_a_plan_is_cut() -> None:
    objectives = [(f"o{n}", "Objective", "Aim.", "") for n in range(12)]
    loose = [(f"r{n}", "ExpectedResult", "Result.", "") for n in range(300)]
    svg = drawn(made_plan(*objectives, *loose))
    assert len(cards(svg)) == MOST_CARDS
    assert "162 of 312 statements are not drawn here" in said(svg)
