"""Each format is opened by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from hashlib import sha256

import networkx as nx
import pytest

from changed_graphs import with_wording
from conftest import DATA, ID
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export import EXPORTERS, ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

O1, O2, FLOOD = f"{ID}rba-o1", f"{ID}rba-o2", f"{ID}rba-r-228fa6e9f8"
SHARED = f"{ID}rba-r-76b2f8f7a3"
ENGLISH = LanguagePolicy(["en"])


def test_another_process_writes_the_same_bytes(example_graph: MandateGraph) -> None:
    plans = {"stratml", "plan-csv", "plan-xlsx", "plan-ods"}  # want a graph of ours
    names = sorted(EXPORTERS.keys() - {"png"} - plans)
    code = (
        "import sys; from hashlib import sha256;"
        "from mandategraph.export import export;"
        "from mandategraph.language import LanguagePolicy;"
        "from mandategraph.store import open_graph;"
        "g, p = open_graph(sys.argv[1]), LanguagePolicy(['fr']);"
        "[print(sha256(export(n, g, p)).hexdigest()) for n in sys.argv[2:]]"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(DATA / "example.trig"), *names],
        env={**os.environ, "PYTHONHASHSEED": "3"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    french = LanguagePolicy(["fr"])
    assert dict(zip(names, other, strict=True)) == {
        name: sha256(export(name, example_graph, french)).hexdigest() for name in names
    }


def read_graphml(data: bytes) -> nx.MultiDiGraph[str]:
    read = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    return read


def test_graphml_is_read_by_networkx(example_graph: MandateGraph) -> None:
    network = read_graphml(export("graphml", example_graph, LanguagePolicy(["es"])))
    assert network.nodes[FLOOD]["label"].startswith("Las alertas de inundación")
    assert network.nodes[FLOOD]["label_lang"] == "es"
    relations = {d["relation"] for d in network[FLOOD][O1].values()}
    assert relations == {"expectedResultOf"}
    assert {d["status"] for d in network[SHARED][O2].values()} == {"proposed", "open"}


def test_gexf_is_read_by_networkx(example_graph: MandateGraph) -> None:
    data = export("gexf", example_graph, LanguagePolicy(["ar"]))
    network = nx.read_gexf(io.BytesIO(data))
    assert network.nodes[f"{ID}org-rba"]["label"] == "هيئة حوض النهر"
    assert network.nodes[O1]["viz"]["color"] == {"r": 23, "g": 85, "b": 122, "a": 1.0}
    assert network.number_of_edges() == 16


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_character_that_xml_cannot_hold_does_not_break_the_file(
    example_graph: MandateGraph, name: str
) -> None:
    graph = with_wording(example_graph, "bell \x07 & <tag>")
    data = io.BytesIO(export(name, graph, ENGLISH))
    network = nx.read_graphml(data) if name == "graphml" else nx.read_gexf(data)
    assert network.nodes[FLOOD]["label"] == "bell  & <tag>"


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_is_a_table_of_nodes_and_a_table_of_edges(
    example_graph: MandateGraph,
) -> None:
    files = exporter("csv").files(example_graph, ENGLISH, ExportOptions())
    assert list(files) == ["-nodes", "-edges"]
    nodes, edges = table(files["-nodes"]), table(files["-edges"])
    assert {n["code"]: n["label"] for n in nodes}["O1"] == "Reduce flood damage."
    proposed = [e for e in edges if e["edge_status"] == "proposed"]
    assert [(e["source_code"], e["target_code"]) for e in proposed] == [("R3", "O2")]
    assert proposed[0]["confidence"] == "0.3"


def test_csv_as_a_stream_is_one_table(example_graph: MandateGraph) -> None:
    rows = table(export("csv", example_graph, ENGLISH))
    assert [sum(r["row"] == kind for r in rows) for kind in ("node", "edge")] == [9, 16]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_is_never_run_as_a_formula(
    example_graph: MandateGraph, start: str
) -> None:
    wording = f'{start}HYPERLINK("x"), and\nmore'
    rows = table(export("csv", with_wording(example_graph, wording), ENGLISH))
    cells = {r["label"] for r in rows if r["iri"] == FLOOD}
    assert cells == {f"'{wording}"}


def test_a_byte_order_mark_is_written_only_when_wanted(
    example_graph: MandateGraph,
) -> None:
    mark = b"\xef\xbb\xbf"
    assert not export("csv", example_graph, ENGLISH).startswith(mark)
    options = ExportOptions(bom=True)
    files = exporter("csv").files(example_graph, ENGLISH, options).values()
    assert all(data.startswith(mark) for data in files)


@pytest.mark.parametrize(
    "name",
    ["graphml", "gexf", "dot", "mermaid", "cyjs", "d3", "csv"],
)
def test_a_focus_writes_only_what_lies_around_it(
    example_graph: MandateGraph, name: str
) -> None:
    options = ExportOptions(focus="org-rba", hops=1)
    text = export(name, example_graph, ENGLISH, options).decode()
    assert "plan-rba" in text
    assert "rba-o1" not in text


def test_a_plan_is_written_with_its_elements_and_its_organisation(
    example_graph: MandateGraph,
) -> None:
    options = ExportOptions(plan="plan-rba")
    rows = table(export("csv", example_graph, ENGLISH, options))
    assert sum(row["row"] == "node" for row in rows) == 9


def test_a_plan_that_is_not_there_is_refused(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match="plan-x: no such plan"):
        export("csv", example_graph, ENGLISH, ExportOptions(plan="plan-x"))


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld"])
def test_rdf_around_a_node_is_refused_not_written_whole(
    example_graph: MandateGraph, name: str
) -> None:
    with pytest.raises(QueryError, match="has no use for --focus"):
        export(name, example_graph, ENGLISH, ExportOptions(focus="rba-o1"))


def test_an_unknown_format_is_refused_by_name(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match="docx: no such export format"):
        export("docx", example_graph, ENGLISH)


def test_pictures_are_among_the_formats(example_graph: MandateGraph) -> None:
    assert export("svg", example_graph, ENGLISH).startswith(b"<svg ")
    options = ExportOptions(scale=0.3)
    assert export("png", example_graph, ENGLISH, options).startswith(b"\x89PNG")
