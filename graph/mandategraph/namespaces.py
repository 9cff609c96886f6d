"""The namespaces that a plan graph uses, as plain text: nothing heavy is imported.

What reads and writes in bulk builds no rdflib terms, and need not wait for rdflib.
"""

from __future__ import annotations

import re
from typing import Final

MG_NS: Final = "https://w3id.org/mandategraph/ns#"
BASE: Final = "https://w3id.org/mandategraph/id/"  # data, unless a build says otherwise
NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
PREFIXES: Final[dict[str, str]] = {
    "mg": MG_NS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xl": "http://www.w3.org/2008/05/skos-xl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def local(iri: str) -> str:
    """The last segment of the IRI: what stands behind its last `/` or `#`."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
