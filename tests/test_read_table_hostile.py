"""Hostile and broken tables: a reading or one clear line, in little memory."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandategraph.errors import SourceError
from mandategraph.export.authoring import csv_of, ods_of, xlsx_of
from mandategraph.model import Reading
from mandategraph.read import Input
from mandategraph.read.table.mapping import parsed, shipped
from mandategraph.read.table.reader import readings
from mandategraph.read.table.records import SheetTable

if TYPE_CHECKING:
    from collections.abc import Callable

WELLS = Path(__file__).parent / "data" / "table" / "valid" / "wells.csv"
GOALS = b"""[{"goal_id": "1", "goal_type": "SG", "goal_name": "Wells", "sg_id": "1",
"goal_description": "Deep wells", "so_id": "1.1", "organization_name": "River"}]"""
SUFFIXES = ("csv", "tsv", "xlsx", "ods", "json")


def read(data: bytes, file: str) -> Reading | None:
    """The reading, None when it was refused in one clear line."""
    try:
        (reading,) = readings(Input.of(data, file))
    except SourceError as error:
        refusal = error
    else:
        reading.source.text.encode()  # no half characters
        return reading
    assert "\n" not in str(refusal)
    assert len(str(refusal)) < 2_000
    assert refusal.advice
    return None


@pytest.fixture(scope="module")
def seeds() -> dict[str, bytes]:
    (reading,) = readings(Input.of(WELLS))
    return {
        "csv": csv_of([reading]),
        "tsv": csv_of([reading]).replace(b",", b"\t"),
        "xlsx": xlsx_of([reading]),
        "ods": ods_of([reading]),
        "json": GOALS,
    }


def mutated(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 10, 40))):
        at = rng.randrange(len(changed) + 1)
        action = rng.randrange(5)
        if action == 0:
            del changed[at : at + rng.randrange(1, 30)]
        elif action == 1:
            changed[at:at] = rng.randbytes(rng.randrange(1, 8))
        elif action == 2:
            start = rng.randrange(len(changed) + 1)
            changed[at:at] = changed[start : start + rng.randrange(1, 90)]
        elif action == 3 and at < len(changed):
            changed[at] = rng.randrange(256)
        else:
            changed[at:at] = rng.choice(
                (b'"', b"=", b"\0", b"<", b"99999999", b"\xff\xfe", b"'", b"\r", b"]]")
            )
    return bytes(changed)


def repacked(data: bytes, rng: random.Random) -> bytes:
    """The archive with one part mutated, so that the damage reaches the parser."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, rng) if name == chosen else part)
    return stream.getvalue()


@settings(max_examples=400, deadline=None, derandomize=True)
@given(suffix=st.sampled_from(SUFFIXES), number=st.integers(0, 2**32))
def test_mutated_tables_are_read_or_refused(
    seeds: dict[str, bytes], suffix: str, number: int
) -> None:
    rng = random.Random(number)  # noqa: S311 - damage, no secret
    packed = suffix in ("xlsx", "ods") and rng.random() < 0.8
    read((repacked if packed else mutated)(seeds[suffix], rng), f"plan.{suffix}")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_random_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    read(data, f"plan.{suffix}")


@settings(max_examples=300, deadline=None)
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_any_json_is_read_or_refused(data: object) -> None:
    import json

    read(json.dumps(data).encode(), "a.json")


CELLS = st.text(st.sampled_from("kind,=\"'\n;@- \tobjectivetext1.%#N/A"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_cells_below_our_header_are_read_or_refused(rows: list[list[str]]) -> None:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["kind", "id", "parent", "text@en", "value"])
    writer.writerows(rows)
    read(stream.getvalue().encode(), "a.csv")


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith(part) else content)
    return stream.getvalue()


def sheet_of(seeds: dict[str, bytes], xml: str) -> bytes:
    """Our workbook with another sheet."""
    sheet = f"{SHEET}{xml}</worksheet>".encode()
    return changed(seeds["xlsx"], "sheet1.xml", lambda _: sheet)


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{text_cell("A1", "kind")}{text_cell("B1", "text@en")}</row>'
ROW = f'<row r="2">{text_cell("A2", "objective")}{text_cell("B2", "Wells")}</row>'


def peak(data: bytes, file: str) -> tuple[int, float, Reading | None]:
    """Bytes of memory at most, seconds, and what was read."""
    tracemalloc.start()
    start = perf_counter()
    found = read(data, file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, perf_counter() - start, found


def test_a_cell_in_the_last_corner_costs_nothing(seeds: dict[str, bytes]) -> None:
    far = f'<row r="1048576">{text_cell("XFD1048576", "far")}</row>'
    xml = f'<dimension ref="A1:XFD1048576"/><sheetData>{HEADER}{ROW}{far}</sheetData>'
    most, _, found = peak(sheet_of(seeds, xml), "a.xlsx")
    assert most < 20e6
    assert found is None  # the row has no kind


def test_a_million_empty_formatted_rows_cost_time_only(seeds: dict[str, bytes]) -> None:
    empty = "".join(
        f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>'
        for n in range(3, 50_000)
    )
    xml = f'<dimension ref="A1:XFD1048576"/><sheetData>{HEADER}{ROW}{empty}</sheetData>'
    most, seconds, found = peak(sheet_of(seeds, xml), "a.xlsx")
    assert found is not None
    assert [s.text for s in found.statements] == ["Wells"]
    assert most < 60e6
    assert seconds < 60


def test_a_merged_area_of_the_whole_sheet_is_bounded(seeds: dict[str, bytes]) -> None:
    rows = "".join(
        f'<row r="{n}">{text_cell(f"A{n}", "x")}</row>' for n in range(2, 2_000)
    )
    names = [
        c for t in shipped() if t.name == "us-performance" for c in t.tables[0].columns
    ]
    head = "".join(text_cell(f"{chr(65 + at)}1", n) for at, n in enumerate(names))
    merged = '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>' * 10
    xml = f'<sheetData><row r="1">{head}</row>{rows}</sheetData>{merged}'
    most, seconds, _ = peak(sheet_of(seeds, xml), "a.xlsx")
    assert most < 100e6
    assert seconds < 60


@pytest.mark.parametrize(
    "xml",
    [
        f"{HEADER}<row r='2'>{text_cell('ZZZZ2', 'x')}</row>",
        f"{HEADER}<row r='99999999999'>{text_cell('A1', 'x')}</row>",
        "<row><c t='s'><v>99999999999999999999</v></c></row>",
        "<row><c s='-1'><v>1e999999999</v></c></row>",
        "<row><c s='1'><v>nan</v></c><c t='x'><v>1</v></c></row>",
        "",
    ],
)
def test_odd_sheets_are_read_or_refused(seeds: dict[str, bytes], xml: str) -> None:
    read(sheet_of(seeds, f"<sheetData>{xml}</sheetData>"), "a.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        'table:number-columns-repeated="99999999">{}',
        'table:number-columns-repeated="16384">{}',
        '><text:p><text:s text:c="99999999"/>x</text:p>',
    ],
)
def test_cells_that_stand_for_many_are_bounded(
    seeds: dict[str, bytes], cell: str
) -> None:
    words = "<text:p>objective</text:p>"
    row = '<table:table-row table:number-rows-repeated="1048576">'
    end = b"</table:table>"
    inside = f"<table:table-cell {cell.format(words)}</table:table-cell>"
    more = f"{row}{inside}</table:table-row>".encode()
    data = changed(seeds["ods"], "content.xml", lambda c: c.replace(end, more + end))
    start = perf_counter()
    assert read(data, "a.ods") is None
    assert perf_counter() - start < 120


def test_a_zip_bomb_is_refused(seeds: dict[str, bytes]) -> None:
    bomb = sheet_of(seeds, "<sheetData>" + " " * 100_000_000 + "</sheetData>")
    assert len(bomb) < 200_000
    with pytest.raises(SourceError, match="times its size"):
        list(readings(Input.of(bomb, "a.xlsx")))


def test_entities_are_refused(seeds: dict[str, bytes]) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    data = changed(
        seeds["xlsx"], "sheet1.xml", lambda c: c.replace(b"<worksheet", doctype, 1)
    )
    with pytest.raises(SourceError, match="entities"):
        list(readings(Input.of(data, "a.xlsx")))


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (b"[" * 100_000, "a.json"),
        (b'{"a":' * 2_000 + b"1" + b"}" * 2_000, "a.json"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "a.json"),
        (b"[" + b"9" * 10_000 + b"]", "a.json"),
        (b'[{"kind": "\\ud800"}]', "a.json"),
        (b"kind,text\n" + b'objective,"' + b"x" * 5_000_000 + b'"\n', "a.csv"),
        (b"kind,text\n" + b"," * 20_000 + b"x\n", "a.csv"),
        (b"\xef\xbb\xbf", "a.csv"),
        (b"\n\n\n", "a.csv"),
        (b"kind,text@en\n", "a.csv"),
        (b"kind,text@en" + b",text@en" * 3_000 + b"\n", "a.csv"),
        (b"\xff\xfek", "a.csv"),
    ],
)
def test_odd_files_are_read_or_refused(data: bytes, file: str) -> None:
    read(data, file)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mandategraph.read.table.cells.MOST_CELLS", 20)
    with pytest.raises(SourceError, match="more than 20 filled cells"):
        list(readings(Input.of(b"kind,text@en\n" + b"objective,Wells\n" * 30, "a.csv")))


def test_a_mapping_reads_the_same_whatever_the_order_of_hashes() -> None:
    import os
    import subprocess
    import sys

    code = (
        "from mandategraph.read import Input\n"
        "from mandategraph.read.table.reader import readings\n"
        f"print(repr(list(readings(Input.of({GOALS!r}, 'a.json')))))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1


def test_a_header_is_looked_for_in_the_first_rows_only() -> None:
    mapping = parsed('name="a"\n[[table]]\nname="a"\ncolumns=["Goal"]\n', "a.toml")
    from mandategraph.read.table.open import open_tables

    def fits(above: int) -> bool:
        data = b"words\n" * above + b"Goal\nWells\n"
        (sheet,) = open_tables(Input.of(data, "a.csv")).sheets
        return SheetTable(sheet, mapping.tables[0], "a.csv").fits

    assert fits(49)
    assert not fits(50)
