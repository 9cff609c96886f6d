"""Values are read whole, and every view says of whom, where, when and in what unit.

In the plan made here an indicator has two targets of 10 for 2024, one of adult women in
Kandahar, one of adult women in Herat, and a target of 10 for 2025 of everybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import ID, LANGUAGES, MG
from drawn_plans import ISOLATES, made_plan
from drawn_values import DOC, TARGETS, UNITS, Target, parted
from mandategraph.draw import DrawOptions, draw
from mandategraph.draw.gather import pages
from mandategraph.draw.remarks import shortened, stands_in
from mandategraph.draw.shapes import Line, Stroke, flat
from mandategraph.draw.svg import to_svg
from mandategraph.draw.values import Values
from mandategraph.export import ExportOptions, export
from mandategraph.language import LanguagePolicy
from mandategraph.rdf.nquads import Quads, iri, literal
from mandategraph.store import MandateGraph
from offline_pages import Texts, data_of, made

if TYPE_CHECKING:
    from collections.abc import Sequence


def words(view: str, graph: MandateGraph, lang: str = "en") -> str:
    """All words of a picture, without isolates, in document order."""
    policy = LanguagePolicy([lang])
    if view == "offline":
        return Texts(made(graph, lang)).text
    picture = draw(view, graph, policy, DrawOptions())
    lines = (
        item.words
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Line)
    )
    return ISOLATES.sub("", " ".join(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "view", ["plan-map", "chain", "indicators", "framework", "logframe", "offline"]
)
def test_every_view_says_of_whom_where_and_in_what_unit(view: str, lang: str) -> None:
    graph = parted(*TARGETS[:2])
    said = re.sub(r"\s", "", words(view, graph, lang))
    for part in ("adult", "women", "sex", "age", "AF-KAN", "AF-HER", "2024"):
        assert part in said, part
    assert ("personnes" if lang == "fr" else "persons") in said
    assert "Countedtwice." in said


def test_a_value_is_read_whole() -> None:
    read = Values(parted(*TARGETS), LanguagePolicy(["fr"]))
    one, other, whole = read.of[f"{ID}i"]
    assert {v.iri.removeprefix(ID) for v in (one, other)} == {"t1", "t2"}
    assert whole.iri == f"{ID}t3"
    assert read.parts(one) == [("age", "adult"), ("sex", "women")]
    assert {one.places, other.places} == {("AF-KAN",), ("AF-HER",)}
    assert read.unit(whole.units) == "personnes"
    assert (whole.periods, whole.period) == ((("2025", "2025"),), "2025")


def test_values_of_two_places_are_not_joined_by_a_line() -> None:
    """Of each place a value of 2024 and one of 2025: two lines, in a plot each."""
    targets = [
        (f"{place}{year}", "10", (year,), (), (place,), UNITS)
        for place in ("AF-KAN", "AF-HER")
        for year in ("2024", "2025")
    ]
    policy = LanguagePolicy(["en"])
    picture = draw("indicators", parted(*targets), policy, DrawOptions())
    items = [item for sheet in picture.sheets for item in flat(sheet.group)]
    plots = [i for i in items if getattr(i, "role", "") == "img"]
    assert len(plots) == 2
    paths = [i for i in items if isinstance(i, Stroke) and i.role == "path target"]
    assert all(len(path.points) == 2 for path in paths)


def test_equal_values_of_two_years_are_two_on_a_chain() -> None:
    targets = [(f"t{y}", "10", (y,), (), (), ()) for y in ("2024", "2025")]
    said = words("chain", parted(*targets))
    assert "Target: 10 (2024, note: Counted twice.), 10 (2025)" in said


@pytest.mark.parametrize(
    "view", ["plan-map", "chain", "indicators", "framework", "logframe", "offline"]
)
def test_a_second_unit_and_a_second_period_are_shown(view: str) -> None:
    target = ("t", "10", ("2024", "2025"), (), (), ("people", "homes"))
    said = words(view, parted(target))
    for part in ("persons", "households", "2024", "2025"):
        assert part in said, part
    assert said.count("10") >= 1


def test_a_number_of_two_periods_has_no_mark_in_a_plot() -> None:
    target = ("t", "10", ("2024", "2025"), (), (), UNITS)
    policy = LanguagePolicy(["en"])
    picture = draw("indicators", parted(target), policy, DrawOptions())
    roles = [getattr(i, "role", "") for s in picture.sheets for i in flat(s.group)]
    assert "plot" not in roles
    assert "Target, 2024; 2025: 10" in words("indicators", parted(target))


def test_what_the_wording_says_whole_is_not_said_twice_and_no_more_is_left_out() -> (
    None
):
    """`1` is no word of `12 towns by 2024`; a value of some of the people is said."""

    def chips(wording: str, *targets: Target) -> list[str]:
        (page,) = pages(parted(*targets, wording=wording), LanguagePolicy(["en"]))
        (card,) = [card for card in page.cards if card.kind == "indicator"]
        return [chip.words for chip in card.chips if chip.value]

    plain = ("n", "9", (), (), (), ())  # takes the note, which is for the first one
    said = ("t", "12", ("2024",), (), (), ())
    part = ("t", "12", ("2024",), ("women",), (), ())
    short = ("t", "1", ("2024",), (), (), ())
    wording = "12 towns by 2024"
    assert chips(wording, plain, said)[1:] == []
    assert chips(wording, plain, part)[1:] == ["Target: 12 (2024, sex: women)"]
    assert "Target: 1 (2024)" in chips(wording, plain, short)
    assert "Target: 12 (2024)" in chips("12 towns", plain, said)


@pytest.mark.parametrize("view", ["plan-map", "chain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_values_are_cut_on_cards_and_counted(view: str, lang: str) -> None:
    """99 words of three letters: 396 signs less the last blank."""
    long = " ".join(f"{n:03}" for n in range(99)).replace("0", "a")
    graph = parted(("t", long, ("2024",), (), (), ()))
    said = words(view, graph, lang)
    assert "a98" not in said
    assert "…" in said
    counts = {
        "en": "Values and notes cut short here: 1.",
        "fr": "Valeurs et notes abrégées ici\u00a0: 1.",
        "es": "Valores y notas abreviados aquí: 1.",
        "ar": "القيم والملاحظات المختصرة هنا: 1.",
    }
    assert counts[lang] in said
    assert "a98" in words("offline", graph, lang)
    policy = LanguagePolicy([lang])
    assert b"a98" in export("framework-html", graph, policy, ExportOptions())


def test_texts_are_cut_at_a_blank() -> None:
    assert shortened("one two three", 6) == "one …"
    assert shortened("one two three", 7) == "one two …"
    assert shortened("one two three", 8) == "one two …"
    assert shortened("one two", 7) == "one two"
    assert shortened("abcdefgh", 4) == "abcd …"
    assert shortened("a bcdefghijk", 6) == "a bcde …"  # no blank in its second half


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("12", "12 towns", True),
        ("12", "in 2012", False),
        ("1", "1.5 million", False),
        ("5", "1.5 million", False),
        ("40 %", "to 40 %.", True),
        ("20", "from 10 to 20.", True),
    ],
)
def test_a_value_stands_in_a_text_only_as_a_whole(
    value: str,
    text: str,
    found: bool,  # noqa: FBT001 - a case
) -> None:
    assert stands_in(value, text) is found


def test_loose_indicators_with_equal_values_keep_them() -> None:
    """What the band says once is that no link is stated, not their value."""
    quads = Quads()
    for name in ("a", "b"):
        node = f"{ID}{name}-t"
        quads.a(DOC, node, f"{MG}Target")
        quads.add(DOC, node, f"{MG}valueOf", iri(ID + name))
        quads.add(DOC, node, f"{MG}printedValue", literal("100"))
    plan = made_plan(("a", "Indicator", "One.", ""), ("b", "Indicator", "Two.", ""))
    graph = MandateGraph.from_nquads(plan.nquads() + quads.nquads())
    (page,) = pages(graph, LanguagePolicy(["en"]))
    assert page.loose_note == "The source links it to nothing"
    assert [[c.words for c in card.chips] for card in page.loose] == [
        ["Target: 100"]
    ] * 2


def offline_units(graph: MandateGraph) -> Sequence[str]:
    """The unit of the first value in each language of the page."""
    data = data_of(made(graph, "en"))
    (values,) = [node["v"] for node in data["nodes"] if "v" in node]
    concept = data["concepts"][values[0][2]["u"][0]]
    return [concept["f"][chosen][0] for chosen in concept["p"]]


def test_the_offline_page_has_units_in_each_language() -> None:
    graph = parted(TARGETS[0])
    langs = data_of(made(graph, "en"))["langs"]
    units = dict(zip(langs, offline_units(graph), strict=True))
    assert (units["en"], units["fr"]) == ("persons", "personnes")


def test_the_same_graph_gives_the_same_bytes() -> None:
    def svg() -> list[str]:
        policy = LanguagePolicy(["ar"])
        graph = parted(*TARGETS)
        views = ("plan-map", "chain", "indicators")
        return [to_svg(draw(v, graph, policy, DrawOptions())) for v in views]

    assert svg() == svg()
