"""From page to page: heads and feet, footnotes, sentences and hyphens at line ends."""

from __future__ import annotations

import pytest

from mandategraph.read.pdf.reader import extract
from mandategraph.read.source import Input
from pdf_sheets import Drawn, Words, lines, pdf


def text(*pages: list[Drawn]) -> str:
    return extract(Input("sheet.pdf", data=pdf(*pages)))[0].text


def told(*pages: list[Drawn]) -> list[str]:
    warnings = extract(Input("sheet.pdf", data=pdf(*pages)))[1]
    return [w.message for w in warnings if w.code == "not_carried"]


def page(number: int, *more: Drawn, foot: str = "{}") -> list[Drawn]:
    head = Words(60, 40, "Plan of the harbour towns", 8)
    body = lines(60, 100, f"The text of page {number} goes", "over two lines.")
    return [head, *body, *more, Words(290, 810, foot.format(number), 8)]


@pytest.mark.parametrize("foot", ["{}", "Page {} of 3", "- {} -", "{} | P a g e"])
def test_page_numbers_and_running_heads_are_counted_and_not_read(foot: str) -> None:
    pages = [page(n, foot=foot) for n in (1, 2, 3)]
    assert text(*pages) == "\n\n".join(
        f"The text of page {n} goes\nover two lines." for n in (1, 2, 3)
    ) + "\n"  # fmt: skip
    numbers, head = sorted(told(*pages), key=lambda m: "harbour" in m)
    assert " x 3: printed on page after page" in numbers
    assert head.startswith("page head or foot “Plan of the harbour towns” x 3")


def test_roman_page_numbers_go_up_too() -> None:
    pages = [page(n) for n in (1, 2, 3)]
    for drawn, number in zip(pages, ("ii", "iii", "iv"), strict=True):
        drawn[-1] = Words(290, 810, number, 8)
    assert "ii" not in text(*pages)


def test_headings_that_count_up_with_the_pages_are_no_page_numbers() -> None:
    pages: list[list[Drawn]] = [
        [Words(60, 60, f"OBJECTIVE {n}", 10, bold=True), *page(n)[1:-1]]
        for n in (1, 2, 3)
    ]
    found = text(*pages)
    assert [f"OBJECTIVE {n}" in found for n in (1, 2, 3)] == [True] * 3
    assert told(*pages) == []


def test_a_title_larger_than_the_body_is_no_running_head() -> None:
    pages: list[list[Drawn]] = [
        [Words(60, 60, "What we do", 16), *page(n)[1:-1]] for n in (1, 2, 3)
    ]
    assert text(*pages).count("What we do") == 3


def test_one_page_has_no_running_heads() -> None:
    assert "Plan of the harbour towns" in text(page(1))
    assert told(page(1)) == []


def test_a_sentence_goes_on_over_the_end_of_a_page_and_its_footnote() -> None:
    note = [Words(60, 760, "1. See the report of the Year.", 7)]
    first = [
        *lines(60, 700, "Boats sail every day to the", "islands and towns of the"),
        *note,
    ]
    second = lines(60, 60, "North and back.", "They carry mail.")
    assert text([*first, *lines(60, 100, "A b c.", "D e f.")], second) == (
        "A b c.\nD e f.\n\nBoats sail every day to the\nislands and towns of the\n"
        "North and back.\nThey carry mail.\n\n1. See the report of the Year.\n"
    )


def test_a_list_goes_on_over_the_end_of_a_page() -> None:
    first = lines(60, 100, "What we do", "• Boats sail.", "• Crews train.")
    second = lines(60, 60, "• Lamps burn.", "• Maps are new.")
    assert "• Crews train.\n• Lamps burn.\n" in text(first, second)


def test_a_new_paragraph_on_a_new_page_stands_apart() -> None:
    first = lines(60, 100, "What we do", "goes on to the end.")
    assert "the end.\n\nBoats sail." in text(
        first, lines(60, 60, "Boats sail.", "Far.")
    )


def test_a_soft_hyphen_at_a_line_end_stays_a_soft_hyphen() -> None:
    found = text(lines(60, 100, "la conservación del am\xad", "biente y del agua"))
    assert found == "la conservación del am\xad\nbiente y del agua\n"


def test_plain_hyphens_are_soft_where_many_lines_end_in_one() -> None:
    drawn = lines(
        60, 100, "la conser-", "vación del am-", "biente y de las espe-", "cies"
    )
    assert (
        text(drawn)
        == "la conser\xad\nvación del am\xad\nbiente y de las espe\xad\ncies\n"
    )


def test_a_hyphen_of_a_compound_stays() -> None:
    drawn = lines(60, 100, "a long-", "term plan of the port", "a long-term aim and an",
                  "early-warning sign for the self-", "help of the towns")  # fmt: skip
    found = text(drawn)
    assert "a long-\nterm" in found
    assert "self-\nhelp" in found


def test_one_hyphen_tells_nothing_in_a_language_of_compounds() -> None:
    drawn = lines(60, 100, "the aims of the cross-", "border plan and the rest")
    assert "cross-\nborder" in text(drawn)


def test_what_french_joins_by_a_hyphen_stays_joined() -> None:
    words = ("ceux qui sont là eux-", "mêmes et les res-", "sources des commu-", "nes")
    drawn = lines(60, 100, *words)
    found = text(drawn)
    assert "eux-\nmêmes" in found
    assert "res\xad\nsources" in found
