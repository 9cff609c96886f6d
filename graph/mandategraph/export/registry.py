"""The formats that a graph can be written in: feeds both the API and the CLI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from mandategraph.errors import UnknownNameError
from mandategraph.export.authoring import (
    authoring_csv,
    authoring_ods,
    authoring_xlsx,
)
from mandategraph.export.dot import dot
from mandategraph.export.networks import gexf, graphml
from mandategraph.export.options import ExportOptions
from mandategraph.export.pictures import png, svg
from mandategraph.export.rdf import jsonld, nquads, trig, turtle
from mandategraph.export.stratml import stratml, stratml_files
from mandategraph.export.tables import csv_table, csv_tables

if TYPE_CHECKING:
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

    Write: TypeAlias = Callable[[MandateGraph, LanguagePolicy, ExportOptions], bytes]
    WriteFiles: TypeAlias = Callable[
        [MandateGraph, LanguagePolicy, ExportOptions], Mapping[str, bytes]
    ]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `write` gives the bytes of one file or stream.

    `several`, when a format is better kept in several files: their bytes by the suffix
    that goes between the name and the extension (`-nodes`).
    """

    name: str
    description: str
    extension: str
    media_type: str
    binary: bool
    write: Write
    several: WriteFiles | None = None

    def files(
        self, graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
    ) -> Mapping[str, bytes]:
        """Bytes by suffix of the file name; the suffix is "" for one file."""
        if self.several is not None:
            return self.several(graph, policy, options)
        return {"": self.write(graph, policy, options)}


_ALL: Final = (
    Exporter(
        "turtle",
        "RDF, all graphs in one, without their names",
        ".ttl",
        "text/turtle",
        binary=False,
        write=turtle,
    ),
    Exporter(
        "trig",
        "RDF with named graphs, sorted: equal graphs give equal files",
        ".trig",
        "application/trig",
        binary=False,
        write=trig,
    ),
    Exporter(
        "nquads",
        "RDF with named graphs, one quad per line, sorted",
        ".nq",
        "application/n-quads",
        binary=False,
        write=nquads,
    ),
    Exporter(
        "jsonld",
        "RDF with named graphs as JSON-LD, its context inside",
        ".jsonld",
        "application/ld+json",
        binary=False,
        write=jsonld,
    ),
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
    Exporter(
        "svg",
        "Picture: each plan on a page",
        ".svg",
        "image/svg+xml",
        binary=False,
        write=svg,
    ),
    Exporter(
        "png",
        "Picture: each plan on a page, as pixels; needs mandategraph[png]",
        ".png",
        "image/png",
        binary=True,
        write=png,
    ),
    Exporter(
        "stratml",
        "StratML Part 1 or 2, one document per plan; losses in a comment",
        ".xml",
        "application/stratml+xml",
        binary=False,
        write=stratml,
        several=stratml_files,
    ),
    Exporter(
        "plan-csv",
        "The plans in our authoring columns, to edit and read again",
        ".csv",
        "text/csv",
        binary=False,
        write=authoring_csv,
    ),
    Exporter(
        "plan-xlsx",
        "The plans in our authoring columns, for Excel",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        binary=True,
        write=authoring_xlsx,
    ),
    Exporter(
        "plan-ods",
        "The plans in our authoring columns, for LibreOffice",
        ".ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        binary=True,
        write=authoring_ods,
    ),
)
EXPORTERS: Final = {one.name: one for one in _ALL}


def exporter(name: str) -> Exporter:
    """The exporter of the format; UnknownNameError lists those there are."""
    if name not in EXPORTERS:
        raise UnknownNameError("export format", name, tuple(EXPORTERS))
    return EXPORTERS[name]


def export(
    name: str,
    graph: MandateGraph,
    policy: LanguagePolicy,
    options: ExportOptions | None = None,
) -> bytes:
    """The graph in the format; the same graph and options give the same bytes."""
    return exporter(name).write(graph, policy, options or ExportOptions())
