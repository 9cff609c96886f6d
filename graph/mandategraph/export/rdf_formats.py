"""The formats of RDF."""

from __future__ import annotations

from typing import Final

from mandategraph.export.exporter import Exporter
from mandategraph.export.rdf import jsonld, nquads, trig, turtle

RDF: Final = (
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
)
