"""Laid-out text: blocks and columns as one text with places, regions and headings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mandategraph.model import Place, Span
from mandategraph.read.layout import (
    Beside,
    Block,
    Line,
    Part,
    Style,
    body_style,
    compose,
    lines_of,
)


def block(*texts: str, size: float = 0, bold: bool = False) -> Block:
    return Block(tuple(Line(t, size=size, bold=bold) for t in texts))


def test_lines_stand_on_lines_and_blocks_a_blank_line_apart() -> None:
    composed = compose([block("one", "two"), block("three")])
    assert composed.text == "one\ntwo\n\nthree\n"
    assert composed.regions == []
    assert composed.headings == []


def test_each_line_keeps_its_place() -> None:
    line = Line(" Sail ", page=3, box=(1.0, 2.0, 3.0, 4.0))
    composed = compose([block("Boats"), Block((line,))])
    assert composed.places == [
        Place(Span(0, 5)),
        Place(Span(7, 11), 3, (1.0, 2.0, 3.0, 4.0)),
    ]


def test_columns_side_by_side_are_regions() -> None:
    beside = Beside(((block("a"), block("b")), (block("c"),)))
    composed = compose([block("head"), beside, block("foot")])
    assert composed.text == "head\n\na\n\nb\n\nc\n\nfoot\n"
    assert composed.regions == [Span(6, 10), Span(12, 13)]
    assert [r.of(composed.text) for r in composed.regions] == ["a\n\nb", "c"]


def test_a_column_with_columns_inside_is_a_region_for_each_stretch() -> None:
    inner = Beside(((block("x"),), (block("y"),)))
    outer = Beside(((block("a"), inner, block("b")), (block("c"),)))
    composed = compose([outer])
    found = [r.of(composed.text) for r in composed.regions]
    assert found == ["a", "x", "y", "b", "c"]


def test_larger_or_bolder_lines_than_the_body_are_headings() -> None:
    body = block("many words of the body", "and more of them", size=10)
    parts = [
        block("Large", size=12),
        body,
        block("Bold", size=10, bold=True),
        block("Bold and small", size=8, bold=True),
        block("About as large", size=10.9),
    ]
    composed = compose(parts)
    words = [composed.text[at:].split("\n")[0] for at in composed.headings]
    assert words == ["Large", "Bold"]


def test_a_list_item_is_no_heading_whatever_its_type() -> None:
    item = Line("• Boats", size=14, bold=True, item=True)
    composed = compose([block("words of the body", size=10), Block((item,))])
    assert composed.headings == []


def test_the_body_is_what_most_characters_are_set_in() -> None:
    lines = [Line("a title", size=20), Line("a line of the body", size=9.02)]
    assert body_style(lines) == Style(9.0, bold=False)
    assert body_style([Line("no size known")]) == Style()


def test_nothing_composes_to_nothing() -> None:
    assert compose([]).text == ""
    assert compose([Beside(())]).text == ""


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
    lambda t: t.strip() and not set(t) & set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
)
BLOCKS = st.lists(TEXTS, min_size=1, max_size=3).map(lambda t: block(*t))
PARTS: st.SearchStrategy[list[Part]] = st.recursive(
    st.lists(BLOCKS, max_size=3),
    lambda inner: st.lists(
        st.one_of(
            BLOCKS,
            st.lists(inner.map(tuple), max_size=3).map(lambda c: Beside(tuple(c))),
        ),
        max_size=3,
    ),
    max_leaves=8,
)


@given(PARTS)
def test_every_line_is_found_at_its_place_and_regions_hold_whole_lines(
    parts: list[Part],
) -> None:
    composed = compose(parts)
    text = composed.text
    texts = [line.text.strip() for line in lines_of(parts)]
    assert [p.span.of(text) for p in composed.places] == texts
    assert [w for w in text.split("\n") if w] == texts
    end = -1
    for region in sorted(composed.regions):
        assert region.start > end
        end = region.end
        assert region.start == 0 or text[region.start - 1] == "\n"
        assert text[end] == "\n"
