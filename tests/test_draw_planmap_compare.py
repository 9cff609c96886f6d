"""Two plans side by side: matches say what they rest on, and none is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from conftest import DATA, ID, LANGUAGES, MG
from drawn_boxes import apart, boxes, inside, shrunk
from drawn_plans import SVG, cards, said
from mandategraph.draw import DrawOptions, draw
from mandategraph.draw.matching import matches
from mandategraph.draw.svg import to_svgs
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import PREFIXES
from mandategraph.network import to_network
from mandategraph.rdf.nquads import DCT, Quads, iri, literal
from mandategraph.store import MandateGraph, open_graph

if TYPE_CHECKING:
    from playwright.sync_api import Page

SKOS = PREFIXES["skos"]
CLASSES = {"o": "Objective", "r": "ExpectedResult", "i": "Indicator", "m": "Mandate"}


def plans(
    one: dict[str, tuple[str, str]],
    two: dict[str, tuple[str, str]],
    *links: tuple[str, str, str, str],
) -> MandateGraph:
    """Two plans of elements by name: wording and its language; claims between them.

    The first letter of a name is its kind; `r1a` belongs to `o1a`.
    """
    quads = Quads()
    claims = f"{ID}graph/claims-x"
    for name, elements in (("a", one), ("b", two)):
        doc, whole = f"{ID}graph/doc-{name}", f"{ID}plan-{name}"
        quads.a(doc, whole, f"{MG}Plan")
        quads.add(doc, whole, f"{DCT}source", iri(f"{ID}doc-{name}"))
        for element, (words, lang) in elements.items():
            node = f"{ID}{element}"
            quads.a(doc, node, MG + CLASSES[element[0]])
            quads.add(doc, node, f"{MG}elementOf", iri(whole))
            quads.add(doc, node, f"{MG}statementText", literal(words, lang=lang))
            if element[0] == "r" and f"o{element[1:]}" in elements:
                links = (
                    *links,
                    (element, "expectedResultOf", f"o{element[1:]}", "stated"),
                )
    for place, (subject, relation, obj, status) in enumerate(links):
        predicate = SKOS + relation if relation.endswith("Match") else MG + relation
        if not status:
            quads.add(claims, ID + subject, predicate, iri(ID + obj))
            continue
        claim = f"{ID}claim-{place}"
        quads.a(claims, claim, f"{MG}Claim")
        quads.add(claims, claim, f"{MG}claimSubject", iri(ID + subject))
        quads.add(claims, claim, f"{MG}claimPredicate", iri(predicate))
        quads.add(claims, claim, f"{MG}claimObject", iri(ID + obj))
        quads.add(claims, claim, f"{MG}status", iri(MG + status))
    return MandateGraph.from_nquads(quads.nquads())


def found(
    graph: MandateGraph, *, left: list[str], right: list[str]
) -> set[tuple[str, ...]]:
    network = to_network(graph, LanguagePolicy(["en"]))
    pairs = matches(
        graph, network, [ID + name for name in left], [ID + name for name in right]
    )
    return {
        (m.left.removeprefix(ID), m.right.removeprefix(ID), m.relation, m.ground)
        for m in pairs
    }


def compared(
    graph: MandateGraph, lang: str = "en", page: str = "screen", **options: str
) -> list[ET.Element]:
    names = {"plan": "plan-a", "compare": "plan-b", **options}
    drawn = draw(
        "plan-map",
        graph,
        LanguagePolicy([lang]),
        DrawOptions(page=page, **names),  # type: ignore[arg-type]
    )
    return [ET.fromstring(svg) for svg in to_svgs(drawn)]  # noqa: S314


def test_what_the_graph_links_matches_with_its_status() -> None:
    graph = plans(
        {"o1a": ("Clean water.", "en"), "o2a": ("Safe roads.", "en")},
        {"o1b": ("Pure water.", "en"), "o2b": ("Good roads.", "en")},
        ("o1b", "continues", "o1a", "accepted"),
        ("o2a", "closeMatch", "o2b", "proposed"),
        ("o1a", "sameIntentAs", "o2b", "rejected"),
        ("o2a", "similarTo", "o1b", ""),
    )
    assert found(graph, left=["o1a", "o2a"], right=["o1b", "o2b"]) == {
        ("o1a", "o1b", "continues", "accepted"),
        ("o2a", "o2b", "closeMatch", "proposed"),
        ("o2a", "o1b", "similarTo", "recorded"),
    }


@pytest.mark.parametrize(
    ("words", "lang", "same"),
    [
        ("Clean water", "en", True),
        ("CLEAN  water", "en", True),
        ("Clean water", "fr", False),
        ("Clean waters", "en", False),
    ],
)
def test_equal_words_match_in_one_language_only(
    words: str, lang: str, *, same: bool
) -> None:
    graph = plans({"o1a": ("Clean water", "en")}, {"o1b": (words, lang)})
    expected = {("o1a", "o1b", "words", "words")} if same else set()
    assert found(graph, left=["o1a"], right=["o1b"]) == expected


def test_equal_words_of_another_kind_do_not_match() -> None:
    graph = plans({"o1a": ("Clean water", "en")}, {"r1b": ("Clean water", "en")})
    assert found(graph, left=["o1a"], right=["r1b"]) == set()


def test_of_equal_words_those_below_matched_parents_match() -> None:
    same = ("People reached", "en")
    graph = plans(
        {"o1a": ("A", "en"), "r1a": same, "o2a": ("B", "en"), "r2a": same},
        {"o1b": ("B", "en"), "r1b": same, "o2b": ("A", "en"), "r2b": same},
    )
    ours, theirs = ["o1a", "r1a", "o2a", "r2a"], ["o1b", "r1b", "o2b", "r2b"]
    assert found(graph, left=ours, right=theirs) == {
        ("o1a", "o2b", "words", "words"),
        ("r1a", "r2b", "words", "words"),
        ("o2a", "o1b", "words", "words"),
        ("r2a", "r1b", "words", "words"),
    }


def example() -> MandateGraph:
    return plans(
        {
            "m1a": ("Serve.", "en"),
            "o1a": ("Clean water.", "en"),
            "r1a": ("Wells dug.", "en"),
            "o2a": ("Safe roads.", "en"),
        },
        {
            "m1b": ("Serve.", "en"),
            "o1b": ("Pure water.", "en"),
            "r1b": ("Wells drilled.", "en"),
            "o3b": ("Fresh air.", "en"),
        },
        ("o1b", "continues", "o1a", "stated"),
        ("r1a", "sameIntentAs", "r1b", "proposed"),
        ("o2a", "relatedMatch", "o1b", "proposed"),
    )


@pytest.mark.parametrize("page", ["screen", "a4"])
def test_matches_stand_in_one_row_and_all_else_is_only_here(page: str) -> None:
    (svg,) = compared(example(), page=page)
    place = cards(svg)
    for one, other in (("m1a", "m1b"), ("o1a", "o1b"), ("r1a", "r1b")):
        assert place[one][1] == place[other][1]
        assert place[one][0] < place[other][0]
    words = said(svg)
    assert "Matched: 3 · only in the first: 1 · only in the second: 1" in words
    assert words.count("Only in this plan ") == 2  # and its line in the key
    for remark in ("same words", "continues · stated", "same intent · proposed"):
        assert remark in words
    assert "Languages of the words: en 8" in words
    assert "Also O1: related match · proposed" in words
    assert "Also O2: related match · proposed" in words


def test_each_ground_has_a_line_of_its_own() -> None:
    (svg,) = compared(example())
    lines = svg.findall(f".//{SVG}path[@class='match']")
    looks = {
        (line.get("stroke"), line.get("stroke-width"), line.get("stroke-dasharray"))
        for line in lines
    }
    assert len(looks) == 3
    assert sum("stroke-dasharray" in line.attrib for line in lines) == 2  # with the key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rows_are_read_from_left_plan_to_right_plan(lang: str) -> None:
    (svg,) = compared(example(), lang)
    order = [name for name in cards(svg) if name[0] in "mor"]
    assert order == ["m1a", "m1b", "o1a", "o1b", "r1a", "r1b", "o2a", "o3b"]


def test_what_has_moved_says_where_it_belongs_now() -> None:
    graph = plans(
        {"o1a": ("A", "en"), "r1a": ("R", "en"), "o2a": ("B", "en")},
        {"o1b": ("A", "en"), "o2b": ("B", "en"), "r2b": ("R", "en")},
    )
    (svg,) = compared(graph)
    assert "Below O2" in said(svg)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_texts_keep_to_their_cards(browser_page: Page, lang: str) -> None:
    quads = b"".join(
        open_graph(DATA / name).nquads() for name in ("example.trig", "follow_up.trig")
    )
    options = DrawOptions(plan="plan-rba", compare="plan-rbb", page="a4")
    graph = MandateGraph.from_nquads(quads)
    picture = draw("plan-map", graph, LanguagePolicy([lang]), options)
    for svg, sheet in zip(to_svgs(picture), picture.sheets, strict=True):
        drawn = boxes(browser_page, svg)
        frames = [card["frame"] for card in drawn["cards"]]
        assert all(apart(a, b) for i, a in enumerate(frames) for b in frames[i + 1 :])
        for card in drawn["cards"]:
            for words, box in card["texts"]:
                assert inside(shrunk(box), card["frame"]), words
        lines = [shrunk(box) for _, box in drawn["loose"]]
        assert all(apart(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :])
        edge = [30, 10, sheet.width - 30, sheet.height - 10]
        assert all(inside(line, edge) for line in lines)


def test_every_element_of_both_plans_is_drawn_once_on_sheets() -> None:
    many = {f"o{n}a": (f"Aim {n}", "en") for n in range(40)}
    others = {f"o{n}b": (f"Aim {n + 20}", "en") for n in range(40)}
    drawn = [
        name for svg in compared(plans(many, others), page="a4") for name in cards(svg)
    ]
    assert sorted(drawn) == sorted([*many, *others])


def test_a_plan_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="choose from plan-a, plan-b"):
        compared(example(), compare="plan-c")
    with pytest.raises(QueryError, match="not compared with itself"):
        compared(example(), compare="plan-a")


def test_without_a_first_plan_the_only_other_one_is_taken() -> None:
    drawn = draw(
        "plan-map", example(), LanguagePolicy(["en"]), DrawOptions(compare="plan-b")
    )
    assert drawn.title == "Plan a – Plan b"


def test_a_comparison_of_a_part_is_refused() -> None:
    for more in (
        DrawOptions(compare="plan-b", split=True),
        DrawOptions(compare="plan-b", focus="o1a"),
    ):
        with pytest.raises(QueryError, match="leave out --focus and --split"):
            draw("plan-map", example(), LanguagePolicy(["en"]), more)


def test_the_fixed_words_of_both_plans_are_in_the_language_of_the_first() -> None:
    graph = plans({"o1a": ("L'eau.", "fr")}, {"o1b": ("Water.", "en")})
    quads = graph.nquads().decode()
    for name, lang in (("a", "fr"), ("b", "en")):
        quads += f'<{ID}doc-{name}> <{DCT}language> "{lang}" <{ID}graph/doc-{name}> .\n'
    options = DrawOptions(plan="plan-a", compare="plan-b")
    french = MandateGraph.from_nquads(quads.encode())
    (svg,) = to_svgs(draw("plan-map", french, LanguagePolicy(), options))
    assert said(ET.fromstring(svg)).count("Objectif") == 2  # noqa: S314
