"""What an IATI element refers to: documents, concepts of the SDGs, other codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from mandategraph.model import Field, Reference
from mandategraph.read.extracted import collapse
from mandategraph.read.iati.codes import token
from mandategraph.read.iati.links import SDG, SDG_VOCABULARIES, sdg_concept, web_iri
from mandategraph.read.iati.text import local

if TYPE_CHECKING:
    from mandategraph.read.iati.text import ActivityText, Element

# the first title that is printed for a document
_title: Final[Any] = etree.XPath("string((title//text()[normalize-space()])[1])")


class Referring:
    """An element that refers to others; `references` and `fields` grow."""

    __slots__ = ("fields", "references", "text")

    def __init__(self, text: ActivityText, fields: list[Field]) -> None:
        self.text = text
        self.fields = fields
        self.references: list[Reference] = []

    def document(self, element: Element, path: str) -> None:
        """Take in a `document-link`; without a web address it is only a field.

        The span covers all that the element has: address, titles, format, categories.
        """
        span = self.text.everything(element, path)
        if span is None:
            self.text.skip(element)
            return
        address = (element.get("url") or "").strip()
        iri = web_iri(address)
        printed = collapse(_title(element) or address)
        if iri is None:
            self.text.note("address", "a document without a valid web address")
            self.fields.append(Field("iati:document-link", printed, span))
        else:
            self.references.append(Reference("references", iri, span, printed))

    def website(self, element: Element, path: str) -> None:
        """Take in the `activity-website` of version 1."""
        words = (element.text or "").strip()
        iri = web_iri(words)
        if iri is not None:
            span = self.text.add(words, path)
            self.references.append(Reference("references", iri, span, words))
        elif words:
            self.fields.append(self.text.field("iati:activity-website", words, path))
        else:
            self.text.skip(element)

    def concept(self, element: Element, path: str) -> bool:
        """Take in a code of the SDGs; False when it is of another vocabulary."""
        code = (element.get("code") or "").strip()
        vocabulary = (element.get("vocabulary") or "").strip()
        of_sdg = vocabulary in SDG_VOCABULARIES[element.tag]
        if not of_sdg and not code.startswith(SDG):
            return False
        iri = sdg_concept(code)
        if iri is None:
            printed = collapse(code)[:40]
            self.text.note("sdg_code", f'"{printed}" is no number of the SDGs')
            return False
        span = self.text.everything(element, path)
        if span is not None:
            self.references.append(Reference("aligned_with", iri, span, collapse(code)))
        return True

    def reference(self, element: Element, path: str) -> None:
        """Take in a `reference`: `iati:reference-99` is a code of vocabulary 99."""
        if self.concept(element, path):
            return
        text = self.text
        vocabulary = token((element.get("vocabulary") or "").strip())
        name = f"iati:reference-{vocabulary}" if vocabulary else "iati:reference"
        for attribute, value in element.items():
            kept = value.strip()
            if not kept:
                continue
            place = f"{path}/@{attribute}"
            if attribute == "code":
                self.fields.append(text.field(name, kept, place))
            elif attribute[0] == "{":
                text.count(f"reference/@{local(attribute)}")
            elif attribute != "vocabulary" or not vocabulary:
                self.fields.append(text.field(f"{name}-{attribute}", kept, place))
        text.rest(element, path)
