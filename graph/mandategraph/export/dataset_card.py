"""The card of a data set for machines: DCAT 3, VoID and LIME in one Turtle file.

Addresses of files are relative to where the card lies. What is not known is not there:
no licence, publisher or date is made up. Example questions are `sh:SPARQLExecutable`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import FOAF, RDF, RDFS, SH, VOID, XSD

from mandategraph.coverage.lime import LIME
from mandategraph.coverage.lime import turtle as lime_turtle
from mandategraph.draw.words import WORDS, say
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.query import Catalogue
from mandategraph.rdf.iris import digest
from mandategraph.store.terms import to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.coverage import Coverage
    from mandategraph.export.dataset_counts import Counts
    from mandategraph.export.selection import Loss

# rdflib's own DCAT and DCTERMS know fewer terms than DCAT 3
DCAT: Final = Namespace(PREFIXES["dcat"])
DCT: Final = Namespace(PREFIXES["dct"])
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
MEDIA: Final = Namespace("https://www.iana.org/assignments/media-types/")
FILE_TYPE: Final = Namespace(
    "http://publications.europa.eu/resource/authority/file-type/"
)
FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
ISO_639_1: Final = Namespace("http://id.loc.gov/vocabulary/iso639-1/")
ISO_639_2: Final = Namespace("http://id.loc.gov/vocabulary/iso639-2/")
QUESTIONS: Final = (
    "plans",
    "plan_outline",
    "objectives_of_plan",
    "results_without_indicators",
    "open_results",
    "indicator_values",
    "organisations",
    "evidence_of",
    "language_coverage",
    "translation_status",
)


class File(NamedTuple):
    """A file of the data set: its bytes, how they are called, what they are.

    `authority` is the code of the EU's list of file types, `format` that of the W3C's.
    """

    data: bytes
    title: str
    media_type: str
    authority: str
    format: str = ""


def card(
    counts: Counts,
    coverage: Coverage,
    files: Mapping[str, File],
    losses: Iterable[Loss],
    *,
    base: str,
    names: Mapping[str, str],
    part: str = "",
) -> bytes:
    """The card in Turtle.

    `names` is the title by language, `part` what tells the IRI of a part from that of
    the whole.
    """
    graph = Graph()
    for prefix, space in (
        *PREFIXES.items(),
        ("lime", str(LIME)),
        ("void", str(VOID)),
        ("spdx", str(SPDX)),
        ("sh", str(SH)),
        ("foaf", str(FOAF)),
    ):
        graph.bind(prefix, space)
    dataset = URIRef(f"{base}dataset" + (f"/{part}" if part else ""))
    writer = _Card(graph, dataset, base)
    writer.describe(counts, names)
    writer.languages(coverage)
    writer.partitions(counts)
    writer.documents(counts)
    for name, file in sorted(files.items()):
        writer.distribution(name, file)
    writer.questions()
    for loss in losses:
        note = Literal(f"left out: {loss.what} x {loss.count}: {loss.why}", lang="en")
        graph.add((dataset, URIRef(f"{PREFIXES['skos']}editorialNote"), note))
    return graph.serialize(format="longturtle", encoding="utf-8")


class _Card:
    def __init__(self, graph: Graph, dataset: URIRef, base: str) -> None:
        self.graph, self.dataset, self.base = graph, dataset, base

    def _add(
        self, subject: URIRef, predicate: URIRef, *values: URIRef | Literal
    ) -> None:
        for value in values:
            self.graph.add((subject, predicate, value))

    def describe(self, counts: Counts, names: Mapping[str, str]) -> None:
        """What the data set is, what it is about, where its IRIs lie."""
        about, add = self.dataset, self._add
        document = URIRef("")
        add(document, RDF.type, VOID.DatasetDescription)
        add(document, FOAF.primaryTopic, about)
        add(about, RDF.type, DCAT.Dataset, VOID.Dataset)
        add(about, DCT.identifier, Literal(str(about)))
        values = {
            "elements": f"{sum(counts.elements.values())}",
            "plans": f"{len(counts.plans)}",
        }
        for lang in WORDS:
            add(about, DCT.title, Literal(names[lang], lang=lang))
            said = say(lang, "dataset_description", **values)
            add(about, DCT.description, Literal(said, lang=lang))
        for word in _KEYWORDS:
            add(about, DCAT.keyword, Literal(word, lang="en"))
        add(about, VOID.uriSpace, Literal(self.base))
        add(about, DCT.conformsTo, URIRef(MG_NS.rstrip("#")))
        add(about, FOAF.page, URIRef("README.md"))
        for plan in counts.plans:
            add(about, VOID.rootResource, URIRef(plan))
        add(about, VOID.exampleResource, *map(URIRef, counts.plans[:3]))
        numbers = {
            VOID.triples: counts.triples,
            VOID.distinctSubjects: counts.subjects,
            VOID.distinctObjects: counts.objects,
            VOID.classes: len(counts.classes),
            VOID.properties: len(counts.properties),
        }
        for name, number in numbers.items():
            add(about, name, Literal(number, datatype=XSD.integer))
        used = [*counts.classes, *counts.properties]
        for space in sorted(set(map(_space, used))):
            add(about, VOID.vocabulary, URIRef(space))

    def languages(self, coverage: Coverage) -> None:
        """How many elements are worded in each language."""
        place = f"{self.dataset}/"
        self.graph.parse(data=lime_turtle(coverage, place), format="turtle")
        self._add(self.dataset, VOID.subset, URIRef(f"{place}coverage/elements"))
        for lang in worded(coverage):
            space = {2: ISO_639_1, 3: ISO_639_2}.get(len(lang))
            if space is not None and lang.isascii() and lang.isalpha():
                self._add(self.dataset, DCT.language, space[lang])

    def partitions(self, counts: Counts) -> None:
        """How often each class and property is used, and each role of graphs."""
        for iri, number in counts.classes.items():
            part = self._part("class", iri)
            self._add(self.dataset, VOID.classPartition, part)
            self._add(part, VOID["class"], URIRef(iri))
            self._add(part, VOID.entities, Literal(number, datatype=XSD.integer))
        for iri, number in counts.properties.items():
            part = self._part("property", iri)
            self._add(self.dataset, VOID.propertyPartition, part)
            self._add(part, VOID.property, URIRef(iri))
            self._add(part, VOID.triples, Literal(number, datatype=XSD.integer))
        for role, (graphs, statements) in counts.roles.items():
            part = URIRef(f"{self.dataset}/role/{role}")
            self._add(self.dataset, VOID.subset, part)
            self._add(part, RDF.type, VOID.Dataset)
            title = f"The {graphs} graphs of role {role}"
            self._add(part, DCT.title, Literal(title, lang="en"))
            self._add(part, VOID.triples, Literal(statements, datatype=XSD.integer))

    def _part(self, kind: str, iri: str) -> URIRef:
        space = _space(iri)
        prefix = next((p for p, known in PREFIXES.items() if known == space), "")
        name = f"{prefix}-{iri[len(space) :]}" if prefix else digest(iri)
        return URIRef(f"{self.dataset}/{kind}/{name}")

    def documents(self, counts: Counts) -> None:
        """The source documents, with the rights that are known of them."""
        for document in counts.documents:
            node = URIRef(document.iri)
            self._add(self.dataset, DCT.source, node)
            self._add(node, RDF.type, URIRef(f"{MG_NS}SourceDocument"))
            if document.file:
                self._add(node, URIRef(f"{MG_NS}fileName"), Literal(document.file))
            for quad in document.rights:
                value = to_rdflib(quad.object)
                if isinstance(value, URIRef | Literal):
                    self._add(node, URIRef(quad.predicate.value), value)

    def distribution(self, name: str, file: File) -> None:
        """A file: where it is, what it is, how large, and its hash."""
        node, sums = URIRef(name), URIRef(f"{name}#sha256")
        self._add(self.dataset, DCAT.distribution, node)
        self._add(node, RDF.type, DCAT.Distribution)
        self._add(node, DCT.title, Literal(file.title, lang="en"))
        self._add(node, DCAT.accessURL, node)
        self._add(node, DCAT.downloadURL, node)
        self._add(node, DCAT.mediaType, MEDIA[file.media_type])
        self._add(node, DCT["format"], FILE_TYPE[file.authority])
        size = Literal(len(file.data), datatype=XSD.nonNegativeInteger)
        self._add(node, DCAT.byteSize, size)
        self._add(node, SPDX.checksum, sums)
        self._add(sums, RDF.type, SPDX.Checksum)
        self._add(sums, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        value = Literal(sha256(file.data).hexdigest(), datatype=XSD.hexBinary)
        self._add(sums, SPDX.checksumValue, value)
        if file.format:
            self._add(self.dataset, VOID.dataDump, node)
            self._add(self.dataset, VOID.feature, FORMATS[file.format])

    def questions(self) -> None:
        """Questions that can be asked of it, in each language that they have."""
        catalogue = Catalogue.load()
        for name in QUESTIONS:
            question = catalogue[name]
            node = URIRef(f"{self.dataset}/question/{name}")
            self._add(node, RDF.type, SH.SPARQLExecutable, SH.SPARQLSelectExecutable)
            for lang, words in sorted(question.question.items()):
                self._add(node, RDFS.label, Literal(words, lang=lang))
            for lang, words in sorted(question.summary.items()):
                self._add(node, RDFS.comment, Literal(words, lang=lang))
            text = "\n".join(
                line for line in question.text.splitlines() if line[:2] != "#+"
            )
            self._add(node, SH.select, Literal(f"{text.strip()}\n"))
            self._add(node, DCT.isPartOf, self.dataset)


_KEYWORDS: Final = ("mandate", "objective", "expected result", "indicator", "plan")


def worded(coverage: Coverage) -> list[str]:
    """The languages in which any element is worded."""
    return [lang for lang in coverage.languages if coverage.count(lang).worded()]


def _space(iri: str) -> str:
    """The namespace of a term."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri
