"""The names of terms: of the project's own ontology, and of others that plans use."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

import pyoxigraph as ox

from mandategraph.language import Form
from mandategraph.namespaces import PREFIXES
from mandategraph.resources import data
from mandategraph.serve.wording import message

_LABEL: Final = f"{PREFIXES['skos']}prefLabel"
_SHORT: Final[dict[str, str]] = {
    "rdf:type": message("kind"),
    "rdfs:label": message("label"),
    "rdfs:comment": message("remark"),
    "dct:identifier": message("identifier"),
    "dct:title": message("title"),
    "dct:source": message("document"),
    "dct:language": message("language"),
    "dct:temporal": message("period"),
    "dct:issued": message("date of issue"),
    "dct:created": message("date of creation"),
    "dct:publisher": message("publisher"),
    "dct:license": message("licence"),
    "dct:isPartOf": message("part of"),
    "dct:isVersionOf": message("version of"),
    "dct:description": message("description"),
    "dcat:startDate": message("first day"),
    "dcat:endDate": message("last day"),
    "skos:prefLabel": message("name"),
    "skos:altLabel": message("other name"),
    "skos:definition": message("definition"),
    "skos:notation": message("code"),
    "skos:inScheme": message("vocabulary"),
    "skos:broader": message("broader term"),
    "oa:hasSource": message("text"),
    "oa:hasSelector": message("place in the text"),
    "oa:start": message("first character"),
    "oa:end": message("end"),
    "oa:exact": message("words"),
    "prov:wasAttributedTo": message("stated by"),
    "prov:wasAssociatedWith": message("done by"),
    "prov:generatedAtTime": message("made on"),
    "prov:wasDerivedFrom": message("made from"),
    "xl:literalForm": message("wording"),
    "dcat:Dataset": message("graph"),
    "org:Organization": message("organisation"),
    "prov:Organization": message("organisation"),
    "prov:Person": message("person"),
    "prov:SoftwareAgent": message("software"),
    "skos:Concept": message("term"),
    "skos:ConceptScheme": message("vocabulary"),
    "oa:TextPositionSelector": message("place in the text"),
    "oa:TextQuoteSelector": message("words"),
    "owl:Class": message("class"),
    "owl:ObjectProperty": message("property"),
    "owl:DatatypeProperty": message("property"),
}
NAMES: Final = {
    PREFIXES[prefix] + local: words
    for (prefix, _, local), words in (
        (short.partition(":"), words) for short, words in _SHORT.items()
    )
}


@cache
def own_terms() -> dict[str, list[Form]]:
    """The labels of the ontology's terms and codes in all languages, by IRI."""
    folder = data("ontology")
    files = [folder.joinpath("mandategraph.ttl")]
    files += sorted(folder.joinpath("codelists").iterdir(), key=lambda f: f.name)
    found: dict[str, list[Form]] = defaultdict(list)
    for file in files:
        if not file.name.endswith(".ttl"):
            continue
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            label = quad.object
            if quad.predicate.value == _LABEL and isinstance(label, ox.Literal):
                form = Form(label.value, label.language or "")
                found[str(getattr(quad.subject, "value", ""))].append(form)
    return dict(found)
