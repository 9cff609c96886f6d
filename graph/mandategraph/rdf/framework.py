"""A framework such as the SDGs -> quads: its concepts, or others' wording of them.

A source of a framework has a graph of its own, `align-{key}`. Where the framework
itself speaks (labels), the graph has the concepts. Where others word its concepts
(forms only), it has nothing but those wordings: what a concept is stands once, in the
graph of the framework's own file, and no triple is in two graphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mandategraph.model import Agent
from mandategraph.rdf.graphs import describe_graph, graph_iri, write_agent
from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import (
    DCT,
    DEFAULT_GRAPH,
    MG,
    PROV,
    RDF,
    SKOS,
    SKOSXL,
    Quads,
    iri,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.model import Concept, Framework

_ORIGINAL: Final = "en"  # Open SDG's translators translate from English
_SDGO: Final = "http://metadata.un.org/sdg/ontology#"
# The framework's own classes; a kind that is not here has none.
_CLASSES: Final = {
    "goal": f"{_SDGO}Goal",
    "target": f"{_SDGO}Target",
    "indicator": f"{_SDGO}Indicator",
    "series": f"{_SDGO}Series",
}
_SDG: Final = "http://metadata.un.org/sdg"
# Written out once: there may be hundreds of thousands of forms.
_TEXT_FORM: Final = iri(f"{MG}textForm")
_TYPE: Final = iri(f"{RDF}type")
_FORM: Final = iri(f"{MG}TextForm")
_LITERAL: Final = iri(f"{SKOSXL}literalForm")
_AUTHORITY: Final = iri(f"{MG}textAuthority")
_THIRD: Final = iri(f"{MG}thirdParty")
_STATE: Final = iri(f"{MG}reviewState")
_CANDIDATE: Final = iri(f"{MG}stateCandidate")
_METHOD: Final = iri(f"{MG}method")
_WRITTEN: Final = iri(f"{MG}original")
_TRANSLATED: Final = iri(f"{MG}humanTranslation")
_BY: Final = iri(f"{PROV}wasAttributedTo")


def write_framework(quads: Quads, framework: Framework, *, base: str) -> str:
    """IRI of the framework's graph, whose quads are added with those on its source.

    Raises ValueError for a key that is no part of an IRI.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", framework.key):
        message = (
            f"not a key of lower-case letters, digits and hyphens: {framework.key}"
        )
        raise ValueError(message)
    name = f"align-{framework.key}"
    graph = graph_iri(base, name)
    document = f"{base}doc-{name}"
    langs = {lang for c in framework.concepts for lang, _ in (*c.labels, *c.forms)}
    only = langs.pop() if len(langs) == 1 else ""
    describe_graph(quads, graph, "alignmentGraph", source=document, lang=only)
    _source(quads, graph, framework, document)
    if only:
        quads.add(graph, document, f"{DCT}language", literal(only))
    reader = write_agent(quads, _software(framework.extractor), base=base)
    quads.add(DEFAULT_GRAPH, graph, f"{PROV}wasAttributedTo", iri(reader))
    schemes = [c.iri for c in framework.concepts if c.kind == "scheme"]
    for concept in framework.concepts:
        if concept.labels or not concept.forms:
            _concept(quads, graph, concept, schemes)
    if any(concept.forms for concept in framework.concepts):
        agent = _translators(quads, framework, base)
        for concept in framework.concepts:
            quads.update(graph, _forms(concept, framework.key, agent, base))
    return graph


def _software(extractor: str) -> Agent:
    slug = re.sub(r"[^a-z0-9.]+", "-", extractor.lower()).strip("-")
    return Agent(f"agent-{slug}", "software", (("en", extractor),))


def _source(quads: Quads, graph: str, framework: Framework, document: str) -> None:
    """State the file that the framework was read from."""
    digest_of_file = f"sha256:{framework.sha256}"
    quads.a(graph, document, f"{MG}SourceDocument")
    quads.add(graph, document, f"{MG}fileName", literal(framework.file))
    quads.add(graph, document, f"{DCT}format", literal(framework.media_type))
    quads.add(graph, document, f"{DCT}identifier", literal(digest_of_file))
    quads.add(graph, document, f"{MG}periodStatus", iri(f"{MG}notStated"))


def _concept(quads: Quads, graph: str, concept: Concept, schemes: list[str]) -> None:
    """State what the framework itself says of the concept."""
    add, node = quads.add, concept.iri
    if concept.kind == "scheme":
        quads.a(graph, node, f"{SKOS}ConceptScheme")
    else:
        quads.a(graph, node, f"{SKOS}Concept")
        add(graph, node, f"{SKOS}inScheme", *map(iri, schemes))
    own = _CLASSES.get(concept.kind) if concept.iri.startswith(_SDG) else None
    if own:
        quads.a(graph, node, own)
    add(graph, node, f"{SKOS}notation", *map(literal, concept.notations))
    add(graph, node, f"{SKOS}broader", *map(iri, concept.broader))
    labels = (literal(label, lang=lang) for lang, label in concept.labels)
    add(graph, node, f"{SKOS}prefLabel", *labels)


def _forms(concept: Concept, key: str, agent: str, base: str) -> Iterator[str]:
    """Other people's wordings of the concept, each with whose it is and how checked."""
    node = iri(concept.iri)
    for lang, text in concept.forms:
        form = f"<{base}form-{digest(key, concept.iri, lang, text, length=16)}>"
        yield f"{node} {_TEXT_FORM} {form} ."
        yield f"{form} {_TYPE} {_FORM} ."
        yield f"{form} {_LITERAL} {literal(text, lang=lang)} ."
        yield f"{form} {_AUTHORITY} {_THIRD} ."
        yield f"{form} {_STATE} {_CANDIDATE} ."
        yield f"{form} {_METHOD} {_WRITTEN if lang == _ORIGINAL else _TRANSLATED} ."
        yield f"{form} {_BY} {agent} ."


def _translators(quads: Quads, framework: Framework, base: str) -> str:
    """Those who worded the forms: nobody but the file is known of them."""
    name = f"those who worded {framework.file}"
    agent = Agent(f"agent-align-{framework.key}", "organisation", (("en", name),))
    return iri(write_agent(quads, agent, base=base))
