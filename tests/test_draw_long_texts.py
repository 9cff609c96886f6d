"""Long texts, titles in another language, and plans of many objectives, drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import ID, MG
from drawn_chains import linked
from drawn_plans import ENGLISH, cards, drawn, large_plan, made_plan, said
from mandategraph.draw import DrawOptions
from mandategraph.draw import draw as view
from mandategraph.draw.content import Text
from mandategraph.draw.framework import tables
from mandategraph.draw.shapes import Line, flat
from mandategraph.draw.wordings import cut
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import Quads, iri, literal
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from mandategraph.draw.picture import Picture

SENTENCE = "The organisation shall act within the limits of what it has. "
LONG = (SENTENCE * 50).strip()  # 50 * 61 characters, less a blank
VIEWS = ("plan-map", "framework", "logframe", "chain", "icicle", "indicators")
SMALLEST = 7.0  # points


def words_of(picture: Picture) -> str:
    items = (item for sheet in picture.sheets for item in flat(sheet.group))
    return " ".join(item.words for item in items if isinstance(item, Line))


def points(picture: Picture) -> float:
    """The smallest text on any sheet as it is printed: 72 points are an inch."""
    return min(
        item.size * sheet.mm[0] / sheet.width / 25.4 * 72
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Line)
    )


@pytest.fixture(scope="module")
def long_plan() -> MandateGraph:
    """Two objectives, results and indicators, of 3,049 characters each."""
    return made_plan(
        ("m", "Mandate", LONG, ""),
        ("o1", "Objective", LONG, "m"),
        ("r1", "ExpectedResult", LONG, "o1"),
        ("i1", "Indicator", LONG, "r1"),
        ("i2", "Indicator", LONG, "r1"),
        ("o2", "Objective", LONG, "m"),
        ("r2", "ExpectedResult", "A short one.", "o2"),
        ("i3", "Indicator", "A short sign.", "r2"),
    )


def in_programme(graph: MandateGraph, title: str) -> MandateGraph:
    """The plan, in English and in a programme."""
    quads, doc, claims = Quads(), f"{ID}graph/doc-x", f"{ID}graph/claims-x"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    quads.add(doc, f"{ID}plan-x", label, literal(title, lang="en"))
    quads.a(doc, f"{ID}prog", f"{MG}Programme")
    quads.add(doc, f"{ID}prog", label, literal("Clean rivers", lang="en"))
    quads.a(claims, f"{ID}claim-of", f"{MG}Claim")
    for name, value in (
        ("claimSubject", f"{ID}plan-x"),
        ("claimPredicate", f"{MG}planOf"),
        ("claimObject", f"{ID}prog"),
        ("status", f"{MG}stated"),
    ):
        quads.add(claims, f"{ID}claim-of", MG + name, iri(value))
    return MandateGraph.from_nquads(graph.nquads() + quads.nquads())


def test_a_text_is_cut_at_a_word_and_counts_what_is_left_out() -> None:
    text = cut(Text(LONG, rtl=False), 130)
    # two sentences of 61, and "The" with its blank: 126 would be "The organisation"
    assert text.words == f"{SENTENCE * 2}The …"
    assert text.more == len(LONG) - len(SENTENCE * 2 + "The")
    assert cut(Text("short", rtl=False), 130) == Text("short", rtl=False)
    again = cut(text, 60)
    assert again.words == f"{SENTENCE.strip()} …"
    assert again.more == len(LONG) - len(SENTENCE.strip())


@pytest.mark.parametrize("page", ["a4", "16:9"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_long_text_makes_no_sheet_unreadable(
    long_plan: MandateGraph, name: str, page: str
) -> None:
    picture = view(name, long_plan, ENGLISH, DrawOptions(page=page))
    assert points(picture) >= SMALLEST
    if name != "indicators":
        shown = words_of(picture)
        assert "Characters left out: " in shown
        # the icicle has no block for a mandate or an indicator
        count = 3 if name == "icicle" else 6
        assert f"Texts cut short in the picture: {count}." in shown


def test_tables_that_are_not_drawn_have_every_text_whole(
    long_plan: MandateGraph,
) -> None:
    for kind in ("framework", "logframe"):
        (table,) = tables(kind, long_plan, ENGLISH, DrawOptions())
        found = {c for row in table.rows for c in row if LONG in c.words.split("\n")}
        assert len(found) == 6


def test_a_cell_of_many_lines_goes_on_overleaf_word_by_word() -> None:
    texts = [" ".join(f"{a}{n}" for n in range(140)) for a in "vw"]
    elements = []
    for text in texts:
        aim = f"o{text[0]}"
        elements.append((aim, "Objective", text, ""))
        elements += [(f"{aim}{n}", "ExpectedResult", "Change.", aim) for n in range(3)]
    picture = view("framework", made_plan(*elements), ENGLISH, DrawOptions(page="16:9"))
    assert len(picture.sheets) > 1
    found = [w for w in words_of(picture).split() if re.fullmatch(r"[vw]\d+", w)]
    assert found == " ".join(texts).split()
    assert words_of(picture).split().count("Change.") == 6
    assert {sheet.width for sheet in picture.sheets} == {1120}


def test_an_objective_says_where_its_results_stand() -> None:
    graph = linked(
        made_plan(
            ("o1", "Objective", "One.", ""),
            ("o2", "Objective", "Two.", ""),
            ("r1", "ExpectedResult", "Shared.", "o1"),
            ("r2", "ExpectedResult", "Of one.", "o1"),
            ("c1", "Objective", "Circle one.", ""),
            ("c2", "Objective", "Circle two.", ""),
            ("c3", "Objective", "Circle three.", ""),
        ),
        ("r1", "contributesTo", "o2", "stated"),
        ("c1", "contributesTo", "c2", "stated"),
        ("c2", "contributesTo", "c3", "stated"),
        ("c3", "contributesTo", "c1", "stated"),
    )
    (table,) = tables("framework", graph, ENGLISH, DrawOptions())
    second = {row[0].pieces[0].words: row[1].words for row in table.rows}
    assert second["O2"] == "See R1 (Cross-cutting)"
    # O5 is part of O3, drawn above it
    assert second["O3"] == "In a circle of links: O3 -> O4 -> O5 -> O3"
    assert second["O4"] == "See O3"


@pytest.mark.parametrize("name", ["plan-map", "chain", "framework"])
def test_a_title_and_a_programme_in_another_language_say_so(name: str) -> None:
    graph = in_programme(large_plan(2, 1, 0), "Rivers for all")
    shown = words_of(view(name, graph, LanguagePolicy(["fr", "en"]), DrawOptions()))
    assert "Programme\u00a0: Clean rivers · en" in shown
    assert "Organisation" not in shown
    after = shown.partition("Rivers for all ")[2]
    assert after.startswith("en ")
    assert "Programme: Clean rivers" in words_of(
        view(name, graph, ENGLISH, DrawOptions())
    )


def test_of_many_objectives_as_many_are_drawn_as_there_is_room_for() -> None:
    svg = drawn(large_plan(200, 1, 0))
    assert len(cards(svg)) == 150
    shown = said(svg)
    assert "251 of 401 statements are not drawn here" in shown
    assert "Not drawn: Objectives: 51, Expected results: 200." in shown
    assert "No result is assigned to this objective" not in shown


def test_what_room_is_left_goes_to_the_first_results() -> None:
    svg = drawn(large_plan(100, 3, 0))  # 1 + 100, and 49 of 300 results
    found = cards(svg)
    assert len(found) == 150
    assert {f"o{n}r0" for n in range(49)} == {name for name in found if "r" in name}
