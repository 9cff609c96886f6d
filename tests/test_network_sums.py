"""Sums of a roll-up: only of what is known to agree; what is in none is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from conftest import LANGUAGES
from linked_plans import Linked, linked_graph
from mandategraph.language import LanguagePolicy
from mandategraph.network import roll_up
from mandategraph.network.sums import Sums, is_share

ENGLISH = LanguagePolicy(["en"])
# two indicators of one result
CHAIN = """
O1 serves M stated
R1 expectedResultOf O1 stated
I1 indicatorOf R1 stated
I2 indicatorOf R1 stated
"""
VALUES = """
I1 Target 40 towns @2025
I2 Target 2.5 towns @2025
I1 Baseline 10 towns @2020
I2 Baseline 5 villages @2020
"""


def sums(values: str) -> Sums:
    graph = linked_graph(Linked(CHAIN), values=values)
    (roll,) = roll_up(graph, ENGLISH, values=True).rolls
    assert roll.sums is not None
    return roll.sums


def test_numbers_are_added_up_where_units_agree_each_indicator_once() -> None:
    (one,) = sums(VALUES).sums
    assert (one.of.kind, one.of.unit, one.of.period) == ("target", "towns", "2025")
    assert (one.total, one.indicators) == (Decimal("42.5"), 2)


def test_what_is_in_no_sum_is_counted() -> None:
    found = sums(VALUES)
    assert (found.left_out, found.undated) == (2, 0)


def test_values_of_several_years_are_added_up_when_both_ends_agree() -> None:
    found = sums("I1 Target 4 towns @2021/2025\nI2 Target 3 towns @2021/2025")
    (one,) = found.sums
    assert (one.of.period, one.total) == ("2021/2025", Decimal(7))


@pytest.mark.parametrize(
    "values",
    [
        "I1 Target 40 @2025\nI2 Target 2 @2025",  # no unit
        "I1 Target 40 % @2025\nI2 Target 2 % @2025",  # shares
        "I1 Target 40 success_rate @2025\nI2 Target 2 success_rate @2025",
        "I1 Target 40 towns north @2025\nI2 Target 2 towns south @2025",  # other parts
        # which of two?
        "I1 Target 40 towns @2025\nI1 Target 41 towns @2025\nI2 Target 2 towns @2025",
        "I1 Target 40 towns @2025\nI2 Measurement 2 towns @2025",
        "I1 Target 40 towns @2025\nI2 Target 2 towns @2026",
        "I1 Target 40 towns @2025 @2026\nI2 Target 2 towns @2025",  # which year?
    ],
)
def test_numbers_that_do_not_agree_are_not_added_up(values: str) -> None:
    found = sums(values)
    assert found.sums == ()
    assert found.left_out == len(values.splitlines())
    assert found.undated == 0


@pytest.mark.parametrize("period", ["", "@2025/", "@/2025"])
def test_values_of_unknown_period_are_not_added_up_and_are_told(period: str) -> None:
    values = f"I1 Target 4 towns {period}\nI2 Target 3 towns {period}"
    found = sums(values)
    assert (found.sums, found.left_out, found.undated) == ((), 2, 2)
    for lang in LANGUAGES:
        graph = linked_graph(Linked(CHAIN), values=values)
        told = roll_up(graph, LanguagePolicy([lang]), values=True).sentences
        assert sum("2" in sentence for sentence in told[-2:]) == 2


def test_the_sentence_on_unknown_periods_says_what_it_counts() -> None:
    graph = linked_graph(Linked(CHAIN), values="I1 Target 4 towns")
    told = roll_up(graph, ENGLISH, values=True).sentences
    assert told[-2] == (
        "Values whose period is not fully known are in no sum, at most for one"
        " target: 1."
    )


def test_nothing_is_added_up_unless_asked() -> None:
    graph = linked_graph(Linked(CHAIN), values=VALUES)
    assert roll_up(graph, ENGLISH).rolls[0].sums is None


@pytest.mark.parametrize(
    "name",
    [
        *("%", "Percentage", "percentage points", "Ratio", "girls/boys", "Gini index"),
        *("mortality rates", "deaths per 100,000", "Human Development Index"),
        *("pourcentage", "taux de réussite", "indices", "habitants par médecin"),
        *("porcentaje", "tasa", "Índice de pobreza", "razón", "casos por cada 1.000"),
        *("المعدل", "معدّل النجاح", "نسبة مئوية", "النِّسبة", "بالمئة", "في المائة"),
        *("المؤشر", "وفيات لكل 1000 نسمة", "٪", "متوسط"),
    ],
)
def test_shares_rates_ratios_and_indices_are_known_by_their_words(name: str) -> None:
    assert is_share("https://example.org/unit/1", ["a name without a sign", name])


@pytest.mark.parametrize(
    "name",
    [
        *(
            "towns",
            "people",
            "Millions of United States dollars",
            "operators",
            "Number",
        ),
        *("villes", "personnes", "partenaires", "días", "personas", "portales"),
        *("مدارس", "أشخاص", "الدول", "كتاب", "دولارات", "مؤتمرات"),
    ],
)
def test_what_is_counted_is_no_share(name: str) -> None:
    assert not is_share("https://example.org/plan-per-x-unit-27992c174b", [name])


@pytest.mark.parametrize(
    ("unit", "share"),
    [
        ("http://qudt.org/vocab/unit/PERCENT", True),
        ("http://qudt.org/vocab/unit/PPM", True),
        ("http://qudt.org/vocab/unit/TON_Metric-PER-HA", True),
        ("http://www.ontology-of-units-of-measure.org/resource/om-2/percent", True),
        ("https://example.org/codes#PER_100000_POP", True),
        ("http://qudt.org/vocab/unit/TON_Metric", False),
        ("https://example.org/codes#PERSONS", False),
    ],
)
def test_the_code_of_a_unit_decides_where_it_has_one(unit: str, share: bool) -> None:  # noqa: FBT001 - the expected answer
    assert is_share(unit, []) is share
