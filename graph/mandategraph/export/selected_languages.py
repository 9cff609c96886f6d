"""The quads without the texts of other languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.export.whole import MANIFEST, TYPE, mg
from mandategraph.namespaces import PREFIXES
from mandategraph.rdf.iris import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.export.whole import Whole

# what may be done with a source is said in whatever language it was stated in
RIGHTS: Final = tuple(
    ox.NamedNode(PREFIXES["dct"] + name) for name in ("license", "rights")
)
_FORM: Final = ox.NamedNode(f"{PREFIXES['xl']}literalForm")
_REVIEWS: Final = mg("reviews")
_WORDINGS: Final = frozenset(
    map(mg, ("statementText", "textForm", "sourceLabel", "labelForm"))
)
_ELEMENTS: Final = frozenset(map(mg, CLASSES.values()))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left, and how much is not: texts by language, and text forms.

    Text forms go with their texts, and so do their reviews. `wordless` are the elements
    of which no words are left, not even a printed label.
    """

    quads: list[ox.Quad]
    texts: Counter[str]
    forms: int
    wordless: int


def in_languages(whole: Whole, langs: Collection[str]) -> Left:
    """The quads whose texts are in one of the languages, or in none.

    `en` takes `en-GB` too. A node that said nothing but texts in other languages is
    left out with the links to it; so are graphs of which nothing is left. Statements of
    rights stay.
    """
    quads = whole.quads
    texts: Counter[str] = Counter()
    kept: list[ox.Quad] = []
    gone: set[object] = set()
    for quad in quads:
        lang = getattr(quad.object, "language", None)
        if lang and quad.predicate not in RIGHTS and not _wanted(lang.lower(), langs):
            texts[lang.lower()] += 1
            if quad.predicate == _FORM:
                gone.add(quad.subject)
        else:
            kept.append(quad)
    gone -= {q.subject for q in kept if q.predicate == _FORM}
    forms = len(gone)
    before = _worded(quads)
    while True:
        left = {q.subject for q in kept}
        gone |= {n for n in whole.by_subject if n not in left}
        gone |= {
            q.subject for q in kept if q.predicate == _REVIEWS and q.object in gone
        }
        used = {q.graph_name for q in kept if q.subject not in gone}
        gone |= whole.by_graph.keys() - used - {MANIFEST}
        after = [q for q in kept if q.subject not in gone and q.object not in gone]
        if len(after) == len(kept):
            break
        kept = after
    return Left(kept, texts, forms, len(before - _worded(kept)))


def _wanted(lang: str, langs: Collection[str]) -> bool:
    return any(lang == one or lang.startswith(f"{one}-") for one in langs)


def _worded(quads: list[ox.Quad]) -> set[object]:
    """The plan elements that have a wording or at least a label."""
    elements = {
        q.subject for q in quads if q.predicate == TYPE and q.object in _ELEMENTS
    }
    return {
        q.subject for q in quads if q.predicate in _WORDINGS and q.subject in elements
    }
