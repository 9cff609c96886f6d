"""The authoring format as an export: from a graph, for other programs, no formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ID, MG
from drawn_chains import CLAIMS, linked
from drawn_plans import large_plan
from mandategraph.errors import QueryError, SourceError, UnknownNameError
from mandategraph.export import export
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
from mandategraph.export.result_tables import table_xlsx
from mandategraph.language import LanguagePolicy
from mandategraph.model import (
    Parent,
    Party,
    Plan,
    Reading,
    Source,
    Span,
    Statement,
    Wording,
)
from mandategraph.rdf.nquads import Quads, iri
from mandategraph.rdf.read import read_readings
from mandategraph.rdf.write import write_reading
from mandategraph.read import Input
from mandategraph.read.table.reader import readings
from mandategraph.store import MandateGraph, open_graph
from table_plans import FORMATS, HERE, read_again, said

if TYPE_CHECKING:
    from collections.abc import Callable

WELLS = Path(__file__).parent / "data" / "table" / "valid" / "wells.csv"
US = Path(__file__).parents[2] / "shared" / "corpora" / "us-performance"
UN = Path(__file__).parents[2] / "shared" / "corpora" / "un-ppb2026" / "docx"
EXPORTERS = {"csv": authoring_csv, "xlsx": authoring_xlsx, "ods": authoring_ods}


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
    with pytest.raises(QueryError, match="no use for --focus"):
        export("plan-csv", graph, policy, ExportOptions(focus="o1"))


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


def test_plans_of_one_source_that_name_the_same_party_are_read_again() -> None:
    """A section of a budget names its organisation in each of its programmes."""
    party = Party("p1", "organisation", "plan_of", (Wording("en", "Agency", HERE),))
    unit = replace(party, id="p2", names=(Wording("en", "Unit", HERE),), part_of="p1")
    plan = worded("One.").plans[0]
    plans = tuple(
        replace(
            plan,
            key=key,
            parties=(party, unit),
            statements=(replace(plan.statements[0], id=f"{key}-o1"),),
        )
        for key in ("a", "b")
    )
    whole = replace(worded("One."), plans=plans)
    for suffix, write in FORMATS.items():
        first, second = read_again(write([whole]), suffix).plans
        names = [[p.names[0].text for p in one.parties] for one in (first, second)]
        assert names == [["Agency", "Unit"]] * 2
        parties = {p.id: p for p in second.parties}
        above = parties[next(p.part_of or "" for p in second.parties if p.part_of)]
        assert above.names[0].text == "Agency"


def test_what_others_added_to_a_plan_is_told(demo_graph: MandateGraph) -> None:
    # 84 translations, and the two accepted links of the plans to their organisation
    count = sum(
        demo_graph.nquads().decode().count(f" <{MG}{name}> ")
        for name in ("textForm", "labelForm")
    )
    lost: list[str] = []
    authoring_csv(demo_graph, LanguagePolicy(), ExportOptions(tell=lost.append))
    assert [line.partition(":")[0] for line in lost] == [
        f"translations x {count}",
        "claims of links x 2",
    ]


def test_further_parents_are_told_by_their_codes() -> None:
    """R1 belongs to O1 and O2: the row has one of them, the other is told."""
    words = {"o1": "objective", "o2": "objective", "r1": "expected_result"}
    found = tuple(
        Statement(
            name,
            kind,  # type: ignore[arg-type]
            "en",
            Span(at, at + 1),
            text=f"Words of {name}.",
            code=name.upper(),
            parent=Parent("asserted", "stated", "o1")
            if name == "r1"
            else Parent("none_in_source"),
        )
        for at, (name, kind) in enumerate(words.items())
    )
    plan = Plan("x", "en", Span(0, 3), "", found)
    reading = Reading(Source("a", "0" * 64, "xyz", "text/plain", "test 1"), (plan,))
    graph = graph_of(reading)
    ids = {
        name: element.removeprefix(ID)
        for element, name in graph.select_text(
            "SELECT ?e ?id WHERE { ?e mg:elementOf ?plan ; dct:identifier ?id }"
        )
    }
    policy, lost = LanguagePolicy(), list[str]()
    framework = partial(table_xlsx, kind="framework")
    writers: list[Callable[..., bytes]] = [*EXPORTERS.values(), framework]
    for write in writers:
        write(graph, policy, ExportOptions(tell=lost.append))
    assert lost == []
    more = linked(graph, (ids["r1"], "expectedResultOf", ids["o2"], "stated"))
    quads = Quads()
    quads.add(CLAIMS, f"{ID}claim-more-0", f"{MG}basis", iri(f"{MG}basisStated"))
    more = MandateGraph.from_nquads(more.nquads() + quads.nquads())
    for write in writers:
        write(more, policy, ExportOptions(tell=lost.append))
    rows = list(
        csv.DictReader(
            io.StringIO(
                authoring_csv(more, policy, ExportOptions()).decode("utf-8-sig")
            )
        )
    )
    parents = {"o1", "o2"} - {rows[-1]["parent"]}
    other = parents.pop().upper()
    assert not parents
    assert lost == [f"stated links x 1: a row has one parent: R1 > {other}"] * 4


def test_several_parents_in_one_cell_are_refused_with_what_is_allowed() -> None:
    table = (
        "kind,id,parent,text\nplan,p,,Plan\nobjective,o1,,One\nobjective,o2,,Two\n"
        "expected_result,r1,o1; o2,Result\n"
    )
    with pytest.raises(SourceError) as caught:
        read_again(table.encode(), "csv")
    message = str(caught.value)
    assert "a row has one parent, and these are 2: o1; o2" in message
    assert "candidates" in message


def test_a_graph_that_holds_nothing_read_is_refused() -> None:
    for write in EXPORTERS.values():
        with pytest.raises(QueryError, match="does not hold what was read"):
            write(large_plan(1, 1, 1), LanguagePolicy(), ExportOptions())


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


@pytest.mark.skipif(not UN.is_dir(), reason="the shared corpora are not there")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_section_of_several_programmes_is_built_again_as_the_same_plans(
    suffix: str, un_section: MandateGraph, tmp_path: Path
) -> None:
    from mandategraph.build import build

    data = EXPORTERS[suffix](un_section, LanguagePolicy(), ExportOptions())
    file = tmp_path / f"plan.{suffix}"
    file.write_bytes(data)
    build([file], tmp_path / "kg")
    (again,) = read_readings(open_graph(tmp_path / "kg"))
    (given,) = read_readings(un_section)
    assert len(given.plans) == 5
    for one, other in zip(given.plans, again.plans, strict=True):
        # parties go by other ids: each programme has rows of its own for them
        assert [said(s) for s in other.statements] == [said(s) for s in one.statements]
        assert [p.names[0].text for p in other.parties] == [
            p.names[0].text for p in one.parties
        ]
        assert said(replace(other, parties=(), statements=())) == said(
            replace(one, parties=(), statements=())
        )


@pytest.fixture(scope="module")
def un_section(tmp_path_factory: pytest.TempPathFactory) -> MandateGraph:
    from mandategraph.build import build

    folder = tmp_path_factory.mktemp("un") / "kg"
    build([UN / "A_80_6_Sect.10.docx"], folder)
    return open_graph(folder)
