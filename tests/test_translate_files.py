"""Translators' files: written, and read back as the programs they use save them."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import DATA, program
from mandategraph.build.imported import Imported
from mandategraph.build.translations import load_table, table_text, tidy
from mandategraph.errors import MandateGraphError, SourceError
from mandategraph.language import LanguagePolicy
from mandategraph.model import Translation
from mandategraph.store import MandateGraph
from mandategraph.translate.context import Entry, entries
from mandategraph.translate.files import FORMATS, format_of, read_file
from mandategraph.translate.rows import Delivery
from mandategraph.translate.units import Existing, Unit, same_language, units
from running import SOURCES

ARABIC = "هدف ١٢: «الحماية» \u200f(A)\u200f"
AWKWARD = [
    "=1+1",
    "+44 20",
    "-5 % of all",
    "@all",
    "'=quoted'",
    "'plain'",
    'say "this" \\n and \\ that',
    "two\nlines\n",
    "tab\there",
    "\u200fmarks\u200e \u2067isolates\u2069",
    "_x000D_ and _x0007_",
    "a; b, c",
    "# comment, #~ obsolete",
    ARABIC,
    "نص\u00a0عربي",
    "é\u0301 e\u0301",
    "1.10",
    "TRUE",
    "  blanks  ",
]


def entry(source: str, text: str, note: str = "", code: str = "x-o1") -> Entry:
    state, method = "stateCandidate", "humanTranslation"
    codes = ("thirdParty", state, method, "agent-a", note)
    forms = (Existing(f"id:{code}-ar", text, *codes),) if text else ()
    wordings = (("en", source),)
    unit = Unit(f"id:{code}", "x", code, "text", "objective", wordings, "", "ar", forms)
    return Entry(unit, title="Plan = one", place="a file.txt#char=1,2")


def awkward() -> list[Entry]:
    return [entry(t, t, "", f"x-q{n}") for n, t in enumerate(AWKWARD)]


def said(delivery: Delivery) -> list[tuple[str, str, str, str, str | None]]:
    return [(r.code, r.field, r.source, r.text, r.note) for r in delivery.rows]


def meant(all_: list[Entry]) -> list[tuple[str, str, str, str, str | None]]:
    found: list[tuple[str, str, str, str, str | None]] = []
    for one in all_:
        unit, current = one.unit, one.unit.current
        text, note = (current.text, current.note) if current else ("", "")
        found.append((unit.code, unit.field, unit.source, text, note))
    return found


def blanks_aside(rows: Sequence[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return [tuple(" ".join((cell or "").split()) for cell in row) for row in rows]


@pytest.fixture(scope="module")
def arabic(demo_graph: MandateGraph) -> list[Entry]:
    chosen = [u for u in units(demo_graph, "ar") if not u.of_issuer]
    return entries(demo_graph, chosen, LanguagePolicy(["en"]), Imported(None))


@pytest.mark.parametrize("form", FORMATS)
def test_the_leaflets_come_back_as_they_went(form: str, arabic: list[Entry]) -> None:
    data = format_of("x", form).write(arabic, "ar")
    delivery = read_file(data, f"x.{form}")
    assert len(delivery.rows) == 28  # 18 wordings, 10 printed headings
    assert said(delivery) == meant(arabic)
    assert {row.lang for row in delivery.rows} == {"ar"}
    assert data == format_of("x", form).write(arabic, "ar")


def test_entries_stand_in_the_order_of_the_text_with_their_context(
    arabic: list[Entry],
) -> None:
    codes = [(e.unit.code, e.unit.field) for e in arabic]
    assert codes[:4] == [
        ("ct-m", "label"),
        ("ct-m", "text"),
        ("ct-o4", "label"),
        ("ct-o1", "label"),
    ]
    first = arabic[1]
    assert first.place == "interpol-leaflets.txt#char=543,758"
    assert first.other is not None
    assert first.other.note == "en · machine"
    fcc = next(e for e in arabic if e.unit.code == "fcc-o3" and e.unit.field == "text")
    assert fcc.unit.source_lang == "en"
    assert fcc.other is None or fcc.other.lang not in ("en", "ar")


@pytest.mark.parametrize("form", ["po", "csv", "tsv", "xlsx"])
def test_awkward_texts_come_back_exactly(form: str) -> None:
    texts = [t for t in AWKWARD if form != "po" or t != "two\r"]
    all_ = [entry(t, t, t, f"x-o{n}") for n, t in enumerate(texts)]
    got = said(read_file(format_of("x", form).write(all_, "ar"), f"x.{form}"))
    if form == "po":  # a comment has no blanks at its ends
        got = [(c, f, s, t, (n or "").strip()) for c, f, s, t, n in got]
        assert got == [(c, f, s, t, (n or "").strip()) for c, f, s, t, n in meant(all_)]
    else:
        assert got == meant(all_)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from("=+-@'\"\\\n\t;,|#\u200f\u2067أ_x"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() != "")


@pytest.mark.parametrize("form", ["po", "csv", "xlsx"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_comes_back_exactly(form: str, pairs: list[tuple[str, str]]) -> None:
    all_ = [entry(s, t, code=f"x-o{n}") for n, (s, t) in enumerate(pairs)]
    delivery = read_file(format_of("x", form).write(all_, "ar"), f"x.{form}")
    assert said(delivery) == meant(all_)


# --- PO


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
        (b"", "names no language"),
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
    ],
)
def test_a_file_that_is_no_po_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_file(data, "x.po")
    assert "\n" not in str(caught.value)


# --- tables


def test_no_cell_of_a_table_is_a_formula() -> None:
    all_ = [entry(t, t, t, f"x-o{n}") for n, t in enumerate(AWKWARD)]
    text = format_of("x", "csv").write(all_, "ar").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(format_of("x", "xlsx").write(all_, "ar")))
    kinds = {cell.data_type for row in book.worksheets[0] for cell in row if cell.value}
    assert kinds == {"s"}


def test_an_arabic_sheet_runs_from_right_to_left(arabic: list[Entry]) -> None:
    for lang, right in (("ar", True), ("es", None)):
        data = format_of("x", "xlsx").write(arabic, lang)
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert bool(book.worksheets[0].sheet_view.rightToLeft) is bool(right)
        assert book.worksheets[0].freeze_panes == "A2"


def test_a_workbook_edited_by_openpyxl_is_read(arabic: list[Entry]) -> None:
    data = format_of("x", "xlsx").write(arabic, "ar")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["translation"]).value = ARABIC
    sheet.cell(2, column["status"]).value = "Reviewed"
    sheet.cell(3, column["method"]).value = "post edited"
    out = io.BytesIO()
    book.save(out)
    rows = read_file(out.getvalue(), "x.xlsx").rows
    assert (rows[0].text, rows[0].state) == (ARABIC, "stateReviewed")
    assert rows[1].method == "postEdited"
    assert said(Delivery(rows))[1:] == meant(arabic)[1:]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_with_the_delimiter_that_excel_chose(
    delimiter: str, arabic: list[Entry]
) -> None:
    text = format_of("x", "csv").write(arabic, "ar").decode("utf-8-sig")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text)))
    assert said(read_file(out.getvalue().encode(), "x.csv")) == meant(arabic)


def through_libreoffice(start: Path, kind: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it; the test is skipped without its Calc."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    out = folder / kind[:3]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", out, start],
        check=True,
        capture_output=True,
        timeout=120,
    )
    if not out.is_dir():
        pytest.skip("LibreOffice is installed without Calc")
    (made,) = out.iterdir()
    return made.read_bytes()


def test_libreoffice_gives_back_what_it_was_given(
    tmp_path: Path, arabic: list[Entry]
) -> None:
    all_ = [*arabic, *awkward()]
    start = tmp_path / "x.xlsx"
    start.write_bytes(format_of("x", "xlsx").write(all_, "ar"))
    delivery = read_file(through_libreoffice(start, "ods", tmp_path), "x.ods")
    assert blanks_aside(said(delivery)) == blanks_aside(meant(all_))


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_files_that_libreoffice_has_saved_are_read(form: str) -> None:
    # of the workbook of `awkward()`; the CSV is "Text - txt - csv (StarCalc):59,34,76"
    data = (DATA / "translate" / f"libreoffice.{form}").read_bytes()
    delivery = read_file(data, f"libreoffice.{form}")
    assert blanks_aside(said(delivery)) == blanks_aside(meant(awkward()))


def test_a_table_of_a_translations_folder_is_read() -> None:
    data = (
        Path(__file__).parent.parent / "sources/translations/ct.es.tsv"
    ).read_bytes()
    rows = read_file(data, "some/where/ct.es.tsv").rows
    assert rows[0].code == "ct-m"
    assert rows[0].lang == "es"
    assert rows[0].state == "stateCandidate"
    assert rows[0].method == "machineTranslation"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "no sheet with the columns"),
        ("code,field,source,lang,translation\n", "no row"),
        ("code,field,source,lang,translation\nx-o1,title,a,es,b\n", "row 2: field is"),
        ("code,field,source,lang,translation\nx-o1,text,a,,b\n", "no language"),
        ("code,field,source,lang,translation\nx-o1,text,a,e s,b\n", "language is"),
        ("code,field,source,lang,translation\n,text,a,es,b\n", "code is ''"),
        ("code,field,source,lang,translation\nx/o1,text,a,es,b\n", "code is"),
        (
            "code,field,source,lang,translation,status\nx-o1,text,a,es,b,good\n",
            "status is 'good'; choose from candidate",
        ),
        (
            "code,field,source,lang,translation,method\nx-o1,text,a,es,b,deepl\n",
            "method is 'deepl'",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(
    text: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_file(text.encode(), "x.csv")
    assert "\n" not in str(caught.value)


def test_the_language_can_be_put_right_but_not_changed(arabic: list[Entry]) -> None:
    data = format_of("x", "po").write(arabic, "ar")
    data = data.replace(b"Language: ar", b"Language: ar_EG.UTF-8")
    assert {row.lang for row in read_file(data, "x.po").rows} == {"ar-eg"}
    assert {row.lang for row in read_file(data, "x.po", "ar").rows} == {"ar"}
    with pytest.raises(SourceError, match="it is in ar-eg, not in es"):
        read_file(data, "x.po", "es")
    table = "code,field,source,translation\nx-o1,text,a,b\n"
    assert read_file(table.encode(), "x.csv", "es").rows[0].lang == "es"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(MandateGraphError, match="choose from po, csv"):
        format_of("x.doc")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("es", "es", True),
        ("es", "es-mx", True),
        ("es-mx", "es", True),
        ("es-mx", "es-es", False),
        ("zh", "zh-hant", False),
        ("es", "est", False),
    ],
)
def test_a_regional_form_is_the_same_language(
    one: str, other: str, *, same: bool
) -> None:
    assert same_language(one, other) is same


@settings(max_examples=100, deadline=None)
@given(text=TEXTS.filter(tidy), note=TEXTS)
def test_any_translation_comes_back_from_its_table(text: str, note: str) -> None:
    made = Translation(
        *("x", "o1", "text", "Words.", "es", tidy(text), "thirdParty"),
        *("stateCandidate", "humanTranslation", "agent-a", tidy(note), "en"),
        *("2026-11-20", "agent-b"),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.es.tsv"
        path.write_bytes(table_text([made]).encode())
        assert list(load_table(path)) == [made]
