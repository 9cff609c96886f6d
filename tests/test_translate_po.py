"""Translators' PO files: written, and read back as gettext and polib save them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import polib
import pytest

from conftest import program
from mandategraph.errors import SourceError
from mandategraph.translate.context import Entry
from mandategraph.translate.files import format_of, read_file
from mandategraph.translate.rows import Delivery
from running import SOURCES
from translators_files import ARABIC, arabic, blanks_aside, entry, meant, said

__all__ = ["arabic"]


def test_equal_texts_keep_entries_of_their_own() -> None:
    all_ = [entry("INDICATOR", "", code="x-i1"), entry("INDICATOR", "", code="x-i2")]
    file = polib.pofile(format_of("x", "po").write(all_, "ar").decode())
    assert [e.msgctxt for e in file] == ["x-i1 text", "x-i2 text"]


def test_fuzzy_is_what_nobody_has_reviewed(arabic: list[Entry]) -> None:
    file = polib.pofile(format_of("x", "po").write(arabic, "ar").decode())
    assert all("fuzzy" in e.flags for e in file)
    assert file.metadata["Language"] == "ar"
    table = (SOURCES / "translations" / "ct.ar.tsv").read_text("utf-8")
    count = len(table.splitlines()[1].split("\t")[3])
    assert file[1].comment.splitlines()[0] == f"mandate; fr, {count} characters"
    assert file[1].occurrences == [("interpol-leaflets.txt#char=543,758", "")]


def test_po_saved_again_by_polib_says_the_same(
    tmp_path: Path, arabic: list[Entry]
) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(format_of("x", "po").write(arabic, "ar"))
    file = polib.pofile(str(path))  # wraps long lines, as editors do
    file[0].msgstr = ARABIC
    file[0].flags.remove("fuzzy")
    file.save()
    rows = read_file(path.read_bytes(), "x.po").rows
    assert rows[0].text == ARABIC
    assert (rows[0].flagged, rows[1].flagged) == (False, True)
    assert blanks_aside(said(Delivery(rows)))[1:] == blanks_aside(meant(arabic))[1:]


def test_gettext_accepts_the_file_and_its_merge_is_read(
    tmp_path: Path, arabic: list[Entry]
) -> None:
    msgfmt, msgmerge = program("msgfmt"), program("msgmerge")
    path = tmp_path / "x.po"
    path.write_bytes(format_of("x", "po").write(arabic, "ar"))
    checked = [msgfmt, "--check-format", "--check-domain", "-o", os.devnull, str(path)]
    done = subprocess.run(checked, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    newer = [*arabic[1:], entry("Help member countries to bring criminals in.", "")]
    template = tmp_path / "x.pot"
    template.write_bytes(format_of("x", "po").write(newer, "ar"))
    command = [msgmerge, "--quiet", "--previous", str(path), str(template)]
    merged = subprocess.run(command, check=True, capture_output=True).stdout
    delivery = read_file(merged, "x.po")
    assert len(delivery.rows) == len(newer)
    assert delivery.ignored == ("1 obsolete entries",)
    kept = {(r.code, r.field): r for r in delivery.rows}
    for one in newer[:-1]:
        assert one.unit.current is not None
        row = kept[one.unit.code, one.unit.field]
        assert row.text == one.unit.current.text
    # what gettext guessed from similar words is fuzzy, and a unit without translation
    assert kept["x-o1", "text"].flagged


def no_po(*lines: str) -> bytes:
    return "\n".join(['msgid ""', 'msgstr ""', *lines, ""]).encode()


ENTRY = ("", 'msgctxt "x-o1 text"', 'msgid "a"', 'msgstr "b"')


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"hello world", "no PO file"),
        (no_po('"Language: ar\\n"'), "no entry"),
        (no_po(*ENTRY), "names no language"),
        (no_po('"Language: ar\\n"', "", 'msgid "a"', 'msgstr "b"'), "no context"),
        (no_po('"Language: a!\\n"', *ENTRY), "language is"),
        (
            no_po('"Language: ar\\n"', "", 'msgctxt "x-o1 title"', *ENTRY[2:]),
            "field is 'title'",
        ),
        (b"PK\x03\x04", "x.po"),
        (b"\x00" * 30, "NUL"),
        (
            no_po('"Language: ar\\n"', *ENTRY[:3], 'msgstr "Permitir')[:-1],
            "x.po:7: .*end",
        ),
        (no_po('"Language: ar\\n"', *ENTRY[:3], "msgs"), "x.po:7: "),
        (no_po('"Language: ar\\n"', *ENTRY[:3]), "x.po:5: .*no msgstr"),
        (no_po('"Language: ar\\n"', *ENTRY[:2]), "x.po:5: .*no msgid"),
        (no_po('"Language: ar\\n"', *ENTRY[:3], *ENTRY), "x.po:5: .*no msgstr"),
        (no_po('"Language: ar\\n"', *ENTRY, "stray text"), "x.po:8: "),
    ],
)
def test_a_file_that_is_no_po_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_file(data, "x.po")
    assert "\n" not in str(caught.value)
