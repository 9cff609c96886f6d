"""Rows of questions about indicators: their values over time and their progress."""

from __future__ import annotations

from question_cases import FLOOD, HECTARES, NEXT, NO_UNIT, TOWNS, TOWNS_UNIT, Case, P

VALUES = [
    Case(
        "indicator_series",
        {},
        [
            (P, TOWNS, None, None, "40", "", TOWNS_UNIT, 1),
            (NEXT, "rbb-i1", "2024", "2024", "20", "20", TOWNS_UNIT, 2),
            (NEXT, "rbb-i1", "2025-01-01", "2025-06-30", "", "24", TOWNS_UNIT, 1),
            (NEXT, "rbb-i1", "2026", "2026", "40", "", TOWNS_UNIT, 1),
            (NEXT, "rbb-i2", "2025", "2025", "", "2", NO_UNIT, 1),
            (NEXT, "rbb-i2", "2026", "2026", "0", "", NO_UNIT, 1),
            (NEXT, "rbb-i3", "2024", "2024", "48 ha", "45 ha", HECTARES, 2),
            (NEXT, "rbb-i3", "2026", "2026", "50 ha", "", HECTARES, 1),
            (NEXT, "rbb-i4", None, None, "high", "", NO_UNIT, 1),
        ],
    ),
    Case(
        "indicator_series",
        {"indicator": "rbb-i4"},
        [(NEXT, "rbb-i4", None, None, "high", "", NO_UNIT, 1)],
    ),
    # 24 of the way from 12 to 40 is 12 of 28; from 8 down to 0, 2 is three quarters
    Case(
        "progress_of_indicators",
        {},
        [
            (P, TOWNS, 12, None, None, 40, None, TOWNS_UNIT, None),
            (NEXT, "rbb-i1", 12, 24, "2025-06-30", 40, "2026", TOWNS_UNIT, 43),
            (NEXT, "rbb-i2", 8, 2, "2025", 0, "2026", NO_UNIT, 75),
            (NEXT, "rbb-i3", 50, 45, "2024", 50, "2026", HECTARES, None),
        ],
    ),
    Case(
        "progress_of_indicators",
        {"plan": P},
        [(P, TOWNS, 12, None, None, 40, None, TOWNS_UNIT, None)],
    ),
    # half of the three years from the end of 2023 have passed: 12 + 28 / 2
    Case(
        "indicators_off_track",
        {},
        [
            (NEXT, "rbb-i1", 24, "2025-06-30", 26, 12, 40, "2026", TOWNS_UNIT),
            (NEXT, "rbb-i3", 45, "2024", 50, 50, 50, "2026", HECTARES),
        ],
    ),
    Case(
        "indicators_off_track",
        {"plan": NEXT},
        [(NEXT, "rbb-i1", 24, "2025-06-30", 26, 12, 40, "2026", TOWNS_UNIT)],
        without="<rbb-i3> mg:higherIsBetter true .",
    ),
    Case(
        "targets_missed",
        {},
        [(NEXT, "rbb-i3", "2024", "2024", 48, 45, HECTARES)],
    ),
    Case(
        "targets_missed",
        {},
        [
            (NEXT, "rbb-i2", "2026", "2026", 0, 1, NO_UNIT),
            (NEXT, "rbb-i3", "2024", "2024", 48, 45, HECTARES),
        ],
        with_="<rbb-i2-x> a mg:Measurement ; mg:valueOf <rbb-i2> ; mg:value 1.0 ; "
        "mg:unit mg:unitNotStated ; dct:temporal <rbb-i2-t-period> .",
    ),
    Case(
        "changes_of_values",
        {},
        [(NEXT, "rbb-i1", "2024", 20, "2025-06-30", 24, 4, TOWNS_UNIT)],
    ),
    *(
        Case(
            "values_by_part",
            by,
            [
                (
                    "rbb-i4",
                    "sex",
                    f"sex-{sex}",
                    "mg:Measurement",
                    value,
                    str(value),
                    NO_UNIT,
                    "2024",
                    "2024",
                )
                for sex, value in values
            ],
        )
        for by, values in (
            ({}, [("men", 60), ("women", 70)]),
            ({"by": "sex"}, [("men", 60), ("women", 70)]),
            ({"by": "sex-women"}, [("women", 70)]),
            ({"indicator": "rbb-i1"}, []),
        )
    ),
    Case(
        "indicators_lacking_values",
        {},
        [
            (P, TOWNS, FLOOD, "mg:Measurement"),
            (NEXT, "rbb-i4", "rbb-r2", "mg:Baseline"),
        ],
    ),
]
