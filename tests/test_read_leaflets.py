"""The two leaflets that the project began with: 23 statements, offset by offset."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import DATA, LEAFLETS
from mandategraph.model import Reading, Span
from mandategraph.read import read
from mandategraph.read.report import as_dict

OBJECTIVES = [
    ("en-objective-1", (1, 12), (15, 126)),
    ("en-objective-2", (127, 138), (142, 261)),
    ("en-objective-3", (263, 274), (276, 359)),
    ("en-objective-4", (360, 371), (375, 532)),
]
FRENCH_HEADINGS = [
    ("fr-objective-4", (764, 774)),
    ("fr-objective-1", (774, 784)),
    ("fr-objective-2", (785, 795)),
    ("fr-objective-3", (796, 806)),
]
FOUR = tuple(name for name, _ in FRENCH_HEADINGS)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(LEAFLETS)


def span(reading: Reading, name: str) -> tuple[int, int]:
    found = next(s for s in reading.statements if s.id == name)
    return found.span.start, found.span.end


def test_there_are_23_statements_of_the_right_types(reading: Reading) -> None:
    types = [s.type for s in reading.statements]
    assert len(types) == 23
    assert types.count("objective") == 8
    assert types.count("mandate") == 1
    assert types.count("expected_result") == 13
    assert types.count("section_heading") == 1


@pytest.mark.parametrize(("name", "heading", "place"), OBJECTIVES)
def test_an_english_objective_has_its_heading_and_words(
    reading: Reading, name: str, heading: tuple[int, int], place: tuple[int, int]
) -> None:
    found = next(s for s in reading.statements if s.id == name)
    assert found.heading == Span(*heading)
    assert found.span == Span(*place)
    assert found.lang == "en"
    assert found.parent.status == "none_in_source"


def test_wrapped_lines_are_joined_by_one_space(reading: Reading) -> None:
    assert reading.statements[2].text == (
        "Help member countries to bring more criminals to justice and to repatriate "
        "funds."
    )


@pytest.mark.parametrize(("name", "place"), FRENCH_HEADINGS)
def test_a_french_objective_has_a_heading_and_no_words(
    reading: Reading, name: str, place: tuple[int, int]
) -> None:
    found = next(s for s in reading.statements if s.id == name)
    assert found.heading == found.span == Span(*place)
    assert (found.text, found.text_status) == (None, "absent_in_source")
    assert found.fragments == ()
    assert (found.parent.status, found.parent.target) == ("asserted", "fr-mandate")
    assert found.parent.basis == "reading-order"


def test_the_headings_of_a_row_stay_in_the_order_of_the_source(
    reading: Reading,
) -> None:
    ids = [s.id for s in reading.statements if s.id.startswith("fr-objective")]
    assert tuple(ids) == FOUR


def test_the_mandate_is_what_stands_inside_the_quotation_marks(
    reading: Reading,
) -> None:
    assert span(reading, "fr-mandate") == (543, 758)
    assert Span(541, 542) in reading.marks
    assert Span(759, 760) in reading.marks


def test_the_13_results_belong_to_one_of_four_objectives(reading: Reading) -> None:
    results = [s for s in reading.statements if s.type == "expected_result"]
    assert [s.id for s in results] == [f"fr-outcome-{n:02d}" for n in range(1, 14)]
    assert span(reading, "fr-outcome-01") == (810, 1061)
    assert span(reading, "fr-outcome-13") == (3276, 3455)
    for s in results:
        assert s.parent.status == "unknown"
        assert tuple(c.target for c in s.parent.candidates) == FOUR
        assert all(c.confidence is None for c in s.parent.candidates)


def test_the_caption_at_the_end_types_the_results_above_it(reading: Reading) -> None:
    caption = reading.statements[-1]
    assert caption.id == "fr-caption-outcomes"
    assert caption.span == Span(3457, 3503)
    assert caption.label == "RÉSULTATS ESCOMPTÉS POUR CHACUN DES OBJECTIFS"
    assert caption.applies_to == tuple(f"fr-outcome-{n:02d}" for n in range(1, 14))


def test_only_the_four_colons_are_left_over(reading: Reading) -> None:
    assert [s.of(reading.source.text) for s in reading.leftover] == [":"] * 4
    assert [s.start for s in reading.leftover] == [12, 138, 274, 371]


def test_there_are_two_plans_and_the_reason_is_the_language(reading: Reading) -> None:
    assert [(p.key, p.lang, p.span) for p in reading.plans] == [
        ("a233b9fbf9-1", "en", Span(0, 534)),
        ("a233b9fbf9-2", "fr", Span(534, 3508)),
    ]
    assert [p.boundary for p in reading.plans] == [
        "start of text",
        "language changes from en to fr",
    ]


def test_the_fragments_joined_by_one_space_are_the_wording(reading: Reading) -> None:
    text = reading.source.text
    for s in reading.statements:
        assert " ".join(f.of(text) for f in s.fragments) == (s.text or "")


def test_the_lost_columns_are_reported(reading: Reading) -> None:
    assert [w.code for w in reading.warnings] == ["heading_row"]
    assert reading.warnings[0].span == Span(764, 806)


def test_the_source_is_named_by_its_bytes(reading: Reading) -> None:
    source = reading.source
    assert source.sha256.startswith("a233b9fb")
    assert len(source.text) == 3508
    assert source.file == "interpol-leaflets.txt"
    assert source.media_type == "text/plain"
    assert source.extractor.startswith("mandategraph-text ")


def test_the_report_has_the_form_of_the_design(reading: Reading) -> None:
    report = json.loads(json.dumps(as_dict(reading)))
    assert report["source"]["offset_unit"] == "unicode code points"
    assert report["source"]["chars"] == 3508
    assert report["leftover"] == [[12, 13], [138, 139], [274, 275], [371, 372]]
    assert report["statements"][6] == {
        "id": "fr-objective-1",
        "type": "objective",
        "ordinal": 1,
        "lang": "fr",
        "label": "OBJECTIF 1",
        "heading_span": [774, 784],
        "text": None,
        "text_status": "absent_in_source",
        "start": 774,
        "end": 784,
        "fragments": [],
        "parent": {
            "status": "asserted",
            "basis": "reading-order",
            "target": "fr-mandate",
            "candidates": [],
        },
    }
    assert report["statements"][9]["parent"]["candidates"] == list(FOUR)


def test_proposals_are_made_on_request_and_stay_low() -> None:
    proposed = read(LEAFLETS, propose=True)
    results = [s for s in proposed.statements if s.type == "expected_result"]
    for s in results:
        assert s.parent.status == "proposed"
        assert s.parent.target is None
        shares = [c.confidence or 0.0 for c in s.parent.candidates]
        assert sum(shares) == pytest.approx(1, abs=1e-9)
        assert max(shares) <= 0.35
        assert tuple(c.target for c in s.parent.candidates) == FOUR
    notes = [w for w in proposed.warnings if w.code == "proposed_parents"]
    assert "contiguity 1" in notes[0].message


def test_a_proposed_candidate_is_reported_with_its_confidence() -> None:
    report = as_dict(read(LEAFLETS, propose=True))
    candidates = report["statements"][9]["parent"]["candidates"]
    assert [c["target"] for c in candidates] == list(FOUR)
    assert all(0 < c["confidence"] < 1 for c in candidates)


@pytest.mark.parametrize(
    "path",
    [LEAFLETS, DATA / "pdf" / "ar-columns-springs.chromium.pdf"],
    ids=["text", "pdf"],
)
def test_the_reading_does_not_depend_on_the_hash_seed(path: Path) -> None:
    program = (
        "import json, sys; from mandategraph.read import read; "
        "from mandategraph.read.report import as_dict; "
        "r = read(sys.argv[1], propose=True); "
        "print(json.dumps([as_dict(r), r.source.text, repr(r.source.places)]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(outputs) == 1


def test_copies_of_the_leaflets_are_separate_plans_with_names_of_their_own() -> None:
    reading = read(LEAFLETS.read_bytes() * 3)
    assert len(reading.plans) == 6
    ids = [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids) == 69
    assert "fr-outcome-13-p3" in ids
    targets = {
        c.target for s in reading.plans[3].statements for c in s.parent.candidates
    }
    assert targets == {f"{name}-p2" for name in FOUR}
