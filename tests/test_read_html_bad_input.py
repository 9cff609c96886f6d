"""Web pages that are refused, damaged, hostile or large."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA
from damage import damaged
from mandategraph.errors import SourceError
from mandategraph.read.html.reader import readings
from mandategraph.read.source import Input
from reading_checks import refused_as_expected, same_for_every_seed, survives

VALID = DATA / "html" / "valid"
INVALID = sorted((DATA / "html" / "invalid").glob("*.expected"))


# --- what is refused, damaged or large -----------------------------------------------


@pytest.mark.parametrize("expected", INVALID, ids=lambda p: p.stem)
def test_a_file_that_is_no_page_is_refused_in_one_clear_line(expected: Path) -> None:
    refused_as_expected(readings, expected)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_random_bytes_give_a_reading_or_a_source_error(data: bytes) -> None:
    survives(readings, "page.html", data)


_PIECES = [
    "<table>", "<tr>", "<td rowspan=2>", "<th colspan=3>", "</table>", "</td>", "<p>",
    "</p>", "<ul>", "<ol start=x>", "<li>", "</ul>", "<div>", "</div>", "<section>",
    "<h3>Objective 1: Safe lanes</h3>", "<h2>Mandate</h2>", "Expected results",
    "No lane is dark.", "<br>", "<nav>", "</nav>", "<!--", "-->", "<script>",
    "</script>", "<title>", "&amp", "&#0;", "<![CDATA[", "]]>", "<a href='", ">", "<",
    "<dl><dt>", "<dd>", "<pre>", "<b>", "</b>", "<br/", "<div hidden>", " ", "\n", "\r",
    "<caption>", "<tbody>", "</tr>", "<svg><title>", "Objectif 2", "•", "\x0b",
    "\u2028",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_markup_gives_a_reading_or_a_source_error(pieces: list[str]) -> None:
    survives(readings, "page.html", "".join(pieces).encode())


def test_damaged_pages_give_a_reading_or_a_source_error() -> None:
    data, chance = (VALID / "cards.html").read_bytes(), random.Random(3)  # noqa: S311 - repeatable
    read = 0
    for _ in range(150):
        changed = damaged(data, chance, 1, cut=30)
        read += survives(readings, "page.html", changed)
    assert read


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "word",
        "<p>" + "<b>" * 100_000 + "word" + "</i>" * 100_000,
        "<table><tr><td>" * 5_000 + "word",
        "<ul><li>" * 3_000 + "word",
        "<!--" * 500_000,
        "<p " + "a='" * 300_000,
        "<" * 100_000,
        "&" * 200_000,
        "<script>" * 200_000,
        "</td></p>" * 100_000 + "word",
        "word" + "<br>" * 100_000,
        "<div><h3>Objective 1</h3><p>word</p>" * 3_000,
    ],
    ids=lambda page: page[:16],
)
def test_hostile_markup_takes_seconds(page: str) -> None:
    start = time.perf_counter()
    survives(readings, "page.html", page.encode())
    assert time.perf_counter() - start < 30


def test_a_table_of_endless_cells_is_refused() -> None:
    page = "<table><tr>" + "<td rowspan=65534>x" * 2_000 + "<tr>" * 2_000
    with pytest.raises(SourceError, match="more than a million cells"):
        list(readings(Input("page.html", data=page.encode())))


def test_a_page_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mandategraph.read.html.encoding.LIMIT", 1 << 20)
    with pytest.raises(SourceError, match="pages up to 1 MB are read"):
        list(readings(Input("page.html", data=b"<p>x" * (1 << 19))))


def test_the_reading_is_the_same_whatever_the_hash_seed() -> None:
    same_for_every_seed("mandategraph.read.html.reader", sorted(VALID.iterdir()))
