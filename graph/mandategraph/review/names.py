"""How the file of decisions names things and words, whatever the base of the IRIs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.namespaces import MG_NS as MG
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.rdf.iris import collapsed, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mandategraph.store import MandateGraph

OURS: Final = "decisions-"  # how the names of the graphs begin that hold decisions
_BATCH: Final = 500


def short(iri: str, base: str) -> str:
    """`rba-o1` below the base, `mg:serves` of the ontology, `<...>` of all else."""
    if iri.startswith(base):
        return iri.removeprefix(base)
    return f"mg:{iri.removeprefix(MG)}" if iri.startswith(MG) else f"<{iri}>"


def full(name: str, base: str) -> str:
    """The IRI of a name that `short` has made; `""` when no IRI can be made of it."""
    if name.startswith("<") and name.endswith(">"):
        iri = name[1:-1]
    elif name.startswith("mg:"):
        iri = MG + name.removeprefix("mg:")
    else:
        iri = base + name
    return "" if NOT_IN_IRI.search(iri) or not name else iri


def link_item(subject: str, predicate: str, target: str) -> str:
    """The id of the item that a link is, whoever claims it; the names are short."""
    if is_likeness(predicate):  # it holds in both directions
        return f"duplicate-{digest(predicate, *sorted((subject, target)), length=12)}"
    return f"link-{digest(subject, predicate, target, length=12)}"


def open_item(subject: str, predicate: str) -> str:
    """The id of the item that an open link is."""
    return f"open-{digest(subject, predicate, length=12)}"


def form_item(element: str, field: str, lang: str, text: str) -> str:
    """The id of the item that one translation is: these very words."""
    parts = element, field, lang.lower(), collapsed(text)
    return f"translation-{digest(*parts, length=12)}"


def lost_item(element: str) -> str:
    """The id of the item that a lost wording is."""
    return f"wording-{digest(element, length=12)}"


def words_item(element: str, lang: str) -> str:
    """The id of what is edited when words are supplied: one text in one language."""
    return f"words-{digest(element, lang.lower(), length=12)}"


def is_likeness(predicate: str) -> bool:
    """Whether the property says that two elements are alike; the name is short."""
    return predicate in ("mg:sameIntentAs", "mg:similarTo")


def batches(iris: Collection[str]) -> Iterator[str]:
    """The IRIs as the contents of VALUES, so many at a time as an engine likes."""
    known = sorted({i for i in iris if ":" in i and not NOT_IN_IRI.search(i)})
    for start in range(0, len(known), _BATCH):
        yield " ".join(f"<{iri}>" for iri in known[start : start + _BATCH])


_WORDS: Final = """
SELECT ?node ?wording (STR(?text) AS ?words) (LANG(?text) AS ?lang)
WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node ?wording ?text .
  FILTER(?wording IN (mg:statementText, mg:sourceLabel))
}}
"""


def words_of(graph: MandateGraph, iris: Collection[str]) -> dict[tuple[str, str], str]:
    """The issuer's words of each node: its `text` and its `label`, by node and field.

    One text for all languages, `Réduire les dommages@fr`, with blanks collapsed. A
    node whose wording was lost has its printed label for text.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for nodes in batches(iris):
        for node, wording, text, lang in graph.select_text(_WORDS.format(nodes=nodes)):
            field = "text" if wording == f"{MG}statementText" else "label"
            found[node, field].append(f"{collapsed(text)}@{lang.lower()}")
    words = {key: " | ".join(sorted(set(texts))) for key, texts in found.items()}
    for node, field in list(words):
        if field == "label":
            words.setdefault((node, "text"), words[node, "label"])
    return words
