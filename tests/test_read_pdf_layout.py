"""From places on a page to lines, blocks, columns and headings in reading order."""

from __future__ import annotations

import pytest

from mandategraph.model import Reading
from mandategraph.read import read
from mandategraph.read.layout import Composed
from mandategraph.read.pdf.reader import extract
from mandategraph.read.source import Input
from pdf_sheets import A4, Drawn, Square, Words, lines, pdf


def composed(*pages: list[Drawn], size: tuple[float, float] = A4) -> Composed:
    return extract(Input("sheet.pdf", data=pdf(*pages, size=size)))[0]


def text(*pages: list[Drawn]) -> str:
    return composed(*pages).text


def columns(found: Composed) -> list[str]:
    return [region.of(found.text) for region in found.regions]


def headings(found: Composed) -> list[str]:
    return [found.text[at:].split("\n")[0] for at in found.headings]


BODY = ("Words of a column that are", "long enough to be wrapped", "over three lines.")


def column(x: float, y: float, number: int) -> list[Drawn]:
    head = Words(x, y, f"OBJECTIVE {number}", 13, bold=True)
    return [head, *lines(x, y + 20, f"• Item of column {number}", *BODY)]


def test_one_column_is_read_from_top_to_bottom_and_has_no_regions() -> None:
    found = composed([*lines(50, 200, "Third.", "Fourth."), Words(50, 100, "First.")])
    assert found.text == "First.\n\nThird.\nFourth.\n"
    assert found.regions == []


def test_a_wider_gap_than_that_of_lines_is_a_blank_line() -> None:
    drawn = [*lines(50, 100, "a b", "c d", "e f"), *lines(50, 142, "g h", "i j")]
    assert text(drawn) == "a b\nc d\ne f\n\ng h\ni j\n"


def test_each_line_has_the_box_in_which_it_is_shown() -> None:
    found = composed([Words(100, 200, "Boats sail", 10)])
    (place,) = found.places
    assert place.page == 1
    assert place.box is not None
    left, top, right, bottom = place.box
    assert left == pytest.approx(100, abs=1)
    assert top < 200 - 7 < 200 < bottom  # capitals of Helvetica are .72 em high
    assert bottom - top == pytest.approx(10, abs=1)
    # widths in Helvetica: B667 o556 a556 t278 s500 blank278 s500 a556 i222 l222
    assert right == pytest.approx(100 + 4.335 * 10, abs=1.5)


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_shown(turns: int) -> None:
    """A word near the left top of the sheet, which the viewer then turns."""
    data = pdf([Words(100, 200, "Boats sail", 10)], page=f"/Rotate {turns}")
    (place,) = extract(Input("sheet.pdf", data=data))[0].places
    assert place.box is not None
    x, y = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    width, height = A4
    middle = (100 + 4.335 * 5, 200 - 3)
    expected = {
        0: middle,
        90: (height - middle[1], middle[0]),
        180: (width - middle[0], height - middle[1]),
        270: (middle[1], width - middle[0]),
    }[turns]
    assert (x, y) == pytest.approx(expected, abs=2)


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_like_an_upright_one(turns: int) -> None:
    drawn = [*column(50, 100, 1), *column(320, 100, 2)]
    upright = extract(Input("a.pdf", data=pdf(drawn)))[0]
    turned = extract(Input("a.pdf", data=pdf(drawn, page=f"/Rotate {turns}")))[0]
    assert turned.text == upright.text
    assert turned.regions == upright.regions


def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn() -> (
    None
):
    found = composed([*column(320, 100, 2), *column(50, 100, 1)])
    first, second = columns(found)
    assert first.startswith("OBJECTIVE 1\n\n• Item of column 1\nWords of")
    assert second.startswith("OBJECTIVE 2\n\n• Item of column 2\nWords of")


def test_headings_that_are_drawn_from_the_right_are_not_glued() -> None:
    """The library gives `OBJECTIVE 2OBJECTIVE 1` when the right one is drawn first."""
    heads = [Words(320, 100, "OBJECTIVE 2", 13), Words(50, 100, "OBJECTIVE 1", 13)]
    items = [*lines(320, 120, "• b", *BODY), *lines(50, 120, "• a", *BODY)]
    found = composed([*heads, *items])
    assert [c.split("\n")[0] for c in columns(found)] == ["OBJECTIVE 1", "OBJECTIVE 2"]


def test_what_stands_above_and_below_the_columns_is_in_none_of_them() -> None:
    above = lines(
        50, 60, "A mandate that runs over the whole width of the page, so far"
    )
    below = [
        Words(50, 300, "RESULTS OF EACH OBJECTIVE, over both columns, in bold", 11)
    ]
    found = composed([*below, *column(50, 100, 1), *column(320, 100, 2), *above])
    assert found.text.startswith("A mandate that")
    assert found.text.endswith(
        "\n\nRESULTS OF EACH OBJECTIVE, over both columns, in bold\n"
    )
    assert len(found.regions) == 2


def test_a_short_title_above_the_first_column_is_above_all_of_them() -> None:
    title = Words(50, 70, "Plan", 16, bold=True)
    found = composed([title, *column(50, 100, 1), *column(320, 100, 2)])
    assert [c.split("\n")[0] for c in columns(found)] == ["OBJECTIVE 1", "OBJECTIVE 2"]


def test_a_column_that_begins_higher_stays_whole() -> None:
    found = composed([*column(50, 100, 1), *column(320, 137, 2)])
    assert columns(found)[0].count("\n") == 5
    assert columns(found)[0].startswith("OBJECTIVE 1")


def test_rows_of_boxes_are_read_row_by_row() -> None:
    drawn: list[Drawn] = []
    for number, (x, y) in enumerate([(50, 100), (320, 100), (50, 250), (320, 250)], 1):
        drawn += column(x, y, number)
    found = composed(drawn)
    heads = [c.split("\n")[0] for c in columns(found)]
    assert heads == [f"OBJECTIVE {n}" for n in (1, 2, 3, 4)]


def test_headings_beside_their_text_are_one_column_with_it() -> None:
    drawn: list[Drawn] = []
    for number, y in ((1, 100), (2, 200)):
        drawn.append(Words(50, y, f"OBJECTIVE {number}", 13, bold=True))
        drawn += lines(
            220, y, f"Aim of {number} in words", "• Boats sail", "• Crews train"
        )
    found = composed(drawn)
    assert columns(found) == [
        f"OBJECTIVE {n}\nAim of {n} in words\n• Boats sail\n• Crews train"
        for n in (1, 2)
    ]


def test_justified_lines_with_wide_gaps_are_no_columns() -> None:
    """Both end at 150 points, by the widths of Helvetica."""
    drawn: list[Drawn] = [Words(x, 100, w) for x, w in
                          ((50, "Few"), (86.1, "words"), (130, "here"))]  # fmt: skip
    drawn += [Words(x, 112, w) for x, w in
              ((50, "and"), (84.7, "fewer"), (127.2, "more"))]  # fmt: skip
    drawn += lines(50, 124, "then a line that is full of words")
    found = composed(drawn)
    assert found.regions == []
    assert found.text.split("\n")[0].split() == ["Few", "words", "here"]


def test_a_bullet_with_a_tab_behind_it_stands_before_its_words() -> None:
    drawn = [Words(50, 100, "•"), Words(75, 100, "Boats sail"), Words(50, 112, "1.")]
    drawn.append(Words(75, 112, "Crews train"))
    assert text([*drawn, Words(50, 124, "and more")]) == (
        "• Boats sail\n1. Crews train\nand more\n"
    )


def test_the_letter_o_as_a_bullet_is_written_as_one() -> None:
    drawn = [Words(50, 100, "o", bold=True), Words(75, 100, "Boats sail")]
    assert text([*drawn, Words(50, 112, "and more")]).startswith("◦ Boats sail\n")


def test_drawn_bullets_are_written_as_bullets() -> None:
    drawn: list[Drawn] = [Words(50, 80, "What we do")]
    for y in (100, 112, 136):
        drawn += [Square(52, y - 5, 3), Words(62, y, "Boats sail")]
    drawn.append(Words(62, 124, "far and wide"))
    assert text(drawn).split("\n")[2:6] == [
        "• Boats sail",
        "• Boats sail",
        "far and wide",
        "• Boats sail",
    ]


def test_one_small_drawing_is_no_bullet() -> None:
    drawn: list[Drawn] = [
        Words(50, 80, "What we do"),
        Square(52, 95, 3),
        Words(62, 100, "Sail"),
    ]
    assert "•" not in text(drawn)


def test_larger_and_bolder_lines_are_headings_and_bullets_are_not() -> None:
    drawn = [Words(50, 60, "A large title", 16), *lines(50, 100, *BODY)]
    drawn += [
        Words(50, 150, "A bold title", bold=True),
        Words(50, 165, "• bold", bold=True),
    ]
    assert headings(composed(drawn)) == ["A large title", "A bold title"]


def test_letters_set_wide_apart_are_words() -> None:
    drawn = [Words(50, 100, "O U R   A I M", 12), *lines(50, 120, *BODY)]
    assert text(drawn).startswith("OUR AIM\n")


def test_words_up_the_side_of_a_page_stand_by_themselves() -> None:
    side = Words(30, 400, "Printed by hand", 8, turn=90)
    found = text([side, *column(50, 100, 1), *column(320, 100, 2)])
    assert found.endswith("\n\nPrinted by hand\n")
    assert found.count("Printed") == 1


def test_what_lies_beyond_the_edge_of_the_page_is_counted_and_not_read() -> None:
    data = pdf([Words(50, 100, "Boats sail"), Words(50, 900, "printer's mark")])
    found, warnings = extract(Input("sheet.pdf", data=data))
    assert found.text == "Boats sail\n"
    assert [w.message for w in warnings] == [
        "characters beyond the page's edge x 14: not to be seen"
    ]


def test_a_footnote_mark_is_raised_and_leaves_the_number_before_it_alone() -> None:
    drawn = [Words(50, 100, "OBJECTIVE 1", 12), Words(121.5, 96, "2", 7)]
    assert text([*drawn, *lines(50, 120, *BODY)]).startswith("OBJECTIVE 1²\n")


def test_a_number_smaller_than_its_line_is_no_footnote_mark() -> None:
    drawn = [
        Words(50, 100, "•", 14),
        Words(62, 100, "rate 71 %", 10),
    ]
    assert "71 %" in text([*drawn, *lines(50, 120, *BODY)])


def both(reading: Reading) -> list[tuple[str | None, str, str | None]]:
    return [
        (s.text, s.parent.status, s.parent.target)
        for s in reading.statements
        if s.type == "expected_result"
    ]


def test_a_title_that_the_words_do_not_know_ends_the_column_above_it() -> None:
    """The line is as large as the objectives' headings, so it may head what follows."""
    left = [*column(50, 100, 1), *lines(50, 172, "Expected results")]
    right = [
        Words(320, 100, "OBJECTIVE 2", 13, bold=True),
        *lines(320, 120, "Expected results", "• Lamps burn."),
        Words(320, 160, "Shared by everyone", 13, bold=True),
        *lines(320, 180, "• Staff speak two languages."),
    ]
    found = both(read(pdf([*left, *right]), file="sheet.pdf"))
    assert ("Lamps burn.", "asserted", "en-objective-2") in found
    (last,) = [row for row in found if row[0] == "Staff speak two languages."]
    assert last[1:] == ("unknown", None)
