"""Rows of questions about words: wordings, languages, terms and what is lacking."""

from __future__ import annotations

from question_cases import (
    DELTA,
    FLOOD,
    LEFT_OPEN,
    NEXT,
    NO_LINK_TO_2,
    NO_OPEN_LINK,
    O1,
    O2,
    OBJECTIVE,
    SHARE,
    STATED,
    WATER,
    Case,
    M,
    P,
)

WORDS = [
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
            (P, "ar", 2, 6, 33),
            (P, "en", 6, 6, 100),
            (P, "es", 2, 6, 33),
            (P, "fr", 2, 6, 33),
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
]
