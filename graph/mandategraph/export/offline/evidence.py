"""Where each statement stands: the texts of the documents, and the words in them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mandategraph.namespaces import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.store import MandateGraph

ROLES: Final = {
    "evidence": "words",
    "headingSpan": "heading",
    "titleSpan": "title",
    "descriptionSpan": "description",
    "noteSpan": "note",
    "unitSpan": "unit",
}
_LINK, _VALUE = "link", "value"

_SPOKEN: Final = """
SELECT ?node ?role ?span WHERE {{
  VALUES ?role {{ {roles} }}
  ?node ?role ?span .
}}"""
_ABOUT: Final = """
SELECT ?claim ?subject WHERE {
  VALUES ?class { mg:Claim mg:OpenLink } ?claim a ?class ; mg:claimSubject ?subject }"""
_SPANS: Final = """
SELECT ?span ?text ?start ?end ?lines WHERE {
  ?span oa:hasSource ?text ; oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
  OPTIONAL { ?span mg:lineOffsets ?lines }
}"""
_QUOTES: Final = "SELECT ?span ?q WHERE { ?span oa:hasSelector ?s . ?s oa:exact ?q }"
_TEXTS: Final = "SELECT ?text ?content WHERE { ?text mg:textContent ?content }"
_FILES: Final = """
SELECT ?text ?file ?lang ?reader WHERE {
  ?text mg:textOf ?document .
  OPTIONAL { ?document mg:fileName ?file } OPTIONAL { ?document dct:language ?lang }
  OPTIONAL { ?text mg:extractor ?agent . ?agent skos:prefLabel ?reader }
}"""


class Span(NamedTuple):
    """The place of words: text, fragments in code points, the words that were quoted.

    `says` has whose words they are: place of the node on the page, and the role.
    """

    iri: str
    text: str
    fragments: tuple[tuple[int, int], ...]
    quote: str
    says: tuple[tuple[int, str], ...]


class Evidence:
    """The spans that speak of the nodes, and the texts that they lie in."""

    def __init__(
        self,
        graph: MandateGraph,
        place: Mapping[str, int],
        values: Mapping[str, str],
    ) -> None:
        """`place` of each node, by IRI; `values`: IRI of a value to its indicator's."""
        roles = " ".join(f"mg:{name}" for name in ROLES)
        subjects = {c: s for c, s in sorted(graph.select_text(_ABOUT)) if s in place}
        says: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for node, role, span in graph.select_text(_SPOKEN.format(roles=roles)):
            if node in place:
                says[span].add((place[node], ROLES[local(role)]))
            elif node in values:
                says[span].add((place[values[node]], _VALUE))
            elif node in subjects:
                says[span].add((place[subjects[node]], _LINK))
        quotes = {row[0]: row[1] for row in sorted(graph.select_text(_QUOTES))}
        found = {}
        for iri, text, start, end, lines in sorted(graph.select_text(_SPANS)):
            if iri in says and iri not in found:
                whole = ((int(start), int(end)),)
                fragments = tuple(
                    (int(a), int(b))
                    for a, _, b in (part.partition(",") for part in lines.split())
                )
                own = tuple(sorted(says[iri]))
                quote = quotes.get(iri, "")
                found[iri] = Span(iri, text, fragments or whole, quote, own)
        self.spans = sorted(found.values(), key=lambda s: (s.text, s.fragments, s.iri))
        self.missing = len(says) - len(found)
        used = {span.text for span in self.spans}
        self.contents = {t: c for t, c in graph.select_text(_TEXTS) if t in used}
        self.files: dict[str, tuple[str, str, str]] = {}
        for text, file, lang, reader in sorted(graph.select_text(_FILES)):
            if text in used and text not in self.files:
                self.files[text] = (file, lang, reader)
        self.texts = sorted(used, key=lambda t: (self.files.get(t, ("",))[0], t))

    def changed(self, span: Span) -> bool:
        """Whether the text has other words at this place than those quoted."""
        text = self.contents.get(span.text)
        if text is None or not span.quote:
            return False
        first, last = span.fragments[0][0], span.fragments[-1][1]
        return text[first:last] != span.quote

    def page(self) -> dict[str, Any]:
        """The texts and spans as the page has them.

        A text is `file`, `lang`, `reader` and `text`, null when the graph has none. A
        span is `d` its text, `a` its fragments, `n` whose words they are, `q` the quote
        unless the text has the same words there, `x` when it has others.
        """
        number = {text: at for at, text in enumerate(self.texts)}
        texts = []
        for text in self.texts:
            file, lang, reader = self.files.get(text, ("", "", ""))
            content = self.contents.get(text)
            texts.append(
                {"file": file, "lang": lang, "reader": reader, "text": content}
            )
        spans = []
        for span in self.spans:
            one: dict[str, Any] = {
                "d": number[span.text],
                "a": span.fragments,
                "n": span.says,
            }
            if span.text not in self.contents:
                one["q"] = span.quote
            elif self.changed(span):
                one.update(q=span.quote, x=1)
            spans.append(one)
        return {"texts": texts, "spans": spans}
