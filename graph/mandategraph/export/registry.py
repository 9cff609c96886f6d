"""The formats that a graph can be written in: feeds both the API and the CLI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.errors import UnknownNameError
from mandategraph.export.html_formats import HTML
from mandategraph.export.network_formats import NETWORKS
from mandategraph.export.options import ExportOptions
from mandategraph.export.picture_formats import PICTURES
from mandategraph.export.plan_formats import PLANS
from mandategraph.export.rdf_formats import RDF
from mandategraph.export.table_formats import TABLES

if TYPE_CHECKING:
    from mandategraph.export.exporter import Exporter
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

EXPORTERS: Final = {
    one.name: one for one in (*RDF, *NETWORKS, *PICTURES, *HTML, *PLANS, *TABLES)
}


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
