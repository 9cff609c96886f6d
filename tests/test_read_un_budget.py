"""The United Nations proposed programme budget, read by its template.

The counts are derived from the paragraph trees that another project made of the same
documents; single values are copied by eye from the documents as printed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

import docx_building as made
from conftest import SHARED
from mandategraph.read import read
from mandategraph.read.cover import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mandategraph.model import Reading, Statement

CORPUS = SHARED / "corpora" / "un-ppb2026"
DOCUMENTS = sorted((CORPUS / "docx").glob("*.docx"))
TREES = sorted((CORPUS / "json_by_entity").glob("*.json"))
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the shared corpora are absent")

KINDS = ("objective", "expected_result", "indicator")
# objectives, numbered results, results without number, measures. Section 10 has nine
# numbered results, and a tenth ("Planned result for 2026") without a number.
COUNTS = {
    "6": (1, 3, 0, 4), "7": (1, 3, 0, 4), "10": (4, 9, 1, 13), "25": (1, 3, 0, 4),
    "31": (3, 9, 0, 12), "36": (0, 0, 0, 0),
}  # fmt: skip
OF_ONE_ENTITY = {"6": "OOSA", "7": "ICJ", "10": "UN-OHRLLS", "25": "UNHCR"}
HEADINGS = {
    "a/b": 1, "heading": 1, "subprogramme": 2, "heading-sub": 2, "heading-sub-sub": 3,
    "heading-x": 3, "italic": 4, "table": 3, "figure": 3,
}  # fmt: skip
JOINED = re.compile(
    " – (?=Programme performance in|Proposed programme plan for|Performance measure|"
    r"Objective$|Result \d|Deliverables)"
)


@lru_cache(maxsize=8)
def section(number: str) -> Reading:
    [path] = [p for p in DOCUMENTS if re.search(rf"SECT\.{number}\.", p.name.upper())]
    return read(path)


def of(reading: Reading, kind: str) -> list[Statement]:
    return [s for s in reading.statements if s.type == kind]


def counts(reading: Reading) -> tuple[int, int, int, int]:
    found = Counter(s.type for s in reading.statements)
    numbered = sum(s.ordinal is not None for s in of(reading, "expected_result"))
    unnumbered = found["expected_result"] - numbered
    return found["objective"], numbered, unnumbered, found["indicator"]


def nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each node of a paragraph tree with the one above it, in order."""
    pending = [(node, None) for node in reversed(tree["content"])]
    while pending:
        node, above = pending.pop()
        yield node, above
        pending += [(child, node) for child in reversed(node["children"])]


def expected(tree: Any) -> tuple[int, int, int, int]:
    """What the tree says: sentences, headings, and the tables and figures spoken of."""
    objectives = numbered = unnumbered = 0
    measures: set[str] = set()
    place, plan = "", 0
    for node, above in nodes(tree):
        text = " ".join((node["text"] or "").split())
        objectives += bool(re.match(r"(\S+ )?The objective,? to which", text))
        plan += bool(re.match(r"(Subprogramme|[AB]\.) ", text))
        for said in re.finditer(
            r"measures? below \((?:see )?((?:table|figure) \S+?)\)", text
        ):
            measures.add(f"{plan} {said[1].lower()}")
        numbered += bool(re.search(r"(^|– )Result \d", text))
        if above and re.search(r"^Planned result for", above["text"] or ""):
            first = above["children"].index(node) == first_heading(above)
            unnumbered += first and not re.search(r"Result \d", text)
        if re.match(r"(Table|Figure) \S+$", text):
            place = text
        elif found := re.match(r"((?:Table|Figure) \S+) – Performance measure", text):
            measures.add(f"{plan} {found[1].lower()}")
        elif text.startswith("Performance measure") and place:
            measures.add(f"{plan} {place.lower()}")
    return objectives, numbered, unnumbered, len(measures)


def first_heading(node: Any) -> int:
    kinds = [child["block_type"].startswith("heading") for child in node["children"]]
    return kinds.index(True) if True in kinds else -1


def document(tree: Any) -> bytes:
    """The tree as a Word document."""
    built = made.document()
    built.add_paragraph("Proposed programme budget for 2026")
    for node, _ in nodes(tree):
        text = made.xml_text(node["text"] or "").strip()
        level = HEADINGS.get(node["block_type"])
        for part in (JOINED.split(text) if level else [text]) if text else []:
            if level:
                built.add_heading(part, level)
            else:
                made.linked(built.add_paragraph(), part, node["hyperlinks"])
        if rows := node["table_content"]:
            table = built.add_table(rows=len(rows), cols=max(map(len, rows)))
            for at, row in enumerate(rows):
                for cell, content in zip(table.rows[at].cells, row, strict=False):
                    words = made.xml_text(content["text"])
                    made.linked(cell.paragraphs[0], words, content["hyperlinks"])
    return made.saved(built)


@pytest.mark.parametrize("number", COUNTS)
def test_a_section_has_the_objectives_results_and_measures_that_it_prints(
    number: str,
) -> None:
    assert counts(section(number)) == COUNTS[number]


@pytest.mark.parametrize(("number", "entity"), OF_ONE_ENTITY.items())
def test_the_paragraph_tree_of_a_section_has_the_same_counts(
    number: str, entity: str
) -> None:
    tree = json.loads((CORPUS / "json_by_entity" / f"{entity}.json").read_text("utf-8"))
    assert expected(tree) == COUNTS[number]


@pytest.mark.parametrize("path", TREES, ids=lambda p: p.stem)
def test_the_template_reads_the_paragraphs_of_each_entity(path: Path) -> None:
    tree = json.loads(path.read_text("utf-8"))
    assert counts(read(document(tree), file=f"{path.stem}.docx")) == expected(tree)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_evidence_gives_the_words_back_and_nothing_is_lost(path: Path) -> None:
    reading = read(path)
    text = reading.source.text
    taken = bytearray(len(text))
    spans = [s for plan in reading.plans for s in spans_of(plan)]
    for span in (*spans, *reading.leftover, *reading.marks):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    assert not any(c.strip() for at, c in enumerate(text) if not taken[at])
    for s in reading.statements:
        if s.text is not None:
            words = " ".join(" ".join(f.of(text).split()) for f in s.fragments)
            assert words.replace("\xad", "") == s.text
        for value in s.values:
            assert " ".join(value.span.of(text).split()) == value.printed
    assert len({s.id for s in reading.statements}) == len(reading.statements)


def test_section_36_is_a_true_negative() -> None:
    reading = section("36")
    assert not reading.plans
    assert "no_plan" in {w.code for w in reading.warnings}


def test_the_values_of_a_chart_are_those_that_it_shows() -> None:
    """Figure 25.II, by eye: planned and actual, with dashes where there is none."""
    [measure] = [
        s
        for s in of(section("25"), "indicator")
        if ("un:caption", "Figure 25.II") in {(f.name, f.value) for f in s.fields}
    ]
    found = {
        (v.kind, v.period.start if v.period else None): v.number for v in measure.values
    }
    assert found == {
        ("measurement", "2022"): "24",
        ("measurement", "2023"): "32",
        ("measurement", "2024"): "39",
        ("target", "2024"): "33",
        ("target", "2025"): "34",
        ("target", "2026"): "35",
    }


def test_a_label_of_a_chart_is_read_without_its_note_mark() -> None:
    """Figure 10.III, by eye: 18 217 with a raised a, in millions of dollars."""
    [measure] = [
        s for s in of(section("10"), "indicator") if "foreign direct" in (s.text or "")
    ]
    assert measure.unit is not None
    assert measure.unit.text == "Millions of United States dollars"
    printed = {
        (v.kind, v.period.start): (v.printed, v.number)
        for v in measure.values
        if v.period
    }
    assert printed["measurement", "2024"] == ("18 217", "18217")
    assert printed["target", "2026"] == ("20 312", "20312")
    assert len(printed) == 5


def test_a_table_may_have_several_values_for_one_year() -> None:
    """Table 25.1, by eye: two sentences in the column 2024, nothing before."""
    past = of(section("25"), "indicator")[0]
    years = [(v.kind, v.period.start) for v in past.values if v.period]
    assert years == [("measurement", "2024")] * 2
    assert past.values[1].printed.startswith("Over 120 entities joined")


def test_each_resolution_of_a_row_is_a_mandate_of_its_own() -> None:
    """Section 6, first row by eye: eleven symbols for one title."""
    rows = [s for s in of(section("6"), "mandate") if s.ordinal is None]
    title = "International cooperation in the peaceful uses of outer space"
    codes = [s.code for s in rows if s.text == title]
    assert codes == [
        "1472 A (XIV)", "1721 B (XVI)", "2453 A–B (XXIII)", "2601 (XXIV)",
        "3234 (XXIX)", "61/111", "64/86", "71/90", "74/82", "77/121", "79/87",
    ]  # fmt: skip
    iris = {s.code: [r.iri for r in s.references] for s in rows}
    assert iris["61/111"] == ["https://undocs.org/A/RES/61/111"]
    assert iris["1472 A (XIV)"] == ["https://undocs.org/A/RES/1472(XIV)"]


def test_mandates_listed_for_a_subprogramme_are_in_its_plan() -> None:
    programme, *subprogrammes = section("10").plans
    found = [
        [s.code for s in plan.statements if s.type == "mandate"]
        for plan in (programme, *subprogrammes)
    ]
    assert found[0] == ["56/227", "70/1", "79/226", "79/1"]
    assert found[1][:3] == ["65/280", "70/294", "76/258"]
    assert found[3][-1] == "78/317"
    assert found[4] == []  # the document lists none for the new subprogramme 4


def test_links_rest_on_words_or_on_the_order_of_the_document() -> None:
    for number in COUNTS:
        for plan in section(number).plans:
            by_id = {s.id: s for s in plan.statements}
            for s in plan.statements:
                above = by_id.get(s.parent.target or "")
                if s.type == "expected_result":
                    assert above is not None
                    assert (above.type, s.parent.basis) == ("objective", "stated")
                elif s.type == "indicator":
                    assert above is not None
                    assert s.parent.status == "asserted"
                elif s.type == "objective":
                    assert s.parent.status in ("unknown", "none_in_source")


def test_the_bodies_of_section_31_are_plans_of_their_own() -> None:
    names = [
        [y.names[0].text for y in plan.parties if y.kind == "organisation"][-1]
        for plan in section("31").plans
    ]
    assert names == [
        "International Civil Service Commission",
        "Joint Inspection Unit",
        "United Nations System Chief Executives Board for Coordination",
    ]
    assert section("31").plans[0].published == "2025-04-21"
