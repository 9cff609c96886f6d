"""What `mandategraph extract` shows of sources of one text, of several, and of none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import LEAFLETS
from mandategraph.model import (
    Parent,
    Period,
    Place,
    Plan,
    Reading,
    Source,
    Span,
    Statement,
    Value,
    Wording,
)
from mandategraph.read import read
from mandategraph.read.report import as_dict, as_report, places_of
from running import plan, run

IATI = """<iati-activities version="2.03" xml:lang="en"><iati-activity>
<iati-identifier>XX-{0}</iati-identifier><title><narrative>Wells {0}</narrative></title>
<result type="1"><title><narrative>{0} wells are dug</narrative></title>
<indicator measure="1"><title><narrative>Number of wells</narrative></title>
<period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-12-31"/>
<target value="12"/></period></indicator></result></iati-activity>
{1}</iati-activities>
"""
EMPTY = "<iati-activity><iati-identifier>XX-9</iati-identifier></iati-activity>"


def extracted(path: Path, *options: str) -> Any:
    done = run("extract", str(path), "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_plain_text_keeps_the_form_of_the_design(tmp_path: Path) -> None:
    report = as_dict(read(plan(tmp_path, "plan.txt", "river")))
    assert list(report) == [
        "source",
        "plans",
        "statements",
        "leftover",
        "marks",
        "warnings",
    ]
    (statement,) = report["statements"]
    assert list(statement) == [
        "id",
        "type",
        "ordinal",
        "lang",
        "label",
        "heading_span",
        "text",
        "text_status",
        "start",
        "end",
        "fragments",
        "parent",
    ]
    assert "text" not in report["source"]


def test_a_source_that_is_read_in_parts_gives_them_as_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(IATI.format(1, EMPTY), "utf-8")
    report = extracted(path)
    assert list(report) == ["source", "parts"]
    parts = report["parts"]
    assert [part["source"]["part"] for part in parts] == ["XX-1", "XX-9"]
    by_type = {s["type"]: s for s in parts[0]["statements"]}
    (value,) = by_type["indicator"]["values"]
    assert (value["kind"], value["printed"], value["number"]) == ("target", "12", "12")
    assert value["period"] == {"start": "2021-01-01", "end": "2021-12-31"}
    assert parts[0]["plans"][0]["identifier"] == "XX-1"
    text = parts[0]["source"]["text"]
    for statement in parts[0]["statements"]:
        words = text[statement["start"] : statement["end"]]
        assert " ".join(words.split()) == statement["text"]
        assert statement["places"][0]["path"].startswith("/iati-activities/")


def test_one_part_has_the_same_form_as_many(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(IATI.format(1, ""), "utf-8")
    assert list(extracted(path)) == ["source", "parts"]


def test_the_table_of_parts_shows_those_with_statements_and_values(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(IATI.format(1, EMPTY), "utf-8")
    shown = run("extract", str(path)).stdout
    assert "2 parts, 2 statements" in shown
    assert "part XX-1" in shown
    assert "target: 12 (2021-01-01 to 2021-12-31)" in shown
    assert "1 parts hold no statement" in shown


def test_a_framework_is_shown_by_its_concepts(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    folder = tmp_path / "texts" / "en"
    folder.mkdir(parents=True)
    titles = [f'{n}-title: "Goal number {n} is reached"\n' for n in range(1, 10)]
    (folder / "global_goals.yml").write_text("".join(titles))
    report = extracted(folder.parent)
    (framework,) = report["frameworks"]
    assert len(framework["concepts"]) == 9
    shown = run("extract", str(folder.parent)).stdout
    assert "9 concepts (9 goal)" in shown
    assert "Goal number 1 is reached" in shown
    assert "and 4 more" in shown


def test_pages_and_boxes_stand_beside_the_fragments() -> None:
    text = "First line\nSecond line\nFoot\n"
    lines = (Span(0, 10), Span(11, 22))
    places = (
        Place(Span(0, 5), 1, (10.0, 20.0, 50.0, 30.0)),
        Place(Span(6, 10), 1, (52.0, 19.0, 80.004, 30.0)),
        Place(Span(11, 22), 2, (10.0, 20.0, 90.0, 30.0)),
        Place(Span(23, 27), 2, None),
    )
    words = "First line Second line"
    value = Value("target", Span(23, 27), "Foot", period=Period("2026"))
    statement = Statement(
        "i1",
        "indicator",
        "en",
        Span(0, 22),
        text=words,
        fragments=lines,
        parent=Parent("none_in_source"),
        also=(Wording("fr", "Pied", Span(23, 27)),),
        higher_is_better=False,
        values=(value,),
    )
    one = Plan("p", "en", Span(0, 27), "start of text", (statement,))
    source = Source("a.pdf", "0" * 64, text, "application/pdf", "x 1", places)
    (row,) = as_dict(Reading(source, (one,)))["statements"]
    assert row["fragments"] == [[0, 10], [11, 22]]
    assert row["places"] == [
        {"page": 1, "box": [10.0, 19.0, 80.0, 30.0]},
        {"page": 2, "box": [10.0, 20.0, 90.0, 30.0]},
    ]
    assert row["also"] == [{"lang": "fr", "text": "Pied", "span": [23, 27]}]
    assert row["higher_is_better"] is False
    assert row["values"][0]["period"] == {"start": "2026"}
    assert places_of(Span(23, 27), places) == {"page": 2}
    assert places_of(Span(0, 27), ()) == {}


def test_a_report_of_one_text_is_that_text() -> None:
    reading = read(LEAFLETS)
    assert as_report([reading]) == as_dict(reading)


def test_the_file_goes_by_its_name_and_errors_by_the_path(tmp_path: Path) -> None:
    path = plan(tmp_path / "folder", "plan.txt", "river")
    assert extracted(path)["source"]["file"] == "plan.txt"
    path.write_bytes(b"\xff")
    done = run("extract", str(path))
    assert done.stderr.startswith(f"mandategraph: {path}: ")


def test_the_format_that_is_given_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>\nMANDATE\nKeep the river safe.\n", "utf-8")
    report = extracted(page, "--format", "text")
    assert report["source"]["media_type"] == "text/plain"
