"""What the endpoint can do, by the SPARQL 1.1 Service Description, with VoID counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.serve.formats import RESULTS, TRIPLES
from mandategraph.serve.worker import RDF_FORMATS

if TYPE_CHECKING:
    from mandategraph.serve.formats import Syntax
    from mandategraph.serve.site import Site

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAMES: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "ntriples": "N-Triples",
}
_COUNTS: Final = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties) WHERE { ?s ?p ?o }"""


def service_description(site: Site, address: str, syntax: Syntax) -> bytes:
    """The description of the endpoint at this address, in a format of RDF."""
    endpoint = ox.NamedNode(address.partition("?")[0])
    service = ox.NamedNode(f"{endpoint.value}#service")
    data = ox.NamedNode(f"{endpoint.value}#dataset")
    graph = ox.NamedNode(f"{endpoint.value}#default-graph")
    ((triples, properties),) = site.graph.select_text(_COUNTS)
    found = [
        ox.Triple(service, _TYPE, ox.NamedNode(f"{_SD}Service")),
        ox.Triple(service, ox.NamedNode(f"{_SD}endpoint"), endpoint),
        ox.Triple(
            service,
            ox.NamedNode(f"{_SD}supportedLanguage"),
            ox.NamedNode(f"{_SD}SPARQL11Query"),
        ),
        ox.Triple(
            service,
            ox.NamedNode(f"{_SD}feature"),
            ox.NamedNode(f"{_SD}UnionDefaultGraph"),
        ),
        ox.Triple(service, ox.NamedNode(f"{_SD}defaultDataset"), data),
        ox.Triple(data, _TYPE, ox.NamedNode(f"{_SD}Dataset")),
        ox.Triple(data, ox.NamedNode(f"{_SD}defaultGraph"), graph),
        ox.Triple(graph, _TYPE, ox.NamedNode(f"{_SD}Graph")),
        ox.Triple(graph, _TYPE, ox.NamedNode(f"{_VOID}Dataset")),
        ox.Triple(graph, ox.NamedNode(f"{_VOID}triples"), ox.Literal(int(triples))),
        ox.Triple(
            graph, ox.NamedNode(f"{_VOID}properties"), ox.Literal(int(properties))
        ),
    ]
    found += [
        ox.Triple(
            service,
            ox.NamedNode(f"{_SD}resultFormat"),
            ox.NamedNode(_FORMATS + _NAMES[one.name]),
        )
        for one in (*RESULTS, *TRIPLES)
    ]
    for name in sorted(site.graph_names):
        one = ox.NamedNode(f"{endpoint.value}#{len(found)}")
        found += [
            ox.Triple(data, ox.NamedNode(f"{_SD}namedGraph"), one),
            ox.Triple(one, _TYPE, ox.NamedNode(f"{_SD}NamedGraph")),
            ox.Triple(one, ox.NamedNode(f"{_SD}name"), ox.NamedNode(name)),
        ]
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS}
    made = ox.serialize(found, format=RDF_FORMATS[syntax.name], prefixes=prefixes)
    return made or b""
