"""Rows of questions about plans: their parts, links between them and evidence."""

from __future__ import annotations

from question_cases import (
    BASIN,
    DELTA,
    DELTAS,
    FLOOD,
    NEXT,
    O1,
    O2,
    OBJECTIVE,
    RESULT,
    SHARE,
    TOWNS,
    WATER,
    Case,
    M,
    P,
    Value,
)

# link, stated, accepted, left open, proposed, other, percentage stated
SHARES: list[tuple[Value, ...]] = [
    ("dct:references", 1, 0, 0, 0, 0, 100),
    ("mg:alignedWith", 2, 1, 0, 0, 0, 67),
    ("mg:continues", 0, 4, 0, 0, 0, 0),
    ("mg:expectedResultOf", 4, 0, 1, 1, 1, 80),
    ("mg:hasBeneficiary", 1, 0, 0, 0, 0, 100),
    ("mg:hasPerformer", 1, 0, 0, 0, 0, 100),
    ("mg:hasStakeholder", 1, 0, 0, 0, 0, 100),
    ("mg:indicatorOf", 5, 0, 0, 0, 0, 100),
    ("mg:involves", 1, 0, 0, 0, 0, 100),
    ("mg:planOf", 2, 1, 0, 0, 0, 67),
    ("mg:sameIntentAs", 0, 1, 0, 0, 0, 0),
    ("mg:serves", 4, 0, 0, 0, 0, 100),
    ("mg:similarTo", 0, 0, 0, 1, 1, None),
    ("mg:subObjectiveOf", 1, 0, 0, 0, 0, 100),
]

PLANS = [
    Case(
        "plans",
        {},
        [
            (DELTA, DELTAS, "doc-dlt", "fr", 0, 1, 0, 0),
            (P, BASIN, "doc-rba", "en", 1, 2, 3, 1),
            (NEXT, BASIN, "doc-rbb", "en", 1, 3, 2, 4),
        ],
    ),
    Case(
        "plans",
        {},
        [
            (DELTA, DELTAS, "doc-dlt", "fr", 0, 1, 0, 0),
            (P, BASIN, "doc-rba", "en", 1, 2, 3, 1),
            (NEXT, BASIN, "doc-rbb", "en", 1, 3, 2, 4),
            ("plan-void", None, None, None, 0, 0, 0, 0),
        ],
        with_="<plan-void> a mg:Plan .",
    ),
    Case(
        "plan_outline",
        {"plan": P},
        [
            (P, "mg:Mandate", None, M, None, 8),
            (P, OBJECTIVE, 1, O1, M, 71),
            (P, OBJECTIVE, 2, O2, M, 192),
            (P, RESULT, None, FLOOD, O1, 94),
            (P, RESULT, None, WATER, O2, 223),
            (P, RESULT, None, SHARE, None, 265),
            (P, "mg:Indicator", None, TOWNS, FLOOD, 138),
        ],
    ),
    Case("mandate_of_plan", {}, [(P, M, BASIN), (NEXT, "rbb-m", BASIN)]),
    Case("mandate_of_plan", {"of": BASIN}, [(P, M, BASIN), (NEXT, "rbb-m", BASIN)]),
    Case("mandate_of_plan", {"of": P}, [(P, M, BASIN)]),
    Case("mandate_of_plan", {"of": "org-other"}, []),
    Case(
        "objectives_of_plan",
        {"plan": P},
        [
            (P, 1, O1, "OBJECTIVE 1@en", None),
            (P, 2, O2, "OBJECTIVE 2@en", "mg:textNotExtracted"),
        ],
    ),
    Case("objectives_of_plan", {"plan": "plan-other"}, []),
    Case(
        "indicator_values",
        {"indicator": TOWNS},
        [
            (TOWNS, "mg:Baseline", 12, "12", "unit-towns", None, None),
            (TOWNS, "mg:Target", 40, "40", "unit-towns", None, None),
        ],
    ),
    Case(
        "indicator_values",
        {"indicator": "rba-i-new"},
        [("rba-i-new", "mg:Target", None, "most", None, "2026-01-01", None)],
        with_="<rba-i-new-v> a mg:Target ; mg:valueOf <rba-i-new> ; "
        'mg:printedValue "most" ; dct:temporal <rba-i-new-v-period> . '
        '<rba-i-new-v-period> dcat:startDate "2026-01-01"^^xsd:date .',
    ),
    Case(
        "results_of_objective",
        {},
        [(O1, FLOOD), (O2, WATER), ("rbb-o1-1", "rbb-r1"), ("rbb-o2", "rbb-r2")],
    ),
    Case("results_of_objective", {"objective": O2}, [(O2, WATER)]),
    Case("open_results", {}, [(P, SHARE, f"{O1} {O2}", True)]),
    Case(
        "open_results",
        {"plan": P},
        [(P, SHARE, f"{O1} {O2}", True), (P, "rba-r-new", "", None)],
        with_=f"<rba-r-new> a mg:ExpectedResult ; mg:elementOf <{P}> ; mg:evidence "
        "<text/e96ba1287aac20ab#char=265,302> .",
    ),
    Case(
        "proposed_links",
        {},
        [
            (
                "rbb-o2",
                "mg:similarTo",
                "dlt-o1",
                "mg:basisTextSimilarity",
                0.4,
                "agent-matcher",
                None,
                None,
            ),
            (
                SHARE,
                "mg:expectedResultOf",
                O2,
                "mg:basisTextSimilarity",
                0.3,
                "agent-matcher",
                "shared terms: none",
                None,
            ),
        ],
    ),
    Case(
        "proposed_links",
        {"status": "accepted"},
        [
            (
                P,
                "mg:planOf",
                "org-rba",
                "mg:basisExternalMetadata",
                0.9,
                "person-a",
                "named on the cover, which is not in the text",
                None,
            ),
            *(
                (
                    new,
                    "mg:continues",
                    old,
                    "mg:basisExpert",
                    0.9,
                    "person-a",
                    None,
                    None,
                )
                for new, old in (
                    ("rbb-i1", TOWNS),
                    ("rbb-m", M),
                    ("rbb-o1", O1),
                    ("rbb-r1", FLOOD),
                )
            ),
            (
                "rbb-r2",
                "mg:alignedWith",
                "water-1-2",
                "mg:basisExpert",
                0.8,
                "person-a",
                None,
                None,
            ),
            (
                "rbb-o1",
                "mg:sameIntentAs",
                "dlt-o1",
                "mg:basisExpert",
                0.7,
                "person-a",
                "both want less flood damage",
                None,
            ),
        ],
    ),
    Case("proposed_links", {"status": "mg:rejected"}, []),
    Case(
        "results_with_proposals",
        {},
        [
            (O1, FLOOD, "mg:stated", None),
            (O2, WATER, "mg:stated", None),
            ("rbb-o1-1", "rbb-r1", "mg:stated", None),
            ("rbb-o2", "rbb-r2", "mg:stated", None),
        ],
    ),
    Case(
        "results_with_proposals",
        {"objective": O2, "minimum": "0.3"},
        [(O2, WATER, "mg:stated", None), (O2, SHARE, "mg:proposed", 0.3)],
    ),
    Case(
        "results_with_proposals",
        {"objective": O2, "minimum": "0.31"},
        [(O2, WATER, "mg:stated", None)],
    ),
    Case(
        "everything_below",
        {"element": M},
        [
            (M, O1, OBJECTIVE, M),
            (M, O2, OBJECTIVE, M),
            (M, FLOOD, RESULT, O1),
            (M, WATER, RESULT, O2),
            (M, TOWNS, "mg:Indicator", FLOOD),
        ],
    ),
    Case("everything_below", {"element": O2}, [(O2, WATER, RESULT, O2)]),
    Case("everything_below", {"element": TOWNS}, []),
    Case("shares_of_links", {}, SHARES),
    Case(
        "shares_of_links",
        {},
        [SHARES[0], ("mg:alignedWith", 2, 1, 0, 1, 0, 67), *SHARES[2:]],
        with_=f"<claim-x> a mg:Claim ; mg:claimSubject <{O1}> ; mg:status mg:proposed ;"
        " mg:claimPredicate mg:alignedWith ; mg:claimObject <term-0001> .",
    ),
    Case(
        "evidence_of",
        {"statement": O1},
        [(O1, "Reduce flood damage.", 71, 91, "doc-rba", "river-basin.txt")],
    ),
    Case(
        "evidence_of",
        {"statement": "claim-d4937d6dd2fe"},
        [("claim-d4937d6dd2fe", "OBJECTIVE 1", 58, 69, "doc-rba", "river-basin.txt")],
    ),
]
