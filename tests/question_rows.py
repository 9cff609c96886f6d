"""The rows that each question must give, derived by reading `data/example.trig`."""

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
STATED, LEFT_OPEN = "not stated in the source", "left open by the source"
RESULT, OBJECTIVE = "mg:ExpectedResult", "mg:Objective"
NO_LINK_TO_2 = f"<{WATER}> mg:expectedResultOf <{O2}> ."
NO_OPEN_LINK = f"<open-e721522c8f6c> mg:candidate <{O2}> ."

CASES = [
    Case("plans", {}, [(P, "org-rba", "doc-rba", "en", 1, 2, 3, 1)]),
    Case(
        "plans",
        {},
        [
            (P, "org-rba", "doc-rba", "en", 1, 2, 3, 1),
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
    Case("mandate_of_plan", {}, [(P, M, "org-rba")]),
    Case("mandate_of_plan", {"of": "org-rba"}, [(P, M, "org-rba")]),
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
    Case("results_of_objective", {}, [(O1, FLOOD), (O2, WATER)]),
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
                SHARE,
                "mg:expectedResultOf",
                O2,
                "mg:basisTextSimilarity",
                0.3,
                "agent-matcher",
                "shared terms: none",
                None,
            )
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
            )
        ],
    ),
    Case("proposed_links", {"status": "mg:disputed"}, []),
    Case(
        "results_with_proposals",
        {},
        [(O1, FLOOD, "mg:stated", None), (O2, WATER, "mg:stated", None)],
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
    Case(
        "shares_of_links",
        {},
        [
            ("mg:expectedResultOf", 2, 0, 1, 1, 0, 67),
            ("mg:indicatorOf", 1, 0, 0, 0, 0, 100),
            ("mg:planOf", 0, 1, 0, 0, 0, 0),
            ("mg:serves", 2, 0, 0, 0, 0, 100),
        ],
    ),
    Case(
        "shares_of_links",
        {},
        [
            ("mg:alignedWith", 0, 0, 0, 1, 0, None),
            ("mg:expectedResultOf", 2, 0, 1, 1, 0, 67),
            ("mg:indicatorOf", 1, 0, 0, 0, 0, 100),
            ("mg:planOf", 0, 1, 0, 0, 0, 0),
            ("mg:serves", 2, 0, 0, 0, 0, 100),
        ],
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
            (P, O1, "Reduce flood damage.@en"),
            (P, FLOOD, "Flood warnings reach every town.@en"),
        ],
    ),
    Case(
        "statements_about",
        {"words": "RÉDUIRE", "lang": "fr"},
        [(P, O1, "Réduire les dommages dus aux inondations.@fr")],
    ),
    Case(
        "statements_about",
        {"words": "المياه"},
        [(P, WATER, "يستهلك المزارعون كمية أقل من المياه.@ar")],
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
        [("doc-rba", 69, 70, ":"), ("doc-rba", 136, 137, ":")],
    ),
    Case("reading_warnings", {}, []),
    Case(
        "translation_status",
        {},
        [
            (P, "ar", "mg:thirdParty", "mg:humanTranslation", "mg:stateCandidate", 1),
            (P, "ar", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "en", "mg:issuer", "mg:original", None, 6),
            (P, "es", "mg:thirdParty", "mg:humanTranslation", "mg:stateReviewed", 1),
            (P, "es", "mg:thirdParty", "mg:machineTranslation", "mg:stateCandidate", 1),
            (P, "fr", "mg:issuer", "mg:humanTranslation", "mg:stateReviewed", 2),
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
    Case("objectives_without_results", {}, []),
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
        [],
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
        [("doc-rba", "dct:license"), ("doc-rba", "prov:generatedAtTime")],
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
]
