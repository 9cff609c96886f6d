"""Locked, scanned, broken, huge and random PDF files: a reading, or one clear line."""

from __future__ import annotations

import gc
import random
import re
import tracemalloc
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import DATA
from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read import read
from mandategraph.read.pdf import guard as pdf_guard
from mandategraph.read.pdf import pages as pdf_pages
from mandategraph.read.pdf.reader import extract
from mandategraph.read.source import Input
from pdf_sheets import Words, lines, pdf
from running import peak_memory

FOLDER = DATA / "pdf"
SHEET = [
    Words(60, 100, "MANDATE", 14, bold=True),
    *lines(60, 130, "Keep the lake clean."),
]
PICTURE = b"q 9 0 0 9 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q "


def reason(data: bytes) -> str:
    """The one line that the reader gives instead of a reading."""
    with pytest.raises(SourceError) as caught:
        read(data, file="leaflet.pdf", format="pdf")
    line = str(caught.value)
    assert line.startswith("leaflet.pdf: ")
    assert "\n" not in line
    return line


def reads(data: bytes) -> Reading | None:
    """The reading, or None for a SourceError; any other exception is a failure."""
    try:
        return read(data, file="leaflet.pdf", format="pdf")
    except SourceError:
        return None


def codes(reading: Reading) -> set[str]:
    return {w.code for w in reading.warnings}


def test_a_file_that_needs_a_password_is_refused_in_one_line() -> None:
    data = (FOLDER / "locked" / "user-password.pdf").read_bytes()
    assert "it opens only with a password; save it without" in reason(data)


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    reading = read(FOLDER / "locked" / "owner-password.pdf")
    assert len([s for s in reading.statements if s.type == "indicator"]) == 5


def test_a_scanned_page_asks_for_ocr() -> None:
    data = pdf([], [], content=PICTURE)
    assert "page 1 has no text layer: needs OCR; run OCR" in reason(data)


def test_a_document_with_one_scanned_page_is_read_and_says_which() -> None:
    scan = pdf(SHEET, [Words(60, 700, "3", 9)], content=PICTURE)
    reading = read(scan, file="leaflet.pdf")
    told = [w.message for w in reading.warnings if w.code == "no_text_layer"]
    assert told == ["page 2 has no text layer: needs OCR"]
    assert "Keep the lake clean." in reading.source.text


def test_a_page_whose_letters_are_drawn_as_shapes_asks_for_ocr() -> None:
    data = pdf([], content=b"60 60 3 8 re f " * 300)
    assert "page 1 has no text layer: needs OCR" in reason(data)


def test_an_empty_page_has_no_words() -> None:
    assert "it has no words" in reason(pdf([]))


def test_a_wrong_cross_reference_table_is_repaired() -> None:
    data = re.sub(rb"startxref\n\d+", b"startxref\n9999999", pdf(SHEET))
    assert read(data, file="a.pdf").source.text.startswith("MANDATE")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"", b"%PDF-1.7\n" + bytes(range(256))]
)
def test_what_is_no_pdf_inside_is_refused_in_one_line(data: bytes) -> None:
    assert "its structure is broken" in reason(data)


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_is_read_or_refused_in_one_line(part: float) -> None:
    for path in sorted(FOLDER.glob("*.pdf"))[::9]:
        data = path.read_bytes()
        reads(data[: int(len(data) * part)])


def test_a_missing_file_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.pdf", format="pdf")


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    data = pdf(*([SHEET] * (pdf_pages.MOST_PAGES + 1)))
    assert "it has 5001 pages, more than the 5000 that are read" in reason(data)


def test_many_pages_take_memory_for_their_words_only() -> None:
    data = pdf(*([SHEET] * 2000))
    tracemalloc.start()
    text = extract(Input("a.pdf", data=data))[0].text
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert text.count("MANDATE") == 2000
    assert peak < 40e6


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_CHARACTERS", 30)
    assert "its first 2 pages hold 48 characters, too many" in reason(
        pdf(SHEET, SHEET, SHEET)
    )
    monkeypatch.setattr(pdf_pages, "MOST_ON_PAGE", 20)
    assert "page 1 holds" in reason(pdf(SHEET))


def test_a_page_as_large_as_a_town_is_read() -> None:
    data = pdf(SHEET, size=(1e8, 1e8))
    reading = read(data, file="a.pdf")
    assert reading.statements[0].text == "Keep the lake clean."


def test_a_hundred_megabytes_without_words_are_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(pdf(SHEET, content=b"%" + b"x" * 100_000_000 + b"\n"))
    code = (
        "import sys; from mandategraph.read import read; "
        "assert read(sys.argv[1]).statements"
    )
    assert peak_memory(code, path)[0] < 450


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F0 1 Tf " + b"(aaaaaaaa bbbbbbb) Tj " * 800_000 + b"ET ",
        b" " * 200_000_000,
    ],
)
def test_a_few_bytes_that_unpack_to_many_are_refused(content: bytes) -> None:
    data = pdf(SHEET, content=content, packed=True)
    assert len(data) < 300_000
    assert "unpacks to more text than a page can hold" in reason(data)


def test_a_stream_that_packs_well_but_is_small_is_read() -> None:
    data = pdf(SHEET, content=b"0 0 1 1 re f " * 200_000, packed=True)
    assert "MANDATE" in read(data, file="a.pdf").source.text


def test_the_guard_looks_at_a_file_without_loading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(SHEET))
    source = Input.of(path)
    pdf_guard.refuse_bombs(source, in_memory=False)
    assert "data" not in source.__dict__


def test_nothing_is_left_open_when_a_file_is_refused_or_read() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for data in (pdf(SHEET), pdf([]), b"%PDF-1.7\n", pdf([], content=PICTURE)):
            reads(data)
        gc.collect()
    assert [str(w.message) for w in told] == []


MADE = [p.read_bytes() for p in sorted(FOLDER.glob("*.weasyprint.pdf"))[::4]]


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_file_with_changed_bytes_is_read_or_refused(chance: random.Random) -> None:
    data = damaged(chance.choice(MADE), chance, chance.choice((0, 1, 3, 22)), cut=200)
    for _ in range(chance.choice((0, 1, 8))):
        number = chance.choice(list(re.finditer(rb"\d+", data)))
        value = chance.choice((b"0", b"-1", b"99999999", b"1e9", b"2147483648"))
        data = data[: number.start()] + value + data[number.end() :]
    reads(data)


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_in_one_line(data: bytes) -> None:
    assert reads(b"%PDF-1.7\n" + data) is None


ANYWHERE = st.builds(
    Words,
    st.floats(-50, 620),
    st.floats(-50, 900),
    st.text("abc OBJECTIVE 123•.-:", min_size=1, max_size=30),
    st.sampled_from([4.0, 9, 10, 14, 40]),
    st.booleans(),
    st.sampled_from([0.0, 0, 0, 90, 180, 37]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(ANYWHERE, max_size=25), min_size=1, max_size=3))
@example([[Words(0, 0, "11111", 4, turn=37)]])
def test_words_in_any_places_are_all_in_the_text_once(pages: list[list[Words]]) -> None:
    """However they lie, no word is lost and none is read twice."""
    try:
        composed, told = extract(Input("a.pdf", data=pdf(*pages)))
    except SourceError:
        return
    if any(w.code == "not_carried" for w in told):
        return
    drawn = "".join(w.text for page in pages for w in page)
    for sign in "VJTECBI":
        assert composed.text.count(sign) <= drawn.count(sign)
    ends = [p.span.end for p in composed.places]
    assert ends == sorted(ends)
