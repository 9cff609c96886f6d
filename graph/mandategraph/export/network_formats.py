"""The formats of networks, for programs that draw and measure them."""

from __future__ import annotations

from typing import Final

from mandategraph.export.dot import dot
from mandategraph.export.exporter import Exporter
from mandategraph.export.networks import gexf, graphml
from mandategraph.export.tables import csv_table, csv_tables

NETWORKS: Final = (
    Exporter(
        "graphml",
        "Network for Gephi, yEd, igraph, networkx",
        ".graphml",
        "application/graphml+xml",
        binary=False,
        write=graphml,
    ),
    Exporter(
        "gexf",
        "Network for Gephi, coloured by kind",
        ".gexf",
        "application/gexf+xml",
        binary=False,
        write=gexf,
    ),
    Exporter(
        "dot",
        "Network for Graphviz, one cluster per plan",
        ".gv",
        "text/vnd.graphviz",
        binary=False,
        write=dot,
    ),
    Exporter(
        "csv",
        "Tables NAME-nodes.csv and NAME-edges.csv; as a stream, one table of both",
        ".csv",
        "text/csv",
        binary=False,
        write=csv_table,
        several=csv_tables,
    ),
)
