"""Where graphs lie: a folder, an RDF file, memory or a SPARQL endpoint, one class."""

from __future__ import annotations

from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.engine import Table
from mandategraph.store.graph import MandateGraph, open_graph

__all__ = ["EndpointSettings", "MandateGraph", "Table", "open_graph"]
