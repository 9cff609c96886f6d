"""A panel shows the values of an indicator as the graph has them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ID, LANGUAGES
from drawn_indicators import (
    PLAN,
    Made,
    drawn,
    marks,
    measured,
    panels,
    plots,
    said,
    yearly,
)
from drawn_plans import large_plan
from mandategraph.draw import to_svg
from mandategraph.draw.indicators.scale import scale_of, years
from mandategraph.draw.indicators.values import Value
from mandategraph.draw.shapes import Group, Line, Stroke, flat
from mandategraph.draw.words import WORDS, say
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.store import MandateGraph

TARGETS = yearly("target", y2024="30", y2025="35.5", y2026="50")
ACTUALS = yearly("measurement", y2022="12", y2023="9", y2024="31")


def strokes(group: Group, role: str) -> list[Stroke]:
    return [i for i in flat(group) if isinstance(i, Stroke) and i.role == role]


def test_marks_stand_the_higher_the_greater_the_value() -> None:
    panel = panels(drawn(measured(*TARGETS, *ACTUALS)))["i"]
    found = [
        (float(value.number), mark.y)
        for kind, values in (("target", TARGETS), ("measurement", ACTUALS))
        for value, mark in zip(values, marks(panel, kind), strict=True)
    ]
    found.sort()
    assert all(one[1] > other[1] for one, other in pairwise(found))
    # the distances are in proportion to those of the values
    (low, top), (high, foot) = found[0], found[-1]
    for number, y in found:
        share = (number - low) / (high - low)
        assert y == pytest.approx(top + share * (foot - top), abs=0.01)


def test_marks_stand_at_their_years_to_scale() -> None:
    values = yearly("measurement", y2010="1", y2012="2", y2020="3")
    one, two, three = marks(panels(drawn(measured(*values)))["i"], "measurement")
    assert (three.x - two.x) / (two.x - one.x) == pytest.approx(4)


def test_time_runs_from_left_to_right_in_arabic_as_well() -> None:
    """Logical x runs from the right edge of an Arabic page."""
    graph = measured(*ACTUALS)
    arabic = marks(panels(drawn(graph, "ar"))["i"], "measurement")
    values = [float(value.number) for value in ACTUALS]
    highest = max(range(3), key=values.__getitem__)
    ordered = sorted(arabic, key=lambda mark: -mark.x)
    assert min(range(3), key=lambda n: ordered[n].y) == highest


def test_the_values_are_printed_as_in_the_source() -> None:
    values = (
        Made("measurement", "103 092", "103092", "2023", "2023"),
        Made("target", "40.00", "40", "2024", "2024"),
        Made("target", "≈ 5 %", "5", "2025", "2025"),
    )
    words = said(panels(drawn(measured(*values)))["i"])
    assert {"103 092", "40.00", "≈ 5 %"} <= set(words)


def test_every_kind_has_a_shape_of_its_own() -> None:
    graph = measured(Made("baseline", "3", "3", "2021", "2021"), *TARGETS, *ACTUALS)
    panel = panels(drawn(graph))["i"]
    shapes = {k: {m.shape for m in marks(panel, k)} for k in ("baseline", "target")}
    shapes["measurement"] = {m.shape for m in marks(panel, "measurement")}
    assert sorted(map(len, shapes.values())) == [1, 1, 1]
    assert len(set.union(*shapes.values())) == 3


def test_targets_are_joined_by_a_dashed_path_and_measurements_by_a_line() -> None:
    panel = panels(drawn(measured(*TARGETS, *ACTUALS)))["i"]
    (target,), (line,) = (
        strokes(panel, "path target"),
        strokes(panel, "path measurement"),
    )
    assert target.dashed
    assert not line.dashed
    assert target.points == [(m.x, m.y) for m in marks(panel, "target")]
    assert line.points == [(m.x, m.y) for m in marks(panel, "measurement")]


def test_several_values_of_a_kind_for_one_period_are_not_joined() -> None:
    graph = measured(*ACTUALS, *yearly("measurement", y2024="90"))
    panel = panels(drawn(graph))["i"]
    assert len(marks(panel, "measurement")) == 4
    assert strokes(panel, "path measurement") == []
    assert WORDS["en"]["indicators_unjoined"] in " ".join(said(panel))


def test_values_without_a_date_stand_before_the_dates(
    example_graph: MandateGraph,
) -> None:
    panel = panels(drawn(example_graph))["rba-i-f481e080cd"]
    (baseline,), (target,) = marks(panel, "baseline"), marks(panel, "target")
    assert baseline.x < target.x
    assert baseline.y > target.y
    assert {"12", "40", "no date", "Unit: towns"} <= set(said(panel))
    graph = measured(Made("baseline", "3", "3"), *TARGETS)
    (baseline,) = marks(panels(drawn(graph))["i"], "baseline")
    assert all(baseline.x < m.x for m in marks(panels(drawn(graph))["i"], "target"))


def test_undated_values_of_a_kind_stand_one_above_the_other() -> None:
    """Side by side they would look like a course of events."""
    values = [Made("measurement", n, n) for n in ("2081", "6447", "4142")]
    panel = panels(drawn(measured(*values)))["i"]
    assert len({mark.x for mark in marks(panel, "measurement")}) == 1
    assert strokes(panel, "path measurement") == []
    assert {"2081", "6447", "4142"} <= set(said(panel))


def test_values_that_are_the_same_are_printed_with_their_number() -> None:
    values = [Made("measurement", "84", "84")] * 3
    panel = panels(drawn(measured(*values)))["i"]
    assert "84 ×3" in said(panel)


def test_marks_of_several_kinds_at_one_place_are_all_seen() -> None:
    values = [Made(k, "7", "7", "2024", "2024") for k in ("baseline", "target")]
    graph = measured(*values, Made("measurement", "7", "7", "2024", "2024"))
    panel = panels(drawn(graph))["i"]
    (baseline,), (target,) = marks(panel, "baseline"), marks(panel, "target")
    (measurement,) = marks(panel, "measurement")
    assert {(m.x, m.y) for m in (baseline, target)} == {(measurement.x, measurement.y)}
    assert min(baseline.size, target.size) > measurement.size
    assert target.fill == ""
    assert said(panel).count("7") == 1


def test_values_in_words_are_quoted_and_not_plotted() -> None:
    graph = measured(
        Made("baseline", "No", "", "2014-01-30", "2014-01-30"), Made("target", "Yes")
    )
    panel = panels(drawn(graph))["i"]
    assert plots(panel) == []
    words = said(panel)
    assert "No numbers in the source:" in words
    assert "Baseline, 2014-01-30: “No”" in words
    assert "Target, no date: “Yes”" in words


def test_what_is_not_recorded_is_said() -> None:
    words = said(panels(drawn(measured(*ACTUALS)))["i"])
    assert "Not recorded: Baseline, Target" in words
    words = said(panels(drawn(measured()))["i"])
    assert "No baseline, target or measurement is recorded" in words


def test_a_unit_that_is_not_stated_is_said_to_be_so() -> None:
    assert "Unit: not stated in the source" in said(
        panels(drawn(measured(*ACTUALS)))["i"]
    )


@pytest.mark.parametrize(("better", "role"), [(True, "higher"), (False, "lower")])
def test_an_arrow_points_to_where_it_is_better(better: bool, role: str) -> None:  # noqa: FBT001 - the two cases
    panel = panels(drawn(measured(*ACTUALS, better=better)))["i"]
    (arrow,) = strokes(panel, role)
    (_, start), (_, end) = arrow.points
    assert arrow.head
    assert (end < start) == better
    assert f"{role} is better" in said(panel)


def test_no_arrow_is_drawn_when_the_source_does_not_say_what_is_better() -> None:
    panel = panels(drawn(measured(*ACTUALS)))["i"]
    assert strokes(panel, "higher") == strokes(panel, "lower") == []


def test_parts_of_a_whole_have_plots_of_their_own_and_are_never_summed() -> None:
    parts = [
        Made("measurement", n, n, "2024", "2024", part=part)
        for part, n in (("women", "11"), ("men", "12"))
    ]
    panel = panels(drawn(measured(*ACTUALS, *parts)))["i"]
    assert [len(p.items) > 0 for p in plots(panel)] == [True] * 3
    heads = [w for w in said(panel) if w in ("Whole", "women", "men")]
    assert heads == ["Whole", "men", "women"]
    assert "23" not in said(panel)


def test_values_of_different_units_share_no_scale() -> None:
    graph = measured(
        Made("baseline", "5", "5", "2020", "2020", unit="km"),
        Made("target", "5000", "5000", "2024", "2024", unit="people"),
    )
    panel = panels(drawn(graph))["i"]
    assert len(plots(panel)) == 2
    assert {"Unit: km", "Unit: people"} <= set(said(panel))


def test_values_beyond_the_third_plot_are_listed() -> None:
    values = [
        Made("measurement", str(n), str(n), "2024", "2024", part=f"part {n}")
        for n in range(5)
    ]
    panel = panels(drawn(measured(*values)))["i"]
    assert len(plots(panel)) == 3
    assert {"Measurement, 2024: 3", "Measurement, 2024: 4"} <= set(said(panel))


def test_a_figure_without_room_at_its_mark_is_listed_below_the_plot() -> None:
    crowd = [
        Made("measurement", f"{100 + n}.000 people", str(100 + n), "2024", "2024")
        for n in range(40)
    ]
    panel = panels(drawn(measured(*crowd)))["i"]
    assert len(marks(panel, "measurement")) == 40
    listed = sum(w.startswith("Measurement, 2024: ") for w in said(panel))
    (rest,) = (w for w in said(panel) if w.startswith("Values not shown"))
    at_marks = sum(w in {v.printed for v in crowd} for w in said(panel))
    assert at_marks + listed + int(rest.rpartition(" ")[2]) == len(crowd)


def test_an_axis_that_does_not_start_at_zero_is_broken_and_said_to_be() -> None:
    close = yearly("measurement", y2022="84.2", y2023="84.6", y2024="85")
    panel = panels(drawn(measured(*close)))["i"]
    assert len(strokes(panel, "broken axis")) == 1
    assert "The scale does not start at 0" in said(panel)
    panel = panels(drawn(measured(*ACTUALS)))["i"]
    assert strokes(panel, "broken axis") == []
    assert "0" in said(plots(panel)[0])


def test_a_long_period_is_a_line_and_its_mark_stands_at_the_end() -> None:
    graph = measured(
        Made("baseline", "0", "0", "2014-01-30", "2014-01-30"),
        Made("target", "40", "40", "2014-01-30", "2025-12-31"),
    )
    panel = panels(drawn(graph))["i"]
    (period,) = strokes(panel, "period target")
    (target,), (baseline,) = marks(panel, "target"), marks(panel, "baseline")
    assert period.points == [(baseline.x, target.y), (target.x, target.y)]


def test_a_period_with_an_open_end_has_an_arrow_to_that_side() -> None:
    graph = measured(Made("target", "4", "4", end="2025-06-30"), *ACTUALS)
    panel = panels(drawn(graph))["i"]
    (period,) = strokes(panel, "period target")
    (target,) = marks(panel, "target")
    assert period.head
    assert period.points[0][0] == target.x > period.points[1][0]


def test_indicators_stand_below_what_they_belong_to() -> None:
    plan = (
        *PLAN,
        ("r2", "ExpectedResult", "Other result.", "o"),
        ("i2", "Indicator", "Sign of the other.", "r2"),
        ("i3", "Indicator", "Second sign.", "r"),
        ("i4", "Indicator", "Sign of nothing.", ""),
    )
    picture = drawn(measured(plan=plan))
    links = [
        item.href.rpartition("/")[2] or item.title
        for sheet in picture.sheets
        for item in flat(sheet.group)
        if isinstance(item, Group) and item.title and item.role == ""
    ]
    alone = "Indicators without a result or an objective"
    assert links == ["r", "i", "i3", "r2", "i2", alone, "i4"]


def test_of_many_indicators_the_rest_is_counted() -> None:
    picture = drawn(large_plan(objectives=5, results=4, indicators=4))
    assert len(panels(picture)) == 60
    first = said(picture.sheets[0].group)
    assert "Indicators not drawn: 20. Choose a plan or an element to see them." in first


def test_a_focus_draws_its_indicators_only() -> None:
    picture = drawn(large_plan(objectives=2, results=2, indicators=2), focus="o1r0")
    assert sorted(panels(picture)) == ["o1r0i0", "o1r0i1"]


def test_long_words_are_cut_where_they_find_no_room_and_counted() -> None:
    long = Made("target", "word " * 200, "", "2024", "2024")
    picture = drawn(measured(long), page="a4")
    words = " ".join(said(picture.sheets[0].group))
    assert "Long texts cut short: 1" in words
    assert "(+" in words


def test_what_there_is_not_is_refused(demo_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="no indicator to draw"):
        drawn(demo_graph)
    with pytest.raises(QueryError, match="--compare: the indicators view"):
        drawn(measured(), compare="plan-x")
    with pytest.raises(UnknownNameError, match="no such plan"):
        drawn(measured(), plan="plan-none")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sign_that_is_drawn_is_in_the_key(lang: str) -> None:
    graph = measured(Made("baseline", "3", "3", "2021", "2021"), *TARGETS, *ACTUALS)
    words = [
        item.words
        for sheet in drawn(graph, lang).sheets
        for item in flat(sheet.group)
        if isinstance(item, Line)
    ]
    for kind in ("baseline", "target", "measurement"):
        assert say(lang, f"indicators_key_{kind}") in words


def test_a_plot_is_named_by_its_values_for_those_who_do_not_see_it() -> None:
    (plot,) = plots(panels(drawn(measured(*ACTUALS)))["i"])
    assert plot.title == (
        "Measurement, 2022: 12; Measurement, 2023: 9; Measurement, 2024: 31"
    )


def test_the_same_graph_gives_the_same_picture() -> None:
    graph = measured(*TARGETS, *ACTUALS)
    assert to_svg(drawn(graph, "fr")) == to_svg(drawn(graph, "fr"))


@given(
    st.lists(
        st.floats(-1e12, 1e12, allow_nan=False).map(lambda n: round(n, 4)), min_size=1
    )
)
@settings(max_examples=150, deadline=None)
def test_a_scale_holds_its_numbers_and_zero_or_is_broken(numbers: list[float]) -> None:
    scale = scale_of(numbers)
    assert all(-1e-6 <= scale.share(n) <= 1 + 1e-6 for n in numbers)
    assert scale.broken == (scale.ticks[0] > 0)
    assert len(scale.ticks) <= 7
    assert all(a < b for a, b in pairwise(scale.ticks))


@given(st.floats(0, 3000), st.floats(0, 2000), st.integers(1, 12))
def test_years_hold_the_values_and_are_named_as_often_as_there_is_room(
    first: float, more: float, most: int
) -> None:
    low, high, step = years(first, first + more, most)
    assert low <= first + 1e-6
    assert high >= first + more - 1e-6
    assert (high - low) / step <= most


@pytest.mark.parametrize(
    ("start", "end", "at"),
    [
        ("2024", "2024", 2024.5),
        ("2024-01", "2024-01", 2024 + 1 / 24),
        ("2024-01-01", "2024-01-01", 2024.0),
        ("2014-01-01", "2016", 2017.0),
        ("", "2020", 2021.0),
        ("2020", "", 2020.0),
        ("", "", None),
        ("last summer", "2024-13-01", None),
    ],
)
def test_a_mark_stands_in_the_middle_of_a_year_and_at_the_end_of_more(
    start: str, end: str, at: float | None
) -> None:
    assert Value("target", "1", 1.0, start, end).at == (
        None if at is None else pytest.approx(at)
    )


def test_ids_of_the_made_graph_are_those_of_the_project() -> None:
    (panel,) = panels(drawn(measured(*ACTUALS))).values()
    assert panel.href == f"{ID}i"
