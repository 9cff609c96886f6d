"""The reference pages of the ontology: one Markdown page per language, no mixing.

A page is generated from the ontology and its code lists alone and holds the words of
its own language only; what exists in another language only is left out. Each term has
its local name as anchor, so that `fr.md#Objective` and `ar.md#Objective` are one term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from mandategraph.errors import UnknownNameError
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.resources import data
from mandategraph.vocab import ONTOLOGY

CHAIN: Final = (
    ("IndicatorValue", "valueOf", "Indicator"),
    ("Indicator", "indicatorOf", "ExpectedResult"),
    ("ExpectedResult", "expectedResultOf", "Objective"),
    ("Objective", "serves", "Mandate"),
)
_COMPACT_IRI = re.compile(rf"\b({'|'.join(PREFIXES)}):(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a page says in its own language besides the words of the ontology."""

    name: str
    intro: str
    chain: str
    classes: str
    relations: str
    values: str
    lists: str
    kind_of: str
    kinds: str
    properties: str
    starts: str
    leads: str
    inverse: str
    codes: str
    nature: str
    notation: str
    example: str
    iri: str
    others: str
    anything: str
    either: str
    natures: str  # in the order of `_NATURES`
    colon: str = ": "
    comma: str = ", "


WORDS: Final[dict[str, Words]] = {
    "en": Words(
        name="English",
        intro="Version {}. This page is generated from the ontology.",
        chain="The chain",
        classes="Classes",
        relations="Relations",
        values="Literal values",
        lists="Code lists",
        kind_of="Kind of",
        kinds="Kinds",
        properties="Properties",
        starts="From",
        leads="To",
        inverse="Inverse",
        codes="Codes",
        nature="Nature",
        notation="Notation",
        example="Example",
        iri="IRI",
        others="Other languages",
        anything="anything",
        either=" or ",
        natures="at most one value|symmetric|asymmetric|transitive|irreflexive",
    ),
    "fr": Words(
        name="Français",
        intro="Version {}. Cette page est générée à partir de l’ontologie.",
        chain="La chaîne",
        classes="Classes",
        relations="Relations",
        values="Valeurs littérales",
        lists="Listes de codes",
        kind_of="Sorte de",
        kinds="Sortes",
        properties="Propriétés",
        starts="De",
        leads="Vers",
        inverse="Inverse",
        codes="Codes",
        nature="Nature",
        notation="Notation",
        example="Exemple",
        iri="IRI",
        others="Autres langues",
        anything="n’importe quoi",
        either=" ou ",
        natures="une valeur au plus|symétrique|asymétrique|transitive|irréflexive",
        colon="\u00a0: ",
    ),
    "es": Words(
        name="Español",
        intro="Versión {}. Esta página se genera a partir de la ontología.",
        chain="La cadena",
        classes="Clases",
        relations="Relaciones",
        values="Valores literales",
        lists="Listas de códigos",
        kind_of="Tipo de",
        kinds="Tipos",
        properties="Propiedades",
        starts="De",
        leads="A",
        inverse="Inversa",
        codes="Códigos",
        nature="Naturaleza",
        notation="Notación",
        example="Ejemplo",
        iri="IRI",
        others="Otros idiomas",
        anything="cualquier cosa",
        either=" o ",
        natures="un valor como máximo|simétrica|asimétrica|transitiva|irreflexiva",
    ),
    "ar": Words(
        name="العربية",
        intro="الإصدار {}. هذه الصفحة مولدة من الأنطولوجيا.",
        chain="السلسلة",
        classes="الأصناف",
        relations="العلاقات",
        values="القيم الحرفية",
        lists="قوائم الرموز",
        kind_of="نوع من",
        kinds="الأنواع",
        properties="الخصائص",
        starts="من",
        leads="إلى",
        inverse="العكس",
        codes="الرموز",
        nature="الطبيعة",
        notation="التدوين",
        example="مثال",
        iri="المعرف",
        others="لغات أخرى",
        anything="أي شيء",
        either=" أو ",
        natures="قيمة واحدة على الأكثر|متماثلة|غير متماثلة|متعدية|لا انعكاسية",
        comma="، ",
    ),
}
_NATURES: Final = (
    OWL.FunctionalProperty,
    OWL.SymmetricProperty,
    OWL.AsymmetricProperty,
    OWL.TransitiveProperty,
    OWL.IrreflexiveProperty,
)
_RIGHT_TO_LEFT: Final = frozenset({"ar"})


def write_term_pages(
    folder: Path, langs: Sequence[str] = ("en", "fr", "es", "ar")
) -> list[Path]:
    """The pages written, `{lang}.md` in the order asked.

    UnknownNameError names a language that the ontology does not speak; nothing is
    written then.
    """
    for lang in langs:
        if lang not in WORDS:
            raise UnknownNameError("language of the ontology", lang, tuple(WORDS))
    graph = read_ontology()
    pages = {folder / f"{lang}.md": term_page(graph, lang, langs) for lang in langs}
    folder.mkdir(parents=True, exist_ok=True)
    for path, page in pages.items():
        path.write_text(page, encoding="utf-8", newline="\n")
    return list(pages)


def read_ontology() -> Graph:
    """The ontology with its code lists, as shipped."""
    folder, graph = data("ontology"), Graph()
    files = [folder.joinpath("mandategraph.ttl")]
    files += folder.joinpath("codelists").iterdir()
    for file in files:
        if file.name.endswith(".ttl"):
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def term_page(graph: Graph, lang: str, langs: Iterable[str] = ()) -> str:
    """One page as Markdown; `langs` are the pages beside it to link to."""
    page = _Page(graph, lang, [other for other in langs if other != lang])
    body = "\n\n".join(page.blocks())
    if lang in _RIGHT_TO_LEFT:
        # the blank lines let Markdown be read inside the HTML block
        body = f'<div dir="rtl" lang="{lang}">\n\n{body}\n\n</div>'
    return body + "\n"


class _Page:
    """The blocks of one page, in one language."""

    def __init__(self, graph: Graph, lang: str, others: list[str]) -> None:
        self.graph, self.lang, self.others = graph, lang, others
        self.words = WORDS[lang]

    def blocks(self) -> list[str]:
        graph, words = self.graph, self.words
        version = graph.value(ONTOLOGY, OWL.versionInfo)
        title = self._text(ONTOLOGY, URIRef(PREFIXES["dct"] + "title"))
        blocks = [
            f"# {title}",
            self._text(ONTOLOGY, URIRef(PREFIXES["dct"] + "description")),
            words.intro.format(version),
        ]
        if self.others:
            links = " · ".join(f"[{WORDS[o].name}]({o}.md)" for o in self.others)
            blocks.append(f"{words.others}{words.colon}{links}")
        sections = [
            (words.classes, self._sorted(OWL.Class)),
            (words.relations, self._sorted(OWL.ObjectProperty)),
            (words.values, self._sorted(OWL.DatatypeProperty)),
            (words.lists, self._sorted(SKOS.ConceptScheme)),
        ]
        for heading, terms in sections:
            links = words.comma.join(self._link(term) for term in terms)
            blocks.append(f"**{heading}**{words.colon}{links}")
        blocks += [f"## {words.chain}", self._diagram()]
        for heading, terms in sections:
            blocks.append(f"## {heading}")
            for term in terms:
                blocks += self._term(term, "###")
                for code in self._by_label(graph.subjects(SKOS.inScheme, term)):
                    blocks += self._term(code, "####")
        return blocks

    def _term(self, term: URIRef, level: str) -> list[str]:
        name = _local(term)
        blocks = [
            f'{level} <a id="{name}"></a>{self._label(term)}',
            self._text(term, SKOS.definition),
        ]
        blocks += [
            f"> {self._linked(note)}"
            for predicate in (SKOS.scopeNote, SKOS.note)
            if (note := self._text(term, predicate))
        ]
        words = self.words
        facts = [(label, text) for label, text in self._facts(term) if text]
        facts.append((words.iri, f"`{term}`"))
        links = " · ".join(f"[{WORDS[o].name}]({o}.md#{name})" for o in self.others)
        if links:
            facts.append((words.others, links))
        lines = [f"- {label}{words.colon}{text}" for label, text in facts]
        return [*blocks, "\n".join(lines)]

    def _facts(self, term: URIRef) -> list[tuple[str, str]]:
        """What the axioms say, as pairs of a word and a text; the text may be empty."""
        graph, words = self.graph, self.words
        types = set(graph.objects(term, RDF.type))
        supers = self._all(term, RDFS.subClassOf) + self._all(term, RDFS.subPropertyOf)
        subs = [*graph.subjects(RDFS.subClassOf, term)]
        subs += graph.subjects(RDFS.subPropertyOf, term)
        natures = zip(_NATURES, words.natures.split("|"), strict=True)
        facts = [
            (words.kind_of, self._links(supers)),
            (words.kinds, self._links(subs)),
        ]
        if OWL.Class in types:
            facts.append((words.properties, self._links(self._properties(term))))
        if types & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            facts += [
                (words.starts, self._ends(term, RDFS.domain)),
                (words.leads, self._ends(term, RDFS.range)),
            ]
        examples = sorted(str(o) for o in graph.objects(term, SKOS.example))
        return [
            *facts,
            (words.inverse, self._links(self._all(term, OWL.inverseOf))),
            (words.codes, self._links(self._all(term, RDFS.seeAlso))),
            (words.nature, words.comma.join(w for n, w in natures if n in types)),
            (
                words.notation,
                "".join(f"`{code}`" for code in graph.objects(term, SKOS.notation)),
            ),
            (words.example, words.comma.join(f"`{example}`" for example in examples)),
        ]

    def _properties(self, term: URIRef) -> list[Node]:
        """The properties that have this very class in their domain."""
        return [
            prop
            for prop, domain in self.graph.subject_objects(RDFS.domain)
            if term in self._members(domain)
        ]

    def _ends(self, term: URIRef, predicate: URIRef) -> str:
        ends = self.graph.value(term, predicate)
        if ends is None:
            return self.words.anything
        return self.words.either.join(self._link(end) for end in self._members(ends))

    def _members(self, node: Node) -> list[Node]:
        """The classes of a union in their order; else the class itself."""
        union = self.graph.value(node, OWL.unionOf)
        return [node] if union is None else list(Collection(self.graph, union))

    def _diagram(self) -> str:
        direction = "RL" if self.lang in _RIGHT_TO_LEFT else "LR"
        names = dict.fromkeys(n for a, _, b in CHAIN for n in (a, b))
        lines = [f"flowchart {direction}"]
        lines += [f'  {n}["{self._label(URIRef(MG_NS + n))}"]' for n in names]
        lines += [
            f'  {a} -- "{self._label(URIRef(MG_NS + by))}" --> {b}'
            for a, by, b in CHAIN
        ]
        return "\n".join(["```mermaid", *lines, "```"])

    def _all(self, term: URIRef, predicate: URIRef) -> list[Node]:
        return list(self.graph.objects(term, predicate))

    def _sorted(self, kind: URIRef) -> list[URIRef]:
        return self._by_label(self.graph.subjects(RDF.type, kind))

    def _by_label(self, nodes: Iterable[Node]) -> list[URIRef]:
        """Named terms in the order of their labels, whatever accents and article."""
        terms = [node for node in nodes if isinstance(node, URIRef)]
        return sorted(terms, key=lambda term: (_sort_key(self._label(term)), term))

    def _links(self, nodes: Iterable[Node]) -> str:
        return self.words.comma.join(self._link(n) for n in self._by_label(nodes))

    def _link(self, node: Node) -> str:
        """A term of ours as a link to its block, another by its compact IRI."""
        if str(node).startswith(MG_NS):
            return f"[{self._label(node)}](#{_local(node)})"
        return f"[`{_compact(node)}`]({node})"

    def _label(self, node: Node) -> str:
        return self._text(node, SKOS.prefLabel) or _compact(node)

    def _text(self, node: Node, predicate: URIRef) -> str:
        """The text in the language of the page, empty if there is none."""
        texts = self.graph.objects(node, predicate)
        mine = [t for t in texts if isinstance(t, Literal) and t.language == self.lang]
        return " ".join(sorted(mine))

    def _linked(self, text: str) -> str:
        """The text with each compact IRI as code, and as a link if it is ours."""
        return _COMPACT_IRI.sub(
            lambda found: (
                f"[`{found[0]}`](#{found[2]})" if found[1] == "mg" else f"`{found[0]}`"
            ),
            text,
        )


def _local(term: Node) -> str:
    return str(term).removeprefix(MG_NS)


def _compact(node: Node) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(node).startswith(namespace):
            return f"{prefix}:{str(node).removeprefix(namespace)}"
    return str(node)


def _sort_key(label: str) -> str:
    letters = unicodedata.normalize("NFKD", label.casefold()).removeprefix("ال")
    return "".join(c for c in letters if not unicodedata.combining(c))
