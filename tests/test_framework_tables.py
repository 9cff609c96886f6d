"""Results frameworks and logframes say what the graph says, and what it does not."""

from __future__ import annotations

import pytest

from conftest import ID, LANGUAGES
from drawn_plans import ENGLISH, ISOLATES, made_plan
from framework_plans import wells
from mandategraph.draw.framework import Table, gathered, tables
from mandategraph.draw.framework.table import placed
from mandategraph.draw.framework.xlsx import number_format
from mandategraph.draw.options import DrawOptions
from mandategraph.draw.values import shown_period
from mandategraph.draw.words import say
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

ALL = DrawOptions()


@pytest.fixture(scope="module")
def well_graph() -> MandateGraph:
    return wells()


def table_of(graph: MandateGraph, kind: str = "framework", lang: str = "en") -> Table:
    (table,) = tables(kind, graph, LanguagePolicy([lang]), ALL)
    return table


def grid(table: Table) -> list[list[str]]:
    """The words of each cell where it begins, `^` where it goes on."""
    found = [["^"] * len(table.columns) for _ in table.rows]
    for one in placed(table.rows):
        words = ISOLATES.sub("", one.cell.words).replace("\n", " | ")
        found[one.row][one.column] = words
    return found


def row_with(table: Table, words: str) -> list[str]:
    (row,) = [row for row in grid(table) if any(words in cell for cell in row)]
    return row


def test_periods_have_columns_of_their_own(well_graph: MandateGraph) -> None:
    heads = [(c.group, c.head) for c in table_of(well_graph).columns]
    assert heads == [
        ("", "Objective"),
        ("", "Expected result"),
        ("", "Indicator"),
        ("", "Unit"),
        ("", "Baseline"),
        ("Targets", "2025"),
        ("Targets", "2026"),
        ("", "Measurement"),
        ("", "Source · means of verification"),
    ]


def test_an_indicator_has_its_values_as_printed(well_graph: MandateGraph) -> None:
    assert row_with(table_of(well_graph), "nearby")[2:] == [
        "I1 | People with a safe well nearby",
        "people",
        "2024 | 12,400",
        "20,000 | sex: female | 9,000 | sex: male",
        "45,000",
        "2025 | 19,500 | Counted in May",
        "Household survey",
    ]


def test_a_dash_stands_for_what_the_source_does_not_say(
    well_graph: MandateGraph,
) -> None:
    table = table_of(well_graph)
    assert row_with(table, "Share of wells")[3:] == ["—", "—", "—", "45 %", "—", "—"]
    assert table.notes == ["—: not stated in the source"]


def test_an_objective_and_a_result_reach_over_the_rows_of_their_indicators(
    well_graph: MandateGraph,
) -> None:
    table = table_of(well_graph)
    spans = {
        one.cell.pieces[0].words: one.rows
        for one in placed(table.rows)
        if one.cell.kind == "element"
    }
    assert (spans["O1"], spans["O2"]) == (3, 1)  # two indicators and R1.2
    assert (spans["R1.1"], spans["R1.2"]) == (2, 1)


def test_gaps_are_said_in_words(well_graph: MandateGraph) -> None:
    table = table_of(well_graph)
    lost = row_with(table, "Wording not in the source text")
    assert lost[1:3] == [
        "R1.2 | Wording not in the source text",
        "Indicator: not stated in the source",
    ]
    assert row_with(table, "Rivers")[1] == (
        "No result is assigned to this objective in the source"
    )


def test_what_the_source_does_not_assign_comes_last_with_its_candidates(
    well_graph: MandateGraph,
) -> None:
    found = grid(table_of(well_graph))
    assert found[-3][0] == "Not assigned in the source"
    assert found[-2][1].endswith(
        "The source does not say to which of these it belongs: O1, O2"
    )
    assert found[-1][2].endswith("The source links it to nothing")


def test_a_proposed_link_is_a_remark(example_graph: MandateGraph) -> None:
    cell = row_with(table_of(example_graph), "Neighbouring")[1]
    assert "Proposed: O2 (confidence 0.3)" in cell


def test_each_element_stands_in_both_tables(
    example_graph: MandateGraph, demo_graph: MandateGraph, well_graph: MandateGraph
) -> None:
    for graph in (example_graph, demo_graph, well_graph):
        found = gathered(graph, ENGLISH, ALL)
        cards = {card.iri for page in found.pages for card in page.cards}
        for kind in ("framework", "logframe"):
            made = found.tables(kind)
            assert cards == {
                cell.iri
                for table in made
                for row in table.rows
                for cell in row
                if cell.iri
            }


def test_a_logframe_has_four_levels_from_top_to_bottom(
    well_graph: MandateGraph,
) -> None:
    levels = [row[0] for row in grid(table_of(well_graph, "logframe"))]
    assert [level for level in levels if level != "^"] == [
        "Goal · mandate",
        "Purpose · objective",
        "Outputs · results",
        "Activities",
        "Not assigned in the source",
    ]


def test_a_logframe_has_verification_and_assumptions_of_the_source_only(
    well_graph: MandateGraph,
) -> None:
    table = table_of(well_graph, "logframe")
    lines = (
        "I1",
        "People with a safe well nearby",
        "Unit: people",
        "Baseline: 12,400 [2024]",
        "Target: 20,000 (sex: female) [2025]",
        "Target: 9,000 (sex: male) [2025]",
        "Target: 45,000 [2026]",
        "Measurement: 19,500 [2025]",
        "Counted in May",
    )
    assert row_with(table, "nearby")[2:] == [
        " | ".join(lines),
        "Household survey",
        "No drought",
    ]
    assert row_with(table, "Share of wells")[3:] == [
        "Not stated in the source",
        "^",  # the assumption is that of the result, which has two rows
    ]
    assert row_with(table, "Activities")[1:] == ["Not stated in the source"] * 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cell_is_empty(
    example_graph: MandateGraph,
    demo_graph: MandateGraph,
    well_graph: MandateGraph,
    lang: str,
) -> None:
    for graph in (example_graph, demo_graph, well_graph):
        for kind in ("framework", "logframe"):
            for table in tables(kind, graph, LanguagePolicy([lang]), ALL):
                assert all(cell.words for row in table.rows for cell in row)


def test_a_wording_in_another_language_says_which(well_graph: MandateGraph) -> None:
    table = table_of(well_graph, lang="ar")
    assert "en | Rivers are clean." in row_with(table, "Rivers")[0]
    pieces = [p for r in table.rows for c in r for p in c.pieces]
    rivers = next(p for p in pieces if p.words == "Rivers are clean.")
    assert (rivers.lang, rivers.rtl) == ("en", False)
    (mandate,) = [p for p in table.rows[0][0].pieces if p.kind == "text"]
    assert (mandate.words, mandate.rtl) == ("مياه نظيفة للجميع.", True)


def test_signs_keep_their_place_among_arabic_words(well_graph: MandateGraph) -> None:
    pieces = [
        piece.words
        for row in table_of(well_graph, lang="ar").rows
        for cell in row
        for piece in cell.pieces
    ]
    assert "\u206645 %\u2069" in pieces


def test_what_several_objectives_share_has_a_section() -> None:
    graph = made_plan(
        ("m", "Mandate", "Serve.", ""),
        ("o1", "Objective", "One.", "m"),
        ("o2", "Objective", "Two.", "m"),
        ("r1", "ExpectedResult", "Both.", "o1"),
    )
    claim = (
        f"<{ID}c> a mg:Claim ; mg:claimSubject <{ID}r1> ; mg:status mg:stated ;"
        f" mg:claimPredicate mg:expectedResultOf ; mg:claimObject <{ID}o2> ."
    )
    prefix = "@prefix mg: <https://w3id.org/mandategraph/ns#> .\n"
    both = MandateGraph.from_bytes(
        graph.nquads()
        + MandateGraph.from_bytes((prefix + claim).encode(), target="c").nquads(),
        target="both",
    )
    found = grid(table_of(both))
    assert found[3][0].startswith("Cross-cutting")
    assert found[4][1] == "R1 | Both. | Serves O1, O2"


def test_more_than_twelve_plans_are_one_table(demo_graph: MandateGraph) -> None:
    found = gathered(demo_graph, ENGLISH, ALL)
    many = type(found)(found.pages * 7, found.details)
    for kind in ("framework", "logframe"):
        (table,) = many.tables(kind)
        whole = [row for row in table.rows if row[0] is row[-1] and row[0].iri]
        titles = [row[0].pieces[0].words for row in whole]
        assert titles.count(found.pages[0].title) == 7


def test_one_plan_or_element_is_chosen(demo_graph: MandateGraph) -> None:
    options = DrawOptions(plan="plan-ct")
    assert len(tables("framework", demo_graph, ENGLISH, options)) == 1
    with pytest.raises(UnknownNameError, match="no such plan"):
        tables("framework", demo_graph, ENGLISH, DrawOptions(plan="plan-x"))
    with pytest.raises(UnknownNameError, match="no such kind of table"):
        tables("matrix", demo_graph, ENGLISH, ALL)


def test_a_graph_without_a_plan_is_refused() -> None:
    nothing = f"<{ID}a> <{ID}b> <{ID}c> .".encode()
    with pytest.raises(QueryError, match="no plan to make a table of"):
        tables("framework", MandateGraph.from_nquads(nothing), ENGLISH, ALL)


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        (("2025", "2025"), "2025"),
        (("2025-01-01", "2025-12-31"), "2025"),
        (("2025-01", "2025-06"), "2025-01 – 2025-06"),
        (("", "2030"), "– 2030"),
        (("2025", ""), "2025 –"),
        (("", ""), ""),
    ],
)
def test_periods_are_shown_short(ends: tuple[str, str], shown: str) -> None:
    assert shown_period(*ends) == shown


@pytest.mark.parametrize(
    ("number", "printed", "expected"),
    [
        ("45", "45 %", '0" %"'),
        ("45", "45%", '0"%"'),
        ("12400", "12,400", "#,##0"),
        ("296000", "296 000", "#,##0"),
        ("2024", "2024", "0"),
        ("0", "0.00", "0.00"),
        ("1.5", "1.5", "0.0"),
        ("-5", "\u22125", "0"),
        ("3.25", "USD 3.25 m", '"USD "0.00" m"'),
    ],
)
def test_a_number_is_shown_as_it_is_printed(
    number: str, printed: str, expected: str
) -> None:
    assert number_format(number, printed) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_heads_are_in_the_language_of_the_page(
    example_graph: MandateGraph, lang: str
) -> None:
    table = table_of(example_graph, lang=lang)
    assert table.columns[0].head == say(lang, "objective")
    assert table.name == say(lang, "fw_framework")
    assert table.rtl == (lang == "ar")
