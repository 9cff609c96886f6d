"""The picture as SVG: direction, roles, colours, nothing active, the same bytes."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from conftest import EXAMPLE, ID
from drawn_plans import ENGLISH, SVG, cards, drawn, made_plan, said
from mandategraph.draw import DrawOptions, draw, plan_map, to_svg
from mandategraph.draw.palette import (
    INK_ON_FILL,
    LINES_ON_FILL,
    PALETTES,
    THEMES,
    Theme,
)
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

ARABIC = LanguagePolicy(["ar"])


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
    links = svg.findall(f".//{SVG}g[@role='listitem']/{SVG}a")
    items = [a for a in links if a.find(f"{SVG}rect[@class='evidence']") is None]
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
        [sys.executable, "-c", code, str(EXAMPLE)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    ).stdout
    assert other == plan_map(example_graph, LanguagePolicy(["ar"])).encode()


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "fill"), INK_ON_FILL)
def test_text_is_readable_on_its_ground(ink: str, fill: str, theme: Theme) -> None:
    assert contrast(PALETTES[theme][ink], PALETTES[theme][fill]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("line", "fill"), LINES_ON_FILL)
def test_frames_stand_out_from_their_ground(line: str, fill: str, theme: Theme) -> None:
    assert contrast(PALETTES[theme][line], PALETTES[theme][fill]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_colour_is_used_that_the_contrast_tests_do_not_know(
    example_graph: MandateGraph, theme: Theme
) -> None:
    known = {
        PALETTES[theme][colour]
        for pair in itertools.chain(INK_ON_FILL, LINES_ON_FILL)
        for colour in pair
    }
    picture = draw("plan-map", example_graph, ARABIC, DrawOptions(theme=theme))
    assert set(re.findall(r"#[0-9a-f]{6}", to_svg(picture))) <= known


def test_both_themes_name_the_same_colours() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_a_title_with_control_characters_leaves_well_formed_xml(
    example_graph: MandateGraph,
) -> None:
    picture = draw("plan-map", example_graph, ARABIC, DrawOptions(title="a\x01\u202eb"))
    root = ET.fromstring(to_svg(picture))  # noqa: S314
    assert "ab" in said(root)
