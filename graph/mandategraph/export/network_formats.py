"""The formats of networks, for programs that draw and measure them."""

from __future__ import annotations

from typing import Final

from mandategraph.export.dot import dot
from mandategraph.export.exporter import Exporter
from mandategraph.export.import_tables import (
    gephi,
    gephi_tables,
    neo4j,
    neo4j_tables,
)
from mandategraph.export.json_networks import cyjs, d3
from mandategraph.export.mermaid import mermaid, mermaid_files
from mandategraph.export.networks import gexf, graphml
from mandategraph.export.pajek import pajek
from mandategraph.export.tables import csv_table, csv_tables, network_xlsx

_PART: Final = frozenset({"plan", "focus", "hops", "nodes", "links"})
_TEXT: Final = _PART | {"bom"}

NETWORKS: Final = (
    Exporter(
        "graphml",
        "Network for Gephi, yEd, igraph, networkx",
        ".graphml",
        "application/graphml+xml",
        binary=False,
        write=graphml,
        takes=_PART,
    ),
    Exporter(
        "gexf",
        "Network for Gephi, with colours, sizes and positions",
        ".gexf",
        "application/gexf+xml",
        binary=False,
        write=gexf,
        takes=_PART,
    ),
    Exporter(
        "dot",
        "Network for Graphviz, one cluster per plan",
        ".gv",
        "text/vnd.graphviz",
        binary=False,
        write=dot,
        takes=_PART,
    ),
    Exporter(
        "mermaid",
        "Flowchart for Markdown pages; in several files when Mermaid wants it so",
        ".mmd",
        "text/vnd.mermaid",
        binary=False,
        write=mermaid,
        takes=_PART,
        several=mermaid_files,
    ),
    Exporter(
        "cyjs",
        "Network for Cytoscape and Cytoscape.js, with positions and a style",
        ".cyjs",
        "application/json",
        binary=False,
        write=cyjs,
        takes=_PART,
    ),
    Exporter(
        "pajek",
        "Network for Pajek, igraph, networkx: names, positions and links only",
        ".net",
        "text/plain",
        binary=False,
        write=pajek,
        takes=_TEXT,
    ),
    Exporter(
        "d3",
        "Network for D3 and JavaScript: nodes and links",
        ".json",
        "application/json",
        binary=False,
        write=d3,
        takes=_PART,
    ),
    Exporter(
        "neo4j",
        "Tables NAME-nodes.csv and NAME-edges.csv for neo4j-admin database import",
        ".csv",
        "application/zip",
        binary=True,
        write=neo4j,
        takes=_TEXT,
        several=neo4j_tables,
    ),
    Exporter(
        "gephi",
        "Tables NAME-nodes.csv and NAME-edges.csv for Gephi's spreadsheet import",
        ".csv",
        "application/zip",
        binary=True,
        write=gephi,
        takes=_TEXT,
        several=gephi_tables,
    ),
    Exporter(
        "csv",
        "Tables NAME-nodes.csv and NAME-edges.csv; as a stream, one table of both",
        ".csv",
        "text/csv",
        binary=False,
        write=csv_table,
        takes=_TEXT,
        several=csv_tables,
    ),
    Exporter(
        "xlsx",
        "Workbook with a sheet of nodes and a sheet of edges",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        binary=True,
        write=network_xlsx,
        takes=_PART,
    ),
)
