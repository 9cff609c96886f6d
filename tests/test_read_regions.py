"""Columns that the layout shows: what a heading owns ends where its column ends."""

from __future__ import annotations

import random

import pytest

from mandategraph.model import Reading, Source, Span
from mandategraph.read.text.reader import read_source

MANDATE = "MANDATE\nKeep the coast safe."
CAPTION = "Expected results of each objective"


def column(number: int, *items: str) -> str:
    return "\n".join([f"OBJECTIVE {number}", f"Aim of {number}.", *items])


def page(*parts: str | list[str], big: tuple[str, ...] = ()) -> Reading:
    """A page of bands, each a text, or a list of columns side by side.

    `big` are lines in heading type.
    """
    text, regions = "", []
    for part in parts:
        for piece in [part] if isinstance(part, str) else part:
            if not isinstance(part, str):
                regions.append(Span(len(text), len(text) + len(piece)))
            text += piece + "\n"
    source = Source("page.pdf", "0" * 64, text, "text/plain", "hand 1")
    headings = [text.index(line) for line in big]
    return read_source(source, regions=regions, headings=headings)


def parents(reading: Reading) -> dict[str, str]:
    """For each wording: basis and target, or the candidates after a question mark."""
    found = {}
    for s in reading.statements:
        p = s.parent
        told = f"{p.basis} {p.target}"
        if p.status != "asserted":
            told = " ".join(["?", *(c.target for c in p.candidates)])
        if s.type != "section_heading":
            found[s.text or s.id] = told
    return found


def types(reading: Reading) -> dict[str | None, str]:
    return {s.text: s.type for s in reading.statements}


def test_a_line_in_heading_type_ends_the_words_of_a_caption() -> None:
    found = page(
        "OBJECTIVE 1\nAim of 1.\n",
        "Expected results\n\nBoats sail.\n\nDeliverables and staff\n\nSix boats.",
        big=("Expected results", "Deliverables and staff"),
    )
    assert types(found)["Boats sail."] == "expected_result"
    assert "Six boats." not in types(found)
    assert "Deliverables and staff" not in types(found)


FOUR = [
    column(4, "• Radars turn."),
    column(1, "• Boats sail.", "• Crews train."),
    column(2, "• Lamps burn."),
    column(3, "• Maps are new."),
]
OWNED = {
    "Radars turn.": "layout-column en-objective-4",
    "Boats sail.": "layout-column en-objective-1",
    "Crews train.": "layout-column en-objective-1",
    "Lamps burn.": "layout-column en-objective-2",
    "Maps are new.": "layout-column en-objective-3",
}


def test_columns_in_any_order_own_their_items() -> None:
    found = page(MANDATE, CAPTION, FOUR)
    assert OWNED.items() <= parents(found).items()
    assert {w.code for w in found.warnings} == set()


def test_objectives_in_columns_serve_the_mandate_above_them() -> None:
    found = parents(page(MANDATE, CAPTION, FOUR))
    for number in (1, 2, 3, 4):
        assert found[f"Aim of {number}."] == "reading-order en-mandate"


@pytest.mark.parametrize("caption", [CAPTION, "Expected results"])
def test_a_caption_drawn_last_types_the_items_of_all_columns(caption: str) -> None:
    found = page(MANDATE, FOUR, caption)
    assert OWNED.items() <= parents(found).items()
    last = found.statements[-1]
    assert len(last.applies_to) == 5


def test_without_regions_the_same_text_asserts_nothing_of_its_results() -> None:
    text = page(MANDATE, CAPTION, FOUR).source.text
    source = Source("page.pdf", "0" * 64, text, "text/plain", "hand 1")
    found = parents(read_source(source))
    assert {found[words][0] for words in OWNED} == {"?"}


def test_headings_alone_in_their_columns_are_no_row() -> None:
    heads = ["OBJECTIVE 1\nSail.", "OBJECTIVE 2", "OBJECTIVE 3\nLight."]
    found = page(heads, "Expected results", "• Boats are built.")
    assert [w.code for w in found.warnings] == []
    objectives = [s.text for s in found.statements if s.type == "objective"]
    assert objectives == ["Sail.", None, "Light."]
    assert parents(found)["Boats are built."] == (
        "? en-objective-1 en-objective-2 en-objective-3"
    )


def test_a_row_inside_one_column_is_still_a_row() -> None:
    first = "OBJECTIVE 1\nOBJECTIVE 2\n• Boats are built.\n• Lamps burn."
    found = page([first, column(3, "• Maps are new.")], CAPTION)
    assert [w.code for w in found.warnings] == ["heading_row"]
    assert parents(found)["Boats are built."][0] == "?"
    assert parents(found)["Maps are new."] == "layout-column en-objective-3"


def test_a_caption_in_a_column_types_its_own_column_only() -> None:
    first = column(1, "Expected results", "• Boats sail.")
    found = page([first, column(2, "• Lamps burn.")])
    assert types(found)["Boats sail."] == "expected_result"
    assert "Lamps burn." not in types(found)
    assert [w.code for w in found.warnings] == ["unclassified_item"]


def test_a_caption_at_the_foot_of_a_column_types_its_own_column_only() -> None:
    first = column(1, "• Boats sail.", "EXPECTED RESULTS")
    found = page([column(2, "• Lamps burn."), first])
    assert parents(found)["Boats sail."] == "layout-column en-objective-1"
    assert "Lamps burn." not in types(found)


def test_items_below_the_columns_belong_to_none_of_them() -> None:
    found = page(CAPTION, [column(1, "• a b."), column(2, "• c d.")], "• All of it.")
    assert parents(found)["All of it."] == "? en-objective-1 en-objective-2"


def test_items_in_a_column_without_a_heading_belong_to_any_objective() -> None:
    columns = [column(1, "• a b."), column(2, "• c d."), "• Loose.\n• Ends."]
    found = parents(page(CAPTION, columns))
    assert found["Loose."] == found["Ends."] == "? en-objective-1 en-objective-2"


def test_items_above_the_heading_of_their_column_are_asserted_of_nothing() -> None:
    columns = ["• Early.\n" + column(1, "• a b."), column(2, "• c d.")]
    found = parents(page("Expected results", columns))
    assert found["Early."][0] == "?"
    assert found["c d."] == "layout-column en-objective-2"


def test_an_objective_above_columns_without_headings_owns_them_if_it_is_alone() -> None:
    alone = page(column(1, "Expected results"), ["• a b.", "• c d."])
    assert parents(alone)["a b."] == "reading-order en-objective-1"
    two = page(column(1, "Expected results"), ["• a b.", "• c d."], column(2))
    assert parents(two)["a b."] == "? en-objective-1 en-objective-2"


def test_text_after_the_columns_is_read_in_reading_order_again() -> None:
    below = "OBJECTIVE 3\nAim of 3.\nExpected results\n• Maps are new."
    found = page(MANDATE, "Expected results", [column(1, "• a."), column(2)], below)
    assert parents(found)["Maps are new."] == "reading-order en-objective-3"


def test_an_indicator_in_its_column_measures_the_result_above_it() -> None:
    first = column(1, "Expected results", "• Boats sail.", "Indicator: Boats at sea")
    found = page([first, column(2, "Expected results", "• Lamps burn.")])
    assert parents(found)["Boats at sea"] == "layout-column en-outcome-01"


def test_indicators_beside_results_measure_one_of_them() -> None:
    columns = ["Expected results\n• a b c\n• d e f", "Indicators\n• x y z"]
    found = page(column(1), columns)
    assert parents(found)["x y z"] == "? en-outcome-01 en-outcome-02"


def test_two_languages_side_by_side_are_two_plans() -> None:
    english = "MANDATE\nKeep the coast.\n" + column(1, "Expected results", "• A b.")
    french = (
        "MANDAT\nGarder la côte.\nOBJECTIF 1\nVeiller.\n"
        "Résultats attendus\n• Des phares."
    )
    found = page([english, french])
    assert [p.lang for p in found.plans] == ["en", "fr"]
    assert parents(found)["A b."] == "layout-column en-objective-1"
    assert parents(found)["Des phares."] == "layout-column fr-objective-1"
    text = found.source.text
    assert all(f.of(text) in text for s in found.statements for f in s.fragments)


def test_a_sentence_does_not_go_on_in_the_next_column() -> None:
    found = page(["OBJECTIVE 1\nKeep the coast", "and the ports."])
    assert [s.text for s in found.statements] == ["Keep the coast"]
    assert [s.of(found.source.text) for s in found.leftover] == ["and the ports."]


def test_a_heading_word_does_not_go_over_the_end_of_a_column() -> None:
    found = page(["Our programme", "OBJECTIVE 1\nSail."])
    assert [s.label for s in found.statements] == ["OBJECTIVE 1"]


def test_a_column_begins_a_heading_without_a_blank_line() -> None:
    found = page(["Boats and the", "Objective 1\nSail.", "Objective 2\nLight."])
    assert [s.text for s in found.statements] == ["Sail.", "Light."]


def test_type_shows_a_heading_that_its_words_leave_open() -> None:
    text = "We have many boats and\nObjective 2 Give light\nWith lamps."
    assert page(text).statements == ()
    (shown,) = page(text, big=("Objective 2 Give light",)).statements
    assert (shown.ordinal, shown.text) == (2, "Give light")


PLAN = column(1, "Expected results", "• Boats sail.") + "\n"


def test_a_line_in_heading_type_ends_what_stands_above_it() -> None:
    text = PLAN + column(
        2, "Expected results", "• Lamps burn.", "shared by all", "• x y"
    )
    plain = parents(page(text))
    assert "Lamps burn. shared by all" in plain
    shown = parents(page(text, big=("shared by all",)))
    assert shown["Lamps burn."] == "reading-order en-objective-2"
    assert shown["x y"] == "? en-objective-1 en-objective-2"


def test_a_line_in_heading_type_under_a_caption_ends_the_objective_too() -> None:
    text = PLAN + column(2, "Expected results", "Shared by all", "• x y")
    assert parents(page(text))["x y"] == "reading-order en-objective-2"
    assert parents(page(text, big=("Shared by all",)))["x y"][0] == "?"


def test_an_objective_worded_in_heading_type_is_no_title() -> None:
    text = PLAN + column(2, "Expected results", "• Lamps burn.")
    shown = page(text, big=("OBJECTIVE 2", "Aim of 2.", "Expected results"))
    assert parents(shown)["Lamps burn."] == "reading-order en-objective-2"


def test_an_item_that_begins_in_heading_type_is_taken_whole() -> None:
    text = column(1, "Expected results", "• Boats sail", "far and wide.")
    assert "Boats sail far and wide." in types(page(text, big=("• Boats sail",)))


def test_regions_that_overlap_are_refused() -> None:
    source = Source("page.pdf", "0" * 64, "Some words.\n", "text/plain", "hand 1")
    regions = [Span(0, 8), Span(5, 11)]
    with pytest.raises(ValueError, match="overlap"):
        read_source(source, regions=regions)


@pytest.mark.parametrize("seed", range(40))
def test_any_lines_may_be_regions(seed: int) -> None:
    """Whatever the columns: all is read, and nothing is asserted across a column."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    text = page(MANDATE, CAPTION, FOUR, "INDICATORS\n• x y\n1. z", PLAN).source.text
    starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]
    cuts = sorted(chance.sample(starts, 8))
    regions = [
        Span(a, b - 1) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b - 1
    ]
    source = Source("page.pdf", "0" * 64, text, "text/plain", "hand 1")
    found = read_source(source, regions=regions, headings=chance.sample(starts, 3))
    place = {s.id: s.span.start for s in found.statements}
    for s in found.statements:
        if s.parent.basis == "layout-column" and s.parent.target:
            at, above = s.span.start, place[s.parent.target]
            (own,) = [r for r in regions if r.start <= at < r.end]
            assert own.start <= above < own.end
