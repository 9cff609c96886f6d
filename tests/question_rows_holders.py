"""Rows of questions about types, periods, organisations and the goals addressed."""

from __future__ import annotations

from question_cases import BASIN, DELTA, DELTAS, NEXT, O1, O2, SEMAPV, Case, P

HOLDERS = [
    Case(
        "results_by_type",
        {},
        [
            (P, "mg:typeUnspecified", 3),
            (NEXT, "mg:outcome", 1),
            (NEXT, "mg:output", 1),
        ],
    ),
    *(
        Case(
            "plans_in_force",
            {"on": day},
            [
                *((NEXT, "2024", "2026", None) for _ in range(known)),
                (DELTA, None, None, "mg:notStated"),
                (P, None, None, "mg:notStated"),
            ],
        )
        for day, known in (
            ("2023-12-31", 0),
            ("2024-01-01", 1),
            ("2026-12-31", 1),
            ("2027-01-01", 0),
        )
    ),
    Case(
        "plans_in_force",
        {"on": "2030-01-01"},
        [(NEXT, "2024", None, None)],
        without='<plan-rbb-period> dcat:endDate "2026"^^xsd:gYear . '
        "<plan-rba> a mg:Plan . <plan-dlt> a mg:Plan .",
    ),
    Case(
        "those_involved",
        {},
        [
            (DELTA, "mg:involves", BASIN),
            (NEXT, "mg:hasStakeholder", DELTAS),
            ("rbb-o1-1", "mg:hasBeneficiary", "group-towns"),
            ("rbb-o1-1", "mg:hasPerformer", BASIN),
        ],
    ),
    Case("those_involved", {"of": DELTA}, [(DELTA, "mg:involves", BASIN)]),
    Case(
        "organisations",
        {},
        [
            ("group-towns", "mg:hasBeneficiary", 1),
            (BASIN, "mg:hasPerformer", 1),
            (BASIN, "mg:involves", 1),
            (BASIN, "mg:planOf", 2),
            (DELTAS, "mg:hasStakeholder", 1),
            (DELTAS, "mg:planOf", 1),
        ],
    ),
    Case(
        "organisations",
        {"agent": DELTAS},
        [(DELTAS, "mg:hasStakeholder", 1), (DELTAS, "mg:planOf", 1)],
    ),
    Case("sizes_by_organisation", {}, [(BASIN, 2, 5, 5, 5), (DELTAS, 1, 1, 0, 0)]),
    Case("sizes_by_organisation", {"more": "2"}, [(BASIN, 2, 5, 5, 5)]),
    Case(
        "objectives_by_holder",
        {},
        [
            (BASIN, P, 1, O1),
            (BASIN, P, 2, O2),
            (BASIN, NEXT, 1, "rbb-o1"),
            (BASIN, NEXT, 2, "rbb-o2"),
            (BASIN, NEXT, None, "rbb-o1-1"),
            (DELTAS, DELTA, 1, "dlt-o1"),
        ],
    ),
    Case("objectives_by_holder", {"holder": DELTAS}, [(DELTAS, DELTA, 1, "dlt-o1")]),
    Case("documents_cited", {}, [("resolution-7", NEXT, "See resolution 7.")]),
    Case("documents_cited", {"of": DELTA}, []),
    Case(
        "goals_addressed",
        {"of": BASIN},
        [(BASIN, "water-1-2", "rbb-r2", "mg:planOf")],
    ),
    Case(
        "goals_addressed",
        {"of": "rbb-m"},
        [("rbb-m", "water-1-2", "rbb-r2", "mg:contributesToTransitive")],
    ),
    Case(
        "goals_addressed",
        {"of": DELTA},
        [
            (DELTA, "water-1-1", DELTA, "mg:alignedWith"),
            (DELTA, "water-1-2", "dlt-o1", "mg:elementOf"),
        ],
    ),
    Case("goals_shared", {}, [("water-1-2", 2, f"{BASIN} {DELTAS}")]),
    Case(
        "goals_shared",
        {"minimum": "1"},
        [("water-1-2", 2, f"{BASIN} {DELTAS}"), ("water-1-1", 1, DELTAS)],
    ),
    Case("goals_shared", {"minimum": "3"}, []),
    Case("goals_without_plans", {}, [("water", "2", "water-2")]),
    Case("goals_without_plans", {"scheme": "terms-rba"}, []),
    Case(
        "plans_on_theme",
        {"theme": "water-1"},
        [
            ("water-1", DELTA, DELTAS, None, "water-1-1"),
            ("water-1", DELTA, DELTAS, "dlt-o1", "water-1-2"),
            ("water-1", NEXT, BASIN, "rbb-r2", "water-1-2"),
        ],
    ),
    Case(
        "plans_on_theme",
        {"theme": "term-0001"},
        [("term-0001", NEXT, BASIN, "rbb-o1-1", "term-0001")],
    ),
    Case(
        "alignments_as_sssom",
        {},
        [
            (
                "dlt-o1",
                "mg:alignedWith",
                "water-1-2",
                f"{SEMAPV}UnspecifiedMatching",
                None,
                "agent-text-reader",
                None,
                "mg:stated",
                None,
            ),
            (
                DELTA,
                "mg:alignedWith",
                "water-1-1",
                f"{SEMAPV}UnspecifiedMatching",
                None,
                "agent-text-reader",
                None,
                "mg:stated",
                None,
            ),
            (
                "rbb-r2",
                "mg:alignedWith",
                "water-1-2",
                f"{SEMAPV}ManualMappingCuration",
                0.8,
                "person-a",
                "person-b",
                "mg:accepted",
                None,
            ),
            (
                "water-1-2",
                "skos:closeMatch",
                "http://metadata.un.org/sdg/6.6",
                f"{SEMAPV}UnspecifiedMatching",
                None,
                None,
                None,
                None,
                None,
            ),
            (
                "water-2",
                "skos:exactMatch",
                "http://metadata.un.org/sdg/11",
                f"{SEMAPV}UnspecifiedMatching",
                None,
                None,
                None,
                None,
                None,
            ),
        ],
    ),
    Case(
        "matching_concepts",
        {"concept": "water-2"},
        [("water-2", "skos:exactMatch", "http://metadata.un.org/sdg/11")],
    ),
    Case(
        "matching_concepts",
        {"concept": "http://metadata.un.org/sdg/6.6"},
        [("http://metadata.un.org/sdg/6.6", "skos:closeMatch", "water-1-2")],
    ),
]
