"""What cannot be read is refused in one clear line; what is odd is read anyway."""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

import pytest

from conftest import LEAFLETS
from mandategraph.errors import SourceError, UnknownNameError
from mandategraph.read import READERS, read

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "MANDATE\nServe the ports.\n"
BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "only blanks"),
    "only a byte order mark": (b"\xef\xbb\xbf", "only blanks"),
    "Latin-1": ("MANDAT\nPrésence".encode("latin-1"), "byte 9"),
    "cut in the middle": ("MANDAT é".encode()[:-1], "byte 7"),
    "NUL": (b"MANDATE\x00 ports", "offset 7"),
    "UTF-16 without a mark": ("MANDATE".encode("utf-16-le"), "byte order mark"),
    "odd UTF-16": (b"\xff\xfeM\x00A", "byte 4"),
    "lone surrogate in UTF-16": (
        b"\xff\xfeM\x00\x00\xd8A\x00",
        "lone surrogate at byte 4",
    ),
    "lone surrogate in UTF-8": (b"MANDATE \xed\xa0\x80", "lone surrogate at byte 8"),
    "pair of surrogates in UTF-8": (
        b"M\xed\xa0\xbd\xed\xb8\x80",
        "lone surrogate at byte 1",
    ),
    "control characters": (b"MANDATE\n" + b"\x01\x02\x03" * 40, "control characters"),
    "PDF": (b"%PDF-1.7\n", "a PDF"),
    "half a DOCX": (b"PK\x03\x04word/document.xml", "broken"),
    "RTF": (b"{\\rtf1 MANDATE}", "RTF"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "JPEG": (b"\xff\xd8\xff\xe0", "JPEG"),
}


@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD.keys())
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, file="leaflet.txt")
    message = str(caught.value)
    assert message.startswith("leaflet.txt: ")
    assert reason in message
    assert "\n" not in message
    assert caught.value.advice


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file; check the path"):
        read(tmp_path / "nothing.txt")


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="folder"):
        read(tmp_path)


def test_a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(SourceError):
        read("leaf\0let.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix permissions")
def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT)
    path.chmod(0)
    if os.geteuid() == 0:  # root may read everything: take the error itself

        def refused(_: Path, mode: str = "r") -> bytes:
            raise PermissionError(13, f"Permission denied ({mode})")

        monkeypatch.setattr("pathlib.Path.open", refused)
    with pytest.raises(SourceError, match="no permission"):
        read(path)


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="choose from text"):
        read(TEXT.encode(), format="papyrus")


def test_each_reader_describes_itself() -> None:
    for name, reader in READERS.items():
        assert reader.name == name
        assert reader.description
        assert all(e.startswith(".") for e in reader.extensions)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_with_a_mark_is_read_and_the_mark_is_no_text(encoding: str) -> None:
    reading = read(TEXT.encode(encoding))
    assert reading.source.text == TEXT
    assert reading.statements[0].span.start == 8


def test_a_stray_control_character_parts_words_and_is_reported() -> None:
    reading = read(
        ("MANDATE\nServe\x07the ports of the whole coast." + " x" * 50).encode()
    )
    assert reading.statements[0].text is not None
    assert reading.statements[0].text.startswith("Serve the ports")
    assert [w.code for w in reading.warnings] == ["control_character"]


def test_text_without_headings_is_all_left_over() -> None:
    reading = read("• one\n• two\nHello world\n".encode())
    assert reading.statements == ()
    assert [s.of(reading.source.text) for s in reading.leftover] == [
        "• one",
        "• two",
        "Hello world",
    ]
    assert "no_headings" in {w.code for w in reading.warnings}


def test_random_text_is_read_without_statements() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    text = "".join(
        chr(chance.choice([chance.randrange(32, 127), chance.randrange(160, 0xD7FF)]))
        for _ in range(200_000)
    )
    assert read(text.encode()).statements == ()


PILES = {
    "headings": "".join(f"OBJECTIVE {n % 999 + 1}: Do it.\n" for n in range(10_000)),
    "a row of headings": " ".join(f"OBJECTIVE {n % 999 + 1}" for n in range(10_000)),
    "mandates": "MANDATE\nDo it.\n" * 10_000,
    "captions": "EXPECTED RESULTS:\n" * 10_000,
    "two languages": "OBJECTIVE 1: the x\nOBJECTIF 1: le y\n" * 5_000,
    "quotes": "MANDATE\n" + "« a b c " * 50_000,
    "hyphens": "MANDATE\n" + "abc-\n" * 50_000,
    "accents": "MANDATE\ne" + "\u0301" * 200_000,
    "blanks": "MANDATE" + " " * 300_000 + "x" + "\n" * 300_000 + "OBJECTIVE 1: y",
    "indicators": "OBJECTIVE 1: x\nEXPECTED RESULTS:\n"
    + "• a b c\n" * 5_000
    + "Indicator: x y z\n" * 5_000,
    "one line": "see objective 1 and the results of this mandate " * 10_000,
}


@pytest.mark.parametrize("text", PILES.values(), ids=PILES.keys())
def test_a_pile_of_one_thing_is_read_in_seconds(text: str) -> None:
    start = time.process_time()
    read(text.encode())
    assert time.process_time() - start < 10


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    data = LEAFLETS.read_bytes()
    read(data)

    def seconds(copies: int) -> float:
        start = time.process_time()
        assert len(read(data * copies).statements) == 23 * copies
        return time.process_time() - start

    small = min(seconds(20) for _ in range(3))
    assert seconds(200) < 20 * small
