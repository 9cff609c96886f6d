"""The rows that each question must give, derived by reading the fixtures.

They are `data/example.trig` and what happens to its plan in `data/follow_up.trig`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Value = str | int | float | bool | None


class Case(NamedTuple):
    """Rows that a question must give, and what is changed in the example before."""

    question: str
    params: Mapping[str, str]
    rows: Sequence[tuple[Value, ...]]
    without: str = ""
    with_: str = ""


P, M, O1, O2 = "plan-rba", "rba-m", "rba-o1", "rba-o2"
FLOOD, WATER = "rba-r-228fa6e9f8", "rba-r-da4a253b8c"
SHARE, TOWNS = "rba-r-76b2f8f7a3", "rba-i-f481e080cd"
NEXT, DELTA, BASIN, DELTAS = "plan-rbb", "plan-dlt", "org-rba", "prog-dlt"
TOWNS_UNIT, NO_UNIT, HECTARES = "unit-towns", "mg:unitNotStated", "unit-ha"
FIRST_DAY, LATER_DAY = "2026-11-01T00:00:00Z", "2026-11-12T00:00:00Z"
SEMAPV = "https://w3id.org/semapv/vocab/"
KEEP = "Keep the river basin safe for people and nature.@en"
STATED, LEFT_OPEN = "not stated in the source", "left open by the source"
RESULT, OBJECTIVE = "mg:ExpectedResult", "mg:Objective"
NO_LINK_TO_2 = f"<{WATER}> mg:expectedResultOf <{O2}> ."
NO_OPEN_LINK = f"<open-e721522c8f6c> mg:candidate <{O2}> ."

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
ADDED = ("i2", "i3", "i4", "o1-1", "o2", "r2")
UNDATED: list[tuple[Value, ...]] = [
    (
        P,
        M,
        "ar",
        "الحفاظ على سلامة حوض النهر من أجل الناس والطبيعة.@ar",
        "mg:machineTranslation",
        "agent-mt",
        None,
    ),
    (
        P,
        WATER,
        "ar",
        "يستهلك المزارعون كمية أقل من المياه.@ar",
        "mg:humanTranslation",
        "person-a",
        None,
    ),
    (
        P,
        FLOOD,
        "es",
        "Las alertas de inundación llegan a todos los pueblos.@es",
        "mg:machineTranslation",
        "agent-mt",
        None,
    ),
]
TEXT, SHA256 = (
    "text/973043b8ecb62c9c",
    "973043b8ecb62c9ce0036d2e3c069896d954b4a2c887a5000fe99c706229ab8b",
)

CASES = [
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
    Case(
        "statements_about",
        {"words": "FLOOD"},
        [
            (P, O1, "Reduce flood damage.@en", "mg:issuer", "mg:original"),
            (
                P,
                FLOOD,
                "Flood warnings reach every town.@en",
                "mg:issuer",
                "mg:original",
            ),
            (
                NEXT,
                "rbb-o1",
                "Reduce flood damage in all towns.@en",
                "mg:issuer",
                "mg:original",
            ),
        ],
    ),
    Case(
        "statements_about",
        {"words": "RÉDUIRE", "lang": "fr"},
        [
            (
                DELTA,
                "dlt-o1",
                "Réduire les dommages des crues.@fr",
                "mg:issuer",
                "mg:original",
            ),
            (
                P,
                O1,
                "Réduire les dommages dus aux inondations.@fr",
                "mg:issuer",
                "mg:humanTranslation",
            ),
        ],
    ),
    Case(
        "statements_about",
        {"words": "المياه"},
        [
            (
                P,
                WATER,
                "يستهلك المزارعون كمية أقل من المياه.@ar",
                "mg:thirdParty",
                "mg:humanTranslation",
            )
        ],
    ),
    Case("statements_about", {"words": "flood", "lang": "es"}, []),
    Case(
        "statements_about",
        {"words": "inundación"},
        [],
        with_=f"<{FLOOD}-es> mg:reviewState mg:stateRejected .",
    ),
    Case(
        "unread_words",
        {},
        [
            ("doc-rba", 69, 70, ":"),
            ("doc-rba", 136, 137, ":"),
            ("doc-rbb", 724, 733, "Goal 1.2."),
        ],
    ),
    Case(
        "reading_warnings", {}, [("doc-rbb", "cited-goal: a goal without a framework")]
    ),
    Case("reading_warnings", {"document": "doc-rba"}, []),
    Case(
        "translation_status",
        {},
        [
            (DELTA, "fr", "mg:issuer", "mg:original", None, 1),
            (P, "ar", "mg:thirdParty", "mg:humanTranslation", "mg:stateCandidate", 1),
            (P, "ar", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "en", "mg:issuer", "mg:original", None, 6),
            (P, "es", "mg:thirdParty", "mg:humanTranslation", "mg:stateReviewed", 1),
            (P, "es", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "fr", "mg:issuer", "mg:humanTranslation", "mg:stateReviewed", 2),
            (NEXT, "en", "mg:issuer", "mg:original", None, 10),
            (
                NEXT,
                "fr",
                "mg:thirdParty",
                "mg:machineTranslation",
                "mg:stateCandidate",
                1,
            ),
            (NEXT, "fr", "mg:thirdParty", "mg:postEdited", "mg:stateReviewed", 1),
        ],
    ),
    Case(
        "translation_status",
        {"plan": P, "lang": "fr"},
        [(P, "fr", "mg:issuer", "mg:humanTranslation", "mg:stateReviewed", 2)],
    ),
    Case(
        "language_coverage",
        {"plan": P},
        [
            (P, "ar", 2, 7, 29),
            (P, "en", 6, 7, 86),
            (P, "es", 2, 7, 29),
            (P, "fr", 2, 7, 29),
        ],
    ),
    Case(
        "forms_of_element",
        {"element": O2},
        [
            (
                O2,
                "fr",
                "OBJECTIF 2@fr",
                "mg:labelForm",
                "mg:issuer",
                "mg:humanTranslation",
                "mg:stateReviewed",
            ),
            (
                O2,
                "en",
                "OBJECTIVE 2@en",
                "mg:sourceLabel",
                "mg:issuer",
                "mg:original",
                None,
            ),
        ],
    ),
    Case(
        "forms_of_element",
        {"element": M, "lang": "es"},
        [
            (
                M,
                "es",
                "Mantener la cuenca segura para las personas y la naturaleza.@es",
                "mg:textForm",
                "mg:thirdParty",
                "mg:humanTranslation",
                "mg:stateReviewed",
            )
        ],
    ),
    Case("elements_without_evidence", {}, []),
    Case(
        "elements_without_evidence",
        {"plan": P},
        [(P, O1, OBJECTIVE)],
        without=f"<{O1}> mg:evidence <text/e96ba1287aac20ab#char=71,91> .",
    ),
    Case("lost_wordings", {"plan": P}, [(P, O2, 2, "OBJECTIVE 2@en")]),
    Case("objectives_without_results", {}, [(DELTA, "dlt-o1", STATED, 0)]),
    Case(
        "objectives_without_results",
        {"plan": P},
        [(P, O2, LEFT_OPEN, 1)],
        without=NO_LINK_TO_2,
    ),
    Case(
        "objectives_without_results",
        {"plan": P},
        [(P, O2, STATED, 0)],
        without=NO_LINK_TO_2 + NO_OPEN_LINK,
    ),
    Case(
        "objectives_without_results",
        {},
        [(DELTA, "dlt-o1", STATED, 0)],
        without=NO_LINK_TO_2 + NO_OPEN_LINK,
        with_=f"<rba-o3> mg:subObjectiveOf <{O2}> ; a mg:Objective ; mg:elementOf "
        f"<{P}> . <rba-r-n> a mg:ExpectedResult ; mg:expectedResultOf <rba-o3> .",
    ),
    Case(
        "results_without_indicators",
        {"plan": P},
        [(P, WATER, STATED), (P, SHARE, STATED)],
    ),
    Case(
        "documents_lacking_facts",
        {},
        [
            ("doc-dlt", "dct:license"),
            ("doc-dlt", "prov:generatedAtTime"),
            ("doc-rba", "dct:license"),
            ("doc-rba", "prov:generatedAtTime"),
        ],
    ),
    Case(
        "documents_lacking_facts",
        {"document": "doc-rba"},
        [
            ("doc-rba", "dct:license"),
            ("doc-rba", "dct:publisher"),
            ("doc-rba", "prov:generatedAtTime"),
        ],
        without="<plan-rba> mg:planOf <org-rba> .",
    ),
    Case(
        "terms",
        {"words": "Alerte"},
        [
            ("terms-rba", "term-0001", "ar", "إنذار بالفيضان@ar"),
            ("terms-rba", "term-0001", "en", "flood warning@en"),
            ("terms-rba", "term-0001", "es", "alerta de inundación@es"),
            ("terms-rba", "term-0001", "fr", "alerte aux inondations@fr"),
        ],
    ),
    Case(
        "terms",
        {"words": "flood", "lang": "fr"},
        [("terms-rba", "term-0001", "fr", "alerte aux inondations@fr")],
    ),
    Case("terms", {"words": "drought"}, []),
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
    Case(
        "plan_changes",
        {"earlier": P, "later": NEXT},
        [
            *((P, NEXT, "added", None, f"rbb-{e}") for e in ADDED),
            *((P, NEXT, "dropped", e, None) for e in (O2, SHARE, WATER)),
            (P, NEXT, "kept", M, "rbb-m"),
            (P, NEXT, "reworded", TOWNS, "rbb-i1"),
            (P, NEXT, "reworded", O1, "rbb-o1"),
            (P, NEXT, "reworded", FLOOD, "rbb-r1"),
        ],
    ),
    Case(
        "plan_changes",
        {},
        [
            *((P, NEXT, "added", None, f"rbb-{e}") for e in ADDED if e != "o2"),
            *((P, NEXT, "dropped", e, None) for e in (SHARE, WATER)),
            (P, NEXT, "kept", M, "rbb-m"),
            (P, NEXT, "reworded", TOWNS, "rbb-i1"),
            (P, NEXT, "reworded", O1, "rbb-o1"),
            (P, NEXT, "reworded", FLOOD, "rbb-r1"),
            (P, NEXT, "wording lost", O2, "rbb-o2"),
        ],
        with_=f"<rbb-o2> mg:continues <{O2}> .",
    ),
    Case("plan_changes", {"earlier": NEXT}, []),
    Case(
        "lineage_of_element",
        {"element": "rbb-o1"},
        [("rbb-o1", "mg:continues", O1, P, None)],
    ),
    Case(
        "lineage_of_element",
        {"element": O1},
        [(O1, "mg:continuedBy", "rbb-o1", NEXT, "2024")],
    ),
    Case(
        "lineage_of_element",
        {"element": "rbc-o1"},
        [
            ("rbc-o1", "mg:continues", O1, P, None),
            ("rbc-o1", "mg:continues", "rbb-o1", NEXT, "2024"),
        ],
        with_="<rbc-o1> mg:continues <rbb-o1> ; mg:elementOf <plan-rbc> .",
    ),
    Case("claims_on_date", {"on": "2026-10-31"}, []),
    Case(
        "claims_on_date",
        {"on": "2026-11-01"},
        [
            (s, f"mg:{link}", o, f"mg:{status}", FIRST_DAY, None)
            for s, link, o, status in (
                (P, "planOf", BASIN, "accepted"),
                (TOWNS, "indicatorOf", FLOOD, "stated"),
                (O1, "serves", M, "stated"),
                (O2, "serves", M, "stated"),
                (FLOOD, "expectedResultOf", O1, "stated"),
                (SHARE, "expectedResultOf", O2, "proposed"),
                (WATER, "expectedResultOf", O2, "stated"),
            )
        ],
    ),
    Case(
        "claims_of_agent",
        {"agent": "agent-matcher"},
        [
            (
                "agent-matcher",
                "claim-b21",
                "mg:proposed",
                "rbb-o2",
                "mg:similarTo",
                "dlt-o1",
                LATER_DAY,
            ),
            (
                "agent-matcher",
                "claim-b22",
                "mg:disputed",
                "rbb-o1-1",
                "mg:similarTo",
                "dlt-o1",
                LATER_DAY,
            ),
            (
                "agent-matcher",
                "claim-e7442f145c9d",
                "mg:proposed",
                SHARE,
                "mg:expectedResultOf",
                O2,
                FIRST_DAY,
            ),
        ],
    ),
    Case(
        "conflicting_reviews",
        {},
        [("rbb-o1-1", "mg:similarTo", "dlt-o1", "mg:disputed", 1, 1, "claim-b22")],
    ),
    Case(
        "same_intent",
        {},
        [("dlt-o1", DELTA, "rbb-o1", NEXT), ("rbb-o1", NEXT, "dlt-o1", DELTA)],
    ),
    Case("same_intent", {"element": "rbb-o1"}, [("rbb-o1", NEXT, "dlt-o1", DELTA)]),
    Case(
        "possible_duplicates",
        {},
        [("dlt-o1", "rbb-o2", "mg:similarTo", 0.4, "agent-matcher", "claim-b21")],
    ),
    Case(
        "possible_duplicates",
        {},
        [],
        with_="<review-x> a mg:Review ; mg:reviews <claim-b21> .",
    ),
    Case("same_wording", {}, [(KEEP, 2, P, M), (KEEP, 2, NEXT, "rbb-m")]),
    Case("candidate_translations", {"before": "2026-11-10"}, UNDATED),
    Case(
        "candidate_translations",
        {"before": "2026-11-11"},
        [
            *UNDATED,
            (
                NEXT,
                "rbb-o2",
                "fr",
                "Restaurer les zones humides.@fr",
                "mg:machineTranslation",
                "agent-mt",
                "2026-11-10T12:00:00Z",
            ),
        ],
    ),
    Case("candidate_translations", {"lang": "en"}, []),
    Case("cascade_of_objective", {}, [("rbb-o1", 1, "rbb-o1-1", NEXT, BASIN)]),
    Case(
        "cascade_of_objective",
        {"top": "rbb-o1"},
        [
            ("rbb-o1", 1, "rbb-o1-1", NEXT, BASIN),
            ("rbb-o1", 2, "rbb-o1-1-1", NEXT, BASIN),
        ],
        with_="<rbb-o1-1-1> a mg:Objective ; mg:subObjectiveOf <rbb-o1-1> ; "
        "mg:elementOf <plan-rbb> .",
    ),
    Case("cascade_of_objective", {"top": "rbb-o1-1"}, []),
    Case(
        "spans_to_verify",
        {"document": "doc-dlt"},
        [
            (TEXT, "delta.txt", SHA256, start, end, words)
            for start, end, words in (
                (0, 18, "PROGRAMME DU DELTA"),
                (19, 29, "OBJECTIF 1"),
                (32, 63, "Réduire les dommages des crues."),
                (64, 88, "Avec l’Agence du bassin."),
                (89, 99, "Cible 1.1."),
                (100, 110, "Cible 1.2."),
            )
        ],
    ),
    Case("source_fields", {"of": NEXT}, [(NEXT, "basin:edition", "2024 TO 2026")]),
    Case(
        "source_fields",
        {"of": "rbb-i2"},
        [("rbb-i2", "basin:checked", "a=b")],
        with_='<rbb-i2> mg:sourceField "basin:checked=a=b" .',
    ),
    Case("source_fields", {"name": "MEASURE"}, [("rbb-i1", "basin:measure", "Towns")]),
    Case(
        "further_words",
        {},
        [
            ("rbb-i1-m25", "skos:note", "Six months only.@en"),
            ("rbb-o2", "dct:description", "The Delta Programme has a stake.@en"),
        ],
    ),
    Case("further_words", {"lang": "fr"}, []),
    Case(
        "graphs",
        {"role": "alignmentGraph"},
        [("mg:alignmentGraph", "graph/align-water", "doc-align-water", "en")],
    ),
]
