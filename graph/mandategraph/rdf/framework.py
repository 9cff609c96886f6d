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
    quads.update(graph, _source(framework, document, only))
    reader = write_agent(quads, _software(framework.extractor), base=base)
    quads.add(DEFAULT_GRAPH, graph, f"{PROV}wasAttributedTo", iri(reader))
    schemes = [c.iri for c in framework.concepts if c.kind == "scheme"]
    lines: list[str] = []
    for concept in framework.concepts:
        if concept.labels or not concept.forms:
            lines += _concept(concept, schemes)
    if any(concept.forms for concept in framework.concepts):
        agent = _translators(quads, framework, base)
        for concept in framework.concepts:
            lines += _forms(concept, framework.key, agent, base)
    quads.update(graph, lines)
    return graph


def _software(extractor: str) -> Agent:
    slug = re.sub(r"[^a-z0-9.]+", "-", extractor.lower()).strip("-")
    return Agent(f"agent-{slug}", "software", (("en", extractor),))


def _source(framework: Framework, document: str, lang: str) -> Iterator[str]:
    """The file that the framework was read from."""
    node = iri(document)
    yield f"{node} {iri(f'{RDF}type')} {iri(f'{MG}SourceDocument')} ."
    yield f"{node} {iri(f'{MG}fileName')} {literal(framework.file)} ."
    yield f"{node} {iri(f'{DCT}format')} {literal(framework.media_type)} ."
    digest_of_file = literal(f"sha256:{framework.sha256}")
    yield f"{node} {iri(f'{DCT}identifier')} {digest_of_file} ."
    yield f"{node} {iri(f'{MG}periodStatus')} {iri(f'{MG}notStated')} ."
    if lang:
        yield f"{node} {iri(f'{DCT}language')} {literal(lang)} ."


def _concept(concept: Concept, schemes: list[str]) -> Iterator[str]:
    """What the framework itself says of the concept."""
    node, kind = iri(concept.iri), iri(f"{RDF}type")
    if concept.kind == "scheme":
        yield f"{node} {kind} {iri(f'{SKOS}ConceptScheme')} ."
    else:
        yield f"{node} {kind} {iri(f'{SKOS}Concept')} ."
        for scheme in schemes:
            yield f"{node} {iri(f'{SKOS}inScheme')} {iri(scheme)} ."
    own = _CLASSES.get(concept.kind) if concept.iri.startswith(_SDG) else None
    if own:
        yield f"{node} {kind} {iri(own)} ."
    for notation in concept.notations:
        yield f"{node} {iri(f'{SKOS}notation')} {literal(notation)} ."
    for above in concept.broader:
        yield f"{node} {iri(f'{SKOS}broader')} {iri(above)} ."
    for lang, label in concept.labels:
        yield f"{node} {iri(f'{SKOS}prefLabel')} {literal(label, lang=lang)} ."


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
