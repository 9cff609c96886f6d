"""Writing the authoring format and reading it again loses nothing of a plan."""

from __future__ import annotations

import csv
import io
from dataclasses import fields as members
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export.authoring import (
    authoring_csv,
    authoring_ods,
    authoring_xlsx,
    csv_of,
    ods_of,
    xlsx_of,
)
from mandategraph.export.authoring_rows import table_of
from mandategraph.export.options import ExportOptions
from mandategraph.language import LanguagePolicy
from mandategraph.model import (
    Candidate,
    Field,
    Parent,
    Party,
    Period,
    Plan,
    Reading,
    Reference,
    Source,
    Span,
    Statement,
    Value,
    Wording,
)
from mandategraph.rdf.nquads import Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read import Input
from mandategraph.read.table import readings
from mandategraph.store import MandateGraph

HERE = Span(0, 1)
WELLS = Path(__file__).parent / "data" / "table" / "valid" / "wells.csv"
US = Path(__file__).parents[2] / "shared" / "corpora" / "us-performance"
EXPORTERS = {"csv": authoring_csv, "xlsx": authoring_xlsx, "ods": authoring_ods}
FORMATS = {"csv": csv_of, "xlsx": xlsx_of, "ods": ods_of}
PLACES = {
    "span",
    "fragments",
    "heading",
    "key",
    "boundary",
}  # of the source, not the plan
LANGS = ("en", "fr", "ar", "zh-hans")


def collapsed(text: str) -> str:
    return " ".join(text.split())


# what spreadsheets, CSV and XML take for something else comes up often
TRICKY = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "+33 1 45",
        "-5",
        "'-5",
        "@home",
        "a;b\\c=d",
        "_x0041_",
        "_x0041\x07",
        "\x00bell\x07",
        'say "no", then go',
        "<b>&amp;</b>",
        "العربية ١٢",
        "1,250",
        "1.250",
        "12 %",
        "none",
        "#N/A",
        "name <http://example.org/>",
        "\ufffe",
    ]
)
TEXTS = st.one_of(
    TRICKY,
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
words = TEXTS.map(collapsed).filter(bool)
dates = st.sampled_from(["2024", "2024-03", "2024-03-31", "1999-12-31"])
periods = st.builds(Period, st.none() | dates, st.none() | dates)
iris = st.sampled_from(
    ["http://metadata.un.org/sdg/4.1", "https://example.org/a;b?c=d%20e", "urn:x:1"]
)
references = st.lists(
    st.builds(
        Reference,
        st.sampled_from(["aligned_with", "references"]),
        iris,
        st.just(HERE),
        st.just("") | words,
    ),
    max_size=3,
).map(tuple)
extras = st.lists(st.builds(Field, words, st.just("") | words), max_size=3).map(tuple)


@st.composite
def wordings(
    draw: st.DrawFn, *, without: str = "", most: int = 3
) -> tuple[Wording, ...]:
    langs = draw(st.lists(st.sampled_from(LANGS), unique=True, max_size=most))
    return tuple(Wording(lang, draw(words), HERE) for lang in langs if lang != without)


values = st.builds(
    Value,
    kind=st.sampled_from(["baseline", "target", "measurement"]),
    span=st.just(HERE),
    printed=words,
    number=st.none() | st.sampled_from(["5", "-0.5", "1250"]),
    unit=st.none() | words,
    period=st.none() | periods,
    dimensions=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    notes=wordings(),
    fields=extras,
)
KINDS = (
    "mandate",
    "objective",
    "expected_result",
    "indicator",
    "section_heading",
    "vision",
    "value_statement",
)


@st.composite
def statements(
    draw: st.DrawFn, name: str, above: list[str], plan_lang: str
) -> Statement:
    kind: Any = draw(st.sampled_from(KINDS))
    lang = draw(st.sampled_from([plan_lang, *LANGS]))
    text = draw(st.none() | words)
    section = kind == "section_heading"
    measured = kind == "indicator"
    units = draw(wordings(most=1)) if measured else ()
    levels = [
        None,
        "levelGoal",
        "levelObjective",
        "output",
        "outcome",
        "typeUnspecified",
    ]
    return Statement(
        id=name,
        type=kind,
        lang=lang,
        span=HERE,
        ordinal=draw(st.none() | st.integers(0, 99)),
        label=draw(st.none() | words),
        text=text,
        text_status="extracted" if text or section else "absent_in_source",
        parent=draw(parents(above)),
        applies_to=tuple(draw(st.lists(st.sampled_from(above), max_size=2)))
        if above
        else (),
        also=draw(wordings(without=lang)),
        description=draw(wordings()),
        notes=draw(wordings()),
        code=draw(st.none() | words),
        identifier=draw(st.none() | words),
        level=draw(st.sampled_from(levels)),
        unit=units[0] if units else None,
        higher_is_better=draw(st.sampled_from([None, True, False]))
        if measured
        else None,
        values=tuple(draw(st.lists(values, max_size=3))) if measured else (),
        references=draw(references),
        fields=draw(extras),
    )


@st.composite
def parents(draw: st.DrawFn, above: list[str]) -> Parent:
    if not above:
        return Parent("none_in_source")
    some = st.sampled_from(above)
    confidence = st.none() | st.floats(0, 1)
    candidates = st.lists(st.builds(Candidate, some, confidence), max_size=3).map(tuple)
    bases = st.sampled_from(["stated", "reading-order", "layout-column"])
    return draw(
        st.one_of(
            st.builds(Parent, st.just("asserted"), bases, some),
            st.builds(
                Parent,
                st.sampled_from(["proposed", "unknown", "none_in_source"]),
                st.none() | bases,
                st.none(),
                candidates,
            ),
        )
    )


@st.composite
def plans(draw: st.DrawFn, number: int, ids: list[str]) -> Plan:
    lang = draw(st.sampled_from(LANGS))
    found: list[Statement] = []
    for name in ids:
        above = [s.id for s in found]
        found.append(draw(statements(name, above, lang)))
    parties: list[Party] = []
    for at in range(draw(st.integers(0, 2))):
        parties.append(
            Party(
                id=f"p{number}-{at}",
                kind=draw(st.sampled_from(["organisation", "programme", "group"])),
                role=draw(st.sampled_from(["plan_of", "context", "performer"])),
                names=draw(wordings()),
                identifier=draw(st.just("") | words),
                code=draw(st.just("") | words),
                part_of=parties[-1].id if parties and draw(st.booleans()) else None,
                of=tuple(ids[:2]) if draw(st.booleans()) else (),
                description=draw(wordings()),
                fields=draw(extras),
            )
        )
    return Plan(
        key=f"plan-{number}",
        lang=lang,
        span=HERE,
        boundary="",
        statements=tuple(found),
        title=draw(wordings()),
        description=draw(wordings()),
        identifier=draw(st.none() | words),
        period=draw(st.none() | periods),
        published=draw(st.none() | dates),
        parties=tuple(parties),
        references=draw(references),
        fields=draw(extras),
    )


@st.composite
def whole_readings(draw: st.DrawFn) -> Reading:
    """One to three plans; their statements have ids that are no ordinary words."""
    ids = draw(st.lists(words, unique=True, max_size=6))
    cut = draw(st.integers(0, len(ids)))
    parts = [ids[:cut], ids[cut:]]
    found = [draw(plans(number, part)) for number, part in enumerate(parts)]
    source = Source("file", "0" * 64, "x", "text/plain", "test 1")
    return Reading(source, tuple(found))


def said(one: Any) -> Any:
    """What a part of a plan says, without the places where it says so.

    The order of languages, and of references of different kinds, says nothing.
    """
    if isinstance(one, tuple):
        found = [said(item) for item in one]
        if one and isinstance(one[0], Wording | Reference):
            first = {"lang", "relation"}
            found.sort(key=lambda d: [d[k] for k in first if k in d])
        return found
    if is_dataclass(one):
        return {
            member.name: said(getattr(one, member.name))
            for member in members(one)
            if member.name not in PLACES
        }
    return one


def read_again(data: bytes, suffix: str) -> Reading:
    (reading,) = readings(Input.of(data, f"plan.{suffix}"))
    return reading


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reading=whole_readings())
def test_every_plan_is_read_as_it_was_written(suffix: str, reading: Reading) -> None:
    again = read_again(FORMATS[suffix]([reading]), suffix)
    assert [said(p) for p in again.plans] == [said(p) for p in reading.plans]
    assert not again.leftover
    assert table_of([again])[0] == table_of([reading])[0]


def graph_of(reading: Reading) -> MandateGraph:
    quads = Quads()
    write_reading(quads, reading, date="2026-03-31")
    return MandateGraph.from_nquads(quads.nquads())


@pytest.fixture(scope="module")
def wells() -> Reading:
    (reading,) = readings(Input.of(WELLS))
    return reading


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_graph_is_exported_as_what_was_read(suffix: str, wells: Reading) -> None:
    data = EXPORTERS[suffix](graph_of(wells), LanguagePolicy(), ExportOptions())
    again = read_again(data, suffix)
    assert [said(p) for p in again.plans] == [said(p) for p in wells.plans]


def test_one_plan_of_a_graph_is_exported(wells: Reading) -> None:
    graph, policy = graph_of(wells), LanguagePolicy()
    name = f"plan-{wells.plans[0].key}"
    assert authoring_csv(graph, policy, ExportOptions(plan=name)) == authoring_csv(
        graph, policy, ExportOptions()
    )
    with pytest.raises(UnknownNameError, match="no such plan"):
        authoring_csv(graph, policy, ExportOptions(plan="plan-x"))
    with pytest.raises(QueryError):
        authoring_csv(graph, policy, ExportOptions(focus="o1"))


def test_equal_readings_give_equal_bytes(wells: Reading) -> None:
    for write in FORMATS.values():
        assert write([wells]) == write([wells])


def test_two_readings_with_the_same_ids_are_told_apart(wells: Reading) -> None:
    again = read_again(csv_of([wells, wells]), "csv")
    first, second = again.plans
    assert [s.id for s in second.statements] == [f"{s.id}-2" for s in first.statements]
    parents = [s.parent.target for s in second.statements]
    assert parents == [None, "m-2", "g1-2", "r1-2"]
    assert second.parties[1].of == ("r1-2",)


def worded(*texts: str) -> Reading:
    found = tuple(
        Statement(f"o{n}", "objective", "en", HERE, text=text)
        for n, text in enumerate(texts)
    )
    plan = Plan("a", "en", HERE, "", found)
    return Reading(Source("a", "0" * 64, "x", "text/plain", "test 1"), (plan,))


def test_no_cell_of_the_csv_is_a_formula() -> None:
    texts = ("=1+1", "+1 and more", "-x", "@SUM(A1)", "'=1", "-5", "+4.5%")
    rows = list(csv.reader(io.StringIO(csv_of([worded(*texts)]).decode("utf-8-sig"))))
    at = rows[0].index("text@en")
    assert [row[at] for row in rows[2:]] == [
        "'=1+1",
        "'+1 and more",
        "'-x",
        "'@SUM(A1)",
        "''=1",
        "-5",  # plain numbers stay
        "+4.5%",
    ]


def test_the_csv_is_utf8_with_the_mark_that_excel_needs(wells: Reading) -> None:
    assert csv_of([wells]).startswith(b"\xef\xbb\xbfkind,")


def test_openpyxl_reads_text_cells_only(wells: Reading) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    reading = worded("=1+1", "two  words", "1.10", "\x07bell")
    for one in (reading, wells):
        sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([one])))["Plan"]
        expected = [[c or None for c in row] for row in table_of([one])]
        # openpyxl leaves the escapes of control characters as they are
        expected = [
            [c and c.replace("\x07", "_x0007_") for c in row] for row in expected
        ]
        assert [[c.value for c in row] for row in sheet.iter_rows()] == expected
        assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} == {
            "s"
        }
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_calamine_reads_the_same_cells(suffix: str, wells: Reading) -> None:
    calamine = pytest.importorskip("python_calamine")
    data = FORMATS[suffix]([wells])
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Plan"]
    assert book.get_sheet_by_index(0).to_python() == table_of([wells])


def test_odfdo_reads_the_same_cells(wells: Reading) -> None:
    odfdo = pytest.importorskip("odfdo")
    document = odfdo.Document(io.BytesIO(ods_of([wells])))
    found = document.body.get_table(0).get_values()
    assert [[c or "" for c in row] for row in found] == table_of([wells])


def test_what_excel_cannot_hold_is_refused_in_one_line() -> None:
    reading = worded("x" * 40_000)
    with pytest.raises(QueryError, match="Excel holds 32767 characters"):
        xlsx_of([reading])
    again = read_again(ods_of([reading]), "ods")
    assert again.statements[0].text == "x" * 40_000


def test_nothing_read_gives_a_table_with_a_header() -> None:
    assert table_of([]) == [["kind", "id", "parent", "text"]]


@pytest.mark.skipif(not US.is_dir(), reason="the shared corpora are not there")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_mapped_table_comes_back_from_the_authoring_format(suffix: str) -> None:
    (reading,) = readings(Input.of(US))
    again = read_again(FORMATS[suffix]([reading]), suffix)
    assert [said(p) for p in again.plans] == [said(p) for p in reading.plans]
