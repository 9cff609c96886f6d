"""JSON-LD in which each plan is a tree: `ontology/frame.jsonld` put into practice.

The triples of all graphs, each once: a node stands whole where it is first needed, and
by its IRI elsewhere. Elements stand below what they contribute to, values below their
indicators, claims and open links below their subjects, evidence where it is cited: the
frame's reverse terms say so without a change of meaning. What no plan leads to follows
behind the plans.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from mandategraph.export.jsonld import RDF_TYPE, Writer, name_of, ontology_context
from mandategraph.namespaces import MG_NS, PREFIXES
from mandategraph.resources import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEEPEST: Final = 60  # levels: what lies deeper stands beside the plans
_LAST: Final = 10**9
_START: Final = re.compile(r"#char=(\d+),")
_ELEMENT_OF: Final = f"{MG_NS}elementOf"
# an element that has one of these stands below its object
_PARENTS: Final = tuple(
    MG_NS + name
    for name in ("subObjectiveOf", "expectedResultOf", "indicatorOf", "contributesTo")
)
# links that lead up, across or to what many nodes share: never a place for a node
_ACROSS: Final = frozenset(
    (
        *_PARENTS,
        *(
            MG_NS + name
            for name in (
                "elementOf",
                "serves",
                "valueOf",
                "claimSubject",
                "claimObject",
                "candidate",
                "introduces",
                "reviews",
                "translatedFrom",
                "textOf",
                "extractor",
            )
        ),
        f"{PREFIXES['oa']}hasSource",
        *(
            PREFIXES["prov"] + name
            for name in ("wasAttributedTo", "wasAssociatedWith", "generatedAtTime")
        ),
    )
)

_Properties = dict[str, list[Any]]


def to_framed(triples: Iterable[ox.Quad]) -> bytes:
    """The triples, which must be sorted, as one JSON-LD document of plan trees."""
    nodes: dict[str, _Properties] = {}
    for quad in triples:
        own = nodes.setdefault(name_of(quad.subject), defaultdict(list))
        own[quad.predicate.value].append(quad.object)
    context, reverse = frame_context()
    writer = _Framer(context, reverse, nodes)
    document = {"@context": {**context, **reverse}, "@graph": list(writer.trees())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def frame_context() -> tuple[dict[str, Any], dict[str, Any]]:
    """The context of the ontology, and the reverse terms that the frame adds."""
    text = data("ontology").joinpath("frame.jsonld").read_text("utf-8")
    frame = json.loads(text)
    reverse: dict[str, Any] = frame["@context"][1]
    return ontology_context(), reverse


class _Framer(Writer):
    """Writes nodes where they are first needed; `left` are those still to be placed."""

    def __init__(
        self,
        context: dict[str, Any],
        reverse: dict[str, Any],
        nodes: dict[str, _Properties],
    ) -> None:
        super().__init__(context)
        self.nodes, self.left = nodes, set(nodes)
        self.reverse = {
            self.full(value["@reverse"]): name for name, value in reverse.items()
        }
        self.below: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.cited: set[str] = set()
        for name, own in nodes.items():
            for iri, values in own.items():
                links = [name_of(v) for v in values if not isinstance(v, ox.Literal)]
                if iri in self.reverse:
                    for link in links:
                        self.below[link, iri].append(name)
                elif iri not in _ACROSS and iri != RDF_TYPE:
                    self.cited.update(link for link in links if link != name)
        self._depth = 0
        self._embeds = False

    def trees(self) -> Iterator[dict[str, Any]]:
        """The plans, then what no plan leads to."""
        for name in self._plans():
            yield self._placed(name)
        for name in [*self._roots(), *sorted(self.left)]:
            if name in self.left:
                yield self._placed(name)

    def _plans(self) -> list[str]:
        plan = ox.NamedNode(f"{MG_NS}Plan")
        return sorted(n for n, own in self.nodes.items() if plan in own[RDF_TYPE])

    def _roots(self) -> list[str]:
        """What is neither cited by another node nor below one."""
        held = {name for names in self.below.values() for name in names}
        return sorted(self.left - self.cited - held)

    def _placed(self, name: str, link: tuple[str, str] = ("", "")) -> dict[str, Any]:
        """The node with all that belongs below it; `link` is what puts it there."""
        self.left.discard(name)
        self._depth += 1
        predicate, upper = link
        own: _Properties = {}
        for iri, values in self.nodes[name].items():
            kept = values
            if iri == predicate:
                kept = [v for v in values if name_of(v) != upper]
            if kept:
                own[iri] = kept
        embeds, self._embeds = self._embeds, True
        node = self._own(name, own)
        for iri, term in self.reverse.items():
            below = self._below(name, iri)
            if below and self._depth < _DEEPEST:
                found = [
                    self._placed(child, (iri, name))
                    for child in below
                    if child in self.left
                ]
                if iri == _ELEMENT_OF:  # and those of a circle, which has no top
                    rest = self._ordered(name, iri)
                    found += [
                        self._placed(c, (iri, name)) for c in rest if c in self.left
                    ]
                if found:
                    node[term] = found
        self._embeds = embeds
        self._depth -= 1
        return node

    def _own(self, name: str, own: _Properties) -> dict[str, Any]:
        """The node with its own properties, shared links not embedded."""
        node: dict[str, Any] = {}
        for iri, values in own.items():
            self._embeds = iri not in _ACROSS and iri != RDF_TYPE
            node |= self.node(name, {iri: values})
        return {self.id: name} | node

    def _below(self, name: str, iri: str) -> list[str]:
        found = self._ordered(name, iri)
        if iri != _ELEMENT_OF:
            return found
        return [n for n in found if not any(p in self.nodes[n] for p in _PARENTS)]

    def _ordered(self, name: str, iri: str) -> list[str]:
        return sorted(self.below.get((name, iri), ()), key=self._reading)

    def _reading(self, name: str) -> tuple[int, int, str]:
        """The place of an element: where its words begin, its number, its IRI."""
        own = self.nodes[name]
        numbers = [v.value for v in own.get(f"{MG_NS}ordinal", ())]
        spans = [name_of(v) for v in own.get(f"{MG_NS}evidence", ())]
        starts = [int(m[1]) for m in map(_START.search, spans) if m]
        number = int(numbers[0]) if numbers and numbers[0].isdigit() else _LAST
        return min(starts, default=_LAST), number, name

    def coerced(self, node: Any) -> Any:
        """The node itself where it is first needed, else its IRI."""
        return self._embedded(node) or name_of(node)

    def linked(self, node: Any) -> dict[str, Any]:
        """The node itself where it is first needed, else a reference to it."""
        return self._embedded(node) or {self.id: name_of(node)}

    def _embedded(self, node: Any) -> dict[str, Any] | None:
        name = name_of(node)
        if not self._embeds or name not in self.left or self._depth >= _DEEPEST:
            return None
        if _ELEMENT_OF in self.nodes[name]:
            return None  # elements stand in the tree of their plan
        return self._placed(name)
