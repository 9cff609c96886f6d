"""Leaflets of many producers: wordings exact, no parent that they do not state."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import DATA, SHARED
from mandategraph.model import Reading
from mandategraph.read import read
from mandategraph.read.pdf.reader import extractor
from mandategraph.read.report import as_dict
from pdf_scores import expected_of, objective_of, plain, score

FOLDER = DATA / "pdf"
LEAFLETS = SHARED / "leaflets"
STRATEGIES = SHARED / "corpora" / "strategy-pdf"
MADE = sorted(FOLDER.glob("*.pdf"))
# What the pages show but the reader leaves open: rows of a table, and the items of a
# list that goes on at the top of the next column.
OPEN = {"en-table": 5, "en-flowing-columns": 2}


def content(path: Path) -> str:
    return path.name.split(".")[0]


@pytest.mark.parametrize("path", MADE, ids=lambda p: p.stem)
def test_a_leaflet_is_read_exactly_whatever_program_made_it(path: Path) -> None:
    found = score(path, expected_of(FOLDER / f"{content(path)}.expected.json"))
    assert found.wrong == []
    assert found.extra == []
    if content(path) in OPEN:
        unread = len(found.missed)
        assert unread + found.links - unread - found.right == OPEN[content(path)]
    else:
        assert found.missed == []
        assert found.right == found.links > 0


def test_every_kind_of_leaflet_comes_from_three_programs_or_more() -> None:
    kinds: Counter[str] = Counter()
    for path in MADE:
        kinds[content(path)] += 1
    several = [kind for kind, count in kinds.items() if count > 2]
    assert len(several) >= 14
    assert len({path.stem.split(".")[1] for path in MADE}) >= 5


def shared_expected(path: Path) -> list[dict[str, Any]]:
    """The statements with labels as parents, in place of the file's own ids."""
    rows = json.loads(path.read_text("utf-8"))["statements"]
    labels = {s["id"]: s.get("label") for s in rows}
    for s in rows:
        s["parent"] = labels[s["parent"]["target"]] if s["parent"] else None
    return list(rows)


@pytest.mark.parametrize("name", ["s1-fr-4col", "s2-en-2x2"])
def test_the_shared_leaflets_are_read_exactly(name: str) -> None:
    if not LEAFLETS.is_dir():
        pytest.skip("the shared leaflets are not beside this checkout")
    expected = shared_expected(LEAFLETS / f"{name}.expected.json")
    found = score(LEAFLETS / f"{name}.pdf", expected)
    assert found.perfect, found
    assert found.items == {"s1-fr-4col": 12, "s2-en-2x2": 13}[name]


def test_parents_in_columns_rest_on_the_page_and_the_objectives_on_order() -> None:
    reading = read(FOLDER / "fr-columns-paths.weasyprint.pdf")
    bases = {(s.type, s.parent.basis) for s in reading.statements if s.parent.target}
    assert bases == {
        ("expected_result", "layout-column"),
        ("objective", "reading-order"),
    }


def test_the_general_items_of_both_languages_belong_to_no_single_objective() -> None:
    for path in FOLDER.glob("en-fr-*.pdf"):
        reading = read(path)
        assert [p.lang for p in reading.plans] == ["en", "fr"]
        for plan in reading.plans:
            items = [s for s in plan.statements if s.type == "expected_result"]
            assert [s.parent.status for s in items].count("unknown") == 1
            assert items[-1].parent.status == "unknown"


def whole(reading: Reading) -> None:
    """Assert what holds of every reading: nothing is lost, fragments are the text."""
    text = reading.source.text
    covered = bytearray(len(text))
    spans = [*reading.leftover, *reading.marks]
    for s in reading.statements:
        spans += [s.span, *([s.heading] if s.heading else [])]
        joined = " ".join(f.of(text) for f in s.fragments).replace("\xad ", "")
        if s.text is not None and "-" not in joined:
            assert joined.replace("\xad", "") == s.text
    for span in spans:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    assert all(covered[i] or c.isspace() for i, c in enumerate(text))
    lines = [p.span.of(text) for p in reading.source.places]
    assert lines == [line for line in text.split("\n") if line]
    assert all(p.page and p.box for p in reading.source.places)


@pytest.mark.parametrize("path", MADE[::3], ids=lambda p: p.stem)
def test_every_character_is_accounted_for_and_every_line_has_its_place(
    path: Path,
) -> None:
    whole(read(path))


def test_bytes_and_a_path_give_the_same_reading() -> None:
    path = FOLDER / "en-boxes-railways.tex.pdf"
    assert as_dict(read(path)) == as_dict(read(path.read_bytes(), file=path.name))


def test_the_source_names_reader_and_library_with_their_versions() -> None:
    import pypdfium2.version

    import mandategraph

    source = read(FOLDER / "en-boxes-railways.tex.pdf").source
    version = pypdfium2.version.PYPDFIUM_INFO
    assert (
        source.extractor
        == extractor("x")
        == (f"mandategraph-pdf {mandategraph.__version__}+pypdfium2-{version}")
    )
    assert source.media_type == "application/pdf"


@pytest.mark.skipif(not STRATEGIES.is_dir(), reason="the shared corpus is not here")
class TestStrategies:
    """Designed documents of many pages that name no objective of their own."""

    @pytest.mark.parametrize("number", range(5))
    def test_a_strategy_is_read_whole_and_asserts_no_parent(self, number: int) -> None:
        reading = read(sorted(STRATEGIES.glob("*/*.pdf"))[number])
        whole(reading)
        assert [s for s in reading.statements if s.parent.status == "asserted"] == []

    def test_page_numbers_and_running_feet_are_not_among_the_words(self) -> None:
        path = STRATEGIES / "gsa" / "2021-Federal-Data-Strategy-Action-Plan.pdf"
        reading = read(path)
        foot = "Federal Data Strategy 2021 Action Plan"
        lines = [line.strip() for line in reading.source.text.split("\n")]
        assert foot not in lines
        assert not any(line.isdecimal() and int(line) < 20 for line in lines)
        told = [w.message for w in reading.warnings if w.code == "not_carried"]
        assert any(foot in message for message in told)
        assert any("page number" in message for message in told)

    def test_two_columns_are_read_one_after_the_other(self) -> None:
        path = STRATEGIES / "gsa" / "2020-federal-data-strategy-framework.pdf"
        text = read(path).source.text
        order = ["Ethical Governance", "10.Practice Accountability", "Practices\nThe "]
        places = [text.index(words) for words in order]
        assert places == sorted(places)

    def test_hyphens_at_line_ends_are_soft_where_the_document_hyphenates(self) -> None:
        path = STRATEGIES / "gsa" / "2020-federal-data-strategy-framework.pdf"
        text = read(path).source.text
        assert "se\xad\ncurity" in text
        assert plain("decision-making") in text


def test_an_indicator_is_measured_against_its_objective_in_its_box() -> None:
    reading = read(FOLDER / "en-boxes-railways.weasyprint.pdf")
    indicators = [s for s in reading.statements if s.type == "indicator"]
    assert [objective_of(reading, s) for s in indicators] == [
        "OBJECTIVE 1", "OBJECTIVE 2", "OBJECTIVE 3", "OBJECTIVE 3", "OBJECTIVE 4",
    ]  # fmt: skip
