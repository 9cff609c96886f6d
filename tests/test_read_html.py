"""Web pages: what is read, where exactly it stands, and what is left out."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import DATA
from mandategraph.model import Reading, Statement
from mandategraph.read import format_of
from mandategraph.read.html.encoding import page_of
from mandategraph.read.html.list import ItemList
from mandategraph.read.html.reader import readings
from mandategraph.read.html.tokens import Tag, Text, tokens
from mandategraph.read.source import Input
from reading_checks import checked

VALID = DATA / "html" / "valid"
_XHTML = "http://www.w3.org/1999/xhtml"
_PLACE = re.compile(r".*#char=(\d+),(\d+)")
_CHAIN = """<h2>Mandate</h2><p>Keep the quarter lit from dusk to dawn.</p>
<h3>Objective 1: Safe lanes</h3><h4>Expected results</h4>
<ul><li>No lane is dark for more than one night.</li></ul>"""


def reading(page: str | bytes, file: str = "page.html") -> Reading:
    data = page.encode() if isinstance(page, str) else page
    return checked(readings, Input(file, data=data))


def of_file(path: Path) -> Reading:
    return checked(readings, Input.of(path))


def texts(found: Reading) -> list[str]:
    """The pieces of the text, one for each place."""
    return [place.span.of(found.source.text) for place in found.source.places]


def by_text(found: Reading) -> dict[str | None, Statement]:
    return {s.text: s for s in found.statements}


# --- a page with cards -------------------------------------------------------------


def test_headings_lists_and_cards_give_the_plan() -> None:
    found = by_text(of_file(VALID / "cards.html"))
    mandate = found[
        "Keep the old quarter lit from dusk to dawn, in every season & weather."
    ]
    assert (mandate.type, mandate.lang) == ("mandate", "en-gb")
    for objective, results in (
        ("Safe lanes", ["No lane is dark for more than one night.",
                        "Walkers find the way home."]),
        ("Clean oil", ["Lamps burn rapeseed oil.", "Glass is wiped each month."]),
    ):  # fmt: skip
        above = found[objective]
        assert (above.type, above.parent.target) == ("objective", mandate.id)
        for result in results:
            assert found[result].parent.status == "asserted"
            assert found[result].parent.target == above.id


def test_what_stands_below_the_cards_is_under_none_of_them() -> None:
    found = of_file(VALID / "cards.html")
    text = found.source.text
    left = [span.of(text) for span in found.leftover]
    assert "• The guild trains two apprentices a year." in left


def test_navigation_scripts_styles_and_hidden_parts_are_counted_not_read() -> None:
    found = of_file(VALID / "cards.html")
    for word in ("Menu", "Secret", "Hidden", "Objective 9", "color"):
        assert word not in found.source.text
    assert [w.message for w in found.warnings if w.code == "not_carried"] == [
        "hidden element x 2: not in the text",
        "nav x 1: not in the text",
        "script x 1: not in the text",
        "style x 1: not in the text",
    ]


def test_the_only_main_heading_is_the_title() -> None:
    (plan,) = of_file(VALID / "cards.html").plans
    assert [(t.lang, t.text) for t in plan.title] == [
        ("en", "Plan of the Lantern Guild")
    ]
    assert plan.lang == "en-gb"


@pytest.mark.parametrize("name", ["cards.html", "framework.html", "page.xhtml"])
def test_each_place_gives_back_the_words_from_the_page(name: str) -> None:
    source = Input.of(VALID / name)
    page, found = page_of(source), of_file(VALID / name)
    assert len(found.source.places) > 5
    for place in found.source.places:
        match = _PLACE.fullmatch(place.path)
        assert match is not None
        markup = page[int(match[1]) : int(match[2])]
        words = markup if "CDATA" in page[: int(match[1])][-9:] else (
            unescape(re.sub(r"<br\s*/?>", "\n", markup)).strip())  # fmt: skip
        words = re.sub(r"<[^>]+>", "", words)
        piece = re.sub(r"^(•|\d+\.) ", "", place.span.of(found.source.text))
        assert words.split() == piece.split()
        assert markup == markup.strip()


# --- tables ------------------------------------------------------------------------


def test_a_table_with_kinds_over_its_columns_is_read_by_row() -> None:
    found = of_file(VALID / "framework.html")
    ours = by_text(found)
    objective = ours["Des berges ouvertes à tous"]
    for result, indicator, baseline, target in (
        ("Les promeneurs reviennent", "Nombre de promeneurs par jour", "12", "300"),
        ("Les pêcheurs ont leur place", "Nombre de postes de pêche", "0", "25"),
    ):
        assert ours[result].parent.target == objective.id  # the cell spans two rows
        assert ours[indicator].parent.target == ours[result].id
        values = [(v.kind, v.printed) for v in ours[indicator].values]
        assert values == [("baseline", baseline), ("target", target)]


def test_columns_headed_by_objectives_are_regions() -> None:
    found = by_text(
        reading(
            "<table><tr><td>Objective 1: Safe lanes<td>Objective 2: Clean oil"
            "<tr><td><p>Expected results<ul><li>Lanes are lit.</ul>"
            "<td><p>Expected results<ul><li>Oil is clean.</ul></table>"
        )
    )
    assert found["Lanes are lit."].parent.target == found["Safe lanes"].id
    assert found["Oil is clean."].parent.target == found["Clean oil"].id
    assert found["Oil is clean."].parent.basis == "layout-column"


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    inner = "<table><tr><th>Result<th>Indicator<tr><td>Lanes are lit.<td>Lamps</table>"
    found = by_text(reading(f"<table><tr><td>{inner}</td></tr></table>"))
    assert found["Lamps"].parent.target == found["Lanes are lit."].id


# --- markup as it is found ---------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        _CHAIN,
        _CHAIN.replace("</h2>", "").replace("</p>", "").replace("</li>", ""),
        _CHAIN.upper().replace("KEEP THE QUARTER LIT FROM DUSK TO DAWN.",
                               "Keep the quarter lit from dusk to dawn.")
        .replace("SAFE LANES", "Safe lanes")
        .replace("NO LANE IS DARK FOR MORE THAN ONE NIGHT.",
                 "No lane is dark for more than one night."),
        f"<!-- <h3>Objective 4</h3> -->{_CHAIN}<!-- never closed <p>x</p>",
        f"</div></td></p>{_CHAIN}</span></table>",
        _CHAIN.replace("<h3>", "<h3 class='a > b' title=\"x<y\" data-x=1>"),
        _CHAIN.replace(" ", "\n\t  "),
        _CHAIN.replace("<p>", "<p><span><em>").replace("</p>", "</em></p>"),
        _CHAIN.replace("dusk", "<!-- c -->du<b></b>sk"),
        f"<?xml version='1.0'?><html xmlns='{_XHTML}'><br/>{_CHAIN}</html>",
    ],
    ids=["plain", "unclosed", "capitals", "comments", "stray ends", "attributes",
         "blanks", "inline", "split word", "xhtml"],
)  # fmt: skip
def test_the_same_plan_is_read_from_untidy_markup(page: str) -> None:
    found = by_text(reading(page))
    objective = found["Safe lanes"]
    result = found["No lane is dark for more than one night."]
    assert found["Keep the quarter lit from dusk to dawn."].type == "mandate"
    assert (result.type, result.parent.target) == ("expected_result", objective.id)


def test_line_breaks_part_lines_and_two_of_them_paragraphs() -> None:
    found = reading("<p>one<br>two<br><br>three</p>four")
    assert texts(found) == ["one\ntwo", "three", "four"]


def test_entities_and_preformatted_text_are_decoded() -> None:
    found = reading("<pre>a &lt; b\n  c</pre><p>&#x41;&#66;&eacute;&nbsp;&unknown;</p>")
    assert texts(found) == ["a < b\nc", "ABé\xa0&unknown;"]


def test_marks_of_lists_are_those_that_a_browser_prints() -> None:
    found = reading(
        "<ol type=a><li>x<li value=26>y<li>z</ol>"
        "<ol reversed start=2><li>x<li>y</ol><ul><li>x<ol type=I><li>y</ol></ul>"
    )
    assert texts(found) == [
        "a. x", "z. y", "aa. z", "2. x", "1. y", "• x", "I. y",
    ]  # fmt: skip


def test_a_list_number_that_is_none_counts_from_one() -> None:
    items = ItemList.of("ol", {"start": "9" * 5000, "type": "1"})
    assert items.mark("x") == "1."


def test_a_bullet_that_the_page_prints_itself_is_not_doubled() -> None:
    assert texts(reading("<ul><li>• one<li>two</ul>")) == ["• one", "• two"]


def test_definition_lists_give_headings_and_words() -> None:
    found = by_text(reading("<dl><dt>Objective 1<dd>Safe lanes for all.</dl>"))
    assert found["Safe lanes for all."].label == "Objective 1"


def test_the_page_s_language_tag_holds_when_the_words_agree() -> None:
    agreeing = reading(f"<html lang=en-CA>{_CHAIN}")
    assert {s.lang for s in agreeing.statements} == {"en-ca"}
    against = reading(f"<html lang=fr>{_CHAIN}")
    assert {s.lang for s in against.statements} == {"en"}
    assert "language_mismatch" in [w.code for w in against.warnings]


def test_a_part_in_another_language_has_its_own_tag() -> None:
    part = "<div lang='fr-BE'><h3>Objectif 1</h3><p>Que la ruelle soit sûre.</p></div>"
    found = by_text(reading(f"<html lang=en-CA>{_CHAIN}{part}"))
    assert found["Que la ruelle soit sûre."].lang == "fr-be"
    assert found["Safe lanes"].lang == "en-ca"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<p>déjà vu".encode("utf-16"), "déjà vu"),
        (b"\xef\xbb\xbf" + "<p>déjà vu".encode(), "déjà vu"),
        ("<meta charset=windows-1251><p>мир".encode("cp1251"), "мир"),
        ("<meta charset='iso-8859-1'><p>“quoted”".encode("cp1252"), "“quoted”"),
        (b"<?xml version='1.0' encoding='iso-8859-15'?><p>\xa4", "€"),
        ("<meta charset=utf-16><p>déjà".encode(), "déjà"),
    ],
    ids=["utf-16", "bom", "meta", "wider", "xml", "false utf-16"],
)
def test_the_encoding_is_that_of_the_mark_or_the_declaration(
    data: bytes, words: str
) -> None:
    assert texts(reading(data)) == [words]


def test_tokens_have_the_exact_place_of_each_text_and_tag() -> None:
    page = "a<b x='>'>c &amp; d</b >e<br/><!-- f -->g"
    found = list(tokens(page))
    assert [page[t.start : t.end] for t in found] == [
        "a", "<b x='>'>", "c &amp; d", "</b >", "e", "<br/>", "g",
    ]  # fmt: skip
    assert [t.text for t in found if isinstance(t, Text)] == ["a", "c & d", "e", "g"]
    assert [t.name for t in found if isinstance(t, Tag)] == ["b", "b", "br"]


def test_content_decides_that_a_file_is_for_this_reader() -> None:
    for file in sorted(VALID.iterdir()):
        assert format_of(Input.of(file)) == "html"


class _Words(HTMLParser):
    """The text nodes of a page, outside scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.lasttag not in ("script", "style") or not self.cdata_elem:
            self.found.append(data)


def test_words_and_their_order_are_those_that_another_parser_finds() -> None:
    page = page_of(Input.of(VALID / "cards.html"))
    other = _Words()
    other.feed(re.sub(r"(?s)<nav>.*</nav>|<(\w+) (hidden|style=).*?</\1>", "", page))
    found = re.sub(r"(?m)^(•|\d+\.) ", "", of_file(VALID / "cards.html").source.text)
    assert found.split() == " ".join(other.found).split()
