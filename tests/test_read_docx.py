"""Word documents without a template: what stands where, and what is left out aloud."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

import docx_building as made
from conftest import DATA
from mandategraph.errors import SourceError
from mandategraph.read import read
from mandategraph.read.docx.numbering import Numbering, written_number
from mandategraph.read.docx.walk import story
from mandategraph.read.source import Input

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.model import Reading
    from mandategraph.read.story.blocks import Story

VALID = sorted((DATA / "docx" / "valid").glob("*.docx"))
LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
HEADING = '<w:pStyle w:val="Heading1"/>'


def reading(data: bytes) -> Reading:
    return read(data, file="plan.docx", format="docx")


def walked(data: bytes) -> Story:
    return story(Input("plan.docx", data=data))


def told(result: Reading) -> dict[str, str]:
    """Each wording, with basis and wording of what it belongs to."""
    by_id = {s.id: s for s in result.statements}
    return {
        s.text: f"{s.parent.basis} {by_id[s.parent.target].text}"
        if s.parent.target
        else s.parent.status
        for s in result.statements
        if s.text
    }


def words(result: Reading) -> list[str | None]:
    return [s.text for s in result.statements if s.type != "section_heading"]


def covered(result: Reading) -> bool:
    """Whether fragments give the texts, and each place stands in the text."""
    text = result.source.text
    for s in result.statements:
        if s.text is not None:
            joined = " ".join(" ".join(f.of(text).split()) for f in s.fragments)
            if joined.replace("\xad", "") != s.text:
                return False
    return all(p.span.of(text).strip() and p.path for p in result.source.places)


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_a_valid_document_is_read_as_its_expectation_says(path: Path) -> None:
    result = read(path)
    found = [
        "\t".join(
            filter(None, (s.type, s.code or str(s.ordinal or ""), s.text or s.label))
        )
        for s in result.statements
    ]
    assert "\n".join(found) == path.with_suffix(".expected").read_text("utf-8").strip()
    assert covered(result)


def test_a_column_of_a_table_owns_what_stands_in_it() -> None:
    made_up = made.document()
    table = made_up.add_table(rows=2, cols=4)
    for at in range(4):
        table.cell(0, at).text = f"Objective {at + 1}"
        table.cell(0, at).add_paragraph(f"Aim {at + 1} of the port.")
        cell = table.cell(1, at)
        cell.paragraphs[0].style = "List Bullet"
        cell.paragraphs[0].text = f"Crane {at + 1} turns"
        cell.add_paragraph(f"Lamp {at + 1} burns", style="List Bullet")
    made_up.add_paragraph("Expected results of each objective")
    found = told(reading(made.saved(made_up)))
    for at in range(1, 5):
        for result in ("Crane {} turns", "Lamp {} burns"):
            assert found[result.format(at)] == f"layout-column Aim {at} of the port."


def test_a_row_with_its_heading_on_the_left_owns_its_items() -> None:
    made_up = made.document()
    table = made_up.add_table(rows=2, cols=2)
    for at in range(2):
        table.cell(at, 0).text = f"Objective {at + 1}: Aim {at + 1} of the port."
        cell = table.cell(at, 1)
        cell.text = "Expected results"
        cell.add_paragraph(f"Crane {at + 1} turns", style="List Bullet")
    found = told(reading(made.saved(made_up)))
    assert found["Crane 1 turns"] == "layout-column Aim 1 of the port."
    assert found["Crane 2 turns"] == "layout-column Aim 2 of the port."


def test_text_boxes_are_read_once_and_apart() -> None:
    def box(name: str) -> str:
        content = made.paragraph(f"Objective {name}", HEADING) + made.paragraph(
            f"Aim {name} of the port."
        )
        items = made.paragraph("Expected results") + made.paragraph(
            f"Crane {name} turns", '<w:pStyle w:val="ListBullet"/>'
        )
        inner = f"<w:txbxContent>{content}{items}</w:txbxContent>"
        return (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
            f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    result = reading(made.body(f"<w:p>{box('1')}{box('2')}</w:p>"))
    found = told(result)
    assert found["Crane 1 turns"] == "layout-column Aim 1 of the port."
    assert found["Crane 2 turns"] == "layout-column Aim 2 of the port."
    assert result.source.text.count("Crane 1 turns") == 1
    assert any("p1/drawing1/box1/p1" in p.path for p in result.source.places)


def test_column_breaks_part_the_columns_of_a_page() -> None:
    def column(number: int, *, last: bool) -> str:
        cut = "" if last else '<w:r><w:br w:type="column"/></w:r>'
        return (
            made.paragraph(f"Objective {number}", HEADING)
            + made.paragraph(f"Aim {number} of the port.")
            + made.paragraph("Expected results")
            + made.paragraph(f"Crane {number} turns", '<w:pStyle w:val="ListBullet"/>')
            + f"<w:p>{cut}</w:p>"
        )

    columns = '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>'
    result = reading(made.body(column(1, last=False) + column(2, last=True) + columns))
    found = told(result)
    assert found["Crane 1 turns"] == "layout-column Aim 1 of the port."
    assert found["Crane 2 turns"] == "layout-column Aim 2 of the port."


def test_tracked_changes_are_read_as_accepted() -> None:
    changed = (
        "<w:p><w:r><w:t>MANDATE</w:t></w:r></w:p>"
        '<w:p><w:r><w:t xml:space="preserve">Keep the </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> pier</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">First half, </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>second half.</w:t></w:r></w:p>"
        '<w:p><w:moveFrom w:id="4"><w:r><w:t>Gone</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="5"><w:r><w:t>Come</w:t></w:r></w:moveTo></w:p>'
    )
    result = reading(made.body(changed))
    lines = result.source.text.splitlines()
    assert "Keep the new pier" in lines
    assert "First half, second half." in lines
    assert "Come" in lines
    assert "old" not in result.source.text
    [note] = [w for w in result.warnings if w.code == "tracked_changes"]
    assert "deletion x 2, insertion x 1, move x 1" in note.message


def test_deleted_rows_of_a_table_are_out() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    gone = '<w:trPr><w:del w:id="1"/></w:trPr>'
    table = f"<w:tbl>{row.format('', 'Stays')}{row.format(gone, 'Goes')}</w:tbl>"
    result = reading(made.body(table + "<w:p/>"))
    assert "Stays" in result.source.text
    assert "Goes" not in result.source.text


def test_hidden_text_contents_and_headers_are_reported_and_not_read() -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        r'<w:r><w:instrText> TOC \o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>Objective 1 ........ 3</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Objective 2 ........ 5</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Objective 9</w:t></w:r></w:p>"
    made_up = made.document()
    made_up.sections[0].header.paragraphs[0].text = "Objective 7: a header"
    data = made.changed(
        made.saved(made_up),
        "word/document.xml",
        lambda xml: xml.replace(
            b"<w:body>", b"<w:body>" + (contents + hidden).encode(), 1
        ),
    )
    result = reading(data)
    assert not result.statements
    assert result.source.text.strip() == ""
    counted = " | ".join(w.message for w in result.warnings)
    assert "line of a table of contents x 2" in counted
    assert "hidden text x 1" in counted
    assert "line at the head or foot of the pages x 1" in counted


def test_results_of_fields_and_links_stay_and_their_codes_do_not() -> None:
    made_up = made.document()
    line = made_up.add_paragraph("See ")
    made.link(line, "the port", "https://example.org/port")
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
        ' HYPERLINK "https://example.org/pier" </w:instrText></w:r>'
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>the pier</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    data = made.changed(
        made.saved(made_up),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:sectPr", field.encode() + b"<w:sectPr", 1),
    )
    first, second = [b for b in walked(data).blocks if getattr(b, "text", "")]
    assert (first.text, second.text) == ("See the port", "the pier")  # type: ignore[union-attr]
    [port], [pier] = first.links, second.links  # type: ignore[union-attr]
    assert first.text[port.start : port.end] == "the port"  # type: ignore[union-attr]
    assert (port.address, pier.address) == (
        "https://example.org/port",
        "https://example.org/pier",
    )


def test_special_characters_keep_their_meaning() -> None:
    line = (
        "<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t><w:noBreakHyphen/>"
        "<w:t>well</w:t><w:tab/><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign "
        'w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r></w:p>'
    )
    [block] = [b for b in walked(made.body(line)).blocks if getattr(b, "text", "")]
    assert block.text == "co\u00adoperate\u2011well\tm²≥"  # type: ignore[union-attr]


def test_footnotes_are_in_the_text_and_no_part_of_the_plan() -> None:
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        'main"><w:footnote w:type="separator" w:id="0"><w:p/>'
        '</w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Objective 8: a note.</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    made_up = made.document()
    made_up.add_paragraph("Objective 1: Clean water.")
    made.add_part(made_up, "/word/footnotes.xml", "footnotes", note)
    result = reading(made.saved(made_up))
    assert words(result) == ["Clean water."]
    [place] = [p for p in result.source.places if "footnotes" in p.path]
    assert place.span.of(result.source.text) == "Objective 8: a note."
    assert place.path == "word/footnotes.xml#note2/p1"
    assert place.span in result.leftover


def test_an_empty_form_field_says_nothing() -> None:
    hint = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>"
        "<w:t>Objective 1: type here</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Objective 2: Safe piers.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert words(reading(made.body(hint))) == ["Safe piers."]


def test_the_same_bytes_give_the_same_reading() -> None:
    data = VALID[0].read_bytes()
    assert reading(data) == reading(data)


def test_the_extractor_names_reader_and_library() -> None:
    import docx

    result = reading(VALID[0].read_bytes())
    library = f"python-docx-{docx.__version__}"
    assert re.fullmatch(
        rf"mandategraph-docx [\w.]+\+{re.escape(library)}", result.source.extractor
    )


def test_without_the_library_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(SourceError) as caught:
        reading(VALID[0].read_bytes())
    assert str(caught.value) == (
        "plan.docx: reading it needs the package docx; "
        "pip install 'mandategraph[office]'"
    )


# --- list numbers ---------------------------------------------------------------------


def numbering(*levels: tuple[str, str], more: str = "") -> Numbering:
    from docx.oxml import parse_xml

    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    return Numbering(
        parse_xml(
            f'<w:numbering {made.SPACES}><w:abstractNum w:abstractNumId="0">{xml}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            f"{more}</w:numbering>"
        )
    )


def test_numbers_count_on_and_begin_again_below_a_new_number() -> None:
    lists = numbering(("decimal", "%1."), ("lowerLetter", "%1.%2)"))
    marks = [lists.mark("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert marks == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


def test_a_list_may_begin_elsewhere() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    lists = numbering(("decimal", "Objective %1"), more=again)
    marks = [lists.mark(name, 0) for name in ("1", "1", "2", "2")]
    assert marks == ["Objective 1", "Objective 2", "Objective 5", "Objective 6"]


def test_a_number_that_cannot_be_computed_is_a_bullet_and_is_counted() -> None:
    lists = numbering(("cardinalText", "%1"))
    assert lists.mark("1", 0) == "•"
    assert lists.unknown == {"cardinalText": 1}


def test_numbers_are_written_in_their_style() -> None:
    cases = {
        ("upperRoman", 14): "XIV",
        ("lowerLetter", 28): "bb",
        ("ordinal", 12): "12th",
        ("ordinal", 22): "22nd",
        ("chineseCounting", 21): "二十一",
        ("decimalZero", 7): "07",
        ("arabicAlpha", 3): "ت",
        ("bahtText", 3): None,
    }
    for (style, number), expected in cases.items():
        assert written_number(number, style) == expected


def test_headings_and_items_print_their_automatic_numbers() -> None:
    made_up = made.document()
    made_up.add_paragraph("Objective 1: Clean water.")
    made_up.add_paragraph("Expected results")
    for text in ("Less oil in the basin.", "More fish."):
        made_up.add_paragraph(text, style="List Number")
    result = reading(made.saved(made_up))
    assert "1. Less oil in the basin.\n2. More fish." in result.source.text
    assert words(result) == ["Clean water.", "Less oil in the basin.", "More fish."]
    assert [s.ordinal for s in result.statements if s.type == "expected_result"] == [
        1,
        2,
    ]


def test_a_document_with_a_title_names_its_plan() -> None:
    made_up = made.document()
    made_up.add_heading("Harbour plan", 0)
    made_up.add_paragraph("Objective 1: Clean water.")
    [plan] = reading(made.saved(made_up)).plans
    assert [t.text for t in plan.title] == ["Harbour plan"]
