"""Printed numbers, days and periods: typed only where there is no doubt."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.read.numbers import (
    canonical,
    iso_date,
    iso_day,
    number_of,
    period_of,
    period_text,
)


@pytest.mark.parametrize(
    ("printed", "lang", "number"),
    [
        ("1250", "en", "1250"),
        ("007", "", "7"),
        ("+3.50", "", "3.5"),
        (".5", "", "0.5"),
        ("5.", "", "5"),
        ("0.00", "", "0"),
        ("-0.0", "", "0"),
        (" 41.50 ", "", "41.5"),
        ("\u22120.50", "en", "-0.5"),
        ("123456789012345678901234567890", "", "123456789012345678901234567890"),
        ("1,250", "en", "1250"),
        ("1,250", "fr", None),  # a fraction, or thousands
        ("1,250", "", None),
        ("1.250", "de", None),
        ("1.250", "en", "1.25"),
        ("1.250", "", "1.25"),  # XML Schema's notation: a point is the decimal point
        ("0.250", "de", "0.25"),
        ("10,000.00", "", "10000"),
        ("30,000,000", "", "30000000"),
        ("1.250.000", "", "1250000"),
        ("1.250,5", "", "1250.5"),
        ("1,250,000.5", "fr", "1250000.5"),
        ("1 250 000", "fr", "1250000"),
        ("12\u202f400", "fr", "12400"),
        ("12,5", "fr", "12.5"),
        ("45 %", "en", "45"),
        ("1,300.5%", "", "1300.5"),
        ("٤٥", "ar", "45"),
        ("1E3", "", "1000"),
        ("2.5e-2", "", "0.025"),
    ],
)
def test_one_number_is_typed(printed: str, lang: str, number: str) -> None:
    assert number_of(printed, lang) == number


@pytest.mark.parametrize(
    "printed",
    [
        *("5-7", "2025-03", "about 5", "1.2 million", "1250 households", "USD 5"),
        *("N=35;P=55", "3 of 4", "> 5", "n/a", "-", ".", "", "--1", "1.2.3"),
        *("1,25,000", "10,00,000.00", "1,2345,678", "9" * 100, "\u00bd"),
        *("1e999", "NaN", "Infinity", "0x10", "1_000"),
    ],
)
def test_what_is_not_one_number_is_not_typed(printed: str) -> None:
    assert number_of(printed, "en") is None
    assert canonical(printed) is None


@pytest.mark.parametrize("printed", ["1,000", "1 000", "12 %", "12,000"])
def test_a_plain_number_has_neither_groups_nor_a_sign_of_per_cent(printed: str) -> None:
    assert canonical(printed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_decimal_keeps_its_value(value: Decimal) -> None:
    printed = f"{value:f}"
    found = canonical(printed)
    if found is None:
        assert len(printed) > 60
        return
    assert Decimal(found) == value
    assert canonical(found) == found == number_of(printed)


@given(st.text(max_size=50), st.sampled_from(["", "en", "fr"]))
def test_any_text_is_a_number_or_none(text: str, lang: str) -> None:
    found = number_of(text, lang)
    assert found is None or re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", found)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024-02-29Z", "2024-02-29"),
        ("2024-02-29+02:00", "2024-02-29"),
        ("2024-02-29T11:25:00-08:00", "2024-02-29"),
        ("2024-02-29T23:59:59.5Z", "2024-02-29"),
        (" 2024-02-29 ", "2024-02-29"),
        ("2023-02-29", None),
        ("2024-02-30T00:00:00Z", None),
        ("29/02/2024", None),
        ("2024-2-9", None),
        ("2024", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_days_are_those_of_the_calendar(printed: str, day: str | None) -> None:
    assert iso_day(printed) == day


@given(st.text("0123456789-Qq ", max_size=10))
def test_dates_are_days_months_or_years(text: str) -> None:
    if (found := iso_date(text)) is not None:
        assert len(found) in (4, 7, 10)
        assert all(part.isdigit() for part in found.split("-"))


@pytest.mark.parametrize(
    ("typed_as", "start", "end"),
    [
        ("2026", "2026", "2026"),
        ("2026-03", "2026-03", "2026-03"),
        ("2026-03-31T00:00:00Z", "2026-03-31", "2026-03-31"),
        ("2026-01/2026-06", "2026-01", "2026-06"),
        ("2022 - 2025", "2022", "2025"),
        ("../2030", None, "2030"),
        ("2026/", "2026", None),
    ],
)
def test_periods(typed_as: str, start: str | None, end: str | None) -> None:
    period = period_of(typed_as)
    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert period_of(period_text(period)) == period


@pytest.mark.parametrize(
    "wrong", ["spring", "2026-13", "2026-02-30", "26", "1/2/3", ""]
)
def test_what_is_no_period(wrong: str) -> None:
    assert period_of(wrong) is None
