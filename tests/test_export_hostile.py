"""No wording breaks a file: each is read back by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import TYPE_CHECKING, Final

import networkx as nx
import pytest

from changed_graphs import changed, with_wording
from conftest import ID, program
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy

if TYPE_CHECKING:
    from pathlib import Path

    from mandategraph.store import MandateGraph

ENGLISH: Final = LanguagePolicy(["en"])
RESULT: Final = f"{ID}rba-r-228fa6e9f8"
HOSTILE: Final = (
    'say "no" to C:\\new \\',
    "</script><!-- ]]> & &amp; <b>bold</b>",
    "`a` | b [c] (d) {e} *f* _g_ #h; $i$ %%j",
    "first line\nsecond\r\nthird\u2028fourth\ttab",
    "bell \x07 null-like \x01 end",
    '=HYPERLINK("https://example.org","x")',
    "'+1-1",
    "نص (أ) 40 % \u202eturned",
    "long " * 2000,
    " ",
)
NAMED: Final = pytest.mark.parametrize(
    "wording", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))]
)


def xml(text: str) -> str:
    """The text as XML holds it: no controls, line ends as line feeds."""
    kept = "".join(c for c in text if c >= " " or c in "\t\n\r")
    return kept.replace("\r\n", "\n").replace("\r", "\n")


@NAMED
def test_graphml(example_graph: MandateGraph, wording: str) -> None:
    data = export("graphml", with_wording(example_graph, wording), ENGLISH)
    read = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert len(read) == 9
    assert xml(read.nodes[RESULT].get("label") or "") == xml(wording)


@NAMED
def test_gexf(example_graph: MandateGraph, wording: str) -> None:
    data = export("gexf", with_wording(example_graph, wording), ENGLISH)
    read = nx.read_gexf(io.BytesIO(data))
    assert len(read) == 9
    seen = read.nodes[RESULT]["label"]
    # an XML attribute holds a line break as a blank
    assert " ".join(seen.split()) == " ".join(xml(wording).split())


@NAMED
def test_dot(example_graph: MandateGraph, wording: str) -> None:
    source = export("dot", with_wording(example_graph, wording), ENGLISH)
    run = subprocess.run(
        [program("dot"), "-Tdot_json"], input=source, capture_output=True, check=True
    )
    assert run.stderr == b""
    nodes = [o for o in json.loads(run.stdout)["objects"] if "iri" in o]
    assert len(nodes) == 9


@NAMED
def test_pajek(example_graph: MandateGraph, wording: str, tmp_path: Path) -> None:
    import igraph  # type: ignore[import-untyped]

    data = export("pajek", with_wording(example_graph, wording), ENGLISH)
    assert len(nx.read_pajek(io.BytesIO(data))) == 9
    path = tmp_path / "plan.net"
    path.write_bytes(data)
    assert igraph.Graph.Read_Pajek(str(path)).vcount() == 9


def test_pajek_keeps_two_vertices_of_one_wording_apart(
    example_graph: MandateGraph,
) -> None:
    graph = changed(
        example_graph,
        lambda text: text.replace(
            '"River Basin Authority"@en', '"R2 · Farmers use less water."@en'
        ),
    )
    read = nx.read_pajek(io.BytesIO(export("pajek", graph, ENGLISH)))
    assert len(read) == 9
    assert {"R2 · Farmers use less water. (org-rba)"} <= set(read)


@NAMED
@pytest.mark.parametrize("name", ["neo4j", "gephi"])
def test_tables_for_programs(
    example_graph: MandateGraph, name: str, wording: str
) -> None:
    graph = with_wording(example_graph, wording)
    files = exporter(name).files(graph, ENGLISH, ExportOptions())
    text = files["-nodes"].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    label = next(
        row.get("label") or row.get("Label") for row in rows if RESULT in row.values()
    )
    assert label is not None
    if name == "gephi":
        assert label == wording
    else:
        assert label.split() == wording.split()
        # one line for each row, as neo4j-admin reads it
        assert len(text.splitlines()) == 10


@NAMED
def test_workbooks(example_graph: MandateGraph, wording: str) -> None:
    import openpyxl

    data = export("xlsx", with_wording(example_graph, wording), ENGLISH)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["nodes"]
    heads = [cell.value for cell in sheet[1]]
    cells = {row[0].value: row[heads.index("label")] for row in sheet.iter_rows(2)}
    assert cells[RESULT].data_type == "s"
    unescaped = str(cells[RESULT].value).replace("_x0007_", "\x07")
    assert xml(unescaped.replace("_x000D_", "\r").replace("_x0001_", "\x01")) == xml(
        wording
    )


def test_mermaid_shortens_only_what_is_very_long_and_says_so(
    example_graph: MandateGraph,
) -> None:
    losses: list[str] = []
    graph = with_wording(example_graph, "long " * 2000)
    options = ExportOptions(tell=losses.append)
    text = export("mermaid", graph, ENGLISH, options).decode()
    assert len(text) < 10_000
    assert "…" in text
    assert "labels shortened x 1: over 1000 characters" in losses


def test_xml_says_how_many_characters_it_cannot_hold(
    example_graph: MandateGraph,
) -> None:
    losses: list[str] = []
    graph = with_wording(example_graph, "a \x07 b \x01")
    export("graphml", graph, ENGLISH, ExportOptions(tell=losses.append))
    # in `label` and in `label_en`
    assert losses == ["control characters x 4: XML cannot hold them"]


def test_another_scheme_is_no_link(example_graph: MandateGraph) -> None:
    graph = changed(
        example_graph, lambda text: text.replace(f"{ID}rba-o1>", "javascript:alert(1)>")
    )
    source = export("dot", graph, ENGLISH).decode()
    assert 'URL="javascript' not in source
    assert 'href "javascript' not in export("mermaid", graph, ENGLISH).decode()
