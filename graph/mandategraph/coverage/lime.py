"""Coverage as linguistic metadata: LIME, the metadata module of OntoLex-Lemon.

A lexicalization set per language says of how many elements (`lime:references`) there
is a wording, and by how many wordings (`lime:lexicalizations`). Its partitions keep to
one class, its subsets to one status. `lime:percentage` is a share of 1, and of all
elements, those whose wording was lost too, as the vocabulary defines it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rdflib import DCTERMS, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

from mandategraph.coverage.count import HEADING, KINDS, STATUSES
from mandategraph.namespaces import MG_NS
from mandategraph.vocab import MG, ONTOLOGY

if TYPE_CHECKING:
    from mandategraph.coverage.count import Count, Coverage

LIME: Final = Namespace("http://www.w3.org/ns/lemon/lime#")
_TYPES: Final = {
    "issuer": MG.issuer,
    "reviewed": MG.stateReviewed,
    "candidate": MG.stateCandidate,
    "machine": MG.machineTranslation,
}
_TITLE: Final = "The elements of all plans"


def turtle(found: Coverage, base: str, *, by_plan: bool = False) -> str:
    """The coverage in Turtle: of all plans together, or of each plan by itself."""
    graph = Graph()
    for prefix, namespace in (("lime", LIME), ("void", VOID), ("dct", DCTERMS)):
        graph.bind(prefix, namespace)
    graph.bind("mg", MG_NS)
    for plan, reference in _datasets(found, base, by_plan=by_plan):
        name = f"{base}coverage/{plan.rpartition('/')[2]}".rstrip("/")
        graph.add((reference, RDF.type, VOID.Dataset))
        if not plan:
            graph.add((reference, DCTERMS.title, Literal(_TITLE, lang="en")))
        kinds = [kind for kind in found.kinds if kind != HEADING]
        for lang in found.languages:
            whole = found.count(lang, kinds, plan)
            entities = Literal(whole.total, datatype=XSD.integer)
            graph.set((reference, VOID.entities, entities))
            node = _counted(graph, f"{name}/{lang}", lang, whole, reference)
            for kind in kinds:
                count = found.count(lang, [kind], plan)
                part = _counted(graph, f"{name}/{lang}/{kind}", lang, count, reference)
                graph.add((part, LIME.resourceType, MG[KINDS[kind]]))
                graph.add((node, LIME["partition"], part))
            for status in STATUSES:
                number = getattr(whole, status)
                if number:
                    subset = _set(
                        graph, f"{name}/{lang}/{status}", lang, number, reference
                    )
                    graph.add((subset, DCTERMS.type, _TYPES[status]))
                    graph.add((node, VOID.subset, subset))
    return graph.serialize(format="longturtle")


def _datasets(
    found: Coverage, base: str, *, by_plan: bool
) -> Iterator[tuple[str, URIRef]]:
    """Each plan (`""` for all) and the dataset that its words are about."""
    if not by_plan:
        yield "", URIRef(f"{base}coverage/elements")
        return
    for plan in found.plans:
        key = plan.rpartition("/")[2].removeprefix("plan-")
        yield plan, URIRef(f"{base}graph/doc-{key}")


def _set(graph: Graph, name: str, lang: str, worded: int, reference: URIRef) -> URIRef:
    """The lexicalization set of this name."""
    node = URIRef(name)
    graph.add((node, RDF.type, LIME.LexicalizationSet))
    graph.add((node, LIME.language, Literal(lang)))
    graph.add((node, LIME.lexicalizationModel, ONTOLOGY))
    graph.add((node, LIME.referenceDataset, reference))
    graph.add((node, LIME.references, _integer(worded)))
    return node


def _counted(
    graph: Graph, name: str, lang: str, count: Count, reference: URIRef
) -> URIRef:
    """The lexicalization set of this name, with all its numbers."""
    node, total = _set(graph, name, lang, count.worded(), reference), count.total
    graph.add((node, LIME.lexicalizations, _integer(count.forms)))
    if total:
        graph.add((node, LIME.percentage, _share(count.worded(), total)))
        graph.add((node, LIME.avgNumOfLexicalizations, _share(count.forms, total)))
    return node


def _integer(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)


def _share(part: int, whole: int) -> Literal:
    return Literal(f"{part / whole:.4f}", datatype=XSD.decimal)
