"""Rows of questions about changes of plans, claims, reviews, likeness and sources."""

from __future__ import annotations

from question_cases import (
    BASIN,
    DELTA,
    FIRST_DAY,
    FLOOD,
    KEEP,
    LATER_DAY,
    NEXT,
    O1,
    O2,
    SHARE,
    TOWNS,
    WATER,
    Case,
    M,
    P,
    Value,
)

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

HISTORY = [
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
