"""Hostile Word documents: one clear line, bounded memory, no other exception."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docx_building as made
from conftest import DATA
from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.model import Reading
from mandategraph.read import read
from mandategraph.read.archive import PARTS, checked_archive
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from pathlib import Path

INVALID = sorted((DATA / "docx" / "invalid").glob("*.docx"))
NUMBERED = (DATA / "docx" / "valid" / "numbered.docx").read_bytes()
FRAMEWORK = (DATA / "docx" / "valid" / "framework.docx").read_bytes()
MB = 1 << 20


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        checked_archive(Input("plan.docx", data=data))
    message = str(caught.value)
    assert message.startswith("plan.docx: ")
    assert "\n" not in message
    assert caught.value.advice
    return message


def read_or_refused(data: bytes) -> Reading | None:
    """The reading, None for a SourceError; any other exception fails the test."""
    try:
        return read(data, file="plan.docx", format="docx")
    except SourceError as error:
        message = str(error)
    assert "\n" not in message
    return None


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_an_invalid_document_is_refused_in_one_line(path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(path, format="docx")
    message = str(caught.value)
    assert path.with_suffix(".expected").read_text("utf-8").strip() in message
    assert "\n" not in message
    assert caught.value.advice


def test_an_archive_that_unpacks_to_hundreds_of_times_its_size_is_refused() -> None:
    bomb = packed(("word/document.xml", b"\0" * (60 * MB)))
    assert len(bomb) < MB
    assert "more than 200 times its size" in refusal(bomb)


def test_a_small_archive_may_be_packed_tightly() -> None:
    checked_archive(
        Input("plan.docx", data=packed(("word/document.xml", b" " * (20 * MB))))
    )


def test_a_declared_size_is_not_believed() -> None:
    """The directory says 10 bytes; the part itself unpacks to 300 MB."""
    bomb = packed(("word/document.xml", b"\0" * (300 * MB)))
    at = bomb.rindex(b"PK\x01\x02")
    lie = bomb[: at + 24] + struct.pack("<I", 10) + bomb[at + 28 :]
    assert "more than 200 times its size" in refusal(lie)


def test_the_parts_count_together() -> None:
    part = b"\0" * (20 * MB)
    bomb = packed(*((f"word/part{n}.xml", part) for n in range(4)))
    assert "more than 200 times its size" in refusal(bomb)


def test_a_limit_of_bytes_holds_whatever_the_ratio() -> None:
    noise = random.Random(1).randbytes(3 * MB)  # noqa: S311 - no secret
    data = packed(("word/media/a.png", noise))
    with pytest.raises(SourceError, match="unpacks to more than 2 MB"):
        checked_archive(Input("plan.docx", data=data), most=2 * MB)


def test_too_many_parts_are_refused() -> None:
    many = packed(*((f"{n}", b"") for n in range(PARTS + 1)))
    assert f"more than {PARTS}" in refusal(many)


def test_entities_are_refused_in_any_encoding_and_across_pieces() -> None:
    text = "<?xml version='1.0'?>" + " " * 65_510 + '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        message = refusal(packed(("word/styles.xml", text.encode(code))))
        assert "word/styles.xml in it declares XML entities" in message


def test_a_part_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(packed(("a.xml", b"<a/>" * 50), method=zipfile.ZIP_STORED))
    data[data.index(b"<a/>") + 1] = ord("b")
    assert "a.xml has the wrong checksum or size" in refusal(bytes(data))


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(packed(("a.xml", b"<a/>")))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "a.xml in it is encrypted" in refusal(bytes(data))


def test_other_compressions_are_refused() -> None:
    data = packed(("a.xml", b"<a/>"), method=zipfile.ZIP_BZIP2)
    assert "packed by method 12" in refusal(data)


def test_a_million_nested_elements_are_refused_quickly() -> None:
    depth = 1_000_000
    deep = b"<w:p>" * depth + b"</w:p>" * depth
    data = made.changed(
        NUMBERED,
        "word/document.xml",
        lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep, 1),
    )
    start = time.perf_counter()
    with pytest.raises(SourceError, match=r"Excessive depth|more than \d+ XML tags"):
        read(data, file="plan.docx")
    assert time.perf_counter() - start < 20


def test_tables_in_tables_end_somewhere() -> None:
    row = b"<w:tbl><w:tr><w:tc>"
    deep = row * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    data = made.changed(
        NUMBERED,
        "word/document.xml",
        lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep, 1),
    )
    with pytest.raises(SourceError, match="nested more than 30 deep"):
        read(data, file="plan.docx")


def test_an_absurd_span_of_columns_costs_nothing() -> None:
    def wide(xml: bytes) -> bytes:
        span = b'<w:tcPr><w:gridSpan w:val="999999999999"/></w:tcPr>'
        return xml.replace(b"<w:tcPr></w:tcPr>", span)

    data = made.changed(FRAMEWORK, "word/document.xml", wide)
    start = time.perf_counter()
    assert read_or_refused(data) is not None
    assert time.perf_counter() - start < 5


def test_numbers_that_are_none_are_no_error() -> None:
    def odd(xml: bytes) -> bytes:
        return (
            xml.replace(b'w:ilvl w:val="0"', b'w:ilvl w:val="-9"')
            .replace(b'w:numId w:val="2"', b'w:numId w:val="x"')
            .replace(b'outlineLvl w:val="0"', b'outlineLvl w:val="1e9"')
        )

    result = read_or_refused(made.changed(NUMBERED, "word/document.xml", odd))
    assert result is not None
    assert "Less oil in the basin" in result.source.text


def test_a_relationship_that_leads_nowhere_does_no_harm() -> None:
    def nowhere(xml: bytes) -> bytes:
        link = (
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/office'
            b'Document/2006/relationships/image" Target="NULL"/></Relationships>'
        )
        return xml.replace(b"</Relationships>", link)

    data = made.changed(NUMBERED, "word/_rels/document.xml.rels", nowhere)
    assert read_or_refused(data) == read_or_refused(data)
    result = read_or_refused(data)
    assert result is not None
    assert len(result.statements) == 8


def test_strict_and_macro_documents_are_read_like_others() -> None:
    def strict(xml: bytes) -> bytes:
        return xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    def macro(xml: bytes) -> bytes:
        return xml.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            b".main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    expected = read_or_refused(NUMBERED)
    assert expected is not None
    for part, change in (("word/document.xml", strict), ("[Content_Types].xml", macro)):
        result = read_or_refused(made.changed(NUMBERED, part, change))
        assert result is not None
        assert result.statements == expected.statements


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_refused(data: bytes) -> None:
    assert read_or_refused(data) is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.sampled_from([NUMBERED, FRAMEWORK]))
def test_mutated_files_give_a_reading_or_one_line(
    chance: random.Random, file: bytes
) -> None:
    read_or_refused(damaged(file, chance, chance.randint(1, 8)))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.randoms(use_true_random=False),
    st.sampled_from([(NUMBERED, "word/document.xml"), (FRAMEWORK, "word/document.xml"),
                     (NUMBERED, "word/numbering.xml"),
                     (NUMBERED, "word/_rels/document.xml.rels"),
                     (NUMBERED, "[Content_Types].xml")]),
)  # fmt: skip
def test_mutated_markup_gives_a_reading_or_one_line(
    chance: random.Random, case: tuple[bytes, str]
) -> None:
    """Whole tags and values are moved, doubled and lost, so that most parts parse."""
    file, part = case

    def mutated(xml: bytes) -> bytes:
        pieces = xml.replace(b">", b">\0").split(b"\0")
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
            match chance.randrange(4):
                case 0:
                    pieces[at] = pieces[other]
                case 1:
                    del pieces[at]
                    pieces = pieces or [b""]
                case 2:
                    pieces[at] = pieces[at].replace(b'"0"', b'"-1"')
                case _:
                    pieces[at] = pieces[at].replace(b"w:p", b"w:tbl")
        return b"".join(pieces)

    result = read_or_refused(made.changed(file, part, mutated))
    if result is not None:
        text = result.source.text
        assert all(s.span.end <= len(text) for s in result.statements)
