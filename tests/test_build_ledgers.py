"""Ledgers on disk: found by plan, merged without being read into memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.build.ledgers import (
    EntryWriter,
    Lookup,
    entry_line,
    merged,
    sorted_ledger,
)
from mandategraph.errors import MandateGraphError
from mandategraph.rdf.iris import Entry, Ledger
from mandategraph.store.files import staged

NAMES = st.text("ab-1é", min_size=1, max_size=3)
ENTRIES = st.dictionaries(
    st.tuples(NAMES, st.sampled_from("mor"), NAMES), NAMES, max_size=30
).map(
    lambda table: [
        Entry("|".join(key), f"https://e/{word}", "2026-01-01", "", word)
        for key, word in table.items()
    ]
)


def ledger(entries: list[Entry]) -> Ledger:
    whole = Ledger()
    for entry in entries:
        whole.add(entry)
    return whole


@given(ENTRIES, NAMES)
def test_a_plans_entries_are_those_that_the_ledger_itself_finds(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry], other: str
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "ledger.tsv"
    whole = ledger(entries)
    path.write_text(whole.text(), "utf-8")
    lookup = Lookup(path)
    for plan in {e.key.split("|")[0] for e in entries} | {other, "text"}:
        expected = sorted(whole.of_plan(plan), key=lambda e: e.key)
        assert lookup.of(plan) == expected


@given(ENTRIES, ENTRIES, ENTRIES)
def test_merging_is_adding_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[Entry],
    first: list[Entry],
    second: list[Entry],
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "ledger.tsv"
    path.write_text(ledger(before).text(), "utf-8")
    files = []
    for name, entries in (("first", first), ("second", second)):
        writer = EntryWriter(folder / name)
        writer.add(entry_line(e) for e in entries)
        writer.finish()
        files += writer.files
    merged(sorted_ledger(path, folder), files, folder / "out")
    expected = ledger([*before, *first, *second]).text()
    assert (folder / "out").read_text("utf-8") == expected


def test_a_ledger_that_is_not_sorted_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ledger.tsv"
    entries = [Entry(f"p|o|{n}", f"https://e/p-o{n}", "2026-01-01") for n in range(9)]
    lines = [entry_line(e) for e in entries]
    for text in ("\n".join(lines[::-1]), "\r\n".join(lines), "\n".join(lines * 2)):
        path.write_text(text, "utf-8", newline="")
        found = sorted_ledger(path, tmp_path)
        assert found != path
        assert Lookup(found).of("p") == entries


@pytest.mark.parametrize(
    "damage", [b"hello\n", b"\xff\xfe\0", b"a\tb\n", b"a\tb\tc\td\te\tf\n"]
)
def test_a_damaged_ledger_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "ledger.tsv"
    path.write_bytes(Ledger().text().encode() + damage)
    with pytest.raises(MandateGraphError, match=r"ledger\.tsv"):
        sorted_ledger(path, tmp_path)


def test_no_ledger_has_no_entries(tmp_path: Path) -> None:
    assert sorted_ledger(tmp_path / "nowhere.tsv", tmp_path) is None
    (tmp_path / "empty.tsv").touch()
    for path in (None, tmp_path / "empty.tsv"):
        assert Lookup(path).of("p") == []
        assert Lookup(path).text_seen("0" * 64) is None


def test_files_are_put_in_place_when_the_block_ends_well_and_not_before(
    tmp_path: Path,
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), staged({old: new}):
        raise ZeroDivisionError
    assert old.read_bytes() == b"old"
    with staged({old: new}):
        assert old.read_bytes() == b"old"
    assert old.read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new", "old"]
