"""Networks are opened by programs that are not ours: all nodes, edges and labels."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from conftest import ID, program
from drawn_plans import large_plan
from mandategraph.errors import UnknownNameError
from mandategraph.export import ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from network_counts import expected
from office import all_converted
from running import EXAMPLE, fails, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mandategraph.export import Exporter
    from mandategraph.store import MandateGraph
    from network_counts import Expected

FRENCH = LanguagePolicy(["fr"])
O1, ORG = f"{ID}rba-o1", f"{ID}org-rba"


@pytest.fixture(params=["example", "demo", "large"])
def graph(request: pytest.FixtureRequest) -> MandateGraph:
    """Three graphs: small and cited, real with four languages, made with many nodes."""
    if request.param == "large":
        return large_plan(5, 6, 4)
    found: MandateGraph = request.getfixturevalue(f"{request.param}_graph")
    return found


def labels(nodes: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many nodes have which label."""
    return Counter(
        name
        for node in nodes
        for name, text in node.items()
        if re.match("label_(?!lang$|status$)", name) and text
    )


def same(found: nx.Graph[Any], wanted: Expected) -> None:
    """The network has the nodes, the edges and the labels of the graph."""
    assert set(found) == wanted.nodes
    edges = Counter(
        (s, d["relation"], t, d["status"]) for s, t, d in found.edges(data=True)
    )
    assert edges == wanted.edges
    assert labels(found.nodes[n] for n in found) == wanted.labels


@pytest.mark.parametrize("nodes", ["elements", "context"])
@pytest.mark.parametrize("links", [("stated",), ("stated", "accepted", "open")])
def test_only_the_nodes_and_links_asked_for_are_written(
    demo_graph: MandateGraph, nodes: Any, links: tuple[str, ...]
) -> None:
    options = ExportOptions(nodes=nodes, links=links)
    data = export("graphml", demo_graph, FRENCH, options)
    found = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    same(found, expected(demo_graph, nodes=nodes, links=links))


def test_everything_has_the_spans_the_claims_and_the_values(
    example_graph: MandateGraph,
) -> None:
    options = ExportOptions(nodes="everything")
    data = export("graphml", example_graph, FRENCH, options)
    found = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    targets = found[f"{ID}rba-i-f481e080cd-target"][f"{ID}rba-i-f481e080cd"].values()
    assert [d["relation"] for d in targets] == ["valueOf"]
    assert f"{ID}claim-45dd3f1e2561" in found
    assert f"{ID}text/e96ba1287aac20ab#char=71,91" in found


def test_an_unknown_status_of_links_is_refused(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match="likely"):
        export("csv", example_graph, FRENCH, ExportOptions(links=("likely",)))


def test_the_command_writes_the_nodes_and_links_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    options = ("--nodes", "elements", "--links", "proposed, open", "-o", str(path))
    assert run("export", "d3", EXAMPLE, *options).returncode == 0
    document = json.loads(path.read_bytes())
    assert len(document["nodes"]) == 7
    statuses = Counter(link["status"] for link in document["links"])
    assert statuses == {"proposed": 1, "open": 2}


def test_the_command_says_what_a_format_has_no_room_for(tmp_path: Path) -> None:
    done = run("export", "pajek", EXAMPLE, "-o", str(tmp_path / "plan.net"))
    assert "not carried: labels in other languages x 10: Pajek" in done.stderr


def test_the_command_refuses_nodes_and_links_for_other_formats() -> None:
    said = fails("export", "svg", EXAMPLE, "--links", "open")
    assert "svg: this format has no use for --links; leave it out, or choose" in said
    assert "likely" in fails("export", "d3", EXAMPLE, "--links", "likely")


def test_a_plan_of_elements_only_has_no_other_plan(demo_graph: MandateGraph) -> None:
    options = ExportOptions(plan="plan-fcc", nodes="elements")
    document = json.loads(export("d3", demo_graph, FRENCH, options))
    assert Counter(n["kind"] for n in document["nodes"]) == {"objective": 4}


def test_graphml_is_read_whole_by_networkx(graph: MandateGraph) -> None:
    data = io.BytesIO(export("graphml", graph, FRENCH))
    same(nx.read_graphml(data, force_multigraph=True), expected(graph))


def test_graphml_is_read_whole_by_igraph(graph: MandateGraph, tmp_path: Path) -> None:
    import igraph  # type: ignore[import-untyped]

    path = tmp_path / "plan.graphml"
    path.write_bytes(export("graphml", graph, FRENCH))
    read, wanted = igraph.Graph.Read_GraphML(str(path)), expected(graph)
    assert read.is_directed()
    assert set(read.vs["iri"]) == wanted.nodes
    assert Counter(read.es["status"]) == by_status(wanted)
    assert labels(v.attributes() for v in read.vs) == wanted.labels


def by_status(wanted: Expected) -> Counter[str]:
    """How many edges of each status."""
    found: Counter[str] = Counter()
    for edge, n in wanted.edges.items():
        found[edge[3]] += n
    return found


def test_gexf_is_read_whole_by_networkx(graph: MandateGraph) -> None:
    read = nx.read_gexf(io.BytesIO(export("gexf", graph, FRENCH)))
    wanted = expected(graph)
    assert set(read) == wanted.nodes
    edges = Counter(d["status"] for _, _, d in read.edges(data=True))
    assert edges == by_status(wanted)
    assert labels(read.nodes[n] for n in read) == wanted.labels


def test_gexf_has_colour_size_and_place_of_each_node(
    example_graph: MandateGraph,
) -> None:
    read = nx.read_gexf(io.BytesIO(export("gexf", example_graph, FRENCH)))
    seen = {node: data["viz"] for node, data in read.nodes(data=True)}
    assert all(viz.keys() >= {"color", "size", "position"} for viz in seen.values())
    # the organisation is larger than an objective, and stands before it
    assert seen[ORG]["size"] > seen[O1]["size"]
    assert seen[ORG]["position"]["x"] < seen[O1]["position"]["x"]
    # O1 is above O2, and in Gephi above is more
    assert seen[O1]["position"]["y"] > seen[f"{ID}rba-o2"]["position"]["y"]


def test_graphviz_reads_all_nodes_links_and_labels(graph: MandateGraph) -> None:
    source = export("dot", graph, FRENCH)
    run = subprocess.run(
        [program("dot"), "-Tdot_json"], input=source, capture_output=True, check=True
    )
    drawn, wanted = json.loads(run.stdout), expected(graph)
    # a plan that nothing but its elements is linked to is its cluster
    nodes = [o for o in drawn["objects"] if o.get("iri")]
    assert Counter(o["iri"] for o in nodes) == Counter(wanted.nodes)
    clusters = [o for o in drawn["objects"] if o["name"].startswith("cluster")]
    plans = {edge[2] for edge in wanted.edges if edge[1] == "elementOf"}
    assert len(clusters) == len(plans)
    for cluster in clusters:
        inside = {drawn["objects"][at].get("plan") for at in cluster["nodes"]}
        (plan,) = inside - {None, ""}
        assert cluster.get("iri") in (plan, "", None)
    drawn_edges = Counter(e["status"] for e in drawn["edges"])
    outside = (e[3] for e in wanted.edges.elements() if e[1] != "elementOf")
    assert drawn_edges == Counter(outside)
    assert labels(nodes) == wanted.labels
    assert all(o["plan"] for o in nodes if o["kind"] == "objective")


def test_pajek_is_read_by_networkx(graph: MandateGraph) -> None:
    read = nx.read_pajek(io.BytesIO(export("pajek", graph, FRENCH)))
    wanted = expected(graph)
    assert len(read) == len(wanted.nodes)
    edges = Counter(d["l"] for _, _, d in read.edges(data=True))
    assert sum(edges.values()) == sum(wanted.edges.values())
    assert all(0 < d["x"] < 1 and 0 < d["y"] < 1 for _, d in read.nodes(data=True))


def test_pajek_is_read_by_igraph(graph: MandateGraph, tmp_path: Path) -> None:
    import igraph

    path = tmp_path / "plan.net"
    path.write_bytes(export("pajek", graph, FRENCH))
    read, wanted = igraph.Graph.Read_Pajek(str(path)), expected(graph)
    assert read.is_directed()
    assert read.vcount() == len(wanted.nodes)
    assert read.ecount() == sum(wanted.edges.values())
    assert len(set(read.vs["name"])) == len(wanted.nodes)
    relations = Counter(edge[1] for edge in wanted.edges.elements())
    assert sorted(Counter(read.es["label"]).values()) == sorted(relations.values())


def test_pajek_says_what_it_leaves_out(example_graph: MandateGraph) -> None:
    losses: list[str] = []
    export("pajek", example_graph, FRENCH, ExportOptions(tell=losses.append))
    # of the organisation three, the mandate three, two objectives and two results one
    # each; the French label is the one shown where there is one
    assert "labels in other languages x 10" in losses[0]
    assert any(loss.startswith("confidences of links x 1:") for loss in losses)
    # every one of the 16 links has a status, which a pattern tells in two kinds only
    assert any(loss.startswith("statuses of links x 16:") for loss in losses)


def test_pajek_dots_only_links_that_may_not_hold(example_graph: MandateGraph) -> None:
    options = ExportOptions(nodes="everything")
    read = nx.read_pajek(io.BytesIO(export("pajek", example_graph, FRENCH, options)))
    patterns = Counter(data["p"] for _, _, data in read.edges(data=True))
    # one proposed, two candidates of the open link; what is recorded is no doubt
    assert patterns["Dots"] == 3
    assert patterns["Solid"] > 16


def test_json_for_d3_is_read_by_networkx(graph: MandateGraph) -> None:
    document = json.loads(export("d3", graph, FRENCH))
    same(nx.node_link_graph(document, edges="links"), expected(graph))


def tables(one: Exporter, graph: MandateGraph) -> list[list[dict[str, str]]]:
    """The rows of both files."""
    files = one.files(graph, FRENCH, ExportOptions())
    assert list(files) == ["-nodes", "-edges"]
    texts = (io.StringIO(data.decode(), newline="") for data in files.values())
    return [list(csv.DictReader(text)) for text in texts]


def test_tables_for_neo4j_keep_the_rules_of_its_headers(graph: MandateGraph) -> None:
    nodes, edges = tables(exporter("neo4j"), graph)
    field = re.compile(r"(\w+)?(:(ID|LABEL|START_ID|END_ID|TYPE|string|double|int))?")
    for rows in (nodes, edges):
        heads = list(rows[0])
        assert all(field.fullmatch(head) for head in heads)
        names = [head.partition(":")[0] for head in heads if head.partition(":")[0]]
        assert len(set(names)) == len(names)
        assert all("\n" not in cell for row in rows for cell in row.values())
    assert [h for h in nodes[0] if h.endswith((":ID", ":LABEL"))] == [
        "iri:ID",
        ":LABEL",
    ]
    ids = [row["iri:ID"] for row in nodes]
    assert len(set(ids)) == len(ids)
    assert {e[end] for e in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    assert all(re.fullmatch(r"[A-Za-z]\w*", row[":LABEL"]) for row in nodes)
    assert all(float(row["confidence:double"] or 0) >= 0 for row in edges)
    wanted = expected(graph)
    assert set(ids) == wanted.nodes
    found = Counter(
        (e[":START_ID"], e[":TYPE"], e[":END_ID"], e["status"]) for e in edges
    )
    assert found == wanted.edges
    assert labels(nodes) == wanted.labels


def test_tables_for_gephi_have_its_columns_and_no_name_twice(
    graph: MandateGraph,
) -> None:
    nodes, edges = tables(exporter("gephi"), graph)
    for rows in (nodes, edges):
        small = [head.lower() for head in rows[0]]
        assert len(set(small)) == len(small)
    wanted = expected(graph)
    assert {row["Id"] for row in nodes} == wanted.nodes
    assert all(row["Label"] for row in nodes)
    assert {row["Type"] for row in edges} == {"Directed"}
    found = Counter(
        (e["Source"], e["relation"], e["Target"], e["status"]) for e in edges
    )
    assert found == wanted.edges
    assert labels(nodes) == wanted.labels


@pytest.mark.parametrize("name", ["neo4j", "gephi"])
def test_two_tables_in_one_stream_are_an_archive(
    example_graph: MandateGraph, name: str
) -> None:
    files = exporter(name).files(example_graph, FRENCH, ExportOptions())
    archive = zipfile.ZipFile(io.BytesIO(export(name, example_graph, FRENCH)))
    assert archive.namelist() == ["nodes.csv", "edges.csv"]
    assert [archive.read(name) for name in archive.namelist()] == list(files.values())


def test_a_workbook_is_read_whole_by_openpyxl(graph: MandateGraph) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", graph, FRENCH)))
    rows = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    wanted = expected(graph)
    check_sheets(rows["nodes"], rows["edges"], wanted)


def check_sheets(nodes: Any, edges: Any, wanted: Expected) -> None:
    """Header and rows of both sheets hold what the graph does."""
    listed = [dict(zip(nodes[0], row, strict=True)) for row in nodes[1:]]
    assert {row["iri"] for row in listed} == wanted.nodes
    assert labels(listed) == wanted.labels
    found = [dict(zip(edges[0], row, strict=True)) for row in edges[1:]]
    links = ((e["source"], e["relation"], e["target"], e["edge_status"]) for e in found)
    assert Counter(links) == wanted.edges


def test_a_workbook_is_read_whole_by_libreoffice(
    demo_graph: MandateGraph, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(export("xlsx", demo_graph, LanguagePolicy(["ar"])))
    # -1: every sheet into a file of its own, named after it
    form = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    sheets = {
        made.name: list(csv.reader(io.StringIO(made.read_bytes().decode(), newline="")))
        for made in all_converted(path, form, tmp_path)
    }
    nodes, edges = sheets["plan-nodes.csv"], sheets["plan-edges.csv"]
    check_sheets(nodes, edges, expected(demo_graph))
